"""Loudness and true peak as broadcasters measure them: ITU-R BS.1770-5 and EBU R 128, in chunks."""

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from film.clock import SAMPLE_RATE
from film.deliverables import Loudness

Sound = npt.NDArray[np.float32]
"""Samples × channels, ±1 full scale, 48 kHz."""

SILENCE = -70.0
"""LUFS: the absolute gate; whatever is quieter counts as silence."""
STEP = SAMPLE_RATE // 10
"""Samples between two gating blocks of 400 ms."""
PEAK_BLOCK = 64
"""Samples that share one true-peak reading."""

# BS.1770's shelf and high-pass at 48 kHz, as one filter of fourth order.
_SHELF = ([1.53512485958697, -2.69169618940638, 1.19839281085285],
          [1.0, -1.69065929318241, 0.73248077421585])  # fmt: skip
_HIGH_PASS = ([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621])
_NUMERATOR = np.convolve(_SHELF[0], _HIGH_PASS[0])
_DENOMINATOR = np.convolve(_SHELF[1], _HIGH_PASS[1])
_ORDER = _DENOMINATOR.size - 1
_BLOCK = 64
"""Samples that are filtered at once; STEP holds a whole number of them."""
_OVERSAMPLING = 4
_TAPS = 12
"""Taps of each phase of the interpolator, as in BS.1770's annex 2."""


class LoudnessMeter:
    """Takes a sound in chunks of any length and tells its integrated loudness."""

    def __init__(self) -> None:
        self._state: npt.NDArray[np.float64] | None = None
        self._rest: Sound | None = None
        self._steps: list[npt.NDArray[np.float64]] = []

    def add(self, chunk: Sound) -> None:
        """Take the next samples (two channels, or one that sounds on both)."""
        sound = chunk.reshape(len(chunk), -1)
        if self._rest is not None:
            sound = np.concatenate((self._rest, sound))
        whole = len(sound) // STEP * STEP
        self._rest = sound[whole:].copy() if whole < len(sound) else None
        if not whole:
            return
        channels = sound.shape[1]
        if self._state is None:
            self._state = np.zeros((channels, _ORDER))
        blocks = np.ascontiguousarray(sound[:whole].T).reshape(channels, -1, _BLOCK)
        weighted, self._state = _weigh(blocks, self._state)
        stretches = weighted.reshape(channels, -1, STEP)
        power = np.einsum("cst,cst->cs", stretches, stretches).sum(axis=0, dtype=np.float64)
        self._steps.append(power * ((3 - channels) / STEP))

    def steps(self) -> npt.NDArray[np.float64]:
        """Return the K-weighted power of every 100 ms, summed over the channels."""
        return np.concatenate(self._steps) if self._steps else np.zeros(0)

    def integrated(self) -> float:
        """Return the gated loudness so far in LUFS; −70 for silence."""
        return integrate(self.steps())


def _weigh(
    blocks: npt.NDArray[np.float32], state: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64]]:
    """K-weight blocks (channels × blocks × 64 samples); return them and the filter's last state.

    The filter runs over all blocks at once: what each block leaves in the filter's state is a
    product of matrices, and what came before it is added in rounds that reach twice as far each.
    """
    within, decay, after = _weighting()
    driven = (blocks.reshape(-1, _BLOCK) @ within).reshape(*blocks.shape[:2], -1)
    states = np.concatenate((state[:, None], driven[:, :, _BLOCK:]), axis=1)
    reach = 1
    while reach < states.shape[1]:
        states[:, reach:] += states[:, :-reach] @ decay
        reach, decay = 2 * reach, decay @ decay
    weighted = driven[:, :, :_BLOCK] + states[:, :-1].astype(np.float32) @ after
    return weighted, states[:, -1].copy()


@cache
def _weighting() -> tuple[
    npt.NDArray[np.float32], npt.NDArray[np.float64], npt.NDArray[np.float32]
]:
    """Return the filter as matrices, to be applied from the right, for a block of 64 samples.

    In turn: what the block's samples do to the block, and in four columns more to the state behind
    it; what a state becomes behind a block; and what it does to the block.
    """
    step = np.eye(_ORDER, k=1)  # the transposed direct form II, a sample at a time
    step[:, 0] -= _DENOMINATOR[1:]
    push = _NUMERATOR[1:] - _DENOMINATOR[1:] * _NUMERATOR[0]
    powers = [np.eye(_ORDER)]
    for _ in range(_BLOCK):
        powers.append(step @ powers[-1])
    after = np.stack([power[0] for power in powers[:_BLOCK]], axis=1)
    drive = np.stack([power @ push for power in powers[_BLOCK - 1 :: -1]])
    heard = np.concatenate(([_NUMERATOR[0]], [power[0] @ push for power in powers]))
    late = np.arange(_BLOCK)[None, :] - np.arange(_BLOCK)[:, None]
    inside = np.where(late >= 0, heard[np.maximum(late, 0)], 0)
    within = np.concatenate((inside, drive), axis=1)
    return within.astype(np.float32), powers[_BLOCK].T.copy(), after.astype(np.float32)


def integrate(steps: npt.NDArray[np.float64]) -> float:
    """Return the gated loudness (LUFS) of K-weighted powers, one every 100 ms."""
    if steps.size < 4:
        steps = np.pad(steps, (0, 4 - steps.size))
    blocks = np.convolve(steps, np.full(4, 0.25), mode="valid")
    heard = blocks[blocks > _power(SILENCE)]
    if not heard.size:
        return SILENCE
    above = heard[heard > heard.mean() * 0.1]
    return max(SILENCE, float(_lufs(above.mean())))


def _lufs(power: float) -> float:
    return float(-0.691 + 10 * np.log10(power))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


class PeakMeter:
    """Takes a sound in chunks and tells the true peak of every 64 samples, over all channels."""

    def __init__(self) -> None:
        self._tail: Sound | None = None
        self.highest = 0.0
        """Of all peaks so far."""

    def add(self, chunk: Sound) -> npt.NDArray[np.float32]:
        """Return the peaks of the chunk's blocks; its length is a multiple of 64 but at the end.

        What lies between samples is found six samples late, so a peak may count to the block after.
        """
        if self._tail is None:
            self._tail = np.zeros((_TAPS, chunk.shape[1]), np.float32)
        blocks = -(-len(chunk) // PEAK_BLOCK)
        padded = np.zeros((_TAPS + blocks * PEAK_BLOCK, chunk.shape[1]), np.float32)
        padded[:_TAPS] = self._tail
        padded[_TAPS : _TAPS + len(chunk)] = chunk
        self._tail = padded[len(chunk) : len(chunk) + _TAPS]
        peaks = np.zeros(blocks, np.float32)
        for channel in padded.T:
            windows = np.lib.stride_tricks.sliding_window_view(
                np.ascontiguousarray(channel), _TAPS + PEAK_BLOCK
            )[::PEAK_BLOCK]
            between = windows @ _interpolator()
            np.maximum(peaks, np.abs(windows[:, _TAPS:]).max(axis=1), out=peaks)
            np.maximum(peaks, between.max(axis=1), out=peaks)
            np.maximum(peaks, -between.min(axis=1), out=peaks)
        peaks = peaks.round(5)  # so that the last bit of a machine's arithmetic changes nothing
        self.highest = max(self.highest, float(peaks.max(initial=0)))
        return peaks


@cache
def _interpolator() -> npt.NDArray[np.float32]:
    """Return the matrix from 64 samples and the 12 before to four points between each two."""
    half = _TAPS * _OVERSAMPLING // 2
    prototype = np.sinc((np.arange(2 * half) - half + 0.5) / _OVERSAMPLING) * np.kaiser(2 * half, 5)
    prototype *= _OVERSAMPLING / prototype.sum()
    # The four phases lie at ±1/8 and ±3/8 of a sample around the midpoints of the taps.
    phases = prototype.reshape(_TAPS, _OVERSAMPLING)[::-1]
    matrix = np.zeros((_TAPS + PEAK_BLOCK, PEAK_BLOCK, _OVERSAMPLING), np.float32)
    for sample in range(PEAK_BLOCK):
        matrix[sample + 1 : sample + 1 + _TAPS, sample] = phases
    return matrix.reshape(_TAPS + PEAK_BLOCK, -1)


def decibels(factor: float) -> float:
    """Return a factor on amplitude in dB; −120 for nothing."""
    return 20 * float(np.log10(max(factor, 1e-6)))


def from_decibels(decibel: float) -> float:
    """Return the factor on amplitude of a level in dB."""
    return float(10 ** (decibel / 20))


def factors(decibel: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the factors on amplitude of levels in dB."""
    factor: npt.NDArray[np.float32] = np.exp(decibel * np.float32(np.log(10) / 20))
    return factor


def find_silences(steps: npt.NDArray[np.float64]) -> tuple[tuple[int, int], ...]:
    """Return the stretches (samples) of three seconds and more below −60 LUFS."""
    quiet = np.concatenate(([False], steps < _power(-60.0), [False]))
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    return tuple(
        (int(start) * STEP, int(stop) * STEP) for start, stop in edges if stop - start >= 30
    )


def measure(chunks: Iterable[Sound]) -> Loudness:
    """Measure a sound that comes in chunks."""
    loudness, peaks = LoudnessMeter(), PeakMeter()
    for chunk in chunks:
        loudness.add(chunk)
        peaks.add(chunk)
    return reading(loudness, peaks)


def reading(loudness: LoudnessMeter, peaks: PeakMeter) -> Loudness:
    """Return what two meters say of the sound that they were given."""
    return Loudness(
        integrated=round(loudness.integrated(), 2), true_peak=round(decibels(peaks.highest), 2)
    )
