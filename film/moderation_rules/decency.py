"""Decency: what is sexual or degrading where somebody real is shown."""

from film.moderation_rules.sign import Sign, gap, one_of

_SOMEBODY = one_of("me him her them persona myself himself herself mich ihn sie my_\\w+ this_\\w+")

CARNAL = (
    Sign(
        r"\b(?:lap dance|strip ?tease|pole dance|strips? (?:for|off|naked|down)|stripping|lingerie|"
        r"onlyfans|bedroom eyes|in bed naked|(?:make|making|makes) love(?! (?:letter|song|potion))|"
        r"undress(?:es|ing)?\b)"
    ),
    Sign(
        r"\b(?:erotic\w*|erotisch\w*|erotique\w*|erotyczn\w*|kinky|fetish\w*|bdsm|orgasm\w*|"
        r"seductress)\b"
    ),
    Sign(
        r"\b(?:seduc\w+|sensual\w*|sexy)\b[^.!?\n]{0,40}"
        r"\b(?:seduc\w+|sensual\w*|sexy|bed|skin|body)\b"
    ),
    Sign(r"\b(?:wet t-?shirt|thong|g-string|see-through (?:top|dress|blouse)|half[- ]naked)\b"),
    Sign(r"\b(?:nip slip|upskirt)\b"),
)
"""What is sexual beyond what the judge's own rules find."""

DEGRADING = (
    Sign(
        r"\b(?:humiliat\w+|degrad(?:e|es|ing)|disgrac(?:e|es|ing)|demutig\w+|humili\w+|umili\w+)\b"
        rf"(?:{gap(3)})?{_SOMEBODY}\b"
    ),
    Sign(
        rf"\b(?:am|is|gets?|being|are)\b(?:{gap(2)})?humiliated\b",
        r"\bhumiliated by (?:life|fate|defeat|nature)\b",
    ),
    Sign(
        rf"\b(?:make|makes|making)\b(?:{gap(2)})?look (?:so |like )?(?:an? )?(?:\w+ )?"
        r"(?:stupid|ridiculous|ugly|idiot\w*|pathetic|fat|dumb|loser|fool|moron|retarded|pig|"
        r"slut|whore)\b"
    ),
    Sign(
        r"\b(?:everyone|everybody|the whole \w+|all of \w+|people|they all) "
        r"(?:laughs?|will laugh|can laugh|spits?) at (?:me|him|her|them|persona)\b"
    ),
    Sign(rf"\b(?:crawl\w*|led|paraded?)\b{gap(5)}(?:leash|dog collar|naked)\b"),
    Sign(
        rf"\b(?:me|him|her|persona|on all fours)\b(?:{gap(3)})?(?:on|with) a (?:leash|dog collar)"
    ),
    Sign(
        rf"\b(?:i|he|she|me|him|her|persona)\b(?:{gap(2)})?lick\w*{gap(2)}(?:boots?|feet|floor|toilet)\b"
    ),
    Sign(
        r"\b(?:wets?|soils?|soiling|pees? on|pissing on|pees?|poops?|craps?|shits?) (?:\w+ )?"
        r"(?:himself|herself|myself|themselves|(?:in )?(?:his|her|my) pants)\b"
    ),
    Sign(
        r"\bvomit\w* (?:all )?(?:on|over) (?:himself|herself|myself)\b|\bface in (?:the|a) toilet"
    ),
    Sign(r"\b(?:revenge on|get back at|blackmail|bully|bullying|shame) (?:my|this|the real) \w+"),
    Sign(r"\b(?:worthless|pathetic|disgusting) (?:loser|slut|whore|pig|cow|bitch|worm)\b"),
)
"""What degrades somebody."""
