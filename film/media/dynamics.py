"""Dynamics: how far music gives way to speech, and how far the limiter closes, over time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from film.clock import SAMPLE_RATE
from film.media.loudness import PEAK_BLOCK, from_decibels

CEILING = -1.8
"""dBTP that the master never passes; AAC adds up to half a decibel to it."""
ATTACK, RELEASE = SAMPLE_RATE * 3 // 10, SAMPLE_RATE * 9 // 10
"""Samples in which the others give way before a word, and come back after it."""
BREATH = SAMPLE_RATE * 9 // 10
"""Pauses up to this many samples do not bring the others back."""

_LOOK_AHEAD, _HOLD = 12, 45
"""Blocks of 64 samples in which the limiter closes before a peak, and stays closed after it."""


class Ducking:
    """How far the others give way to speech: 0 not at all, 1 all the way."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._at, self._depth = [0], [0.0]
        for start, stop in _joined(spans):
            self._at += [max(self._at[-1], start - ATTACK), start, stop, stop + RELEASE]
            self._depth += [0.0, 1.0, 1.0, 0.0]

    def depth(self, start: int, length: int) -> npt.NDArray[np.float32]:
        """Return the depth of each of some samples of the film."""
        linear = np.interp(
            np.arange(start, start + length, dtype=np.float64), self._at, self._depth
        )
        eased = linear * linear * (3 - 2 * linear)
        return eased.astype(np.float32)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans between which the music could not come back and go again."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start - joined[-1][1] < max(BREATH, ATTACK + RELEASE):
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def limiter(peaks: npt.NDArray[np.float32], gain: float) -> npt.NDArray[np.float64]:
    """Return the limiter's factor at the middle of each block: smooth, and never too late."""
    needed = np.minimum(1.0, from_decibels(CEILING) / np.maximum(peaks * gain, 1e-9))
    if needed.min(initial=1.0) >= 1.0:
        return np.ones(peaks.size)
    # The least within reach of the smoothing window (and a block more on either side, for the
    # interpolation between blocks), so that smoothing never lets a peak through.
    before, after = _LOOK_AHEAD + 2, _LOOK_AHEAD + _HOLD
    padded = np.pad(needed, (after, before), constant_values=1.0)
    windows = np.lib.stride_tricks.sliding_window_view(padded, before + after + 1)
    least = windows.min(axis=1)
    smooth = np.hanning(2 * _LOOK_AHEAD + 1)
    edged = np.pad(least, _LOOK_AHEAD, mode="edge")
    return np.convolve(edged, smooth / smooth.sum(), mode="valid")


def curve_at(curve: npt.NDArray[np.float64], start: int, length: int) -> npt.NDArray[np.float32]:
    """Return the limiter's factor at each of some samples."""
    at = (np.arange(start, start + length) - PEAK_BLOCK / 2) / PEAK_BLOCK
    return np.interp(at, np.arange(curve.size), curve).astype(np.float32)
