"""The mountains: range behind range, snow on the heights, an alpine meadow to stand on."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import dabs, hills
from film.animatic.sets.colour import rgb
from film.animatic.sets.flora import paint_flowers
from film.animatic.sets.foreground import grass_fringe, mist_layers, rock_corner
from film.animatic.sets.land import (
    covered,
    paint_ground,
    paint_mist,
    paint_puddles,
    paint_range,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.life import with_birds, with_fireflies
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import paint_tree

MEADOW = rgb(0x7E9C4F)


def paint_mountains(place: Place) -> StageSet:
    """Paint ranges that pale with distance above a high meadow."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        paint_range(canvas, dice, place, (0.6, 0.42, 0.3), (rgb(0x7C8AA4), 0.6))
        paint_mist(canvas, place, 0.44, 0.66, 0.7)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        paint_range(canvas, dice, place, (0.7, 0.4, 0.42), (rgb(0x6E7684), 0.3))
        slope = hills(dice, span, 0.7, 0.07, 0.9)
        paint_mist(canvas, place, 0.52, 0.72, 0.45)
        paint_ridge(canvas, place, slope, covered(place, rgb(0x4E6B52)), 0.32)
        for x, y in slope[::2]:
            tall = dice.uniform(0.05, 0.1)
            paint_tree(canvas, dice, place, "pine", (x, y + dice.uniform(0.02, 0.06), tall, 0.34))
        paint_mist(canvas, place, 0.66, 0.8, 0.35)

    def near(canvas: skia.Canvas) -> None:
        _paint_meadow(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.56),
            with_birds(place, Layer("far range", 0.1, far)),
            Layer("range", 0.3, middle),
            with_fireflies(place, Layer("meadow", 1.0, near), 0.6, 0.88),
            *mist_layers(place),
            rock_corner(place),
            grass_fringe(place, rgb(0x6F7F45), 0.06, 0.5),
        ]
    )


def _paint_meadow(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("meadow"), place.palette
    line = [(x, y + 0.04 * (1 - abs(x / place.aspect - 0.5) * 2))
            for x, y in hills(dice, (place.left, place.right), 0.8, 0.09, 0.6)]  # fmt: skip
    paint_ground(canvas, place, line, MEADOW, 0.2)
    for local, light in ((rgb(0xB9B866), 0.85), (rgb(0x5C7E42), 0.2)):
        dabs(
            canvas,
            dice,
            (place.left, 0.8, place.right, 1.15),
            130,
            (palette.tone(covered(place, local), light), 0.4, 0.08, 0.01),
        )
    paint_flowers(canvas, dice, place, (place.left, 0.83, place.right, 1.02), 110)
    paint_puddles(canvas, dice, place, (0.86, 1.05), 6)
    for x, size in ((0.05, 0.1), (0.13, 0.045), (0.9, 0.06), (1.08, 0.14), (-0.12, 0.13)):
        paint_rock(canvas, dice, place, (place.x(x), 0.86 + size * 0.1), size)
    edge = 0.95 if place.away > 0.5 else 0.05
    for dx, tall in ((0.0, 0.42), (0.07, 0.3), (-0.07, 0.34)):
        paint_tree(canvas, dice, place, "pine", (place.x(edge + dx), 0.84, tall, 0.06))
