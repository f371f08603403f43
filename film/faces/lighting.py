"""A figure in a scene's light: its tint, a shaded side, a rim."""

from dataclasses import dataclass

import cv2
import numpy as np

from film.faces.nets import Pixels
from film.faces.raster import blur, shifted


@dataclass(frozen=True)
class Lighting:
    """How a scene lights a figure; factors are on sRGB red, green and blue."""

    light: tuple[float, float, float] = (1.0, 1.0, 1.0)
    shade: tuple[float, float, float] = (0.8, 0.8, 0.86)
    """On the side away from the key light, on top of ``light``."""
    rim: tuple[float, float, float] = (1.0, 0.95, 0.85)
    rim_strength: float = 0.2
    side: float = -0.6
    """Where the key light stands: −1 left, +1 right."""


def relight(figure: Pixels, lighting: Lighting) -> Pixels:
    """Return a figure (RGBA) as a scene lights it: tint, a shaded side, a rim of light."""
    width = figure.shape[1]
    alpha = figure[..., 3].astype(np.float32) / 255
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.sign(lighting.side or 1)
    far = np.clip(0.5 - 0.5 * across / 0.7, 0, 1)[..., None] * abs(lighting.side)
    factor = np.array(lighting.light, np.float32) * (
        1 - far * (1 - np.array(lighting.shade, np.float32))
    )
    colours = figure[..., :3].astype(np.float32) * factor
    reach = max(1.0, width / 90)
    behind = shifted(blur(alpha, reach), -1.5 * reach * (np.sign(lighting.side) or 1), reach)
    edge = alpha * np.clip(1 - behind, 0, 1)
    rim = np.array(lighting.rim, np.float32) * 255
    colours += (lighting.rim_strength * edge)[..., None] * (rim - colours)
    out = figure.copy()
    out[..., :3] = np.rint(np.clip(colours, 0, 255))
    return out


def lighting_of(plate: Pixels, side: float = -0.6) -> Lighting:
    """Return the light that a background (RGB) suggests: its tint and how bright it is."""
    thumbnail = cv2.resize(plate, (32, 18), interpolation=cv2.INTER_AREA)
    small = np.asarray(thumbnail, np.float32).reshape(-1, 3) / 255
    mean = small.mean(0)
    bright = float(mean.mean())
    tint = mean / max(bright, 1e-3)
    light = (0.55 + 0.75 * min(bright, 0.6)) * (1 + 0.4 * (tint - 1))
    top = np.percentile(small, 95, axis=0)
    return Lighting(
        light=(float(light[0]), float(light[1]), float(light[2])),
        rim=(float(top[0]), float(top[1]), float(top[2])),
        side=side,
    )
