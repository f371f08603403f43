"""The shooting side: what a shot needs to be filmed, and what comes back from filming it."""

from pydantic import Field

from film.assets import Asset
from film.look import Sampling
from film.model import FilmModel
from film.screen import Screen
from film.speech import Recording
from film.story import Character, Genre, Scene, Shot


class CharacterSheet(FilmModel):
    """Reference pictures that keep a face, hair and clothes the same."""

    character: str
    """The character's id."""
    picture: Asset
    """Front, three-quarter and expressions on one sheet."""
    portrait: Asset
    """Head and shoulders, square."""


class Speaking(FilmModel):
    """Somebody on the screen (or off it) speaks during a shot."""

    speaker: str
    on_screen: bool
    first_frame: int
    """Frame of the shot in which the recording starts."""
    offset: int = Field(0, ge=0)
    """Samples (48 kHz) between that frame's start and the recording's."""
    frames: int
    """Frames the recording lasts, rounded up."""


class Assignment(FilmModel):
    """All a video engine may look at to film one shot: its cache key is exactly this."""

    scene: Scene
    """The place, time, weather and mood; its lines and shots are left out."""
    shot: Shot
    characters: tuple[Character, ...]
    """Those in the shot, in the order of ``shot.cast``."""
    sheets: tuple[CharacterSheet, ...] = ()
    genre: Genre
    style: str
    screen: Screen
    frames: int
    """Exact length of the take, with the handles that transitions overlap."""
    first_frame: int = 0
    """Frame of the scene's own clock at which the shot starts: moving weather goes on from here."""
    keyframes: tuple[int, ...] = (0,)
    """Frames at which the take must be cuttable: a closed GOP starts there."""
    speaking: tuple[Speaking, ...] = ()
    seed: int = 0
    sampling: Sampling | None = None
    """For cameras that sample; None for all others, whose takes do not depend on it."""
    keyframe: Asset | None = None
    """The shot's first frame as a picture, for cameras that start from one."""
    persona: str = ""
    """Id of the character whom a persona plays, for cameras that draw: its head is left out, and
    where it belongs is known in every frame."""


class Take(FilmModel):
    """One attempt at a shot: picture only, in the mezzanine format."""

    shot: str
    """Id of the shot."""
    asset: Asset
    still: Asset
    """A representative frame as a picture, for the storyboard."""
    faces: Asset | None = None
    """Where the faces are, frame by frame (film.faces.FaceTrack), when the engine knows."""
    slate: bool = False
    """Whether this stands in for a shot that failed."""


class Utterance(FilmModel):
    """A recording placed in a shot, for lip-sync."""

    recording: Recording
    first_frame: int
    offset: int = 0
    """Samples between that frame's start and the recording's."""
