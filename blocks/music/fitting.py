"""Fitting: a vendor's sound, decoded, checked, and brought to an exact length on purpose."""

import io
from typing import TYPE_CHECKING

import numpy as np

from film.clock import SAMPLE_RATE
from film.errors import MediaFailed

if TYPE_CHECKING:
    import numpy.typing as npt

    from film.animatic.sound.waves import Wave

LONGEST = 700
"""Seconds: more, nobody sells."""
_BLOCK = SAMPLE_RATE // 100
_SILENT = 10 ** (-58 / 20)
_QUIET = 10 ** (-50 / 20)
"""Of the loudest block: what stays below is no music yet, or no more."""
EDGE = SAMPLE_RATE // 100
SEAM = SAMPLE_RATE * 6 // 5
"""Samples in which one stretch of sound gives way to another."""


def decode(data: bytes) -> "Wave":
    """Return a sound file as stereo at 48 kHz, ``(2, samples)``.

    MediaFailed when it is none, empty, endless or silent.
    """
    import soundfile
    from scipy import signal

    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            rate = file.samplerate
            if file.frames > LONGEST * rate:
                raise MediaFailed(f"The sound is longer than {LONGEST} s")
            wave = file.read(dtype="float32", always_2d=True).T
    except soundfile.LibsndfileError as cause:
        raise MediaFailed(f"The sound cannot be decoded ({cause})") from cause
    if not wave.size or not np.isfinite(wave).all():
        raise MediaFailed("The sound holds no samples")
    wave = np.repeat(wave, 2, axis=0) if len(wave) == 1 else wave[:2]
    if rate != SAMPLE_RATE:
        common = int(np.gcd(rate, SAMPLE_RATE))
        wave = signal.resample_poly(wave, SAMPLE_RATE // common, rate // common, axis=1)
    if _levels(wave).max() < _SILENT:
        raise MediaFailed("The sound is silent")
    return np.ascontiguousarray(wave, np.float32)


def _levels(wave: "Wave") -> "npt.NDArray[np.float64]":
    """Return the RMS of every hundredth of a second, both channels together."""
    padded = np.pad(wave, ((0, 0), (0, -wave.shape[1] % _BLOCK)))
    power = np.square(padded, dtype=np.float64).mean(axis=0)
    return np.asarray(np.sqrt(power.reshape(-1, _BLOCK).mean(axis=1)))


def bounds(wave: "Wave") -> tuple[int, int]:
    """Return the samples between which a sound is heard."""
    levels = _levels(wave)
    loud = np.flatnonzero(levels > levels.max() * _QUIET)
    return int(loud[0]) * _BLOCK, min(wave.shape[1], (int(loud[-1]) + 1) * _BLOCK)


def trimmed(wave: "Wave") -> "Wave":
    """Return a sound without the silence around it."""
    first, last = bounds(wave)
    return wave[:, first:last]


def attack(wave: "Wave") -> int:
    """Return the sample where a sound sets in: a tenth of its loudest, for the first time."""
    levels = _levels(wave)
    return int(np.flatnonzero(levels > levels.max() * 0.1)[0]) * _BLOCK


def fitted(wave: "Wave", samples: int, *, ends: bool) -> "Wave":
    """Return music of exactly ``samples``.

    Music that ``ends`` the film keeps its own end and gives way at its beginning; other music is
    left at a quiet moment. What is too short goes round once more, where it resembles itself.
    """
    from film.animatic.sound.waves import fade

    music = trimmed(wave)
    if music.shape[1] < samples:
        music = prolonged(music, samples)
    surplus = music.shape[1] - samples
    if ends:
        part = music[:, surplus:].copy()
        return fade(part, SAMPLE_RATE // 4 if surplus > _BLOCK else EDGE, SAMPLE_RATE // 20)
    part = music[:, :samples].copy()
    return fade(part, EDGE, _leaving(part))


def _leaving(wave: "Wave") -> int:
    """Return over how many samples music is left: from its quietest moment near the end on."""
    total = int(wave.shape[1])
    span = min(3 * SAMPLE_RATE // 2, total // 3)
    if span < 4 * _BLOCK:
        return total // 3
    levels = _levels(wave[:, total - span : total - 2 * _BLOCK])
    smooth = np.convolve(levels, np.ones(5) / 5, mode="same")
    return span - int(smooth.argmin()) * _BLOCK


def prolonged(wave: "Wave", samples: int) -> "Wave":
    """Return music of at least ``samples``: its middle is played again, as often as needed."""
    total = wave.shape[1]
    seam = min(SEAM, total // 8)
    back = total * 4 // 5
    lag = _period(wave, samples - total, back - seam)
    out = wave[:, :back]
    while out.shape[1] + (total - back) < samples:
        out = crossed(out, wave[:, back - lag - seam : back], seam)
    return crossed(out, wave[:, back - seam :], seam)


def _period(wave: "Wave", missing: int, most: int) -> int:
    """Return after how many samples music is most like itself, up to ``most``."""
    levels = _levels(wave)
    levels -= levels.mean()
    spectrum = np.fft.rfft(levels, 2 * len(levels))
    likeness = np.fft.irfft(spectrum * spectrum.conj())[: len(levels)]
    likeness /= np.arange(len(levels), 0, -1)
    high = most // _BLOCK
    low = min(max(SAMPLE_RATE, missing // 4) // _BLOCK, high - 1)
    if low < 1:
        return max(1, most)
    return (low + int(likeness[low:high].argmax())) * _BLOCK


def crossed(one: "Wave", other: "Wave", seam: int) -> "Wave":
    """Return two sounds in a row, one giving way to the other within ``seam`` samples."""
    seam = max(0, min(seam, one.shape[1], other.shape[1]))
    if not seam:
        return np.concatenate([one, other], axis=1)
    both = _blended(one[:, one.shape[1] - seam :], other[:, :seam])
    return np.concatenate([one[:, : one.shape[1] - seam], both, other[:, seam:]], axis=1)


def _blended(leaving: "Wave", coming: "Wave") -> "Wave":
    """Return two sounds of one length, the first giving way to the second, as loud throughout.

    How alike they are decides: strangers add up in power, twins in amplitude.
    """
    from film.animatic.sound.waves import rise

    up = np.sqrt(rise(leaving.shape[1]))
    down = up[::-1]
    size = float(np.sqrt(np.square(leaving).sum() * np.square(coming).sum()))
    likeness = float((leaving * coming).sum()) / size if size else 0.0
    power = up**2 + down**2 + 2 * min(1.0, max(0.0, likeness)) * up * down
    return np.asarray((leaving * down + coming * up) / np.sqrt(power), np.float32)


def looped(wave: "Wave", samples: int, start: int) -> "Wave":
    """Return a steady sound of exactly ``samples`` from ``start`` on, round and without a seam."""
    steady = trimmed(wave)
    seam = min(SEAM, steady.shape[1] // 3)
    head, tail = steady[:, :seam], steady[:, steady.shape[1] - seam :]
    body = steady[:, seam : steady.shape[1] - seam]
    circle = np.concatenate([_blended(tail, head), body], axis=1) if seam else steady
    return np.take(circle, np.arange(start, start + samples), axis=1, mode="wrap")
