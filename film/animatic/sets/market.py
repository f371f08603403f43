"""The market: stalls under striped awnings along a square, lanterns on strings above."""

import math
import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture, architecture_of
from film.animatic.sets.brush import Point, dabs, linear, paint_of, smooth, stroke_of
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.colour import rgb
from film.animatic.sets.facades import paint_skyline, paving
from film.animatic.sets.foreground import mist_layers, near_tone
from film.animatic.sets.hangings import paint_awning, paint_lantern
from film.animatic.sets.land import paint_mist, paint_pool, paint_puddles
from film.animatic.sets.lots import Lot
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers

CLOTHS = (rgb(0xC9483A), rgb(0x2F7A78), rgb(0xE0A030), rgb(0x6A4A8A), rgb(0x3F6AA0))
GOODS = (rgb(0xE0552E), rgb(0xF0B030), rgb(0x7AA83E), rgb(0xB83A5A), rgb(0xE8D8A0), rgb(0x8A4A2E))


def paint_market(place: Place) -> StageSet:
    """Paint a square with stalls at both sides and houses round it."""
    look = architecture_of(place.scene)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        paint_skyline(canvas, dice, place, (0.62, 0.22, 0.75), place.scene.era == "future")
        paint_mist(canvas, place, 0.44, 0.68, 0.4)

    def houses(canvas: skia.Canvas) -> None:
        _paint_houses(canvas, place, look)

    def stalls(canvas: skia.Canvas) -> None:
        _paint_square(canvas, place)
        dice = place.dice("stalls")
        for at, foot, size in (
            (0.3, 0.775, 0.26),
            (0.7, 0.775, 0.26),
            (0.1, 0.835, 0.42),
            (0.9, 0.835, 0.42),
            (-0.16, 0.86, 0.5),
            (1.16, 0.86, 0.5),
        ):
            _paint_stall(canvas, dice, place, (place.x(at), foot), size * place.room)
        for string in _strings(place):
            canvas.drawPath(
                smooth(string), stroke_of(place.palette.tone(rgb(0x2A2420), 0.2), 0.002)
            )
            for x, y in string[1:-1]:
                paint_lantern(canvas, place, (x, y + 0.016), 0.013, dice.choice(CLOTHS))

    return place.stage_set(
        [
            *sky_layers(place, 0.58),
            Layer("roofs", 0.15, far),
            Layer("houses", 0.5, houses),
            Layer("stalls", 1.0, stalls),
            *mist_layers(place),
            _near_sacks(place),
        ]
    )


def _strings(place: Place) -> list[list[Point]]:
    return [
        [(place.left + (place.right - place.left) * i / 12,
          top + sag * math.sin(math.pi * ((i / 12 * 3) % 1)) ** 1.0) for i in range(13)]
        for top, sag in ((0.13, 0.05), (0.25, 0.04))
    ]  # fmt: skip


def _paint_houses(canvas: skia.Canvas, place: Place, look: Architecture) -> None:
    dice = place.dice("houses")
    x = place.left
    while x < place.right:
        wide = dice.uniform(0.24, 0.36)
        middle = abs((x + wide / 2) / place.aspect - 0.5)
        if middle > 0.1:
            lot = Lot(x, 0.75, wide, max(2, look.storeys[1]), 0.135, 0.22)
            paint_house(canvas, dice, place, lot, look)
        x += wide * dice.uniform(1.0, 1.1)
    paint_mist(canvas, place, 0.6, 0.8, 0.25)


def _paint_square(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("square"), place.palette
    floor = paving(place, rgb(0xC2A886))
    canvas.drawRect(
        skia.Rect(place.left, 0.735, place.right, BOTTOM),
        linear(
            (0, 0.735),
            (0, 1.1),
            [
                (0, palette.tone(floor, 0.85, 0.25), 1),
                (0.4, palette.tone(floor, 0.7), 1),
                (1, palette.tone(floor, 0.15), 1),
            ],
        ),
    )
    seam = stroke_of(palette.tone(floor, 0.0), 0.002, 0.35)
    y, step = 0.75, 0.015
    while y < 1.35:
        canvas.drawLine(place.left, y, place.right, y, seam)
        y, step = y + step, step * 1.25
    for i in range(-12, 13):
        canvas.drawLine(place.x(0.5) + i * 0.13, 0.735, place.x(0.5) + i * 0.55, BOTTOM, seam)
    dabs(
        canvas,
        dice,
        (place.left, 0.76, place.right, 1.15),
        70,
        (palette.tone(floor, 1.0), 0.2, 0.14, 0.012),
    )
    paint_pool(canvas, place, (place.x(0.5), 0.91), (0.6, 0.1))
    paint_puddles(canvas, dice, place, (0.82, 1.05))


def _paint_stall(
    canvas: skia.Canvas, dice: random.Random, place: Place, foot: Point, size: float
) -> None:
    palette, (x, y), half = place.palette, foot, size * 0.5
    cloth: RGB = dice.choice(CLOTHS)
    wood = rgb(0x8A6444)
    back = skia.Rect(x - half * 0.92, y - size * 0.8, x + half * 0.92, y - size * 0.2)
    canvas.drawRect(back, paint_of(palette.tone(rgb(0x4A3428), 0.25), 0.9))
    pole = stroke_of(palette.tone(wood, 0.5), size * 0.03)
    for dx in (-0.92, 0.92):
        canvas.drawLine(x + dx * half, y, x + dx * half, y - size * 0.95, pole)
    counter = skia.Rect(x - half, y - size * 0.34, x + half, y)
    canvas.drawRect(
        counter,
        linear(
            (0, y - size * 0.34),
            (0, y),
            [(0, palette.tone(wood, 0.8), 1), (1, palette.tone(wood, 0.1), 1)],
        ),
    )
    for i in range(1, 6):
        px = x - half + i * half / 3
        canvas.drawLine(px, y - size * 0.3, px, y, stroke_of(palette.tone(wood, 0.0), size * 0.008))
    for i in range(4):
        bx, colour = x - half + (i + 0.5) * half / 2, dice.choice(GOODS)
        for light, lift, count in ((0.2, 0.0, 9), (0.85, 0.02, 7)):
            path = skia.Path()
            for _ in range(count):
                path.addCircle(
                    bx + dice.uniform(-0.2, 0.2) * half,
                    y - size * (0.36 + lift) - dice.uniform(0, 0.07) * size,
                    size * 0.035,
                )
            canvas.drawPath(path, paint_of(palette.tone(colour, light)))
    rim = skia.Rect(x - half * 1.04, y - size * 0.37, x + half * 1.04, y - size * 0.32)
    canvas.drawRect(rim, paint_of(palette.tone(wood, 1.0)))
    box = (x - half * 0.95, y - size * 1.1, x + half * 0.95, y - size * 0.82)
    paint_awning(canvas, dice, place, box, cloth)
    if palette.lamps:
        paint_lantern(canvas, place, (x, y - size * 0.7), size * 0.05, rgb(0xF0A050))


def _near_sacks(place: Place) -> Layer:
    """Return dark baskets and sacks in the frame's lower corners."""

    def paint(canvas: skia.Canvas) -> None:
        dice = place.dice("sacks")
        for side in (-1, 1):
            edge = place.x(0.5) + side * place.aspect * 0.5
            for out, top, half in ((0.42, 0.76, 0.17), (0.16, 0.84, 0.11), (-0.06, 0.9, 0.075)):
                x = edge + side * out
                dark = near_tone(place, dice.choice((rgb(0x9A7A50), rgb(0x7A5A3C))), 0.15)
                body = smooth(
                    [
                        (x - half, BOTTOM),
                        (x - half * 1.1, top + 0.09),
                        (x - half * 0.8, top),
                        (x + half * 0.8, top),
                        (x + half * 1.1, top + 0.09),
                        (x + half, BOTTOM),
                    ]
                )
                canvas.drawPath(body, paint_of(dark))
                fill = skia.Path()
                for _ in range(12):
                    fill.addCircle(
                        x + dice.uniform(-0.7, 0.7) * half,
                        top + dice.uniform(-0.01, 0.02),
                        half * 0.17,
                    )
                canvas.drawPath(fill, paint_of(near_tone(place, dice.choice(GOODS), 0.4)))

    return Layer("sacks", 1.4, paint)
