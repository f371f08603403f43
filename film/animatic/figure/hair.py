"""Hair: sixteen styles, each a mass round the skull, cut away where the face looks out."""

import math
import random
from dataclasses import dataclass

import skia

from film.animatic.figure.geometry import (
    Knot,
    Point,
    common,
    curve,
    evenly,
    joined,
    lerp,
    mirrored,
    oval,
    strand,
    tube,
)
from film.animatic.figure.ink import RGB, Pen, mix, tuned
from film.animatic.figure.skull import Skull
from film.story import Hair

Row = tuple[float, float, float, float]
"""y, half-width from the front, front edge in profile, back edge in profile."""
Line = list[tuple[float, float]]
"""A hairline's right half from the forehead back: (degrees from the face's middle, y)."""


@dataclass(frozen=True)
class Cut:
    """A haircut: its mass in rows from the top down, and the hairline."""

    rows: tuple[Row, ...]
    line: tuple[tuple[float, float], ...]
    wave: float = 0.0
    """How far the edge waves in and out."""
    behind: bool = False
    """Whether the mass hangs behind the shoulders."""
    sweep: float = 0.0
    """Drop of a fringe that sweeps from the parting, in head-heights; 0 for none."""
    fringe: float = 0.0
    """Drop of a straight fringe."""
    strands: int = 9
    front_to: float = 9.0
    """Below this y the mass lies behind the shoulders."""


SHORT: tuple[Row, ...] = (
    (-0.548, 0.07, 0.04, -0.14), (-0.505, 0.205, 0.17, -0.29), (-0.375, 0.35, 0.325, -0.435),
    (-0.2, 0.415, 0.388, -0.50), (0.0, 0.42, 0.39, -0.495), (0.14, 0.405, 0.36, -0.43),
    (0.26, 0.34, 0.2, -0.26),
)  # fmt: skip
TIGHT: tuple[Row, ...] = tuple(
    (y * (0.955 if y < -0.4 else 1), a * 0.965, b * 0.965, c * 0.965) for y, a, b, c in SHORT
)
FULL: tuple[Row, ...] = (
    (-0.60, 0.08, 0.05, -0.14), (-0.555, 0.23, 0.20, -0.31), (-0.41, 0.39, 0.36, -0.475),
    (-0.2, 0.455, 0.41, -0.535), (0.0, 0.44, 0.39, -0.52), (0.14, 0.41, 0.36, -0.44),
    (0.26, 0.33, 0.2, -0.26),
)  # fmt: skip
BOB: tuple[Row, ...] = (
    (-0.565, 0.07, 0.05, -0.13), (-0.525, 0.22, 0.19, -0.30), (-0.385, 0.38, 0.35, -0.46),
    (-0.15, 0.485, 0.40, -0.54), (0.1, 0.515, 0.37, -0.55), (0.3, 0.505, 0.28, -0.52),
    (0.46, 0.44, 0.16, -0.43), (0.485, 0.34, 0.02, -0.3),
)  # fmt: skip
LONG: tuple[Row, ...] = (
    (-0.56, 0.07, 0.05, -0.13), (-0.515, 0.22, 0.19, -0.30), (-0.37, 0.38, 0.35, -0.46),
    (-0.1, 0.465, 0.39, -0.545), (0.2, 0.485, 0.32, -0.56), (0.55, 0.51, 0.10, -0.56),
    (0.95, 0.52, 0.06, -0.55), (1.28, 0.40, 0.0, -0.44), (1.33, 0.2, -0.1, -0.3),
)  # fmt: skip
WAVY: tuple[Row, ...] = (
    (-0.59, 0.07, 0.05, -0.13), (-0.545, 0.24, 0.20, -0.32), (-0.38, 0.42, 0.36, -0.49),
    (-0.1, 0.51, 0.40, -0.58), (0.2, 0.55, 0.32, -0.62), (0.55, 0.60, 0.10, -0.64),
    (0.85, 0.60, 0.06, -0.62), (1.12, 0.44, 0.0, -0.5), (1.18, 0.2, -0.1, -0.3),
)  # fmt: skip
CROPPED = (
    (0, -0.315), (30, -0.31), (58, -0.25), (70, -0.12), (77, 0.0), (80, 0.09), (87, 0.07),
    (92, -0.03), (104, 0.02), (110, 0.15), (130, 0.24), (179, 0.26),
)  # fmt: skip
FADED = (
    (0, -0.33), (34, -0.32), (60, -0.27), (66, -0.13), (76, -0.06), (84, -0.04), (92, -0.06),
    (104, 0.0), (112, 0.12), (135, 0.2), (179, 0.22),
)  # fmt: skip
TIED = (
    (0, -0.34), (32, -0.325), (56, -0.25), (70, -0.10), (80, 0.02), (88, 0.0), (94, -0.06),
    (106, 0.05), (120, 0.2), (150, 0.3), (179, 0.32),
)  # fmt: skip
CURTAIN = ((0, -0.35), (26, -0.31), (48, -0.18), (58, 0.0), (62, 0.25), (64, 0.6), (66, 3.0))
BANGS = ((0, -0.16), (25, -0.155), (46, -0.13), (58, -0.06), (63, 0.2), (66, 0.6), (70, 3.0))

CUTS: dict[Hair, Cut] = {
    "buzz": Cut(TIGHT, FADED, strands=0),
    "crop": Cut(SHORT, CROPPED, strands=7),
    "side part": Cut(SHORT, CROPPED, sweep=0.13, strands=8),
    "quiff": Cut(TIGHT, FADED, strands=5),
    "curly": Cut(FULL, CROPPED, strands=0),
    "afro": Cut(FULL, FADED, strands=0),
    "bob": Cut(BOB, BANGS, fringe=0.2, strands=11),
    "long straight": Cut(LONG, CURTAIN, behind=True, strands=12),
    "long wavy": Cut(WAVY, CURTAIN, wave=0.045, behind=True, sweep=0.16, strands=12),
    "ponytail": Cut(SHORT, TIED, sweep=0.15, strands=9),
    "bun": Cut(SHORT, TIED, strands=10),
    "braids": Cut(SHORT, TIED, strands=8),
    "pigtails": Cut(SHORT, TIED, fringe=0.16, strands=8),
    "mohawk": Cut(TIGHT, FADED, strands=0),
    "receding": Cut(
        TIGHT,
        ((0, -0.47), (25, -0.475), (50, -0.40), (66, -0.14), (77, 0.0), (80, 0.09), (87, 0.07),
         (92, -0.03), (104, 0.02), (110, 0.15), (130, 0.24), (179, 0.26)),
        strands=4,
    ),
}  # fmt: skip


class Coiffure:
    """A character's hair on a turned head."""

    def __init__(self, hair: Hair, skull: Skull, colour: RGB, skin: RGB) -> None:
        self.skull_skin = skin
        self.hair = hair
        self.skull = skull
        self.colour = colour
        self.dark = mix(tuned(colour, 0, 0.62), (0.12, 0.05, 0.12), 0.22)
        self.shine = mix(tuned(colour, 0.01, 1.35, 1.1), (1.0, 0.93, 0.82), 0.22)
        self.cut = CUTS.get(hair, CUTS["buzz"])
        self.bald = hair == "bald"
        self.dice = random.Random(f"hair:{skull.m.seed}")

    # ---- the mass -------------------------------------------------------------------------

    def _edges(self, row: Row) -> tuple[float, float, float]:
        """Return y and the front and back x of a row, before the mirror."""
        y, half, front, back = row
        scale = self.skull.m.cheek / 0.405
        t = self.skull.profile * 0.96
        return y, lerp(half, front, t) * scale, lerp(-half, back, t) * scale

    def mass(self) -> skia.Path:
        """Return the silhouette of the hair, also where the face hides it."""
        rows = [self._edges(row) for row in self.cut.rows]
        wave = self.cut.wave
        right: list[Point] = []
        left: list[Point] = []
        for i, (y, front, back) in enumerate(rows):
            swing = wave * (1 if i % 2 else -1) if i > 2 else 0.0
            right.append((front + swing, y))
            left.append((back - swing, y))
            if wave and 2 < i < len(rows) - 2:
                after = rows[i + 1]
                right.append(((front + after[1]) / 2 - swing * 0.4, (y + after[0]) / 2))
                left.append(((back + after[2]) / 2 + swing * 0.4, (y + after[0]) / 2))
        return curve(mirrored([*right, *reversed(left)], self.skull.side))

    def hairline(self) -> Line:
        """Return the whole hairline from the left of the head's back to the right of it."""
        half = self.cut.line
        return [*((-a, y) for a, y in reversed(half)), *half[1:]]

    def at(self, degrees: float, y: float, radius: float = 1.05) -> Point:
        """Return a point on the hair by its angle round the head, kept on the visible side."""
        angle = math.radians(degrees) + self.skull.yaw
        angle = min(max(angle, -1.5), 1.5) - self.skull.yaw
        # The crown curves in: a point high on the head lies nearer to its axis.
        high = min(max((-0.12 - y) / 0.43, 0.0), 0.97)
        return (self.skull.x(angle, self.skull.m.cheek * radius * (1 - high**2.6) ** 0.5), y)

    # ---- drawing ---------------------------------------------------------------------------

    def draw_back(self, pen: Pen) -> None:
        """Draw what hangs behind the neck and shoulders."""
        if self.bald:
            return
        special = _BACKS.get(self.hair)
        if special:
            special(self, pen)
        if self.cut.behind or self.hair == "bob":
            # One flat tone: it is large, mostly hidden, and lies in the head's shadow.
            mass = self.mass()
            pen.outline(mass, self.colour)
            pen.fill(mass, mix(self.colour, self.dark, 0.5), 1.0, 0.35)
            pen.rim(mass, 0.02)

    def draw_front(self, pen: Pen) -> None:
        """Draw what lies over the head."""
        if self.bald:
            return
        special = _FRONTS.get(self.hair)
        if special:
            special(self, pen)
            return
        cap = self.skull.above(self.mass(), self.hairline())
        self.dress(pen, cap)
        if self.cut.sweep:
            self._sweep(pen)
        if self.cut.fringe:
            self._fringe(pen)

    def dress(self, pen: Pen, shape: skia.Path) -> None:
        """Draw a piece of hair with its strands and sheen."""
        pen.shape(shape, self.colour, split=0.66, rim=0.0)
        pen.rim(self.mass(), 0.03, shape)
        self._sheen(pen, shape)
        self._strands(pen, shape)

    def _strands(self, pen: Pen, shape: skia.Path) -> None:
        cut = self.cut
        if not cut.strands:
            return
        rows = [self._edges(row) for row in cut.rows]
        side = self.skull.side
        part = self.skull.m.parting * 0.12 * (1 - self.skull.profile)
        for i in range(cut.strands):
            share = (i + 0.5 + self.dice.uniform(-0.25, 0.25)) / cut.strands
            points = []
            for j, (y, front, back) in enumerate(rows):
                spread = min(1.0, 0.25 + j * 0.3)
                wave = cut.wave * 0.6 * (1 if j % 2 else -1)
                x = lerp(back, front, 0.5 + (share - 0.5) * spread) + wave
                points.append((side * x + part * max(0, 1 - j * 0.4), y + 0.02))
            tone = self.dark if i % 3 else self.shine
            path = common(strand(points, 0.011 + 0.006 * self.dice.random(), 0.5), shape)
            pen.canvas.drawPath(path, pen.ink.flat(tone, 0.42 if i % 3 else 0.35))

    def _sheen(self, pen: Pen, shape: skia.Path) -> None:
        """Draw the soft band of light that runs round the crown."""
        x = pen.ink.side * 0.10
        top, low = -0.375, -0.285
        band: list[Knot] = [(x - 0.30, top + 0.10)]
        teeth = 7
        for i in range(teeth + 1):
            t = i / teeth
            arch = 0.055 * math.sin(t * math.pi)
            band.append((x - 0.30 + 0.60 * t, top + 0.10 - arch * 2.0))
        for i in range(teeth, -1, -1):
            t = i / teeth
            arch = 0.055 * math.sin(t * math.pi)
            jag = 0.035 if i % 2 else 0.0
            band.append((x - 0.30 + 0.60 * t, low + 0.10 - arch * 1.6 + jag))
        pen.canvas.drawPath(common(shape, curve(band)), pen.ink.flat(self.shine, 0.38))

    def _sweep(self, pen: Pen) -> None:
        """Draw a fringe from the parting across the forehead."""
        p, drop = self.skull.m.parting, self.cut.sweep
        points: list[Knot] = [
            (*self.at(p * 30, -0.50, 0.9), 1),
            self.at(p * 12, -0.52, 1.0), self.at(-p * 30, -0.475, 1.04),
            self.at(-p * 62, -0.33, 1.1), (*self.at(-p * 82, -0.33 + drop * 1.9, 1.1), 1),
            self.at(-p * 62, -0.33 + drop * 1.0, 1.06), self.at(-p * 30, -0.36 + drop * 0.85, 1.05),
            self.at(p * 4, -0.38 + drop * 0.45, 1.05),
        ]  # fmt: skip
        shape = common(curve(points), self.mass())
        pen.shape(shape, self.colour, split=0.7, rim=0.0, line=0.016)
        for k in (0.25, 0.5, 0.75):
            path = strand(
                [
                    self.at(p * (26 - 8 * k), -0.49, 0.95),
                    self.at(-p * 20 * k, -0.47 + drop * k * 0.9, 1.05),
                    self.at(-p * 66, -0.33 + drop * (0.4 + 0.9 * k), 1.08),
                ],
                0.011,
            )
            pen.canvas.drawPath(path, pen.ink.flat(self.dark if k != 0.5 else self.shine, 0.5))

    def _fringe(self, pen: Pen) -> None:
        drop = -0.34 + self.cut.fringe
        top: list[Knot] = [self.at(a, -0.5 + abs(a) * 0.0022, 0.96) for a in (-52, -28, 0, 28, 52)]
        bottom: list[Knot] = []
        locks = 6
        for i in range(locks, -1, -1):
            a = -58 + 116 * i / locks
            x, y = self.at(a, drop + 0.05 * (abs(a) / 58) ** 2)
            bottom.append((x, y, 1))
            if i:
                bottom.append(self.at(a - 116 / locks * 0.55, drop - 0.045))
        shape = common(curve([*top, *bottom]), self.mass())
        pen.shape(shape, self.colour, split=0.72, rim=0.0, line=0.014 * (1 - self.skull.profile))
        for a in (-40, -20, 0, 20, 40):
            path = strand([self.at(a * 0.7, -0.5), self.at(a * 0.9, -0.36), self.at(a, drop)], 0.01)
            pen.canvas.drawPath(path, pen.ink.flat(self.dark, 0.45))


def _bubbles(c: Coiffure, size: float, grow: float, jitter: float) -> skia.Path:
    """Return the mass as overlapping curls."""
    rows = FULL if grow < 1.2 else SHORT
    outline: list[Point] = []
    for row in rows[:-1]:
        y, front, _back = c._edges(row)
        outline.append((front * grow, y * grow - 0.02))
    for row in reversed(rows[:-1]):
        y, _front, back = c._edges(row)
        outline.append((back * grow, y * grow - 0.02))
    outline = mirrored(outline, c.skull.side)
    path = curve(outline)
    curls = [path]
    for x, y in evenly(outline, size * 1.15):
        r = size * (1 + c.dice.uniform(-jitter, jitter))
        curls.append(oval(x * 0.975, y * 0.975, r, r))
    return joined(*curls)


def _draw_curly(c: Coiffure, pen: Pen) -> None:
    shape = c.skull.above(_bubbles(c, 0.085, 1.0, 0.25), c.hairline())
    fringe = [
        oval(*c.at(a, -0.33 + 0.02 * (abs(a) / 30) ** 2 + c.dice.uniform(-0.015, 0.02)), 0.075,
            0.07)
        for a in (-62, -42, -21, 0, 21, 42, 62)
    ]  # fmt: skip
    brow = curve(
        [
            c.at(a, y, 1.0)
            for a, y in (
                (-66, -0.30),
                (-40, -0.50),
                (0, -0.52),
                (40, -0.50),
                (66, -0.30),
                (0, -0.31),
            )
        ]
    )
    whole = joined(shape, brow, *fringe)
    pen.shape(whole, c.colour, split=0.66)
    _curls(c, pen, whole, 26, 0.05)


def _draw_afro(c: Coiffure, pen: Pen) -> None:
    shape = c.skull.above(_bubbles(c, 0.07, 1.06, 0.15), c.hairline())
    pen.outline(shape, c.colour, 0.012)
    pen.canvas.drawPath(shape, pen.ink.domed(c.colour, 0, -0.12, 0.72))
    _curls(c, pen, shape, 30, 0.035)


def _back_afro(c: Coiffure, pen: Pen) -> None:
    shape = _bubbles(c, 0.085, 1.42, 0.15)
    pen.outline(shape, c.colour)
    pen.canvas.drawPath(shape, pen.ink.domed(c.colour, 0, -0.12, 0.72))
    pen.finish(shape, c.colour, 0.03)
    _curls(c, pen, shape, 60, 0.035)


def _curls(c: Coiffure, pen: Pen, shape: skia.Path, count: int, size: float) -> None:
    area = shape.getBounds()
    pen.canvas.save()
    pen.canvas.clipPath(shape, True)
    for i in range(count):
        x = lerp(area.left(), area.right(), c.dice.random())
        y = lerp(area.top(), area.top() + area.height() * 0.9, c.dice.random())
        a, r = c.dice.uniform(0, 6.28), size * c.dice.uniform(0.7, 1.2)
        arc = [
            (x + r * math.cos(a + k), y + r * math.sin(a + k)) for k in (0.0, 0.9, 1.8, 2.8, 3.7)
        ]
        light = i % 3 == 0
        tone = c.shine if light else c.dark
        pen.canvas.drawPath(strand(arc, 0.011), pen.ink.flat(tone, 0.32 if light else 0.5))
    pen.canvas.restore()


def _draw_buzz(c: Coiffure, pen: Pen) -> None:
    cap = c.skull.above(c.mass(), c.hairline())
    pen.shape(cap, mix(c.colour, c.skull_skin, 0.18), split=0.66, line=0.012)
    area = cap.getBounds()
    pen.canvas.save()
    pen.canvas.clipPath(cap, True)
    for _ in range(70):
        x = lerp(area.left(), area.right(), c.dice.random())
        y = lerp(area.top(), area.bottom(), c.dice.random())
        pen.canvas.drawLine(x, y, x + 0.006, y + 0.016, pen.ink.stroke(c.dark, 0.007, 0.5))
    pen.canvas.restore()


def _draw_quiff(c: Coiffure, pen: Pen) -> None:
    cap = c.skull.above(c.mass(), c.hairline())
    pen.shape(cap, mix(c.colour, c.dark, 0.3), split=0.66)
    p = c.skull.m.parting if c.skull.profile < 0.25 else -c.skull.side
    shape = curve([
        (*c.at(p * 50, -0.30), 1), c.at(p * 55, -0.46, 1.05), c.at(p * 32, -0.60, 1.0),
        c.at(-p * 8, -0.71, 1.0), c.at(-p * 38, -0.69, 1.12), (*c.at(-p * 62, -0.55, 1.2), 1),
        c.at(-p * 56, -0.42, 1.1), c.at(-p * 40, -0.33, 1.05), c.at(0, -0.30, 1.05),
        c.at(p * 28, -0.285, 1.05),
    ])  # fmt: skip
    pen.shape(shape, c.colour, split=0.66)
    for k in (0.15, 0.38, 0.62, 0.85):
        path = strand([c.at(p * (46 - 40 * k), -0.31), c.at(p * (34 - 40 * k), -0.45 - 0.1 * k),
                       c.at(-p * (16 + 26 * k), -0.56 - 0.07 * (1 - k)),
                       c.at(-p * (52 + 4 * k), -0.58 + 0.05 * k, 1.12)], 0.014)  # fmt: skip
        pen.canvas.drawPath(path, pen.ink.flat(c.shine if k == 0.38 else c.dark, 0.5))


def _draw_mohawk(c: Coiffure, pen: Pen) -> None:
    cap = c.skull.above(c.mass(), c.hairline())
    pen.shape(cap, mix(c.colour, c.skull_skin, 0.55), split=0.66, line=0.010, rim=0.0)
    s, t = c.skull.side, c.skull.profile
    points: list[Knot] = []
    spikes = 6
    for i in range(spikes + 1):
        k = i / spikes
        angle = math.radians(lerp(lerp(-60, -112, t), lerp(60, 62, t), k))
        long = 0.16 + 0.14 * math.sin(k * math.pi)
        fx = lerp(0.19, 0.44, t)
        points.append((s * math.sin(angle) * fx * 1.02, -0.16 - math.cos(angle) * 0.36))
        if i < spikes:
            mid = math.radians(lerp(lerp(-60, -112, t), lerp(60, 62, t), k + 0.5 / spikes))
            far = 1 + long
            points.append((s * math.sin(mid) * fx * far, -0.16 - math.cos(mid) * (0.36 + long), 1))
    base = [c.at(a, -0.27, 0.9) for a in (20, 0, -20)] if t < 0.35 else []
    path = curve([*points, *(base if s > 0 else reversed(base))])
    pen.shape(path, c.colour, split=0.62)
    for i in range(5):
        k = (i + 0.5) / 5
        angle = math.radians(lerp(lerp(-50, -100, t), lerp(50, 55, t), k))
        fx = lerp(0.16, 0.42, t)
        line = [(s * math.sin(angle) * fx * r, -0.16 - math.cos(angle) * 0.36 * r) for r in
                (0.98, 1.15, 1.36)]  # fmt: skip
        pen.canvas.drawPath(strand(line, 0.014), pen.ink.flat(c.shine if i % 2 else c.dark, 0.45))


def _tail(c: Coiffure, pen: Pen, points: list[Point], width: float) -> None:
    widths = [width * w for w in (0.45, 0.9, 1.0, 0.82, 0.16)][: len(points)]
    path = tube(points, widths, 0.3)
    pen.shape(path, c.colour, split=0.6)
    for k in (-0.4, 0.05, 0.45):
        line = [(x + k * w * 1.0, y) for (x, y), w in zip(points, widths, strict=True)]
        pen.canvas.drawPath(strand(line, 0.012), pen.ink.flat(c.dark if k else c.shine, 0.45))


def _back_ponytail(c: Coiffure, pen: Pen) -> None:
    s, t = c.skull.side, c.skull.profile
    x = lerp(0.24 * c.skull.m.parting * s, -0.44, min(t * 1.6, 1)) * s
    away = -s if t > 0.1 else c.skull.m.parting
    _tail(c, pen, [(x * 0.8, -0.36), (x + away * 0.16, -0.40), (x + away * 0.28, -0.08),
                   (x + away * 0.24, 0.36), (x + away * 0.14, 0.74)], 0.15)  # fmt: skip


def _back_bun(c: Coiffure, pen: Pen) -> None:
    s, t = c.skull.side, c.skull.profile
    x, y = -s * 0.36 * t, lerp(-0.60, -0.47, t)
    path = oval(x, y, 0.19, 0.17)
    pen.dome(path, c.colour)
    for k in (0.4, 0.75):
        arc = [
            (x + 0.19 * k * math.cos(a), y + 0.17 * k * math.sin(a)) for a in (3.4, 4.2, 5.0, 5.8)
        ]
        pen.canvas.drawPath(strand(arc, 0.012), pen.ink.flat(c.dark, 0.5))


def _plait(c: Coiffure, pen: Pen, x: float, y: float, lean: float, links: int) -> None:
    for i in range(links):
        r = 0.095 * (1 - 0.06 * i)
        cx, cy = x + lean * i * 0.028, y + i * 0.125
        for side in (-1, 1):
            link = curve([(cx + side * r * 0.95, cy - r * 0.55), (cx + side * r * 0.75,
                cy + r * 0.5),
                          (cx - side * r * 0.25, cy + r * 0.95), (cx - side * r * 0.2,
                          cy - r * 0.2)])  # fmt: skip
            pen.shape(link, c.colour, split=0.6, rim=0.012 if side == pen.ink.side else 0)
    end_x, end_y = x + lean * links * 0.028, y + links * 0.125
    pen.fill(oval(end_x, end_y - 0.03, 0.05, 0.035), (0.78, 0.25, 0.28))
    pen.shape(curve([(end_x - 0.04, end_y), (end_x + 0.04, end_y), (end_x + 0.05, end_y + 0.1),
                     (end_x, end_y + 0.17), (end_x - 0.05, end_y + 0.1)]), c.colour)  # fmt: skip


def _sides(c: Coiffure) -> list[tuple[float, float]]:
    """Return (x, direction) of what hangs behind each ear and is not hidden by the head."""
    found = []
    for d in (-1.0, 1.0):
        x = c.skull.x(math.radians(d * 96), c.skull.m.cheek * 1.04)
        if abs(d * 96 + math.degrees(c.skull.yaw)) < 150:
            found.append((x, d))
    return found


def _back_pigtails(c: Coiffure, pen: Pen) -> None:
    for x, d in _sides(c):
        if x * c.skull.side > 0 or c.skull.profile < 0.2:
            _pigtail(c, pen, x, d)


def _pigtail(c: Coiffure, pen: Pen, x: float, d: float) -> None:
    lean = d * (1 - 0.7 * c.skull.profile)
    _tail(c, pen, [(x, -0.16), (x + lean * 0.22, -0.20), (x + lean * 0.34, 0.08),
                   (x + lean * 0.30, 0.36), (x + lean * 0.22, 0.56)], 0.16)  # fmt: skip
    pen.dome(oval(x + lean * 0.05, -0.17, 0.055, 0.055), (0.85, 0.27, 0.33), rim=0)


def _front_pigtails(c: Coiffure, pen: Pen) -> None:
    _cap(c, pen)
    for x, d in _sides(c):
        if not (x * c.skull.side > 0 or c.skull.profile < 0.2):
            _pigtail(c, pen, x, d)


def _front_braids(c: Coiffure, pen: Pen) -> None:
    _cap(c, pen)
    middle = c.at(0, -0.54, 1.0)
    part = strand([middle, c.at(0, -0.45), c.at(0, -0.34)], 0.008)
    pen.canvas.drawPath(part, pen.ink.flat(c.dark, 0.9))
    for x, d in _sides(c):
        if not (x * c.skull.side > 0.3 and c.skull.profile > 0.35):
            _plait(c, pen, x, 0.22, d * (1 - c.skull.profile), 7)


def _cap(c: Coiffure, pen: Pen) -> None:
    c.dress(pen, c.skull.above(c.mass(), c.hairline()))
    if c.cut.fringe:
        c._fringe(pen)


_BACKS = {
    "afro": _back_afro,
    "ponytail": _back_ponytail,
    "bun": _back_bun,
    "pigtails": _back_pigtails,
}
_FRONTS = {
    "curly": _draw_curly,
    "afro": _draw_afro,
    "buzz": _draw_buzz,
    "quiff": _draw_quiff,
    "mohawk": _draw_mohawk,
    "pigtails": _front_pigtails,
    "braids": _front_braids,
}
