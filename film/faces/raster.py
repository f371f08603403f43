"""OpenCV's operations on pictures and layers, with the types that this package speaks of."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from film.faces.nets import Floats, Pixels

_cv: Any = cv2  # its stubs forbid what its functions take, such as None for a second map


def blur(layer: npt.NDArray[Any], sigma: float) -> Floats:
    """Return a layer (one channel or several) blurred by a Gaussian."""
    return np.asarray(_cv.GaussianBlur(np.asarray(layer, np.float32), (0, 0), sigma), np.float32)


def look_up(layer: Floats, where: Floats) -> Floats:
    """Return a layer's values at positions (height × width × 2: x, y), bilinearly."""
    at = np.ascontiguousarray(where, np.float32)
    edge = cv2.BORDER_REPLICATE
    return np.asarray(_cv.remap(layer, at, None, cv2.INTER_LINEAR, borderMode=edge), np.float32)


def sample(picture: Pixels, where: Floats) -> Pixels:
    """Return a picture's pixels at positions (height × width × 2: x, y), bilinearly."""
    at = np.ascontiguousarray(where, np.float32)
    edge = cv2.BORDER_REPLICATE
    return np.asarray(_cv.remap(picture, at, None, cv2.INTER_LINEAR, borderMode=edge), np.uint8)


def resized(picture: Pixels, scale: float) -> Pixels:
    """Return a picture smaller or larger by a factor, one pixel at the least."""
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
    return np.ascontiguousarray(_cv.resize(picture, size, interpolation=way), np.uint8)


def disc(size: int) -> Pixels:
    """Return a round neighbourhood so many pixels across, for morphology."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def grey_of(picture: Pixels) -> Pixels:
    """Return RGB as grey."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def shifted(layer: Floats, x: float, y: float) -> Floats:
    """Return a layer moved by pixels, its edges drawn out."""
    matrix = np.array([[1, 0, x], [0, 1, y]])
    size = (layer.shape[1], layer.shape[0])
    return np.asarray(_cv.warpAffine(layer, matrix, size, borderMode=cv2.BORDER_REPLICATE))
