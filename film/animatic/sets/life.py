"""Small life in a place: birds in the sky by day, fireflies over the grass at night."""

import math
from dataclasses import replace

import skia

from film.animatic.layers import Layer, LivePaint
from film.animatic.sets.brush import Box, glow, paint_of, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.place import Place

FIREFLY = rgb(0xF4F08A)


def with_birds(place: Place, layer: Layer) -> Layer:
    """Return a far layer with a few birds that wheel over it, in fair weather by day."""
    palette = place.palette
    if palette.time == "night" or palette.weather not in {"clear", "cloud"}:
        return layer
    dice = place.dice("birds")
    centre = (place.x(0.5 + 0.1 * palette.side * dice.uniform(-1, 1)), dice.uniform(0.2, 0.27))
    flock = [
        (dice.uniform(0.008, 0.014), dice.uniform(0, math.tau), dice.uniform(0.1, 0.22),
         dice.uniform(0.015, 0.05), dice.uniform(0.16, 0.24)) for _ in range(5)
    ]  # fmt: skip
    pen = mix(palette.tone(rgb(0x39424E), 0.3), palette.haze, 0.3)

    def paint(canvas: skia.Canvas, time: float) -> None:
        wings = skia.Path()
        for size, phase, wide, high, pace in flock:
            turn = time * pace + phase
            x, y = centre[0] + wide * math.sin(turn), centre[1] + high * math.sin(2 * turn)
            beat = math.sin(time * 7 + phase * 3) * max(0.15, math.sin(time * 0.9 + phase))
            tip = y - size * (0.35 + 0.5 * beat)
            wings.moveTo(x - size, tip)
            wings.quadTo(x - size * 0.45, y - size * (0.5 + 0.3 * beat), x, y)
            wings.quadTo(x + size * 0.45, y - size * (0.5 + 0.3 * beat), x + size, tip)
        canvas.drawPath(wings, stroke_of(pen, 0.0028))

    reach: Box = (centre[0] - 0.24, centre[1] - 0.08, centre[0] + 0.24, centre[1] + 0.07)
    return replace(layer, live=paint, live_bounds=reach)


def with_fireflies(place: Place, layer: Layer, top: float, bottom: float) -> Layer:
    """Return a near layer with fireflies between two heights, on clear nights."""
    palette = place.palette
    if palette.time != "night" or palette.weather != "clear":
        return layer
    dice = place.dice("fireflies")
    left, right = place.x(0.5) - 0.6, place.x(0.5) + 0.6
    flies = [
        (dice.uniform(left + 0.08, right - 0.08), dice.uniform(top + 0.05, bottom - 0.05),
         dice.uniform(0, math.tau), dice.uniform(0.25, 0.6)) for _ in range(14)
    ]  # fmt: skip
    shine = palette.emit(FIREFLY)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, phase, pace in flies:
            glimmer = max(0.0, math.sin(time * pace * 3 + phase * 5))
            at = (x + 0.04 * math.sin(time * pace + phase),
                  y + 0.022 * math.sin(time * pace * 1.7 + phase * 2))  # fmt: skip
            if glimmer > 0.05:
                glow(canvas, at, 0.02, shine, 0.55 * glimmer)
                canvas.drawCircle(*at, 0.0028, paint_of(shine, glimmer))

    moving: LivePaint = paint
    return replace(layer, live=moving, live_bounds=(left, top, right, bottom))
