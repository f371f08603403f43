"""The river: water that winds down from the hills, banks with reeds, a near shore to stand on."""

import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import Point, dabs, hills, linear, paint_of, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.flora import paint_bush, paint_flowers
from film.animatic.sets.foreground import grass_fringe, mist_layers
from film.animatic.sets.land import (
    GRASS,
    covered,
    paint_ground,
    paint_mist,
    paint_puddles,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.life import with_birds, with_fireflies
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import native_trees, paint_tree
from film.animatic.sets.water import glints, paint_glitter, paint_ripples, water_colours

BANK = rgb(0x7FA050)


def paint_river(place: Place) -> StageSet:
    """Paint a river that bends out of the distance and passes before the near bank."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for base, height, distance in ((0.57, 0.2, 0.82), (0.58, 0.13, 0.66), (0.6, 0.07, 0.5)):
            line = hills(dice, span, base, height, 1.0)
            paint_ridge(canvas, place, line, rgb(0x5F8270), distance)
            paint_mist(canvas, place, base - 0.08, base + 0.05, 0.28)

    def water(canvas: skia.Canvas) -> None:
        _paint_valley(canvas, place)

    def near(canvas: skia.Canvas) -> None:
        _paint_bank(canvas, place)

    middle = min(max(place.sun[0], 0.4), place.aspect - 0.4)
    box = (middle - 0.42, 0.69, middle + 0.42, 0.8)
    return place.stage_set(
        [
            *sky_layers(place, 0.57),
            with_birds(place, Layer("hills", 0.14, far)),
            Layer("water", 0.5, water, live=glints(place, box), live_bounds=box),
            with_fireflies(place, Layer("bank", 1.0, near), 0.6, 0.88),
            *mist_layers(place),
            grass_fringe(place, rgb(0x7A8F4A), 0.09),
        ]
    )


def _course(place: Place) -> tuple[list[Point], list[Point]]:
    """Return the river's far and near banks, from the distance to the right and left."""
    x, way = place.x(place.away), 1 if place.away < 0.5 else -1
    left = [(x, 0.622), (x - way * 0.1, 0.636), (x + way * 0.25, 0.65), (x - way * 0.05, 0.668),
            (x - way * 0.7, 0.69), (x - way * 2.6, 0.7)]  # fmt: skip
    right = [(x - way * 2.6, 0.9), (x + way * 3.0, 0.9), (x + way * 3.0, 0.705),
             (x + way * 0.9, 0.69), (x + way * 0.52, 0.662), (x + way * 0.1, 0.637),
             (x + way * 0.03, 0.622)]  # fmt: skip
    return left, right


def _paint_valley(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("valley"), place.palette
    plain = hills(dice, (place.left, place.right), 0.625, 0.02, 0.8)
    paint_ridge(canvas, place, plain, covered(place, BANK), 0.36)
    dabs(
        canvas,
        dice,
        (place.left, 0.63, place.right, 0.72),
        110,
        (palette.tone(covered(place, rgb(0xB0B860)), 0.9, 0.35), 0.5, 0.09, 0.006),
    )
    kinds = native_trees(place)
    for _ in range(13):
        at, foot = dice.uniform(-0.3, 1.3), dice.uniform(0.63, 0.66)
        if abs(at - place.away) < 0.12:
            continue
        spot = (place.x(at), foot, dice.uniform(0.08, 0.16), 0.45)
        paint_tree(canvas, dice, place, dice.choice(kinds), spot)
    left, right = _course(place)
    shape = smooth(left)
    shape.addPath(smooth(right), skia.Path.AddPathMode.kExtend_AddPathMode)
    shape.close()
    far, near = water_colours(place)
    canvas.drawPath(shape, stroke_of(palette.tone(covered(place, rgb(0x9A8460)), 0.4, 0.25), 0.008))
    canvas.drawPath(
        shape,
        linear((0, 0.62), (0, 0.85), [(0, far, 1), (0.4, mix(far, near, 0.5), 1), (1, near, 1)]),
    )
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    _paint_reflections(canvas, dice, place)
    paint_ripples(canvas, dice, place, (place.left, 0.69, place.right, 0.86), 55)
    paint_glitter(canvas, dice, place, (0.63, 0.84))
    canvas.restore()
    paint_mist(canvas, place, 0.58, 0.7, 0.25)
    for at, tall in ((0.02, 0.3), (0.97, 0.26), (-0.15, 0.34), (1.14, 0.36)):
        spot = (place.x(at), 0.7, tall, 0.24)
        paint_tree(canvas, dice, place, kinds[0], spot)
        paint_bush(canvas, dice, place, (place.x(at) + 0.07, 0.705), 0.05, rgb(0x5C8A48), 0.22)


def _paint_reflections(canvas: skia.Canvas, dice: random.Random, place: Place) -> None:
    dark = place.palette.tone(rgb(0x34543F), 0.2, 0.2)
    for at in (0.02, 0.97, -0.15, 1.14, 0.12, 0.86):
        path = skia.Path()
        for _ in range(12):
            y = 0.695 + abs(dice.gauss(0, 0.045))
            x, wide = place.x(at) + dice.gauss(0, 0.03), dice.uniform(0.02, 0.07)
            path.addOval(skia.Rect(x - wide, y - 0.003, x + wide, y + 0.003))
        canvas.drawPath(path, paint_of(dark, 0.45))


def _paint_bank(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("bank"), place.palette
    line = [(x, y - 0.035 * abs(x / place.aspect - 0.5) * 2)
            for x, y in hills(dice, (place.left, place.right), 0.83, 0.03, 0.8)]  # fmt: skip
    shore = [(x, y - 0.012) for x, y in line]
    paint_ground(canvas, place, shore, rgb(0x9A8460), 0.1)
    paint_ground(canvas, place, line, BANK, 0.08)
    for local, light in ((rgb(0xB8C068), 0.9), (GRASS, 0.2)):
        dabs(
            canvas,
            dice,
            (place.left, 0.84, place.right, 1.15),
            120,
            (palette.tone(covered(place, local), light), 0.4, 0.06, 0.01),
        )
    paint_flowers(canvas, dice, place, (place.left, 0.85, place.right, 1.02), 90)
    paint_puddles(canvas, dice, place, (0.88, 1.05), 6)
    for at in (0.05, 0.12, 0.9, 0.97, -0.08, 1.07):
        _paint_reeds(canvas, dice, place, (place.x(at), 0.845))
    for x, size in ((0.17, 0.03), (0.85, 0.04), (0.02, 0.06)):
        paint_rock(canvas, dice, place, (place.x(x), 0.85), size)


def _paint_reeds(canvas: skia.Canvas, dice: random.Random, place: Place, foot: Point) -> None:
    palette, (x, y) = place.palette, foot
    leaf = covered(place, rgb(0x6F8A3E), 0.3)
    for _ in range(13):
        dx, tall = dice.gauss(0, 0.03), dice.uniform(0.08, 0.2)
        lean = dice.uniform(-0.3, 0.3) * tall
        stalk = smooth(
            [(x + dx, y), (x + dx + lean * 0.2, y - tall * 0.6), (x + dx + lean, y - tall)]
        )
        canvas.drawPath(stalk, stroke_of(palette.tone(leaf, dice.random()), 0.0035))
        if dice.random() < 0.3:
            head = skia.Rect(
                x + dx + lean - 0.005, y - tall - 0.022, x + dx + lean + 0.005, y - tall + 0.012
            )
            canvas.drawRoundRect(head, 0.005, 0.005, paint_of(palette.tone(rgb(0x6A4630), 0.5)))
