"""Mouth shapes over time, from phonemes: a standard viseme set with co-articulation."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from math import exp
from typing import NamedTuple

from film.clock import SAMPLE_RATE
from film.model import FilmModel
from film.speech import Phoneme


class Mouth(FilmModel):
    """A mouth shape, continuous so that shapes blend."""

    opening: float = 0.0
    """0 closed lips, 1 jaw wide open."""
    width: float = 0.5
    """0 pursed, 0.5 at rest, 1 spread."""
    rounding: float = 0.0
    """0 flat lips, 1 a rounded pout."""
    teeth: float = 0.0
    """How much the upper teeth show, 0 to 1 (f, v, s, ee)."""
    tongue: float = 0.0
    """How much the tongue shows, 0 to 1 (l, th)."""


REST = Mouth()
"""Lips together, at ease."""


class Viseme(NamedTuple):
    """One of MPEG-4's fifteen visemes as a target, and how strongly it asserts itself."""

    opening: float
    width: float = 0.5
    rounding: float = 0.0
    teeth: float = 0.0
    tongue: float = 0.0
    strength: float = 1.0
    """Of the opening, against its neighbours': k and n take on the vowel's, b and f do not."""
    lips: float = 1.0
    """The same for width and rounding."""


VISEMES: dict[str, Viseme] = {
    "none": Viseme(0.0),
    "pp": Viseme(0.0, 0.48, 0.08, strength=1.2, lips=0.6),
    "ff": Viseme(0.09, 0.52, 0.0, teeth=0.95, strength=2.4, lips=0.9),
    "th": Viseme(0.24, 0.54, 0.0, teeth=0.5, tongue=0.9, strength=1.3, lips=0.6),
    "dd": Viseme(0.18, 0.54, 0.0, teeth=0.45, tongue=0.3, strength=1.0, lips=0.3),
    "kk": Viseme(0.22, 0.52, 0.0, teeth=0.15, strength=0.7, lips=0.2),
    "ch": Viseme(0.22, 0.34, 0.62, teeth=0.65, strength=1.3, lips=1.1),
    "ss": Viseme(0.13, 0.62, 0.0, teeth=0.9, strength=1.4, lips=0.6),
    "nn": Viseme(0.30, 0.54, 0.0, teeth=0.25, tongue=0.55, strength=0.7, lips=0.25),
    "rr": Viseme(0.30, 0.38, 0.45, teeth=0.2, tongue=0.1, strength=0.9, lips=0.8),
    "aa": Viseme(0.92, 0.55, 0.0, teeth=0.15, strength=1.2),
    "e": Viseme(0.60, 0.68, 0.0, teeth=0.3, strength=1.1),
    "ih": Viseme(0.36, 0.76, 0.0, teeth=0.45, strength=1.0),
    "oh": Viseme(0.64, 0.32, 0.62, strength=1.1),
    "ou": Viseme(0.34, 0.14, 1.0, strength=1.1, lips=1.3),
}
"""The visemes of ISO/IEC 14496-2 (MPEG-4 Visual, face animation), in its order: silence; p b m;
f v; θ ð; t d; k g; tʃ dʒ ʃ; s z; n l; r; ɑː; ɛ; ɪ; ɒ; ʊ. See docs/decisions/0004-visemes.md."""

_CONSONANTS = {
    "pp": "pbmɓ", "ff": "fvɱʋ", "th": "θð", "dd": "tdʈɖɾɽɗcɟ",
    "kk": "kɡgqɢxɣχʁhɦħʕʔŋɴjʝçʎʀɠʡʢ", "ch": "ʃʒɕʑʂʐɧ", "ss": "szʦʣ", "nn": "nlɲɳɭɫɬɮʟ",
    "rr": "rɹɻɚɝ", "ou": "wʍɥβɸ",
}  # fmt: skip
_VOWELS = {
    "aa": {"a": 0.95, "ɑ": 0.92, "æ": 0.76, "ɐ": 0.72, "ʌ": 0.68, "ä": 0.95},
    "e": {"ɛ": 0.64, "e": 0.52, "ə": 0.42, "ɜ": 0.50, "ɘ": 0.45, "ᵻ": 0.34, "ɤ": 0.46},
    "ih": {"ɪ": 0.37, "i": 0.30, "ɨ": 0.34, "ɯ": 0.30},
    "oh": {"ɔ": 0.66, "ɒ": 0.74, "o": 0.54, "ɞ": 0.52, "ɵ": 0.44, "œ": 0.54, "ɶ": 0.7, "ø": 0.44},
    "ou": {"ʊ": 0.40, "u": 0.36, "y": 0.33, "ʏ": 0.37, "ʉ": 0.36},
}
"""Vowels by viseme, with an opening of their own by their height."""
_WIDTHS = {
    "i": 0.88, "ə": 0.52, "ɜ": 0.5, "ʌ": 0.52, "ɑ": 0.48, "æ": 0.7, "ɨ": 0.6, "ɯ": 0.55,
    "ʊ": 0.3, "ɒ": 0.42, "ɔ": 0.34, "ø": 0.24, "œ": 0.3,
}  # fmt: skip
_ROUNDINGS = {"ʊ": 0.7, "ɒ": 0.32, "ɔ": 0.55, "o": 0.75, "ø": 0.8, "œ": 0.6}


def _letters() -> dict[str, Viseme]:
    table = {letter: VISEMES[name] for name, all_ in _CONSONANTS.items() for letter in all_}
    for name, openings in _VOWELS.items():
        for letter, opening in openings.items():
            viseme = VISEMES[name]
            table[letter] = viseme._replace(
                opening=opening,
                width=_WIDTHS.get(letter, viseme.width),
                rounding=_ROUNDINGS.get(letter, viseme.rounding),
            )
    return table


_LETTERS = _letters()
for _letter in "lɫ":  # the tongue is up and the jaw down, unlike n's
    _LETTERS[_letter] = VISEMES["nn"]._replace(opening=0.38)
_IS_VOWEL = frozenset("".join("".join(letters) for letters in _VOWELS.values()))
_STRESSED, _UNSTRESSED = 1.06, 0.88
_BREATH = SAMPLE_RATE * 70 // 1_000
"""Silence longer than this closes the mouth."""


class Target(NamedTuple):
    """What the mouth aims at, around a moment."""

    viseme: Viseme
    middle: float
    """Sample."""
    half: float
    """Samples to either side in which it reigns."""


def viseme_of(letter: str) -> Viseme | None:
    """Return the viseme of one IPA letter; None for what shapes no mouth (stress, length, tone)."""
    return _LETTERS.get(letter)


def mouth_track(
    phonemes: Sequence[Phoneme], samples: int, rate: Fraction, frames: int, offset: int = 0
) -> list[Mouth]:
    """Return the mouth in each of ``frames`` frames at ``rate``.

    The recording lasts ``samples`` and starts ``offset`` samples after frame 0 does (before it
    when negative). A frame shows the mouth of its middle. Neighbours blend by dominance (after
    M. Cohen and D. Massaro, "Modeling coarticulation in synthetic visual speech", 1993); lips
    round ahead of the sound; they meet in a frame of each p, b and m, and the teeth show in
    one of each f and v.
    """
    targets = _targets(phonemes, samples)
    middles = [target.middle for target in targets]
    step = SAMPLE_RATE / float(rate)
    shapes: list[Mouth] = []
    for frame in range(frames):
        now = (frame + 0.5) * step - offset + _LEAD
        near = bisect_left(middles, now)
        shapes.append(_blend(targets[max(0, near - 4) : near + 5], now))
    _make_contacts(shapes, targets, step, offset)
    return shapes


def _targets(phonemes: Sequence[Phoneme], samples: int) -> list[Target]:
    """Return the targets in order, with rests before, after and between."""
    targets: list[Target] = []
    done = -SAMPLE_RATE
    for phoneme in phonemes:
        if phoneme.start - done > _BREATH:
            targets.append(_rest(done, phoneme.start))
        targets += _targets_of(phoneme)
        done = phoneme.end
    return [*targets, _rest(done, max(samples, done) + SAMPLE_RATE)]


def _rest(start: int, end: int) -> Target:
    return Target(VISEMES["none"], (start + end) / 2, (end - start) / 2)


def _targets_of(phoneme: Phoneme) -> list[Target]:
    """Return a phoneme's targets: one for each letter, so that a diphthong glides."""
    visemes: list[Viseme] = []
    weights: list[float] = []
    force = _STRESSED if "ˈ" in phoneme.symbol else _UNSTRESSED
    for letter in unicodedata.normalize("NFD", phoneme.symbol):
        viseme = viseme_of(letter)
        if viseme is None:
            if letter == "ː" and weights:
                weights[-1] += 0.6
            continue
        if letter in _IS_VOWEL:
            viseme = viseme._replace(opening=min(1.0, viseme.opening * force))
        visemes.append(viseme)
        weights.append(1.0)
    targets: list[Target] = []
    start = float(phoneme.start)
    for viseme, weight in zip(visemes, weights, strict=True):
        half = (phoneme.end - phoneme.start) * weight / sum(weights) / 2
        targets.append(Target(viseme, start + half, half))
        start += 2 * half
    return targets


_LEAD = SAMPLE_RATE * 0.008  # lips are seen to move before they are heard, never after
_REACH = SAMPLE_RATE * 0.036
_LIP_LEAD, _LIP_LAG = SAMPLE_RATE * 0.075, SAMPLE_RATE * 0.050


def _blend(targets: Sequence[Target], now: float) -> Mouth:
    """Return the mouth at a moment: each target counts by how near it is and how it insists."""
    jaw = lips = opening = width = rounding = teeth = tongue = 1e-9
    for viseme, middle, half in targets:
        past = abs(now - middle) - max(0.6 * half, half - _REACH)
        weight = viseme.strength * exp(-((max(past, 0.0) / _REACH) ** 2))
        jaw += weight
        opening += weight * viseme.opening
        teeth += weight * viseme.teeth
        tongue += weight * viseme.tongue
        reach = _LIP_LEAD if now < middle else _LIP_LAG
        weight = viseme.lips * exp(-((max(past, 0.0) / reach) ** 2))
        lips += weight
        width += weight * viseme.width
        rounding += weight * viseme.rounding
    return Mouth(
        opening=round(opening / jaw, 4),
        width=round(width / lips, 4),
        rounding=round(rounding / lips, 4),
        teeth=round(teeth / jaw, 4),
        tongue=round(tongue / jaw, 4),
    )


def _make_contacts(
    shapes: list[Mouth], targets: Sequence[Target], step: float, offset: int
) -> None:
    """Close the lips, or set the teeth on one, in the frame nearest to each sound that needs it."""
    for viseme, middle, _ in targets:
        if viseme not in (VISEMES["pp"], VISEMES["ff"]):
            continue
        frame = int((middle + offset) // step)
        if 0 <= frame < len(shapes):
            shape = shapes[frame]
            shapes[frame] = shape.model_copy(
                update={
                    "opening": min(shape.opening, viseme.opening),
                    "teeth": max(shape.teeth, viseme.teeth) if viseme.teeth else 0.0,
                    "tongue": 0.0,
                }
            )
