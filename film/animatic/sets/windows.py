"""Windows: the sky and weather behind them, frames and curtains, and the light they let in."""

import math
import random
from dataclasses import dataclass

import skia

from film.animatic.layers import Layer, LivePaint
from film.animatic.sets.brush import (
    down_to,
    glow,
    hills,
    linear,
    paint_of,
    polygon,
    smooth,
    stroke_of,
)  # fmt: skip
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, WindowKind
from film.animatic.sets.place import Place
from film.animatic.sets.room import BACK, Room

_DEPTH = 0.32


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


def view_layer(room: Room, outdoors: Place, windows: list[Window]) -> Layer:
    """Return what is seen through windows; it moves less than they do."""
    boxes = [window.outline(room).getBounds() for window in windows]
    area = skia.Rect(
        min(b.left() for b in boxes) - 0.32,
        min(b.top() for b in boxes) - 0.22,
        max(b.right() for b in boxes) + 0.32,
        max(b.bottom() for b in boxes) + 0.2,
    )

    def paint(canvas: skia.Canvas) -> None:
        canvas.save()
        canvas.clipRect(area)
        _paint_view(canvas, outdoors, area)
        canvas.restore()

    falling = outdoors.palette.weather in {"rain", "storm", "snow"}
    bounds = (area.left(), area.top(), area.right(), area.bottom())
    if not falling:
        return Layer("view", _DEPTH, paint)
    return Layer("view", _DEPTH, paint, live=_fall(outdoors, area), live_bounds=bounds)


def _paint_view(canvas: skia.Canvas, outdoors: Place, area: skia.Rect) -> None:
    palette, dice = outdoors.palette, outdoors.dice("view")
    top, low = area.top(), area.top() + area.height() * 0.72
    zenith, middle, horizon = palette.sky
    canvas.drawRect(area, linear((0, top), (0, low), [(0, zenith, 1), (0.5, middle, 1),
                                                      (1, horizon, 1)]))  # fmt: skip
    x = outdoors.x(0.5) + palette.side * 0.42
    sun = (x, low - (0.2 if palette.time in {"dawn", "dusk"} else 0.34))
    if palette.time == "night" and palette.cover < 0.8:
        stars = skia.Path()
        for _ in range(90):
            stars.addCircle(dice.uniform(area.left(), area.right()), dice.uniform(top, low),
                            dice.uniform(0.0008, 0.0022))  # fmt: skip
        canvas.drawPath(stars, paint_of(palette.emit((0.95, 0.97, 1.0)), 0.8))
    glow(canvas, sun, 0.4, mix(palette.sun, horizon, 0.3), 0.5 * palette.glow + 0.05)
    if palette.cover < 0.8:
        canvas.drawCircle(*sun, 0.03, paint_of(mix(palette.sun, WHITE, 0.4)))
    if palette.weather != "fog":
        for _ in range(6):
            _cloud(canvas, dice, outdoors, (area, low))
    span = (area.left() - 0.1, area.right() + 0.1)
    for rank, (lift, tall) in enumerate(((0.0, 0.11), (0.06, 0.09))):
        tone = palette.tone(rgb(0x56705E), 0.35, 0.62 - 0.34 * rank)
        ridge = hills(dice, span, low + lift, tall, 2.0 + rank)
        canvas.drawPath(down_to(area.bottom(), ridge), paint_of(tone))
    if outdoors.scene.era in {"modern", "future", "victorian"}:
        _roofs(canvas, dice, outdoors, (area, low))
    else:
        _treetops(canvas, dice, outdoors, (area, low))


def _cloud(canvas: skia.Canvas, dice: random.Random, outdoors: Place,
           sky: tuple[skia.Rect, float]) -> None:  # fmt: skip
    area, low = sky
    palette = outdoors.palette
    tone = mix(palette.sky[2], palette.sun, 0.35)
    x, y = dice.uniform(area.left(), area.right()), dice.uniform(area.top(), low - 0.1)
    for _ in range(5):
        wide = dice.uniform(0.05, 0.13)
        dx, dy = dice.uniform(-0.1, 0.1), dice.uniform(-0.012, 0.012)
        canvas.drawOval(skia.Rect(x + dx - wide, y + dy - wide * 0.2, x + dx + wide,
                                  y + dy + wide * 0.2), paint_of(tone, 0.22))  # fmt: skip


def _roofs(canvas: skia.Canvas, dice: random.Random, outdoors: Place,
           sky: tuple[skia.Rect, float]) -> None:  # fmt: skip
    area, low = sky
    palette, x = outdoors.palette, area.left()
    tall = {"future": 0.34, "modern": 0.2}.get(outdoors.scene.era, 0.11)
    while x < area.right():
        wide, high = dice.uniform(0.05, 0.11), dice.uniform(0.3, 1.0) * tall
        top = low + 0.06 - high
        tone = palette.tone(rgb(dice.choice((0x76685F, 0x5F6E7A, 0x86685C))), 0.3, 0.28)
        shape = [(x, area.bottom()), (x, top), (x + wide, top), (x + wide, area.bottom())]
        if outdoors.scene.era == "victorian" or high < 0.1:
            shape[1:3] = [(x, top), (x + wide / 2, top - wide * 0.4), (x + wide, top)]
        canvas.drawPath(polygon(shape), paint_of(tone))
        for _ in range(round(5 + 7 * palette.lamps)):
            wx = x + dice.uniform(0.12, 0.8) * wide
            wy = dice.uniform(top + 0.012, low + 0.2)
            lit = dice.random() < palette.lamps
            colour = palette.window if lit else scale(tone, 0.82)
            canvas.drawRect(skia.Rect(wx, wy, wx + 0.008, wy + 0.011), paint_of(colour, 0.9))
        x += wide + dice.uniform(-0.008, 0.02)


def _treetops(canvas: skia.Canvas, dice: random.Random, outdoors: Place,
              sky: tuple[skia.Rect, float]) -> None:  # fmt: skip
    area, low = sky
    palette, x = outdoors.palette, area.left()
    dark = palette.tone(rgb(0x3F6A48), 0.12, 0.12)
    lit = palette.tone(rgb(0x6C9350), 0.8, 0.12)
    shade, light = skia.Path(), skia.Path()
    while x < area.right():
        size, y = dice.uniform(0.03, 0.07), low + dice.uniform(0.05, 0.11)
        shade.addCircle(x, y, size)
        shade.addRect(skia.Rect(x - size, y, x + size, area.bottom()))
        light.addCircle(x + palette.side * size * 0.25, y - size * 0.25, size * 0.6)
        x += size * 0.9
    canvas.drawPath(shade, paint_of(dark))
    canvas.drawPath(light, paint_of(lit, 0.6))


def _fall(outdoors: Place, area: skia.Rect) -> LivePaint:
    """Return rain or snow that falls past the windows."""
    dice, snow = outdoors.dice("fall"), outdoors.palette.snow > 0
    drops = [(dice.uniform(area.left() + 0.03, area.right() - 0.03), dice.random(),
              dice.uniform(0.7, 1.3), dice.uniform(0, math.tau)) for _ in range(70)]  # fmt: skip
    colour = mix(outdoors.palette.sky[2], WHITE, 0.5)
    pen = stroke_of(colour, 0.0016, 0.5)
    pace, tail = (0.09, 0.0) if snow else (0.95, 0.045)
    high = area.height() - 0.07

    def paint(canvas: skia.Canvas, time: float) -> None:
        path = skia.Path()
        for x, start, speed, phase in drops:
            y = area.top() + 0.01 + (start + time * pace * speed / high) % 1 * high
            if snow:
                path.addCircle(x + 0.012 * math.sin(time + phase), y, 0.0022 * speed)
            else:
                path.moveTo(x, y)
                path.lineTo(x - 0.004, y + tail * speed)
        canvas.drawPath(path, paint_of(colour, 0.85) if snow else pen)

    return paint


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
