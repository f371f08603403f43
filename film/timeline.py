"""The timeline: every shot, line, cue and bed at its exact place, planned from the speech."""

from film.model import FilmModel
from film.screen import Screen
from film.story import Transition


class PlacedLine(FilmModel):
    """A recording's place in the film."""

    line: str
    speaker: str
    start: int
    """Sample (48 kHz) from the film's start."""
    samples: int
    on_screen: bool


class PlacedShot(FilmModel):
    """A shot's (or a card's) place in the film."""

    shot: str
    """Id of the shot, or ``title``/``end`` for the cards."""
    scene: str
    """Id of the scene; empty for the cards."""
    start: int
    """Frame of the film at which its own take's first frame is on the screen."""
    frames: int
    """Frames of the take, with what transitions overlap at both ends."""
    transition: Transition = "cut"
    """How it begins."""
    overlap: int = 0
    """Frames that it shares with the shot before (dissolve, wipe), or takes to fade in."""
    fade_out: int = 0
    """Frames at its end that fade to black."""
    lines: tuple[PlacedLine, ...] = ()


class PlacedSound(FilmModel):
    """A cue's or a bed's place in the film."""

    id: str
    start: int
    """Sample (48 kHz) from the film's start."""
    samples: int
    fade_in: int = 0
    fade_out: int = 0


class Chapter(FilmModel):
    """A scene as a chapter."""

    title: str
    start: int
    """Frame."""
    frames: int


class Timeline(FilmModel):
    """The film, cut: picture and sound end together on frame ``frames``."""

    screen: Screen
    frames: int
    shots: tuple[PlacedShot, ...]
    cues: tuple[PlacedSound, ...]
    beds: tuple[PlacedSound, ...]
    chapters: tuple[Chapter, ...]
