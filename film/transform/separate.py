"""Dialogue apart from background: where there is no centre channel, by how voices sound.

A short-time spectrum is masked softly by four things that set speech apart from music and ambience:

* it is in the middle of a stereo picture: left and right have it alike;
* it does not stand still: what is there most of the time is music or noise (a low percentile);
* what spreads over all frequencies at once is a beat or a click (median over frequency). These two
  are harmonic/percussive separation after D. Fitzgerald (DAFx 2010), with voices between them;
* it lies in the range of voices.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal

from film.transform.stems import Mono, Sound

CHUNK = 20
"""Seconds that are parted at once."""
CONTEXT = 2
"""Seconds before and after that are looked at as well: more than any filter reaches."""

_WINDOW = 0.046
"""Seconds of a frame; four overlap everywhere."""
_STEADY = 2.0
"""Seconds over which what stands still is looked for."""
_LOW = 30
"""Percentile over those seconds that counts as standing still: speech pauses more often."""
_STEADY_WEIGHT, _WIDE_WEIGHT = 0.5, 0.05
"""How much both weigh against what moves: the best of a search over mixes of speech with scores
and noise at 0, 6 and 12 dB, by the distortion of dialogue and background together."""
_EVERY = 4
"""Frames of which one is looked at for that."""
_WIDE = 450.0
"""Hertz over which the median is what spreads over all frequencies."""
_RANGE = ((0, 0), (70, 0), (110, 1), (5_000, 1), (9_000, 0.4), (11_000, 0))
"""Hertz, and how much of it may be voice."""
_SIDES = 3.0
"""Power to which likeness of left and right is raised."""
_FLOOR = 1e-9

Mask = npt.NDArray[np.float32]
"""Frequencies × frames, 0 to 1."""
Spectrum = npt.NDArray[np.complex64]


class Separator:
    """Parts sounds of a rate; what it gives does not depend on how a sound is cut into chunks."""

    def __init__(self, rate: int) -> None:
        size = 1 << round(np.log2(_WINDOW * rate))
        self.hop = size // 4
        self.step = self.hop * _EVERY
        """Samples of which a chunk has to be a multiple."""
        window = signal.windows.hann(size, sym=False)
        self._transform = signal.ShortTimeFFT(window, self.hop, rate)
        self._frequencies = self._transform.f
        self._top = int(np.searchsorted(self._frequencies, _RANGE[-1][0]))
        self._frames_a_second = rate / self.hop
        self._hertz_a_bin = rate / size

    def dialogue(self, sound: Sound) -> Mono:
        """Return what is dialogue in one or two channels (samples × channels), as one channel.

        Of two channels it is in both alike.
        """
        count = len(sound)
        if count < self.step:
            sound = np.pad(sound, ((0, self.step - count), (0, 0)))
        left, right = sound[:, 0], sound[:, -1]
        middle = (left + right) / 2
        spectrum = self._transform.stft(middle).astype(np.complex64)
        mask = np.zeros(spectrum.shape, np.float32)
        mask[: self._top] = self._voice(np.abs(spectrum[: self._top]))
        if sound.shape[1] == 2:
            side = self._transform.stft((left - right) / 2).astype(np.complex64)
            mask *= _alike(spectrum, side)
        found = self._transform.istft(spectrum * mask, k1=len(middle))
        return np.asarray(found[:count], np.float32)

    def _voice(self, level: Mask) -> Mask:
        """Return how much of each place in a spectrum is voice, by its loudness there."""
        steady = np.minimum(self._steady(level), level) * np.float32(_STEADY_WEIGHT)
        wide = ndimage.median_filter(level, (self._odd(_WIDE / self._hertz_a_bin), 1))
        moving = np.maximum(level**2 - steady**2, 0)
        beats = np.minimum(wide, level) ** 2 * np.float32(_WIDE_WEIGHT)
        mask = moving / (moving + steady**2 + beats + _FLOOR)
        hertz, share = np.array(_RANGE).T
        reach = np.interp(self._frequencies[: self._top], hertz, share).astype(np.float32)
        return np.asarray(ndimage.uniform_filter(mask, (3, 3)) * reach[:, None], np.float32)

    def _steady(self, level: Mask) -> Mask:
        """Return what stands still, from every fourth frame of the whole spectrum."""
        places = np.arange(0, level.shape[1], _EVERY)
        span = self._odd(_STEADY * self._frames_a_second / _EVERY)
        lows = ndimage.percentile_filter(level[:, places], _LOW, (1, span), mode="nearest")
        nearest = np.minimum(np.arange(level.shape[1]) // _EVERY, len(places) - 1)
        return np.asarray(lows[:, nearest], np.float32)

    @staticmethod
    def _odd(number: float) -> int:
        return max(3, round(number) // 2 * 2 + 1)


def _alike(middle: Spectrum, side: Spectrum) -> Mask:
    """Return how much of each place sounds alike left and right."""
    inside, outside = np.abs(middle) ** 2, np.abs(side) ** 2
    inside = ndimage.uniform_filter(inside, (3, 5))
    outside = ndimage.uniform_filter(outside, (3, 5))
    return np.asarray((inside / (inside + outside + _FLOOR)) ** _SIDES, np.float32)


@cache
def separator(rate: int) -> Separator:
    """Return the separator of a sample rate."""
    return Separator(rate)
