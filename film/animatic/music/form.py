"""Form: bars that fill a cue's length exactly, and the arc of energy through them."""

import math

from film.animatic.music.moods import Bearing, Shape
from film.animatic.music.score import Form
from film.clock import SAMPLE_RATE
from film.sound import Cue


def plan_form(cue: Cue, bearing: Bearing, tempo: float) -> Form:
    """Divide a cue into whole bars at about a tempo, and say how much goes on in each."""
    bars, beats = _fit(cue.samples, bearing.metre, tempo)
    cadence = _cadence_bars(bars, cue.closes)
    intro = 0 if bars < 6 else 2 if cue.opens and bars >= 10 else 1
    level = min(1.0, max(0.05, cue.intensity + bearing.energy))
    arc = tuple(round(level * _arc(bearing.shape, bar, bars, cue), 4) for bar in range(bars))
    return Form(cue.samples, bars, beats, intro, cadence, arc)


def _fit(samples: int, metre: int, tempo: float) -> tuple[int, int]:
    """Bars and beats a bar whose tempo comes nearest; whole phrases are preferred."""
    minutes = samples / SAMPLE_RATE / 60
    best = (math.inf, 1, metre)
    for beats in (metre, 3, 2):
        about = minutes * tempo / beats
        for bars in range(max(1, math.floor(about) - 3), math.ceil(about) + 4):
            cost = abs(math.log2(bars * beats / minutes / tempo))
            cost += 0.0 if bars % 4 == 0 else 0.06 if bars % 2 == 0 else 0.12
            cost += 0.0 if beats == metre else 0.6
            best = min(best, (cost, bars, beats))
    return best[1], best[2]


def _cadence_bars(bars: int, closes: bool) -> int:
    if bars < 4:
        return 1 if bars < 3 else 2
    if not closes:
        return 2
    return 3 if bars < 8 else 4


def _arc(shape: Shape, bar: int, bars: int, cue: Cue) -> float:
    """Energy of a bar relative to the cue's own, between about 0.4 and 1."""
    place = bar / max(1, bars - 1)
    if shape == "rise":
        arc = 0.55 + 0.45 * min(1.0, place / 0.75)
    elif shape == "arch":
        arc = 0.6 + 0.4 * math.sin(math.pi * min(1.0, place / 1.25)) ** 2
    elif shape == "fall":
        arc = 0.95 - 0.3 * place
    else:
        arc = 0.8 + 0.15 * math.sin(2 * math.pi * place - 0.5)
    if cue.opens:
        arc *= 0.75 + 0.25 * min(1.0, place * 4)
    if cue.closes and bars > 3:
        arc = min(1.0, arc + 0.1) if bar < bars - 1 else arc
    elif place > 0.85:
        arc *= 0.85
    return arc
