"""What is between open lips: the dark of the mouth, teeth and tongue, drawn for a lit face."""

import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.faces.nets import Floats, Pixels
from film.faces.raster import blur
from film.faces.warp import Window
from film.visemes import Mouth

_DARK = np.array([52, 16, 16], np.float32)
_TEETH = np.array([240, 229, 212], np.float32)
_TONGUE = np.array([176, 84, 82], np.float32)


def draw_mouth(
    face: Pixels,
    gap: Floats,
    vertices: npt.NDArray[np.float64],
    mouth: Mouth,
    lightness: float,
    window: Window,
) -> Pixels:
    """Return a face (RGB, a window of the picture) with the inside of its mouth drawn.

    ``gap`` is 1 between the lips; ``lightness`` is the skin's, 1 for light skin in good light.
    """
    if float(gap.max()) < 0.5:
        return face
    u, v, scale = _places(vertices, window)
    inner = blur(gap, max(0.6, 0.012 * scale))
    colours = np.broadcast_to(_DARK, face.shape).copy()
    open_ = float(np.clip(mouth.opening, 0, 1))
    tongue = np.clip(max(mouth.tongue, 0.35 * open_), 0, 1)
    mound = np.clip((v - (1.15 - 0.75 * tongue) - 0.6 * u**2) / 0.25, 0, 1)
    colours += (mound * min(1.0, 0.3 + tongue))[..., None] * (
        _TONGUE * (0.75 + 0.25 * v[..., None]) - colours
    )
    _teeth(colours, u, v, mouth)
    # The lips' shadow: deep at the rim and in the corners.
    depth = blur(gap, max(1.0, 0.04 * scale))
    depth /= max(float(depth.max()), 1e-3)
    light = (0.35 + 0.65 * np.clip(1.5 * depth - 0.3, 0, 1)) * np.clip(1.05 - 0.7 * u**2, 0.2, 1)
    colours *= light[..., None] * np.clip(lightness, 0.35, 1.1)
    return np.rint(face + inner[..., None] * (np.clip(colours, 0, 255) - face)).astype(np.uint8)


def _places(vertices: npt.NDArray[np.float64], window: Window) -> tuple[Floats, Floats, float]:
    """Return where each pixel of a window is between the lips, and the mouth's width in pixels.

    Across −1 to 1 from corner to corner; down 0 at the upper lip's edge, 1 at the lower's.
    """
    left, right = vertices[78, :2], vertices[308, :2]
    up, down = vertices[mesh.UPPER_LIP, :2], vertices[mesh.LOWER_LIP, :2]
    half = (right - left) / 2
    width = max(float(np.hypot(*half)), 1.0)
    across = half / width
    along = np.array([-across[1], across[0]])
    y, x = np.mgrid[0 : window.height, 0 : window.width].astype(np.float32)
    x, y = x + window.left, y + window.top
    middle = (left + right) / 2
    u = ((x - middle[0]) * across[0] + (y - middle[1]) * across[1]) / width
    top = float((up - middle) @ along)
    tall = max(float((down - up) @ along), 1.0)
    v = ((x - middle[0]) * along[0] + (y - middle[1]) * along[1] - top) / tall
    return u.astype(np.float32), v.astype(np.float32), 2 * width


def _teeth(colours: Floats, u: Floats, v: Floats, mouth: Mouth) -> None:
    """Draw the upper teeth below the upper lip, and the lower ones' edge in wide mouths."""
    open_ = float(np.clip(mouth.opening, 0, 1))
    shown = float(np.clip(max(mouth.teeth, 0.5 * mouth.width + 0.25 - 0.6 * mouth.rounding), 0, 1))
    reach = float(np.clip(0.42 * shown / max(open_, 0.08), 0.12, 0.95))
    place = np.abs(u) / 0.86
    edge = reach * np.clip(1 - 0.55 * place**2.5, 0, 1)
    crowns = 0.06 * np.abs(np.sin(np.pi * 4.0 * np.arcsin(np.clip(u, -0.99, 0.99)) / 1.2)) * reach
    soft = np.clip((edge - 0.06 * reach + crowns - v) / 0.07, 0, 1) * (place < 1.1)
    gums = 1 - 0.12 * np.exp(
        -(((np.sin(np.pi * 4.0 * np.arcsin(np.clip(u, -0.99, 0.99)) / 1.2)) / 0.12) ** 2)
    )
    tint = _TEETH * (gums * np.clip(1.02 - 0.5 * place**2, 0.3, 1))[..., None]
    colours += (soft * min(1.0, 0.55 + shown))[..., None] * (tint - colours)
    lower = np.clip((v - (1.06 - 0.16 * shown) - 0.25 * u**2) / 0.06, 0, 1) * (place < 0.8) * 0.45
    if mouth.rounding < 0.4:
        colours += lower[..., None] * (_TEETH * 0.85 - colours)
