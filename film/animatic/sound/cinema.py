"""The cinema's own sounds: what nobody in the scene hears."""

import numpy as np

from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.space import HALL, reverberate
from film.animatic.sound.waves import (
    Dice,
    Wave,
    add,
    band,
    dying,
    fade,
    hiss,
    pan,
    peak,
    seconds,
    sweep,
)


def whoosh(rng: Dice) -> Wave:
    """Air rushing past from left to right."""
    total = seconds(1.1)
    time = np.linspace(0, 1, total, dtype=np.float32)
    swell = np.exp(-(((time - 0.45) / 0.2) ** 2))
    low = band(hiss(total, rng), 150, 700) * swell
    high = band(hiss(total, rng), 800, 3600) * swell**2
    mono = low + 0.8 * high
    stereo = np.stack([mono * np.sqrt(1 - 0.85 * time), mono * np.sqrt(0.15 + 0.85 * time)])
    return fade(peak(stereo), seconds(0.05), seconds(0.1))


def impact(rng: Dice) -> Wave:
    """Make a low blow with a long tail."""
    total = seconds(3.0)
    body = sweep(38 + 46 * dying(total, 0.35)) * dying(total, 2.2)
    body += 0.5 * band(hiss(total, rng), 60, 500) * dying(total, 0.5)
    dry = fade(body, seconds(0.006), seconds(0.4))
    return fade(peak(np.stack([dry, dry]) + 0.5 * reverberate(dry, HALL)), 240, seconds(0.6))


def riser(rng: Dice) -> Wave:
    """Tension that climbs for three seconds and stops."""
    total = seconds(3.0)
    time = np.linspace(0, 1, total, dtype=np.float32)
    pitch = 110 * 2 ** (2 * time**1.5)
    tone = sum(sweep((pitch * ratio).astype(np.float32)) for ratio in (1.0, 1.006, 1.5, 2.01))
    air = band(hiss(total, rng, 2), 500, 4000)
    body = (0.3 * np.asarray(tone, dtype=np.float32) + 0.5 * air) * time**2.2
    return fade(peak(body), seconds(0.1), seconds(0.06))


def bell(rng: Dice) -> Wave:
    """Make a church bell, struck once."""
    ratios = np.array([0.5, 1.0, 1.19, 1.5, 2.0, 2.52, 3.01, 4.05])
    loud = np.array([0.5, 1.0, 0.55, 0.3, 0.7, 0.25, 0.2, 0.1])
    decay = np.array([5.0, 4.0, 3.2, 2.4, 2.2, 1.5, 1.2, 0.8])
    pitch = float(rng.uniform(290, 350))
    body = ring(Modes(pitch * ratios, loud, decay), seconds(4.8))
    return fade(peak(body), seconds(0.005), seconds(0.8))


def chime(rng: Dice) -> Wave:
    """Make a small bright chord of bells."""
    mix = np.zeros((2, seconds(2.4)), dtype=np.float32)
    for index, pitch in enumerate((1046.5, 1318.5, 1568.0, 2093.0)):
        modes = Modes(pitch * np.array([1.0, 2.76]), np.array([1.0, 0.15]), np.array([1.8, 0.5]))
        note = fade(ring(modes, seconds(1.8)), 240, 4800)
        add(mix, pan(note, -0.4 + 0.27 * index), seconds(0.09 * index))
    return peak(mix)


def sparkle(rng: Dice) -> Wave:
    """Make a shower of tiny bells."""
    mix = np.zeros((2, seconds(2.6)), dtype=np.float32)
    scale = np.array([0, 2, 4, 7, 9, 12, 14, 16, 19])
    for index in range(22):
        pitch = 1318.5 * 2 ** (float(scale[int(rng.integers(9))]) / 12)
        modes = Modes(pitch * np.array([1.0, 2.71]), np.array([1.0, 0.12]), np.array([0.8, 0.3]))
        note = fade(ring(modes, seconds(0.8)), 240, 2400)
        loud = np.float32(rng.uniform(0.2, 1.0))
        add(mix, loud * pan(note, float(rng.uniform(-0.8, 0.8))), seconds(0.07 * index))
    return fade(peak(mix), 0, seconds(0.2))


def heartbeat(rng: Dice) -> Wave:
    """Three beats of a heart."""
    mix = np.zeros(seconds(3.0), dtype=np.float32)
    for index in range(3):
        for at, gain in ((0.0, 1.0), (0.28, 0.65)):
            total = seconds(0.3)
            beat = sweep(42 + 24 * dying(total, 0.1)) * dying(total, 0.28)
            add(mix, gain * fade(beat, seconds(0.008), 480), seconds(0.92 * index + at))
    return peak(mix)
