"""ElevenLabs' voices, and who is given which."""

import hashlib
import random
import tomllib
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from film.model import FilmModel
from film.story import NARRATOR, Character, Sex, Story

Age = Literal["child", "young", "middle", "old"]
Shelf = Literal["default", "premade", "library"]

SHELVES: tuple[Shelf, ...] = ("default", "premade", "library")
"""From what every account has to what only paid plans have: each holds those before it."""
_AGES: tuple[Age, ...] = ("child", "young", "middle", "old")
_TIMBRES = {
    "plain": {"natural", "clear", "casual", "relaxed"},
    "warm": {"warm", "comforting", "pleasant", "gentle", "velvety", "reassuring"},
    "rough": {"husky", "gravelly", "raspy", "gruff", "rough", "crackling"},
    "bright": {"bright", "energetic", "playful", "enthusiastic", "excited"},
    "breathy": {"breathy", "soft", "whispering", "velvety"},
    "metallic": {"crisp", "formal", "neutral", "steady", "firm"},
}
_LOW, _HIGH = {"deep", "resonant", "alto", "gruff"}, {"high", "bright", "tenor", "childish"}
_ACCENTS = {
    "english": "british", "rp": "british", "posh": "british", "london": "british",
    "received pronunciation": "british", "scottish": "irish", "scots": "irish",
    "northern": "british", "yorkshire": "british", "us": "american", "new york": "american",
    "texan": "southern", "french": "parisian", "spanish": "castilian", "aussie": "australian",
}  # fmt: skip
"""Accents that nobody here has, or that go by another name, and the nearest that somebody has."""
_USUAL_ACCENTS = {"en": "american", "en-GB": "british"}


_FILE = Path(__file__).with_suffix(".toml")


class CatalogueVoice(FilmModel):
    """A voice of ElevenLabs'."""

    id: str
    name: str
    sex: Sex
    age: Age
    accent: str
    languages: tuple[str, ...] = ("en",)
    """What its speaker grew up with; the models let it speak all of theirs."""
    words: str
    shelf: Shelf


class Actor(FilmModel):
    """A speaker's voice throughout a film, as ElevenLabs is asked for it."""

    speaker: str
    """A character's id, or ``narrator``."""
    voice_id: str
    name: str
    """The catalogue's, or what was configured."""
    stability: float
    similarity_boost: float
    style: float
    speed: float
    use_speaker_boost: bool
    seed: int


@cache
def catalogue() -> tuple[CatalogueVoice, ...]:
    """Return all voices, as they are in the file beside this module."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(CatalogueVoice.model_validate(row) for row in rows["voice"])


@cache
def catalogue_revision() -> str:
    """Return a digest of the catalogue: another one casts others."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:16]


class Casting:
    """Chooses voices, one speaker after the other."""

    def __init__(
        self, story: Story, seed: int, manner: Actor, shelf: Shelf, given: Mapping[str, str]
    ) -> None:
        self._story = story
        self._seed = seed
        self._manner = manner
        self._given = {name.strip().lower(): voice for name, voice in given.items()}
        allowed = SHELVES[: SHELVES.index(shelf) + 1]
        self._voices = [voice for voice in catalogue() if voice.shelf in allowed]
        self._used: Counter[str] = Counter()

    def cast(self) -> dict[str, Actor]:
        """Return everybody's voice: the narrator chooses first, then in the story's order.

        Nobody shares a voice while one that fits is free. Then the least used goes to two, who
        speak at different speeds, one livelier than the other.
        """
        speakers = [_narrator(self._story), *self._story.characters]
        wishes = [self._wish(speaker) for speaker in speakers]
        self._used.update(wish for wish in wishes if wish)
        return {
            speaker.id: self._actor(speaker, wish)
            for speaker, wish in zip(speakers, wishes, strict=True)
        }

    def _wish(self, speaker: Character) -> str:
        names = (speaker.id, speaker.name, speaker.role)
        found = (self._given.get(name.strip().lower(), "") for name in names)
        return next((voice for voice in found if voice), "")

    def _actor(self, speaker: Character, wish: str) -> Actor:
        voice = wish or self._choose(speaker).id
        turn = 0 if wish else self._used[voice]
        if not wish:
            self._used[voice] += 1
        manner = self._manner
        name = next((one.name for one in self._voices if one.id == voice), voice)
        # The second who shares a voice is slower and livelier, the third quicker and steadier …
        step = (turn + 1) // 2 * (-1 if turn % 2 else 1)
        pace = speaker.voice.pace * (1 + 0.07 * step) * (0.95 if speaker.age > 70 else 1)
        return manner.model_copy(
            update={
                "speaker": speaker.id,
                "voice_id": voice,
                "name": name,
                "stability": _within(manner.stability + 0.12 * step, 0, 1),
                "style": _within(manner.style - 0.08 * step, 0, 1) if step else manner.style,
                "speed": _within(manner.speed * pace, 0.7, 1.2),
                "seed": zlib.crc32(f"{self._seed}:{speaker.id}".encode()),
            }
        )

    def _choose(self, speaker: Character) -> CatalogueVoice:
        fitting = [voice for voice in self._voices if _fits(voice, speaker)] or self._voices
        fewest = min(self._used[voice.id] for voice in fitting)
        free = [voice for voice in fitting if self._used[voice.id] == fewest]
        dice = random.Random(f"{self._seed}:voice:{speaker.id}")
        tastes = {voice.id: dice.uniform(0, 0.5) for voice in self._voices}
        language = self._story.language
        return min(free, key=lambda voice: misfit(voice, speaker, language) + tastes[voice.id])


def misfit(voice: CatalogueVoice, speaker: Character, language: str) -> float:
    """Say how far a voice is from what a character asks for; 1 is a thing that one notices."""
    profile = speaker.voice
    words = set(voice.words.split())
    cost = 1.0 * (speaker.sex == "neutral" and voice.sex != "neutral")
    cost += 1.5 * (voice.sex == "neutral" and speaker.sex != "neutral")
    cost += 1.4 * abs(_AGES.index(voice.age) - _AGES.index(age_of(speaker)))
    cost += 2.5 * (language[:2] not in voice.languages)
    cost += _accent(voice, profile.accent, language)
    cost -= (0.3 if profile.timbre == "plain" else 0.9) * bool(words & _TIMBRES[profile.timbre])
    pitch = 0.5 + 0.3 * bool(words & _HIGH) - 0.3 * bool(words & _LOW)
    cost += 2.0 * abs(profile.pitch - pitch)
    if speaker.id == NARRATOR:
        cost -= 1.5 * ("storyteller" in words)
    return cost + {"default": 0.0, "premade": 0.5, "library": 0.3}[voice.shelf]


def age_of(speaker: Character) -> Age:
    """Return the band that a character's age is in, as one hears it."""
    return _AGES[(speaker.age > 13) + (speaker.age > 32) + (speaker.age > 62)]


def _accent(voice: CatalogueVoice, wanted: str, language: str) -> float:
    if wanted:
        word = wanted.strip().lower()
        return 0.0 if _ACCENTS.get(word, word) in voice.accent.split() else 1.6
    usual = _USUAL_ACCENTS.get(language)
    return 0.8 * (usual is not None and usual not in voice.accent.split())


def _fits(voice: CatalogueVoice, speaker: Character) -> bool:
    """Say whether nobody would wonder at a voice: of the sex, and at most an age away."""
    apart = abs(_AGES.index(voice.age) - _AGES.index(age_of(speaker)))
    child = voice.age == "child" and age_of(speaker) not in ("child", "young")
    same = voice.sex == speaker.sex or "neutral" in (voice.sex, speaker.sex)
    boy = age_of(speaker) == "child" and voice.age == "child"  # before voices break
    return (same or boy) and apart <= 1 and not child


def _narrator(story: Story) -> Character:
    """Return somebody calm, of the sex that fewer of the leads have."""
    women = sum((c.sex == "female") - (c.sex == "male") for c in story.characters[:2])
    sex: Sex = "male" if women > 0 else "female"
    voice = {"timbre": "warm", "pitch": 0.4, "pace": 0.96}
    return Character.model_validate(
        {"id": NARRATOR, "name": "Narrator", "sex": sex, "age": 48, "voice": voice}
    )


def _within(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 3)
