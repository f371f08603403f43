"""Steadying landmarks in time: the One-Euro filter around what optical flow predicts; jitter."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.faces.find import Face, make_face
from film.faces.nets import Floats, Pixels
from film.faces.raster import resized

_WIDE = 96
"""Pixels of a face's longer side at which flow is followed, at most this many times as large."""
_RETURN = 1.0
"""Pixels by which a point may miss its origin when followed there and back."""
_ENOUGH = 12
_POINTS = (
    10, 67, 109, 338, 297, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 50, 280, 117, 346, 123, 352, 36,
    266, 205, 425, 187, 411, 133, 33, 362, 263, 70, 300, 105, 334, 55, 285, 98, 327, 61, 291, 199,
    175, 152, 58, 288, 172, 397,
)  # fmt: skip
"""Landmarks that are followed from frame to frame."""


class OneEuro:
    """The One-Euro filter on arrays: calm when slow, quick when fast.

    G. Casiez, N. Roussel, D. Vogel, "1 € Filter: A simple speed-based low-pass filter for noisy
    input in interactive systems", 2012.
    """

    def __init__(self, rate: float, floor: float, slope: float) -> None:
        """Take frames a second, the cut-off at rest in hertz, and its growth with the speed."""
        self.rate, self.floor, self.slope = rate, floor, slope
        self._speed: npt.NDArray[np.float64] | float = 0.0

    def blend(self, step: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return how much of each step (N × K, from the last answer to what is measured) to take.

        Speeds are lengths of steps a second; each of the N rows has one of its own.
        """
        self._speed = self._speed + self._alpha(1.0) * (step * self.rate - self._speed)
        speed = np.linalg.norm(self._speed, axis=1, keepdims=True)
        return np.asarray(self._alpha(self.floor + self.slope * speed))

    def _alpha(self, cutoff: npt.NDArray[np.float64] | float) -> npt.NDArray[np.float64]:
        return np.asarray(1 / (1 + self.rate / (2 * np.pi * np.asarray(cutoff))))


class Steady:
    """One face's landmarks through time, without the net's trembling.

    Optical flow carries the landmarks on with the head; the filter lets through what the net sees
    beyond that, in sizes of the face, so that a head's motion costs no lag.
    """

    def __init__(self, rate: float, face: Face) -> None:
        self.face = face
        self._filter = OneEuro(rate, floor=1.1, slope=9.0)

    def take(self, seen: Face, moved: Floats | None) -> Face:
        """Return the steadied face of a frame: what the net saw, and where flow carried the last.

        ``moved`` is the last face's landmarks in this frame; None when flow lost them.
        """
        if moved is None:
            self._filter = OneEuro(self._filter.rate, self._filter.floor, self._filter.slope)
            self.face = seen
            return seen
        size = max(seen.size, 1.0)
        step = (seen.landmarks - moved).astype(float) / size
        share = self._filter.blend(step)
        landmarks = moved + (share * step * size).astype(np.float32)
        self.face = make_face(landmarks, seen.score)
        return self.face

    def hold(self, moved: Floats) -> Face:
        """Return the face where flow alone carries it, in a frame that hides it from the net."""
        self.face = make_face(moved, 0.0)
        return self.face


def carry(before: Pixels, after: Pixels, face: Face) -> tuple[Floats, float] | None:
    """Return a face's landmarks carried from one frame (grey) to the next, and how surely.

    Some of them are followed by pyramids (B. Lucas and T. Kanade, 1981; J.-Y. Bouguet, 2000) there
    and back; a similarity through those that return carries all. Surely is the share that did.
    None when too few return.
    """
    x0, y0, x1, y1 = face.box
    edge = 0.35 * face.size
    height, width = before.shape
    left, top = max(0, int(x0 - edge)), max(0, int(y0 - edge))
    right, bottom = min(width, int(x1 + edge)), min(height, int(y1 + edge))
    if right - left < 16 or bottom - top < 16:
        return None
    scale = min(1.0, 2 * _WIDE / face.size)
    parts = [_small(frame[top:bottom, left:right], scale) for frame in (before, after)]
    corner = np.array([left, top], np.float32)
    points = ((face.landmarks[list(_POINTS), :2] - corner) * scale).astype(np.float32)
    there, good = _flow(parts[0], parts[1], points, None, winSize=(17, 17))[:2]
    back, kept = _flow(parts[1], parts[0], there, None, winSize=(17, 17))[:2]
    sure = (good.ravel() > 0) & (kept.ravel() > 0)
    sure &= np.linalg.norm(back - points, axis=1) < _RETURN
    if sure.sum() < _ENOUGH:
        return None
    matrix, fits = cv2.estimateAffinePartial2D(
        points[sure], there[sure], method=cv2.LMEDS, refineIters=10
    )
    if matrix is None:
        return None
    flat = ((face.landmarks[:, :2] - corner) * scale) @ matrix[:, :2].T + matrix[:, 2]
    grown = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    carried = np.column_stack([flat / scale + corner, face.landmarks[:, 2] * grown])
    return carried.astype(np.float32), float(fits.sum() / len(_POINTS))


def jitter(tracks: Sequence[Floats]) -> float:
    """Return how much landmarks (frames, each N × 2 or 3) tremble, in pixels rms.

    The second difference in time: steady motion has none, and independent noise has √6 times its
    own deviation in each coordinate. Fewer than three frames have none.
    """
    if len(tracks) < 3:
        return 0.0
    points = np.stack([track[:, :2] for track in tracks]).astype(float)
    second = np.diff(points, n=2, axis=0)
    return float(np.sqrt((second**2).sum(2).mean() / 6))


def shape_only(track: Sequence[Floats]) -> list[Floats]:
    """Return landmarks with the head's own motion taken out: each frame's laid on the first's."""
    still = mesh.face_mesh().rigid
    first = track[0][:, :2].astype(np.float32)
    laid = []
    for landmarks in track:
        matrix = cv2.estimateAffinePartial2D(landmarks[still, :2], first[still], method=cv2.LMEDS)[
            0
        ]
        laid.append((landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32))
    return laid


_flow: Any = cv2.calcOpticalFlowPyrLK


def _small(part: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return np.ascontiguousarray(part)
    return resized(part, scale)
