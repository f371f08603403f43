"""Faces: where drawn ones speak in a take (here); photographed ones in the modules below."""

from film.assets import Asset
from film.model import FilmModel
from film.story import Character, Emotion, Genre, Gesture, Scene


class FaceFrame(FilmModel):
    """One face in one frame: the affine map from head space to pixels, and its expression."""

    frame: int
    matrix: tuple[float, float, float, float, float, float]
    """Row-major 2×3: ``x' = a·x + b·y + c``, ``y' = d·x + e·y + f``. Head space has the mouth's
    centre at (0, 0), x to the picture's right, y down, and the head's height as its unit."""
    emotion: Emotion = "neutral"
    turn: float = 0
    """How far the head is turned: −1 left profile, 0 to the camera, +1 right profile."""
    gesture: Gesture = "rest"
    time: float = 0
    """Seconds on the figure's own clock."""
    tilt: float = 0
    """Radians, clockwise."""
    nod: float = 0
    """−1 up … +1 down."""
    speaking: float = 0
    """0 silent … 1 speaking with emphasis."""


class FaceTrack(FilmModel):
    """One character's face through the frames of a take in which it speaks."""

    character: Character
    light: tuple[float, float, float] = (1, 1, 1)
    """Factors on sRGB red, green and blue that the scene's light puts on the face."""
    shade: tuple[float, float, float] = (0.72, 0.72, 0.8)
    """Factors on the far side, on top of ``light``."""
    rim: tuple[float, float, float] = (1.0, 0.95, 0.85)
    rim_strength: float = 0.3
    light_side: float = -0.6
    """Where the key light stands: −1 from the left, +1 from the right."""
    genre: Genre = "drama"
    style: str = "storybook"
    """With the genre, the grade that lies on the picture."""
    scene: Scene
    """Whose weather lies over the picture; its lines and shots are left out."""
    first_frame: int = 0
    """Frame of the scene's clock at the take's first frame."""
    frames: tuple[FaceFrame, ...]
    picture: Asset | None = None
    """The picture of a persona whose head is seen there; None where the figure's own is drawn."""


class Faces(FilmModel):
    """All face tracks of a take, as stored in ``Take.faces``."""

    tracks: tuple[FaceTrack, ...]
