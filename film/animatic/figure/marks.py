"""Markings of coats and skins: masks, stripes, spots, scales, manes and crests."""

import math
import random
from collections.abc import Callable

from film.animatic.figure.build import Colours
from film.animatic.figure.geometry import Knot, curve, joined, oval, strand, tube
from film.animatic.figure.ink import RGB, Pen, luminance, mix, tuned
from film.animatic.figure.skull import Skull

Painter = Callable[[Pen, Skull, Colours, RGB], None]
INK: RGB = (0.11, 0.08, 0.09)
BONE: RGB = (0.96, 0.92, 0.82)


def _dark(c: Colours) -> RGB:
    return mix(c.skin, INK, 0.62)


def _mask(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    """Lighten the lower face, as foxes and wolves have it."""
    for side in (-1.0, 1.0):
        a = s.narrow(side * 0.8)
        if a < 0.05:
            continue
        points: list[Knot] = [
            (s.x(side * 0.12), 0.10), (s.x(side * 0.34), -0.06), (s.x(side * 0.62), 0.13),
            (s.x(side * 1.2), 0.12),
            (s.x(side * 1.5) + side * 0.3, 0.25), (s.x(side * 1.2) + side * 0.1, 0.5), (s.x(0.0),
            0.6), (s.x(0.0), 0.2),
        ]  # fmt: skip
        pen.fill(curve(points), pale, 1.0, 0.12)
    del c


def _stripes(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    dark = _dark(c)
    for a in (-0.26, 0.0, 0.26):
        path = strand([(s.x(a * 0.7), -0.56), (s.x(a * 0.9), -0.40), (s.x(a), -0.27)], 0.036, 0.2)
        pen.fill(path, dark)
    for side in (-1.0, 1.0):
        for y in (0.04, 0.15, 0.26):
            path = strand(
                [
                    (s.x(side * 1.5) + side * 0.1, y - 0.03),
                    (s.x(side * 1.2), y),
                    (s.x(side * 0.92), y + 0.02),
                ],
                0.03,
                0.2,
            )
            pen.fill(path, dark)
    del pale


def _patch(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    side = s.m.parting
    if s.narrow(side * 0.5) > 0.1:
        points: list[Knot] = [(s.x(side * 0.15), -0.12), (s.x(side * 0.35), -0.30),
        (s.x(side * 0.95), -0.25),
                              (s.x(side * 1.1), 0.02), (s.x(side * 0.75), 0.16), (s.x(side * 0.3),
                              0.10)]  # fmt: skip
        pen.fill(curve(points), tuned(_dark(c), 0.01, 1.5), 0.9)
    del pale


def _eye_patches(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    for side in (-1.0, 1.0):
        x, y, narrow = s.eye(side)
        if narrow > 0.1:
            pen.canvas.save()
            pen.canvas.translate(x, y + 0.02)
            pen.canvas.rotate(side * 24)
            pen.fill(oval(0, 0, 0.14 * min(narrow, 1), 0.175), INK)
            pen.canvas.restore()
    del c, pale


def _bandit(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    pen.fill(curve([(s.x(-1.5) - 0.1, 0.08), (s.x(-0.6), -0.14), (s.x(0), -0.05), (s.x(0.6),
        -0.14), (s.x(1.5) + 0.1, 0.08),
                    (s.x(1.0), 0.18), (s.x(0.3), 0.09), (s.x(0), 0.04), (s.x(-0.3), 0.09),
                    (s.x(-1.0), 0.18)]), INK, 0.92)  # fmt: skip
    del c, pale


def _badger(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    pen.fill(s.bare, BONE, 1.0, 0.1)
    for side in (-1.0, 1.0):
        if s.narrow(side * 0.5) > 0.05:
            band = tube([(s.x(side * 0.3), 0.26), (s.x(side * 0.5), 0.0), (s.x(side * 0.62),
                -0.28), (s.x(side * 0.7), -0.55)],
                        [0.05, 0.12, 0.14, 0.12], 0.2)  # fmt: skip
            pen.fill(band, INK)
    del c, pale


def _spots(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    dice = random.Random(f"spots:{s.m.seed}")
    tone = mix(c.skin, (1, 1, 1), 0.45) if luminance(c.skin) < 0.62 else mix(c.skin, INK, 0.25)
    for i in range(10):
        a = (-1 if i % 2 else 1) * dice.uniform(0.15, 1.1)
        y = dice.uniform(-0.44, -0.22)
        r = dice.uniform(0.018, 0.034)
        if s.narrow(a) > 0.1:
            pen.fill(oval(s.x(a), y, r * min(s.narrow(a), 1), r), tone, 0.8)
    del pale


def _scales(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    tone = mix(c.skin, INK, 0.4)
    for row in range(6):
        y = -0.44 + row * 0.085
        for i in range(-5, 6):
            a = (i + (0.5 if row % 2 else 0)) * 0.27
            if s.narrow(a) < 0.15 or (abs(a) < 0.5 and y > -0.2):
                continue
            x, w = s.x(a), 0.045 * min(s.narrow(a), 1)
            pen.fill(
                strand([(x - w, y - 0.015), (x, y + 0.022), (x + w, y - 0.015)], 0.007), tone, 0.55
            )
    del pale


def _throat(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    x = s.x(0.0, s.m.cheek * 0.6)
    pen.fill(oval(x, 0.44, 0.40, 0.22), mix(c.skin, pale, 0.6), 1.0, 0.1)


def _discs(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    for side in (-1.0, 1.0):
        x, y, narrow = s.eye(side)
        if narrow > 0.08:
            w = 0.225 * min(narrow, 1.0)
            pen.fill(oval(x, y + 0.015, w, 0.235), pale, 1.0, 0.1)
            for k in range(14):
                a = k * math.tau / 14
                ray = [
                    (x + w * q * math.cos(a), y + 0.015 + 0.235 * q * math.sin(a))
                    for q in (0.68, 0.8, 0.95)
                ]
                pen.fill(strand(ray, 0.012), _dark(c), 0.4)


def _penguin(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    shape = [
        oval(s.x(side * 0.42), 0.02, 0.20 * max(min(s.narrow(side * 0.42), 1), 0.1), 0.26)
        for side in (-1.0, 1.0)
    ]
    pen.fill(joined(*shape, oval(s.x(0.0), 0.30, 0.30, 0.22)), (0.97, 0.96, 0.94), 1.0, 0.1)
    del c, pale


def _heart_face(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    shape = [
        oval(s.x(side * 0.42), -0.03, 0.19 * max(min(s.narrow(side * 0.42), 1), 0.1), 0.2)
        for side in (-1.0, 1.0)
    ]
    pen.fill(joined(*shape, oval(s.x(0.0), 0.16, 0.26, 0.24)), pale, 1.0, 0.08)
    del c


def _blaze(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    path = tube([(s.x(0, 0.3), -0.36), (s.x(0), -0.1), (s.x(0), 0.16)], [0.03, 0.06, 0.08], 0.3)
    pen.fill(path, mix(pale, (1, 1, 1), 0.5), 1.0, 0.08)
    del c


def _warts(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    for a, y, r in ((0.75, 0.12, 0.03), (-0.62, 0.2, 0.024), (0.3, -0.25, 0.026)):
        if s.narrow(a) > 0.15:
            pen.dome(oval(s.x(a), y, r, r), mix(c.skin, INK, 0.12), 0.008, 0)
    del pale


def _fur(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    dice = random.Random(f"fur:{s.m.seed}")
    for _ in range(34):
        x, y = dice.uniform(-0.45, 0.45), dice.uniform(-0.45, 0.45)
        if abs(x) < 0.3 and y > -0.2:
            continue
        tuft = [(x, y), (x + 0.012, y + 0.03), (x + 0.03 * (1 if x > 0 else -1), y + 0.06)]
        pen.fill(strand(tuft, 0.011, 0.2), _dark(c), 0.4)
    del pale


ON_SKIN: dict[str, Painter] = {
    "mask": _mask, "stripes": _stripes, "patch": _patch, "eye patches": _eye_patches,
    "bandit": _bandit,
    "badger": _badger, "spots": _spots, "scales": _scales, "throat": _throat, "discs": _discs,
    "penguin": _penguin, "heart face": _heart_face, "blaze": _blaze, "warts": _warts, "fur": _fur,
}  # fmt: skip

# ---- behind the head -------------------------------------------------------------------------


def _mane(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    tone = mix(c.hair, tuned(c.skin, -0.03, 0.5), 0.45)
    x0 = -s.side * 0.12 * s.profile
    for grow, shade, count in ((0.60, 0.28, 15), (0.48, 0.0, 14)):
        locks = []
        for i in range(count):
            a = i * math.tau / count + grow
            c0, s0 = math.cos(a), math.sin(a)
            root, tip = (
                (x0 + 0.2 * c0, 0.02 + 0.2 * s0),
                (x0 + (grow + 0.22) * c0, 0.04 + (grow + 0.2) * s0),
            )
            middle = (x0 + grow * c0 - 0.03 * s0, 0.03 + grow * s0 + 0.03 * c0)
            locks.append(tube([root, middle, tip], [0.10, 0.155, 0.02], 0.2))
        pen.dome(joined(oval(x0, 0.02, grow, grow), *locks), mix(tone, INK, shade))
    del pale


def _fleece(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    wool = mix(c.hair, (0.98, 0.96, 0.92), 0.85)
    puffs = [oval(0.5 * math.cos(a) - s.side * 0.08 * s.profile, -0.08 + 0.48 * math.sin(a), 0.15,
        0.15)
             for a in (i * math.tau / 13 for i in range(13))]  # fmt: skip
    pen.dome(joined(*puffs, oval(0, -0.05, 0.5, 0.48)), wool)
    del pale


BEHIND: dict[str, Painter] = {"mane": _mane, "fleece": _fleece}

# ---- over the head ---------------------------------------------------------------------------


def _eye_domes(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    del pen, s, c, pale


def _crest(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    x = -s.side * 0.05 * s.profile
    for i, d in enumerate((-0.5, 0.0, 0.5)):
        lean = d * (1 - s.profile) - s.side * 0.5 * s.profile
        feather = tube([(x + d * 0.08, -0.46), (x + lean * 0.22, -0.62), (x + lean * 0.42,
            -0.72 + 0.04 * abs(d))],
                       [0.05, 0.06, 0.02], 0.4)  # fmt: skip
        pen.shape(feather, c.accent if i == 1 else tuned(c.skin, 0, 0.85), 0.6)
    del pale


def _forelock(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    x = s.x(0.0, s.m.cheek * 0.6)
    for d in (-0.14, 0.02, 0.15):
        lock = tube(
            [(x * 0.3 + d * 0.5, -0.52), (x + d * 0.8, -0.36), (x + d * 1.3, -0.16)],
            [0.06, 0.075, 0.012],
            0.3,
        )
        pen.shape(lock, c.hair, 0.6)
    if s.profile > 0.3:
        for y in (-0.42, -0.22, 0.0, 0.22):
            bx = -s.side * (0.30 + 0.12 * math.cos(y * 3)) * s.profile
            lock = tube(
                [(bx, y), (bx - s.side * 0.14, y + 0.12), (bx - s.side * 0.10, y + 0.32)],
                [0.07, 0.09, 0.015],
                0.3,
            )
            pen.shape(lock, c.hair, 0.6)
    del pale


def _fleece_cap(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    wool = mix(c.hair, (0.98, 0.96, 0.92), 0.85)
    puffs = [
        oval(x + s.turn * 0.06, y, 0.13, 0.12)
        for x, y in ((-0.22, -0.40), (0.0, -0.46), (0.22, -0.40), (0.0, -0.33))
    ]
    pen.dome(joined(*puffs), wool)
    del pale


def _goatee(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    x = s.x(0.0, s.m.cheek * 1.1)
    pen.shape(curve([(x - 0.08, 0.44), (x + 0.08, 0.44), (x + 0.04, 0.62), (x, 0.72, 1), (x - 0.05,
        0.6)]),
              mix(pale, (1, 1, 1), 0.4), 0.6)  # fmt: skip
    del c


def _mop(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    points: list[Knot] = []
    for i in range(9):
        x = -0.34 + 0.085 * i
        tall = -0.62 - 0.14 * math.sin(i / 8 * math.pi) - (0.08 if i % 2 else 0)
        points.append((x, tall, 1) if i % 2 else (x, tall + 0.12))
    points += [
        (0.40, -0.26),
        (0.24, -0.36),
        (0.1, -0.28, 1),
        (0.0, -0.37),
        (-0.14, -0.27, 1),
        (-0.26, -0.37),
        (-0.40, -0.26),
    ]
    pen.shape(curve(points), c.hair, 0.6)
    del pale, s


def _tusks(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    x0 = s.m.cheek * 0.66 * math.sin(s.yaw)
    for side in (-1.0, 1.0):
        k = max(math.cos(s.yaw), 0.5)
        x = x0 + side * 0.235 * k
        tusk = tube(
            [(x, 0.34), (x + side * 0.03, 0.28), (x + side * 0.02, 0.19)],
            [0.032, 0.028, 0.006],
            0.4,
        )
        pen.shape(tusk, BONE, 0.6, 0.014, 0)
    del c, pale


def _spines(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    if s.profile < 0.2:
        spike = curve([(-0.07, -0.46, 1), (0.0, -0.68, 1), (0.07, -0.46, 1), (0.0, -0.4)])
        pen.shape(spike, c.accent, 0.6)
        return
    for a in (0.1, 0.55, 1.0, 1.4):
        x, y = -s.side * 0.46 * math.sin(a), -0.06 - 0.44 * math.cos(a)
        spike = curve([(x + s.side * 0.08, y - 0.01, 1), (x - s.side * 0.12 * math.sin(a + 0.4),
            y - 0.2 * math.cos(a * 0.8), 1),
                       (x - s.side * 0.07, y + 0.07, 1)])  # fmt: skip
        pen.shape(spike, c.accent, 0.6)
    del pale


def _spout(pen: Pen, s: Skull, c: Colours, pale: RGB) -> None:
    tone = (0.75, 0.9, 0.98)
    for d in (-1, 1):
        jet = tube(
            [(0, -0.5), (d * 0.04, -0.72), (d * 0.2, -0.82), (d * 0.28, -0.7)],
            [0.04, 0.045, 0.05, 0.02],
            0.4,
        )
        pen.shape(jet, tone, 0.6, 0.012, 0)
    del s, c, pale


OVER: dict[str, Painter] = {
    "crest": _crest, "forelock": _forelock, "fleece": _fleece_cap, "goatee": _goatee,
    "mop": _mop, "tusks": _tusks, "spines": _spines, "spout": _spout,
}  # fmt: skip
