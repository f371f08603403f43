"""Spaceships: a bridge with a window on the stars, consoles, light strips and a pilot's seat."""

import math
from dataclasses import replace

import skia

from film.animatic.layers import Layer, LivePaint, StageSet
from film.animatic.sets.brush import (
    Box,
    glow,
    linear,
    paint_of,
    polygon,
    radial,
    stroke_of,
)  # fmt: skip
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.decor import Decor, decor_for
from film.animatic.sets.framing import edge_tone
from film.animatic.sets.interior import Interior
from film.animatic.sets.place import BOTTOM, TOP, Place
from film.animatic.sets.practicals import screen
from film.animatic.sets.room import BACK, Room, indoors
from film.animatic.sets.walls import paint_wall
from film.animatic.sets.windows import Window, cut_windows

_HULLS = ((0x8FA0B4, 0x5FE3F2), (0xA79C92, 0xFFB45E), (0x93A59A, 0x7DF0B0), (0x9B93B2, 0xE28CF2))
_WORLDS = ((0xD98A5A, 0x8C4A3A), (0x5FA8D8, 0x2F5A8C), (0x8FC98A, 0x3A7A6A), (0xC9A8E0, 0x6A4A9C))


def paint_spaceship(place: Place) -> StageSet:
    """Return a spaceship's bridge as layers."""
    dice = place.dice("hull")
    hull, strip = (rgb(code) for code in dice.choice(_HULLS))
    decor = replace(decor_for(place), wall=hull, wall_kind="metal", trim=scale(hull, 0.6),
                    floor=scale(hull, 0.7), floor_kind="grating", flame=strip, beams=False,
                    ceiling=scale(hull, 0.8), window="wide")  # fmt: skip
    lamp = mix(WHITE, strip, 0.25)
    room = Room(indoors(place, lamp, 0.9, lamp_share=0.9), half=1.3, height=1.05)
    windows = [Window(0.0, 0.36, 1.3, 0.5, "wide", curtains=False)]

    def on_wall(canvas: skia.Canvas) -> None:
        _mullions(canvas, room, decor, windows[0])
        for way in (-1, 1):
            box = room.rect((way * 1.02 - 0.16, way * 1.02 + 0.16), (0.46, 0.76))
            screen(canvas, room, box, strip)

    interior = Interior(
        room, decor, place, [], on_wall, lambda canvas: _furnish(canvas, room, decor),
        lambda canvas: _before(canvas, room, decor), floor_live=_blinks(room, decor),
        wall=lambda canvas, here, look: _wall(canvas, here, look, windows),
    )  # fmt: skip
    shell = interior.stage_set()
    layers = [Layer("space", 0.05, lambda canvas: _space(canvas, place), live=_stars(place),
                    live_bounds=_opening(room, windows[0])), *shell.layers]  # fmt: skip
    return replace(shell, layers=tuple(layers))


def _opening(room: Room, window: Window) -> Box:
    box = window.outline(room).getBounds()
    return box.left() - 0.05, box.top() - 0.05, box.right() + 0.05, box.bottom() + 0.05


def _wall(canvas: skia.Canvas, room: Room, decor: Decor, windows: list[Window]) -> None:
    paint_wall(canvas, room, decor)
    cut_windows(canvas, room, decor, windows)


def _space(canvas: skia.Canvas, place: Place) -> None:
    """Paint the deep: a nebula, stars, and a world that fills a corner."""
    dice, palette = place.dice("space"), place.palette
    canvas.drawRect(skia.Rect(place.left, TOP, place.right, BOTTOM), linear(
        (0, 0), (0, 0.8), [(0, palette.emit(rgb(0x060A1C)), 1),
                           (1, palette.emit(rgb(0x14183A)), 1)]))  # fmt: skip
    haze = palette.emit(rgb(dice.choice((0x4A5FD8, 0xB04A9C, 0x2F9C9C))))
    for _ in range(9):
        centre = (dice.uniform(0.1, place.aspect - 0.1), dice.uniform(0.05, 0.6))
        glow(canvas, centre, dice.uniform(0.14, 0.42), haze, 0.2)
    for alpha, size, count in ((0.5, 0.001, 170), (0.85, 0.0016, 70), (1.0, 0.0026, 14)):
        path = skia.Path()
        for _ in range(count):
            path.addCircle(dice.uniform(place.left, place.right), dice.uniform(TOP, 0.8), size)
        canvas.drawPath(path, paint_of(palette.emit((0.96, 0.97, 1.0)), alpha))
    lit, dark = (palette.emit(rgb(code)) for code in dice.choice(_WORLDS))
    side = palette.side
    x, y, size = place.x(0.5) - side * 0.2, 0.58, 0.27
    glow(canvas, (x, y), size * 1.45, lit, 0.35)
    canvas.drawCircle(x, y, size, radial((x + side * size * 0.5, y - size * 0.5), size * 1.7, [
        (0.0, mix(lit, WHITE, 0.35), 1), (0.4, lit, 1), (0.75, dark, 1),
        (1.0, scale(dark, 0.2), 1)]))  # fmt: skip
    canvas.save()
    clip = skia.Path()
    clip.addCircle(x, y, size)
    canvas.clipPath(clip, True)
    for _ in range(8):
        by, wide = y + dice.uniform(-0.9, 0.6) * size, dice.uniform(0.4, 1.2) * size
        bx = x + dice.uniform(-0.4, 0.4) * size
        canvas.drawOval(skia.Rect(bx - wide, by - 0.008, bx + wide, by + 0.008),
                        paint_of(mix(lit, WHITE, 0.5), 0.2))  # fmt: skip
    canvas.restore()


def _stars(place: Place) -> LivePaint:
    """Return a few stars that twinkle."""
    dice = place.dice("twinkle")
    spots = [(place.x(0.5) + dice.uniform(-0.42, 0.42), dice.uniform(0.13, 0.4),
              dice.uniform(0, math.tau)) for _ in range(12)]  # fmt: skip
    colour = place.palette.emit((1.0, 1.0, 1.0))

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, phase in spots:
            shine = 0.5 + 0.5 * math.sin(time * 2.2 + phase)
            canvas.drawCircle(x, y, 0.0012 + 0.0018 * shine, paint_of(colour, 0.3 + 0.7 * shine))

    return paint


def _mullions(canvas: skia.Canvas, room: Room, decor: Decor, window: Window) -> None:
    box = window.outline(room).getBounds()
    for share in (0.26, 0.74):
        x, lean = box.left() + box.width() * share, 0.03 * (1 if share < 0.5 else -1)
        bar = polygon([(x - 0.011 - lean, box.bottom()), (x + 0.011 - lean, box.bottom()),
                       (x + 0.011 + lean, box.top()), (x - 0.011 + lean, box.top())])  # fmt: skip
        canvas.drawPath(bar, room.front(bar.getBounds(), decor.trim, 0.55))
    rim = stroke_of(room.place.palette.emit(decor.flame), 0.004, 0.85)
    canvas.drawPath(window.outline(room), rim)


def _furnish(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    emit, strip = room.place.palette.emit, decor.flame
    for way in (-1, 1):
        x = way * 0.92
        line = room.quad([(x - 0.012, 0, BACK), (x + 0.012, 0, BACK), (x + 0.012, 0, 2.5),
                          (x - 0.012, 0, 2.5)])  # fmt: skip
        canvas.drawPath(line, paint_of(emit(strip), 0.85))
        wide = room.quad(
            [(x - 0.1, 0, BACK), (x + 0.1, 0, BACK), (x + 0.1, 0, 2.5), (x - 0.1, 0, 2.5)]
        )
        canvas.drawPath(wide, paint_of(emit(strip), 0.1))
        beam = room.quad([(x - 0.05, room.height, BACK), (x + 0.05, room.height, BACK),
                          (x + 0.05, room.height, 3), (x - 0.05, room.height, 3)])  # fmt: skip
        canvas.drawPath(beam, paint_of(emit(mix(strip, WHITE, 0.6)), 0.9))
    for way in (-1, 1):
        span = (0.3, 1.0) if way > 0 else (-1.0, -0.3)
        _console(canvas, room, decor, span)
    _seat(canvas, room, decor)


def _console(canvas: skia.Canvas, room: Room, decor: Decor, xs: tuple[float, float]) -> None:
    room.shadow(canvas, xs, 0.82, 0.5)
    shell = scale(decor.wall, 0.72)
    room.box(canvas, xs, (0.0, 0.2), (0.72, 0.8), shell)
    desk = room.quad(
        [(xs[0], 0.2, 0.8), (xs[1], 0.2, 0.8), (xs[1], 0.29, 0.74), (xs[0], 0.29, 0.74)]
    )
    canvas.drawPath(desk, room.front(desk.getBounds(), scale(shell, 0.7), 0.6))
    emit, dice = room.place.palette.emit, room.place.dice(f"console {xs[0]:.1f}")
    for row in range(3):
        for k in range(11):
            share, lift = (k + 0.5) / 11, (row + 0.5) / 3
            near, y = 0.8 - 0.06 * lift, 0.2 + 0.09 * lift
            cx, cy = room.at(xs[0] + (xs[1] - xs[0]) * share, y, near)
            colour = rgb(dice.choice((0x5FE3F2, 0xFFB45E, 0xF25C54, 0x7DF0B0)))
            key = skia.Rect(cx - 0.011, cy - 0.004, cx + 0.011, cy + 0.004)
            canvas.drawRoundRect(key, 0.002, 0.002, paint_of(emit(colour),
                                 0.85 if dice.random() < 0.6 else 0.25))  # fmt: skip
    middle = (xs[0] + xs[1]) / 2
    screen(canvas, room, room.rect((middle - 0.15, middle + 0.15), (0.3, 0.45), 0.74), decor.flame)


def _seat(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Set the pilot's seat, its back to us, in front of the window."""
    room.shadow(canvas, (-0.12, 0.12), 0.84, 0.5)
    leather = mix(decor.cloth, rgb(0x2E3440), 0.6)
    stem = room.rect((-0.025, 0.025), (0, 0.14), 0.84)
    canvas.drawRect(stem, room.front(stem, scale(decor.wall, 0.5), 0.5))
    back = room.rect((-0.105, 0.105), (0.11, 0.4), 0.84)
    canvas.drawRoundRect(back, 0.035, 0.035, room.front(back, leather, 0.5, 0.35))
    head = room.rect((-0.06, 0.06), (0.41, 0.48), 0.84)
    canvas.drawRoundRect(head, 0.02, 0.02, room.front(head, leather, 0.6, 0.35))
    for way in (-1, 1):
        arm = room.rect((way * 0.125 - 0.02, way * 0.125 + 0.02), (0.17, 0.24), 0.84)
        canvas.drawRoundRect(arm, 0.01, 0.01, room.front(arm, scale(decor.wall, 0.7), 0.55))


def _blinks(room: Room, decor: Decor) -> tuple[LivePaint, Box]:
    emit = room.place.palette.emit
    spots = [(*room.at(way * (0.36 + 0.12 * k), 0.06, 0.8), k + 3 * (way > 0))
             for way in (-1, 1) for k in range(5)]  # fmt: skip

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, k in spots:
            on = math.sin(time * (1.3 + 0.31 * k) + k * 1.7) > 0
            colour = emit(decor.flame if k % 3 else rgb(0xF2A25C))
            canvas.drawCircle(x, y, 0.005, paint_of(colour, 0.95 if on else 0.2))

    return paint, (min(s[0] for s in spots) - 0.02, spots[0][1] - 0.02,
                   max(s[0] for s in spots) + 0.02, spots[0][1] + 0.02)  # fmt: skip


def _before(canvas: skia.Canvas, room: Room, decor: Decor) -> None:
    """Frame the lens with bulkheads and a rail of dim lights."""
    place, dark = room.place, edge_tone(room, decor.wall, 0.1)
    narrow = min(1.0, place.aspect / 1.5)
    for way in (-1, 1):
        edge = 0.0 if way < 0 else place.aspect
        inner = edge - way * 0.05 * narrow
        rib = polygon([(edge + way * 0.7, TOP), (inner - way * 0.03 * narrow, TOP), (inner, 0.2),
                       (inner, 0.8), (inner - way * 0.08 * narrow, 1.0), (inner - way * 0.08
                       * narrow, BOTTOM), (edge + way * 0.7, BOTTOM)])  # fmt: skip
        canvas.drawPath(rib, paint_of(dark))
        canvas.drawLine(inner + way * 0.012, 0.22, inner + way * 0.012, 0.78,
                        stroke_of(place.palette.emit(decor.flame), 0.003, 0.5))  # fmt: skip
    sill = polygon([(place.left, 0.985), (place.x(0.3), 0.965), (place.x(0.7), 0.965), (place.right,
                    0.985), (place.right, BOTTOM), (place.left, BOTTOM)])  # fmt: skip
    canvas.drawPath(sill, paint_of(dark))
