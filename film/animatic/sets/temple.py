"""Temples: rows of columns, an altar with offerings, candles, incense and a shaft of light."""

import math
from dataclasses import replace

import skia

from film.animatic.layers import LivePaint, StageSet
from film.animatic.light import RGB
from film.animatic.sets import framing
from film.animatic.sets.brush import Box, glow, linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import CANDLE, Decor, decor_for
from film.animatic.sets.interior import Interior
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import BRASS, candle, flicker, hanging
from film.animatic.sets.room import BACK, Room, indoors
from film.animatic.sets.windows import Window

GOLD = rgb(0xE2B04A)


def paint_temple(place: Place) -> StageSet:
    """Return a temple of the scene's culture as layers."""
    decor = _decor(place)
    room = Room(indoors(place, CANDLE if decor.flame[2] < 0.8 else decor.glow, 0.96), half=1.6,
                height=1.5)  # fmt: skip
    side = room.side
    windows = [Window(side * 0.62, 0.5, 0.24, 0.56, decor.window, curtains=False),
               Window(-side * 0.98, 0.5, 0.2, 0.5, decor.window, curtains=False)]  # fmt: skip
    spots = [(x, 0.245) for x in (-0.26, -0.17, 0.17, 0.26)]
    tapers = [((room.at(x, y, 0.77)[0], room.at(x, y, 0.77)[1] - 0.045), 0.027) for x, y in spots]

    def on_wall(canvas: skia.Canvas) -> None:
        _niche(canvas, room, decor)
        for x in (-0.42, 0.42):
            _column(canvas, room, (x, BACK * 1.02), decor.trim)

    def on_floor(canvas: skia.Canvas) -> None:
        _altar(canvas, room, decor)
        for x, y in spots:
            candle(canvas, room, room.at(x, y, 0.77), 0.045)
        for x in (-0.8, 0.8, -1.3, 1.3):
            _column(canvas, room, (x, 0.8), decor.trim)
        for x in (-0.6, 0.6):
            hanging(canvas, room, decor, x, 0.9, 0.82)

    def before(canvas: skia.Canvas) -> None:
        framing.pillar(canvas, room, -1, decor.trim)
        framing.pillar(canvas, room, 1, decor.trim)

    return Interior(room, decor, place, windows, on_wall, on_floor, before,
                    floor_live=_offerings(room, tapers)).stage_set()  # fmt: skip


def _decor(place: Place) -> Decor:
    decor, culture = decor_for(place), place.scene.culture
    if culture == "east asian":
        return replace(decor, wall=rgb(0x9A7A54), wall_kind="panel", trim=rgb(0xB5382C),
                       floor=rgb(0x8A6548), floor_kind="planks", window="round")  # fmt: skip
    if culture in {"south asian", "middle eastern", "african", "latin american"}:
        return replace(decor, wall_kind="stone", floor_kind="checker", lamp="lantern")
    if culture == "otherworldly":
        return replace(decor, wall_kind="stone", trim=rgb(0x4E4A86), lamp="lantern")
    stone = rgb(place.dice("temple").choice((0xCDBFA4, 0xB9B2A6, 0xD2B48C)))
    return replace(decor, wall=scale(stone, 0.9), wall_kind="stone", trim=stone, floor=stone,
                   floor_kind="flags", window="arch", lamp="lantern", beams=False)  # fmt: skip


def _niche(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Open an arched niche behind the altar with something holy in it."""
    box = room.rect((-0.3, 0.3), (0.0, 0.98))
    arch = skia.Path()
    arch.moveTo(box.left(), box.bottom())
    arch.lineTo(box.left(), box.top() + box.width() / 2)
    arch.arcTo(skia.Rect(box.left(), box.top(), box.right(), box.top() + box.width()), 180, 180,
               False)  # fmt: skip
    arch.lineTo(box.right(), box.bottom())
    arch.close()
    canvas.drawPath(arch, stroke_of(room.tone(mix(decor.trim, GOLD, 0.35), 0.7), 0.03))
    canvas.drawPath(arch, linear((0, box.top()), (0, box.bottom()), [
        (0.0, room.tone(scale(decor.wall, 0.35), 0.2), 1),
        (1.0, room.tone(scale(decor.wall, 0.6), 0.4), 1)]))  # fmt: skip
    x, y = room.at(0, 0.62)
    emit = room.place.palette.emit(mix(decor.flame, GOLD, 0.4))
    glow(canvas, (x, y), 0.3, emit, 0.75)
    rays = stroke_of(mix(emit, WHITE, 0.2), 0.003, 0.55)
    for k in range(24):
        angle = math.tau * k / 24
        far = 0.115 if k % 2 else 0.14
        canvas.drawLine(x + 0.09 * math.cos(angle), y + 0.09 * math.sin(angle),
                        x + far * math.cos(angle), y + far * math.sin(angle), rays)  # fmt: skip
    canvas.drawCircle(x, y, 0.08, stroke_of(room.tone(GOLD, 1.0), 0.008))
    if room.place.scene.culture in {"east asian", "south asian"}:
        _seated(canvas, room, x, y)
    else:
        canvas.drawCircle(x, y, 0.05, paint_of(mix(emit, WHITE, 0.35), 0.95))


def _seated(canvas: skia.Canvas, room: Room, x: float, y: float) -> None:
    """Seat a golden figure in meditation, in a few calm shapes."""
    gold = room.tone(GOLD, 0.95)
    dark = room.tone(scale(GOLD, 0.7), 0.4)
    body = smooth([(x - 0.07, y + 0.15), (x - 0.075, y + 0.1), (x - 0.05, y + 0.03), (x - 0.02,
                   y + 0.005), (x + 0.02, y + 0.005), (x + 0.05, y + 0.03), (x + 0.075, y + 0.1),
                   (x + 0.07, y + 0.15)])  # fmt: skip
    body.close()
    canvas.drawPath(body, linear((x - 0.07, 0), (x + 0.07, 0), [(0, gold, 1), (1, dark, 1)]))
    canvas.drawOval(skia.Rect(x - 0.11, y + 0.115, x + 0.11, y + 0.17), paint_of(gold))
    canvas.drawCircle(x, y - 0.025, 0.03, paint_of(gold))
    canvas.drawCircle(x, y - 0.056, 0.011, paint_of(dark))


def _column(canvas: skia.Canvas, room: Room, spot: tuple[float, float], stone: RGB) -> None:
    x, near = spot
    if near > 0.75:
        room.shadow(canvas, (x - 0.11, x + 0.11), near, 0.45)
    shaft = room.rect((x - 0.075, x + 0.075), (0.07, 1.7), near)
    start, end = ((shaft.left(), shaft.right()) if room.side < 0
                  else (shaft.right(), shaft.left()))  # fmt: skip
    canvas.drawRect(shaft, linear((start, 0), (end, 0), [
        (0.0, room.tone(stone, 0.6), 1), (0.2, room.tone(stone, 0.95), 1),
        (0.62, room.tone(stone, 0.32), 1), (0.94, room.tone(stone, 0.04), 1),
        (1.0, room.tone(stone, 0.25), 1)]))  # fmt: skip
    for k in range(1, 5):
        fx = shaft.left() + shaft.width() * k / 5
        canvas.drawLine(fx, shaft.top(), fx, shaft.bottom(),
                        stroke_of(room.tone(scale(stone, 0.6), 0.2), 0.003, 0.35))  # fmt: skip
    for low, high, wide in ((0.0, 0.045, 0.115), (0.045, 0.075, 0.095), (1.12, 1.15, 0.09)):
        ring = room.rect((x - wide, x + wide), (low, high), near)
        colour = GOLD if low > 1 else stone
        canvas.drawRoundRect(ring, 0.005, 0.005, room.front(ring, colour, 0.6, 0.35))


def _altar(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    room.box(canvas, (-0.6, 0.6), (0, 0.05), (BACK, 0.82), scale(decor.trim, 0.85))
    front = room.box(
        canvas, (-0.34, 0.34), (0.05, 0.24), (0.72, 0.79), mix(decor.wood, decor.trim, 0.25)
    )
    cloth = skia.Rect(front.left() + front.width() * 0.3, front.top() - 0.004,
                      front.right() - front.width() * 0.3, front.bottom() - 0.02)  # fmt: skip
    canvas.drawRect(cloth, room.front(cloth, decor.cloth, 0.65, 0.3))
    canvas.drawRect(skia.Rect(cloth.left(), cloth.bottom() - 0.012, cloth.right(), cloth.bottom()),
                    room.paint(GOLD, 0.8))  # fmt: skip
    x, y = room.at(0, 0.245, 0.77)
    bowl = polygon([(x - 0.04, y - 0.036), (x + 0.04, y - 0.036), (x + 0.02, y), (x - 0.02, y)])
    canvas.drawPath(bowl, room.front(bowl.getBounds(), BRASS, 0.7, 0.3))


def _offerings(room: Room, tapers: list[tuple[tuple[float, float], float]]
               ) -> tuple[LivePaint, Box]:  # fmt: skip
    """Return the candles' flames, and smoke that rises from the bowl."""
    lick, box = flicker(room, tapers)
    x, y = room.at(0, 0.245, 0.77)
    colour = room.tone(WHITE, 0.9)
    top = y - 0.34

    def paint(canvas: skia.Canvas, time: float) -> None:
        lick(canvas, time)
        line = [(x + 0.028 * (k / 9) * math.sin(time * 0.9 + k * 0.7), y - 0.04 - 0.28 * k / 9)
                for k in range(10)]  # fmt: skip
        canvas.drawPath(smooth(line), stroke_of(colour, 0.012, 0.12))
        canvas.drawPath(smooth(line), stroke_of(colour, 0.004, 0.25))

    return paint, (box[0], min(box[1], top), box[2], max(box[3], y))
