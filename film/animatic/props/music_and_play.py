"""Things to play: musical instruments, toys, balls, kites, balloons, gifts and masks."""

import math

from film.animatic.props.easel import (
    BLUE,
    BRASS,
    CREAM,
    DARK_WOOD,
    INK,
    IRON,
    RED,
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

FUR = rgb(0xB98050)


def _violin(e: Easel) -> None:
    body = path("M 0 0.02 C -0.2 0.0 -0.24 0.18 -0.14 0.27 C -0.09 0.31 -0.09 0.34 -0.13 0.38 "
                "C -0.19 0.46 -0.12 0.58 0 0.58 C 0.12 0.58 0.19 0.46 0.13 0.38 C 0.09 0.34 0.09 "
                "0.31 0.14 0.27 C 0.24 0.18 0.2 0.0 0 0.02 Z")  # fmt: skip
    e.solid(body, rgb(0xB4602C))
    e.solid(rect(-0.028, 0.4, 0.028, 0.9, 0.01), INK)
    for way in (-1, 1):
        e.line([(way * 0.075, 0.25), (way * 0.055, 0.3), (way * 0.075, 0.35)], 0.012, INK)
        for y in (0.88, 0.93):
            e.rod([(0, y), (way * 0.07, y + 0.01)], 0.02, DARK_WOOD)
    e.solid(rect(-0.055, 0.25, 0.055, 0.27), CREAM)
    e.solid(poly((-0.02, 0.04), (0.02, 0.04), (0.035, 0.18), (-0.035, 0.18)), INK)
    e.ball(circle(0, 0.96, 0.036), rgb(0xB4602C))
    for x in (-0.015, -0.005, 0.005, 0.015):
        e.line([(x, 0.16), (x * 0.9, 0.9)], 0.003, WHITE, 0.9, 0.85)


def _guitar(e: Easel) -> None:
    body = path("M 0 0.0 C -0.26 0.0 -0.25 0.24 -0.15 0.29 C -0.12 0.33 -0.18 0.38 -0.16 0.44 "
                "C -0.12 0.52 0.12 0.52 0.16 0.44 C 0.18 0.38 0.12 0.33 0.15 0.29 C 0.25 0.24 0.26 "
                "0.0 0 0.0 Z")  # fmt: skip
    e.solid(body, rgb(0xD08A42))
    e.flat(circle(0, 0.33, 0.06), INK, 0.3)
    e.line(circle(0, 0.33, 0.068), 0.008, CREAM, 0.9)
    e.solid(rect(-0.03, 0.4, 0.03, 0.86, 0.005), DARK_WOOD)
    for k in range(9):
        e.line([(-0.028, 0.46 + 0.042 * k), (0.028, 0.46 + 0.042 * k)], 0.005, BRASS, 0.8)
    e.solid(poly((-0.035, 0.85), (0.035, 0.85), (0.05, 1.0), (-0.05, 1.0)), DARK_WOOD)
    for way in (-1, 1):
        for y in (0.89, 0.93, 0.97):
            e.flat(circle(way * 0.06, y, 0.012), CREAM)
    e.solid(rect(-0.07, 0.13, 0.07, 0.16, 0.01), DARK_WOOD)
    for x in (-0.018, -0.006, 0.006, 0.018):
        e.line([(x, 0.15), (x, 0.9)], 0.003, WHITE, 0.9, 0.8)


def _piano(e: Easel) -> None:
    wood = mix(DARK_WOOD, e.accent, 0.2)
    for way in (-1, 1):
        e.solid(rect(way * 0.55 - 0.04, 0.0, way * 0.55 + 0.04, 0.44, 0.02), wood)
    e.solid(rect(-0.6, 0.1, 0.6, 0.98, 0.02), scale(wood, 0.9))
    e.solid(rect(-0.63, 0.93, 0.63, 1.0, 0.02), wood)
    for x in (-0.55, 0.03):
        e.line(rect(x, 0.6, x + 0.52, 0.88, 0.02), 0.012, BRASS, 0.8, 0.8)
    e.solid(rect(-0.16, 0.58, 0.16, 0.84, 0.01), CREAM)
    for k in range(5):
        e.line([(-0.12, 0.63 + 0.035 * k), (0.12, 0.63 + 0.035 * k)], 0.005, INK, 0.5, 0.7)
    for k in range(6):
        e.flat(oval(-0.1 + 0.04 * k, 0.65 + 0.028 * ((k * 3) % 5), 0.013, 0.01), INK, 0.4)
    e.solid(rect(-0.63, 0.36, 0.63, 0.46, 0.02), wood)
    e.flat(rect(-0.55, 0.45, 0.55, 0.53), CREAM, 0.95)
    for k in range(1, 22):
        x = -0.55 + 0.05 * k
        e.line([(x, 0.452), (x, 0.528)], 0.004, INK, 0.5, 0.6)
        if k % 7 not in {0, 3}:
            e.flat(rect(x - 0.013, 0.485, x + 0.013, 0.53), INK, 0.2)
    for x in (-0.05, 0.05):
        e.solid(rect(x - 0.02, 0.02, x + 0.02, 0.12, 0.01), BRASS)


def _drum(e: Easel) -> None:
    e.solid(path("M -0.5 0.12 C -0.4 -0.04 0.4 -0.04 0.5 0.12 L 0.5 0.72 L -0.5 0.72 Z"), e.accent)
    for k in range(5):
        x = -0.5 + k * 0.2
        foot = 0.12 - 0.07 * math.cos((x + 0.1) * 3)
        e.line([(x, 0.66), (x + 0.1, foot)], 0.018, CREAM, 0.9)
        e.line([(x + 0.1, foot), (x + 0.2, 0.66)], 0.018, CREAM, 0.9)
    e.line([(-0.5, 0.14), (-0.3, 0.035), (0.3, 0.035), (0.5, 0.14)], 0.045, BRASS, 0.8)
    e.solid(oval(0, 0.72, 0.51, 0.1), BRASS)
    e.flat(oval(0, 0.725, 0.47, 0.08), CREAM, 0.95)
    for x0, x1 in ((0.3, -0.14), (-0.34, 0.1)):
        e.rod([(x0, 0.96), (x1, 0.74)], 0.03, WOOD)
        e.ball(circle(x1, 0.745, 0.035), WOOD)


def _trumpet(e: Easel) -> None:
    e.rod([(-0.98, 0.66), (0.3, 0.66)], 0.1, BRASS)
    e.line(rect(-0.55, 0.26, 0.28, 0.66, 0.18), 0.1, BRASS, 0.35)
    e.line(rect(-0.54, 0.275, 0.29, 0.675, 0.18), 0.045, BRASS, 1.0)
    e.solid(path("M 0.2 0.71 C 0.66 0.72 0.86 0.82 1.04 1.0 L 1.04 0.32 C 0.86 0.52 0.66 0.6 0.2 "
                 "0.61 Z"), BRASS)  # fmt: skip
    e.solid(oval(1.05, 0.66, 0.05, 0.335), scale(BRASS, 0.75))
    e.solid(rect(-1.1, 0.58, -0.98, 0.74, 0.03), BRASS)
    for x in (-0.3, -0.14, 0.02):
        e.solid(rect(x - 0.055, 0.16, x + 0.055, 0.78, 0.04), BRASS)
        e.rod([(x, 0.78), (x, 0.9)], 0.03, rgb(0xC9CCD0))
        e.ball(oval(x, 0.92, 0.055, 0.03), CREAM)


def _bell(e: Easel) -> None:
    e.line(circle(0, 0.92, 0.06), 0.035, BRASS, 0.6)
    e.ball(circle(0, 0.085, 0.085), DARK_WOOD)
    e.solid(
        path(
            "M -0.42 0.16 C -0.28 0.3 -0.28 0.5 -0.24 0.64 C -0.18 0.92 0.18 0.92 0.24 0.64 "
            "C 0.28 0.5 0.28 0.3 0.42 0.16 C 0.2 0.1 -0.2 0.1 -0.42 0.16 Z"
        ),
        BRASS,
    )
    for y, half in ((0.28, 0.3), (0.58, 0.245)):
        e.line([(-half, y), (0, y - 0.035), (half, y)], 0.02, scale(BRASS, 0.65), 0.6)
    e.gleam(0.13, 0.66, 0.08, 0.7)


def _kite(e: Easel) -> None:
    e.line([(0, 0.32), (0.1, 0.24), (-0.08, 0.14), (0.04, 0.02)], 0.008, CREAM, 0.9)
    for x, y in ((0.06, 0.25), (-0.03, 0.16), (0.02, 0.07)):
        for way in (-1, 1):
            e.flat(poly((x, y), (x + way * 0.06, y + 0.03), (x + way * 0.06, y - 0.03)), e.accent)
    e.solid(poly((0, 1.0), (0.34, 0.7), (0, 0.3), (-0.34, 0.7)), e.accent)
    e.flat(poly((0, 1.0), (0.34, 0.7), (0, 0.7)), mix(e.accent, WHITE, 0.75), 0.9)
    e.flat(poly((0, 0.3), (-0.34, 0.7), (0, 0.7)), mix(e.accent, WHITE, 0.75), 0.75)
    e.line([(0, 0.31), (0, 0.99)], 0.01, DARK_WOOD, 0.6)
    e.line([(-0.33, 0.7), (0.33, 0.7)], 0.01, DARK_WOOD, 0.6)


def _balloon(e: Easel) -> None:
    e.line([(0, 0.42), (0.05, 0.3), (-0.05, 0.16), (0.02, 0.0)], 0.012, CREAM, 0.9)
    e.flat(poly((-0.04, 0.4), (0.04, 0.4), (0, 0.45)), scale(e.accent, 0.8))
    e.ball(path("M 0 0.43 C -0.18 0.5 -0.26 0.62 -0.26 0.74 C -0.26 0.9 -0.14 1 0 1 C 0.14 1 0.26 "
                "0.9 0.26 0.74 C 0.26 0.62 0.18 0.5 0 0.43 Z"), e.accent)  # fmt: skip
    e.gleam(0.11, 0.84, 0.06, 0.7)


def _ball(e: Easel) -> None:
    ball = circle(0, 0.5, 0.5)
    e.ball(ball, CREAM)
    for k in range(0, 6, 2):
        a, b = math.tau * k / 6 + 0.4, math.tau * (k + 1) / 6 + 0.4
        slice_ = curve(
            (0.06, 0.6),
            (0.6 * math.sin(a), 0.5 + 0.6 * math.cos(a)),
            (0.85 * math.sin((a + b) / 2), 0.5 + 0.85 * math.cos((a + b) / 2)),
            (0.6 * math.sin(b), 0.5 + 0.6 * math.cos(b)),
        )
        e.inside(ball, slice_, (e.accent, BLUE, rgb(0xF2C23E))[k // 2], 0.75, 0.92)
    e.ball(circle(0.04, 0.58, 0.07), WHITE, edge=0.004)
    e.gleam(0.22, 0.76, 0.08, 0.5)


def _doll(e: Easel) -> None:
    for way in (-1, 1):
        e.solid(rect(way * 0.07 - 0.035, 0.0, way * 0.07 + 0.035, 0.24, 0.03), CREAM)
        e.solid(rect(way * 0.08 - 0.05, 0.0, way * 0.08 + 0.05, 0.06, 0.03), RED)
        e.rod([(way * 0.12, 0.56), (way * 0.24, 0.4)], 0.06, rgb(0xF0CBA8))
    e.solid(path("M -0.1 0.62 L 0.1 0.62 L 0.25 0.18 C 0.1 0.12 -0.1 0.12 -0.25 0.18 Z"), e.accent)
    e.line([(-0.22, 0.21), (0, 0.17), (0.22, 0.21)], 0.02, CREAM, 0.9)
    hair = rgb(0xB4562E)
    for way in (-1, 1):
        e.ball(oval(way * 0.21, 0.7, 0.06, 0.1), hair)
        e.flat(circle(way * 0.19, 0.79, 0.03), e.accent)
    e.ball(circle(0, 0.79, 0.2), hair)
    e.ball(oval(0, 0.77, 0.155, 0.165), rgb(0xF4D3B4))
    e.solid(
        path("M -0.16 0.8 C -0.12 1.0 0.12 1.0 0.16 0.8 C 0.06 0.9 -0.06 0.9 -0.16 0.8 Z"), hair
    )
    for way in (-1, 1):
        e.flat(circle(way * 0.06, 0.77, 0.022), INK, 0.3)
        e.flat(circle(way * 0.095, 0.71, 0.026), RED, 0.9, 0.35)
    e.line([(-0.035, 0.7), (0, 0.685), (0.035, 0.7)], 0.012, RED)


def _teddy(e: Easel) -> None:
    for way in (-1, 1):
        e.ball(oval(way * 0.27, 0.1, 0.13, 0.1), FUR)
        e.flat(oval(way * 0.28, 0.1, 0.07, 0.055), CREAM, 0.8)
        e.ball(oval(way * 0.29, 0.4, 0.1, 0.15), FUR)
        e.ball(circle(way * 0.21, 0.9, 0.095), FUR)
        e.flat(circle(way * 0.21, 0.9, 0.05), CREAM, 0.7)
    e.ball(oval(0, 0.29, 0.28, 0.28), FUR)
    e.flat(oval(0, 0.28, 0.16, 0.17), CREAM, 0.75)
    e.ball(oval(0, 0.71, 0.28, 0.25), FUR)
    e.ball(oval(0, 0.64, 0.12, 0.09), CREAM, rim=0)
    e.flat(oval(0, 0.68, 0.045, 0.03), INK, 0.3)
    e.line([(-0.04, 0.61), (0, 0.59), (0.04, 0.61)], 0.012)
    for way in (-1, 1):
        e.flat(circle(way * 0.1, 0.76, 0.03), INK, 0.2)
        e.light_up(circle(way * 0.1 + 0.008, 0.77, 0.01), WHITE)
        e.solid(path(f"M 0 0.49 C {way * 0.06} 0.56 {way * 0.17} 0.55 {way * 0.16} 0.48 C "
                     f"{way * 0.16} 0.42 {way * 0.06} 0.43 0 0.49 Z"), e.accent)  # fmt: skip
    e.ball(circle(0, 0.49, 0.03), e.accent)


def _toy(e: Easel) -> None:
    """Draw a painted wooden horse on wheels."""
    e.solid(rect(-0.42, 0.14, 0.42, 0.2, 0.02), WOOD)
    for x in (-0.28, 0.28):
        e.ball(circle(x, 0.11, 0.11), RED)
        e.flat(circle(x, 0.11, 0.035), BRASS, 0.9)
        e.solid(rect(x - 0.05, 0.2, x + 0.05, 0.42, 0.02), e.accent)
    e.solid(path("M -0.36 0.36 C -0.38 0.58 -0.24 0.62 -0.06 0.58 L 0.1 0.58 C 0.16 0.76 0.2 0.96 "
                 "0.32 0.96 C 0.4 0.94 0.42 0.86 0.5 0.76 C 0.5 0.66 0.42 0.68 0.34 0.72 C 0.36 "
                 "0.6 "
                 "0.38 0.5 0.35 0.36 Z"), e.accent)  # fmt: skip
    for k in range(5):
        e.ball(circle(0.11 + 0.032 * k, 0.62 + 0.08 * k, 0.05), CREAM, edge=0.004)
    e.ball(curve((-0.36, 0.56), (-0.48, 0.5), (-0.46, 0.3), (-0.4, 0.4)), CREAM)
    e.solid(path("M -0.14 0.59 L 0.06 0.59 L 0.04 0.42 C -0.02 0.38 -0.1 0.38 -0.14 0.42 Z"), BLUE)
    e.flat(circle(0.36, 0.84, 0.022), INK, 0.2)


def _box(e: Easel) -> None:
    card = rgb(0xC89A64)
    e.solid(poly((-0.5, 0.0), (0.5, 0.0), (0.5, 0.66), (-0.5, 0.66)), card)
    e.flat(poly((-0.5, 0.66), (0.5, 0.66), (0.36, 0.84), (-0.36, 0.84)), scale(card, 0.5), 0.4)
    e.solid(poly((-0.5, 0.66), (-0.36, 0.84), (-0.46, 1.0), (-0.58, 0.82)), scale(card, 1.05))
    e.solid(poly((0.5, 0.66), (0.36, 0.84), (0.46, 1.0), (0.58, 0.82)), scale(card, 1.05))
    e.solid(poly((-0.5, 0.66), (0.5, 0.66), (0.46, 0.56), (-0.46, 0.56)), scale(card, 1.1))
    e.flat(rect(-0.06, 0.0, 0.06, 0.56), rgb(0xE6CB9A), 0.8, 0.8)
    e.line([(0.26, 0.12), (0.26, 0.3)], 0.02, DARK_WOOD)
    e.flat(poly((0.2, 0.27), (0.26, 0.36), (0.32, 0.27)), DARK_WOOD, 0.6)


def _gift(e: Easel) -> None:
    e.solid(rect(-0.4, 0.0, 0.4, 0.62, 0.02), e.accent)
    ribbon = mix(CREAM, BRASS, 0.35)
    e.flat(rect(-0.07, 0.0, 0.07, 0.62), ribbon, 0.85)
    e.solid(rect(-0.45, 0.58, 0.45, 0.76, 0.03), scale(e.accent, 1.1))
    e.flat(rect(-0.07, 0.59, 0.07, 0.75), ribbon, 0.9)
    for way in (-1, 1):
        loop = path(
            f"M 0 0.76 C {way * 0.08} 1.02 {way * 0.36} 1.06 {way * 0.36} 0.9 C {way * 0.36}"
            f" 0.78 {way * 0.14} 0.76 0 0.76 Z"
        )
        e.solid(loop, ribbon)
        e.flat(oval(way * 0.23, 0.885, 0.06, 0.035), scale(ribbon, 0.6), 0.5)
    e.ball(circle(0, 0.8, 0.06), ribbon)
    for k in range(8):
        x, y = -0.32 + 0.09 * k, 0.12 + 0.36 * ((k * 3) % 5) / 5
        if abs(x) > 0.1:
            e.flat(circle(x, y, 0.025), WHITE, 0.9, 0.6)


def _mask(e: Easel) -> None:
    face = path("M -0.4 0.78 C -0.36 0.24 -0.12 0.0 0 0 C 0.12 0 0.36 0.24 0.4 0.78 C 0.3 1.02 "
                "-0.3 1.02 -0.4 0.78 Z")  # fmt: skip
    e.ball(face, CREAM)
    e.inside(face, poly((0, 1.1), (0.6, 1.1), (0.6, -0.1), (0, -0.1)), e.accent, 0.7, 0.85)
    for way in (-1, 1):
        e.flat(
            path(
                f"M {way * 0.08} 0.62 C {way * 0.12} 0.74 {way * 0.28} 0.74 {way * 0.31} 0.64 "
                f"C {way * 0.26} 0.54 {way * 0.14} 0.54 {way * 0.08} 0.62 Z"
            ),
            INK,
            0.2,
        )
        e.line([(way * 0.07, 0.77), (way * 0.2, 0.83), (way * 0.32, 0.76)], 0.026, BRASS, 0.9)
        e.ball(circle(way * 0.22, 0.42, 0.05), RED, rim=0, edge=0)
    e.solid(path("M 0 0.62 L -0.07 0.4 L 0.07 0.4 Z"), BRASS, edge=0)
    e.flat(path("M -0.17 0.3 C -0.06 0.16 0.06 0.16 0.17 0.3 C 0.06 0.25 -0.06 0.25 -0.17 0.3 Z"),
           INK, 0.2)  # fmt: skip
    e.flat(poly((0, 0.98), (0.06, 0.88), (0, 0.78), (-0.06, 0.88)), BRASS, 1.0)


def _dice(e: Easel) -> None:
    e.solid(rect(-0.5, 0.0, 0.5, 1.0, 0.16), CREAM)
    for x, y in ((-0.25, 0.25), (0.25, 0.25), (0, 0.5), (-0.25, 0.75), (0.25, 0.75)):
        e.flat(circle(x, y, 0.095), e.accent, 0.6)


def _top(e: Easel) -> None:
    e.solid(turned((0.02, 0.0), (0.1, 0.16), (0.46, 0.5), (0.44, 0.62), (0.14, 0.72), soft=False),
            e.accent)  # fmt: skip
    e.line([(-0.42, 0.52), (0, 0.47), (0.42, 0.52)], 0.05, BRASS, 0.9)
    e.line([(-0.26, 0.33), (0, 0.29), (0.26, 0.33)], 0.04, BLUE, 0.9)
    e.rod([(0, 0.7), (0, 0.92)], 0.05, IRON)
    e.ball(circle(0, 0.94, 0.06), RED)


PROPS = {
    "violin": Prop(_violin, 0.36, 0.44, True), "guitar": Prop(_guitar, 0.58, 0.46, True),
    "piano": Prop(_piano, 0.72, 1.28), "drum": Prop(_drum, 0.26, 1.06),
    "trumpet": Prop(_trumpet, 0.11, 2.64, True, (0.0, -0.16, 1.19)), "bell": Prop(_bell, 0.14,
    0.86, True),
    "kite": Prop(_kite, 0.5, 0.7, True), "balloon": Prop(_balloon, 0.4, 0.54, True),
    "ball": Prop(_ball, 0.13, 1.0, True), "doll": Prop(_doll, 0.26, 0.58, True),
    "teddy bear": Prop(_teddy, 0.24, 0.84, True), "toy": Prop(_toy, 0.2, 1.0, True),
    "box": Prop(_box, 0.24, 1.18), "gift": Prop(_gift, 0.2, 0.92, True),
    "mask": Prop(_mask, 0.15, 0.84, True), "dice": Prop(_dice, 0.03, 1.0, True),
    "top": Prop(_top, 0.08, 0.96, True),
}  # fmt: skip
