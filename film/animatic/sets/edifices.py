"""Landmarks that were built to last: castle, church, temple, pyramid."""

import random

import skia

from film.animatic.sets.architecture import architecture_of
from film.animatic.sets.brush import paint_of, polygon, smooth, stroke_of, vertical
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.colour import rgb, scale
from film.animatic.sets.land import covered
from film.animatic.sets.lots import Lot
from film.animatic.sets.masonry import (
    STONEWORK,
    Spot,
    lancet,
    lit_or_dark,
    paint_crenels,
    paint_turret,
    round_body,
    taper,
)
from film.animatic.sets.place import Place


def paint_castle(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Raise a castle: curtain wall, towers with spires, banners in the accent colour."""
    palette, (x, y, tall, distance) = place.palette, spot
    stone = STONEWORK
    wall = skia.Rect(x - tall * 0.62, y - tall * 0.26, x + tall * 0.62, y + 0.012)
    canvas.drawRect(
        wall,
        vertical(
            wall.top(),
            wall.bottom(),
            palette.tone(stone, 0.6, distance),
            palette.tone(stone, 0.15, distance),
        ),
    )
    paint_crenels(
        canvas, place, (x - tall * 0.62, x + tall * 0.62, y - tall * 0.26), (stone, distance)
    )
    for dx, wide, high, spire in ((-0.18, 0.1, 0.62, True), (0.16, 0.12, 0.52, False),
                                  (0.0, 0.15, 0.72, True), (-0.62, 0.085, 0.36, True),
                                  (0.62, 0.085, 0.38, True), (0.36, 0.07, 0.44, True),
                                  (-0.4, 0.075, 0.34, False)):  # fmt: skip
        paint_turret(canvas, place, (x + dx * tall, y, tall * high, distance), tall * wide, spire)
    gate = smooth(
        [
            (x - tall * 0.07, y + 0.012),
            (x - tall * 0.07, y - tall * 0.12),
            (x, y - tall * 0.19),
            (x + tall * 0.07, y - tall * 0.12),
            (x + tall * 0.07, y + 0.012),
        ]
    )
    canvas.drawPath(gate, paint_of(palette.tone(rgb(0x3A2A24), 0.2, distance)))


def paint_church(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a church: nave, tower and spire."""
    palette, (x, y, tall, distance) = place.palette, spot
    wall, slate = rgb(0xE6DCC8), covered(place, rgb(0x56606E), 0.9)
    nave = skia.Rect(x, y - tall * 0.3, x + tall * 0.56, y + 0.008)
    canvas.drawRect(
        nave,
        vertical(
            nave.top(),
            nave.bottom(),
            palette.tone(wall, 0.6, distance),
            palette.tone(wall, 0.2, distance),
        ),
    )
    roof = polygon(
        [
            (x - tall * 0.02, y - tall * 0.3),
            (x + tall * 0.04, y - tall * 0.48),
            (x + tall * 0.52, y - tall * 0.48),
            (x + tall * 0.6, y - tall * 0.3),
        ]
    )
    canvas.drawPath(roof, paint_of(palette.tone(slate, 0.6, distance)))
    for i in range(3):
        px = x + tall * (0.17 + 0.14 * i)
        canvas.drawPath(
            lancet(px, y - tall * 0.08, tall * 0.045, tall * 0.15),
            paint_of(lit_or_dark(place, distance)),
        )
    half = tall * 0.105
    body = taper(x, y - tall * 0.58, y + 0.008, (half, half))
    round_body(canvas, place, body, (x, half * 1.6, wall, distance))
    spire = polygon(
        [
            (x - half * 1.12, y - tall * 0.57),
            (x, y - tall * 0.95),
            (x + half * 1.12, y - tall * 0.57),
        ]
    )
    round_body(canvas, place, spire, (x, half * 1.1, slate, distance))
    canvas.drawPath(
        lancet(x, y - tall * 0.38, tall * 0.06, tall * 0.14),
        paint_of(lit_or_dark(place, distance)),
    )
    gold = stroke_of(palette.tone(rgb(0xE5C26A), 0.9, distance), tall * 0.012)
    canvas.drawLine(x, y - tall * 0.94, x, y - tall * 1.02, gold)
    canvas.drawLine(x - tall * 0.02, y - tall * 0.99, x + tall * 0.02, y - tall * 0.99, gold)


def paint_temple(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a temple of the scene's culture: tiered roofs in the east, columns elsewhere."""
    palette, (x, y, tall, distance) = place.palette, spot
    if place.scene.culture == "east asian":
        for tier in range(4):
            wide = tall * (0.46 - 0.075 * tier)
            lot = Lot(x - wide / 2, y - tall * 0.21 * tier + 0.006, wide, 1, tall * 0.21, distance)
            paint_house(canvas, dice, place, lot, architecture_of(place.scene))
        return
    marble = rgb(0xEDE4D0)
    for step in range(3):
        half = tall * (0.62 - 0.03 * step)
        top = y + 0.008 - tall * 0.035 * (step + 1)
        canvas.drawRect(
            skia.Rect(x - half, top, x + half, top + tall * 0.04),
            paint_of(palette.tone(marble, 0.8 - 0.15 * (step % 2), distance)),
        )
    floor, head = y - tall * 0.09, y - tall * 0.56
    canvas.drawRect(
        skia.Rect(x - tall * 0.5, head, x + tall * 0.5, floor),
        paint_of(palette.tone(scale(marble, 0.62), 0.1, distance)),
    )
    for i in range(6):
        px = x + tall * (-0.5 + 0.2 * i)
        column = taper(px, head, floor, (tall * 0.034, tall * 0.042))
        round_body(canvas, place, column, (px, tall * 0.042, marble, distance))
    beam = skia.Rect(x - tall * 0.58, head - tall * 0.07, x + tall * 0.58, head + tall * 0.005)
    canvas.drawRect(beam, paint_of(palette.tone(marble, 0.75, distance)))
    gable = polygon(
        [
            (x - tall * 0.62, head - tall * 0.07),
            (x, head - tall * 0.3),
            (x + tall * 0.62, head - tall * 0.07),
        ]
    )
    round_body(canvas, place, gable, (x, tall * 0.62, covered(place, marble, 0.8), distance))
    inner = polygon(
        [
            (x - tall * 0.46, head - tall * 0.09),
            (x, head - tall * 0.255),
            (x + tall * 0.46, head - tall * 0.09),
        ]
    )
    canvas.drawPath(inner, paint_of(palette.tone(marble, 0.1, distance), 0.7))


def paint_pyramid(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Raise a pyramid with a lit and a shaded face, a smaller one beside it."""
    palette, (x, y, tall, distance) = place.palette, spot
    stone = covered(place, rgb(0xD9B27A), 0.4)
    for dx, size in ((0.95, 0.55), (0.0, 1.0)):
        px, high = x + dx * tall * (-palette.side), tall * size * 0.85
        foot = y + 0.012
        ridge = px + palette.side * high * -0.25
        lit = polygon([(px + palette.side * high * 0.95, foot), (px, foot - high), (ridge, foot)])
        dark = polygon([(px - palette.side * high * 0.95, foot), (px, foot - high), (ridge, foot)])
        canvas.drawPath(dark, paint_of(palette.tone(stone, 0.05, distance)))
        canvas.drawPath(
            lit,
            vertical(
                foot - high,
                foot,
                palette.tone(stone, 1.0, distance),
                palette.tone(stone, 0.7, distance),
            ),
        )
        canvas.save()
        canvas.clipPath(polygon([(px - high, foot), (px, foot - high), (px + high, foot)]))
        seam = stroke_of(palette.tone(stone, 0.0, distance), high * 0.005, 0.35)
        for k in range(1, 16):
            canvas.drawLine(px - high, foot - high * k / 16, px + high, foot - high * k / 16, seam)
        canvas.restore()
