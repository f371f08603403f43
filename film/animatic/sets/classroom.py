"""Classrooms: a chalked blackboard, a globe, rows of desks, daylight from tall windows."""

import math

import skia

from film.animatic.layers import StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import smooth, stroke_of
from film.animatic.sets.colour import rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.furniture import chair, plant, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import bookcase
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import hanging, screen
from film.animatic.sets.room import Room, indoors
from film.animatic.sets.windows import Window


def paint_classroom(place: Place) -> StageSet:
    """Return a classroom of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow), half=1.4)
    side = room.side
    windows = [Window(side * x, 0.34, 0.26, 0.46, decor.window, curtains=False)
               for x in (0.66, 1.02)]  # fmt: skip

    def on_wall(canvas: skia.Canvas) -> None:
        if place.scene.era == "future":
            screen(canvas, room, room.rect((-0.6, 0.44), (0.36, 0.74)), rgb(0x58C8D8))
        else:
            _blackboard(canvas, room, decor, -side * 0.06)
        if place.scene.era not in {"ancient", "medieval"}:
            _chart(canvas, room, -side * 0.8)

    def before(canvas: skia.Canvas) -> None:
        framing.chair_back(canvas, room, -1, decor.wood)
        framing.chair_back(canvas, room, 1, decor.wood)
        framing.ledge(canvas, room, decor.wood, 0.966)

    return Interior(room, decor, place, windows, on_wall,
                    lambda canvas: _furnish(canvas, room, decor), before).stage_set()  # fmt: skip


def _blackboard(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    board = room.rect((x - 0.46, x + 0.46), (0.34, 0.74))
    frame = board.makeOutset(0.014, 0.014)
    canvas.drawRect(frame, room.front(frame, decor.wood, 0.6))
    canvas.drawRect(board, room.front(board, rgb(0x35564A), 0.5))
    smear = stroke_of(room.tone(rgb(0xDDE6DC), 0.6), 0.05, 0.05)
    for k in range(4):
        y = board.top() + board.height() * (0.2 + 0.2 * k)
        canvas.drawLine(board.left() + 0.05, y, board.right() - 0.08, y - 0.03, smear)
    chalk = stroke_of(room.tone(rgb(0xF4F4EC), 0.9), 0.0036, 0.85)
    cx, cy, size = board.left() + 0.15, board.centerY(), 0.075
    canvas.drawCircle(cx, cy, 0.022, chalk)
    for k, reach in enumerate((0.5, 0.75, 1.0)):
        canvas.drawOval(skia.Rect(cx - size * reach, cy - size * reach * 0.62, cx + size * reach,
                                  cy + size * reach * 0.62), chalk)  # fmt: skip
        angle = 0.9 + 2.1 * k
        canvas.drawCircle(cx + size * reach * math.cos(angle),
                          cy + size * reach * 0.62 * math.sin(angle), 0.007, chalk)  # fmt: skip
    dice = room.place.dice("chalk")
    for line in range(4):
        y, at = board.top() + 0.05 + 0.05 * line, board.left() + 0.31
        end = at + dice.uniform(0.14, 0.26)
        while at < end:
            wide = dice.uniform(0.012, 0.04)
            word = [(at + wide * i / 5, y + dice.uniform(-0.006, 0.006)) for i in range(6)]
            canvas.drawPath(smooth(word), chalk)
            at += wide + 0.012
    tray = skia.Rect(frame.left() + 0.02, frame.bottom() - 0.002, frame.right() - 0.02,
                     frame.bottom() + 0.009)  # fmt: skip
    canvas.drawRect(tray, room.front(tray, scale(decor.wood, 1.1), 0.7))


def _chart(canvas: skia.Canvas, room: Room, x: float) -> None:
    """Hang a map of lands and seas."""
    sheet = room.rect((x - 0.17, x + 0.17), (0.42, 0.7))
    canvas.drawRect(sheet, room.front(sheet, rgb(0xA9CDD3), 0.65))
    dice = room.place.dice("chart")
    canvas.save()
    canvas.clipRect(sheet.makeInset(0.006, 0.006))
    for colour in (0xD9B36A, 0x9DB46E, 0xD98F62, 0xB7A0C4):
        cx = dice.uniform(sheet.left(), sheet.right())
        cy = dice.uniform(sheet.top(), sheet.bottom())
        land = [
            (
                cx + math.cos(a) * dice.uniform(0.02, 0.06),
                cy + math.sin(a) * dice.uniform(0.02, 0.05),
            )
            for a in (0, 0.8, 1.6, 2.4, 3.2, 4.0, 4.9, 5.6)
        ]
        canvas.drawPath(smooth(land, closed=True), room.paint(rgb(colour), 0.7))
    canvas.restore()
    for y in (sheet.top(), sheet.bottom()):
        rod = skia.Rect(sheet.left() - 0.01, y - 0.006, sheet.right() + 0.01, y + 0.006)
        canvas.drawRoundRect(rod, 0.005, 0.005, room.paint(rgb(0x6B4A2E), 0.6))


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    dice, side = room.place.dice("classroom"), room.side
    span = (-1.36, -1.04) if side > 0 else (1.04, 1.36)
    bookcase(canvas, room, dice, (span, 0.4, 0.74), decor.wood)
    plant(canvas, room, dice, (side * 1.22, 0.76, 0.36), decor)
    desk = (-0.62, -0.06) if side > 0 else (0.06, 0.62)
    table(canvas, room, desk, (0.74, 0.8), (scale(decor.wood, 0.92), 0.27))
    _globe(canvas, room, desk[0] + 0.1)
    for x, colour in ((0.36, 0xC8452F), (0.41, 0x4A6FA5)):
        at = desk[0] + x
        book = room.rect((at, at + 0.1), (0.27, 0.295 + 0.0), 0.79)
        canvas.drawRect(book, room.front(book, rgb(colour), 0.62))
    for x in (-0.92, -0.3, 0.34, 0.96):
        table(canvas, room, (x - 0.19, x + 0.19), (0.87, 0.93), (decor.wood, 0.225))
        chair(canvas, room, x, 0.96, scale(decor.wood, 0.9))
    hanging(canvas, room, decor, -0.55, 0.84, 0.8)
    hanging(canvas, room, decor, 0.55, 0.84, 0.8)


def _globe(canvas: skia.Canvas, room: Room, x: float) -> None:
    cx, cy = room.at(x, 0.36, 0.77)
    size = 0.042
    canvas.drawRect(skia.Rect(cx - 0.004, cy + size, cx + 0.004, cy + size + 0.025),
                    room.paint(rgb(0xB58A44), 0.6))  # fmt: skip
    ball = skia.Rect(cx - size, cy - size, cx + size, cy + size)
    canvas.drawOval(ball, room.front(ball, rgb(0x4F8FB0), 0.6, 0.38))
    for dx, dy, wide, high in ((-0.3, -0.25, 0.38, 0.3), (0.35, 0.2, 0.3, 0.42)):
        land = skia.Rect(cx + (dx - wide) * size, cy + (dy - high) * size, cx + (dx + wide) * size,
                         cy + (dy + high) * size)  # fmt: skip
        canvas.drawOval(land, room.paint(rgb(0x9DB46E), 0.7))
    canvas.drawArc(ball.makeOutset(0.006, 0.006), 100, 200, False,
                   stroke_of(room.tone(rgb(0xC99A4B), 0.8), 0.004))  # fmt: skip
