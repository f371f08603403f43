"""Walls and floors of rooms: plaster, paper, panels, stone, paper screens; boards, tiles."""

import random
from itertools import pairwise

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import blob, glow, linear, paint_of, stroke_of
from film.animatic.sets.colour import BLACK, WHITE, mix, scale
from film.animatic.sets.decor import Decor
from film.animatic.sets.room import BACK, Room, everywhere, nearness


def paint_wall(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Cover the back wall, lit from the scene's side and darker towards the ceiling."""
    place = room.place
    far, near = (place.right, place.left) if room.side < 0 else (place.left, place.right)
    stops = [(0.0, room.tone(decor.wall, 0.92), 1.0), (0.5, room.tone(decor.wall, 0.62), 1.0),
             (1.0, room.tone(decor.wall, 0.2), 1.0)]  # fmt: skip
    canvas.drawRect(everywhere(place), linear((near, 0), (far, 0), stops))
    _FINISHES[decor.wall_kind](canvas, room, decor, place.dice("wall"))
    top, foot = room.at(0, room.height)[1], room.at(0, 0)[1]
    gloom = scale(place.palette.ambient, 0.3)
    canvas.drawRect(
        skia.Rect(place.left, top - 0.3, place.right, foot + 0.1),
        linear((0, top), (0, foot), [(0.0, gloom, 0.42), (0.35, gloom, 0.08), (0.8, gloom, 0.0),
                                     (1.0, gloom, 0.22)]),
    )  # fmt: skip
    if decor.wall_kind != "shoji":
        skirt = room.panel(canvas, (-3, 3), (0, 0.045), decor.trim)
        canvas.drawRect(skia.Rect(skirt.left(), skirt.top(), skirt.right(), skirt.top() + 0.004),
                        room.paint(mix(decor.trim, WHITE, 0.3), 0.9))  # fmt: skip


def _plaster(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    for _ in range(26):
        tone = mix(decor.wall, WHITE if dice.random() < 0.5 else BLACK, 0.25)
        centre = (dice.uniform(room.place.left, room.place.right), dice.uniform(0.05, 0.78))
        size = (dice.uniform(0.06, 0.22), dice.uniform(0.02, 0.07))
        canvas.drawPath(blob(dice, centre, size), room.paint(tone, 0.55, 0.06))


def _paper(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    ink = room.paint(mix(decor.wall, WHITE, 0.35), 0.6, 0.28)
    path = skia.Path()
    step = 0.062
    count = int(room.place.aspect + 1.4) * 18
    for i in range(-count, count):
        for j in range(13):
            x = room.middle + i * step + (j % 2) * step / 2
            y = 0.08 + j * step * 0.86
            path.moveTo(x, y - 0.021)
            path.quadTo(x + 0.016, y, x, y + 0.021)
            path.quadTo(x - 0.016, y, x, y - 0.021)
            path.addCircle(x, y + 0.03, 0.003)
    canvas.drawPath(path, ink)
    _wainscot(canvas, room, decor.wood, 0.3)


def _wainscot(canvas: skia.Canvas, room: Room, wood: RGB, high: float) -> None:
    room.panel(canvas, (-3, 3), (0, high), wood, light=0.5)
    for i in range(-14, 14):
        x = i * 0.2
        box = room.rect((x + 0.025, x + 0.175), (0.075, high - 0.04))
        canvas.drawRect(box, room.paint(scale(wood, 0.8), 0.4))
        inner = box.makeInset(0.008, 0.01)
        canvas.drawRect(inner, room.front(inner, wood, 0.55))
    room.panel(canvas, (-3, 3), (high - 0.015, high + 0.012), scale(wood, 1.15), light=0.75)


def _panel(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    for row, (low, high) in enumerate(((0.07, 0.33), (0.37, 0.66), (0.7, 0.93))):
        for i in range(-9, 9):
            x = i * 0.29 + 0.02
            box = room.rect((x, x + 0.25), (low, high))
            canvas.drawRect(box, room.paint(scale(decor.wall, 0.72), 0.35))
            inner = box.makeInset(0.009, 0.009)
            shade = scale(decor.wall, dice.uniform(0.9, 1.04) - 0.03 * row)
            canvas.drawRect(inner, room.front(inner, shade, 0.55))


def _stone(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    canvas.drawRect(everywhere(room.place), room.paint(scale(decor.wall, 0.72), 0.35, 0.8))
    y, row = -0.4, 0
    while y < 0.85:
        high = dice.uniform(0.055, 0.085)
        x = room.place.left - dice.uniform(0, 0.15)
        while x < room.place.right:
            wide = dice.uniform(0.09, 0.2)
            reach = (x - room.middle) * room.side / (room.place.aspect + 0.6)
            tone = scale(decor.wall, dice.uniform(0.84, 1.1))
            box = skia.Rect(x + 0.003, y + 0.003, x + wide - 0.003, y + high - 0.003)
            level = 0.5 + 0.75 * reach
            canvas.drawRoundRect(box, 0.009, 0.009, room.paint(tone, min(0.95, max(0.1, level))))
            lip = skia.Rect(box.left() + 0.006, box.top(), box.right() - 0.006, box.top() + 0.004)
            canvas.drawRect(lip, room.paint(mix(tone, WHITE, 0.3), level, 0.5))
            x += wide
        y, row = y + high, row + 1


def _brick(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    path, pale = skia.Path(), skia.Path()
    for row in range(-8, 27):
        y = row * 0.033
        x = room.place.left - 0.04 * (row % 2)
        while x < room.place.right:
            target = pale if dice.random() < 0.25 else path
            target.addRect(skia.Rect(x + 0.0015, y + 0.0015, x + 0.0785, y + 0.0315))
            x += 0.08
    canvas.drawPath(path, room.paint(scale(decor.wall, 0.82), 0.55, 0.55))
    canvas.drawPath(pale, room.paint(scale(decor.wall, 0.68), 0.5, 0.6))


def _timber(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    y = -0.4
    while y < 0.86:
        high = 0.052
        tone = scale(decor.wall, dice.uniform(0.93, 1.05))
        box = skia.Rect(room.place.left, y, room.place.right, y + high)
        canvas.drawRect(box, room.front(box, tone, 0.58, 0.3))
        canvas.drawRect(skia.Rect(box.left(), y + high - 0.006, box.right(), y + high),
                        room.paint(scale(decor.wall, 0.55), 0.2, 0.5))  # fmt: skip
        y += high


def _metal(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    for i in range(-8, 8):
        x = i * 0.36
        for low, high in ((0.06, 0.4), (0.43, 0.92)):
            box = room.rect((x + 0.012, x + 0.348), (low, high))
            tone = scale(decor.wall, dice.uniform(0.92, 1.04))
            canvas.drawRoundRect(box, 0.016, 0.016, room.front(box, tone, 0.6, 0.25))
            edge = stroke_of(room.tone(mix(decor.wall, WHITE, 0.6), 0.9), 0.0022, 0.5)
            canvas.drawRoundRect(box.makeInset(0.004, 0.004), 0.013, 0.013, edge)
    strip = room.rect((-3, 3), (0.41, 0.42))
    glow_colour = room.place.palette.emit(decor.flame)
    canvas.drawRect(strip, paint_of(glow_colour, 0.9))
    canvas.drawRect(strip.makeOutset(0, 0.02), paint_of(glow_colour, 0.12))


def _shoji(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    """Paper screens between dark posts, glowing a little with the light behind them."""
    paper = mix(decor.wall, WHITE, 0.35)
    for i in range(-7, 8):
        x = i * 0.4 - 0.2
        box = room.rect((x, x + 0.4), (0.0, 0.74))
        canvas.drawRect(box, room.front(box, paper, 0.72))
        centre = (box.centerX(), box.centerY())
        glow(canvas, centre, 0.2, room.tone(paper, 1.0), 0.1)
        lattice = skia.Path()
        for k in range(1, 4):
            lx = box.left() + box.width() * k / 4
            lattice.addRect(skia.Rect(lx - 0.0016, box.top(), lx + 0.0016, box.bottom() - 0.12))
        for k in range(1, 6):
            ly = box.top() + (box.height() - 0.12) * k / 5
            lattice.addRect(skia.Rect(box.left(), ly - 0.0016, box.right(), ly + 0.0016))
        canvas.drawPath(lattice, room.paint(decor.wood, 0.45))
        low = skia.Rect(box.left(), box.bottom() - 0.12, box.right(), box.bottom())
        canvas.drawRect(low, room.front(low, decor.wood, 0.5))
        for post in (box.left(), box.right()):
            canvas.drawRect(skia.Rect(post - 0.008, box.top() - 0.16, post + 0.008, box.bottom()),
                            room.paint(decor.trim, 0.4))  # fmt: skip
    room.panel(canvas, (-3, 3), (0.73, 0.77), decor.trim, light=0.55)


_FINISHES = {
    "plaster": _plaster, "paper": _paper, "panel": _panel, "stone": _stone, "brick": _brick,
    "timber": _timber, "metal": _metal, "shoji": _shoji,
}  # fmt: skip


def paint_floor(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Lay the floor from the back wall to beneath the lens, darker towards us."""
    base = skia.Rect(room.place.left, room.at(0, 0)[1], room.place.right, 1.4)
    canvas.drawRect(base, room.paint(decor.floor, 0.62))
    _FLOORS[decor.floor_kind](canvas, room, decor, room.place.dice("floor"))
    gloom = scale(room.place.palette.ambient, 0.25)
    canvas.drawRect(base, linear((0, base.top()), (0, 1.15), [
        (0.0, gloom, 0.3), (0.1, gloom, 0.04), (0.45, gloom, 0.0), (1.0, gloom, 0.6)]))  # fmt: skip
    start, end = (0.1, room.place.aspect) if room.side < 0 else (room.place.aspect - 0.1, 0)
    canvas.drawRect(base, linear((start, 0), (end, 0), [
        (0.0, gloom, 0.0), (0.5, gloom, 0.05), (1.0, gloom, 0.4)]))  # fmt: skip


def _planks(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    for i in range(-16, 16):
        x, cuts = i * 0.13, [BACK, *sorted(nearness(dice.uniform(-1.0, 0.7)) for _ in range(2)), 3]
        for far, near in pairwise(cuts):
            board = room.quad([(x, 0, far), (x + 0.128, 0, far), (x + 0.128, 0, near),
                               (x, 0, near)])  # fmt: skip
            tone = scale(decor.floor, dice.uniform(0.88, 1.08))
            canvas.drawPath(board, room.paint(tone, 0.72))


def _rows(far: float, near: float, size: float) -> list[float]:
    """Return the nearness of lines across the floor, evenly spaced in depth."""
    deep, rows = 1.7 / far - 1.7, []
    while nearness(deep) < near:
        rows.append(nearness(deep))
        deep -= size
    return [*rows, near]


def _tiles(canvas: skia.Canvas, room: Room, colours: tuple[RGB, RGB], size: float) -> None:
    rows = _rows(BACK, 2.6, size)
    for row, (far, near) in enumerate(pairwise(rows)):
        for odd, colour in enumerate(colours):
            path = skia.Path()
            for i in range(-14, 14):
                if (i + row) % 2 == odd:
                    x = i * size
                    path.addPath(room.quad([(x, 0, far), (x + size, 0, far), (x + size, 0, near),
                                            (x, 0, near)]))  # fmt: skip
            canvas.drawPath(path, room.paint(colour, 0.72))


def _checker(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    dark = scale(mix(decor.floor, decor.trim, 0.35), 0.78)
    _tiles(canvas, room, (mix(decor.floor, WHITE, 0.22), dark), dice.choice((0.16, 0.2)))


def _flags(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    canvas.drawRect(skia.Rect(room.place.left, 0.7, room.place.right, 1.4),
                    room.paint(scale(decor.floor, 0.7), 0.5))  # fmt: skip
    rows = _rows(BACK, 2.6, 0.17)
    for far, near in pairwise(rows):
        x = -2.2 - dice.random() * 0.2
        while x < 2.2:
            wide = dice.uniform(0.14, 0.3)
            flag = room.quad(
                [
                    (x + 0.006, 0, far * 1.004),
                    (x + wide - 0.006, 0, far * 1.004),
                    (x + wide - 0.006, 0, near * 0.996),
                    (x + 0.006, 0, near * 0.996),
                ]
            )
            canvas.drawPath(flag, room.paint(scale(decor.floor, dice.uniform(0.86, 1.1)), 0.7))
            x += wide


def _tatami(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    rows = _rows(BACK, 2.6, 0.36)
    for row, (far, near) in enumerate(pairwise(rows)):
        for i in range(-4, 5):
            x = i * 0.64 + 0.32 * (row % 2)
            mat = room.quad([(x, 0, far), (x + 0.64, 0, far), (x + 0.64, 0, near), (x, 0, near)])
            canvas.drawPath(mat, room.paint(scale(decor.floor, dice.uniform(0.94, 1.05)), 0.75))
            canvas.drawPath(mat, stroke_of(room.tone(scale(decor.trim, 0.7), 0.3), 0.006, 0.8))


def _smooth(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    """Polish a floor that mirrors the wall's light faintly."""
    box = skia.Rect(room.place.left, room.at(0, 0)[1], room.place.right, 1.2)
    shine = room.tone(mix(decor.floor, WHITE, 0.6), 0.9)
    canvas.drawRect(box, linear((0, box.top()), (0, 1.1), [(0.0, shine, 0.55), (0.5, shine, 0.1),
                                                           (1.0, shine, 0.0)]))  # fmt: skip
    for _ in range(7):
        x = dice.uniform(-1, 1)
        streak = room.quad([(x, 0, BACK), (x + 0.06, 0, BACK), (x + 0.08, 0, 1.5), (x, 0, 1.5)])
        canvas.drawPath(
            streak, linear((0, box.top()), (0, 1.0), [(0.0, shine, 0.3), (1.0, shine, 0.0)])
        )


def _grating(canvas: skia.Canvas, room: Room, decor: Decor, dice: random.Random) -> None:
    _tiles(canvas, room, (decor.floor, scale(decor.floor, dice.uniform(0.84, 0.9))), 0.26)
    path = skia.Path()
    for near in _rows(BACK, 2.6, 0.065):
        y = room.at(0, 0, near)[1]
        path.addRect(skia.Rect(room.place.left, y, room.place.right, y + 0.0022 * near))
    canvas.drawPath(path, room.paint(scale(decor.floor, 0.55), 0.3, 0.6))


_FLOORS = {
    "planks": _planks, "checker": _checker, "flags": _flags, "tatami": _tatami,
    "smooth": _smooth, "grating": _grating,
}  # fmt: skip
