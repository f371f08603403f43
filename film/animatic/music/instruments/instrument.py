"""What every instrument is: somebody with a seat in the room who can play a note."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from film.animatic.sound.waves import Wave, rise


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an instrument sits and how loud it is in the balance."""

    gain: float
    """dB."""
    place: float
    """-1 left to 1 right."""
    wet: float
    """How much of it the hall answers, 0–1."""


class Instrument(ABC):
    """Plays notes; keeps what it has synthesised for as long as it lives."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @abstractmethod
    def play(self, pitch: int, velocity: float, samples: int) -> Wave:
        """Return a note held for some samples and then let go.

        It is mono or stereo, begins and ends at zero, and is louder and brighter with velocity.
        """


def hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch, Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def strength(velocity: float) -> np.float32:
    """Amplitude for a velocity."""
    return np.float32(velocity**1.4)


def shape(wave: Wave, held: int, release: int) -> Wave:
    """Let a ringing wave go after ``held`` samples, in place: silence after ``release`` more."""
    wave = wave[..., : held + release]
    tail = min(release, wave.shape[-1])
    wave[..., wave.shape[-1] - tail :] *= rise(tail)[::-1]
    return wave
