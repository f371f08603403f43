"""The outlook from windows: sky, hills, roofs or trees, and the weather that falls past."""

import math
import random

import skia

from film.animatic.layers import Layer, LivePaint
from film.animatic.sets.brush import down_to, glow, hills, linear, paint_of, polygon, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.place import Place
from film.animatic.sets.room import Room
from film.animatic.sets.windows import Window

_DEPTH = 0.32


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
