"""Bedrooms: a bed under pictures, a chest of drawers, a lamp, the moon or the morning outside."""

import skia

from film.animatic.layers import StageSet
from film.animatic.sets import framing
from film.animatic.sets.brush import stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.furniture import bed, rug
from film.animatic.sets.interior import Interior
from film.animatic.sets.joinery import cupboard, drawers, picture, shelf
from film.animatic.sets.place import Place
from film.animatic.sets.practicals import BRASS, hanging, table_lamp
from film.animatic.sets.room import Room, indoors
from film.animatic.sets.windows import Window


def paint_bedroom(place: Place) -> StageSet:
    """Return a bedroom of the scene's era and culture as layers."""
    decor = decor_for(place)
    room = Room(indoors(place, decor.glow, 0.95))
    side = room.side
    windows = [Window(side * 0.46, 0.32, 0.44, 0.44, decor.window)]

    def on_wall(canvas: skia.Canvas) -> None:
        dice = place.dice("bedroom")
        picture(canvas, room, dice, ((-side * 0.42 - 0.14, -side * 0.42 + 0.14), (0.54, 0.74)),
                decor.wood)  # fmt: skip
        shelf(canvas, room, dice, ((-0.1, 0.14), 0.55), (decor.wood, "books"))
        _mirror(canvas, room, decor, side * 0.95)

    def before(canvas: skia.Canvas) -> None:
        away = -1 if side > 0 else 1
        framing.drape(canvas, room, away, decor.cloth)
        framing.ledge(canvas, room, mix(decor.cloth, WHITE, 0.3), 0.968)

    return Interior(room, decor, place, windows, on_wall,
                    lambda canvas: _furnish(canvas, room, decor), before).stage_set()  # fmt: skip


def _mirror(canvas: skia.Canvas, room: Room, decor: Decor, x: float) -> None:
    glass = room.rect((x - 0.1, x + 0.1), (0.4, 0.7))
    canvas.drawOval(glass.makeOutset(0.012, 0.012), room.front(glass, decor.wood, 0.6, 0.35))
    canvas.drawOval(glass, room.front(glass, mix(decor.wall, rgb(0xCFE0EA), 0.6), 0.62, 0.35))
    pen = stroke_of(room.tone(WHITE, 0.9), 0.005, 0.35)
    canvas.drawLine(glass.left() + 0.03, glass.centerY(), glass.centerX(), glass.top() + 0.03, pen)


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    dice, side = room.place.dice("bedroom floor"), room.side
    blanket = rgb(dice.choice((0xB5533C, 0x4A6FA5, 0x6C7F4F, 0x8A4F6B, 0xC98A3C)))
    rug(canvas, room, (-0.3, 0.7) if side > 0 else (-0.7, 0.3), (0.82, 1.08), decor.cloth)
    span = (-0.74, -0.16) if side > 0 else (0.16, 0.74)
    beside = (-0.14, 0.04) if side > 0 else (-0.04, 0.14)
    bed(canvas, room, span, (decor.wood, blanket))
    drawers(canvas, room, (beside, (0.0, 0.2), (0.69, 0.745)), (decor.wood, 2))
    table_lamp(canvas, room, decor, (sum(beside) / 2, 0.2, 0.715))
    chest = (0.74, 1.16) if side > 0 else (-1.16, -0.74)
    drawers(canvas, room, (chest, (0.0, 0.31), (0.69, 0.77)), (scale(decor.wood, 0.95), 3))
    robe = (-1.22, -0.86) if side > 0 else (0.86, 1.22)
    cupboard(canvas, room, (robe, (0.0, 0.76), (0.69, 0.76)), (decor.wood, 2))
    box = room.rect((side * 0.86 - 0.03, side * 0.86 + 0.03), (0.31, 0.4), 0.73)
    canvas.drawRoundRect(box, 0.012, 0.016, room.front(box, BRASS, 0.6, 0.35))
    if decor.lamp in {"paper", "candle", "lantern"}:
        hanging(canvas, room, decor, side * 0.1, 0.8, 0.78)
