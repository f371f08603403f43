"""Cels: still parts of a figure kept as pixels, turned and laid where a pose has them."""

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
import skia

Pixels = npt.NDArray[np.uint8]

AREA = skia.Rect.MakeLTRB(-4, -9, 4, 4)
"""What of its space a part may cover, in head-heights."""
_FINER = 1.3
"""Least number of a cel's pixels to a pixel of the picture: fewer would blur it."""
_BUCKETS = 4
"""Sizes of cels to a doubling, so that a camera that comes closer can go on using them."""
_PROBE = 14.0
"""Pixels to a head-height at which a part's ink is looked for."""
_LARGEST = 4_000_000
"""Pixels of the largest cel: what would need more is drawn from its shapes."""
_KEPT_BYTES = 96_000_000


@dataclass(frozen=True)
class _Cel:
    pixels: Pixels
    """Premultiplied BGRA, shape (h, w, 4); nothing for a part without ink."""
    left: float
    top: float
    """Its corner in the part's space."""
    scale: float
    """Its pixels to a unit of the part's space."""

    @property
    def area(self) -> skia.Rect:
        height, width = self.pixels.shape[:2]
        return skia.Rect.MakeXYWH(self.left, self.top, width / self.scale, height / self.scale)


class Cels:
    """The cels of one figure, within bounded memory.

    A cel depends on its part and its size alone, never on what was drawn before.
    """

    def __init__(self) -> None:
        self._cels: OrderedDict[tuple[object, ...], _Cel | None] = OrderedDict()
        self._bytes = 0

    def lay(self, canvas: skia.Canvas, key: tuple[object, ...], part: skia.Picture) -> None:
        """Lay a part on a canvas of pixels, in the part's space; ``key`` names the part."""
        matrix = canvas.getTotalMatrix()
        scale = math.sqrt(abs(_determinant(matrix)))
        step = math.ceil(_BUCKETS * math.log2(_FINER * scale))
        cel = self._cel((*key, step), part, 2 ** (step / _BUCKETS))
        if cel is None:
            canvas.drawPicture(part)
        elif cel.pixels.size:
            _lay(canvas, matrix, cel)

    def _cel(self, key: tuple[object, ...], part: skia.Picture, scale: float) -> _Cel | None:
        if key in self._cels:
            self._cels.move_to_end(key)
            return self._cels[key]
        cel = self._cels[key] = _trace(part, scale)
        self._bytes += cel.pixels.nbytes if cel else 0
        while self._bytes > _KEPT_BYTES:
            _, old = self._cels.popitem(last=False)
            self._bytes -= old.pixels.nbytes if old else 0
        return cel


def _determinant(matrix: skia.Matrix) -> float:
    straight: float = matrix.getScaleX() * matrix.getScaleY()
    skewed: float = matrix.getSkewX() * matrix.getSkewY()
    return straight - skewed


def _trace(part: skia.Picture, scale: float) -> _Cel | None:
    """Draw a part's ink at a scale; None when that is too large."""
    probe = _rasterise(part, AREA.left(), AREA.top(), _PROBE, (AREA.width(), AREA.height()))
    x, y, width, height = cv2.boundingRect(cv2.extractChannel(probe, 3))
    if not width:
        return _Cel(np.zeros((0, 0, 4), np.uint8), 0.0, 0.0, scale)
    left, top = AREA.left() + (x - 2) / _PROBE, AREA.top() + (y - 2) / _PROBE
    size = ((width + 4) / _PROBE, (height + 4) / _PROBE)
    if size[0] * size[1] * scale * scale > _LARGEST:
        return None
    return _Cel(_rasterise(part, left, top, scale, size), left, top, scale)


def _rasterise(
    part: skia.Picture, left: float, top: float, scale: float, size: tuple[float, float]
) -> Pixels:
    pixels = np.zeros((math.ceil(size[1] * scale), math.ceil(size[0] * scale), 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(_info(pixels), pixels)
    canvas = surface.getCanvas()
    canvas.scale(scale, scale)
    canvas.translate(-left, -top)
    canvas.drawPicture(part)
    surface.flushAndSubmit()
    return pixels


def _info(pixels: Pixels) -> skia.ImageInfo:
    height, width = pixels.shape[:2]
    return skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)


def _lay(canvas: skia.Canvas, matrix: skia.Matrix, cel: _Cel) -> None:
    """Turn a cel with OpenCV, which is ten times faster at it, and lay it pixel on pixel."""
    seen = matrix.mapRect(cel.area).roundOut()
    if not seen.intersect(canvas.getDeviceClipBounds()):
        return
    back = skia.Matrix()
    if not matrix.invert(back):
        return
    s, x0, y0 = cel.scale, seen.left() + 0.5, seen.top() + 0.5
    a, b, c = s * back.getScaleX(), s * back.getSkewX(), s * (back.getTranslateX() - cel.left)
    d, e, f = s * back.getSkewY(), s * back.getScaleY(), s * (back.getTranslateY() - cel.top)
    turned = cv2.warpAffine(
        cel.pixels,
        np.array([
            [a, b, a * x0 + b * y0 + c - 0.5],
            [d, e, d * x0 + e * y0 + f - 0.5],
        ]),
        (seen.width(), seen.height()),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )  # fmt: skip
    pixels = cast(Pixels, turned)
    image = skia.Image.MakeFromRaster(skia.Pixmap(_info(pixels), pixels, pixels.strides[0]))
    canvas.save()
    canvas.resetMatrix()
    canvas.drawImage(image, seen.left(), seen.top(), skia.SamplingOptions())
    canvas.restore()
