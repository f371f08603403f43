"""Landmarks that amaze: ferris wheel, billboard, space craft, volcano, waterfall."""

import math
import random
from itertools import pairwise

import skia

from film.animatic.sets.brush import (
    blob,
    glow,
    linear,
    paint_of,
    polygon,
    radial,
    smooth,
    stroke_of,
    vertical,
)
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import SNOW, covered
from film.animatic.sets.masonry import Live, Spot, round_body, taper
from film.animatic.sets.place import Place


def paint_ferris_wheel(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Stand a ferris wheel's legs; the wheel turns live."""
    palette, (x, y, tall, distance) = place.palette, spot
    steel = stroke_of(palette.tone(rgb(0xC8CCD6), 0.5, distance), tall * 0.025)
    for dx in (-0.24, 0.24):
        canvas.drawLine(x + dx * tall, y + 0.005, x, y - tall * 0.52, steel)
    canvas.drawLine(x - tall * 0.3, y + 0.005, x + tall * 0.3, y + 0.005, steel)


def ferris_turn(place: Place, spot: Spot) -> Live:
    """Return the wheel with its gondolas as it turns, its rim of lights lit when it is dim."""
    palette, (x, y, tall, distance) = place.palette, spot
    hub, reach = (x, y - tall * 0.54), tall * 0.42
    steel = palette.tone(rgb(0xDDE0E8), 0.6, distance)
    hues = [palette.tone(hue, 0.8, distance) for hue in
            (palette.accent, rgb(0xF0C040), rgb(0x4FA0C0), rgb(0x7AB860))]  # fmt: skip

    def paint(canvas: skia.Canvas, time: float) -> None:
        turn = time * 0.12
        spokes = stroke_of(steel, tall * 0.007)
        canvas.drawCircle(*hub, reach, stroke_of(steel, tall * 0.016))
        canvas.drawCircle(*hub, reach * 0.88, spokes)
        for k in range(12):
            angle = turn + math.tau * k / 12
            rim = (hub[0] + math.cos(angle) * reach, hub[1] + math.sin(angle) * reach)
            canvas.drawLine(*hub, *rim, spokes)
            if palette.lamps:
                canvas.drawCircle(*rim, tall * 0.03, paint_of(palette.window, 0.35 * palette.lamps))
                canvas.drawCircle(*rim, tall * 0.012, paint_of(palette.window, palette.lamps))
            cabin = skia.Rect(
                rim[0] - tall * 0.03,
                rim[1] + tall * 0.008,
                rim[0] + tall * 0.03,
                rim[1] + tall * 0.065,
            )
            canvas.drawRoundRect(cabin, tall * 0.015, tall * 0.015, paint_of(hues[k % 4]))
        canvas.drawCircle(*hub, tall * 0.03, paint_of(steel))

    far = reach + tall * 0.08
    return paint, (hub[0] - far, hub[1] - far, hub[0] + far, hub[1] + far)


def paint_billboard(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Put up a hoarding with a bold abstract poster, lit from above."""
    palette, (x, y, tall, distance) = place.palette, spot
    leg = stroke_of(palette.tone(rgb(0x3A3E48), 0.3, distance), tall * 0.03)
    for dx in (-0.4, 0.4):
        canvas.drawLine(x + dx * tall, y, x + dx * tall, y - tall * 0.5, leg)
    board = skia.Rect(x - tall * 0.62, y - tall, x + tall * 0.62, y - tall * 0.42)
    lift = 0.55 + 0.45 * palette.lamps

    def shown(colour: tuple[float, float, float]) -> tuple[float, float, float]:
        return mix(palette.tone(colour, 0.8, distance), palette.emit(colour), palette.lamps * 0.7)

    canvas.drawRect(board, paint_of(shown(rgb(0xF4E6C8))))
    canvas.save()
    canvas.clipRect(board)
    canvas.drawCircle(x + tall * 0.2, y - tall * 0.66, tall * 0.2, paint_of(shown(palette.accent)))
    wave = smooth(
        [
            (x - tall * 0.7, y - tall * 0.62),
            (x - tall * 0.2, y - tall * 0.5),
            (x + tall * 0.2, y - tall * 0.66),
            (x + tall * 0.7, y - tall * 0.5),
            (x + tall * 0.7, y),
            (x - tall * 0.7, y),
        ]
    )
    canvas.drawPath(wave, paint_of(shown(rgb(0x2F6A80))))
    canvas.restore()
    canvas.drawRect(board, stroke_of(palette.tone(rgb(0x2A2E36), 0.3, distance), tall * 0.025))
    if palette.lamps:
        glow(canvas, (x, y - tall * 0.95), tall * 0.8, palette.window, 0.35 * lift)


def paint_saucer(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Land a space craft on three legs, its rim of lights lit."""
    palette, (x, y, tall, distance) = place.palette, spot
    metal, middle = rgb(0xAEB8C8), y - tall * 0.5
    leg = stroke_of(palette.tone(metal, 0.2, distance), tall * 0.05)
    for dx in (-0.6, 0.0, 0.6):
        canvas.drawLine(x + dx * tall * 0.7, middle, x + dx * tall * 1.15, y, leg)
    dome = skia.Path()
    dome.addOval(
        skia.Rect(x - tall * 0.42, middle - tall * 0.55, x + tall * 0.42, middle + tall * 0.2)
    )
    glass = mix(palette.sky[1], palette.emit(palette.accent), 0.3)
    round_body(canvas, place, dome, (x, tall * 0.42, glass, distance))
    hull = smooth(
        [
            (x - tall * 1.15, middle),
            (x - tall * 0.6, middle - tall * 0.24),
            (x, middle - tall * 0.3),
            (x + tall * 0.6, middle - tall * 0.24),
            (x + tall * 1.15, middle),
            (x + tall * 0.6, middle + tall * 0.2),
            (x, middle + tall * 0.26),
            (x - tall * 0.6, middle + tall * 0.2),
        ],
        closed=True,
    )
    canvas.drawPath(
        hull,
        vertical(
            middle - tall * 0.3,
            middle + tall * 0.26,
            palette.tone(metal, 1.0, distance),
            palette.tone(metal, 0.0, distance),
        ),
    )
    lamp = palette.emit(palette.accent)
    for k in range(-4, 5):
        at = (x + k * tall * 0.21, middle + tall * 0.05 - abs(k) * tall * 0.006)
        canvas.drawCircle(*at, tall * 0.04, paint_of(mix(lamp, (1, 1, 1), 0.4)))
        glow(canvas, at, tall * 0.17, lamp, 0.45)


def paint_volcano(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Raise a volcano with a glowing mouth; its smoke is live."""
    palette, (x, y, tall, distance) = place.palette, spot
    rock = covered(place, rgb(0x5A4A50), 0.5)
    shape = smooth(
        [
            (x - tall * 1.3, y + 0.04),
            (x - tall * 0.6, y - tall * 0.3),
            (x - tall * 0.16, y - tall),
            (x, y - tall * 0.94),
            (x + tall * 0.17, y - tall),
            (x + tall * 0.6, y - tall * 0.3),
            (x + tall * 1.3, y + 0.04),
        ]
    )
    round_body(canvas, place, shape, (x, tall * 0.8, rock, distance))
    lava = palette.emit(rgb(0xFF7A2E))
    glow(canvas, (x, y - tall * 0.97), tall * 0.6, lava, 0.5 + 0.3 * palette.lamps)
    for dx, foot in ((-0.05, 0.55), (0.07, 0.68), (0.0, 0.35)):
        run = smooth(
            [
                (x + dx * tall, y - tall * 0.96),
                (x + dx * tall * 2.2, y - tall * 0.8),
                (x + dx * tall * 1.2, y - tall * foot),
            ]
        )
        canvas.drawPath(run, stroke_of(lava, tall * 0.022, 0.9))


def volcano_smoke(place: Place, spot: Spot) -> Live:
    """Return smoke that boils from the mouth."""
    palette, (x, y, tall, _) = place.palette, spot
    dark = mix(palette.sky[0], palette.tone(rgb(0x4A4246), 0.4), 0.6)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for k in range(9):
            age = (time * 0.06 + k / 9) % 1
            at = (
                x + tall * 0.5 * age * age + math.sin(k * 2.4) * tall * 0.05,
                y - tall * (1.0 + 0.55 * age),
            )
            canvas.drawCircle(*at, tall * (0.08 + 0.17 * age), paint_of(dark, 0.6 * (1 - age)))

    return paint, (x - tall * 0.35, y - tall * 1.85, x + tall * 0.85, y - tall * 0.88)


def paint_waterfall(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    """Raise a cliff with a fall of water down its face; the water moves live."""
    palette, (x, y, tall, distance) = place.palette, spot
    rock = covered(place, rgb(0x6E6A66), 0.4)
    steps = (
        (-1.5, 0.02),
        (-1.2, 0.22),
        (-1.05, 0.3),
        (-0.85, 0.62),
        (-0.6, 0.7),
        (-0.42, 0.95),
        (-0.12, 1.0),
        (-0.09, 0.94),
        (0.09, 0.94),
        (0.13, 1.02),
        (0.45, 0.98),
        (0.6, 0.76),
        (0.85, 0.68),
        (1.0, 0.36),
        (1.25, 0.26),
        (1.5, 0.02),
    )
    edge = [(x + out * tall, y + 0.012 - high * tall) for out, high in steps]
    canvas.drawPath(
        polygon(edge),
        vertical(y - tall, y, palette.tone(rock, 0.6, distance), palette.tone(rock, 0.1, distance)),
    )
    for (x0, y0), (x1, y1) in pairwise(edge):
        lit = (y0 - y1) * palette.side < 0
        shown = palette.tone(rock, 0.95 if lit else 0.05, distance)
        foot = y - dice.uniform(0.0, 0.25) * tall
        facet = polygon([(x0, y0), (x1, y1), ((x0 + x1) / 2 + tall * 0.05, max(foot, y0, y1))])
        canvas.drawPath(facet, linear((0, min(y0, y1)), (0, y), [(0, shown, 0.8), (1, shown, 0.1)]))
    green = palette.tone(covered(place, rgb(0x5A8A4A)), 0.8, distance)
    for (x0, y0), (x1, y1) in pairwise(edge[1:-1]):
        if abs(y1 - y0) < 0.12 * tall and abs((x0 + x1) / 2 - x) > 0.1 * tall:
            moss = blob(dice, ((x0 + x1) / 2, (y0 + y1) / 2), ((x1 - x0) * 0.6, tall * 0.04), 0.25)
            canvas.drawPath(moss, paint_of(green))
    white = palette.tone(SNOW, 0.85, distance)
    fall = taper(x, y - tall * 0.94, y + 0.004, (tall * 0.12, tall * 0.2))
    canvas.drawPath(
        fall, linear((0, y - tall), (0, y), [(0, white, 0.75), (0.6, white, 0.9), (1, white, 0.7)])
    )
    mist = radial((x, y), tall * 0.5, [(0, white, 0.8), (0.5, white, 0.3), (1, white, 0)])
    canvas.drawOval(skia.Rect(x - tall * 0.5, y - tall * 0.2, x + tall * 0.5, y + tall * 0.1), mist)


def waterfall_run(place: Place, spot: Spot) -> Live:
    """Return streaks that run down the fall."""
    palette, (x, y, tall, distance) = place.palette, spot
    dark = mix(palette.tone(rgb(0x5A9AB0), 0.6, distance), palette.sky[1], 0.4)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for k in range(9):
            share = (k - 4) / 4.6
            age = (time * 0.9 + k * 0.37) % 1
            top = y - tall * (0.92 - 0.8 * age)
            sx = x + share * tall * (0.11 + 0.07 * age)
            canvas.drawLine(
                sx,
                top,
                sx + share * tall * 0.01,
                top + tall * 0.1,
                stroke_of(dark, tall * 0.014, 0.6),
            )

    return paint, (x - tall * 0.24, y - tall * 0.96, x + tall * 0.24, y + tall * 0.04)
