"""Hats: seventeen ways to cover a head."""

import math
from collections.abc import Callable

import skia

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import (
    Knot,
    box,
    common,
    curve,
    cut,
    joined,
    lerp,
    oval,
    strand,
)
from film.animatic.figure.ink import RGB, Pen, mix, tuned
from film.animatic.figure.skull import Skull
from film.story import Appearance, Hair, Hat

COVERING: frozenset[Hat] = frozenset(
    ("beanie", "sou'wester", "hood", "headscarf", "turban", "helmet", "wizard hat", "top hat",
     "fedora", "cap", "chef hat", "captain hat", "straw hat", "crown")
)  # fmt: skip
FLAT: dict[Hair, Hair] = {
    "quiff": "crop", "mohawk": "buzz", "afro": "curly", "bun": "bob", "curly": "curly",
}  # fmt: skip
"""What a hat makes of hair that stands up."""


def hair_under(look: Appearance) -> Hair:
    """Return the hair that shows under a hat."""
    if look.hat in ("headscarf", "turban", "helmet"):
        return "bald"
    if look.hat == "hood":
        return "crop" if look.hair not in ("bald", "receding", "buzz") else look.hair
    if look.hat in COVERING and look.hat != "crown":
        return FLAT.get(look.hair, look.hair)
    return look.hair


def _dome(skull: Skull, line: float, grow: float = 0.045, lift: float = 0.05) -> skia.Path:
    """Return the part of the skull above a level line, grown to fit over hair."""
    whole = curve(skull.points(grow, lift))
    below = box(0, line + 1.0, 3.0, 2.0)
    return cut(whole, below)


def _span(skull: Skull, y: float, grow: float = 0.045) -> tuple[float, float]:
    """Return the left and right edge of the grown skull at a height."""
    area = _dome(skull, y, grow).getBounds()
    return area.left(), area.right()


def _brim(skull: Skull, y: float, out: float, dip: float, thick: float) -> skia.Path:
    left, right = _span(skull, y)
    middle = (left + right) / 2
    return curve([
        (left - out, y + dip * 0.2), (left - out * 0.3, y - thick), (middle, y - thick * 1.2),
        (right + out * 0.3, y - thick), (right + out, y + dip * 0.2),
        (right + out * 0.2, y + thick * 0.6 + dip * 0.6), (middle, y + dip),
        (left - out * 0.2, y + thick * 0.6 + dip * 0.6),
    ])  # fmt: skip


def _band(skull: Skull, y: float, tall: float, grow: float = 0.05) -> skia.Path:
    left, right = _span(skull, y, grow)
    sag = 0.035
    middle = (left + right) / 2
    return curve([
        (left, y - tall, 1), (middle, y - tall + sag), (right, y - tall, 1), (right + 0.005, y, 1),
        (middle, y + sag), (left - 0.005, y, 1),
    ])  # fmt: skip


def _cap(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    dome = _dome(skull, -0.20, 0.05, 0.055)
    pen.shape(dome, hat, 0.64)
    x = skull.x(0.0)
    for a in (-0.7, 0.0, 0.7):
        seam = [(skull.x(a) * k, y) for k, y in ((0.98, -0.22), (0.8, -0.4), (0.3, -0.54))]
        pen.line(curve(seam, False), hat, 0.008, 0.5)
    pen.fill(oval(x * 0.1, -0.575, 0.035, 0.02), accent)
    s, t = skull.side, skull.profile
    peak = curve([
        (x - 0.34 * (1 - t * 0.75), -0.225), (x, -0.275 - 0.02 * t), (x + 0.34 * (1 - t * 0.6),
        -0.225),
        (x + 0.30 * (1 - t) + s * 0.30 * t, -0.16), (x + s * 0.18 * t, -0.125),
        (x - 0.30 * (1 - t * 0.8), -0.16),
    ])  # fmt: skip
    pen.shape(peak, mix(hat, accent, 0.75), 0.62)
    pen.fill(oval(skull.x(0.0, skull.m.cheek * 0.9), -0.38, 0.06 * (1 - t * 0.5), 0.06), accent)


def _beanie(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    dome = _dome(skull, -0.2, 0.055, 0.10)
    pen.shape(dome, hat, 0.64)
    pen.canvas.save()
    pen.canvas.clipPath(dome, True)
    for i in range(-4, 5):
        rib = [(i * 0.1, -0.2), (i * 0.085, -0.45), (i * 0.03, -0.66)]
        pen.line(curve(rib, False), hat, 0.009, 0.45)
    pen.canvas.restore()
    band = _band(skull, -0.17, 0.13, 0.065)
    pen.shape(band, mix(hat, accent, 0.55), 0.64)
    area = band.getBounds()
    for i in range(1, 12):
        x = lerp(area.left(), area.right(), i / 12)
        pen.line(curve([(x, -0.28), (x, -0.15)], False), accent, 0.007, 0.4)
    pen.dome(oval(0, -0.68, 0.09, 0.085), mix(accent, (1, 1, 1), 0.2))


def _souwester(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    dome = _dome(skull, -0.19, 0.06, 0.06)
    pen.shape(dome, hat, 0.62)
    for a in (-0.55, 0.55):
        seam = [(skull.x(a) * k, y) for k, y in ((1.0, -0.22), (0.8, -0.42), (0.25, -0.56))]
        pen.line(curve(seam, False), hat, 0.01, 0.6)
    left, right = _span(skull, -0.19, 0.06)
    s, t = skull.side, skull.profile
    back, front = 0.20 + 0.12 * t, 0.15
    lo, hi = (back, front) if s > 0 else (front, back)
    drop_l, drop_r = (0.16, 0.02) if s > 0 else (0.02, 0.16)
    flat = 1 - t
    brim = curve([
        (left - lo, -0.09 + drop_l * t + 0.03 * flat), (left, -0.235), ((left + right) / 2, -0.29),
        (right, -0.235), (right + hi, -0.09 + drop_r * t + 0.03 * flat),
        (right * 0.72, -0.135), ((left + right) / 2, -0.165), (left * 0.72, -0.135),
    ])  # fmt: skip
    pen.shape(brim, tuned(hat, 0, 0.97), 0.62)
    stitch = [(left - lo * 0.7, -0.105), (left * 0.6, -0.165), ((left + right) / 2, -0.195),
              (right * 0.6, -0.165), (right + hi * 0.7, -0.105)]  # fmt: skip
    if t < 0.5:
        pen.line(curve(stitch, False), accent, 0.008, 0.6)


def _tall(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.3, 0.03)
    mid, half = (left + right) / 2, (right - left) / 2
    crown = curve([
        (mid - half * 0.98, -0.28, 1), (mid - half * 0.92, -0.62), (mid - half * 1.08, -0.98, 1),
        (mid, -1.015), (mid + half * 1.08, -0.98, 1), (mid + half * 0.92, -0.62),
        (mid + half * 0.98, -0.28, 1), (mid, -0.24),
    ])  # fmt: skip
    pen.shape(crown, hat, 0.6)
    band = curve([
        (mid - half * 0.985, -0.42, 1), (mid, -0.385), (mid + half * 0.985, -0.42, 1),
        (mid + half, -0.29, 1), (mid, -0.25), (mid - half, -0.29, 1),
    ])  # fmt: skip
    pen.shape(band, accent, 0.62, rim=0, line=0.01)
    pen.shape(_brim(skull, -0.29, 0.17, 0.055, 0.035), hat, 0.6)
    gleam = strand([(mid + pen.ink.side * half * 0.62, -0.9), (mid + pen.ink.side * half * 0.55,
        -0.68),
                    (mid + pen.ink.side * half * 0.6, -0.5)], 0.03)  # fmt: skip
    pen.fill(gleam, mix(hat, (1, 1, 1), 0.4), 0.5)


def _fedora(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.28, 0.04)
    mid, half = (left + right) / 2, (right - left) / 2
    lean = skull.turn * 0.06
    crown = curve([
        (mid - half * 0.97, -0.25, 1), (mid - half * 0.9, -0.52), (mid - half * 0.5 + lean, -0.73),
        (mid + lean, -0.68), (mid + half * 0.5 + lean, -0.73), (mid + half * 0.9, -0.52),
        (mid + half * 0.97, -0.25, 1), (mid, -0.22),
    ])  # fmt: skip
    pen.shape(crown, hat, 0.62)
    dent = strand([(mid + lean, -0.68), (mid + lean - 0.03, -0.6), (mid + lean + 0.03, -0.5)], 0.03)
    pen.fill(dent, hat, 0.7, 1.2)
    band = curve([
        (mid - half * 0.95, -0.40, 1), (mid, -0.365), (mid + half * 0.95, -0.40, 1),
        (mid + half, -0.28, 1), (mid, -0.24), (mid - half, -0.28, 1),
    ])  # fmt: skip
    pen.shape(band, accent, 0.62, rim=0, line=0.01)
    pen.shape(_brim(skull, -0.27, 0.21, 0.075, 0.04), hat, 0.62)


def _crown(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.36, 0.03)
    mid, half = (left + right) / 2, (right - left) / 2
    low, high = -0.36, -0.74
    points: list[Knot] = [(mid - half, low, 1)]
    for i in range(5):
        x = mid - half * 1.12 + half * 2.24 * i / 4
        tall = high - (0.06 if i == 2 else 0)
        points.append((x, tall, 1))
        if i < 4:
            points.append((mid - half * 1.04 + half * 2.08 * (i + 0.5) / 4, -0.53, 1))
    points += [(mid + half, low, 1), (mid, low + 0.045)]
    back = curve(
        [(mid - half, low - 0.06), (mid, low - 0.13), (mid + half, low - 0.06), (mid, low)]
    )
    pen.fill(back, hat, 1.0, 1.2)
    pen.shape(curve(points), hat, 0.6, rim=0.03)
    for i in range(5):
        x = mid - half * 1.12 + half * 2.24 * i / 4
        tall = high - (0.06 if i == 2 else 0)
        pen.dome(oval(x, tall, 0.032, 0.032), accent, line=0.012, rim=0)
    band = curve([(mid - half, low - 0.07, 1), (mid, low - 0.025), (mid + half, low - 0.07, 1),
                  (mid + half, low, 1), (mid, low + 0.045), (mid - half, low, 1)])  # fmt: skip
    pen.shape(band, tuned(hat, -0.02, 0.86), 0.6, rim=0, line=0.01)
    for i in (-1, 0, 1):
        x = mid + i * half * 0.55 + skull.turn * 0.1
        pen.dome(oval(x, low - 0.005 - 0.025 * abs(i), 0.035, 0.03), accent, line=0.01, rim=0)


def _hood(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    whole = _hood_shape(skull)
    line = [(-179, 3.0), (-100, 2.0), (-74, 0.62), (-66, 0.2), (-58, -0.16), (-34, -0.40), (0,
        -0.455),
            (34, -0.40), (58, -0.16), (66, 0.2), (74, 0.62), (100, 2.0), (179, 3.0)]  # fmt: skip
    opening = common(skull.lower(line), box(0, 0.0, 3, 1.06))
    rest = cut(whole, opening)
    pen.shape(rest, hat, 0.62)
    edge = curve(skull.visible(line[3:-3]), False)
    pen.canvas.save()
    pen.canvas.clipPath(whole, True)
    pen.canvas.drawPath(edge, pen.ink.stroke(mix(hat, accent, 0.6), 0.035))
    pen.canvas.restore()


def _hood_shape(skull: Skull) -> skia.Path:
    t, s, k = skull.profile, skull.side, skull.m.cheek / 0.405
    right = [(0.05, -0.68), (lerp(0.34, 0.30, t), -0.56), (lerp(0.50, 0.43, t), -0.24),
             (lerp(0.53, 0.42, t), 0.1), (lerp(0.47, 0.36, t), 0.42), (lerp(0.40, 0.30, t),
             0.60)]  # fmt: skip
    left = [(lerp(-0.40, -0.42, t), 0.60), (lerp(-0.47, -0.58, t), 0.42), (lerp(-0.53, -0.66, t),
        0.1),
            (lerp(-0.50, -0.66, t), -0.26), (lerp(-0.34, -0.50, t), -0.6)]  # fmt: skip
    return curve([(x * s * k, y) for x, y in [*right, *left]])


def _skirt() -> skia.Path:
    """Return where a headscarf falls on the shoulders."""
    return curve([(-0.42, -0.1), (-0.46, 0.25), (-0.44, 0.62), (0.0, 0.74), (0.44, 0.62),
                  (0.46, 0.25), (0.42, -0.1)])  # fmt: skip


def _headscarf(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    whole = curve(skull.points(0.06, 0.05))
    line = [(-179, 2), (-110, 1.2), (-74, 0.46), (-64, 0.14), (-54, -0.12), (-34, -0.30), (0,
        -0.355),
            (34, -0.30), (54, -0.12), (64, 0.14), (74, 0.46), (110, 1.2), (179, 2)]  # fmt: skip
    chin = 0.47
    face = common(skull.lower(line), box(0, chin - 1.0, 3.0, 2.0))
    cloth = cut(joined(whole, _skirt()), face)
    pen.shape(cloth, hat, 0.62)
    for k in (0.25, 0.55, 0.85):
        fold = [(skull.x(-1.1) * (1 - 0.1 * k), 0.3 + 0.1 * k), (0.0, 0.52 + 0.16 * k),
                (skull.x(1.1) * (1 - 0.1 * k), 0.3 + 0.1 * k)]  # fmt: skip
        pen.line(curve(fold, False), hat, 0.012, 0.5)
    rim = skull.visible(line[2:-2])
    pen.canvas.save()
    pen.canvas.clipPath(cloth, True)
    pen.canvas.drawPath(curve(rim, False), pen.ink.stroke(accent, 0.03, 0.9))
    pen.canvas.restore()


def _turban(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.22, 0.09)
    mid, half = (left + right) / 2, (right - left) / 2
    shape = curve([
        (mid - half * 0.96, -0.16), (mid - half * 1.12, -0.36), (mid - half * 0.8, -0.63),
        (mid, -0.74), (mid + half * 0.8, -0.63), (mid + half * 1.12, -0.36), (mid + half * 0.96,
        -0.16),
        (mid + half * 0.5, -0.24), (mid, -0.31), (mid - half * 0.5, -0.24),
    ])  # fmt: skip
    pen.shape(shape, hat, 0.62)
    pen.canvas.save()
    pen.canvas.clipPath(shape, True)
    for i in range(6):
        y = -0.2 - i * 0.085
        d = 1 if i % 2 else -1
        fold = [
            (mid - d * half * 1.15, y - 0.02),
            (mid - d * half * 0.1, y - 0.17),
            (mid + d * half * 1.1, y - 0.2),
        ]
        pen.line(curve(fold, False), hat, 0.014, 0.55)
    pen.canvas.restore()
    x = skull.x(0.0, skull.m.cheek * 1.05)
    pen.dome(oval(x, -0.43, 0.05, 0.06), accent, line=0.014)


def _helmet(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    whole = curve(skull.points(0.07, 0.05))
    line = [(-179, 0.34), (-105, 0.36), (-74, 0.30), (-68, 0.05), (-58, -0.13), (-30, -0.20), (0,
        -0.21),
            (30, -0.20), (58, -0.13), (68, 0.05), (74, 0.30), (105, 0.36), (179, 0.34)]  # fmt: skip
    shell = skull.above(whole, line)
    pen.shape(shell, hat, 0.6, rim=0.035)
    x = skull.x(0.0, skull.m.cheek * 1.1)
    ridge = strand([(x, -0.22), (x * 0.8, -0.42), (0, -0.6)], 0.045, 0.1)
    pen.shape(ridge, accent, 0.6, line=0.012, rim=0)
    pen.canvas.save()
    pen.canvas.clipPath(shell, True)
    edge = curve(skull.visible(line[1:-1]), False)
    pen.canvas.drawPath(edge, pen.ink.stroke(accent, 0.05))
    pen.canvas.restore()
    gleam = strand(
        [(pen.ink.side * 0.2, -0.5), (pen.ink.side * 0.3, -0.38), (pen.ink.side * 0.34, -0.24)],
        0.025,
    )
    pen.fill(gleam, (1, 1, 1), 0.5)


def _wizard(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.28, 0.05)
    mid, half = (left + right) / 2, (right - left) / 2
    bend = -skull.m.parting
    cone = curve([
        (mid - half * 1.0, -0.26, 1), (mid - half * 0.62, -0.62), (mid - half * 0.28 + bend * 0.06,
        -0.98),
        (mid + bend * 0.16, -1.16), (mid + bend * 0.36, -1.12, 1),
        (mid + half * 0.28 + bend * 0.12, -0.92),
        (mid + half * 0.58, -0.62), (mid + half * 1.0, -0.26, 1), (mid, -0.22),
    ])  # fmt: skip
    pen.shape(cone, hat, 0.6)
    for k in (0.42, 0.68):
        y = lerp(-0.3, -1.05, k)
        w = half * (0.86 - 0.7 * k)
        pen.line(
            curve([(mid - w, y), (mid, y + 0.05), (mid + w * 0.7, y + 0.01)], False),
            hat,
            0.014,
            0.6,
        )
    for x, y, r in ((-0.16, -0.52, 0.05), (0.13, -0.66, 0.04), (-0.02, -0.86, 0.032)):
        pen.fill(star(mid + x, y, r), accent)
    band = curve([(mid - half * 0.98, -0.37, 1), (mid, -0.33), (mid + half * 0.98, -0.37, 1),
                  (mid + half, -0.27, 1), (mid, -0.23), (mid - half, -0.27, 1)])  # fmt: skip
    pen.shape(band, accent, 0.62, rim=0, line=0.01)
    pen.shape(_brim(skull, -0.27, 0.27, 0.07, 0.05), hat, 0.6)


def star(x: float, y: float, r: float) -> skia.Path:
    """Return a five-pointed star."""
    points: list[Knot] = []
    for i in range(10):
        a = -math.pi / 2 + i * math.pi / 5
        q = r if i % 2 == 0 else r * 0.45
        points.append((x + q * math.cos(a), y + q * math.sin(a), 1))
    return curve(points)


def _straw(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    dome = _dome(skull, -0.24, 0.05, 0.06)
    pen.shape(dome, hat, 0.62)
    pen.canvas.save()
    pen.canvas.clipPath(dome, True)
    for i in range(5):
        y = -0.30 - i * 0.06
        pen.line(curve([(-0.5, y), (0, y + 0.05), (0.5, y)], False), hat, 0.008, 0.45)
    pen.canvas.restore()
    pen.shape(_band(skull, -0.235, 0.09, 0.055), accent, 0.62, rim=0, line=0.01)
    brim = _brim(skull, -0.23, 0.34, 0.085, 0.05)
    pen.shape(brim, hat, 0.62)
    area = brim.getBounds()
    pen.canvas.save()
    pen.canvas.clipPath(brim, True)
    for k in (0.4, 0.7):
        inner = oval(
            area.centerX(), -0.215, area.width() / 2 * (1.1 - 0.25 * k), 0.08 * (1 - k * 0.5)
        )
        pen.line(inner, hat, 0.007, 0.5)
    pen.canvas.restore()


def _chef(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    white = mix(hat, (0.98, 0.97, 0.95), 0.85)
    left, right = _span(skull, -0.3, 0.03)
    mid, half = (left + right) / 2, (right - left) / 2
    puff = joined(
        *(oval(mid + dx * half, -0.78 + dy, 0.22, 0.2) for dx, dy in
          ((-0.72, 0.06), (-0.25, -0.04), (0.25, -0.04), (0.72, 0.06))),
        box(mid, -0.58, half * 1.75, 0.4),
    )  # fmt: skip
    pen.shape(puff, white, 0.6)
    for k in (-0.5, 0.0, 0.5):
        fold = [
            (mid + k * half, -0.42),
            (mid + k * half * 1.1, -0.62),
            (mid + k * half * 1.3, -0.72),
        ]
        pen.canvas.drawPath(strand(fold, 0.018), pen.ink.flat(white, 0.9, 0.9))
    pen.shape(_band(skull, -0.29, 0.17, 0.03), white, 0.62)
    del accent


def _captain(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    left, right = _span(skull, -0.28, 0.04)
    mid, half = (left + right) / 2, (right - left) / 2
    white = mix(hat, (0.97, 0.96, 0.93), 0.0)
    top = curve([
        (mid - half * 0.95, -0.40), (mid - half * 1.3, -0.58), (mid - half * 0.6, -0.70),
        (mid, -0.73), (mid + half * 0.6, -0.70), (mid + half * 1.3, -0.58), (mid + half * 0.95,
        -0.40),
        (mid, -0.35),
    ])  # fmt: skip
    pen.shape(top, white, 0.62)
    band = _band(skull, -0.26, 0.15, 0.045)
    pen.shape(band, mix(hat, (0.06, 0.07, 0.13), 0.82), 0.62)
    x = skull.x(0.0, skull.m.cheek * 0.98)
    t, s = skull.profile, skull.side
    pen.dome(oval(x * 0.92, -0.42, 0.065 * (1 - t * 0.4), 0.065), accent, line=0.012)
    pen.fill(star(x * 0.92, -0.42, 0.035), mix(accent, (1, 1, 1), 0.6))
    peak = curve([
        (x - 0.30 * (1 - t * 0.8), -0.255), (x, -0.245), (x + 0.30 * (1 - t * 0.6), -0.255),
        (x + 0.25 * (1 - t) + s * 0.16 * t, -0.19), (x + s * 0.1 * t, -0.155),
        (x - 0.25 * (1 - t * 0.8), -0.19),
    ])  # fmt: skip
    pen.shape(peak, (0.10, 0.10, 0.14), 0.6)
    pen.line(curve([(left, -0.285), (mid, -0.25), (right, -0.285)], False), accent, 0.018, 0.9)


def _bow(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    x = skull.m.parting * 0.2 - skull.turn * 0.08
    y = -0.53
    for d in (-1, 1):
        loop = curve([(x, y, 1), (x + d * 0.13, y - 0.13), (x + d * 0.22, y - 0.05), (x + d * 0.2,
            y + 0.09),
                      (x + d * 0.1, y + 0.07)])  # fmt: skip
        pen.shape(loop, hat, 0.6)
        pen.line(curve([(x + d * 0.03, y), (x + d * 0.11, y - 0.02)], False), hat, 0.012, 0.7)
    pen.dome(oval(x, y, 0.055, 0.06), mix(hat, accent, 0.3))


def _flower(pen: Pen, skull: Skull, hat: RGB, accent: RGB) -> None:
    side = skull.m.parting if skull.profile < 0.3 else -skull.side
    x = skull.x(side * 1.0, skull.m.cheek * 1.02)
    y = -0.26
    leaf = curve(
        [
            (x, y, 1),
            (x + side * 0.08, y + 0.13),
            (x + side * 0.03, y + 0.21, 1),
            (x - side * 0.03, y + 0.1),
        ]
    )
    pen.shape(leaf, (0.35, 0.55, 0.32), 0.6, line=0.012, rim=0)
    for i in range(5):
        a = i * math.tau / 5 - 0.6
        pen.shape(oval(x + 0.075 * math.cos(a), y + 0.075 * math.sin(a), 0.065, 0.065), hat, 0.6,
                  line=0.012, rim=0.01)  # fmt: skip
    pen.dome(oval(x, y, 0.045, 0.045), accent, line=0.01, rim=0)


_BRIMMED: frozenset[Hat] = frozenset(
    ("cap", "sou'wester", "top hat", "fedora", "wizard hat", "straw hat", "captain hat", "beanie")
)
Painter = Callable[[Pen, Skull, RGB, RGB], None]
_PAINTERS: dict[Hat, Painter] = {
    "cap": _cap, "beanie": _beanie, "sou'wester": _souwester, "top hat": _tall, "fedora": _fedora,
    "crown": _crown, "hood": _hood, "headscarf": _headscarf, "turban": _turban, "helmet": _helmet,
    "wizard hat": _wizard, "straw hat": _straw, "chef hat": _chef, "captain hat": _captain,
    "bow": _bow, "flower": _flower,
}  # fmt: skip


def draw(pen: Pen, look: Appearance, skull: Skull, colours: Colours) -> None:
    """Draw a hat on a turned head."""
    painter = _PAINTERS.get(look.hat)
    if painter is None:
        return
    pen.canvas.save()
    # Brims sit above the brows, which have to be read.
    pen.canvas.translate(0, -0.045 if look.hat in _BRIMMED else 0.0)
    painter(pen, skull, colours.hat, colours.accent)
    pen.canvas.restore()


def draw_back(pen: Pen, look: Appearance, skull: Skull, colours: Colours) -> None:
    """Draw the inside of a hood or a headscarf, behind the head."""
    if look.hat == "headscarf":
        inside = joined(curve(skull.points(0.05, 0.04)), _skirt())
        pen.fill(inside, mix(colours.hat, (0.05, 0.03, 0.06), 0.45), 1.0, 1.0)
    if look.hat == "hood":
        pen.outline(_hood_shape(skull), colours.hat)
        pen.fill(_hood_shape(skull), mix(colours.hat, (0.05, 0.03, 0.06), 0.5), 1.0, 1.0)
