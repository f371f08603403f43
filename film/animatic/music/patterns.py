"""Patterns: the ways in which a chord is played under a melody."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from film.animatic.music.harmony import Voicing
from film.animatic.music.score import Form, Note, Span
from film.animatic.music.theory import near


@dataclass(frozen=True, slots=True)
class Moment:
    """One chord's time, as a player sees it."""

    span: Span
    voicing: Voicing
    """The player's notes for the chord, low to high."""
    form: Form
    last: bool
    """Whether the cue ends with this chord."""
    rng: Random

    @property
    def energy(self) -> float:
        """How much goes on, 0–1."""
        return self.form.energy_at(self.span.start)

    def loud(self, base: float) -> float:
        """Velocity for a note that is ``base`` strong at full energy."""
        return round(base * (0.55 + 0.45 * self.energy), 3)


Pattern = Callable[[Moment], list[Note]]


def _grid(
    moment: Moment, step: float, order: tuple[int, ...], base: float, ring: float = 1.6
) -> list[Note]:
    """Play the voicing's notes in an order, one a step; a number past the top adds octaves."""
    if moment.last:
        return roll(moment)
    notes: list[Note] = []
    count = round(moment.span.length / step)
    for index in range(count):
        place = order[index % len(order)]
        octave, tone = divmod(place, len(moment.voicing))
        accent = 0.1 if index % round(moment.form.beats_per_bar / step) == 0 else 0.0
        notes.append(
            Note(
                moment.span.start + index * step,
                step * ring,
                moment.voicing[tone] + 12 * octave,
                moment.loud(base + accent),
            )
        )
    return notes


def hold(moment: Moment) -> list[Note]:
    """All the notes, as long as the chord."""
    span = moment.span
    return [Note(span.start, span.length, pitch, moment.loud(0.6)) for pitch in moment.voicing]


def roll(moment: Moment) -> list[Note]:
    """Roll all the notes upwards and leave them ringing."""
    span = moment.span
    delay = 0.12 if len(moment.voicing) < 5 else 0.08
    return [
        Note(span.start + index * delay, span.length - index * delay, pitch, moment.loud(0.55))
        for index, pitch in enumerate(moment.voicing)
        if index * delay < span.length / 2
    ]


def arpeggio(moment: Moment) -> list[Note]:
    """Up and down through the notes and an octave more, in quavers (crotchets when quiet)."""
    step = 0.5 if moment.energy > 0.28 else 1.0
    return _grid(moment, step, (0, 1, 2, 3, 4, 3, 2, 1), 0.46, 2.2)


def broken(moment: Moment) -> list[Note]:
    """Play a pianist's left hand: low note, fifth, octave, tenth."""
    step = 0.5 if moment.energy > 0.45 else 1.0
    return _grid(moment, step, (0, 1, 3, 2), 0.44, 2.6)


def ostinato(moment: Moment) -> list[Note]:
    """Play a driving figure in quavers, in semiquavers at full energy."""
    step = 0.25 if moment.energy > 0.85 and moment.form.tempo < 112 else 0.5
    return _grid(moment, step, (0, 2, 1, 2, 0, 2, 3, 1), 0.5, 0.8)


def sequence(moment: Moment) -> list[Note]:
    """Play a sequencer's semiquavers (quavers when quiet)."""
    step = 0.25 if moment.energy > 0.4 and moment.form.tempo < 124 else 0.5
    return _grid(moment, step, (0, 2, 1, 3, 2, 4, 1, 3), 0.4, 1.2)


def pulse(moment: Moment) -> list[Note]:
    """Play the whole chord again and again, softly, in quavers or crotchets."""
    step = 0.5 if moment.energy > 0.4 else 1.0
    if moment.last:
        return roll(moment)
    beats = round(moment.span.length / step)
    return [
        Note(
            moment.span.start + index * step,
            step * 0.9,
            pitch,
            moment.loud(0.46 if index % 4 == 0 else 0.36),
        )
        for index in range(beats)
        for pitch in moment.voicing[:3]
    ]


def oompah(moment: Moment) -> list[Note]:
    """Chords after the beat, where the bass is on it."""
    if moment.last:
        return roll(moment)
    notes: list[Note] = []
    for beat in range(round(moment.span.length)):
        at = moment.span.start + beat
        on_bass = (at % moment.form.beats_per_bar) % (2 if moment.form.beats_per_bar != 3 else 3)
        if on_bass:
            notes += [Note(at, 0.4, pitch, moment.loud(0.5)) for pitch in moment.voicing[-3:]]
        elif moment.energy > 0.55:
            notes.append(Note(at + 0.5, 0.3, moment.voicing[-1], moment.loud(0.4)))
    return notes


def creep(moment: Moment) -> list[Note]:
    """Tiptoe: single notes with holes between them."""
    return [note for index, note in enumerate(_grid(moment, 0.5, (0, 2, 1, 2), 0.5, 0.6))
            if moment.last or index % 8 in (0, 2, 3, 6)]  # fmt: skip


def strum(moment: Moment) -> list[Note]:
    """Play a strumming hand: down on the beats, up between them."""
    if moment.last:
        return roll(moment)
    beats = moment.form.beats_per_bar
    strokes = {4: (0, 1, 1.5, 2.5, 3, 3.5), 3: (0, 1, 1.5, 2, 2.5), 2: (0, 0.5, 1, 1.5)}[beats]
    if moment.energy < 0.4:
        strokes = tuple(float(beat) for beat in range(beats))
    notes: list[Note] = []
    for bar in range(round(moment.span.length / beats) or 1):
        for stroke in strokes:
            at = bar * beats + stroke
            if at >= moment.span.length:
                continue
            up = stroke % 1 != 0
            strings = moment.voicing[::-1] if up else moment.voicing
            strings = strings[:3] if up else strings
            strong = 0.34 if up else 0.46 if stroke == 0 else 0.4
            notes += [
                Note(moment.span.start + at + index * 0.025, 0.9, pitch, moment.loud(strong))
                for index, pitch in enumerate(strings)
            ]
    return notes


def rolls(moment: Moment) -> list[Note]:
    """Roll a chord every other bar, every bar at high energy."""
    bar = int(moment.span.start // moment.form.beats_per_bar)
    return roll(moment) if moment.last or bar % 2 == 0 or moment.energy > 0.6 else []


def toll(moment: Moment) -> list[Note]:
    """One low note with its octave, left to die away."""
    low = moment.voicing[0]
    span = moment.span
    notes = [Note(span.start, span.length, low, moment.loud(0.6))]
    if moment.energy > 0.35:
        notes.append(Note(span.start, span.length, low + 12, moment.loud(0.4)))
    if moment.energy > 0.6 and not moment.last:
        notes.append(Note(span.start + span.length / 2, span.length / 2, low, moment.loud(0.45)))
    return notes


def drops(moment: Moment) -> list[Note]:
    """Play a few high notes of the chord, here and there."""
    if moment.last:
        return [Note(moment.span.start + 0.5, 3.0, moment.voicing[-1], moment.loud(0.5))]
    chance = 0.25 + 0.4 * moment.energy
    if moment.rng.random() > chance:
        return []
    at = moment.span.start + moment.rng.choice((0.5, 1.0, 1.5))
    picks = moment.rng.sample(
        moment.voicing, min(len(moment.voicing), moment.rng.choice((1, 2, 3)))
    )
    return [
        Note(at + index * 0.5, 2.5, pitch, moment.loud(0.5)) for index, pitch in enumerate(picks)
    ]


def swell(moment: Moment) -> list[Note]:
    """One long sound that grows and goes, every other chord."""
    bar = int(moment.span.start // moment.form.beats_per_bar)
    if bar % 4 not in (1, 2) or moment.last:
        return []
    return [Note(moment.span.start, moment.span.length, moment.voicing[0], moment.loud(0.7))]


def bass_hold(moment: Moment) -> list[Note]:
    """Play the bass note, as long as the chord."""
    return [Note(moment.span.start, moment.span.length, moment.voicing[0], moment.loud(0.7))]


def bass_drone(moment: Moment) -> list[Note]:
    """Play the same note under everything."""
    return bass_hold(moment)


def bass_pulse(moment: Moment) -> list[Note]:
    """Quavers on the bass note."""
    if moment.last:
        return bass_hold(moment)
    return _grid(moment, 0.5 if moment.energy > 0.35 else 1.0, (0,), 0.6, 0.85)


def bass_walk(moment: Moment) -> list[Note]:
    """Root and fifth in turn, on the strong beats."""
    if moment.last:
        return bass_hold(moment)
    low = moment.voicing[0]
    fifth = near(moment.span.chord.tones[min(2, len(moment.span.chord.tones) - 1)], low - 4)
    step = 3.0 if moment.form.beats_per_bar == 3 else 2.0
    count = max(1, round(moment.span.length / step))
    return [
        Note(
            moment.span.start + index * step, 0.9, fifth if index % 2 else low, moment.loud(0.7)
        )
        for index in range(count)
    ]  # fmt: skip


def bass_steps(moment: Moment) -> list[Note]:
    """Play the bass note, and a push of it before the next chord."""
    span = moment.span
    if moment.last or span.length < 3:
        return bass_hold(moment)
    low = moment.voicing[0]
    return [
        Note(span.start, span.length - 1, low, moment.loud(0.7)),
        Note(span.start + span.length - 1, 1.0, low, moment.loud(0.55)),
    ]


PATTERNS: dict[str, Pattern] = {
    "hold": hold, "roll": rolls, "arpeggio": arpeggio, "broken": broken, "ostinato": ostinato,
    "sequence": sequence, "pulse": pulse, "oompah": oompah, "creep": creep, "strum": strum,
    "toll": toll, "drops": drops, "swell": swell,
}  # fmt: skip
BASS: dict[str, Pattern] = {
    "hold": bass_hold, "drone": bass_drone, "pulse": bass_pulse, "walk": bass_walk,
    "steps": bass_steps,
}  # fmt: skip
