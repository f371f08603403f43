"""Windows: their openings, frames, glass and curtains, and the light they let in."""

from dataclasses import dataclass

import skia

from film.animatic.sets.brush import (
    linear,
    paint_of,
    polygon,
    smooth,
    stroke_of,
)  # fmt: skip
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, WindowKind
from film.animatic.sets.room import BACK, Room


@dataclass(frozen=True)
class Window:
    """An opening in the back wall: middle of its sill, and size, in room units."""

    x: float
    sill: float
    wide: float
    high: float
    kind: WindowKind
    curtains: bool = True

    def outline(self, room: Room) -> skia.Path:
        """Return the opening's shape in set space."""
        box = room.rect((self.x - self.wide / 2, self.x + self.wide / 2),
                        (self.sill, self.sill + self.high))  # fmt: skip
        return _shape(box, self.kind)


def _shape(box: skia.Rect, kind: WindowKind) -> skia.Path:
    path = skia.Path()
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    middle, wide = box.centerX(), box.width()
    if kind == "round":
        path.addOval(box)
    elif kind == "wide":
        path.addRoundRect(box, 0.03, 0.03)
    elif kind == "arch":
        path.moveTo(left, bottom)
        path.lineTo(left, top + wide / 2)
        path.arcTo(skia.Rect(left, top, right, top + wide), 180, 180, False)
        path.lineTo(right, bottom)
        path.close()
    elif kind == "lancet":
        path.moveTo(left, bottom)
        path.lineTo(left, top + wide * 0.8)
        path.quadTo(left + wide * 0.06, top + wide * 0.3, middle, top)
        path.quadTo(right - wide * 0.06, top + wide * 0.3, right, top + wide * 0.8)
        path.lineTo(right, bottom)
        path.close()
    else:
        path.addRect(box)
    return path


def cut_windows(canvas: skia.Canvas, room: Room, decor: Decor, windows: list[Window]) -> None:
    """Cut windows out of the painted wall and set their frames, glass and curtains."""
    for window in windows:
        path = window.outline(room)
        light = 0.9 if room.place.palette.time != "night" else 0.4
        rim = stroke_of(room.tone(decor.trim, 0.35), 0.034)
        if window.kind == "lancet" or decor.wall_kind == "stone":
            rim = stroke_of(room.tone(scale(decor.wall, 1.18), 0.6), 0.05)
        canvas.drawPath(path, rim)
        canvas.drawPath(path, stroke_of(room.tone(mix(decor.trim, WHITE, 0.15), light), 0.02))
        hole = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear)
        canvas.drawPath(path, hole)
        _glaze(canvas, room, decor, window, path)
        if window.kind not in {"round", "wide", "lancet"}:
            _sill(canvas, room, decor, window)
        if window.curtains and window.kind in {"sash", "casement", "arch"}:
            _curtains(canvas, room, decor, window)


def _glaze(canvas: skia.Canvas, room: Room, decor: Decor, window: Window, path: skia.Path) -> None:
    box, palette = path.getBounds(), room.place.palette
    canvas.save()
    canvas.clipPath(path, True)
    gleam = polygon([(box.left() + box.width() * 0.1, box.bottom()),
                     (box.left() + box.width() * 0.55, box.top()),
                     (box.left() + box.width() * 0.8, box.top()),
                     (box.left() + box.width() * 0.35, box.bottom())])  # fmt: skip
    canvas.drawPath(gleam, paint_of(palette.sky[2], 0.13))
    if palette.wet:
        _beads(canvas, room, box)
    bars = stroke_of(room.tone(decor.trim, 0.5 if palette.time != "night" else 0.3), 0.008)
    columns, rows = _PANES[window.kind]
    for i in range(1, columns):
        x = box.left() + box.width() * i / columns
        canvas.drawLine(x, box.top(), x, box.bottom(), bars)
    for j in range(1, rows):
        y = box.top() + box.height() * j / rows
        canvas.drawLine(box.left(), y, box.right(), y, bars)
    if palette.snow:
        drift = smooth([(box.left(), box.bottom() - 0.02), (box.centerX(), box.bottom() - 0.006),
                        (box.right(), box.bottom() - 0.024), (box.right(), box.bottom() + 0.01),
                        (box.left(), box.bottom() + 0.01)], closed=True)  # fmt: skip
        canvas.drawPath(drift, paint_of(palette.tone(rgb(0xF4F7FC), 0.7)))
    # The reveal: the wall's own thickness, dark on the light's side.
    canvas.drawPath(path, stroke_of(scale(palette.ambient, 0.25), 0.008, 0.6))
    canvas.restore()


_PANES: dict[WindowKind, tuple[int, int]] = {
    "sash": (2, 2), "casement": (2, 3), "arch": (2, 4), "lancet": (2, 5), "shoji": (3, 4),
    "round": (1, 1), "wide": (1, 1),
}  # fmt: skip


def _beads(canvas: skia.Canvas, room: Room, box: skia.Rect) -> None:
    """Leave drops and runnels of rain on the glass."""
    dice, colour = room.place.dice("beads"), mix(room.place.palette.sky[2], WHITE, 0.5)
    path = skia.Path()
    for _ in range(round(box.width() * box.height() * 1400)):
        x, y = dice.uniform(box.left(), box.right()), dice.uniform(box.top(), box.bottom())
        path.addOval(skia.Rect(x, y, x + 0.0026, y + dice.uniform(0.003, 0.006)))
    canvas.drawPath(path, paint_of(colour, 0.5))
    for _ in range(9):
        x, y = dice.uniform(box.left(), box.right()), dice.uniform(box.top(), box.centerY())
        canvas.drawLine(x, y, x, y + dice.uniform(0.04, 0.14), stroke_of(colour, 0.0016, 0.35))


def _sill(canvas: skia.Canvas, room: Room, decor: Decor, window: Window) -> None:
    half = window.wide / 2 + 0.045
    room.panel(canvas, (window.x - half, window.x + half), (window.sill - 0.035, window.sill),
               decor.trim, BACK * 1.02, 0.7)  # fmt: skip


def _curtains(canvas: skia.Canvas, room: Room, decor: Decor, window: Window) -> None:
    long = window.sill > 0.2
    foot = window.sill - (0.1 if long else 0.02)
    top = window.sill + window.high + 0.05
    for way in (-1, 1):
        outer, inner = window.x + way * (window.wide / 2 + 0.1), window.x + way * (
            window.wide / 2 - 0.05)  # fmt: skip
        (x0, y0), (x1, y1) = room.at(outer, top), room.at(inner, foot)
        cloth = smooth([(x0, y0), (x1, y0), (x1 + (x0 - x1) * 0.05, (y0 + y1) / 2),
                        (x0 + (x1 - x0) * 0.55, y1), (x0, y1)], closed=False)  # fmt: skip
        cloth.close()
        bounds = cloth.getBounds()
        canvas.drawPath(cloth, room.front(bounds, decor.cloth, 0.6, 0.3))
        canvas.save()
        canvas.clipPath(cloth, True)
        for i in range(1, 5):
            fx = bounds.left() + bounds.width() * i / 5
            fold = stroke_of(room.tone(scale(decor.cloth, 0.66), 0.3), 0.007, 0.5)
            canvas.drawLine(fx, bounds.top(), fx + (x0 - x1) * 0.06, bounds.bottom(), fold)
        canvas.restore()
    rail = room.rect((window.x - window.wide / 2 - 0.15, window.x + window.wide / 2 + 0.15),
                     (top - 0.008, top + 0.012))  # fmt: skip
    canvas.drawRoundRect(rail, 0.006, 0.006, room.paint(scale(decor.wood, 0.8), 0.6))


def paint_daylight(canvas: skia.Canvas, room: Room, windows: list[Window]) -> None:
    """Throw each window's light on the floor and into the air, away from its side."""
    palette = room.place.palette
    power = {"dawn": 0.3, "day": 0.34, "dusk": 0.34, "night": 0.14}[palette.time]
    power *= 1 - 0.75 * palette.cover
    colour = mix(palette.sun, palette.sky[2], 0.35)
    for window in windows:
        # What stands far from the middle would shine out of the frame.
        lean = -room.side * 0.42
        left, right = window.x - window.wide / 2, window.x + window.wide / 2
        pool = room.quad([(left + lean * 0.6, 0, 0.78), (right + lean * 0.6, 0, 0.78),
                          (right + lean * 1.5, 0, 1.12), (left + lean * 1.5, 0, 1.12)])  # fmt: skip
        paint = paint_of(colour, power)
        paint.setBlendMode(skia.BlendMode.kScreen)
        canvas.drawPath(pool, paint)
        (x0, y0), (x1, _) = room.at(left, window.sill + window.high), room.at(right, 0)
        (x2, y2), (x3, _) = (
            room.at(right + lean * 1.5, 0, 1.12),
            room.at(left + lean * 1.5, 0, 1.12),
        )
        shaft = polygon([(x0, y0), (x1, y0), (x2, y2), (x3, y2)])
        air = linear((x0, y0), (x3, y2), [(0.0, colour, power * 0.42), (0.6, colour, power * 0.2),
                                          (1.0, colour, 0.0)])  # fmt: skip
        air.setBlendMode(skia.BlendMode.kScreen)
        canvas.drawPath(shaft, air)
