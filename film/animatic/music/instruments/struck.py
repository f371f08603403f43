"""Struck and plucked instruments: piano, harp, guitar, bells, bars, plucked bass."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from film.animatic.music.instruments.instrument import Instrument, Seat, hertz, shape, strength
from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.waves import Wave, rise, seconds

Body = Callable[[float, float], Modes]
"""Modes for a fundamental in Hz and a brightness from 0 to 1."""

_LAYERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Touch:
    """How a note is begun and let go, in seconds."""

    attack: float
    release: float
    longest: float


class Struck(Instrument):
    """An instrument whose notes ring by themselves."""

    def __init__(self, body: Body, touch: Touch, seat: Seat) -> None:
        super().__init__(seat)
        self._body = body
        self._touch = touch
        self._rung: dict[tuple[int, int], Wave] = {}

    def play(self, pitch: int, velocity: float, samples: int) -> Wave:
        """Return the note, damped when it is let go."""
        release = seconds(self._touch.release)
        layer = min(len(_LAYERS) - 1, int(velocity * len(_LAYERS)))
        wave = self._ring(pitch, layer)[: samples + release] * strength(velocity)
        return shape(wave, samples, release)

    def _ring(self, pitch: int, layer: int) -> Wave:
        if (pitch, layer) not in self._rung:
            wave = ring(self._body(hertz(pitch), _LAYERS[layer]), seconds(self._touch.longest))
            attack = seconds(self._touch.attack)
            wave[:attack] *= rise(attack)
            body = wave[: seconds(0.4)]
            wave *= np.float32(0.12 / np.sqrt(np.mean(np.square(body))))
            self._rung[pitch, layer] = wave
        return self._rung[pitch, layer]


def piano(felt: bool) -> Body:
    """Stiff strings in slightly mistuned pairs, struck at an eighth; felt takes the edge off."""

    def body(frequency: float, bright: float) -> Modes:
        k = np.arange(1, 21)
        stiff = 0.00035 * (frequency / 262) ** 1.3
        ratios = k * np.sqrt(1 + stiff * k * k)
        reach = (900 if felt else 1500) * (0.7 + 1.6 * bright) + 0.8 * frequency
        loud = (np.abs(np.sin(np.pi * k / 8.3)) + 0.08) / k**0.7
        loud = loud * np.exp(-k * frequency / reach)
        length = np.clip(8.0 * (262 / frequency) ** 0.55, 1.2, 14) / (1 + 0.22 * (k - 1))
        thump = np.array([92.0, 148.0, 243.0])
        knock = np.full(3, (0.05 if felt else 0.03) * loud[0])
        return Modes(
            np.concatenate([frequency * ratios, frequency * ratios * 1.0006, thump]),
            np.concatenate([0.68 * loud, 0.32 * loud, knock]),
            np.concatenate([0.35 * length, length, np.full(3, 0.12)]),
        )

    return body


def plucked(at: float, reach: float, ringing: float, damping: float) -> Body:
    """Return a string plucked at a fraction of its length: what a Karplus–Strong loop settles to.

    ``reach`` is how many Hz the pluck excites, ``ringing`` the fundamental's decay in seconds at
    middle C, ``damping`` how much sooner each higher mode is gone.
    """

    def body(frequency: float, bright: float) -> Modes:
        k = np.arange(1, 25)
        loud = np.abs(np.sin(np.pi * k * at)) / k
        loud = loud * np.exp(-k * frequency / (reach * (0.5 + bright) + frequency))
        length = ringing * (262 / frequency) ** 0.5 / (1 + damping * (k - 1) ** 1.2)
        box = np.array([105.0, 210.0])
        return Modes(
            np.concatenate([frequency * k * (1 + 0.00003 * k * k), box]),
            np.concatenate([loud, np.full(2, 0.06)]),
            np.concatenate([length, np.full(2, 0.09)]),
        )

    return body


def bars(
    ratios: tuple[float, ...], loud: tuple[float, ...], ringing: float, fall: float = 0.45
) -> Body:
    """Bars, tines and bells: given partials, the higher ones weaker when played softly."""

    def body(frequency: float, bright: float) -> Modes:
        ratio = np.array(ratios)
        soft = (0.4 + bright) ** np.arange(len(ratios))
        length = ringing * (523 / frequency) ** 0.4 * ratio**-fall
        return Modes(frequency * ratio, np.array(loud) * soft, length)

    return body


def filtered_saw(closing: float, lasting: float, reach: float) -> Body:
    """Return a synthesiser's pluck or bass: a saw whose filter closes in ``closing`` seconds."""

    def body(frequency: float, bright: float) -> Modes:
        k = np.arange(1, 33)
        loud = 1 / k / (1 + (k * frequency / (reach * (0.5 + bright))) ** 2)
        length = lasting / (1 + lasting / closing * (k - 1) / 6)
        return Modes(
            np.concatenate([frequency * k, frequency * k * 1.003]),
            np.concatenate([0.65 * loud, 0.35 * loud]),
            np.concatenate([length, length]),
        )

    return body


GLOCKENSPIEL = ((1.0, 2.76, 5.4), (1.0, 0.18, 0.05))
CELESTA = ((1.0, 2.0, 3.0, 4.0, 6.3), (1.0, 0.12, 0.06, 0.1, 0.03))
MUSIC_BOX = ((1.0, 2.0, 3.01, 5.95, 9.1), (1.0, 0.25, 0.12, 0.08, 0.03))
VIBRAPHONE = ((1.0, 1.003, 4.0, 10.0), (0.6, 0.4, 0.14, 0.02))
MARIMBA = ((1.0, 3.93, 9.2), (1.0, 0.16, 0.04))
BELL = ((0.5, 1.0, 1.19, 1.5, 2.0, 2.51, 3.01, 4.1), (0.3, 1.0, 0.5, 0.25, 0.6, 0.2, 0.15, 0.1))
DULCIMER = ((1.0, 1.004, 2.0, 3.0, 4.02, 5.05, 6.1), (0.6, 0.5, 0.5, 0.3, 0.22, 0.12, 0.08))
"""Partials and their strengths."""
