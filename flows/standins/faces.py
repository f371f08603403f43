"""Face swaps as a vendor would do them: the same pictures, with the donor's face in each."""

from collections.abc import Callable
from fractions import Fraction

import cv2
import numpy as np

from flows.standins import mouths, pictures
from flows.standins.clips import RATE
from flows.standins.mouths import Planes
from flows.standins.pictures import Picture

MIDDLE = (0.5, 0.42)
"""Where the face is put, in widths and heights."""
WIDE, HIGH = 0.2, 0.36
"""Half axes of the face, in heights of the picture."""
SOFT = 0.12
"""Share of the half axes over which the edge fades."""

Place = tuple[int, int, int, int]
"""Left, top, width and height in pixels, even numbers."""


def swap_in(video: bytes, donor: bytes, seconds: Fraction | None = None) -> bytes:
    """Return the video with the donor's face in the middle of every frame.

    At most ``seconds`` long; RefusalError (422) when either cannot be read.
    """
    footage = mouths.footage_of(video)
    kept = len(footage.frames) if seconds is None else max(1, round(seconds * footage.rate))
    frames = footage.frames[:kept]
    put = _putter(frames[0].shape[1], footage.height, pictures.read(donor))
    silence = np.zeros(round(Fraction(len(frames)) / footage.rate * RATE), np.float32)
    return mouths.written(footage, (put(planes) for planes in frames), silence, RATE)


def swap_in_picture(picture: bytes, donor: bytes) -> Picture:
    """Return a picture with the donor's face in its middle."""
    target, face = pictures.read(picture), pictures.read(donor)
    height, width = target.shape[:2]
    place, mask = _place(width, height)
    return _mixed(target, _fitted(face, place), mask, place)


def _putter(width: int, height: int, donor: Picture) -> Callable[[Planes], Planes]:
    """Return what puts the donor's face into one frame after another."""
    place, mask = _place(width, height)
    left, top, wide, high = place
    quarter = (left // 2, top // 2, wide // 2, high // 2)
    chroma = np.asarray(cv2.resize(mask, quarter[2:], interpolation=cv2.INTER_AREA), np.uint8)
    face = cv2.cvtColor(_fitted(donor, place), cv2.COLOR_BGR2YUV_I420)
    luma, *colours = _split(np.asarray(face, np.uint8), high)

    def put(planes: Planes) -> Planes:
        drawn = planes.copy()
        own_luma, *own_colours = _split(drawn, height)
        _mixed(own_luma, luma, mask, place)
        for own, colour in zip(own_colours, colours, strict=True):
            _mixed(own, colour, chroma, quarter)
        return drawn

    return put


def _split(planes: Planes, height: int) -> tuple[Planes, Planes, Planes]:
    """Return a frame's luma and its two chromas, each as a picture: views, not copies."""
    width = planes.shape[1]
    flat, luma, half = planes.reshape(-1), width * height, (height // 2, width // 2)
    quarter = half[0] * half[1]
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma + quarter].reshape(half),
        flat[luma + quarter :].reshape(half),
    )


def _place(width: int, height: int) -> tuple[Place, Planes]:
    """Return where the face goes, and how far each of its pixels covers what is there (0..255)."""
    wide = min(round(2 * height * WIDE), width) // 4 * 4
    high = min(round(2 * height * HIGH), height) // 4 * 4
    left = min(max(0, round(width * MIDDLE[0] - wide / 2)), width - wide) // 2 * 2
    top = min(max(0, round(height * MIDDLE[1] - high / 2)), height - high) // 2 * 2
    down, across = np.mgrid[-1 : 1 : complex(high), -1 : 1 : complex(wide)]
    distance = np.sqrt(down**2 + across**2)
    mask = np.clip((1 - distance) / SOFT, 0, 1) * 255
    return (left, top, wide, high), mask.astype(np.uint8)


def _fitted(donor: Picture, place: Place) -> Picture:
    """Return the middle of the donor's picture, as large as the place."""
    _, _, wide, high = place
    scale = max(wide / donor.shape[1], high / donor.shape[0])
    size = (max(wide, round(donor.shape[1] * scale)), max(high, round(donor.shape[0] * scale)))
    resized = cv2.resize(donor, size, interpolation=cv2.INTER_AREA)
    top, left = (size[1] - high) // 2, (size[0] - wide) // 2
    return np.ascontiguousarray(resized[top : top + high, left : left + wide], np.uint8)


def _mixed(target: Planes, face: Planes, mask: Planes, place: Place) -> Planes:
    left, top, wide, high = place
    region = target[top : top + high, left : left + wide].astype(np.uint16)
    share = mask.astype(np.uint16).reshape(*mask.shape, *([1] * (target.ndim - 2)))
    mixed = (face * share + region * (255 - share)) // 255
    target[top : top + high, left : left + wide] = mixed.astype(np.uint8)
    return target
