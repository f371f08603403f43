"""Where people stand in a generated picture, and how large it is."""

from dataclasses import dataclass
from itertools import pairwise

from film.screen import Screen
from film.story import Presence, ShotSize

STEP = 32
"""Pixels that widths and heights of generated pictures are multiples of: what image models halve
their pictures down to."""
PORTRAIT, SHEET = 1.0, 10 / 7
"""Width over height."""
SHEET_AREA = 1.25
"""Area of a sheet over that of a portrait."""

CENTRES = {"left": 0.15, "centre left": 0.33, "centre": 0.5, "centre right": 0.67, "right": 0.85}
WIDTHS: dict[ShotSize, float] = {
    "wide": 0.24,
    "medium": 0.5,
    "close-up": 0.8,
    "two-shot": 0.5,
    "over-the-shoulder": 0.5,
    "insert": 0.4,
}
"""Share of the picture's width that one person takes."""


@dataclass(frozen=True)
class Column:
    """The part of a picture that one person's reference shapes: all its height, some of its width.

    Shares of the width, from 0 at the left to 1 at the right.
    """

    left: float
    right: float


EVERYWHERE = Column(0.0, 1.0)


def columns(cast: tuple[Presence, ...], size: ShotSize) -> tuple[Column, ...]:
    """Return each one's column in a shot, in the cast's order; no two overlap."""
    if not cast:
        return ()
    centres = [CENTRES[one.place] for one in cast]
    if len(set(centres)) < len(centres):  # somebody shares a place: all spread evenly, in order
        order = sorted(range(len(cast)), key=lambda place: centres[place])
        for rank, place in enumerate(order):
            centres[place] = (rank + 0.5) / len(cast)
    half = WIDTHS[size] / 2
    ranked = sorted(centres)
    middles = [(one + other) / 2 for one, other in pairwise(ranked)]
    lefts = dict(zip(ranked, [0.0, *middles], strict=True))
    rights = dict(zip(ranked, [*middles, 1.0], strict=True))
    return tuple(
        Column(max(lefts[centre], centre - half), min(rights[centre], centre + half))
        for centre in centres
    )


def picture_size(ratio: float, side: int, area: float = 1.0) -> tuple[int, int]:
    """Return width and height nearest to ``area × side²`` pixels and a ratio, in whole steps."""
    wanted = area * side * side
    best = (float("inf"), STEP, STEP)
    for height in range(STEP, 4 * side + STEP, STEP):
        narrow = max(STEP, int(ratio * height / STEP) * STEP)
        for width in (narrow, narrow + STEP):
            shape = abs(width / height / ratio - 1)
            amount = abs(width * height / wanted - 1)
            best = min(best, (shape + amount, width, height))
    return best[1], best[2]


def crop_to(screen: Screen, width: int, height: int) -> tuple[int, int, int, int]:
    """Return x, y, width and height of the largest middle part that has the screen's shape."""
    if width * screen.height > height * screen.width:
        wide, high = round(height * screen.width / screen.height), height
    else:
        wide, high = width, round(width * screen.height / screen.width)
    wide, high = max(2, wide // 2 * 2), max(2, high // 2 * 2)
    return (width - wide) // 2, (height - high) // 2, wide, high
