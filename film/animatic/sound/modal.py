"""Modal synthesis: anything that rings, as a sum of decaying sines made by one matrix product."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from film.animatic.sound.waves import Wave
from film.clock import SAMPLE_RATE

_ROWS, _COLUMNS = 16, 128
_AUDIBLE = 17_000.0


@dataclass(frozen=True, slots=True)
class Modes:
    """The sines that something rings with, all of one length."""

    frequency: npt.NDArray[np.float64]
    """Hz."""
    amplitude: npt.NDArray[np.float64]
    decay: npt.NDArray[np.float64]
    """Seconds until a mode has fallen by 60 dB."""


def ring(modes: Modes, samples: int) -> Wave:
    """Strike the modes at once and return their sum, starting from zero.

    A decaying sine is exp(s·n) with n = 128·row + column, so the whole sum is the product of a
    matrix of rows' factors and a matrix of columns' factors: a few milliseconds for seconds of
    sound with dozens of modes. The product is taken sixteen rows at a time, which is too little
    for the linear algebra library to wake other threads for: the rest of the film needs them.
    """
    heard = modes.frequency < _AUDIBLE
    step = (-np.log(1000) / modes.decay + 2j * np.pi * modes.frequency)[heard] / SAMPLE_RATE
    groups = -(-samples // (_ROWS * _COLUMNS))
    far = modes.amplitude[heard] * np.exp(np.outer(np.arange(groups) * _ROWS * _COLUMNS, step))
    rows = far[:, np.newaxis] * np.exp(np.outer(np.arange(_ROWS) * _COLUMNS, step))
    columns = np.exp(np.outer(step, np.arange(_COLUMNS)))
    left = np.concatenate([rows.real, rows.imag], axis=2).astype(np.float32)
    right = np.concatenate([columns.imag, columns.real]).astype(np.float32)
    return np.asarray((left @ right).reshape(-1)[:samples], dtype=np.float32)


def struck(
    frequency: float, ratios: npt.ArrayLike, amplitudes: npt.ArrayLike, decays: npt.ArrayLike
) -> Modes:
    """Modes of a body with partials at ``ratios`` of a fundamental in Hz; decays in seconds."""
    ratio = np.asarray(ratios, dtype=np.float64)
    return Modes(
        frequency * ratio,
        np.broadcast_to(np.asarray(amplitudes, dtype=np.float64), ratio.shape),
        np.broadcast_to(np.asarray(decays, dtype=np.float64), ratio.shape),
    )
