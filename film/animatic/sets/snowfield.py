"""The snowfield: white slopes, dark firs, peaks or an aurora at the end of the world."""

import math

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import dabs, hills, linear
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.foreground import mist_layers, rock_corner
from film.animatic.sets.land import (
    SNOW,
    paint_ground,
    paint_mist,
    paint_pool,
    paint_range,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import paint_tree


def paint_snowfield(place: Place) -> StageSet:
    """Paint snow to the horizon, its shadows blue, with firs that give it scale."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        if place.palette.time == "night" and place.palette.cover < 0.5:
            _paint_aurora(canvas, place)
        paint_range(canvas, dice, place, (0.62, 0.27, 0.3), (rgb(0x8FA2C0), 0.5))
        paint_mist(canvas, place, 0.46, 0.62, 0.5)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        for base, height, distance in ((0.63, 0.06, 0.45), (0.7, 0.07, 0.28)):
            line = hills(dice, span, base, height, 0.8)
            for x, y in line[:: 2 if distance > 0.4 else 4]:
                if abs(x / place.aspect - 0.5) > 0.12 and dice.random() < 0.75:
                    tall = dice.uniform(0.07, 0.13) * (1.6 - 1.4 * distance)
                    paint_tree(canvas, dice, place, "pine", (x, y + 0.012, tall, distance))
            paint_ridge(canvas, place, line, mix(SNOW, rgb(0xB8CCE8), 0.3), distance * 0.7)

    def near(canvas: skia.Canvas) -> None:
        _paint_snow(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.58),
            Layer("peaks", 0.12, far),
            Layer("slopes", 0.36, middle),
            Layer("snow", 1.0, near),
            *mist_layers(place),
            _near_rocks(place),
        ]
    )


def _near_rocks(place: Place) -> Layer:
    return rock_corner(place, rgb(0x5C6A80))


def _paint_snow(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("snow"), place.palette
    line = hills(dice, (place.left, place.right), 0.79, 0.07, 0.6)
    paint_ground(canvas, place, line, SNOW, 0.05)
    shade = palette.tone(rgb(0xC4D6F2), 0.2)
    dabs(canvas, dice, (place.left, 0.8, place.right, 1.15), 60, (shade, 0.22, 0.4, 0.03))
    dabs(
        canvas,
        dice,
        (place.left, 0.8, place.right, 1.15),
        60,
        (palette.tone(SNOW, 1.0), 0.5, 0.2, 0.012),
    )
    paint_pool(canvas, place, (place.x(0.5), 0.92), (0.7, 0.1))
    x, prints = place.x(0.53), skia.Path()
    for i in range(16):
        y = 0.8 + 0.006 * 1.22**i
        size = (y - 0.74) * 0.09
        x = place.x(0.53) + 0.06 * math.sin(i * 0.5) + (1 if i % 2 else -1) * size * 1.4
        prints.addOval(skia.Rect(x - size, y - size * 0.3, x + size, y + size * 0.3))
    hollow = linear((0, 0.78), (0, 1.0), [(0, shade, 0.4), (1, shade, 0.9)])
    canvas.drawPath(prints, hollow)
    edge = 0.93 if place.away > 0.5 else 0.07
    for dx, tall in ((0.0, 0.6), (0.08, 0.42), (-0.075, 0.36), (0.2, 0.7), (-0.17, 0.5)):
        at = edge + dx
        if 0.16 < at < 0.84:
            continue
        paint_tree(canvas, dice, place, "pine", (place.x(at), 0.85, tall, 0.05))
    paint_rock(canvas, dice, place, (place.x(1 - edge), 0.86), 0.07, rgb(0x6C7890))


def _paint_aurora(canvas: skia.Canvas, place: Place) -> None:
    dice = place.dice("aurora")
    for colour, base in ((rgb(0x4FE0A8), 0.34), (rgb(0x6A8CF0), 0.26), (rgb(0xB46AE0), 0.2)):
        shown = place.palette.emit(colour)
        phase, x, wide = dice.uniform(0, math.tau), place.left, 0.02
        while x < place.right:
            foot = base + 0.07 * math.sin(x * 2.2 + phase) + 0.025 * math.sin(x * 5.3 + phase * 2)
            tall = 0.2 + 0.06 * math.sin(x * 4 + phase) + dice.uniform(-0.02, 0.02)
            bright = 0.26 + 0.14 * math.sin(x * 7 + phase) + dice.uniform(-0.05, 0.05)
            ray = linear(
                (0, foot - tall),
                (0, foot + 0.04),
                [
                    (0, shown, 0.0),
                    (0.55, shown, bright * 0.45),
                    (0.84, shown, bright),
                    (1, shown, 0.0),
                ],
            )
            ray.setBlendMode(skia.BlendMode.kScreen)
            ray.setAntiAlias(False)
            canvas.drawRect(skia.Rect(x, foot - tall, x + wide, foot + 0.04), ray)
            x += wide
