"""Harmony: the chords of a cue from first bar to cadence, and how voices lead through them."""

from itertools import combinations, pairwise
from random import Random

from film.animatic.music.moods import Harmony
from film.animatic.music.score import Form, Span
from film.animatic.music.theory import Chord, Key, chord

Voicing = tuple[int, ...]

_FAST = 100
"""Beats per minute above which a chord lasts two bars."""


def progress(harmony: Harmony, form: Form, key: Key, rng: Random, closes: bool) -> tuple[Span, ...]:
    """Choose the chords of a cue: phrases of four, then a cadence or an open turn."""
    hold = 2 if form.tempo > _FAST and form.bars > 8 else 1
    body = form.bars - form.cadence
    first, *others = harmony.phrases
    numerals: list[str] = []
    order = [first, *rng.sample(others, len(others))]
    while len(numerals) * hold < body:
        numerals.extend(order[(len(numerals) // 4) % len(order)])
    bars = [numeral for numeral in numerals for _ in range(hold)][:body]
    if form.intro and body > form.intro:
        bars[: form.intro] = [bars[0]] * form.intro
    spans = _spans(bars, form.beats_per_bar, 0.0)
    ending = (
        harmony.home if closes else (*harmony.turn[-1:],) if form.cadence == 1 else harmony.turn
    )
    spans += _cadence(ending, form, closes)
    return tuple(Span(at, length, chord(numeral, key.tonic)) for at, length, numeral in spans)


def _spans(bars: list[str], beats: int, start: float) -> list[tuple[float, float, str]]:
    spans: list[tuple[float, float, str]] = []
    for index, numeral in enumerate(bars):
        if spans and spans[-1][2] == numeral and spans[-1][1] < 2 * beats:
            at, length, _ = spans[-1]
            spans[-1] = (at, length + beats, numeral)
        else:
            spans.append((start + index * beats, float(beats), numeral))
    return spans


def _cadence(ending: tuple[str, ...], form: Form, closes: bool) -> list[tuple[float, float, str]]:
    beats = float(form.beats_per_bar)
    start = (form.bars - form.cadence) * beats
    if not closes:
        return [(start + i * beats, beats, numeral) for i, numeral in enumerate(ending)]
    approach, dominant, tonic = ending
    if form.cadence == 1:
        half = beats / 2
        return [(start, half, dominant), (start + half, half, tonic)]
    if form.cadence == 2:
        half = beats / 2
        return [
            (start, half, approach),
            (start + half, half, dominant),
            (start + beats, beats, tonic),
        ]
    last = start + 2 * beats
    return [
        (start, beats, approach),
        (start + beats, beats, dominant),
        (last, form.beats - last, tonic),
    ]


def lead_voices(chords: list[Chord], low: int, high: int, voices: int) -> list[Voicing]:
    """Voice chords so that each voice moves as little as it can, within a range of pitches."""
    voicings: list[Voicing] = []
    for current in chords:
        options = _options(current, low, high, voices)
        if voicings:
            before, bass = voicings[-1], chords[len(voicings) - 1].bass
            voicings.append(min(options, key=lambda new: _cost(before, new, bass, current.bass)))
        else:
            middle = (low + high) / 2
            voicings.append(min(options, key=lambda new: abs(sum(new) / len(new) - middle)))
    return voicings


def _options(current: Chord, low: int, high: int, voices: int) -> list[Voicing]:
    tones = set(current.tones)
    pitches = [pitch for pitch in range(low, high + 1) if pitch % 12 in tones]
    wanted = min(voices, len(tones))
    complete = [
        voicing
        for voicing in combinations(pitches, voices)
        if len({pitch % 12 for pitch in voicing}) >= wanted and _open(voicing)
    ]
    return complete or list(combinations(pitches, min(voices, len(pitches))))


def _open(voicing: Voicing) -> bool:
    gaps = [upper - lower for lower, upper in pairwise(voicing)]
    return all(gap <= 12 for gap in gaps) and (not gaps or gaps[0] > 2)


def _cost(before: Voicing, after: Voicing, bass_before: int, bass_after: int) -> float:
    """Semitones moved, with leaps dear and parallel fifths and octaves dearer."""
    moves = [new - old for old, new in zip(before, after, strict=False)]
    cost = sum(abs(move) + (abs(move) > 4) * 3 for move in moves)
    cost += 4 * (len({move > 0 for move in moves if move}) == 1 and len(moves) > 2)
    for (old_a, new_a), (old_b, new_b) in combinations(zip(before, after, strict=False), 2):
        if new_a != old_a and (new_b - new_a) % 12 == (old_b - old_a) % 12 in (0, 7):
            cost += 6
    for old, new in zip(before, after, strict=False):
        if new != old and (new - bass_after) % 12 == (old - bass_before) % 12 in (0, 7):
            cost += 3
    return cost
