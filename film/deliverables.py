"""The deliverables: what a finished film consists of, as assets, and what was measured of it."""

from typing import Literal

from film.assets import Asset
from film.model import FilmModel
from film.shots import CharacterSheet, Take
from film.speech import Recording
from film.story import Story
from film.timeline import Timeline

Track = Literal["dialogue", "music", "effects"]


class Loudness(FilmModel):
    """What a meter says of a sound."""

    integrated: float
    """LUFS, gated; −70 for silence."""
    true_peak: float
    """dBTP; −120 for silence."""


class Soundtrack(FilmModel):
    """A film's sound, mixed: each file is exactly as long as the picture."""

    master: Asset
    """AAC, stereo, 48 kHz."""
    dialogue: Asset
    music: Asset
    effects: Asset
    """The stems: FLAC, stereo, 48 kHz, 24 bit, as loud as they stand in the master:
    they add up to it."""
    loudness: Loudness
    """Of the master."""
    gain: float
    """dB by which the whole mix was raised."""
    limited: float
    """dB by which the limiter lowered the loudest peak."""
    silences: tuple[tuple[int, int], ...] = ()
    """Stretches of three seconds and more in which nothing is heard, in samples of the film."""


class Check(FilmModel):
    """One thing that quality control looked at."""

    name: str
    passed: bool
    finding: str


class Materials(FilmModel):
    """All that a film is composed of."""

    story: Story
    timeline: Timeline
    takes: dict[str, Take]
    """By shot id; the cards by ``title`` and ``end``."""
    recordings: dict[str, Recording]
    """By line id."""
    soundtrack: Soundtrack


class Film(FilmModel):
    """A finished film."""

    movie: Asset
    poster: Asset
    srt: Asset
    vtt: Asset
    soundtrack: Soundtrack
    checks: tuple[Check, ...]


class Production(FilmModel):
    """A finished film and what it was made of: all that is delivered."""

    film: Film
    materials: Materials
    sheets: dict[str, CharacterSheet]
    """By character id."""
