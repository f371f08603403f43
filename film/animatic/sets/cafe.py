"""Cafés and taverns: a bar with bottles and a menu, lamps in a row, tables, a big window."""

import math

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, paint_of, smooth, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.furniture import chair, plant, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import cupboard, jars, shelf
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import candle, hanging
from film.animatic.sets.room import Room, Span, indoors
from film.animatic.sets.windows import Window


def paint_cafe(place: Place) -> StageSet:
    """Return a café (long ago, a tavern) of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow), half=1.5, height=1.02)
    side = room.side
    modern = place.scene.era in {"modern", "future"}
    windows = [Window(side * 0.72, 0.24, 0.8 if modern else 0.42, 0.56,
                      "wide" if modern else decor.window, curtains=False)]  # fmt: skip

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("cafe")
        span = _span(-side, 0.16, 0.98)
        for y in (0.5, 0.68):
            shelf(canvas, room, dice, (span, y), (decor.wood, "jars"))
        _menu(canvas, room, decor, side * 0.06)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if side > 0 else 1
        framing.ledge(canvas, room, decor.wood, 0.948)
        _cup(canvas, room, away)
        framing.leaves(canvas, room, -away)

    return Interior(
        room, decor, place, windows, on_wall, lambda canvas: _furnish(canvas, room, decor), before,
        floor_live=_steam(room, -side * 0.36),
    ).stage_set()  # fmt: skip


def _span(way: float, near: float, far: float) -> Span:
    return (near, far) if way > 0 else (-far, -near)


def _menu(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    board = room.rect((x - 0.14, x + 0.14), (0.42, 0.78))
    canvas.drawRect(board.makeOutset(0.01, 0.01), room.front(board, decor.wood, 0.6))
    canvas.drawRect(board, room.front(board, rgb(0x2E2F2D), 0.5))
    dice, chalk = room.place.dice("menu"), stroke_of(room.tone(rgb(0xF2EEDF), 0.9), 0.003, 0.8)
    title = stroke_of(room.tone(room.place.palette.accent, 0.9), 0.005, 0.95)
    cx = board.centerX()
    canvas.drawPath(smooth([(cx - 0.05 + 0.014 * i, board.top() + 0.03 + (i % 2) * 0.012)
                            for i in range(8)]), title)  # fmt: skip
    for k in range(7):
        y = board.top() + 0.068 + 0.024 * k
        canvas.drawLine(board.left() + 0.02, y, board.left() + 0.02 + dice.uniform(0.05, 0.09), y,
                        chalk)  # fmt: skip
        canvas.drawLine(board.right() - 0.035, y, board.right() - 0.018, y, chalk)


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    dice, side = room.place.dice("cafe floor"), room.side
    bar = _span(-side, 0.12, 1.2)
    front = scale(mix(decor.cloth, decor.wood, 0.35), 0.9)
    cupboard(canvas, room, (bar, (0.0, 0.36), (0.7, 0.76)), (front, 6), decor.wood)
    jars(canvas, room, dice, (_span(-side, 0.92, 1.16), 0.362, 0.14), 0.74)
    if room.place.scene.era in {"modern", "future", "victorian"}:
        _machine(canvas, room, -side * 0.42)
    else:
        _barrels(canvas, room, -side * 0.42)
    _cakes(canvas, room, -side * 0.72)
    for x, near in ((side * 0.42, 0.84), (side * 0.98, 0.82)):
        table(canvas, room, (x - 0.13, x + 0.13), (near - 0.07, near), (decor.wood, 0.255))
        chair(canvas, room, x - 0.24, near - 0.01, decor.wood)
        chair(canvas, room, x + 0.24, near - 0.01, decor.wood)
        cup = room.rect((x - 0.02, x + 0.02), (0.257, 0.29), near - 0.03)
        canvas.drawRoundRect(cup, 0.006, 0.006, room.front(cup, rgb(0xF3ECE0), 0.75, 0.2))
        candle(canvas, room, room.at(x + 0.07, 0.256, near - 0.04), 0.035)
    plant(canvas, room, dice, (side * 0.06, 0.76, 0.3), decor)
    for x in (-0.75, -0.25, 0.25, 0.75):
        hanging(canvas, room, decor, x, 0.82, 0.8)


def _machine(canvas: skia.Canvas, room: Room, x: float) -> None:
    body = room.box(canvas, (x - 0.13, x + 0.13), (0.36, 0.53), (0.71, 0.745), rgb(0xB4473C),
                    rgb(0xC9CCD0))  # fmt: skip
    plate = skia.Rect(body.left() + 0.015, body.centerY() - 0.01, body.right() - 0.015,
                      body.bottom() - 0.01)  # fmt: skip
    canvas.drawRoundRect(plate, 0.006, 0.006, room.front(plate, rgb(0xC9CCD0), 0.7, 0.3))
    for share in (0.3, 0.7):
        cx = plate.left() + plate.width() * share
        canvas.drawRect(skia.Rect(cx - 0.016, plate.top(), cx + 0.016, plate.top() + 0.012),
                        room.paint(rgb(0x3A3A3E), 0.6))  # fmt: skip
        cup = skia.Rect(cx - 0.011, plate.bottom() - 0.022, cx + 0.011, plate.bottom() - 0.002)
        canvas.drawRoundRect(cup, 0.003, 0.003, room.paint(WHITE, 0.8))
    canvas.drawCircle(body.centerX(), body.top() + 0.026, 0.013, room.paint(rgb(0xF4EFE2), 0.85))


def _barrels(canvas: skia.Canvas, room: Room, x: float) -> None:
    for dx in (-0.11, 0.11):
        cx, cy = room.at(x + dx, 0.45, 0.73)
        ring = skia.Rect(cx - 0.07, cy - 0.06, cx + 0.07, cy + 0.06)
        canvas.drawOval(ring, room.front(ring, rgb(0x6B452A), 0.6, 0.35))
        canvas.drawOval(ring.makeInset(0.012, 0.012), room.front(ring, rgb(0x8A5C38), 0.6, 0.3))
        canvas.drawOval(ring.makeInset(0.004, 0.004),
                        stroke_of(room.tone(rgb(0x45403C), 0.5), 0.005))  # fmt: skip
        canvas.drawRect(skia.Rect(cx - 0.005, cy + 0.02, cx + 0.005, cy + 0.05),
                        room.paint(rgb(0xC99A4B), 0.7))  # fmt: skip


def _cakes(canvas: skia.Canvas, room: Room, x: float) -> None:
    """Put cakes under a glass dome."""
    cx, y = room.at(x, 0.362, 0.74)
    cake = skia.Rect(cx - 0.045, y - 0.045, cx + 0.045, y - 0.01)
    canvas.drawRoundRect(cake, 0.006, 0.006, room.front(cake, rgb(0xE9B9A6), 0.7))
    canvas.drawRoundRect(skia.Rect(cake.left(), cake.top() - 0.008, cake.right(),
        cake.top() + 0.01),
                         0.006, 0.006, room.paint(rgb(0xB5473F), 0.7))  # fmt: skip
    stand = skia.Rect(cx - 0.06, y - 0.011, cx + 0.06, y - 0.003)
    canvas.drawRoundRect(stand, 0.004, 0.004, room.paint(WHITE, 0.8))
    dome = skia.Rect(cx - 0.058, y - 0.1, cx + 0.058, y + 0.08)
    canvas.drawArc(dome, 180, 180, False, paint_of(room.tone(WHITE, 1.0), 0.16))
    canvas.drawArc(dome, 180, 180, False, stroke_of(room.tone(WHITE, 1.0), 0.002, 0.6))


def _steam(room: Room, x: float) -> tuple[LivePaint, Box]:
    cx, cy = room.at(x, 0.5, 0.73)
    colour = room.tone(WHITE, 0.9)

    def paint(canvas: skia.Canvas, time: float) -> None:
        for k in range(3):
            age = (time * 0.35 + k / 3) % 1
            sway = 0.012 * math.sin(time * 1.3 + k * 2)
            size = 0.008 + 0.02 * age
            canvas.drawCircle(cx + sway + 0.01 * (k - 1), cy - 0.11 * age, size,
                              paint_of(colour, 0.16 * (1 - age)))  # fmt: skip

    return paint, (cx - 0.06, cy - 0.15, cx + 0.06, cy + 0.02)


def _cup(canvas: skia.Canvas, room: Room, way: int) -> None:
    x = 0.13 if way < 0 else room.place.aspect - 0.13
    lit, dim = (framing.edge_tone(room, rgb(0xE9DFCF), light) for light in (0.9, 0.25))
    cup = skia.Rect(x - 0.05, 0.895, x + 0.05, 0.972)
    canvas.drawRoundRect(cup, 0.022, 0.03, paint_of(mix(lit, dim, 0.7)))
    canvas.drawOval(skia.Rect(x - 0.05, 0.886, x + 0.05, 0.908), paint_of(lit))
    canvas.drawOval(skia.Rect(x - 0.042, 0.889, x + 0.042, 0.906), paint_of(scale(dim, 0.5)))
