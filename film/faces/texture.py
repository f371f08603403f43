"""A face unrolled to a small square, in which all faces' features lie in the same places."""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.faces.nets import POINTS, Floats, Pixels
from film.faces.raster import blur, disc, sample
from film.faces.warp import Layout, Window, lay_out

SIDE = 96
"""Pixels to a side."""
_FINE = 2.2
"""A picture is shrunk first when the face in it has more than so many pixels to one here."""
_LEAST, _MOST = (7.5, 4.5, 5.0), (10.5, 8.0, 8.0)
"""One deviation of skin in L, a and b, by its own spread within these limits."""
_NEAR, _FAR = 2.0, 3.1
"""Deviations up to which something is skin, and from which it is something else."""
_SMALLEST = 7
"""Pixels across of the smallest thing that is told from skin: spectacle frames are not."""


def unroll(picture: Pixels, vertices: npt.NDArray[np.floating]) -> Pixels:
    """Return the face at vertices (504 × 2 or 3) of a picture as SIDE × SIDE × 3."""
    where = _layout().carry(vertices[:, :2])
    low = np.floor(vertices[:, :2].min(0)).astype(int) - 2
    high = np.ceil(vertices[:, :2].max(0)).astype(int) + 3
    shrink = float((high - low).max()) / SIDE / _FINE
    if shrink < 1:
        return sample(picture, where)
    left, top = np.clip(low, 0, None)
    part = picture[top : max(high[1], top + 1), left : max(high[0], left + 1)]
    if not part.size:
        return sample(picture, where)
    size = [max(1, round(edge / shrink)) for edge in part.shape[1::-1]]
    small = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    scale = np.array(size) / part.shape[1::-1]
    return sample(small, ((where - (left, top) + 0.5) * scale - 0.5).astype(np.float32))


def to_lab(picture: Pixels) -> Floats:
    """Return RGB as CIE L*a*b* (L 0 to 100)."""
    return np.asarray(cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB))


def low(layer: Floats, weight: Floats, sigma: float) -> Floats:
    """Return a layer blurred, where only weighted pixels count (normalised convolution).

    H. Knutsson and C.-F. Westin, "Normalized and differential convolution", 1993. Far from any
    weight it tends to the weighted mean.
    """
    flat = weight if layer.ndim == 2 else weight[..., None]
    mean = (layer * flat).sum((0, 1)) / max(float(weight.sum()), 1e-6)
    above, below = blur(layer * flat, sigma), blur(weight, sigma)
    below = below if layer.ndim == 2 else below[..., None]
    return np.asarray((above + 1e-3 * mean) / (below + 1e-3), np.float32)


@cache
def features() -> Floats:
    """Return 1 where eyes, brows, nostrils and lips lie, 0 on bare skin; soft-edged."""
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    for eye, brow in zip(mesh.EYELIDS, mesh.BROWS, strict=True):
        _fill(drawn, (*eye, *brow))
    _fill(drawn, mesh.LIPS_OUTER)
    _fill(drawn, (98, 2, 327, 94))
    return blur(cv2.dilate(drawn, disc(7)), 1.5)


@cache
def inside() -> Floats:
    """Return 1 within the face's oval, 0 beyond it."""
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(drawn, [_polygon(mesh.OVAL)], 1)
    return drawn.astype(np.float32)


@cache
def mouth() -> Floats:
    """Return 1 between the lips, 0 elsewhere; soft-edged."""
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    _fill(drawn, mesh.LIPS_INNER)
    return blur(drawn.astype(np.float32), 1.0)


@cache
def bare() -> Floats:
    """Return 1 on the skin that hair seldom covers: cheeks, nose, chin and the lower forehead."""
    middle = np.zeros((SIDE, SIDE), np.uint8)
    _fill(middle, (67, 297, 264, 361, 397, 152, 172, 132, 34))
    return np.asarray(middle.astype(np.float32) * (1 - features()))


@cache
def _forehead() -> Floats:
    """Return 1 above the brows, where a fringe may hang; soft-edged."""
    line = int(places()[[107, 336], 1].min()) - 2
    drawn = np.zeros((SIDE, SIDE), np.float32)
    drawn[:line] = 1
    return blur(drawn, 2.0)


def skin(texture: Pixels) -> Floats:
    """Return how likely each pixel of an unrolled face is skin or a feature of it: 0 to 1.

    Skin is what the face's own bare parts show, by medians in L*a*b*, with light that may fall
    off evenly over the face; what lies over less than half of them does not count. Features are
    taken for granted.
    """
    values = to_lab(np.asarray(cv2.medianBlur(texture, 3), np.uint8))
    values[..., 0] -= _slope(values[..., 0])
    known = values[bare() > 0.5]
    middle = np.median(known, axis=0)
    spread = 1.4826 * np.median(np.abs(known - middle), axis=0)
    strays = (values - middle) / np.clip(1.3 * spread, _LEAST, _MOST)
    away = np.sqrt((strays**2).sum(2))
    away += 0.6 * _forehead()
    other = np.clip((away - _NEAR) / (_FAR - _NEAR), 0, 1).astype(np.float32)
    return np.asarray(1 - _large(other * (1 - features())))


def _slope(light: Floats) -> Floats:
    """Return the plane through the lightness of bare skin, 0 in the middle; outliers left out."""
    axis = np.linspace(-1, 1, SIDE)
    x, y = np.meshgrid(axis, axis)
    known = bare() > 0.5
    plane = np.zeros(3)
    for limit in (np.inf, 2.5, 2.0):
        rest = light - plane[0] - plane[1] * x - plane[2] * y
        spread = max(4.0, 1.4826 * float(np.median(np.abs(rest[known]))))
        used = known & (np.abs(rest) < limit * spread)
        rows = np.column_stack([np.ones(int(used.sum())), x[used], y[used]])
        plane = np.linalg.lstsq(rows, light[used], rcond=None)[0]
    return np.asarray(plane[1] * x + plane[2] * y, np.float32)


def _large(layer: Floats) -> Floats:
    """Return a layer (0 to 1) without what is thin."""
    return blur(cv2.morphologyEx(layer, cv2.MORPH_OPEN, disc(_SMALLEST)), 1.2)


@cache
def _layout() -> Layout:
    flat = mesh.face_mesh().flat * (SIDE - 1)
    depths = np.zeros((len(flat), 1))
    return lay_out(np.hstack([flat, depths]), Window(0, 0, SIDE, SIDE))


def places() -> npt.NDArray[np.float64]:
    """Return where each vertex lies in an unrolled face: 504 × 2 pixels."""
    return np.asarray(mesh.face_mesh().flat * (SIDE - 1))


def _polygon(outline: tuple[int, ...]) -> npt.NDArray[np.int32]:
    return np.round(places()[list(outline)]).astype(np.int32)


def _fill(drawn: npt.NDArray[np.uint8], points: tuple[int, ...]) -> None:
    cv2.fillConvexPoly(drawn, cv2.convexHull(_polygon(points)), 1)


assert POINTS + len(mesh.OVAL) == 504  # noqa: S101  (what docstrings here count on)
