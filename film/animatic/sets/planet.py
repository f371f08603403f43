"""Another planet: strange rock, a ringed world in the sky, crystals that glow."""

import math
import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.brush import (
    Point,
    crags,
    dabs,
    glow,
    hills,
    linear,
    polygon,
    radial,
    smooth,
    stroke_of,
)
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.foreground import mist_layers, rock_corner
from film.animatic.sets.land import paint_ground, paint_mist, paint_puddles, paint_ridge, paint_rock
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers

WORLDS = (
    (rgb(0xB8604A), rgb(0xE8A06A), rgb(0x56D8E0)),
    (rgb(0x6A5AA0), rgb(0x9A7CC8), rgb(0xF08CD0)),
    (rgb(0x3F7A80), rgb(0x7FB8A0), rgb(0xF0D860)),
    (rgb(0x8A5A78), rgb(0xD08A8A), rgb(0x8CF0B0)),
)
"""Rock, ground and crystal of the planets there are."""


def paint_planet(place: Place) -> StageSet:
    """Paint arches and spires of alien rock under a great ringed neighbour."""
    rock, ground, crystal = place.dice("world").choice(WORLDS)
    span = (place.left, place.right)

    def neighbour(canvas: skia.Canvas) -> None:
        if place.palette.cover > 0.7:  # clouds and fog hide it
            return
        _paint_neighbour(canvas, place, crystal)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        line = crags(dice, span, 0.6, 0.26, 0.62)
        paint_ridge(canvas, place, line, rock, 0.66, soft=False)
        paint_mist(canvas, place, 0.44, 0.66, 0.45)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        for at, tall in ((-0.2, 0.5), (0.08, 0.4), (0.27, 0.24), (0.74, 0.28), (0.93, 0.46),
                         (1.25, 0.5)):  # fmt: skip
            _paint_spire(canvas, dice, place, (place.x(at), 0.74), (tall, rock))
        line = hills(dice, span, 0.72, 0.06, 0.8)
        paint_ridge(canvas, place, line, mix(rock, ground, 0.5), 0.34)
        paint_mist(canvas, place, 0.62, 0.8, 0.3)

    def near(canvas: skia.Canvas) -> None:
        _paint_surface(canvas, place, (rock, ground, crystal))

    return place.stage_set(
        [
            *sky_layers(place, 0.6),
            Layer("neighbour", 0.03, neighbour),
            Layer("far rock", 0.15, far),
            Layer("spires", 0.4, middle),
            Layer("surface", 1.0, near),
            *mist_layers(place),
            rock_corner(place, rock),
        ]
    )


def _paint_neighbour(canvas: skia.Canvas, place: Place, hue: RGB) -> None:
    palette, dice = place.palette, place.dice("neighbour")
    x, y, size = place.x(place.away), 0.24, dice.uniform(0.15, 0.2)
    sky = palette.sky[1]
    lit = mix(palette.emit(mix(hue, rgb(0xF2E0C0), 0.5)), sky, 0.3)
    dark = mix(scale(palette.sky[0], 0.9), sky, 0.4)
    side = palette.side
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-16 * side)
    ring = skia.Rect(-size * 2, -size * 0.36, size * 2, size * 0.36)
    pens = [stroke_of(mix(lit, sky, 0.2), size * 0.16, 0.75), stroke_of(lit, size * 0.04, 0.8)]
    for pen in pens:
        pen.setStrokeCap(skia.Paint.kButt_Cap)
        canvas.drawArc(ring, 180, 180, False, pen)
    ball = radial(
        (side * size * 0.5, -size * 0.4),
        size * 1.7,
        [(0, mix(lit, (1, 1, 1), 0.3), 1), (0.5, lit, 1), (1, dark, 1)],
    )
    canvas.drawCircle(0, 0, size, ball)
    canvas.clipPath(_disc(size), doAntiAlias=True)
    for _ in range(7):
        band = dice.uniform(-0.8, 0.8) * size
        thick = dice.uniform(0.03, 0.1) * size
        canvas.drawRect(
            skia.Rect(-size, band, size, band + thick),
            linear(
                (-size * side, 0),
                (size * side, 0),
                [(0, dark, 0.05), (1, mix(lit, hue, 0.5), 0.35)],
            ),
        )
    canvas.restore()
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-16 * side)
    for pen in pens:
        canvas.drawArc(ring, 0, 180, False, pen)
    canvas.restore()
    moon = (place.x(0.5 + (0.5 - place.away) * 0.4), 0.1)
    canvas.drawCircle(
        *moon,
        0.022,
        radial((moon[0] + side * 0.01, moon[1] - 0.008), 0.036, [(0, lit, 1), (1, dark, 1)]),
    )


def _disc(size: float) -> skia.Path:
    path = skia.Path()
    path.addCircle(0, 0, size)
    return path


def _paint_spire(
    canvas: skia.Canvas, dice: random.Random, place: Place, foot: Point, look: tuple[float, RGB]
) -> None:
    palette, (x, y), (tall, rock) = place.palette, foot, look
    wide, lean = tall * dice.uniform(0.2, 0.32), dice.uniform(-0.1, 0.1) * tall
    outline = [(x - wide, y), (x - wide * 0.5, y - tall * 0.3), (x - wide * 0.62 + lean * 0.5,
               y - tall * 0.55), (x - wide * 0.2 + lean, y - tall * 0.9), (x + lean, y - tall),
               (x + wide * 0.3 + lean, y - tall * 0.88), (x + wide * 0.45 + lean * 0.5,
               y - tall * 0.5), (x + wide * 0.6, y - tall * 0.25), (x + wide, y)]  # fmt: skip
    shape = smooth(outline)
    side = palette.side
    canvas.drawPath(
        shape,
        linear(
            (x + side * wide, 0),
            (x - side * wide * 0.7, 0),
            [
                (0, palette.tone(rock, 1.0, 0.28), 1),
                (0.5, palette.tone(rock, 0.35, 0.28), 1),
                (1, palette.tone(rock, 0.05, 0.28), 1),
            ],
        ),
    )
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for _ in range(6):
        band = y - tall * dice.uniform(0.05, 0.95)
        line = smooth([(x - wide, band), (x, band + 0.012), (x + wide, band - 0.006)])
        canvas.drawPath(line, stroke_of(palette.tone(rock, 0.0, 0.25), 0.005, 0.35))
    canvas.restore()


def _paint_surface(canvas: skia.Canvas, place: Place, world: tuple[RGB, RGB, RGB]) -> None:
    dice, palette, (rock, ground, crystal) = place.dice("surface"), place.palette, world
    line = hills(dice, (place.left, place.right), 0.8, 0.06, 0.7)
    paint_ground(canvas, place, line, ground, 0.15)
    for _ in range(11):
        near = dice.random()
        x, y = dice.uniform(place.left, place.right), 0.82 + 0.24 * near
        wide = 0.03 + 0.1 * near
        for dy, light, alpha in ((0.0, 0.0, 0.4), (wide * 0.07, 0.9, 0.35)):
            crater = skia.Rect(x - wide, y - wide * 0.16 + dy, x + wide, y + wide * 0.16 + dy)
            pen = stroke_of(palette.tone(ground, light), wide * 0.07, alpha)
            canvas.drawOval(crater, pen)
    dabs(
        canvas,
        dice,
        (place.left, 0.81, place.right, 1.15),
        120,
        (palette.tone(mix(ground, rock, 0.6), 0.1), 0.3, 0.07, 0.008),
    )
    paint_puddles(canvas, dice, place, (0.86, 1.05), 5)
    for x, size in ((0.03, 0.09), (0.97, 0.08), (0.88, 0.035), (-0.14, 0.13), (1.13, 0.14)):
        paint_rock(canvas, dice, place, (place.x(x), 0.865), size, rock)
    for x, tall in ((0.12, 0.13), (0.91, 0.16), (-0.04, 0.2), (1.06, 0.2)):
        _paint_crystals(canvas, dice, place, (place.x(x), 0.865), (tall, crystal))


def _paint_crystals(
    canvas: skia.Canvas, dice: random.Random, place: Place, foot: Point, look: tuple[float, RGB]
) -> None:
    palette, (x, y), (tall, hue) = place.palette, foot, look
    shown = palette.emit(hue)
    glow(canvas, (x, y - tall * 0.4), tall * 1.5, shown, 0.2 + 0.3 * palette.lamps)
    for angle, size in ((-0.5, 0.62), (0.45, 0.7), (-0.16, 0.85), (0.1, 1.0)):
        long, half = tall * size * dice.uniform(0.9, 1.1), tall * 0.085
        tip = (x + math.sin(angle) * long, y - math.cos(angle) * long)
        neck = (x + math.sin(angle) * long * 0.75, y - math.cos(angle) * long * 0.75)
        left, right = (neck[0] - half, neck[1]), (neck[0] + half, neck[1])
        bright, dim = mix(shown, (1, 1, 1), 0.45), mix(palette.tone(hue, 0.3), shown, 0.35)
        facets = (
            ((left, bright), (right, dim)) if palette.side < 0 else ((left, dim), (right, bright))
        )
        for edge, colour in facets:
            shift = half * (-1 if edge is left else 1)
            canvas.drawPath(
                polygon([(x, y), (x + shift * 0.8, y), edge, tip, neck]),
                linear(tip, (x, y), [(0, colour, 0.95), (1, mix(colour, dim, 0.6), 0.95)]),
            )
