"""Practical lights: lamps, candles, fireplaces and screens, with their glow and flicker."""

import math
import random

import skia

from film.animatic.layers import LivePaint
from film.animatic.light import RGB
from film.animatic.sets.brush import Box, Point, linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import OLD, Decor
from film.animatic.sets.room import BACK, Room, lamp_glow

BRASS, IRON = rgb(0xC99A4B), rgb(0x46413F)


def hanging(canvas: skia.Canvas, room: Room, decor: Decor, x: float, y: float, near: float = 0.8
            ) -> Point:  # fmt: skip
    """Hang the decor's lamp from the ceiling; returns the middle of its light."""
    cx, cy = room.at(x, y, near)
    top = room.at(x, room.height + 0.4, near)[1]
    canvas.drawLine(cx, top, cx, cy - 0.03, stroke_of(room.tone(IRON, 0.4), 0.004))
    _LAMPS[decor.lamp](canvas, room, decor, (cx, cy))
    lamp_glow(canvas, room, (cx, cy + 0.01), 0.34, decor.flame)
    return cx, cy


def _shade(canvas: skia.Canvas, room: Room, decor: Decor, at: Point) -> None:
    x, y = at
    lit = room.place.palette.emit(mix(decor.flame, WHITE, 0.4))
    canvas.drawCircle(x, y + 0.012, 0.02, paint_of(lit))
    dome = smooth([(x - 0.075, y + 0.012), (x - 0.06, y - 0.03), (x - 0.014, y - 0.045),
                   (x + 0.014, y - 0.045), (x + 0.06, y - 0.03), (x + 0.075,
                   y + 0.012)])  # fmt: skip
    dome.close()
    canvas.drawPath(dome, room.front(dome.getBounds(), decor.cloth, 0.6, 0.35))


def _paper(canvas: skia.Canvas, room: Room, decor: Decor, at: Point) -> None:
    x, y = at
    glowing = room.place.palette.emit(mix(decor.flame, rgb(0xFFF4DC), 0.4))
    dim = mix(room.tone(rgb(0xE9DCC0), 0.6), glowing, 0.3 + 0.7 * room.place.palette.lamps)
    box = skia.Rect(x - 0.055, y - 0.065, x + 0.055, y + 0.065)
    canvas.drawRoundRect(box, 0.04, 0.04, linear((x - 0.055, 0), (x + 0.055, 0), [
        (0, scale(dim, 0.8), 1), (0.5, dim, 1), (1, scale(dim, 0.78), 1)]))  # fmt: skip
    for k in range(1, 7):
        ly = box.top() + box.height() * k / 7
        canvas.drawLine(x - 0.053, ly, x + 0.053, ly, stroke_of(scale(dim, 0.75), 0.0014))
    for dy in (-0.066, 0.06):
        cap = skia.Rect(x - 0.027, y + dy, x + 0.027, y + dy + 0.008)
        canvas.drawRect(cap, room.paint(decor.trim, 0.4))


def _lantern(canvas: skia.Canvas, room: Room, decor: Decor, at: Point) -> None:
    x, y = at
    glass = room.place.palette.emit(decor.flame)
    lit = 0.35 + 0.6 * room.place.palette.lamps
    body = polygon(
        [
            (x - 0.03, y - 0.03),
            (x + 0.03, y - 0.03),
            (x + 0.042, y + 0.01),
            (x + 0.022, y + 0.05),
            (x - 0.022, y + 0.05),
            (x - 0.042, y + 0.01),
        ]
    )
    canvas.drawPath(body, room.paint(rgb(0x6B5A3B), 0.5))
    canvas.drawPath(body, paint_of(glass, lit))
    rib = stroke_of(room.tone(BRASS, 0.6), 0.005)
    for dx in (-0.022, 0.0, 0.022):
        canvas.drawLine(x + dx * 0.8, y - 0.03, x + dx, y + 0.05, rib)
    canvas.drawPath(body, rib)
    cap = polygon([(x - 0.034, y - 0.028), (x, y - 0.066), (x + 0.034, y - 0.028)])
    canvas.drawPath(cap, room.front(cap.getBounds(), BRASS, 0.6, 0.35))


def _candles(canvas: skia.Canvas, room: Room, decor: Decor, at: Point) -> None:
    x, y = at
    ring = stroke_of(room.tone(IRON, 0.5), 0.008)
    canvas.drawOval(skia.Rect(x - 0.11, y + 0.012, x + 0.11, y + 0.044), ring)
    for dx in (-0.1, -0.055, 0.0, 0.055, 0.1):
        canvas.drawLine(x, y - 0.05, x + dx, y + 0.028, stroke_of(room.tone(IRON, 0.4), 0.0025))
        stick = skia.Rect(x + dx - 0.006, y - 0.006, x + dx + 0.006, y + 0.03)
        canvas.drawRect(stick, room.front(stick, rgb(0xF1E6CC), 0.8))
        flame(canvas, room, (x + dx, y - 0.008), 0.02)


def _strip(canvas: skia.Canvas, room: Room, decor: Decor, at: Point) -> None:
    x, y = at
    bar = skia.Rect(x - 0.16, y - 0.008, x + 0.16, y + 0.008)
    canvas.drawRoundRect(bar.makeOutset(0.006, 0.005), 0.01, 0.01, room.paint(rgb(0x9AA7B2), 0.7))
    canvas.drawRoundRect(
        bar, 0.008, 0.008, paint_of(room.place.palette.emit(mix(decor.flame, WHITE, 0.7)))
    )


_LAMPS = {
    "shade": _shade, "paper": _paper, "lantern": _lantern, "candle": _candles, "strip": _strip,
    "torch": _candles,
}  # fmt: skip


def flame(canvas: skia.Canvas, room: Room, at: Point, high: float) -> None:
    """Draw a still flame with its foot at a point."""
    canvas.save()
    canvas.translate(*at)
    _flame(canvas, room, high, 0.0)
    canvas.restore()


def _flame(canvas: skia.Canvas, room: Room, high: float, lean: float) -> None:
    emit = room.place.palette.emit
    for part, colour in ((1.0, rgb(0xFF8A2B)), (0.72, rgb(0xFFC24A)), (0.42, rgb(0xFFF3C4))):
        tall, wide = high * part, high * 0.3 * part
        tongue = skia.Path()
        tongue.moveTo(0, 0)
        tongue.cubicTo(-wide * 1.3, -tall * 0.2, -wide * 0.5, -tall * 0.55, lean * part, -tall)
        tongue.cubicTo(wide * 0.6, -tall * 0.55, wide * 1.3, -tall * 0.2, 0, 0)
        canvas.drawPath(tongue, paint_of(emit(colour), 0.92))


def flicker(room: Room, flames: list[tuple[Point, float]]) -> tuple[LivePaint, Box]:
    """Return flames that lick, and what they touch; each is its foot and height."""
    dice = room.place.dice("flicker")
    phases = [dice.uniform(0, math.tau) for _ in flames]
    bounds = (
        min(x - high for (x, _), high in flames), min(y - 1.5 * high for (_, y), high in flames),
        max(x + high for (x, _), high in flames), max(y + 0.3 * high for (_, y), high in flames),
    )  # fmt: skip

    def paint(canvas: skia.Canvas, time: float) -> None:
        for ((x, y), high), phase in zip(flames, phases, strict=True):
            beat = math.sin(time * 9.1 + phase) * 0.5 + math.sin(time * 14.7 + phase * 2) * 0.3
            canvas.save()
            canvas.translate(x, y)
            lean = high * 0.14 * math.sin(time * 6.3 + phase)
            _flame(canvas, room, high * (1.05 + 0.12 * beat), lean)
            canvas.restore()

    return paint, bounds


def floor_lamp(canvas: skia.Canvas, room: Room, decor: Decor, x: float, near: float = 0.78) -> None:
    """Stand a lamp as tall as a shoulder, or in old times a candlestick."""
    room.shadow(canvas, (x - 0.06, x + 0.06), near, 0.35)
    pole = room.rect((x - 0.005, x + 0.005), (0, 0.5), near)
    canvas.drawRect(pole, room.front(pole, BRASS, 0.5, 0.4))
    foot = room.rect((x - 0.06, x + 0.06), (0, 0.014), near)
    canvas.drawRoundRect(foot, 0.005, 0.005, room.paint(BRASS, 0.5))
    if room.place.scene.era in OLD:
        candle(canvas, room, room.at(x, 0.5, near), 0.09)
        return
    table_shade(canvas, room, decor, room.at(x, 0.48, near), 0.13)


def table_lamp(canvas: skia.Canvas, room: Room, decor: Decor, spot: tuple[float, float, float]
               ) -> None:  # fmt: skip
    """Stand a small lamp, or in old times a candle; ``spot`` is its x, the y below it, nearness."""
    x, y, near = spot
    if room.place.scene.era in OLD:
        candle(canvas, room, room.at(x, y, near), 0.075)
        return
    body = room.rect((x - 0.024, x + 0.024), (y, y + 0.09), near)
    canvas.drawRoundRect(body, 0.014, 0.014, room.front(body, decor.cloth, 0.6, 0.35))
    table_shade(canvas, room, decor, room.at(x, y + 0.085, near), 0.085)


def table_shade(canvas: skia.Canvas, room: Room, decor: Decor, foot: Point, high: float) -> None:
    """Draw a fabric lampshade that glows as much as the hour wants."""
    x, y = foot
    emit, lamps = room.place.palette.emit, room.place.palette.lamps
    shade = polygon([(x - high * 0.42, y - high), (x + high * 0.42, y - high),
                     (x + high * 0.72, y), (x - high * 0.72, y)])  # fmt: skip
    off, on = room.tone(rgb(0xEADCC0), 0.65), emit(mix(decor.flame, rgb(0xFFF6DF), 0.45))
    lit = mix(off, on, 0.06 + 0.94 * lamps)
    canvas.drawPath(shade, linear((0, y - high), (0, y), [
        (0.0, mix(lit, emit(rgb(0xE79A4E)), 0.35 * lamps), 1.0), (0.55, lit, 1.0),
        (1.0, mix(lit, emit(rgb(0xF0AC5C)), 0.3 * lamps), 1.0)]))  # fmt: skip
    lamp_glow(canvas, room, (x, y - high * 0.45), 0.36, decor.flame)


def sconce(
    canvas: skia.Canvas, room: Room, decor: Decor, x: float, y: float
) -> tuple[Point, float]:
    """Fix a torch to the back wall; returns its flame for ``flicker``."""
    cx, cy = room.at(x, y)
    canvas.drawPath(polygon([(cx - 0.013, cy), (cx + 0.013, cy), (cx + 0.005, cy + 0.085),
                             (cx - 0.005, cy + 0.085)]), room.paint(rgb(0x5A3D28),
                             0.6))  # fmt: skip
    canvas.drawRect(skia.Rect(cx - 0.016, cy + 0.004, cx + 0.016, cy + 0.014),
                    room.paint(IRON, 0.6))  # fmt: skip
    canvas.drawLine(cx, cy + 0.05, cx, cy + 0.09, stroke_of(room.tone(IRON, 0.4), 0.008))
    lamp_glow(canvas, room, (cx, cy - 0.02), 0.42, decor.flame)
    flame(canvas, room, (cx, cy + 0.004), 0.055)
    return (cx, cy + 0.004), 0.055


def candle(canvas: skia.Canvas, room: Room, foot: Point, high: float = 0.05) -> tuple[Point, float]:
    """Stand a candle; returns its flame for ``flicker``."""
    x, y = foot
    stick = skia.Rect(x - high * 0.14, y - high, x + high * 0.14, y)
    canvas.drawRoundRect(stick, 0.003, 0.003, room.front(stick, rgb(0xF2E8CF), 0.8))
    lamp_glow(canvas, room, (x, y - high * 1.2), high * 3.4, rgb(0xFFB45E))
    flame(canvas, room, (x, y - high), high * 0.6)
    return (x, y - high), high * 0.6


Flame = tuple[Point, float]
"""Its foot and its height, in set space."""


def hearth_flames(room: Room, x: float, wide: float = 0.5) -> list[Flame]:
    """Return the flames of a fireplace, for ``flicker``."""
    foot = room.at(x, 0.02, BACK * 1.03)
    return [((foot[0] + dx * wide, foot[1] - 0.008), high)
            for dx, high in ((-0.17, 0.07), (0.16, 0.06), (-0.06, 0.12), (0.07, 0.1))]  # fmt: skip


def fireplace(canvas: skia.Canvas, room: Room, decor: Decor, x: float, wide: float = 0.5
              ) -> None:  # fmt: skip
    """Build a hearth into the back wall with a fire in it."""
    stone = decor.trim if decor.wall_kind in {"plaster", "paper"} else scale(decor.wall, 1.15)
    half = wide / 2
    room.shadow(canvas, (x - half, x + half), BACK * 1.03, 0.4)
    breast = room.rect((x - half * 0.82, x + half * 0.82), (0.4, room.height), BACK)
    canvas.drawRect(breast, room.front(breast, scale(decor.wall, 0.94), 0.5))
    room.box(canvas, (x - half, x + half), (0, 0.4), (BACK, BACK * 1.03), stone)
    mouth = room.rect((x - half * 0.6, x + half * 0.6), (0, 0.28), BACK * 1.03)
    hole = skia.Path()
    hole.addRRect(skia.RRect.MakeRectXY(mouth, 0.03, 0.03))
    canvas.drawPath(hole, room.paint(rgb(0x2A1C18), 0.5))
    emit = room.place.palette.emit
    canvas.drawPath(hole, linear((0, mouth.top()), (0, mouth.bottom()), [
        (0.0, emit(rgb(0x6B2410)), 0.35), (1.0, emit(rgb(0xFF7A2A)), 0.85)]))  # fmt: skip
    room.box(canvas, (x - half * 1.12, x + half * 1.12), (0.4, 0.43), (BACK, BACK * 1.05),
             decor.wood)  # fmt: skip
    foot = room.at(x, 0.02, BACK * 1.03)
    for dx, turn in ((-0.05, 14), (0.045, -12), (0.0, 3)):
        canvas.save()
        canvas.rotate(turn, foot[0] + dx, foot[1])
        log = skia.Rect(foot[0] + dx - 0.07, foot[1] - 0.018, foot[0] + dx + 0.07, foot[1] + 0.004)
        canvas.drawRoundRect(log, 0.01, 0.01, room.paint(rgb(0x5A3420), 0.7))
        canvas.restore()
    for at, high in hearth_flames(room, x, wide):
        flame(canvas, room, at, high)
    for radius, share in ((0.5, 0.5), (0.24, 0.8)):
        lamp_glow(
            canvas, room, (foot[0], foot[1] - 0.05), radius, mix(rgb(0xFF8A3C), WHITE, 0.1 * share)
        )


def screen(canvas: skia.Canvas, room: Room, box: skia.Rect, colour: RGB) -> None:
    """Light up a display with abstract figures on it."""
    emit, dice = room.place.palette.emit, random.Random(f"{box.left():.3f}:{box.top():.3f}")
    canvas.drawRoundRect(box.makeOutset(0.007, 0.007), 0.008, 0.008, room.paint(rgb(0x2B3038), 0.6))
    canvas.drawRoundRect(box, 0.005, 0.005, linear((0, box.top()), (0, box.bottom()), [
        (0, emit(scale(colour, 0.42)), 1), (1, emit(scale(colour, 0.24)), 1)]))  # fmt: skip
    for k in range(5):
        y = box.top() + box.height() * (0.14 + 0.15 * k)
        wide = box.width() * dice.uniform(0.2, 0.5)
        bar = skia.Rect(box.left() + box.width() * 0.08, y, box.left() + box.width() * 0.08 + wide,
                        y + box.height() * 0.045)  # fmt: skip
        canvas.drawRect(bar, paint_of(emit(mix(colour, WHITE, 0.3)), 0.75))
    wave = smooth(
        [
            (
                box.left() + box.width() * (0.5 + 0.44 * i / 8),
                box.bottom() - box.height() * dice.uniform(0.15, 0.8),
            )
            for i in range(9)
        ]
    )
    canvas.drawPath(wave, stroke_of(emit(mix(colour, WHITE, 0.5)), 0.003))
    lamp_glow(canvas, room, (box.centerX(), box.centerY()), box.width() * 1.1, colour)
