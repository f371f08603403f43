"""Things worn, kept, played and won: hats and boots, blankets, a globe, a harp, a trophy."""

import math

from film.animatic.props.easel import (
    BRASS,
    CREAM,
    DARK_WOOD,
    FIRE,
    GLASS,
    INK,
    IRON,
    LEATHER,
    PAPER,
    RED,
    STEEL,
    WHITE,
    WOOD,
    Easel,
    Prop,
    circle,
    curve,
    mix,
    oval,
    path,
    poly,
    rect,
    rgb,
    scale,
    turned,
)

SEA, LAND = rgb(0x5E9CC4), rgb(0x8DB26A)


def _hat(e: Easel) -> None:
    felt = mix(e.accent, LEATHER, 0.35)
    e.solid(path("M -0.95 0.2 C -0.7 -0.05 0.7 -0.05 0.95 0.2 C 0.6 0.34 -0.6 0.34 -0.95 0.2 Z"),
            scale(felt, 0.85))  # fmt: skip
    crown = path("M -0.5 0.2 C -0.5 0.6 -0.42 0.9 -0.3 0.98 C -0.14 1.04 -0.06 0.9 0.04 0.9 "
                 "C 0.14 0.9 0.24 1.04 0.36 0.96 C 0.46 0.86 0.5 0.56 0.5 0.2 "
                 "C 0.24 0.1 -0.24 0.1 -0.5 0.2 Z")  # fmt: skip
    e.solid(crown, felt)
    band = path("M -0.5 0.2 L -0.495 0.4 C -0.2 0.3 0.2 0.3 0.495 0.4 L 0.5 0.2 "
                "C 0.24 0.1 -0.24 0.1 -0.5 0.2 Z")  # fmt: skip
    e.inside(crown, band, scale(INK, 1.2), 0.6)


def _boot(e: Easel) -> None:
    hide = mix(LEATHER, e.accent, 0.2)
    e.solid(path("M -0.36 0.06 L -0.34 0.98 C -0.2 1.02 0.0 1.02 0.1 0.98 L 0.1 0.46 "
                 "C 0.2 0.4 0.5 0.38 0.52 0.2 L 0.52 0.06 Z"), hide)  # fmt: skip
    e.solid(rect(-0.4, 0.0, 0.54, 0.08, 0.02), scale(hide, 0.5))
    e.solid(rect(-0.37, 0.88, 0.12, 0.99, 0.03), scale(hide, 0.8))
    for y in (0.5, 0.6, 0.7, 0.8):
        e.line([(0.0, y), (0.09, y + 0.02)], 0.025, CREAM, 0.9)
    e.line([(-0.34, 0.34), (-0.1, 0.4), (0.1, 0.46)], 0.012, INK, 0.4)


def _glove(e: Easel) -> None:
    wool = e.accent
    hand = path("M -0.26 0.3 L -0.3 0.66 C -0.32 0.76 -0.2 0.78 -0.18 0.7 L -0.16 0.86 "
                "C -0.15 0.96 -0.03 0.96 -0.03 0.86 L -0.02 0.92 C 0.0 1.02 0.11 1.0 0.11 0.9 "
                "L 0.12 0.84 C 0.15 0.93 0.25 0.9 0.24 0.8 L 0.22 0.56 C 0.3 0.64 0.4 0.62 "
                "0.38 0.54 C 0.34 0.42 0.28 0.38 0.22 0.3 Z")  # fmt: skip
    e.solid(hand, wool)
    e.solid(rect(-0.3, 0.0, 0.28, 0.32, 0.06), scale(wool, 0.8))
    for k in range(6):
        e.line([(-0.24 + 0.09 * k, 0.03), (-0.24 + 0.09 * k, 0.29)], 0.014, INK, 0.4, 0.5)
    for x in (-0.17, -0.03, 0.12):
        e.line([(x, 0.6), (x, 0.78)], 0.014, INK, 0.4, 0.5)


def _scarf(e: Easel) -> None:
    wool = e.accent
    e.solid(path("M -0.2 0.62 L -0.36 0.06 L -0.06 0.02 L 0.06 0.6 Z"), scale(wool, 0.8))
    e.solid(path("M 0.02 0.62 L 0.1 0.1 L 0.4 0.14 L 0.28 0.64 Z"), wool)
    e.solid(path("M -0.46 0.78 C -0.42 0.5 0.42 0.5 0.46 0.78 C 0.42 1.02 -0.42 1.02 -0.46 0.78 Z"),
            wool)  # fmt: skip
    e.flat(oval(0, 0.84, 0.28, 0.09), scale(wool, 0.45), 0.3)
    for x0, x1, y in ((-0.31, -0.04, 0.2), (0.09, 0.38, 0.26), (-0.27, -0.02, 0.34),
                      (0.07, 0.35, 0.4)):  # fmt: skip
        e.line([(x0, y), (x1, y)], 0.05, CREAM, 0.9, 0.85)
    for x, y in ((-0.34, 0.06), (-0.24, 0.045), (-0.14, 0.035), (0.13, 0.11), (0.24, 0.12),
                 (0.36, 0.14)):  # fmt: skip
        e.line([(x, y), (x, y - 0.03)], 0.025, wool, 0.6)


def _blanket(e: Easel) -> None:
    hues = (e.accent, CREAM, mix(e.accent, rgb(0x3E6C8F), 0.6), rgb(0xE0B860))
    for k in range(4):
        low = 0.24 * k
        fold = path(f"M -0.72 {low + 0.02} C -0.4 {low - 0.02} 0.4 {low} 0.7 {low + 0.02} "
                    f"C 0.82 {low + 0.06} 0.82 {low + 0.22} 0.7 {low + 0.27} "
                    f"L -0.72 {low + 0.27} C -0.78 {low + 0.2} -0.78 {low + 0.1} -0.72 "
                    f"{low + 0.02} Z")  # fmt: skip
        e.solid(fold, hues[k])
        for i in range(7):
            patch = rect(-0.7 + 0.2 * i, low, -0.6 + 0.2 * i, low + 0.28)
            e.inside(fold, patch, hues[(k + i) % 3 + 1], 0.8, 0.4)


def _globe(e: Easel) -> None:
    e.solid(turned((0.3, 0.0), (0.3, 0.05), (0.06, 0.1), (0.05, 0.18), soft=False), DARK_WOOD)
    e.line(circle(0, 0.58, 0.4), 0.035, BRASS, 0.7)
    ball = circle(0, 0.58, 0.35)
    e.ball(ball, SEA)
    for land in (
        curve((-0.28, 0.7), (-0.1, 0.84), (0.02, 0.74), (-0.06, 0.62), (-0.14, 0.5), (-0.24, 0.6)),
        curve((0.08, 0.6), (0.26, 0.72), (0.32, 0.54), (0.18, 0.36), (0.1, 0.46)),
        curve((-0.2, 0.42), (-0.08, 0.4), (-0.1, 0.28), (-0.18, 0.32)),
    ):
        e.inside(ball, land, LAND, 0.8)
    e.line([(0, 0.92), (0, 0.98)], 0.035, BRASS, 0.9)
    e.gleam(0.13, 0.72, 0.08, 0.5)


def _trophy(e: Easel) -> None:
    for way in (-1, 1):
        e.line([(way * 0.22, 0.86), (way * 0.4, 0.84), (way * 0.38, 0.62), (way * 0.18, 0.54)],
               0.045, BRASS, 0.6)  # fmt: skip
    e.solid(rect(-0.26, 0.0, 0.26, 0.16, 0.02), DARK_WOOD)
    e.solid(rect(-0.12, 0.05, 0.12, 0.11), BRASS)
    e.solid(turned((0.16, 0.16), (0.06, 0.24), (0.045, 0.36), (0.1, 0.42), (0.24, 0.6),
                   (0.27, 0.86), (0.28, 1.0)), BRASS)  # fmt: skip
    e.flat(oval(0, 0.965, 0.26, 0.03), scale(BRASS, 0.55), 0.5)
    e.gleam(0.12, 0.76, 0.1, 0.7)


def _typewriter(e: Easel) -> None:
    body = mix(e.accent, INK, 0.45)
    e.solid(rect(-0.34, 0.62, 0.34, 1.0, 0.01), PAPER)
    e.writing((-0.26, 0.76, 0.26, 0.96), 4)
    e.rod([(-0.66, 0.62), (0.66, 0.62)], 0.14, IRON)
    for way in (-1, 1):
        e.solid(rect(way * 0.66 - 0.06, 0.53, way * 0.66 + 0.06, 0.71, 0.03), INK)
    e.solid(path("M -0.58 0.62 L 0.58 0.62 L 0.7 0.06 C 0.7 0.0 0.66 0.0 0.62 0.0 L -0.62 0.0 "
                 "C -0.66 0.0 -0.7 0.0 -0.7 0.06 Z"), body)  # fmt: skip
    e.flat(path("M -0.32 0.58 C -0.2 0.42 0.2 0.42 0.32 0.58 Z"), INK, 0.2)
    for row in range(3):
        for k in range(9):
            x = -0.48 + 0.12 * k + 0.02 * row - 0.02
            e.flat(circle(x, 0.34 - 0.1 * row, 0.042), INK, 0.2)
            e.flat(circle(x, 0.35 - 0.1 * row, 0.036), CREAM, 0.95)
    e.solid(rect(-0.3, 0.03, 0.3, 0.08, 0.02), CREAM)


def _spoon(e: Easel) -> None:
    e.rod([(0, 0.02), (0, 0.4), (0, 0.7)], 0.05, STEEL)
    e.ball(oval(0, 0.82, 0.12, 0.18), STEEL)
    e.flat(oval(0.01, 0.82, 0.08, 0.13), scale(STEEL, 0.7), 0.6)
    e.ball(oval(0, 0.05, 0.04, 0.05), STEEL)


def _oar(e: Easel) -> None:
    e.rod([(0, 0.02), (0, 0.7)], 0.035, WOOD)
    e.solid(path("M -0.03 0.62 C -0.09 0.7 -0.09 0.9 -0.07 1.0 L 0.07 1.0 C 0.09 0.9 0.09 0.7 "
                 "0.03 0.62 Z"), WOOD)  # fmt: skip
    e.solid(rect(-0.07, 0.9, 0.07, 0.96), e.accent)
    e.solid(rect(-0.028, 0.0, 0.028, 0.1, 0.02), DARK_WOOD)


def _fan(e: Easel) -> None:
    for k in range(9):
        a, b = math.radians(-68 + 15.1 * k), math.radians(-68 + 15.1 * (k + 1))
        blade = poly((0.05 * math.sin(a), 0.06), (0.95 * math.sin(a), 0.04 + 0.95 * math.cos(a)),
                     (0.95 * math.sin(b), 0.04 + 0.95 * math.cos(b)),
                     (0.05 * math.sin(b), 0.06))  # fmt: skip
        e.solid(blade, e.accent if k % 2 else mix(e.accent, CREAM, 0.4))
        if k in (2, 4, 6):
            c = (a + b) / 2
            e.flat(circle(0.7 * math.sin(c), 0.04 + 0.7 * math.cos(c), 0.06), CREAM, 0.95)
    for way in (-1, 1):
        e.rod([(0, 0.05), (way * 0.84, 0.37)], 0.035, DARK_WOOD)
    e.ball(circle(0, 0.055, 0.05), BRASS)


def _firework(e: Easel) -> None:
    e.rod([(0, 0.02), (0, 0.5)], 0.035, WOOD)
    e.solid(rect(-0.12, 0.34, 0.12, 0.8, 0.02), e.accent)
    for y in (0.42, 0.56, 0.7):
        e.flat(poly((-0.12, y), (0.12, y + 0.06), (0.12, y + 0.1), (-0.12, y + 0.04)), CREAM, 0.9)
    e.solid(poly((-0.18, 0.78), (0.18, 0.78), (0.0, 1.0)), RED)
    e.line([(0.1, 0.35), (0.17, 0.3), (0.14, 0.22)], 0.018, INK, 0.6)
    e.glow(0.14, 0.2, 0.12, FIRE, 0.7)
    e.light_up(circle(0.14, 0.2, 0.026), rgb(0xFFF2C0))


def _flashlight(e: Easel) -> None:
    e.solid(rect(-0.1, 0.0, 0.1, 0.62, 0.03), mix(IRON, e.accent, 0.3))
    e.solid(poly((-0.1, 0.6), (0.1, 0.6), (0.21, 0.8), (0.21, 0.94), (-0.21, 0.94), (-0.21, 0.8)),
            mix(IRON, e.accent, 0.45))  # fmt: skip
    e.solid(rect(-0.04, 0.42, 0.04, 0.54, 0.02), RED)
    e.glow(0, 0.96, 0.22, rgb(0xFFF0B8), 0.75)
    e.light_up(oval(0, 0.945, 0.2, 0.05), rgb(0xFFF6D8))


def _paper_boat(e: Easel) -> None:
    e.solid(poly((-0.3, 0.4), (0.0, 1.0), (0.3, 0.4)), scale(PAPER, 0.9))
    e.solid(poly((0.0, 1.0), (0.0, 0.4), (0.3, 0.4)), scale(PAPER, 0.75))
    e.solid(poly((-0.8, 0.56), (-0.42, 0.0), (0.42, 0.0), (0.8, 0.56), (0.0, 0.3)), PAPER)
    e.line([(0.0, 0.3), (-0.42, 0.01)], 0.01, INK, 0.4, 0.4)
    e.line([(0.0, 0.3), (0.42, 0.01)], 0.01, INK, 0.4, 0.4)


def _accordion(e: Easel) -> None:
    for k in range(11):
        x = -0.33 + 0.066 * k
        high = 0.86 - 0.06 * (1 - abs(k - 5) / 5)
        e.solid(rect(x - 0.04, 0.1, x + 0.04, high, 0.02), e.accent if k % 2 else INK)
    for way in (-1, 1):
        e.solid(rect(way * 0.52 - 0.19, 0.0, way * 0.52 + 0.19, 1.0, 0.05),
                mix(e.accent, DARK_WOOD, 0.4))  # fmt: skip
        e.line(rect(way * 0.52 - 0.14, 0.05, way * 0.52 + 0.14, 0.95, 0.03), 0.014, BRASS, 0.9)
    for k in range(12):
        e.flat(rect(0.48, 0.1 + 0.068 * k, 0.66, 0.155 + 0.068 * k), CREAM, 0.95)
    for row in range(2):
        for k in range(6):
            e.flat(circle(-0.58 + 0.12 * row, 0.18 + 0.13 * k, 0.034), CREAM, 0.95)


def _harp(e: Easel) -> None:
    gold = mix(BRASS, e.accent, 0.15)
    for k in range(11):
        x = -0.24 + 0.046 * k
        e.line([(x, 0.86 - 0.014 * k), (x, 0.14 + 0.052 * k)], 0.006, CREAM, 0.95, 0.9)
    e.rod([(-0.3, 0.08), (-0.3, 0.9)], 0.07, gold)
    e.rod([(-0.3, 0.92), (-0.16, 0.86), (0.06, 0.8), (0.22, 0.92), (0.32, 0.8)], 0.075, gold)
    e.rod([(-0.26, 0.1), (0.3, 0.76)], 0.085, DARK_WOOD)
    e.ball(circle(-0.3, 0.94, 0.055), gold)
    e.solid(rect(-0.4, 0.0, 0.0, 0.09, 0.03), gold)


def _flute(e: Easel) -> None:
    e.rod([(-2.4, 0.5), (2.4, 0.5)], 0.62, STEEL)
    for x in (-2.1, -1.0, 1.7):
        e.solid(rect(x - 0.1, 0.1, x + 0.1, 0.9, 0.1), scale(STEEL, 0.85))
    e.solid(oval(-1.6, 0.74, 0.3, 0.26), STEEL)
    e.flat(oval(-1.6, 0.76, 0.14, 0.1), INK, 0.2)
    for k in range(6):
        e.ball(oval(-0.6 + 0.38 * k, 0.72, 0.15, 0.22), WHITE)


def _music_box(e: Easel) -> None:
    wood = mix(WOOD, e.accent, 0.35)
    e.solid(poly((-0.62, 0.46), (0.62, 0.46), (0.54, 0.98), (-0.54, 0.98)), scale(wood, 0.8))
    e.solid(poly((-0.52, 0.52), (0.52, 0.52), (0.46, 0.92), (-0.46, 0.92)), GLASS)
    e.ball(circle(0, 0.86, 0.055), rgb(0xE3B48F))
    e.line([(0, 0.82), (-0.12, 0.92)], 0.02, rgb(0xE3B48F), 0.9)
    e.line([(0, 0.82), (0.12, 0.92)], 0.02, rgb(0xE3B48F), 0.9)
    e.solid(poly((-0.03, 0.82), (0.03, 0.82), (0.18, 0.64), (-0.18, 0.64)), rgb(0xF2B8C6))
    e.line([(0, 0.66), (0, 0.46)], 0.022, rgb(0xE3B48F), 0.8)
    e.solid(rect(-0.64, 0.0, 0.64, 0.5, 0.03), wood)
    e.line(rect(-0.56, 0.08, 0.56, 0.42, 0.02), 0.016, BRASS, 0.9)
    e.rod([(0.62, 0.24), (0.72, 0.24), (0.72, 0.34)], 0.035, BRASS)
    e.solid(rect(-0.07, 0.34, 0.07, 0.48, 0.02), BRASS)


def _record_player(e: Easel) -> None:
    e.solid(rect(-0.5, 0.0, 0.42, 0.26, 0.02), WOOD)
    e.solid(oval(-0.06, 0.28, 0.42, 0.06), INK)
    e.flat(oval(-0.06, 0.285, 0.13, 0.02), e.accent, 0.9)
    e.rod([(0.34, 0.26), (0.34, 0.46), (0.16, 0.5)], 0.06, BRASS)
    e.solid(path("M 0.2 0.46 C 0.1 0.6 0.0 0.6 -0.14 0.56 C -0.4 0.6 -0.5 0.84 -0.36 0.96 "
                 "C -0.1 1.06 0.32 0.98 0.38 0.78 C 0.4 0.64 0.3 0.56 0.2 0.46 Z"),
            BRASS)  # fmt: skip
    e.flat(oval(-0.08, 0.8, 0.3, 0.15), scale(BRASS, 0.45), 0.5)
    e.gleam(0.2, 0.9, 0.05, 0.6)


def _record(e: Easel) -> None:
    e.solid(rect(-0.6, 0.03, 0.26, 0.97, 0.01), mix(e.accent, CREAM, 0.55))
    e.flat(circle(-0.3, 0.5, 0.2), e.accent, 0.7)
    e.solid(circle(0.1, 0.5, 0.5), INK)
    for reach in (0.44, 0.38, 0.32, 0.26):
        e.line(circle(0.1, 0.5, reach), 0.006, STEEL, 0.6, 0.5)
    e.solid(circle(0.1, 0.5, 0.18), e.accent)
    e.flat(circle(0.1, 0.5, 0.03), CREAM, 0.9)
    e.shine(path("M 0.1 0.5 L 0.26 0.95 L 0.4 0.88 Z"), 0.16)


def _chessboard(e: Easel) -> None:
    e.solid(poly((-0.95, 0.02), (0.95, 0.02), (0.7, 0.42), (-0.7, 0.42)), DARK_WOOD)
    for row in range(4):
        for k in range(6):
            low, high = 0.06 + 0.085 * row, 0.06 + 0.085 * (row + 1)
            tone = CREAM if (row + k) % 2 else mix(INK, e.accent, 0.4)
            corners = ((k, low), (k + 1, low), (k + 1, high), (k, high))
            square = [((i / 3 - 1) * (0.89 - 0.55 * y), y) for i, y in corners]
            e.flat(poly(*square), tone, 0.9)
    for x, y, tall, tone in (
        (-0.5, 0.3, 0.34, INK), (0.1, 0.32, 0.62, INK), (0.46, 0.2, 0.4, CREAM),
        (-0.2, 0.14, 0.52, CREAM),
    ):  # fmt: skip
        e.canvas.save()
        e.canvas.translate(x, -y)
        e.canvas.scale(tall, tall)
        e.solid(turned((0.24, 0.0), (0.22, 0.08), (0.1, 0.2), (0.08, 0.6), (0.16, 0.66),
                       (0.1, 0.72)), tone)  # fmt: skip
        e.ball(circle(0, 0.84, 0.16), tone)
        e.canvas.restore()


def _medal(e: Easel) -> None:
    e.solid(poly((-0.26, 1.0), (0.02, 1.0), (0.12, 0.5), (-0.06, 0.5)), e.accent)
    e.solid(poly((0.26, 1.0), (-0.02, 1.0), (-0.12, 0.5), (0.06, 0.5)), scale(e.accent, 0.8))
    e.ball(circle(0, 0.29, 0.29), BRASS)
    e.line(circle(0, 0.29, 0.22), 0.02, scale(BRASS, 0.6), 0.6)
    e.flat(poly(*((0.15 * math.sin(k * math.pi / 5) * (1 if k % 2 == 0 else 0.45),
                   0.29 + 0.15 * math.cos(k * math.pi / 5) * (1 if k % 2 == 0 else 0.45))
                  for k in range(10))), rgb(0xFFF0C0), 1.0)  # fmt: skip


def _cage(e: Easel) -> None:
    e.line(circle(0, 0.94, 0.045), 0.025, BRASS, 0.8)
    e.ball(oval(0.02, 0.36, 0.11, 0.09), e.accent)
    e.ball(circle(0.1, 0.46, 0.065), e.accent)
    e.flat(poly((0.15, 0.47), (0.21, 0.45), (0.15, 0.44)), FIRE)
    e.rod([(-0.22, 0.27), (0.26, 0.27)], 0.025, WOOD)
    for k in range(7):
        x = -0.3 + 0.1 * k
        e.line([(x, 0.08), (x, 0.5), (x * 0.8, 0.72), (x * 0.2, 0.88)], 0.016, BRASS, 0.8)
    e.line([(-0.31, 0.5), (0, 0.47), (0.31, 0.5)], 0.02, BRASS, 0.9)
    e.solid(rect(-0.36, 0.0, 0.36, 0.1, 0.03), BRASS)


def _pie(e: Easel) -> None:
    crust = rgb(0xD79A4E)
    e.solid(poly((-0.9, 0.42), (0.9, 0.42), (0.66, 0.0), (-0.66, 0.0)), STEEL)
    e.solid(path("M -0.98 0.42 C -0.8 0.72 -0.4 0.9 0 0.9 C 0.4 0.9 0.8 0.72 0.98 0.42 "
                 "C 0.6 0.3 -0.6 0.3 -0.98 0.42 Z"), crust)  # fmt: skip
    for k in range(8):
        e.ball(oval(-0.86 + 0.246 * k, 0.43, 0.13, 0.08), crust)
    for x in (-0.3, 0.0, 0.3):
        e.line([(x, 0.6), (x * 0.8, 0.74)], 0.05, RED, 0.7)
    e.line([(0.0, 0.86), (-0.05, 0.93), (0.0, 0.985)], 0.02, WHITE, 0.9, 0.85)


def _jar(e: Easel) -> None:
    e.solid(rect(-0.3, 0.0, 0.3, 0.82, 0.12), mix(GLASS, rgb(0xE8A93A), 0.85))
    e.shine(rect(-0.24, 0.12, -0.18, 0.68, 0.03), 0.5)
    e.solid(rect(-0.22, 0.24, 0.24, 0.56, 0.02), PAPER)
    e.line([(-0.1, 0.4), (0.02, 0.44), (0.14, 0.38)], 0.03, e.accent, 0.8)
    e.solid(rect(-0.28, 0.8, 0.28, 1.0, 0.04), e.accent)


def _dress(e: Easel) -> None:
    e.line([(-0.12, 0.9), (0.0, 0.97), (0.12, 0.9)], 0.016, STEEL, 0.8)
    e.solid(path("M -0.16 0.92 L -0.06 0.88 C -0.02 0.84 0.02 0.84 0.06 0.88 L 0.16 0.92 "
                 "L 0.22 0.78 L 0.13 0.74 L 0.11 0.58 C 0.2 0.4 0.3 0.2 0.34 0.03 "
                 "C 0.1 -0.01 -0.1 -0.01 -0.34 0.03 C -0.3 0.2 -0.2 0.4 -0.11 0.58 "
                 "L -0.13 0.74 L -0.22 0.78 Z"), e.accent)  # fmt: skip
    e.solid(rect(-0.12, 0.56, 0.12, 0.61), mix(e.accent, INK, 0.4))
    for x in (-0.14, 0.0, 0.14):
        e.line([(x * 0.4, 0.52), (x, 0.24), (x * 1.5, 0.04)], 0.012, INK, 0.4, 0.5)


PROPS = {
    "hat": Prop(_hat, 0.13, 1.92, True),
    "boot": Prop(_boot, 0.2, 1.08, True),
    "glove": Prop(_glove, 0.12, 0.76, True),
    "scarf": Prop(_scarf, 0.2, 0.94, True),
    "blanket": Prop(_blanket, 0.16, 1.58, True),
    "globe": Prop(_globe, 0.24, 0.84, True),
    "trophy": Prop(_trophy, 0.22, 0.86, True),
    "typewriter": Prop(_typewriter, 0.2, 1.46),
    "spoon": Prop(_spoon, 0.1, 0.26, True),
    "oar": Prop(_oar, 0.9, 0.18, True),
    "fan": Prop(_fan, 0.14, 1.86, True),
    "firework": Prop(_firework, 0.26, 0.42, True),
    "flashlight": Prop(_flashlight, 0.14, 0.46, True),
    "paper boat": Prop(_paper_boat, 0.08, 1.62, True),
    "accordion": Prop(_accordion, 0.24, 1.44, True),
    "harp": Prop(_harp, 0.8, 0.84),
    "flute": Prop(_flute, 0.035, 5.44, True),
    "music box": Prop(_music_box, 0.12, 1.5, True),
    "record player": Prop(_record_player, 0.34, 1.04),
    "record": Prop(_record, 0.17, 1.2, True),
    "chessboard": Prop(_chessboard, 0.16, 1.92),
    "medal": Prop(_medal, 0.12, 0.6, True),
    "cage": Prop(_cage, 0.3, 0.74, True),
    "pie": Prop(_pie, 0.1, 1.98, True),
    "jar": Prop(_jar, 0.13, 0.62, True),
    "dress": Prop(_dress, 0.6, 0.7),
}
"""Every thing on this shelf, by the noun that names it."""
