"""Spaces: the rooms that sound rings in, as impulse responses drawn from seeded noise."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import signal

from film.animatic.sound.waves import Wave, dice, hiss, rise, seconds
from film.clock import SAMPLE_RATE


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
    """Stereo impulse response of a space, ``(2, samples)``, each channel of unit energy."""
    samples = seconds(max(space.low, space.high) * 0.8)
    rng = dice("space", space.name)
    noise = hiss(samples, rng, 2)
    spectrum = np.fft.rfft(noise, axis=1)
    frequency = np.fft.rfftfreq(samples, 1 / SAMPLE_RATE)
    time = np.arange(samples, dtype=np.float32) / SAMPLE_RATE
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
            channel[seconds(float(reflection))] += rng.uniform(-0.5, 0.5)
    total /= np.sqrt(np.square(total).sum(axis=1, keepdims=True))
    return np.pad(total, ((0, 0), (seconds(space.delay), 0)))


def _bands(frequency: Wave, centres: tuple[float, ...]) -> list[Wave]:
    """Gains that split a spectrum into overlapping bands and add up to a gentle tilt."""
    octaves = np.log2(np.maximum(frequency, 1.0))
    gains: list[Wave] = []
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
    """Return what a space answers to a mono wave, stereo and cut to the wave's length."""
    wet = signal.oaconvolve(wave[np.newaxis, :], impulse(space), axes=1)
    return np.asarray(wet[:, : wave.size], dtype=np.float32)
