"""Transitions, drawn in planar yuv420p: dissolve, wipe, and fades from and to black."""

import cv2
import numpy as np

from film.media.h264 import Picture

WIPE_EDGE = 0.16
"""Width of a wipe's soft edge, as a share of the picture's."""


def fade(picture: Picture, level: float) -> Picture:
    """Return a picture between black (0) and itself (1)."""
    height = picture.shape[0] * 2 // 3
    black = np.full_like(picture, 128)
    black[:height] = 16
    return mix(black, picture, level)


def mix(before: Picture, after: Picture, share: float) -> Picture:
    """Return a dissolve from ``before`` (0) to ``after`` (1)."""
    return np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0), np.uint8)


def wipe(before: Picture, after: Picture, share: float) -> Picture:
    """Return a soft-edged wipe from left to right: ``before`` at 0, ``after`` at 1."""
    rows, width = before.shape
    height = rows * 2 // 3
    luma = _mask(width, share)
    chroma = _mask(width // 2, share)
    # A row of the chroma planes holds two of their lines side by side.
    mask = np.empty((rows, width), np.float32)
    mask[:height] = luma
    mask[height:] = np.tile(chroma, 2)
    blended = before + (after.astype(np.float32) - before) * mask
    return np.rint(blended).astype(np.uint8)


def _mask(width: int, share: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    edge = share * (1 + WIPE_EDGE)
    place = (np.arange(width, dtype=np.float32) + 0.5) / width
    inside = np.clip((edge - place) / WIPE_EDGE, 0, 1)
    return (inside * inside * (3 - 2 * inside)).astype(np.float32)


DRAW = {"dissolve": mix, "wipe": wipe}
"""What draws a transition between two pictures, by its name."""
