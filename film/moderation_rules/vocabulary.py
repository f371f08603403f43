"""The vocabulary of the rules: kinds of words, in English.

Entries are folded words or phrases, apart by commas; an asterisk stands for any ending.
"""

from film.moderation_rules.people import PEOPLE

SEXUAL = {
    "porn": (
        "porn, porno, pornos, pornography, pornographic, hentai, nsfw, xxx, smut, pornhub, adult "
        "film, adult video, sex tape, sex film, sex movie, sex video, camgirl*, pornofilm*"
    ),
    "sex act": (
        "blowjob*, blow job, handjob*, hand job, fellatio, cunnilingus, masturbat*, cumshot*, "
        "gangbang*, deepthroat*, bukkake, creampie, oral sex, anal sex, having sex, has sex, have "
        "sex, had sex, sexual intercourse, fucks her, fucks him, fucks them, fucking her, fucking "
        "him, sex act, sex acts, sexual act, sexual acts, orgasm*, ejaculat*, threesome*, orgy, "
        "orgies, loses her virginity, loses his virginity, penetrates her, penetrates him, "
        "hardcore sex, penetration, men fuck, women fuck, they fuck, fuck each other, fucks hard, "
        "rough sex, sex with her, sex with him"
    ),
    "sex scene": "sex scene, sex scenes, sex position*, sexual position*, sexual content",
    "nude": (
        "nude, nudes, nudity, naked, topless, unclothed, undress, undresses, undressing, "
        "undressed, striptease*, strips for, strip for, takes off her clothes, takes off his "
        "clothes, take off their clothes, without clothes"
    ),
    "lewd": (
        "sexy, seduce*, seducing, seductive*, sensual*, erotic*, lingerie, lustful*, lewd*, "
        "horny, aroused, arousing, arousal, fondle, fondles, fondled, fondling, "
        "grope, gropes, groping, kinky, fetish*, bdsm, "
        "sexual, sexually, sexualis*, sexualiz*, sex with, molest*, foreplay, lascivious*, "
        "titillat*"
    ),
    "genital": (
        "penis, penises, vagina*, genital*, nipple, nipples, clitoris, erect penis, bare breasts, "
        "labia, testicle*, anus"
    ),
    "explicit": (
        "explicit*, graphic, graphically, uncensored, hardcore, in detail, full detail, great "
        "detail, every detail, extreme detail, loving detail, detailed, no cuts, unsimulated, as "
        "realistic as possible, hyperrealistic, nothing hidden, shown fully, full view"
    ),
    "film": (
        "film, films, movie, movies, video, videos, clip, clips, shoot, filmed, scene, scenes, "
        "make, create, generate, animation"
    ),
    "chaste": (
        "addict*, industry, documentar*, education*, health, anti, against, revenge, victim*, "
        "survivor*, abuse, abused, abuser*, abusive, harass*, prevent*, therap*, doctor*, "
        "medical, cancer, clinic, statue*, painting, paintings, painter*, sculpt*, museum, life "
        "drawing, art class, arrest*, police, detective*, investigat*, trial, court, courtroom, "
        "lawyer*, journalist*, quit, quits, consent, assault*, traffick*, expose*, exposing, "
        "convict*, prosecut*, charity, hotline, orientation, identity, nightmare*, dna, biolog*, "
        "anatom*, hospital*, nurse*, birth, lecture*, caught, ring, harassment, crime, crimes, "
        "perpetrator*, "
        "violence, exploitation, mutilation, legislation, convention, committee, combat, penal"
    ),
    "minor": (
        "child, children, childs, kid, kids, underage, preteen*, preadolescen*, toddler*, infant, "
        "infants, schoolgirl*, schoolboy*, kindergart*, teen, teens, teenage*, adolescent*, "
        "little girl*, little boy*, young girl*, young boy*, school girl*, school boy*, with a "
        "minor, with minors, and a minor, of minors, of a minor, prepubescent*, pubescent, "
        "stepdaughter, little sister, little brother, middle schooler*, high schooler*, high "
        "school girl*, high school boy*, girl scout*, eighth grader*, seventh grader*, sixth "
        "grader*, ninth grader*, small girl, small boy, year old girl*, year old boy*"
    ),
    "abuse code": (
        "loli, lolis, lolicon, shota, shotacon, jailbait, csam, kiddie porn, kid porn, child "
        "porn, child porno, child pornography, childporn, underage porn, underage sex, teen porn, "
        "child erotica, pedo porn, sex with a child, sex with children, sex with a minor, sex "
        "with minors, naked children, naked kids, nude children, nude kids, naked schoolgirl*, "
        "nude schoolgirl*, sexy child, sexy children, sexy schoolgirl*, sexy little, toddlercon"
    ),
    "bath": (
        "bath, baths, bathes, bathtub, bathing, tub, sprinkler*, diaper*, nappy, newborn*, birth, "
        "born, midwife, cherub*, hospital, pediatric*, paediatric*, washes, sauna, swim*, "
        "emperor*, emperor's, famine, refugee*"
    ),
    "adults": (
        "parents, husband, wife, married, couple, adults, grown, next door, downstairs, asleep, "
        "babysitter"
    ),
    "teacher": "teacher*, tutor, coach, priest, professor*",
    "pupil": "pupil, pupils, student, students",
}

HATRED = {
    "group": (
        "jew, jews, jewish, muslim, muslims, moslems, blacks, black people, whites, white people, "
        "arabs, asians, mexicans, immigrants, migrants, refugees, foreigners, gypsies, roma, "
        "sinti, gays, gay people, homosexuals, lesbians, transgender people, trans people, "
        "transsexuals, disabled people, the disabled, cripples, women, africans, christians, "
        "hindus, catholics, sikhs, indians, chinese people, ukrainians, russians, armenians, "
        "kurds, tutsis, uyghurs, palestinians, israelis, poles, turks, brown people, native "
        "americans, indigenous people, autistic people, old people, aboriginals, negroes"
    ),
    "slur": (
        "nigger*, faggot, faggots, kike, kikes, spics, wetback*, gook, gooks, tranny, trannies, "
        "raghead*, towelhead*, sand nigger*, chinks, untermensch*, kanaken, bougnoule*, sudacas, "
        "coons, darkies, pakis"
    ),
    "are": "are, is, as, like, were, being, called",
    "vermin": (
        "vermin, rats, cockroach*, parasite*, subhuman*, inferior, less than human, not human, "
        "not people, animals, filth, scum, pests, pest, plague, disease, a cancer, lower race, "
        "inferior race, lesser race"
    ),
    "base": (
        "lazy, stupid, dirty, criminals, thieves, rapists, terrorists, liars, greedy, the enemy, "
        "worthless, disgusting, evil, behind everything, control the world"
    ),
    "wipe out": (
        "exterminat*, eradicat*, gassed, gas them, wiped out, wipe out, ethnic cleansing, "
        "genocid*, deported, lynch*, annihilat*, get rid of, purge, purged, be killed, be shot, "
        "be hanged, be burned, to die, driven out, sterilised, sterilized, put down"
    ),
    "should": (
        "should, must, deserve*, need to, needs to, have to, has to, ought, let us, lets, time "
        "to, want to, i want, we will"
    ),
    "kill all": (
        "kill all, kill every, kill the, death to, death to all, burn all, hang all, gas the, gas "
        "all, shoot all, exterminate all, exterminate the, get rid of all, get rid of the, deport "
        "all, die you, i hate all, we hate"
    ),
    "opposes": (
        "racist*, racism, hatred, resist*, rescue*, hides, hid, saves, saved, survivor*, "
        "memorial*, nazi, nazis, war crime*, holocaust, shoah, stands up, trial, documentar*, "
        "history, historical, villain*, bigot*, protest*, remember*, mourn*, never again, "
        "antisemit*, tolerance, prejudice*, dictator*, occup*, tyrant*, wrong, end of, fall of, "
        "defeat*, liberat*, victims, victim, denier*, against, museum, slavery, segregation, "
        "apartheid, civil rights, deradicalis*, undercover, infiltrat*, denial, escape*, flee*, "
        "fled, 1933, 1938, 1939, 1940, 1941, 1942, 1943, 1944, 1945, warsaw, auschwitz, gestapo, "
        "condemn*, journalist*, learns, overcome*, aftermath, hunts, stop, stops, funeral"
    ),
    "promotes": (
        "promot*, glorif*, celebrat*, praise, praises, praising, proves that, prove that, shows "
        "that, show that, showing that, teaches that, convinc*, rightly, glorious, proud*, "
        "recruitment film, recruitment video, recruits viewers, recruit viewers, recruit young, "
        "propaganda film for, propaganda video for, persuad*, join, hymn to, the truth that, "
        "heroic"
    ),
    "extremism": (
        "nazism, white supremac*, white power, ku klux klan, kkk, isis, islamic state, al qaeda, "
        "al qaida, third reich, neo nazi*, terrorism, aryan race, master race, ethnic cleansing, "
        "genocide, the holocaust, fourth reich, race war, white race"
    ),
    "holocaust": "holocaust, gas chambers, auschwitz, shoah",
    "denies": (
        "hoax, lie, never happened, invented, fake, myth, did not happen, didnt happen, swindle, "
        "made up, exaggerated"
    ),
    "contests": (
        "denier*, trial, court, testif*, lawyer*, libel*, museum, survivor*, disprove*, refute*, "
        "debunk*, historian*, proves him wrong, proves them wrong"
    ),
    "mocks": (
        "mocks, mocking, mock, make fun of, makes fun of, making fun of, ridicul*, laugh at, "
        "laughs at, degrade*, humiliat*, against"
    ),
    "massacre": (
        "school shooting*, mass shooting*, school massacre, terror attack*, terrorist attack*, "
        "columbine, mass murder, church shooting*, mosque shooting*, suicide bombing*"
    ),
    "imitate": (
        "glorif*, celebrat*, heroic, inspire others, imitate, imitators, copy it, tribute to the "
        "shooter*, tribute to the killer*, shooter a hero, shooters heroes, as a hero, as heroes, "
        "beautiful, praise*, role model*"
    ),
}

HARM = {
    "ex": (
        "my ex, my neighbour, my neighbor, my classmate*, my boss, my coworker*, my co worker*, "
        "my teacher, my colleague*, my roommate*, my former, this girl, this boy, a girl in my, a "
        "boy in my, a kid in my, the new girl, my stepmother, my landlord, my manager"
    ),
    "humiliates": (
        "humiliat*, shame, shames, expose, exposes, bully, bullies, bullying, destroy, destroys, "
        "ruin, ruins, threaten, threatens, blackmail*, terrori*, scare, scares, intimidat*, "
        "stalk, stalks, harass, harasses, make fun of, makes fun of, ridicul*, revenge on, get "
        "back at, mock, mocks, degrade*, insult*"
    ),
    "purpose": (
        "so that, so everyone, so everybody, so she, so he, to humiliate, to bully, to threaten, "
        "to scare, to shame, send it, post it, share it, upload it, everyone at, whole school, "
        "her school, his school, real name, phone number, home address, full name, her address, "
        "his address, help me, stop going, lose her job, lose his job, quits school, drive her, "
        "drive him, never dare, want her to, want him to, until she, until he, real photos"
    ),
    "urge": (
        "kill yourself, kys, end your life, take your own life, hang yourself, cut yourself, "
        "starve yourself, slit your wrists, kill themselves, end their lives, take their own "
        "lives, end it all, cut themselves, starve themselves, hurt themselves, harm yourself, "
        "harm themselves, unalive yourself"
    ),
    "taunt": (
        "better off dead, better without you, nobody would miss you, no one would miss you, "
        "nobody will miss you, viewers, audience, everyone should, you should, do it now, "
        "everyone who, whoever watches, tells people, just do it, it is easy, its easy, teenagers "
        "to, girls to, people to, young people"
    ),
    "encourages": (
        "encourag*, promot*, romantici*, glorif*, celebrat*, convinc*, urge, urges, persuad*, "
        "teach*, tells viewers, is the answer, is the best, the best way, beautiful, inspire*, "
        "invit*, cool, as a solution, the solution, only way out, recommend*, challenge"
    ),
    "self-harm": (
        "suicide, suicides, self harm, selfharm, cutting themselves, cutting yourself, anorexia, "
        "pro ana, starving, kill themselves, killing themselves, killing yourself, hanging "
        "yourself, kill yourself, kill myself, killing myself, kill oneself, suicidal, end my "
        "life, end your life"
    ),
    "helps": (
        "prevent*, help, helps, helpline, hotline, stop, stops, against, therap*, survivor*, "
        "hope, talk, talks, support*, not, isnt, never, saves, save, saved, recover*, grief, "
        "griev*, loss, mourning, counsel*, warning, aware*, squad, mission, doctor*, no"
    ),
    "method": (
        "how to, method*, painless*, dosage, lethal dose, step by step, instructions, tips, "
        "tutorial, guide, how many pills, which pills, the easiest way, quickest way, without "
        "pain"
    ),
    "pro-ana": "proana, thinspo*, thinspiration, pro ana, pro anorexia, pro mia, bonespo",
    "gore": (
        "disembowel*, entrails, intestines, gore, gory, mutilat*, dismember*, behead*, "
        "decapitat*, eviscerat*, flay, flays, flayed, flaying, torn apart, skinned alive, blood "
        "spurts, gouge*, gouging, impale*, brains, severed, guts, rips out, tears out, sawn, cut "
        "open, boiled alive, burned alive, spurting blood, mangled"
    ),
    "torture": "torture*, torturing, tormented, agony, screaming, screams, begs",
    "relentless": (
        "nothing but, for minutes, as long as possible, pure gore, no story, no plot, every "
        "minute, from start to end, from beginning to end, for pleasure, for fun, enjoy, enjoys, "
        "linger*, non stop, nonstop, only gore, without story, without a story, entertainment"
    ),
    "snuff": (
        "snuff film*, snuff movie*, snuff video*, crush video*, crush film*, real murder on "
        "camera, real beheading, real execution video, real torture video"
    ),
}

INSTRUCTION = {
    "teaches": (
        "how to, how you can, tutorial*, instructions, instruction manual, guide, recipe*, step "
        "by step, teach*, explain*, viewers can, at home, manual, follow along, everything you "
        "need, learn to, how one, in your kitchen, how do i, how can i, diy"
    ),
    "builds": (
        "make, makes, making, build, builds, building, cook, cooks, cooking, synthes*, assemble*, "
        "assembling, construct*, produce*, producing, brew*, mix, mixes, mixing, print, prints, "
        "printing, manufactur*, create*, creating, extract*, cultivat*, write, writes, writing, "
        "code, codes, coding, program*, develop*, deploy*, weaponi*"
    ),
    "weapon": (
        "bomb, bombs, pipebomb*, pipe bomb*, explosive*, grenade*, molotov*, napalm, thermite, "
        "ricin, sarin, nerve agent*, nerve gas, anthrax, chemical weapon*, biological weapon*, "
        "bioweapon*, dirty bomb*, ghost gun*, silencer*, detonator*, tatp, semtex, mustard gas, "
        "ied, car bomb*, nail bomb*, fertiliser bomb*, fertilizer bomb*, untraceable gun*, "
        "untraceable weapon*, letter bomb*, vx gas"
    ),
    "drug": (
        "meth, methamphetamine*, crystal meth, heroin, cocaine, crack cocaine, fentanyl, lsd, "
        "mdma, ghb, date rape drug*, amphetamine*, carfentanil"
    ),
    "malware": (
        "malware, ransomware, keylogger*, spyware, botnet*, rootkit*, phishing kit*, phishing "
        "page*, computer virus*, computer worm*, trojan horse virus, zero day exploit*, "
        "credential stealer*, credit card skimmer*"
    ),
    "detail": (
        "step by step, ingredients, quantities, exact amount*, formula, source code, working "
        "code, real code, tutorial*, instructions, blueprint*, parts list, viewers can, so that "
        "viewers, at home, in detail, full detail, every step, real instructions, exact "
        "temperatures, exact measurements, exact steps, exact recipe, full recipe, working "
        "recipe, working instructions, follow along, shopping list"
    ),
    "chemical": (
        "ammonium nitrate, potassium chlorate, potassium nitrate, potassium permanganate, red "
        "phosphorus, pseudoephedrine, ephedrine, hydrogen peroxide, fuel oil, sulfuric acid, "
        "sulphuric acid, nitric acid, acetone, anhydrous ammonia, lye, diethyl ether, castor "
        "beans, gunpowder, black powder, phosphonic, methylphosphonyl, isopropanol, aluminium "
        "powder, aluminum powder, nitromethane, hexamine, safrole, steel pipe, phenylacetone, "
        "methylamine"
    ),
    "quantity": (
        "grams, gram, milligrams, kilograms, kilogrammes, grammes, kilos, ml, millilitres, "
        "milliliters, litres, liters, degrees, celsius, fahrenheit, percent, ounces, parts, "
        "teaspoon*, cups, minutes"
    ),
    "fictional": (
        "atomic, manhattan, oppenheimer, los alamos, history, historical, defus*, disarm*, stop, "
        "stops, prevent*, police, detective*, agent, agents, race against, bath, disappear*, "
        "harmless, vaccine*, antidote, museum, bunker, world war*, 1942, 1943, 1944, 1945, "
        "resistance, joke, cake, antivirus, teacher, addict*, recover*, rehab"
    ),
    "untraced": (
        "without getting caught, without being caught, undetected, undetectable, leaving no "
        "trace, no one will know"
    ),
    "kills how": (
        "how to poison, how to kill, how to murder, how to strangle, how to kidnap, how to get "
        "rid of a body, how to dispose of a body, how to shoplift, how to hack"
    ),
    "gun print": (
        "3d print a gun, 3d print guns, 3d printed gun*, print a gun, print a working gun, 3d "
        "printed rifle*, printing a gun"
    ),
}

HARMLESS = {
    "harmless": (
        "bath bomb*, water bomb*, smoke bomb*, photo bomb*, cherry bomb*, seed bomb*, glitter "
        "bomb*, naked eye, naked truth, naked mole*, naked ape, sex education, sexual "
        "orientation, sexual health, bombe a eau, bomba de agua, bomba d'acqua, bomba de "
        "chocolate, nude colour*, nude lipstick, graphic novel*, graphic design*, sexual "
        "selection, inferior quality"
    ),
}
"""Phrases whose words mean nothing else: no rule sees them."""

ENGLISH = SEXUAL | HATRED | HARM | INSTRUCTION | PEOPLE | HARMLESS
