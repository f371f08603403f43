"""Offices: a desk with what the era writes on, shelves, a board of plans, the town outside."""

import math

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, paint_of, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import OLD, Decor, decor_for
from film.animatic.sets.furniture import plant, rug, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import bookcase, door, drawers, picture
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import candle, hanging, screen, table_lamp
from film.animatic.sets.room import BACK, Room, indoors
from film.animatic.sets.windows import Window

NOTES = (0xF2D76B, 0xE98C6A, 0x8FC1B5, 0xF4EFE2, 0xB9C7E0)


def paint_office(place: Place) -> StageSet:
    """Return an office of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow), half=1.32)
    side, wired = room.side, place.scene.era in {"modern", "future"}
    clocked = place.scene.era not in OLD
    kind = "wide" if wired else decor.window
    windows = [Window(side * 0.5, 0.34, 0.62 if wired else 0.44, 0.46, kind)]

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("office")
        if wired:
            _blinds(canvas, room, decor, windows[0])
            _board(canvas, room, decor, -side * 0.2)
        else:
            picture(canvas, room, dice, ((-side * 0.2 - 0.16, -side * 0.2 + 0.16), (0.46, 0.7)),
                    decor.wood)  # fmt: skip
        door(canvas, room, -side * 0.62, (decor.wood, decor.trim))
        if clocked:
            _wall_clock(canvas, room, -side * 0.2, 0.82)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if side > 0 else 1
        framing.chair_back(canvas, room, -away, rgb(0x4A4038))
        framing.leaves(canvas, room, away)

    return Interior(
        room, decor, place, windows, on_wall,
        lambda canvas: _furnish(canvas, room, decor, wired), before,
        wall_live=_second_hand(room, -side * 0.2, 0.82) if clocked else None,
    ).stage_set()  # fmt: skip


def _blinds(canvas: skia.Canvas, room: Room, decor: Decor, window: Window) -> None:
    left, right = window.x - window.wide / 2, window.x + window.wide / 2
    path = skia.Path()
    for i in range(9):
        y = window.sill + window.high - 0.012 * i
        path.addRect(room.rect((left, right), (y - 0.007, y)))
    canvas.drawPath(path, room.paint(mix(decor.trim, WHITE, 0.3), 0.75))


def _board(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    dice = room.place.dice("board")
    board = room.rect((x - 0.26, x + 0.26), (0.38, 0.7))
    canvas.drawRect(board.makeOutset(0.008, 0.008), room.front(board, decor.wood, 0.6))
    canvas.drawRect(board, room.front(board, rgb(0xC49A6A), 0.6))
    spots = []
    for i in range(9):
        cx = board.left() + board.width() * ((i % 3) + dice.uniform(0.35, 0.65)) / 3
        cy = board.top() + board.height() * ((i // 3) + dice.uniform(0.4, 0.6)) / 3
        wide, high = dice.uniform(0.028, 0.05), dice.uniform(0.024, 0.036)
        canvas.save()
        canvas.rotate(dice.uniform(-7, 7), cx, cy)
        note = skia.Rect(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
        canvas.drawRect(note, room.paint(rgb(dice.choice(NOTES)), 0.7))
        for k in range(3):
            y = note.top() + note.height() * (0.3 + 0.2 * k)
            canvas.drawLine(note.left() + 0.005, y, note.right() - 0.008, y,
                            stroke_of(room.tone(rgb(0x4A4A4A), 0.4), 0.0014, 0.6))  # fmt: skip
        canvas.restore()
        spots.append((cx, cy - high / 2))
    thread = stroke_of(room.tone(room.place.palette.accent, 0.8), 0.0018, 0.8)
    for first, second in ((0, 4), (4, 2), (4, 7)):
        canvas.drawLine(*spots[first], *spots[second], thread)


def _wall_clock(canvas: skia.Canvas, room: Room, x: float, y: float) -> None:
    cx, cy = room.at(x, y)
    canvas.drawCircle(cx, cy, 0.042, room.paint(rgb(0x3A3530), 0.6))
    canvas.drawCircle(cx, cy, 0.036, room.paint(rgb(0xF5F0E4), 0.8))
    hand = stroke_of(room.tone(rgb(0x2A2622), 0.4), 0.004)
    canvas.drawLine(cx, cy, cx + 0.016, cy - 0.01, hand)
    canvas.drawLine(cx, cy, cx - 0.008, cy - 0.026, hand)


def _second_hand(room: Room, x: float, y: float) -> tuple[LivePaint, Box]:
    cx, cy = room.at(x, y)
    pen = stroke_of(room.tone(rgb(0xC23B2E), 0.8), 0.002)

    def paint(canvas: skia.Canvas, time: float) -> None:
        angle = math.tau * math.floor(time) / 60
        canvas.drawLine(cx, cy, cx + 0.03 * math.sin(angle), cy - 0.03 * math.cos(angle), pen)

    return paint, (cx - 0.04, cy - 0.04, cx + 0.04, cy + 0.04)


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor, wired: bool) -> None:
    dice, side = room.place.dice("office floor"), room.side
    rug(canvas, room, (-0.6, 0.6), (0.84, 1.06), scale(decor.cloth, 0.85))
    span = (0.98, 1.3) if side > 0 else (-1.3, -0.98)
    bookcase(canvas, room, dice, (span, 0.62, 0.75), decor.wood)
    plant(canvas, room, dice, (-side * 0.98, 0.78, 0.42), decor)
    desk = (0.14, 0.84) if side > 0 else (-0.84, -0.14)
    table(canvas, room, desk, (0.76, 0.87), (decor.wood, 0.262))
    chest = (desk[0] + 0.03, desk[0] + 0.2)
    drawers(canvas, room, (chest, (0.0, 0.24), (0.8, 0.868)), (scale(decor.wood, 0.94), 3))
    centre = (desk[0] + desk[1]) / 2
    if wired:
        _computer(canvas, room, centre)
    else:
        _papers(canvas, room, centre)
    table_lamp(canvas, room, decor, (centre + side * 0.25, 0.264, 0.82))
    hanging(canvas, room, decor, -side * 0.3, 0.82, 0.8)


def _computer(canvas: skia.Canvas, room: Room, x: float) -> None:
    stand = room.rect((x - 0.015, x + 0.015), (0.262, 0.31), 0.81)
    canvas.drawRect(stand, room.front(stand, rgb(0x8C9299), 0.6))
    screen(canvas, room, room.rect((x - 0.13, x + 0.13), (0.305, 0.455), 0.815), rgb(0x58B4D8))
    keys = room.quad([(x - 0.11, 0.265, 0.83), (x + 0.11, 0.265, 0.83), (x + 0.115, 0.265, 0.855),
                      (x - 0.115, 0.265, 0.855)])  # fmt: skip
    canvas.drawPath(keys, room.paint(rgb(0xD5D8DB), 0.7))
    mug = room.rect((x + 0.17, x + 0.205), (0.264, 0.31), 0.86)
    canvas.drawRoundRect(mug, 0.006, 0.006, room.front(mug, room.place.palette.accent, 0.65, 0.3))


def _papers(canvas: skia.Canvas, room: Room, x: float) -> None:
    for dx, wide, tall, colour in ((-0.2, 0.15, 0.03, 0x7A4A2C), (-0.19, 0.13, 0.055, 0x34506A)):
        book = room.rect((x + dx - wide / 2, x + dx + wide / 2), (0.264, 0.264 + tall), 0.84)
        canvas.drawRect(book, room.front(book, rgb(colour), 0.6))
    sheet = room.quad([(x - 0.07, 0.265, 0.8), (x + 0.06, 0.265, 0.8), (x + 0.08, 0.265, 0.85),
                       (x - 0.06, 0.265, 0.85)])  # fmt: skip
    canvas.drawPath(sheet, room.paint(rgb(0xF3EAD2), 0.85))
    well = room.rect((x + 0.1, x + 0.13), (0.264, 0.295), BACK * 1.22)
    canvas.drawRoundRect(well, 0.005, 0.005, room.paint(rgb(0x2C3444), 0.5))
    canvas.drawLine(*room.at(x + 0.115, 0.29, 0.83), *room.at(x + 0.16, 0.38, 0.83),
                    stroke_of(room.tone(WHITE, 0.8), 0.006))  # fmt: skip
    candle(canvas, room, room.at(x - 0.05, 0.262, 0.8), 0.06)
    canvas.drawCircle(
        *room.at(x - 0.05, 0.262, 0.8), 0.014, paint_of(room.tone(rgb(0xB98A44), 0.6))
    )
