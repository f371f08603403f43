"""Things to eat and drink, and things that grow: cups, bread, cakes, flowers, trees, stones."""

import math

from film.animatic.props.easel import (
    BRASS,
    CREAM,
    DARK_WOOD,
    FIRE,
    GLASS,
    GREEN,
    INK,
    IRON,
    LEAF,
    RED,
    STONE,
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
    star_points,
    turned,
)  # fmt: skip

CRUST, CLAY = rgb(0xC98A48), rgb(0xC0714B)


def _cup(e: Easel) -> None:
    for x, lean in ((-0.1, 0.04), (0.1, -0.04)):
        e.line([(x, 0.84), (x + lean, 0.9), (x - lean, 0.95), (x, 0.99)], 0.024, WHITE, 1.0, 0.6)
    e.solid(oval(-0.06, 0.05, 0.5, 0.05), mix(CREAM, e.accent, 0.25))
    e.line(path("M 0.28 0.62 C 0.58 0.7 0.56 0.28 0.22 0.28"), 0.06, e.accent, 0.5)
    e.solid(path("M -0.42 0.78 C -0.42 0.3 -0.3 0.08 -0.18 0.06 L 0.08 0.06 C 0.2 0.08 0.32 0.3 "
                 "0.32 0.78 Z"), e.accent)  # fmt: skip
    e.flat(oval(-0.05, 0.78, 0.37, 0.05), CREAM, 0.95)
    e.flat(oval(-0.05, 0.775, 0.32, 0.036), rgb(0x6B3E22), 0.8)
    e.line([(-0.4, 0.6), (-0.05, 0.545), (0.3, 0.6)], 0.03, CREAM, 0.9, 0.8)
    e.gleam(0.22, 0.42, 0.08, 0.45)


def _teapot(e: Easel) -> None:
    e.line(path("M 0.34 0.62 C 0.72 0.7 0.68 0.2 0.36 0.22"), 0.07, e.accent, 0.45)
    e.solid(path("M -0.34 0.22 C -0.5 0.26 -0.52 0.5 -0.68 0.66 L -0.56 0.7 C -0.44 0.6 -0.4 0.5 "
                 "-0.3 0.48 Z"), e.accent)  # fmt: skip
    e.ball(path("M -0.24 0.02 C -0.56 0.2 -0.48 0.72 -0.2 0.76 L 0.2 0.76 C 0.48 0.72 0.56 0.2 "
                "0.24 0.02 Z"), e.accent)  # fmt: skip
    e.solid(path("M -0.24 0.75 C -0.2 0.9 0.2 0.9 0.24 0.75 Z"), scale(e.accent, 0.92))
    e.ball(circle(0, 0.925, 0.065), BRASS)
    e.solid(rect(-0.25, 0.0, 0.25, 0.05, 0.02), scale(e.accent, 0.85))
    for x, y in ((0.0, 0.4), (-0.16, 0.34), (0.16, 0.34)):
        for k in range(5):
            angle = math.tau * k / 5
            e.flat(circle(x + 0.045 * math.sin(angle), y + 0.045 * math.cos(angle), 0.028), CREAM)
        e.flat(circle(x, y, 0.02), BRASS, 0.9)
    e.gleam(0.26, 0.58, 0.06)


def _bottle(e: Easel) -> None:
    body = path("M -0.15 0 L 0.15 0 C 0.17 0 0.17 0.02 0.17 0.05 L 0.17 0.5 C 0.17 0.64 0.06 0.64 "
                "0.06 0.78 L 0.06 0.92 L -0.06 0.92 L -0.06 0.78 C -0.06 0.64 -0.17 0.64 -0.17 0.5 "
                "L -0.17 0.05 C -0.17 0.02 -0.17 0 -0.15 0 Z")  # fmt: skip
    e.solid(body, rgb(0x3F7A5C))
    e.solid(rect(-0.05, 0.9, 0.05, 1.0, 0.012), rgb(0xC9995E))
    e.solid(rect(-0.17, 0.14, 0.17, 0.4, 0.005), CREAM, rim=0)
    e.flat(poly(*star_points(0, 0.29, 0.06)), e.accent, 0.9)
    e.line([(-0.1, 0.19), (0.1, 0.19)], 0.014, INK, 0.5, 0.6)
    e.shine(rect(-0.12 if e.side < 0 else 0.095, 0.06, -0.095 if e.side < 0 else 0.12, 0.56, 0.01),
            0.4)  # fmt: skip


def _bread(e: Easel) -> None:
    loaf = path("M -0.82 0.12 C -0.96 0.86 -0.5 0.98 0 0.98 C 0.5 0.98 0.96 0.86 0.82 0.12 "
                "C 0.7 0 -0.7 0 -0.82 0.12 Z")  # fmt: skip
    e.ball(loaf, CRUST)
    for x in (-0.46, 0.0, 0.46):
        cut = path(
            f"M {x - 0.16} 0.42 C {x - 0.08} 0.68 {x + 0.06} 0.86 {x + 0.16} 0.92 "
            f"C {x + 0.16} 0.78 {x} 0.56 {x - 0.16} 0.42 Z"
        )
        e.inside(loaf, cut, rgb(0xF0D2A0), 0.9)
    for k in range(16):
        e.light_up(oval(-0.6 + 0.083 * k, 0.3 + 0.3 * math.sin(k * 2.4) ** 2, 0.016, 0.01), CREAM,
                   0.4)  # fmt: skip


def _cake(e: Easel) -> None:
    e.solid(oval(0, 0.05, 0.57, 0.05), mix(CREAM, GLASS, 0.4))
    lower = rect(-0.47, 0.07, 0.47, 0.38, 0.03)
    e.solid(lower, rgb(0xF3D3C0))
    e.solid(rect(-0.33, 0.38, 0.33, 0.64, 0.03), rgb(0xF6E3D0))
    for y, half in ((0.38, 0.47), (0.64, 0.33)):
        points = [(-half, y + 0.015)]
        count = 8
        for k in range(count):
            x = -half + 2 * half * (k + 0.5) / count
            points += [(x - half / count * 0.6, y - 0.04 - 0.05 * (k % 2)),
                       (x + half / count * 0.6, y - 0.04 - 0.05 * (k % 2)),
                       (x + half / count, y - 0.01)]  # fmt: skip
        e.solid(curve(*points, (half, y + 0.015), (0, y + 0.03)), e.accent)
    for x in (-0.2, 0.0, 0.2):
        e.solid(rect(x - 0.02, 0.63, x + 0.02, 0.81, 0.01), (RED, WHITE, GREEN)[round(x * 5 + 1)])
        e.flame(x, 0.81, 0.14)
    for x in (-0.36, -0.18, 0.0, 0.18, 0.36):
        e.ball(circle(x, 0.14, 0.038), RED, edge=0)


def _apple(e: Easel) -> None:
    e.rod([(0.0, 0.74), (0.02, 0.86), (0.08, 0.97)], 0.045, DARK_WOOD)
    e.solid(path("M 0.05 0.84 C 0.14 1.02 0.34 1.0 0.42 0.92 C 0.32 0.8 0.16 0.78 0.05 0.84 Z"),
            LEAF)  # fmt: skip
    e.ball(path("M 0 0.78 C -0.2 0.92 -0.5 0.78 -0.46 0.44 C -0.43 0.14 -0.22 -0.01 0 0.04 "
                "C 0.22 -0.01 0.43 0.14 0.46 0.44 C 0.5 0.78 0.2 0.92 0 0.78 Z"), RED)  # fmt: skip
    e.gleam(0.22, 0.6, 0.08)


def _egg(e: Easel) -> None:
    shell = path("M 0 1 C -0.26 1 -0.4 0.62 -0.4 0.4 C -0.4 0.14 -0.22 0 0 0 C 0.22 0 0.4 0.14 0.4 "
                 "0.4 C 0.4 0.62 0.26 1 0 1 Z")  # fmt: skip
    e.ball(shell, mix(CREAM, rgb(0xE9C7A0), 0.4))
    for k in range(16):
        x, y = 0.3 * math.sin(k * 2.4), 0.14 + 0.047 * k
        e.inside(shell, oval(x, y, 0.025 + 0.012 * (k % 3), 0.022), e.accent, 0.6, 0.55)
    e.gleam(0.14, 0.7, 0.1, 0.6)


def _bowl(e: Easel) -> None:
    for x, y, colour in ((-0.4, 0.66, RED), (0.02, 0.72, rgb(0xF0A23C)), (0.42, 0.66, GREEN)):
        e.ball(circle(x, y, 0.26), colour)
    e.solid(path("M -0.92 0.6 C -0.84 0.16 -0.5 0.06 -0.3 0.06 L 0.3 0.06 C 0.5 0.06 0.84 0.16 "
                 "0.92 0.6 Z"), e.accent)  # fmt: skip
    e.solid(rect(-0.32, 0.0, 0.32, 0.08, 0.03), scale(e.accent, 0.8))
    e.line([(-0.86, 0.48), (0, 0.42), (0.86, 0.48)], 0.05, CREAM, 0.9, 0.8)


def _basket(e: Easel) -> None:
    e.line(path("M -0.44 0.5 C -0.4 1.08 0.4 1.08 0.44 0.5"), 0.06, WOOD)
    body = poly((-0.5, 0.56), (0.5, 0.56), (0.38, 0.0), (-0.38, 0.0))
    e.solid(body, WOOD)
    for row in range(6):
        for k in range(9):
            x = -0.5 + 0.125 * k + 0.06 * (row % 2)
            e.inside(body, oval(x, 0.05 + 0.095 * row, 0.055, 0.03), rgb(0xD9A868), 0.85)
    e.solid(rect(-0.53, 0.52, 0.53, 0.61, 0.04), rgb(0xC08A50))
    e.flat(poly((-0.1, 0.56), (0.4, 0.56), (0.28, 0.3), (0.12, 0.42)), e.accent, 0.85)


def _cauldron(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.3, 0.16), (way * 0.36, 0.04)], 0.07, IRON)
        e.line(circle(way * 0.49, 0.66, 0.055), 0.03, IRON)
    brew = mix(e.accent, rgb(0x6FE07A), 0.5)
    e.glow(0, 0.8, 0.36, brew, 0.5)
    for x, y, size in (
        (-0.2, 0.84, 0.06),
        (0.1, 0.88, 0.09),
        (0.26, 0.82, 0.05),
        (-0.04, 0.95, 0.04),
    ):
        e.ball(circle(x, y, size), brew, edge=0)
    e.ball(path("M -0.42 0.76 C -0.62 0.4 -0.5 0.06 0 0.06 C 0.5 0.06 0.62 0.4 0.42 0.76 Z"), IRON)
    e.solid(oval(0, 0.76, 0.48, 0.07), scale(IRON, 1.2))
    e.light_up(oval(0, 0.765, 0.41, 0.045), brew)
    e.gleam(0.3, 0.5, 0.07, 0.25)


def _fish(e: Easel) -> None:
    e.solid(path("M 0.5 0.5 L 0.98 0.92 C 0.86 0.6 0.86 0.4 0.98 0.08 Z"), scale(e.accent, 0.85))
    e.solid(path("M -0.3 0.8 C -0.1 1.04 0.2 1.02 0.34 0.74 Z"), scale(e.accent, 0.8))
    e.solid(path("M -0.1 0.16 C 0.02 -0.02 0.2 0 0.26 0.2 Z"), scale(e.accent, 0.8))
    body = path("M -0.96 0.48 C -0.6 1.0 0.2 1.0 0.66 0.5 C 0.2 0.0 -0.6 0.02 -0.96 0.48 Z")
    e.ball(body, mix(e.accent, GLASS, 0.3))
    for k in range(5):
        for j in range(3):
            x, y = -0.36 + 0.19 * k, 0.36 + 0.15 * j
            e.line([(x, y + 0.06), (x + 0.05, y), (x, y - 0.06)], 0.014, WHITE, 0.9, 0.5)
    e.line([(-0.5, 0.76), (-0.42, 0.5), (-0.5, 0.24)], 0.02, INK, 0.4, 0.5)
    e.flat(circle(-0.68, 0.56, 0.075), WHITE, 1.0)
    e.flat(circle(-0.69, 0.56, 0.04), INK, 0.3)


def _blossom(e: Easel, x: float, y: float, size: float, colour: tuple[float, float, float]) -> None:
    for ring, (count, far, part) in enumerate(((8, 0.62, 0.4), (6, 0.36, 0.32))):
        for k in range(count):
            angle = math.tau * (k + 0.5 * ring) / count
            petal = oval(x + far * size * math.sin(angle), y + far * size * math.cos(angle),
                         part * size, part * size)  # fmt: skip
            e.ball(petal, mix(colour, WHITE, 0.12 + 0.15 * ring), rim=0, edge=0.004)
    e.ball(circle(x, y, size * 0.3), rgb(0xF4C042), rim=0)


def _flower(e: Easel) -> None:
    e.line([(0.02, 0.0), (-0.03, 0.35), (0.0, 0.75)], 0.032, GREEN, 0.6)
    for way, y in ((-1, 0.2), (1, 0.34)):
        e.solid(
            path(
                f"M 0 {y} C {way * 0.08} {y + 0.14} {way * 0.2} {y + 0.16} {way * 0.27} "
                f"{y + 0.14} C {way * 0.22} {y + 0.02} {way * 0.1} {y - 0.02} 0 {y} Z"
            ),
            LEAF,
        )
    _blossom(e, 0, 0.77, 0.225, e.accent)


def _bouquet(e: Easel) -> None:
    for k in range(9):
        x = -0.28 + 0.07 * k
        e.line([(x * 0.25, 0.02 + 0.02 * (k % 3)), (x, 0.7)], 0.022, GREEN, 0.5)
    for k in range(9):
        angle = -1.3 + 0.325 * k
        e.flat(oval(0.36 * math.sin(angle), 0.55 + 0.3 * math.cos(angle), 0.05, 0.12), LEAF, 0.6)
    colours = (e.accent, rgb(0xF7E3C4), mix(e.accent, rgb(0xF4B43C), 0.6), rgb(0xE9A6B8))
    for k, (x, y) in enumerate(((-0.22, 0.68), (0.22, 0.68), (0.0, 0.84), (-0.13, 0.8), (0.14, 0.8),
                                (-0.02, 0.64))):  # fmt: skip
        _blossom(e, x, y, 0.13, colours[k % 4])
    e.solid(poly((-0.27, 0.5), (0.27, 0.5), (0.08, 0.1), (-0.08, 0.1)), CREAM)
    for way in (-1, 1):
        e.solid(path(f"M 0 0.24 C {way * 0.1} 0.34 {way * 0.2} 0.3 {way * 0.2} 0.22 C {way * 0.2} "
                     f"0.15 {way * 0.1} 0.16 0 0.24 Z"), e.accent)  # fmt: skip
    e.ball(circle(0, 0.235, 0.035), e.accent)


def _plant(e: Easel) -> None:
    for k in range(13):
        angle = -1.15 + 2.3 * ((k * 5) % 13) / 12
        far = 0.62 - 0.12 * abs(angle)
        tip = (math.sin(angle) * far * 0.62, 0.3 + math.cos(angle) * far * 1.05)
        bend = (math.sin(angle) * 0.12, 0.6)
        leaf = curve((0, 0.3), (bend[0] - 0.07, bend[1]), tip, (bend[0] + 0.08, bend[1] - 0.06))
        e.solid(leaf, scale(LEAF, 0.8 + 0.05 * (k % 6)), rim=0.006, edge=0.004)
        e.line([(0, 0.32), tip], 0.006, CREAM, 0.8, 0.25)
    e.solid(poly((-0.24, 0.34), (0.24, 0.34), (0.17, 0.0), (-0.17, 0.0)), mix(CLAY, e.accent, 0.4))
    e.solid(rect(-0.27, 0.3, 0.27, 0.39, 0.02), mix(CLAY, e.accent, 0.3))


def _tree(e: Easel) -> None:
    e.solid(path("M -0.08 0 C -0.04 0.2 -0.06 0.4 -0.16 0.54 L -0.02 0.5 L 0.0 0.6 L 0.06 0.48 "
                 "L 0.18 0.54 C 0.06 0.38 0.05 0.2 0.1 0 Z"), DARK_WOOD)  # fmt: skip
    for x, y, size in ((-0.22, 0.56, 0.15), (0.22, 0.57, 0.155), (0.0, 0.55, 0.16), (-0.14, 0.72,
                       0.17), (0.15, 0.73, 0.17), (0.0, 0.83, 0.165)):  # fmt: skip
        e.ball(circle(x, y, size), LEAF, rim=0.014, edge=0)
    for k in range(22):
        angle, far = k * 2.4, 0.06 + 0.011 * k
        e.light_up(circle(far * 1.1 * math.sin(angle) + 0.08 * e.side, 0.72 + far * math.cos(angle)
                          * 0.7, 0.022), e.tone(mix(LEAF, rgb(0xD8E07A), 0.45)), 0.5)  # fmt: skip


def _mushroom(e: Easel) -> None:
    e.solid(path("M -0.14 0.5 C -0.12 0.3 -0.2 0.12 -0.16 0.02 L 0.16 0.02 C 0.2 0.12 0.12 0.3 "
                 "0.14 0.5 Z"), CREAM)  # fmt: skip
    cap = path("M -0.44 0.46 C -0.44 0.82 -0.22 1 0 1 C 0.22 1 0.44 0.82 0.44 0.46 C 0.2 0.36 "
               "-0.2 0.36 -0.44 0.46 Z")  # fmt: skip
    e.ball(cap, RED)
    for x, y, size in ((-0.2, 0.76, 0.07), (0.08, 0.86, 0.06), (0.24, 0.64, 0.075), (-0.02, 0.6,
                       0.06), (-0.32, 0.55, 0.045)):  # fmt: skip
        e.inside(cap, oval(x, y, size, size * 0.8), WHITE, 0.9)
    for k in range(3):
        e.line([(-0.28 + 0.24 * k, 0.0), (-0.3 + 0.26 * k, 0.09)], 0.025, GREEN, 0.6)


def _seed(e: Easel) -> None:
    e.line([(0, 0.36), (0.03, 0.6), (-0.02, 0.78)], 0.04, LEAF, 0.8)
    for way in (-1, 1):
        e.solid(path(f"M 0 0.74 C {way * 0.08} 1.0 {way * 0.28} 1.02 {way * 0.36} 0.92 C "
            f"{way * 0.3}"
                     f" 0.74 {way * 0.14} 0.7 0 0.74 Z"), LEAF)  # fmt: skip
    e.ball(path("M 0 0.46 C -0.2 0.46 -0.3 0.3 -0.26 0.16 C -0.22 0.02 -0.1 0 0 0 C 0.1 0 0.22 "
        "0.02 "
                "0.26 0.16 C 0.3 0.3 0.2 0.46 0 0.46 Z"), rgb(0x9C6A3C))  # fmt: skip
    e.gleam(0.1, 0.3, 0.05)


def _feather(e: Easel) -> None:
    vane = path("M -0.02 0.16 C -0.24 0.4 -0.14 0.78 0.12 1 C 0.2 0.7 0.16 0.36 0.0 0.16 Z")
    e.solid(vane, mix(CREAM, e.accent, 0.45))
    for k in range(9):
        y = 0.26 + 0.075 * k
        x = 0.012 * k - 0.02
        e.inside(vane, poly((x, y - 0.03), (x - 0.2, y + 0.09), (x - 0.2, y + 0.1), (x, y - 0.015)),
                 e.accent, 0.4, 0.5)  # fmt: skip
        e.inside(vane, poly((x, y - 0.03), (x + 0.2, y + 0.07), (x + 0.2, y + 0.08), (x,
            y - 0.015)),
                 e.accent, 0.3, 0.5)  # fmt: skip
    e.line([(-0.06, 0.01), (-0.01, 0.3), (0.04, 0.65), (0.12, 0.97)], 0.018, CREAM, 0.9)


def _leaf(e: Easel) -> None:
    shape = path("M 0 0.14 C -0.42 0.28 -0.4 0.74 0 1 C 0.4 0.74 0.42 0.28 0 0.14 Z")
    e.solid(shape, mix(LEAF, rgb(0xE08A2B), 0.45))
    e.line([(0, 0.01), (0.0, 0.94)], 0.026, CREAM, 0.7, 0.8)
    for k in range(4):
        y = 0.28 + 0.14 * k
        for way in (-1, 1):
            e.line([(0, y), (way * (0.24 - 0.03 * k), y + 0.13)], 0.014, CREAM, 0.7, 0.6)


def _pumpkin(e: Easel) -> None:
    e.rod([(0, 0.76), (0.02, 0.88), (0.1, 0.96)], 0.09, GREEN)
    orange = rgb(0xE98A2E)
    for x, wide in ((-0.36, 0.22), (0.36, 0.22), (-0.2, 0.24), (0.2, 0.24), (0.0, 0.24)):
        e.ball(oval(x, 0.4, wide, 0.4), orange)
    e.gleam(0.3, 0.6, 0.06, 0.4)


def _rock(e: Easel) -> None:
    e.solid(poly((-0.72, 0.0), (-0.62, 0.5), (-0.2, 0.94), (0.24, 1.0), (0.62, 0.66), (0.74, 0.0)),
            STONE)  # fmt: skip
    for points, level in ((((-0.2, 0.94), (0.24, 1.0), (0.1, 0.62), (-0.3, 0.58)), 1.0),
                          (((0.1, 0.62), (0.62, 0.66), (0.74, 0.0), (0.2, 0.0)),
                          0.15)):  # fmt: skip
        e.flat(poly(*points), scale(STONE, 1.1), level, 0.55)
    e.flat(curve((-0.7, 0.0), (-0.5, 0.2), (-0.2, 0.08), (0.0, 0.0)), LEAF, 0.7)


def _shell(e: Easel) -> None:
    shell = path("M 0 0.06 C -0.5 0.3 -0.66 0.8 -0.3 0.92 C -0.2 1.0 -0.08 1.0 0 0.96 C 0.08 1.0 "
                 "0.2 1.0 0.3 0.92 C 0.66 0.8 0.5 0.3 0 0.06 Z")  # fmt: skip
    e.solid(shell, mix(rgb(0xF3C9B4), e.accent, 0.25))
    for k in range(-3, 4):
        e.line([(0, 0.1), (k * 0.07, 0.5), (k * 0.14, 0.86 - 0.012 * k * k)], 0.02, WHITE, 0.9, 0.7)
    e.solid(rect(-0.14, 0.0, 0.14, 0.13, 0.05), rgb(0xF3C9B4))


def _star(e: Easel) -> None:
    e.glow(0, 0.5, 0.58, FIRE, 0.5)
    e.solid(poly(*((x * 0.98, y) for x, y in star_points(0, 0.475, 0.52, 5, 0.46))), rgb(0xFFD35A))
    e.gleam(0.1, 0.62, 0.05, 0.7)


def _moon(e: Easel) -> None:
    e.glow(-0.17, 0.5, 0.46, rgb(0xFFF0C0), 0.4)
    e.ball(path("M 0.1 1 C -0.62 0.96 -0.62 0.04 0.1 0 C -0.2 0.2 -0.2 0.8 0.1 1 Z"), rgb(0xF8E4A4))


def _snowman(e: Easel) -> None:
    snow = rgb(0xF3F6FB)
    for way in (-1, 1):
        e.rod([(way * 0.16, 0.5), (way * 0.29, 0.62)], 0.02, DARK_WOOD)
        e.rod([(way * 0.25, 0.585), (way * 0.3, 0.57)], 0.012, DARK_WOOD)
    for y, size in ((0.215, 0.215), (0.5, 0.165), (0.73, 0.12)):
        e.ball(oval(0, y, size * 1.04, size), snow)
    e.solid(rect(-0.16, 0.605, 0.16, 0.66, 0.025), e.accent)
    e.solid(rect(0.05, 0.46, 0.1, 0.64, 0.02), e.accent)
    for x in (-0.04, 0.04):
        e.flat(circle(x, 0.755, 0.013), INK, 0.3)
    e.solid(poly((0.0, 0.735), (0.0, 0.71), (0.12 * e.side, 0.718)), rgb(0xEE8A33))
    e.line([(-0.045, 0.69), (0, 0.675), (0.045, 0.69)], 0.01)
    for y in (0.44, 0.52, 0.34):
        e.flat(circle(0, y, 0.014), INK, 0.3)
    e.solid(rect(-0.14, 0.82, 0.14, 0.85, 0.01), INK)
    e.solid(rect(-0.09, 0.845, 0.09, 1.0, 0.01), INK)
    e.flat(rect(-0.09, 0.855, 0.09, 0.89), e.accent, 0.8)


def _pot(e: Easel) -> None:
    for way in (-1, 1):
        e.line(circle(way * 0.56, 0.5, 0.07), 0.04, IRON)
    e.solid(rect(-0.54, 0.0, 0.54, 0.72, 0.08), rgb(0xB4704A))
    e.solid(path("M -0.57 0.71 C -0.4 0.9 0.4 0.9 0.57 0.71 Z"), rgb(0xC98058))
    e.ball(circle(0, 0.92, 0.07), INK)
    e.gleam(0.36, 0.4, 0.09, 0.35)


def _vase(e: Easel) -> None:
    e.ball(turned((0.16, 0.0), (0.2, 0.04), (0.34, 0.3), (0.32, 0.56), (0.14, 0.76), (0.13, 0.88),
                  (0.22, 1.0)), e.accent)  # fmt: skip
    e.line([(-0.3, 0.44), (0, 0.4), (0.3, 0.44)], 0.04, CREAM, 0.9, 0.8)
    e.line([(-0.28, 0.36), (0, 0.32), (0.28, 0.36)], 0.014, CREAM, 0.9, 0.8)
    e.gleam(0.16, 0.56, 0.08, 0.5)


PROPS = {
    "cup": Prop(_cup, 0.07, 1.14, True), "teapot": Prop(_teapot, 0.13, 1.4, True),
    "bottle": Prop(_bottle, 0.17, 0.36, True), "bread": Prop(_bread, 0.09, 1.8, True),
    "cake": Prop(_cake, 0.2, 1.16), "apple": Prop(_apple, 0.055, 0.98, True),
    "egg": Prop(_egg, 0.07, 0.82, True), "bowl": Prop(_bowl, 0.08, 1.86, True),
    "basket": Prop(_basket, 0.22, 1.1, True), "cauldron": Prop(_cauldron, 0.4, 1.14),
    "fish": Prop(_fish, 0.1, 1.98, True), "flower": Prop(_flower, 0.2, 0.56, True),
    "bouquet": Prop(_bouquet, 0.25, 0.84, True), "plant": Prop(_plant, 0.34, 0.64, fit=(0.0, 0.0,
    1.16)),
    "tree": Prop(_tree, 2.2, 0.78), "mushroom": Prop(_mushroom, 0.13, 0.92, True),
    "seed": Prop(_seed, 0.04, 0.76, True), "feather": Prop(_feather, 0.16, 0.42, True),
    "leaf": Prop(_leaf, 0.08, 0.7, True), "pumpkin": Prop(_pumpkin, 0.2, 1.2),
    "rock": Prop(_rock, 0.22, 1.5), "shell": Prop(_shell, 0.06, 1.08, True),
    "star": Prop(_star, 0.16, 1.04, True), "moon": Prop(_moon, 0.3, 0.58, fit=(0.18, 0.0, 1.0)),
    "snowman": Prop(_snowman, 0.75, 0.64), "pot": Prop(_pot, 0.16, 1.3),
    "vase": Prop(_vase, 0.2, 0.7, True),
}  # fmt: skip
