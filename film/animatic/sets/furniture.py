"""Furniture: rugs, tables, chairs, sofas, benches, beds, plants."""

import math
import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import paint_of, polygon, stroke_of
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor
from film.animatic.sets.room import Room, Span


def rug(canvas: skia.Canvas, room: Room, xs: Span, depth: Span, cloth: RGB) -> None:
    """Lay a rug on the floor with a border and a field."""
    (x0, x1), (far, near) = xs, depth
    for inset, colour in ((0.0, scale(cloth, 0.7)), (0.03, mix(cloth, rgb(0xF0DDB0), 0.55)),
                          (0.045, cloth), (0.16, mix(cloth, rgb(0xF0DDB0), 0.3)),
                          (0.175, scale(cloth, 0.92))):  # fmt: skip
        deep = inset * 0.42
        mat = room.quad([(x0 + inset, 0, far + deep), (x1 - inset, 0, far + deep),
                         (x1 - inset, 0, near - deep), (x0 + inset, 0, near - deep)])  # fmt: skip
        canvas.drawPath(mat, room.front(mat.getBounds(), colour, 0.66))


def table(canvas: skia.Canvas, room: Room, xs: Span, depth: Span, look: tuple[RGB, float]
          ) -> None:  # fmt: skip
    """Stand a table on four legs; ``look`` is its wood and height."""
    (x0, x1), (far, near), (wood, high) = xs, depth, look
    room.shadow(canvas, xs, (far + near) / 2, 0.5)
    for at, light in ((far, 0.15), (near, 0.5)):
        for x in (x0 + 0.02, x1 - 0.045):
            leg = room.rect((x, x + 0.025), (0, high - 0.02), at)
            canvas.drawRect(leg, room.front(leg, scale(wood, 0.85), light, 0.15))
    apron = room.rect((x0 + 0.02, x1 - 0.02), (high - 0.06, high - 0.02), near)
    canvas.drawRect(apron, room.front(apron, scale(wood, 0.72), 0.4))
    room.box(canvas, xs, (high - 0.022, high), depth, scale(wood, 1.08))


def chair(canvas: skia.Canvas, room: Room, x: float, near: float, wood: RGB) -> None:
    """Stand a ladder-back chair, seen from the front."""
    wide, seat, back = 0.15, 0.16, 0.345
    room.shadow(canvas, (x - wide / 2, x + wide / 2), near * 0.98, 0.35)
    for way in (-1, 1):
        post = room.rect((x + way * wide / 2 - 0.009, x + way * wide / 2 + 0.009), (0, back),
                         near * 0.95)  # fmt: skip
        canvas.drawRect(post, room.front(post, scale(wood, 0.85), 0.4))
        leg = room.rect((x + way * wide * 0.53 - 0.009, x + way * wide * 0.53 + 0.009), (0, seat),
                        near)  # fmt: skip
        canvas.drawRect(leg, room.front(leg, wood, 0.55))
    for y in (0.22, 0.27, 0.32):
        rung = room.rect((x - wide / 2, x + wide / 2), (y, y + 0.022), near * 0.95)
        canvas.drawRoundRect(rung, 0.004, 0.004, room.front(rung, wood, 0.6))
    room.box(canvas, (x - wide * 0.56, x + wide * 0.56), (seat - 0.02, seat), (near * 0.94, near),
             wood)  # fmt: skip


def sofa(canvas: skia.Canvas, room: Room, xs: Span, near: float, cloth: RGB) -> None:
    """Stand a sofa (or, when narrow, an armchair) with cushions."""
    x0, x1 = xs
    room.shadow(canvas, xs, near, 0.55)
    back = room.rect((x0 + 0.02, x1 - 0.02), (0.05, 0.33), near * 0.93)
    canvas.drawRoundRect(back, 0.03, 0.03, room.front(back, scale(cloth, 0.86), 0.5))
    count = max(1, round((x1 - x0 - 0.12) / 0.24))
    step = (x1 - x0 - 0.12) / count
    for i in range(count):
        left = x0 + 0.06 + step * i
        pad = room.rect((left + 0.004, left + step - 0.004), (0.15, 0.315), near * 0.95)
        canvas.drawRoundRect(pad, 0.022, 0.022, room.front(pad, cloth, 0.58))
        room.box(canvas, (left + 0.002, left + step - 0.002), (0.1, 0.165), (near * 0.94, near),
                 scale(cloth, 1.06))  # fmt: skip
    for way, x in ((-1, x0), (1, x1 - 0.075)):
        arm = room.rect((x, x + 0.075), (0.02, 0.235), near * 1.01)
        level = 0.72 if way == room.side else 0.42
        canvas.drawRoundRect(arm, 0.03, 0.03, room.front(arm, cloth, level))
    base = room.rect((x0 + 0.06, x1 - 0.06), (0.025, 0.1), near)
    canvas.drawRect(base, room.front(base, scale(cloth, 0.8), 0.42))
    cushion = room.rect((x0 + 0.1, x0 + 0.24), (0.165, 0.29), near * 0.97)
    canvas.save()
    canvas.rotate(9, cushion.centerX(), cushion.centerY())
    accent = room.place.palette.accent
    canvas.drawRoundRect(cushion, 0.018, 0.018, room.front(cushion, accent, 0.62))
    canvas.restore()


def settle(canvas: skia.Canvas, room: Room, xs: Span, look: tuple[RGB, RGB]) -> None:
    """Stand a high-backed wooden bench with cushions; ``look`` is its wood and cloth."""
    (x0, x1), (wood, cloth), near = xs, look, 0.84
    room.shadow(canvas, xs, near, 0.5)
    back = room.rect((x0, x1), (0.0, 0.4), near * 0.94)
    canvas.drawRect(back, room.front(back, scale(wood, 0.8), 0.45))
    count = 4
    step = (x1 - x0) / count
    for i in range(count):
        board = room.rect((x0 + step * i + 0.012, x0 + step * (i + 1) - 0.012), (0.18, 0.37),
                          near * 0.94)  # fmt: skip
        canvas.drawRect(board, room.front(board, scale(wood, 0.98), 0.55))
    room.box(canvas, xs, (0.0, 0.13), (near * 0.94, near), wood)
    room.box(canvas, (x0 + 0.05, x1 - 0.05), (0.13, 0.165), (near * 0.945, near * 0.995), cloth)
    for x in (x0, x1 - 0.04):
        room.box(canvas, (x, x + 0.04), (0.0, 0.25), (near * 0.94, near * 1.005), wood)


def bed(canvas: skia.Canvas, room: Room, xs: Span, look: tuple[RGB, RGB]) -> None:
    """Stand a bed with its head against the back wall; ``look`` is its wood and blanket."""
    (x0, x1), (wood, cloth), far, near = xs, look, 0.69, 0.9
    room.shadow(canvas, xs, near, 0.55)
    head = room.rect((x0 - 0.02, x1 + 0.02), (0.0, 0.42), far)
    canvas.drawRoundRect(head, 0.03, 0.03, room.front(head, wood, 0.55))
    inner = head.makeInset(0.02, 0.02)
    canvas.drawRoundRect(inner, 0.02, 0.02, room.front(inner, scale(wood, 0.82), 0.45))
    room.box(canvas, xs, (0.03, 0.19), (far, near), rgb(0xEDE5D8))
    for left in (x0 + 0.03, (x0 + x1) / 2 + 0.02):
        pillow = room.rect((left, left + (x1 - x0) / 2 - 0.05), (0.185, 0.29), 0.725)
        canvas.drawRoundRect(pillow, 0.026, 0.026, room.front(pillow, rgb(0xF7F1E6), 0.75))
    quilt = room.quad([(x0 - 0.012, 0.2, 0.76), (x1 + 0.012, 0.2, 0.76), (x1 + 0.012, 0.2, near),
                       (x0 - 0.012, 0.2, near)])  # fmt: skip
    canvas.drawPath(quilt, room.front(quilt.getBounds(), cloth, 0.82, 0.14))
    fold = room.quad([(x0 - 0.012, 0.203, 0.76), (x1 + 0.012, 0.203, 0.76),
                      (x1 + 0.012, 0.203, 0.79), (x0 - 0.012, 0.203, 0.79)])  # fmt: skip
    canvas.drawPath(fold, room.front(fold.getBounds(), mix(cloth, WHITE, 0.6), 0.85))
    drape = room.rect((x0 - 0.012, x1 + 0.012), (0.05, 0.2), near)
    canvas.drawRect(drape, room.front(drape, cloth, 0.55))
    for i in range(7):
        x = drape.left() + drape.width() * (i + 0.5) / 7
        canvas.drawLine(x, drape.top(), x, drape.bottom(),
                        stroke_of(room.tone(scale(cloth, 0.7), 0.3), 0.008, 0.35))  # fmt: skip


def plant(canvas: skia.Canvas, room: Room, dice: random.Random, spot: tuple[float, float, float],
          decor: Decor) -> None:  # fmt: skip
    """Stand a leafy plant in a pot; ``spot`` is its x, nearness and height."""
    x, near, high = spot
    cx, floor = room.at(x, 0, near)
    size = high * near
    room.shadow(canvas, (x - high * 0.2, x + high * 0.2), near, 0.4)
    leaf = rgb(dice.choice((0x4E7F45, 0x5F8B3D, 0x3F7A5E)))
    for _ in range(15):
        angle = dice.uniform(-1.25, 1.25)
        reach = size * dice.uniform(0.5, 0.74)
        _leaf(canvas, (cx, floor - size * 0.3), (angle, reach),
              room.tone(scale(leaf, dice.uniform(0.8, 1.15)),
                        0.5 + 0.45 * room.side * angle / 1.3))  # fmt: skip
    wide = size * 0.2
    pot = polygon([(cx - wide, floor - size * 0.33), (cx + wide, floor - size * 0.33),
                   (cx + wide * 0.72, floor), (cx - wide * 0.72, floor)])  # fmt: skip
    glaze = mix(decor.cloth, rgb(0xC0714B), 0.6)
    canvas.drawPath(pot, room.front(pot.getBounds(), glaze, 0.55, 0.35))
    lip = skia.Rect(cx - wide * 1.08, floor - size * 0.36, cx + wide * 1.08, floor - size * 0.31)
    canvas.drawRoundRect(lip, 0.004, 0.004, room.front(lip, scale(glaze, 1.1), 0.6, 0.35))


def _leaf(canvas: skia.Canvas, root: tuple[float, float], reach: tuple[float, float], tone: RGB
          ) -> None:  # fmt: skip
    (x, y), (angle, length) = root, reach
    tip = (x + math.sin(angle) * length, y - math.cos(angle) * length * 0.95 + abs(angle) * length
           * 0.25)  # fmt: skip
    bend = (x + math.sin(angle) * length * 0.4, y - length * 0.62)
    blade = skia.Path()
    blade.moveTo(x, y)
    blade.quadTo(bend[0] - length * 0.13, bend[1] - length * 0.05, *tip)
    blade.quadTo(bend[0] + length * 0.15, bend[1] + length * 0.1, x, y)
    canvas.drawPath(blade, paint_of(tone))
