"""The premise: who, where, what and in which spirit, read from a prompt in English."""

import html
import random
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from film.lexicon.people import (
    FEMALE_NAMES,
    MALE_NAMES,
    NAMES,
    ROLES,
    SPECIES,
    kind_of,
    sex_of,
)
from film.lexicon.places import INTERIOR_SETTINGS, find_place
from film.lexicon.things import find_landmarks, find_props
from film.lexicon.tone import find_culture, find_era, find_genre, find_time, find_weather
from film.lexicon.words import find_words, plural, singular, with_article
from film.request import MovieRequest
from film.story import (
    Character,
    Culture,
    Era,
    Genre,
    Kind,
    Setting,
    Sex,
    TimeOfDay,
    Weather,
)
from film.storyteller.kits import HOMES, TRADES, USUAL_PLACES
from film.storyteller.themes import VERBS, Theme

_AMBIENT = frozenset((
    "storm", "wind", "sea", "ocean", "river", "mountain", "night", "winter", "spring", "autumn",
    "summer", "tree", "star", "moon", "sun", "time", "dream", "cloud", "rain", "snow", "fog",
    "fire", "silence", "thunder", "lightning", "shadow", "wave", "comet", "rainbow", "breeze",
    "volcano", "machine", "computer", "fish", "doll", "puppet", "satellite", "toy", "snowflake",
    "tide", "echo", "reflection", "death", "hurricane", "blizzard",
))  # fmt: skip
"""Words that are somebody only when a story is about them."""
_SOCIAL: tuple[Theme, ...] = ("befriend", "love", "fight")
_STOP = re.compile(
    r"\s+(?:in|on|at|under|from|with|during|to|that|who|where|which|and|before|after|while|by|"
    r"across|through|inside|near|because|but|until|when|over|into|beneath|behind|for|as)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE_END = re.compile(
    r"[.;:!?,\n()\"“”\[\]{}<>]|\s+(?:while|because|but|when|before|until|after|only to|so that|as|"
    r"and then|who|although|though|if)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?P<det>the|an?|her|his|their|its|my|our|your|two|three|some|one)\s+(?P<noun>.+)$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:please |make |create |write |tell |generate |me |us |a |an |the |short |film |movie |"
    r"video |story |animation |documentary |tale |comedy |drama |thriller |about |of |on |where |"
    r"in which )+(?:about|of|where|in which)\s+",
    re.IGNORECASE,
)
_OBLIGED = re.compile(r"\b(?:has|have|had)\s+(?:[\w-]+\s+){0,4}?to\s+", re.IGNORECASE)
_CITIES = frozenset((
    "paris", "london", "tokyo", "venice", "rome", "berlin", "mumbai", "lagos", "cairo", "mars",
    "venus", "jupiter", "saturn", "titan", "europa", "antarctica", "himalaya", "sahara",
))  # fmt: skip
_DEFAULT_THEMES: dict[Genre, Theme] = {
    "drama": "return", "comedy": "befriend", "thriller": "investigate", "horror": "discover",
    "science fiction": "discover", "fantasy": "discover", "romance": "love",
    "adventure": "journey", "documentary": "make", "children": "befriend",
}  # fmt: skip
_NICKNAMES: dict[Kind, str] = {
    "animal": "Pip Juniper Bramble Moss Biscuit Fennel Olive Button Clover Hazelnut",
    "robot": "Tock Vesper Bolt Nova Quill Sprocket Echo Juno",
    "creature": "Ember Grumble Thistle Morrow Oswin Tansy Bellows Soot",
    "alien": "Zib Oona Quell Tiri",
    "spirit": "Wisp Ondine Lumen Ash",
    "human": "",
}


@dataclass(frozen=True)
class Person:
    """Somebody the story is about."""

    noun: str
    """What they are, ``lighthouse keeper`` or ``storm``; empty when nobody said."""
    name: str
    kind: Kind = "human"
    species: str = ""
    sex: Sex = "neutral"
    words: str = ""
    """What the prompt says about them."""
    named: bool = True
    """Whether the narrator uses the name; otherwise it is ``the storm``."""
    known: Character | None = None


@dataclass(frozen=True)
class Thing:
    """What the story is after."""

    noun: str
    """Without article: ``brother's violin``."""
    determiner: str = "the"
    plural: bool = False


@dataclass(frozen=True)
class Premise:
    """All that a story is told from."""

    prompt: str
    """Cleaned: plain text, one line."""
    genre: Genre
    theme: Theme
    hero: Person
    other: Person | None
    goal: str
    """A verb phrase in its base form: ``search for her brother's violin``."""
    thing: Thing
    thing_given: bool
    goal_given: bool
    """Whether the prompt says what is done."""
    topic: str
    """What a prompt without a deed is about: ``the last bookshop in Paris``; else empty."""
    place: str
    setting: Setting
    interior: bool
    era: Era
    culture: Culture
    time: TimeOfDay | None
    weather: Weather | None
    landmarks: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    pair: bool = False
    """Whether the prompt is about two of a kind: ``two rival bakers``."""
    proper: frozenset[str] = field(default_factory=frozenset)


def clean(prompt: str) -> str:
    """Return a prompt as one plain line: no tags, entities, quotes, or control characters.

    Pictographs become their names, so that 🐸 can be somebody.
    """
    text = re.sub(r"<[^<>]{0,200}>", " ", html.unescape(prompt))
    text = "".join(_spelt(char) for char in text)
    text = re.sub(r"[`*_#|\\^~%{}\[\]<>\"“”„«»]", " ", text)
    return " ".join(text.split())[:1500]


def _spelt(char: str) -> str:
    if ord(char) >= 0x2190 and unicodedata.category(char) in ("So", "Sk"):
        name = unicodedata.name(char, "").lower()
        name = re.sub(
            r"\b(?:face|symbol|sign|emoji|with.*|modifier.*|variation.*|black|white)\b", "", name
        )
        return f" {name} "
    return (
        ""
        if unicodedata.category(char) in ("Cc", "Cf", "Mn", "Co", "Cn", "Cs") and char not in "\n\t"
        else (" " if char in "\n\t" else char)
    )


def read_premise(request: MovieRequest) -> Premise:
    """Return what a request's prompt is about; what it leaves open is chosen by its seed."""
    prompt = clean(request.prompt or "")
    dice = random.Random(f"{request.seed}:premise:{prompt}")
    text = _OBLIGED.sub("must ", _FILLER.sub("", prompt))
    era = find_era(text) or "modern"
    culture = find_culture(text) or "western"
    genre = request.genre or find_genre(prompt) or "drama"
    plot = _read_plot(text, genre)
    place, setting, interior = _place(text, genre, plot, era)
    hero = _person(plot.hero or _likely_role(text, setting, dice), text, culture, dice)
    other = _person(plot.other, text, culture, dice, taken=hero) if plot.other else None
    goal = plot.verb.goal if plot.verb else _default_goal(plot.theme, plot.thing)
    given = plot.verb is not None
    if (
        plot.theme == "love"
        and other
        and other.noun not in goal
        and goal.startswith("fall in love")
    ):
        goal = goal.replace("fall in love", f"fall in love with {with_article(other.noun)}", 1)
    if genre == "documentary" and hero.kind != "human":
        other, hero = hero, _person("biologist", "", culture, dice)
        year = f"follow the {plural(other.noun)} through the year"
        goal = f"follow {with_article(other.noun)} that hopes to {goal}" if given else year
        given = True
    hero, other = _kept(request.characters, hero, other)
    living = {one.species or one.noun for one in (hero, other) if one}
    return Premise(
        prompt=prompt,
        genre=genre,
        theme=plot.theme,
        hero=hero,
        other=other,
        goal=goal,
        goal_given=given,
        topic="" if given else _topic(text, plot),
        thing=plot.thing,
        thing_given=plot.thing_given,
        place=place,
        setting=setting,
        interior=interior,
        era=era,
        culture=culture,
        time=find_time(text),
        weather=find_weather(text),
        landmarks=tuple(one for one in find_landmarks(text) if one not in living)[:3],
        props=tuple(one for one in find_props(text) if one not in living)[:4],
        pair=bool(other and other.noun == hero.noun and _SEVERAL.match(text)),
    )


@dataclass(frozen=True)
class _Plot:
    """Who does what, as far as the prompt says."""

    theme: Theme
    verb: "_Verb | None"
    hero: str
    other: str
    thing: Thing
    thing_given: bool


def _read_plot(text: str, genre: Genre) -> _Plot:
    found = _people_in(text)
    verb = _verb_in(text, found) or _any_verb(text, found)
    theme: Theme = verb.theme if verb else _DEFAULT_THEMES[genre]
    people = [one for one in found if _counts(one, text, verb, theme)]
    before = [one for one in people if not verb or one.start < verb.start][:1]
    hero = before[0].word if before else (_subject(text, verb) if verb else "")
    others = [one for one in people if one not in before]
    if not hero and others and not verb:
        hero, others = others[0].word, others[1:]
    other = others[0].word if others else ""
    if not other and _SEVERAL.match(text):
        other = hero
    thing = _object(verb.rest) if verb else Thing("")
    if theme in ("befriend", "love") and verb:
        housed = find_place(thing.noun) or _BUILDING.search(thing.noun)
        other = other or ("" if housed else thing.noun.split(" of ")[0])
        thing = Thing("")
    if theme in ("search", "steal") and other and other in thing.noun.lower():
        if verb and verb.goal.startswith("find ") and kind_of(other)[0] == "animal":
            theme, thing = "befriend", Thing("")  # what is found alive is company
        else:
            other = ""
    given = bool(thing.noun)
    return _Plot(theme, verb, hero, other, thing if given else _default_thing(text, theme), given)


def _subject(text: str, verb: "_Verb") -> str:
    """Return who does it when it is nobody the tables know: ``A glass-eyed cellist vanishes``."""
    lead = text[: verb.start].strip()
    lead = re.sub(r"^(?:.*,\s*)?(?:an?|the|one|my|two|three)\s+", "", lead, flags=re.IGNORECASE)
    lead = re.sub(r"\s+(?:who|that|which|must|has to|tries to|wants to|\w+ly)$", "", lead)
    lead = _STOP.sub("", f" {lead}").strip().lower()
    return lead if re.fullmatch(r"[a-z][a-z' -]{2,40}", lead) and len(lead.split()) <= 3 else ""


def _any_verb(text: str, people: "list[_Found]") -> "_Verb | None":
    """Return a verb that no table knows: a word in -s soon after the first character."""
    start = people[0].start + len(people[0].word) if people else 0
    duty = re.compile(r"\bmust\s+([a-z]+)\s+(.*)", re.IGNORECASE | re.DOTALL).search(text, start)
    if duty:
        rest = " ".join(_CLAUSE_END.split(duty[2], maxsplit=1)[0].split()[:11])
        return _Verb("fight", duty.start(1), rest, f"{duty[1].lower()} {rest}".strip(), duty.end(1))
    lead = r"(?:an?|the|one|my)\s+(?:[\w'-]+\s+){1,3}?" if not people else r"\s+"
    match = re.compile(
        lead + r"(?:who\s+)?(?P<adverb>[a-z]+ly\s+)?(?P<verb>[a-z]{2,}[^s\W]s)\s+(?P<rest>[a-z].*)",
        re.IGNORECASE | re.DOTALL,
    ).match(text, start)
    if not match or match["verb"].lower() in ("is", "was", "has", "does", "his", "this", "its"):
        return None
    base = singular(match["verb"].lower())
    base = base.removesuffix("e") if re.search(r"(?:sh|ch|ss|x|zz|o)es$", match["verb"]) else base
    rest = " ".join(_CLAUSE_END.split(match["rest"], maxsplit=1)[0].split()[:11])
    goal = f"{(match['adverb'] or '').lower()}{base} {rest}".strip()
    return _Verb("deed", match.start("verb"), rest, goal)


_ENGLISH = re.compile(
    r"^(?:the|an?|my|our|two|three|one|how|why|life)\b[\x20-\x7eé]*$", re.IGNORECASE
)


def _topic(text: str, plot: _Plot) -> str:
    """Return a short prompt as what the story is about, when it reads like English."""
    words = text.rstrip(".!? ").split()
    sane = plot.hero or find_place(text) or find_props(text) or find_landmarks(text)
    if not 2 <= len(words) <= 12 or not sane or not _ENGLISH.search(text):
        return ""
    if re.search(r"\b(?:has|have|is|are|was|must|will|can)\b", text):
        return ""
    return re.sub(r"^(The|A|An)\b", lambda match: match[0].lower(), " ".join(words))


@dataclass(frozen=True)
class _Found:
    word: str
    start: int
    adjective: str = ""


@dataclass(frozen=True)
class _Verb:
    theme: Theme
    start: int
    rest: str
    goal: str
    stop: int = 0
    """Where the verb ends in the text."""


def _people_in(text: str) -> list[_Found]:
    """Return roles and species in the order of the text; what somebody owns is not somebody."""
    found: list[_Found] = []
    for word in find_words(text, [*ROLES, *SPECIES]):
        forms = "|".join(re.escape(form) for form in {word, _plural_of(word)})
        for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE):
            following = text[match.end() : match.end() + 2]
            if following[:1] in "'’" and following[1:2].lower() == "s":
                continue
            found.append(_Found(word, match.start()))
            break
    found = _compounds(sorted(found, key=lambda one: one.start), text)
    return [
        one
        for one in found
        if not any(
            other is not one
            and other.start <= one.start
            and one.start + len(one.word) <= other.start + len(other.word)
            for other in found
        )
    ]


def _compounds(found: list[_Found], text: str) -> list[_Found]:
    """Join neighbours that are one person: a robot gardener, a night guard."""
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and one.word in ROLES and before.start + len(before.word) + 1 == one.start:
            whole = text[before.start : one.start + len(one.word)].lower()
            joined[-1] = _Found(whole, before.start)
        else:
            joined.append(one)
    return joined


def _plural_of(word: str) -> str:
    return plural(word)


@lru_cache(maxsize=1024)
def _verb_pattern(base: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_forms(base)}(?![\w-])", re.IGNORECASE)


def _forms(base: str) -> str:
    """Return a pattern for the forms of a verb phrase: befriends, befriended, befriending."""
    head, _, rest = base.partition(" ")
    tail = rf"\s+{re.escape(rest)}" if rest else ""
    past = _PAST.get(head, "")
    if head in ("is", "get", "find", "go") and rest:
        return rf"{head}(?:s|es)?{tail}"
    stem = re.escape(head.removesuffix("e"))
    forms = rf"{re.escape(head)}(?:e?s)?|{stem}(?:ed|ing)"
    if head.endswith("y"):
        forms += rf"|{re.escape(head[:-1])}(?:ies|ied)"
    if head[-1] in "bdgklmnprt":
        forms += rf"|{re.escape(head)}{head[-1]}(?:ed|ing)"
    return rf"(?:{forms}{'|' + past if past else ''}){tail}"


_PAST = {
    "fall": "fell", "find": "found", "steal": "stole", "build": "built", "write": "wrote",
    "make": "made", "see": "saw", "hear": "heard", "wake": "woke|wakes", "meet": "met",
    "teach": "taught", "seek": "sought", "run": "ran|runs", "ride": "rode", "fly": "flew|flies",
    "swim": "swam", "drive": "drove", "lose": "lost", "say": "said", "come": "came",
    "fight": "fought", "hide": "hid", "catch": "caught|catches", "go": "goes|went",
    "sing": "sang", "draw": "drew", "grow": "grew", "is": "is|are", "try": "tries|tried",
    "keep": "kept", "get": "got", "feed": "fed", "become": "became", "let": "lets", "win": "won",
    "leave": "left", "take": "took", "read": "reads",
}  # fmt: skip


def _verb_in(text: str, people: list[_Found]) -> _Verb | None:
    """Return the first verb that says what the story does, after its first character."""
    start = people[0].start + len(people[0].word) if people else 0
    best: tuple[int, int, Theme, str, re.Match[str]] | None = None
    for theme, listed in VERBS.items():
        for base in filter(None, listed.split(", ")):
            match = _verb_pattern(base).search(text, start)
            if not match or (match.start() == 0 and not people):
                continue
            if _PRECEDED.search(text[: match.start()]):
                continue
            key = (match.start(), -len(match[0]), theme, base, match)
            if best is None or key[:2] < best[:2]:
                best = key
    if best is None:
        return None
    at, _, theme, base, match = best
    rest = _CLAUSE_END.split(text[match.end() :], maxsplit=1)[0].strip()
    rest = " ".join(rest.split()[:11])
    goal = f"{base} {rest}".strip()
    goal = re.sub(r"^(?:try to|want to|decide to)\s+(?=\w)", "", goal) if rest else goal
    theme = _theme_of(goal) if rest and not goal.startswith(base) else theme
    goal = _SECOND_VERB.sub(lambda found: f"and {_base_of(found[1])}", _natural(goal))
    second = re.search(r" and ([a-z]+) (.+)$", goal)
    if second and theme == "discover" and _theme_of(f"{second[1]} {second[2]}") != "deed":
        theme, rest = _theme_of(f"{second[1]} {second[2]}"), second[2]
    return _Verb(theme, at, rest, goal, match.end())


_VERB_HEADS = frozenset(
    base.split()[0] for listed in VERBS.values() for base in listed.split(", ") if base
)
_SECOND_VERB = re.compile(
    r"\band ([a-z]{3,}s)(?= (?:an?|the|her|his|its|their|it|to|for|all|in)\b)"
)


def _base_of(verb: str) -> str:
    """Return the base of a verb in -s that the tables know; another word stays as it is."""
    for base in (re.sub(r"ies$", "y", verb), verb.removesuffix("es"), verb.removesuffix("s")):
        if base in _VERB_HEADS:
            return base
    return verb


def second_clause(goal: str) -> str:
    """Return the second deed of a goal: ``grow a forest`` of ``wake alone and grow a forest``."""
    found = re.search(r" and (([a-z]+) .+)$", goal)
    return found[1] if found and found[2] in _VERB_HEADS else ""


_PRECEDED = re.compile(
    r"\b(?:the|an?|her|his|their|its|of|my|old|new|first|last)\s+$", re.IGNORECASE
)


def _theme_of(goal: str) -> Theme:
    """Return the theme of a goal by the verb it begins with."""
    for theme, listed in VERBS.items():
        if any(goal == base or goal.startswith(base + " ") for base in listed.split(", ") if base):
            return theme
    return "deed"


def _natural(goal: str) -> str:
    goal = goal.replace("make friend with", "make friends with")
    return re.sub(
        r"\b(is|get|gets) (trapped|hunted|stuck|lost)\b", r"get out, having been \2", goal
    )


def _counts(one: _Found, text: str, verb: _Verb | None, theme: Theme) -> bool:
    """Whether a word stands for somebody here: the storm of a title does, a stormy night not."""
    if one.word not in _AMBIENT:
        return True
    lead = text[: one.start].strip().lower()
    if re.fullmatch(r"(?:an?|the|one|two|\w+ly|little|lonely|small|young|old|shy|last|\s)*", lead):
        return True
    if verb and theme in _SOCIAL and one.start > verb.start:
        between = text[verb.stop : one.start]
        return len(between.split()) <= 9 and not re.search(
            r"\b(?:in|at|during|under|on)\b", between
        )
    return False


def _object(rest: str) -> Thing:
    """Return the noun phrase that a verb is followed by."""
    rest = re.sub(
        r"^(?:for|to|into|out|up|about|after|at|with|of|back)\s+",
        "",
        rest.strip(),
        flags=re.IGNORECASE,
    )
    phrase = _STOP.sub("", f" {rest}").strip()
    words = phrase.split()[:6]
    match = _DETERMINER.match(" ".join(words))
    noun = match["noun"] if match else " ".join(words)
    determiner = match["det"].lower() if match else ""
    if not re.search(r"[A-Za-z]{2}", noun) or noun.split()[0].lower() in _NO_THING:
        return Thing("")
    last = noun.split(" of ")[0].split()[-1]
    many = singular(last) != last and determiner not in ("a", "an")
    return Thing(noun, determiner or ("" if many else "the"), many)


_SEVERAL = re.compile(r"(?:two|three|four)\s", re.IGNORECASE)
_BUILDING = re.compile(r"\b(?:hotel|house|mansion|museum|theatre|theater|flat|office)\b")
_NO_THING = frozenset(("alone", "up", "together", "again", "home", "away", "back", "too", "down"))


def _default_thing(text: str, theme: Theme) -> Thing:
    props = find_props(text)
    if props:
        return Thing(props[0], "a")
    usual: dict[Theme, Thing] = {
        "search": Thing("way home", "the"), "steal": Thing("clock", "a"),
        "discover": Thing("small brass key", "a"),
    }  # fmt: skip
    return usual.get(theme, Thing("small brass key", "a"))


def _default_goal(theme: Theme, thing: Thing) -> str:
    goals: dict[Theme, str] = {
        "befriend": "make a friend", "love": "say it out loud", "search": f"find the {thing.noun}",
        "steal": f"steal the {thing.noun}", "make": "finish before the rain",
        "discover": f"find out about the {thing.noun}", "journey": "get to the far side",
        "escape": "get away", "return": "come home", "fight": "stand up to it",
        "investigate": "find out the truth",
    }  # fmt: skip
    return goals[theme]


def _place(text: str, genre: Genre, plot: _Plot, era: Era) -> tuple[str, Setting, bool]:
    after = re.search(
        r"\b(?:in|on|at|inside|under|across|aboard|beneath|through|near|beside)\s+(.{3,60})",
        text,
        re.IGNORECASE,
    )
    where = find_place(after[1]) if after and plot.verb else None
    found = where or find_place(_NOT_A_PLACE.sub(" ", text))
    if found and era == "future" and found.setting == "harbour":
        return "the ship", "spaceship", True
    if found:
        return _place_name(found.word), found.setting, found.interior
    home = HOMES.get(plot.hero)
    setting: Setting = home or USUAL_PLACES[genre]
    return f"the {setting}", setting, setting in INTERIOR_SETTINGS


_NOT_A_PLACE = re.compile(r"\b(?:moon|sun|stars?|the sea|ice|snow|home|fire)\b", re.IGNORECASE)


def _place_name(word: str) -> str:
    if word in _CITIES or word in ("new york", "north pole", "south pole"):
        name = word.title()
        return f"the {name}" if word in ("himalaya", "sahara") or "pole" in word else name
    if word in ("space", "outer space", "orbit", "school", "home"):
        return {"home": "the house", "school": "the school"}.get(word, word)
    return f"the {word}"


_WORKS_THERE = {
    "bookshop": "bookseller", "bookstore": "bookseller", "library": "librarian", "farm": "farmer",
    "bakery": "baker", "school": "teacher", "hospital": "nurse", "lighthouse": "lighthouse keeper",
    "café": "waitress", "cafe": "waitress", "diner": "waitress", "bar": "singer",
    "train": "train driver", "bus": "bus driver", "ship": "captain", "observatory": "astronomer",
    "theatre": "actor", "circus": "clown", "mine": "miner", "castle": "knight",
    "clock shop": "clockmaker", "workshop": "carpenter", "garden": "gardener", "zoo": "ranger",
    "bank": "clerk", "office": "clerk", "restaurant": "chef", "kitchen": "cook",
}  # fmt: skip


def _likely_role(text: str, setting: Setting, dice: random.Random) -> str:
    """Return whose story a prompt without people is: by its things, else by its place."""
    works = [_WORKS_THERE[word] for word in find_words(text, _WORKS_THERE)]
    if works:
        return works[0]
    props = find_props(text)
    by_tool = [role for role, trade in TRADES.items() if trade.tool in props and role in ROLES]
    by_place = [role for role, home in HOMES.items() if home == setting and role in ROLES]
    return dice.choice(by_tool[:3] or by_place or ["traveller"])


def _person(
    noun: str, text: str, culture: Culture, dice: random.Random, taken: Person | None = None
) -> Person:
    worker = noun in ROLES or ((noun.split()[:1] or [""])[0] in _AMBIENT and _works(noun))
    kind, species = kind_of("" if worker else noun)
    if kind == "human" and not find_words(noun, ROLES) and not _humanlike(noun):
        kind, species = "creature", singular(noun.split()[-1])
    near = _near(noun, text)
    if kind != "human":
        spirit = kind == "spirit"
        sex: Sex = sex_of(near) or ("neutral" if spirit or kind == "robot" else _either(dice))
        names = [one for one in _NICKNAMES[kind].split() if not taken or one != taken.name]
        name = species.capitalize() if spirit else dice.choice(names)
        return Person(noun or species, name, kind, species, sex, near, named=not spirit)
    name = _given_name(near) if not taken or taken.name not in near else ""
    told = sex_of(noun if taken else f"{noun} {near}", name)
    opposite: Sex = "male" if taken and taken.sex == "female" else "female"
    sex = told or (opposite if taken else _either(dice))
    pool = [one for one in NAMES[culture][sex == "male"].split() if not taken or one != taken.name]
    return Person(noun, name or dice.choice(pool), "human", "", sex, near)


def _works(noun: str) -> bool:
    """Whether a compound ends in a trade: a night guard is no night."""
    return " " in noun and bool(find_words(noun.split(" ", 1)[1], ROLES))


def _either(dice: random.Random) -> Sex:
    return "female" if dice.random() < 0.5 else "male"


def _humanlike(noun: str) -> bool:
    return bool(re.search(r"(?:er|or|ist|ian|man|woman|ess|eur|ant|ent|ian)$", noun.strip()))


def _near(noun: str, text: str) -> str:
    """Return the words around a noun, up to the next character's."""
    at = text.lower().find(noun.lower()) if noun else -1
    if at < 0:
        return "" if noun else text[:120]
    return text[max(0, at - 30) : at + len(noun) + 60]


def _given_name(near: str) -> str:
    """Return a first name that stands by a noun: ``Mara, a lighthouse keeper``."""
    for word in re.findall(r"\b[A-ZÀ-Ý][\wà-ÿ'’-]+", near):
        bare = str(word).removesuffix("'s").removesuffix("’s")
        if bare.lower() in FEMALE_NAMES or bare.lower() in MALE_NAMES:
            return bare
    named = re.search(r"(?:named|called)\s+([A-ZÀ-Ý][\wà-ÿ'’-]+)", near)
    return str(named[1]) if named else ""


def _kept(
    characters: tuple[Character, ...], hero: Person, other: Person | None
) -> tuple[Person, Person | None]:
    """Give the first parts to characters of an earlier film."""
    if characters:
        hero = _as_person(characters[0], hero.noun)
    if len(characters) > 1:
        other = _as_person(characters[1], "")
    return hero, other


def _as_person(character: Character, noun: str) -> Person:
    look = character.appearance
    return Person(
        character.role or noun, character.name, look.kind, look.species, character.sex, "",
        named=look.kind != "spirit" or not character.name.lower().endswith(look.species),
        known=character,
    )  # fmt: skip
