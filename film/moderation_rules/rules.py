"""The rules: which kinds of words, how near one another, make a film do what it may not."""

from film.moderation import Category
from film.moderation_rules.rule import Rule

_PORN = "it asks for pornography"
_EXPLICIT = "it asks for sexually explicit scenes"
_SEXUAL = (
    Rule("sexual", 0.85, ("porn", "film"), _PORN, 7, unless=("chaste",), despite=("explicit",)),
    Rule("sexual", 0.5, ("porn",), _PORN, unless=("chaste",), excused=0.3),
    Rule("sexual", 0.6, ("porn", "explicit"), _PORN),
    Rule("sexual", 0.4, ("sex act",), _EXPLICIT, unless=("chaste",)),
    Rule("sexual", 0.65, ("sex act", "explicit"), _EXPLICIT, 14),
    Rule("sexual", 0.6, ("sex act", "genital"), _EXPLICIT, 20),
    Rule("sexual", 0.55, ("sex act", "sex act"), _EXPLICIT, 30, unless=("chaste",)),
    Rule("sexual", 0.3, ("sex scene",), _EXPLICIT, unless=("chaste",)),
    Rule("sexual", 0.7, ("sex scene", "explicit"), _EXPLICIT, 12),
    Rule("sexual", 0.6, ("nude", "lewd"), _EXPLICIT, 12, unless=("chaste",)),
    Rule("sexual", 0.6, ("nude", "explicit"), _EXPLICIT, 12, unless=("chaste",)),
    Rule("sexual", 0.6, ("nude", "sex act"), _EXPLICIT, 20, unless=("chaste",)),
    Rule("sexual", 0.5, ("nude", "genital"), _EXPLICIT, 12, unless=("chaste",)),
    Rule("sexual", 0.6, ("lewd", "explicit"), _EXPLICIT, 8, unless=("chaste",)),
    Rule("sexual", 0.6, ("genital", "explicit"), _EXPLICIT, 12, unless=("chaste",)),
    Rule("sexual", 0.6, ("genital", "lewd"), _EXPLICIT, 12, unless=("chaste",)),
    Rule("sexual", 0.2, ("nude",), _EXPLICIT, unless=("chaste",), excused=0.5),
    Rule("sexual", 0.15, ("lewd",), _EXPLICIT, unless=("chaste",), excused=0.5),
)

_MINORS = "it asks for sexual content with somebody under age"
_CHILD: Category = "sexual content with minors"
_CHASTE = ("chaste",)
_LITTLE = 0.08
"""What two such findings about a crime that is told as one may add up to stays allowed."""
_CHILDREN = (
    Rule(
        _CHILD,
        0.95,
        ("abuse code",),
        _MINORS,
        0,
        unless=_CHASTE,
        excused=_LITTLE,
        despite=("explicit",),
    ),
    Rule(
        _CHILD,
        0.95,
        ("minor", "porn"),
        _MINORS,
        8,
        unless=_CHASTE,
        excused=_LITTLE,
        despite=("explicit",),
    ),
    Rule(
        _CHILD,
        0.95,
        ("minor", "sex act"),
        _MINORS,
        14,
        unless=("chaste", "adults"),
        excused=_LITTLE,
        despite=("explicit",),
    ),
    Rule(
        _CHILD,
        0.9,
        ("minor", "sex scene"),
        _MINORS,
        14,
        unless=("chaste", "adults"),
        excused=_LITTLE,
        despite=("explicit",),
    ),
    Rule(
        _CHILD,
        0.7,
        ("minor", "lewd"),
        _MINORS,
        10,
        unless=("chaste", "adults"),
        excused=_LITTLE,
        despite=("explicit", "nude"),
    ),
    Rule(
        _CHILD,
        0.6,
        ("minor", "nude"),
        _MINORS,
        9,
        unless=("chaste", "bath"),
        excused=_LITTLE,
        despite=("explicit", "lewd"),
    ),
    Rule(
        _CHILD,
        0.8,
        ("minor", "genital"),
        _MINORS,
        10,
        unless=_CHASTE,
        excused=_LITTLE,
        despite=("explicit",),
    ),
    Rule(
        _CHILD,
        0.6,
        ("teacher", "pupil", "lewd"),
        _MINORS,
        8,
        unless=_CHASTE,
        excused=_LITTLE,
        reach=14,
    ),
    Rule(
        _CHILD,
        0.7,
        ("teacher", "pupil", "sex act"),
        _MINORS,
        10,
        unless=_CHASTE,
        excused=_LITTLE,
        reach=14,
    ),
)

_DEGRADES = "it degrades people for what they are"
_CALLS = "it calls for violence against a group of people"
_EXTREMISTS = "it promotes violent extremists"
_DENIAL = "it denies a genocide"
_OPPOSED = ("opposes",)
_HATE = (
    Rule(
        "hate",
        0.75,
        ("group", "are", "vermin"),
        _DEGRADES,
        6,
        ordered=True,
        unless=_OPPOSED,
        despite=("promotes",),
    ),
    Rule(
        "hate",
        0.62,
        ("group", "are", "base"),
        _DEGRADES,
        6,
        ordered=True,
        unless=_OPPOSED,
        despite=("promotes",),
    ),
    Rule(
        "hate",
        0.5,
        ("promotes", "group", "are", "base"),
        _DEGRADES,
        9,
        ordered=True,
    ),
    Rule(
        "hate",
        0.9,
        ("group", "should", "wipe out"),
        _CALLS,
        9,
        unless=_OPPOSED,
        despite=("promotes",),
    ),
    Rule(
        "hate",
        0.9,
        ("kill all", "group"),
        _CALLS,
        3,
        ordered=True,
        unless=_OPPOSED,
        despite=("promotes",),
    ),
    Rule("hate", 0.7, ("promotes", "group", "wipe out"), _CALLS, 9, unless=_OPPOSED),
    Rule("hate", 0.8, ("promotes", "extremism"), _EXTREMISTS, 7, unless=_OPPOSED),
    Rule("hate", 0.85, ("holocaust", "denies"), _DENIAL, 5, unless=("contests",)),
    Rule("hate", 0.65, ("mocks", "group", "base"), _DEGRADES, 8, unless=_OPPOSED),
    Rule("hate", 0.4, ("slur",), _DEGRADES, unless=_OPPOSED),
    Rule("hate", 0.6, ("slur", "vermin"), _DEGRADES, 8, unless=_OPPOSED, despite=("promotes",)),
    Rule("hate", 0.6, ("slur", "base"), _DEGRADES, 8, unless=_OPPOSED, despite=("promotes",)),
    Rule("hate", 0.8, ("slur", "wipe out"), _CALLS, 8, unless=_OPPOSED, despite=("promotes",)),
    Rule("hate", 0.8, ("kill all", "slur"), _CALLS, 3, ordered=True),
)

_TARGETS = "it is meant to hurt somebody the author knows"
_HARASSMENT = (
    Rule("harassment", 0.5, ("humiliates", "ex"), _TARGETS, 6, ordered=True),
    Rule("harassment", 0.85, ("humiliates", "ex", "purpose"), _TARGETS, 22),
)

_URGES = "it encourages self-harm"
_METHODS = "it explains methods of self-harm"
_SELF_HARM = (
    Rule("self-harm", 0.5, ("urge",), _URGES, unless=("helps",), excused=0.3),
    Rule("self-harm", 0.7, ("urge", "taunt"), _URGES, 14, unless=("helps",), reach=12),
    Rule("self-harm", 0.75, ("encourages", "self-harm"), _URGES, 7, unless=("helps",), reach=12),
    Rule("self-harm", 0.85, ("method", "self-harm"), _METHODS, 7, unless=("helps",), reach=12),
    Rule("self-harm", 0.75, ("method", "urge"), _METHODS, 7, unless=("helps",), reach=8),
    Rule("self-harm", 0.8, ("pro-ana",), _URGES, unless=("helps",), reach=12),
)

_GORE = "it asks for cruelty shown for its own sake"
_MASSACRE = "it glorifies a massacre"
_VIOLENCE = (
    Rule("graphic violence", 0.95, ("snuff",), _GORE, unless=("chaste", "opposes"), excused=0.5),
    Rule("graphic violence", 0.3, ("gore",), _GORE),
    Rule("graphic violence", 0.65, ("gore", "explicit"), _GORE, 14),
    Rule("graphic violence", 0.5, ("torture", "explicit"), _GORE, 14),
    Rule("graphic violence", 0.75, ("gore", "relentless"), _GORE, 16),
    Rule("graphic violence", 0.75, ("torture", "relentless"), _GORE, 12, unless=("opposes",)),
    Rule("graphic violence", 0.4, ("gore", "gore"), _GORE, 12),
    Rule("graphic violence", 0.95, ("imitate", "massacre"), _MASSACRE, 8, unless=("opposes",)),
)

_WEAPONS = "it teaches how to make a weapon"
_DRUGS = "it teaches how to make a dangerous drug"
_MALWARE = "it teaches how to attack computers"
_CRIME = "it teaches how to commit a crime and not be found out"
_TALE = ("fictional",)
_INSTRUCTIONS = tuple(
    rule
    for kind, reason in (("weapon", _WEAPONS), ("drug", _DRUGS), ("malware", _MALWARE))
    for rule in (
        Rule(
            "dangerous instructions",
            0.62,
            ("teaches", "builds", kind),
            reason,
            9,
            unless=_TALE,
            despite=("detail",),
            excused=0.4,
        ),
        Rule(
            "dangerous instructions",
            0.55,
            (kind, "builds", "detail"),
            reason,
            14,
            unless=_TALE,
            excused=0.5,
        ),
        Rule("dangerous instructions", 0.7, (kind, "chemical", "quantity"), reason, 40),
        Rule("dangerous instructions", 0.3, (kind, "chemical", "builds"), reason, 20),
    )
)
_RECIPES = (
    Rule(
        "dangerous instructions",
        0.7,
        ("chemical", "chemical", "quantity", "builds"),
        "it gives a recipe for something dangerous",
        22,
    ),
    Rule("dangerous instructions", 0.6, ("gun print",), _WEAPONS, unless=_TALE, excused=0.5),
    Rule("dangerous instructions", 0.7, ("kills how", "untraced"), _CRIME, 16),
    Rule("dangerous instructions", 0.7, ("kills how", "detail"), _CRIME, 16),
)

_UNDRESSED = "it shows a real person in a sexual way"
_HURT = "it shows violence against a real person"
_ACCUSED = "it accuses a real person of crimes"
_FUN = ("in fun",)
_REAL = (
    *(
        Rule("real people", 0.85, ("figure", kind), _UNDRESSED, 12)
        for kind in ("porn", "sex act", "sex scene", "nude", "lewd", "genital")
    ),
    Rule("real people", 0.75, ("figure", "assault"), _HURT, 7, unless=_FUN, excused=0.5),
    Rule(
        "real people",
        0.75,
        ("assaults", "figure"),
        _HURT,
        4,
        ordered=True,
        unless=_FUN,
        excused=0.5,
    ),
    Rule("real people", 0.72, ("figure", "defames"), _ACCUSED, 10, unless=_FUN, excused=0.6),
    Rule(
        "real people",
        0.75,
        ("deepfake", "figure"),
        "it fakes a real person",
        12,
        unless=_FUN,
        excused=0.5,
    ),
    Rule(
        "real people",
        0.75,
        ("deepfake", "famous", "porn"),
        _UNDRESSED,
        12,
        unless=_CHASTE,
        excused=0.5,
    ),
    Rule(
        "real people",
        0.75,
        ("deepfake", "famous", "nude"),
        _UNDRESSED,
        12,
        unless=_CHASTE,
        excused=0.5,
    ),
)

RULES: tuple[Rule, ...] = (
    *_SEXUAL,
    *_CHILDREN,
    *_HATE,
    *_HARASSMENT,
    *_SELF_HARM,
    *_VIOLENCE,
    *_INSTRUCTIONS,
    *_RECIPES,
    *_REAL,
)
