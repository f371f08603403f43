"""Planar pictures: sprites in Y'CbCr with alpha, resampled to a sub-pixel and blended fast."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import skia

from film.animatic.grade import Grade
from film.animatic.pixels import (
    Pixels,
    channel,
    halved,
    inverted,
    lay_over,
    less,
    resized,
    taken,
    times,
)

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

_PAD = 4
"""Transparent pixels kept round a sprite's ink, so that resampling fades to nothing."""
SPARE = 26
"""Pixels that sprites have more than is seen, right and below, to be scaled exactly with."""


@dataclass(frozen=True)
class Affine:
    """Where a sprite's reference pixels go in a frame: ``X = scale·x + dx``, ``Y = scale·y + dy``.

    Coordinates are continuous: pixel 0 spans 0 to 1.
    """

    scale: float
    dx: float
    dy: float

    def then(self, x: float, y: float) -> tuple[float, float]:
        """Map a point."""
        return self.scale * x + self.dx, self.scale * y + self.dy

    def after(self, reference: "Affine") -> "Affine":
        """Return what maps ``reference``'s pixels to this one's, for the same source."""
        ratio = self.scale / reference.scale
        return Affine(ratio, self.dx - ratio * reference.dx, self.dy - ratio * reference.dy)


@dataclass(frozen=True)
class Sprite:
    """A premultiplied picture in limited-range Y'CbCr 4:2:0, at an even place in pixels."""

    left: int
    top: int
    y: Pixels
    u: Pixels
    v: Pixels
    keep: Pixels | None
    """255 − alpha at luma size; None for an opaque picture."""
    keep_half: Pixels | None

    @property
    def rect(self) -> Rect:
        """The pixels it covers."""
        height, width = self.y.shape
        return self.left, self.top, self.left + width, self.top + height


class Frame:
    """A yuv420p picture whose planes are views of one array of shape (h·3/2, w)."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.data = np.empty((height * 3 // 2, width), np.uint8)
        self._bind()

    @classmethod
    def over(cls, data: Pixels) -> "Frame":
        """Look at an existing array of shape (h·3/2, w); it is shared, not copied."""
        frame = cls.__new__(cls)
        frame.width, frame.height = data.shape[1], data.shape[0] * 2 // 3
        frame.data = np.ascontiguousarray(data)
        frame._bind()
        return frame

    def _bind(self) -> None:
        width, height = self.width, self.height
        self.y = self.data[:height]
        chroma = self.data[height:].reshape(2, height // 2, width // 2)
        self.u, self.v = chroma[0], chroma[1]

    def fill(self, y: int, u: int, v: int) -> None:
        """Paint it one colour."""
        self.y[:], self.u[:], self.v[:] = y, u, v

    def copy_from(self, other: "Frame") -> None:
        """Take over another frame's picture of the same size."""
        np.copyto(self.data, other.data)

    def copy(self) -> "Frame":
        """Return an independent copy."""
        return Frame.over(self.data.copy())


Painter = Callable[[skia.Canvas], None]


def rasterise(paint: Painter, rect: Rect, matrix: Affine) -> Pixels:
    """Paint over ``rect`` of the reference pixels; premultiplied BGRA of shape (h, w, 4)."""
    left, top, right, bottom = rect
    pixels = np.zeros((bottom - top, right - left, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(
            right - left, bottom - top, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType
        ),
        pixels,
    )
    canvas = surface.getCanvas()
    canvas.translate(matrix.dx - left, matrix.dy - top)
    canvas.scale(matrix.scale, matrix.scale)
    paint(canvas)
    surface.flushAndSubmit()
    return pixels


def even_rect(left: float, top: float, right: float, bottom: float) -> Rect:
    """Return the smallest rectangle with even corners that holds the given one."""
    return (
        2 * int(np.floor(left / 2)),
        2 * int(np.floor(top / 2)),
        2 * int(np.ceil(right / 2)),
        2 * int(np.ceil(bottom / 2)),
    )


def crop_to_ink(pixels: Pixels, left: int, top: int) -> tuple[Pixels, int, int]:
    """Cut transparent surroundings off, to even places, leaving a small margin."""
    x, y, width, height = cv2.boundingRect(channel(pixels, 3))
    x0, y0, x1, y1 = even_rect(x - _PAD, y - _PAD, x + width + SPARE, y + height + SPARE)
    x0, y0 = max(x0, 0), max(y0, 0)
    return pixels[y0:y1, x0:x1], left + x0, top + y0


def to_sprite(pixels: Pixels, left: int, top: int, grade: Grade) -> Sprite:
    """Convert premultiplied BGRA with even sides, at an even place, to a graded planar sprite."""
    rgb = cast(Pixels, cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGB))
    matrix = grade.linear
    luma = channel(cast(Pixels, cv2.transform(rgb, matrix)), 0)
    chroma = cast(Pixels, cv2.transform(halved(rgb), matrix))
    blue, red = channel(chroma, 1), channel(chroma, 2)
    keep = inverted(channel(pixels, 3))
    if not keep.any():
        return Sprite(left, top, luma, blue, red, None, None)
    keep_half = halved(keep)
    offsets = grade.black  # the offsets weigh as much as the pixel is opaque
    return Sprite(
        left,
        top,
        less(luma, times(keep, offsets[0] / 255)),
        less(blue, times(keep_half, offsets[1] / 255)),
        less(red, times(keep_half, offsets[2] / 255)),
        keep,
        keep_half,
    )


def blend(frame: Frame, sprite: Sprite) -> None:
    """Lay a sprite over a frame where it stands, cut to the frame."""
    left, top = max(sprite.left, 0), max(sprite.top, 0)
    right = min(sprite.left + sprite.y.shape[1], frame.width)
    bottom = min(sprite.top + sprite.y.shape[0], frame.height)
    if left >= right or top >= bottom:
        return
    into = (slice(top, bottom), slice(left, right))
    out_of = (
        slice(top - sprite.top, bottom - sprite.top),
        slice(left - sprite.left, right - sprite.left),
    )
    _over(frame.y[into], sprite.y[out_of], None if sprite.keep is None else sprite.keep[out_of])
    into_half, out_of_half = _halved(into), _halved(out_of)
    keep = None if sprite.keep_half is None else sprite.keep_half[out_of_half]
    _over(frame.u[into_half], sprite.u[out_of_half], keep)
    _over(frame.v[into_half], sprite.v[out_of_half], keep)


def _halved(area: tuple[slice, slice]) -> tuple[slice, slice]:
    rows, columns = area
    return slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)


def _over(target: Pixels, source: Pixels, keep: Pixels | None) -> None:
    if keep is None:
        np.copyto(target, source)
        return
    lay_over(target, source, keep)


def resample(sprite: Sprite, move: Affine, bounds: Rect) -> Sprite | None:
    """Move and scale a sprite by a sub-pixel affine map; None when nothing lands in ``bounds``.

    Whole, even shifts cost nothing. ``bounds`` is the frame: left, top, right, bottom, all even.
    """
    if _is_whole(move):
        return _shifted(sprite, round(move.dx), round(move.dy))
    left, top, right, bottom = sprite.rect
    x0, y0 = move.then(left, top)
    x1, y1 = move.then(right, bottom)
    rect = even_rect(max(x0, bounds[0]), max(y0, bounds[1]), min(x1, bounds[2]), min(y1, bounds[3]))
    if rect[0] >= rect[2] or rect[1] >= rect[3]:
        return None
    local = Affine(move.scale, x0, y0)
    halved = Affine(move.scale, x0 / 2, y0 / 2)
    half = (rect[0] // 2, rect[1] // 2, rect[2] // 2, rect[3] // 2)
    return Sprite(
        rect[0],
        rect[1],
        _pull(sprite.y, local, rect),
        _pull(sprite.u, halved, half),
        _pull(sprite.v, halved, half),
        None if sprite.keep is None else _pull(sprite.keep, local, rect),
        None if sprite.keep_half is None else _pull(sprite.keep_half, halved, half),
    )


def _is_whole(move: Affine) -> bool:
    if abs(move.scale - 1) > 1e-9:
        return False
    return all(abs(shift - 2 * round(shift / 2)) < 1e-6 for shift in (move.dx, move.dy))


def _shifted(sprite: Sprite, dx: int, dy: int) -> Sprite:
    return Sprite(
        sprite.left + dx,
        sprite.top + dy,
        sprite.y,
        sprite.u,
        sprite.v,
        sprite.keep,
        sprite.keep_half,
    )


def _pull(plane: Pixels, move: Affine, rect: Rect) -> Pixels:
    """Sample ``plane`` (whose corner maps to ``move``'s offset) over ``rect`` of the frame.

    OpenCV's resize is several times faster than its affine warp but only knows ratios of whole
    sizes, and getRectSubPix is nearly free but knows no scale: one after the other they do both.
    """
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    start_x, start_y = rect[0] - move.dx, rect[1] - move.dy
    if abs(move.scale - 1) > 1e-9:
        columns = _stretch(plane.shape[1], start_x, width, move.scale)
        rows = _stretch(plane.shape[0], start_y, height, move.scale)
        part = plane[rows.first : rows.first + rows.count, columns.first :][:, : columns.count]
        plane = resized(part, columns.becomes, rows.becomes)
        start_x -= columns.first * move.scale
        start_y -= rows.first * move.scale
    return taken(plane, start_x, start_y, (width, height))


@dataclass(frozen=True)
class _Stretch:
    first: int
    count: int
    becomes: int


def _stretch(length: int, start: float, size: int, scale: float) -> _Stretch:
    """Choose a run of pixels whose scaled length is as good as whole, so that nothing jitters."""
    first = max(int(start / scale) - 3, 0)
    least = min(int((start + size) / scale) + 4, length) - first
    most = min(least + SPARE, length - first)
    count = min(range(least, most + 1), key=lambda n: abs(n * scale - round(n * scale)))
    return _Stretch(first, count, max(1, round(count * scale)))
