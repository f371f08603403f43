"""Roles: how a text has a persona shown as somebody under age, in the languages of requests."""

from film.moderation_rules.ages import AGED, CHILDHOOD, MY, NUMBER, THINGS, UNDER, YOUNG
from film.moderation_rules.sign import Sign, gap, one_of

_LEAD = r"\b(?:lead|hero|heroine|protagonist|main character|persona)\b"
_ME = r"\b" + one_of(
    "me myself i im persona lead hero heroine protagonist main_character star role face "
    "ich mich mir je moi yo io eu ik mij jag mig ja mnie"
)
"""The persona, as whoever asks says it."""
_AS = r"\b" + one_of(
    "as play plays playing become becomes becoming look looks looking like "
    "into dressed_as appear_as appears_as cast_as posing_as starring stars portrays? portraying "
    "als spiele spielt wie comme joue jouer como de hago_de interpreto da come interpreta faco_de "
    "speel speelt som spelar jako gram"
)
_IS = r"\b" + one_of("be being am m is bin ist suis est soy es sono sou ben ar jestem")
_AM = r"\b(?:soy|sou|sono|jestem|suis|eres)\b"
_ARTICLE = r"(?: (?:an?|the|my|own|his|her|our|ein\w{0,2}|une?|una?|uno|um|uma|een|ett|en)\b){0,2}"
_PLAIN = (
    r"(?: (?!"
    + one_of("whose who of with for and to by on in at from about that without or is where when")
    + r"\b)[\w-]+){0,2} "
)
"""Words that say what somebody is like, and do not go over to somebody else."""
_REMEMBERED = r"\b" + one_of(
    r"remember\w* dream\w* loved used_to learn\w* wanted knew lived grew heard told taught "
    r"promis\w* believ\w* collected feared hearing"
)
_SHOWN = r"\b(?:show|shows|showing|see|flashback|cut to|picture of|image of|scene|film)\b"
_KIN = one_of(
    "daughter son kid child boy girl sister brother niece nephew cousin grandson granddaughter "
    "stepson stepdaughter toddler baby"
)
_END = r"(?=[,.!;)]|$| (?:and|und|et|y|e|en|och|i)\b)"
_FIRST = one_of("an? one the this ein\\w{0,2} une? una? uno um uma een ett en")
_SEVERAL = one_of("two three four zwei drei deux trois dos tres due dois twee tva dwoje")

MINORS = (
    # me as a child; I play a nine-year-old; soy una niña
    Sign(rf"{_ME}(?:{gap(4)})?{_AS}{_ARTICLE}{_PLAIN}{CHILDHOOD}", _REMEMBERED),
    Sign(rf"{_ME}(?:{gap(4)})?{_IS}{_ARTICLE}{_PLAIN}(?:{YOUNG}|boy\b)", _REMEMBERED),
    Sign(
        rf"{_ME}(?:{gap(4)})?(?:{_AS}|{_IS}){_ARTICLE}{_PLAIN}{AGED}(?![ -]{THINGS})", _REMEMBERED
    ),
    Sign(rf"{_AM}{_ARTICLE}{_PLAIN}(?:{CHILDHOOD}|{AGED})"),
    Sign(rf"\b(?:in(?:to)?|for|as) the role of{gap(2)}(?:{CHILDHOOD}|{AGED})"),
    Sign(
        rf"\b(?:make|makes|turn|turns|give|gives)\b{gap(5)}(?:{CHILDHOOD}|{AGED})(?![ -]{THINGS})",
        r"\b(?:make|makes|give|gives)\b[^.!?]* (?:for|to)\b",
    ),
    Sign(
        rf"\b(?:de-?aged?|younger|rejuvenate\w*|age)\b{gap(4)}(?:to|at|until|of) {NUMBER}\b(?! %)",
        r"\bage of\b",
    ),
    Sign(rf"\b(?:look|seem|appear)\w*(?:{gap(1)})?(?:like )?{UNDER}(?=[,.!;]|$| again)"),
    Sign(rf"\b(?:starring|stars|star|featuring)\b{gap(3)}(?:{YOUNG}|{AGED})"),
    # my nine-year-old daughter; our son (7); my little girl
    Sign(rf"{MY}(?:{gap(3)})?[ (,]*{AGED}(?![ -]{THINGS})", rf"{MY}(?:{gap(3)})?{THINGS}"),
    Sign(
        rf"\b(?:my|our) (?:\w+ )?{_KIN},? ?\(?(?:is |who is |aged )?{NUMBER}\b"
        r"(?=[,.)!;]|$| (?:and|plays|is)\b)"
    ),
    Sign(
        rf"{MY} (?:teenage|toddler|infant|newborn|underage|preteen|school-?aged?|minor) \w+",
        r"\bminor (?:mistake|injur|accident|problem|role|part)",
    ),
    Sign(rf"{MY} (?:little|baby) (?:daughter|son|girl|boy|one)\b"),
    Sign(rf"\bour (?:toddler|baby) {one_of('plays drives saves flies wins finds fights sings')}"),
    Sign(
        rf"{MY} (?:petite fille|petit garcon|fillette|kleines madchen|kleiner junge|kleine tochter"
        r"|bambina|bambino|figlioletta)\b"
    ),
    # I am 15; my ten-year-old self; a flashback to when I was six
    Sign(rf"\b(?:i am|i'?m|me,|me at|myself at|ich bin|j'ai|tengo|ho|tenho) {UNDER}{_END}"),
    Sign(rf"\b(?:my|your|her|his|their|own) {NUMBER}[ -]years?[ -]old self\b"),
    Sign(r"\b(?:my|her|his|the) (?:child|childhood|boyhood|girlhood|schoolboy|schoolgirl)[ -]self"),
    Sign(
        rf"{_SHOWN}{gap(6)}(?:when )?(?:i|he|she|they) (?:was|were|looked like)(?:{gap(3)})?"
        rf"(?:{CHILDHOOD}|{NUMBER}\b|in school)"
    ),
    Sign(rf"{_SHOWN}{gap(6)}(?:my|his|her) childhood\b"),
    Sign(rf"\bme when i was{_ARTICLE} (?:{CHILDHOOD}|{NUMBER}\b)"),
    # a schoolgirl finds a map: whoever comes first is the lead
    Sign(
        rf"\A\W*(?:{_FIRST}{_PLAIN}(?:{AGED}(?! {THINGS})|{YOUNG}|boy\b)|{YOUNG})",
        r"\b(?:me|i|we|mich|mir|ich|moi|je|yo|io|eu|ik|mij|jag|mig|ja|mnie)\b",
    ),
    Sign(
        rf"\A\W*{_SEVERAL}(?: \w+)? (?:teenagers|teens|children|kids|boys|schoolgirls|schoolboys)",
        r"\b(?:me|i|we)\b",
    ),
    Sign(rf"{_LEAD}{gap(5)}(?:{YOUNG}|{AGED})"),
    Sign(rf"(?:{AGED}|\({UNDER}\))[^\w.!?]{{1,3}}(?:is |as )?(?:the|our|my) {_LEAD}"),
    # school clothes; a child's face
    Sign(r"\bschool ?(?:girl|boy)s? (?:uniform|outfit|costume|look|clothes|skirt)"),
    Sign(r"\b(?:in|wears?|wearing) (?:my |his |her |a )?(?:old )?school uniform"),
    Sign(
        rf"\bfaces?\b{gap(4)}(?:on|onto|over|of|by|with|to){gap(4)}"
        rf"(?:{YOUNG}|{AGED}|\bchildren\b|\bkids\b|\bbaby\b)"
    ),
    Sign(
        rf"\b(?:swap|put|place|paste|replace)\b{gap(5)}(?:my|our|his|her) "
        r"(?:daughter|son|kid|child)\b"
    ),
)
"""What shows a persona as somebody under age."""

LOOKS = (*MINORS, Sign(YOUNG), Sign(AGED))
"""The same in what is said of the persona's looks, all of which is about the persona."""


def named(name: str) -> tuple[Sign, ...]:
    """Return what shows somebody of a name, which is part of an expression, as under age."""
    return (
        Sign(rf"\b{name}\b,? ?\(?(?:is |who is |aged |,)? ?{UNDER}(?=[),.;!]|$| years)"),
        Sign(rf"\b{name}\b[^.!?\n]{{0,20}}\bas (?:an? )?(?:little )?{CHILDHOOD}"),
    )
