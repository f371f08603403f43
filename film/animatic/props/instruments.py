"""Instruments and machines: clocks, compasses, cameras, screens, flasks, robots, rockets."""

import math

from film.animatic.props.easel import (
    BRASS,
    CREAM,
    DARK_WOOD,
    GLASS,
    INK,
    IRON,
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
)  # fmt: skip

SCREEN = rgb(0x3F9CC9)


def _dial(e: Easel, x: float, y: float, radius: float, hours: int = 12) -> None:
    e.flat(circle(x, y, radius), CREAM, 0.95)
    for k in range(hours):
        angle = math.tau * k / hours
        inner = 0.8 if k % 3 else 0.7
        e.line([(x + math.sin(angle) * radius * inner, y + math.cos(angle) * radius * inner),
                (x + math.sin(angle) * radius * 0.9, y + math.cos(angle) * radius * 0.9)],
               radius * 0.06, INK, 0.5)  # fmt: skip


def _hands(e: Easel, x: float, y: float, radius: float) -> None:
    e.line([(x, y), (x - radius * 0.34, y + radius * 0.3)], radius * 0.09)
    e.line([(x, y), (x + radius * 0.3, y + radius * 0.62)], radius * 0.06)
    e.flat(circle(x, y, radius * 0.08), RED, 0.9)


def _compass(e: Easel) -> None:
    e.line(circle(0, 0.925, 0.055), 0.03, BRASS)
    e.solid(rect(-0.05, 0.82, 0.05, 0.9, 0.02), BRASS)
    e.ball(circle(0, 0.42, 0.42), BRASS)
    _dial(e, 0, 0.42, 0.34, 16)
    star = [
        (
            0.27 * (1 if k % 2 == 0 else 0.22) * math.sin(math.pi * k / 4),
            0.42 + 0.27 * (1 if k % 2 == 0 else 0.22) * math.cos(math.pi * k / 4),
        )
        for k in range(8)
    ]
    e.flat(poly(*star), rgb(0xD9C79C), 0.8)
    e.turn(-24, 0, 0.42)
    e.flat(poly((-0.045, 0.42), (0.045, 0.42), (0, 0.71)), RED, 0.95)
    e.flat(poly((-0.045, 0.42), (0.045, 0.42), (0, 0.13)), rgb(0x3C4A5C), 0.8)
    e.back()
    e.flat(circle(0, 0.42, 0.03), BRASS, 1.0)
    e.shine(path("M -0.28 0.5 C -0.24 0.68 -0.1 0.74 0.02 0.74 C -0.1 0.66 -0.2 0.6 -0.28 0.5 Z"),
            0.45)  # fmt: skip


def _clock(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.2, 0.1), (way * 0.3, 0.01)], 0.05, BRASS)
        e.ball(curve((way * 0.1, 0.84), (way * 0.2, 0.98), (way * 0.38, 0.9), (way * 0.36, 0.76)),
               BRASS)  # fmt: skip
    e.rod([(0, 0.88), (0, 0.96)], 0.04, STEEL)
    e.ball(circle(0, 0.46, 0.42), e.accent)
    _dial(e, 0, 0.46, 0.34)
    _hands(e, 0, 0.46, 0.34)
    e.gleam(0.2, 0.68, 0.06, 0.4)


def _watch(e: Easel) -> None:
    links = [(0.0, 0.94), (0.14, 0.98), (0.26, 0.9), (0.32, 0.78), (0.3, 0.64)]
    for x, y in links:
        e.line(circle(x, y, 0.028), 0.014, BRASS)
    e.line(circle(0, 0.85, 0.06), 0.03, BRASS)
    e.ball(circle(0, 0.4, 0.385), BRASS)
    _dial(e, 0, 0.4, 0.31)
    _hands(e, 0, 0.4, 0.31)
    e.line(circle(0, 0.26, 0.06), 0.008, INK, 0.5, 0.6)
    e.shine(path("M -0.26 0.46 C -0.22 0.62 -0.1 0.68 0 0.69 C -0.1 0.6 -0.18 0.56 -0.26 0.46 Z"))


def _hourglass(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.24, 0.08), (way * 0.24, 0.92)], 0.035, WOOD)
    glass = path(
        "M -0.19 0.09 C -0.2 0.36 -0.03 0.42 -0.03 0.5 C -0.03 0.58 -0.2 0.64 -0.19 0.91 "
        "L 0.19 0.91 C 0.2 0.64 0.03 0.58 0.03 0.5 C 0.03 0.42 0.2 0.36 0.19 0.09 Z"
    )
    e.flat(glass, GLASS, 1.0, 0.55)
    sand = rgb(0xE8B96A)
    e.inside(glass, rect(-0.3, 0.5, 0.3, 0.72), sand, 0.85)
    e.inside(glass, curve((-0.3, 0.0), (-0.2, 0.12), (0, 0.34), (0.2, 0.12), (0.3, 0.0)), sand, 0.9)
    e.line([(0, 0.5), (0, 0.25)], 0.014, sand, 0.9)
    e.line(glass, 0.012, WHITE, 1.0, 0.7)
    e.shine(poly((-0.13, 0.68), (-0.1, 0.66), (-0.11, 0.88), (-0.14, 0.88)), 0.6)
    for y in (0.0, 0.9):
        e.solid(rect(-0.3, y, 0.3, y + 0.1, 0.03), DARK_WOOD)


def _camera(e: Easel) -> None:
    e.solid(rect(-0.3, 0.72, 0.1, 0.98, 0.05), STEEL)
    e.solid(rect(0.3, 0.8, 0.48, 0.92, 0.03), STEEL)
    e.solid(rect(-0.64, 0.0, 0.64, 0.84, 0.1), INK)
    e.solid(rect(-0.64, 0.6, 0.64, 0.84, 0.08), STEEL)
    e.solid(rect(-0.64, 0.16, 0.64, 0.58, 0.02), mix(rgb(0x6E4A36), e.accent, 0.3))
    e.ball(circle(0.04, 0.38, 0.34), IRON)
    e.ball(circle(0.04, 0.38, 0.27), STEEL)
    e.ball(circle(0.04, 0.38, 0.22), INK)
    e.ball(circle(0.04, 0.38, 0.16), rgb(0x2E4A78))
    e.light_up(circle(-0.02, 0.45, 0.05), WHITE, 0.8)
    e.light_up(circle(0.1, 0.32, 0.022), rgb(0xB58AF0), 0.8)
    e.flat(rect(-0.22, 0.78, 0.02, 0.92, 0.03), GLASS, 0.9)
    e.flat(rect(-0.54, 0.64, -0.38, 0.78, 0.03), rgb(0xFFF2C0), 0.95)
    e.flat(circle(0.5, 0.71, 0.04), RED, 0.9)


def _phone(e: Easel) -> None:
    e.solid(rect(-0.25, 0.0, 0.25, 1.0, 0.06), INK)
    e.light_up(rect(-0.22, 0.07, 0.22, 0.93, 0.03), rgb(0x22466E))
    e.light_up(rect(-0.22, 0.5, 0.22, 0.93, 0.03), rgb(0x3B7FB0), 0.7)
    for k in range(3):
        for j in range(2):
            colour = (e.accent, rgb(0xF4C95D), rgb(0x7FC8A9))[(k + j) % 3]
            e.light_up(rect(-0.18 + 0.13 * k, 0.14 + 0.13 * j, -0.09 + 0.13 * k, 0.23 + 0.13 * j,
                            0.02), colour)  # fmt: skip
    e.light_up(rect(-0.1, 0.72, 0.1, 0.77, 0.01), WHITE, 0.95)
    e.light_up(rect(-0.16, 0.64, 0.16, 0.665, 0.01), WHITE, 0.6)
    e.shine(poly((-0.22, 0.4), (0.1, 0.93), (0.22, 0.93), (-0.22, 0.2)), 0.12)


def _laptop(e: Easel) -> None:
    e.solid(rect(-0.56, 0.16, 0.56, 1.0, 0.05), IRON)
    e.light_up(rect(-0.51, 0.22, 0.51, 0.95, 0.02), rgb(0x1E3A5C))
    e.light_up(rect(-0.46, 0.28, 0.06, 0.9, 0.02), rgb(0x2F6E9C), 0.8)
    for k in range(6):
        e.light_up(rect(-0.42, 0.81 - 0.085 * k, -0.15 + 0.11 * (k % 2), 0.845 - 0.085 * k, 0.01),
                   rgb(0xBFE6FF), 0.85)  # fmt: skip
    for k, high in enumerate((0.18, 0.3, 0.24, 0.42)):
        e.light_up(rect(0.13 + 0.09 * k, 0.3, 0.19 + 0.09 * k, 0.3 + high, 0.01), e.accent)
    e.shine(poly((-0.51, 0.4), (-0.1, 0.95), (0.12, 0.95), (-0.51, 0.22)), 0.08)
    e.solid(poly((-0.58, 0.15), (0.58, 0.15), (0.72, 0.03), (-0.72, 0.03)), STEEL)
    e.flat(poly((-0.48, 0.135), (0.48, 0.135), (0.54, 0.085), (-0.54, 0.085)), INK, 0.7)
    e.solid(rect(-0.72, 0.0, 0.72, 0.035, 0.015), scale(STEEL, 0.8))


def _computer(e: Easel) -> None:
    e.solid(poly((-0.1, 0.12), (0.1, 0.12), (0.14, 0.3), (-0.14, 0.3)), STEEL)
    e.solid(rect(-0.6, 0.26, 0.6, 1.0, 0.05), mix(CREAM, STEEL, 0.4))
    e.light_up(rect(-0.52, 0.36, 0.52, 0.93, 0.03), rgb(0x14304A))
    for k in range(6):
        e.light_up(rect(-0.46 + 0.05 * (k % 3), 0.845 - 0.08 * k, 0.02 + 0.12 * (k % 2), 0.88
                        - 0.08 * k, 0.01), (SCREEN, e.accent, rgb(0x7DF0B0))[k % 3])  # fmt: skip
    e.light_up(circle(0.3, 0.64, 0.15), SCREEN, 0.5)
    e.light_up(circle(0.3, 0.64, 0.09), rgb(0xBFE6FF), 0.8)
    e.solid(poly((-0.52, 0.12), (0.52, 0.12), (0.6, 0.0), (-0.6, 0.0)), mix(CREAM, STEEL, 0.4))
    for row in range(3):
        e.flat(poly((-0.47 - 0.02 * row, 0.105 - 0.033 * row), (0.47 + 0.02 * row, 0.105 - 0.033
               * row), (0.475 + 0.02 * row, 0.085 - 0.033 * row), (-0.475 - 0.02 * row, 0.085
               - 0.033 * row)), IRON, 0.8)  # fmt: skip


def _radio(e: Easel) -> None:
    e.rod([(0.4, 0.66), (0.56, 0.98)], 0.018, STEEL)
    e.line(path("M -0.4 0.68 C -0.4 0.9 0.3 0.9 0.3 0.68"), 0.04, DARK_WOOD)
    e.solid(rect(-0.66, 0.0, 0.66, 0.72, 0.12), mix(WOOD, e.accent, 0.45))
    grille = circle(-0.28, 0.36, 0.26)
    e.flat(grille, CREAM, 0.7)
    for k in range(-4, 5):
        e.inside(grille, rect(-0.6, 0.35 + 0.055 * k, 0.1, 0.375 + 0.055 * k), DARK_WOOD, 0.5)
    e.line(grille, 0.02, BRASS)
    e.light_up(rect(0.1, 0.44, 0.55, 0.6, 0.03), rgb(0xFFE3A8))
    for k in range(8):
        e.line([(0.14 + 0.053 * k, 0.48), (0.14 + 0.053 * k, 0.54)], 0.008, INK)
    e.line([(0.36, 0.45), (0.36, 0.59)], 0.014, RED, 1.0)
    for x in (0.2, 0.45):
        e.ball(circle(x, 0.24, 0.09), BRASS)
        e.line([(x, 0.25), (x + 0.04, 0.3)], 0.018, INK)


def _television(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(0, 0.76), (way * 0.3, 0.99)], 0.016, STEEL)
        e.rod([(way * 0.36, 0.14), (way * 0.44, 0.01)], 0.04, DARK_WOOD)
    e.solid(rect(-0.6, 0.1, 0.6, 0.8, 0.08), WOOD)
    glass = rect(-0.52, 0.18, 0.28, 0.73, 0.1)
    e.solid(glass, INK)
    e.light_up(rect(-0.48, 0.22, 0.24, 0.69, 0.08), rgb(0x6FB5CF))
    e.inside(glass, curve((-0.55, 0.2), (-0.3, 0.46), (-0.1, 0.36), (0.1, 0.5), (0.35, 0.2)),
             rgb(0x2F5F78), 0.9)  # fmt: skip
    e.light_up(circle(0.08, 0.56, 0.05), rgb(0xFFF2C0))
    e.shine(poly((-0.46, 0.5), (-0.3, 0.68), (-0.16, 0.68), (-0.46, 0.36)), 0.3)
    for y in (0.63, 0.47):
        e.ball(circle(0.44, y, 0.065), BRASS)
    for k in range(4):
        e.line([(0.36, 0.34 - 0.045 * k), (0.52, 0.34 - 0.045 * k)], 0.014, DARK_WOOD)


def _telescope(e: Easel) -> None:
    for x in (-0.28, 0.3, 0.03):
        e.rod([(0.0, 0.52), (x, 0.01)], 0.03, DARK_WOOD)
    e.solid(circle(0, 0.54, 0.05), BRASS)
    e.turn(32, 0, 0.6)
    e.solid(rect(-0.46, 0.56, -0.14, 0.645, 0.01), BRASS)
    e.solid(rect(-0.16, 0.54, 0.2, 0.665, 0.01), mix(e.accent, DARK_WOOD, 0.55))
    e.solid(rect(0.18, 0.525, 0.42, 0.68, 0.01), BRASS)
    for x, low, high in ((-0.48, 0.55, 0.655), (-0.17, 0.53, 0.675), (0.17, 0.52, 0.685),
                         (0.4, 0.51, 0.695)):  # fmt: skip
        e.solid(rect(x, low, x + 0.035, high, 0.01), scale(BRASS, 0.85))
    e.back()


def _microscope(e: Easel) -> None:
    e.solid(rect(-0.3, 0.0, 0.3, 0.08, 0.03), INK)
    e.line(path("M -0.06 0.06 C 0.34 0.14 0.36 0.56 0.08 0.66"), 0.09, IRON)
    e.line(path("M -0.06 0.06 C 0.34 0.14 0.36 0.56 0.08 0.66"), 0.04, STEEL, 0.9, 0.6)
    e.solid(rect(-0.26, 0.26, 0.14, 0.31, 0.01), STEEL)
    e.light_up(rect(-0.17, 0.31, -0.03, 0.325), GLASS, 0.95)
    e.turn(18, -0.05, 0.5)
    e.solid(rect(-0.1, 0.4, 0.04, 0.84, 0.02), BRASS)
    e.solid(rect(-0.07, 0.33, 0.01, 0.41, 0.01), STEEL)
    e.solid(rect(-0.08, 0.83, 0.02, 0.95, 0.02), INK)
    e.back()
    e.ball(circle(0.19, 0.42, 0.065), BRASS)


def _flask(e: Easel) -> None:
    glass = path("M -0.09 0.96 L -0.09 0.66 L -0.34 0.1 C -0.36 0.03 -0.32 0 -0.27 0 L 0.27 0 "
                 "C 0.32 0 0.36 0.03 0.34 0.1 L 0.09 0.66 L 0.09 0.96 Z")  # fmt: skip
    e.flat(glass, GLASS, 1.0, 0.5)
    liquid = mix(e.accent, rgb(0x6FE07A), 0.3)
    e.inside(glass, rect(-0.4, 0, 0.4, 0.42), liquid, 0.9)
    e.inside(glass, oval(0, 0.42, 0.2, 0.025), mix(liquid, WHITE, 0.5), 1.0)
    e.glow(0, 0.22, 0.4, liquid, 0.3)
    for x, y, size in ((-0.08, 0.14, 0.035), (0.1, 0.26, 0.025), (0.02, 0.34, 0.018),
                       (0.16, 0.1, 0.02)):  # fmt: skip
        e.light_up(circle(x, y, size), mix(liquid, WHITE, 0.7), 0.8)
    e.line(glass, 0.014, WHITE, 1.0, 0.8)
    e.solid(rect(-0.12, 0.94, 0.12, 1.0, 0.02), WHITE)
    e.shine(poly((-0.25, 0.08), (-0.21, 0.08), (-0.07, 0.44), (-0.1, 0.44)), 0.6)


def _gear(e: Easel) -> None:
    points = []
    for k in range(10):
        for share, far in ((-0.3, 0.39), (-0.2, 0.495), (0.2, 0.495), (0.3, 0.39)):
            angle = math.tau * (k + share) / 10
            points.append((far * math.sin(angle), 0.5 + far * math.cos(angle)))
    e.solid(poly(*points), BRASS)
    e.line(circle(0, 0.5, 0.3), 0.02, scale(BRASS, 0.6), 0.5)
    e.solid(circle(0, 0.5, 0.16), scale(BRASS, 0.8))
    e.flat(circle(0, 0.5, 0.09), INK, 0.5)


def _satellite(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.16, 0.5), (way * 0.34, 0.5)], 0.03, STEEL)
        x0, x1 = sorted((way * 0.32, way * 0.94))
        wing = rect(x0, 0.3, x1, 0.7, 0.01)
        e.solid(wing, rgb(0x2F4F8C))
        for k in range(1, 5):
            x = x0 + (x1 - x0) * k / 5
            e.line([(x, 0.31), (x, 0.69)], 0.008, GLASS, 0.8, 0.6)
        e.line([(x0, 0.5), (x1, 0.5)], 0.008, GLASS, 0.8, 0.6)
    e.solid(rect(-0.18, 0.26, 0.18, 0.74, 0.04), mix(BRASS, CREAM, 0.3))
    e.line([(-0.18, 0.42), (0.18, 0.42)], 0.012, INK, 0.4, 0.5)
    e.solid(path("M -0.17 0.86 C -0.1 0.72 0.1 0.72 0.17 0.86 Z"), STEEL)
    e.rod([(0, 0.8), (0, 0.96)], 0.018, STEEL)
    e.light_up(circle(0, 0.97, 0.028), rgb(0xFF6B5A))
    e.light_up(circle(0, 0.56, 0.05), SCREEN)
    e.rod([(0, 0.26), (0, 0.04)], 0.018, STEEL)
    e.ball(circle(0, 0.05, 0.045), STEEL)


def _robot(e: Easel) -> None:
    metal = mix(STEEL, e.accent, 0.35)
    for way in (-1, 1):
        e.rod([(way * 0.11, 0.3), (way * 0.12, 0.08)], 0.07, IRON)
        e.solid(rect(way * 0.13 - 0.09, 0.0, way * 0.13 + 0.09, 0.08, 0.03), metal)
        e.rod([(way * 0.2, 0.54), (way * 0.28, 0.4), (way * 0.26, 0.3)], 0.055, IRON)
        e.ball(circle(way * 0.265, 0.27, 0.05), metal)
    e.solid(rect(-0.2, 0.26, 0.2, 0.62, 0.05), metal)
    e.flat(rect(-0.13, 0.36, 0.13, 0.55, 0.02), INK, 0.6)
    for k, colour in enumerate((RED, rgb(0xF4C95D), rgb(0x7DF0B0))):
        e.light_up(circle(-0.07 + 0.07 * k, 0.5, 0.022), colour)
    e.light_up(rect(-0.09, 0.4, 0.09, 0.44, 0.01), SCREEN)
    e.rod([(0, 0.6), (0, 0.66)], 0.06, IRON)
    e.rod([(0, 0.88), (0, 0.96)], 0.02, IRON)
    e.light_up(circle(0, 0.968, 0.03), e.accent)
    e.solid(rect(-0.19, 0.64, 0.19, 0.9, 0.07), metal)
    e.solid(rect(-0.155, 0.7, 0.155, 0.85, 0.06), INK, rim=0)
    for way in (-1, 1):
        e.light_up(circle(way * 0.07, 0.78, 0.035), rgb(0x8FF0FF))
        e.light_up(circle(way * 0.07 - 0.01, 0.79, 0.012), WHITE)
    e.line([(-0.05, 0.675), (0, 0.665), (0.05, 0.675)], 0.01)


def _rocket(e: Easel) -> None:
    for x, high in ((-0.07, 0.12), (0.07, 0.12), (0.0, 0.17)):
        e.turn(180, x, 0.17)
        e.flame(x, 0.17, high)
        e.back()
    for way in (-1, 1):
        e.solid(path(f"M {way * 0.12} 0.42 C {way * 0.3} 0.36 {way * 0.28} 0.2 {way * 0.26} 0.12 "
                     f"L {way * 0.1} 0.2 Z"), e.accent)  # fmt: skip
    body = path("M -0.1 0.16 C -0.24 0.4 -0.2 0.74 0 1 C 0.2 0.74 0.24 0.4 0.1 0.16 Z")
    e.solid(body, CREAM)
    e.inside(body, rect(-0.3, 0.8, 0.3, 1.0), e.accent, 0.85)
    e.inside(body, rect(-0.3, 0.3, 0.3, 0.35), e.accent, 0.75)
    e.ball(circle(0, 0.62, 0.085), BRASS)
    e.ball(circle(0, 0.62, 0.06), rgb(0x3F7FA8))
    e.gleam(0.025, 0.645, 0.018, 0.9)
    e.solid(rect(-0.025, 0.14, 0.025, 0.36, 0.02), e.accent)


def _wheel(e: Easel) -> None:
    e.line(circle(0, 0.5, 0.455), 0.075, DARK_WOOD, 0.5)
    e.line(circle(0, 0.5, 0.455), 0.03, WOOD, 1.0)
    for k in range(8):
        angle = math.tau * k / 8
        e.rod([(0, 0.5), (0.43 * math.sin(angle), 0.5 + 0.43 * math.cos(angle))], 0.04, WOOD)
    e.ball(circle(0, 0.5, 0.1), BRASS)


def _microphone(e: Easel) -> None:
    e.solid(turned((0.1, 0.0), (0.16, 0.5), soft=False), INK)
    e.solid(rect(-0.18, 0.49, 0.18, 0.58, 0.03), BRASS)
    head = oval(0, 0.78, 0.2, 0.215)
    e.ball(head, STEEL)
    for k in range(-5, 6):
        e.inside(head, rect(-0.3, 0.775 + 0.04 * k, 0.3, 0.787 + 0.04 * k), INK, 0.5, 0.5)
        e.inside(head, rect(0.04 * k - 0.005, 0.5, 0.04 * k + 0.005, 1.0), INK, 0.5, 0.5)
    e.light_up(circle(0, 0.36, 0.03), RED)


PROPS = {
    "compass": Prop(_compass, 0.06, 0.84, True), "clock": Prop(_clock, 0.14, 0.86, True),
    "watch": Prop(_watch, 0.06, 0.78, True), "hourglass": Prop(_hourglass, 0.16, 0.6, True),
    "camera": Prop(_camera, 0.09, 1.3, True), "phone": Prop(_phone, 0.09, 0.5, True),
    "laptop": Prop(_laptop, 0.16, 1.46), "computer": Prop(_computer, 0.28, 1.2),
    "radio": Prop(_radio, 0.15, 1.32), "television": Prop(_television, 0.4, 1.2),
    "telescope": Prop(_telescope, 0.75, 0.98), "microscope": Prop(_microscope, 0.24, 0.62),
    "flask": Prop(_flask, 0.13, 0.7, True), "gear": Prop(_gear, 0.2, 1.0, True),
    "satellite": Prop(_satellite, 0.6, 1.9), "robot": Prop(_robot, 0.8, 0.64),
    "rocket": Prop(_rocket, 1.5, 0.6), "wheel": Prop(_wheel, 0.45, 1.0),
    "microphone": Prop(_microphone, 0.14, 0.42, True),
}  # fmt: skip
