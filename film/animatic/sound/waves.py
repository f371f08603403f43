"""Waves: float32 sound in arrays, and the curves, noises and filters that shape them."""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import signal

from film.clock import SAMPLE_RATE

Wave = npt.NDArray[np.float32]
"""Sound at 48 kHz: ``(samples,)`` when mono, ``(2, samples)`` when stereo; full scale is 1."""

Dice = np.random.Generator


def as_wave(sound: npt.ArrayLike) -> Wave:
    """Return a sound as float32, without a copy where it already is."""
    return np.asarray(sound, dtype=np.float32)


def dice(*parts: int | str) -> Dice:
    """Return a random generator that depends on nothing but ``parts``."""
    return np.random.default_rng([zlib.crc32(str(part).encode()) for part in parts])


def seconds(length: float) -> int:
    """Return the samples nearest to a length in seconds."""
    return round(length * SAMPLE_RATE)


def decibels(gain: float) -> float:
    """Amplitude factor of a gain in dB."""
    return float(10 ** (gain / 20))


@lru_cache(maxsize=64)
def rise(samples: int) -> Wave:
    """Return a raised-cosine curve from 0 up to 1, smooth at both ends; it is read-only."""
    curve = np.asarray(0.5 - 0.5 * np.cos(np.linspace(0, np.pi, samples)), dtype=np.float32)
    curve.flags.writeable = False
    return curve


def hump(samples: int, power: float = 1.0) -> Wave:
    """Half a sine from 0 up to 1 and back, raised to a power: below 1 it is broad, above narrow."""
    arch = np.sin(np.linspace(0, np.pi, samples))
    return np.asarray(np.maximum(arch, 0) ** power, dtype=np.float32)


def fade(wave: Wave, into: int, out: int) -> Wave:
    """Fade a wave in and out, in place, so that it begins and ends at exactly zero; return it."""
    total = wave.shape[-1]
    into, out = min(into, total // 2), min(out, total // 2)
    if into:
        wave[..., :into] *= rise(into)
    if out:
        wave[..., total - out :] *= rise(out)[::-1]
    return wave


def hiss(samples: int, rng: Dice, channels: int = 1) -> Wave:
    """Return white noise of RMS 1: ``(samples,)``, or ``(channels, samples)``, all independent."""
    shape = samples if channels == 1 else (channels, samples)
    return rng.standard_normal(shape, dtype=np.float32)


def dying(samples: int, length: float) -> Wave:
    """Return a curve that falls from 1 by 60 dB within ``length`` seconds."""
    time = np.arange(samples, dtype=np.float32) / SAMPLE_RATE
    return np.asarray(np.exp(time * np.float32(-np.log(1000) / length)), dtype=np.float32)


def band(wave: Wave, low: float, high: float, order: int = 1) -> Wave:
    """Keep what lies between two frequencies in Hz; 0 or 24000 leaves that side open."""
    nyquist = SAMPLE_RATE / 2
    if low <= 0:
        return _filter(wave, order, high, "lowpass")
    if high >= nyquist:
        return _filter(wave, order, low, "highpass")
    return _filter(wave, order, [low, high], "bandpass")


def _filter(wave: Wave, order: int, edge: float | Sequence[float], kind: str) -> Wave:
    sos = signal.butter(order, edge, kind, fs=SAMPLE_RATE, output="sos").astype(np.float32)
    return np.asarray(signal.sosfilt(sos, wave), dtype=np.float32)


def resonate(wave: Wave, frequency: float, quality: float) -> Wave:
    """Ring at one frequency, at unit gain there: a second-order resonance."""
    b, a = signal.iirpeak(frequency, quality, fs=SAMPLE_RATE)
    return np.asarray(signal.lfilter(b, a, wave), dtype=np.float32)


def wander(samples: int, period: float, rng: Dice) -> Wave:
    """Return a slow random curve between 0 and 1 that turns about every ``period`` seconds."""
    knots = int(samples / seconds(period)) + 4
    coarse = 16 * knots
    smooth = signal.resample(rng.random(knots), coarse)
    points = np.clip(smooth, 0, 1).astype(np.float64)
    where = np.linspace(16, coarse - 16, samples, dtype=np.float32)
    return np.asarray(np.interp(where, np.arange(coarse), points), dtype=np.float32)


def sweep(frequency: Wave) -> Wave:
    """Sine of a frequency given in Hz at every sample, starting at zero phase."""
    turns = np.cumsum(frequency, dtype=np.float64) / SAMPLE_RATE
    return np.sin(2 * np.pi * (turns % 1.0)).astype(np.float32)


def level(wave: Wave, rms: float = 1.0) -> Wave:
    """Scale a wave to an RMS; silence stays silence."""
    power = float(np.sqrt(np.mean(np.square(wave, dtype=np.float64))))
    return wave * np.float32(rms / power) if power > 0 else wave


def peak(wave: Wave, top: float = 1.0) -> Wave:
    """Scale a wave so that its highest sample is ``top``; silence stays silence."""
    highest = float(np.max(np.abs(wave), initial=0.0))
    return wave * np.float32(top / highest) if highest > 0 else wave


def pan(wave: Wave, place: float) -> Wave:
    """Place a mono wave between left (-1) and right (1) at constant power: ``(2, samples)``."""
    angle = (place + 1) * np.pi / 4
    sides = np.array([[np.cos(angle)], [np.sin(angle)]], dtype=np.float32)
    return sides * wave[np.newaxis, :] * np.float32(np.sqrt(2))


def add(mix: Wave, wave: Wave, at: int) -> None:
    """Add a wave to a mix at a sample, in place; what lies outside the mix is not heard."""
    start, end = max(at, 0), min(at + wave.shape[-1], mix.shape[-1])
    if start < end:
        mix[..., start:end] += wave[..., start - at : end - at]
