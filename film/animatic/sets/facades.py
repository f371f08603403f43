"""Rows of house fronts in perspective, and skylines: what makes a town."""

import random
from collections.abc import Callable

import skia

from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture, architecture_of
from film.animatic.sets.brush import Point, glow, paint_of, polygon, smooth, stroke_of, vertical
from film.animatic.sets.buildings import paint_timber
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.hangings import paint_awning, paint_lantern
from film.animatic.sets.land import SNOW, covered
from film.animatic.sets.lots import Lot, paint_wall
from film.animatic.sets.openings import paint_windows
from film.animatic.sets.place import BOTTOM, Place


def recede(
    canvas: skia.Canvas,
    quad: tuple[Point, Point, Point, Point],
    size: Point,
    paint: Callable[[skia.Canvas], None],
) -> None:
    """Paint a flat picture of a size (origin top left) into a quad in perspective.

    ``quad`` goes round from where the picture's top left lies: top right, bottom right, bottom
    left.
    """
    wide, high = size
    flat = [skia.Point(0, 0), skia.Point(wide, 0), skia.Point(wide, high), skia.Point(0, high)]
    matrix = skia.Matrix()
    matrix.setPolyToPoly(flat, [skia.Point(*corner) for corner in quad])
    canvas.save()
    canvas.concat(matrix)
    paint(canvas)
    canvas.restore()


def paint_terrace(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    look: Architecture,
    run: tuple[float, float, float, float],
) -> skia.Path:
    """Paint house fronts side by side and return their outline.

    ``run`` is left, right, foot and a storey's height.
    """
    left, right, foot, storey = run
    x, outline = left, skia.Path()
    while x < right - storey * 0.5:
        wide = min(right - x, storey * dice.uniform(1.6, 2.8))
        floors = dice.randint(max(2, look.storeys[0]), look.storeys[1] + 2)
        lot = Lot(x, foot, wide, floors, storey)
        _paint_front(canvas, dice, place, lot, look)
        outline.addRect(skia.Rect(x, lot.top - storey * 0.16, x + wide, foot))
        x += wide
    return outline


def _paint_front(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    palette, wall = place.palette, dice.choice(look.walls)
    paint_wall(canvas, place, lot, wall)
    if look.timber:
        paint_timber(canvas, place, lot, look.timber)
    paint_windows(canvas, dice, place, lot, look, skip_ground=True)
    _paint_eaves(canvas, dice, place, lot, look)
    trim = palette.tone(mix(wall, rgb(0xFFF6E4), 0.45), 0.75)
    for y, high in ((lot.top, 0.14), (lot.foot - lot.storey * 1.02, 0.07)):
        band = skia.Rect(
            lot.x, y - high * lot.storey / 2, lot.x + lot.width, y + high * lot.storey / 2
        )
        canvas.drawRect(band, paint_of(trim))
    if palette.snow and "flat" in look.roof:
        cap = skia.Rect(lot.x, lot.top - lot.storey * 0.16, lot.x + lot.width, lot.top)
        canvas.drawRect(cap, paint_of(palette.tone(SNOW, 0.8)))
    edge = stroke_of(palette.tone(scale(wall, 0.6), 0.2), lot.storey * 0.03, 0.7)
    canvas.drawLine(lot.x, lot.top, lot.x, lot.foot, edge)
    _paint_shop(canvas, dice, place, lot, look)


def _paint_eaves(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    """Let a steep roof be seen from the street, where people build them."""
    kind, local = dice.choice(look.roof), covered(place, dice.choice(look.roofs), 0.9)
    if kind in {"flat", "dome", "crown", "thatch", "pod"}:
        return
    rise, over = lot.storey * (0.75 if kind == "ridge" else 0.95), lot.width * 0.04
    left, right, top = lot.x - over, lot.x + lot.width + over, lot.top - rise
    if kind == "gable":
        roof = polygon([(left, lot.top), (lot.middle, top), (right, lot.top)])
    elif kind == "pagoda":
        roof = smooth([(left - over * 2, lot.top - rise * 0.12), (lot.x + lot.width * 0.14,
                       lot.top - rise * 0.2), (lot.x + lot.width * 0.2, top), (right - lot.width
                       * 0.24, top), (right - lot.width * 0.18, lot.top - rise * 0.2),
                       (right + over * 2, lot.top - rise * 0.12), (right, lot.top),
                       (left, lot.top)])  # fmt: skip
        roof.close()
    else:
        roof = polygon([(left, lot.top), (lot.x + over * 2, top), (right - over * 3, top),
                        (right, lot.top)])  # fmt: skip
    palette = place.palette
    canvas.drawPath(roof, vertical(top, lot.top, palette.tone(local, 0.95),
                                   palette.tone(local, 0.25)))  # fmt: skip


def _paint_shop(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    palette, pad, storey = place.palette, lot.width * 0.08, lot.storey
    left, right, top = lot.x + pad, lot.x + lot.width - pad, lot.foot - storey * 0.78
    door = left + (right - left) * 0.68
    lit = dice.random() < 0.4 + 0.5 * palette.lamps
    dark = mix(palette.tone(rgb(0x2E3F52), 0.6), palette.sky[1], 0.3)
    glass = mix(dark, palette.window, palette.lamps * 0.95 if lit else 0.0)
    front = palette.tone(dice.choice((rgb(0x2F4A4A), rgb(0x5A3A34), rgb(0x2F3F5A))), 0.5)
    canvas.drawRect(
        skia.Rect(left - pad * 0.4, top - storey * 0.04, right + pad * 0.4, lot.foot),
        paint_of(front),
    )
    canvas.drawRect(
        skia.Rect(left, top, door - pad * 0.3, lot.foot - storey * 0.14), paint_of(glass)
    )
    canvas.drawRect(skia.Rect(door, top, right, lot.foot), paint_of(mix(glass, front, 0.35)))
    if look.neon:
        bar = palette.emit(dice.choice((palette.accent, rgb(0xF25CC8), rgb(0x53E0F0))))
        y = top - storey * 0.14
        canvas.drawLine(left, y, door, y, stroke_of(bar, storey * 0.2, 0.22))
        canvas.drawLine(left, y, door, y, stroke_of(bar, storey * 0.06))
    elif look.lanterns:
        for share in (0.12, 0.88):
            at = (lot.x + lot.width * share, top - storey * 0.02)
            paint_lantern(canvas, place, at, storey * 0.11)
    elif look.awnings and dice.random() < 0.75:
        local = dice.choice((palette.accent, rgb(0x3F7A6A), rgb(0xB8453A), rgb(0x3A5F8A)))
        paint_awning(
            canvas, dice, place, (left, top - storey * 0.1, right, top + storey * 0.16), local
        )


def paint_skyline(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    row: tuple[float, float, float],
    modern: bool = True,
) -> None:
    """Raise a row of towers; ``row`` is its foot, greatest height and distance."""
    foot, height, distance = row
    palette, future = place.palette, place.scene.era == "future"
    crest = palette.tone(rgb(0x6B7A90), 0.35, distance)
    base = mix(crest, palette.haze, 0.45)
    tops = _tops_of(place, modern)
    x, body, neon = place.left, skia.Path(), skia.Path()
    lit, dark = skia.Path(), skia.Path()
    while x < place.right:
        wide = height * dice.uniform(0.18, 0.42) * (1 if modern else 1.7)
        tall = height * dice.uniform(0.35, 1.0)
        box = (x, foot - tall, wide, tall)
        body.addRect(skia.Rect(x, foot - tall, x + wide, BOTTOM))
        _add_top(body, dice.choice(tops), box, height)
        _light_tower((lit, dark), dice, box, palette.lamps)
        if future and dice.random() < 0.4:
            neon.addRect(skia.Rect(x + wide * 0.9, foot - tall, x + wide * 0.96, foot - tall * 0.2))
        x += wide * dice.uniform(0.85, 1.35)
    top = foot - height
    canvas.drawPath(body, vertical(top, foot + 0.05, crest, base))
    canvas.drawPath(dark, paint_of(palette.tone(rgb(0x3C4A5C), 0.2, distance), 0.3))
    canvas.drawPath(lit, paint_of(mix(palette.window, palette.haze, distance * 0.55), 0.9))
    if future:
        shine = mix(palette.emit(palette.accent), palette.haze, distance * 0.5)
        canvas.drawPath(neon, stroke_of(shine, 0.006, 0.2 + 0.15 * palette.lamps))
        canvas.drawPath(neon, paint_of(shine, 0.4 + 0.6 * palette.lamps))


_OLD_TOPS = ("gable", "gable", "gable", "gable", "flat", "spire")
_MODERN_TOPS = ("flat", "flat", "flat", "setback", "setback", "mast", "gable", "slant")
_DOMED_TOPS = ("flat", "flat", "dome", "dome", "needle")
_FUTURE_TOPS = ("slant", "slant", "needle", "needle", "dome", "setback", "flat")


def _tops_of(place: Place, modern: bool) -> tuple[str, ...]:
    """Return what crowns the towers of a skyline, by how its people build."""
    if place.scene.era == "future":
        return _FUTURE_TOPS
    if modern:
        return _MODERN_TOPS
    look = architecture_of(place.scene)
    return _DOMED_TOPS if "dome" in look.roof else _OLD_TOPS


def _add_top(body: skia.Path, kind: str, box: tuple[float, float, float, float], height: float
             ) -> None:  # fmt: skip
    """Add what crowns a tower to its outline; ``height`` is that of the tallest in its row."""
    x, top, wide, _ = box
    middle, right = x + wide / 2, x + wide
    if kind == "gable":
        body.addPath(polygon([(x, top), (middle, top - wide * 0.45), (right, top)]))
    elif kind == "spire":
        body.addPath(polygon([(x + wide * 0.3, top), (middle, top - wide * 1.5),
                              (right - wide * 0.3, top)]))  # fmt: skip
    elif kind == "slant":
        body.addPath(polygon([(x, top), (x, top - wide * 0.55), (right, top)]))
    elif kind == "dome":
        body.addOval(skia.Rect(x, top - wide * 0.45, right, top + wide * 0.45))
    elif kind == "setback":
        body.addRect(
            skia.Rect(x + wide * 0.25, top - height * 0.08, right - wide * 0.25, top + 0.01)
        )
    if kind in {"mast", "needle"}:
        half = 0.0012 if kind == "mast" else wide * 0.09
        body.addPath(
            polygon(
                [
                    (middle - half, top),
                    (middle - 0.0008, top - height * 0.22),
                    (middle + 0.0008, top - height * 0.22),
                    (middle + half, top),
                ]
            )
        )


def _light_tower(
    panes: tuple[skia.Path, skia.Path],
    dice: random.Random,
    box: tuple[float, float, float, float],
    lamps: float,
) -> None:
    """Add a tower's windows to the lit panes or the dark ones; many are not seen at all."""
    x, top, wide, tall = box
    lit, dark = panes
    columns, rows = max(2, round(wide / 0.014)), max(2, round(tall / 0.022))
    size = wide / columns
    for row in range(rows):
        for column in range(columns):
            chance = dice.random()
            if chance < 0.55:
                left, y = x + (column + 0.28) * size, top + (row + 0.3) * tall / rows
                path = lit if chance < 0.3 * lamps else dark
                path.addRect(skia.Rect(left, y, left + size * 0.45, y + tall / rows * 0.4))


def paint_street_lamp(canvas: skia.Canvas, place: Place, foot: Point, height: float) -> None:
    """Stand a street lamp, with its bloom and its pool of light once it is dim."""
    palette, (x, y) = place.palette, foot
    iron = palette.tone(rgb(0x2A2F38), 0.3)
    canvas.drawLine(x, y, x, y - height * 0.9, stroke_of(iron, height * 0.022))
    canvas.drawLine(x, y, x, y - height * 0.12, stroke_of(iron, height * 0.045))
    half = height * 0.04
    head = polygon(
        [
            (x - half * 0.7, y - height * 0.9),
            (x - half * 1.3, y - height),
            (x + half * 1.3, y - height),
            (x + half * 0.7, y - height * 0.9),
        ]
    )
    bulb = mix(palette.tone(rgb(0xE8E2D0), 0.6), palette.window, palette.lamps)
    canvas.drawPath(head, paint_of(bulb))
    cap = polygon(
        [(x - half * 1.6, y - height), (x, y - height * 1.06), (x + half * 1.6, y - height)]
    )
    canvas.drawPath(cap, paint_of(iron))
    if palette.lamps:
        glow(canvas, (x, y - height * 0.95), height * 0.55, palette.window, 0.55 * palette.lamps)


def paving(place: Place, local: RGB) -> RGB:
    """Return what a paved surface looks like: darker and shinier when wet, white in snow."""
    return covered(place, local, 0.75)
