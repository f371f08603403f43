"""Drums: skins, wood, metal and shakers, each struck once and kept."""

from collections.abc import Callable

import numpy as np

from film.animatic.music.instruments.instrument import Instrument, Seat, hertz, strength
from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.waves import (
    Wave,
    as_wave,
    band,
    dice,
    dying,
    fade,
    hiss,
    peak,
    seconds,
    sweep,
)

Hit = Callable[[int], Wave]
"""One stroke, for a MIDI pitch that only tuned drums heed."""


class Drum(Instrument):
    """An instrument whose strokes have no length of their own."""

    def __init__(self, hit: Hit, seat: Seat) -> None:
        super().__init__(seat)
        self._hit = hit
        self._hits: dict[int, Wave] = {}

    def play(self, pitch: int, velocity: float, samples: int) -> Wave:
        """Return the whole stroke, however long it is asked to be held."""
        if pitch not in self._hits:
            self._hits[pitch] = fade(peak(self._hit(pitch), 0.5), seconds(0.005), seconds(0.02))
        return self._hits[pitch] * strength(velocity)


def skin(frequency: float, length: float, drop: float = 0.5, slap: float = 0.25) -> Hit:
    """Make a drum that falls in pitch as it sounds, with the beater's slap on it."""

    def hit(pitch: int) -> Wave:
        total = seconds(length)
        fall = frequency * (1 + drop * dying(total, 0.18))
        body = sweep(fall) * dying(total, length)
        body += 0.35 * sweep(fall * 1.6) * dying(total, length * 0.5)
        noise = band(hiss(total, dice("skin", int(frequency))), 120, 1400)
        return body + slap * noise * dying(total, 0.12)

    return hit


def noise(low: float, high: float, attack: float, length: float) -> Hit:
    """Shaken, brushed or crashed: a band of noise with its own rise and fall."""

    def hit(pitch: int) -> Wave:
        total = seconds(attack + length)
        wave = band(hiss(total, dice("noise", int(low), int(high))), low, high, 2)
        up = np.minimum(1, np.arange(total, dtype=np.float32) / seconds(attack)) ** 2
        return as_wave(wave * up * dying(total, length))

    return hit


def wood(frequency: float, length: float) -> Hit:
    """Make a block of wood."""

    def hit(pitch: int) -> Wave:
        ratios = np.array([1.0, 1.47, 2.09, 2.8])
        loud = np.array([1.0, 0.5, 0.3, 0.12])
        return ring(Modes(frequency * ratios, loud, length / ratios), seconds(length))

    return hit


def kettle(pitch: int) -> Wave:
    """Timpani: a tuned skin over a bowl."""
    ratios = np.array([1.0, 1.5, 1.98, 2.44, 2.9])
    loud = np.array([1.0, 0.7, 0.4, 0.25, 0.15])
    body = ring(Modes(hertz(pitch) * ratios, loud, 2.4 / ratios), seconds(2.4))
    thud = band(hiss(body.size, dice("kettle")), 60, 500) * dying(body.size, 0.15)
    return body + 0.4 * thud


def heart(pitch: int) -> Wave:
    """Make a beat felt rather than heard."""
    total = seconds(0.5)
    return sweep(np.float32(44) * (1 + 0.4 * dying(total, 0.15))) * dying(total, 0.4)


def snare(pitch: int) -> Wave:
    """Make a soft snare drum."""
    total = seconds(0.3)
    body = sweep(np.full(total, 185, np.float32)) * dying(total, 0.15)
    return body + 0.4 * band(hiss(total, dice("snare")), 900, 6000) * dying(total, 0.22)
