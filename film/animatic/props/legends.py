"""Treasures and legends: swords, crowns, rings, chests, wands, skulls, mirrors, keys."""

import math

from film.animatic.props.easel import (
    BRASS,
    CREAM,
    DARK_WOOD,
    GLASS,
    INK,
    IRON,
    LEATHER,
    RED,
    STEEL,
    WHITE,
    WOOD,
    Easel,
    Prop,
    circle,
    mix,
    oval,
    path,
    poly,
    rect,
    rgb,
    scale,
    star_points,
)  # fmt: skip

BONE = rgb(0xEDE3CC)


def _sword(e: Easel) -> None:
    e.solid(poly((-0.05, 0.28), (0.05, 0.28), (0.04, 0.9), (0, 1.0), (-0.04, 0.9)), STEEL)
    e.flat(poly((0, 0.28), (0.05, 0.28), (0.04, 0.9), (0, 1.0)), WHITE, 1.0, 0.35)
    e.line([(0, 0.3), (0, 0.86)], 0.012, scale(STEEL, 0.6), 0.5)
    e.solid(path("M -0.17 0.27 C -0.1 0.23 0.1 0.23 0.17 0.27 L 0.17 0.31 C 0.08 0.28 -0.08 0.28 "
                 "-0.17 0.31 Z"), BRASS)  # fmt: skip
    e.solid(rect(-0.028, 0.07, 0.028, 0.25, 0.01), LEATHER)
    for k in range(5):
        e.line([(-0.026, 0.085 + 0.035 * k), (0.026, 0.1 + 0.035 * k)], 0.008, BRASS, 0.8)
    e.ball(circle(0, 0.04, 0.04), BRASS)
    e.ball(circle(0, 0.265, 0.022), e.accent, rim=0)


def _shield(e: Easel) -> None:
    shape = path("M -0.4 0.94 C -0.2 0.9 -0.1 0.94 0 1 C 0.1 0.94 0.2 0.9 0.4 0.94 L 0.4 0.5 "
                 "C 0.38 0.22 0.16 0.08 0 0 C -0.16 0.08 -0.38 0.22 -0.4 0.5 Z")  # fmt: skip
    e.solid(shape, STEEL)
    e.canvas.save()
    e.canvas.translate(0, -0.06)
    e.canvas.scale(0.86, 0.88)
    e.solid(shape, e.accent)
    e.inside(shape, rect(-0.06, 0, 0.06, 1), CREAM, 0.85)
    e.inside(shape, rect(-0.5, 0.52, 0.5, 0.64), CREAM, 0.85)
    e.canvas.restore()
    e.ball(circle(0, 0.57, 0.085), BRASS)
    for x, y in ((-0.35, 0.88), (0.35, 0.88), (-0.34, 0.42), (0.34, 0.42), (0, 0.06)):
        e.ball(circle(x, y, 0.022), BRASS)


def _crown(e: Easel) -> None:
    e.flat(oval(0, 0.18, 0.54, 0.1), scale(BRASS, 0.45), 0.4)
    band = path("M -0.6 0.12 C -0.3 -0.03 0.3 -0.03 0.6 0.12 L 0.66 0.84 L 0.34 0.46 L 0.01 0.92 "
                "L -0.34 0.46 L -0.66 0.84 Z")  # fmt: skip
    e.solid(band, BRASS, rim=0.02)
    e.line([(-0.6, 0.3), (0, 0.18), (0.6, 0.3)], 0.03, scale(BRASS, 0.65), 0.6)
    for x, y in ((-0.62, 0.86), (0.0, 0.92), (0.62, 0.86)):
        e.ball(circle(x, y, 0.07), BRASS)
    for x, y, colour in ((-0.38, 0.16, rgb(0x3F7FC9)), (0, 0.11, RED), (0.38, 0.16, rgb(0x3FA86A))):
        e.ball(oval(x, y, 0.075, 0.065), colour)
        e.light_up(circle(x - 0.02, y + 0.025, 0.016), WHITE, 0.9)
    e.ball(oval(0, 0.46, 0.06, 0.09), e.accent)


def _ring(e: Easel) -> None:
    e.line(circle(0, 0.34, 0.285), 0.095, BRASS, 0.2)
    e.line(circle(-0.008, 0.348, 0.285), 0.055, BRASS, 1.0)
    e.shine(path("M -0.29 0.4 C -0.26 0.52 -0.18 0.6 -0.1 0.62 L -0.12 0.64 C -0.22 0.62 -0.31 "
        "0.52 "
                 "-0.32 0.4 Z"), 0.7)  # fmt: skip
    _cut_stone(e, 0, 0.8, 0.21)


def _cut_stone(e: Easel, x: float, y: float, size: float) -> None:
    stone = mix(e.accent, rgb(0x6FD0F2), 0.4)
    e.glow(x, y, size * 1.2, stone, 0.35)
    outline = ((-0.6, 0.75), (0.6, 0.75), (1.0, 0.25), (0, -0.95), (-1.0, 0.25))
    spots = {k: (x + px * size, y + py * size) for k, (px, py) in enumerate(outline)}
    e.solid(poly(*spots.values()), stone)
    left, right = (x - 0.38 * size, y + 0.25 * size), (x + 0.38 * size, y + 0.25 * size)
    for shape, colour, level, alpha in (
        (poly(spots[0], spots[1], right, left), WHITE, 1.0, 0.75),
        (poly(spots[0], left, spots[4]), WHITE, 1.0, 0.4),
        (poly(spots[4], left, spots[3]), scale(stone, 0.8), 0.5, 0.6),
        (poly(left, right, spots[3]), mix(stone, WHITE, 0.4), 1.0, 0.7),
        (poly(right, spots[2], spots[3]), scale(stone, 0.6), 0.2, 0.7),
    ):  # fmt: skip
        e.flat(shape, colour, level, alpha)
    e.light_up(
        poly(*star_points(x - 0.4 * size, y + 0.55 * size, size * 0.34, 4, 0.16)), WHITE, 0.95
    )


def _gem(e: Easel) -> None:
    _cut_stone(e, 0, 0.54, 0.54)


def _chest(e: Easel) -> None:
    e.solid(
        path("M -0.6 0.5 L -0.66 0.74 C -0.6 1.02 0.6 1.02 0.66 0.74 L 0.6 0.5 Z"), scale(WOOD, 0.8)
    )
    inside = path("M -0.58 0.5 L -0.62 0.72 C -0.5 0.86 0.5 0.86 0.62 0.72 L 0.58 0.5 Z")
    e.flat(inside, rgb(0x3A2416), 0.4)
    e.glow(0, 0.56, 0.5, rgb(0xFFD35A), 0.7)
    for k in range(24):
        x, y = (
            -0.5 + 0.043 * k,
            0.52 + 0.11 * math.sin(math.pi * (k + 0.5) / 24) + 0.03 * ((k * 7) % 3),
        )
        e.ball(oval(x, y, 0.06, 0.045), BRASS, edge=0.006)
    e.ball(circle(-0.2, 0.66, 0.06), RED)
    e.ball(circle(0.24, 0.66, 0.055), rgb(0x3FA8A0))
    e.light_up(poly(*star_points(0.08, 0.74, 0.06, 4, 0.2)), WHITE, 0.9)
    body = rect(-0.6, 0.0, 0.6, 0.52, 0.03)
    e.solid(body, WOOD)
    for y in (0.17, 0.34):
        e.line([(-0.58, y), (0.58, y)], 0.012, DARK_WOOD, 0.4)
    for x in (-0.6, -0.06, 0.48):
        e.solid(rect(x, 0.0, x + 0.12, 0.52, 0.01), mix(IRON, BRASS, 0.55))
        for y in (0.06, 0.46):
            e.ball(circle(x + 0.06, y, 0.022), BRASS, edge=0)
    e.solid(rect(-0.11, 0.26, 0.11, 0.5, 0.03), BRASS)
    e.flat(circle(0, 0.4, 0.03), INK, 0.2)
    e.flat(poly((-0.014, 0.4), (0.014, 0.4), (0.022, 0.31), (-0.022, 0.31)), INK, 0.2)


def _coin(e: Easel) -> None:
    e.ball(circle(0, 0.5, 0.5), BRASS)
    e.line(circle(0, 0.5, 0.4), 0.03, scale(BRASS, 0.6), 0.6)
    e.solid(poly(*star_points(0, 0.48, 0.27)), mix(BRASS, WHITE, 0.35))
    for k in range(24):
        angle = math.tau * k / 24
        e.flat(
            circle(0.445 * math.sin(angle), 0.5 + 0.445 * math.cos(angle), 0.014), CREAM, 0.9, 0.7
        )
    e.gleam(0.2, 0.78, 0.06, 0.7)


def _wand(e: Easel) -> None:
    e.rod([(0.16, 0.02), (-0.08, 0.78)], 0.05, DARK_WOOD)
    e.line([(0.16, 0.03), (0.13, 0.13)], 0.07, BRASS, 0.8)
    e.glow(-0.1, 0.8, 0.26, e.accent, 0.8)
    e.light_up(poly(*star_points(-0.1, 0.79, 0.19, 5, 0.45)), rgb(0xFFE9A0))
    e.light_up(poly(*star_points(-0.1, 0.79, 0.1, 5, 0.45)), WHITE)
    for x, y, size in ((0.14, 0.9, 0.06), (0.1, 0.62, 0.045), (-0.2, 0.55, 0.04)):
        e.light_up(poly(*star_points(x, y, size, 4, 0.25)), mix(e.accent, WHITE, 0.5), 0.95)


def _crystal_ball(e: Easel) -> None:
    e.solid(poly((-0.34, 0.0), (0.34, 0.0), (0.22, 0.2), (-0.22, 0.2)), DARK_WOOD)
    e.line([(-0.27, 0.08), (0, 0.06), (0.27, 0.08)], 0.025, BRASS, 0.9)
    ball = circle(0, 0.59, 0.405)
    e.glow(0, 0.59, 0.5, e.accent, 0.5)
    e.ball(ball, mix(e.accent, rgb(0x3A3F8C), 0.45))
    for x, y, wide, high in (
        (-0.1, 0.5, 0.22, 0.1),
        (0.12, 0.62, 0.2, 0.09),
        (-0.04, 0.74, 0.14, 0.06),
    ):
        e.inside(ball, oval(x, y, wide, high), mix(e.accent, WHITE, 0.6), 1.0, 0.45)
    for x, y, size in ((0.08, 0.52, 0.05), (-0.14, 0.66, 0.04), (0.16, 0.72, 0.03)):
        e.light_up(poly(*star_points(x, y, size, 4, 0.25)), WHITE, 0.95)
    e.gleam(0.2, 0.78, 0.09, 0.75)
    e.solid(path("M -0.26 0.22 C -0.14 0.14 0.14 0.14 0.26 0.22 L 0.22 0.28 C 0.1 0.2 -0.1 0.2 "
        "-0.22 "
                 "0.28 Z"), BRASS)  # fmt: skip


def _skull(e: Easel) -> None:
    e.solid(rect(-0.22, 0.0, 0.22, 0.3, 0.08), BONE)
    e.ball(path("M -0.24 0.22 C -0.46 0.3 -0.48 0.98 0 1 C 0.48 0.98 0.46 0.3 0.24 0.22 Z"), BONE)
    for way in (-1, 1):
        e.flat(oval(way * 0.17, 0.5, 0.115, 0.125), INK, 0.2)
    e.flat(poly((0, 0.4), (-0.055, 0.27), (0.055, 0.27)), INK, 0.2)
    for k in range(5):
        e.line([(-0.14 + 0.07 * k, 0.02), (-0.14 + 0.07 * k, 0.17)], 0.016, INK, 0.3, 0.8)
    e.gleam(0.18, 0.8, 0.08, 0.45)


def _necklace(e: Easel) -> None:
    for k in range(19):
        angle = math.pi * (0.02 + 0.96 * k / 18)
        e.ball(
            circle(-0.4 * math.cos(angle), 0.96 - 0.62 * math.sin(angle), 0.036), BRASS, edge=0.004
        )
    _cut_stone(e, 0, 0.18, 0.17)


def _mirror(e: Easel) -> None:
    e.solid(poly((-0.05, 0.0), (0.05, 0.0), (0.035, 0.36), (-0.035, 0.36)), BRASS)
    e.ball(circle(0, 0.04, 0.04), BRASS)
    for k in range(14):
        angle = math.tau * k / 14
        e.ball(circle(0.23 * math.sin(angle), 0.67 + 0.29 * math.cos(angle), 0.035), BRASS)
    e.ball(oval(0, 0.67, 0.24, 0.3), BRASS)
    glass = oval(0, 0.67, 0.19, 0.25)
    e.solid(glass, mix(GLASS, rgb(0x8FA9C9), 0.4), rim=0)
    e.inside(glass, poly((-0.2, 0.5), (0.08, 0.95), (0.16, 0.95), (-0.14, 0.45)), WHITE, 1, 0.5)
    e.inside(glass, poly((-0.06, 0.4), (0.2, 0.82), (0.22, 0.78), (-0.02, 0.4)), WHITE, 1, 0.4)


def _key(e: Easel) -> None:
    e.rod([(0, 0.03), (0, 0.66)], 0.09, BRASS)
    e.solid(poly((0.03, 0.04), (0.2, 0.04), (0.2, 0.13), (0.13, 0.13), (0.13, 0.17), (0.2, 0.17),
                 (0.2, 0.26), (0.03, 0.26)), BRASS)  # fmt: skip
    e.solid(rect(-0.075, 0.6, 0.075, 0.67, 0.02), scale(BRASS, 0.8))
    for x, y in ((-0.105, 0.775), (0.105, 0.775), (0.0, 0.89)):
        e.line(circle(x, y, 0.075), 0.06, BRASS, 0.25)
        e.line(circle(x - 0.006, y + 0.006, 0.075), 0.03, BRASS, 1.0)
    e.ball(circle(0, 0.8, 0.05), mix(e.accent, RED, 0.3), edge=0.005)


def _lock(e: Easel) -> None:
    e.line(
        path("M -0.2 0.56 L -0.2 0.74 C -0.2 0.98 0.2 0.98 0.2 0.74 L 0.2 0.56"), 0.1, STEEL, 0.5
    )
    e.solid(rect(-0.36, 0.0, 0.36, 0.6, 0.08), BRASS)
    e.line(rect(-0.3, 0.06, 0.3, 0.54, 0.05), 0.014, scale(BRASS, 0.6), 0.6)
    e.flat(circle(0, 0.36, 0.075), INK, 0.2)
    e.flat(poly((-0.035, 0.36), (0.035, 0.36), (0.06, 0.14), (-0.06, 0.14)), INK, 0.2)


def _potion(e: Easel) -> None:
    glass = path("M -0.09 0.9 L -0.09 0.68 C -0.42 0.6 -0.44 0.06 -0.18 0 L 0.18 0 C 0.44 0.06 "
        "0.42 "
                 "0.6 0.09 0.68 L 0.09 0.9 Z")  # fmt: skip
    e.glow(0, 0.3, 0.46, e.accent, 0.45)
    e.flat(glass, GLASS, 1.0, 0.5)
    e.inside(glass, rect(-0.5, 0, 0.5, 0.44), e.accent, 0.9, 0.95)
    e.inside(glass, oval(0, 0.44, 0.36, 0.035), mix(e.accent, WHITE, 0.5), 1.0)
    for x, y, size in (
        (-0.12, 0.18, 0.04),
        (0.1, 0.28, 0.03),
        (0.02, 0.36, 0.02),
        (0.18, 0.14, 0.025),
    ):
        e.light_up(poly(*star_points(x, y, size * 1.6, 4, 0.3)), WHITE, 0.85)
    e.line(glass, 0.016, WHITE, 1.0, 0.8)
    e.solid(rect(-0.11, 0.86, 0.11, 1.0, 0.03), rgb(0xC9995E))
    e.solid(rect(-0.13, 0.7, 0.13, 0.76, 0.02), BRASS)
    e.gleam(0.24, 0.42, 0.07, 0.7)


def _bow(e: Easel) -> None:
    e.line([(0.1, 0.03), (0.1, 0.97)], 0.01, CREAM, 0.9)
    e.line(path("M 0.1 0.02 C -0.06 0.16 -0.24 0.34 -0.16 0.5 C -0.24 0.66 -0.06 0.84 0.1 0.98"),
           0.05, DARK_WOOD, 0.6)  # fmt: skip
    e.line([(-0.17, 0.44), (-0.16, 0.56)], 0.06, LEATHER, 0.6)
    e.rod([(-0.22, 0.5), (0.18, 0.5)], 0.018, WOOD)
    e.flat(poly((-0.29, 0.5), (-0.2, 0.53), (-0.2, 0.47)), STEEL, 0.9)
    for way in (-1, 1):
        e.flat(poly((0.1, 0.5), (0.2, 0.5), (0.24, 0.5 + way * 0.045), (0.14, 0.5 + way * 0.045)),
               e.accent)  # fmt: skip


PROPS = {
    "sword": Prop(_sword, 0.6, 0.36, True), "shield": Prop(_shield, 0.42, 0.82, True),
    "crown": Prop(_crown, 0.12, 1.42, True), "ring": Prop(_ring, 0.035, 0.68, True),
    "gem": Prop(_gem, 0.06, 1.1, True), "treasure chest": Prop(_chest, 0.36, 1.34),
    "coin": Prop(_coin, 0.035, 1.0, True), "wand": Prop(_wand, 0.22, 0.62, True),
    "crystal ball": Prop(_crystal_ball, 0.2, 0.84, True), "skull": Prop(_skull, 0.14, 0.82, True),
    "necklace": Prop(_necklace, 0.16, 0.9, True), "mirror": Prop(_mirror, 0.24, 0.56, True),
    "key": Prop(_key, 0.07, 0.48, True), "lock": Prop(_lock, 0.08, 0.74, True),
    "potion": Prop(_potion, 0.13, 0.84, True), "bow": Prop(_bow, 0.7, 0.6, True),
}  # fmt: skip
