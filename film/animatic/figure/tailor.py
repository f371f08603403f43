"""Collars, buttons, folds and trims: the details that make clothes out of a silhouette."""

import math
from collections.abc import Callable

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import Point, box, common, curve, lerp, oval, strand, tube
from film.animatic.figure.ink import RGB, Pen, luminance, mix, tuned
from film.animatic.figure.torso import Torso

GOLD: RGB = (0.90, 0.72, 0.32)
STEEL: RGB = (0.70, 0.73, 0.78)
LINEN: RGB = (0.96, 0.94, 0.90)
Painter = Callable[[Pen, Torso, Colours], None]


def _button(pen: Pen, at: Point, colour: RGB, r: float = 0.026) -> None:
    pen.fill(oval(at[0] + 0.004, at[1] + 0.006, r * 1.08, r * 1.08), (0.1, 0.07, 0.1), 0.35)
    pen.fill(oval(*at, r, r), colour)
    pen.fill(
        oval(at[0] + pen.ink.side * r * 0.3, at[1] - r * 0.3, r * 0.35, r * 0.35),
        mix(colour, (1, 1, 1), 0.6),
    )


def _inside(pen: Pen, torso: Torso, paint: Callable[[], None]) -> None:
    pen.canvas.save()
    pen.canvas.clipPath(torso.outline, True)
    paint()
    pen.canvas.restore()


def contrast(colour: RGB) -> RGB:
    """Return a tone of a colour that can be seen on it."""
    return mix(colour, (1, 1, 1), 0.4) if luminance(colour) < 0.35 else mix(colour, (0, 0, 0), 0.35)


def neckline(pen: Pen, t: Torso, c: Colours, depth: float, wide: float) -> None:
    """Show the skin inside a neckline, to a depth in torso lengths."""
    patch = t.patch((-wide, -0.075), (-wide * 0.8, depth * 0.45), (0, depth), (wide * 0.8,
        depth * 0.45),
                    (wide, -0.075), (0, -0.12))  # fmt: skip
    pen.fill(patch, c.skin, 1.0, 0.10)
    collarbone = strand(
        t.line((-wide * 0.62, depth * 0.22), (-0.12, depth * 0.42), (-0.04, depth * 0.36)), 0.008
    )
    if depth > 0.09:
        pen.fill(collarbone, c.skin, 0.8, 1.0)


# ---- collars ------------------------------------------------------------------------------


def _crew(pen: Pen, t: Torso, c: Colours) -> None:
    neckline(pen, t, c, 0.055, 0.30)
    band = curve(
        t.line((-0.32, -0.06), (-0.2, 0.035), (0, 0.062), (0.2, 0.035), (0.32, -0.06)), False
    )
    pen.canvas.drawPath(band, pen.ink.stroke(tuned(c.cloth, 0, 0.8), 0.045))


def _v(pen: Pen, t: Torso, c: Colours) -> None:
    neckline(pen, t, c, 0.17, 0.34)
    for s in (-1, 1):
        edge = curve(t.line((s * 0.36, -0.06), (s * 0.19, 0.07), (0, 0.175)), False)
        pen.canvas.drawPath(edge, pen.ink.stroke(c.accent, 0.032))


def _round(pen: Pen, t: Torso, c: Colours) -> None:
    neckline(pen, t, c, 0.13, 0.44)
    band = curve(
        t.line((-0.46, -0.04), (-0.28, 0.085), (0, 0.135), (0.28, 0.085), (0.46, -0.04)), False
    )
    pen.canvas.drawPath(band, pen.ink.stroke(c.accent, 0.028))


def _sweetheart(pen: Pen, t: Torso, c: Colours) -> None:
    patch = t.patch((-0.66, -0.02), (-0.5, 0.16), (-0.2, 0.19), (0, 0.23), (0.2, 0.19), (0.5, 0.16),
                    (0.66, -0.02), (0, -0.12))  # fmt: skip
    pen.fill(patch, c.skin, 1.0, 0.06)
    edge = curve(t.line((-0.68, 0.0), (-0.5, 0.16), (-0.2, 0.19), (0, 0.225), (0.2, 0.19), (0.5,
        0.16),
                        (0.68, 0.0)), False)  # fmt: skip
    pen.canvas.drawPath(edge, pen.ink.stroke(c.accent, 0.03))


def _shirt(pen: Pen, t: Torso, c: Colours) -> None:
    neckline(pen, t, c, 0.10, 0.28)
    tone = mix(c.cloth, (1, 1, 1), 0.16)
    for s in (-1, 1):
        leaf = t.patch(
            (s * 0.36, -0.09), (s * 0.15, 0.02), (0.0, 0.095), (s * 0.13, 0.15), (s * 0.34, 0.065)
        )
        pen.shape(leaf, tone, 0.6, 0.014, 0)


def _stand(pen: Pen, t: Torso, c: Colours) -> None:
    tone = tuned(c.cloth, 0, 0.9)
    collar = t.patch(
        (-0.40, -0.13), (-0.45, 0.03), (0, 0.085), (0.45, 0.03), (0.40, -0.13), (0, -0.045)
    )
    pen.shape(collar, tone, 0.6, 0.016)
    edge = curve(t.line((-0.38, -0.115), (0, -0.035), (0.38, -0.115)), False)
    pen.line(edge, c.accent, 0.012, 0.8)


def _mandarin(pen: Pen, t: Torso, c: Colours) -> None:
    collar = t.patch(
        (-0.32, -0.12), (-0.35, 0.01), (0, 0.05), (0.35, 0.01), (0.32, -0.12), (0, -0.07)
    )
    pen.shape(collar, mix(c.cloth, c.accent, 0.35), 0.6, 0.016)
    pen.canvas.drawPath(
        curve(t.line((-0.33, -0.06), (0, 0.0), (0.33, -0.06)), False),
        pen.ink.stroke(c.accent, 0.02),
    )


def _roll(pen: Pen, t: Torso, c: Colours) -> None:
    collar = t.patch(
        (-0.34, -0.125), (-0.40, 0.0), (0, 0.055), (0.40, 0.0), (0.34, -0.125), (0, -0.07)
    )
    pen.shape(collar, mix(c.cloth, (1, 1, 1), 0.08), 0.6, 0.018)
    for u in (-0.24, -0.12, 0, 0.12, 0.24):
        pen.line(curve(t.line((u, -0.07), (u * 1.1, 0.025)), False), c.cloth, 0.01, 0.5)


def _hood(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        fold = t.patch((s * 0.08, 0.09), (s * 0.2, -0.06), (s * 0.52, -0.13), (s * 0.72, -0.03),
                       (s * 0.5, 0.08), (s * 0.24, 0.14))  # fmt: skip
        pen.shape(fold, tuned(c.cloth, 0, 0.92), 0.6, 0.018)
    neckline(pen, t, c, 0.04, 0.2)


def _lapels(pen: Pen, t: Torso, c: Colours, depth: float, wide: float, under: RGB) -> None:
    opening = t.patch(
        (-0.30, -0.10), (-0.2, 0.1), (0.0, depth), (0.2, 0.1), (0.30, -0.10), (0, -0.08)
    )
    pen.fill(opening, under)
    for s in (-1, 1):
        leaf = t.patch((s * 0.26, -0.10), (s * 0.13, 0.11), (0.0, depth), (s * wide, 0.165),
            (s * (wide + 0.05), 0.115),
                       (s * (wide - 0.02), 0.09), (s * 0.40, -0.04))  # fmt: skip
        pen.shape(leaf, mix(c.cloth, (1, 1, 1), 0.09), 0.6, 0.016, 0)


def _lapel(pen: Pen, t: Torso, c: Colours) -> None:
    _lapels(pen, t, c, 0.46, 0.36, LINEN)
    for s in (-1, 1):
        leaf = t.patch((s * 0.26, -0.10), (s * 0.06, 0.02), (s * 0.12, 0.085), (s * 0.25, 0.0))
        pen.shape(leaf, LINEN, 0.6, 0.01, 0)


def _wide_lapel(pen: Pen, t: Torso, c: Colours) -> None:
    _lapels(pen, t, c, 0.40, 0.50, mix(c.accent, LINEN, 0.3))


def _open_lapel(pen: Pen, t: Torso, c: Colours) -> None:
    inner = t.patch((-0.28, -0.1), (-0.17, 0.2), (-0.14, 0.7), (-0.16, 1.6), (0.16, 1.6), (0.14,
        0.7),
                    (0.17, 0.2), (0.28, -0.1))  # fmt: skip
    shirt = mix(c.accent, LINEN, 0.25)
    pen.shape(common(inner, t.outline), shirt, 0.6, 0.016, 0)
    neckline(pen, t, c, 0.08, 0.2)
    for s in (-1, 1):
        leaf = t.patch((s * 0.28, -0.10), (s * 0.15, 0.12), (s * 0.13, 0.42), (s * 0.38, 0.18),
            (s * 0.43, 0.12),
                       (s * 0.36, 0.09), (s * 0.42, -0.04))  # fmt: skip
        pen.shape(leaf, mix(c.cloth, (1, 1, 1), 0.3), 0.6, 0.016, 0)


def _wrap(pen: Pen, t: Torso, c: Colours) -> None:
    neckline(pen, t, c, 0.15, 0.32)
    under = tube(t.line((0.34, -0.09), (0.10, 0.10), (-0.12, 0.3)), [0.045, 0.05, 0.05], 0)
    over = tube(
        t.line((-0.34, -0.09), (-0.05, 0.14), (0.30, 0.50), (0.42, 0.62)),
        [0.055, 0.06, 0.06, 0.05],
        0,
    )
    pen.shape(under, c.accent, 0.6, 0.014, 0)
    pen.shape(over, c.accent, 0.6, 0.014, 0)


def _laced(pen: Pen, t: Torso, c: Colours) -> None:
    slit = t.patch(
        (-0.26, -0.08), (-0.07, 0.04), (0, 0.26), (0.07, 0.04), (0.26, -0.08), (0, -0.11)
    )
    pen.fill(slit, c.skin, 1.0, 0.3)
    lace = mix(c.leather, (0.9, 0.8, 0.6), 0.5)
    for v in (0.05, 0.11, 0.17):
        pen.canvas.drawPath(
            curve(t.line((-0.08, v), (0.07, v + 0.05)), False), pen.ink.stroke(lace, 0.016)
        )
        pen.canvas.drawPath(
            curve(t.line((0.08, v), (-0.07, v + 0.05)), False), pen.ink.stroke(lace, 0.016)
        )


def _gorget(pen: Pen, t: Torso, c: Colours) -> None:
    for i in range(3):
        v = -0.09 + 0.05 * i
        ring = t.patch((-0.30 - 0.07 * i, v - 0.03), (-0.34 - 0.08 * i, v + 0.04), (0, v + 0.1),
                       (0.34 + 0.08 * i, v + 0.04), (0.30 + 0.07 * i, v - 0.03), (0,
                       v + 0.03))  # fmt: skip
        pen.shape(ring, tuned(c.cloth, 0, 1.05), 0.6, 0.016)


def _ring(pen: Pen, t: Torso, c: Colours) -> None:
    y = t.y(-0.05)
    x = t.middle(0)
    pen.shape(oval(x, y, 0.50, 0.15), mix(STEEL, c.cloth, 0.3), 0.6)
    pen.fill(oval(x, y - 0.025, 0.42, 0.105), (0.13, 0.14, 0.18))
    pen.line(oval(x, y, 0.49, 0.14), c.accent, 0.02, 0.9)


COLLARS: dict[str, Painter] = {
    "crew": _crew, "v": _v, "round": _round, "sweetheart": _sweetheart, "shirt": _shirt,
    "stand": _stand, "mandarin": _mandarin, "roll": _roll, "hood": _hood, "lapel": _lapel,
    "wide lapel": _wide_lapel, "open lapel": _open_lapel, "wrap": _wrap, "laced": _laced,
    "gorget": _gorget, "ring": _ring,
}  # fmt: skip

# ---- closures -----------------------------------------------------------------------------


def _buttons(pen: Pen, t: Torso, c: Colours) -> None:
    seam = curve(t.line((0.04, 0.10), (0.04, 0.5), (0.04, 0.98)), False)
    pen.line(seam, c.cloth, 0.012, 0.6)
    for v in (0.20, 0.38, 0.56, 0.74):
        _button(pen, t.at(0.0, v), mix(c.accent, LINEN, 0.4), 0.02)


def _zip(pen: Pen, t: Torso, c: Colours) -> None:
    seam = curve(t.line((0.0, 0.08), (0.0, 0.5), (0.0, 1.03)), False)
    pen.canvas.drawPath(seam, pen.ink.stroke(tuned(c.cloth, 0, 0.65), 0.035))
    pen.canvas.drawPath(seam, pen.ink.stroke(STEEL, 0.012))
    pen.fill(box(*t.at(0, 0.24), 0.03, 0.07, 0.01), STEEL)


def _jacket(pen: Pen, t: Torso, c: Colours) -> None:
    seam = curve(t.line((0.0, 0.46), (0.03, 0.8), (0.10, 1.2)), False)
    pen.line(seam, c.cloth, 0.016, 0.85)
    for v in (0.52, 0.70):
        _button(pen, t.at(-0.03, v), tuned(c.cloth, 0, 0.5), 0.024)


def _double(pen: Pen, t: Torso, c: Colours) -> None:
    seam = curve(t.line((0.0, 0.40), (0.08, 0.9), (0.12, 2.0)), False)
    _inside(pen, t, lambda: pen.line(seam, c.cloth, 0.016, 0.85))
    for v in (0.46, 0.82):
        for u in (-0.18, 0.20):
            _button(pen, t.at(u, v), c.accent, 0.03)


def _toggles(pen: Pen, t: Torso, c: Colours) -> None:
    for v in (0.20, 0.42, 0.64, 0.86):
        x, y = t.at(0.0, v)
        pen.canvas.drawPath(curve([(x - 0.13, y), (x, y - 0.012), (x + 0.13, y)], False),
                            pen.ink.stroke(tuned(c.cloth, 0, 0.55), 0.022))  # fmt: skip
        pen.shape(
            box(x + 0.01, y, 0.10, 0.045, 0.02), mix(c.accent, (0.45, 0.3, 0.2), 0.4), 0.6, 0.012, 0
        )


def _open(pen: Pen, t: Torso, c: Colours) -> None:
    for v in (0.52, 0.72, 0.92):
        _button(pen, t.at(0.21, v), LINEN, 0.02)
    del c


def _brass(pen: Pen, t: Torso, c: Colours) -> None:
    seam = curve(t.line((0.0, 0.05), (0.0, 0.5), (0.0, 1.1)), False)
    pen.line(seam, c.cloth, 0.012, 0.7)
    for v in (0.12, 0.26, 0.40, 0.54):
        _button(pen, t.at(0.0, v), GOLD, 0.03)


CLOSURES: dict[str, Painter] = {
    "buttons": _buttons, "zip": _zip, "jacket": _jacket, "double": _double, "toggles": _toggles,
    "open": _open, "brass": _brass,
}  # fmt: skip

# ---- extras -------------------------------------------------------------------------------


def _print(pen: Pen, t: Torso, c: Colours) -> None:
    kind = t.m.seed % 3
    if kind == 0:
        for v in (0.27, 0.37, 0.47):
            stripe = tube(
                t.line((-1, v), (-0.5, v + 0.015), (0, v + 0.02), (0.5, v + 0.015), (1, v)),
                [0.05] * 5,
                0,
            )
            pen.shape(common(stripe, t.outline), c.accent, 0.6, 0, 0)
    elif kind == 1:
        x, y = t.at(0, 0.36)
        pen.fill(oval(x, y, 0.17 * (1 - 0.35 * t.profile), 0.17), c.accent)
        pen.fill(oval(x, y, 0.10 * (1 - 0.35 * t.profile), 0.10), c.cloth)
    else:
        chest = t.patch((-1, -0.1), (-1, 0.30), (0, 0.33), (1, 0.30), (1, -0.1))
        pen.shape(common(chest, t.outline), c.accent, 0.6, 0, 0)


def _belt(pen: Pen, t: Torso, c: Colours) -> None:
    v = max((t.hem_y - t.shoulder_y) / t.m.torso - 0.02, 0.9)
    strap = t.patch(
        (-1, v - 0.03), (0, v), (1, v - 0.03), (1, v + 0.045), (0, v + 0.07), (-1, v + 0.045)
    )
    pen.shape(common(strap, t.outline), c.leather, 0.6, 0.012, 0)
    pen.shape(box(*t.at(0, v + 0.03), 0.11, 0.09, 0.015), GOLD, 0.6, 0.012, 0)


def _belt_buckle(pen: Pen, t: Torso, c: Colours) -> None:
    v = 0.68
    strap = t.patch((-1.05, v - 0.035), (0, v - 0.005), (1.05, v - 0.035), (1.05, v + 0.045), (0,
        v + 0.075),
                    (-1.05, v + 0.045))  # fmt: skip
    tone = c.leather if t.garment.hem < 0.45 else mix(c.cloth, c.leather, 0.55)
    pen.shape(common(strap, t.outline), tone, 0.6, 0.014, 0)
    x, y = t.at(0, v + 0.035)
    pen.shape(box(x, y, 0.15, 0.13, 0.025), GOLD, 0.6, 0.014, 0)
    pen.fill(box(x, y, 0.085, 0.068, 0.012), tone)


def _pocket(pen: Pen, t: Torso, c: Colours) -> None:
    patch = t.patch(
        (0.30, 0.26), (0.31, 0.42), (0.46, 0.45), (0.60, 0.42), (0.60, 0.26), (0.45, 0.265)
    )
    pen.line(patch, c.cloth, 0.013, 0.75)
    pen.line(curve(t.line((0.30, 0.30), (0.60, 0.30)), False), c.cloth, 0.012, 0.75)


def _ribbing(pen: Pen, t: Torso, c: Colours) -> None:
    v = (t.hem_y - t.shoulder_y) / t.m.torso
    band = t.patch(
        (-1.05, v - 0.09), (0, v - 0.06), (1.05, v - 0.09), (1.05, v + 0.06), (-1.05, v + 0.06)
    )
    tone = tuned(c.cloth, 0, 0.86)

    def paint() -> None:
        pen.shape(band, tone, 0.6, 0.012, 0)
        for i in range(-9, 10):
            pen.line(
                curve(t.line((i / 9.5, v - 0.075), (i / 9.5, v + 0.04)), False), tone, 0.009, 0.5
            )

    _inside(pen, t, paint)


def _yoke(pen: Pen, t: Torso, c: Colours) -> None:
    """Knit a patterned yoke, as fishermen's jumpers have."""

    def paint() -> None:
        for row, v in enumerate((0.20, 0.28, 0.36)):
            for i in range(-7, 8):
                u = (i + (0.5 if row % 2 else 0)) / 7.2
                x, y = t.at(u, v + 0.02 * (1 - abs(u)))
                w = 0.036 * (1 - 0.35 * abs(u))
                if row == 1:
                    diamond = curve(
                        [(x, y - 0.05, 1), (x + w, y, 1), (x, y + 0.05, 1), (x - w, y, 1)]
                    )
                    pen.fill(diamond, c.accent)
                else:
                    pen.fill(box(x, y, w * 0.9, 0.03, 0.005), mix(c.accent, LINEN, 0.45))

    _inside(pen, t, paint)


def _kangaroo(pen: Pen, t: Torso, c: Colours) -> None:
    shape = t.patch(
        (-0.34, 0.62), (-0.56, 0.90), (0, 0.945), (0.56, 0.90), (0.34, 0.62), (0, 0.645)
    )
    pen.shape(shape, tuned(c.cloth, 0, 0.94), 0.6, 0.016, 0)


def _cords(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        cord = t.line((s * 0.12, 0.10), (s * 0.15, 0.22), (s * 0.13, 0.34))
        pen.canvas.drawPath(curve(cord, False), pen.ink.stroke(mix(c.accent, LINEN, 0.4), 0.02))
        pen.fill(oval(*cord[-1], 0.018, 0.03), c.accent)


def _tie(pen: Pen, t: Torso, c: Colours) -> None:
    knot = t.patch((-0.055, 0.04), (0.055, 0.04), (0.035, 0.11), (-0.035, 0.11))
    blade = t.patch((-0.035, 0.11), (-0.085, 0.36), (0.0, 0.45), (0.085, 0.36), (0.035, 0.11))
    opening = t.patch(
        (-0.30, -0.10), (-0.2, 0.1), (0.0, 0.47), (0.2, 0.1), (0.30, -0.10), (0, -0.08)
    )
    pen.shape(common(blade, opening), c.accent, 0.6, 0.012, 0)
    pen.shape(knot, tuned(c.accent, 0, 0.88), 0.6, 0.012, 0)


def _handkerchief(pen: Pen, t: Torso, c: Colours) -> None:
    x, y = t.at(0.5, 0.27)
    k = 1 - 0.4 * t.profile
    peak = curve([(x - 0.08 * k, y + 0.01, 1), (x - 0.03 * k, y - 0.07, 1), (x + 0.015 * k,
        y - 0.03),
                  (x + 0.05 * k, y - 0.06, 1), (x + 0.08 * k, y + 0.01, 1)])  # fmt: skip
    pen.shape(peak, mix(c.accent, LINEN, 0.35), 0.6, 0.01, 0)
    pen.line(
        curve([(x - 0.09 * k, y + 0.012), (x + 0.09 * k, y + 0.005)], False), c.cloth, 0.014, 0.9
    )


def _flaps(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        flap = t.patch((s * 0.36, 0.84), (s * 0.37, 0.91), (s * 0.55, 0.935), (s * 0.74, 0.90),
            (s * 0.74, 0.83),
                       (s * 0.55, 0.85))  # fmt: skip
        pen.shape(flap, tuned(c.cloth, 0, 0.93), 0.6, 0.014, 0)


def _sash(pen: Pen, t: Torso, c: Colours) -> None:
    band = t.patch((-1.05, 0.54), (0, 0.57), (1.05, 0.54), (1.05, 0.64), (0, 0.675), (-1.05, 0.64))
    pen.shape(common(band, t.outline), c.accent, 0.6, 0.014, 0)
    x, y = t.at(0.3 * t.m.parting, 0.62)
    for d in (-1, 1):
        loop = curve([(x, y, 1), (x + d * 0.11, y - 0.06), (x + d * 0.13, y + 0.04)])
        tail = tube(
            [(x, y), (x + d * 0.05, y + 0.14), (x + d * 0.07, y + 0.28)], [0.02, 0.035, 0.045], 0
        )
        pen.shape(tail, tuned(c.accent, 0, 0.9), 0.6, 0.012, 0)
        pen.shape(loop, c.accent, 0.6, 0.012, 0)
    pen.fill(oval(x, y, 0.032, 0.032), tuned(c.accent, 0, 0.85))


def _folds(pen: Pen, t: Torso, c: Colours) -> None:
    end = (t.hem_y - t.shoulder_y) / t.m.torso
    start = 0.70
    if end < 1.15:
        return

    def paint() -> None:
        for i, u in enumerate((-0.78, -0.42, -0.1, 0.26, 0.62, 0.86)):
            top = start + 0.08 * (i % 3)
            fold = t.line((u * 0.75, top), (u * 0.9, lerp(top, end, 0.5)), (u, end + 0.02))
            pen.canvas.drawPath(
                strand(fold, 0.035 if i % 2 else 0.022, 0.85), pen.ink.flat(c.cloth, 0.5, 1.1)
            )
        for u in (-0.6, 0.08, 0.44):
            fold = t.line((u * 0.8, start + 0.15), (u * 0.93, lerp(start, end, 0.6)), (u, end))
            pen.canvas.drawPath(
                strand(fold, 0.016, 0.8), pen.ink.flat(mix(c.cloth, (1, 1, 1), 0.3), 0.45)
            )

    _inside(pen, t, paint)


def _hemline(pen: Pen, t: Torso, c: Colours) -> None:
    end = (t.hem_y - t.shoulder_y) / t.m.torso
    band = tube(t.line((-1, end - 0.05), (-0.5, end - 0.035), (0, end - 0.03), (0.5, end - 0.035),
        (1, end - 0.05)),
                [0.05] * 5, 0)  # fmt: skip
    pen.shape(common(band, t.outline), c.accent, 0.6, 0, 0)


def _bodice(pen: Pen, t: Torso, c: Colours) -> None:
    panel = t.patch((-0.22, 0.20), (-0.2, 0.4), (0, 0.66), (0.2, 0.4), (0.22, 0.20), (0, 0.235))
    pen.shape(panel, mix(c.cloth, c.accent, 0.35), 0.6, 0.012, 0)
    for v in (0.30, 0.38, 0.46):
        pen.canvas.drawPath(
            curve(t.line((-0.12, v), (0, v + 0.02), (0.12, v)), False),
            pen.ink.stroke(c.accent, 0.014),
        )


def _placket(pen: Pen, t: Torso, c: Colours) -> None:
    end = (t.hem_y - t.shoulder_y) / t.m.torso
    strip = t.patch(
        (-0.12, 0.08), (-0.12, 0.7), (-0.12, end), (0.12, end), (0.12, 0.7), (0.12, 0.08)
    )
    pen.shape(common(strip, t.outline), tuned(c.cloth, 0, 0.94), 0.6, 0.014, 0)


def _gloss(pen: Pen, t: Torso, c: Colours) -> None:
    s = pen.ink.side
    for u, a, b in ((0.62, 0.16, 0.5), (0.52, 0.7, 1.25), (0.75, 0.62, 0.95)):
        shine = strand(t.line((s * u, a), (s * (u + 0.06), (a + b) / 2), (s * u, b)), 0.028)
        pen.fill(shine, mix(c.cloth, (1, 1, 1), 0.65), 0.55)


def _pens(pen: Pen, t: Torso, c: Colours) -> None:
    _pocket(pen, t, c)
    for u, tone in ((0.40, (0.75, 0.2, 0.2)), (0.47, (0.15, 0.3, 0.65))):
        x, y = t.at(u, 0.26)
        pen.fill(box(x, y - 0.01, 0.026, 0.10, 0.01), tone)


def _epaulettes(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        x, y = t.shoulder(s)
        strap = curve([(x - s * 0.20, y - 0.17), (x + s * 0.06, y - 0.14), (x + s * 0.13, y - 0.03),
                       (x - s * 0.14, y - 0.09)])  # fmt: skip
        pen.shape(strap, GOLD if t.m.seed % 2 else c.accent, 0.6, 0.014, 0)


def _medals(pen: Pen, t: Torso, c: Colours) -> None:
    for i, tone in enumerate(((0.75, 0.2, 0.22), c.accent, (0.2, 0.4, 0.7))):
        x, y = t.at(0.32 + 0.15 * i, 0.25)
        pen.fill(box(x, y, 0.06, 0.06, 0.005), tone)
        pen.fill(oval(x, y + 0.058, 0.03, 0.03), GOLD)


def _stripe(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        pen.canvas.drawPath(
            curve(t.line((s * 0.13, 0.1), (s * 0.15, 0.6)), False), pen.ink.stroke(c.accent, 0.016)
        )


def _apron(pen: Pen, t: Torso, c: Colours) -> None:
    tone = mix(c.accent, LINEN, 0.25)
    low = (t.crotch * 0.55 - t.shoulder_y) / t.m.torso if not t.seated else 1.1
    bib = t.patch((-0.34, 0.20), (-0.40, 0.52), (-0.82, 0.62), (-0.80, low), (0, low + 0.03),
        (0.80, low),
                  (0.82, 0.62), (0.40, 0.52), (0.34, 0.20), (0, 0.215))  # fmt: skip
    for s in (-1, 1):
        pen.canvas.drawPath(curve(t.line((s * 0.33, 0.22), (s * 0.34, 0.0), (s * 0.30, -0.07)),
            False),
                            pen.ink.stroke(tuned(tone, 0, 0.85), 0.05))  # fmt: skip
    pen.shape(bib, tone, 0.62)
    pen.canvas.drawPath(curve(t.line((-0.86, 0.61), (0, 0.65), (0.86, 0.61)), False),
                        pen.ink.stroke(tuned(tone, 0, 0.8), 0.035))  # fmt: skip
    pocket = t.patch((-0.32, 0.84), (-0.32, 1.06), (0, 1.1), (0.32, 1.06), (0.32, 0.84), (0, 0.86))
    pen.line(pocket, tone, 0.016, 0.8)


def _rope(pen: Pen, t: Torso, c: Colours) -> None:
    tone = mix(c.accent, (0.8, 0.68, 0.45), 0.4)
    rope = curve(t.line((-1, 0.60), (0, 0.635), (1, 0.60)), False)
    pen.canvas.drawPath(rope, pen.ink.stroke(tuned(tone, 0, 0.6), 0.075))
    pen.canvas.drawPath(rope, pen.ink.stroke(tone, 0.052))
    x, y = t.at(0.2, 0.63)
    for dx, long in ((-0.03, 0.42), (0.05, 0.34)):
        pen.shape(tube([(x, y), (x + dx, y + long * 0.5), (x + dx * 1.4, y + long)], [0.02, 0.02,
            0.032], 0.3),
                  tone, 0.6, 0.012, 0)  # fmt: skip
    pen.dome(oval(x, y, 0.05, 0.045), tone, 0.012, 0)


def _neck_trim(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        pen.canvas.drawPath(curve(t.line((s * 0.28, -0.07), (s * 0.10, 0.06), (s * 0.015, 0.27)),
            False),
                            pen.ink.stroke(c.accent, 0.035))  # fmt: skip


def _breastplate(pen: Pen, t: Torso, c: Colours) -> None:
    plate = t.patch((-0.62, 0.10), (-0.80, 0.30), (-0.62, 0.58), (0, 0.68), (0.62, 0.58), (0.80,
        0.30),
                    (0.62, 0.10), (0, 0.15))  # fmt: skip
    pen.shape(plate, tuned(c.cloth, 0, 1.12), 0.56, 0.02, 0.03)
    pen.line(curve(t.line((0, 0.15), (0, 0.4), (0, 0.67)), False), c.cloth, 0.016, 0.7)
    crest = t.patch((-0.15, 0.28), (0, 0.25), (0.15, 0.28), (0.12, 0.42), (0, 0.50), (-0.12, 0.42))
    pen.shape(crest, c.accent, 0.6, 0.014, 0)
    s = pen.ink.side
    pen.fill(
        strand(t.line((s * 0.42, 0.17), (s * 0.56, 0.3), (s * 0.46, 0.5)), 0.028), (1, 1, 1), 0.45
    )


def _pauldrons(pen: Pen, t: Torso, c: Colours) -> None:
    del pen, t, c  # drawn with the arms, over the sleeves


def _tassets(pen: Pen, t: Torso, c: Colours) -> None:
    for row in range(2):
        v = 0.72 + row * 0.16
        for u in (-0.75, -0.25, 0.25, 0.75):
            plate = t.patch(
                (u - 0.25, v),
                (u - 0.25, v + 0.17),
                (u, v + 0.21),
                (u + 0.25, v + 0.17),
                (u + 0.25, v),
            )
            pen.shape(common(plate, t.outline), tuned(c.cloth, 0, 0.95), 0.6, 0.014, 0.01)


def _console(pen: Pen, t: Torso, c: Colours) -> None:
    x, y = t.at(0, 0.42)
    k = 1 - 0.35 * t.profile
    pen.shape(box(x, y, 0.46 * k, 0.30, 0.05), mix(STEEL, (0.2, 0.22, 0.28), 0.35), 0.6, 0.016)
    pen.fill(box(x - 0.09 * k, y - 0.05, 0.20 * k, 0.11, 0.02), (0.25, 0.75, 0.78))
    for i, tone in enumerate(((0.9, 0.3, 0.25), c.accent, (0.4, 0.8, 0.45))):
        pen.fill(oval(x + (0.10 + 0.0 * i) * k, y - 0.08 + 0.07 * i, 0.026, 0.026), tone)
    pen.fill(box(x - 0.09 * k, y + 0.07, 0.20 * k, 0.035, 0.01), (0.14, 0.15, 0.2))


def _harness(pen: Pen, t: Torso, c: Colours) -> None:
    for s in (-1, 1):
        strap = curve(t.line((s * 0.55, -0.02), (s * 0.48, 0.3), (s * 0.6, 0.78)), False)
        pen.canvas.drawPath(strap, pen.ink.stroke(c.accent, 0.06))
    pen.canvas.drawPath(
        curve(t.line((-0.95, 0.80), (0, 0.835), (0.95, 0.80)), False),
        pen.ink.stroke(c.accent, 0.06),
    )


def _seams(pen: Pen, t: Torso, c: Colours) -> None:
    badge = t.at(0.62, 0.22)
    pen.dome(oval(*badge, 0.07 * (1 - 0.4 * t.profile), 0.07), c.accent, 0.012, 0)


def _obi(pen: Pen, t: Torso, c: Colours) -> None:
    band = t.patch((-1.06, 0.48), (0, 0.50), (1.06, 0.48), (1.06, 0.74), (0, 0.775), (-1.06, 0.74))
    pen.shape(common(band, t.outline), c.accent, 0.6, 0.016, 0)
    cord = curve(t.line((-1, 0.61), (0, 0.64), (1, 0.61)), False)
    pen.canvas.drawPath(cord, pen.ink.stroke(mix(c.cloth, LINEN, 0.3), 0.035))
    pen.dome(oval(*t.at(0, 0.635), 0.04, 0.04), mix(c.cloth, LINEN, 0.5), 0.012, 0)


def _blossoms(pen: Pen, t: Torso, c: Colours) -> None:
    end = (t.hem_y - t.shoulder_y) / t.m.torso
    spots = (
        (-0.5, 0.92),
        (0.45, 1.06),
        (-0.2, 1.25),
        (0.62, 1.45),
        (-0.62, 1.6),
        (0.15, 1.72),
        (-0.3, 1.98),
        (0.5, 1.98),
    )
    tone = mix(c.accent, LINEN, 0.45)
    for u, v in spots:
        if v < end - 0.12:
            x, y = t.at(u, v)
            for k in range(5):
                a = k * 1.2566 + u
                pen.fill(oval(x + 0.042 * math.cos(a), y + 0.042 * math.sin(a), 0.034, 0.034), tone)
            pen.fill(oval(x, y, 0.02, 0.02), c.accent)


def _drape(pen: Pen, t: Torso, c: Colours) -> None:
    end = (t.hem_y - t.shoulder_y) / t.m.torso
    cloth = t.patch((0.62, -0.03), (0.30, 0.02), (-0.30, 0.42), (-0.95, 0.66), (-1.0, 0.95), (-0.4,
        0.80),
                    (0.30, 0.55), (0.80, 0.16))  # fmt: skip
    pleats = t.patch(
        (-0.20, 0.70), (-0.26, 1.2), (-0.30, end), (0.30, end), (0.20, 1.2), (0.16, 0.70)
    )
    pen.shape(common(pleats, t.outline), tuned(c.cloth, 0, 0.92), 0.6, 0.012, 0)
    for u in (-0.14, -0.02, 0.10):
        pen.line(
            curve(t.line((u, 0.74), (u * 1.2, 1.3), (u * 1.5, end)), False), c.cloth, 0.012, 0.55
        )
    pen.shape(cloth, mix(c.cloth, (1, 1, 1), 0.10), 0.6, 0.018, 0)
    for k in (0.3, 0.65):
        fold = t.line(
            (0.66 - 0.3 * k, 0.02 + 0.05 * k),
            (0.1 - 0.1 * k, 0.36 + 0.1 * k),
            (-0.85, 0.68 + 0.2 * k),
        )
        pen.line(curve(fold, False), c.cloth, 0.012, 0.6)
    edge = curve(t.line((0.32, 0.02), (-0.30, 0.42), (-0.97, 0.66)), False)
    pen.canvas.drawPath(edge, pen.ink.stroke(c.accent, 0.045))


def _bib(pen: Pen, t: Torso, c: Colours) -> None:
    denim = c.cloth
    lower = t.patch((-1.05, 0.60), (0, 0.64), (1.05, 0.60), (1.05, 1.2), (-1.05, 1.2))
    pen.shape(common(lower, t.outline), denim, 0.6, 0.018, 0)
    bib = t.patch((-0.42, 0.22), (-0.47, 0.63), (0, 0.70), (0.47, 0.63), (0.42, 0.22), (0, 0.235))
    pen.shape(bib, denim, 0.6, 0.018, 0)
    for s in (-1, 1):
        strap = tube(
            t.line((s * 0.36, 0.26), (s * 0.42, 0.08), (s * 0.48, -0.03)), [0.045, 0.045, 0.045], 0
        )
        pen.shape(strap, tuned(denim, 0, 0.92), 0.6, 0.012, 0)
        _button(pen, t.at(s * 0.36, 0.27), GOLD, 0.034)
    pocket = t.patch((-0.2, 0.36), (-0.2, 0.52), (0, 0.555), (0.2, 0.52), (0.2, 0.36), (0, 0.37))
    pen.line(pocket, denim, 0.015, 0.8)


def _cloak(pen: Pen, t: Torso, c: Colours) -> None:
    """Draw the front of a cloak: a mantle over the shoulders, clasped at the neck."""
    tone = mix(c.accent, (0.12, 0.08, 0.1), 0.15)
    mantle = t.patch((-0.28, -0.10), (-0.92, -0.01), (-1.0, 0.22), (-0.72, 0.34), (-0.30, 0.20),
        (0, 0.075),
                     (0.30, 0.20), (0.72, 0.34), (1.0, 0.22), (0.92, -0.01), (0.28, -0.10), (0,
                     -0.05))  # fmt: skip
    pen.shape(mantle, tone, 0.6)
    pen.dome(oval(*t.at(0, 0.06), 0.07, 0.065), GOLD)


def _stethoscope(pen: Pen, t: Torso, c: Colours) -> None:
    tube_ = curve(t.line((-0.34, -0.06), (-0.32, 0.20), (-0.12, 0.40), (0.08, 0.42)), False)
    other = curve(t.line((0.34, -0.06), (0.30, 0.22), (0.22, 0.40)), False)
    for path in (tube_, other):
        pen.canvas.drawPath(path, pen.ink.stroke((0.16, 0.18, 0.22), 0.03))
    pen.dome(oval(*t.at(0.22, 0.44), 0.05, 0.05), STEEL, 0.012, 0)
    del c


EXTRAS: dict[str, Painter] = {
    "print": _print, "belt": _belt, "belt buckle": _belt_buckle, "pocket": _pocket,
    "ribbing": _ribbing, "yoke": _yoke, "kangaroo": _kangaroo, "cords": _cords, "tie": _tie,
    "handkerchief": _handkerchief, "flaps": _flaps, "sash": _sash, "folds": _folds,
    "hemline": _hemline, "bodice": _bodice, "placket": _placket, "gloss": _gloss, "pens": _pens,
    "epaulettes": _epaulettes, "medals": _medals, "stripe": _stripe, "apron": _apron,
    "rope": _rope, "neck trim": _neck_trim, "breastplate": _breastplate, "pauldrons": _pauldrons,
    "tassets": _tassets, "console": _console, "harness": _harness, "seams": _seams, "obi": _obi,
    "blossoms": _blossoms, "drape": _drape, "bib": _bib, "cloak": _cloak,
    "stethoscope": _stethoscope,
}  # fmt: skip


def scarf(pen: Pen, t: Torso, colour: RGB) -> None:
    """Draw a knitted scarf round the neck, one end hanging."""
    x, y = t.at(0.36 * t.m.parting, 0.1)
    tail = tube([(x, y), (x + 0.03, y + 0.35), (x + 0.0, y + 0.68)], [0.11, 0.12, 0.13], 0)
    pen.shape(tail, colour, 0.6)
    for k in (0.82, 0.9):
        pen.line(
            curve([(x - 0.11, y + 0.68 * k), (x + 0.13, y + 0.68 * k)], False), colour, 0.02, 0.7
        )
    wrap = t.patch((-0.40, -0.06), (-0.52, 0.02), (-0.3, 0.13), (0, 0.165), (0.3, 0.13), (0.52,
        0.02),
                   (0.40, -0.06), (0, 0.005))  # fmt: skip
    pen.shape(wrap, colour, 0.6)
    for u in (-0.28, -0.05, 0.2):
        pen.fill(
            strand(t.line((u, -0.01), (u + 0.12, 0.06), (u + 0.1, 0.13)), 0.012), colour, 0.8, 1.1
        )


def necklace(pen: Pen, t: Torso, colour: RGB) -> None:
    """Draw a chain and its pendant."""
    chain = curve(
        t.line((-0.27, -0.06), (-0.16, 0.09), (0, 0.155), (0.16, 0.09), (0.27, -0.06)), False
    )
    pen.canvas.drawPath(chain, pen.ink.stroke(GOLD, 0.018))
    pen.dome(oval(*t.at(0, 0.185), 0.042, 0.05), colour, 0.012, 0)
