"""Small animals that share a scene: birds, cats, dogs, horses, owls, rabbits, mice, butterflies."""

from film.animatic.props.easel import (
    CREAM,
    DARK_WOOD,
    INK,
    RED,
    WHITE,
    Easel,
    Prop,
    circle,
    curve,
    mix,
    oval,
    path,
    poly,
    rgb,
    scale,
)  # fmt: skip

BROWN, GINGER, GREY = rgb(0x9C6B42), rgb(0xD98A45), rgb(0x8E8C94)
BEAK = rgb(0xF0A63A)
Colour = tuple[float, float, float]


def _eye(e: Easel, x: float, y: float, size: float) -> None:
    e.flat(circle(x, y, size), INK, 0.2)
    e.light_up(circle(x + size * 0.25, y + size * 0.3, size * 0.36), WHITE)


def _bird(e: Easel) -> None:
    for x in (-0.02, 0.14):
        e.line([(x, 0.24), (x - 0.02, 0.03)], 0.03, BEAK, 0.8)
        e.line([(x - 0.1, 0.02), (x + 0.06, 0.02)], 0.03, BEAK, 0.8)
    e.solid(poly((0.34, 0.5), (0.66, 0.66), (0.62, 0.48), (0.36, 0.34)), scale(e.accent, 0.8))
    e.ball(
        path(
            "M -0.46 0.7 C -0.42 1.02 -0.02 1.04 0.06 0.76 C 0.26 0.7 0.42 0.52 0.4 0.42 "
            "C 0.32 0.14 -0.12 0.1 -0.3 0.34 C -0.4 0.48 -0.4 0.56 -0.46 0.7 Z"
        ),
        e.accent,
    )
    e.flat(path("M -0.38 0.5 C -0.34 0.22 -0.06 0.16 0.08 0.24 C 0.0 0.46 -0.2 0.56 -0.38 0.5 Z"),
           CREAM, 0.85)  # fmt: skip
    e.solid(path("M -0.06 0.62 C 0.14 0.7 0.34 0.56 0.46 0.4 C 0.22 0.28 -0.02 0.36 -0.06 0.62 Z"),
            scale(e.accent, 0.78))  # fmt: skip
    e.solid(poly((-0.4, 0.8), (-0.62, 0.72), (-0.4, 0.67)), BEAK)
    _eye(e, -0.26, 0.8, 0.05)


def _cat(e: Easel) -> None:
    fur = GINGER
    e.line(path("M 0.22 0.08 C 0.5 0.06 0.46 0.34 0.36 0.42"), 0.09, fur, 0.5)
    e.ball(path("M -0.24 0 C -0.3 0.3 -0.2 0.56 0 0.6 C 0.2 0.56 0.34 0.3 0.28 0 Z"), fur)
    e.flat(oval(-0.02, 0.3, 0.11, 0.2), CREAM, 0.8)
    for x in (-0.12, 0.08):
        e.solid(path(f"M {x - 0.07} 0.0 C {x - 0.08} 0.2 {x - 0.04} 0.32 {x} 0.32 C {x + 0.04} "
            f"0.32 "
                     f"{x + 0.08} 0.2 {x + 0.07} 0.0 Z"), fur, edge=0.005)  # fmt: skip
        e.flat(oval(x, 0.035, 0.065, 0.035), CREAM, 0.85)
    for way in (-1, 1):
        e.solid(poly((way * 0.07, 0.9), (way * 0.22, 1.0), (way * 0.24, 0.74)), fur)
        e.flat(poly((way * 0.12, 0.89), (way * 0.2, 0.95), (way * 0.21, 0.8)), rgb(0xF2B8A2))
    e.ball(oval(0, 0.73, 0.25, 0.2), fur)
    e.flat(oval(0, 0.66, 0.12, 0.09), CREAM, 0.9)
    for x in (-0.06, 0.0, 0.06):
        e.line([(x, 0.9), (x * 0.8, 0.83)], 0.018, scale(fur, 0.65))
    for way in (-1, 1):
        e.flat(oval(way * 0.105, 0.755, 0.05, 0.045), rgb(0xA9D06A), 0.95)
        e.flat(oval(way * 0.105, 0.755, 0.02, 0.042), INK, 0.2)
        for k in (-1, 0, 1):
            e.line([(way * 0.1, 0.67 + 0.012 * k), (way * 0.3, 0.68 + 0.035 * k)], 0.006, WHITE, 1,
                   0.9)  # fmt: skip
    e.flat(poly((-0.03, 0.7), (0.03, 0.7), (0, 0.67)), rgb(0xE0807A))
    for way in (-1, 1):
        e.line([(0, 0.67), (way * 0.025, 0.645), (way * 0.055, 0.655)], 0.01)
    e.line([(-0.15, 0.545), (0, 0.51), (0.15, 0.545)], 0.035, e.accent)


def _four_legs(e: Easel, coat: Colour, xs: tuple[float, ...], top: float, width: float) -> None:
    for k, x in enumerate(xs):
        e.rod([(x, top), (x + (0.01 if k % 2 else -0.01), width * 0.5)], width,
              coat if k < 2 else scale(coat, 0.75))  # fmt: skip


def _dog(e: Easel) -> None:
    coat = BROWN
    e.line(path("M 0.34 0.6 C 0.46 0.66 0.5 0.8 0.44 0.9"), 0.07, coat, 0.6)
    _four_legs(e, scale(coat, 0.85), (-0.1, 0.24), 0.36, 0.1)
    e.ball(path("M -0.26 0.6 C -0.2 0.72 0.3 0.72 0.38 0.58 C 0.42 0.42 0.36 0.32 0.28 0.32 L "
        "-0.12 "
                "0.3 C -0.26 0.32 -0.3 0.46 -0.26 0.6 Z"), coat)  # fmt: skip
    _four_legs(e, coat, (-0.18, 0.32), 0.42, 0.11)
    e.solid(path("M -0.4 0.72 C -0.34 0.5 -0.16 0.42 -0.06 0.56 L -0.08 0.8 L -0.3 0.88 Z"), coat,
            rim=0, edge=0)  # fmt: skip
    e.ball(oval(-0.22, 0.8, 0.18, 0.17), coat)
    e.ball(path("M -0.24 0.82 C -0.44 0.84 -0.5 0.74 -0.46 0.68 C -0.4 0.62 -0.26 0.62 -0.18 0.68 "
        "Z"),
           mix(coat, CREAM, 0.55))  # fmt: skip
    e.flat(oval(-0.45, 0.775, 0.035, 0.03), INK, 0.2)
    e.line([(-0.44, 0.7), (-0.34, 0.67), (-0.28, 0.69)], 0.012)
    e.flat(path("M -0.4 0.68 C -0.4 0.58 -0.33 0.58 -0.33 0.67 Z"), rgb(0xE57F86))
    _eye(e, -0.25, 0.85, 0.03)
    e.solid(path("M -0.16 0.94 C -0.02 0.98 0.04 0.8 0.0 0.66 C -0.08 0.64 -0.14 0.74 -0.16 0.94 "
        "Z"),
            scale(coat, 0.6))  # fmt: skip
    e.line([(-0.33, 0.64), (-0.2, 0.56), (-0.07, 0.6)], 0.045, e.accent)
    e.flat(circle(-0.22, 0.54, 0.03), rgb(0xF2C24A))


def _horse(e: Easel) -> None:
    coat, mane = rgb(0x9A6238), DARK_WOOD
    e.solid(path("M 0.4 0.58 C 0.56 0.56 0.54 0.3 0.48 0.18 C 0.46 0.34 0.4 0.4 0.36 0.5 Z"), mane)
    _four_legs(e, scale(coat, 0.8), (-0.14, 0.26), 0.34, 0.07)
    e.ball(path("M -0.28 0.62 C -0.16 0.56 0.16 0.6 0.36 0.62 C 0.46 0.56 0.44 0.36 0.36 0.34 L "
        "-0.14 "
                "0.32 C -0.28 0.34 -0.34 0.5 -0.28 0.62 Z"), coat)  # fmt: skip
    _four_legs(e, coat, (-0.22, 0.36), 0.42, 0.08)
    for x in (-0.22, 0.36, -0.14, 0.26):
        e.solid(poly((x - 0.045, 0.06), (x + 0.045, 0.06), (x + 0.055, 0.0), (x - 0.055, 0.0)), INK)
    e.solid(path("M -0.32 0.5 C -0.34 0.66 -0.42 0.8 -0.38 0.92 C -0.3 0.98 -0.2 0.94 -0.18 0.84 "
                 "C -0.14 0.7 -0.06 0.62 0.0 0.58 Z"), coat)  # fmt: skip
    e.ball(path("M -0.22 0.94 C -0.36 0.98 -0.42 0.9 -0.5 0.76 C -0.54 0.68 -0.46 0.64 -0.4 0.68 "
                "C -0.32 0.74 -0.22 0.78 -0.2 0.84 Z"), coat)  # fmt: skip
    e.flat(oval(-0.475, 0.71, 0.045, 0.04), scale(coat, 0.6))
    e.solid(poly((-0.26, 0.92), (-0.24, 1.0), (-0.19, 0.92)), coat)
    e.solid(curve((-0.27, 0.96), (-0.16, 0.92), (-0.1, 0.76), (0.02, 0.62), (-0.08, 0.6), (-0.18,
                  0.7), (-0.22, 0.86)), mane)  # fmt: skip
    _eye(e, -0.35, 0.87, 0.02)
    e.solid(path("M -0.08 0.63 C 0.02 0.66 0.14 0.66 0.22 0.64 L 0.2 0.46 C 0.1 0.42 0 0.42 -0.06 "
                 "0.46 Z"), e.accent)  # fmt: skip


def _owl(e: Easel) -> None:
    body = path("M -0.26 0.06 C -0.4 0.4 -0.34 0.8 -0.3 1 L -0.14 0.9 L 0.14 0.9 L 0.3 1 C 0.34 "
        "0.8 "
                "0.4 0.4 0.26 0.06 C 0.12 0.0 -0.12 0.0 -0.26 0.06 Z")  # fmt: skip
    e.ball(body, BROWN)
    e.flat(oval(0, 0.3, 0.19, 0.26), CREAM, 0.75)
    for row in range(4):
        for k in range(4 - row % 2):
            x = -0.12 + 0.08 * k + 0.04 * (row % 2)
            e.line([(x - 0.025, 0.44 - 0.09 * row), (x, 0.41 - 0.09 * row), (x + 0.025, 0.44 - 0.09
                    * row)], 0.014, BROWN, 0.5)  # fmt: skip
    for way in (-1, 1):
        e.solid(
            path(
                f"M {way * 0.28} 0.56 C {way * 0.4} 0.4 {way * 0.36} 0.16 {way * 0.26} 0.08 "
                f"C {way * 0.18} 0.2 {way * 0.18} 0.44 {way * 0.28} 0.56 Z"
            ),
            scale(BROWN, 0.7),
        )
        e.flat(circle(way * 0.135, 0.71, 0.135), CREAM, 0.95)
        e.flat(circle(way * 0.13, 0.71, 0.085), BEAK, 0.95)
        _eye(e, way * 0.13, 0.71, 0.055)
        for k in (-1, 0, 1):
            e.line([(way * 0.11 + 0.035 * k, 0.05), (way * 0.11 + 0.045 * k, 0.015)], 0.025, BEAK)
    e.solid(poly((-0.045, 0.64), (0.045, 0.64), (0, 0.53)), BEAK)


def _rabbit(e: Easel) -> None:
    fur = mix(GREY, CREAM, 0.45)
    for way in (-1, 1):
        e.ball(oval(way * 0.1, 0.83, 0.065, 0.17), fur)
        e.flat(oval(way * 0.1, 0.82, 0.03, 0.12), rgb(0xF0B9AE))
        e.ball(oval(way * 0.19, 0.06, 0.13, 0.06), fur)
    e.ball(circle(0.27, 0.16, 0.07), WHITE)
    e.ball(oval(0, 0.22, 0.24, 0.22), fur)
    e.flat(oval(0, 0.2, 0.13, 0.15), WHITE, 0.85)
    e.ball(oval(0, 0.54, 0.2, 0.17), fur)
    e.flat(oval(0, 0.48, 0.09, 0.06), WHITE, 0.95)
    for way in (-1, 1):
        _eye(e, way * 0.095, 0.57, 0.03)
        e.ball(oval(way * 0.09, 0.28, 0.05, 0.08), fur)
    e.flat(poly((-0.025, 0.525), (0.025, 0.525), (0, 0.5)), rgb(0xE0807A))
    e.flat(poly((-0.02, 0.475), (0.02, 0.475), (0.018, 0.43), (-0.018, 0.43)), WHITE, 1.0)
    for way in (-1, 1):
        e.flat(poly((0, 0.385), (way * 0.11, 0.43), (way * 0.11, 0.34)), e.accent)


def _mouse(e: Easel) -> None:
    e.line(path("M 0.4 0.2 C 0.72 0.1 0.5 0.6 0.66 0.7"), 0.04, rgb(0xE8A8A0), 0.7)
    e.ball(path("M -0.62 0.24 C -0.4 0.62 0.2 0.9 0.44 0.4 C 0.52 0.16 0.4 0.04 0.3 0.03 L -0.4 "
        "0.03 "
                "C -0.52 0.06 -0.6 0.14 -0.62 0.24 Z"), GREY)  # fmt: skip
    for x, size in ((-0.12, 0.19), (-0.32, 0.17)):
        e.ball(circle(x, 0.78, size), GREY)
        e.flat(circle(x, 0.78, size * 0.6), rgb(0xE8A8A0))
    _eye(e, -0.36, 0.42, 0.055)
    e.ball(circle(-0.62, 0.25, 0.065), rgb(0xE8837A))
    for k in (-1, 0, 1):
        e.line([(-0.52, 0.25), (-0.3, 0.22 + 0.07 * k)], 0.012, WHITE, 1, 0.7)
    for x in (-0.3, 0.2):
        e.flat(oval(x, 0.035, 0.09, 0.035), rgb(0xE8A8A0))


def _butterfly(e: Easel) -> None:
    for way in (-1, 1):
        e.solid(path(f"M 0 0.5 C {way * 0.1} 0.9 {way * 0.5} 1.06 {way * 0.58} 0.86 C {way * 0.62} "
                     f"0.64 {way * 0.3} 0.5 0 0.5 Z"), e.accent)  # fmt: skip
        e.solid(
            path(
                f"M 0 0.5 C {way * 0.2} 0.5 {way * 0.5} 0.4 {way * 0.46} 0.16 C {way * 0.4} 0.0 "
                f"{way * 0.1} 0.1 0 0.5 Z"
            ),
            mix(e.accent, rgb(0xF4C95D), 0.5),
        )
        e.flat(oval(way * 0.38, 0.76, 0.1, 0.09), CREAM, 0.9)
        e.flat(oval(way * 0.38, 0.76, 0.05, 0.045), INK, 0.4)
        e.flat(circle(way * 0.28, 0.27, 0.06), CREAM, 0.9)
        e.line([(0, 0.72), (way * 0.06, 0.88), (way * 0.14, 0.96)], 0.016)
    e.solid(oval(0, 0.48, 0.045, 0.27), INK)


def _fox(e: Easel) -> None:
    e.ball(
        path("M 0.14 0.04 C 0.5 -0.04 0.62 0.36 0.46 0.66 C 0.34 0.56 0.2 0.4 0.14 0.04 Z"), GINGER
    )
    e.flat(path("M 0.46 0.66 C 0.4 0.6 0.36 0.54 0.34 0.5 C 0.42 0.46 0.48 0.46 0.53 0.46 C 0.53 "
        "0.54 "
                "0.5 0.6 0.46 0.66 Z"), CREAM, 0.9)  # fmt: skip
    e.ball(path("M -0.22 0 C -0.28 0.3 -0.2 0.54 -0.02 0.56 C 0.18 0.54 0.3 0.3 0.26 0 Z"), GINGER)
    e.flat(path("M -0.14 0.54 C -0.16 0.36 -0.06 0.22 -0.02 0.2 C 0.04 0.22 0.12 0.36 0.1 0.54 Z"),
           CREAM, 0.9)  # fmt: skip
    for x in (-0.11, 0.09):
        e.rod([(x, 0.26), (x, 0.05)], 0.09, GINGER)
        e.line([(x, 0.12), (x, 0.05)], 0.09, INK, 0.5)
    for way in (-1, 1):
        e.solid(poly((way * 0.06, 0.86), (way * 0.22, 1.0), (way * 0.26, 0.74)), GINGER)
        e.flat(poly((way * 0.12, 0.87), (way * 0.2, 0.95), (way * 0.22, 0.82)), INK, 0.4)
    e.ball(path("M -0.3 0.74 C -0.2 0.94 0.2 0.94 0.3 0.74 C 0.2 0.62 0.06 0.52 0 0.5 C -0.06 0.52 "
                "-0.2 0.62 -0.3 0.74 Z"), GINGER)  # fmt: skip
    for way in (-1, 1):
        e.flat(
            path(
                f"M {way * 0.3} 0.74 C {way * 0.2} 0.62 {way * 0.06} 0.52 0 0.5 C {way * 0.04} "
                f"0.64 {way * 0.14} 0.7 {way * 0.3} 0.74 Z"
            ),
            CREAM,
            0.9,
        )
        _eye(e, way * 0.105, 0.74, 0.03)
    e.flat(oval(0, 0.53, 0.04, 0.032), INK, 0.2)


def _whale(e: Easel) -> None:
    blue = mix(rgb(0x4F7FA8), e.accent, 0.15)
    for way in (-1, 1):
        e.line([(-0.3, 0.78), (-0.3 + way * 0.1, 0.94), (-0.3 + way * 0.2, 0.84)], 0.05,
               rgb(0xBFE3EC), 1.0)  # fmt: skip
    e.solid(path("M 0.62 0.34 C 0.78 0.4 0.78 0.6 0.66 0.76 C 0.84 0.74 0.88 0.66 0.9 0.6 C 0.94 "
        "0.66 "
                 "0.98 0.74 1.0 0.7 C 1.0 0.5 0.94 0.3 0.78 0.2 Z"), blue)  # fmt: skip
    body = path("M -0.98 0.4 C -0.96 0.76 -0.4 0.84 0 0.66 C 0.3 0.52 0.5 0.4 0.74 0.42 L 0.82 "
        "0.24 "
                "C 0.5 0.02 0 0 -0.4 0 C -0.8 0.02 -0.98 0.16 -0.98 0.4 Z")  # fmt: skip
    e.ball(body, blue)
    belly = path("M -0.98 0.3 C -0.6 0.18 -0.1 0.3 0.3 0.1 L 0 -0.1 L -0.9 -0.1 Z")
    e.inside(body, belly, CREAM, 0.85)
    for k in range(5):
        e.inside(body, path(f"M -0.9 {0.22 - 0.045 * k} C -0.5 {0.12 - 0.045 * k} -0.1 "
                            f"{0.2 - 0.04 * k} 0.2 {0.08 - 0.03 * k} L 0.2 {0.07 - 0.03 * k} C "
                            f"-0.1 "
                            f"{0.18 - 0.04 * k} -0.5 {0.1 - 0.045 * k} -0.9 {0.2 - 0.045 * k} Z"),
                 blue, 0.6, 0.8)  # fmt: skip
    e.solid(path("M -0.3 0.24 C -0.2 0.1 -0.1 0.02 0.06 0.04 C 0.04 0.16 -0.1 0.26 -0.3 0.24 Z"),
            scale(blue, 0.8))  # fmt: skip
    _eye(e, -0.6, 0.4, 0.04)
    e.flat(oval(-0.66, 0.3, 0.05, 0.03), RED, 0.9, 0.3)


PROPS = {
    "bird": Prop(_bird, 0.1, 1.34, True), "cat": Prop(_cat, 0.26, 1.0),
    "dog": Prop(_dog, 0.42, 1.06), "horse": Prop(_horse, 1.1, 1.14), "owl": Prop(_owl, 0.22, 0.78),
    "rabbit": Prop(_rabbit, 0.24, 0.7), "mouse": Prop(_mouse, 0.06, 1.42, True),
    "butterfly": Prop(_butterfly, 0.07, 1.24, True), "fox": Prop(_fox, 0.36, 1.14),
    "whale": Prop(_whale, 1.2, 2.04),
}  # fmt: skip
