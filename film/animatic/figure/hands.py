"""Hands: a few clear shapes, drawn from the wrist along +x with the thumb towards −y."""

import math
from functools import lru_cache

import skia

from film.animatic.figure.geometry import Point, curve, joined, oval, strand, tube
from film.animatic.figure.ink import RGB, Pen


def _finger(base: Point, angle: float, length: float, curl: float, width: float) -> skia.Path:
    bx, by = base
    mx = bx + math.cos(angle) * length * 0.55
    my = by + math.sin(angle) * length * 0.55
    tx = mx + math.cos(angle + curl) * length * 0.45
    ty = my + math.sin(angle + curl) * length * 0.45
    return tube([base, (mx, my), (tx, ty)], [width, width * 1.0, width * 0.72], 0.9)


_PALM = curve([(-0.06, -0.13), (0.12, -0.19), (0.40, -0.20), (0.50, -0.10), (0.50, 0.12),
               (0.40, 0.21), (0.12, 0.17), (-0.06, 0.13)])  # fmt: skip
_FINGERS = {
    # angle, length, curl of each finger from the index on; then the thumb.
    "relaxed": ((-0.02, 0.42, 0.35), (0.05, 0.46, 0.4), (0.10, 0.43, 0.45), (0.18, 0.34, 0.5),
                (-0.62, 0.40, 0.55)),
    "open": ((-0.32, 0.46, -0.05), (-0.08, 0.52, 0.0), (0.14, 0.48, 0.04), (0.42, 0.38, 0.08),
             (-1.15, 0.42, 0.25)),
    "point": ((-0.06, 0.56, 0.02), (0.2, 0.12, 1.2), (0.2, 0.11, 1.2), (0.2, 0.09, 1.2),
              (-0.5, 0.32, 0.75)),
    "fist": ((0.0, 0.12, 1.2), (0.0, 0.13, 1.2), (0.0, 0.12, 1.2), (0.0, 0.10, 1.2),
             (-0.35, 0.34, 1.0)),
    "cup": ((-0.1, 0.38, 0.6), (0.0, 0.42, 0.6), (0.06, 0.40, 0.6), (0.12, 0.32, 0.6),
            (-0.85, 0.38, 0.7)),
    "chin": ((-0.1, 0.46, -0.3), (0.2, 0.16, 1.2), (0.2, 0.15, 1.2), (0.2, 0.13, 1.2),
             (-1.0, 0.42, 0.2)),
    "hip": ((0.1, 0.36, 0.3), (0.14, 0.40, 0.3), (0.18, 0.38, 0.3), (0.24, 0.30, 0.3),
            (-1.0, 0.36, 0.3)),
    "tucked": ((0.0, 0.2, 0.4), (0.0, 0.22, 0.4), (0.0, 0.2, 0.4), (0.0, 0.16, 0.4),
               (-0.9, 0.3, 0.3)),
}  # fmt: skip
_ROOTS: tuple[Point, ...] = ((0.42, -0.135), (0.46, -0.04), (0.45, 0.055), (0.40, 0.145))


@lru_cache(maxsize=32)
def _hand(shape: str, thumb: float) -> tuple[skia.Path, skia.Path]:
    """Return a hand's silhouette and the lines between its fingers, about 1 long."""
    fingers = _FINGERS[shape]
    parts = [_PALM]
    lines = skia.Path()
    for root, (angle, length, curl) in zip(_ROOTS, fingers[:4], strict=True):
        parts.append(_finger(root, angle, length, curl, 0.066))
    angle, length, curl = fingers[4]
    parts.append(_finger((0.14, -0.11), angle, length, curl, 0.072))
    for (ax, ay), (bx, by), (angle, length, _) in zip(
        _ROOTS[:-1], _ROOTS[1:], fingers[:3], strict=True
    ):
        x, y = (ax + bx) / 2, (ay + by) / 2
        reach = 0.05 + 0.22 * min(length, 0.4)
        lines.addPath(strand([(x - 0.06, y), (x + reach * 0.5, y + math.sin(angle) * reach * 0.5),
                              (x + reach, y + math.sin(angle) * reach)], 0.016))  # fmt: skip
    whole = joined(*parts)
    if shape in ("fist", "point", "chin"):
        lines.addPath(strand([(0.36, -0.1), (0.30, 0.0), (0.36, 0.12)], 0.016))
    flip = skia.Matrix().setScale(1, thumb)
    whole.transform(flip)
    lines.transform(flip)
    return whole, lines


@lru_cache(maxsize=8)
def _mitten(thumb: float) -> skia.Path:
    """Return a paw: a pad with stubby toes."""
    parts = [oval(0.24, 0.0, 0.30, 0.24)]
    parts += [oval(0.46, y, 0.13, 0.095) for y in (-0.15, 0.0, 0.15)]
    path = joined(*parts)
    path.transform(skia.Matrix().setScale(1, thumb))
    return path


def draw(
    pen: Pen, wrist: Point, angle: float, shape: str, thumb: float, size: float, colour: RGB,
    paw: bool = False,
) -> None:  # fmt: skip
    """Draw a hand at a wrist, pointing along an angle; thumb is −1 or +1, the side it is on."""
    canvas = pen.canvas
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(math.degrees(angle))
    canvas.scale(size, size)
    side = pen.ink.side
    # The light stands still while the hand turns: model it in the hand's own frame.
    lit = side * math.cos(angle)
    pen.ink.side = 1.0 if lit > 0 else -1.0
    if paw:
        path = _mitten(thumb)
        pen.shape(path, colour, 0.7, 0.055, 0.05)
        for y in (-0.08, 0.08):
            pen.line(curve([(0.38, y), (0.54, y)], False), colour, 0.03, 0.7)
    else:
        path, lines = _hand(shape, thumb)
        pen.shape(path, colour, 0.7, 0.05, 0.045)
        canvas.drawPath(lines, pen.ink.flat(colour, 0.9, 1.25))
    pen.ink.side = side
    canvas.restore()
