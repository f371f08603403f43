"""Loudness after ITU-R BS.1770: K-weighted, gated, in LUFS."""

import numpy as np
import numpy.typing as npt
from scipy import signal

from film.animatic.sound.waves import Wave
from film.clock import SAMPLE_RATE

_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241,
         0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)  # fmt: skip
"""The standard's head shelf and high-pass at 48 kHz (BS.1770-4, tables 1 and 2)."""

_STEP = SAMPLE_RATE // 10
SILENCE = -120.0
"""What silence measures, LUFS."""


def loudness(wave: Wave) -> float:
    """Integrated loudness of stereo sound in LUFS; sound under 400 ms is measured as one block."""
    power = _block_power(wave)
    if not power.any():
        return SILENCE
    gated = power[_lufs(power) > -70.0]
    if not gated.size:
        return max(SILENCE, float(_lufs(power.mean())))
    gated = gated[_lufs(gated) > _lufs(gated.mean()) - 10.0]
    return float(_lufs(gated.mean()))


def _block_power(wave: Wave) -> npt.NDArray[np.float64]:
    """Power of 400 ms blocks that overlap by 300 ms, both channels together."""
    steps: list[float] = []
    state = np.zeros((2, wave.shape[0], 2))
    chunk = 64 * _STEP  # so that the filtered copy of a long sound stays small
    for start in range(0, wave.shape[-1], chunk):
        weighted, state = signal.sosfilt(_K_WEIGHTING, wave[:, start : start + chunk], zi=state)
        square = np.square(weighted).sum(axis=0)
        edges = np.arange(0, square.size, _STEP)
        steps.extend(np.add.reduceat(square, edges) / _STEP)
    power = np.array(steps)
    if wave.shape[-1] < 4 * _STEP:
        return np.array([power.sum() * _STEP / max(1, wave.shape[-1])])
    whole = power[: wave.shape[-1] // _STEP]
    return np.convolve(whole, np.full(4, 0.25), mode="valid")


def _lufs(power: npt.ArrayLike) -> npt.NDArray[np.float64]:
    return -0.691 + 10 * np.log10(np.maximum(np.asarray(power, dtype=np.float64), 1e-13))
