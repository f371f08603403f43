"""The motif: a film's few notes worth humming, and the ways in which they come back."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Variation = Literal["prime", "inversion", "retrograde", "augmentation", "fragment"]

_RHYTHMS: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (
    ((1.5, 0.5, 2.0), (1.5, 0.5, 1.0)),
    ((1.0, 1.0, 2.0), (1.0, 1.0, 1.0)),
    ((0.5, 0.5, 1.0, 2.0), (0.5, 0.5, 0.5, 1.5)),
    ((1.0, 0.5, 0.5, 2.0), (1.0, 0.5, 0.5, 1.0)),
    ((1.5, 0.5, 1.0, 1.0), (1.0, 0.5, 0.5, 1.0)),
    ((1.5, 0.5, 0.5, 1.5), (1.0, 0.5, 0.5, 1.0)),
    ((0.5, 1.5, 0.5, 1.5), (0.5, 1.0, 0.5, 1.0)),
    ((0.5, 0.5, 0.5, 0.5, 2.0), (0.5, 0.5, 0.5, 0.5, 1.0)),
    ((1.0, 0.5, 0.5, 1.0, 1.0), (0.5, 0.5, 0.5, 0.5, 1.0)),
)
"""One bar's rhythm in four, and the same idea in three."""

_CONTOURS: dict[int, tuple[tuple[int, ...], ...]] = {
    3: ((0, 4, 3), (0, 2, 1), (4, 5, 2), (0, 5, 4), (2, 1, 4), (4, 3, 0), (0, 3, 4)),
    4: (
        (0, 4, 3, 2), (0, 1, 2, 4), (4, 2, 3, 0), (0, 2, 5, 4), (2, 3, 4, 1), (0, -1, 0, 4),
        (4, 5, 4, 1), (0, 4, 5, 2), (2, 4, 3, 1),
    ),
    5: (
        (0, 1, 2, 1, 4), (4, 3, 2, 3, 0), (0, 2, 4, 5, 4), (0, 4, 3, 4, 2), (2, 1, 2, 4, 3),
        (0, 2, 1, 3, 4), (4, 5, 4, 2, 0),
    ),
}  # fmt: skip
"""Scale steps with one leap that is filled or answered, which is what makes a tune hold."""


@dataclass(frozen=True, slots=True)
class Motif:
    """Scale steps from the first note, and lengths in beats; a bar long unless augmented."""

    steps: tuple[int, ...]
    lengths: tuple[float, ...]

    @property
    def beats(self) -> float:
        """Length in beats."""
        return sum(self.lengths)


def make_motif(seed: int, beats_per_bar: int) -> Motif:
    """Compose the film's motif: the same steps for a seed, in a rhythm that fits the metre."""
    rng = Random(f"{seed}:motif")
    four, three = rng.choice(_RHYTHMS)
    contour = rng.choice(_CONTOURS[len(four)])
    if rng.random() < 0.3:
        contour = tuple(-step for step in contour)
    lengths = four if beats_per_bar == 4 else three
    if beats_per_bar == 2:
        lengths = tuple(length / 2 for length in four)
    first = contour[0]
    return Motif(tuple(step - first for step in contour), lengths)


def vary(motif: Motif, variation: Variation) -> Motif:
    """Return the motif turned upside down, backwards, twice as slow, or only begun."""
    steps, lengths = motif.steps, motif.lengths
    if variation == "inversion":
        return Motif(tuple(-step for step in steps), lengths)
    if variation == "retrograde":
        last = steps[-1]
        return Motif(tuple(step - last for step in reversed(steps)), tuple(reversed(lengths)))
    if variation == "augmentation":
        return Motif(steps, tuple(2 * length for length in lengths))
    if variation == "fragment":
        kept = max(2, len(steps) - 1)
        rest = motif.beats - sum(lengths[: kept - 1])
        return Motif(steps[:kept], (*lengths[: kept - 1], rest))
    return motif
