"""Moving a still face's landmarks: lips and jaw by visemes, lids by blinks, the head a little."""

import random
from bisect import bisect_right
from functools import cache
from math import pi, sin

import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.visemes import Mouth

Points = npt.NDArray[np.float64]

RINGS = (0.3, 0.8)
"""Rings around the oval: the first goes some way with the chin, the second stands still."""
_UPPER = tuple(ring[1:10] for ring in mesh.LIP_RINGS)
_LOWER = tuple(ring[:10:-1] for ring in mesh.LIP_RINGS)
"""The lips' rows, outer to inner, nine columns from the picture's left to its right."""
_GAP = 0.44
"""Lips' distance at a full opening, in distances between the eyes' centres."""
_UP = 0.16
"""The upper lip's share of an opening."""
_CORNERS = 0.16
"""How far the mouth's corners go down with an opening."""
_JAW = 0.72
"""The chin's way, in the lower lip's."""
_WIDE, _PURSED = 0.13, 0.24
"""How much a mouth spreads and narrows, as a share of its width."""


def speak(neutral: Points, mouth: Mouth) -> Points:
    """Return how the landmarks (468 × 3) of a face in neutral position move to shape a mouth.

    ``neutral`` has its lips as the picture has them, smiling or open: visemes are absolute, so a
    closed one closes them.
    """
    moves = np.zeros_like(neutral)
    gap = _GAP * mouth.opening**0.9
    closed = _closed_line(neutral)
    across = neutral[list(_UPPER[3]), 0]
    middle, half = neutral[[78, 308], 0].mean(), np.ptp(neutral[[78, 308], 0]) / 2
    profile = np.clip(1 - ((across - middle) / half) ** 2, 0, 1) ** (0.7 - 0.3 * mouth.rounding)
    up = closed - _UP * gap * profile - neutral[list(_UPPER[3]), 1]
    down = closed + (1 - _UP) * gap * profile - neutral[list(_LOWER[3]), 1]
    for depth, damp in enumerate((0.85, 0.95, 1.0, 1.0)):
        moves[list(_UPPER[depth]), 1] = damp * up
        moves[list(_LOWER[depth]), 1] = down * (2 - damp if mouth.rounding < 0.5 else 1)
    for ring in mesh.LIP_RINGS:
        moves[[ring[0], ring[10]], 1] = (_CORNERS + 0.2 * mouth.rounding) * gap
    _jaw(neutral, moves, float(down[4]))
    _spread(neutral, moves, mouth)
    return moves


def blink(neutral: Points, closed: float) -> Points:
    """Return how the landmarks move to close the eyes: 0 as they are, 1 shut."""
    moves = np.zeros_like(neutral)
    for outline in mesh.EYELIDS:
        eye = neutral[list(outline)]
        upper, lower = eye[1:8], eye[15:8:-1]
        shut = lower + 0.12 * (upper - lower)
        for row, share in ((outline[1:8], 1.0), (outline[15:8:-1], 0.0)):
            moves[list(row), 1] = closed * share * (shut - upper)[:, 1]
    for row, share in _FOLDS:
        below = [mesh.EYELIDS[0], mesh.EYELIDS[1]][row[0] > 230][1:8]
        moves[list(row), 1] += share * moves[list(below), 1]
    return moves


_FOLDS = (
    ((247, 30, 29, 27, 28, 56, 190), 0.5),
    ((414, 286, 258, 257, 259, 260, 467), 0.5),
)
"""The rows above the upper lids, which follow them half of the way."""


@cache
def blinks(seed: int, seconds: int) -> tuple[float, ...]:
    """Return when somebody blinks: every few seconds, now and then twice in a row."""
    dice = random.Random(f"blinks {seed}")
    times, now = list[float](), 0.6 + 2 * dice.random()
    while now < seconds:
        times.append(now)
        now += 0.42 if dice.random() < 0.12 else 2.0 + dice.expovariate(1 / 1.9)
    return tuple(times)


def closed_at(seed: int, time: float) -> float:
    """Return how far the eyes are shut at a time in seconds: down in 90 ms, up in 180."""
    times = blinks(seed, 60 * (1 + int(time // 60)))
    at = bisect_right(times, time) - 1
    since = time - times[at] if at >= 0 else 1.0
    if since < 0.09:
        return _ease(since / 0.09)
    return _ease(max(0.0, 1 - (since - 0.09) / 0.18))


def head_at(seed: int, time: float) -> tuple[float, float, float]:
    """Return yaw, pitch and roll in degrees: the small drift of somebody who stands and talks."""
    dice = random.Random(f"head {seed}")
    angles = []
    for most in (3.2, 2.0, 1.6):
        waves = [(0.11 + 0.16 * k + 0.05 * dice.random(), 2 * pi * dice.random()) for k in range(3)]
        parts = (
            sin(2 * pi * rate * time + phase) / (1 + k) for k, (rate, phase) in enumerate(waves)
        )
        angles.append(most * sum(parts) / 1.83)
    return angles[0], angles[1], angles[2]


def turned(points: Points, yaw: float, pitch: float) -> Points:
    """Return neutral points turned by degrees about the head's middle, behind the eyes."""
    a, b = np.radians(yaw), np.radians(pitch)
    about_y = np.array([[np.cos(a), 0, -np.sin(a)], [0, 1, 0], [np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    pivot = np.array([0.0, 0.5, 1.1])
    return np.asarray((points - pivot) @ (about_x @ about_y).T + pivot)


def _closed_line(neutral: Points) -> npt.NDArray[np.float64]:
    """Return y of the nine columns of closed lips: nearer to the upper lip, as jaws close."""
    upper, lower = neutral[list(_UPPER[3]), 1], neutral[list(_LOWER[3]), 1]
    return np.asarray(upper + 0.35 * (lower - upper))


def _jaw(neutral: Points, moves: Points, drop: float) -> None:
    """Let chin and lower cheeks go with the lower lip."""
    lips = {i for ring in mesh.LIP_RINGS for i in ring}
    rest = np.array([i for i in range(len(neutral)) if i not in lips])
    x, y = neutral[rest, 0], neutral[rest, 1]
    line = neutral[[61, 291], 1].mean()
    below = np.clip((y - line) / 0.3, 0, 1)
    share = below * below * (3 - 2 * below) * np.exp(-((x / 0.85) ** 2))
    moves[rest, 1] += _JAW * drop * share


def _spread(neutral: Points, moves: Points, mouth: Mouth) -> None:
    """Widen or purse the lips, and with them the skin around."""
    change = _WIDE * max(0.0, 2 * mouth.width - 1) - _PURSED * max(0.0, 1 - 2 * mouth.width)
    change -= 0.26 * mouth.rounding
    centre = neutral[list(mesh.LIPS_INNER)].mean(0)
    away = neutral[:, :2] - centre[:2]
    near = np.exp(-((away[:, 0] / 0.8) ** 2) - ((away[:, 1] / 0.34) ** 2))
    moves[:, 0] += change * away[:, 0] * near
    pout = 0.05 * mouth.rounding
    moves[:, 2] -= pout * near
    for rows, way in ((_UPPER, -1), (_LOWER, 1)):  # fuller lips
        moves[list(rows[0]), 1] += way * 0.6 * pout


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)
