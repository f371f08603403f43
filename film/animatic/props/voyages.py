"""Things to go with: bags, bicycles, cars, boats, ships, trains, planes and their gear."""

import math

from film.animatic.props.easel import (
    BLUE,
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

ROPE = rgb(0xD2AE74)
HEADLIGHT = rgb(0xFFF0B8)


def _umbrella(e: Easel) -> None:
    e.line(path("M 0 0.9 L 0 0.12 C 0 -0.02 0.14 -0.02 0.14 0.1"), 0.026, DARK_WOOD, 0.6)
    e.solid(path("M -0.5 0.52 C -0.48 0.8 -0.26 0.97 0 0.97 C 0.26 0.97 0.48 0.8 0.5 0.52 "
                 "C 0.42 0.6 0.28 0.6 0.18 0.52 C 0.08 0.6 -0.08 0.6 -0.18 0.52 C -0.28 0.6 -0.42 "
                 "0.6 -0.5 0.52 Z"), e.accent)  # fmt: skip
    for way in (-1, 1):
        e.line([(way * 0.18, 0.53), (way * 0.15, 0.78), (0, 0.96)], 0.01, scale(e.accent, 0.6), 0.4)
    e.flat(path("M -0.18 0.52 C -0.15 0.78 -0.06 0.9 0 0.965 C 0.06 0.9 0.15 0.78 0.18 0.52 C 0.08 "
                "0.6 -0.08 0.6 -0.18 0.52 Z"), WHITE, 1.0, 0.14)  # fmt: skip
    e.rod([(0, 0.96), (0, 0.99)], 0.02, IRON)


def _suitcase(e: Easel) -> None:
    e.line(path("M -0.16 0.82 L -0.16 0.92 C -0.16 0.98 0.16 0.98 0.16 0.92 L 0.16 0.82"), 0.05,
           LEATHER, 0.5)  # fmt: skip
    e.solid(rect(-0.58, 0.0, 0.58, 0.84, 0.08), mix(LEATHER, e.accent, 0.35))
    for x in (-0.36, 0.36):
        e.solid(rect(x - 0.06, 0.0, x + 0.06, 0.84, 0.01), scale(LEATHER, 0.75))
        e.solid(rect(x - 0.08, 0.52, x + 0.08, 0.64, 0.02), BRASS)
    for x, y in ((-0.54, 0.04), (0.54, 0.04), (-0.54, 0.8), (0.54, 0.8)):
        e.ball(circle(x, y, 0.04), BRASS)
    for x, y, colour, turn in ((0.08, 0.24, RED, 12), (-0.1, 0.5, BLUE, -9)):
        e.turn(turn, x, y)
        e.flat(rect(x - 0.13, y - 0.08, x + 0.13, y + 0.08, 0.02), colour, 0.8)
        e.line(rect(x - 0.1, y - 0.05, x + 0.1, y + 0.05, 0.01), 0.01, CREAM, 0.9)
        e.back()


def _backpack(e: Easel) -> None:
    e.line(path("M -0.1 0.9 C -0.1 1.0 0.1 1.0 0.1 0.9"), 0.04, LEATHER, 0.5)
    e.solid(rect(-0.4, 0.08, -0.24, 0.46, 0.06), scale(e.accent, 0.85))
    e.solid(rect(0.24, 0.08, 0.4, 0.46, 0.06), scale(e.accent, 0.85))
    e.solid(rect(-0.34, 0.0, 0.34, 0.94, 0.18), e.accent)
    e.solid(path("M -0.34 0.6 L -0.34 0.76 C -0.32 0.98 0.32 0.98 0.34 0.76 L 0.34 0.6 C 0.2 0.52 "
                 "-0.2 0.52 -0.34 0.6 Z"), scale(e.accent, 1.12))  # fmt: skip
    e.solid(rect(-0.24, 0.08, 0.24, 0.4, 0.06), scale(e.accent, 0.9))
    for x in (-0.14, 0.14):
        e.solid(rect(x - 0.035, 0.34, x + 0.035, 0.7, 0.01), LEATHER)
        e.solid(rect(x - 0.05, 0.48, x + 0.05, 0.56, 0.01), BRASS)
    e.line([(-0.22, 0.32), (0.22, 0.32)], 0.014, CREAM, 0.8, 0.6)


def _bicycle(e: Easel) -> None:
    for x in (-0.52, 0.52):
        e.line(circle(x, 0.3, 0.272), 0.05, INK, 0.5)
        e.line(circle(x, 0.3, 0.25), 0.012, STEEL, 0.9)
        for k in range(10):
            angle = math.tau * k / 10
            e.line([(x, 0.3), (x + 0.25 * math.sin(angle), 0.3 + 0.25 * math.cos(angle))], 0.005,
                   STEEL, 0.8, 0.8)  # fmt: skip
        e.ball(circle(x, 0.3, 0.03), STEEL)
    frame = ((-0.52, 0.3), (-0.06, 0.3)), ((-0.52, 0.3), (-0.2, 0.72)), ((-0.06, 0.3), (-0.22,
    0.8)), (
        (-0.06, 0.3), (0.36, 0.72)), ((-0.2, 0.72), (0.36, 0.72)), ((0.52, 0.3), (0.34,
        0.9))  # fmt: skip
    for bar in frame:
        e.rod(bar, 0.04, e.accent)
    e.solid(curve((-0.36, 0.83), (-0.2, 0.86), (-0.08, 0.82), (-0.2, 0.79)), LEATHER)
    e.line(path("M 0.34 0.9 L 0.46 0.94 C 0.58 0.98 0.6 0.84 0.5 0.82"), 0.04, IRON, 0.6)
    e.ball(circle(-0.06, 0.3, 0.07), STEEL)
    e.rod([(-0.06, 0.3), (0.03, 0.19)], 0.022, IRON)
    e.solid(rect(-0.02, 0.16, 0.1, 0.195, 0.01), INK)
    e.line(rect(0.46, 0.62, 0.74, 0.82, 0.03), 0.02, WOOD, 0.7)
    e.solid(poly((0.44, 0.84), (0.76, 0.84), (0.71, 0.6), (0.49, 0.6)), WOOD)
    for x in (0.54, 0.6, 0.66):
        e.line([(x, 0.61), (x, 0.83)], 0.008, DARK_WOOD)


def _car(e: Easel) -> None:
    body = path("M -1.24 0.22 C -1.3 0.5 -1.2 0.56 -0.8 0.6 L -0.5 0.92 C -0.4 1.0 0.3 1.0 0.42 "
        "0.92 "
                "L 0.72 0.6 C 1.1 0.56 1.3 0.5 1.26 0.22 Z")  # fmt: skip
    e.solid(body, e.accent)
    for glass in ("M -0.66 0.6 L -0.42 0.87 C -0.38 0.91 -0.2 0.92 -0.06 0.92 L -0.06 0.6 Z",
                  "M 0.04 0.6 L 0.04 0.92 C 0.2 0.92 0.3 0.91 0.34 0.87 L 0.58 0.6 Z"):  # fmt: skip
        e.solid(path(glass), mix(GLASS, rgb(0x5A7A92), 0.45), rim=0)
        e.inside(
            path(glass), poly((-0.5, 0.5), (-0.3, 1.0), (-0.2, 1.0), (-0.4, 0.5)), WHITE, 1, 0.4
        )
    e.line([(-0.02, 0.6), (-0.02, 0.26)], 0.012, scale(e.accent, 0.5))
    e.line([(-1.24, 0.42), (1.26, 0.42)], 0.02, CREAM, 0.9, 0.8)
    e.flat(rect(0.06, 0.49, 0.2, 0.52, 0.01), STEEL)
    e.ball(circle(1.17, 0.42, 0.075), HEADLIGHT)
    e.flat(rect(-1.26, 0.38, -1.18, 0.48, 0.02), RED)
    e.solid(rect(-1.3, 0.18, 1.3, 0.27, 0.04), STEEL)
    for x in (-0.74, 0.76):
        e.flat(circle(x, 0.22, 0.22), INK, 0.2)
        e.ball(circle(x, 0.215, 0.215), INK)
        e.ball(circle(x, 0.215, 0.115), STEEL)
        e.flat(circle(x, 0.215, 0.035), e.accent)


def _boat(e: Easel) -> None:
    e.rod([(-0.02, 0.22), (-0.02, 0.98)], 0.026, DARK_WOOD)
    e.solid(path("M 0.02 0.94 C 0.3 0.72 0.42 0.5 0.46 0.3 L 0.02 0.3 Z"), CREAM)
    e.solid(
        path("M -0.06 0.9 C -0.22 0.7 -0.3 0.5 -0.32 0.32 L -0.06 0.32 Z"),
        mix(CREAM, e.accent, 0.75),
    )
    for y in (0.46, 0.62):
        e.line([(0.03, y), (0.4 - 0.28 * (y - 0.46) * 1.6, y - 0.02)], 0.006, LEATHER, 0.5, 0.5)
    e.flat(poly((-0.02, 0.99), (-0.02, 0.92), (-0.16, 0.955)), e.accent)
    hull = path("M -0.6 0.26 C -0.5 0.06 -0.4 0.0 -0.3 0 L 0.34 0 C 0.46 0.02 0.58 0.14 0.64 0.3 "
                "C 0.3 0.22 -0.3 0.22 -0.6 0.26 Z")  # fmt: skip
    e.solid(hull, WOOD)
    e.inside(hull, rect(-0.7, 0.0, 0.7, 0.07), e.accent, 0.7)
    for y in (0.11, 0.17):
        e.inside(hull, poly((-0.7, y), (0.7, y + 0.02), (0.7, y + 0.028), (-0.7, y + 0.008)),
                 DARK_WOOD, 0.4, 0.7)  # fmt: skip
    e.line([(-0.59, 0.255), (0, 0.21), (0.63, 0.29)], 0.03, DARK_WOOD, 0.6)


def _ship(e: Easel) -> None:
    for x, tall in ((-0.36, 0.86), (0.02, 0.98), (0.38, 0.84)):
        e.rod([(x, 0.2), (x, tall)], 0.018, DARK_WOOD)
        for low, high, half in ((0.3, 0.52, 0.17), (0.54, 0.74, 0.14), (0.76, 0.9, 0.1)):
            low, high = low * tall / 0.98, high * tall / 0.98
            e.solid(
                path(
                    f"M {x - half} {low} C {x - half * 0.6} {low + 0.04} {x + half * 0.6} "
                    f"{low + 0.04} {x + half} {low} C {x + half * 1.15} {(low + high) / 2} "
                    f"{x + half} {high - 0.02} {x + half * 0.8} {high} L {x - half * 0.8} {high}"
                    f" C {x - half} {high - 0.02} {x - half * 1.15} {(low + high) / 2} "
                    f"{x - half} {low} Z"
                ),
                CREAM,
                rim=0.008,
                edge=0.004,
            )
        e.flat(poly((x, tall), (x, tall - 0.035), (x - 0.1, tall - 0.02)), e.accent)
    e.rod([(0.5, 0.24), (0.68, 0.36)], 0.018, DARK_WOOD)
    hull = path("M -0.64 0.34 L -0.6 0.06 C -0.5 0.0 0.3 0.0 0.42 0.02 C 0.54 0.08 0.6 0.2 0.64 "
        "0.3 "
                "C 0.4 0.2 -0.2 0.2 -0.38 0.24 L -0.4 0.33 Z")  # fmt: skip
    e.solid(hull, WOOD)
    e.inside(hull, poly((-0.7, 0.12), (0.7, 0.16), (0.7, 0.2), (-0.7, 0.16)), e.accent, 0.7, 0.9)
    for k in range(6):
        e.flat(rect(-0.44 + 0.15 * k, 0.08, -0.39 + 0.15 * k, 0.12, 0.005), INK, 0.3)
    e.light_up(rect(-0.58, 0.24, -0.53, 0.29, 0.005), HEADLIGHT)
    e.light_up(rect(-0.5, 0.24, -0.45, 0.29, 0.005), HEADLIGHT)


def _train(e: Easel) -> None:
    e.solid(rect(-0.95, 0.24, 0.86, 0.34, 0.02), IRON)
    e.solid(rect(-0.9, 0.3, -0.28, 0.9, 0.03), e.accent)
    e.solid(rect(-0.96, 0.86, -0.22, 0.94, 0.03), INK)
    for x in (-0.82, -0.56):
        e.solid(rect(x, 0.56, x + 0.2, 0.8, 0.03), HEADLIGHT)
    e.solid(rect(-0.3, 0.34, 0.76, 0.74, 0.06), scale(e.accent, 0.85))
    for x in (-0.1, 0.2, 0.5):
        e.line([(x, 0.35), (x, 0.73)], 0.03, BRASS, 0.8)
    e.solid(poly((0.48, 0.73), (0.64, 0.73), (0.7, 1.0), (0.42, 1.0)), INK)
    e.solid(rect(0.4, 0.95, 0.72, 1.0, 0.02), BRASS)
    e.ball(path("M -0.02 0.73 C -0.02 0.88 0.16 0.88 0.16 0.73 Z"), BRASS)
    e.ball(circle(0.8, 0.56, 0.11), BRASS)
    e.light_up(circle(0.82, 0.56, 0.07), HEADLIGHT)
    e.solid(poly((0.74, 0.24), (0.98, 0.04), (0.66, 0.04)), RED)
    for x, size in ((-0.72, 0.17), (-0.36, 0.17), (0.08, 0.13), (0.42, 0.13)):
        e.ball(circle(x, size, size), INK)
        e.line(circle(x, size, size * 0.7), 0.025, e.accent, 0.8)
        for k in range(6):
            angle = math.tau * k / 6
            e.line([(x, size), (x + size * 0.65 * math.sin(angle), size + size * 0.65
                                * math.cos(angle))], 0.016, e.accent, 0.7)  # fmt: skip
    e.rod([(-0.72, 0.15), (0.42, 0.15)], 0.045, STEEL)


def _aeroplane(e: Easel) -> None:
    e.solid(poly((-1.0, 0.56), (-0.72, 0.52), (-0.84, 0.98), (-1.0, 0.98)), e.accent)
    e.solid(path("M -1.02 0.54 C -0.6 0.7 0.3 0.76 0.7 0.68 C 0.96 0.62 1.04 0.5 0.9 0.42 C 0.6 "
        "0.3 "
                 "-0.4 0.34 -1.02 0.54 Z"), CREAM)  # fmt: skip
    e.solid(path("M 0.36 0.71 C 0.42 0.86 0.62 0.82 0.7 0.68 Z"), GLASS)
    for k in range(6):
        e.flat(circle(-0.42 + 0.13 * k, 0.58, 0.035), rgb(0x4A6F8C), 0.8)
    e.solid(poly((-0.3, 0.46), (0.28, 0.46), (-0.1, 0.1), (-0.42, 0.08)), e.accent)
    e.solid(poly((-0.98, 0.56), (-0.7, 0.54), (-0.9, 0.42), (-1.04, 0.42)), scale(e.accent, 0.85))
    e.ball(circle(0.98, 0.52, 0.05), BRASS)
    e.flat(oval(1.02, 0.52, 0.02, 0.3), STEEL, 0.9, 0.5)
    e.rod([(0.42, 0.36), (0.46, 0.12)], 0.04, IRON)
    e.ball(circle(0.46, 0.09, 0.085), INK)


def _anchor(e: Easel) -> None:
    e.line(circle(0, 0.91, 0.06), 0.04, IRON, 0.6)
    e.rod([(0, 0.85), (0, 0.08)], 0.075, IRON)
    e.rod([(-0.2, 0.72), (0.2, 0.72)], 0.06, IRON)
    e.line(path("M -0.3 0.28 C -0.26 0.1 -0.1 0.06 0 0.05 C 0.1 0.06 0.26 0.1 0.3 0.28"), 0.08,
        IRON,
           0.3)  # fmt: skip
    e.line(path("M -0.3 0.29 C -0.26 0.11 -0.1 0.07 0 0.06 C 0.1 0.07 0.26 0.11 0.3 0.29"), 0.035,
           STEEL, 0.8)  # fmt: skip
    for way in (-1, 1):
        e.solid(poly((way * 0.3, 0.42), (way * 0.2, 0.24), (way * 0.37, 0.22)), IRON)
    e.line([(0.05, 0.92), (0.2, 0.84), (0.1, 0.6), (-0.14, 0.5), (-0.06, 0.3), (0.14, 0.26)], 0.035,
           ROPE, 0.8)  # fmt: skip


def _net(e: Easel) -> None:
    bag = path("M -0.5 0.86 C -0.6 0.4 -0.3 0.02 0 0.02 C 0.3 0.02 0.6 0.4 0.5 0.86 Z")
    e.flat(bag, LEATHER, 0.3, 0.35)
    e.canvas.save()
    e.canvas.clipPath(bag, True)
    for k in range(-9, 10):
        e.line([(k * 0.12 - 0.5, 0), (k * 0.12 + 0.4, 0.9)], 0.016, ROPE, 1.0)
        e.line([(k * 0.12 + 0.5, 0), (k * 0.12 - 0.4, 0.9)], 0.016, ROPE, 0.75)
    e.canvas.restore()
    e.line(bag, 0.036, ROPE, 0.9)
    for k in range(6):
        e.ball(circle(-0.46 + 0.184 * k, 0.9, 0.05), e.accent)


def _rope(e: Easel) -> None:
    for k, y in enumerate((0.16, 0.34, 0.52, 0.7)):
        half = 0.68 - 0.035 * k
        ring = oval(0, y, half, 0.145)
        e.line(ring, 0.15, ROPE, 0.25)
        e.line(ring, 0.09, ROPE, 0.9)
        for j in range(26):
            angle = math.tau * j / 26
            x, dy = half * math.sin(angle), 0.145 * math.cos(angle)
            e.line(
                [(x - 0.025, y + dy - 0.04), (x + 0.025, y + dy + 0.04)], 0.014, LEATHER, 0.6, 0.6
            )
    e.line([(0.4, 0.8), (0.6, 0.92), (0.72, 0.74), (0.74, 0.4)], 0.09, ROPE, 0.8)


def _flag(e: Easel) -> None:
    e.rod([(-0.3, 0.01), (-0.3, 0.96)], 0.03, WOOD)
    e.ball(circle(-0.3, 0.97, 0.03), BRASS)
    cloth = path("M -0.28 0.92 C -0.1 1.0 0.06 0.84 0.36 0.92 L 0.36 0.52 C 0.06 0.44 -0.1 0.6 "
        "-0.28 "
                 "0.52 Z")  # fmt: skip
    e.solid(cloth, e.accent)
    e.inside(cloth, path("M -0.3 0.78 C -0.1 0.86 0.06 0.7 0.4 0.78 L 0.4 0.65 C 0.06 0.57 -0.1 "
        "0.73 "
                         "-0.3 0.65 Z"), CREAM, 0.9)  # fmt: skip
    e.inside(cloth, path("M 0.02 0.98 C 0.06 0.8 0.0 0.6 0.05 0.4 L 0.14 0.4 C 0.1 0.6 0.14 0.8 "
        "0.1 "
                         "0.98 Z"), INK, 0.3, 0.18)  # fmt: skip


def _helmet(e: Easel) -> None:
    e.solid(rect(-0.3, 0.0, 0.3, 0.14, 0.04), STEEL)
    for way in (-1, 1):
        e.solid(rect(way * 0.44 - 0.055, 0.34, way * 0.44 + 0.055, 0.68, 0.04), e.accent)
    e.ball(circle(0, 0.55, 0.445), rgb(0xEEF1F4))
    visor = rect(-0.33, 0.3, 0.33, 0.8, 0.22)
    e.solid(visor, BRASS)
    glass = rect(-0.29, 0.34, 0.29, 0.76, 0.19)
    e.ball(glass, rgb(0x2F4A7A), rim=0)
    for x, y in ((-0.1, 0.5), (0.12, 0.62), (0.05, 0.46), (-0.16, 0.66), (0.18, 0.48)):
        e.light_up(circle(x, y, 0.01), WHITE, 0.9)
    e.shine(path("M -0.24 0.56 C -0.22 0.68 -0.12 0.73 0 0.73 C -0.12 0.66 -0.18 0.62 -0.24 0.56 "
        "Z"),
            0.6)  # fmt: skip
    e.line([(-0.25, 0.06), (0.25, 0.06)], 0.03, e.accent)
    e.light_up(circle(0.2 * e.side, 0.9, 0.03), RED)


def _sled(e: Easel) -> None:
    e.line(path("M -0.9 0.06 L 0.6 0.06 C 0.98 0.06 0.98 0.6 0.7 0.66"), 0.08, IRON, 0.6)
    for x in (-0.6, 0.0, 0.5):
        e.rod([(x, 0.1), (x, 0.5)], 0.08, DARK_WOOD)
    for y in (0.5, 0.62):
        e.solid(rect(-0.86, y, 0.72, y + 0.1, 0.03), mix(WOOD, e.accent, 0.5))
    e.line([(0.76, 0.6), (0.5, 0.86), (0.0, 0.94), (-0.4, 0.8)], 0.04, ROPE, 0.8)


def _barrel(e: Easel) -> None:
    body = turned((0.3, 0.0), (0.39, 0.26), (0.41, 0.5), (0.39, 0.74), (0.3, 1.0))
    e.solid(body, WOOD)
    for x in (-0.24, -0.08, 0.08, 0.24):
        e.line([(x * 0.85, 0.01), (x * 1.15, 0.5), (x * 0.85, 0.99)], 0.012, DARK_WOOD, 0.4, 0.8)
    for y, half in ((0.08, 0.34), (0.3, 0.4), (0.66, 0.4), (0.88, 0.34)):
        e.inside(body, poly((-half - 0.1, y), (half + 0.1, y), (half + 0.1, y + 0.055),
                            (-half - 0.1, y + 0.055)), IRON, 0.7)  # fmt: skip
    e.ball(circle(0, 0.5, 0.05), DARK_WOOD)


PROPS = {
    "umbrella": Prop(_umbrella, 0.5, 1.02, True), "suitcase": Prop(_suitcase, 0.34, 1.2, True),
    "backpack": Prop(_backpack, 0.3, 0.84, True), "bicycle": Prop(_bicycle, 0.6, 1.66),
    "car": Prop(_car, 0.85, 2.62), "boat": Prop(_boat, 1.0, 1.34), "ship": Prop(_ship, 2.4, 1.4),
    "train": Prop(_train, 1.5, 2.0), "aeroplane": Prop(_aeroplane, 1.3, 2.14),
    "anchor": Prop(_anchor, 0.5, 0.78), "net": Prop(_net, 0.36, 1.1),
    "rope": Prop(_rope, 0.14, 1.62, True, (-0.01, 0.065, 1.0)), "flag": Prop(_flag, 1.1, 0.76),
    "helmet": Prop(_helmet, 0.2, 1.0, True), "sled": Prop(_sled, 0.26, 1.96),
    "barrel": Prop(_barrel, 0.5, 0.84),
}  # fmt: skip
