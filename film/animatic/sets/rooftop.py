"""The rooftop: a terrace high over a city, its skyline all around."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.brush import dabs, linear, paint_of, polygon, stroke_of, tufts
from film.animatic.sets.colour import rgb
from film.animatic.sets.facades import paint_skyline, paving
from film.animatic.sets.foreground import mist_layers, near_tone
from film.animatic.sets.land import SNOW, covered, paint_mist, paint_pool, paint_puddles
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers

BRICK = rgb(0x9A5F4C)


def paint_rooftop(place: Place) -> StageSet:
    """Paint a flat roof with a parapet above rows of towers that pale with distance."""
    tall = place.scene.era in {"modern", "future", "victorian"}
    lift = 1.0 if tall else 0.5

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        paint_skyline(canvas, dice, place, (0.66, 0.42 * lift, 0.78), tall)
        paint_skyline(canvas, dice, place, (0.7, 0.34 * lift, 0.6), tall)
        paint_mist(canvas, place, 0.44, 0.74, 0.5)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        paint_skyline(canvas, dice, place, (0.8, 0.36 * lift, 0.36), tall)
        paint_mist(canvas, place, 0.6, 0.82, 0.3)

    def near(canvas: skia.Canvas) -> None:
        _paint_terrace(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.62),
            Layer("skyline", 0.12, far),
            Layer("towers", 0.3, middle),
            Layer("terrace", 1.0, near),
            *mist_layers(place),
            _near_planters(place),
        ]
    )


def _paint_terrace(canvas: skia.Canvas, place: Place) -> None:
    palette, dice = place.palette, place.dice("terrace")
    floor = paving(place, rgb(0x8C8078))
    deck = linear(
        (0, 0.8),
        (0, 1.1),
        [(0, palette.tone(floor, 0.8, 0.1), 1.0), (1, palette.tone(floor, 0.15), 1.0)],
    )
    canvas.drawRect(skia.Rect(place.left, 0.8, place.right, BOTTOM), deck)
    wall = linear(
        (0, 0.74),
        (0, 0.83),
        [(0, palette.tone(BRICK, 0.55), 1.0), (1, palette.tone(BRICK, 0.1), 1.0)],
    )
    canvas.drawRect(skia.Rect(place.left, 0.735, place.right, 0.825), wall)
    seams = stroke_of(palette.tone(BRICK, 0.0), 0.0016, 0.5)
    for row in range(5):
        y = 0.752 + row * 0.0155
        canvas.drawLine(place.left, y, place.right, y, seams)
        x = place.left + (row % 2) * 0.022
        while x < place.right:
            canvas.drawLine(x, y, x, y + 0.0155, seams)
            x += 0.044
    cap = covered(place, rgb(0xC9BBA8), 0.9)
    canvas.drawRect(
        skia.Rect(place.left, 0.722, place.right, 0.742), paint_of(palette.tone(cap, 0.95))
    )
    canvas.drawRect(skia.Rect(place.left, 0.742, place.right, 0.75), paint_of((0, 0, 0.05), 0.25))
    for i in range(-14, 15):
        x = place.x(0.5) + i * 0.16
        canvas.drawLine(
            x, 0.825, place.x(0.5) + i * 0.42, 1.4, stroke_of(palette.tone(floor, 0.1), 0.002, 0.5)
        )
    dabs(
        canvas,
        dice,
        (place.left, 0.84, place.right, 1.1),
        70,
        (palette.tone(floor, 0.0), 0.12, 0.2, 0.014),
    )
    paint_pool(canvas, place, (place.x(0.5), 0.93), (0.7, 0.09))
    paint_puddles(canvas, dice, place, (0.86, 1.05))
    _paint_tank(canvas, place, place.x(0.9 if place.away > 0.5 else 0.1))
    _paint_stack(canvas, place, place.x(0.06 if place.away > 0.5 else 0.94))


def _paint_tank(canvas: skia.Canvas, place: Place, x: float) -> None:
    palette, side = place.palette, place.palette.side
    wood = rgb(0x7A5A44)
    leg = stroke_of(palette.tone(rgb(0x3A3E48), 0.3), 0.009)
    for dx in (-0.07, -0.025, 0.025, 0.07):
        canvas.drawLine(x + dx, 0.58, x + dx * 1.15, 0.84, leg)
    canvas.drawLine(x - 0.075, 0.72, x + 0.075, 0.62, stroke_of(palette.tone(wood, 0.2), 0.004))
    canvas.drawLine(x + 0.075, 0.72, x - 0.075, 0.62, stroke_of(palette.tone(wood, 0.2), 0.004))
    barrel = linear(
        (x + side * 0.09, 0),
        (x - side * 0.09, 0),
        [
            (0, palette.tone(wood, 1.0), 1.0),
            (0.6, palette.tone(wood, 0.3), 1.0),
            (1, palette.tone(wood, 0.0), 1.0),
        ],
    )
    canvas.drawRect(skia.Rect(x - 0.09, 0.38, x + 0.09, 0.59), barrel)
    for y in (0.42, 0.48, 0.55):
        canvas.drawLine(x - 0.09, y, x + 0.09, y, stroke_of(palette.tone(wood, 0.0), 0.004, 0.7))
    roof = polygon([(x - 0.105, 0.385), (x, 0.3), (x + 0.105, 0.385)])
    local = covered(place, rgb(0x4A4E58), 0.9)
    canvas.drawPath(
        roof,
        linear(
            (x + side * 0.1, 0),
            (x - side * 0.1, 0),
            [(0, palette.tone(local, 1.0), 1.0), (1, palette.tone(local, 0.1), 1.0)],
        ),
    )


def _paint_stack(canvas: skia.Canvas, place: Place, x: float) -> None:
    palette = place.palette
    side = palette.side
    paint = linear(
        (x + side * 0.06, 0),
        (x - side * 0.06, 0),
        [(0, palette.tone(BRICK, 0.95), 1.0), (1, palette.tone(BRICK, 0.05), 1.0)],
    )
    canvas.drawRect(skia.Rect(x - 0.06, 0.6, x + 0.06, 0.84), paint)
    top = SNOW if palette.snow else rgb(0xB0A090)
    canvas.drawRect(skia.Rect(x - 0.07, 0.585, x + 0.07, 0.605), paint_of(palette.tone(top, 0.8)))
    pot = paint_of(palette.tone(rgb(0xB8694C), 0.4))
    for dx in (-0.03, 0.02):
        canvas.drawRect(skia.Rect(x + dx - 0.014, 0.54, x + dx + 0.014, 0.587), pot)
    mast = stroke_of(palette.tone(rgb(0x2A2F38), 0.3), 0.004)
    canvas.drawLine(x + 0.1, 0.84, x + 0.1, 0.4, mast)
    for y, wide in ((0.42, 0.05), (0.45, 0.04), (0.48, 0.03)):
        canvas.drawLine(x + 0.1 - wide, y, x + 0.1 + wide, y, mast)


def _near_planters(place: Place) -> Layer:
    """Return dark planters with leaves in the frame's lower corners."""

    def paint(canvas: skia.Canvas) -> None:
        dice = place.dice("planters")
        for side in (-1, 1):
            edge = place.x(0.5) + side * place.aspect * 0.5
            inner, outer = edge - side * 0.09, edge + side * 0.6
            box = skia.Rect(min(inner, outer), 0.945, max(inner, outer), BOTTOM)
            canvas.drawRect(box, paint_of(near_tone(place, rgb(0x8A5A44), 0.15)))
            for light in (0.05, 0.45):
                line = []
                for _ in range(46):
                    out = dice.random()
                    line.append((inner + (outer - inner) * out, 0.955))
                tufts(canvas, dice, line, 0.085, near_tone(place, rgb(0x4F7F45), light))

    return Layer("planters", 1.4, paint, sway=0.003)
