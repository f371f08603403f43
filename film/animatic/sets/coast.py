"""The coast: a headland in the sea, a beach or a cliff-top to stand on."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import Point, dabs, hills, linear, polygon, smooth
from film.animatic.sets.colour import rgb
from film.animatic.sets.flora import paint_flowers
from film.animatic.sets.foreground import grass_fringe, mist_layers
from film.animatic.sets.land import (
    GRASS,
    SAND,
    covered,
    paint_ground,
    paint_mist,
    paint_puddles,
    paint_ridge,
    paint_rock,
)
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.water import (
    glints,
    paint_glitter,
    paint_ripples,
    paint_surf,
    paint_water,
)

HORIZON = 0.56
CLIFF = rgb(0x8B7B70)


def paint_coast(place: Place) -> StageSet:
    """Paint the sea from the shore, a headland at a third away from the light."""
    grassy = place.dice("shore").random() < 0.45

    def sea(canvas: skia.Canvas) -> None:
        dice = place.dice("sea")
        paint_ridge(canvas, place, _far_shore(place), rgb(0x7C8C93), 0.72)
        paint_water(canvas, place, HORIZON, 1.05)
        paint_ripples(canvas, dice, place, (place.left, HORIZON + 0.01, place.right, 0.86), 90)
        paint_glitter(canvas, dice, place, (HORIZON + 0.004, 0.82))
        paint_mist(canvas, place, HORIZON - 0.07, HORIZON + 0.06, 0.3)

    def headland(canvas: skia.Canvas) -> None:
        _paint_headland(canvas, place)

    def shore(canvas: skia.Canvas) -> None:
        _paint_shore(canvas, place, grassy)

    water = (place.x(0.0), HORIZON + 0.03, place.x(1.0), 0.76)
    near = grass_fringe(place, rgb(0x8D9A55) if grassy else rgb(0xB9A766), 0.08)
    return place.stage_set([
        *sky_layers(place, HORIZON),
        Layer("sea", 0.15, sea, live=glints(place, water), live_bounds=water),
        Layer("headland", 0.38, headland),
        Layer("shore", 1.0, shore),
        *mist_layers(place),
        near,
    ])  # fmt: skip


def headland_top(place: Place) -> Point:
    """Return where a landmark stands on the headland."""
    return place.x(place.away), 0.455


def _far_shore(place: Place) -> list[Point]:
    line = hills(place.dice("far shore"), (place.left, place.right), HORIZON + 0.012, 0.07, 1.2)
    toward = place.sun[0]
    return [(x, min(HORIZON + 0.01, y + 0.06 * max(0.0, 1 - abs(x - toward) / 0.6)))
            for x, y in line]  # fmt: skip


def _paint_headland(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("headland"), place.palette
    x, y = headland_top(place)
    way = -1 if place.away < 0.5 else 1
    top = [(x - way * 0.34, 0.615), (x - way * 0.27, 0.575), (x - way * 0.2, 0.55),
           (x - way * 0.155, 0.485), (x - way * 0.09, y + 0.004), (x + way * 0.1, y - 0.002),
           (x + way * 0.3, y + 0.02), (x + way * 0.6, y - 0.02), (x + way * 1.1, y - 0.05),
           (x + way * 1.6, y - 0.02)]  # fmt: skip
    foot = [(x + way * 1.6, 0.66), (x + way * 0.7, 0.665), (x + way * 0.2, 0.645),
            (x - way * 0.1, 0.638), (x - way * 0.34, 0.622)]  # fmt: skip
    rock = covered(place, CLIFF, 0.2)
    stops = [(0.0, palette.tone(rock, 0.75, 0.28), 1.0), (0.5, palette.tone(rock, 0.4, 0.25), 1.0),
             (1.0, palette.tone(rock, 0.1, 0.3), 1.0)]  # fmt: skip
    shape = polygon([*top, *foot])
    canvas.drawPath(shape, linear((0, y), (0, 0.66), stops))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for _ in range(26):
        cx, cy = x + way * dice.uniform(-0.3, 1.3), dice.uniform(y + 0.03, 0.64)
        tall, wide = dice.uniform(0.03, 0.09), dice.uniform(0.012, 0.045)
        facet = polygon([(cx, cy), (cx + wide, cy + tall * 0.3), (cx + wide * 0.7, cy + tall),
                         (cx - wide * 0.3, cy + tall * 0.8)])  # fmt: skip
        light = dice.choice((0.0, 0.1, 0.8, 1.0))
        canvas.drawPath(facet, linear((0, cy), (0, cy + tall), [
            (0, palette.tone(rock, light, 0.25), 0.6), (1, palette.tone(rock, light, 0.25), 0.0)]))
    canvas.restore()
    turf = [(px, py + 0.028 + dice.uniform(-0.01, 0.012)) for px, py in reversed(top[3:])]
    green = covered(place, GRASS)
    canvas.drawPath(smooth([*[(px, py - 0.004) for px, py in top[3:]], *turf], closed=True),
                    linear((0, y - 0.05), (0, y + 0.05), [
                        (0, palette.tone(green, 0.9, 0.25), 1.0),
                        (1, palette.tone(green, 0.3, 0.25), 1.0)]))  # fmt: skip
    dabs(canvas, dice, (x - 0.36 if way > 0 else x - 1.6, 0.632, x + 1.6 if way > 0 else x + 0.36,
         0.668), 60, (palette.tone(rgb(0xF5FAFA), 0.8, 0.1), 0.6, 0.05, 0.006))  # fmt: skip


def _paint_shore(canvas: skia.Canvas, place: Place, grassy: bool) -> None:
    dice, palette = place.dice("shore detail"), place.palette
    span = (place.left, place.right)
    if not grassy:
        paint_surf(canvas, dice, place, 0.775, 0.022)
        beach = hills(dice, span, 0.815, 0.035, 0.7)
        wet = [(x, y - 0.014) for x, y in beach]
        paint_ground(canvas, place, wet, rgb(0x9C8462), 0.1)
        paint_ground(canvas, place, beach, SAND, 0.1)
        dabs(canvas, dice, (place.left, 0.83, place.right, 1.1), 150,
             (palette.tone(rgb(0xC9A772), 0.3), 0.35, 0.09, 0.007))  # fmt: skip
    else:
        crest = hills(dice, span, 0.83, 0.07, 0.8)
        paint_ground(canvas, place, crest, rgb(0x83A055), 0.1)
        dabs(canvas, dice, (place.left, 0.84, place.right, 1.15), 220,
             (palette.tone(covered(place, rgb(0xB5B868)), 0.8), 0.4, 0.05, 0.009))  # fmt: skip
        paint_flowers(canvas, dice, place, (place.left, 0.85, place.right, 1.0), 60)
    paint_puddles(canvas, dice, place, (0.87, 1.05), 6)
    for out, size in ((0.02, 0.085), (0.09, 0.05), (-0.11, 0.12), (0.15, 0.028)):
        edge = place.x(1) - out if place.away > 0.5 else out
        paint_rock(canvas, dice, place, (edge, 0.845 + size * 0.1), size)
