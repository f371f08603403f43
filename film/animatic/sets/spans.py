"""Landmarks that run across a place: bridges and trains."""

import random

import skia

from film.animatic.sets.brush import glow, paint_of, stroke_of, vertical
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import covered
from film.animatic.sets.masonry import RED, STONEWORK, Live, Spot, lit_or_dark, taper
from film.animatic.sets.place import Place


def paint_bridge(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Span the place: a suspension bridge in modern times, stone arches before."""
    if place.scene.era in {"modern", "future"} and place.scene.culture == "western":
        _suspension(canvas, place, spot)
    else:
        _stone_arches(canvas, place, spot)


def _stone_arches(canvas: skia.Canvas, place: Place, spot: Spot) -> None:
    palette, (x, y, tall, distance) = place.palette, spot
    half, high = tall * 1.5, tall * 0.42
    shape = skia.Path()
    shape.moveTo(x - half, y - high * 0.35)
    shape.quadTo(x, y - high * 2.1, x + half, y - high * 0.35)
    shape.lineTo(x + half, y + high * 0.25)
    for k in range(2, -1, -1):
        centre, wide = x + (k - 1) * half * 0.58, half * 0.22
        shape.lineTo(centre + wide, y + high * 0.25)
        shape.quadTo(
            centre + wide,
            y - high * (0.95 if k == 1 else 0.6),
            centre,
            y - high * (0.95 if k == 1 else 0.6),
        )
        shape.quadTo(
            centre - wide, y - high * (0.95 if k == 1 else 0.6), centre - wide, y + high * 0.25
        )
    shape.lineTo(x - half, y + high * 0.25)
    shape.close()
    stone = covered(place, rgb(0xA89A86), 0.25)
    canvas.drawPath(
        shape,
        vertical(
            y - high * 1.2,
            y + high * 0.2,
            palette.tone(stone, 0.85, distance),
            palette.tone(stone, 0.15, distance),
        ),
    )
    rim = skia.Path()
    rim.moveTo(x - half, y - high * 0.38)
    rim.quadTo(x, y - high * 2.14, x + half, y - high * 0.38)
    canvas.drawPath(
        rim, stroke_of(palette.tone(covered(place, STONEWORK), 1.0, distance), tall * 0.045)
    )


def _suspension(canvas: skia.Canvas, place: Place, spot: Spot) -> None:
    palette, (x, y, tall, distance) = place.palette, spot
    steel = palette.tone(RED, 0.55, distance)
    dark = palette.tone(RED, 0.1, distance)
    reach, deck = tall * 2.6, y - tall * 0.3
    canvas.drawRect(skia.Rect(x - reach, deck, x + reach, deck + tall * 0.045), paint_of(steel))
    cable = stroke_of(steel, tall * 0.018)
    towers = (x - tall * 0.95, x + tall * 0.95)
    path = skia.Path()
    path.moveTo(x - reach, deck)
    path.quadTo(towers[0] - tall * 0.5, deck - tall * 0.1, towers[0], y - tall)
    path.quadTo(x, deck + tall * 0.55, towers[1], y - tall)
    path.quadTo(towers[1] + tall * 0.5, deck - tall * 0.1, x + reach, deck)
    canvas.drawPath(path, cable)
    thin = stroke_of(steel, tall * 0.006, 0.8)
    for k in range(-9, 10):
        share = k / 10
        hang = x + share * tall * 0.95
        canvas.drawLine(hang, deck, hang, deck - tall * (0.06 + 0.64 * share * share), thin)
    for tx in towers:
        for dx in (-0.045, 0.045):
            canvas.drawLine(
                tx + dx * tall,
                y + tall * 0.05,
                tx + dx * tall,
                y - tall * 1.03,
                stroke_of(steel if dx * palette.side > 0 else dark, tall * 0.04),
            )
        for share in (0.95, 0.7, 0.12):
            canvas.drawLine(
                tx - tall * 0.045,
                y - tall * share,
                tx + tall * 0.045,
                y - tall * share,
                stroke_of(dark, tall * 0.03),
            )
    if palette.lamps:
        for k in range(-12, 13):
            canvas.drawCircle(
                x + k * reach / 12,
                deck - tall * 0.02,
                tall * 0.012,
                paint_of(palette.window, palette.lamps),
            )


def paint_train(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Draw up a train of carriages behind its engine."""
    palette, (x, y, tall, distance) = place.palette, spot
    long, high = tall * 1.15, tall * 0.42
    local = mix(palette.accent, rgb(0x2F5A4A), 0.5)
    rail = stroke_of(palette.tone(rgb(0x5A5048), 0.4, distance), tall * 0.03)
    canvas.drawLine(place.left, y, place.right, y, rail)
    for k in range(-3, 1):
        left = x + k * long * 1.05
        body = skia.Rect(left, y - high, left + long, y - tall * 0.09)
        canvas.drawRoundRect(
            body,
            tall * 0.04,
            tall * 0.04,
            vertical(
                body.top(),
                body.bottom(),
                palette.tone(local, 0.95, distance),
                palette.tone(local, 0.1, distance),
            ),
        )
        roof = skia.Rect(
            left - tall * 0.01,
            y - high - tall * 0.04,
            left + long + tall * 0.01,
            y - high + tall * 0.03,
        )
        canvas.drawRect(roof, paint_of(palette.tone(covered(place, rgb(0x5A5F6A)), 0.7, distance)))
        for w in range(6):
            px = left + long * (0.06 + 0.155 * w)
            canvas.drawRect(
                skia.Rect(px, y - high * 0.82, px + long * 0.11, y - high * 0.5),
                paint_of(lit_or_dark(place, distance)),
            )
        for axle in (0.15, 0.3, 0.7, 0.85):
            canvas.drawCircle(
                left + long * axle,
                y - tall * 0.055,
                tall * 0.055,
                paint_of(palette.tone(rgb(0x2A2C32), 0.3, distance)),
            )
    front = x + long * 1.05
    boiler = skia.Path()
    boiler.addRoundRect(
        skia.Rect(front, y - high * 0.86, front + long * 0.75, y - tall * 0.09),
        tall * 0.08,
        tall * 0.08,
    )
    canvas.drawPath(
        boiler,
        vertical(
            y - high,
            y,
            palette.tone(rgb(0x3A3E48), 1.0, distance),
            palette.tone(rgb(0x3A3E48), 0.0, distance),
        ),
    )
    stack = taper(front + long * 0.6, y - high * 1.25, y - high * 0.8, (tall * 0.05, tall * 0.035))
    canvas.drawPath(stack, paint_of(palette.tone(rgb(0x3A3E48), 0.4, distance)))
    if palette.lamps:
        glow(canvas, (front + long * 0.75, y - high * 0.5), tall * 0.6, palette.window, 0.6)


def train_smoke(place: Place, spot: Spot) -> Live:
    """Return puffs that rise from the engine's stack."""
    palette, (x, y, tall, _) = place.palette, spot
    long, high = tall * 1.15, tall * 0.42
    foot = (x + long * 1.65, y - high * 1.28)
    steam = mix(palette.sky[2], (1.0, 1.0, 1.0), 0.3)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for k in range(7):
            age = (time * 0.22 + k / 7) % 1
            size = tall * (0.05 + 0.16 * age)
            at = (foot[0] - tall * 0.7 * age, foot[1] - tall * 0.65 * age**0.7)
            canvas.drawCircle(*at, size, paint_of(steam, 0.55 * (1 - age)))

    return paint, (
        foot[0] - tall,
        foot[1] - tall * 0.9,
        foot[0] + tall * 0.1,
        foot[1] + tall * 0.06,
    )
