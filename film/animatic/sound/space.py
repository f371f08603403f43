"""Spaces: the rooms that sound rings in, as impulse responses drawn from seeded noise."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from film.animatic.sound.waves import Wave, dice, hiss, rise
from film.clock import SAMPLE_RATE

_RATE = SAMPLE_RATE // 2

Gains = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Space:
    """A room: how long it rings low and high, and how long before its first reflections."""

    name: str
    low: float
    """Seconds until tones under 300 Hz have fallen by 60 dB."""
    high: float
    """The same for tones above 4 kHz."""
    delay: float
    """Seconds between a sound and its reverberation."""


ROOM = Space("room", 0.5, 0.3, 0.004)
STUDIO = Space("studio", 1.3, 0.7, 0.012)
HALL = Space("hall", 2.4, 1.1, 0.022)
CATHEDRAL = Space("cathedral", 3.6, 1.6, 0.035)
CAVE = Space("cave", 3.4, 1.2, 0.045)


@lru_cache(maxsize=8)
def impulse(space: Space) -> Wave:
    """Return a space's stereo response at 24 kHz, ``(2, samples)``, each channel of unit energy."""
    samples = round(max(space.low, space.high) * 0.8 * _RATE)
    rng = dice("space", space.name)
    noise = hiss(samples, rng, 2)
    spectrum = np.fft.rfft(noise, axis=1)
    frequency = np.fft.rfftfreq(samples, 1 / _RATE)
    time = np.arange(samples, dtype=np.float32) / _RATE
    total = np.zeros((2, samples), dtype=np.float32)
    centres, lengths = (0.0, 300.0, 1200.0, 4000.0), np.geomspace(space.low, space.high, 4)
    share = _bands(frequency, centres)
    for gain, length in zip(share, lengths, strict=True):
        part = np.fft.irfft(spectrum * gain, samples, axis=1)
        total += (part * np.exp(-np.log(1000) / length * time)).astype(np.float32)
    total *= np.float32(1) - np.exp(-time / np.float32(0.012))  # reflections thicken, then decay
    total[:, -samples // 4 :] *= rise(samples // 4)[::-1]
    for channel in total:
        for reflection in rng.uniform(0.002, 0.06, 7):
            channel[round(float(reflection) * _RATE)] += rng.uniform(-0.5, 0.5)
    total /= np.sqrt(np.square(total).sum(axis=1, keepdims=True))
    return np.pad(total, ((0, 0), (round(space.delay * _RATE), 0)))


def _bands(frequency: npt.NDArray[np.floating], centres: tuple[float, ...]) -> list[Gains]:
    """Gains that split a spectrum into overlapping bands and add up to a gentle tilt."""
    octaves = np.asarray(np.log2(np.maximum(frequency, 1.0)), dtype=np.float64)
    gains: list[Gains] = []
    previous = np.ones_like(octaves)
    for edge in centres[1:]:
        above = 1 / (1 + np.exp(-3 * (octaves - np.log2(edge))))
        gains.append(previous - above)
        previous = above
    gains.append(previous)
    rumble = 1 / (1 + (120 / np.maximum(frequency, 1.0)) ** 4)
    air = 1 / (1 + (frequency / 9000) ** 2)
    return [gain * rumble * air for gain in gains]


def reverberate(wave: Wave, space: Space) -> Wave:
    """Return what a space answers to a mono wave, stereo and cut to the wave's length.

    Reverberation has little above 10 kHz, so it is made at half the sample rate: the mean of two
    samples going in, a straight line between two coming out.
    """
    pairs = -(-wave.size // 2)
    half = np.zeros(pairs, dtype=np.float32)
    half[: wave.size // 2] = wave[1::2]
    half += wave[::2]
    half *= np.float32(0.5)
    wet = _convolve(half, impulse(space))
    full = np.empty((2, 2 * pairs), dtype=np.float32)
    full[:, ::2] = wet
    full[:, 1:-1:2] = wet[:, 1:]
    full[:, -1] = 0
    full[:, 1::2] += wet
    full[:, 1::2] *= np.float32(0.5)
    return full[:, : wave.size]


def _convolve(wave: Wave, response: Wave) -> Wave:
    """Convolve mono with a stereo response by overlap and add, in transforms that fit a cache."""
    size = 1 << (2 * response.shape[1] - 1).bit_length()
    hop = size - response.shape[1] + 1
    kernel = fft.rfft(response, size, axis=1)
    total = wave.size
    out = np.zeros((2, total + size), dtype=np.float32)
    for start in range(0, total, hop):
        spectrum = fft.rfft(wave[start : start + hop], size)
        for channel in range(2):
            out[channel, start : start + size] += fft.irfft(spectrum * kernel[channel], size)
    return out[:, :total]
