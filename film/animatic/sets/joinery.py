"""Joinery: cupboards, drawers, shelves of books and jars, bookcases, framed pictures, doors."""

import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear, paint_of, smooth
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.room import BACK, Room, Span

SPINES = (0x9C3B34, 0x2F5A6E, 0x47663E, 0xC69A45, 0x5B3E66, 0xD8C8A4, 0x7A4A2C, 0x34495E)
GLAZES = (0xC96F4A, 0x5C8B8E, 0xE0B75B, 0x8B5A6B, 0xE9DFC9, 0x6E7F50)


def cupboard(canvas: skia.Canvas, room: Room, box: tuple[Span, Span, Span], look: tuple[RGB, int],
             top: RGB | None = None) -> None:  # fmt: skip
    """Build a cupboard: ``box`` is its x, y and depth, ``look`` its wood and number of doors."""
    xs, ys, depth = box
    wood, doors = look
    if ys[0] < 0.01:
        room.shadow(canvas, xs, depth[1])
    room.box(canvas, xs, ys, depth, wood, top)
    step = (xs[1] - xs[0]) / doors
    for i in range(doors):
        left = xs[0] + step * i
        face = room.rect((left + 0.012, left + step - 0.012), (ys[0] + 0.03, ys[1] - 0.022),
                         depth[1])  # fmt: skip
        canvas.drawRoundRect(face, 0.005, 0.005, room.paint(scale(wood, 0.72), 0.35))
        inner = face.makeInset(0.004, 0.004)
        canvas.drawRoundRect(inner, 0.004, 0.004, room.front(inner, scale(wood, 1.06), 0.6))
        x = face.right() - 0.012 if i % 2 == 0 else face.left() + 0.012
        canvas.drawCircle(x, face.centerY(), 0.005, room.paint(rgb(0xD9B36A), 0.9))


def drawers(canvas: skia.Canvas, room: Room, box: tuple[Span, Span, Span], look: tuple[RGB, int]
            ) -> None:  # fmt: skip
    """Build a chest of drawers."""
    (x0, x1), (y0, y1), depth = box
    wood, count = look
    room.shadow(canvas, (x0, x1), depth[1])
    room.box(canvas, (x0, x1), (y0, y1), depth, wood)
    step = (y1 - y0 - 0.04) / count
    for i in range(count):
        low = y0 + 0.025 + step * i
        face = room.rect((x0 + 0.015, x1 - 0.015), (low, low + step - 0.012), depth[1])
        canvas.drawRoundRect(face, 0.004, 0.004, room.paint(scale(wood, 0.7), 0.3))
        inner = face.makeInset(0.003, 0.003)
        canvas.drawRoundRect(inner, 0.003, 0.003, room.front(inner, scale(wood, 1.08), 0.6))
        knob = skia.Rect(face.centerX() - 0.016, face.centerY() - 0.003, face.centerX() + 0.016,
                         face.centerY() + 0.003)  # fmt: skip
        canvas.drawRoundRect(knob, 0.003, 0.003, room.paint(rgb(0xD9B36A), 0.9))


def books(canvas: skia.Canvas, room: Room, dice: random.Random, row: tuple[Span, float, float],
          near: float = BACK) -> None:  # fmt: skip
    """Fill a shelf with books; ``row`` is its x, the board's y and the room above it."""
    (x, end), y, high = row
    while x < end - 0.012:
        wide = dice.uniform(0.014, 0.034)
        if x + wide > end:
            break
        if dice.random() < 0.08:
            x += wide * 1.5
            continue
        tall = high * dice.uniform(0.62, 0.94)
        spine = room.rect((x, x + wide - 0.002), (y, y + tall), near)
        colour = rgb(dice.choice(SPINES))
        canvas.drawRect(spine, room.front(spine, colour, 0.55, 0.18))
        band = skia.Rect(spine.left(), spine.top() + spine.height() * 0.18, spine.right(),
                         spine.top() + spine.height() * 0.25)  # fmt: skip
        canvas.drawRect(band, room.paint(mix(colour, rgb(0xF2D48A), 0.65), 0.6, 0.8))
        x += wide


def jars(canvas: skia.Canvas, room: Room, dice: random.Random, row: tuple[Span, float, float],
         near: float = BACK) -> None:  # fmt: skip
    """Set crockery and jars along a shelf."""
    (x, end), y, high = row
    while x < end - 0.05:
        wide, tall = dice.uniform(0.035, 0.06), high * dice.uniform(0.4, 0.8)
        pot = room.rect((x, x + wide), (y, y + tall), near)
        colour = rgb(dice.choice(GLAZES))
        body = skia.Path()
        body.addRoundRect(pot, 0.011, 0.011)
        canvas.drawPath(body, room.front(pot, colour, 0.6, 0.32))
        lid = skia.Rect(pot.left() + 0.005, pot.top() - 0.007, pot.right() - 0.005,
                        pot.top() + 0.004)  # fmt: skip
        canvas.drawRoundRect(lid, 0.004, 0.004, room.paint(scale(colour, 0.75), 0.6))
        shine = skia.Rect(pot.left() + 0.005, pot.top() + 0.01, pot.left() + 0.0075,
                          pot.bottom() - 0.012)  # fmt: skip
        canvas.drawRect(shine, room.paint(WHITE, 0.8, 0.35))
        x += wide + dice.uniform(0.008, 0.05)


def shelf(canvas: skia.Canvas, room: Room, dice: random.Random, row: tuple[Span, float],
          look: tuple[RGB, str]) -> None:  # fmt: skip
    """Hang a shelf on the back wall; ``look`` is its wood and what stands on it."""
    (xs, y), (wood, kind) = row, look
    under = room.rect((xs[0], xs[1]), (y - 0.07, y - 0.018))
    gloom = scale(room.place.palette.ambient, 0.2)
    canvas.drawRect(
        under, linear((0, under.top()), (0, under.bottom()), [(0, gloom, 0.4), (1, gloom, 0)])
    )
    fill = books if kind == "books" else jars
    fill(canvas, room, dice, ((xs[0] + 0.02, xs[1] - 0.02), y, 0.14))
    room.panel(canvas, xs, (y - 0.018, y), wood, light=0.7)
    for x in (xs[0] + 0.04, xs[1] - 0.05):
        room.panel(canvas, (x, x + 0.012), (y - 0.06, y - 0.018), scale(wood, 0.7), light=0.4)


def bookcase(canvas: skia.Canvas, room: Room, dice: random.Random, box: tuple[Span, float, float],
             wood: RGB) -> None:  # fmt: skip
    """Stand a bookcase; ``box`` is its x, height, and how near its front is."""
    (x0, x1), high, near = box
    room.shadow(canvas, (x0, x1), near)
    room.box(canvas, (x0, x1), (0, high), (max(BACK, near - 0.06), near), wood)
    inside = room.rect((x0 + 0.02, x1 - 0.02), (0.05, high - 0.025), near)
    canvas.drawRect(inside, room.paint(scale(wood, 0.4), 0.2))
    count = max(2, round(high / 0.165))
    step = (high - 0.08) / count
    for i in range(count):
        y = 0.055 + step * i
        kind = jars if dice.random() < 0.12 else books
        kind(canvas, room, dice, ((x0 + 0.024, x1 - 0.024), y, step - 0.02), near)
        board = room.rect((x0 + 0.02, x1 - 0.02), (y - 0.015, y), near)
        canvas.drawRect(board, room.front(board, wood, 0.7))
    crown = room.rect((x0 - 0.012, x1 + 0.012), (high - 0.03, high), near)
    canvas.drawRect(crown, room.front(crown, scale(wood, 1.12), 0.7))


def picture(canvas: skia.Canvas, room: Room, dice: random.Random, box: tuple[Span, Span],
            frame: RGB) -> None:  # fmt: skip
    """Hang a framed landscape on the back wall."""
    outer = room.rect(*box)
    gloom = scale(room.place.palette.ambient, 0.2)
    drop = outer.makeOffset(-room.side * 0.008, 0.009)
    canvas.drawRect(drop, paint_of(gloom, 0.35))
    canvas.drawRect(outer, room.front(outer, frame, 0.65, 0.3))
    view = outer.makeInset(0.012, 0.012)
    sky = rgb(dice.choice((0xE9B98A, 0x8FB7C9, 0xD8C9A0, 0x7E8FB0)))
    canvas.drawRect(view, room.paint(sky, 0.6))
    canvas.save()
    canvas.clipRect(view)
    for share, colour in ((0.55, 0x6F8B82), (0.7, 0x4E6B58), (0.86, 0x3B4A40)):
        y = view.top() + view.height() * share
        bend = view.height() * dice.uniform(-0.2, 0.2)
        land = smooth([(view.left() - 0.02, y + bend), (view.centerX(), y - bend),
                       (view.right() + 0.02, y + bend)])  # fmt: skip
        land.lineTo(view.right(), view.bottom())
        land.lineTo(view.left(), view.bottom())
        canvas.drawPath(land, room.paint(mix(rgb(colour), sky, 0.3), 0.55))
    x = view.left() + view.width() * dice.uniform(0.25, 0.75)
    canvas.drawCircle(x, view.top() + view.height() * 0.3, view.height() * 0.09,
                      room.paint(rgb(0xFFF3D0), 0.8))  # fmt: skip
    canvas.restore()


def door(canvas: skia.Canvas, room: Room, x: float, look: tuple[RGB, RGB], arched: bool = False
         ) -> None:  # fmt: skip
    """Set a closed door in the back wall; ``look`` is its wood and its frame."""
    (wood, trim), wide, high = look, 0.3, 0.72
    frame = room.rect((x - wide / 2 - 0.03, x + wide / 2 + 0.03), (0, high + 0.035))
    leaf = room.rect((x - wide / 2, x + wide / 2), (0, high))
    for box, colour, light in ((frame, trim, 0.6), (leaf, wood, 0.5)):
        path = skia.Path()
        if arched:
            half = box.width() / 2
            path.addRRect(_tombstone(box, half))
        else:
            path.addRect(box)
        canvas.drawPath(path, room.front(box, colour, light))
    for low, top in ((0.06, 0.33), (0.38, 0.5 if arched else 0.66)):
        for way in (-1, 1):
            face = room.rect((x + way * 0.072 - 0.052, x + way * 0.072 + 0.052), (low, top))
            canvas.drawRect(face, room.paint(scale(wood, 0.7), 0.3))
            canvas.drawRect(face.makeInset(0.006, 0.006), room.front(face, scale(wood, 1.05), 0.55))
    knob = room.at(x + wide * 0.4 * -room.side, 0.35)
    canvas.drawCircle(*knob, 0.009, room.paint(rgb(0xE0BD72), 0.9))


def _tombstone(box: skia.Rect, radius: float) -> skia.RRect:
    shape = skia.RRect()
    shape.setRectRadii(box, [skia.Point(radius, radius), skia.Point(radius, radius),
                             skia.Point(0, 0), skia.Point(0, 0)])  # fmt: skip
    return shape
