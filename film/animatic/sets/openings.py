"""Windows and doors: rows of panes, lit inside when it is dark, with bars and shutters."""

import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture
from film.animatic.sets.brush import Box, paint_of, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.lots import Lot
from film.animatic.sets.place import Place

DOOR, PAPER_RED = rgb(0x6A4630), rgb(0xE5533D)


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
            home = floor == column == 0 and palette.lamps > 0.5  # somebody is always in
            path = lit if dice.random() < palette.lamps * 0.72 or home else dark
            add_opening(path, look.window, (x - wide / 2, y, x + wide / 2, y + high))
            frame = wide * 0.14
            add_opening(
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


def add_opening(path: skia.Path, kind: str, box: Box) -> None:
    """Add a window's or door's outline to a path; ``kind`` is how its people build them."""
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


def paint_door(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    """Hang a door in the middle of a house's front."""
    palette, high = place.palette, lot.storey * 0.72
    wide = min(lot.width * 0.3, lot.storey * 0.4)
    local = look.shutters or dice.choice((DOOR, rgb(0x3E5A55), rgb(0x7A3E34)))
    path = skia.Path()
    x = lot.middle
    kind = "arched" if look.window in {"arched", "round"} else "square"
    add_opening(path, kind, (x - wide / 2, lot.foot - high, x + wide / 2, lot.foot))
    canvas.drawPath(path, stroke_of(palette.tone(rgb(0xE8DCC4), 0.5, lot.distance), wide * 0.16))
    canvas.drawPath(path, paint_of(palette.tone(local, 0.35, lot.distance)))
