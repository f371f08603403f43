"""What the rules know of the other languages that films are asked for in: the clearest words.

German, French, Spanish, Italian, Portuguese, Dutch, Swedish and Polish, folded; words that mean
something harmless in another of the languages stand in phrases only.
"""

OTHERS = {
    "porn": (
        "pornograf*, porno film, film porno, filme porno, pornofilm*, pornofilme, pornodreh, "
        "pelicula porno, video porno, porrfilm*, porr, film x, film pornographique"
    ),
    "sex act": (
        "geschlechtsverkehr, haben sex, hat sex, relations sexuelles, relaciones sexuales, "
        "rapporti sessuali, relacoes sexuais, seks hebben, har sex, uprawiaja seks, uprawia seks, "
        "fait l'amour nue, masturbiert, se masturbe, masturbandosi, follando, scopano, "
        "geslachtsgemeenschap"
    ),
    "nude": (
        "nackt, nackte, nackter, nacktes, nackten, denud*, desnud*, toute nue, seins nus, "
        "entkleidet, nuda, nudi, naakt, naakte, naken, nakna, nago, nagie, nagich, rozbiera, "
        "completamente nua, nus, nues, zieht sich aus"
    ),
    "lewd": (
        "erotisch*, erotique*, erotico, erotica, erotycz*, erotisk*, sexuell*, sexuel*, sexual "
        "mente, sessual*, seksueel, seksuele, sexuellt, seksualn*, verfuhr*, seduis*, seducir, "
        "seduit, sedurre, seduzir, verleid*, forfor*, uwodzi*, sinnlich*, sensuel*"
    ),
    "explicit": (
        "explizit*, explicite*, explicit*, esplicit*, expliciet*, in allen einzelheiten, dans les "
        "moindres details, con todo detalle, nei minimi dettagli, em detalhe, in detail, i "
        "detalj, ze szczegolami, bez cenzury, unzensiert, sin censura, sans censure"
    ),
    "minor": (
        "kinder, kindern, schulmadchen, minderjahrig*, enfant, enfants, fillette*, mineures, "
        "ecoliere*, menores, menor de edad, menor de idade, colegiala*, una nina, las ninas, un "
        "nino, los ninos, bambin*, minorenn*, crianca, criancas, menina, meninas, kinderen, "
        "minderjarig*, kleuter*, schoolmeisje*, minderarig*, skolflick*, ett barn, med barn, "
        "dziecko, dzieci, dziecmi, dzieckiem, dziewczynk*, nieletni*, kleines madchen, kleine "
        "madchen, jahrige madchen"
    ),
    "abuse code": (
        "kinderporno*, kinderpornograf*, nackte kinder, nackten kindern, pornographie infantile, "
        "pedopornograph*, pornografia infantil, pornografia infantile, pedopornograf*, porno "
        "infantil, barnporr*, barnpornografi, dziecieca pornografia, pornografia dziecieca, sex "
        "mit kindern, sex mit einem kind, sexe avec des enfants, sexo con ninos, sexo con "
        "menores, ninas desnudas, ninos desnudos, sesso con bambini, sexo com criancas, seks met "
        "kinderen, sex med barn, seks z dziecmi, enfants nus"
    ),
    "chaste": (
        "polizei, kommissar*, ermittel*, opfer, aufklarung, gegen, policier*, enquet*, victime*, "
        "contre, policia, investig*, victima*, contra, polizia, indag*, vittim*, contro, vitima*, "
        "politie, rechercheur*, slachtoffer*, tegen, polis, polisen, mot, policja, ofiar*, "
        "przeciw, missbrauch, dokumentar*, documentaire, documental, documentario, sexualkunde"
    ),
    "group": (
        "juden, muslime, muslimen, auslander, fluchtlinge, zigeuner, schwarze, schwarzen, "
        "schwule, juifs, musulmans, immigres, les arabes, les noirs, homosexuels, tziganes, "
        "judios, musulmanes, inmigrantes, los negros, gitanos, homosexuales, ebrei, musulmani, "
        "immigrati, zingari, gli omosessuali, judeus, muculmanos, imigrantes, ciganos, "
        "homossexuais, joden, moslims, buitenlanders, zigeuners, homos, judar, judarna, muslimer, "
        "invandrare, zigenare, zydzi, zydow, zydami, muzulmanie, muzulmanow, imigranci, "
        "imigrantow, cyganie, cyganow"
    ),
    "are": "sind, sont, son, sono, sao, zijn, ar, sa, to, ist, est",
    "vermin": (
        "ungeziefer, parasiten, schadlinge, abschaum, ratten, untermenschen, vermine, des rats, "
        "sous hommes, parasites, inferieurs, ratas, alimanas, escoria, parasitos, seres "
        "inferiores, parassiti, feccia, ratti, razza inferiore, ratos, vermes, ongedierte, "
        "minderwaardig, ohyra, rattor, undermanniskor, robactwo, robactwem, podludzie, podludzmi, "
        "szczury, pasozyty"
    ),
    "wipe out": (
        "ausrott*, ausgerottet, vernicht*, vergas*, umbringen, extermin*, eliminer, elimines, "
        "eliminar*, aniquilar, stermin*, uitroei*, uitgeroeid, vergassen, utrot*, forintas, "
        "wytep*, eksterminac*, wymordow*, getotet, morire, sterben, mourir, morir"
    ),
    "should": (
        "mussen, muss, sollen, sollten, soll, gehoren, verdienen, doivent, faut, meritent, deben, "
        "hay que, merecen, devono, bisogna, meritano, devem, merecem, moeten, maste, borde, "
        "trzeba, nalezy, powinni, musza"
    ),
    "kill all": (
        "tod den, tod allen, totet alle, mort aux, muerte a los, muerte a todos, morte agli, "
        "morte ai, morte a todos, morte aos, dood aan, dod at, doda alla, smierc wszystkim, zabic "
        "wszystkich"
    ),
    "opposes": (
        "widerstand, rettet, rettete, gegen, hass, rassis*, resistance, sauve, racisme, racismo, "
        "salva, razzismo, racisten, rasism*, rasizm*, ratuje, krieg, guerre, guerra, oorlog, "
        "prozess, memoire, memoria, versteckt, cache, esconde, nasconde, verbergt"
    ),
    "urge": (
        "bring dich um, tote dich, tote dich selbst, nimm dir das leben, suicide toi, tue toi, "
        "donne toi la mort, matate, suicidate, quitate la vida, ucciditi, ammazzati, suicidati, "
        "mata te, se mate, suicida te, maak jezelf dood, pleeg zelfmoord, maak jezelf van kant, "
        "ta livet av dig, doda dig sjalv, ta ditt liv, zabij sie, popelnij samobojstwo, bringt "
        "euch um, suicidez vous"
    ),
    "taunt": (
        "niemand wird dich vermissen, ohne dich besser, zuschauer, besser ohne dich, personne ne "
        "te regrettera, mieux sans toi, spectateurs, nadie te extranara, mejor sin ti, "
        "espectadores, nessuno ti rimpiangera, meglio senza di te, spettatori, ninguem vai "
        "sentir, melhor sem voce, niemand zal je missen, beter zonder jou, kijkers, ingen kommer "
        "sakna dig, battre utan dig, tittare, nikt nie bedzie tesknil, lepiej bez ciebie, widzow"
    ),
    "self-harm": (
        "selbstmord, suizid, selbstverletzung, se suicider, suicidio, suicidarse, suicidarsi, "
        "suicidar, zelfmoord, sjalvmord, samobojstw*, magersucht, anoressia, anorexie"
    ),
    "encourages": (
        "ermutig*, verherrlich*, ermuntert, encourage*, incit*, anima a, alienta, incoraggia, "
        "incentiva, moedigt, uppmanar, uppmuntra*, zacheca*, uberrede*"
    ),
    "method": (
        "wie man, anleitung, comment se, como suicidarse, come suicidarsi, como se matar, "
        "methode*, schmerzlos*, sans douleur, sin dolor, indolore, sem dor, pijnloos, smartfri*, "
        "bezbolesn*, hoe pleeg, hur man, jak popelnic"
    ),
    "helps": (
        "hilfe, hilft, pravention, verhinder*, aide, empeche*, ayuda, prevenir, aiuta, "
        "prevenzione, ajuda, prevencao, hulp, helpt, voorkom*, hjalp*, forebygg*, pomoc, pomaga, "
        "zapobiega*, nicht, pas, jamais, niet, inte, nie, trauer*, deuil, duelo, lutto, luto, "
        "rouw*"
    ),
    "teaches": (
        "wie man, anleitung, erklart, zeigt wie, comment fabriquer, comment faire, comment "
        "construire, comment synthetiser, mode d'emploi, como hacer, como fabricar, como "
        "construir, como fazer, come fare, come costruire, come fabbricare, come si, hoe maak, "
        "hoe je, hoe men, hur man, hur du, jak zrobic, jak zbudowac, jak wyprodukowac, "
        "instrukcja, istruzioni, instrucciones, instrucoes, instructies, schritt fur schritt, "
        "etape par etape, paso a paso, passo a passo, passo dopo passo, stap voor stap, steg for "
        "steg, krok po kroku"
    ),
    "builds": (
        "bauen, baut, bastelt, herstellen, herstellt, kochen, kocht, fabriquer, construire, "
        "faire, synthetiser, hacer, fabricar, construir, fazer, sintetizar, fare, costruire, "
        "fabbricare, sintetizzare, maken, maak, maakt, bouwen, bouwt, bygger, bygga, tillverkar, "
        "tillverka, zrobic, zbudowac, wyprodukowac, gotowac"
    ),
    "weapon": (
        "bombe, bomben, rohrbombe*, sprengsatz, sprengstoff*, nervengas, explosif*, bombes, "
        "bomba, bombas, explosivo*, bombe artigianali, esplosiv*, een bom, bommen, rorbomb*, "
        "sprangamne*, bombu, bomby, bombe a clous, cocktail molotov, zenuwgas, gaz neurotoxique"
    ),
    "drug": (
        "methamphetamin, crystal, heroine, cocaina, metanfetamina, eroina, heroina, kokain, "
        "metamfetamin*, amphetamin, cocaine"
    ),
    "detail": (
        "schritt fur schritt, etape par etape, paso a paso, passo dopo passo, passo a passo, stap "
        "voor stap, steg for steg, krok po kroku, zutaten, anleitung, instructies, instrucciones, "
        "istruzioni, instrucoes, instrukcja, zuhause, chez soi, a la maison, en casa, in casa, em "
        "casa, thuis, hemma, w domu, genauen mengen"
    ),
    "fictional": (
        "geschichte, entscharf*, histoire, historia, desactiv*, storia, disinnesc*, ontmantel*, "
        "oskadliggor*, rozbroi*, polizei, police, policia, polizia, politie"
    ),
    "film": "filma, pelicula, filme, zeigt, montre, muestra, mostra, toont, visar, pokazuje",
    "gore": (
        "enthaupt*, verstummel*, eventr*, decapit*, descuartiz*, mutil*, squart*, decapita*, "
        "onthoofd*, halshug*, obcina*, eingeweide, entranas, viscere, inalki, ingewanden, "
        "wnetrznosci"
    ),
    "ex": (
        "meine ex, meinen ex, mein ex, meine nachbarin, meinen chef, mon ex, ma voisine, mi ex, "
        "mi vecina, mi jefe, la mia ex, il mio ex, minha ex, meu ex, mijn ex, mitt ex, moja byla, "
        "moj byly, min ex"
    ),
    "humiliates": (
        "demutig*, blamier*, blossstell*, humili*, umili*, vernedere*, vernedert, forodmjuk*, "
        "ponizy*, poniza*, ruinier*, detruire, destruir, distruggere, bedroh*, amenaz*"
    ),
    "purpose": (
        "damit alle, damit sie, damit er, pour que, para que, perche tutti, affinche, zodat, sa "
        "att alla, zeby wszyscy, echten namen, vrai nom, nombre real, vero nome, nome verdadeiro, "
        "echte naam, riktiga namn, prawdziwe nazwisko"
    ),
    "assaults": "ermordet, tue, asesina, uccide, assassina, vermoordt, mordar, zabija, erschiesst",
    "assault": (
        "enthauptet, ermordet, gefoltert, decapite, torture, asesinado, torturado, ucciso, "
        "decapitato, decapitado, onthoofd, vermoord, mordad, halshuggen, zamordowany"
    ),
}
