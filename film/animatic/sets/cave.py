"""Caves: walls of rock round a bright mouth, crystals or a small fire, a pool."""

import math
import random

import skia

from film.animatic.layers import Layer, LivePaint, StageSet
from film.animatic.light import RGB
from film.animatic.sets import framing
from film.animatic.sets.brush import (
    Box,
    Point,
    down_to,
    glow,
    hills,
    linear,
    paint_of,
    polygon,
    radial,
    smooth,
    stroke_of,
)  # fmt: skip
from film.animatic.sets.colour import WHITE, mix, rgb, scale
from film.animatic.sets.interior import dust
from film.animatic.sets.place import BOTTOM, TOP, Place
from film.animatic.sets.practicals import flame, flicker
from film.animatic.sets.room import FIGURE, GROUND, Room, indoors

_ROCKS = ((0x7A6A66, 0x58D8F0), (0x6A6478, 0xC98AF0), (0x84705A, 0xFFC46A), (0x5F6E6E, 0x6FF0B8))
FIRE = (1.02, 0.76, 0.52)


def paint_cave(place: Place) -> StageSet:
    """Return a cave as layers: with crystals where things are wondrous, else with a fire."""
    dice = place.dice("cave")
    rock, gem = (rgb(code) for code in dice.choice(_ROCKS))
    magic = place.genre in {"fantasy", "science fiction", "children"} or place.scene.mood in {
        "wondrous", "mysterious"}  # fmt: skip
    lamp = mix(WHITE, gem, 0.5) if magic else FIRE
    share = 0.75 if place.scene.time == "night" else 0.45
    room = Room(indoors(place, lamp, 0.86, lamp_share=share))
    fire = _fire_at(room)
    live, box = _sparkle(room, gem) if magic else flicker(room, fire)
    layers = [
        Layer("beyond", 0.2, lambda canvas: _beyond(canvas, place, room)),
        Layer("wall", 0.62, lambda canvas: _wall(canvas, room, rock)),
        Layer("floor", 1.0, lambda canvas: _floor(canvas, room, (rock, gem, magic)), live=live,
              live_bounds=box),
        Layer("frame", 1.35, lambda canvas: framing.rocks(canvas, room, scale(rock, 0.8))),
    ]  # fmt: skip
    if magic:
        motes, where = dust(room)
        layers[1] = Layer("wall", 0.62, layers[1].paint, live=motes, live_bounds=where)
    return room.place.stage_set(layers, GROUND, FIGURE)


def _mouth(room: Room) -> tuple[Point, float]:
    """Return the middle of the cave's mouth and its half-width."""
    return (room.middle + room.side * 0.42, 0.42), 0.27


def _beyond(canvas: skia.Canvas, place: Place, room: Room) -> None:
    """Paint the outdoors as seen through the mouth."""
    palette, ((x, y), reach) = place.palette, _mouth(room)
    area = skia.Rect(x - reach - 0.4, y - 0.6, x + reach + 0.4, y + 0.5)
    canvas.drawRect(area, linear((0, y - 0.35), (0, y + 0.2), [
        (0, palette.sky[0], 1), (0.5, palette.sky[1], 1), (1, palette.sky[2], 1)]))  # fmt: skip
    glow(canvas, (x, y - 0.05), 0.4, palette.sun, 0.35 + 0.5 * palette.glow)
    if palette.time == "night" and palette.cover < 0.8:
        stars, dice = skia.Path(), place.dice("stars")
        for _ in range(60):
            stars.addCircle(
                dice.uniform(area.left(), area.right()),
                dice.uniform(area.top(), y + 0.1),
                dice.uniform(0.001, 0.0024),
            )
        canvas.drawPath(stars, paint_of(palette.emit((1, 1, 1)), 0.8))
        canvas.drawCircle(x - 0.08, y - 0.16, 0.036, paint_of(mix(palette.sun, WHITE, 0.3)))
    dice = place.dice("beyond")
    for rank, (lift, tall) in enumerate(((0.1, 0.12), (0.2, 0.09))):
        line = hills(dice, (area.left(), area.right()), y + lift, tall, 2.4)
        tone = palette.tone(rgb(0x5A7562), 0.4, 0.6 - 0.35 * rank)
        canvas.drawPath(down_to(area.bottom(), line), paint_of(tone))


def _hole(room: Room) -> skia.Path:
    dice, ((x, y), reach) = room.place.dice("mouth"), _mouth(room)
    points = []
    for k in range(15):
        angle = math.tau * k / 15
        far = reach * dice.uniform(0.86, 1.12)
        high = 1.18 if math.sin(angle) < 0 else 1.35
        points.append((x + far * math.cos(angle), y + far * high * math.sin(angle)))
    return polygon(points)


def _wall(canvas: skia.Canvas, room: Room, rock: RGB) -> None:
    place, dice, (mouth, reach) = room.place, room.place.dice("rock"), _mouth(room)
    canvas.saveLayer()
    area = skia.Rect(place.left, TOP, place.right, BOTTOM)
    canvas.drawRect(area, radial(mouth, 1.5, [
        (0.0, room.tone(scale(rock, 1.2), 1.0), 1), (0.24, room.tone(scale(rock, 1.1), 0.9), 1),
        (0.55, room.tone(rock, 0.5), 1), (1.0, scale(room.tone(rock, 0.0), 0.75), 1)]))  # fmt: skip
    for _ in range(240):
        _facet(canvas, dice, room, (rock, mouth))
    hole = _hole(room)
    canvas.drawPath(hole, stroke_of(room.tone(mix(rock, place.palette.sun, 0.5), 1.0), 0.03, 0.7))
    canvas.drawPath(hole, skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear))
    canvas.restore()
    glow(canvas, mouth, reach * 2.2, mix(place.palette.sun, place.palette.sky[2], 0.4), 0.34)
    for _ in range(16):
        x = dice.uniform(place.left, place.right)
        long = dice.uniform(0.06, 0.24) * (0.5 + abs(x - room.middle) / place.aspect)
        _spike(canvas, room, (x, dice.uniform(-0.02, 0.1), long), rock)
    shade = scale(place.palette.ambient, 0.16)
    canvas.drawRect(skia.Rect(place.left, TOP, place.right, 0.22), linear((0, -0.05), (0, 0.22), [
        (0, shade, 0.7), (1, shade, 0)]))  # fmt: skip


def _facet(canvas: skia.Canvas, dice: random.Random, room: Room, look: tuple[RGB, Point]) -> None:
    """Break the rock into planes, brighter where they turn to the mouth."""
    rock, mouth = look
    x, y = dice.uniform(room.place.left, room.place.right), dice.uniform(-0.2, 0.85)
    away = math.dist((x, y), mouth)
    size = dice.uniform(0.04, 0.16)
    turn = math.atan2(mouth[1] - y, mouth[0] - x)
    corners = [(x + size * r * math.cos(turn + a), y + size * r * math.sin(turn + a))
               for a, r in ((0.0, 1.0), (1.9, dice.uniform(0.6, 1.1)),
                            (3.3, dice.uniform(0.4, 0.9)), (4.6, dice.uniform(0.6,
                            1.1)))]  # fmt: skip
    level = max(0.0, 0.95 - away * 0.95)
    lit, dark = room.tone(scale(rock, 1.08), level), room.tone(scale(rock, 0.8), level * 0.5)
    end = (x - size * math.cos(turn), y - size * math.sin(turn))
    canvas.drawPath(polygon(corners), linear(corners[0], end, [(0, lit, 0.75), (1, dark, 0.6)]))


def _spike(canvas: skia.Canvas, room: Room, spot: tuple[float, float, float], rock: RGB) -> None:
    """Hang a stalactite (long > 0) or stand a stalagmite (long < 0)."""
    x, y, long = spot
    wide = abs(long) * 0.2
    cone = smooth([(x - wide, y - long * 0.3), (x - wide * 0.5, y + long * 0.3), (x, y + long),
                   (x + wide * 0.5, y + long * 0.3), (x + wide, y - long * 0.3)])  # fmt: skip
    cone.close()
    start, end = (x - wide, x + wide) if room.side < 0 else (x + wide, x - wide)
    canvas.drawPath(cone, linear((start, 0), (end, 0), [
        (0, room.tone(rock, 0.75), 1), (0.5, room.tone(rock, 0.2), 1),
        (1, scale(room.tone(rock, 0.0), 0.8), 1)]))  # fmt: skip


def _floor(canvas: skia.Canvas, room: Room, look: tuple[RGB, RGB, bool]) -> None:
    rock, gem, magic = look
    place, dice = room.place, room.place.dice("floor")
    earth = mix(rock, rgb(0x6B5440), 0.35)
    line = hills(dice, (place.left, place.right), 0.785, 0.05, 2.0)
    start, end = (place.left, place.right) if room.side < 0 else (place.right, place.left)
    canvas.drawPath(down_to(BOTTOM, line), linear((start, 0), (end, 0), [
        (0.15, room.tone(earth, 0.85), 1), (0.55, room.tone(earth, 0.45), 1),
        (1, room.tone(earth, 0.12), 1)]))  # fmt: skip
    _pool(canvas, room, gem if magic else place.palette.sky[2])
    for _ in range(38):
        near = dice.random()
        x, y = dice.uniform(place.left, place.right), 0.8 + 0.3 * near
        size = (0.006 + 0.022 * near) * dice.uniform(0.5, 1.2)
        stone = skia.Rect(x - size * 1.3, y - size * 0.7, x + size * 1.3, y + size * 0.4)
        canvas.drawOval(stone, room.front(stone, scale(earth, dice.uniform(0.85, 1.1)), 0.5, 0.4))
    for x, long in ((-0.72, 0.2), (-0.6, 0.12), (0.7, 0.22), (0.86, 0.13), (-0.98, 0.3),
                    (1.08, 0.32)):  # fmt: skip
        _spike(canvas, room, (room.middle + x, 0.84, -long), rock)
    if magic:
        for x, y, size in _crystals(room):
            _crystal(canvas, dice, room, ((x, y), size), gem)
    else:
        _camp(canvas, room)


def _pool(canvas: skia.Canvas, room: Room, shine: RGB) -> None:
    x, y = room.middle + room.side * 0.4, 0.845
    rect = skia.Rect(x - 0.3, y - 0.026, x + 0.3, y + 0.03)
    deep = room.tone(rgb(0x24505C), 0.4)
    canvas.drawOval(rect.makeOutset(0.012, 0.006), room.paint(rgb(0x4A4040), 0.2))
    canvas.drawOval(rect, linear((0, rect.top()), (0, rect.bottom()), [
        (0, mix(deep, shine, 0.75), 1), (1, deep, 1)]))  # fmt: skip
    for dx, dy, wide in ((-0.12, -0.006, 0.09), (0.08, 0.004, 0.12), (0.0, 0.014, 0.06)):
        canvas.drawOval(skia.Rect(x + dx - wide, y + dy - 0.0016, x + dx + wide, y + dy + 0.0016),
                        paint_of(mix(shine, WHITE, 0.4), 0.5))  # fmt: skip


def _crystals(room: Room) -> list[tuple[float, float, float]]:
    """Return clusters of crystals: foot and height."""
    middle, side = room.middle, room.side
    return [(middle - side * 0.55, 0.83, 0.2), (middle - side * 0.85, 0.86, 0.3),
            (middle + side * 0.8, 0.8, 0.16), (middle - side * 0.2, 0.79, 0.1)]  # fmt: skip


def _crystal(canvas: skia.Canvas, dice: random.Random, room: Room, spot: tuple[Point, float],
             gem: RGB) -> None:  # fmt: skip
    ((x, y), size) = spot
    emit = room.place.palette.emit
    glow(canvas, (x, y - size * 0.5), size * 2.4, emit(gem), 0.5)
    for lean, part in ((-0.5, 0.62), (0.48, 0.7), (-0.22, 0.86), (0.2, 0.8), (0.0, 1.0)):
        lean += dice.uniform(-0.08, 0.08)
        tall, wide = size * part, size * 0.11 * (0.7 + 0.5 * part)
        canvas.save()
        canvas.translate(x + lean * size * 0.35, y)
        canvas.rotate(lean * 48)
        lit, dark = emit(mix(gem, WHITE, 0.45)), emit(scale(gem, 0.62))
        if room.side > 0:
            lit, dark = dark, lit
        canvas.drawPath(
            polygon([(-wide, 0), (-wide, -tall * 0.8), (0, -tall), (0, 0)]),
            linear((0, -tall), (0, 0), [(0, lit, 0.95), (1, scale(lit, 0.6), 0.95)]),
        )
        canvas.drawPath(
            polygon([(wide, 0), (wide, -tall * 0.76), (0, -tall), (0, 0)]),
            linear((0, -tall), (0, 0), [(0, dark, 0.95), (1, scale(dark, 0.6), 0.95)]),
        )
        canvas.restore()


def _sparkle(room: Room, gem: RGB) -> tuple[LivePaint, Box]:
    spots = [(x + dx * size, y - part * size, dx * 9 + part * 5) for x, y, size in _crystals(room)
             for dx, part in ((0.1, 0.9), (-0.25, 0.5), (0.3, 0.55))]  # fmt: skip
    colour = room.place.palette.emit(mix(gem, WHITE, 0.75))

    def paint(canvas: skia.Canvas, time: float) -> None:
        for x, y, phase in spots:
            shine = math.sin(time * 1.8 + phase)
            if shine > 0.35:
                reach = 0.014 * shine
                for dx, dy in ((1, 0.12), (0.12, 1)):
                    canvas.drawOval(skia.Rect(x - reach * dx, y - reach * dy, x + reach * dx,
                                              y + reach * dy), paint_of(colour,
                                                  0.8 * shine))  # fmt: skip

    return paint, (min(s[0] for s in spots) - 0.02, min(s[1] for s in spots) - 0.02,
                   max(s[0] for s in spots) + 0.02, max(s[1] for s in spots) + 0.02)  # fmt: skip


def _fire_at(room: Room) -> list[tuple[Point, float]]:
    x, y = room.middle - room.side * 0.45, 0.85
    return [((x - 0.03, y), 0.07), ((x + 0.035, y), 0.06), ((x, y + 0.004), 0.12)]


def _camp(canvas: skia.Canvas, room: Room) -> None:
    """Lay a small fire in a ring of stones."""
    flames = _fire_at(room)
    x, y = room.middle - room.side * 0.45, 0.85
    ember = room.place.palette.emit(rgb(0xFF8A3C))
    glow(canvas, (x, y - 0.05), 0.62, ember, 0.6)
    for k in range(9):
        angle = math.tau * k / 9
        cx, cy = x + 0.085 * math.cos(angle), y + 0.008 + 0.02 * math.sin(angle)
        stone = skia.Rect(cx - 0.019, cy - 0.014, cx + 0.019, cy + 0.01)
        canvas.drawOval(stone, room.front(stone, rgb(0x6B625C), 0.55, 0.4))
    for turn in (16, -14):
        canvas.save()
        canvas.rotate(turn, x, y)
        log = skia.Rect(x - 0.07, y - 0.012, x + 0.07, y + 0.006)
        canvas.drawRoundRect(log, 0.008, 0.008, room.front(log, rgb(0x5A3824), 0.6, 0.3))
        canvas.restore()
    for at, high in flames:
        flame(canvas, room, at, high)
