"""Brushes: fills, gradients, glows, organic shapes and dabs, on a canvas in set space."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import skia

from film.animatic.light import RGB

Point = tuple[float, float]
Stop = tuple[float, RGB, float]
"""Position from 0 to 1, colour, alpha."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def ink(colour: RGB, alpha: float = 1.0) -> int:
    """Return a colour as the canvas takes it."""
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in colour)
    return round(255 * min(1.0, max(0.0, alpha))) << 24 | red << 16 | green << 8 | blue


def paint_of(colour: RGB, alpha: float = 1.0) -> skia.Paint:
    """Return a smooth-edged fill."""
    return skia.Paint(Color=ink(colour, alpha), AntiAlias=True)


def stroke_of(colour: RGB, width: float, alpha: float = 1.0) -> skia.Paint:
    """Return a round-ended line of a width in set units."""
    return skia.Paint(
        Color=ink(colour, alpha),
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def linear(start: Point, end: Point, stops: Sequence[Stop]) -> skia.Paint:
    """Return a fill that runs from one point to another."""
    paint = skia.Paint(AntiAlias=True, Dither=True)
    paint.setShader(
        skia.GradientShader.MakeLinear(
            points=[skia.Point(*start), skia.Point(*end)],
            colors=[ink(colour, alpha) for _, colour, alpha in stops],
            positions=[position for position, _, _ in stops],
        )
    )
    return paint


def vertical(top: float, bottom: float, *colours: RGB) -> skia.Paint:
    """Return a fill that runs down evenly through opaque colours."""
    last = max(1, len(colours) - 1)
    return linear((0, top), (0, bottom), [(i / last, c, 1.0) for i, c in enumerate(colours)])


def radial(centre: Point, radius: float, stops: Sequence[Stop]) -> skia.Paint:
    """Return a fill that runs from a centre outwards."""
    paint = skia.Paint(AntiAlias=True, Dither=True)
    paint.setShader(
        skia.GradientShader.MakeRadial(
            center=skia.Point(*centre),
            radius=radius,
            colors=[ink(colour, alpha) for _, colour, alpha in stops],
            positions=[position for position, _, _ in stops],
        )
    )
    return paint


def glow(canvas: skia.Canvas, centre: Point, radius: float, colour: RGB, strength: float) -> None:
    """Bloom light around a point: soft, brightening what lies beneath."""
    stops = [(0.0, colour, strength), (0.25, colour, strength * 0.5),
             (0.55, colour, strength * 0.16), (1.0, colour, 0.0)]  # fmt: skip
    paint = radial(centre, radius, stops)
    paint.setBlendMode(skia.BlendMode.kScreen)
    canvas.drawCircle(*centre, radius, paint)


def veil(canvas: skia.Canvas, box: Box, colour: RGB, alphas: Sequence[float]) -> None:
    """Lay a mist over a box: alphas are spread evenly from its top to its bottom."""
    last = max(1, len(alphas) - 1)
    stops = [(i / last, colour, alpha) for i, alpha in enumerate(alphas)]
    canvas.drawRect(skia.Rect(*box), linear((0, box[1]), (0, box[3]), stops))


def polygon(points: Sequence[Point], closed: bool = True) -> skia.Path:
    """Return straight lines through points."""
    path = skia.Path()
    path.addPoly([skia.Point(*point) for point in points], closed)
    return path


def smooth(points: Sequence[Point], closed: bool = False) -> skia.Path:
    """Return a soft curve that follows points (and passes through an open one's ends)."""
    path = skia.Path()
    if closed:
        path.moveTo(*_between(points[-1], points[0]))
        for here, after in zip(points, [*points[1:], points[0]], strict=True):
            path.quadTo(*here, *_between(here, after))
        path.close()
        return path
    path.moveTo(*points[0])
    for here, after in pairwise(points[1:]):
        path.quadTo(*here, *_between(here, after))
    path.lineTo(*points[-1])
    return path


def down_to(bottom: float, points: Sequence[Point], soft: bool = True) -> skia.Path:
    """Return the land under a skyline: points from left to right, closed along ``bottom``."""
    path = smooth(points) if soft else polygon(points, closed=False)
    path.lineTo(points[-1][0], bottom)
    path.lineTo(points[0][0], bottom)
    path.close()
    return path


def hills(
    dice: random.Random, span: Point, base: float, height: float, waves: float = 2.0
) -> list[Point]:
    """Return a rolling skyline; ``waves`` is about how many hills there are in a set unit."""
    left, right = span
    parts = [(dice.uniform(0, math.tau), waves * f * dice.uniform(0.8, 1.2), a)
             for f, a in ((0.5, 0.5), (1.0, 0.32), (2.3, 0.13), (5.1, 0.05))]  # fmt: skip
    count = max(16, round((right - left) * waves * 14))
    points = []
    for i in range(count + 1):
        x = left + (right - left) * i / count
        lift = sum(a * math.sin(phase + x * math.tau * f / 2) for phase, f, a in parts)
        points.append((x, base - height * (0.5 + 0.5 * lift)))
    return points


def crags(
    dice: random.Random, span: Point, base: float, height: float, rough: float = 0.55
) -> list[Point]:
    """Return a jagged skyline by midpoint displacement; ``rough`` from 0.3 (soft) to 0.7."""
    left, right = span
    heights = [dice.uniform(0.1, 1.0) for _ in range(max(4, round((right - left) * 2.2)))]
    swing = 0.32
    while len(heights) < 150:
        finer = [heights[0]]
        for before, after in pairwise(heights):
            finer += [(before + after) / 2 + dice.uniform(-swing, swing), after]
        heights, swing = finer, swing * rough
    step = (right - left) / (len(heights) - 1)
    return [(left + step * i, base - height * max(0.0, h)) for i, h in enumerate(heights)]


def blob(
    dice: random.Random, centre: Point, size: Point, wobble: float = 0.15, corners: int = 9
) -> skia.Path:
    """Return a closed organic shape about an ellipse of half-axes ``size``."""
    turn = dice.uniform(0, math.tau)
    points = []
    for i in range(corners):
        angle = turn + math.tau * i / corners
        reach = 1 + dice.uniform(-wobble, wobble)
        points.append(
            (
                centre[0] + size[0] * reach * math.cos(angle),
                centre[1] + size[1] * reach * math.sin(angle),
            )
        )
    return smooth(points, closed=True)


def dabs(
    canvas: skia.Canvas,
    dice: random.Random,
    box: Box,
    count: int,
    look: tuple[RGB, float, float, float],
) -> None:
    """Touch a box with flat brush strokes, smaller towards its top as if farther away.

    ``look`` is the colour, its alpha, and a stroke's greatest length and thickness.
    """
    colour, alpha, length, thickness = look
    left, top, right, bottom = box
    path = skia.Path()
    for _ in range(count):
        near = dice.random() ** 0.8
        wide = length * (0.25 + 0.75 * near) * dice.uniform(0.4, 1) / 2
        high = thickness * (0.25 + 0.75 * near) * dice.uniform(0.5, 1) / 2
        x, y = dice.uniform(left, right), top + (bottom - top) * near
        path.addOval(skia.Rect(x - wide, y - high, x + wide, y + high))
    canvas.drawPath(path, paint_of(colour, alpha))


def tufts(
    canvas: skia.Canvas, dice: random.Random, line: Sequence[Point], height: float, colour: RGB
) -> None:
    """Stand blades of grass along points, each leaning its own way."""
    path = skia.Path()
    for x, y in line:
        for _ in range(4):
            foot = x + dice.uniform(-0.3, 0.3) * height
            tall = height * dice.uniform(0.45, 1)
            lean = dice.uniform(-0.45, 0.45) * tall
            half = tall * 0.05
            path.moveTo(foot - half, y)
            path.quadTo(foot + lean * 0.3 - half, y - tall * 0.6, foot + lean, y - tall)
            path.quadTo(foot + lean * 0.3 + half, y - tall * 0.6, foot + half, y)
            path.close()
    canvas.drawPath(path, paint_of(colour))


def _between(first: Point, second: Point) -> Point:
    return (first[0] + second[0]) / 2, (first[1] + second[1]) / 2
