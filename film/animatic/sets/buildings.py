"""Houses, drawn front on: walls, roofs, doors and windows, lit inside when it is dark."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import skia

from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture, Roof
from film.animatic.sets.brush import Box, glow, linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.land import SNOW, covered, paint_shadow
from film.animatic.sets.place import Place

DOOR, PAPER_RED = rgb(0x6A4630), rgb(0xE5533D)


@dataclass(frozen=True)
class Lot:
    """Where a house stands: its left x, its foot's y, its size in set units, its distance."""

    x: float
    foot: float
    width: float
    storeys: int
    storey: float
    """Height of one storey."""
    distance: float = 0.0

    @property
    def top(self) -> float:
        """The y at which the walls end."""
        return self.foot - self.storeys * self.storey

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


def paint_house(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    """Build a house on a lot in the manner of an architecture."""
    wall, cover = dice.choice(look.walls), dice.choice(look.roofs)
    shape = dice.choice(look.roof)
    if shape in {"thatch", "pod"}:
        _paint_round_house(canvas, dice, place, lot, (wall, cover, shape))
        return
    if lot.distance < 0.3:
        paint_shadow(canvas, place, (lot.middle, lot.foot), lot.width * 0.62)
    if look.chimney and shape in {"gable", "ridge"}:
        _paint_chimney(canvas, place, lot, dice.choice((0.22, 0.72)), look.pitch)
    paint_wall(canvas, place, lot, wall, 0.6 if shape != "gable" else 0.5)
    if shape == "gable":
        _paint_gable(canvas, place, lot, (wall, cover), look.pitch)
    if look.timber:
        paint_timber(canvas, place, lot, look.timber)
    paint_windows(canvas, dice, place, lot, look)
    _paint_door(canvas, dice, place, lot, look)
    if shape != "gable":
        _ROOFS[shape](canvas, place, lot, cover, look.pitch)


def paint_wall(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, light: float = 0.6) -> None:
    """Raise a plain wall over a lot, a little brighter towards the light and the sky."""
    palette = place.palette
    here = mix(local, covered(place, local, 0.0), 0.6)
    near, off = (
        palette.tone(here, light + 0.3, lot.distance),
        palette.tone(here, light - 0.35, lot.distance),
    )
    lit, dim = (lot.x + lot.width, lot.x) if palette.side > 0 else (lot.x, lot.x + lot.width)
    paint = linear((lit, lot.top), (dim, lot.foot), [(0, near, 1.0), (1, off, 1.0)])
    canvas.drawRect(skia.Rect(lot.x, lot.top, lot.x + lot.width, lot.foot), paint)


def paint_windows(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    lot: Lot,
    look: Architecture,
    skip_ground: bool = False,
) -> None:
    """Set windows in rows; some are lit, the more the darker it is."""
    palette = place.palette
    columns = max(1, round(lot.width / (lot.storey * (0.75 if look.window != "strip" else 0.5))))
    pane = lot.width / columns
    wide = min(pane * 0.5, lot.storey * 0.34) * (1.5 if look.window == "strip" else 1)
    high = lot.storey * {"tall": 0.52, "strip": 0.3, "square": 0.38}.get(look.window, 0.46)
    lit, dark, frames = skia.Path(), skia.Path(), skia.Path()
    for floor in range(1 if skip_ground else 0, lot.storeys):
        y = lot.foot - (floor + 0.62) * lot.storey - high * 0.35
        for column in range(columns):
            if floor == 0 and column == columns // 2:
                continue
            x = lot.x + (column + 0.5) * pane
            path = lit if dice.random() < palette.lamps * 0.72 else dark
            _add_window(path, look.window, (x - wide / 2, y, x + wide / 2, y + high))
            frame = wide * 0.14
            _add_window(
                frames,
                look.window,
                (x - wide / 2 - frame, y - frame, x + wide / 2 + frame, y + high + frame),
            )
            if look.shutters:
                _paint_shutters(canvas, place, lot, (x, y, wide, high), look.shutters)
    trim = palette.tone(
        rgb(0xF2E9D8) if look.window != "strip" else rgb(0x55637A), 0.55, lot.distance
    )
    canvas.drawPath(frames, paint_of(trim, 0.8))
    glass = mix(palette.tone(rgb(0x2E3F52), 0.6, lot.distance), palette.sky[1], 0.25)
    canvas.drawPath(dark, paint_of(glass))
    canvas.drawPath(lit, stroke_of(palette.window, wide * 0.5, 0.18))
    canvas.drawPath(lit, paint_of(mix(palette.window, palette.haze, lot.distance * 0.5)))
    if lot.distance < 0.5:
        bars = stroke_of(trim, wide * 0.07, 0.8)
        for path in (lit, dark):
            _paint_bars(canvas, path, bars)


def paint_awning(
    canvas: skia.Canvas, dice: random.Random, place: Place, box: Box, local: RGB
) -> None:
    """Stretch a striped awning with a scalloped hem over a box."""
    left, top, right, bottom = box
    palette, count = place.palette, max(4, round((right - left) / (bottom - top) * 2.2))
    step, flare = (right - left) / count, (bottom - top) * 0.3
    for i in range(count):
        colour = local if i % 2 else rgb(0xF6EBD6)
        x0, x1 = left + i * step, left + (i + 1) * step
        middle = (left + right) / 2
        low = [(x + (x - middle) / max(1e-6, right - left) * flare * 2) for x in (x0, x1)]
        stripe = skia.Path()
        stripe.moveTo(x0, top)
        stripe.lineTo(x1, top)
        stripe.lineTo(low[1], bottom)
        stripe.quadTo((low[0] + low[1]) / 2, bottom + step * 0.9, low[0], bottom)
        stripe.close()
        here = covered(place, colour, 0.6)
        canvas.drawPath(
            stripe,
            linear(
                (0, top),
                (0, bottom),
                [(0, palette.tone(here, 1.0), 1.0), (1, palette.tone(here, 0.5), 1.0)],
            ),
        )
    canvas.drawRect(
        skia.Rect(left, bottom + step * 0.4, right, bottom + step * 0.4 + flare),
        linear((0, bottom), (0, bottom + flare * 2), [(0, (0, 0, 0), 0.28), (1, (0, 0, 0), 0.0)]),
    )


def paint_lantern(
    canvas: skia.Canvas,
    place: Place,
    centre: tuple[float, float],
    size: float,
    local: RGB = PAPER_RED,
) -> None:
    """Hang a paper lantern, glowing once it is dim."""
    palette, (x, y) = place.palette, centre
    if palette.lamps:
        glow(canvas, centre, size * 4.2, palette.window, 0.5 * palette.lamps)
    colour = mix(
        palette.tone(local, 0.8),
        palette.emit(mix(local, rgb(0xFFD080), 0.55)),
        palette.lamps * 0.85,
    )
    body = skia.Rect(x - size * 0.8, y - size, x + size * 0.8, y + size)
    canvas.drawOval(
        body,
        linear(
            (0, y - size),
            (0, y + size),
            [(0, scale(colour, 0.85), 1), (0.5, colour, 1), (1, scale(colour, 0.8), 1)],
        ),
    )
    cap = paint_of(palette.tone(rgb(0x3A2A24), 0.3))
    for top in (y - size * 1.08, y + size * 0.9):
        canvas.drawRect(skia.Rect(x - size * 0.35, top, x + size * 0.35, top + size * 0.18), cap)


def _add_window(path: skia.Path, kind: str, box: Box) -> None:
    left, top, right, bottom = box
    if kind == "arched":
        half = (right - left) / 2
        path.moveTo(left, bottom)
        path.lineTo(left, top + half)
        path.quadTo(left, top + half * 0.35, left + half, top - half * 0.25)
        path.quadTo(right, top + half * 0.35, right, top + half)
        path.lineTo(right, bottom)
        path.close()
    elif kind == "round":
        path.addCircle((left + right) / 2, (top + bottom) / 2, (right - left) * 0.55)
    else:
        path.addRect(skia.Rect(*box))


def _paint_bars(canvas: skia.Canvas, windows: skia.Path, bars: skia.Paint) -> None:
    canvas.save()
    canvas.clipPath(windows)
    points = [(point.x(), point.y()) for point in windows.getPoints()]
    for i in range(0, len(points) - 3, 4):
        xs, ys = [p[0] for p in points[i : i + 4]], [p[1] for p in points[i : i + 4]]
        x, y = (min(xs) + max(xs)) / 2, min(ys) + (max(ys) - min(ys)) * 0.42
        canvas.drawLine(x, min(ys), x, max(ys), bars)
        canvas.drawLine(min(xs), y, max(xs), y, bars)
    canvas.restore()


def _paint_shutters(
    canvas: skia.Canvas,
    place: Place,
    lot: Lot,
    opening: tuple[float, float, float, float],
    local: RGB,
) -> None:
    x, y, wide, high = opening
    paint = paint_of(place.palette.tone(local, 0.6, lot.distance))
    for side in (-1, 1):
        edge = x + side * wide * 0.64
        outer = edge + side * wide * 0.4
        canvas.drawRect(skia.Rect(min(edge, outer), y, max(edge, outer), y + high), paint)


def _paint_door(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    palette, high = place.palette, lot.storey * 0.72
    wide = min(lot.width * 0.3, lot.storey * 0.4)
    local = look.shutters or dice.choice((DOOR, rgb(0x3E5A55), rgb(0x7A3E34)))
    path = skia.Path()
    x = lot.middle
    kind = "arched" if look.window in {"arched", "round"} else "square"
    _add_window(path, kind, (x - wide / 2, lot.foot - high, x + wide / 2, lot.foot))
    canvas.drawPath(path, stroke_of(palette.tone(rgb(0xE8DCC4), 0.5, lot.distance), wide * 0.16))
    canvas.drawPath(path, paint_of(palette.tone(local, 0.35, lot.distance)))


def paint_timber(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB) -> None:
    """Show the frame of beams that a house is built on."""
    beam = stroke_of(place.palette.tone(local, 0.3, lot.distance), lot.storey * 0.065)
    beam.setStrokeCap(skia.Paint.kButt_Cap)
    for floor in range(lot.storeys + 1):
        y = lot.foot - floor * lot.storey
        canvas.drawLine(lot.x, y, lot.x + lot.width, y, beam)
    for x in (0.0, 0.33, 0.67, 1.0):
        canvas.drawLine(lot.x + lot.width * x, lot.top, lot.x + lot.width * x, lot.foot, beam)
    for floor in range(1, lot.storeys):
        y = lot.foot - floor * lot.storey
        for x0, x1 in ((0.0, 0.16), (1.0, 0.84)):
            canvas.drawLine(
                lot.x + lot.width * x0, y - lot.storey * 0.95, lot.x + lot.width * x1, y, beam
            )


def _paint_chimney(canvas: skia.Canvas, place: Place, lot: Lot, at: float, pitch: float) -> None:
    wide = lot.storey * 0.26
    x, rise = lot.x + lot.width * at, lot.width / 2 * pitch
    stack = Lot(
        x - wide / 2, lot.top - rise * 0.2, wide, 1, rise * 0.6 + lot.storey * 0.25, lot.distance
    )
    paint_wall(canvas, place, stack, rgb(0x8A5A48), 0.4)


def _paint_gable(
    canvas: skia.Canvas, place: Place, lot: Lot, colours: tuple[RGB, RGB], pitch: float
) -> None:
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


def _paint_round_house(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: tuple[RGB, RGB, Roof]
) -> None:
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
    _add_window(
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


_ROOFS: dict[str, Callable[[skia.Canvas, Place, Lot, RGB, float], None]] = {
    "ridge": _ridge, "flat": _flat, "dome": _dome, "pagoda": _pagoda, "crown": _crown,
}  # fmt: skip
