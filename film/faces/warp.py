"""Piecewise-affine warping over the face mesh: every triangle at once, and one remap a picture."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from film.faces.mesh import Mesh, face_mesh
from film.faces.nets import Floats, Pixels

GRID = 144
"""Cells along the longer side of the grid on which triangles are laid out.

Between cells the map is interpolated, which is exact inside a triangle and rounds its edges off.
"""


@dataclass(frozen=True)
class Window:
    """A rectangle of a picture around a face, and the coarse grid that lies on it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def cut(self) -> tuple[slice, slice]:
        """Rows and columns of the picture."""
        return (
            slice(self.top, self.top + self.height),
            slice(self.left, self.left + self.width),
        )

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows of the grid: no finer than the pixels."""
        step = max(1.0, max(self.width, self.height) / GRID)
        return max(1, round(self.width / step)), max(1, round(self.height / step))

    def to_grid(self, points: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """Return picture coordinates (N × 2) in the grid's cells, centres at whole numbers."""
        columns, rows = self.grid
        scale = np.array([columns / self.width, rows / self.height])
        return np.asarray((points - (self.left, self.top) + 0.5) * scale - 0.5, float)

    def spread(self, layer: Floats) -> Floats:
        """Return a layer of the grid (rows × columns × …) at the window's pixels."""
        size = (self.width, self.height)
        return np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_LINEAR), np.float32)


@dataclass(frozen=True, eq=False)
class Layout:
    """Which triangle covers each cell of a window's grid, and where in it the cell lies."""

    window: Window
    mesh: Mesh
    triangle: npt.NDArray[np.int32]
    """Rows × columns; −1 where there is none."""
    weights: Floats
    """Rows × columns × 3: the cell's barycentric coordinates."""

    def carry(self, values: npt.NDArray[np.floating]) -> Floats:
        """Return vertices' values (each K numbers) on the grid; 0 where no triangle is."""
        corners = values.astype(np.float32)[self.mesh.triangles]
        inside = self.triangle >= 0
        out = np.zeros((*self.triangle.shape, values.shape[1]), np.float32)
        out[inside] = np.einsum("nc,nck->nk", self.weights[inside], corners[self.triangle[inside]])
        return out

    def covered(self, marked: npt.NDArray[np.bool_]) -> Floats:
        """Return 1 on the cells of marked triangles (one flag each), 0 elsewhere."""
        return np.append(marked, False)[self.triangle].astype(np.float32)


def window_around(points: npt.NDArray[np.floating], picture: Pixels) -> Window | None:
    """Return the part of a picture that points (N × 2 or 3) span; None when they are beyond it."""
    height, width = picture.shape[:2]
    low = np.floor(points[:, :2].min(0)).astype(int) - 1
    high = np.ceil(points[:, :2].max(0)).astype(int) + 2
    left, top = max(0, int(low[0])), max(0, int(low[1]))
    right, bottom = min(width, int(high[0])), min(height, int(high[1]))
    if right - left < 2 or bottom - top < 2:
        return None
    return Window(left, top, right - left, bottom - top)


def lay_out(vertices: npt.NDArray[np.floating], window: Window, mesh: Mesh | None = None) -> Layout:
    """Lay a mesh's triangles (vertices × 3 in the picture) out on a window's grid.

    Triangles that face away are left out, and nearer ones lie on farther ones. All are scanned
    together: every cell of every triangle's bounding box is tried.
    """
    columns, rows = window.grid
    mesh = mesh or face_mesh()
    triangles = mesh.triangles
    corners = window.to_grid(vertices[:, :2])[triangles]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    twice = _cross(b - a, c - a)
    order = np.argsort(-vertices[:, 2][triangles].mean(1), kind="stable")
    order = order[twice[order] > 1e-6]
    low = np.ceil(np.clip(corners.min(1), 0, None)).astype(int)
    high = np.floor(np.minimum(corners.max(1), (columns - 1, rows - 1))).astype(int)
    spans = np.clip(high - low + 1, 0, None)[order]
    which, x, y = _cells(order, spans, low)
    point = np.column_stack([x, y])
    first = _cross(b[which] - point, c[which] - point) / twice[which]
    second = _cross(c[which] - point, a[which] - point) / twice[which]
    weights = np.column_stack([first, second, 1 - first - second])
    inside = (weights >= -1e-6).all(1)
    triangle = np.full((rows, columns), -1, np.int32)
    kept = np.zeros((rows, columns, 3), np.float32)
    triangle[y[inside], x[inside]] = which[inside]
    kept[y[inside], x[inside]] = weights[inside]
    return Layout(window, mesh, triangle, kept)


def _cells(
    order: npt.NDArray[np.intp], spans: npt.NDArray[np.int_], low: npt.NDArray[np.int_]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int_], npt.NDArray[np.int_]]:
    """Return triangle, column and row of each cell of the triangles' boxes, in their order."""
    counts = spans.prod(1)
    which = np.repeat(order, counts)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = np.repeat(np.maximum(spans[:, 0], 1), counts)
    return which, low[which, 0] + number % wide, low[which, 1] + number // wide


def _cross(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])
