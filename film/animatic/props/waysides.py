"""Large things that stand about a place: a dragon, a bus, a greenhouse, a balloon to fly in."""

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
)

SNOW, STRAW, SOIL = rgb(0xE8F1F8), rgb(0xD9B45C), rgb(0x5A3E2C)


def _dragon(e: Easel) -> None:
    hide = mix(rgb(0x3F7D5C), e.accent, 0.18)
    wing = mix(hide, rgb(0xB8503C), 0.55)
    for points in (
        (
            "M 0.05 0.5 C 0.1 0.8 0.3 0.98 0.72 0.99 C 0.6 0.86 0.62 0.76 0.7 0.68 C 0.54 0.7 0.48 "
            "0.62 0.5 0.52 C 0.36 0.58 0.24 0.52 0.22 0.42 Z"
        ),
        (
            "M -0.1 0.5 C -0.06 0.78 0.0 0.9 0.18 0.98 C 0.14 0.86 0.2 0.78 0.3 0.72 "
            "C 0.2 0.7 0.16 0.6 0.2 0.5 Z"
        ),
    ):
        e.solid(path(points), wing)
    for tip in ((0.7, 0.97), (0.68, 0.69), (0.49, 0.54)):
        e.line([(0.1, 0.5), ((0.1 + tip[0]) / 2, (0.52 + tip[1]) / 2 + 0.03), tip], 0.016,
               scale(wing, 0.6), 0.5)  # fmt: skip
    e.solid(path("M 0.3 0.3 C 0.6 0.26 0.86 0.2 0.9 0.02 L 0.98 0.14 L 0.86 0.34 "
                 "C 0.7 0.42 0.5 0.44 0.3 0.46 Z"), hide)  # fmt: skip
    e.solid(path("M 0.84 0.02 L 0.99 0.0 L 0.94 0.2 Z"), wing)
    e.solid(path("M -0.42 0.3 C -0.4 0.0 0.3 -0.02 0.44 0.26 C 0.5 0.46 0.3 0.58 0.0 0.54 "
                 "C -0.16 0.54 -0.3 0.62 -0.36 0.76 L -0.56 0.72 C -0.56 0.56 -0.48 0.44 -0.42 0.3 "
                 "Z"), hide)  # fmt: skip
    belly = path("M -0.42 0.3 C -0.4 0.06 0.0 -0.02 0.16 0.1 C 0.0 0.16 -0.2 0.2 -0.3 0.4 "
                 "L -0.44 0.7 L -0.55 0.68 C -0.54 0.56 -0.48 0.44 -0.42 0.3 Z")  # fmt: skip
    e.flat(belly, mix(CREAM, STRAW, 0.6), 0.7)
    for x in (-0.24, 0.22):
        e.solid(path(f"M {x} 0.24 C {x - 0.04} 0.1 {x - 0.1} 0.06 {x - 0.14} 0.0 L {x + 0.14} 0.0 "
                     f"C {x + 0.16} 0.1 {x + 0.2} 0.2 {x + 0.14} 0.3 Z"), hide)  # fmt: skip
        for k in range(3):
            e.flat(poly((x - 0.13 + 0.08 * k, 0.0), (x - 0.07 + 0.08 * k, 0.0),
                        (x - 0.1 + 0.08 * k, 0.045)), CREAM, 0.95)  # fmt: skip
    for k in range(7):
        x = -0.3 + 0.1 * k
        y = 0.62 - 0.26 * math.sin(min(k, 5) * 0.3) * 0.5
        e.flat(poly((x - 0.04, y - 0.1), (x + 0.05, y - 0.12), (x + 0.02, y + 0.04)), wing, 0.8)
    for x in (-0.44, -0.36):
        e.solid(path(f"M {x} 0.84 C {x + 0.06} 0.92 {x + 0.14} 0.96 {x + 0.2} 0.95 "
                     f"C {x + 0.16} 0.9 {x + 0.12} 0.84 {x + 0.08} 0.8 Z"), CREAM)  # fmt: skip
    e.solid(path("M -0.34 0.74 C -0.28 0.88 -0.44 0.94 -0.56 0.88 C -0.7 0.84 -0.86 0.82 -0.94 "
                 "0.76 C -0.98 0.7 -0.92 0.64 -0.82 0.64 C -0.7 0.62 -0.6 0.6 -0.52 0.62 "
                 "C -0.42 0.62 -0.36 0.66 -0.34 0.74 Z"), hide)  # fmt: skip
    e.line([(-0.92, 0.68), (-0.76, 0.68), (-0.6, 0.71)], 0.014, INK, 0.3)
    e.light_up(oval(-0.58, 0.81, 0.055, 0.045), rgb(0xFFD75E))
    e.flat(oval(-0.595, 0.81, 0.016, 0.04), INK, 0.2)
    e.flat(oval(-0.9, 0.75, 0.02, 0.014), INK, 0.2)


def _scarecrow(e: Easel) -> None:
    e.rod([(0, 0.02), (0, 0.7)], 0.05, DARK_WOOD)
    e.rod([(-0.42, 0.6), (0.42, 0.6)], 0.045, DARK_WOOD)
    for way in (-1, 1):
        for k in range(4):
            e.line([(way * 0.36, 0.6), (way * (0.44 + 0.01 * k), 0.66 - 0.05 * k)], 0.014, STRAW)
    e.solid(path("M -0.36 0.68 L 0.36 0.68 L 0.36 0.52 L 0.16 0.52 L 0.2 0.24 L 0.1 0.28 "
                 "L 0.02 0.22 L -0.08 0.28 L -0.2 0.23 L -0.16 0.52 L -0.36 0.52 Z"),
            e.accent)  # fmt: skip
    e.solid(rect(0.02, 0.38, 0.12, 0.48), mix(e.accent, CREAM, 0.6))
    e.ball(oval(0, 0.78, 0.12, 0.12), rgb(0xD8B98A))
    for x in (-0.045, 0.045):
        e.flat(circle(x, 0.8, 0.018), INK, 0.2)
    e.line([(-0.05, 0.73), (0, 0.71), (0.05, 0.73)], 0.012, INK, 0.3)
    e.solid(path("M -0.24 0.86 C -0.1 0.82 0.1 0.82 0.24 0.86 L 0.12 0.9 L 0.06 1.0 L -0.07 0.99 "
                 "L -0.12 0.9 Z"), STRAW)  # fmt: skip


def _air_balloon(e: Easel) -> None:
    bag = path("M -0.1 0.24 C -0.2 0.36 -0.4 0.46 -0.4 0.66 C -0.4 0.88 -0.22 1.0 0 1.0 "
               "C 0.22 1.0 0.4 0.88 0.4 0.66 C 0.4 0.46 0.2 0.36 0.1 0.24 Z")  # fmt: skip
    e.ball(bag, e.accent)
    for wide in (0.31, 0.12):
        gore = path(f"M -0.05 0.24 C -{wide * 0.6} 0.4 -{wide} 0.5 -{wide} 0.66 C -{wide} 0.86 "
                    f"-{wide * 0.6} 0.99 0 0.998 C {wide * 0.6} 0.99 {wide} 0.86 {wide} 0.66 "
                    f"C {wide} 0.5 {wide * 0.6} 0.4 0.05 0.24 Z")  # fmt: skip
        e.inside(bag, gore, CREAM if wide > 0.2 else e.accent, 0.85, 0.8)
    for x in (-0.09, 0.09):
        e.line([(x, 0.25), (x * 0.75, 0.12)], 0.008, INK, 0.4)
    e.glow(0, 0.22, 0.1, FIRE, 0.6)
    e.solid(rect(-0.085, 0.0, 0.085, 0.13, 0.02), rgb(0xA8703F))
    for y in (0.04, 0.08):
        e.line([(-0.08, y), (0.08, y)], 0.008, DARK_WOOD, 0.5)


def _greenhouse(e: Easel) -> None:
    glass = mix(GLASS, LEAF, 0.22)
    e.solid(poly((-0.9, 0.0), (0.9, 0.0), (0.9, 0.55), (0.0, 1.0), (-0.9, 0.55)), glass)
    for x, tall in ((-0.68, 0.34), (-0.44, 0.44), (0.42, 0.4), (0.68, 0.3), (-0.56, 0.22)):
        e.ball(oval(x, tall * 0.6, 0.15, tall * 0.5), mix(GREEN, LEAF, (x + 1) / 2), 0, 0)
        e.flat(circle(x + 0.05, tall, 0.04), RED if x > 0 else rgb(0xF2C14E))
    e.shine(poly((-0.8, 0.1), (-0.55, 0.1), (-0.3, 0.7), (-0.5, 0.62)), 0.22)
    frame = CREAM
    for points in ([(-0.88, 0.02), (-0.88, 0.55)], [(0.88, 0.02), (0.88, 0.55)],
                   [(-0.88, 0.55), (0.88, 0.55)], [(-0.88, 0.02), (0.88, 0.02)],
                   [(-0.88, 0.28), (0.88, 0.28)], [(-0.22, 0.02), (-0.22, 0.86)],
                   [(0.22, 0.02), (0.22, 0.86)], [(-0.55, 0.02), (-0.55, 0.7)],
                   [(0.55, 0.02), (0.55, 0.7)], [(-0.88, 0.55), (0, 0.98)],
                   [(0.88, 0.55), (0, 0.98)]):  # fmt: skip
        e.line(points, 0.026, frame, 0.9)
    e.solid(rect(-0.2, 0.0, 0.2, 0.52, 0.01), mix(GLASS, WHITE, 0.2))
    e.line(rect(-0.2, 0.01, 0.2, 0.52, 0.01), 0.026, frame, 0.95)
    e.ball(circle(0.14, 0.26, 0.022), BRASS)


def _phone_box(e: Easel) -> None:
    e.solid(rect(-0.2, 0.0, 0.2, 0.9, 0.01), RED)
    e.solid(path("M -0.22 0.88 L -0.22 0.93 C -0.16 1.01 0.16 1.01 0.22 0.93 L 0.22 0.88 Z"), RED)
    e.light_up(rect(-0.15, 0.84, 0.15, 0.89, 0.005), rgb(0xFFF2CE))
    for row in range(6):
        for k in range(3):
            x, y = -0.14 + 0.097 * k, 0.14 + 0.113 * row
            e.flat(rect(x, y, x + 0.084, y + 0.095), mix(GLASS, rgb(0xFFE9B0), 0.4), 0.95)
    e.flat(rect(-0.2, 0.0, 0.2, 0.05), INK, 0.3)


def _igloo(e: Easel) -> None:
    dome = path("M -0.9 0.0 C -0.9 0.62 -0.5 1.0 0 1.0 C 0.5 1.0 0.9 0.62 0.9 0.0 Z")
    e.ball(dome, SNOW)
    e.canvas.save()
    e.canvas.clipPath(dome, True)
    for row, y in enumerate((0.22, 0.44, 0.66, 0.85)):
        e.line([(-0.9, y - 0.04), (0, y), (0.9, y - 0.04)], 0.012, STEEL, 0.6, 0.7)
        for k in range(-4, 5):
            x = 0.24 * k + (0.12 if row % 2 else 0.0)
            e.line([(x, y - 0.2), (x * 0.96, y)], 0.012, STEEL, 0.6, 0.7)
    e.canvas.restore()
    arch = path("M -0.34 0.0 L -0.34 0.28 C -0.34 0.62 0.34 0.62 0.34 0.28 L 0.34 0.0 Z")
    e.solid(arch, SNOW)
    e.flat(path("M -0.22 0.0 L -0.22 0.24 C -0.22 0.48 0.22 0.48 0.22 0.24 L 0.22 0.0 Z"),
           rgb(0x2D3F55), 0.4)  # fmt: skip
    e.glow(0, 0.14, 0.2, FIRE, 0.5)


def _bus(e: Easel) -> None:
    e.solid(path("M -1.2 0.16 L -1.2 0.88 C -1.2 0.97 -1.12 1.0 -1.04 1.0 L 1.06 1.0 "
                 "C 1.16 1.0 1.2 0.94 1.2 0.84 L 1.2 0.16 Z"), e.accent)  # fmt: skip
    e.solid(rect(-1.2, 0.3, 1.2, 0.38), CREAM, 0, 0)
    for k in range(5):
        e.solid(rect(-1.1 + 0.36 * k, 0.5, -0.8 + 0.36 * k, 0.84, 0.04), GLASS)
    e.solid(rect(0.76, 0.2, 1.02, 0.86, 0.03), GLASS)
    e.line([(0.89, 0.22), (0.89, 0.84)], 0.02, INK, 0.4)
    e.solid(rect(1.08, 0.5, 1.2, 0.84, 0.02), GLASS)
    e.light_up(oval(1.16, 0.25, 0.035, 0.05), rgb(0xFFF2C0))
    for x in (-0.72, 0.5):
        e.ball(circle(x, 0.17, 0.17), INK)
        e.ball(circle(x, 0.17, 0.08), STEEL)


def _planter(e: Easel) -> None:
    for k in range(9):
        x = -0.8 + 0.2 * k
        tall = 0.62 + 0.26 * math.sin(k * 2.3)
        e.line([(x, 0.4), (x + 0.02, tall)], 0.03, GREEN, 0.6)
        for way in (-1, 1):
            leaf = curve((x, tall - 0.24), (x + way * 0.14, tall - 0.1), (x + way * 0.05,
            tall - 0.16))  # fmt: skip
            e.solid(leaf, LEAF, 0, 0.006)
        hue = (rgb(0xE0574C), rgb(0xF2C14E), rgb(0xB679C9), CREAM)[k % 4]
        for turn in range(5):
            angle = turn * math.tau / 5
            e.ball(circle(x + 0.055 * math.cos(angle), tall + 0.055 * math.sin(angle), 0.045), hue,
                   0, 0)  # fmt: skip
        e.flat(circle(x, tall, 0.03), rgb(0xFFE08A))
    for k in range(8):
        e.ball(oval(-0.82 + 0.235 * k, 0.42, 0.17, 0.13), mix(GREEN, LEAF, (k % 3) / 2), 0, 0.006)
    for k in range(3):
        e.solid(rect(-0.98, 0.125 * k, 0.98, 0.125 * k + 0.12, 0.01), WOOD)
    for x in (-0.92, 0.92):
        e.solid(rect(x - 0.05, 0.0, x + 0.05, 0.4, 0.01), DARK_WOOD)


def _fence(e: Easel) -> None:
    for y in (0.3, 0.68):
        e.solid(rect(-1.5, y, 1.5, y + 0.09), scale(CREAM, 0.85))
    for k in range(10):
        x = -1.35 + 0.3 * k
        board = poly((x - 0.09, 0), (x + 0.09, 0), (x + 0.09, 0.86), (x, 1.0), (x - 0.09, 0.86))
        e.solid(board, CREAM)


def _stall(e: Easel) -> None:
    for x in (-0.66, 0.66):
        e.rod([(x, 0.02), (x, 0.8)], 0.05, DARK_WOOD)
    e.solid(rect(-0.72, 0.0, 0.72, 0.36, 0.01), WOOD)
    for k in range(7):
        e.ball(circle(-0.57 + 0.19 * k, 0.41, 0.085), (RED, rgb(0xF2A541), LEAF)[k % 3], 0)
    for k in range(8):
        left, right = -0.64 + 0.16 * k, -0.64 + 0.16 * (k + 1)
        hue = e.accent if k % 2 else CREAM
        e.solid(poly((left * 1.28, 0.7), (right * 1.28, 0.7), (right, 1.0), (left, 1.0)), hue, 0)
        e.solid(path(f"M {left * 1.28} 0.71 C {left * 1.28} 0.61 {right * 1.28} 0.61 "
                     f"{right * 1.28} 0.71 Z"), hue, 0)  # fmt: skip
    e.line([(-0.7, 0.36), (0.7, 0.36)], 0.03, IRON, 0.5)


PROPS = {
    "dragon": Prop(_dragon, 1.9, 1.98),
    "scarecrow": Prop(_scarecrow, 0.95, 0.96),
    "hot air balloon": Prop(_air_balloon, 3.0, 0.82),
    "greenhouse": Prop(_greenhouse, 1.4, 1.82),
    "phone box": Prop(_phone_box, 1.3, 0.46),
    "igloo": Prop(_igloo, 0.9, 1.82),
    "bus": Prop(_bus, 1.5, 2.42),
    "planter": Prop(_planter, 0.4, 1.98),
    "fence": Prop(_fence, 0.5, 3.02),
    "market stall": Prop(_stall, 1.2, 1.66),
}
"""Every thing on this shelf, by the noun that names it."""
