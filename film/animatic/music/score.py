"""The score: a cue as composed, in beats and pitches, before anybody plays it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from film.animatic.music.motif import Motif, Variation
from film.animatic.music.theory import Chord, Key

Role = Literal["lead", "counter", "pad", "bass", "figure", "colour", "drums"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note: beats from the cue's start, beats long, MIDI pitch, 0–1 loud."""

    start: float
    length: float
    pitch: int
    velocity: float


@dataclass(frozen=True, slots=True)
class Track:
    """What one instrument plays."""

    role: Role
    instrument: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A chord's time, in beats."""

    start: float
    length: float
    chord: Chord


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the motif is heard, and how it is varied."""

    start: float
    beats: float
    variation: Variation


@dataclass(frozen=True, slots=True)
class Form:
    """How a cue's length is divided: whole bars that fill it exactly."""

    samples: int
    bars: int
    beats_per_bar: int
    intro: int
    """Bars before the melody."""
    cadence: int
    """Bars at the end that bring the cue home."""
    energy: tuple[float, ...]
    """How much goes on, 0–1, for every bar."""

    @property
    def beats(self) -> int:
        """Length in beats."""
        return self.bars * self.beats_per_bar

    @property
    def samples_per_beat(self) -> Fraction:
        """Exact length of a beat at 48 kHz."""
        return Fraction(self.samples, self.beats)

    @property
    def tempo(self) -> float:
        """Beats per minute, for people."""
        return float(60 * 48_000 / self.samples_per_beat)

    def energy_at(self, beat: float) -> float:
        """How much goes on at a beat."""
        bar = int(beat // self.beats_per_bar)
        return self.energy[min(max(bar, 0), self.bars - 1)]


@dataclass(frozen=True, slots=True)
class Score:
    """A whole cue."""

    key: Key
    form: Form
    harmony: tuple[Span, ...]
    motif: Motif
    statements: tuple[Statement, ...]
    tracks: tuple[Track, ...]

    def track(self, role: Role) -> Track | None:
        """Return the first track with a role, if anybody plays it."""
        return next((track for track in self.tracks if track.role == role), None)

    def chord_at(self, beat: float) -> Chord:
        """Return the chord that sounds at a beat."""
        return span_at(self.harmony, beat).chord


def span_at(harmony: tuple[Span, ...], beat: float) -> Span:
    """Return the span that covers a beat; the last one beyond the end."""
    for span in harmony:
        if beat < span.start + span.length - 1e-9:
            return span
    return harmony[-1]
