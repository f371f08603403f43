"""The clothed body as a turning solid: where each part of a garment goes."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import skia

from film.animatic.figure.build import Measures
from film.animatic.figure.geometry import Knot, Point, curve, lerp
from film.animatic.figure.wardrobe import Garment

BODY_TURN = 0.85
"""How far shoulders rotate, in radians, when the head turns by 1."""


@dataclass(frozen=True)
class Torso:
    """A torso in body space: the crotch's height is y = ``crotch``, the spine at x = 0."""

    m: Measures
    garment: Garment
    turn: float
    seated: bool = False

    @property
    def shoulder_y(self) -> float:
        """Height of the shoulders' line."""
        return -(self.m.height - 1.06)

    @property
    def crotch(self) -> float:
        """Height of the crotch."""
        return self.shoulder_y + self.m.torso

    @property
    def side(self) -> float:
        """Which way it faces, −1 or +1."""
        return -1.0 if self.turn < 0 else 1.0

    @property
    def profile(self) -> float:
        """0 straight on … 1 turned away most."""
        return min(abs(self.turn), 1.0)

    @property
    def hem_y(self) -> float:
        """Height of the garment's hem."""
        low = self.crotch * (1 - self.garment.hem)
        return low if not self.seated else min(low, self.crotch * 0.6)

    def y(self, v: float) -> float:
        """Return the height of a level: 0 the shoulders, 1 the crotch."""
        return self.shoulder_y + v * self.m.torso

    @cached_property
    def _widths(self) -> list[Point]:
        """Levels and half-widths of the dressed torso, down to its hem."""
        m, g = self.m, self.garment
        chest = m.shoulder * 0.90 + g.loose * 0.8
        drawn = lerp(
            max(m.waist, m.hip * 0.9), m.waist * (0.94 - 0.06 * m.feminine), min(g.waist, 1)
        )
        hip = m.hip + g.loose
        levels = [
            (-0.075, m.neck * 1.25), (-0.035, m.shoulder * 0.52),
            (0.045, m.shoulder * 0.93 + g.shoulder), (0.13, m.shoulder * 0.985 + g.shoulder),
            (0.30, chest), (0.60, drawn + g.loose * 0.7 + 0.02), (0.80, (hip + drawn) / 2 + 0.03),
            (0.98, hip),
        ]  # fmt: skip
        end = (self.hem_y - self.shoulder_y) / m.torso
        if end > 1.05:
            levels += [
                (lerp(0.98, end, share), hip + g.flare * share**0.85) for share in (0.35, 0.7, 1.0)
            ]
        else:
            levels[-1] = (max(end, 0.9), hip)
        return levels

    def half(self, v: float) -> float:
        """Return half the width at a level, as turned."""
        levels = self._widths
        width = levels[-1][1]
        for (a, p), (b, q) in pairwise(levels):
            if v <= b:
                width = lerp(p, q, min(max((v - a) / (b - a), 0.0), 1.0))
                break
        narrow = 0.26 if v < 0.5 else 0.17
        return width * (1 - narrow * self.profile)

    def middle(self, v: float) -> float:
        """Return x of the spine's line at a level: bellies and chests lead where they face."""
        belly = math.exp(-(((v - 0.68) / 0.22) ** 2)) * max(self.m.waist - self.m.hip * 0.9, 0)
        chest = math.exp(-(((v - 0.30) / 0.18) ** 2)) * 0.07 * self.m.feminine
        return (
            self.side * self.profile * (belly * 0.8 + chest - self.m.stoop * 0.4 * (1 - min(v, 1)))
        )

    def at(self, u: float, v: float) -> Point:
        """Return a point on the front: u −1 … 1 from side to side, v 0 shoulders … 1 crotch."""
        angle = u * math.pi / 2 * 0.98 + self.turn * BODY_TURN
        angle = min(max(angle, -math.pi / 2), math.pi / 2)
        return (self.middle(v) + self.half(v) * math.sin(angle), self.y(v))

    def line(self, *points: Point) -> list[Point]:
        """Return points on the front, from (u, v) pairs."""
        return [self.at(u, v) for u, v in points]

    def patch(self, *points: Point) -> skia.Path:
        """Return a closed smooth patch on the front, from (u, v) pairs."""
        return curve(self.line(*points))

    def shoulder(self, which: float) -> Point:
        """Return a shoulder joint; which is −1 for the picture's left."""
        far = which * self.side > 0
        reach = self.m.shoulder * 0.84 + self.garment.shoulder * 0.7
        reach *= 1 - (0.46 if far else 0.36) * self.profile
        return (which * reach + self.middle(0.1), self.y(0.125))

    @cached_property
    def outline(self) -> skia.Path:
        """The garment's silhouette without sleeves."""
        right: list[Knot] = []
        left: list[Knot] = []
        last = self._widths[-1][0]
        for v, _ in self._widths:
            half = self.half(v)
            corner = (1,) if v == last else ()
            right.append((self.middle(v) + half, self.y(v), *corner))
            left.append((self.middle(v) - half, self.y(v), *corner))
        sag = 0.05 if self.garment.flare else 0.03
        bottom: list[Knot] = [(self.middle(last), self.y(last) + sag)]
        return curve([*right, *bottom, *reversed(left)])
