"""Masonry: round bodies in the light, turrets, crenels and arched openings for landmarks."""

import skia

from film.animatic.layers import LivePaint
from film.animatic.light import RGB
from film.animatic.sets.brush import Box, Point, linear, paint_of, polygon, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.land import covered
from film.animatic.sets.place import Place

Spot = tuple[float, float, float, float]
"""A landmark's foot x and y, its height, and its distance (0 near to 1)."""


Live = tuple[LivePaint, Box]


WHITEWASH, STONEWORK, RED = rgb(0xF4EEE2), rgb(0xA39A8C), rgb(0xC2413A)


WOOD = rgb(0x7A573C)


def round_body(
    canvas: skia.Canvas, place: Place, shape: skia.Path, look: tuple[float, float, RGB, float]
) -> None:
    """Fill something round as the light models it.

    ``look`` is its middle x, half width, local colour and distance.
    """
    palette, side, (x, half, local, distance) = place.palette, place.palette.side, look
    canvas.drawPath(
        shape,
        linear(
            (x + side * half, 0),
            (x - side * half, 0),
            [
                (0, palette.tone(local, 0.8, distance), 1),
                (0.25, palette.tone(local, 1.0, distance), 1),
                (0.65, palette.tone(local, 0.35, distance), 1),
                (1, palette.tone(local, 0.0, distance), 1),
            ],
        ),
    )


def taper(x: float, top: float, foot: float, halves: Point) -> skia.Path:
    """Return an upright shape about x, from its half width at the top to that at the foot."""
    return polygon(
        [(x - halves[0], top), (x + halves[0], top), (x + halves[1], foot), (x - halves[1], foot)]
    )


def lit_or_dark(place: Place, distance: float) -> RGB:
    """Return what a window's pane looks like now: lamp-lit once it is dim, else glass."""
    palette = place.palette
    glass = mix(palette.tone(rgb(0x2E3F52), 0.5, distance), palette.sky[1], 0.2)
    return mix(glass, palette.window, min(1.0, palette.lamps * 1.1))


def paint_turret(canvas: skia.Canvas, place: Place, spot: Spot, wide: float, spire: bool) -> None:
    """Raise a round tower of stone, under a spire with a pennant or behind crenels."""
    palette, (x, y, tall, distance) = place.palette, spot
    half = wide / 2
    shape = taper(x, y - tall, y + 0.012, (half, half * 1.08))
    round_body(canvas, place, shape, (x, half, STONEWORK, distance))
    collar = taper(x, y - tall - wide * 0.2, y - tall, (half * 1.25, half * 1.25))
    round_body(canvas, place, collar, (x, half * 1.25, STONEWORK, distance))
    for share in (0.45, 0.75):
        pane = skia.Rect(
            x - wide * 0.09,
            y - tall * share - wide * 0.2,
            x + wide * 0.09,
            y - tall * share + wide * 0.15,
        )
        canvas.drawRoundRect(pane, wide * 0.09, wide * 0.09, paint_of(lit_or_dark(place, distance)))
    top = y - tall - wide * 0.2
    if not spire:
        paint_crenels(canvas, place, (x - half * 1.25, x + half * 1.25, top), (STONEWORK, distance))
        return
    roof = polygon([(x - half * 1.4, top), (x, top - wide * 1.7), (x + half * 1.4, top)])
    round_body(canvas, place, roof, (x, half * 1.4, covered(place, rgb(0x46587E), 0.7), distance))
    pole = stroke_of(palette.tone(rgb(0x4A3A30), 0.4, distance), wide * 0.05)
    peak = top - wide * 1.65
    canvas.drawLine(x, peak, x, peak - wide * 0.5, pole)
    flag = polygon(
        [(x, peak - wide * 0.5), (x + wide * 0.5, peak - wide * 0.38), (x, peak - wide * 0.25)]
    )
    canvas.drawPath(flag, paint_of(palette.tone(palette.accent, 0.95, distance * 0.6)))


def paint_crenels(
    canvas: skia.Canvas, place: Place, run: tuple[float, float, float], look: tuple[RGB, float]
) -> None:
    """Set a row of crenels along a wall's top; ``run`` is its left, right and y."""
    left, right, y = run
    stone, distance = look
    count = max(3, round((right - left) / 0.022))
    step = (right - left) / count
    path = skia.Path()
    for i in range(count):
        path.addRect(
            skia.Rect(left + i * step, y - step * 0.7, left + (i + 0.58) * step, y + 0.001)
        )
    local = covered(place, stone, 0.8)
    canvas.drawPath(path, paint_of(place.palette.tone(local, 0.65, distance)))


def lancet(x: float, foot: float, wide: float, high: float) -> skia.Path:
    """Return a pointed window or door about x, standing on its foot."""
    path = skia.Path()
    path.moveTo(x - wide / 2, foot)
    path.lineTo(x - wide / 2, foot - high * 0.6)
    path.quadTo(x - wide / 2, foot - high * 0.9, x, foot - high)
    path.quadTo(x + wide / 2, foot - high * 0.9, x + wide / 2, foot - high * 0.6)
    path.lineTo(x + wide / 2, foot)
    path.close()
    return path
