"""The head as a turning solid: where each part of a face goes when the head turns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import skia

from film.animatic.figure.build import Measures
from film.animatic.figure.geometry import (
    Knot,
    Point,
    between,
    both_sides,
    curve,
    cut,
    joined,
    mirrored,
)

FULL_TURN = 1.12
"""How far a head that is turned by 1 has rotated, in radians: a profile that shows its face."""


@dataclass(frozen=True)
class Skull:
    """A human head in head space (centre (0, 0), crown −0.5, chin +0.5), turned."""

    m: Measures
    turn: float
    bulk: float = 0.96
    """How far a turned head grows out at the back: people's do, beasts' less."""

    @property
    def yaw(self) -> float:
        """The rotation in radians, positive to the picture's right."""
        return self.turn * FULL_TURN

    @property
    def side(self) -> float:
        """Which way the face looks: −1 left, +1 right (also when straight on)."""
        return -1.0 if self.turn < 0 else 1.0

    @property
    def profile(self) -> float:
        """0 straight on … 1 in profile."""
        return min(abs(self.turn), 1.0)

    def x(self, angle: float, radius: float | None = None) -> float:
        """Return x of a point on the head, by its angle from the face's middle."""
        radius = self.m.cheek if radius is None else radius
        x = radius * math.sin(angle + self.yaw)
        behind = x * self.side < 0
        return x * (1 + (0.17 * self.bulk * self.profile if behind else -0.06 * self.profile))

    def narrow(self, angle: float) -> float:
        """Return the factor by which turning narrows a feature at an angle; ≤ 0 when hidden."""
        return math.cos(angle + self.yaw) / math.cos(angle)

    def points(self, grow: float = 0.0, crown: float = 0.0) -> list[Point]:
        """Return the outline's points, the skull's part grown outward (for hair and hats)."""
        m = self.m
        front = both_sides([
            (0, -0.5), (m.cheek * 0.55, -0.437), (m.cheek * 0.9, -0.275),
            (m.cheek * 1.0, -0.09), (m.cheek * 0.985, 0.09 + 0.04 * m.child),
            (m.jaw * 0.985, 0.27), (m.jaw * 0.47 + m.chin * 0.62, 0.422), (m.chin * 0.7, 0.496),
        ])  # fmt: skip
        depth = m.cheek / 0.405
        side = [
            (-0.05, -0.5), (0.17, -0.452), (0.335, -0.30), (0.372, -0.11), (0.352, 0.06),
            (0.368, 0.28), (0.335, 0.425), (0.235, 0.498), (0.06, 0.455), (-0.09, 0.37),
            (-0.19, 0.28), (-0.40, 0.12), (-0.475, -0.08), (-0.42, -0.30), (-0.26, -0.44),
        ]  # fmt: skip
        side = [(x * depth, y) for x, y in side]
        whole = between(front, side, self.profile * self.bulk)
        if grow or crown:
            whole = [_grown(p, grow, crown) for p in whole]
        return mirrored(whole, self.side)

    @cached_property
    def bare(self) -> skia.Path:
        """The head without its nose."""
        return curve(self.points())

    @cached_property
    def outline(self) -> skia.Path:
        """The head's silhouette, with the nose where it stands out."""
        return joined(self.bare, curve(self.nose)) if self.profile > 0.25 else self.bare

    @cached_property
    def nose(self) -> list[Knot]:
        """The nose's outline: bridge, tip, wing."""
        m = self.m
        long, hump, droop, wide = {
            "button": (0.055, 0.0, -0.02, 0.9), "straight": (0.085, 0.004, 0.0, 1.0),
            "broad": (0.075, 0.0, 0.005, 1.35), "hooked": (0.10, 0.024, 0.028, 0.95),
            "pointed": (0.115, -0.006, -0.012, 0.82),
        }[m.nose]  # fmt: skip
        s, size = self.side, m.nose_size
        tip_y = m.nose_y + droop * size
        ahead = math.sin(abs(self.yaw))
        bridge = m.cheek * 0.89 * ahead
        tip = (m.cheek * 0.86 + long * size * 0.9) * ahead
        wing = 0.055 * wide * size * (1 - 0.35 * ahead)
        base = m.cheek * 0.80 * ahead
        return [
            (s * (bridge - 0.03), m.eye_y - 0.05),
            (s * (bridge + 0.012 + hump * ahead), m.eye_y + 0.02),
            (s * (tip - 0.012 + hump * 0.8 * ahead), tip_y - 0.045 * size),
            (s * tip, tip_y),
            (s * (tip - 0.035 * size), tip_y + 0.033 * size),
            (s * (base - wing * 0.4), tip_y + 0.036 * size),
            (s * (base - wing), tip_y + 0.01),
            (s * (base - wing * 0.6), tip_y - 0.05),
        ]

    @property
    def mouth(self) -> Point:
        """The mouth's centre."""
        return (self.m.cheek * 0.745 * math.sin(self.yaw), self.m.mouth_y)

    @property
    def mouth_narrow(self) -> float:
        """How much the turned head narrows the mouth."""
        return max(math.cos(self.yaw), 0.52)

    def eye(self, which: float) -> tuple[float, float, float]:
        """Return an eye's x, y and narrowing; which is −1 for the left one in the picture."""
        angle = which * self.m.eye_angle
        return self.x(angle, self.m.cheek * 0.97), self.m.eye_y, self.narrow(angle)

    def visible(self, line: Sequence[Point]) -> list[Point]:
        """Return a line round the head, given as (degrees from the face's middle, y), as seen.

        What lies behind the head runs along its edge, just outside.
        """
        seen = []
        for degrees, y in line:
            angle = math.radians(degrees) + self.yaw
            # Keep within half a turn either side of where the face looks.
            if abs(angle) > math.pi / 2:
                away = 1.45 + 0.2 * (abs(angle) - math.pi / 2)
                x = math.copysign(self.m.cheek * away, angle)
            else:
                x = self.x(math.radians(degrees), self.m.cheek * 1.03)
            seen.append((x, y))
        return seen

    def lower(self, line: Sequence[Point], floor: float = 3.0) -> skia.Path:
        """Return all that lies below a line round the head, (degrees, y) left to right."""
        points = self.visible(line)
        window = curve(points, closed=False, pull=1 / 7)
        window.lineTo(2, points[-1][1])
        window.lineTo(2, floor)
        window.lineTo(-2, floor)
        window.lineTo(-2, points[0][1])
        window.close()
        return window

    def upper(self, line: Sequence[Point]) -> skia.Path:
        """Return all that lies above a line round the head."""
        return self.lower(line, -3.0)

    def above(self, shape: skia.Path, line: Sequence[Point]) -> skia.Path:
        """Return the part of a shape above a line round the head."""
        return cut(shape, self.lower(line))


def _grown(point: Point, grow: float, crown: float) -> Point:
    x, y = point
    up = min(max((0.35 - y) / 0.5, 0.0), 1.0)
    lift = min(max((-0.1 - y) / 0.4, 0.0), 1.0)
    return (x * (1 + grow * 2.2 * up), y * (1 + grow * 1.2 * up) - crown * lift)
