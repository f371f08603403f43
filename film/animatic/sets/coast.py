"""The coast: a headland in the sea, a beach or a cliff-top to stand on."""

from itertools import pairwise

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
from film.animatic.sets.life import with_birds
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.water import (
    glints,
    paint_glitter,
    paint_ripples,
    paint_surf,
    paint_water,
    swell_layers,
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

    middle = min(max(place.sun[0], 0.4), place.aspect - 0.4)
    water = (middle - 0.42, HORIZON + 0.02, middle + 0.42, 0.74)
    near = grass_fringe(
        place, rgb(0x8D9A55) if grassy else rgb(0xB9A766), 0.08, 0.0 if grassy else 0.62
    )
    return place.stage_set(
        [
            *sky_layers(place, HORIZON),
            Layer("sea", 0.15, sea, live=glints(place, water), live_bounds=water),
            with_birds(place, Layer("headland", 0.38, headland)),
            *swell_layers(place, HORIZON),
            Layer("shore", 1.0, shore),
            *mist_layers(place),
            near,
        ]
    )


def headland_top(place: Place) -> Point:
    """Return where a landmark stands on the headland."""
    return place.x(place.away), 0.466


def _far_shore(place: Place) -> list[Point]:
    line = hills(place.dice("far shore"), (place.left, place.right), HORIZON + 0.012, 0.07, 1.2)
    toward = place.sun[0]
    return [(x, min(HORIZON + 0.01, y + 0.06 * max(0.0, 1 - abs(x - toward) / 0.6)))
            for x, y in line]  # fmt: skip


def _paint_headland(canvas: skia.Canvas, place: Place) -> None:
    x, y = headland_top(place)
    way = -1 if place.away < 0.5 else 1
    steps = (
        (-0.3, 0.62),
        (-0.27, 0.575),
        (-0.235, 0.57),
        (-0.21, 0.52),
        (-0.17, 0.5),
        (-0.14, y + 0.012),
        (-0.06, y),
        (0.12, y - 0.002),
        (0.22, y - 0.02),
        (0.34, y - 0.025),
        (0.5, y - 0.07),
        (0.8, y - 0.1),
        (1.2, y - 0.09),
        (1.8, y - 0.12),
    )
    top = [(x + way * out, at) for out, at in steps]
    _paint_cliff(canvas, place, top, 0.648)
    for out, half, tall in ((-0.42, 0.028, 0.1), (-0.5, 0.016, 0.05), (-0.36, 0.02, 0.04)):
        stack = x + way * out
        _paint_cliff(
            canvas,
            place,
            [
                (stack - half, 0.625 - tall * 0.5),
                (stack - half * 0.6, 0.625 - tall),
                (stack + half * 0.5, 0.625 - tall * 0.92),
                (stack + half, 0.625 - tall * 0.4),
            ],
            0.628,
        )
    _paint_turf(canvas, place, top[5:])
    dice = place.dice("foam")
    foam = place.palette.tone(rgb(0xF5FAFA), 0.8, 0.15)
    left, right = sorted((x - way * 0.55, x + way * 1.8))
    dabs(canvas, dice, (left, 0.622, right, 0.656), 90, (foam, 0.6, 0.07, 0.005))


def _paint_cliff(canvas: skia.Canvas, place: Place, top: list[Point], foot: float) -> None:
    """Drop a cliff from its edge in facets that catch the light or turn from it."""
    dice, palette = place.dice(f"cliff {top[0][0]:.3f}"), place.palette
    rock = covered(place, CLIFF, 0.2)
    shape = polygon([*top, (top[-1][0], foot), (top[0][0], foot)])
    high = min(y for _, y in top)
    stops = [(0.0, palette.tone(rock, 0.55, 0.2), 1.0), (1.0, palette.tone(rock, 0.1, 0.28), 1.0)]
    canvas.drawPath(shape, linear((0, high), (0, foot), stops))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    left, right = sorted((top[0][0], top[-1][0]))
    across = left
    while across < right:
        wide, lean = dice.uniform(0.02, 0.07), dice.uniform(-0.03, 0.03)
        begin, end = high - 0.01 + dice.uniform(0, 0.07), foot - dice.uniform(-0.03, 0.05)
        edge = across + wide * dice.uniform(0.35, 0.65)
        for first, last, facing in ((across, edge, -1), (edge, across + wide, 1)):
            light = dice.uniform(0.7, 1.0) if facing == palette.side else dice.uniform(0.0, 0.2)
            face = polygon([(first, begin), (last, begin), (last + lean, end), (first + lean, end)])
            shown = palette.tone(rock, light, 0.2)
            canvas.drawPath(
                face,
                linear(
                    (0, begin), (0, end), [(0, shown, 0.0), (0.2, shown, 0.65), (1, shown, 0.1)]
                ),
            )
        across += wide * dice.uniform(0.9, 1.6)
    canvas.restore()


def _paint_turf(canvas: skia.Canvas, place: Place, edge: list[Point]) -> None:
    dice, palette = place.dice("turf"), place.palette
    hem, steps = [], 5
    for (x0, y0), (x1, y1) in pairwise(edge):
        for i in range(steps):
            share = i / steps
            hem.append(
                (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share + dice.uniform(0.008, 0.042))
            )
    green = covered(place, GRASS)
    top = min(y for _, y in edge)
    turf = smooth([*[(x, y - 0.004) for x, y in edge], *reversed(hem)], closed=True)
    canvas.drawPath(
        turf,
        linear(
            (0, top),
            (0, top + 0.13),
            [(0, palette.tone(green, 0.95, 0.2), 1.0), (1, palette.tone(green, 0.3, 0.2), 1.0)],
        ),
    )


def _paint_shore(canvas: skia.Canvas, place: Place, grassy: bool) -> None:
    dice, palette = place.dice("shore detail"), place.palette
    span = (place.left, place.right)
    if not grassy:
        paint_surf(canvas, dice, place, 0.775, 0.022)
        beach = hills(dice, span, 0.815, 0.035, 0.7)
        wet = [(x, y - 0.014) for x, y in beach]
        paint_ground(canvas, place, wet, rgb(0x9C8462), 0.1)
        paint_ground(canvas, place, beach, SAND, 0.1)
        dabs(
            canvas,
            dice,
            (place.left, 0.83, place.right, 1.1),
            150,
            (palette.tone(rgb(0xC9A772), 0.3), 0.35, 0.09, 0.007),
        )
    else:
        crest = hills(dice, span, 0.83, 0.07, 0.8)
        paint_ground(canvas, place, crest, rgb(0x83A055), 0.1)
        dabs(
            canvas,
            dice,
            (place.left, 0.84, place.right, 1.15),
            220,
            (palette.tone(covered(place, rgb(0xB5B868)), 0.8), 0.4, 0.05, 0.009),
        )
        paint_flowers(canvas, dice, place, (place.left, 0.85, place.right, 1.0), 60)
    paint_puddles(canvas, dice, place, (0.87, 1.05), 6)
    for out, size in ((0.02, 0.085), (0.09, 0.05), (-0.11, 0.12), (0.15, 0.028)):
        edge = place.x(1) - out if place.away > 0.5 else out
        paint_rock(canvas, dice, place, (edge, 0.845 + size * 0.1), size)
