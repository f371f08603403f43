"""Melody: the motif stated, varied and answered in phrases that breathe."""

from dataclasses import dataclass
from random import Random

from film.animatic.music.motif import Motif, Variation, vary
from film.animatic.music.score import Form, Note, Span, Statement, span_at
from film.animatic.music.theory import Chord, Key, near

_PLANS: tuple[tuple[str, ...], ...] = (
    ("prime", "hold", "prime", "close"),
    ("prime", "prime", "inversion", "close"),
    ("inversion", "hold", "prime", "close"),
    ("augmentation", "", "fragment", "close"),
    ("fragment", "fragment", "prime", "close"),
    ("retrograde", "hold", "prime", "close"),
)
"""What the four bars of a phrase do; a second ``prime`` in a row becomes a sequence by itself."""

_SPARSE = ("", "", "fragment", "close")
_OPENINGS = (0, 2, 3, 4, 5, 1)
"""The first phrase of each cue of a film, so that the motif never comes back the same way."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What the melody has to fit."""

    key: Key
    form: Form
    harmony: tuple[Span, ...]
    centre: int
    """MIDI pitch around which it lies."""
    breath: float
    closes: bool
    part: int


class Melodist:
    """Writes one cue's melody; ask once."""

    def __init__(self, brief: Brief, motif: Motif, rng: Random) -> None:
        self.brief = brief
        self.motif = motif
        self.rng = rng
        self.notes: list[Note] = []
        self.statements: list[Statement] = []
        self._last = brief.centre

    def write(self) -> tuple[tuple[Note, ...], tuple[Statement, ...]]:
        """Return the melody's notes and where the motif is in them."""
        form = self.brief.form
        last = form.bars - form.cadence
        bar, phrase = form.intro, 0
        if last - bar < 1 and form.bars > 1:
            last = bar + 1
        while bar < last:
            length = min(4, last - bar)
            self._phrase(bar, length, phrase)
            bar, phrase = bar + length, phrase + 1
        self._ending(last)
        return tuple(self.notes), tuple(self.statements)

    def _phrase(self, bar: int, bars: int, index: int) -> None:
        plan = self._plan(index)
        if bars < 4:
            plan = (*plan[: bars - 1], "close") if bars > 2 else ("prime", "hold")[:bars]
        for offset, action in enumerate(plan):
            start = float((bar + offset) * self.brief.form.beats_per_bar)
            if action == "augmentation" and offset + 2 > bars:
                action = "prime"
            self._act(action, start)

    def _plan(self, index: int) -> tuple[str, ...]:
        first = _OPENINGS[self.brief.part % len(_OPENINGS)]
        if index == 0:
            return _PLANS[first]
        if index % 2 and self.brief.breath > 0.42:
            return _SPARSE
        return _PLANS[(first + index) % 2] if index % 3 else self.rng.choice(_PLANS)

    def _act(self, action: str, start: float) -> None:
        beats = self.brief.form.beats_per_bar
        if action in ("hold", "close"):
            if action == "hold" and self.rng.random() < self.brief.breath:
                return
            self._long(start, beats * (0.9 if action == "hold" else 0.7))
        elif action:
            self._state(action, start)  # type: ignore[arg-type]

    def _state(self, variation: Variation, start: float) -> None:
        """Write the motif where it fits the harmony best, without bending its shape."""
        motif = vary(self.motif, variation)
        shift = min(self._shifts(), key=lambda by: self._strain(motif, start, by))
        at = start
        for step, length in zip(motif.steps, motif.lengths, strict=True):
            chord = span_at(self.brief.harmony, at).chord
            pitch = bend(self.brief.key.pitch(step + shift), chord, self.brief.key)
            self._sing(at, length, pitch)
            at += length
        self.statements.append(Statement(start, motif.beats, variation))

    def _shifts(self) -> range:
        home = self.brief.key.degree(self.brief.centre)
        return range(home - 8, home + 7)

    def _strain(self, motif: Motif, start: float, shift: int) -> float:
        """How badly the motif sits on the chords, and far from the voice, when moved by steps."""
        cost, at, previous = 0.0, start, self._last
        repeated = bool(self.statements) and self.statements[-1].start >= start - 8
        for index, (step, length) in enumerate(zip(motif.steps, motif.lengths, strict=True)):
            pitch = self.brief.key.pitch(step + shift)
            tones = span_at(self.brief.harmony, at).chord.tones
            if pitch % 12 not in tones:
                cost += length * (2.0 if at % 1 == 0 else 0.7)
                cost += 2.0 * length * ((pitch - 1) % 12 in tones)
            cost += 0.35 * max(0, abs(pitch - self.brief.centre) - 6)
            if index == 0:
                cost += 0.2 * max(0, abs(pitch - previous) - 4)
                cost += 1.5 * (repeated and pitch == self.notes[-len(motif.steps)].pitch)
            at += length
        return cost

    def _long(self, start: float, length: float) -> None:
        """Sing a long chord tone a small step from the last note."""
        chord = span_at(self.brief.harmony, start).chord
        options = [near(tone, self._last) for tone in chord.tones[:3]]
        pull = (self.brief.centre - self._last) / 6
        rest = {pitch: 3.0 * (pitch == self._last) for pitch in options}  # a tune moves on
        self._sing(start, length, min(options, key=lambda p: abs(p - self._last - pull) + rest[p]))

    def _ending(self, bar: int) -> None:
        """Sing through the cadence: down or up by step to the tonic, or to an open chord tone."""
        beats = float(self.brief.form.beats_per_bar)
        end = float(self.brief.form.beats)
        spans = [span for span in self.brief.harmony if span.start >= bar * beats]
        for index, span in enumerate(spans):
            last = index == len(spans) - 1
            if last and self.brief.closes:
                tonic = near(self.brief.key.tonic, self._last)
                self._sing(span.start, end - span.start, tonic)
            elif self.brief.closes or last:
                self._long(span.start, span.length * 0.95)

    def _sing(self, start: float, length: float, pitch: int) -> None:
        accent = 0.06 if start % self.brief.form.beats_per_bar == 0 else 0.0
        energy = self.brief.form.energy_at(start)
        height = 0.006 * (pitch - self.brief.centre)  # a line leans into its high notes
        velocity = min(1.0, max(0.2, 0.42 + 0.38 * energy + accent + height))
        self.notes.append(Note(start, length, pitch, round(velocity, 3)))
        self._last = pitch


def bend(pitch: int, chord: Chord, key: Key) -> int:
    """Give way to a chord's tone outside the key: a minor dominant's leading tone, say."""
    if pitch % 12 in chord.tones:
        return pitch
    for by in (1, -1):
        altered = (pitch + by) % 12
        if altered in chord.tones and altered not in key.classes:
            return pitch + by
    return pitch
