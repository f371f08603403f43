"""Casting: a distinct voice that fits for each character of a story, and one for the narrator."""

import math
import random

from pydantic import Field

from film.model import FilmModel
from film.story import NARRATOR, Appearance, Character, Story, VoiceProfile


class Booth(FilmModel):
    """How a voice is recorded."""

    breath: float = 0.12
    """Share of the voiced sound that is breath: 0 a buzz, 1 a whisper."""
    body: float = 0.0
    """Decibels below 300 Hz."""
    presence: float = 0.0
    """Decibels around 3 kHz."""
    drive: float = 0.15
    """Saturation, 0 to 1."""
    tremor: float = 0.0
    """Wavering of the pitch, 0 to 1."""
    space: str = "room"
    """``room``, ``hall`` (airy) or ``metal`` (a resonant shell)."""


class Voice(FilmModel):
    """How somebody sounds throughout a film."""

    speaker: str
    """A character's id, or ``narrator``."""
    pitch: float
    """Middle of the pitch range in hertz."""
    liveliness: float = 1.0
    """Width of the pitch range: 0 monotone, 1 a person's."""
    pace: float = 1.0
    """1 is 165 words a minute."""
    tract: float = 1.0
    """All formants together: 1 a man's vocal tract, 1.15 a woman's, 1.3 a small child's."""
    formants: tuple[int, int, int] = (100, 100, 100)
    """First to third formant, in percent of ``tract``'s."""
    accent: str = ""
    """espeak-ng's name of an accent of the film's language; "" for none."""
    booth: Booth = Booth()
    profile: VoiceProfile = Field(default_factory=lambda: VoiceProfile())
    """What was asked for, for engines that read it."""


ACCENTS = {
    "american": "en-us", "us": "en-us", "new york": "en-us-nyc", "brooklyn": "en-us-nyc",
    "british": "en-gb-x-rp", "english": "en-gb-x-rp", "rp": "en-gb-x-rp", "posh": "en-gb-x-rp",
    "received pronunciation": "en-gb-x-rp", "london": "en", "australian": "en",
    "scottish": "en-gb-scotland", "scots": "en-gb-scotland", "irish": "en-gb-scotland",
    "northern": "en-gb-x-gbclan", "lancashire": "en-gb-x-gbclan", "yorkshire": "en-gb-x-gbclan",
    "midlands": "en-gb-x-gbcwmd", "brummie": "en-gb-x-gbcwmd", "birmingham": "en-gb-x-gbcwmd",
    "caribbean": "en-029", "jamaican": "en-029",
    "belgian": "fr-be", "swiss": "fr-ch",
    "mexican": "es-419", "latin american": "es-419", "brazilian": "pt-br",
}  # fmt: skip
"""espeak-ng's accents by the words people use for them; the nearest where it has none."""

NEAREST = 1.0
"""Two voices that lie nearer than this (see `distance`) can be mistaken for each other."""

_SMALL = frozenset((
    "mouse", "bird", "robin", "sparrow", "canary", "squirrel", "rabbit", "hare", "hedgehog",
    "frog", "cat", "kitten", "chick", "bee", "butterfly", "ladybird", "fairy", "pixie", "sprite",
    "elf", "goblin", "imp", "gnome", "parrot", "duck", "firefly",
))  # fmt: skip
_LARGE = frozenset((
    "bear", "whale", "elephant", "dragon", "giant", "troll", "ogre", "lion", "storm", "mountain",
    "tree", "walrus", "bull", "ox", "horse", "gorilla", "golem", "kraken", "monster", "hippo",
    "rhino", "tiger", "thunder", "volcano", "sea", "ocean",
))  # fmt: skip
_TIMBRES: dict[str, dict[str, float]] = {
    "plain": {},
    "warm": {"body": 2.5, "presence": -2.0, "breath": 0.16},
    "rough": {"drive": 0.8, "body": 1.0, "presence": 1.5, "breath": 0.26},
    "bright": {"presence": 3.5, "body": -2.0},
    "breathy": {"breath": 0.45, "presence": -0.5},
    "metallic": {"presence": 3.0, "drive": 0.5, "body": -2.0},
}


def cast_voices(story: Story, seed: int = 0) -> dict[str, Voice]:
    """Return a voice for every character's id and for ``narrator``, no two of them alike.

    A voice follows from its character; only where it would be mistaken for one cast before it
    does it move, as little as it must.
    """
    cast = {NARRATOR: _narrator(story)}
    for character in story.characters:
        dice = random.Random(f"{seed}:voice:{character.id}")
        voice = _settle(_suited(character, dice), list(cast.values()), dice)
        cast[character.id] = voice
    return cast


def distance(one: Voice, other: Voice) -> float:
    """Say how different two voices sound; 1 is about what a listener tells apart without effort."""
    parts = (
        math.log2(one.pitch / other.pitch) / 0.17,
        math.log2(one.tract / other.tract) / 0.085,
        (one.pace - other.pace) / 0.22,
        (one.liveliness - other.liveliness) / 0.7,
        (one.booth.breath - other.booth.breath) / 0.3,
        (one.booth.presence - other.booth.presence) / 7,
        (one.formants[0] - other.formants[0]) / 13,
        (one.formants[1] - other.formants[1]) / 10,
        0.7 * (one.accent != other.accent),
        1.2 * (one.booth.space != other.booth.space),
    )
    return math.sqrt(sum(part * part for part in parts))


def _narrator(story: Story) -> Voice:
    """Return a warm, calm voice of the sex that fewer of the leads have."""
    women = sum((c.sex == "female") - (c.sex == "male") for c in story.characters[:2])
    warm = Booth(body=2.5, presence=-0.5, breath=0.17, drive=0.1)
    if women > 0:
        return Voice(speaker=NARRATOR, pitch=96, liveliness=0.85, pace=0.9, tract=0.97, booth=warm)
    return Voice(speaker=NARRATOR, pitch=174, liveliness=0.85, pace=0.9, tract=1.11, booth=warm)


def _suited(character: Character, dice: random.Random) -> Voice:
    """Return the voice that a character's description asks for."""
    profile, age = character.voice, character.age
    pitch, tract = _body(character)
    human = character.appearance.kind == "human"
    elder = max(0.0, min(1.0, (age - 62) / 25)) * human
    booth: dict[str, float | str] = {"tremor": 0.65 * elder, "breath": 0.12 + 0.08 * elder}
    booth |= _TIMBRES[profile.timbre]
    voice = Voice(
        speaker=character.id,
        pitch=pitch * 2 ** ((profile.pitch - 0.5) * 0.55 + dice.uniform(-0.04, 0.04)),
        liveliness=dice.uniform(0.9, 1.15) * (1.12 if age < 13 else 1.0),
        pace=profile.pace * (1 - 0.13 * elder) * dice.uniform(0.98, 1.03),
        tract=tract * dice.uniform(0.985, 1.015),
        formants=(dice.randint(97, 103), dice.randint(97, 103), dice.randint(98, 102)),
        accent=ACCENTS.get(profile.accent.strip().lower(), ""),
        booth=Booth.model_validate(booth),
        profile=profile,
    )
    return _as_kind(voice, character.appearance)


def _body(character: Character) -> tuple[float, float]:
    """Return the pitch (Hz) and vocal tract of a human of this sex, age and build."""
    age, sex = character.age, character.sex
    pitch, tract = {"male": (112.0, 1.0), "female": (196.0, 1.15), "neutral": (152.0, 1.08)}[sex]
    if age < 18:
        youth = (18 - max(age, 4)) / 14
        child = 300.0 - 15 * (sex == "male")
        pitch *= (child / pitch) ** min(1, 1.35 * youth)
        tract += (1.33 - tract) * min(1, 1.25 * youth)
    elif age > 65:  # men's voices rise with age, women's fall
        years = min(age - 65, 25) / 25
        pitch *= {"male": 1 + 0.12 * years, "female": 1 - 0.10 * years}.get(sex, 1.0)
    girth = {"slight": 1.025, "athletic": 0.99, "broad": 0.965, "heavy": 0.95}
    tract *= girth.get(character.build, 1.0)
    return pitch, tract


def _as_kind(voice: Voice, appearance: Appearance) -> Voice:
    """Take a human's voice to that of a robot, a spirit, an animal, an alien or a creature."""
    booth = voice.booth
    species = set(appearance.species.lower().split())
    size = 1.12 if species & _SMALL else 0.88 if species & _LARGE else 1.0
    match appearance.kind:
        case "robot":
            metal = {"space": "metal", "drive": 0.5, "presence": 3.0, "breath": 0.02, "tremor": 0.0}
            change = {"liveliness": 0.22, "booth": booth.model_copy(update=metal)}
        case "spirit":
            air = {"space": "hall", "breath": max(0.5, booth.breath), "tremor": 0.3}
            change = {"pace": voice.pace * 0.9, "booth": booth.model_copy(update=air)}
        case "alien":
            change = {"formants": (118, 86, 108), "liveliness": 1.5}
        case "animal":
            change = {"formants": (108, 96, 100), "liveliness": voice.liveliness * 1.15}
            size *= 1.05
        case "creature":
            rough = {"drive": 0.8, "breath": max(0.22, booth.breath), "body": 3.0}
            change = {"booth": booth.model_copy(update=rough)}
            size *= 0.92
        case _:
            size, change = 1.0, {}
    bodied = {"pitch": voice.pitch * size**2, "tract": voice.tract * size}
    return voice.model_copy(update=bodied | change)


def _settle(voice: Voice, others: list[Voice], dice: random.Random) -> Voice:
    """Return the voice, moved until it is told apart from all others.

    In a crowd that leaves no room, the best of the places that were tried.
    """
    best, room = voice, min(distance(voice, other) for other in others)
    for attempt in range(240):
        if room >= NEAREST:
            break
        moved = _moved(voice, 0.15 + attempt / 120, dice)
        apart = min(distance(moved, other) for other in others)
        if apart > room:
            best, room = moved, apart
    return best


def _moved(voice: Voice, far: float, dice: random.Random) -> Voice:
    """Return a voice like this one, up to ``far`` away in each direction, within its nature."""
    reach = min(far, 1.0)
    breath = voice.booth.breath + max(0, dice.uniform(-0.5, 0.5) * reach * 0.5)
    presence = voice.booth.presence + dice.uniform(-3, 3) * reach
    f1, f2, f3 = voice.formants
    return voice.model_copy(
        update={
            "pitch": max(62, voice.pitch * 2 ** (dice.uniform(-0.32, 0.32) * reach)),
            "tract": min(1.42, max(0.8, voice.tract * 2 ** (dice.uniform(-0.08, 0.08) * reach))),
            "pace": voice.pace * (1 + dice.uniform(-0.14, 0.14) * reach),
            "formants": (
                f1 + round(dice.uniform(-9, 9) * reach),
                f2 + round(dice.uniform(-7, 7) * reach),
                f3,
            ),
            "booth": voice.booth.model_copy(update={"breath": breath, "presence": presence}),
        }
    )
