"""The easel props are drawn on: shapes by a short path language, two tones, a rim, a little shine.

Prop space here has y up: 0 is the base, 1 the top; the easel turns it over for the canvas.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import skia

from film.animatic.light import RGB, Light
from film.animatic.sets.brush import Point, linear, paint_of, radial, smooth, stroke_of
from film.animatic.sets.colour import BLACK, WHITE, clip, mix, rgb, scale, times

WOOD, DARK_WOOD, BRASS, STEEL = rgb(0xA8703F), rgb(0x6E4426), rgb(0xD9A94A), rgb(0xB4BEC8)
IRON, PAPER, CREAM, GLASS = rgb(0x4A4D55), rgb(0xF4EAD2), rgb(0xF7F0E0), rgb(0xBFE3EC)
RED, GREEN, BLUE, LEAF = rgb(0xC9473A), rgb(0x5C8F4A), rgb(0x4A7FB5), rgb(0x5F9A48)
SKIN, LEATHER, STONE, FIRE = rgb(0xE3B48F), rgb(0x8A5634), rgb(0x9A968F), rgb(0xFFB347)
INK = rgb(0x2C2730)

_TOKENS = re.compile(r"[A-Z]|-?\d*\.?\d+")


@dataclass(frozen=True)
class Prop:
    """How a thing is drawn, and how large it is."""

    draw: Callable[["Easel"], None]
    size: float
    """Height against a grown figure's."""
    width: float = 1.0
    """Width against its own height."""
    held: bool = False
    """Whether it fits in a hand."""
    fit: tuple[float, float, float] = (0.0, 0.0, 1.0)
    """How the drawing is brought into its box: moved right and up, then enlarged."""


@lru_cache(maxsize=1024)
def path(text: str) -> skia.Path:
    """Return the path of ``M x y``, ``L``, ``Q``, ``C`` and ``Z`` commands, with y up.

    Numbers that follow a command repeat it, as in SVG.
    """
    shape, command, numbers = skia.Path(), "", iter(_TOKENS.findall(text))
    for token in numbers:
        if token.isalpha():
            command = token
            if command == "Z":
                shape.close()
                continue
            token = next(numbers)
        count = {"M": 2, "L": 2, "Q": 4, "C": 6}[command]
        values = [float(token), *(float(next(numbers)) for _ in range(count - 1))]
        flipped = [v if i % 2 == 0 else -v for i, v in enumerate(values)]
        {"M": shape.moveTo, "L": shape.lineTo, "Q": shape.quadTo, "C": shape.cubicTo}[command](
            *flipped)  # fmt: skip
    return shape


def rect(left: float, low: float, right: float, high: float, radius: float = 0.0) -> skia.Path:
    """Return an upright box, its corners rounded."""
    shape = skia.Path()
    shape.addRoundRect(skia.Rect(left, -high, right, -low), radius, radius)
    return shape


def oval(x: float, y: float, wide: float, high: float) -> skia.Path:
    """Return an ellipse by its middle and half-axes."""
    shape = skia.Path()
    shape.addOval(skia.Rect(x - wide, -y - high, x + wide, -y + high))
    return shape


def circle(x: float, y: float, radius: float) -> skia.Path:
    """Return a circle."""
    return oval(x, y, radius, radius)


def poly(*points: Point) -> skia.Path:
    """Return straight lines through points, closed."""
    shape = skia.Path()
    shape.addPoly([skia.Point(x, -y) for x, y in points], True)
    return shape


def curve(*points: Point, closed: bool = True) -> skia.Path:
    """Return a soft curve along points."""
    return smooth([(x, -y) for x, y in points], closed)


def turned(*profile: Point, soft: bool = True) -> skia.Path:
    """Return what a lathe makes of a profile: half-widths and heights, from the base up."""
    right = [(wide, -high) for wide, high in profile]
    outline = [*right, *((-x, y) for x, y in reversed(right))]
    if not soft:
        shape = skia.Path()
        shape.addPoly([skia.Point(*point) for point in outline], True)
        return shape
    shape = smooth(right)
    left = [(-x, y) for x, y in reversed(right)]
    shape.lineTo(*left[0])
    for here, after in pairwise(left[1:]):
        shape.quadTo(*here, (here[0] + after[0]) / 2, (here[1] + after[1]) / 2)
    shape.lineTo(*left[-1])
    shape.close()
    return shape


def star_points(x: float, y: float, reach: float, points: int = 5, waist: float = 0.42
                ) -> list[Point]:  # fmt: skip
    """Return the corners of a star, its first point up."""
    corners = []
    for k in range(points * 2):
        far = reach if k % 2 == 0 else reach * waist
        angle = math.pi * k / points
        corners.append((x + far * math.sin(angle), y + far * math.cos(angle)))
    return corners


class Easel:
    """Draws one prop under one light."""

    def __init__(self, canvas: skia.Canvas, light: Light, accent: RGB) -> None:
        self.canvas, self.light, self.accent = canvas, light, accent
        self.side = -1.0 if light.side < 0 else 1.0

    def tone(self, colour: RGB, level: float = 1.0) -> RGB:
        """Return a local colour as lit: 1 turned to the light … 0 in the shade."""
        lit = times(colour, self.light.tint)
        dark = times(lit, mix(self.light.shade, (0.5, 0.47, 0.55), 0.35))
        return clip(mix(dark, lit, level))

    def solid(self, shape: skia.Path, colour: RGB, rim: float = 0.012, edge: float = 0.009
              ) -> None:  # fmt: skip
        """Paint a body in two tones with a soft edge between, outlined and rimmed."""
        area = shape.getBounds()
        start, end = (area.left(), area.right())
        if self.side > 0:
            start, end = end, start
        drop = area.height() * 0.35
        fill = linear((start, area.top()), (end, area.top() + drop), [
            (0.0, self.tone(mix(colour, WHITE, 0.14)), 1.0), (0.4, self.tone(colour, 0.95), 1.0),
            (0.62, self.tone(colour, 0.5), 1.0), (1.0, self.tone(colour, 0.08), 1.0)])  # fmt: skip
        self._body(shape, fill, colour, (rim, edge))

    def ball(self, shape: skia.Path, colour: RGB, rim: float = 0.012, edge: float = 0.009
             ) -> None:  # fmt: skip
        """Paint something round."""
        area = shape.getBounds()
        reach = max(area.width(), area.height()) / 2
        centre = (area.centerX() + self.side * area.width() * 0.2,
                  area.centerY() - area.height() * 0.2)  # fmt: skip
        fill = radial(centre, reach * 1.55, [
            (0.0, self.tone(mix(colour, WHITE, 0.3)), 1.0), (0.28, self.tone(colour), 1.0),
            (0.55, self.tone(colour, 0.7), 1.0), (0.8, self.tone(colour, 0.15), 1.0),
            (1.0, self.tone(colour, 0.0), 1.0)])  # fmt: skip
        self._body(shape, fill, colour, (rim, edge))

    def _body(self, shape: skia.Path, fill: skia.Paint, colour: RGB, look: tuple[float, float]
              ) -> None:  # fmt: skip
        rim, edge = look
        self.canvas.drawPath(shape, fill)
        if edge:
            # Inside its own outline, so that nothing leaves the prop's box.
            self.canvas.save()
            self.canvas.clipPath(shape, True)
            outline = mix(self.tone(colour, 0.0), self.tone(INK, 0.5), 0.55)
            self.canvas.drawPath(shape, stroke_of(outline, edge * 2, 0.75))
            self.canvas.restore()
        strength = self.light.rim_strength
        if rim and strength > 0.02:
            self._rim(shape, rim * (0.7 + 0.7 * strength), 0.25 + 0.55 * min(1.0, strength))

    def _rim(self, shape: skia.Path, width: float, alpha: float) -> None:
        self.canvas.save()
        self.canvas.clipPath(shape, True)
        cover = skia.Path(shape)
        cover.offset(-self.side * width, width * 0.8)
        self.canvas.clipPath(cover, skia.ClipOp.kDifference, True)
        self.canvas.drawPaint(paint_of(self.light.rim, alpha))
        self.canvas.restore()

    def flat(self, shape: skia.Path, colour: RGB, level: float = 0.8, alpha: float = 1.0) -> None:
        """Fill a shape with one tone."""
        self.canvas.drawPath(shape, paint_of(self.tone(colour, level), alpha))

    def inside(self, outer: skia.Path, shape: skia.Path, colour: RGB, level: float = 0.7,
               alpha: float = 1.0) -> None:  # fmt: skip
        """Fill what of a shape lies within another."""
        self.canvas.save()
        self.canvas.clipPath(outer, True)
        self.flat(shape, colour, level, alpha)
        self.canvas.restore()

    def line(self, points: Sequence[Point] | skia.Path, width: float, colour: RGB = INK,
             level: float = 0.6, alpha: float = 1.0) -> None:  # fmt: skip
        """Draw a round-ended line, curved softly through points."""
        shape = points if isinstance(points, skia.Path) else curve(*points, closed=False)
        self.canvas.drawPath(shape, stroke_of(self.tone(colour, level), width, alpha))

    def rod(self, points: Sequence[Point], width: float, colour: RGB) -> None:
        """Draw a round bar: a dark line, with a lit one along its side."""
        self.line(points, width, colour, 0.2)
        shift = self.side * width * 0.14
        moved = [(x + shift, y + abs(shift) * 0.6) for x, y in points]
        self.line(moved, width * 0.52, colour, 0.95)

    def shine(self, shape: skia.Path, alpha: float = 0.5) -> None:
        """Lay a highlight."""
        self.canvas.drawPath(shape, paint_of(mix(self.light.rim, WHITE, 0.6), alpha))

    def gleam(self, x: float, y: float, size: float, alpha: float = 0.6) -> None:
        """Put a small soft highlight on the side of the light; x is measured from the middle."""
        self.shine(oval(x * self.side, y, size * 0.6, size), alpha)

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float = 0.7) -> None:
        """Let something shine by itself."""
        fill = radial(
            (x, -y),
            radius,
            [
                (0, colour, strength),
                (0.3, colour, strength * 0.45),
                (0.65, colour, strength * 0.12),
                (1, colour, 0),
            ],
        )
        self.canvas.drawCircle(x, -y, radius, fill)

    def light_up(self, shape: skia.Path, colour: RGB, alpha: float = 1.0) -> None:
        """Fill a shape with light of its own, whatever falls on it."""
        self.canvas.drawPath(shape, paint_of(colour, alpha))

    def flame(self, x: float, y: float, high: float) -> None:
        """Burn: a tongue of flame with its foot at a point."""
        self.glow(x, y + high * 0.45, min(high * 1.25, 0.31), FIRE, 0.4)
        for part, colour in ((1.0, rgb(0xFF7A2B)), (0.74, rgb(0xFFB53E)), (0.44, rgb(0xFFF2C0))):
            tall, wide = high * part, high * 0.32 * part
            shape = skia.Path()
            shape.moveTo(x, -y)
            shape.cubicTo(x - wide * 1.3, -y - tall * 0.2, x - wide * 0.4, -y - tall * 0.6,
                          x + wide * 0.2, -y - tall)  # fmt: skip
            shape.cubicTo(x + wide * 0.3, -y - tall * 0.6, x + wide * 1.35, -y - tall * 0.25, x, -y)
            self.light_up(shape, colour, 0.95)

    def writing(self, box: tuple[float, float, float, float], rows: int, colour: RGB = INK,
                alpha: float = 0.7) -> None:  # fmt: skip
        """Fill a box (left, low, right, high) with lines of a running hand."""
        left, low, right, high = box
        step = (high - low) / rows
        for row in range(rows):
            y, x, k = high - step * (row + 0.5), left, 0
            end = left + (right - left) * (0.55 if row == rows - 1 else 0.97 - 0.06 * (row % 3))
            while x < end:
                long = (right - left) * (0.09 + 0.05 * ((row * 5 + k * 7) % 4))
                stop, points = min(end, x + long), []
                for i in range(9):
                    swing = math.sin(i * 2.2 + row + k) * step * 0.2
                    points.append((x + (stop - x) * i / 8, y + swing))
                self.line(points, step * 0.1, colour, 0.4, alpha)
                x, k = stop + (right - left) * 0.035, k + 1

    def turn(self, degrees: float, x: float = 0.0, y: float = 0.0) -> None:
        """Turn what follows about a point, counter-clockwise; ``canvas.restore`` ends it."""
        self.canvas.save()
        self.canvas.rotate(-degrees, x, -y)

    def back(self) -> None:
        """End a turn."""
        self.canvas.restore()


__all__ = [
    "BLACK", "BLUE", "BRASS", "CREAM", "DARK_WOOD", "FIRE", "GLASS", "GREEN", "INK", "IRON",
    "LEAF", "LEATHER", "PAPER", "RED", "SKIN", "STEEL", "STONE", "WHITE", "WOOD", "Easel", "Prop",
    "circle", "curve", "mix", "oval", "path", "poly", "rect", "rgb", "scale", "star_points",
    "turned",
]  # fmt: skip
