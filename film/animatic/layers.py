"""A set as layers: painted once for a shot, then moved by the camera with parallax."""

from collections.abc import Callable
from dataclasses import dataclass

import skia

from film.animatic.light import Light

Paint = Callable[[skia.Canvas], None]
LivePaint = Callable[[skia.Canvas, float], None]


@dataclass(frozen=True)
class Layer:
    """One plane of a set, painted in set space.

    Set space: one unit is the height of a wide shot's frame; the frame spans x 0…aspect and
    y 0…1 (down). Painters fill x −0.6…aspect+0.6 and y −0.4…1.4, so that the camera can move.
    """

    name: str
    depth: float
    """0 at infinity (moves least) … 1 where the figures stand … 1.6 close to the lens."""
    paint: Paint
    drift: float = 0.0
    """Set units a second that it slides to the right by itself (clouds, mist)."""
    sway: float = 0.0
    """Set units that it rocks sideways, slowly (leaves, boats)."""
    bob: float = 0.0
    """Set units that it rises and falls, slowly (waves)."""
    live: LivePaint | None = None
    """Paints what moves in this plane at a time in seconds (a beam, a flame, a screen), over
    ``paint``, every frame: small and cheap."""
    live_bounds: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom of what ``live`` may touch, in set space."""


@dataclass(frozen=True)
class StageSet:
    """A place, ready to be filmed."""

    layers: tuple[Layer, ...]
    """Far to near. Figures stand between the last layer with depth ≤ 1 and the first beyond."""
    light: Light
    ground: float
    """y in set space on which feet stand."""
    figure_height: float
    """Height of a grown figure that stands on the ground, in set units (about 0.5)."""
    stage: tuple[float, float]
    """Least and greatest x at which a figure looks right."""
