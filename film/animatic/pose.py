"""A figure's pose in one frame."""

from dataclasses import dataclass
from typing import Literal

from film.story import Emotion, Gesture
from film.visemes import REST, Mouth

STEP = 2
"""Frames that a drawing stands for: the camera moves on ones, what is drawn on twos."""


@dataclass(frozen=True)
class Grip:
    """How a figure carries a thing, and in which hand."""

    way: Literal["palm", "fist", "aloft", "hung"]
    """On the palm, upright in a fist, hanging from a raised fist, or from a lowered one."""
    side: Literal[0, 1]
    """The picture's left hand or its right one."""


@dataclass(frozen=True)
class Pose:
    """What a figure does in one frame; everything that moves is here."""

    gesture: Gesture = "rest"
    emotion: Emotion = "neutral"
    time: float = 0.0
    """Seconds on the figure's own clock: cycles (breath, walk, talking hands) run on it."""
    turn: float = 0.0
    """Head and shoulders: −1 left profile … 0 to the camera … +1 right profile."""
    gaze: tuple[float, float] = (0.0, 0.0)
    """Where the eyes look: x −1…1, y −1 up … 1 down."""
    blink: float = 0.0
    """0 open, 1 shut."""
    tilt: float = 0.0
    """Head tilt in radians, clockwise."""
    nod: float = 0.0
    """−1 up … +1 down."""
    mouth: Mouth = REST
    speaking: float = 0.0
    """0 silent … 1 speaking with emphasis: hands and brows follow."""
    grip: Grip | None = None
    """What a hand is busy with, whatever the gesture."""
