"""Eyes and brows: large, wet and readable."""

from dataclasses import dataclass

import skia

from film.animatic.figure.expression import Expression
from film.animatic.figure.geometry import curve, lerp, oval, strand
from film.animatic.figure.ink import RGB, Pen, mix, tuned

WHITE: RGB = (0.985, 0.975, 0.96)
LASH: RGB = (0.13, 0.075, 0.08)


@dataclass(frozen=True)
class EyeLook:
    """What an eye is made of; lengths in head-heights."""

    half: float
    """Half its width."""
    tall: float
    """Half its height as a share of half its width."""
    iris: RGB
    skin: RGB
    lash: float = 0.5
    """Length of the lashes, 0 to 1."""
    slant: float = 0.0
    white: RGB = WHITE
    slit: bool = False
    """A slit pupil, as cats and dragons have."""
    iris_size: float = 0.74
    old: float = 0.0


def draw(
    pen: Pen,
    look: EyeLook,
    feeling: Expression,
    blink: float,
    gaze: tuple[float, float],
    which: float,
    narrow: float,
) -> None:
    """Draw an eye centred at the canvas's origin; which is −1 for the picture's left one."""
    half = look.half * min(max(narrow, 0.2), 1.04)
    tall = look.half * look.tall
    lid = min(max(blink + feeling.lid * (1 - blink), -0.45), 1.0)
    top = -tall * (1 - lid * 1.0)
    bottom = tall * (0.86 - 0.86 * feeling.squint * 0.75)
    rest = tall * 0.42
    if blink > 0:
        top, bottom = lerp(top, rest, blink), lerp(bottom, rest + 0.004, blink)
    slant = look.slant * look.half
    inner, outer = -which * half, which * half
    ins, outs = slant * 0.6 + tall * 0.12, -slant + tall * 0.02
    if blink > 0.5:
        ins, outs = lerp(ins, rest * 0.6, blink), lerp(outs, rest * 0.45, blink)
    upper = [
        (inner, ins), (inner * 0.72, lerp(ins, top, 0.66)), (inner * 0.1, top),
        (outer * 0.66, lerp(outs, top, 0.72)), (outer, outs),
    ]  # fmt: skip
    lower = [
        (outer * 0.72, lerp(outs, bottom, 0.72)), (0.0, bottom),
        (inner * 0.72, lerp(ins, bottom, 0.7)),
    ]  # fmt: skip
    shape = curve([(*upper[0], 1), *upper[1:-1], (*upper[-1], 1), *lower])
    canvas, ink = pen.canvas, pen.ink
    if blink < 0.93:
        canvas.drawPath(shape, ink.flat(look.white, 1.0, 0.12))
        canvas.save()
        canvas.clipPath(shape, True)
        _iris(pen, look, feeling, gaze, tall, narrow)
        _lid_shadow(pen, upper, tall)
        canvas.restore()
    _lids(pen, look, upper, lower, blink, which)


def _iris(
    pen: Pen, look: EyeLook, feeling: Expression, gaze: tuple[float, float], tall: float,
    narrow: float,
) -> None:  # fmt: skip
    canvas, ink = pen.canvas, pen.ink
    squeeze = min(max(narrow, 0.45), 1.0)
    r = max(look.half * look.iris_size, tall * 0.7)
    x = gaze[0] * look.half * 0.34 * squeeze
    y = gaze[1] * tall * 0.30 - tall * 0.05
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(squeeze, 1)
    dark = mix(look.iris, (0.06, 0.03, 0.06), 0.62)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, -r), skia.Point(0, r)],
        [ink.lit(dark, 0.2), ink.lit(look.iris), ink.lit(tuned(look.iris, 0.015, 1.5, 1.1))],
        [0.0, 0.5, 1.0],
    )
    canvas.drawCircle(0, 0, r, ink.flat(mix(dark, (0.05, 0.02, 0.05), 0.45)))
    canvas.drawCircle(0, 0, r * 0.88, skia.Paint(AntiAlias=True, Shader=shader))
    pupil = r * 0.47 * feeling.pupil
    black = ink.flat((0.05, 0.03, 0.05))
    canvas.drawPath(oval(0, 0, pupil * (0.42 if look.slit else 1),
        pupil * (1.5 if look.slit else 1)),
                    black)  # fmt: skip
    canvas.restore()
    shine = ink.flat((1, 1, 1), 0.96)
    shine.setColor(0xF5FFFFFF)
    canvas.drawCircle(x + ink.side * r * 0.34, y - r * 0.36, r * 0.27, shine)
    shine.setColor(0xA0FFFFFF)
    canvas.drawCircle(x - ink.side * r * 0.36, y + r * 0.40, r * 0.14, shine)
    if feeling.tear:
        shine.setColor(0xB0FFFFFF)
        canvas.drawPath(oval(0, tall * 0.80, look.half * 0.6, tall * 0.10), shine)


def _lid_shadow(pen: Pen, upper: list[tuple[float, float]], tall: float) -> None:
    shadow = strand([(x, y + tall * 0.06) for x, y in upper], tall * 0.24, 0.5)
    pen.canvas.drawPath(shadow, pen.ink.flat((0.25, 0.16, 0.30), 0.32))


def _lids(
    pen: Pen, look: EyeLook, upper: list[tuple[float, float]], lower: list[tuple[float, float]],
    blink: float, which: float,
) -> None:  # fmt: skip
    canvas, ink = pen.canvas, pen.ink
    h = look.half
    tip = (
        upper[-1][0] + which * h * (0.05 + 0.16 * look.lash),
        upper[-1][1] - h * 0.15 * look.lash,
    )
    if blink > 0.5:
        tip = (tip[0], upper[-1][1] + h * 0.02)
    lash = strand([*upper, tip], h * (0.085 + 0.035 * look.lash), 0.62)
    canvas.drawPath(lash, ink.flat(LASH))
    if look.lash > 0.6:
        for share in (0.0, 1.0):
            x = lerp(upper[-2][0], upper[-1][0], 0.35 + 0.5 * share)
            y = lerp(upper[-2][1], upper[-1][1], 0.35 + 0.5 * share)
            away = h * 0.26
            hair = strand([(x, y), (x + which * away * 0.6, y - away * (0.62 - 0.3 * share)),
                           (x + which * away, y - away * (0.9 - 0.45 * share))], h * 0.045,
                           0.1)  # fmt: skip
            if blink < 0.5:
                canvas.drawPath(hair, ink.flat(LASH))
    crease = [(x * 0.96, y - h * (0.20 - 0.06 * blink)) for x, y in upper[1:]]
    pen.canvas.drawPath(strand(crease, h * 0.035, 0.5), ink.flat(look.skin, 0.9, 1.0))
    under = strand(
        [(upper[-1][0], upper[-1][1]), *lower, (upper[0][0], upper[0][1])], h * 0.035, 0.5
    )
    canvas.drawPath(under, ink.flat(mix(look.skin, LASH, 0.5), 0.65, 0.6))
    if look.old > 0.15:
        bag = [(x * 0.95, y + h * 0.34) for x, y in lower]
        canvas.drawPath(strand(bag, h * 0.04, 0.5), ink.flat(look.skin, 0.8 * look.old + 0.15, 1.0))
        for k in (-0.14, 0.06, 0.24):
            foot = [(upper[-1][0] + which * h * 0.2, upper[-1][1] + h * k),
                    (upper[-1][0] + which * h * 0.5, upper[-1][1] + h * k * 2.2)]  # fmt: skip
            canvas.drawPath(strand([foot[0], _mid(*foot), foot[1]], h * 0.03), ink.flat(
                look.skin, 0.8 * look.old, 1.0))  # fmt: skip


def _mid(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def draw_brow(
    pen: Pen, colour: RGB, feeling: Expression, size: tuple[float, float, float], which: float,
    narrow: float,
) -> None:  # fmt: skip
    """Draw a brow over an eye at the canvas's origin; size is half-width, thickness, arch."""
    half, thick, arch = size
    half *= min(max(narrow, 0.25), 1.05)
    rise = feeling.brow_raise + feeling.brow_uneven * (1 if which > 0 else -0.3)
    inner = (-which * half * 0.86, -rise - feeling.brow_inner * 0.72)
    peak = (which * half * 0.35, -rise - arch - 0.012 - 0.05 * abs(feeling.brow_raise))
    outer = (which * half * 1.12, -rise + 0.030 + feeling.brow_inner * 0.22)
    middle = (-which * half * 0.28, lerp(inner[1], peak[1], 0.6))
    path = strand([inner, middle, peak, outer], thick * 0.62, 0.30)
    pen.canvas.drawPath(path, pen.ink.flat(colour, 1.0, 0.15))


def lash_length(feminine: float, child: float) -> float:
    """Return how long lashes are drawn."""
    return min(0.25 + 0.75 * feminine + 0.15 * child, 1.0)
