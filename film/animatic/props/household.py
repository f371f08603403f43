"""Furniture, openings and tools: doors, windows, chairs, beds, ladders, hammers, brooms."""

from film.animatic.props.easel import (
    BRASS,
    CREAM,
    DARK_WOOD,
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
)  # fmt: skip

STRAW = rgb(0xDDB765)


def _door(e: Easel) -> None:
    e.solid(rect(-0.27, 0.0, 0.27, 1.0, 0.01), CREAM)
    leaf = rect(-0.22, 0.0, 0.22, 0.955)
    e.solid(leaf, mix(e.accent, WOOD, 0.35))
    for low, high in ((0.06, 0.4), (0.47, 0.62), (0.68, 0.9)):
        for x in (-0.18, 0.02):
            panel = rect(x, low, x + 0.16, high, 0.005)
            e.flat(panel, mix(e.accent, WOOD, 0.35), 0.1)
            e.solid(rect(x + 0.012, low + 0.01, x + 0.148, high - 0.012), mix(e.accent, WOOD, 0.3),
                    rim=0, edge=0)  # fmt: skip
    e.ball(circle(0.17, 0.45, 0.024), BRASS)
    e.flat(rect(0.163, 0.39, 0.177, 0.42), BRASS, 0.7)


def _window(e: Easel) -> None:
    e.solid(rect(-0.4, 0.06, 0.4, 1.0, 0.01), CREAM)
    glass = rect(-0.34, 0.14, 0.34, 0.94)
    e.flat(glass, rgb(0x8CC4E2), 0.95)
    e.inside(glass, oval(0.1, 0.1, 0.6, 0.26), rgb(0x7FA86A), 0.9)
    for x, y, wide in ((-0.14, 0.7, 0.12), (0.16, 0.78, 0.1), (-0.06, 0.73, 0.1)):
        e.inside(glass, oval(x, y, wide, 0.045), WHITE, 1.0, 0.9)
    e.inside(glass, poly((-0.34, 0.4), (-0.02, 0.94), (0.08, 0.94), (-0.34, 0.24)), WHITE, 1, 0.25)
    for shape in (rect(-0.016, 0.12, 0.016, 0.96), rect(-0.36, 0.53, 0.36, 0.56)):
        e.solid(shape, CREAM, rim=0, edge=0.004)
    for way in (-1, 1):
        e.solid(
            path(
                f"M {way * 0.42} 0.99 L {way * 0.06} 0.99 C {way * 0.1} 0.7 {way * 0.24} 0.5 "
                f"{way * 0.34} 0.42 L {way * 0.36} 0.12 L {way * 0.42} 0.12 Z"
            ),
            e.accent,
        )
    e.solid(rect(-0.45, 0.0, 0.45, 0.08, 0.015), CREAM)


def _chair(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.17, 0.02), (way * 0.17, 0.97)], 0.05, DARK_WOOD)
        e.rod([(way * 0.22, 0.02), (way * 0.21, 0.42)], 0.055, WOOD)
    for y in (0.6, 0.73, 0.86):
        e.solid(rect(-0.18, y, 0.18, y + 0.07, 0.02), WOOD)
    e.solid(poly((-0.26, 0.4), (0.26, 0.4), (0.2, 0.5), (-0.2, 0.5)), e.accent)
    e.solid(rect(-0.26, 0.35, 0.26, 0.41, 0.02), WOOD)
    e.rod([(-0.21, 0.18), (0.21, 0.18)], 0.03, DARK_WOOD)


def _table(e: Easel) -> None:
    for x in (-0.6, 0.6):
        e.rod([(x, 0.045), (x, 0.84)], 0.08, DARK_WOOD)
    for x in (-0.72, 0.72):
        e.rod([(x, 0.055), (x * 0.97, 0.8)], 0.1, WOOD)
    e.solid(rect(-0.74, 0.7, 0.74, 0.84, 0.01), DARK_WOOD)
    e.solid(poly((-0.85, 0.9), (0.85, 0.9), (0.7, 1.0), (-0.7, 1.0)), mix(WOOD, WHITE, 0.12))
    e.solid(rect(-0.85, 0.82, 0.85, 0.91, 0.015), WOOD)
    e.flat(poly((-0.25, 0.9), (0.25, 0.9), (0.21, 1.0), (-0.21, 1.0)), e.accent)
    e.flat(
        poly((-0.25, 0.9), (0.25, 0.9), (0.25, 0.66), (0.0, 0.58), (-0.25, 0.66)), e.accent, 0.65
    )


def _bed(e: Easel) -> None:
    e.solid(rect(-1.04, 0.0, -0.94, 1.0, 0.04), DARK_WOOD)
    e.solid(rect(0.94, 0.0, 1.04, 0.7, 0.04), DARK_WOOD)
    e.solid(rect(-0.96, 0.46, -0.9, 0.94, 0.02), WOOD)
    e.solid(rect(-0.96, 0.16, 0.96, 0.34, 0.02), WOOD)
    e.solid(rect(-0.94, 0.3, 0.94, 0.54, 0.08), CREAM)
    e.ball(path("M -0.92 0.5 C -0.96 0.8 -0.56 0.84 -0.46 0.56 C -0.5 0.46 -0.84 0.44 -0.92 0.5 Z"),
           WHITE)  # fmt: skip
    quilt = path(
        "M -0.42 0.58 C 0 0.66 0.6 0.66 0.94 0.58 L 0.96 0.2 C 0.4 0.14 0 0.16 -0.36 0.2 Z"
    )
    e.solid(quilt, e.accent)
    e.inside(quilt, poly((-0.5, 0.7), (-0.3, 0.7), (-0.24, 0.1), (-0.5, 0.1)), CREAM, 0.9)
    for k in range(5):
        e.inside(quilt, poly((-0.1 + 0.22 * k, 0.7), (-0.08 + 0.22 * k, 0.7), (-0.06 + 0.22 * k,
            0.1),
                             (-0.08 + 0.22 * k, 0.1)), WHITE, 0.9, 0.35)  # fmt: skip


def _ladder(e: Easel) -> None:
    for way in (-1, 1):
        e.rod([(way * 0.15, 0.02), (way * 0.12, 0.98)], 0.035, WOOD)
    for k in range(8):
        y = 0.1 + 0.115 * k
        half = 0.15 - 0.03 * y
        e.rod([(-half, y), (half, y)], 0.026, WOOD)


def _hammer(e: Easel) -> None:
    e.solid(poly((-0.05, 0.0), (0.05, 0.0), (0.038, 0.8), (-0.038, 0.8)), WOOD)
    e.solid(rect(-0.055, 0.0, 0.055, 0.26, 0.03), e.accent)
    e.solid(path("M -0.24 0.74 L 0.06 0.76 C 0.18 0.78 0.24 0.72 0.27 0.64 C 0.3 0.84 0.2 1.0 0.06 "
                 "0.98 L -0.24 0.98 Z"), STEEL)  # fmt: skip
    e.solid(rect(-0.28, 0.72, -0.2, 1.0, 0.03), scale(STEEL, 0.8))


def _wrench(e: Easel) -> None:
    e.solid(rect(-0.06, 0.1, 0.06, 0.8, 0.02), STEEL)
    e.flat(rect(-0.025, 0.2, 0.025, 0.68, 0.02), scale(STEEL, 0.65), 0.5)
    e.solid(path("M -0.08 0.7 C -0.22 0.78 -0.22 0.94 -0.13 1.0 L -0.1 0.86 L 0.1 0.86 L 0.13 1.0 "
                 "C 0.22 0.94 0.22 0.78 0.08 0.7 Z"), STEEL)  # fmt: skip
    e.solid(circle(0, 0.12, 0.12), STEEL)
    e.flat(circle(0, 0.12, 0.06), IRON, 0.3)


def _axe(e: Easel) -> None:
    e.solid(path("M -0.06 0 L 0.04 0.0 C 0.0 0.3 0.06 0.6 0.03 0.96 L -0.05 0.96 C -0.02 0.6 -0.08 "
                 "0.3 -0.06 0 Z"), WOOD)  # fmt: skip
    e.solid(path("M -0.06 0.92 L 0.06 0.92 C 0.16 0.94 0.22 1.0 0.25 0.99 C 0.32 0.86 0.3 0.66 "
        "0.22 "
                 "0.56 C 0.18 0.64 0.14 0.7 0.06 0.72 L -0.06 0.72 L -0.12 0.76 L -0.12 0.88 Z"),
            STEEL)  # fmt: skip
    e.line([(0.255, 0.97), (0.3, 0.78), (0.225, 0.58)], 0.018, WHITE, 1.0, 0.8)
    e.line([(-0.05, 0.1), (0.02, 0.14)], 0.03, e.accent)
    e.line([(-0.055, 0.16), (0.015, 0.2)], 0.03, e.accent)


def _shovel(e: Easel) -> None:
    e.rod([(0, 0.36), (0, 0.92)], 0.045, WOOD)
    e.rod([(-0.08, 0.965), (0.08, 0.965)], 0.045, e.accent)
    e.rod([(0, 0.9), (0, 0.96)], 0.045, WOOD)
    e.solid(path("M -0.13 0.38 L 0.13 0.38 L 0.12 0.14 C 0.1 0.06 0.04 0.02 0 0 C -0.04 0.02 -0.1 "
                 "0.06 -0.12 0.14 Z"), STEEL)  # fmt: skip
    e.line([(0, 0.1), (0, 0.34)], 0.016, scale(STEEL, 0.6), 0.5)


def _broom(e: Easel) -> None:
    e.rod([(0.0, 0.28), (0.0, 0.98)], 0.03, WOOD)
    e.solid(path("M -0.045 0.32 C -0.12 0.2 -0.16 0.1 -0.16 0 L 0.16 0 C 0.16 0.1 0.12 0.2 0.045 "
                 "0.32 Z"), STRAW)  # fmt: skip
    for k in range(9):
        x = -0.14 + 0.035 * k
        e.line([(x, 0.01), (x * 0.3, 0.3)], 0.006, LEATHER, 0.5, 0.6)
    for y in (0.26, 0.3):
        e.line([(-0.06, y), (0.06, y)], 0.022, e.accent)


def _bucket(e: Easel) -> None:
    e.line(path("M -0.4 0.62 C -0.38 1.08 0.38 1.08 0.4 0.62"), 0.03, IRON, 0.6)
    e.solid(
        poly((-0.44, 0.66), (0.44, 0.66), (0.33, 0.0), (-0.33, 0.0)), mix(STEEL, e.accent, 0.35)
    )
    e.solid(oval(0, 0.66, 0.44, 0.07), STEEL)
    e.flat(oval(0, 0.655, 0.39, 0.05), rgb(0x5FA3C4), 0.9)
    for y, half in ((0.16, 0.36), (0.5, 0.415)):
        e.line([(-half, y), (0, y - 0.02), (half, y)], 0.022, scale(STEEL, 0.6), 0.6)


def _scissors(e: Easel) -> None:
    for way in (-1, 1):
        e.line(circle(way * 0.16, 0.15, 0.105), 0.07, e.accent, 0.5)
        e.solid(poly((way * 0.1, 0.26), (way * 0.02, 0.28), (-way * 0.14, 0.98), (-way * 0.02,
            0.7)),
                STEEL)  # fmt: skip
    e.ball(circle(0, 0.42, 0.035), BRASS)


def _pen(e: Easel) -> None:
    e.solid(poly((-0.045, 0.24), (0.045, 0.24), (0.04, 0.94), (-0.04, 0.94)), e.accent)
    e.solid(rect(-0.04, 0.93, 0.04, 1.0, 0.02), BRASS)
    e.solid(rect(-0.05, 0.22, 0.05, 0.3, 0.01), BRASS)
    e.solid(poly((-0.042, 0.22), (0.042, 0.22), (0.0, 0.0)), STEEL)
    e.line([(0, 0.02), (0, 0.15)], 0.008, IRON, 0.2)


def _sofa(e: Easel) -> None:
    e.solid(rect(-1.0, 0.3, 1.0, 1.0, 0.2), scale(e.accent, 0.85))
    for x in (-0.78, 0.02):
        e.solid(rect(x, 0.5, x + 0.76, 0.94, 0.12), e.accent)
        e.solid(rect(x, 0.28, x + 0.76, 0.52, 0.08), mix(e.accent, WHITE, 0.1))
    for x in (-1.1, 0.82):
        e.solid(rect(x, 0.1, x + 0.28, 0.7, 0.12), e.accent)
    e.solid(rect(-0.86, 0.1, 0.86, 0.3, 0.04), scale(e.accent, 0.75))
    for x in (-0.95, 0.95):
        e.rod([(x, 0.1), (x, 0.03)], 0.08, DARK_WOOD)
    e.ball(rect(-0.7, 0.44, -0.36, 0.78, 0.08), mix(RED, CREAM, 0.3))


PROPS = {
    "door": Prop(_door, 1.2, 0.56), "window": Prop(_window, 0.7, 0.92),
    "chair": Prop(_chair, 0.55, 0.56), "table": Prop(_table, 0.44, 1.72),
    "bed": Prop(_bed, 0.4, 2.1), "ladder": Prop(_ladder, 1.3, 0.36),
    "hammer": Prop(_hammer, 0.2, 0.6, True), "wrench": Prop(_wrench, 0.18, 0.44, True),
    "axe": Prop(_axe, 0.45, 0.42, True, (-0.085, 0.0, 1.0)), "shovel": Prop(_shovel, 0.6, 0.3,
    True),
    "broom": Prop(_broom, 0.85, 0.34, True), "bucket": Prop(_bucket, 0.2, 0.92, True),
    "scissors": Prop(_scissors, 0.12, 0.62, True), "pen": Prop(_pen, 0.1, 0.12, True),
    "sofa": Prop(_sofa, 0.5, 2.22),
}  # fmt: skip
