"""Finding faces: BlazeFace's boxes, then 468 landmarks in a crop that is turned upright."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.faces.nets import DETECTOR_SIZE, MESH_SIZE, Floats, Pixels, nets

MIN_SCORE = 0.5
"""What counts as a face, by the mesh's presence."""
_HINT = 0.4
"""What the detector has to say for the mesh to look: that one hardly errs."""
_SAME = 0.3
"""Overlap (intersection over union) from which two boxes are one face."""
_CROP = 1.5
"""Side of the mesh's crop, in the longer side of the face's box."""
_STRIDE = 4
_LONG = 1.3
"""Pictures longer than this many of their short sides are searched in squares as well."""
_LARGE, _TILE = 480, 0.5
"""Pictures of so many pixels in which no face is found are searched for small ones, in squares of
half their short side."""


@dataclass(frozen=True, eq=False)
class Face:
    """One face in one picture; pixels, with the centre of the top left pixel at (0, 0)."""

    landmarks: Floats
    """468 × 3: x, y, and depth in the same unit, smaller nearer to the camera."""
    score: float
    """How sure the mesh is that this is a face: 0 to 1."""
    yaw: float
    """Degrees; positive looks to the picture's right."""
    pitch: float
    """Degrees; positive looks down."""
    roll: float
    """Degrees; positive leans clockwise."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the landmarks."""
        (x0, y0), (x1, y1) = self.landmarks[:, :2].min(0), self.landmarks[:, :2].max(0)
        return float(x0), float(y0), float(x1), float(y1)

    @property
    def size(self) -> float:
        """The longer side of its box in pixels."""
        x0, y0, x1, y1 = self.box
        return max(x1 - x0, y1 - y0)

    @property
    def eyes(self) -> Floats:
        """2 × 2: the centres of the eyes, the picture's left one first."""
        return np.stack([self.landmarks[list(eye), :2].mean(0) for eye in mesh.EYES])


@dataclass(frozen=True, eq=False)
class Region:
    """A turned square of a picture that should hold one upright face."""

    centre: tuple[float, float]
    side: float
    roll: float
    """Radians, clockwise."""

    def matrix(self, pixels: int) -> npt.NDArray[np.float64]:
        """Return the 2 × 3 map from a crop of so many pixels a side to the picture."""
        scale = self.side / pixels
        cos, sin = scale * np.cos(self.roll), scale * np.sin(self.roll)
        turn = np.array([[cos, -sin], [sin, cos]])
        middle = (pixels - 1) / 2
        return np.column_stack([turn, np.array(self.centre) - turn @ (middle, middle)])


def find_faces(image: Pixels) -> tuple[Face, ...]:
    """Return the faces in an RGB picture (height × width × 3, uint8), the largest first.

    EngineMissing when the models are not there.
    """
    height, width = image.shape[:2]
    found = _faces(image, _squares(width, height))
    if not found and min(width, height) >= _LARGE:
        found = _faces(image, _tiles(width, height, _TILE * min(width, height)))
    return tuple(sorted(found, key=lambda face: -face.size))


def _faces(image: Pixels, squares: list[tuple[float, float, float]]) -> list[Face]:
    """Return the faces that the detector sees in squares of a picture and the mesh confirms."""
    found: list[Face] = []
    for region in _detect(image, squares):
        face = face_in(image, region, passes=2)
        if face and all(overlap(face.box, other.box) < _SAME for other in found):
            found.append(face)
    return found


def face_in(image: Pixels, region: Region, passes: int = 1) -> Face | None:
    """Return the face in a region of a picture, or None where the mesh sees none.

    Each further pass looks again in the region that the landmarks of the last one give.
    """
    for turn in range(passes):
        points, logit = nets().mesh(cut(image, region, MESH_SIZE))
        landmarks = _to_picture(points, region)
        if turn < passes - 1:
            region = region_of(landmarks)
    score = _sigmoid(logit)
    return make_face(landmarks, score) if score >= MIN_SCORE else None


def make_face(landmarks: Floats, score: float) -> Face:
    """Return a face from its landmarks, with its pose by them."""
    yaw, pitch, roll = mesh.pose_of(landmarks)
    return Face(landmarks.astype(np.float32), score, yaw, pitch, roll)


def region_of(landmarks: Floats) -> Region:
    """Return where to look for the same face again: half around its box, turned by its eyes."""
    right, left = (landmarks[list(eye), :2].mean(0) for eye in mesh.EYES)
    roll = float(np.arctan2(left[1] - right[1], left[0] - right[0]))
    turn = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]])
    upright = landmarks[:, :2] @ turn.T
    low, high = upright.min(0), upright.max(0)
    x, y = turn.T @ ((low + high) / 2)
    return Region((float(x), float(y)), _CROP * float((high - low).max()), roll)


def cut(image: Pixels, region: Region, pixels: int) -> Pixels:
    """Return a region upright, so many pixels a side; black beyond the picture's edge."""
    finer = min(4, max(1, round(region.side / pixels)))
    crop = cv2.warpAffine(
        image,
        region.matrix(pixels * finer),
        (pixels * finer, pixels * finer),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    if finer > 1:
        crop = cv2.resize(crop, (pixels, pixels), interpolation=cv2.INTER_AREA)
    return np.asarray(crop, np.uint8)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the intersection over the union of two boxes (left, top, right, bottom)."""
    return float(_overlaps(np.array(one), np.array([other]))[0])


def _to_picture(points: Floats, region: Region) -> Floats:
    matrix = region.matrix(MESH_SIZE)
    flat = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return np.column_stack([flat, points[:, 2] * (region.side / MESH_SIZE)]).astype(np.float32)


def _detect(image: Pixels, squares: list[tuple[float, float, float]]) -> list[Region]:
    """Return where BlazeFace sees faces, the surest first."""
    rows, scores = list[npt.NDArray[np.float64]](), list[npt.NDArray[np.float64]]()
    for x, y, side in squares:
        boxes, logits = nets().detect(cut(image, _square(x, y, side), DETECTOR_SIZE))
        sure = np.flatnonzero(logits > np.log(_HINT / (1 - _HINT)))
        rows.append(decode(boxes, sure) * side + np.tile([x, y], 8) - 0.5)
        scores.append(1 / (1 + np.exp(-logits[sure].astype(float))))
    merged = merge(np.concatenate(rows), np.concatenate(scores))
    return [_region_of_detection(row) for row in merged]


def _squares(width: int, height: int) -> list[tuple[float, float, float]]:
    """Return left, top and side of the squares that are searched.

    The whole picture, a wider one around it for faces that fill it, and, where a picture is long,
    overlapping squares along it.
    """
    long, short = max(width, height), min(width, height)
    squares = [
        ((width - long * grown) / 2, (height - long * grown) / 2, long * grown)
        for grown in (1.0, 1.7)
    ]
    return squares + (_tiles(width, height, short) if long > _LONG * short else [])


def _tiles(width: int, height: int, side: float) -> list[tuple[float, float, float]]:
    """Return squares that cover a picture and overlap by a quarter at least."""
    columns, rows = (
        np.linspace(0, edge - side, 1 + int(np.ceil((edge - side) / (0.75 * side) - 1e-9)))
        for edge in (width, height)
    )
    return [(float(x), float(y), side) for y in rows for x in columns]


def _square(x: float, y: float, side: float) -> Region:
    middle = side / 2 - 0.5
    return Region((x + middle, y + middle), side, 0.0)


@cache
def _anchors() -> npt.NDArray[np.float64]:
    """Return the centres of BlazeFace's 4-pixel cells in rows, in sides of its square."""
    cells = DETECTOR_SIZE // _STRIDE
    middles = (np.arange(cells) + 0.5) / cells
    y, x = np.meshgrid(middles, middles, indexing="ij")
    return np.column_stack([x.ravel(), y.ravel()])


def decode(boxes: Floats, cells: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return the box (left, top, right, bottom) and six (x, y) key points of some cells.

    All are in sides of the square.

    A cell tells the box's centre, its size, then the key points (eyes, nose, mouth, ears), all in
    pixels, from its own centre (V. Bazarevsky and others, "BlazeFace", 2019).
    """
    raw = boxes[cells].astype(float).reshape(-1, 8, 2) / DETECTOR_SIZE
    centre = _anchors()[cells]
    middle, half = raw[:, 0] + centre, raw[:, 1] / 2
    points = raw[:, 2:] + centre[:, None]
    return np.concatenate([middle - half, middle + half, points.reshape(-1, 12)], axis=1)


def merge(
    rows: npt.NDArray[np.float64], scores: npt.NDArray[np.float64]
) -> list[npt.NDArray[np.float64]]:
    """Return one row a face: those that overlap are averaged by their scores.

    BlazeFace's blending in place of suppression, which steadies boxes in time.
    """
    merged: list[npt.NDArray[np.float64]] = []
    left = np.argsort(-scores, kind="stable")
    while left.size:
        near = _overlaps(rows[left[0]], rows[left]) > _SAME
        near[0] = True
        merged.append(np.average(rows[left[near]], axis=0, weights=scores[left[near]]))
        left = left[~near]
    return merged


def _overlaps(
    row: npt.NDArray[np.float64], rows: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    low, high = np.maximum(row[:2], rows[:, :2]), np.minimum(row[2:4], rows[:, 2:4])
    shared = np.clip(high - low, 0, None).prod(1)
    areas = (rows[:, 2:4] - rows[:, :2]).prod(1) + (row[2:4] - row[:2]).prod()
    return np.asarray(shared / np.maximum(areas - shared, 1e-9))


def _region_of_detection(row: npt.NDArray[np.float64]) -> Region:
    right, left = row[4:6], row[6:8]
    x, y = (row[:2] + row[2:4]) / 2
    roll = float(np.arctan2(left[1] - right[1], left[0] - right[0]))
    return Region((float(x), float(y)), _CROP * float((row[2:4] - row[:2]).max()), roll)


def _sigmoid(logit: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(logit, -60, 60))))
