"""Ensembles: many players, voices or oscillators at once, from one long spectrum a pitch."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from film.animatic.music.instruments.instrument import Instrument, Seat, hertz, strength
from film.animatic.sound.waves import Wave, dice, rise, seconds
from film.clock import SAMPLE_RATE

_SIZE = 2**17
_HIGHEST = 11_000.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """What an ensemble sounds like."""

    tilt: float
    """Harmonic k is k to the power -tilt strong."""
    cut: float
    """Hz above which it falls away, played softly; two thirds more when loud."""
    spread: float
    """How far the players are apart in tune, cents."""
    attack: float
    """Seconds."""
    release: float
    formants: tuple[tuple[float, float, float], ...] = ()
    """Resonances: Hz, width in Hz, dB."""
    ratios: tuple[float, ...] = ()
    """Partials when they are not harmonic."""
    steady: float = 0.0
    """Share of the sound that does not waver, 0–1; harmonic partials only."""
    tremolo: float = 0.0
    """Bow strokes a second."""


class Ensemble(Instrument):
    """Sustained sound that never repeats audibly and is wide by itself.

    Each partial becomes a bump of random-phase noise as wide as the players are apart in tune
    (the idea of Nasca's PADsynth), with a steady line in its midst: one inverse transform makes
    seconds of seamless ensemble. The same loop half a turn later is the other ear's; half a turn
    is a whole number of periods, so that what is steady stays in the middle.
    """

    def __init__(self, timbre: Timbre, seat: Seat) -> None:
        super().__init__(seat)
        self._timbre = timbre
        self._loops: dict[tuple[int, bool], Wave] = {}
        self._resonances: dict[bool, Wave] = {}
        self._played = 0

    def play(self, pitch: int, velocity: float, samples: int) -> Wave:
        """Return the note in stereo, swelling in and dying away."""
        timbre = self._timbre
        loud = velocity > 0.5
        if (pitch, loud) not in self._loops:
            self._loops[pitch, loud] = self._loop(pitch, loud)
        loop = self._loops[pitch, loud]
        release = seconds(timbre.release)
        attack = max(seconds(0.005), min(seconds(timbre.attack), samples // 2))
        self._played += 1
        start = (self._played * 50_021 + pitch * 7_919) % _SIZE
        other = start + _half_turn(pitch)
        wave = np.stack([_read(loop, at, samples + release) for at in (start, other)])
        envelope = np.full(samples + release, strength(velocity), dtype=np.float32)
        envelope[:attack] *= rise(attack)
        envelope[samples:] *= rise(release)[::-1]
        if timbre.tremolo:
            turn = np.arange(envelope.size, dtype=np.float32) * (timbre.tremolo / SAMPLE_RATE)
            envelope *= 0.62 + 0.38 * np.cos(2 * np.pi * turn + 3 * np.sin(0.37 * turn))
        wave *= envelope
        return wave

    def _loop(self, pitch: int, loud: bool) -> Wave:
        timbre, root = self._timbre, _root(pitch)
        bins = np.fft.rfftfreq(_SIZE, 1 / SAMPLE_RATE)
        highest = int(_HIGHEST / bins[root])
        ratios = np.array(timbre.ratios or range(1, highest + 1), dtype=np.float64)
        ratios = ratios[ratios <= highest]
        amplitude = np.zeros(bins.size)
        tilt = timbre.tilt - (0.15 if loud else 0.0)
        for ratio, gain in zip(ratios, ratios**-tilt, strict=True):
            partial = bins[root] * ratio
            width = max(0.8, partial * (2 ** (timbre.spread / 1200) - 1))
            low, high = np.searchsorted(bins, (partial - 3 * width, partial + 3 * width))
            bump = np.exp(-(((bins[low:high] - partial) / width) ** 2))
            line = np.sqrt(np.square(bump).sum() * timbre.steady)
            amplitude[low:high] += gain * np.sqrt((1 - timbre.steady) / width) * bump
            if line:
                amplitude[round(root * ratio)] += gain * line / np.sqrt(width)
        if loud not in self._resonances:
            self._resonances[loud] = self._resonance(bins, loud)
        amplitude *= self._resonances[loud]
        sounding = np.flatnonzero(amplitude > amplitude.max() * 1e-4)
        turns = dice("ensemble", pitch, int(loud)).random(sounding.size)
        spectrum = np.zeros(bins.size, dtype=np.complex64)
        spectrum[sounding] = amplitude[sounding] * np.exp(2j * np.pi * turns)
        loop = np.fft.irfft(spectrum, _SIZE).astype(np.float32)
        return loop * np.float32(0.1 / np.sqrt(np.mean(np.square(loop))))

    def _resonance(self, bins: npt.NDArray[np.floating], loud: bool) -> Wave:
        cut = self._timbre.cut * (1.66 if loud else 1.0)
        gain = 1 / (1 + (bins / cut) ** 4)
        decibel = np.zeros(bins.size)
        for centre, width, height in self._timbre.formants:
            decibel += height * np.exp(-(((bins - centre) / width) ** 2))
        return np.asarray(gain * 10 ** (decibel / 20), dtype=np.float32)


def _root(pitch: int) -> int:
    """Return the spectrum's bin nearest to a pitch: within five cents from 65 Hz upwards."""
    return round(hertz(pitch) * _SIZE / SAMPLE_RATE)


def _half_turn(pitch: int) -> int:
    """Return about half a loop, in samples, as a whole number of the pitch's periods."""
    root = _root(pitch)
    return round(round(root / 2) * _SIZE / root)


def _read(loop: Wave, start: int, samples: int) -> Wave:
    """Read on from a place in a loop, round and round."""
    start %= loop.size
    rounds = -(-(start + samples) // loop.size)
    return (
        np.tile(loop, rounds)[start : start + samples]
        if rounds > 1
        else loop[start : start + samples]
    )


STRINGS = ((480.0, 200.0, 3.0), (1300.0, 500.0, 2.0))
AH = ((700.0, 160.0, 13.0), (1150.0, 180.0, 9.0), (2600.0, 350.0, 3.0))
METAL = (1.0, 1.41, 2.09, 2.56, 3.31, 4.22, 5.43, 6.8)
GLASS = (1.0, 2.0, 3.0, 5.04, 8.1)
