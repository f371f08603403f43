"""Roofs: gables, ridges, domes, pagodas, crowns of glass, thatch; chimneys and eaves."""

import random
from collections.abc import Callable

import skia

from film.animatic.light import RGB
from film.animatic.sets.architecture import Roof
from film.animatic.sets.brush import linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.land import SNOW, covered
from film.animatic.sets.lots import Lot, paint_wall
from film.animatic.sets.openings import add_opening
from film.animatic.sets.place import Place


def paint_chimney(canvas: skia.Canvas, place: Place, lot: Lot, at: float, pitch: float) -> None:
    """Stand a chimney at a share of the house's width."""
    wide = lot.storey * 0.26
    x, rise = lot.x + lot.width * at, lot.width / 2 * pitch
    stack = Lot(
        x - wide / 2, lot.top - rise * 0.2, wide, 1, rise * 0.6 + lot.storey * 0.25, lot.distance
    )
    paint_wall(canvas, place, stack, rgb(0x8A5A48), 0.4)


def paint_gable(
    canvas: skia.Canvas, place: Place, lot: Lot, colours: tuple[RGB, RGB], pitch: float
) -> None:
    """Close a house's front with a gable, its two slopes seen edge on."""
    palette, (wall, cover) = place.palette, colours
    rise, over = lot.width / 2 * pitch, lot.width * 0.09
    peak = (lot.middle, lot.top - rise)
    front = polygon([(lot.x, lot.top + 0.001), peak, (lot.x + lot.width, lot.top + 0.001)])
    canvas.drawPath(front, paint_of(palette.tone(wall, 0.62, lot.distance)))
    here = mix(cover, SNOW, 0.9 * palette.snow)
    for side in (-1, 1):
        edge = (lot.middle + side * (lot.width / 2 + over), lot.top + over * pitch)
        light = 0.95 if side == palette.side else 0.15
        slope = stroke_of(palette.tone(here, light, lot.distance), lot.storey * 0.13)
        canvas.drawLine(*peak, *edge, slope)
    attic = skia.Rect(
        lot.middle - rise * 0.11,
        lot.top - rise * 0.5,
        lot.middle + rise * 0.11,
        lot.top - rise * 0.2,
    )
    lit = mix(palette.tone(rgb(0x2E3F52), 0.5, lot.distance), palette.window, palette.lamps * 0.8)
    canvas.drawRect(attic, paint_of(lit))


def _roof_paint(place: Place, lot: Lot, local: RGB, top: float) -> skia.Paint:
    palette = place.palette
    here = covered(place, local, 0.92)
    return linear(
        (lot.x + lot.width * (0.5 + 0.5 * palette.side), top),
        (lot.x + lot.width * (0.5 - 0.5 * palette.side), lot.top),
        [
            (0, palette.tone(here, 1.0, lot.distance), 1.0),
            (1, palette.tone(here, 0.2, lot.distance), 1.0),
        ],
    )


def _ridge(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, pitch: float) -> None:
    rise, over = lot.storey * 1.1 * pitch, lot.width * 0.05
    top = lot.top - rise
    roof = polygon(
        [
            (lot.x - over, lot.top),
            (lot.x + lot.width * 0.1, top),
            (lot.x + lot.width * 0.9, top),
            (lot.x + lot.width + over, lot.top),
        ]
    )
    canvas.drawPath(roof, _roof_paint(place, lot, local, top))
    _paint_eaves(canvas, place, lot, over)


def _paint_eaves(canvas: skia.Canvas, place: Place, lot: Lot, over: float) -> None:
    shade = linear(
        (0, lot.top),
        (0, lot.top + lot.storey * 0.25),
        [(0, (0.05, 0.05, 0.12), 0.35), (1, (0.05, 0.05, 0.12), 0.0)],
    )
    canvas.drawRect(
        skia.Rect(lot.x, lot.top, lot.x + lot.width, lot.top + lot.storey * 0.25), shade
    )


def _flat(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, pitch: float) -> None:
    over, high = lot.width * 0.025, lot.storey * 0.12
    band = skia.Rect(lot.x - over, lot.top - high, lot.x + lot.width + over, lot.top)
    canvas.drawRect(band, _roof_paint(place, lot, local, lot.top - high))
    _paint_eaves(canvas, place, lot, over)


def _dome(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, pitch: float) -> None:
    _flat(canvas, place, lot, local, pitch)
    half, base = lot.width * 0.32, lot.top - lot.storey * 0.1
    x, tall = lot.middle, lot.width * 0.42
    dome = skia.Path()
    dome.moveTo(x - half, base)
    dome.cubicTo(
        x - half * 1.25,
        base - tall * 0.6,
        x - half * 0.4,
        base - tall * 0.85,
        x,
        base - tall * 1.15,
    )
    dome.cubicTo(
        x + half * 0.4, base - tall * 0.85, x + half * 1.25, base - tall * 0.6, x + half, base
    )
    dome.close()
    canvas.drawPath(dome, _roof_paint(place, lot, local, base - tall))
    pole = stroke_of(place.palette.tone(rgb(0xE5C26A), 0.9, lot.distance), half * 0.07)
    canvas.drawLine(x, base - tall * 1.1, x, base - tall * 1.45, pole)


def _pagoda(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, pitch: float) -> None:
    for floor in range(lot.storeys):
        eave = lot.foot - (floor + 1) * lot.storey
        last = floor == lot.storeys - 1
        rise = lot.storey * (0.85 if last else 0.28)
        over = lot.width * 0.16
        roof = skia.Path()
        left, right = lot.x - over, lot.x + lot.width + over
        roof.moveTo(left, eave - lot.storey * 0.1)
        roof.quadTo(
            lot.x + lot.width * 0.12, eave - rise * 0.15, lot.x + lot.width * 0.24, eave - rise
        )
        roof.lineTo(lot.x + lot.width * 0.76, eave - rise)
        roof.quadTo(lot.x + lot.width * 0.88, eave - rise * 0.15, right, eave - lot.storey * 0.1)
        roof.quadTo(lot.middle, eave + lot.storey * 0.16, left, eave - lot.storey * 0.1)
        canvas.drawPath(roof, _roof_paint(place, lot, local, eave - rise))


def _crown(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, pitch: float) -> None:
    palette, top = place.palette, lot.top - lot.storey * 1.2
    lean = lot.width * 0.3 * palette.side
    cap = polygon(
        [(lot.x, lot.top + 0.001), (lot.middle - lean, top), (lot.x + lot.width, lot.top + 0.001)]
    )
    canvas.drawPath(cap, _roof_paint(place, lot, local, top))
    mast = stroke_of(palette.tone(rgb(0x3C4658), 0.4, lot.distance), lot.width * 0.02)
    canvas.drawLine(lot.middle - lean, top, lot.middle - lean, top - lot.storey * 0.8, mast)
    edge = stroke_of(palette.emit(palette.accent), lot.width * 0.025, 0.25 + 0.7 * palette.lamps)
    side = lot.x if palette.side > 0 else lot.x + lot.width
    canvas.drawLine(side, lot.top, side, lot.foot, edge)


def paint_round_house(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: tuple[RGB, RGB, Roof]
) -> None:
    """Build a round house under a cone of thatch, or a pod under its cap."""
    palette, (wall, cover, shape) = place.palette, look
    x, half, tall = lot.middle, lot.width / 2, lot.storey * (0.9 + 0.5 * (lot.storeys - 1))
    top = lot.foot - tall
    bulge = half * (1.25 if shape == "pod" else 1.02)
    body = smooth(
        [
            (x - half, lot.foot),
            (x - bulge, lot.foot - tall * 0.5),
            (x - half * 0.9, top),
            (x + half * 0.9, top),
            (x + bulge, lot.foot - tall * 0.5),
            (x + half, lot.foot),
        ]
    )
    body.close()
    stops = [(0.0, palette.tone(wall, 1.0, lot.distance), 1.0),
             (1.0, palette.tone(wall, 0.05, lot.distance), 1.0)]  # fmt: skip
    side = palette.side
    canvas.drawPath(body, linear((x + side * half, 0), (x - side * half, 0), stops))
    door = skia.Path()
    add_opening(
        door, "arched", (x - half * 0.2, lot.foot - lot.storey * 0.62, x + half * 0.2, lot.foot)
    )
    inside = mix(palette.tone(rgb(0x2E2420), 0.4, lot.distance), palette.window, palette.lamps)
    canvas.drawPath(door, paint_of(inside))
    if shape == "pod":
        lit = skia.Path()
        for dx in (-0.55, 0.55):
            lit.addCircle(x + dx * half, lot.foot - tall * 0.68, half * 0.14)
        canvas.drawPath(lit, paint_of(inside))
    reach, rise = half * 1.45, half * (1.15 if shape == "thatch" else 1.5)
    roof = skia.Path()
    roof.moveTo(x - reach, top + rise * 0.22)
    bow = 0.25 if shape == "thatch" else 0.95
    roof.quadTo(x - reach * bow, top - rise * 0.45, x, top - rise)
    roof.quadTo(x + reach * bow, top - rise * 0.45, x + reach, top + rise * 0.22)
    roof.quadTo(x, top + rise * 0.42, x - reach, top + rise * 0.22)
    canvas.drawPath(roof, _roof_paint(place, lot, cover, top - rise))
    straw = stroke_of(palette.tone(scale(cover, 0.7), 0.3, lot.distance), half * 0.02, 0.6)
    for _ in range(12 if shape == "thatch" else 0):
        dx = dice.uniform(-0.85, 0.85)
        canvas.drawLine(
            x + dx * reach * 0.3,
            top - rise * 0.62 * (1 - abs(dx) * 0.3),
            x + dx * reach * 0.9,
            top + rise * 0.16,
            straw,
        )


ROOFS: dict[str, Callable[[skia.Canvas, Place, Lot, RGB, float], None]] = {
    "ridge": _ridge, "flat": _flat, "dome": _dome, "pagoda": _pagoda, "crown": _crown,
}  # fmt: skip
