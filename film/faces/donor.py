"""The face that is put over another: picked from a person's pictures and prepared once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import BadRequest
from film.faces import mesh, texture
from film.faces.find import Face, find_faces
from film.faces.nets import POINTS, Floats, Pixels
from film.faces.raster import resized

_MARGIN = 0.3
"""What is kept around the face, in its sizes."""
_LARGEST = 900
"""Pixels of the face beyond which a picture is shrunk: no film shows more."""
_LEVELS = 5


@dataclass(frozen=True, eq=False)
class DonorFace:
    """One picture of a face, ready to be laid over others."""

    levels: tuple[Pixels, ...]
    """The picture around the face, RGB, each half the size of the one before."""
    face: Face
    """The face in the first of them."""
    shape: npt.NDArray[np.float64]
    """468 × 3: its landmarks where the neutral face has them."""
    skin: Floats
    """Unrolled: what of it is face and not hair or background, 0 to 1."""
    lab: Floats
    """Unrolled, in L*a*b*."""

    @property
    def vertices(self) -> npt.NDArray[np.float64]:
        """504 × 2: the mesh's vertices in the first level."""
        return mesh.with_ring(self.face.landmarks[:, :2])

    def level_for(self, size: float) -> tuple[Pixels, float]:
        """Return the level to show the face ``size`` pixels large, and its scale to the first."""
        number = int(np.clip(np.floor(np.log2(self.face.size / size + 1e-6) + 0.25), 0, None))
        number = min(number, len(self.levels) - 1)
        return self.levels[number], 0.5**number


def prepare_donor(pictures: Sequence[Pixels]) -> DonorFace:
    """Return the donor face of a person's pictures (RGB).

    It is the one that looks most to the camera, and of those that do so alike the largest.
    BadRequest when none shows a face.
    """
    found = [(picture, faces[0]) for picture in pictures if (faces := find_faces(picture))]
    if not found:
        raise BadRequest("No face is seen in the persona's pictures: take one from the front")
    picture, face = max(found, key=lambda one: _worth(one[1]))
    picture, face = _framed(picture, face)
    vertices = mesh.with_ring(face.landmarks)
    unrolled = texture.unroll(picture, vertices)
    return DonorFace(
        levels=_levels(picture),
        face=face,
        shape=neutral_shape(face.landmarks),
        skin=texture.skin(unrolled) * texture.inside(),
        lab=texture.to_lab(unrolled),
    )


def neutral_shape(landmarks: Floats) -> npt.NDArray[np.float64]:
    """Return landmarks turned, scaled and moved to where the neutral face has them."""
    turn, scale, shift = head_of(landmarks)
    return np.asarray((landmarks.astype(float) - shift) @ turn / scale)


def head_of(
    landmarks: Floats,
) -> tuple[npt.NDArray[np.float64], float, npt.NDArray[np.float64]]:
    """Return rotation, scale and shift from the neutral face to a face in a picture."""
    still = mesh.face_mesh().rigid
    return mesh.align(mesh.canonical()[still], landmarks[still].astype(float))


def _worth(face: Face) -> float:
    return float(min(face.size, 400) / 400 - (abs(face.yaw) + 0.6 * abs(face.pitch)) / 20)


def _framed(picture: Pixels, face: Face) -> tuple[Pixels, Face]:
    """Return the part of a picture around a face, not larger than any film needs."""
    x0, y0, x1, y1 = face.box
    edge = _MARGIN * face.size
    height, width = picture.shape[:2]
    left, top = max(0, int(x0 - edge)), max(0, int(y0 - edge))
    right, bottom = min(width, int(x1 + edge) + 1), min(height, int(y1 + edge) + 1)
    part = picture[top:bottom, left:right]
    scale = min(1.0, _LARGEST / face.size)
    if scale < 1:
        part = resized(part, scale)
    moved = (face.landmarks - np.array([left, top, 0], np.float32)) * np.float32(scale)
    return np.ascontiguousarray(part), Face(moved, face.score, face.yaw, face.pitch, face.roll)


def _levels(picture: Pixels) -> tuple[Pixels, ...]:
    levels = [picture]
    while len(levels) < _LEVELS and min(levels[-1].shape[:2]) > 64:
        levels.append(resized(levels[-1], 0.5))
    return tuple(levels)


def features_shift(
    donor: npt.NDArray[np.float64], target: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return how the target's neutral landmarks move towards the donor's: 468 × 3.

    The outline keeps its place, for the head around it stays; lips and lids move as a whole, so
    that they open and close as they did; all between moves smoothly.
    """
    shift = donor - target
    for group in (tuple(i for ring in mesh.LIP_RINGS for i in ring), *mesh.EYELIDS):
        shift[list(group)] = shift[list(group)].mean(0)
    return np.asarray((_smoother() @ shift) * _freedom()[:, None])


@cache
def _smoother() -> npt.NDArray[np.float64]:
    flat = mesh.face_mesh().flat[:POINTS]
    gaps = ((flat[:, None] - flat[None]) ** 2).sum(2)
    kernel = np.exp(-gaps / (2 * _REACH**2))
    return np.asarray(kernel / kernel.sum(1, keepdims=True))


@cache
def _freedom() -> npt.NDArray[np.float64]:
    """Return how far each landmark may follow the donor: 0 on the outline."""
    flat = mesh.face_mesh().flat
    oval = np.asarray(flat[list(mesh.OVAL)], np.float32)
    depth = [cv2.pointPolygonTest(oval, (float(x), float(y)), True) for x, y in flat[:POINTS]]
    inner = np.clip(np.array(depth) / _RIM, 0, 1)
    return np.asarray(_LIKENESS * inner * inner * (3 - 2 * inner))


_REACH = 0.035
_RIM = 0.2
_LIKENESS = 0.85
"""How much of the donor's proportions is taken over where nothing else is in the way."""
