"""Landmarks that span or amaze: bridge, train, ferris wheel, billboard, saucer, volcano, falls."""

import math
import random
from itertools import pairwise

import skia

from film.animatic.sets.boats import paint_boat
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
from film.animatic.sets.place import Place
from film.animatic.sets.towers import RED, STONEWORK, Live, Spot, lit_or_dark, round_body, taper


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


def paint_afloat(
    kind: str, canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot
) -> None:
    """Float a boat whose mast is about as tall as the spot asks."""
    x, y, tall, distance = spot
    long = tall * {"ship": 1.1, "sail": 0.75, "fishing": 1.0}.get(kind, 1.0)
    paint_boat(canvas, dice, place, kind, (x, y, long, distance))
