"""The park: lawns, round trees, a pond or a town beyond, lamps and a bench by the path."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import blob, dabs, hills, linear, paint_of, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.facades import paint_skyline, paint_street_lamp
from film.animatic.sets.flora import paint_bush, paint_flowers
from film.animatic.sets.foreground import bough, grass_fringe, mist_layers
from film.animatic.sets.land import (
    GRASS,
    covered,
    paint_ground,
    paint_mist,
    paint_path,
    paint_pool,
    paint_puddles,
    paint_ridge,
)
from film.animatic.sets.life import with_birds, with_fireflies
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import native_trees, paint_tree
from film.animatic.sets.water import water_colours


def paint_park(place: Place) -> StageSet:
    """Paint lawns with trees in groups, a pond, a path, and roofs above the leaves."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        tall = place.scene.era in {"modern", "future", "victorian"}
        paint_skyline(canvas, dice, place, (0.6, 0.24 if tall else 0.12, 0.78), tall)
        line = hills(dice, span, 0.59, 0.07, 2.4)
        paint_ridge(canvas, place, line, rgb(0x5A8458), 0.62)
        paint_mist(canvas, place, 0.48, 0.66, 0.4)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        lawn = hills(dice, span, 0.66, 0.03, 0.6)
        paint_ridge(canvas, place, lawn, covered(place, GRASS), 0.34)
        kinds = native_trees(place)
        for _ in range(11):
            x = dice.uniform(place.left, place.right)
            if abs(x / place.aspect - 0.5) < 0.09:
                continue
            spot = (x, dice.uniform(0.65, 0.7), dice.uniform(0.17, 0.27), 0.36)
            paint_tree(canvas, dice, place, dice.choice(kinds), spot)
        _paint_pond(canvas, place)
        paint_mist(canvas, place, 0.6, 0.76, 0.18)

    def near(canvas: skia.Canvas) -> None:
        _paint_lawn(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.58),
            with_birds(place, Layer("town", 0.15, far)),
            Layer("trees", 0.42, middle),
            with_fireflies(place, Layer("lawn", 1.0, near), 0.6, 0.88),
            *mist_layers(place),
            bough(place, rgb(0x4F8A45)),
            grass_fringe(place, GRASS, 0.06, 0.5),
        ]
    )


def _paint_pond(canvas: skia.Canvas, place: Place) -> None:
    dice = place.dice("pond")
    far, near = water_colours(place)
    x = place.x(place.away)
    shape = blob(dice, (x, 0.725), (0.4, 0.032), 0.1, 12)
    rim = stroke_of(place.palette.tone(covered(place, rgb(0x8A9A5C)), 0.4, 0.2), 0.006)
    canvas.drawPath(shape, linear((0, 0.69), (0, 0.76), [(0, far, 1), (1, near, 1)]))
    canvas.drawPath(shape, rim)
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    dabs(
        canvas,
        dice,
        (x - 0.4, 0.695, x + 0.4, 0.76),
        26,
        (mix(far, (1, 1, 1), 0.4), 0.6, 0.1, 0.004),
    )
    canvas.restore()


def _paint_lawn(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("lawn"), place.palette
    line = hills(dice, (place.left, place.right), 0.785, 0.035, 0.7)
    paint_ground(canvas, place, line, rgb(0x79A64E), 0.15)
    for local, light in ((rgb(0xA9C46A), 0.9), (rgb(0x5A8A40), 0.15)):
        dabs(
            canvas,
            dice,
            (place.left, 0.79, place.right, 1.15),
            120,
            (palette.tone(covered(place, local), light), 0.35, 0.07, 0.009),
        )
    run = ((place.x(0.58), 0.775), (place.x(0.46), 1.1))
    paint_path(canvas, place, run, (0.07, 0.95), rgb(0xC9B08A))
    paint_pool(canvas, place, (place.x(0.48), 0.92), (0.55, 0.09))
    paint_puddles(canvas, dice, place, (0.84, 1.05))
    paint_flowers(canvas, dice, place, (place.left, 0.83, place.x(0.25), 0.98), 90)
    paint_flowers(canvas, dice, place, (place.x(0.78), 0.83, place.right, 0.98), 90)
    kinds = native_trees(place)
    for x, tall in ((0.0, 0.95), (1.03, 0.85), (-0.2, 1.0), (1.24, 1.0)):
        paint_tree(canvas, dice, place, kinds[0], (place.x(x), 0.845, tall * place.room, 0.05))
    for x, size in ((0.09, 0.07), (0.93, 0.08), (-0.03, 0.09), (0.88, 0.05)):
        paint_bush(canvas, dice, place, (place.x(x), 0.85), size)
    at = 0.16 if place.away > 0.5 else 0.84
    paint_street_lamp(canvas, place, (place.x(at), 0.845), 0.46)
    _paint_bench(canvas, place, place.x(at + (0.05 if at < 0.5 else -0.05)))


def _paint_bench(canvas: skia.Canvas, place: Place, x: float) -> None:
    palette = place.palette
    wood, iron = covered(place, rgb(0x8A5A3C), 0.5), palette.tone(rgb(0x2E3238), 0.3)
    for dx in (-0.075, 0.075):
        canvas.drawLine(x + dx, 0.795, x + dx, 0.862, stroke_of(iron, 0.007))
    for y, light in ((0.768, 0.9), (0.784, 0.6), (0.815, 1.0), (0.826, 0.35)):
        plank = skia.Rect(x - 0.1, y - 0.0055, x + 0.1, y + 0.0055)
        canvas.drawRoundRect(plank, 0.003, 0.003, paint_of(palette.tone(wood, light)))
