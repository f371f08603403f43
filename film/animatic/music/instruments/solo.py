"""Soloists: winds, brass, bowed strings and synthesiser leads with vibrato and breath."""

from dataclasses import dataclass

import numpy as np

from film.animatic.music.instruments.instrument import Instrument, Seat, hertz, strength
from film.animatic.sound.waves import Wave, band, dice, hiss, rise, seconds
from film.clock import SAMPLE_RATE

_TABLE = 2**16  # so long that the nearest sample will do: the error is under -90 dB
_NOISE = 2**17


@dataclass(frozen=True, slots=True)
class Reed:
    """How a soloist sounds."""

    harmonics: tuple[float, ...]
    """Strengths of the harmonics, played loud."""
    mellow: float
    """How fast they fall when played softly: harmonic k loses k to this power."""
    attack: float
    release: float
    vibrato: float
    """Depth in cents."""
    rate: float = 5.2
    """Turns of the vibrato a second."""
    breath: float = 0.0
    """Noise of breath or bow, relative to the tone."""
    scoop: float = 0.0
    """Cents from below at which a note starts."""


class Solo(Instrument):
    """One player: two wave tables, mellow and bright, mixed by how the note is blown."""

    def __init__(self, reed: Reed, seat: Seat) -> None:
        super().__init__(seat)
        self._reed = reed
        self._tables: dict[int, tuple[Wave, Wave]] = {}
        self._air: Wave | None = None

    def play(self, pitch: int, velocity: float, samples: int) -> Wave:
        """Return the note: it speaks, blooms into vibrato, and is let go."""
        reed = self._reed
        release = seconds(reed.release)
        total = samples + release
        time = np.arange(total, dtype=np.float32) / SAMPLE_RATE
        bloom = np.clip((time - 0.25) / 0.5, 0, 1)
        cents = reed.vibrato * bloom * np.sin(2 * np.pi * reed.rate * time)
        cents -= reed.scoop * np.exp(-time / 0.035)
        frequency = hertz(pitch) * (1 + cents * np.float32(np.log(2) / 1200))
        turns = np.cumsum(frequency, dtype=np.float64) * (_TABLE / SAMPLE_RATE)
        index = turns.astype(np.int64) & (_TABLE - 1)
        mellow, bright = self._pair(pitch)
        envelope = self._envelope(samples, release)
        blend = (np.float32(0.25 + 0.75 * velocity) * envelope) ** np.float32(1.5)
        soft = mellow[index]
        wave = soft + (bright[index] - soft) * blend
        if reed.breath:
            wave += self._breath(pitch, total)
        wave *= envelope * (1 + 0.06 * np.sin(2 * np.pi * reed.rate * time) * bloom)
        wave *= strength(velocity)
        return np.asarray(wave, dtype=np.float32)

    def _envelope(self, samples: int, release: int) -> Wave:
        attack = max(seconds(0.006), min(seconds(self._reed.attack), samples // 2))
        envelope = np.ones(samples + release, dtype=np.float32)
        sag = np.linspace(0, 1, max(1, samples - attack), dtype=np.float32)
        envelope[attack:samples] -= 0.25 * sag
        envelope[samples:] = 0.75 if samples > attack else 1.0
        envelope[:attack] *= rise(attack)
        envelope[samples:] *= rise(release)[::-1]
        return envelope

    def _pair(self, pitch: int) -> tuple[Wave, Wave]:
        if pitch not in self._tables:
            k = np.arange(1, len(self._reed.harmonics) + 1)
            loud = np.array(self._reed.harmonics) * (k * hertz(pitch) < 12_000)
            self._tables[pitch] = (_table(loud * k**-self._reed.mellow), _table(loud))
        return self._tables[pitch]

    def _breath(self, pitch: int, samples: int) -> Wave:
        if self._air is None:
            air = band(hiss(_NOISE, dice("breath")), 700, 5000)
            self._air = air / np.float32(np.sqrt(np.mean(np.square(air))))
        start = (pitch * 7_919) % (_NOISE // 2)
        return np.resize(self._air[start:], samples) * np.float32(0.025 * self._reed.breath)


def _table(harmonics: Wave) -> Wave:
    spectrum = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    turns = dice("table").random(harmonics.size)
    spectrum[1 : harmonics.size + 1] = harmonics * np.exp(2j * np.pi * turns * 0.3)
    table = np.fft.irfft(spectrum, _TABLE)
    return np.asarray(0.1 * table / np.sqrt(np.mean(np.square(table))), dtype=np.float32)


def falling(count: int, tilt: float, odd: float = 1.0) -> tuple[float, ...]:
    """Harmonics that fall by a power; ``odd`` is how much of the even ones is left."""
    return tuple(k**-tilt * (1.0 if k % 2 else odd) for k in range(1, count + 1))
