"""A still selfie made to talk: cut out, its mouth by visemes, blinking, its head hardly still."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import BadRequest
from film.faces import expression, mesh
from film.faces.cutout import clean_edges, cut_out
from film.faces.donor import head_of, neutral_shape
from film.faces.find import find_faces
from film.faces.nets import POINTS, Floats, Pixels
from film.faces.oral import draw_mouth
from film.faces.texture import bare, to_lab, unroll
from film.faces.warp import Window, lay_out, sample, window_around
from film.visemes import Mouth

_TALLEST = 1440
"""Pixels of a figure's height beyond which its picture is shrunk."""
_SMALLEST, _FINER = 300, 3.0
"""A face is enlarged to so many pixels, at most so many times: mouths are drawn finely then."""
_ABOVE, _BELOW, _BESIDE = 0.75, 2.2, 1.9
"""What is kept of the picture above, below and beside the face, in its heights and widths."""


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


class Puppet:
    """One person's picture that speaks; the same picture and seed always move alike.

    BadRequest when the picture shows no face, EngineMissing without the face models.
    """

    def __init__(self, picture: Pixels, seed: int = 0) -> None:
        faces = find_faces(picture)
        if not faces:
            raise BadRequest("No face is seen in the picture: take one from the front, in good light")
        self.seed = seed
        picture = _framed(picture, faces[0].box)
        self.face = find_faces(picture)[0]
        alpha = cut_out(picture, self.face, seed)
        self._figure = np.dstack([clean_edges(picture, alpha), np.rint(255 * alpha).astype(np.uint8)])
        self._neutral = neutral_shape(self.face.landmarks)
        self._still = mesh.with_ring(self.face.landmarks, expression.RINGS)
        unrolled = unroll(picture, mesh.with_ring(self.face.landmarks))
        self._lightness = float(np.median(to_lab(unrolled)[bare() > 0.5][:, 0])) / 70

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its pictures."""
        return self._figure.shape[1], self._figure.shape[0]

    def draw(self, mouth: Mouth, time: float) -> Pixels:
        """Return the person saying a mouth shape at a time in seconds: RGBA, not premultiplied."""
        yaw, pitch, roll = expression.head_at(self.seed, time)
        vertices = self._vertices(mouth, expression.closed_at(self.seed, time), (yaw, pitch))
        figure = self._figure.copy()
        window = window_around(np.concatenate([vertices, self._still]), figure)
        assert window is not None, "a face was found in the picture"  # noqa: S101
        layout = lay_out(vertices, window, mesh.face_mesh(expression.RINGS))
        inside = window.spread(layout.covered(np.ones(len(layout.mesh.triangles), bool)))
        where = window.spread(layout.carry(self._still[:, :2]))
        skin = np.where(inside[..., None] > 0.999, sample(figure[..., :3], where), figure[window.cut][..., :3])
        gap = window.spread(layout.covered(layout.mesh.mouth))
        figure[window.cut][..., :3] = draw_mouth(skin, gap, vertices, mouth, self._lightness, window)
        return self._lean(figure, roll, yaw)

    def _vertices(self, mouth: Mouth, closed: float, turn: tuple[float, float]) -> npt.NDArray[np.float64]:
        """Return the mesh's vertices in the picture, in pixels: 540 × 3."""
        moves = expression.speak(self._neutral, mouth) + expression.blink(self._neutral, closed)
        wanted = expression.turned(self._neutral + moves, *turn)
        rotation, scale, _ = head_of(self.face.landmarks)
        pixels = scale * (wanted - self._neutral) @ rotation.T
        vertices = self._still.copy()
        vertices[:POINTS] += pixels
        vertices[POINTS : POINTS + len(mesh.OVAL)] += 0.55 * pixels[list(mesh.OVAL)]
        return vertices

    def _lean(self, figure: Pixels, roll: float, yaw: float) -> Pixels:
        """Lean the head about the neck; the shoulders follow less and less."""
        height, width = figure.shape[:2]
        x0, y0, x1, y1 = self.face.box
        neck = np.array([(x0 + x1) / 2, y1 + 0.1 * (y1 - y0)])
        step = 8
        y, x = np.mgrid[0 : height + step : step, 0 : width + step : step].astype(np.float32)
        share = np.clip((neck[1] + 0.9 * self.face.size - y) / (1.1 * self.face.size), 0, 1)
        share = share * share * (3 - 2 * share)
        angle = -np.radians(roll) * share
        dx, dy = x - neck[0], y - neck[1]
        shift = -0.004 * yaw * self.face.size * share
        at = np.dstack([
            neck[0] + np.cos(angle) * dx - np.sin(angle) * dy + shift,
            neck[1] + np.sin(angle) * dx + np.cos(angle) * dy,
        ]).astype(np.float32)  # fmt: skip
        at = cv2.resize(at, (at.shape[1] * step, at.shape[0] * step), interpolation=cv2.INTER_LINEAR)
        middle = (step - 1) // 2
        at = at[middle : middle + height, middle : middle + width]
        return np.asarray(cv2.remap(figure, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def relight(figure: Pixels, lighting: Lighting) -> Pixels:
    """Return a figure (RGBA) as a scene lights it: tint, a shaded side, a rim of light."""
    height, width = figure.shape[:2]
    alpha = figure[..., 3].astype(np.float32) / 255
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.sign(lighting.side or 1)
    far = np.clip(0.5 - 0.5 * across / 0.7, 0, 1)[..., None] * abs(lighting.side)
    factor = np.array(lighting.light, np.float32) * (1 - far * (1 - np.array(lighting.shade, np.float32)))
    colours = figure[..., :3].astype(np.float32) * factor
    reach = max(1.0, width / 90)
    inner = cv2.GaussianBlur(alpha, (0, 0), reach)
    moved = np.float32([[1, 0, -np.sign(lighting.side or 1) * reach * 1.5], [0, 1, reach]])
    edge = alpha * np.clip(1 - cv2.warpAffine(inner, moved, (width, height), borderMode=cv2.BORDER_REPLICATE), 0, 1)
    rim = np.array(lighting.rim, np.float32) * 255
    colours += (lighting.rim_strength * edge)[..., None] * (rim - colours)
    out = figure.copy()
    out[..., :3] = np.rint(np.clip(colours, 0, 255))
    return out


def lighting_of(plate: Pixels, side: float = -0.6) -> Lighting:
    """Return the light that a background (RGB) suggests: its tint and how bright it is."""
    small = cv2.resize(plate, (32, 18), interpolation=cv2.INTER_AREA).reshape(-1, 3) / 255
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


def lay(picture: Pixels, figure: Pixels, matrix: npt.NDArray[np.float64]) -> Pixels:
    """Return a picture (RGB) with a figure (RGBA) on it; ``matrix`` (2 × 3) maps figure to picture."""
    shrink = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if shrink < 0.7:
        size = (max(1, round(figure.shape[1] * shrink)), max(1, round(figure.shape[0] * shrink)))
        scale = np.array([size[0] / figure.shape[1], size[1] / figure.shape[0]])
        figure = cv2.resize(_premultiplied(figure), size, interpolation=cv2.INTER_AREA)
        matrix = np.column_stack([matrix[:, :2] / scale, matrix[:, 2]])
    else:
        figure = _premultiplied(figure)
    shown = cv2.warpAffine(figure, matrix, picture.shape[1::-1], flags=cv2.INTER_LINEAR)
    return np.rint(picture * (1 - shown[..., 3:]) + shown[..., :3]).astype(np.uint8)


def _premultiplied(figure: Pixels) -> Floats:
    alpha = figure[..., 3:].astype(np.float32) / 255
    return np.dstack([figure[..., :3] * alpha, alpha])


def _framed(picture: Pixels, box: tuple[float, float, float, float]) -> Pixels:
    """Return head and shoulders of a picture, no larger than films need."""
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    height, width = picture.shape[:2]
    left, right = max(0, int(x0 - _BESIDE * wide)), min(width, int(x1 + _BESIDE * wide))
    top, bottom = max(0, int(y0 - _ABOVE * tall)), min(height, int(y1 + _BELOW * tall))
    part = picture[top:bottom, left:right]
    scale = min(max(1.0, min(_FINER, _SMALLEST / tall)), _TALLEST / part.shape[0])
    if scale != 1:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    return np.ascontiguousarray(part)


__all__ = ["Lighting", "Puppet", "Window", "lay", "lighting_of", "relight"]
