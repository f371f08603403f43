"""Music and sound: the cues and beds that are asked for, and what comes back."""

from film.assets import Asset
from film.model import FilmModel
from film.story import Genre, Mood, Setting, TimeOfDay, Weather


class Cue(FilmModel):
    """A piece of score, to an exact length."""

    id: str
    """Such as ``m1``."""
    genre: Genre
    mood: Mood
    intensity: float
    samples: int
    """Length at 48 kHz."""
    opens: bool = False
    """Whether it opens the film."""
    closes: bool = False
    """Whether it ends the film: it ends on a full cadence."""
    seed: int = 0
    """The same for every cue of a film: its motif and home key come from here."""
    part: int = 0
    """Which cue of the film this is: the motif is varied by it."""


class Effect(FilmModel):
    """A spot effect within a bed."""

    name: str
    """Such as ``thunder``, ``whoosh``, ``door``, ``impact``, ``birds``, ``footsteps``."""
    at: int
    """Sample (48 kHz) from the bed's start."""
    gain: float = 1.0


class Bed(FilmModel):
    """Room tone and effects under one scene, to an exact length."""

    id: str
    setting: Setting
    interior: bool
    time: TimeOfDay
    weather: Weather
    mood: Mood
    samples: int
    effects: tuple[Effect, ...] = ()
    seed: int = 0


class Music(FilmModel):
    """A recorded cue or bed: stereo 48 kHz sound of exactly the length asked for."""

    id: str
    asset: Asset
    samples: int
