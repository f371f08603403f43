"""Plants: masses of leaves in the light, bushes, flowers and bare branches."""

import math
import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import Point, paint_of, smooth, stroke_of, vertical
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import SNOW, covered
from film.animatic.sets.place import Place

PINE, LEAF, BARK = rgb(0x2F6048), rgb(0x5B8C3E), rgb(0x5E4636)


def clump(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    crown: tuple[float, float, float, float],
    look: tuple[RGB, float],
) -> None:
    """Mass foliage in three tones.

    ``crown`` is its centre and half-axes, ``look`` its leaf colour and distance.
    """
    palette, side, (x, y, wide, tall), (leaf, distance) = (
        place.palette,
        place.palette.side,
        crown,
        look,
    )
    here = mix(covered(place, leaf, 0.75), leaf, 0.25)
    dark, lit, rim = skia.Path(), skia.Path(), skia.Path()
    fine = min(wide, tall) > 0.04 and distance < 0.3
    for i in range(54 if fine else 15):
        angle, reach = dice.uniform(0, math.tau), math.sqrt(dice.random()) * 0.72
        leafy = fine and i >= 15
        if leafy:  # leaves that stand out of a near crown's outline
            reach = reach * 0.45 + 0.6
        cx, cy = x + math.cos(angle) * reach * wide, y + math.sin(angle) * reach * tall
        size = min(wide, tall) * (dice.uniform(0.1, 0.2) if leafy else dice.uniform(0.3, 0.5))
        dark.addCircle(cx, cy, size)
        toward = side * math.cos(angle) * reach - math.sin(angle) * reach
        if toward > -0.15:
            lit.addCircle(cx + side * size * 0.14, cy - size * 0.16, size * 0.78)
        if toward > 0.35:
            rim.addCircle(cx + side * size * 0.3, cy - size * 0.34, size * 0.5)
    shade, bright = palette.tone(here, 0.0, distance), palette.tone(here, 0.75, distance)
    canvas.drawPath(dark, vertical(y - tall, y + tall, mix(shade, bright, 0.35), shade))
    canvas.drawPath(lit, paint_of(bright, 0.75))
    top = palette.tone(
        mix(
            here,
            SNOW if palette.snow else rgb(0xE5E08A),
            0.9 * palette.snow + 0.25 * (1 - palette.snow),
        ),
        1.0,
        distance,
    )
    canvas.drawPath(rim, paint_of(top, 0.85))


def paint_bush(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    foot: Point,
    size: float,
    leaf: RGB = LEAF,
    distance: float = 0.0,
) -> None:
    """Grow a low round bush on its foot."""
    crown = (foot[0], foot[1] - size * 0.4, size * 0.8, size * 0.55)
    clump(canvas, dice, place, crown, (leaf, distance))


def paint_flowers(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    box: tuple[float, float, float, float],
    count: int,
) -> None:
    """Scatter flowers over a box, in the accent colour and two companions."""
    palette = place.palette
    if palette.snow:
        return
    left, top, right, bottom = box
    for colour in (palette.accent, rgb(0xFFF4DC), mix(palette.accent, rgb(0xFFD45E), 0.6)):
        path = skia.Path()
        for _ in range(count // 3):
            near = dice.random()
            size = (0.0018 + 0.0042 * near) * dice.uniform(0.7, 1.2)
            path.addCircle(dice.uniform(left, right), top + (bottom - top) * near, size)
        canvas.drawPath(path, paint_of(palette.tone(colour, 0.95)))


def branch(
    canvas: skia.Canvas,
    dice: random.Random,
    run: tuple[Point, Point],
    width: float,
    look: tuple[RGB, int],
) -> None:
    """Draw a bough from one point to another that forks; ``look`` is colour and forks left."""
    (x0, y0), (x1, y1) = run
    colour, forks = look
    bow = dice.uniform(-0.12, 0.12)
    middle = ((x0 + x1) / 2 - (y1 - y0) * bow, (y0 + y1) / 2 + (x1 - x0) * bow)
    canvas.drawPath(smooth([(x0, y0), middle, (x1, y1)]), stroke_of(colour, width))
    if not forks:
        return
    length, angle = math.dist(*run), math.atan2(y1 - y0, x1 - x0)
    for start in (0.55, 0.8, 1.0):
        turn = angle + dice.uniform(0.25, 0.8) * dice.choice((-1, 1))
        reach = length * dice.uniform(0.4, 0.65)
        foot = (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start)
        tip = (foot[0] + math.cos(turn) * reach, foot[1] + math.sin(turn) * reach)
        branch(canvas, dice, (foot, tip), width * 0.55, (colour, forks - 1))
