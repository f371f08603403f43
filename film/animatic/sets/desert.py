"""The desert: dunes with a crisp edge of light, mesas in the heat haze."""

import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.brush import Point, dabs, down_to, hills, linear, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.foreground import grass_fringe, mist_layers, rock_corner
from film.animatic.sets.land import (
    covered,
    paint_ground,
    paint_mist,
    paint_puddles,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.life import with_birds
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import paint_tree

DUNE, MESA = rgb(0xE8B878), rgb(0xB8694A)


def paint_desert(place: Place) -> StageSet:
    """Paint sweeping dunes before mesas, with what little grows there."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for distance, tall in ((0.74, 0.2), (0.55, 0.15)):
            paint_ridge(canvas, place, _mesas(dice, place, tall), MESA, distance, soft=False)
            paint_mist(canvas, place, 0.5, 0.63, 0.45)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        for base, height, distance in ((0.63, 0.1, 0.42), (0.7, 0.12, 0.26)):
            line = hills(dice, span, base, height, 0.75)
            _paint_dune(canvas, dice, place, line, distance)

    def near(canvas: skia.Canvas) -> None:
        _paint_sand(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.57),
            with_birds(place, Layer("mesas", 0.12, far)),
            Layer("dunes", 0.38, middle),
            Layer("sand", 1.0, near),
            *mist_layers(place),
            rock_corner(place, rgb(0x9A6248)),
            grass_fringe(place, rgb(0xB89A5C), 0.05, 0.66),
        ]
    )


def _mesas(dice: random.Random, place: Place, tall: float) -> list[Point]:
    x, line = place.left - 0.1, []
    while x < place.right + 0.1:
        gap, wide = dice.uniform(0.15, 0.6), dice.uniform(0.12, 0.4)
        top = 0.58 - tall * dice.uniform(0.45, 1)
        line += [(x, 0.59), (x + gap * 0.6, 0.585), (x + gap, 0.56), (x + gap + 0.025, top + 0.012),
                 (x + gap + 0.05, top), (x + gap + wide * 0.6, top + 0.006),
                 (x + gap + wide, top + 0.004), (x + gap + wide + 0.02, top + 0.05),
                 (x + gap + wide + 0.07, 0.565)]  # fmt: skip
        x += gap + wide + 0.1
    return line


def _paint_dune(
    canvas: skia.Canvas, dice: random.Random, place: Place, line: list[Point], distance: float
) -> None:
    palette, sand = place.palette, covered(place, DUNE, 0.8)
    paint_ridge(canvas, place, line, sand, distance)
    canvas.save()
    canvas.clipPath(down_to(BOTTOM, line), doAntiAlias=True)
    for i in range(2, len(line) - 2):
        x, y = line[i]
        if not (y < line[i - 1][1] and y <= line[i + 1][1]):
            continue
        way = -palette.side
        slope = [
            (x, y),
            (x + way * 0.05, y + 0.03),
            (x - way * 0.02, y + 0.07),
            (x + way * 0.1, y + 0.16),
            (x + way * 0.75, y + 0.16),
            (x + way * 0.3, y + 0.03),
        ]
        shade = palette.tone(mix(sand, rgb(0x8A4A5C), 0.3), 0.1, distance)
        face = smooth(slope)
        face.close()
        canvas.drawPath(
            face, linear((x, y), (x + way * 0.5, y + 0.1), [(0, shade, 0.9), (1, shade, 0.15)])
        )
    canvas.restore()
    lit = stroke_of(palette.tone(sand, 1.0, distance * 0.5), 0.003, 0.7)
    canvas.drawPath(smooth(line), lit)


def _paint_sand(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("sand"), place.palette
    line = hills(dice, (place.left, place.right), 0.8, 0.08, 0.55)
    sand: RGB = DUNE
    paint_ground(canvas, place, line, sand, 0.08)
    here = covered(place, sand)
    for i in range(26):
        y = 0.815 + 0.022 * i * (1 + i * 0.03)
        x0 = dice.uniform(place.left, place.right)
        wave = [(x0 + k * 0.06, y + 0.006 * ((k % 2) - 0.5)) for k in range(dice.randint(5, 16))]
        light = 1.0 if i % 2 else 0.15
        pen = stroke_of(palette.tone(here, light), 0.002 + 0.0014 * i / 8, 0.35)
        canvas.drawPath(smooth(wave), pen)
    dabs(
        canvas,
        dice,
        (place.left, 0.82, place.right, 1.1),
        60,
        (palette.tone(here, 0.0), 0.15, 0.05, 0.006),
    )
    paint_puddles(canvas, dice, place, (0.87, 1.05), 4)
    dry = "palm" if place.scene.culture in {"middle eastern", "african"} else "cactus"
    for x, tall in ((0.08, 0.34), (0.94, 0.26), (-0.1, 0.3), (1.12, 0.4)):
        spot = (place.x(x), 0.84, tall * (1.5 if dry == "palm" else 1.0), 0.03)
        paint_tree(canvas, dice, place, dry, spot)  # type: ignore[arg-type]
    for x, size in ((0.14, 0.035), (0.87, 0.05), (0.04, 0.06)):
        paint_rock(canvas, dice, place, (place.x(x), 0.855), size, rgb(0xA86F50))
