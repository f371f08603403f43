"""Pixel arithmetic: OpenCV's fast saturating operations on 8-bit planes, with their types."""

from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def times(plane: Pixels, factor: float) -> Pixels:
    """Return a plane times a factor, rounded and cut to 0–255."""
    return cast(Pixels, cv2.convertScaleAbs(plane, alpha=factor))


def weighed(plane: Pixels, weights: Pixels) -> Pixels:
    """Return a plane with each pixel times its weight of 0–255, as a share of 255."""
    return cast(Pixels, cv2.multiply(plane, weights, scale=1 / 255))


def less(plane: Pixels, other: Pixels) -> Pixels:
    """Return the difference, never below 0."""
    return cast(Pixels, cv2.subtract(plane, other))


def plus(plane: Pixels, other: Pixels) -> Pixels:
    """Return the sum, never above 255."""
    return cast(Pixels, cv2.add(plane, other))


def inverted(plane: Pixels) -> Pixels:
    """Return 255 minus each pixel."""
    return cast(Pixels, cv2.bitwise_not(plane))


def lay_over(target: Pixels, colour: Pixels, keep: Pixels) -> None:
    """Lay premultiplied colour over ``target`` in place; ``keep`` is 255 minus its alpha."""
    cv2.multiply(target, keep, dst=target, scale=1 / 255)
    cv2.add(target, colour, dst=target)


def channel(picture: Pixels, index: int) -> Pixels:
    """Return one channel of an interleaved picture as a plane."""
    return cast(Pixels, cv2.extractChannel(picture, index))


def halved(picture: Pixels) -> Pixels:
    """Return a picture with even sides at half its size; each pixel is the mean of four."""
    return cast(Pixels, cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def resized(picture: Pixels, width: int, height: int) -> Pixels:
    """Return a picture scaled bilinearly to a width and a height."""
    return cast(Pixels, cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR))


def taken(picture: Pixels, x: float, y: float, size: tuple[int, int]) -> Pixels:
    """Return ``size`` (width, height) pixels from a sub-pixel corner; edges are repeated."""
    centre = (x + (size[0] - 1) / 2, y + (size[1] - 1) / 2)
    return cast(Pixels, cv2.getRectSubPix(picture, size, centre))


def softened(picture: Pixels, sigma: float) -> Pixels:
    """Return a picture blurred by a Gaussian; less than half a pixel leaves it sharp."""
    if sigma < 0.5:
        return picture
    return cast(Pixels, cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))


def looked_up(plane: Pixels, table: Pixels) -> None:
    """Replace each value of a plane by the table's, in place."""
    cv2.LUT(plane, table, dst=plane)
