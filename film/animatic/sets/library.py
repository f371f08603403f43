"""Libraries: walls of books up to the vault, a ladder, lamps on tables, a tall window."""

import skia

from film.animatic.layers import StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import paint_of, polygon, stroke_of
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.furniture import chair, rug, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import bookcase
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import candle, flicker, hanging
from film.animatic.sets.room import BACK, Room, indoors, lamp_glow
from film.animatic.sets.windows import Window


def paint_library(place: Place) -> StageSet:
    """Return a library of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow, 0.96), half=1.5, height=1.25)
    side = room.side
    kind = decor.window if decor.window in {"shoji", "round", "wide"} else "arch"
    windows = [Window(side * 0.42, 0.3, 0.34, 0.72, kind, curtains=False)]
    old = place.scene.era not in {"modern", "future"}
    tapers = [(room.at(x, 0.26 + 0.05, 0.83), 0.03) for x in (-side * 0.48, -side * 0.3)]

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("stacks")
        edge = 0.42 - 0.17 - 0.06
        stacks = [(-1.75, -1.2), (-1.18, -0.66), (-0.64, -0.14), (-0.12, edge - 0.02)]
        stacks += [(0.42 + 0.23, 1.15), (1.17, 1.72)]
        for x0, x1 in stacks:
            span = (x0, x1) if side > 0 else (-x1, -x0)
            bookcase(canvas, room, dice, (span, 1.16, BACK * 1.01), decor.wood)
        _cornice(canvas, room, decor)
        _ladder(canvas, room, decor, -side * 0.8)

    def on_floor(canvas: skia.Canvas) -> None:
        _furnish(canvas, room, decor)
        if old:
            for x in (-side * 0.48, -side * 0.3):
                candle(canvas, room, room.at(x, 0.26, 0.83), 0.042)

    def before(canvas: skia.Canvas) -> None:
        piles = (0x7A4A2C, 0x2F5A6E, 0x9C3B34, 0x5B3E66)
        framing.heap(canvas, room, 1, tuple(rgb(c) for c in piles))
        framing.heap(canvas, room, -1, tuple(rgb(c) for c in piles[::-1]))
        framing.ledge(canvas, room, decor.wood, 0.985)

    return Interior(room, decor, place, windows, on_wall, on_floor, before,
                    floor_live=flicker(room, tapers) if old else None).stage_set()  # fmt: skip


def _cornice(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Run a cornice along the tops of the cases."""
    board = room.rect((-1.8, 1.8), (1.16, 1.21), BACK * 1.015)
    canvas.drawRect(board, room.front(board, scale(decor.wood, 1.1), 0.65))


def _ladder(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    wood = mix(decor.wood, rgb(0xC99A5B), 0.5)
    for way in (-1, 1):
        rail = polygon([room.at(x + way * 0.055 - 0.008, 0, 0.73),
                        room.at(x + way * 0.055 + 0.008, 0, 0.73),
                        room.at(x + way * 0.045 + 0.007, 1.02, 0.69),
                        room.at(x + way * 0.045 - 0.007, 1.02, 0.69)])  # fmt: skip
        canvas.drawPath(rail, room.front(rail.getBounds(), wood, 0.6))
    for k in range(10):
        y, near = 0.07 + 0.095 * k, 0.73 - 0.0035 * k
        rung = room.rect((x - 0.052, x + 0.052), (y, y + 0.012), near)
        canvas.drawRect(rung, room.front(rung, wood, 0.7))


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    side = room.side
    rug(canvas, room, (-0.75, 0.75), (0.79, 1.08), decor.cloth)
    desk = (-0.7, -0.08) if side > 0 else (0.08, 0.7)
    chair(canvas, room, sum(desk) / 2, 0.8, decor.wood)
    table(canvas, room, desk, (0.79, 0.88), (decor.wood, 0.26))
    x = sum(desk) / 2
    page = room.quad([(x - 0.07, 0.265, 0.83), (x + 0.07, 0.265, 0.83), (x + 0.08, 0.262, 0.865),
                      (x - 0.08, 0.262, 0.865)])  # fmt: skip
    canvas.drawPath(page, room.paint(rgb(0xF4EAD0), 0.85))
    canvas.drawLine(*room.at(x, 0.265, 0.83), *room.at(x, 0.262, 0.865),
                    stroke_of(room.tone(rgb(0xB59C72), 0.5), 0.003))  # fmt: skip
    for dx, tall, colour in (
        (0.2, 0.035, 0x9C3B34),
        (0.21, 0.065, 0x47663E),
        (0.2, 0.09, 0xC69A45),
    ):
        book = room.rect((x + dx - 0.06, x + dx + 0.06), (0.26 + tall - 0.03, 0.26 + tall), 0.84)
        canvas.drawRect(book, room.front(book, rgb(colour), 0.6))
    if room.place.scene.era in {"modern", "future", "victorian"}:
        for dx in (-0.22, 0.05):
            _banker(canvas, room, x + dx)
    _globe(canvas, room, side * 0.8)
    hanging(canvas, room, decor, 0.0, 0.86, 0.8)


def _banker(canvas: skia.Canvas, room: Room, x: float) -> None:
    """Stand a reading lamp with a green glass shade."""
    cx, y = room.at(x, 0.26, 0.82)
    brass = room.paint(rgb(0xC99A4B), 0.7)
    canvas.drawRect(skia.Rect(cx - 0.003, y - 0.06, cx + 0.003, y), brass)
    canvas.drawRoundRect(skia.Rect(cx - 0.02, y - 0.006, cx + 0.02, y), 0.003, 0.003, brass)
    lit = room.place.palette.lamps
    emit = room.place.palette.emit
    shade = skia.Rect(cx - 0.038, y - 0.078, cx + 0.038, y - 0.052)
    green = mix(room.tone(rgb(0x2F7F5A), 0.7), emit(rgb(0x59D89A)), 0.6 * lit)
    canvas.drawRoundRect(shade, 0.012, 0.012, paint_of(green))
    canvas.drawRect(skia.Rect(cx - 0.034, y - 0.054, cx + 0.034, y - 0.05),
                    paint_of(emit(rgb(0xFFF0C4)), 0.4 + 0.6 * lit))  # fmt: skip
    lamp_glow(canvas, room, (cx, y - 0.03), 0.16, rgb(0xFFD58A))


def _globe(canvas: skia.Canvas, room: Room, x: float) -> None:
    room.shadow(canvas, (x - 0.12, x + 0.12), 0.8, 0.4)
    wood = rgb(0x6E4527)
    for dx in (-0.08, 0.08):
        canvas.drawLine(*room.at(x + dx, 0, 0.8), *room.at(x, 0.2, 0.8),
                        stroke_of(room.tone(wood, 0.5), 0.012))  # fmt: skip
    cx, cy = room.at(x, 0.3, 0.8)
    ball = skia.Rect(cx - 0.088, cy - 0.088, cx + 0.088, cy + 0.088)
    canvas.drawOval(ball, room.front(ball, rgb(0x6FA0A0), 0.6, 0.4))
    canvas.save()
    clip = skia.Path()
    clip.addOval(ball)
    canvas.clipPath(clip, True)
    for dx, dy, wide, high in ((-0.04, -0.03, 0.04, 0.03), (0.04, 0.03, 0.035, 0.045),
                               (-0.03, 0.06, 0.02, 0.03), (0.06, -0.05, 0.03, 0.02)):  # fmt: skip
        canvas.drawOval(skia.Rect(cx + dx - wide, cy + dy - high, cx + dx + wide, cy + dy + high),
                        room.paint(rgb(0xD9BC82), 0.65))  # fmt: skip
    canvas.restore()
    ring = skia.Rect(cx - 0.108, cy - 0.022, cx + 0.108, cy + 0.026)
    canvas.drawOval(ring, stroke_of(room.tone(wood, 0.7), 0.01))
