"""Living rooms: a sofa by the window, books, pictures, a fire where there would be one."""

import math

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, stroke_of
from film.animatic.sets.colour import rgb, scale
from film.animatic.sets.decor import OLD, Decor, decor_for
from film.animatic.sets.furniture import plant, rug, settle, sofa, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import bookcase, picture
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import (
    BRASS,
    candle,
    fireplace,
    flicker,
    floor_lamp,
    hanging,
    hearth_flames,
    table_lamp,
)  # fmt: skip
from film.animatic.sets.room import Room, indoors
from film.animatic.sets.windows import Window


def paint_living_room(place: Place) -> StageSet:
    """Return a living room of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow))
    side = room.side
    warm_hearth = place.scene.era != "future" and place.scene.culture != "east asian"
    clocked = place.scene.era in {"victorian", "modern"}
    windows = [Window(side * 0.5, 0.3, 0.46, 0.46, decor.window)]

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("living room")
        if warm_hearth:
            fireplace(canvas, room, decor, -side * 0.42)
            _mantel(canvas, room, decor, -side * 0.42)
            picture(canvas, room, dice, ((-side * 0.42 - 0.13, -side * 0.42 + 0.13), (0.55, 0.78)),
                    BRASS)  # fmt: skip
        else:
            picture(canvas, room, dice, ((-side * 0.42 - 0.2, -side * 0.42 + 0.2), (0.44, 0.72)),
                    decor.trim)  # fmt: skip
        picture(canvas, room, dice, ((-0.06, 0.1), (0.56, 0.74)), decor.wood)
        picture(canvas, room, dice, ((-0.02, 0.1), (0.4, 0.52)), scale(decor.wood, 0.8))
        if clocked:
            _clock(canvas, room, decor, side * 1.0)
        else:
            picture(canvas, room, dice, ((side * 1.0 - 0.1, side * 1.0 + 0.1), (0.46, 0.72)),
                    decor.wood)  # fmt: skip

    def on_floor(canvas: skia.Canvas) -> None:
        _furnish(canvas, room, decor)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if side > 0 else 1
        framing.leaves(canvas, room, away)
        framing.heap(canvas, room, -away, tuple(rgb(c) for c in (0x7A4A2C, 0x2F5A6E, 0x9C3B34)))

    flames = hearth_flames(room, -side * 0.42) if warm_hearth else []
    live = flicker(room, flames) if flames else _pendulum(room, side * 1.0) if clocked else None
    return Interior(room, decor, place, windows, on_wall, on_floor, before, wall_live=live
                    ).stage_set()  # fmt: skip


def _mantel(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    for dx in (-0.2, 0.19):
        candle(canvas, room, room.at(x + dx, 0.43, 0.7), 0.055)
    vase = room.rect((x + 0.1, x + 0.15), (0.43, 0.52), 0.7)
    canvas.drawRoundRect(vase, 0.016, 0.02, room.front(vase, decor.cloth, 0.6, 0.34))


def _clock(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    """Stand a long-case clock against the wall."""
    case = room.rect((x - 0.075, x + 0.075), (0, 0.74), 0.69)
    canvas.drawRoundRect(case, 0.012, 0.012, room.front(case, decor.wood, 0.55))
    window = room.rect((x - 0.045, x + 0.045), (0.18, 0.5), 0.69)
    canvas.drawRoundRect(window, 0.006, 0.006, room.paint(scale(decor.wood, 0.45), 0.3))
    cx, cy = room.at(x, 0.62, 0.69)
    canvas.drawCircle(cx, cy, 0.043, room.paint(BRASS, 0.6))
    canvas.drawCircle(cx, cy, 0.037, room.paint(rgb(0xF4ECD8), 0.75))
    hand = stroke_of(room.tone(rgb(0x2E2520), 0.4), 0.004)
    canvas.drawLine(cx, cy, cx + 0.012, cy - 0.02, hand)
    canvas.drawLine(cx, cy, cx - 0.026, cy - 0.008, hand)


def _pendulum(room: Room, x: float) -> tuple[LivePaint, Box]:
    cx, cy = room.at(x, 0.49, 0.69)
    rod, bob = stroke_of(room.tone(BRASS, 0.7), 0.003), room.paint(BRASS, 0.9)

    def paint(canvas: skia.Canvas, time: float) -> None:
        swing = 0.024 * math.sin(math.tau * time / 1.8)
        canvas.drawLine(cx, cy, cx + swing, cy + 0.15, rod)
        canvas.drawCircle(cx + swing, cy + 0.15, 0.013, bob)

    return paint, (cx - 0.04, cy - 0.01, cx + 0.04, cy + 0.17)


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    dice, side = room.place.dice("living room floor"), room.side
    low = room.place.scene.culture == "east asian" and room.place.scene.era != "future"
    rug(canvas, room, (-0.62, 0.62), (0.8, 1.1), decor.cloth)
    near, far = (-1.2, -0.78) if side > 0 else (0.78, 1.2)
    bookcase(canvas, room, dice, ((near, far), 0.72, 0.76), decor.wood)
    plant(canvas, room, dice, (side * 0.2, 0.72, 0.34), decor)
    if low:
        table(canvas, room, (-0.22, 0.26), (0.82, 0.92), (decor.wood, 0.12))
        hanging(canvas, room, decor, -side * 0.3, 0.72, 0.8)
        return
    span = (0.28, 0.92) if side > 0 else (-0.92, -0.28)
    if room.place.scene.era in OLD:
        settle(canvas, room, span, (decor.wood, decor.cloth))
    else:
        sofa(canvas, room, span, 0.84, decor.cloth)
    x = side * 1.03
    table(canvas, room, (x - 0.08, x + 0.08), (0.78, 0.83), (decor.wood, 0.18))
    table_lamp(canvas, room, decor, (x, 0.18, 0.8))
    floor_lamp(canvas, room, decor, -side * 0.74, 0.8)
