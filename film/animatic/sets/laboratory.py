"""Laboratories: a bench of bubbling glass, shelves of specimens, machines with dials and coils."""

import math
from dataclasses import replace

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, Point, glow, paint_of, polygon, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import COOL, Decor, decor_for
from film.animatic.sets.furniture import table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import cupboard, shelf
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import BRASS, hanging, screen
from film.animatic.sets.room import Room, indoors
from film.animatic.sets.windows import Window

LIQUIDS = (0x6FE07A, 0xF0A24A, 0xE0609A, 0x58C8F0, 0xB58AF0)


def paint_laboratory(place: Place) -> StageSet:
    """Return a laboratory (long ago, an alchemist's den) as layers."""
    decor = decor_for(place)
    wired = place.scene.era in {"modern", "future"}
    if wired:
        wall = rgb(place.dice("lab").choice((0x8FA9B4, 0x9AB0A8, 0x8C98B0)))
        decor = replace(decor, wall=wall, wall_kind="metal", floor=rgb(0x8FA0A8), lamp="strip",
                        floor_kind="checker", trim=rgb(0xD8DEE2), flame=rgb(0xD8F4FF),
                        ceiling=rgb(0xBAC6CC), window="wide", beams=False)  # fmt: skip
    room = Room(indoors(place, mix(COOL, WHITE, 0.2) if wired else decor.glow), half=1.35)
    side = room.side
    windows = [Window(side * 0.52, 0.42, 0.44, 0.36, decor.window, curtains=False)]

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("laboratory")
        shelf(canvas, room, dice, ((-0.2, 0.22), 0.66), (decor.wood, "jars"))
        shelf(canvas, room, dice, ((-0.2, 0.22), 0.48), (decor.wood, "books"))
        _machine(canvas, room, decor, -side * 0.66, wired)

    def before(canvas: skia.Canvas) -> None:
        framing.ledge(canvas, room, decor.trim if wired else decor.wood, 0.955)
        away = -1 if side > 0 else 1
        _near_glass(canvas, room, away)

    return Interior(
        room, decor, place, windows, on_wall, lambda canvas: _furnish(canvas, room, decor, wired),
        before, floor_live=_bubbles(room), wall_live=_coil(room, -side * 0.66),
    ).stage_set()  # fmt: skip


def _machine(canvas: skia.Canvas, room: Room, decor: Decor, x: float, wired: bool) -> None:
    metal = rgb(0x7C8790) if wired else BRASS
    case = room.rect((x - 0.32, x + 0.32), (0.02, 0.64), 0.7)
    canvas.drawRoundRect(case, 0.014, 0.014, room.front(case, scale(metal, 0.85), 0.5))
    inner = case.makeInset(0.02, 0.02)
    canvas.drawRoundRect(inner, 0.01, 0.01, room.front(inner, scale(metal, 1.05), 0.55))
    if wired:
        screen(canvas, room, room.rect((x - 0.24, x + 0.02), (0.42, 0.58), 0.7), rgb(0x58D8A8))
        screen(canvas, room, room.rect((x + 0.08, x + 0.24), (0.42, 0.58), 0.7), rgb(0x58A8F0))
    for row in range(2):
        for k in range(4):
            cx, cy = room.at(x - 0.2 + 0.13 * k, 0.32 - 0.12 * row, 0.7)
            canvas.drawCircle(cx, cy, 0.031, room.paint(scale(metal, 0.55), 0.5))
            canvas.drawCircle(cx, cy, 0.026, room.paint(rgb(0xF2ECDC), 0.75))
            turn = 2.4 + 1.3 * k + 0.7 * row
            canvas.drawLine(cx, cy, cx + 0.019 * math.cos(turn), cy + 0.019 * math.sin(turn),
                            stroke_of(room.tone(rgb(0xB5372E), 0.7), 0.003))  # fmt: skip
    for k in range(6):
        cx, cy = room.at(x - 0.24 + 0.1 * k, 0.1, 0.7)
        colour = room.place.palette.emit(rgb(LIQUIDS[k % 5]))
        canvas.drawCircle(cx, cy, 0.008, paint_of(colour))
        glow(canvas, (cx, cy), 0.03, colour, 0.4)
    for way in (-1, 1):
        cx, top = room.at(x + way * 0.16, 0.86, 0.7)
        foot = room.at(x, 0.64, 0.7)[1]
        canvas.drawRect(skia.Rect(cx - 0.012, top, cx + 0.012, foot), room.paint(scale(metal, 0.7)))
        for k in range(9):
            y = top + 0.02 + (foot - top - 0.02) * k / 9
            ring = skia.Rect(cx - 0.024, y, cx + 0.024, y + 0.008)
            canvas.drawRoundRect(ring, 0.004, 0.004, room.front(ring, rgb(0xC27B45), 0.65, 0.35))
        ball = skia.Rect(cx - 0.032, top - 0.05, cx + 0.032, top + 0.014)
        canvas.drawOval(ball, room.front(ball, mix(metal, WHITE, 0.35), 0.65, 0.35))


def _coil(room: Room, x: float) -> tuple[LivePaint, Box]:
    """Return a spark that jumps between the coils now and then."""
    (x0, y), (x1, _) = room.at(x - 0.16, 0.9, 0.7), room.at(x + 0.16, 0.9, 0.7)
    colour = room.place.palette.emit(rgb(0xBFE6FF))

    def paint(canvas: skia.Canvas, time: float) -> None:
        beat = time * 1.7 % 3.0
        if beat > 0.8:
            return
        path = skia.Path()
        path.moveTo(x0, y)
        for i in range(1, 12):
            swing = math.sin(i * 12.9898 + math.floor(time * 14) * 78.233) * 0.022
            path.lineTo(x0 + (x1 - x0) * i / 12, y + swing * math.sin(math.pi * i / 12))
        path.lineTo(x1, y)
        canvas.drawPath(path, stroke_of(colour, 0.01, 0.25))
        canvas.drawPath(path, stroke_of(mix(colour, WHITE, 0.6), 0.003, 0.95))

    left, right = min(x0, x1), max(x0, x1)
    return paint, (left - 0.02, y - 0.04, right + 0.02, y + 0.04)


def _glassware(room: Room) -> list[tuple[float, str, int, float]]:
    """Return what stands on the bench: x, kind, colour and size."""
    side = room.side
    return [
        (side * 0.3, "flask", 0x6FE07A, 0.1), (side * 0.46, "tube", 0xE0609A, 0.13),
        (side * 0.58, "round", 0xF0A24A, 0.11), (side * 0.76, "flask", 0x58C8F0, 0.085),
        (side * 0.9, "round", 0xB58AF0, 0.1),
    ]  # fmt: skip


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor, wired: bool) -> None:
    side = room.side
    bench = (0.2, 1.04) if side > 0 else (-1.04, -0.2)
    body = rgb(0xC9D2D6) if wired else decor.wood
    cupboard(canvas, room, (bench, (0.0, 0.31), (0.72, 0.8)), (body, 4),
             rgb(0x40474C) if wired else decor.wood)  # fmt: skip
    for x, kind, colour, size in _glassware(room):
        glass(canvas, room, (room.at(x, 0.312, 0.77), size * 0.78), (kind, rgb(colour)))
    small = (-0.62, -0.24) if side > 0 else (0.24, 0.62)
    table(canvas, room, small, (0.8, 0.87), (decor.wood, 0.25))
    _microscope(canvas, room, sum(small) / 2)
    for x in (-0.5, 0.5):
        hanging(canvas, room, decor, x, 0.85, 0.8)


def glass(canvas: skia.Canvas, room: Room, spot: tuple[Point, float], look: tuple[str, tuple[
          float, float, float]]) -> None:  # fmt: skip
    """Stand a glass vessel half full of something that glows; ``spot`` is foot and height."""
    ((x, y), high), (kind, local) = spot, look
    emit = room.place.palette.emit
    wide = high * (0.16 if kind == "tube" else 0.42)
    shape = skia.Path()
    neck = high * 0.1
    if kind == "round":
        shape.addCircle(x, y - high * 0.36, high * 0.36)
        shape.addRect(skia.Rect(x - neck, y - high, x + neck, y - high * 0.6))
    elif kind == "tube":
        shape.addRoundRect(skia.Rect(x - wide, y - high, x + wide, y), wide, wide)
    else:
        shape.addPath(
            polygon(
                [
                    (x - neck, y - high),
                    (x + neck, y - high),
                    (x + neck, y - high * 0.62),
                    (x + wide, y),
                    (x - wide, y),
                    (x - neck, y - high * 0.62),
                ]
            )
        )
    canvas.drawPath(shape, paint_of(room.tone(rgb(0xE4F2F4), 0.9), 0.32))
    canvas.save()
    canvas.clipPath(shape, True)
    canvas.drawRect(skia.Rect(x - wide * 2, y - high * 0.42, x + wide * 2, y),
                    paint_of(emit(local), 0.85))  # fmt: skip
    canvas.drawRect(skia.Rect(x - wide * 2, y - high * 0.43, x + wide * 2, y - high * 0.39),
                    paint_of(emit(mix(local, WHITE, 0.6)), 0.9))  # fmt: skip
    canvas.restore()
    canvas.drawPath(shape, stroke_of(room.tone(WHITE, 1.0), 0.0022, 0.65))
    glow(canvas, (x, y - high * 0.25), high * 1.1, emit(local), 0.3)


def _bubbles(room: Room) -> tuple[LivePaint, Box]:
    spots = [(*room.at(x, 0.312, 0.77), size * 0.78, rgb(colour))
             for x, kind, colour, size in _glassware(room) if kind != "tube"]  # fmt: skip
    emit = room.place.palette.emit

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, high, local in spots:
            for k in range(4):
                age = (time * 0.55 + k * 0.27 + x * 7) % 1
                sway = math.sin(time * 3 + k * 2.1) * high * 0.08
                canvas.drawCircle(x + sway + (k - 1.5) * high * 0.06, y - high * 0.4 * age,
                                  high * 0.035, paint_of(emit(mix(local, WHITE, 0.7)),
                                      0.8))  # fmt: skip

    return paint, (min(s[0] for s in spots) - 0.05, min(s[1] - s[2] for s in spots) - 0.01,
                   max(s[0] for s in spots) + 0.05, max(s[1] for s in spots) + 0.02)  # fmt: skip


def _microscope(canvas: skia.Canvas, room: Room, x: float) -> None:
    cx, y = room.at(x, 0.252, 0.83)
    pen = stroke_of(room.tone(rgb(0x3A4148), 0.5), 0.012)
    canvas.drawRoundRect(skia.Rect(cx - 0.035, y - 0.012, cx + 0.035, y), 0.004, 0.004,
                         room.paint(rgb(0x3A4148), 0.55))  # fmt: skip
    canvas.drawArc(skia.Rect(cx - 0.03, y - 0.1, cx + 0.05, y - 0.005), -80, 150, False, pen)
    canvas.drawLine(
        cx - 0.005, y - 0.05, cx + 0.02, y - 0.12, stroke_of(room.tone(BRASS, 0.7), 0.016)
    )
    canvas.drawLine(cx - 0.025, y - 0.03, cx + 0.02, y - 0.03,
                    stroke_of(room.tone(rgb(0xC9D2D6), 0.7), 0.005))  # fmt: skip


def _near_glass(canvas: skia.Canvas, room: Room, way: int) -> None:
    edge = 0.0 if way < 0 else room.place.aspect
    narrow = min(1.0, room.place.aspect / 1.5)
    for inward, size, kind, colour in (
        (0.05, 0.14, "round", 0x58C8F0),
        (0.15, 0.1, "flask", 0x6FE07A),
    ):
        spot = ((edge - way * inward * narrow, 0.965), size * (0.95 if inward < 0.1 else 1.0))
        glass(canvas, room, spot, (kind, scale(rgb(colour), 0.75)))
