"""Ears, horns and antlers of beasts."""

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import Knot, Point, curve, oval, tube
from film.animatic.figure.ink import RGB, Pen, mix, tuned
from film.animatic.figure.skull import Skull
from film.animatic.figure.species import Beast

BONE: RGB = (0.90, 0.83, 0.68)
PINK: RGB = (0.90, 0.62, 0.58)
_IN_FRONT = ("floppy", "flap")
_PLACES = {
    # Angle from the face's middle and height at which the ear grows.
    "pointed": (0.86, -0.33), "round": (0.95, -0.34), "round dark": (0.95, -0.34), "long": (0.42,
    -0.42),
    "floppy": (1.15, -0.26), "flap": (0.95, -0.33), "dish": (1.0, -0.27), "leaf": (1.2, -0.22),
    "leaf up": (0.75, -0.38), "fan": (1.35, -0.04), "side": (1.5, 0.02), "tufts": (0.7, -0.36),
    "fins": (1.4, 0.0), "elf": (1.45, 0.0),
}  # fmt: skip


def ears(pen: Pen, spec: Beast, skull: Skull, colours: Colours, behind: bool) -> None:
    """Draw both ears, those behind the head or those in front of it."""
    place = _PLACES.get(spec.ears)
    if place is None or (spec.ears in _IN_FRONT) == behind:
        return
    for side in (-1.0, 1.0):
        far = side * skull.side > 0
        if far and skull.profile > 0.75 and spec.ears in ("side", "fins", "elf", "fan", "floppy"):
            continue
        x = skull.x(side * place[0], skull.m.cheek * (0.97 if place[1] > -0.3 else 0.86))
        k = 1 - (0.30 if far else 0.12) * skull.profile
        _ear(pen, spec, (x, place[1]), side, k, colours)


def _ear(pen: Pen, spec: Beast, at: Point, side: float, k: float, colours: Colours) -> None:
    outer, inner = _EAR_SHAPES.get(spec.ears, _EAR_SHAPES["round"])
    tone = colours.skin
    if spec.ears == "round dark":
        tone = (0.12, 0.11, 0.13)
    pink = mix(colours.skin, PINK, 0.75 if spec.skin_ears else 0.5)

    def placed(points: tuple[Knot, ...]) -> list[Knot]:
        return [
            (at[0] + side * p[0] * spec.ear * k, at[1] + p[1] * spec.ear, *p[2:]) for p in points
        ]

    pen.shape(curve(placed(outer)), tone, 0.6)
    if inner:
        pen.fill(curve(placed(inner)), pink, 0.9, 0.25)
    if spec.ears == "pointed" and "tipped" in spec.marks:
        tip: list[Knot] = [(0.10, -0.62), (0.42, -1.02, 1), (0.50, -0.52), (0.3, -0.62)]
        pen.fill(curve(placed(tuple(tip))), mix(colours.skin, (0.10, 0.06, 0.07), 0.85))


_ROUND: tuple[Knot, ...] = (
    (-0.7, 0.3),
    (-0.72, -0.55),
    (0.0, -0.95),
    (0.75, -0.6),
    (0.85, 0.15),
    (0.3, 0.75),
)
_ROUND_IN: tuple[Knot, ...] = (
    (-0.38, 0.2),
    (-0.4, -0.35),
    (0.02, -0.6),
    (0.45, -0.38),
    (0.5, 0.1),
    (0.2, 0.5),
)
_POINTED: tuple[Knot, ...] = (
    (-0.48, 0.25),
    (-0.22, -0.45),
    (0.42, -1.02, 1),
    (0.62, -0.25),
    (0.55, 0.45),
)
_POINTED_IN: tuple[Knot, ...] = (
    (-0.2, 0.1),
    (-0.02, -0.35),
    (0.38, -0.76, 1),
    (0.45, -0.2),
    (0.36, 0.25),
)
_LEAF: tuple[Knot, ...] = (
    (-0.2, 0.1),
    (0.2, -0.42),
    (0.72, -0.55),
    (1.15, -0.35, 1),
    (0.9, 0.15),
    (0.35, 0.32),
)
_LEAF_IN: tuple[Knot, ...] = (
    (0.1, 0.05),
    (0.35, -0.25),
    (0.7, -0.36),
    (1.0, -0.28, 1),
    (0.78, 0.02),
    (0.4, 0.16),
)
_EAR_SHAPES: dict[str, tuple[tuple[Knot, ...], tuple[Knot, ...]]] = {
    "pointed": (_POINTED, _POINTED_IN),
    "round": (_ROUND, _ROUND_IN),
    "round dark": (_ROUND, ()),
    "dish": (tuple((x * 1.15 + 0.25, y * 1.05 - 0.1) for x, y, *_ in _ROUND),
             tuple((x * 1.2 + 0.27, y * 1.15 - 0.1) for x, y, *_ in _ROUND_IN)),
    "long": (((-0.13, 0.1), (-0.16, -0.5), (-0.02, -0.98), (0.16, -0.98), (0.26, -0.5), (0.17,
    0.1)),
             ((-0.04, 0.0), (-0.06, -0.5), (0.04, -0.84), (0.12, -0.82), (0.16, -0.45), (0.09,
             0.0))),
    "floppy": (((-0.45, 0.05), (-0.1, -0.28), (0.42, -0.12), (0.66, 0.5), (0.56, 1.2), (0.2, 1.38),
    (-0.02, 0.95), (0.02, 0.4)), ()),
    "flap": (((-0.42, 0.1), (-0.12, -0.62), (0.35, -0.72), (0.62, -0.1), (0.5, 0.5, 1), (0.1,
    0.2)), ()),
    "leaf": (_LEAF, _LEAF_IN),
    "leaf up": (((-0.3, 0.3), (-0.22, -0.4), (0.12, -1.0, 1), (0.42, -0.4), (0.32, 0.3)),
                ((-0.12, 0.15), (-0.08, -0.35), (0.12, -0.75, 1), (0.24, -0.35), (0.16, 0.15))),
    "fan": (((-0.2, -0.5), (0.35, -0.82), (0.98, -0.6), (1.18, 0.05), (0.92, 0.72), (0.42, 0.95,
    1), (0.05, 0.55)),
            ((0.0, -0.3), (0.35, -0.55), (0.82, -0.4), (0.95, 0.05), (0.75, 0.52), (0.4, 0.68),
            (0.12, 0.4))),
    "side": (((-0.3, -0.5), (0.25, -0.8), (0.8, -0.45), (0.8, 0.25), (0.35, 0.7), (-0.3, 0.5)),
             ((-0.1, -0.25), (0.22, -0.45), (0.5, -0.25), (0.5, 0.15), (0.22, 0.4), (-0.1, 0.25))),
    "tufts": (((-0.5, 0.2), (0.0, -0.25), (0.55, -0.95, 1), (0.62, -0.2), (0.5, 0.4)), ()),
    "fins": (((-0.1, -0.4, 1), (0.9, -0.95, 1), (0.72, -0.45), (1.15, -0.25, 1), (0.78, 0.05),
    (0.95, 0.45, 1), (0.4, 0.35), (-0.1, 0.35, 1)),
             ((0.05, -0.2), (0.62, -0.6), (0.55, -0.25), (0.8, -0.15), (0.55, 0.08), (0.6, 0.25),
             (0.2, 0.18))),
    "elf": (((-0.15, -0.32), (0.35, -0.55), (1.05, -0.72, 1), (0.72, -0.1), (0.3, 0.3), (-0.15,
    0.35)),
            ((0.0, -0.15), (0.35, -0.35), (0.82, -0.54, 1), (0.55, -0.05), (0.2, 0.14))),
}  # fmt: skip


def draw(pen: Pen, kind: str, skull: Skull, colours: Colours) -> None:
    """Draw horns, antlers or antennae, behind the head."""
    if kind == "none":
        return
    for side in (-1.0, 1.0):
        k = 1 - 0.35 * skull.profile
        x = skull.x(side * 0.5, skull.m.cheek * 0.8)
        if kind == "antlers":
            _antler(pen, x, side * k)
        elif kind == "short":
            path = tube(
                [(x, -0.40), (x + side * 0.12 * k, -0.52), (x + side * 0.13 * k, -0.70)],
                [0.075, 0.06, 0.012],
                0.2,
            )
            pen.shape(path, BONE, 0.6)
        elif kind == "curled":
            spine = [(x, -0.42), (x + side * 0.12 * k, -0.66), (x + side * 0.34 * k, -0.62),
                (x + side * 0.42 * k, -0.40),
                     (x + side * 0.30 * k, -0.28)]  # fmt: skip
            pen.shape(tube(spine, [0.085, 0.085, 0.07, 0.05, 0.012], 0.2), tuned(BONE, 0, 0.8), 0.6)
        elif kind == "dragon":
            spine = [
                (x, -0.38),
                (x + side * 0.10 * k, -0.62),
                (x + side * 0.24 * k, -0.78),
                (x + side * 0.20 * k, -0.98),
            ]
            pen.shape(tube(spine, [0.085, 0.07, 0.05, 0.008], 0.2), BONE, 0.6)
        elif kind == "antennae":
            spine = [(x * 0.7, -0.44), (x + side * 0.06, -0.66), (x + side * 0.12 * k, -0.80)]
            pen.shape(tube(spine, [0.03, 0.022, 0.018], 0.2), colours.skin, 0.6)
            pen.dome(oval(x + side * 0.12 * k, -0.85, 0.065, 0.065), colours.accent)
    if kind == "unicorn":
        x = skull.x(0.0, skull.m.cheek * 0.8)
        path = curve([(x - 0.06, -0.40, 1), (x + skull.turn * 0.22, -1.0, 1), (x + 0.06, -0.40, 1)])
        pen.shape(path, (0.98, 0.86, 0.55), 0.6)


def _antler(pen: Pen, x: float, side: float) -> None:
    tone = (0.66, 0.49, 0.33)
    main = [
        (x, -0.40),
        (x + side * 0.14, -0.66),
        (x + side * 0.36, -0.80),
        (x + side * 0.38, -1.04),
    ]
    pen.shape(tube(main, [0.05, 0.045, 0.036, 0.012], 0.3), tone, 0.6)
    for start, end in ((1, (0.0, -0.90)), (2, (0.56, -0.84))):
        sx, sy = main[start]
        tip = (x + side * end[0] + (0 if end[0] else side * 0.10), end[1])
        pen.shape(
            tube(
                [(sx, sy), ((sx + tip[0]) / 2, (sy + tip[1]) / 2 + 0.02), tip],
                [0.038, 0.03, 0.01],
                0.3,
            ),
            tone,
            0.6,
        )
