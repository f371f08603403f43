"""The forest: trunks that fade into light, a clearing to stand in, ferns at the lens."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import dabs, glow, hills, linear, polygon
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.flora import paint_bush, paint_flowers
from film.animatic.sets.foreground import bough, grass_fringe, mist_layers
from film.animatic.sets.land import (
    EARTH,
    covered,
    paint_ground,
    paint_mist,
    paint_path,
    paint_pool,
    paint_puddles,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.life import with_fireflies
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import Species, native_trees, paint_tree

MOSS = rgb(0x5D8248)


def paint_forest(place: Place) -> StageSet:
    """Paint woods in depth around a clearing, with shafts of light by a low sun."""
    kind = _kinds(place)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for base, height, distance in ((0.6, 0.34, 0.82), (0.64, 0.3, 0.66)):
            line = hills(dice, (place.left, place.right), base - 0.05, 0.06, 1.1)
            paint_ridge(canvas, place, line, rgb(0x4E7A58), distance)
            _row(canvas, place, kind, (base, height, distance), 26)
        paint_mist(canvas, place, 0.42, 0.72, 0.5)

    def middle(canvas: skia.Canvas) -> None:
        _row(canvas, place, kind, (0.7, 0.62, 0.42), 15, gap=0.16)
        paint_mist(canvas, place, 0.56, 0.78, 0.3)
        _shafts(canvas, place)

    def near(canvas: skia.Canvas) -> None:
        _paint_clearing(canvas, place, kind)

    return place.stage_set(
        [
            *sky_layers(place, 0.6),
            Layer("far woods", 0.2, far),
            Layer("woods", 0.5, middle),
            with_fireflies(place, Layer("clearing", 1.0, near), 0.6, 0.88),
            *mist_layers(place),
            bough(place),
            grass_fringe(place, rgb(0x466B3A), 0.1),
        ]
    )


def _kinds(place: Place) -> tuple[Species, ...]:
    if place.scene.culture == "western":
        return place.dice("kind").choice(
            (("pine", "pine", "birch"), ("oak", "birch", "oak"), ("pine", "oak", "pine"))
        )
    return native_trees(place)


def _row(
    canvas: skia.Canvas,
    place: Place,
    kind: tuple[Species, ...],
    row: tuple[float, float, float],
    count: int,
    gap: float = 0.0,
) -> None:
    """Plant a row: ``row`` is its base, height and distance; ``gap`` leaves the middle open."""
    base, height, distance = row
    dice = place.dice(f"row {distance}")
    for i in range(count):
        x = place.left + (place.right - place.left) * (i + dice.uniform(0.1, 0.9)) / count
        if abs(x - place.x(0.5)) < gap * place.aspect:
            continue
        tall = height * dice.uniform(0.75, 1.25)
        paint_tree(
            canvas,
            dice,
            place,
            dice.choice(kind),
            (x, base + dice.uniform(-0.01, 0.025), tall, distance),
        )


def _shafts(canvas: skia.Canvas, place: Place) -> None:
    palette = place.palette
    if palette.cover > 0.5:
        return
    dice, (x, y) = place.dice("shafts"), place.sun
    glow(canvas, (x, y + 0.1), 0.7, palette.sun, 0.4 * palette.glow)
    way = -palette.side
    for _ in range(6):
        start = x + dice.uniform(-0.25, 0.35) * way
        reach, wide = dice.uniform(0.35, 0.75), dice.uniform(0.025, 0.09)
        foot = start + way * reach
        shaft = polygon(
            [
                (start, -0.1),
                (start + wide * 0.5, -0.1),
                (foot + wide * 1.6, 0.86),
                (foot - wide * 0.6, 0.86),
            ]
        )
        strength = 0.2 * palette.glow + 0.04
        stops = [(0.0, palette.sun, strength), (0.6, palette.sun, strength * 0.5),
                 (1.0, palette.sun, 0.0)]  # fmt: skip
        paint = linear((0, -0.1), (0, 0.86), stops)
        paint.setBlendMode(skia.BlendMode.kScreen)
        canvas.drawPath(shaft, paint)


def _paint_clearing(canvas: skia.Canvas, place: Place, kind: tuple[Species, ...]) -> None:
    dice, palette = place.dice("clearing"), place.palette
    line = hills(dice, (place.left, place.right), 0.76, 0.06, 0.9)
    paint_ground(canvas, place, line, MOSS, 0.2)
    paint_path(canvas, place, ((place.x(0.5), 0.75), (place.x(0.5), 1.1)), (0.06, 0.8), EARTH)
    light = palette.tone(covered(place, mix(MOSS, rgb(0xD8D56A), 0.5)), 0.9)
    dabs(canvas, dice, (place.left, 0.77, place.right, 1.15), 240, (light, 0.3, 0.07, 0.01))
    paint_pool(canvas, place, (place.x(0.5), 0.92), (0.6, 0.12))
    paint_flowers(canvas, dice, place, (place.left, 0.8, place.right, 1.0), 66)
    paint_puddles(canvas, dice, place, (0.84, 1.05))
    for x, tall in ((-0.07, 1.25), (0.08, 1.0), (0.93, 1.1), (1.06, 1.35), (-0.25, 1.2),
                    (1.24, 1.2)):  # fmt: skip
        spot = (place.x(x), 0.82 + dice.uniform(-0.02, 0.03), tall * place.room, 0.04)
        paint_tree(canvas, dice, place, dice.choice(kind), spot)
    for x in (-0.1, 0.02, 0.15, 0.86, 0.97, 1.1):
        foot = (place.x(x + dice.uniform(-0.02, 0.02)), 0.85)
        paint_bush(canvas, dice, place, foot, dice.uniform(0.06, 0.11), rgb(0x4D7A3E))
    paint_rock(canvas, dice, place, (place.x(dice.choice((0.2, 0.8))), 0.85), 0.05)
