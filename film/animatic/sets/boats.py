"""Boats and ships, on water or drawn up on a shore."""

import random
from collections.abc import Callable

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.masonry import Spot
from film.animatic.sets.place import Place

Berth = tuple[float, float, float, float]
"""The hull's middle x, the water line's y, the hull's length, and the distance (0 to 1)."""


HULLS = (rgb(0xB8453A), rgb(0x2F5A7A), rgb(0x3A6A5A), rgb(0xE8E0CE), rgb(0xD9A23E))


def paint_afloat(
    kind: str, canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot
) -> None:
    """Float a boat whose mast is about as tall as the spot asks."""
    x, y, tall, distance = spot
    long = tall * {"ship": 1.1, "sail": 0.75, "fishing": 1.0}.get(kind, 1.0)
    paint_boat(canvas, dice, place, kind, (x, y, long, distance))


def paint_boat(
    canvas: skia.Canvas, dice: random.Random, place: Place, kind: str, berth: Berth
) -> None:
    """Float a boat: ``rowing``, ``sail``, ``fishing`` or ``ship``."""
    local = dice.choice(HULLS)
    _hull(canvas, place, berth, local, 0.2 if kind != "rowing" else 0.16)
    _RIGS.get(kind, _rowing)(canvas, place, berth, local)


def _hull(canvas: skia.Canvas, place: Place, berth: Berth, local: RGB, depth: float) -> None:
    palette, (x, y, long, distance) = place.palette, berth
    half, high = long / 2, long * depth
    shape = smooth(
        [
            (x - half, y - high * 1.05),
            (x - half * 0.8, y - high * 0.1),
            (x - half * 0.6, y + high * 0.12),
            (x, y + high * 0.16),
            (x + half * 0.6, y + high * 0.12),
            (x + half * 0.84, y - high * 0.3),
            (x + half, y - high * 1.25),
        ]
    )
    shape.quadTo(x, y - high * 0.62, x - half, y - high * 1.05)
    lit, dim = palette.tone(local, 0.95, distance), palette.tone(local, 0.1, distance)
    canvas.drawPath(shape, linear((0, y - high), (0, y + high * 0.1), [(0, lit, 1), (1, dim, 1)]))
    gunwale = skia.Path()
    gunwale.moveTo(x - half, y - high * 1.05)
    gunwale.quadTo(x, y - high * 0.62, x + half, y - high * 1.25)
    trim = palette.tone(rgb(0xF0E6D2), 0.85, distance)
    canvas.drawPath(gunwale, stroke_of(trim, long * 0.02))
    water = mix(palette.tone(rgb(0x1E3A4A), 0.2, distance), local, 0.2)
    for i in range(4):
        wide, dy = half * (0.9 - 0.16 * i), high * (0.16 + 0.2 * i)
        canvas.drawOval(
            skia.Rect(x - wide, y + dy, x + wide, y + dy + high * 0.1),
            paint_of(water, 0.4 - 0.08 * i),
        )


def _rowing(canvas: skia.Canvas, place: Place, berth: Berth, local: RGB) -> None:
    x, y, long, distance = berth
    oar = stroke_of(place.palette.tone(rgb(0xB8946A), 0.7, distance), long * 0.018)
    canvas.drawLine(x - long * 0.1, y - long * 0.15, x + long * 0.34, y + long * 0.05, oar)


def _sail(canvas: skia.Canvas, place: Place, berth: Berth, local: RGB) -> None:
    palette, (x, y, long, distance) = place.palette, berth
    tall, mast = long * 1.35, x + long * 0.05
    canvas.drawLine(
        mast,
        y - long * 0.1,
        mast,
        y - tall,
        stroke_of(palette.tone(rgb(0x6A4A36), 0.4, distance), long * 0.022),
    )
    cloth = rgb(0xF2E8D4)
    for way, reach, foot in ((1, 0.4, 0.24), (-1, 0.36, 0.26)):
        sail = skia.Path()
        sail.moveTo(mast + way * long * 0.02, y - tall * 0.97)
        sail.quadTo(
            mast + way * long * reach * 0.95,
            y - tall * 0.5,
            mast + way * long * reach,
            y - long * foot,
        )
        sail.quadTo(
            mast + way * long * 0.2,
            y - long * foot * 0.85,
            mast + way * long * 0.02,
            y - long * foot,
        )
        sail.close()
        light = 0.95 if way == palette.side else 0.4
        canvas.drawPath(sail, paint_of(palette.tone(cloth, light, distance)))
    flag = polygon(
        [(mast, y - tall * 1.06), (mast + long * 0.12, y - tall * 1.02), (mast, y - tall * 0.98)]
    )
    canvas.drawPath(flag, paint_of(palette.tone(palette.accent, 0.9, distance)))


def _fishing(canvas: skia.Canvas, place: Place, berth: Berth, local: RGB) -> None:
    palette, (x, y, long, distance) = place.palette, berth
    cabin = skia.Rect(x - long * 0.22, y - long * 0.42, x + long * 0.06, y - long * 0.13)
    wall = rgb(0xF0E8D8)
    canvas.drawRect(
        cabin,
        linear(
            (cabin.left(), 0),
            (cabin.right(), 0),
            [
                (0, palette.tone(wall, 0.5 - 0.4 * palette.side, distance), 1),
                (1, palette.tone(wall, 0.5 + 0.4 * palette.side, distance), 1),
            ],
        ),
    )
    roof = skia.Rect(x - long * 0.25, y - long * 0.45, x + long * 0.09, y - long * 0.41)
    canvas.drawRect(roof, paint_of(palette.tone(local, 0.7, distance)))
    glass = mix(palette.tone(rgb(0x2E3F52), 0.5, distance), palette.window, palette.lamps * 0.9)
    for dx in (-0.17, -0.06):
        canvas.drawRect(
            skia.Rect(x + long * dx, y - long * 0.36, x + long * (dx + 0.075), y - long * 0.26),
            paint_of(glass),
        )
    pole = stroke_of(palette.tone(rgb(0x5A4636), 0.4, distance), long * 0.018)
    canvas.drawLine(x + long * 0.2, y - long * 0.12, x + long * 0.2, y - long * 0.85, pole)
    thin = stroke_of(palette.tone(rgb(0x3A3E48), 0.3, distance), long * 0.007)
    canvas.drawLine(x + long * 0.2, y - long * 0.85, x + long * 0.47, y - long * 0.24, thin)
    canvas.drawLine(x + long * 0.2, y - long * 0.85, x - long * 0.45, y - long * 0.2, thin)


def _ship(canvas: skia.Canvas, place: Place, berth: Berth, local: RGB) -> None:
    palette, (x, y, long, distance) = place.palette, berth
    spar = stroke_of(palette.tone(rgb(0x5A4030), 0.4, distance), long * 0.014)
    for at, tall in ((-0.28, 0.72), (0.02, 0.9), (0.3, 0.66)):
        mast = x + at * long
        canvas.drawLine(mast, y - long * 0.1, mast, y - long * tall, spar)
        for low, high, wide in ((0.3, 0.56, 0.15), (0.59, 0.8, 0.12), (0.82, 0.95, 0.08)):
            top, foot, half = y - long * tall * high, y - long * tall * low, long * wide
            bulge = half * (1.12 if palette.side > 0 else 1.1)
            sail = skia.Path()
            sail.moveTo(mast - half * 0.9, top)
            sail.lineTo(mast + half * 0.9, top)
            sail.quadTo(mast + bulge * 1.15, (top + foot) / 2, mast + half, foot)
            sail.quadTo(mast, foot - (foot - top) * 0.22, mast - half, foot)
            sail.quadTo(mast - half * 0.75, (top + foot) / 2, mast - half * 0.9, top)
            cloth = rgb(0xEFE4CC)
            canvas.drawPath(
                sail,
                linear(
                    (mast - palette.side * half, 0),
                    (mast + palette.side * half, 0),
                    [
                        (0, palette.tone(cloth, 0.2, distance), 1),
                        (1, palette.tone(cloth, 1.0, distance), 1),
                    ],
                ),
            )
    canvas.drawLine(x + long * 0.48, y - long * 0.22, x + long * 0.66, y - long * 0.34, spar)


_RIGS: dict[str, Callable[[skia.Canvas, Place, Berth, RGB], None]] = {
    "rowing": _rowing, "sail": _sail, "fishing": _fishing, "ship": _ship,
}  # fmt: skip
