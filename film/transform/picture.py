"""How an uploaded video's pictures are coded: numbers of pixels, which way up, which colours."""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import av
import numpy as np
import numpy.typing as npt

from film.model import FilmModel

Rgb = npt.NDArray[np.uint8]
"""Height × width × 3, 8 bits, as the video's own primaries and transfer function have them."""

PIXELS = {
    f"{name}{depth}": int(bits)
    for name in ("yuv420p", "yuv422p", "yuv444p", "gray")
    for depth, bits in (("", "8"), ("10le", "10"), ("12le", "12"))
} | {"yuvj420p": 8, "yuvj422p": 8, "yuvj444p": 8}
"""The pixel formats that are taken, planar luma and colour differences, and their bits."""

_UNSPECIFIED = 2
_FULL = 2
_HDR = {16: "PQ", 18: "HLG"}
_WEIGHTS = {1: (0.2126, 0.0722), 7: (0.212, 0.087), 9: (0.2627, 0.0593), 10: (0.2627, 0.0593)}
"""Weights of red and blue in luma by matrix number (ITU-T H.273, table 4)."""
_WEIGHTS_601 = (0.299, 0.114)
_SCALERS = {1: "ITU709", 7: "SMPTE240M", 9: "BT2020", 10: "BT2020"}


class Colour(FilmModel):
    """What a video says of its colours, in the numbers of ITU-T H.273; 2 where it says nothing."""

    range: int = 0
    """1 limited (black is 16 of 255), 2 full, 0 not said."""
    primaries: int = _UNSPECIFIED
    transfer: int = _UNSPECIFIED
    matrix: int = _UNSPECIFIED

    @property
    def hdr(self) -> str:
        """``PQ`` or ``HLG`` for high dynamic range, else nothing."""
        return _HDR.get(self.transfer, "")

    def weights(self, height: int) -> tuple[float, float]:
        """Return the weights of red and blue in luma; guessed from the height if not said."""
        return _WEIGHTS.get(self._matrix(height), _WEIGHTS_601)

    def scaler(self, height: int) -> str:
        """Return the name that PyAV's scaler has for the matrix."""
        return _SCALERS.get(self._matrix(height), "ITU601")

    def full(self, pixels: str) -> bool:
        """Say whether black is 0."""
        return self.range == _FULL or pixels.startswith("yuvj")

    def _matrix(self, height: int) -> int:
        if self.matrix != _UNSPECIFIED:
            return self.matrix
        return 1 if height > 576 else 6


class Turn(NamedTuple):
    """What brings a coded picture upright: first transposed, then mirrored."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    def apply(self, coded: Rgb) -> Rgb:
        """Return the upright view of a coded picture (height × width × …)."""
        picture = coded.swapaxes(0, 1) if self.transpose else coded
        return self._mirror(picture)

    def undo(self, upright: Rgb) -> Rgb:
        """Return the coded view of an upright picture."""
        picture = self._mirror(upright)
        return picture.swapaxes(0, 1) if self.transpose else picture

    def _mirror(self, picture: Rgb) -> Rgb:
        picture = picture[::-1] if self.flip_y else picture
        return picture[:, ::-1] if self.flip_x else picture


def turn_of(matrix: Sequence[int]) -> Turn:
    """Return the turn of a display matrix (ISO 14496-12, 6.2.2), to the nearest right angle."""
    if len(matrix) != 9:
        return Turn()
    a, b, c, d = matrix[0], matrix[1], matrix[3], matrix[4]
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Turn(transpose=False, flip_x=a < 0, flip_y=d < 0)
    return Turn(transpose=True, flip_x=c < 0, flip_y=b < 0)


def display_matrix(frame: av.VideoFrame) -> tuple[int, ...]:
    """Return a decoded picture's display matrix, nine fixed-point numbers; nothing if it has none.

    A matrix that changes nothing counts as none.
    """
    side = _side_data(frame, "DISPLAYMATRIX")
    if len(side) != 36:
        return ()
    matrix = struct.unpack("=9i", side)
    return () if matrix[:2] == (1 << 16, 0) and matrix[3:5] == (0, 1 << 16) else matrix


def mastering(frame: av.VideoFrame) -> tuple[str, str]:
    """Return the mastering display and the light levels as x264 and x265 take them, or nothing.

    The first in units of 0.00002 (chromaticities) and 0.0001 cd/m² (SMPTE ST 2086), the second as
    the brightest pixel and the brightest picture in cd/m² (CTA-861.3).
    """
    display, light = "", ""
    side = _side_data(frame, "MASTERING_DISPLAY_METADATA")
    if len(side) >= 88 and all(struct.unpack("=2i", side[80:88])):
        numbers = [
            numerator / (denominator or 1)
            for numerator, denominator in struct.iter_unpack("=2i", side[:80])
        ]
        places = [round(number * 50_000) for number in numbers[:8]]
        red, green, blue, white = (places[at : at + 2] for at in (0, 2, 4, 6))
        low, high = (round(number * 10_000) for number in numbers[8:10])
        display = "".join(
            f"{name}({x},{y})"
            for name, (x, y) in zip(("G", "B", "R", "WP"), (green, blue, red, white), strict=True)
        )
        display += f"L({high},{low})"
    side = _side_data(frame, "CONTENT_LIGHT_LEVEL")
    if len(side) >= 8:
        light = ",".join(str(level) for level in struct.unpack("=2I", side[:8]))
    return display, light


def _side_data(frame: av.VideoFrame, name: str) -> bytes:
    side: Any = frame.side_data.get(name)
    return bytes(side) if side is not None else b""
