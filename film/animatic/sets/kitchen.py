"""Kitchens: a counter under the window, a stove or hearth, shelves of crockery, a table."""

import skia

from film.animatic.layers import StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import paint_of, polygon, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.furniture import chair, plant, table
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import cupboard, door, shelf
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import fireplace, flicker, hanging, hearth_flames
from film.animatic.sets.room import BACK, Room, indoors
from film.animatic.sets.windows import Window

_PAINTS = (0x7FA08A, 0x4F7F86, 0xD8CDB4, 0xC98A5A, 0x5F7392, 0xB9C6A2)


def paint_kitchen(place: Place) -> StageSet:
    """Return a kitchen of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow))
    side = room.side
    hearth = place.scene.era in {"ancient", "medieval", "renaissance"}
    windows = [Window(side * 0.48, 0.42, 0.42, 0.34, decor.window)]
    flames = hearth_flames(room, -side * 0.5) if hearth else []

    def on_wall(canvas: skia.Canvas) -> None:
        _paint_wall_side(canvas, room, decor, hearth)

    def before(canvas: skia.Canvas) -> None:
        framing.ledge(canvas, room, decor.wood, 0.955)
        _still_life(canvas, room, decor)

    return Interior(
        room, decor, place, windows, on_wall, lambda canvas: _paint_floor_side(canvas, room, decor),
        before, wall_live=flicker(room, flames) if flames else None,
    ).stage_set()  # fmt: skip


def _paint_wall_side(canvas: skia.Canvas, room: Room, decor: Decor, hearth: bool) -> None:
    dice, side = room.place.dice("kitchen"), room.side
    if room.place.scene.era in {"modern", "victorian", "future"}:
        _tiles(canvas, room, decor)
    shelf(canvas, room, dice, ((-0.24, 0.2), 0.66), (decor.wood, "jars"))
    shelf(canvas, room, dice, ((-0.24, 0.2), 0.47), (decor.wood, "jars"))
    shelf(canvas, room, dice, (_span(side, 0.82, 1.2), 0.62), (decor.wood, "jars"))
    if hearth:
        fireplace(canvas, room, decor, -side * 0.5)
        _pots(canvas, room, -side * 0.98)
    else:
        _hood(canvas, room, decor, -side * 0.52)
        door(canvas, room, -side * 1.0, (decor.wood, decor.trim))


def _span(side: float, near: float, far: float) -> tuple[float, float]:
    return (near, far) if side > 0 else (-far, -near)


def _tiles(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    path = skia.Path()
    for row in range(3):
        for i in range(-36, 36):
            path.addRect(room.rect((i * 0.06 + 0.002, i * 0.06 + 0.058),
                                   (0.32 + row * 0.035, 0.353 + row * 0.035)))  # fmt: skip
    canvas.drawRect(room.rect((-2, 2), (0.3, 0.425)), room.paint(scale(decor.trim, 0.8), 0.5))
    canvas.drawPath(path, room.paint(mix(decor.cloth, WHITE, 0.62), 0.68))


def _hood(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    """Hang a cooker hood with pans under it."""
    corners = [(x - 0.2, 0.62), (x + 0.2, 0.62), (x + 0.08, 0.76), (x + 0.08, 0.98),
               (x - 0.08, 0.98), (x - 0.08, 0.76)]  # fmt: skip
    path = polygon([room.at(*corner) for corner in corners])
    metal = mix(decor.trim, rgb(0xB9B4AA), 0.6)
    canvas.drawPath(path, room.front(path.getBounds(), metal, 0.6, 0.35))
    lip = room.rect((x - 0.21, x + 0.21), (0.595, 0.625))
    canvas.drawRect(lip, room.front(lip, scale(metal, 0.9), 0.6, 0.35))
    _pots(canvas, room, x)


def _pots(canvas: skia.Canvas, room: Room, x: float) -> None:
    bar = room.rect((x - 0.17, x + 0.17), (0.56, 0.568))
    canvas.drawRect(bar, room.paint(rgb(0x5A5048), 0.5))
    for dx, size, colour in ((-0.12, 0.036, 0xC77B45), (-0.02, 0.028, 0x8A8F94),
                             (0.07, 0.034, 0xB5673A), (0.14, 0.022, 0xC77B45)):  # fmt: skip
        cx, cy = room.at(x + dx, 0.56)
        canvas.drawLine(cx, cy, cx, cy + 0.035, stroke_of(room.tone(rgb(0x4A423C), 0.4), 0.005))
        pan = skia.Rect(cx - size, cy + 0.03, cx + size, cy + 0.03 + size * 2)
        canvas.drawOval(pan, room.front(pan, rgb(colour), 0.62, 0.38))
        canvas.drawOval(pan.makeInset(size * 0.25, size * 0.25),
                        room.front(pan, scale(rgb(colour), 0.72), 0.5, 0.3))  # fmt: skip


def _paint_floor_side(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    dice, side = room.place.dice("kitchen floor"), room.side
    paint = rgb(dice.choice(_PAINTS))
    rustic = room.place.scene.era in {"ancient", "medieval", "renaissance"}
    cabinet = decor.wood if rustic else paint
    top = mix(decor.wood, rgb(0xE0D6C6), 0.2 if rustic else 0.6)
    depth = (BACK, BACK * 1.12)
    cupboard(canvas, room, (_span(side, 0.22, 1.15), (0.03, 0.3), depth), (cabinet, 4), top)
    if not rustic:
        cupboard(canvas, room, (_span(-side, 0.76, 0.84), (0.03, 0.3), depth), (cabinet, 1), top)
        cupboard(canvas, room, (_span(-side, 0.1, 0.28), (0.03, 0.3), depth), (cabinet, 1), top)
        _stove(canvas, room, _span(-side, 0.28, 0.76))
    _on_counter(canvas, room, decor, side)
    table(canvas, room, (-0.26, 0.3), (0.8, 0.9), (decor.wood, 0.255))
    chair(canvas, room, -0.36, 0.86, decor.wood)
    chair(canvas, room, 0.42, 0.84, decor.wood)
    _bowl(canvas, room)
    plant(canvas, room, dice, (-side * 1.08, 0.86, 0.3), decor)
    hanging(canvas, room, decor, 0.02, 0.76, 0.84)


def _stove(canvas: skia.Canvas, room: Room, xs: tuple[float, float]) -> None:
    front = room.box(canvas, xs, (0.0, 0.305), (BACK, BACK * 1.13), rgb(0x4C4A4E), rgb(0x37353A))
    glass = skia.Rect(front.left() + 0.03, front.top() + 0.07, front.right() - 0.03,
                      front.bottom() - 0.04)  # fmt: skip
    canvas.drawRoundRect(glass, 0.01, 0.01, room.front(glass, rgb(0x2A2528), 0.5))
    inner = glass.makeInset(0.02, 0.02)
    canvas.drawRoundRect(
        inner, 0.008, 0.008, paint_of(room.place.palette.emit(rgb(0xF08A3C)), 0.35)
    )
    canvas.drawRoundRect(skia.Rect(glass.left(), glass.top() - 0.022, glass.right(),
                                   glass.top() - 0.014), 0.004, 0.004,
                         room.paint(rgb(0xC9C4BA), 0.8))  # fmt: skip
    for k in range(4):
        x = front.left() + front.width() * (0.2 + 0.2 * k)
        canvas.drawCircle(x, front.top() + 0.02, 0.008, room.paint(rgb(0xD8D2C6), 0.7))
    x, y = room.at((xs[0] + xs[1]) / 2 + 0.06, 0.31, BACK * 1.06)
    kettle = skia.Rect(x - 0.04, y - 0.055, x + 0.04, y + 0.004)
    canvas.drawRoundRect(kettle, 0.028, 0.03, room.front(kettle, rgb(0xB5473A), 0.6, 0.35))
    handle = skia.Rect(x - 0.026, y - 0.085, x + 0.026, y - 0.035)
    canvas.drawArc(handle, 180, 180, False, stroke_of(room.tone(rgb(0x2E2A2A), 0.5), 0.006))


def _on_counter(canvas: skia.Canvas, room: Room, decor: Decor, side: float) -> None:
    y = 0.302
    for x, wide, tall, colour in ((0.3, 0.05, 0.1, 0x6E7F50), (0.37, 0.06, 0.07, 0xD9CDB0),
                                  (0.92, 0.08, 0.13, 0xC96F4A), (1.02, 0.05, 0.08,
                                  0x4F7C8A)):  # fmt: skip
        box = room.rect((side * x - wide / 2, side * x + wide / 2), (y, y + tall), BACK * 1.05)
        canvas.drawRoundRect(box, 0.012, 0.012, room.front(box, rgb(colour), 0.62, 0.34))
    tap_x, tap_y = room.at(side * 0.55, y, BACK * 1.03)
    pen = stroke_of(room.tone(rgb(0xC9CCD0) if not decor.beams else rgb(0xB58A4A), 0.75), 0.008)
    canvas.drawArc(skia.Rect(tap_x - 0.02, tap_y - 0.08, tap_x + 0.025, tap_y - 0.03), 180, 180,
                   False, pen)  # fmt: skip
    canvas.drawLine(tap_x - 0.02, tap_y - 0.055, tap_x - 0.02, tap_y, pen)


def _bowl(canvas: skia.Canvas, room: Room) -> None:
    x, y = room.at(0.06, 0.258, 0.85)
    for dx, dy, colour in ((-0.026, -0.03, 0xC8452F), (0.0, -0.038, 0xE0A23A),
                           (0.026, -0.03, 0x8FA63F)):  # fmt: skip
        fruit = skia.Rect(x + dx - 0.017, y + dy - 0.017, x + dx + 0.017, y + dy + 0.017)
        canvas.drawOval(fruit, room.front(fruit, rgb(colour), 0.65, 0.35))
    bowl = skia.Path()
    bowl.moveTo(x - 0.06, y - 0.03)
    bowl.quadTo(x - 0.05, y + 0.004, x, y + 0.004)
    bowl.quadTo(x + 0.05, y + 0.004, x + 0.06, y - 0.03)
    bowl.close()
    canvas.drawPath(bowl, room.front(bowl.getBounds(), rgb(0x5C8B9E), 0.62, 0.34))


def _still_life(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Stand a jug and jars on the near counter, in the corner away from the light."""
    way = -1 if room.side > 0 else 1
    edge = 0.0 if way < 0 else room.place.aspect
    narrow = min(1.0, room.place.aspect / 1.5)
    for inward, wide, tall, colour in ((0.06, 0.1, 0.17, 0xA65B3C), (0.155, 0.07, 0.1, 0x6A7F86)):
        x = edge - way * inward * narrow
        tall = min(tall, 0.11 if inward > 0.1 else 0.17)
        box = skia.Rect(x - wide / 2, 0.96 - tall, x + wide / 2, 0.965)
        lit, dim = (framing.edge_tone(room, rgb(colour), level) for level in (0.9, 0.1))
        tone = paint_of(mix(lit, dim, 0.6))
        canvas.drawRoundRect(box, 0.03, 0.03, tone)
        gleam = box.left() + 0.008 if room.side < 0 else box.right() - 0.014
        canvas.drawRoundRect(skia.Rect(gleam, box.top() + 0.025, gleam + 0.006,
            box.bottom() - 0.02),
                             0.003, 0.003, paint_of(lit, 0.8))  # fmt: skip
