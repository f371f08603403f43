"""Where the speaking faces of a take are, frame by frame, and how they are lit."""

from film.model import FilmModel
from film.story import Character, Emotion


class FaceFrame(FilmModel):
    """One face in one frame: the affine map from head space to pixels, and its expression."""

    frame: int
    matrix: tuple[float, float, float, float, float, float]
    """Row-major 2×3: ``x' = a·x + b·y + c``, ``y' = d·x + e·y + f``. Head space has the mouth's
    centre at (0, 0), x to the picture's right, y down, and the head's height as its unit."""
    emotion: Emotion = "neutral"
    turn: float = 0
    """How far the head is turned: −1 left profile, 0 to the camera, +1 right profile."""


class FaceTrack(FilmModel):
    """One character's face through the frames of a take in which it speaks."""

    character: Character
    light: tuple[float, float, float] = (1, 1, 1)
    """Factors on sRGB red, green and blue that the scene's light puts on the face."""
    frames: tuple[FaceFrame, ...]


class Faces(FilmModel):
    """All face tracks of a take, as stored in ``Take.faces``."""

    tracks: tuple[FaceTrack, ...]
