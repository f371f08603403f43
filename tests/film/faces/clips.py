"""Clips with known faces: public-domain portraits that move over a background of our own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

_PORTRAITS = {
    "astronaut": ("skimage", "data/astronaut.png"),  # E. Collins, NASA: public domain
    "admiral": ("matplotlib", "mpl-data/sample_data/grace_hopper.jpg"),  # G. Hopper, US Navy: too
}


@cache
def portrait(name: str) -> Pixels:
    """Return a portrait that a package carries: RGB, read-only."""
    package, place = _PORTRAITS[name]
    spec = find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / place
    picture = np.asarray(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), np.uint8)
    picture.setflags(write=False)
    return picture


@cache
def background(width: int, height: int) -> Pixels:
    """Return a wall with soft blotches: no face, enough texture for motion to be seen."""
    dice = np.random.default_rng(7)
    coarse = dice.uniform(60, 150, (9, 16, 3)).astype(np.float32)
    fine = dice.normal(0, 5, (height, width, 1)).astype(np.float32)
    wall = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) + fine
    return np.clip(wall, 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Path2D:
    """How a portrait moves: its middle, its size and its lean, swinging about their means."""

    x: float = 0.5
    """Of the frame's width."""
    y: float = 0.52
    sway: float = 0.1
    """Swing of the middle, of the frame's height."""
    lean: float = 8.0
    """Degrees to either side."""
    size: float = 1.0
    """Height of the portrait, of the frame's."""
    breathe: float = 0.08
    """Swing of the size, as a share."""
    mirrored: bool = False

    def matrix(self, time: float, source: Pixels, width: int, height: int) -> Matrix:
        """Return the 2 × 3 map from the portrait to the frame at a time in seconds."""
        rows, columns = source.shape[:2]
        scale = self.size * height / rows * (1 + self.breathe * np.sin(1.7 * time))
        angle = np.radians(self.lean * np.sin(2.3 * time))
        cos, sin = scale * np.cos(angle), scale * np.sin(angle)
        turn = np.array([[cos, -sin], [sin, cos]])
        if self.mirrored:
            turn = turn @ np.diag([-1.0, 1.0])
        aim = np.array([self.x * width, self.y * height])
        aim += self.sway * height * np.array([np.sin(2 * time), 0.4 * np.cos(3.1 * time)])
        return np.column_stack([turn, aim - turn @ ((columns - 1) / 2, (rows - 1) / 2)])


def place(frame: Pixels, source: Pixels, matrix: Matrix) -> Pixels:
    """Lay a portrait over a frame, its edges soft."""
    rows, columns = source.shape[:2]
    alpha = np.zeros((rows, columns), np.float32)
    alpha[12:-12, 12:-12] = 1
    alpha = cv2.GaussianBlur(alpha, (0, 0), 4)
    size = (frame.shape[1], frame.shape[0])
    layered = np.dstack([source.astype(np.float32), alpha])
    shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if shrink < 0.8:  # as a lens would, without aliasing
        layered = cv2.GaussianBlur(layered, (0, 0), 0.45 / shrink)
    warped = cv2.warpAffine(layered, matrix, size)
    shown, share = warped[..., :3], warped[..., 3:]
    return np.rint(frame + share * (shown - frame)).astype(np.uint8)


def moving(
    name: str, frames: int, path: Path2D | None = None, shape: tuple[int, int] = (640, 360)
) -> Iterator[tuple[Pixels, Matrix]]:
    """Yield frames (24 a second) of a portrait that moves, and where it is in each."""
    path = path or Path2D()
    source = portrait(name)
    for number in range(frames):
        matrix = path.matrix(number / 24, source, *shape)
        yield place(background(*shape), source, matrix), matrix


def lit(frame: Pixels, time: float) -> Pixels:
    """Return a frame whose light comes from one side and changes."""
    side = np.linspace(-1, 1, frame.shape[1], dtype=np.float32)[None, :, None]
    light = 0.85 + 0.2 * np.sin(2.2 * time) * side + 0.1 * np.sin(5 * time)
    tint = np.array([1.05, 1.0, 0.9], np.float32)
    return np.clip(frame * light * tint, 0, 255).astype(np.uint8)


def with_hand(frame: Pixels, x: float, y: float, width: float) -> Pixels:
    """Return a frame with an upright arm in front, about ``x``, from ``y`` down."""
    out = frame.copy()
    left, right = int(x - width / 2), int(x + width / 2)
    arm = np.zeros(frame.shape[:2], np.float32)
    cv2.rectangle(arm, (left, int(y + width / 2)), (right, frame.shape[0]), 1, -1)
    cv2.ellipse(arm, ((x, y + width / 2), (width, width * 1.3), 0), 1, -1)
    arm = cv2.GaussianBlur(arm, (0, 0), 1.2)[..., None]
    ramp = (
        1
        - 0.35
        * np.abs(np.linspace(-1, 1, frame.shape[1]) * frame.shape[1] / 2 + frame.shape[1] / 2 - x)[
            None, :, None
        ]
        / width
    )
    colour = np.array([120, 78, 58], np.float32) * np.clip(ramp, 0.5, 1)
    return np.rint(out + arm * (colour - out)).astype(np.uint8)


def turned(name: str, yaw: float, pitch: float = 0.0) -> Pixels:
    """Return a portrait whose face is turned by degrees in depth, by its own landmarks' depth."""
    from film.faces.donor import head_of, neutral_shape
    from film.faces.expression import turned as turn
    from film.faces.find import find_faces
    from film.faces.mesh import face_mesh, with_ring
    from film.faces.raster import sample
    from film.faces.warp import lay_out, window_around

    picture = portrait(name)
    face = find_faces(picture)[0]
    rings = (0.25, 0.7, 1.2)
    rotation, scale, shift = head_of(face.landmarks)
    points = scale * turn(neutral_shape(face.landmarks), yaw, pitch) @ rotation.T + shift
    still, moved = (with_ring(each, rings) for each in (face.landmarks, points))
    moved[-36:] = still[-36:]
    window = window_around(still, picture)
    assert window
    layout = lay_out(moved, window, face_mesh(rings))
    covered = window.spread(layout.covered(np.ones(len(layout.mesh.triangles), bool)))
    out = picture.copy()
    shown = sample(picture, window.spread(layout.carry(still[:, :2])))
    out[window.cut] = np.where(covered[..., None] > 0.999, shown, out[window.cut])
    return out
