"""What stands before the figures: grass, rocks and boughs that frame the lens, and mist.

The frame's middle stays free: only its bottom 18 % and its outer 12 % on each side are used.
"""

import math
import random

import skia

from film.animatic.layers import Layer
from film.animatic.light import RGB
from film.animatic.sets.brush import Point, blob, paint_of, polygon, radial, tufts, veil
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.flora import branch
from film.animatic.sets.land import GRASS, SNOW, STONE, covered
from film.animatic.sets.place import BOTTOM, Place

LEAVES = rgb(0x3E6B3A)
LEAF_LENGTH = 0.036
EDGE = 0.11
"""Share of the frame's width, on each side, that tall foreground may take."""
FLOOR = 0.84
"""Least y of foreground across the middle."""


def near_tone(place: Place, local: RGB, light: float = 0.0) -> RGB:
    """Return a local colour close to the lens: half in silhouette."""
    return scale(place.palette.tone(covered(place, local, 0.5), light), 0.62)


def grass_fringe(place: Place, local: RGB = GRASS, height: float = 0.09, gap: float = 0.0) -> Layer:
    """Return a fringe of tall grass along the frame's foot, higher at its corners.

    ``gap`` is the share of the frame's width, in its middle, that is left without.
    """

    def paint(canvas: skia.Canvas) -> None:
        dice = place.dice("fringe")
        for light, lift in ((0.35, 0.0), (0.0, 0.03)):
            line = []
            x = place.left
            while x < place.right:
                sink = _sink(place, x, gap)
                if sink < 0.12:
                    line.append((x, _rim(place, x) + height * 0.75 + lift + sink))
                x += dice.uniform(0.012, 0.03)
            tufts(canvas, dice, line, height, near_tone(place, local, light))
        count = 48
        step = (place.right - place.left) / count
        ground = [(x, _rim(place, x) + height + _sink(place, x, gap))
                  for x in (place.left + step * i for i in range(count + 1))]  # fmt: skip
        foot = polygon([*ground, (place.right, BOTTOM), (place.left, BOTTOM)])
        canvas.drawPath(foot, paint_of(near_tone(place, local)))

    return Layer("fringe", 1.35, paint, sway=0.003)


def rock_corner(place: Place, local: RGB = STONE) -> Layer:
    """Return dark rocks in the frame's lower corners."""

    def paint(canvas: skia.Canvas) -> None:
        dice = place.dice("corner")
        for way in (0, 1):
            edge = place.aspect if way else 0.0
            sign = 1 if way else -1
            for out, size in ((0.32, 0.2), (0.12, 0.13), (-0.05, 0.07), (-0.16, 0.035)):
                centre = (edge + sign * out, 0.97 + 0.2 * size)
                rock = blob(dice, centre, (size * 0.95, size * 0.62), 0.14, 8)
                canvas.drawPath(rock, paint_of(near_tone(place, local, 0.1)))
                if place.palette.snow:
                    cap = blob(dice, (centre[0], centre[1] - size * 0.5), (size * 0.6, size * 0.13))
                    canvas.drawPath(cap, paint_of(near_tone(place, SNOW, 0.6)))

    return Layer("rocks", 1.4, paint)


def bough(place: Place, local: RGB = LEAVES, side: float | None = None) -> Layer:
    """Return a leafy bough that leans in from an upper corner (by default the dark side)."""
    way = side if side is not None else -place.palette.side

    def paint(canvas: skia.Canvas) -> None:
        dice = place.dice("bough")
        edge = place.aspect if way > 0 else 0.0
        inner = edge - way * (place.aspect * EDGE - LEAF_LENGTH)
        bark = near_tone(place, rgb(0x4A382C))
        for foot, tip in (((edge + way * 0.5, 0.1), (inner + way * 0.05, 0.03)),
                          ((edge + way * 0.45, 0.28), (inner + way * 0.08, 0.2)),
                          ((edge + way * 0.4, -0.2), (inner, -0.12))):  # fmt: skip
            branch(canvas, dice, (foot, tip), 0.014, (bark, 0))
            _leaves(canvas, dice, place, (foot, tip), (local, inner))

    return Layer("bough", 1.3, paint, sway=0.006)


def _leaves(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    run: tuple[Point, Point],
    look: tuple[RGB, float],
) -> None:
    (x0, y0), (x1, y1) = run
    local, inner = look
    for light, count in ((0.0, 70), (0.5, 26)):
        path = skia.Path()
        for _ in range(count):
            share = dice.uniform(0.2, 1.05)
            x = x0 + (x1 - x0) * share + dice.gauss(0, 0.035)
            x = max(x, inner) if x1 < x0 else min(x, inner)
            y = y0 + (y1 - y0) * share + dice.gauss(0, 0.05)
            angle, long = dice.uniform(0, math.tau), dice.uniform(0.45, 0.95) * LEAF_LENGTH
            dx, dy = math.cos(angle) * long, math.sin(angle) * long
            path.moveTo(x - dx, y - dy)
            path.quadTo(x - dy * 0.5, y + dx * 0.5, x + dx, y + dy)
            path.quadTo(x + dy * 0.5, y - dx * 0.5, x - dx, y - dy)
        canvas.drawPath(path, paint_of(near_tone(place, local, light)))


def mist_layers(place: Place) -> list[Layer]:
    """Return the fog that hangs behind and before the figures; nothing in clear air."""
    palette = place.palette
    if palette.fog < 0.2:
        return []
    thick = palette.fog

    def behind(canvas: skia.Canvas) -> None:
        dice = place.dice("mist")
        veil(
            canvas,
            (place.left, 0.2, place.right, 1.0),
            palette.haze,
            (0.0, 0.3 * thick, 0.8 * thick, 0.25 * thick, 0.0),
        )
        for _ in range(9):
            wide = dice.uniform(0.3, 0.6)
            y = dice.uniform(0.5, 0.8)
            x = dice.uniform(place.left, place.right)
            _wisp(canvas, palette.haze, (x, y), (wide, wide * 0.16), 0.35 * thick)

    def before(canvas: skia.Canvas) -> None:
        veil(
            canvas,
            (place.left, FLOOR, place.right, BOTTOM),
            mix(palette.haze, palette.sky[1], 0.2),
            (0.0, 0.35 * thick, 0.5 * thick, 0.5 * thick),
        )

    return [Layer("mist", 0.82, behind, drift=0.012), Layer("low mist", 1.2, before)]


def _wisp(canvas: skia.Canvas, colour: RGB, centre: Point, size: Point, alpha: float) -> None:
    canvas.save()
    canvas.translate(*centre)
    canvas.scale(*size)
    stops = [(0.0, colour, alpha), (0.5, colour, alpha * 0.5), (1.0, colour, 0.0)]
    canvas.drawCircle(0, 0, 1, radial((0, 0), 1, stops))
    canvas.restore()


def _sink(place: Place, x: float, gap: float) -> float:
    """Return how far the fringe sinks out of the frame at an x in or near its gap."""
    inside = gap / 2 - abs(x / place.aspect - 0.5)
    return 0.0 if not gap else min(0.45, max(0.0, 0.08 + inside) * 1.2)


def _rim(place: Place, x: float) -> float:
    """Return the y of the foreground's rim: low in the middle, higher at the sides."""
    out = abs(x / place.aspect - 0.5) * 2
    return 0.93 - 0.08 * max(0.0, out - 0.55) / 0.45
