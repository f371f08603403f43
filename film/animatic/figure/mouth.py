"""The mouth: lips, teeth and tongue, shaped by what is said and felt."""

from dataclasses import dataclass

import skia

from film.animatic.figure.expression import Expression
from film.animatic.figure.geometry import Point, curve, oval, strand
from film.animatic.figure.ink import RGB, Pen, mix
from film.visemes import Mouth

CAVITY: RGB = (0.24, 0.06, 0.09)
DEEP: RGB = (0.13, 0.03, 0.06)
TEETH: RGB = (0.98, 0.96, 0.91)
TONGUE: RGB = (0.83, 0.36, 0.38)


@dataclass(frozen=True)
class Lips:
    """What a mouth is made of; lengths in head-heights."""

    width: float
    """Half the width at rest."""
    full: float
    """Fullness of the lips, 0 to 1."""
    skin: RGB
    lip: RGB
    drop: float = 0.175
    """How far the lower lip drops when wide open."""
    fangs: bool = False


@dataclass(frozen=True)
class Shape:
    """The lips' key points, the mouth's centre at (0, 0)."""

    left: Point
    right: Point
    top: float
    bottom: float
    parted: float


def shape(lips: Lips, mouth: Mouth, feeling: Expression, narrow: float) -> Shape:
    """Return where the lips are for what is said and felt."""
    opening = mouth.opening + feeling.open * (1 - mouth.opening)
    spread = (0.62 + 0.76 * mouth.width) * (1 - 0.48 * mouth.rounding)
    spread *= feeling.mouth_width * (1 - 0.16 * max(opening - 0.4, 0))
    half = lips.width * spread * narrow
    bend = feeling.smile * (1 - 0.35 * opening) * lips.width * (1 - 0.7 * mouth.rounding)
    gap = lips.drop * opening
    top = -0.40 * gap + 0.32 * bend
    bottom = 0.60 * gap + 0.32 * bend
    if mouth.teeth > 0 and gap < 0.045:
        # Teeth need a slit to show through.
        parted = min(mouth.teeth, 1.0) * 0.03
        top, bottom = min(top, 0.32 * bend - parted * 0.5), max(bottom, 0.32 * bend + parted * 0.6)
    lift = feeling.uneven * lips.width * 0.5
    pull = 0.1 * gap
    return Shape(
        (-half, pull - bend * 0.62 + lift * 0.4),
        (half, pull - bend * 0.62 - lift),
        top,
        bottom,
        bottom - top,
    )


def _between_lips(s: Shape, round_: float) -> skia.Path:
    """Return the opening between the lips."""
    (lx, ly), (rx, ry) = s.left, s.right
    k = 0.34 + 0.2 * round_
    full = 0.90 - 0.12 * round_
    path = skia.Path()
    path.moveTo(lx, ly)
    path.cubicTo(lx * (1 - k * 0.5), ly + (s.top - ly) * 0.62, lx * 0.5, s.top, 0, s.top)
    path.cubicTo(rx * 0.5, s.top, rx * (1 - k * 0.5), ry + (s.top - ry) * 0.62, rx, ry)
    path.cubicTo(rx * full, ry + (s.bottom - ry) * 0.62,
                 rx * 0.58, s.bottom, 0, s.bottom)  # fmt: skip
    path.cubicTo(lx * 0.58, s.bottom, lx * full,
                 ly + (s.bottom - ly) * 0.62, lx, ly)  # fmt: skip
    path.close()
    return path


def draw(pen: Pen, lips: Lips, mouth: Mouth, feeling: Expression, narrow: float = 1.0) -> None:
    """Draw a mouth with its centre at the canvas's origin, in head-heights."""
    s = shape(lips, mouth, feeling, narrow)
    round_ = mouth.rounding
    opening = _between_lips(s, round_)
    closed = s.parted < 0.008
    _lips(pen, lips, s, round_, feeling)
    if closed:
        _closed(pen, lips, s, feeling)
        return
    _interior(pen, lips, mouth, s, opening, feeling)
    edge = mix(lips.lip, DEEP, 0.62)
    pen.canvas.drawPath(opening, pen.ink.stroke(edge, 0.011))


def _lips(pen: Pen, lips: Lips, s: Shape, round_: float, feeling: Expression) -> None:
    (lx, ly), (rx, ry) = s.left, s.right
    thick = (0.014 + 0.030 * lips.full) * (1 + 0.35 * round_) * (1 - 0.45 * feeling.press)
    out = 1.03
    upper = curve([
        (lx * out, ly), (lx * 0.45, s.top - thick * 0.85), (0.0, s.top - thick * 0.62),
        (rx * 0.45, s.top - thick * 0.85), (rx * out, ry, 1), (0, s.top + 0.012),
    ])  # fmt: skip
    low = thick * 1.25
    lower = curve([
        (lx * 0.96, ly), (lx * 0.5, s.bottom + low * 0.72), (0.0, s.bottom + low),
        (rx * 0.5, s.bottom + low * 0.72), (rx * 0.96, ry), (0, s.bottom - 0.012),
    ])  # fmt: skip
    strength = 0.35 + 0.65 * lips.full
    pen.canvas.drawPath(lower, pen.ink.flat(lips.lip, strength))
    pen.canvas.drawPath(upper, pen.ink.flat(lips.lip, strength, 0.45))
    if lips.full > 0.35:
        shine = oval(pen.ink.side * abs(rx) * 0.22, s.bottom + low * 0.5, abs(rx) * 0.22, low * 0.2)
        pen.canvas.drawPath(shine, pen.ink.flat(mix(lips.lip, (1, 1, 1), 0.5), 0.55))
    if s.parted > 0.07:
        return
    shadow = strand(
        [(lx * 0.45, s.bottom + low + 0.012), (0, s.bottom + low + 0.022),
         (rx * 0.45, s.bottom + low + 0.012)], 0.008,
    )  # fmt: skip
    pen.canvas.drawPath(shadow, pen.ink.flat(lips.skin, 0.55, 1.0))


def _closed(pen: Pen, lips: Lips, s: Shape, feeling: Expression) -> None:
    (lx, ly), (rx, ry) = s.left, s.right
    y = (s.top + s.bottom) / 2
    dark = mix(lips.lip, DEEP, 0.66)
    seam = [
        (lx, ly), (lx * 0.72, ly + (y - ly) * 0.62), (lx * 0.36, y), (0, y + 0.004),
        (rx * 0.36, y), (rx * 0.72, ry + (y - ry) * 0.62), (rx, ry),
    ]  # fmt: skip
    pen.canvas.drawPath(strand(seam, 0.0085 + 0.002 * feeling.press, 0.5), pen.ink.flat(dark))
    for x, corner in ((lx, ly), (rx, ry)):
        inward = -0.016 if x > 0 else 0.016
        tick = strand([(x + inward, corner + 0.006), (x, corner), (x - inward * 0.5,
                       corner - 0.02 * (1 if feeling.smile > 0 else -1))], 0.0065)  # fmt: skip
        pen.canvas.drawPath(tick, pen.ink.flat(dark, 0.8))


def _interior(
    pen: Pen, lips: Lips, mouth: Mouth, s: Shape, opening: skia.Path, feeling: Expression
) -> None:
    canvas, ink = pen.canvas, pen.ink
    half = s.right[0]
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, s.top), skia.Point(0, s.bottom)],
        [ink.lit(DEEP, 0.3), ink.lit(CAVITY, 0.0)],
    )
    canvas.drawPath(opening, skia.Paint(AntiAlias=True, Shader=shader))
    canvas.save()
    canvas.clipPath(opening, True)
    rise = mouth.tongue
    tongue_y = s.bottom + 0.012 - s.parted * (0.12 + 0.55 * rise)
    tongue = oval(0, tongue_y + 0.05, half * (0.62 + 0.1 * rise), 0.055 + 0.02 * rise)
    if s.parted > 0.03 or rise > 0.1:
        canvas.drawPath(tongue, ink.flat(TONGUE, 1.0, 0.25 if rise < 0.3 else 0.0))
        groove = strand([(0, tongue_y + 0.004), (0, tongue_y + 0.05)], 0.006)
        canvas.drawPath(groove, ink.flat(mix(TONGUE, CAVITY, 0.45), 0.8))
    _teeth(pen, lips, mouth, s, feeling)
    canvas.restore()


def _teeth(pen: Pen, lips: Lips, mouth: Mouth, s: Shape, feeling: Expression) -> None:
    canvas, ink = pen.canvas, pen.ink
    half = s.right[0]
    show = max(mouth.teeth, feeling.teeth * 0.7, 0.30 if s.parted > 0.035 else 0.0)
    show *= 1 - 0.6 * mouth.rounding
    if show > 0.02:
        deep = min(0.012 + 0.040 * show, s.parted * (0.52 + 0.4 * mouth.teeth))
        edge = s.top + deep
        corner = min(s.left[1], s.right[1], s.top) - 0.03
        upper = curve([
            (s.left[0], corner, 1), (s.right[0], corner, 1), (half * 0.80, edge - deep * 0.3),
            (half * 0.4, edge), (0, edge + 0.002), (-half * 0.4, edge),
            (-half * 0.80, edge - deep * 0.3),
        ])  # fmt: skip
        canvas.drawPath(upper, ink.flat(TEETH, 1.0, 0.12))
        if lips.fangs:
            for x in (-half * 0.5, half * 0.5):
                fang = curve([(x - 0.016, edge - 0.01, 1), (x + 0.016, edge - 0.01, 1),
                              (x, edge + 0.035, 1)])  # fmt: skip
                canvas.drawPath(fang, ink.flat(TEETH))
    if mouth.teeth > 0.55 and mouth.width > 0.55 and s.parted > 0.04:
        y = s.bottom - 0.014
        lower = curve([(-half * 0.7, y - 0.004), (0, y), (half * 0.7, y - 0.004),
                       (half * 0.6, s.bottom + 0.05), (-half * 0.6, s.bottom + 0.05)])  # fmt: skip
        canvas.drawPath(lower, ink.flat(TEETH, 1.0, 0.5))
