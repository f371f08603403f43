"""Casting: turns a name and a few words into somebody with a face, clothes and a voice."""

# ruff: noqa: ISC004  (long texts in tables run over lines)

import random
import re
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from film.lexicon.people import (
    ACCENTS,
    CULTURE_OUTFITS,
    ERA_OUTFITS,
    EYES,
    HAIR_COLOURS,
    OUTFIT_COLOURS,
    ROLES,
    SKINS,
    SPECIES,
    SPECIES_COLOURS,
    Dress,
    sex_of,
)
from film.lexicon.words import find_words, with_article
from film.story import (
    Appearance,
    Build,
    Character,
    Culture,
    Era,
    FacialHair,
    Feature,
    Glasses,
    Hair,
    Hat,
    Kind,
    Outfit,
    Sex,
    VoiceProfile,
)

Word = TypeVar("Word", bound=str)
Timbre = Literal["plain", "warm", "rough", "bright", "breathy", "metallic"]

_COLOURS = {
    "black": "#24242a", "white": "#ece8df", "grey": "#8f949b", "gray": "#8f949b",
    "silver": "#b9bfc6", "red": "#b23a36", "crimson": "#9c2f3f", "orange": "#d57f35",
    "yellow": "#dfb53f", "golden": "#d3a63f", "green": "#4f7f57", "blue": "#3f6fa0",
    "navy": "#2a3f63", "purple": "#6d4f8a", "violet": "#75559c", "pink": "#d48aa0",
    "brown": "#7a5236", "beige": "#cdb894", "turquoise": "#4aa3a0", "teal": "#357f80",
    "cream": "#e9dcc0", "lilac": "#b59ac4", "indigo": "#3b3f7a",
    "scarlet": "#b3312f", "mustard": "#c9992f", "olive": "#74793f",
}  # fmt: skip
_HAIR_COLOURS = {
    "grey": "#9aa0a6", "gray": "#9aa0a6", "white": "#e6e4df", "silver": "#bfc5cc",
    "blonde": "#d9bd7a", "blond": "#d9bd7a", "fair": "#cda86a", "red": "#a4482a",
    "ginger": "#b9592c", "auburn": "#7d3a22", "brown": "#5a3a26", "black": "#1e1b1d",
    "dark": "#2b2320", "blue": "#3f6fa0", "pink": "#d48aa0", "green": "#4f7f57",
}  # fmt: skip
_HAIR: dict[Hair, str] = {
    "bald": "bald, shaven head, hairless",
    "buzz": "buzz cut, buzzcut, cropped, shaved",
    "braids": "braid, plait, braided",
    "pigtails": "pigtail, bunches",
    "ponytail": "ponytail, pony tail",
    "bun": "bun, topknot, hair up, chignon",
    "afro": "afro",
    "curly": "curly, curl, ringlets",
    "mohawk": "mohawk, punk",
    "long wavy": "wavy, long hair, flowing hair, wild hair, mane",
    "long straight": "straight hair, long straight",
    "bob": "bob",
    "quiff": "quiff, pompadour",
    "side part": "side part, neat hair, combed",
    "receding": "receding, balding, thinning",
    "crop": "short hair, short-haired",
}
_FACIAL_HAIR: dict[FacialHair, str] = {
    "full beard": "full beard, bearded, long beard, white beard, grey beard, bushy beard",
    "moustache": "moustache, mustache",
    "goatee": "goatee",
    "stubble": "stubble, unshaven",
    "short beard": "beard, short beard",
}
_GLASSES: dict[Glasses, str] = {
    "sunglasses": "sunglasses, shades",
    "monocle": "monocle",
    "square": "square glasses, thick glasses, horn-rimmed",
    "round": "glasses, spectacles, bespectacled, round glasses, reading glasses",
}
_HATS: dict[Hat, str] = {
    "sou'wester": "sou'wester",
    "top hat": "top hat",
    "fedora": "fedora, trilby",
    "crown": "crown, tiara",
    "hood": "hood, hooded",
    "headscarf": "headscarf, hijab, shawl, bandana, bonnet",
    "turban": "turban",
    "helmet": "helmet, hard hat",
    "wizard hat": "wizard hat, pointed hat, pointy hat",
    "straw hat": "straw hat, sun hat, wide-brimmed hat, cowboy hat, stetson",
    "chef hat": "chef hat, chef's hat, toque",
    "captain hat": "captain hat, captain's hat, peaked cap",
    "beanie": "beanie, woolly hat, wool cap, knitted cap, knit cap",
    "cap": "cap, flat cap, baseball cap, hat",
    "bow": "bow in her hair, hair bow, ribbon",
    "flower": "flower in her hair, flower crown",
}
_OUTFITS: dict[Outfit, str] = {
    "oilskin": "oilskin, oilskins, raincoat, mackintosh, slicker, waterproof",
    "lab coat": "lab coat, white coat",
    "spacesuit": "spacesuit, space suit, pressure suit, diving suit",
    "scrubs": "scrubs",
    "kimono": "kimono, yukata, hanbok",
    "sari": "sari",
    "dungarees": "dungarees, overalls, boiler suit, jumpsuit",
    "armour": "armour, armor, chain mail, breastplate",
    "robe": "robe, habit, cassock, toga, kaftan, djellaba, pyjamas, dressing gown",
    "cloak": "cloak, cape, poncho",
    "tunic": "tunic, jerkin, doublet",
    "apron": "apron",
    "uniform": "uniform",
    "gown": "gown, ball gown, evening dress, wedding dress",
    "suit": "suit, tuxedo, tailcoat, waistcoat, tie, bow tie",
    "dress": "dress, skirt, frock",
    "hoodie": "hoodie, sweatshirt, tracksuit",
    "jumper": "jumper, sweater, pullover, cardigan, knitwear",
    "t-shirt": "t-shirt, tee, vest, tank top",
    "shirt": "shirt, blouse",
    "coat": "coat, overcoat, jacket, parka, trenchcoat, trench coat, anorak, greatcoat",
}
_FEATURES: dict[Feature, str] = {
    "freckles": "freckles, freckled",
    "scar": "scar, scarred",
    "mole": "mole, beauty spot",
    "eyepatch": "eyepatch, eye patch, one-eyed",
    "earrings": "earring",
    "scarf": "scarf, muffler",
    "necklace": "necklace, pendant, medal, pearls, amulet, locket",
    "rosy cheeks": "rosy, rosy cheeks, ruddy, flushed",
    "wrinkles": "wrinkled, wrinkles, weathered, lined face, wizened",
    "tattoo": "tattoo, tattooed",
    "headphones": "headphones, headset",
    "bandage": "bandage, plaster, bandaged",
}
_BUILDS: dict[Build, str] = {
    "slight": "slight, thin, skinny, small, frail, tiny, lanky, gaunt, wiry, petite, slim",
    "athletic": "athletic, muscular, fit, strong, lean, agile",
    "broad": "broad, burly, stocky, big, broad-shouldered, sturdy, huge, towering",
    "heavy": "heavy, fat, plump, stout, round, chubby, overweight, portly",
}
_ACCENTS: dict[Culture, str] = {
    "nordic": "nordic", "mediterranean": "italian", "middle eastern": "arabic",
    "south asian": "indian", "east asian": "", "african": "", "latin american": "spanish",
    "western": "", "otherworldly": "",
}  # fmt: skip
_DECADE = re.compile(r"\b(?:(early|mid|late)[- ])?([1-9]0)['’]?s\b")
_YEARS = re.compile(r"\b(?:aged? )?(\d{1,3})(?:[- ]years?[- ]old|\b)")
_AGE_WORDS = (
    (8, "child, kid, little girl, little boy, toddler, boy, girl, schoolgirl, schoolboy"),
    (16, "teenager, teenage, teen, adolescent"),
    (72, "old, elderly, aged, ancient, grandmother, grandfather, grandma, grandpa, retired, "
     "white-haired, granny, grandad, pensioner"),
    (48, "middle-aged, greying"),
    (24, "young, youth, student, apprentice"),
)  # fmt: skip
_WORDED_AGES = {
    "teens": 16, "twenties": 25, "thirties": 34, "forties": 44, "fifties": 54, "sixties": 64,
    "seventies": 74, "eighties": 83, "nineties": 92,
}  # fmt: skip
_FEMALE_HAIR: tuple[Hair, ...] = (
    "bob", "long straight", "long wavy", "ponytail", "bun", "braids", "curly", "crop", "side part",
)  # fmt: skip
_MALE_HAIR: tuple[Hair, ...] = (
    "crop", "side part", "quiff", "curly", "buzz", "receding", "long wavy", "bald",
)  # fmt: skip
_OLDER_FEMALE_HAIR: tuple[Hair, ...] = ("bun", "bob", "crop", "curly", "long straight", "braids")
_OLDER_MALE_HAIR: tuple[Hair, ...] = ("crop", "side part", "receding", "bald", "receding")


@dataclass
class CastingCall:
    """Somebody to be cast: what is known of them."""

    id: str
    name: str
    words: str = ""
    """Everything said about them: role, age, look."""
    role: str = ""
    sex: Sex | None = None
    kind: Kind | None = None
    species: str = ""
    description: str = ""
    """The look in the author's own words; made from the appearance when there are none."""
    known: Character | None = None
    """The same person in an earlier film, who is kept as they are."""


@dataclass
class CastingOffice:
    """Casts one film: everybody fits its era and culture, and no two look alike."""

    era: Era
    culture: Culture
    seed: int
    chosen: list[Character] = field(default_factory=list)

    def cast(self, call: CastingCall) -> Character:
        """Return the character for a call; the same call in the same order gives the same."""
        if call.known:
            self.chosen.append(call.known)
            return call.known
        dice = random.Random(f"{self.seed}:casting:{call.id}")
        character = self._human(call, dice) if self._is_human(call) else self._other(call, dice)
        character = self._apart(character, call, dice)
        self.chosen.append(character)
        return character

    def _is_human(self, call: CastingCall) -> bool:
        return (call.kind or "human") == "human"

    def _human(self, call: CastingCall, dice: random.Random) -> Character:
        words = f"{call.role}. {call.words}"
        sex: Sex = call.sex or sex_of(words, call.name) or _either(dice)
        role = call.role or next(iter(find_words(words, ROLES)), "")
        dress = ROLES.get(role) or _dress_of(role)
        age = age_of(call.words) or (dress.age if dress else None) or age_of(role)
        age = age or dice.choice((24, 29, 34, 38, 43, 49, 56))
        appearance = self._human_look(words, sex, age, dress, dice)
        return Character(
            id=call.id,
            name=call.name,
            role=role,
            sex=sex,
            age=age,
            build=_first(words, _BUILDS) or _build(age, dice),
            appearance=appearance,
            voice=_voice(call, appearance, age, self.culture, dice),
            description=call.description or describe(sex, age, role, appearance),
        )

    def _human_look(
        self, words: str, sex: Sex, age: int, dress: Dress | None, dice: random.Random
    ) -> Appearance:
        hair = _first(words, _HAIR) or dice.choice(_usual_hair(sex, age))
        if hair in ("receding", "bald") and age < 35 and not _first(words, _HAIR):
            hair = "crop"
        beard = _first(words, _FACIAL_HAIR)
        if beard is None:
            beard = _beard(age, dice) if sex == "male" and age > 24 else "none"
        outfit = _first(words, _OUTFITS) or (dress.outfit if dress else self._outfit(sex, dice))
        features = tuple(f for f, table in _FEATURES.items() if _has(words, table))
        if not features:
            features = _features(sex, age, dice)
        return Appearance(
            skin=dice.choice(SKINS[self.culture].split()),
            hair=hair,
            hair_colour=_hair_colour(words, age, self.culture, dice),
            eye_colour=dice.choice(EYES.split()),
            face=dice.choice(("oval", "round", "square", "heart", "long")),
            facial_hair=beard,
            glasses=_first(words, _GLASSES)
            or ("round" if age > 45 and dice.random() < 0.3 else "none"),
            hat=_first(words, _HATS) or (dress.hat if dress else "none"),
            hat_colour=_colour_of(words, _HATS) or dice.choice(OUTFIT_COLOURS.split()),
            outfit=outfit,
            outfit_colour=_colour_of(words, _OUTFITS) or _usual_colour(outfit, dice),
            accent_colour=dice.choice(ACCENTS.split()),
            features=features,
        )

    def _outfit(self, sex: Sex, dice: random.Random) -> Outfit:
        if self.era not in ("modern", "future") and self.culture in CULTURE_OUTFITS:
            return CULTURE_OUTFITS[self.culture][sex == "male"]
        fitting = ERA_OUTFITS[self.era]
        if sex == "male":
            fitting = tuple(outfit for outfit in fitting if outfit not in ("dress", "gown"))
        return dice.choice(fitting)

    def _other(self, call: CastingCall, dice: random.Random) -> Character:
        species = call.species or next(iter(find_words(call.words, SPECIES)), call.name.lower())
        colour = _named_colour(call.words, _COLOURS) or SPECIES_COLOURS.get(species)
        sex = call.sex or sex_of(call.words) or "neutral"
        age = age_of(call.words) or dice.choice((20, 30, 40, 60))
        dress = _dress_of(call.role)
        appearance = Appearance(
            kind=call.kind or "animal",
            species=species,
            skin=colour or dice.choice(["#8a6a4a", "#9aa7b0", "#6f8a5b", "#b08a5a", "#7a6f93"]),
            hair="bald",
            eye_colour=dice.choice(EYES.split()),
            face="round",
            hat=_first(call.words, _HATS) or (dress.hat if dress else "none"),
            outfit=_first(call.words, _OUTFITS) or (dress.outfit if dress else "t-shirt"),
            outfit_colour=_colour_of(call.words, _OUTFITS) or dice.choice(OUTFIT_COLOURS.split()),
            accent_colour=dice.choice(ACCENTS.split()),
            features=tuple(f for f, table in _FEATURES.items() if _has(call.words, table)),
        )
        return Character(
            id=call.id,
            name=call.name,
            role=call.role or species,
            sex=sex,
            age=age,
            appearance=appearance,
            voice=_voice(call, appearance, age, self.culture, dice),
            description=call.description or with_article(call.role or species),
        )

    def _apart(self, one: Character, call: CastingCall, dice: random.Random) -> Character:
        """Change what nobody asked for until nobody cast before looks or sounds like this one."""
        look, voice = one.appearance, one.voice
        taken = {other.appearance.outfit_colour for other in self.chosen}
        if look.outfit_colour in taken and not _colour_of(call.words, _OUTFITS):
            free = [colour for colour in OUTFIT_COLOURS.split() if colour not in taken]
            colour = dice.choice(free) if free else _shifted(look.outfit_colour, len(self.chosen))
            look = look.model_copy(update={"outfit_colour": colour})
        pool = _FEMALE_HAIR if one.sex == "female" else _MALE_HAIR
        heads = {_head(other.appearance) for other in self.chosen}
        if look.kind == "human" and _head(look) in heads and not _first(call.words, _HAIR):
            free_hair = [hair for hair in pool if (hair, look.hat, look.glasses) not in heads]
            if free_hair:
                look = look.model_copy(update={"hair": dice.choice(free_hair)})
        pitches = [other.voice.pitch for other in self.chosen if other.sex == one.sex]
        if any(abs(voice.pitch - pitch) < 0.15 for pitch in pitches):
            steps = [0.1, 0.3, 0.5, 0.7, 0.9]
            best = max(steps, key=lambda step: min(abs(step - pitch) for pitch in pitches))
            voice = voice.model_copy(update={"pitch": best})
        return one.model_copy(update={"appearance": look, "voice": voice})


def _either(dice: random.Random) -> Sex:
    return "female" if dice.random() < 0.5 else "male"


def age_of(words: str) -> int | None:
    """Return the age that words tell: ``60s``, ``late 20s``, ``forties``, ``aged 9``, ``old``."""
    decade = _DECADE.search(words)
    if decade:
        return int(decade[2]) + {"early": 2, "mid": 5, "late": 8}.get(decade[1], 4)
    years = _YEARS.search(words)
    if years and 3 <= int(years[1]) <= 100:
        return int(years[1])
    for word, age in _WORDED_AGES.items():
        if re.search(rf"\b{word}\b", words, re.IGNORECASE):
            return age
    return next((age for age, table in _AGE_WORDS if _has(words, table)), None)


def describe(sex: Sex, age: int, role: str, look: Appearance) -> str:
    """Return a look in prose: ``a lighthouse keeper of 58, grey braids, oilskin coat``."""
    noun = role or {"female": "woman", "male": "man", "neutral": "person"}[sex]
    parts = [f"{with_article(noun)} of {age}"]
    if look.hair == "bald":
        parts.append("bald")
    else:
        parts.append(
            f"{_colour_name(look.hair_colour, _HAIR_COLOURS)} hair, {_HAIR_PROSE[look.hair]}"
        )
    if look.facial_hair != "none":
        parts.append(look.facial_hair)
    if look.glasses != "none":
        parts.append("a monocle" if look.glasses == "monocle" else f"{look.glasses} glasses")
    if look.hat != "none":
        parts.append(look.hat)
    parts.append(f"{_colour_name(look.outfit_colour, _COLOURS)} {look.outfit}")
    parts += list(look.features)
    return ", ".join(parts).replace("sunglasses glasses", "sunglasses")


_HAIR_PROSE: dict[Hair, str] = {
    "bald": "bald", "buzz": "cut to stubble", "crop": "cropped", "side part": "parted at the side",
    "quiff": "in a quiff", "curly": "in curls", "afro": "in an afro", "bob": "in a bob",
    "long straight": "long and straight", "long wavy": "long and wavy", "ponytail": "in a ponytail",
    "bun": "in a bun", "braids": "in braids", "pigtails": "in pigtails", "mohawk": "in a mohawk",
    "receding": "receding",
}  # fmt: skip


def _colour_name(colour: str, names: dict[str, str]) -> str:
    def parts(code: str) -> tuple[int, int, int]:
        return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)

    wanted = parts(colour)
    return min(
        names,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(parts(names[name]), wanted, strict=True)),
    )


def _first(words: str, table: dict[Word, str]) -> Word | None:
    return next((key for key, listed in table.items() if _has(words, listed)), None)


def _has(words: str, listed: str) -> bool:
    return bool(find_words(words, listed.split(", ")))


def _named_colour(words: str, colours: dict[str, str]) -> str | None:
    found = find_words(words, colours)
    return colours[found[0]] if found else None


def _colour_of(words: str, table: dict[Word, str]) -> str | None:
    """Return the colour that stands before one of a table's words: ``a red coat``."""
    key = _first(words, table)
    if key is None:
        return None
    for noun in table[key].split(", "):
        match = re.search(rf"([\w-]+) (?:\w+ )?{re.escape(noun)}\b", words, re.IGNORECASE)
        if match and match[1].lower() in _COLOURS:
            return _COLOURS[match[1].lower()]
    return None


def _usual_hair(sex: Sex, age: int) -> tuple[Hair, ...]:
    """Return how people of an age wear their hair."""
    if age >= 55:
        return _OLDER_FEMALE_HAIR if sex == "female" else _OLDER_MALE_HAIR
    return _FEMALE_HAIR if sex == "female" else _MALE_HAIR


def _hair_colour(words: str, age: int, culture: Culture, dice: random.Random) -> str:
    names = "|".join(_HAIR_COLOURS)
    match = re.search(
        rf"\b({names})[- ](?:\w+ )?(?:hair|haired|braid|plait|bun|ponytail|curls|bob|mane|beard)",
        words,
        re.IGNORECASE,
    ) or re.search(r"\b(blonde?|redhead|ginger)\b", words, re.IGNORECASE)
    if match:
        return _HAIR_COLOURS.get(match[1].lower(), "#a4482a")
    if age >= 62:
        return dice.choice(("#9aa0a6", "#e6e4df", "#bfc5cc"))
    if age >= 55:
        return dice.choice(("#9aa0a6", "#84807c", "#bfc5cc"))
    if age >= 50:
        return dice.choice(("#9aa0a6", "#84807c", *HAIR_COLOURS[culture].split()[:2]))
    return dice.choice(HAIR_COLOURS[culture].split())


def _usual_colour(outfit: Outfit, dice: random.Random) -> str:
    usual = {"lab coat": "#e9edf0", "scrubs": "#5fa3a3", "spacesuit": "#dfe3e6",
             "oilskin": "#dfae35", "armour": "#9aa3ab"}  # fmt: skip
    return usual.get(outfit) or dice.choice(OUTFIT_COLOURS.split())


def _beard(age: int, dice: random.Random) -> FacialHair:
    options: tuple[FacialHair, ...] = ("none", "none", "stubble", "short beard", "moustache")
    return dice.choice((*options, "full beard") if age > 45 else options)


def _features(sex: Sex, age: int, dice: random.Random) -> tuple[Feature, ...]:
    if age >= 52:
        return ("wrinkles",)
    if age <= 12:
        return (dice.choice(("freckles", "rosy cheeks")),)
    options: list[Feature] = ["freckles", "scarf", "mole"]
    if sex == "female":
        options += ["earrings", "necklace"]
    return (dice.choice(options),) if dice.random() < 0.5 else ()


def _build(age: int, dice: random.Random) -> Build:
    if age < 18:
        return "slight"
    return dice.choice(("average", "average", "slight", "athletic", "broad", "heavy"))


def _dress_of(role: str) -> Dress | None:
    found = find_words(role, ROLES)
    return ROLES[found[-1]] if found else None


def _head(look: Appearance) -> tuple[str, str, str]:
    return look.hair, look.hat, look.glasses


def _shifted(colour: str, by: int) -> str:
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    moved = [(channel + 37 * by * (place + 1)) % 200 + 30 for place, channel in enumerate(channels)]
    return "#" + "".join(f"{channel:02x}" for channel in moved)


def _voice(
    call: CastingCall, look: Appearance, age: int, culture: Culture, dice: random.Random
) -> VoiceProfile:
    timbres: dict[Kind, Timbre] = {
        "robot": "metallic",
        "spirit": "breathy",
        "creature": "rough",
        "alien": "metallic",
    }
    timbre = timbres.get(look.kind) or _timbre(age, dice)
    pitch = {"creature": 0.15, "robot": 0.45, "spirit": 0.3, "alien": 0.65}.get(look.kind)
    if pitch is None:
        pitch = 0.85 if age < 13 else dice.choice((0.3, 0.45, 0.55, 0.7))
    if look.species in (
        "mouse",
        "duckling",
        "kitten",
        "fairy",
        "star",
        "bird",
        "squirrel",
        "hedgehog",
    ):
        pitch = 0.95
    pace = 0.9 if age > 66 else (1.08 if age < 13 else 1.0)
    accent = _first(call.words, {name: name for name in _NAMED_ACCENTS}) or _ACCENTS[culture]
    return VoiceProfile(pitch=pitch, pace=pace, accent=accent, timbre=timbre)


def _timbre(age: int, dice: random.Random) -> Timbre:
    choices: tuple[Timbre, ...] = ("plain", "warm", "bright")
    return "rough" if age > 66 else dice.choice(choices)


_NAMED_ACCENTS = ("scottish", "irish", "french", "german", "russian", "american", "welsh")
