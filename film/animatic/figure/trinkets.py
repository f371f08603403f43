"""Glasses and distinctive features: freckles, scars, earrings, headphones and the like."""

import math
import random

import skia

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import Point, box, curve, oval, strand
from film.animatic.figure.ink import RGB, Pen, mix
from film.animatic.figure.skull import Skull
from film.story import Appearance

GOLD: RGB = (0.91, 0.74, 0.34)
FRAME: RGB = (0.14, 0.11, 0.13)


def on_skin(pen: Pen, look: Appearance, skull: Skull, colours: Colours) -> None:
    """Draw what is part of the skin."""
    features = look.features
    if "freckles" in features:
        _freckles(pen, skull, colours)
    if "scar" in features:
        _scar(pen, skull, colours)
    if "mole" in features:
        side = skull.m.parting
        if skull.narrow(side * 0.45) > 0.15:
            spot = oval(skull.x(side * 0.45), skull.m.mouth_y - 0.07, 0.015, 0.015)
            pen.fill(spot, mix(colours.skin, (0.15, 0.07, 0.06), 0.8))
    if "tattoo" in features:
        _tattoo(pen, skull, colours)


def _freckles(pen: Pen, skull: Skull, colours: Colours) -> None:
    dice = random.Random(f"freckles:{skull.m.seed}")
    tone = mix(colours.skin, (0.55, 0.25, 0.12), 0.55)
    for i in range(26):
        side = -1 if i % 2 else 1
        angle = side * dice.uniform(0.06, 0.85)
        y = skull.m.nose_y - 0.015 + dice.uniform(-0.05, 0.055)
        r = dice.uniform(0.007, 0.0125)
        narrow = skull.narrow(angle)
        if narrow > 0.15:
            pen.fill(oval(skull.x(angle), y, r * min(narrow, 1), r), tone, 0.8)


def _scar(pen: Pen, skull: Skull, colours: Colours) -> None:
    side = -skull.m.parting
    tone = mix(colours.skin, (0.72, 0.28, 0.28), 0.5)
    path: list[Point] = [
        (skull.x(side * 0.50), -0.20), (skull.x(side * 0.58), -0.04), (skull.x(side * 0.60), 0.14),
        (skull.x(side * 0.68), 0.26),
    ]  # fmt: skip
    if skull.narrow(side * 0.6) < 0.1:
        return
    pen.fill(strand(path, 0.017), tone, 0.9)
    pen.fill(
        strand([(x + 0.005, y) for x, y in path], 0.006), mix(colours.skin, (1, 1, 1), 0.4), 0.8
    )
    for k in (0.18, 0.62):
        i = 1 if k < 0.5 else 2
        x, y = path[i]
        tick = strand([(x - 0.028, y + 0.05), (x, y + 0.045), (x + 0.028, y + 0.05)], 0.007)
        pen.fill(tick, tone, 0.8)


def _tattoo(pen: Pen, skull: Skull, colours: Colours) -> None:
    side = skull.m.parting
    if skull.narrow(side * 0.95) < 0.1:
        return
    tone = mix(colours.skin, (0.08, 0.24, 0.34), 0.72)
    for i in range(3):
        a = side * (0.78 + 0.1 * i)
        y = 0.12 + 0.055 * i
        swirl = [
            (skull.x(a), y),
            (skull.x(a + side * 0.1), y + 0.03),
            (skull.x(a + side * 0.03), y + 0.07),
        ]
        pen.fill(strand(swirl, 0.013), tone, 0.85)
    pen.fill(oval(skull.x(side * 0.72), 0.10, 0.012, 0.012), tone, 0.85)


def on_face(pen: Pen, look: Appearance, skull: Skull, colours: Colours) -> None:
    """Draw what covers an eye or a brow."""
    if "eyepatch" in look.features:
        x, y, narrow = skull.eye(-1.0)
        ink = (0.10, 0.08, 0.10)
        strap = [
            (skull.x(-1.4), -0.02),
            (x, y - 0.09),
            (skull.x(0.5), -0.27),
            (skull.x(1.2), -0.36),
        ]
        pen.canvas.save()
        pen.canvas.clipPath(skull.bare, True)
        pen.canvas.drawPath(curve(strap, False), pen.ink.stroke(ink, 0.024))
        pen.canvas.restore()
        if narrow > 0.2:
            w = skull.m.eye * 1.25 * min(narrow, 1)
            patch = curve([(x - w, y - 0.07), (x, y - 0.105), (x + w, y - 0.07), (x + w * 0.8,
                y + 0.06),
                           (x, y + 0.11), (x - w * 0.8, y + 0.06)])  # fmt: skip
            pen.shape(patch, ink, rim=0.012)
    if "bandage" in look.features:
        side = skull.m.parting
        x = skull.x(side * 0.75)
        narrow = max(skull.narrow(side * 0.75), 0.0)
        if narrow > 0.15:
            pen.canvas.save()
            pen.canvas.translate(x, 0.215)
            pen.canvas.scale(narrow, 1)
            pen.canvas.rotate(side * -18)
            pen.shape(box(0, 0, 0.17, 0.066, 0.03), (0.93, 0.78, 0.62), line=0.012, rim=0)
            pen.fill(box(0, 0, 0.062, 0.05, 0.008), (0.98, 0.90, 0.80))
            pen.canvas.restore()
    del colours


def glasses(pen: Pen, look: Appearance, skull: Skull) -> None:
    """Draw glasses over the eyes."""
    if look.glasses == "none":
        return
    style = look.glasses
    y = skull.m.eye_y + 0.005
    r = skull.m.eye * 1.30
    frame = GOLD if style == "monocle" else FRAME
    for which in (-1.0, 1.0):
        if style == "monocle" and which != skull.m.parting:
            continue
        x, _, narrow = skull.eye(which)
        if narrow > 0.14:
            _lens(pen, style, (x, y), (r * min(narrow, 1.05), r), frame)
        near = which * skull.side < 0 or skull.profile < 0.05
        if near and style != "monocle":
            hinge = x + which * r * min(max(narrow, 0.2), 1.05)
            ear = skull.x(which * 1.5)
            pen.canvas.drawLine(hinge, y - 0.02, ear, y - 0.035, pen.ink.stroke(frame, 0.018))
    if style != "monocle":
        lx, _, ln = skull.eye(-1.0)
        rx, _, rn = skull.eye(1.0)
        bridge = skull.x(0.0, skull.m.cheek * 1.03)
        a = lx + r * min(max(ln, 0.15), 1.05)
        b = rx - r * min(max(rn, 0.15), 1.05)
        path = curve([(a, y - 0.01), (bridge, y - 0.04), (b, y - 0.01)], False)
        pen.canvas.drawPath(path, pen.ink.stroke(frame, 0.018))
    else:
        x, _, narrow = skull.eye(skull.m.parting)
        if narrow > 0.14:
            chain = [(x + skull.m.parting * r * 0.8, y + r * 0.7), (x + skull.m.parting * 0.10,
                y + 0.3),
                     (x + skull.m.parting * 0.02, y + 0.55)]  # fmt: skip
            pen.canvas.drawPath(curve(chain, False), pen.ink.stroke(GOLD, 0.009))


def _lens(pen: Pen, style: str, at: Point, size: Point, frame: RGB) -> None:
    (x, y), (rx, ry) = at, size
    if style == "square":
        path = box(x, y, rx * 2.08, ry * 1.72, 0.035)
    elif style == "sunglasses":
        path = curve([(x - rx * 1.08, y - ry * 0.72), (x, y - ry * 0.84), (x + rx * 1.08,
            y - ry * 0.72),
                      (x + rx * 0.92, y + ry * 0.5), (x, y + ry * 0.86), (x - rx * 0.92,
                      y + ry * 0.5)])  # fmt: skip
    else:
        path = oval(x, y, rx, ry)
    if style == "sunglasses":
        shader = _tinted(pen, y - ry, y + ry)
        pen.canvas.drawPath(path, shader)
    else:
        pen.fill(path, (0.88, 0.95, 1.0), 0.14)
    pen.canvas.drawPath(path, pen.ink.stroke(frame, 0.022 if style != "monocle" else 0.018))
    glint = strand([(x - rx * 0.45, y + ry * 0.15), (x - rx * 0.2, y - ry * 0.2), (x + rx * 0.1,
        y - ry * 0.55)],
                   0.016)  # fmt: skip
    pen.canvas.drawPath(glint, pen.ink.flat((1, 1, 1), 0.5))


def _tinted(pen: Pen, top: float, bottom: float) -> skia.Paint:
    """Return the paint of tinted glass."""
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, top), skia.Point(0, bottom)],
        [pen.ink.lit((0.06, 0.06, 0.09), 0, 0.97), pen.ink.lit((0.26, 0.22, 0.30), 0, 0.93)],
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def over_hair(pen: Pen, look: Appearance, skull: Skull, colours: Colours) -> None:
    """Draw what is worn over hair and ears."""
    if "earrings" in look.features:
        for side in (-1.0, 1.0):
            angle = side * math.pi / 2
            if side * skull.side < 0 or skull.profile < 0.3:
                x = skull.x(angle, skull.m.cheek * 1.01) + side * 0.02 * (1 - skull.profile)
                y = 0.075 + skull.m.ear + 0.035
                pen.canvas.drawPath(oval(x, y, 0.032, 0.042), pen.ink.stroke(GOLD, 0.014))
                pen.fill(oval(x, y + 0.055, 0.02, 0.024), colours.accent)
    if "headphones" in look.features:
        _headphones(pen, skull, colours)


def _headphones(pen: Pen, skull: Skull, colours: Colours) -> None:
    k, t = skull.m.cheek, skull.profile
    dark = (0.15, 0.15, 0.18)
    left, right = skull.x(-math.pi / 2, k * 1.1), skull.x(math.pi / 2, k * 1.1)
    if t > 0.35:
        x = left if skull.side > 0 else right
        band = [(x, 0.02), (x * 0.8, -0.35), (x * 0.35 + skull.side * 0.02, -0.60)]
        pen.canvas.drawPath(curve(band, False), pen.ink.stroke(dark, 0.06))
    else:
        band = [(left, 0.02), (left * 0.9, -0.34), (0, -0.605), (right * 0.9, -0.34), (right, 0.02)]
        pen.canvas.drawPath(curve(band, False), pen.ink.stroke(dark, 0.055))
    for side, x in ((-1, left), (1, right)):
        if side * skull.side < 0 or t < 0.35:
            pen.dome(oval(x, 0.07, 0.075 + 0.07 * t, 0.145), colours.accent)
            pen.dome(oval(x + side * 0.02 * (1 - t), 0.07, 0.045 + 0.05 * t, 0.095), dark, line=0)
