"""Ages: the words that mean somebody under 18, in the languages of requests.

Everything here is a part of a regular expression over folded text.
"""

from film.moderation_rules.sign import one_of

UNDER = r"(?<![\d.])(?:1[0-7]|[0-9])(?![\d]|[.,]\d)"
"""A number from 0 to 17."""
_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen",
    "de": "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn "
    "funfzehn sechzehn siebzehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze "
    "dezesseis dezasseis dezessete dezassete",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien",
    "sv": "tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton",
    "pl": "dwu trzy cztero piecio szescio siedmio osmio dziewiecio dziesiecio jedenasto dwunasto "
    "trzynasto czternasto pietnasto szesnasto siedemnasto",
}


def _number(language: str) -> str:
    return f"(?:{UNDER}|{one_of(_NUMBERS[language])})"


def _joined(language: str) -> str:
    """Return numbers that a word for years follows in the same word, or after a hyphen."""
    return rf"(?<!\w)(?:{UNDER}[ -]?|{one_of(_NUMBERS[language])})"


NUMBER = _number("en")
"""A number from 0 to 17, also in English words."""
_NO_COUNT = r"(?! (?:corners?|pages?|times|o'?clock|into|cars?))"
_NO_DATE = one_of("de het mei juni juli maart april uur")
_SAID = (
    rf"\b{NUMBER}[ -]?(?:years?|yrs?|months?|weeks?)[ -]?olds?\b",
    rf"\b{NUMBER}[ -]?(?:yo|y/o|y\.o\.)(?!\w)",
    rf"\b{NUMBER} (?:years|yrs|months) of age\b",
    rf"\b(?:aged?|age of|at age) {NUMBER}\b(?! (?:to|-) \d{{2}})",
    rf"\bturn(?:s|ed|ing)? {NUMBER}\b{_NO_COUNT}",
    rf"{_joined('de')}jahrig\w{{0,2}}\b",
    rf"\b{_number('de')} jahre? (?:alt|jung)\b",
    rf"\bmit {_number('de')} jahren\b",
    rf"\b(?:de|age\w? de|a) {_number('fr')} ans\b",
    rf"\b(?:de|con|tiene|tengo) {_number('es')} anos\b",
    rf"\b(?:di|a|ha|ho) {_number('it')} anni\b",
    rf"\b(?:de|com|tem|tenho) {_number('pt')} anos\b",
    rf"{_joined('nl')}jarige?\b",
    rf"\bvan {_number('nl')}(?: jaar)?\b(?=[ ,.]|$)(?! {_NO_DATE})",
    rf"{_joined('sv')}arig\w?\b",
    rf"\b{_number('sv')} ar gam\w+",
    rf"{_joined('pl')}letni\w{{0,4}}\b",
    rf"\b{UNDER} lat(?:ek|ka)?\b",
)
AGED = "(?:" + "|".join(_SAID) + ")"
"""An age under 18, said of somebody or something."""

_OTHERS = one_of(
    r"psycholog\w+ doctors? friendly stars? books? dramas? comed\w+ shows? films? movies? idols? "
    r"magazines? novels? care\w* minders? seats? protection welfare gloves? labou?r support "
    r"characters? roles? keys? details? chords? issues? problems? accidents? injur\w+"
)
_COMPOUND = rf"(?!'|[ -]?{_OTHERS})"
"""What makes a word for a child a word for something else."""


def _after(words: str, expression: str) -> str:
    """Return an expression that counts only after one of some words."""
    return "(?:" + "|".join(rf"(?<={word}\s)" for word in words.split()) + f")(?:{expression})"


_WORDS = one_of(
    r"child kid toddler infant newborn teen teenager preteen tween adolescent schoolgirl schoolboy "
    r"schoolchild schoolkid kindergartner kindergartener teenage_\w+ boy_scout girl_scout "
    r"school_pupil minor(?=[,.!?;]|$|\swho|\sand|\sin|\swith) "
    # German, French, Spanish, Italian
    r"kleinkind schulkind schulmadchen schuljunge schulerin kleines_madchen kleiner_junge "
    r"minderjahrige\w? jugendliche\w? "
    r"enfant fillette ecoliere? collegien(?:ne)? lyceen(?:ne)? petite_fille petit_garcon mineure? "
    r"adolescente colegiala? menor_de_edad "
    r"bambin[oa] ragazzin[oa] scolar[oa] liceale minorenne neonat[oa] "
    # Portuguese, Dutch, Swedish, Polish
    r"crianca menin[oa] menor_de_idade garotinh[oa] "
    r"kleuter peuter tiener scholier schoolmeisje klein_meisje kleine_jongen minderjarige "
    r"liten_flicka liten_pojke tonaring skolflicka skolpojke minderarig "
    r"dziecko dzieckiem dziewczynk\w{1,2} chlopczyk\w* nastolat\w+ uczennic\w+ nieletni\w{0,2}"
)
_MISTAKABLE = "|".join(
    (
        _after("ein als das kleines kleinem mein unser een", "kind"),
        _after("ett som mitt litet", "barn"),
        _after("un une comme", "ado|gamine?"),
        _after("una la como soy pequena", "nina"),
        _after("un el como soy pequeno", "nino"),
    )
)
"""Words for a child that are other words, or names, elsewhere."""
_ADJECTIVES = one_of("little young small teenage teen school underage prepubescent tiny baby")
_GRADES = one_of("first second third fourth fifth sixth seventh eighth ninth tenth eleventh")
_SCHOOLS = one_of("primary elementary middle junior_high high")
YOUNG = (
    rf"\b(?:{_WORDS}|{_MISTAKABLE}|{_ADJECTIVES}[ -](?:girl|boy|child|kid)|"
    rf"school[ -]?aged? (?:child|kid)|"
    rf"{_GRADES}[ -]grader|{_SCHOOLS}[ -]school(?:er| student| girl| boy| pupil))\b{_COMPOUND}"
)
"""Somebody who is under age by the word itself."""
_JUNGE = (
    _after("ein als kleiner", r"junge\b(?! \w*(?:frau|mutter|dame|leute))")
    + "|"
    + _after("einen", r"jungen(?=[,.!]|$)")
)
CHILDHOOD = (
    rf"(?:{YOUNG}|\b(?:boy|girl|baby|madchen|bebe|flicka|pojke|meisje)\b"
    rf"(?! ?(?:band|friend|racer|blue|pink|boom))|\b(?:{_JUNGE}))"
)
"""The same where a boy or a girl is a child, too: after «as a»."""
THINGS = (
    one_of(
        r"dogs? cats? pupp(?:y|ies) kittens? horses? pon(?:y|ies) parrots? cars? bikes? bicycles? "
        r"trucks? boats? house home company business startup start-up shop bakery blog channel "
        r"band laptop phone computer guitar piano violin whisk(?:y|ey) wine cheese marriage "
        r"tradition project recipe sourdough jacket shoes boots secret friendship career hund\w* "
        r"katze\w* pferd\w* auto chien\w* chat voiture maison perr[oa] gat[oa] coche casa cane "
        r"gatto macchina cachorro carro hond kat hus bil pies kot samochod"
    )
    + r"\b"
)
"""What may be nine years old, and nobody's child."""
MY = r"\b" + one_of(
    r"my our mein\w{0,2} unser\w{0,2} ma mon mes notre nos mi mis nuestr[oa]s? mi[oae] miei "
    r"nostr[oaei] minha meu noss[oa]s? mijn onze ons min mitt mina var vart moj\w{0,3} nasz\w{0,3}"
)
"""«My» and «our»."""
