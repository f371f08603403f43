"""The face mesh: its neutral shape, its triangles, its features, and a head's pose by it.

``canonical.txt`` beside this module holds 468 points (x right, y down, z away from the camera; the
distance between the eyes' centres is 1, their middle the origin). They are our own measurement: the
net's answers on two public-domain portraits and their mirror images, each seen in 27 crops, aligned
and averaged (J. C. Gower, "Generalized Procrustes analysis", 1975) and made symmetric.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from film.faces.nets import POINTS, Floats

Indices = npt.NDArray[np.int32]

EYES = ((33, 133), (362, 263))
"""The corners of the eyes, left to right in the picture."""
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""The face's outline, clockwise from the top of the forehead."""
LIPS_OUTER = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
LIPS_INNER = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
"""The lips' edges, clockwise from the picture's left corner."""
LIP_RINGS = (
    LIPS_OUTER,
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306, 307, 320, 404, 315, 16, 85, 180, 90, 77),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292, 325, 319, 403, 316, 15, 86, 179, 89, 96),
    LIPS_INNER,
)
"""The rows of points that run around the mouth, from the lips' outer to their inner edge."""
EYELIDS = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382),
)
"""The lids' edges, clockwise from each eye's left corner."""
BROWS = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (336, 296, 334, 293, 300, 276, 283, 282, 295, 285),
)
"""The eyebrows' outlines."""
UPPER_LIP, LOWER_LIP = 13, 14
"""The middles of the lips' inner edges."""
CHIN, FOREHEAD, NOSE = 152, 10, 1
CHEEKS = (50, 280)

RING = 0.14
"""How far the usual ring lies beyond the oval, in distances from the face's middle."""
_AXIS = 0.9
"""Depth of the axis of the cylinder onto which the mesh is unrolled."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles over the landmarks and over rings around them."""

    flat: npt.NDArray[np.float64]
    """Vertices × 2: where each lies on the unrolled face, 0 to 1 (x right, y down)."""
    triangles: Indices
    """N × 3 vertices, clockwise on the screen."""
    mouth: npt.NDArray[np.bool_]
    """N: whether a triangle lies between the lips."""
    eyes: npt.NDArray[np.bool_]
    """N: whether a triangle lies between eyelids."""
    rigid: Indices
    """Landmarks that no expression moves much: brow bones, nose, temples, cheekbones."""


@cache
def canonical() -> npt.NDArray[np.float64]:
    """Return the neutral face, 468 × 3, read-only."""
    points = np.loadtxt(Path(__file__).with_name("canonical.txt"))
    points.setflags(write=False)
    return points


@cache
def twins() -> Indices:
    """Return, for each landmark, the one on the other side of the face."""
    points = canonical()
    gaps = np.linalg.norm((points * (-1, 1, 1))[:, None] - points[None], axis=2)
    return np.asarray(gaps.argmin(1), np.int32)


@cache
def face_mesh(rings: tuple[float, ...] = (RING,)) -> Mesh:
    """Return the mesh: the Delaunay triangulation of the neutral face unrolled from a cylinder.

    Its vertices are the 468 landmarks, then 36 for each ring.
    """
    from scipy.spatial import Delaunay

    flat = with_ring(_unroll(_parted(canonical())), rings)
    triangles = Delaunay(flat).simplices.astype(np.int32)
    (ax, ay), (bx, by), (cx, cy) = (flat[triangles[:, corner]].T for corner in range(3))
    turned = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < 0
    triangles[turned] = triangles[turned][:, ::-1]
    low, high = flat.min(0), flat.max(0)
    lids = np.array([np.isin(triangles, eye).all(1) for eye in EYELIDS])
    return Mesh(
        flat=(flat - low) / (high - low),
        triangles=triangles,
        mouth=np.asarray(np.isin(triangles, LIPS_INNER).all(1)),
        eyes=np.asarray(lids.any(0)),
        rigid=_rigid(),
    )


def with_ring(
    points: npt.NDArray[np.floating], rings: tuple[float, ...] = (RING,)
) -> npt.NDArray[np.float64]:
    """Return landmarks (468 × 2 or 3) followed by rings of 36 around the oval.

    A ring of 0.14 lies 14 % farther from the oval's middle than the oval does.
    """
    whole = np.asarray(points, float)
    oval = whole[list(OVAL)]
    out = oval - oval.mean(0)
    return np.concatenate([whole, *(oval + ring * out for ring in rings)])


def pose_of(landmarks: Floats) -> tuple[float, float, float]:
    """Return yaw, pitch and roll of a head in degrees.

    Positive yaw looks to the picture's right, positive pitch down, positive roll leans clockwise.
    """
    turn = align(canonical()[_rigid()], landmarks[_rigid()].astype(float))[0]
    # The nose points along −z: where that axis goes gives yaw and pitch.
    x, y, z = -turn[:, 2]
    across = turn[:, 0]
    yaw, pitch = np.arctan2(x, -z), np.arctan2(y, np.hypot(x, z))
    return float(np.degrees(yaw)), float(np.degrees(pitch)), float(np.degrees(_lean(across)))


def align(
    source: npt.NDArray[np.float64], target: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], float, npt.NDArray[np.float64]]:
    """Return rotation, scale and shift that bring points (N × 3) nearest to others.

    Least squares: S. Umeyama, "Least-squares estimation of transformation parameters between two
    point patterns", 1991.
    """
    from_, to = source - source.mean(0), target - target.mean(0)
    left, sizes, right = np.linalg.svd(to.T @ from_)
    signs = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    turn = (left * signs) @ right
    scale = float((sizes * signs).sum() / (from_**2).sum())
    return turn, scale, target.mean(0) - scale * turn @ source.mean(0)


def opening(landmarks: Floats) -> float:
    """Return how far the lips are apart, in distances between the eyes' centres."""
    eyes = [landmarks[list(eye)].mean(0) for eye in EYES]
    gap = np.linalg.norm(landmarks[UPPER_LIP] - landmarks[LOWER_LIP])
    return float(gap / max(float(np.linalg.norm(eyes[1] - eyes[0])), 1e-6))


def lids(landmarks: Floats) -> tuple[float, float]:
    """Return how far each eye is open: the gap between its lids in widths of the eye."""
    gaps = []
    for outline in EYELIDS:
        eye = landmarks[list(outline), :2]
        width = max(float(np.linalg.norm(eye[8] - eye[0])), 1e-6)
        gaps.append(float(np.linalg.norm(eye[3:6] - eye[13:10:-1], axis=1).mean()) / width)
    return gaps[0], gaps[1]


@cache
def _rigid() -> Indices:
    points = canonical()
    soft = set(LIPS_OUTER) | set(LIPS_INNER) | {i for outline in EYELIDS for i in outline}
    still = (points[:, 1] < 0.62) & (np.abs(points[:, 0]) < 0.95)
    return np.array([i for i in range(POINTS) if still[i] and i not in soft], np.int32)


def _parted(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a face with its jaw down and its lips flattened to rings around the open mouth.

    The gap between the lips then gets triangles of its own, and no lip is rolled up.
    """
    parted = points.copy()
    outer = parted[list(LIPS_OUTER)]
    middle = (points[UPPER_LIP, 1] + points[LOWER_LIP, 1]) / 2
    drop = 0.3 * np.clip(1 - (points[:, 0] / (1.3 * outer[:, 0].max())) ** 2, 0, None)
    parted[:, 1] += np.where(points[:, 1] > middle, drop, 0)
    outer = parted[list(LIPS_OUTER)]
    centre = (outer.max(0) + outer.min(0)) / 2
    for number, ring in enumerate(LIP_RINGS):
        parted[list(ring)] = outer + (centre - outer) * 0.16 * number
    return parted


def _unroll(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points (N × 3) on a cylinder around the head, laid flat."""
    angle = np.arctan2(points[:, 0], _AXIS - points[:, 2])
    return np.column_stack([angle, points[:, 1]])


def _lean(across: npt.NDArray[np.float64]) -> float:
    return float(np.arctan2(across[1], across[0]))
