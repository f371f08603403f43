"""Landmarks that stand tall: lighthouse, tower, skyscraper, windmill, rocket."""

import math
import random

import skia

from film.animatic.sets.architecture import architecture_of
from film.animatic.sets.brush import Point, glow, linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import covered
from film.animatic.sets.lots import Lot
from film.animatic.sets.masonry import (
    RED,
    WHITEWASH,
    Live,
    Spot,
    lancet,
    lit_or_dark,
    paint_turret,
    round_body,
    taper,
)
from film.animatic.sets.place import Place


def paint_lighthouse(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a banded lighthouse with its gallery, lantern and keeper's cottage."""
    palette, (x, y, tall, distance) = place.palette, spot
    cottage = Lot(
        x + (0.1 if place.away > 0.5 else -0.42) * tall,
        y + 0.004,
        tall * 0.32,
        1,
        tall * 0.15,
        distance,
    )
    paint_house(canvas, dice, place, cottage, architecture_of(place.scene))
    body = tall * 0.74
    foot_half, top_half = tall * 0.105, tall * 0.066
    shape = taper(x, y - body, y + 0.006, (top_half, foot_half))
    round_body(canvas, place, shape, (x, foot_half, WHITEWASH, distance))
    for low, high in ((0.16, 0.36), (0.56, 0.76)):
        halves = [foot_half + (top_half - foot_half) * share for share in (high, low)]
        band = taper(x, y - body * high, y - body * low, (halves[0], halves[1]))
        round_body(canvas, place, band, (x, foot_half, RED, distance))
    for share in (0.24, 0.47, 0.68):
        pane = skia.Rect(
            x - tall * 0.012, y - body * share - tall * 0.035, x + tall * 0.012, y - body * share
        )
        canvas.drawRoundRect(
            pane, tall * 0.012, tall * 0.012, paint_of(lit_or_dark(place, distance))
        )
    deck = skia.Rect(x - tall * 0.1, y - body - tall * 0.022, x + tall * 0.1, y - body)
    iron = palette.tone(rgb(0x2C3440), 0.4, distance)
    canvas.drawRect(deck, paint_of(iron))
    lamp = lamp_of(spot)
    canvas.drawRect(
        skia.Rect(x - tall * 0.05, lamp[1] - tall * 0.05, x + tall * 0.05, lamp[1] + tall * 0.05),
        paint_of(lit_or_dark(place, distance)),
    )
    bars = stroke_of(iron, tall * 0.008)
    for dx in (-0.05, -0.017, 0.017, 0.05):
        canvas.drawLine(
            x + dx * tall, lamp[1] - tall * 0.05, x + dx * tall, lamp[1] + tall * 0.05, bars
        )
    for dx in (-0.095, -0.06, 0.06, 0.095):
        canvas.drawLine(x + dx * tall, y - body - tall * 0.06, x + dx * tall, y - body, bars)
    canvas.drawLine(
        x - tall * 0.095, y - body - tall * 0.06, x + tall * 0.095, y - body - tall * 0.06, bars
    )
    cap = smooth(
        [
            (x - tall * 0.065, lamp[1] - tall * 0.05),
            (x - tall * 0.045, lamp[1] - tall * 0.1),
            (x, lamp[1] - tall * 0.15),
            (x + tall * 0.045, lamp[1] - tall * 0.1),
            (x + tall * 0.065, lamp[1] - tall * 0.05),
        ]
    )
    round_body(canvas, place, cap, (x, tall * 0.06, covered(place, RED), distance))
    if palette.lamps:
        glow(canvas, lamp, tall * 0.55, palette.window, 0.7 * palette.lamps)


def lamp_of(spot: Spot) -> Point:
    """Return where a lighthouse's lamp is."""
    x, y, tall, _ = spot
    return x, y - tall * 0.815


def lighthouse_beam(place: Place, spot: Spot) -> Live | None:
    """Return the beam that sweeps once it is dim; None by day."""
    palette = place.palette
    if palette.lamps < 0.3:
        return None
    x, y = lamp_of(spot)
    reach = 1.1
    colour = mix(palette.window, (1.0, 1.0, 0.94), 0.55)
    strength = 0.5 * palette.lamps + 0.2 * palette.fog

    def paint(canvas: skia.Canvas, time: float) -> None:
        angle = time * math.tau / 7
        for way in (0.0, math.pi):
            across, toward = math.cos(angle + way), math.sin(angle + way)
            if abs(across) < 0.04:
                continue
            long = reach * across
            wide, drop = 0.02 + 0.055 * abs(across) + 0.03 * max(0.0, toward), 0.03 * toward
            beam = polygon(
                [
                    (x, y - 0.008),
                    (x + long, y + drop - wide),
                    (x + long, y + drop + wide),
                    (x, y + 0.008),
                ]
            )
            shown = strength * (0.55 + 0.45 * toward)
            ray = linear(
                (x, y),
                (x + long, y),
                [(0, colour, shown), (0.3, colour, shown * 0.45), (1, colour, 0.0)],
            )
            ray.setBlendMode(skia.BlendMode.kScreen)
            canvas.drawPath(beam, ray)
        flash = max(0.0, abs(math.sin(angle)) - 0.8) * 5
        glow(canvas, (x, y), 0.05 + 0.06 * flash, colour, 0.6 + 0.4 * flash)

    return paint, (x - reach, y - 0.16, x + reach, y + 0.16)


def paint_tower(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a tower: of stone, or of glass and light where the future or the city builds it."""
    x, y, tall, distance = spot
    if place.scene.era in {"modern", "future"} and place.scene.setting in {
        "street",
        "rooftop",
        "park",
        "road",
        "planet",
    }:
        paint_skyscraper(canvas, dice, place, spot)
        return
    paint_turret(canvas, place, (x, y, tall * 0.72, distance), tall * 0.24, True)


def paint_skyscraper(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a tower of glass in three set-backs, with a mast."""
    palette, (x, y, tall, distance) = place.palette, spot
    glass = mix(rgb(0x6A86A0), palette.sky[1], 0.35)
    lit = skia.Path()
    for low, high, wide in ((0.0, 0.5, 0.28), (0.5, 0.74, 0.21), (0.74, 0.88, 0.13)):
        half, top, foot = tall * wide / 2, y - tall * high, y - tall * low + 0.01
        front = skia.Rect(x - half, top, x + half, foot)
        side = palette.side
        canvas.drawRect(
            front,
            linear(
                (x + side * half, top),
                (x - side * half, foot),
                [
                    (0, palette.tone(glass, 1.0, distance), 1),
                    (1, palette.tone(glass, 0.1, distance), 1),
                ],
            ),
        )
        rows, columns = max(3, round((high - low) * 34)), max(3, round(wide * 34))
        for row in range(rows):
            for column in range(columns):
                if dice.random() < 0.12 + 0.5 * palette.lamps:
                    px = x - half + (column + 0.2) * 2 * half / columns
                    py = top + (row + 0.25) * (foot - top) / rows
                    lit.addRect(
                        skia.Rect(px, py, px + 1.2 * half / columns, py + (foot - top) / rows * 0.5)
                    )
    canvas.drawPath(lit, paint_of(mix(palette.sky[2], palette.window, palette.lamps), 0.75))
    mast = stroke_of(palette.tone(rgb(0x4A5260), 0.4, distance), tall * 0.008)
    canvas.drawLine(x, y - tall * 0.88, x, y - tall, mast)


def paint_windmill(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a windmill's tower and cap; its sails turn live."""
    palette, (x, y, tall, distance) = place.palette, spot
    shape = taper(x, y - tall * 0.62, y + 0.008, (tall * 0.1, tall * 0.17))
    round_body(canvas, place, shape, (x, tall * 0.16, WHITEWASH, distance))
    cap = smooth(
        [
            (x - tall * 0.12, y - tall * 0.61),
            (x - tall * 0.1, y - tall * 0.7),
            (x, y - tall * 0.77),
            (x + tall * 0.1, y - tall * 0.7),
            (x + tall * 0.12, y - tall * 0.61),
        ]
    )
    round_body(canvas, place, cap, (x, tall * 0.12, covered(place, rgb(0x8A4A36), 0.8), distance))
    door = lancet(x, y + 0.006, tall * 0.085, tall * 0.16)
    canvas.drawPath(door, paint_of(palette.tone(rgb(0x5A3C2A), 0.3, distance)))
    for dx, share in ((-0.04, 0.3), (0.045, 0.44)):
        pane = skia.Rect(
            x + dx * tall - tall * 0.02,
            y - tall * share - tall * 0.05,
            x + dx * tall + tall * 0.02,
            y - tall * share,
        )
        canvas.drawRect(pane, paint_of(lit_or_dark(place, distance)))


def windmill_sails(place: Place, spot: Spot) -> Live:
    """Return the sails as they turn; faster in a storm."""
    palette, (x, y, tall, distance) = place.palette, spot
    hub, reach = (x, y - tall * 0.66), tall * 0.42
    wood = palette.tone(rgb(0x6A4C38), 0.4, distance)
    cloth = palette.tone(rgb(0xEFE6D2), 0.75, distance)
    pace = 1.5 if palette.weather == "storm" else 0.5

    def paint(canvas: skia.Canvas, time: float) -> None:
        canvas.save()
        canvas.translate(*hub)
        canvas.rotate(math.degrees(time * pace) + 20)
        for _ in range(4):
            canvas.drawRect(
                skia.Rect(tall * 0.012, -reach, tall * 0.085, -reach * 0.22), paint_of(cloth, 0.92)
            )
            canvas.drawLine(0, 0, 0, -reach, stroke_of(wood, tall * 0.016))
            for k in range(1, 6):
                rung = -reach * (0.2 + 0.16 * k)
                canvas.drawLine(0, rung, tall * 0.085, rung, stroke_of(wood, tall * 0.006))
            canvas.rotate(90)
        canvas.drawCircle(0, 0, tall * 0.028, paint_of(wood))
        canvas.restore()

    far = reach * 1.06
    return paint, (hub[0] - far, hub[1] - far, hub[0] + far, hub[1] + far)


def paint_rocket(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a rocket on its fins."""
    palette, (x, y, tall, distance) = place.palette, spot
    half = tall * 0.11
    for dx in (-1, 1, 0):
        wide = half * (0.25 if dx == 0 else 1)
        fin = polygon(
            [
                (x + dx * half * 0.7 - wide * 0.2, y - tall * 0.3),
                (x + dx * half * 1.9 - wide * (0.5 if dx == 0 else 0), y + 0.006),
                (x + dx * half * 0.9 + wide * (0.5 if dx == 0 else 0), y - tall * 0.05),
            ]
        )
        canvas.drawPath(fin, paint_of(palette.tone(RED, 0.4 + 0.4 * dx * palette.side, distance)))
    body = smooth(
        [
            (x - half * 0.62, y - tall * 0.06),
            (x - half, y - tall * 0.3),
            (x - half, y - tall * 0.6),
            (x - half * 0.7, y - tall * 0.82),
            (x, y - tall * 1.02),
            (x + half * 0.7, y - tall * 0.82),
            (x + half, y - tall * 0.6),
            (x + half, y - tall * 0.3),
            (x + half * 0.62, y - tall * 0.06),
        ]
    )
    round_body(canvas, place, body, (x, half, rgb(0xEDEFF2), distance))
    nose = smooth(
        [
            (x - half * 0.74, y - tall * 0.8),
            (x - half * 0.4, y - tall * 0.92),
            (x, y - tall * 1.01),
            (x + half * 0.4, y - tall * 0.92),
            (x + half * 0.74, y - tall * 0.8),
        ]
    )
    round_body(canvas, place, nose, (x, half * 0.74, RED, distance))
    ring = stroke_of(palette.tone(rgb(0x8A94A4), 0.6, distance), half * 0.14)
    canvas.drawCircle(x, y - tall * 0.62, half * 0.36, paint_of(lit_or_dark(place, distance)))
    canvas.drawCircle(x, y - tall * 0.62, half * 0.36, ring)
