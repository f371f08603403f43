"""Facial hair."""

import random

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import Knot, curve, cut, oval, strand
from film.animatic.figure.ink import Pen, mix, tuned
from film.animatic.figure.skull import Skull
from film.story import FacialHair

Line = list[tuple[float, float]]


def draw(pen: Pen, style: FacialHair, skull: Skull, colours: Colours) -> None:
    """Draw what lies on cheeks and chin, under the mouth."""
    if style == "stubble":
        _stubble(pen, skull, colours)
    elif style == "goatee":
        _goatee(pen, skull, colours)
    elif style in ("short beard", "full beard"):
        _beard(pen, skull, colours, style == "full beard")


def _stubble(pen: Pen, skull: Skull, colours: Colours) -> None:
    dice = random.Random(f"stubble:{skull.m.seed}")
    canvas = pen.canvas
    canvas.save()
    canvas.clipPath(cut(skull.bare, skull.upper(_line(skull, 0.0))), True)
    tone = mix(colours.skin, colours.hair, 0.55)
    canvas.drawPath(skull.bare, pen.ink.flat(tone, 0.28))
    for _ in range(90):
        x, y = dice.uniform(-0.42, 0.42), dice.uniform(0.15, 0.5)
        canvas.drawLine(x, y, x + 0.004, y + 0.012, pen.ink.stroke(colours.hair, 0.006, 0.5))
    canvas.restore()


def _line(skull: Skull, depth: float) -> Line:
    y = skull.m.mouth_y
    half = [(0.0, y - 0.065), (16.0, y - 0.06), (32.0, y - 0.02), (50.0, y - 0.07 - depth),
            (66.0, y - 0.13), (80.0, y - 0.24), (92.0, y - 0.26), (100.0, y - 0.1),
            (120.0, y + 0.1), (179.0, y + 0.3)]  # fmt: skip
    return [*((-a, b) for a, b in reversed(half)), *half[1:]]


def _beard(pen: Pen, skull: Skull, colours: Colours, full: bool) -> None:
    grow = 0.055 if full else 0.018
    drop = 0.20 if full else 0.028
    points: list[Knot] = []
    for x, y in skull.points():
        down = min(max((y - 0.05) / 0.45, 0.0), 1.0)
        points.append((x * (1 + grow * 2.0 * down), y + drop * down * down))
    whole = curve(points)
    beard = cut(whole, skull.upper(_line(skull, 0.02 if full else 0.0)))
    pen.shape(beard, colours.hair, split=0.66, rim=0.02, line=0.016)
    dark = mix(tuned(colours.hair, 0, 0.6), (0.1, 0.05, 0.1), 0.2)
    shine = mix(colours.hair, (1, 0.95, 0.85), 0.25)
    dice = random.Random(f"beard:{skull.m.seed}")
    mx, my = skull.mouth
    canvas = pen.canvas
    canvas.save()
    canvas.clipPath(beard, True)
    for i in range(17):
        share = (i + 0.5) / 17 * 2 - 1
        x = mx * 0.8 + share * 0.40
        top = my + 0.02 - 0.16 * share * share + dice.uniform(-0.02, 0.02)
        end = my + 0.20 + drop * 0.9 - 0.2 * share * share
        hair = [(x, top), (x * 0.97, (top + end) / 2), (x * 0.86, end)]
        tone = shine if i % 4 == 1 else dark
        canvas.drawPath(strand(hair, 0.011), pen.ink.flat(tone, 0.42))
    canvas.restore()
    _bare_lips(pen, skull, colours)


def _bare_lips(pen: Pen, skull: Skull, colours: Colours) -> None:
    """Leave skin round the mouth, so that it reads inside a beard."""
    x, y = skull.mouth
    narrow = skull.mouth_narrow
    patch = oval(x, y + 0.028, skull.m.mouth * 1.06 * narrow, 0.062)
    pen.canvas.drawPath(patch, pen.ink.flat(mix(colours.skin, colours.hair, 0.25), 1.0, 0.35))


def _goatee(pen: Pen, skull: Skull, colours: Colours) -> None:
    x, y = skull.mouth
    n = skull.mouth_narrow
    shape = curve([
        (x - 0.10 * n, y + 0.075), (x, y + 0.06), (x + 0.10 * n, y + 0.075),
        (x + 0.125 * n, y + 0.14), (x + 0.07 * n, 0.52), (x + 0.0, 0.57), (x - 0.07 * n, 0.52),
        (x - 0.125 * n, y + 0.14),
    ])  # fmt: skip
    pen.shape(shape, colours.hair, rim=0.012, line=0.012)


def draw_moustache(pen: Pen, style: FacialHair, skull: Skull, colours: Colours) -> None:
    """Draw the moustache, the mouth's centre at the canvas's origin."""
    if style in ("none", "stubble"):
        return
    n = skull.mouth_narrow
    wide, thick = {
        "moustache": (0.19, 0.050), "goatee": (0.15, 0.032), "short beard": (0.16, 0.034),
        "full beard": (0.20, 0.052),
    }[style]  # fmt: skip
    for side in (-1.0, 1.0):
        w = wide * side * n
        shape = curve([
            (0.0, -0.075, 1), (w * 0.4, -0.078 - thick * 0.3), (w * 0.85, -0.045),
            (w * 1.12, 0.004 + thick * 0.35, 1), (w * 0.7, -0.022 + thick * 0.2),
            (w * 0.3, -0.03), (0.0, -0.036, 1),
        ])  # fmt: skip
        pen.outline(shape, colours.hair, 0.010)
        pen.fill(shape, mix(colours.hair, (1, 0.95, 0.9), 0.05), 1.0, 0.12)
        for k in (0.3, 0.62):
            hair = [(w * 0.08, -0.06), (w * 0.45, -0.075 + 0.05 * k), (w * 0.95, -0.03 + 0.03 * k)]
            pen.canvas.drawPath(strand(hair, 0.007), pen.ink.flat(tuned(colours.hair, 0, 0.6), 0.5))
