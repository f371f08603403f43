"""Landmarks by the way: statue, lamp, sign, gate, graves, bench, ruin, a great tree."""

import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import rgb
from film.animatic.sets.facades import paint_street_lamp
from film.animatic.sets.land import SNOW, covered, paint_rock
from film.animatic.sets.masonry import STONEWORK, WOOD, Spot, round_body, taper
from film.animatic.sets.place import Place
from film.animatic.sets.trees import native_trees, paint_tree


def paint_statue(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Set a robed figure that lifts a hand on a plinth."""
    palette, (x, y, tall, distance) = place.palette, spot
    bronze = rgb(0x6F8F82)
    for half, top, foot in ((0.2, 0.05, 0.0), (0.15, 0.36, 0.05), (0.18, 0.4, 0.35)):
        block = taper(x, y - tall * top, y - tall * foot, (tall * half, tall * half))
        round_body(canvas, place, block, (x, tall * 0.2, STONEWORK, distance))
    robe = smooth(
        [
            (x - tall * 0.12, y - tall * 0.4),
            (x - tall * 0.085, y - tall * 0.62),
            (x - tall * 0.1, y - tall * 0.78),
            (x - tall * 0.03, y - tall * 0.84),
            (x + tall * 0.03, y - tall * 0.84),
            (x + tall * 0.1, y - tall * 0.78),
            (x + tall * 0.075, y - tall * 0.62),
            (x + tall * 0.13, y - tall * 0.4),
        ]
    )
    side = palette.side
    arm = stroke_of(palette.tone(bronze, 0.6, distance), tall * 0.045)
    canvas.drawPath(
        smooth(
            [
                (x + side * tall * 0.07, y - tall * 0.76),
                (x + side * tall * 0.16, y - tall * 0.84),
                (x + side * tall * 0.17, y - tall * 0.99),
            ]
        ),
        arm,
    )
    round_body(canvas, place, robe, (x, tall * 0.12, bronze, distance))
    head = skia.Path()
    head.addOval(skia.Rect(x - tall * 0.042, y - tall * 0.94, x + tall * 0.042, y - tall * 0.83))
    round_body(canvas, place, head, (x, tall * 0.042, bronze, distance))
    if palette.snow:
        cap = skia.Rect(x - tall * 0.19, y - tall * 0.42, x + tall * 0.19, y - tall * 0.39)
        canvas.drawRect(cap, paint_of(palette.tone(SNOW, 0.8)))


def paint_lamp(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a street lamp."""
    paint_street_lamp(canvas, place, (spot[0], spot[1]), spot[2])


def paint_great_tree(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Grow one great tree of the country."""
    paint_tree(canvas, dice, place, native_trees(place)[0], spot)


def paint_sign(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Plant a wooden signpost with two blank arms."""
    palette, (x, y, tall, distance) = place.palette, spot
    canvas.drawLine(x, y, x, y - tall, stroke_of(palette.tone(WOOD, 0.3, distance), tall * 0.07))
    for way, top, light in ((1, 0.93, 0.95), (-1, 0.7, 0.6)):
        board = polygon(
            [
                (x - way * tall * 0.12, y - tall * top),
                (x + way * tall * 0.42, y - tall * top),
                (x + way * tall * 0.52, y - tall * (top - 0.085)),
                (x + way * tall * 0.42, y - tall * (top - 0.17)),
                (x - way * tall * 0.12, y - tall * (top - 0.17)),
            ]
        )
        local = covered(place, rgb(0xB08A5C), 0.25)
        canvas.drawPath(board, paint_of(palette.tone(local, light, distance)))


def paint_gate(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Raise a gate: a red one in the east, two pillars with an arch elsewhere."""
    palette, (x, y, tall, distance) = place.palette, spot
    if place.scene.culture == "east asian":
        red = rgb(0xC9402E)
        for dx in (-0.4, 0.4):
            leg = taper(x + dx * tall, y - tall * 0.9, y, (tall * 0.035, tall * 0.045))
            round_body(canvas, place, leg, (x + dx * tall, tall * 0.045, red, distance))
        canvas.drawRect(
            skia.Rect(x - tall * 0.52, y - tall * 0.74, x + tall * 0.52, y - tall * 0.67),
            paint_of(palette.tone(red, 0.5, distance)),
        )
        beam = smooth(
            [
                (x - tall * 0.66, y - tall * 1.02),
                (x, y - tall * 0.95),
                (x + tall * 0.66, y - tall * 1.02),
                (x + tall * 0.6, y - tall * 0.88),
                (x, y - tall * 0.84),
                (x - tall * 0.6, y - tall * 0.88),
            ],
            closed=True,
        )
        canvas.drawPath(
            beam, paint_of(palette.tone(covered(place, rgb(0x5A2A28), 0.7), 0.7, distance))
        )
        return
    for dx in (-0.4, 0.4):
        pillar = taper(x + dx * tall, y - tall * 0.8, y, (tall * 0.09, tall * 0.1))
        round_body(canvas, place, pillar, (x + dx * tall, tall * 0.1, STONEWORK, distance))
        canvas.drawCircle(
            x + dx * tall,
            y - tall * 0.87,
            tall * 0.075,
            paint_of(palette.tone(STONEWORK, 0.9, distance)),
        )
    iron = stroke_of(palette.tone(rgb(0x2C3038), 0.3, distance), tall * 0.022)
    for k in range(9):
        px = x + tall * (-0.29 + 0.0725 * k)
        top = 0.62 + 0.16 * (1 - abs(k - 4) / 4)
        canvas.drawLine(px, y, px, y - tall * top, iron)
    for top in (0.1, 0.5):
        canvas.drawLine(x - tall * 0.32, y - tall * top, x + tall * 0.32, y - tall * top, iron)


def paint_graves(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand weathered headstones in a loose row."""
    palette, (x, y, tall, distance) = place.palette, spot
    for dx, size, lean in ((-0.8, 0.8, -5), (-0.1, 1.0, 3), (0.65, 0.72, -3), (1.2, 0.85, 7)):
        half, high = tall * 0.24 * size, tall * 0.9 * size
        canvas.save()
        canvas.translate(x + dx * tall, y)
        canvas.rotate(lean)
        slab = skia.Path()
        slab.addRoundRect(skia.Rect(-half, -high, half, half * 1.2), half * 0.9, half * 0.9)
        canvas.clipRect(skia.Rect(-half * 2, -high * 2, half * 2, 0))
        round_body(canvas, place, slab, (0, half, covered(place, rgb(0x8C9290), 0.3), distance))
        mark = stroke_of(palette.tone(rgb(0x5A6060), 0.2, distance), half * 0.12)
        canvas.drawLine(0, -high * 0.78, 0, -high * 0.42, mark)
        canvas.drawLine(-half * 0.34, -high * 0.66, half * 0.34, -high * 0.66, mark)
        canvas.restore()


def paint_bench(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Set a slatted bench."""
    palette, (x, y, tall, _) = place.palette, spot
    wood: RGB = covered(place, rgb(0x8A5A3C), 0.5)
    iron = stroke_of(palette.tone(rgb(0x2E3238), 0.3), tall * 0.07)
    for dx in (-0.8, 0.8):
        canvas.drawLine(x + dx * tall, y - tall * 0.75, x + dx * tall, y, iron)
    for top, light in ((1.0, 0.9), (0.82, 0.6), (0.48, 1.0), (0.37, 0.35)):
        plank = skia.Rect(x - tall, y - tall * top, x + tall, y - tall * (top - 0.12))
        canvas.drawRoundRect(plank, tall * 0.03, tall * 0.03, paint_of(palette.tone(wood, light)))


def paint_ruin(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Leave broken columns, a standing arch and fallen blocks."""
    palette, (x, y, tall, distance) = place.palette, spot
    stone = covered(place, rgb(0xB4A890), 0.3)
    for dx, high in ((-0.62, 0.55), (-0.36, 0.86), (0.24, 0.86), (0.5, 0.4), (0.8, 0.66)):
        px, half = x + dx * tall, tall * 0.062
        top = y - tall * high
        shaft = polygon(
            [
                (px - half, top + half * dice.uniform(0, 1.4)),
                (px, top - half * 0.4),
                (px + half, top + half * dice.uniform(0, 1.4)),
                (px + half * 1.1, y),
                (px - half * 1.1, y),
            ]
        )
        round_body(canvas, place, shaft, (px, half, stone, distance))
    lintel = polygon(
        [
            (x - tall * 0.46, y - tall * 0.86),
            (x + tall * 0.34, y - tall * 0.88),
            (x + tall * 0.3, y - tall * 0.74),
            (x - tall * 0.44, y - tall * 0.75),
        ]
    )
    canvas.drawPath(
        lintel,
        linear(
            (0, y - tall * 0.88),
            (0, y - tall * 0.74),
            [
                (0, palette.tone(stone, 1.0, distance), 1),
                (1, palette.tone(stone, 0.2, distance), 1),
            ],
        ),
    )
    for dx, size in ((-0.85, 0.12), (0.05, 0.1), (0.65, 0.13), (0.98, 0.09)):
        paint_rock(canvas, dice, place, (x + dx * tall, y + 0.004), tall * size, stone)
