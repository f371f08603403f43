"""Landmarks that people gather at: well, tent, campfire, fountain."""

import math
import random

import skia

from film.animatic.sets.brush import glow, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import covered, paint_rock
from film.animatic.sets.masonry import STONEWORK, WOOD, Live, Spot, round_body, taper
from film.animatic.sets.place import Place


def paint_well(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Dig a stone well with a little roof and a bucket."""
    palette, (x, y, tall, distance) = place.palette, spot
    half = tall * 0.36
    post = stroke_of(palette.tone(WOOD, 0.4, distance), tall * 0.06)
    for dx in (-0.85, 0.85):
        canvas.drawLine(x + dx * half, y - tall * 0.2, x + dx * half, y - tall * 0.75, post)
    canvas.drawLine(x - half, y - tall * 0.62, x + half, y - tall * 0.62, post)
    canvas.drawLine(
        x,
        y - tall * 0.62,
        x,
        y - tall * 0.45,
        stroke_of(palette.tone(rgb(0xC9B48A), 0.5), tall * 0.015),
    )
    bucket = taper(x, y - tall * 0.46, y - tall * 0.34, (tall * 0.07, tall * 0.05))
    round_body(canvas, place, bucket, (x, tall * 0.07, WOOD, distance))
    wall = taper(x, y - tall * 0.36, y, (half, half * 0.96))
    round_body(canvas, place, wall, (x, half, STONEWORK, distance))
    seam = stroke_of(palette.tone(STONEWORK, 0.0, distance), tall * 0.012, 0.5)
    for row in range(3):
        canvas.drawLine(x - half, y - tall * 0.11 * row, x + half, y - tall * 0.11 * row, seam)
        for k in range(-2, 3):
            sx = x + (k + 0.5 * (row % 2)) * half * 0.42
            if abs(sx - x) < half:
                canvas.drawLine(sx, y - tall * 0.11 * row, sx, y - tall * 0.11 * (row + 1), seam)
    rim = skia.Rect(x - half * 1.08, y - tall * 0.4, x + half * 1.08, y - tall * 0.33)
    canvas.drawRoundRect(
        rim,
        tall * 0.02,
        tall * 0.02,
        paint_of(palette.tone(covered(place, STONEWORK), 0.95, distance)),
    )
    roof = polygon(
        [
            (x - half * 1.35, y - tall * 0.72),
            (x, y - tall * 1.02),
            (x + half * 1.35, y - tall * 0.72),
        ]
    )
    round_body(canvas, place, roof, (x, half * 1.3, covered(place, rgb(0x9A4F3A), 0.9), distance))


def paint_tent(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Pitch a tent, its flap open and lit within once it is dim."""
    palette, (x, y, tall, distance) = place.palette, spot
    cloth = mix(palette.accent, rgb(0xD8A860), 0.45)
    side = palette.side
    peak = (x, y - tall)
    lit = polygon([peak, (x + side * tall * 0.85, y), (x, y)])
    dark = polygon([peak, (x - side * tall * 0.85, y), (x, y)])
    here = covered(place, cloth, 0.4)
    canvas.drawPath(lit, paint_of(palette.tone(here, 0.95, distance)))
    canvas.drawPath(dark, paint_of(palette.tone(here, 0.2, distance)))
    inside = mix(palette.tone(rgb(0x3A2A24), 0.2), palette.window, palette.lamps)
    flap = polygon([(x, y - tall * 0.82), (x - tall * 0.26, y), (x + tall * 0.26, y)])
    canvas.drawPath(flap, paint_of(inside))
    canvas.drawPath(
        polygon([(x, y - tall * 0.82), (x - tall * 0.3, y), (x - tall * 0.12, y)]),
        paint_of(palette.tone(here, 0.6, distance)),
    )
    rope = stroke_of(palette.tone(rgb(0xE0D0B0), 0.6), tall * 0.012)
    for way in (-1, 1):
        canvas.drawLine(x + way * tall * 0.42, y - tall * 0.5, x + way * tall * 1.12, y, rope)
    if palette.lamps:
        glow(canvas, (x, y - tall * 0.25), tall * 0.8, palette.window, 0.35 * palette.lamps)


def paint_campfire(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Lay logs in a ring of stones; the flames are live."""
    palette, (x, y, tall, _) = place.palette, spot
    pool = 0.25 + 0.4 * palette.lamps
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(1, 0.3)
    glow(canvas, (0, 0), tall * 2.6, palette.emit(rgb(0xFF9A40)), pool)
    canvas.restore()
    for i in range(7):
        angle = math.pi * i / 6
        foot = (x + math.cos(angle) * tall * 0.5, y + 0.004 - math.sin(angle) * tall * 0.1)
        paint_rock(canvas, dice, place, foot, tall * 0.14)
    log = stroke_of(palette.tone(rgb(0x4A3226), 0.3), tall * 0.13)
    canvas.drawLine(x - tall * 0.32, y - tall * 0.02, x + tall * 0.2, y - tall * 0.2, log)
    canvas.drawLine(x + tall * 0.32, y - tall * 0.02, x - tall * 0.2, y - tall * 0.2, log)


def campfire_flames(place: Place, spot: Spot) -> Live:
    """Return flames that lick and embers that rise."""
    palette, (x, y, tall, _) = place.palette, spot
    hues = [palette.emit(rgb(code)) for code in (0xE8501E, 0xFF9A2E, 0xFFE08A)]

    def paint(canvas: skia.Canvas, time: float) -> None:
        glow(canvas, (x, y - tall * 0.35), tall * (1.25 + 0.06 * math.sin(time * 9)), hues[1], 0.5)
        for layer, (hue, size) in enumerate(zip(hues, (1.0, 0.7, 0.4), strict=True)):
            for k in range(3):
                sway = math.sin(time * (5 + k) + k * 2.1 + layer) * tall * 0.07
                high = tall * size * (0.75 + 0.2 * math.sin(time * (7.3 + 1.7 * k) + k * 1.3))
                foot, half = x + (k - 1) * tall * 0.16 * size, tall * 0.19 * size
                tip = (foot + sway, y - tall * 0.1 - high)
                flame = smooth(
                    [
                        (foot, y - tall * 0.04),
                        (foot - half, y - tall * 0.2),
                        (foot - half * 0.4 + sway * 0.4, y - high * 0.62),
                        tip,
                        (foot + half * 0.6 + sway * 0.4, y - high * 0.55),
                        (foot + half, y - tall * 0.2),
                    ],
                    closed=True,
                )
                canvas.drawPath(flame, paint_of(hue, 0.85))
        for k in range(5):
            age = (time * 0.35 + k * 0.2) % 1
            ex = x + math.sin(time * 2 + k * 2.4) * tall * 0.25
            canvas.drawCircle(ex, y - tall * (0.6 + age), tall * 0.018, paint_of(hues[1], 1 - age))

    return paint, (x - tall * 1.35, y - tall * 1.75, x + tall * 1.35, y + tall)


def paint_fountain(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Build a fountain of two basins; its jets are live."""
    palette, (x, y, tall, distance) = place.palette, spot
    stone = rgb(0xB8AE9E)
    for half, top, foot, base in ((0.62, 0.2, 0.0, 0.58), (0.08, 0.55, 0.2, 0.1),
                                  (0.3, 0.6, 0.5, 0.12), (0.05, 0.78, 0.6, 0.06)):  # fmt: skip
        part = taper(x, y - tall * top, y - tall * foot, (tall * half, tall * base))
        round_body(canvas, place, part, (x, tall * max(half, base), stone, distance))
    water = mix(palette.sky[1], palette.tone(rgb(0x3A8AA0), 0.6), 0.5)
    for half, top in ((0.57, 0.2), (0.27, 0.6)):
        pool = skia.Rect(
            x - tall * half, y - tall * (top + 0.03), x + tall * half, y - tall * (top - 0.03)
        )
        canvas.drawOval(pool, paint_of(water))


def fountain_jets(place: Place, spot: Spot) -> Live:
    """Return water that arcs from the bowl."""
    palette, (x, y, tall, _) = place.palette, spot
    water = mix(palette.sky[2], (1.0, 1.0, 1.0), 0.35)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for k in range(6):
            out = (k - 2.5) / 2.5
            wave = 0.03 * math.sin(time * 6 + k)
            arc = smooth(
                [
                    (x, y - tall * 0.8),
                    (x + out * tall * 0.2, y - tall * (1.02 + wave)),
                    (x + out * tall * 0.4, y - tall * 0.72),
                    (x + out * tall * 0.46, y - tall * 0.22),
                ]
            )
            canvas.drawPath(arc, stroke_of(water, tall * 0.022, 0.55))
            drop = (time * 1.3 + k * 0.17) % 1
            canvas.drawCircle(
                x + out * tall * (0.2 + 0.26 * drop),
                y - tall * (0.95 - 0.72 * drop * drop),
                tall * 0.016,
                paint_of(water, 0.9),
            )

    return paint, (x - tall * 0.55, y - tall * 1.12, x + tall * 0.55, y - tall * 0.12)
