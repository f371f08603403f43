"""What stands close to the lens indoors: dark, soft shapes at the bottom and the sides only."""

import math

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear, paint_of, polygon, smooth
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.place import BOTTOM, TOP
from film.animatic.sets.room import Room

LEAF = rgb(0x3F6A44)
LOW = 0.86
"""Highest y that framing along the bottom reaches within the frame."""
SIDE = 0.1
"""Share of the frame's width that framing at a side may take."""


def edge_tone(room: Room, local: RGB, light: float = 0.2) -> RGB:
    """Return a colour as it looks close to the lens, out of the light."""
    return scale(room.tone(local, light), 0.62)


def ledge(canvas: skia.Canvas, room: Room, local: RGB, y: float = 0.95) -> None:
    """Run a counter or table edge along the bottom."""
    place = room.place
    top = skia.Rect(place.left, y, place.right, y + 0.022)
    start, end = (0.0, place.aspect) if room.side < 0 else (place.aspect, 0.0)
    canvas.drawRect(skia.Rect(place.left, y, place.right, BOTTOM), paint_of(edge_tone(room, local)))
    canvas.drawRect(top, linear((start, 0), (end, 0), [
        (0.0, edge_tone(room, local, 1.0), 1.0), (0.7, edge_tone(room, local, 0.35), 1.0),
        (1.0, edge_tone(room, local, 0.2), 1.0)]))  # fmt: skip


def chair_back(canvas: skia.Canvas, room: Room, way: int, local: RGB) -> None:
    """Put the back of a chair in a lower corner; ``way`` is −1 left, +1 right."""
    x, wide = _corner(room, way, 0.12), 0.2
    tone = edge_tone(room, local)
    rail = smooth([(x - wide / 2, 0.9), (x - wide / 2, 0.86), (x, 0.855), (x + wide / 2, 0.86),
                   (x + wide / 2, 0.9)])  # fmt: skip
    rail.close()
    canvas.drawPath(rail, paint_of(tone))
    for dx in (-0.42, -0.2, 0.0, 0.2, 0.42):
        canvas.drawRect(skia.Rect(x + dx * wide - 0.009, 0.87, x + dx * wide + 0.009, BOTTOM),
                        paint_of(tone))  # fmt: skip
    canvas.drawRect(skia.Rect(x - wide / 2, 0.96, x + wide / 2, 0.985), paint_of(tone))


def leaves(canvas: skia.Canvas, room: Room, way: int) -> None:
    """Let a house plant's leaves lean in from a lower corner."""
    dice = room.place.dice(f"leaves {way}")
    root = (_corner(room, way, -0.03), 1.12)
    for i in range(11):
        angle = -way * (0.05 + 0.085 * i) + dice.uniform(-0.06, 0.06)
        length = (0.5 - 0.026 * i) * dice.uniform(0.8, 1.0) * (0.62 if i > 4 else 0.86)
        reach = min(length, 0.3)
        tip = (root[0] + math.sin(angle) * reach, root[1] - math.cos(angle) * length)
        tip = (_kept(room, way, tip[0]), tip[1])
        bend = (root[0] + math.sin(angle) * reach * 0.3, root[1] - length * 0.66)
        blade = skia.Path()
        blade.moveTo(*root)
        blade.quadTo(bend[0] - 0.045, bend[1], *tip)
        blade.quadTo(bend[0] + 0.05, bend[1] + 0.05, *root)
        canvas.drawPath(blade, paint_of(edge_tone(room, scale(LEAF, dice.uniform(0.8, 1.1)), 0.35)))


def drape(canvas: skia.Canvas, room: Room, way: int, cloth: RGB) -> None:
    """Hang a curtain down one side of the frame."""
    inner, outer = _corner(room, way, 0.055), -0.7 if way < 0 else room.place.aspect + 0.7
    path = smooth(
        [
            (outer, TOP),
            (inner + way * -0.03, TOP),
            (inner, 0.1),
            (inner + way * 0.012, 0.4),
            (inner + way * 0.035, 0.7),
            (inner, 1.0),
            (inner, BOTTOM),
            (outer, BOTTOM),
        ]
    )
    path.close()
    canvas.drawPath(path, paint_of(edge_tone(room, cloth, 0.3)))
    canvas.save()
    canvas.clipPath(path, True)
    for i in range(5):
        x = inner + way * (0.012 + 0.04 * i)
        fold = smooth([(x, TOP), (x + way * 0.01, 0.4), (x + way * 0.03, 0.72), (x, BOTTOM)])
        pen = skia.Paint(Color=paint_of(edge_tone(room, cloth, 0.9)).getColor(), AntiAlias=True,
                         Style=skia.Paint.kStroke_Style, StrokeWidth=0.009)  # fmt: skip
        pen.setAlphaf(0.45)
        canvas.drawPath(fold, pen)
    canvas.restore()


def pillar(canvas: skia.Canvas, room: Room, way: int, local: RGB) -> None:
    """Stand a column at one side of the frame."""
    inner = _corner(room, way, 0.05)
    outer, beyond = inner + way * 0.3, inner + way * 0.8
    box = skia.Rect(min(inner, beyond), TOP, max(inner, beyond), BOTTOM)
    lit = edge_tone(room, local, 0.75 if way != room.side else 0.3)
    canvas.drawRect(box, linear((inner, 0), (outer, 0), [
        (0.0, mix(lit, edge_tone(room, local, 0.3), 0.3), 1.0), (0.12, lit, 1.0),
        (0.5, edge_tone(room, local, 0.12), 1.0), (1.0, edge_tone(room, local, 0.0),
        1.0)]))  # fmt: skip


def heap(canvas: skia.Canvas, room: Room, way: int, colours: tuple[RGB, ...]) -> None:
    """Pile flat things (books, crates, cushions) in a lower corner."""
    dice = room.place.dice(f"heap {way}")
    y = 1.0
    for colour in colours:
        high, wide = dice.uniform(0.026, 0.042), dice.uniform(0.2, 0.27)
        x = _corner(room, way, 0.03 + dice.uniform(-0.02, 0.02))
        if y - high < LOW:
            break
        box = skia.Rect(x - wide / 2, y - high, x + wide / 2, y)
        canvas.drawRoundRect(box, 0.006, 0.006, paint_of(edge_tone(room, colour, 0.3)))
        canvas.drawRect(skia.Rect(box.left(), box.top(), box.right(), box.top() + 0.005),
                        paint_of(edge_tone(room, colour, 1.0), 0.7))  # fmt: skip
        y -= high


def rocks(canvas: skia.Canvas, room: Room, local: RGB) -> None:
    """Close the frame with rock at both sides and along the bottom."""
    dice, place = room.place.dice("rocks"), room.place
    tone = edge_tone(room, local, 0.15)
    for way in (-1, 1):
        edge = _corner(room, way, 0.0)
        line = [(edge + way * 0.75, TOP)]
        for i in range(9):
            lean = 0.07 if i in (0, 8) else 0.045
            line.append((edge - way * dice.uniform(-0.02, lean), -0.1 + 1.2 * i / 8))
        line.append((edge + way * 0.75, BOTTOM))
        canvas.drawPath(polygon(line), paint_of(tone))
    base = [(place.left, BOTTOM)]
    x = place.left
    while x < place.right:
        base.append((x, dice.uniform(0.93, 0.985)))
        x += dice.uniform(0.07, 0.2)
    base.append((place.right, BOTTOM))
    canvas.drawPath(polygon(base), paint_of(tone))


def _corner(room: Room, way: int, inward: float) -> float:
    """Return the x a little inward of the frame's left or right edge (for narrow frames less)."""
    inward *= min(1.0, room.place.aspect / 1.5)
    return inward if way < 0 else room.place.aspect - inward


def _kept(room: Room, way: int, x: float) -> float:
    limit = SIDE * room.place.aspect
    return min(x, limit) if way < 0 else max(x, room.place.aspect - limit)
