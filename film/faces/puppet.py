"""A still selfie made to talk: cut out, its mouth by visemes, blinking, its head hardly still."""

from copy import copy
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import BadRequest
from film.faces import expression, mesh
from film.faces.cutout import clean_edges, cut_out
from film.faces.donor import head_of, neutral_shape
from film.faces.find import find_faces
from film.faces.lighting import Lighting, relight
from film.faces.nets import POINTS, Floats, Pixels
from film.faces.oral import draw_mouth
from film.faces.raster import resized, sample
from film.faces.texture import bare, to_lab, unroll
from film.faces.warp import Window, lay_out, window_around
from film.visemes import Mouth

_TALLEST = 1440
"""Pixels of a figure's height beyond which its picture is shrunk."""
_SMALLEST, _FINER = 300, 3.0
"""A face is enlarged to so many pixels, at most so many times: mouths are drawn finely then."""
_BLOCK = 8
"""Pixels from one point of the coarse map of the head's lean to the next."""
_ABOVE, _BELOW, _BESIDE = 0.75, 2.2, 1.9
"""What is kept of the picture above, below and beside the face, in its heights and widths."""


class Puppet:
    """One person's picture that speaks; the same picture and seed always move alike.

    BadRequest when the picture shows no face, EngineMissing without the face models.
    """

    def __init__(self, picture: Pixels, seed: int = 0) -> None:
        faces = find_faces(picture)
        if not faces:
            raise BadRequest(
                "No face is seen in the picture: take one from the front, in good light"
            )
        self.seed = seed
        picture = _framed(picture, faces[0].box)
        self.face = find_faces(picture)[0]
        alpha = cut_out(picture, self.face, seed)
        self._figure = np.dstack(
            [clean_edges(picture, alpha), np.rint(255 * alpha).astype(np.uint8)]
        )
        self._neutral = neutral_shape(self.face.landmarks)
        self._still = mesh.with_ring(self.face.landmarks, expression.RINGS)
        unrolled = unroll(picture, mesh.with_ring(self.face.landmarks))
        self._lightness = float(np.median(to_lab(unrolled)[bare() > 0.5][:, 0])) / 70

    def under(self, lighting: Lighting) -> Self:
        """Return the same person in a scene's light."""
        lit = copy(self)
        lit._figure = relight(self._figure, lighting)
        lit._lightness = self._lightness * float(np.mean(lighting.light))
        return lit

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its pictures."""
        return self._figure.shape[1], self._figure.shape[0]

    @property
    def still(self) -> Pixels:
        """The person as pictured, cut out: RGBA, not premultiplied."""
        return self._figure

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
        skin = np.where(
            inside[..., None] > 0.999, sample(figure[..., :3], where), figure[window.cut][..., :3]
        )
        gap = _between_lips(vertices, window)
        figure[window.cut][..., :3] = draw_mouth(
            skin, gap, vertices, mouth, self._lightness, window
        )
        return self._lean(figure, roll, yaw)

    def _vertices(
        self, mouth: Mouth, closed: float, turn: tuple[float, float]
    ) -> npt.NDArray[np.float64]:
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
        y, x = _blocks(height), _blocks(width)
        x, y = np.meshgrid(x, y)
        share = np.clip((neck[1] + 0.9 * self.face.size - y) / (1.1 * self.face.size), 0, 1)
        share = share * share * (3 - 2 * share)
        angle = -np.radians(roll) * share
        dx, dy = x - neck[0], y - neck[1]
        shift = -0.004 * yaw * self.face.size * share
        across = neck[0] + np.cos(angle) * dx - np.sin(angle) * dy + shift
        down = neck[1] + np.sin(angle) * dx + np.cos(angle) * dy
        coarse = np.dstack([across, down]).astype(np.float32)
        size = (coarse.shape[1] * _BLOCK, coarse.shape[0] * _BLOCK)
        fine = np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR), np.float32)
        return sample(figure, fine[_BLOCK : _BLOCK + height, _BLOCK : _BLOCK + width])


def lay(picture: Pixels, figure: Pixels, matrix: npt.NDArray[np.float64]) -> Pixels:
    """Return a picture (RGB) with a figure (RGBA) on it; ``matrix`` (2 × 3) places the figure."""
    alpha = figure[..., 3:].astype(np.float32) / 255
    layer = np.dstack([figure[..., :3] * alpha, alpha])
    shrink = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if shrink < 0.7:
        rows, columns = layer.shape[:2]
        size = (max(1, round(columns * shrink)), max(1, round(rows * shrink)))
        layer = np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32)
        scale = np.array([size[0] / columns, size[1] / rows])
        matrix = np.column_stack([matrix[:, :2] / scale, matrix[:, 2]])
    rows, columns = layer.shape[:2]
    corners = np.array([[0, 0], [columns, 0], [0, rows], [columns, rows]])
    window = window_around(corners @ matrix[:, :2].T + matrix[:, 2], picture)
    if window is None:
        return picture
    matrix = matrix - np.array([[0, 0, window.left], [0, 0, window.top]])
    shown = cv2.warpAffine(layer, matrix, (window.width, window.height))
    out = picture.copy()
    out[window.cut] = np.rint(picture[window.cut] * (1 - shown[..., 3:]) + shown[..., :3])
    return out


def _between_lips(vertices: npt.NDArray[np.float64], window: Window) -> Floats:
    """Return 1 between the lips in a window, 0 elsewhere, its edge smooth."""
    drawn = np.zeros((window.height, window.width), np.uint8)
    edge = vertices[list(mesh.LIPS_INNER), :2] - (window.left, window.top)
    fixed = np.round(edge * 16).astype(np.int32)  # in sixteenths of a pixel
    cv2.fillPoly(drawn, [fixed], 255, cv2.LINE_AA, 4)
    apart = float(np.linalg.norm(vertices[mesh.UPPER_LIP] - vertices[mesh.LOWER_LIP]))
    return np.asarray(drawn / 255 * np.clip(apart / 3 - 0.4, 0, 1), np.float32)


def _blocks(edge: int) -> Floats:
    """Return the middles of blocks of pixels along an edge, one more on each side."""
    count = -(-edge // _BLOCK) + 2
    return ((np.arange(count) - 1) * _BLOCK + (_BLOCK - 1) / 2).astype(np.float32)


def _framed(picture: Pixels, box: tuple[float, float, float, float]) -> Pixels:
    """Return head and shoulders of a picture, no larger than films need."""
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    height, width = picture.shape[:2]
    left, right = max(0, int(x0 - _BESIDE * wide)), min(width, int(x1 + _BESIDE * wide))
    top, bottom = max(0, int(y0 - _ABOVE * tall)), min(height, int(y1 + _BELOW * tall))
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    scale = min(max(1.0, min(_FINER, _SMALLEST / tall)), _TALLEST / part.shape[0])
    return resized(part, scale) if scale != 1 else part
