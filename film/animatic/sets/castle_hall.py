"""Castle halls: columns and banners, tall windows, torches, a throne on a long carpet."""

from dataclasses import replace

import skia

from film.animatic.layers import StageSet
from film.animatic.light import RGB
from film.animatic.sets import framing
from film.animatic.sets.brush import linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.decor import CANDLE, Decor, decor_for
from film.animatic.sets.interior import Interior
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import BRASS, Flame, flicker, hanging, sconce
from film.animatic.sets.room import BACK, Room, indoors
from film.animatic.sets.windows import Window

CLOTHS = (0x8C2A34, 0x2F4A7E, 0x3E6B4A, 0x6A3A7A)


def paint_castle_hall(place: Place) -> StageSet:
    """Return a great hall as layers."""
    decor = decor_for(place)
    stone = rgb(place.dice("stone").choice((0x9A9086, 0x8A8C96, 0xA79479)))
    if place.scene.era in {"medieval", "renaissance", "victorian", "modern", "ancient"}:
        native = place.scene.culture not in {"western", "nordic"}
        wall = mix(stone, decor.wall, 0.5) if native else stone
        decor = replace(decor, wall=wall, wall_kind="stone", floor=scale(wall, 0.85),
                        floor_kind="flags", trim=scale(wall, 0.8), lamp="candle", flame=rgb(
                        0xFFB45E), glow=CANDLE, beams=False,
                        window="arch" if native else "lancet")  # fmt: skip
    cloth = rgb(place.dice("cloth").choice(CLOTHS))
    room = Room(indoors(place, decor.glow, 0.94), half=1.7, height=1.7)
    windows = [Window(x, 0.52, 0.2, 0.62, decor.window, curtains=False)
               for x in (-0.98, -0.52, 0.52, 0.98)]  # fmt: skip
    torches = [_torch_at(room, x) for x in (-0.27, 0.27, -1.22, 1.22)]

    def on_wall(canvas: skia.Canvas) -> None:
        for x in (-0.75, 0.75):
            _banner(canvas, room, x, cloth)
        _canopy(canvas, room, cloth)
        for x in (-0.27, 0.27, -1.22, 1.22):
            sconce(canvas, room, decor, x, 0.56)

    def on_floor(canvas: skia.Canvas) -> None:
        _carpet(canvas, room, cloth)
        _throne(canvas, room, decor, cloth)
        for x in (-1.12, 1.12):
            _column(canvas, room, x, 0.8, mix(decor.wall, rgb(0xFFFFFF), 0.08))
        hanging(canvas, room, decor, -0.5, 1.02, 0.84)
        hanging(canvas, room, decor, 0.5, 1.02, 0.84)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if room.side > 0 else 1
        framing.pillar(canvas, room, away, decor.wall)
        framing.drape(canvas, room, -away, cloth)

    return Interior(room, decor, place, windows, on_wall, on_floor, before,
                    wall_live=flicker(room, torches[:2])).stage_set()  # fmt: skip


def _torch_at(room: Room, x: float) -> Flame:
    cx, cy = room.at(x, 0.56)
    return (cx, cy + 0.004), 0.055


def _banner(canvas: skia.Canvas, room: Room, x: float, cloth: RGB) -> None:
    """Hang a long banner with a device on it."""
    box = room.rect((x - 0.1, x + 0.1), (0.42, 1.1))
    shape = polygon([(box.left(), box.top()), (box.right(), box.top()), (box.right(),
                     box.bottom() - 0.05), (box.centerX(), box.bottom()), (box.left(),
                     box.bottom() - 0.05)])  # fmt: skip
    canvas.save()
    canvas.translate(-room.side * 0.01, 0.008)
    canvas.drawPath(shape, paint_of(scale(room.place.palette.ambient, 0.2), 0.35))
    canvas.restore()
    canvas.drawPath(shape, room.front(box, cloth, 0.6, 0.3))
    canvas.drawPath(shape, stroke_of(room.tone(BRASS, 0.7), 0.006))
    gold = room.paint(BRASS, 0.8)
    cx, cy = box.centerX(), box.centerY() + 0.06
    star = [
        (cx, cy - 0.05),
        (cx + 0.014, cy - 0.014),
        (cx + 0.045, cy),
        (cx + 0.014, cy + 0.014),
        (cx, cy + 0.05),
        (cx - 0.014, cy + 0.014),
        (cx - 0.045, cy),
        (cx - 0.014, cy - 0.014),
    ]
    canvas.drawPath(polygon(star), gold)
    for y in (box.top() + 0.02, box.bottom() - 0.09):
        canvas.drawRect(skia.Rect(box.left() + 0.01, y, box.right() - 0.01, y + 0.006), gold)


def _canopy(canvas: skia.Canvas, room: Room, cloth: RGB) -> None:
    """Drape cloth behind the throne."""
    back = room.rect((-0.2, 0.2), (0.0, 0.98))
    canvas.drawRect(back, room.front(back, scale(cloth, 0.7), 0.45))
    for i in range(1, 8):
        x = back.left() + back.width() * i / 8
        canvas.drawLine(x, back.top(), x, back.bottom(),
                        stroke_of(room.tone(scale(cloth, 0.42), 0.3), 0.008, 0.6))  # fmt: skip
    top = room.rect((-0.24, 0.24), (0.94, 1.06))
    path = skia.Path()
    path.moveTo(top.left(), top.top())
    path.lineTo(top.right(), top.top())
    for i in range(6):
        x = top.right() - top.width() * (i + 1) / 6
        path.lineTo(x + top.width() / 6, top.bottom() - 0.02)
        path.quadTo(x + top.width() / 12, top.bottom() + 0.03, x, top.bottom() - 0.02)
    path.close()
    canvas.drawPath(path, room.front(top, cloth, 0.65, 0.3))
    canvas.drawRect(skia.Rect(top.left(), top.top(), top.right(), top.top() + 0.012),
                    room.paint(BRASS, 0.8))  # fmt: skip


def _carpet(canvas: skia.Canvas, room: Room, cloth: RGB) -> None:
    for wide, colour in ((0.3, scale(BRASS, 0.85)), (0.275, scale(cloth, 0.95))):
        strip = room.quad([(-wide, 0, BACK), (wide, 0, BACK), (wide, 0, 3), (-wide, 0, 3)])
        top, end = room.at(0, 0)[1], 1.1
        canvas.drawPath(strip, linear((0, top), (0, end), [
            (0.0, room.tone(colour, 0.85), 1), (1.0, room.tone(colour, 0.35), 1)]))  # fmt: skip


def _throne(canvas: skia.Canvas, room: Room, decor: Decor, cloth: RGB) -> None:
    for k in range(2):
        wide = 0.46 - 0.12 * k
        room.box(canvas, (-wide, wide), (0.045 * k, 0.045 * (k + 1)), (BACK, 0.78 - 0.03 * k),
                 scale(decor.wall, 0.95))  # fmt: skip
    near, low = 0.72, 0.09
    back = room.rect((-0.105, 0.105), (low, 0.62), near)
    arch = smooth([(back.left(), back.bottom()), (back.left(), back.top() + 0.06),
                   (back.left() + 0.03, back.top() + 0.02), (0 + back.centerX(), back.top() - 0.04),
                   (back.right() - 0.03, back.top() + 0.02), (back.right(), back.top() + 0.06),
                   (back.right(), back.bottom())])  # fmt: skip
    arch.close()
    canvas.drawPath(arch, room.front(back, mix(decor.wood, BRASS, 0.45), 0.6, 0.32))
    inner = back.makeInset(0.022, 0.05)
    canvas.drawRoundRect(inner, 0.02, 0.02, room.front(inner, cloth, 0.6))
    for x in (-0.105, 0.105):
        canvas.drawCircle(*room.at(x, 0.6, near), 0.015, room.paint(BRASS, 0.9))
    room.box(canvas, (-0.105, 0.105), (low, 0.24), (near, near * 1.05), decor.wood, cloth)
    for x in (-0.125, 0.085):
        room.box(
            canvas, (x, x + 0.04), (low, 0.33), (near, near * 1.06), mix(decor.wood, BRASS, 0.3)
        )


def _column(canvas: skia.Canvas, room: Room, x: float, near: float, stone: RGB) -> None:
    room.shadow(canvas, (x - 0.14, x + 0.14), near, 0.5)
    shaft = room.rect((x - 0.1, x + 0.1), (0.1, 1.8), near)
    lit, start = room.tone(stone, 0.9), shaft.left() if room.side < 0 else shaft.right()
    end = shaft.right() if room.side < 0 else shaft.left()
    canvas.drawRect(shaft, linear((start, 0), (end, 0), [
        (0.0, room.tone(stone, 0.6), 1), (0.22, lit, 1), (0.65, room.tone(stone, 0.3), 1),
        (0.92, room.tone(stone, 0.05), 1), (1.0, room.tone(stone, 0.25), 1)]))  # fmt: skip
    for k in range(5):
        y = shaft.bottom() - (0.12 + 0.17 * k)
        canvas.drawRect(skia.Rect(shaft.left(), y, shaft.right(), y + 0.004),
                        room.paint(scale(stone, 0.5), 0.2, 0.4))  # fmt: skip
    for low, high, wide in ((0.0, 0.06, 0.15), (0.06, 0.11, 0.125)):
        foot = room.rect((x - wide, x + wide), (low, high), near)
        canvas.drawRoundRect(foot, 0.006, 0.006, room.front(foot, stone, 0.6, 0.35))
