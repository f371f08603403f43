"""Sync: how far a mouth runs behind or ahead of the voice it speaks with."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy import signal

from film.clock import SAMPLE_RATE

_GRID = 240
"""Samples between two readings: 5 ms."""
_WIDEST = 60
"""Readings that the two are shifted by at most, either way: 300 ms."""


def mouth_offset(opening: Sequence[float], sound: npt.ArrayLike, rate: Fraction) -> float:
    """Return by how many milliseconds a mouth's opening follows the sound; negative if it leads.

    ``opening`` has one value per frame at ``rate``; ``sound`` is mono at 48 kHz and begins with
    frame 0. The answer is the shift of highest correlation, within ±300 ms, between the opening's
    root and the loudness of what an open mouth lets out (450 to 2,800 Hz: little of hum and
    hiss), both of which even out how far a vowel opens; 0 where either never changes.
    """
    heard = np.asarray(sound, np.float64)
    if not len(opening) or heard.size < 4 * _GRID:
        return 0.0
    loud = _loudness(heard)
    middles = (np.arange(len(opening)) + 0.5) * SAMPLE_RATE / float(rate)
    mouth = np.interp((np.arange(loud.size) + 0.5) * _GRID, middles, np.sqrt(opening))
    if np.ptp(loud) == 0 or np.ptp(mouth) == 0:
        return 0.0
    likeness = signal.correlate(_padded(mouth), _padded(loud), "full", "fft")
    middle = likeness.size // 2
    near = likeness[middle - _WIDEST : middle + _WIDEST + 1]
    best = int(near.argmax())
    return (best - _WIDEST + _summit(near, best)) * 1_000 * _GRID / SAMPLE_RATE


def _padded(curve: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.pad(curve - curve.mean(), _WIDEST)


def _loudness(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the voice's loudness every 5 ms, in sones' spirit: power to a third, smoothed."""
    sos = signal.butter(3, (450, 2_800), "bandpass", fs=SAMPLE_RATE, output="sos")
    heard = signal.sosfilt(sos, sound)
    whole = np.pad(heard, (0, -heard.size % _GRID)).reshape(-1, _GRID)
    power = np.square(whole).mean(axis=1)
    kernel = np.hanning(11)[1:-1]
    smooth = signal.convolve(power, kernel / kernel.sum(), "same")
    return np.asarray(np.maximum(smooth, 0) ** (1 / 3))


def _summit(curve: npt.NDArray[np.float64], top: int) -> float:
    """Return where between its neighbours the top of a parabola through them lies."""
    if not 0 < top < curve.size - 1:
        return 0.0
    before, here, after = curve[top - 1 : top + 2]
    bend = before - 2 * here + after
    return float((before - after) / (2 * bend)) if bend else 0.0
