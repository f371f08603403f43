"""Hospitals: a ward with a bed, a drawn curtain, a drip and the heart's trace on a monitor."""

import math
from dataclasses import replace

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, linear, paint_of, polygon, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import COOL, Decor, decor_for
from film.animatic.sets.furniture import bed, plant
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import cupboard
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import candle, hanging, table_lamp
from film.animatic.sets.room import Room, indoors
from film.animatic.sets.windows import Window

STEEL, LINEN = rgb(0xC2CBD0), rgb(0xEEF2EF)


def paint_hospital(place: Place) -> StageSet:
    """Return a hospital ward of the scene's era as layers."""
    modern = place.scene.era in {"modern", "future"}
    decor = decor_for(place)
    if modern:
        wall = rgb(place.dice("ward").choice((0xCFE3DF, 0xD6E2EA, 0xE6E2D2)))
        decor = replace(decor, wall=wall, wall_kind="plaster", trim=LINEN, floor=rgb(0xA9BDBD),
                        floor_kind="smooth", cloth=rgb(0x7FB3B0), lamp="strip", beams=False,
                        flame=rgb(0xE4F6FF), ceiling=LINEN, wood=STEEL)  # fmt: skip
    room = Room(indoors(place, mix(COOL, (1, 1, 1), 0.4) if modern else decor.glow))
    side = room.side
    windows = [Window(side * 0.5, 0.36, 0.46, 0.42, decor.window)]

    def on_wall(canvas: skia.Canvas) -> None:
        band = room.rect((-3, 3), (0.27, 0.3))
        canvas.drawRect(band, room.front(band, mix(decor.cloth, WHITE, 0.15), 0.6))
        if modern:
            _bedhead(canvas, room, -side * 0.42)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if side > 0 else 1
        framing.drape(canvas, room, away, decor.cloth)
        framing.ledge(canvas, room, STEEL if modern else decor.wood, 0.965)

    return Interior(
        room, decor, place, windows, on_wall,
        lambda canvas: _furnish(canvas, room, decor, modern), before,
        floor_live=_trace(room, -side * 0.82) if modern else None,
    ).stage_set()  # fmt: skip


def _bedhead(canvas: skia.Canvas, room: Room, x: float) -> None:
    panel = room.rect((x - 0.34, x + 0.34), (0.5, 0.56))
    canvas.drawRoundRect(panel, 0.008, 0.008, room.front(panel, rgb(0xDCE4E6), 0.7))
    for k, colour in enumerate((0x58A07A, 0x4A7FB5, 0xD9A441, 0x8C9299)):
        canvas.drawCircle(panel.left() + 0.04 + 0.035 * k, panel.centerY(), 0.008,
                          room.paint(rgb(colour), 0.7))  # fmt: skip
    tube = room.rect((x - 0.3, x + 0.3), (0.575, 0.59))
    emit = room.place.palette.emit(rgb(0xF2FBFF))
    canvas.drawRoundRect(tube, 0.004, 0.004, paint_of(emit, 0.95))
    canvas.drawRect(room.rect((x - 0.32, x + 0.32), (0.59, 0.75)), linear(
        room.at(x, 0.59), room.at(x, 0.75), [(0, emit, 0.35), (1, emit, 0.0)]))  # fmt: skip


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor, modern: bool) -> None:
    dice, side = room.place.dice("hospital"), room.side
    span = (-0.7, -0.16) if side > 0 else (0.16, 0.7)
    bed(canvas, room, span, (STEEL if modern else decor.wood, mix(decor.cloth, WHITE, 0.35)))
    screen_x = side * 0.06
    _screen(canvas, room, decor, screen_x)
    cupboard(canvas, room, ((side * 0.95 - 0.2, side * 0.95 + 0.2), (0.03, 0.29), (0.69, 0.76)),
             (LINEN if modern else decor.wood, 2))  # fmt: skip
    plant(canvas, room, dice, (side * 1.0, 0.74, 0.3), decor)
    if modern:
        _monitor(canvas, room, -side * 0.82)
        _drip(canvas, room, -side * 0.98)
    else:
        table_lamp(canvas, room, decor, (side * 0.86, 0.292, 0.74))
        candle(canvas, room, room.at(side * 1.1, 0.292, 0.75), 0.06)
    hanging(canvas, room, decor, 0.0, 0.9, 0.82)


def _screen(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    """Stand a folding screen of three panels."""
    for k in range(3):
        left = x - 0.18 + 0.12 * k
        near = (0.755, 0.735) if k % 2 else (0.735, 0.755)
        leaf = room.quad([(left, 0.05, near[0]), (left, 0.5, near[0]), (left + 0.12, 0.5, near[1]),
                          (left + 0.12, 0.05, near[1])])  # fmt: skip
        canvas.drawPath(leaf, room.front(leaf.getBounds(), mix(decor.cloth, LINEN, 0.5),
                                         0.75 if k % 2 else 0.5))  # fmt: skip
        canvas.drawPath(leaf, stroke_of(room.tone(STEEL, 0.7), 0.005))


def _monitor(canvas: skia.Canvas, room: Room, x: float) -> None:
    pole = room.rect((x - 0.006, x + 0.006), (0, 0.36), 0.78)
    canvas.drawRect(pole, room.front(pole, STEEL, 0.6))
    foot = room.rect((x - 0.08, x + 0.08), (0, 0.02), 0.78)
    canvas.drawRoundRect(foot, 0.006, 0.006, room.paint(scale(STEEL, 0.7), 0.5))
    case = room.rect((x - 0.12, x + 0.12), (0.34, 0.53), 0.78)
    canvas.drawRoundRect(case, 0.012, 0.012, room.front(case, rgb(0xDDE3E2), 0.65))
    glass = case.makeInset(0.014, 0.016)
    canvas.drawRoundRect(glass, 0.006, 0.006, paint_of(room.place.palette.emit(rgb(0x0F2A30))))


def _trace(room: Room, x: float) -> tuple[LivePaint, Box]:
    case = room.rect((x - 0.12, x + 0.12), (0.34, 0.53), 0.78)
    glass = case.makeInset(0.02, 0.022)
    green = stroke_of(room.place.palette.emit(rgb(0x6DF0A8)), 0.0032)
    blue = stroke_of(room.place.palette.emit(rgb(0x6FC8F2)), 0.0025, 0.8)

    def paint(canvas: skia.Canvas, time: float) -> None:
        beat, breath = skia.Path(), skia.Path()
        for i in range(41):
            share = i / 40
            px = glass.left() + glass.width() * share
            phase = (share * 2.2 - time * 1.15) % 1
            pulse = math.exp(-(((phase - 0.5) / 0.035) ** 2)) - 0.35 * math.exp(
                -(((phase - 0.58) / 0.03) ** 2))  # fmt: skip
            y = glass.top() + glass.height() * (0.42 - 0.34 * pulse)
            wave = glass.top() + glass.height() * (0.82 - 0.08 * math.sin(share * 9 - time * 1.6))
            (beat.lineTo if i else beat.moveTo)(px, y)
            (breath.lineTo if i else breath.moveTo)(px, wave)
        canvas.drawPath(beat, green)
        canvas.drawPath(breath, blue)

    return paint, (case.left(), case.top(), case.right(), case.bottom())


def _drip(canvas: skia.Canvas, room: Room, x: float) -> None:
    cx, top = room.at(x, 0.62, 0.76)
    floor = room.at(x, 0, 0.76)[1]
    pen = stroke_of(room.tone(STEEL, 0.75), 0.006)
    canvas.drawLine(cx, floor, cx, top, pen)
    canvas.drawLine(cx - 0.03, top, cx + 0.03, top, pen)
    bag = polygon([(cx + 0.008, top + 0.01), (cx + 0.05, top + 0.01), (cx + 0.046, top + 0.085),
                   (cx + 0.029, top + 0.1), (cx + 0.012, top + 0.085)])  # fmt: skip
    canvas.drawPath(bag, paint_of(room.tone(rgb(0xBFE3E8), 0.8), 0.75))
    canvas.drawPath(bag, stroke_of(room.tone(WHITE, 0.9), 0.002, 0.7))
    tube = skia.Path()
    tube.moveTo(cx + 0.029, top + 0.1)
    tube.cubicTo(cx + 0.03, top + 0.2, cx + 0.08, top + 0.16, cx + 0.09, top + 0.26)
    canvas.drawPath(tube, stroke_of(room.tone(WHITE, 0.8), 0.003, 0.6))
