"""The harbour: boats at rest on still water, houses along the far quay, planks to stand on."""

import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.architecture import architecture_of
from film.animatic.sets.boats import paint_boat
from film.animatic.sets.brush import dabs, hills, linear, paint_of, stroke_of
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.facades import paint_street_lamp
from film.animatic.sets.foreground import mist_layers, near_tone
from film.animatic.sets.land import SNOW, covered, paint_mist, paint_puddles, paint_ridge
from film.animatic.sets.life import with_birds
from film.animatic.sets.lots import Lot
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.water import glints, paint_glitter, paint_ripples, paint_water, swell_layers

HORIZON = 0.57
PLANK = rgb(0x9A7A58)


def paint_harbour(place: Place) -> StageSet:
    """Paint a quay with boats that rock before a row of houses."""

    def sea(canvas: skia.Canvas) -> None:
        dice = place.dice("sea")
        line = hills(dice, (place.left, place.right), HORIZON + 0.01, 0.14, 1.0)
        paint_ridge(canvas, place, line, rgb(0x6A8490), 0.7)
        paint_mist(canvas, place, HORIZON - 0.1, HORIZON + 0.03, 0.35)
        paint_water(canvas, place, HORIZON, 1.05)
        paint_ripples(canvas, dice, place, (place.left, HORIZON + 0.02, place.right, 0.86), 80)
        paint_glitter(canvas, dice, place, (HORIZON + 0.004, 0.84))

    def town(canvas: skia.Canvas) -> None:
        _paint_town(canvas, place)

    def boats(canvas: skia.Canvas) -> None:
        dice = place.dice("boats")
        for at, size, y in ((0.2, 0.2, 0.7), (0.78, 0.24, 0.715), (-0.1, 0.24, 0.72),
                            (1.14, 0.22, 0.7), (0.52, 0.13, 0.665)):  # fmt: skip
            kind = dice.choice(("sail", "fishing", "rowing"))
            x = place.x(at + dice.uniform(-0.03, 0.03))
            paint_boat(canvas, dice, place, kind, (x, y, size, 0.18))

    def quay(canvas: skia.Canvas) -> None:
        _paint_quay(canvas, place)

    middle = min(max(place.sun[0], 0.4), place.aspect - 0.4)
    box = (middle - 0.42, HORIZON + 0.05, middle + 0.42, 0.78)
    return place.stage_set(
        [
            *sky_layers(place, HORIZON),
            Layer("sea", 0.18, sea, live=glints(place, box), live_bounds=box),
            with_birds(place, Layer("town", 0.3, town)),
            *swell_layers(place, HORIZON)[:1],
            Layer("boats", 0.55, boats, bob=0.004, sway=0.003),
            Layer("quay", 1.0, quay),
            *mist_layers(place),
            _near_rope(place),
        ]
    )


def _paint_town(canvas: skia.Canvas, place: Place) -> None:
    dice, look, palette = place.dice("town"), architecture_of(place.scene), place.palette
    way = -1 if place.away < 0.5 else 1
    edge = place.x(place.away) - way * 0.12
    end = place.left if way < 0 else place.right
    wall = covered(place, rgb(0x8A8078), 0.2)
    left, right = min(edge, end), max(edge, end)
    canvas.drawRect(
        skia.Rect(left, 0.592, right, 0.622),
        linear(
            (0, 0.59),
            (0, 0.622),
            [(0, palette.tone(wall, 0.8, 0.3), 1), (1, palette.tone(wall, 0.1, 0.3), 1)],
        ),
    )
    x = left + 0.03
    for row, foot in ((0, 0.565), (1, 0.594)):
        x = left + 0.02 + 0.05 * (1 - row)
        while x < right - 0.08:
            wide = dice.uniform(0.075, 0.12)
            lot = Lot(x, foot, wide, max(2, dice.randint(*look.storeys)), 0.052, 0.42 - 0.12 * row)
            paint_house(canvas, dice, place, lot, look)
            x += wide * dice.uniform(0.98, 1.12 if row else 1.5)
    _paint_reflection(canvas, dice, place, (left, right))


def _paint_reflection(
    canvas: skia.Canvas, dice: random.Random, place: Place, run: tuple[float, float]
) -> None:
    palette = place.palette
    dark = palette.tone(rgb(0x3A4A55), 0.3, 0.2)
    dabs(canvas, dice, (run[0], 0.618, run[1], 0.7), 70, (dark, 0.3, 0.16, 0.006))
    if palette.lamps > 0.3:
        dabs(
            canvas,
            dice,
            (run[0], 0.625, run[1], 0.72),
            50,
            (palette.window, 0.5 * palette.lamps, 0.06, 0.005),
        )


def _paint_quay(canvas: skia.Canvas, place: Place) -> None:
    palette, dice = place.palette, place.dice("quay")
    plank = covered(place, PLANK, 0.75)
    top = 0.8
    canvas.drawRect(
        skia.Rect(place.left, top, place.right, BOTTOM),
        linear(
            (0, top),
            (0, 1.1),
            [
                (0, palette.tone(plank, 0.85, 0.06), 1),
                (0.4, palette.tone(plank, 0.6), 1),
                (1, palette.tone(plank, 0.1), 1),
            ],
        ),
    )
    y, step = top, 0.017
    while y < 1.35:
        seam = stroke_of(palette.tone(rgb(0x3A2C24), 0.2), 0.0015 + step * 0.05, 0.6)
        canvas.drawLine(place.left, y, place.right, y, seam)
        for _ in range(5):
            x = dice.uniform(place.left, place.right)
            canvas.drawLine(x, y, x + 0.004, y + step, seam)
        board = skia.Rect(place.left, y, place.right, y + step)
        canvas.drawRect(board, paint_of(palette.tone(plank, dice.random()), 0.16))
        y, step = y + step, step * 1.13
    edge = skia.Rect(place.left, top - 0.012, place.right, top + 0.006)
    canvas.drawRect(edge, paint_of(palette.tone(plank, 1.0)))
    canvas.drawRect(
        skia.Rect(place.left, top + 0.006, place.right, top + 0.012),
        paint_of((0.05, 0.04, 0.08), 0.35),
    )
    paint_puddles(canvas, dice, place, (0.85, 1.05))
    for at in (0.13, 0.4, 0.66, 0.9, -0.12, 1.16):
        _paint_bollard(canvas, place, place.x(at))
    side = 0.93 if place.away > 0.5 else 0.07
    _paint_crates(canvas, place, place.x(side))
    paint_street_lamp(canvas, place, (place.x(1 - side), 0.835), 0.5)


def _paint_bollard(canvas: skia.Canvas, place: Place, x: float) -> None:
    palette, side = place.palette, place.palette.side
    iron = rgb(0x4A4E58)
    paint = linear(
        (x + side * 0.014, 0),
        (x - side * 0.014, 0),
        [(0, palette.tone(iron, 1.0), 1), (1, palette.tone(iron, 0.0), 1)],
    )
    canvas.drawRect(skia.Rect(x - 0.011, 0.772, x + 0.011, 0.812), paint)
    canvas.drawRoundRect(skia.Rect(x - 0.017, 0.762, x + 0.017, 0.778), 0.008, 0.008, paint)
    if palette.snow:
        canvas.drawRoundRect(
            skia.Rect(x - 0.016, 0.756, x + 0.016, 0.767),
            0.006,
            0.006,
            paint_of(palette.tone(SNOW, 0.8)),
        )


def _paint_crates(canvas: skia.Canvas, place: Place, x: float) -> None:
    palette = place.palette
    for dx, foot, size, local in (
        (-0.07, 0.86, 0.105, PLANK),
        (0.055, 0.855, 0.09, rgb(0x8A6A4A)),
        (-0.035, 0.756, 0.08, rgb(0xA8865E)),
    ):
        here = covered(place, local, 0.25)
        box = skia.Rect(x + dx - size / 2, foot - size, x + dx + size / 2, foot)
        canvas.drawRect(
            box,
            linear(
                (box.left(), box.top()),
                (box.right(), box.bottom()),
                [
                    (0, palette.tone(here, 0.5 - 0.4 * palette.side), 1),
                    (1, palette.tone(here, 0.3 + 0.2 * palette.side), 1),
                ],
            ),
        )
        frame = stroke_of(palette.tone(mix(here, rgb(0x3A2C20), 0.5), 0.3), size * 0.09)
        inner = box.makeInset(size * 0.05, size * 0.05)
        canvas.drawRect(inner, frame)
        canvas.drawLine(inner.left(), inner.bottom(), inner.right(), inner.top(), frame)


def _near_rope(place: Place) -> Layer:
    """Return dark mooring posts and rope in the frame's lower corners."""

    def paint(canvas: skia.Canvas) -> None:
        dark = near_tone(place, rgb(0x5A4636), 0.15)
        rope = stroke_of(near_tone(place, rgb(0xB89A6A), 0.4), 0.012)
        for side in (-1, 1):
            edge = place.x(0.5) + side * place.aspect * 0.5
            post = edge - side * 0.06
            path = skia.Path()
            path.moveTo(post, 0.88)
            path.quadTo(edge + side * 0.25, 1.0, edge + side * 0.6, 0.86)
            canvas.drawPath(path, rope)
            for x, top in ((post, 0.845), (edge + side * 0.6, 0.8)):
                canvas.drawRoundRect(
                    skia.Rect(x - 0.035, top, x + 0.035, BOTTOM), 0.012, 0.012, paint_of(dark)
                )
                canvas.drawLine(x - 0.035, 0.89, x + 0.035, 0.885, rope)

    return Layer("moorings", 1.4, paint)
