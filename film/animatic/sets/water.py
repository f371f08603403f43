"""Water: a lit surface with the sky in it, ripples, a glitter path under the sun, and surf."""

import math
import random

import skia

from film.animatic.layers import Layer, LivePaint
from film.animatic.light import RGB
from film.animatic.sets.brush import Box, down_to, linear, paint_of, smooth
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.place import BOTTOM, Place

SEA = rgb(0x2C6E86)


def water_colours(place: Place) -> tuple[RGB, RGB]:
    """Return how water looks far off, full of sky, and near, full of itself."""
    palette = place.palette
    own = palette.tone(SEA, 0.5)
    if palette.weather == "storm":
        own = scale(own, 0.8)
    return mix(palette.sky[2], own, 0.3), mix(own, palette.sky[0], 0.35)


def paint_water(canvas: skia.Canvas, place: Place, top: float, bottom: float) -> None:
    """Fill the width with water between two heights."""
    far, near = water_colours(place)
    stops = [(0.0, far, 1.0), (0.12, mix(far, near, 0.3), 1.0), (0.55, near, 1.0),
             (1.0, scale(near, 0.72), 1.0)]  # fmt: skip
    box = skia.Rect(place.left, top, place.right, bottom)
    canvas.drawRect(box, linear((0, top), (0, top + 0.5), stops))


def paint_ripples(
    canvas: skia.Canvas, dice: random.Random, place: Place, box: Box, count: int
) -> None:
    """Lay flat lens-shaped ripples over a box, light and dark, larger towards the lens."""
    far, near = water_colours(place)
    light = mix(far, place.palette.sky[2], 0.5)
    for colour, alpha in ((scale(near, 0.8), 0.4), (light, 0.32)):
        path = skia.Path()
        for _ in range(count):
            share = dice.random() ** 1.3
            wide = (0.02 + 0.12 * share) * dice.uniform(0.5, 1.2)
            lens(
                path,
                dice.uniform(box[0], box[2]),
                box[1] + (box[3] - box[1]) * share,
                wide,
                wide * 0.045 + 0.0008,
            )
        canvas.drawPath(path, paint_of(colour, alpha))


def paint_glitter(
    canvas: skia.Canvas, dice: random.Random, place: Place, band: tuple[float, float]
) -> None:
    """Lay the sun's or moon's path on the water, from the horizon towards the lens."""
    palette = place.palette
    if palette.cover > 0.8:
        return
    x, (top, bottom) = place.sun[0], band
    path = skia.Path()
    for i in range(90):
        share = (i / 90) ** 1.5
        y = top + (bottom - top) * share
        spread = 0.03 + 0.16 * share
        wide = (0.008 + 0.05 * share) * dice.uniform(0.4, 1.2)
        lens(path, x + dice.gauss(0, 0.5) * spread, y, wide, wide * 0.06 + 0.0009)
    strength = 0.35 + 0.6 * palette.glow
    stops = [(0.0, palette.sun, strength), (1.0, palette.sun, strength * 0.25)]
    canvas.drawPath(path, linear((0, top), (0, bottom), stops))


def glints(place: Place, box: Box) -> LivePaint:
    """Return glints that come and go on the water of a box."""
    dice = place.dice("glints")
    spots = []
    for _ in range(34):
        share = dice.random()
        spots.append(
            (
                dice.uniform(box[0] + 0.04, box[2] - 0.04),
                box[1] + 0.004 + (box[3] - box[1] - 0.008) * share,
                0.008 + 0.018 * share,
                dice.uniform(0, math.tau),
                dice.uniform(1.2, 2.6),
            )
        )
    colour = mix(place.palette.sun, place.palette.sky[2], 0.3)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, wide, phase, pace in spots:
            shine = math.sin(time * pace + phase)
            if shine > 0.1:
                path = skia.Path()
                lens(path, x, y, wide * (0.5 + 0.5 * shine), wide * 0.08)
                canvas.drawPath(path, paint_of(colour, 0.6 * shine))

    return paint


def lens(path: skia.Path, x: float, y: float, wide: float, high: float) -> None:
    """Add a flat lens shape to a path: half-width ``wide``, half-height ``high``."""
    path.moveTo(x - wide, y)
    path.quadTo(x, y - high * 2, x + wide, y)
    path.quadTo(x, y + high * 2, x - wide, y)


def paint_surf(
    canvas: skia.Canvas, dice: random.Random, place: Place, y: float, size: float
) -> None:
    """Draw a line of surf along a beach: foam with a wet edge below."""
    foam = place.palette.tone(rgb(0xF6FBFA), 0.85)
    upper, lower = [], []
    x = place.left - 0.1
    while x < place.right + 0.2:
        swing = math.sin(x * 3.1 + y * 40) * size * 0.5
        upper.append((x, y + swing - size * dice.uniform(0.05, 0.25)))
        lower.append((x, y + swing + size * dice.uniform(0.1, 0.45)))
        x += dice.uniform(0.06, 0.14)
    path = smooth(upper)
    path.addPath(smooth(lower[::-1]), skia.Path.AddPathMode.kExtend_AddPathMode)
    path.close()
    canvas.drawPath(path, paint_of(foam, 0.85))


def swell_layers(place: Place, horizon: float) -> list[Layer]:
    """Return the waves of rough weather, row before row, each rocking its own way."""
    rough = {"storm": 1.0, "rain": 0.35}.get(place.palette.weather, 0.0)
    if not rough:
        return []

    def row(name: str, depth: float, base: float, high: float) -> Layer:
        def paint(canvas: skia.Canvas) -> None:
            _paint_swell(canvas, place, (name, base, high * rough), depth)

        return Layer(name, depth, paint, sway=0.02 * depth, bob=0.012 * depth * rough)

    return [
        row("swell", 0.42, horizon + 0.075, 0.035),
        row("near swell", 0.6, horizon + 0.135, 0.055),
        row("breakers", 0.78, horizon + 0.2, 0.065),
    ]


def _paint_swell(
    canvas: skia.Canvas, place: Place, wave: tuple[str, float, float], depth: float
) -> None:
    name, base, high = wave
    dice, palette = place.dice(name), place.palette
    far, near = water_colours(place)
    crest: list[tuple[float, float]] = []
    peaks: list[tuple[float, float, float]] = []
    x = place.left - 0.1
    while x < place.right + 0.2:
        long, tall = dice.uniform(2.6, 4.6) * high + 0.05, high * dice.uniform(0.45, 1.0)
        crest += [
            (x, base),
            (x + long * 0.35, base - tall * 0.3),
            (x + long * 0.62, base - tall),
            (x + long * 0.74, base - tall * 0.95),
            (x + long * 0.86, base - tall * 0.2),
        ]
        peaks.append((x + long * 0.62, base - tall, long))
        x += long
    body = down_to(BOTTOM, crest)
    dark = mix(near, scale(palette.sky[0], 0.6), 0.35)
    canvas.drawPath(
        body,
        linear(
            (0, base - high),
            (0, base + 0.12),
            [
                (0, mix(near, far, 0.62 - 0.3 * depth), 1),
                (0.4, mix(near, dark, 0.4), 1),
                (1, dark, 1),
            ],
        ),
    )
    foam = palette.tone(rgb(0xF2F7F8), 0.7, 0.25)
    for x, y, long in peaks:
        cap = smooth(
            [
                (x - long * 0.3, y + high * 0.42),
                (x - long * 0.12, y + high * 0.08),
                (x + long * 0.05, y - high * 0.06),
                (x + long * 0.22, y + high * 0.5),
                (x + long * 0.08, y + high * 0.2),
                (x - long * 0.05, y + high * 0.2),
            ],
            closed=True,
        )
        canvas.drawPath(cap, paint_of(foam, 0.8))
        veins = skia.Path()
        for _ in range(4):
            vx, vy = x + dice.uniform(-0.5, 0.3) * long, y + high * dice.uniform(0.5, 1.6)
            lens(veins, vx, vy, long * dice.uniform(0.06, 0.16), high * 0.025)
        canvas.drawPath(veins, paint_of(foam, 0.4))
