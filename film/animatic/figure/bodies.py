"""Bodies that are not a person's: furred and tailed, built of metal, or made of air."""

import math

import skia

from film.animatic.figure.body import Body
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.geometry import Knot, Point, bezier, box, curve, oval, strand, tube
from film.animatic.figure.ink import RGB, Pen, mix, tuned
from film.animatic.figure.species import Beast
from film.animatic.figure.stance import Arm, Stance
from film.story import Character

_HANDED = ("monkey", "alien", "troll", "goblin")
BULB: RGB = (1.0, 0.86, 0.45)


class BeastBody(Body):
    """A dressed body with fur, paws, a tail and perhaps wings."""

    def __init__(
        self, character: Character, m: Measures, colours: Colours, name: str, spec: Beast
    ) -> None:
        super().__init__(character, m, colours)
        self.spec = spec
        self.name = name
        self.paw = name not in _HANDED
        self.pale = mix(colours.skin, spec.pale, spec.pale_share)

    def draw_back(self, pen: Pen, stance: Stance, turn: float) -> None:
        """Draw wings and tail, then the fall of a cloak."""
        t = self.torso_at(turn, stance.seated)
        if self.spec.wings and self.name == "dragon":
            self._wings(pen, t.y(0.25), stance)
        self._tail(pen, stance, turn, t.crotch)
        super().draw_back(pen, stance, turn)

    @property
    def sweep(self) -> float:
        """How far from the spine anything that hangs or trails can reach, arms aside."""
        spine, widths = _tail_shape(self.spec.tail, self.m.hip * 0.55, 0.0, 1.0, 0.12)
        tail = max(p[0] + w for p, w in zip(spine, widths, strict=True)) + 0.5
        wings = 1.7 if self.spec.wings else 0.0
        return max(super().sweep, tail, wings)

    def _wings(self, pen: Pen, y: float, stance: Stance) -> None:
        tone = mix(self.colours.accent, self.colours.skin, 0.5)
        beat = 0.06 * stance.breath
        for d in (-1, 1):
            wing = curve([
                (d * 0.2, y, 1), (d * 0.75, y - 0.75 - beat), (d * 1.25, y - 0.95 - beat, 1),
                (d * 1.42, y - 0.2),
                (d * 1.30, y + 0.35, 1), (d * 1.08, y + 0.12), (d * 0.92, y + 0.5, 1), (d * 0.7,
                y + 0.25),
                (d * 0.5, y + 0.6, 1),
            ])  # fmt: skip
            pen.shape(wing, tone, 0.6)
            for x, low in ((1.28, 0.3), (0.92, 0.45), (0.52, 0.5)):
                bone = strand(
                    [(d * 0.9, y - 0.72 - beat), (d * x, y - 0.1), (d * x, y + low)], 0.018, 0.2
                )
                pen.fill(bone, self.colours.skin, 0.9, 0.5)

    def _tail(self, pen: Pen, stance: Stance, turn: float, crotch: float) -> None:
        kind = self.spec.tail
        if kind == "none":
            return
        s = -1.0 if turn > 0.05 else 1.0 if turn < -0.05 else -self.m.parting
        wag = 0.06 * math.sin(stance.x * 260) + 0.05 * stance.breath
        y = crotch - 0.05
        x = s * self.m.hip * 0.55
        coat = self.colours.skin
        if kind in ("stub", "puff"):
            r = 0.14 if kind == "stub" else 0.2
            pen.dome(
                oval(x + s * 0.22, y, r, r),
                coat if kind == "stub" else mix(self.pale, (1, 1, 1), 0.4),
            )
            return
        spine, widths = _tail_shape(kind, x, y, s, wag)
        path = tube(spine, widths, 0.4)
        pen.shape(path, self.colours.hair if kind == "hair" else coat, 0.6)
        self._tail_tip(pen, kind, spine, widths)

    def _tail_tip(self, pen: Pen, kind: str, spine: list[Point], widths: list[float]) -> None:
        x, y = spine[-1]
        if kind == "brush":
            tip = tube(spine[-2:], [widths[-2] * 0.92, widths[-1]], 0.4)
            pen.fill(tip, mix(self.pale, (1, 1, 1), 0.4))
        elif kind in ("tuft", "dragon"):
            tone = (
                self.colours.accent
                if kind == "dragon"
                else mix(self.colours.hair, self.colours.skin, 0.2)
            )
            pen.shape(
                curve(
                    [
                        (x - 0.13, y + 0.04, 1),
                        (x, y - 0.22, 1),
                        (x + 0.13, y + 0.04, 1),
                        (x, y + 0.1),
                    ]
                ),
                tone,
                0.6,
            )
        elif kind == "ringed":
            for i in range(1, len(spine) - 1):
                a, b = spine[i], spine[i + 1]
                band = tube([a, ((a[0] * 2 + b[0]) / 3, (a[1] * 2 + b[1]) / 3)], [widths[i]] * 2, 0)
                pen.fill(band, mix(self.colours.skin, (0.1, 0.08, 0.09), 0.7))
        elif kind == "flukes":
            fluke = curve([(x, y + 0.08, 1), (x - 0.34, y - 0.1), (x - 0.42, y - 0.22, 1), (x,
                y - 0.08), (x + 0.42, y - 0.22, 1),
                           (x + 0.34, y - 0.1)])  # fmt: skip
            pen.shape(fluke, self.colours.skin, 0.6)


def _tail_shape(
    kind: str, x: float, y: float, s: float, wag: float
) -> tuple[list[Point], list[float]]:
    """Return a tail's spine and half-widths."""
    shapes: dict[str, tuple[list[Point], list[float]]] = {
        "brush": ([(0, 0), (0.45, 0.18), (0.85, -0.12), (0.95, -0.58), (0.86, -0.92)], [0.09, 0.2,
        0.27, 0.22, 0.03]),
        "wag": ([(0, 0), (0.35, -0.02), (0.55, -0.35), (0.56, -0.62)], [0.10, 0.1, 0.085, 0.03]),
        "long": ([(0, 0), (0.42, 0.22), (0.8, 0.0), (0.82, -0.45), (0.98, -0.75)], [0.08, 0.08,
        0.075, 0.07, 0.05]),
        "thin": ([(0, 0), (0.4, 0.35), (0.85, 0.25), (0.95, -0.15), (1.15, -0.32)], [0.05, 0.042,
        0.034, 0.026, 0.01]),
        "tuft": ([(0, 0), (0.38, 0.25), (0.75, 0.15), (0.88, -0.25)], [0.055, 0.05, 0.045, 0.035]),
        "curl": ([(0, 0), (0.45, 0.1), (0.72, -0.4), (0.62, -1.0), (0.95, -1.25), (1.1, -0.98)],
        [0.1, 0.22, 0.3, 0.3, 0.22, 0.06]),
        "ringed": ([(0, 0), (0.4, 0.2), (0.75, 0.02), (0.95, -0.35), (0.95, -0.7)], [0.1, 0.15,
        0.17, 0.15, 0.05]),
        "hair": ([(0, -0.05), (0.34, 0.0), (0.46, 0.5), (0.42, 1.0), (0.5, 1.3)], [0.08, 0.15, 0.2,
        0.17, 0.02]),
        "corkscrew": ([(0, 0), (0.2, -0.1), (0.28, 0.05), (0.2, 0.12), (0.2, -0.02), (0.36,
        -0.12)], [0.05, 0.045, 0.04, 0.036, 0.03, 0.012]),
        "lizard": ([(0, 0), (0.4, 0.5), (0.95, 0.85), (1.5, 0.75)], [0.22, 0.2, 0.12, 0.01]),
        "dragon": ([(0, 0), (0.4, 0.6), (0.95, 0.9), (1.4, 0.55), (1.42, 0.2)], [0.24, 0.22, 0.14,
        0.08, 0.03]),
        "feathers": ([(0, 0.1), (0.3, 0.3), (0.52, 0.55)], [0.16, 0.2, 0.1]),
        "shell": ([(-0.2, -0.9), (0.3, -0.6), (0.3, -0.2), (-0.2, 0.1)], [0.2, 0.35, 0.35, 0.1]),
        "flukes": ([(0, 0), (0.4, 0.45), (0.8, 0.4), (0.98, 0.05)], [0.25, 0.2, 0.12, 0.07]),
    }  # fmt: skip
    spine, widths = shapes.get(kind, shapes["long"])
    last = len(spine) - 1
    placed = [(x + s * p[0] + wag * i / last, y + p[1]) for i, p in enumerate(spine)]
    return placed, widths


class RobotBody(Body):
    """A machine: a panelled trunk, jointed limbs and grippers."""

    def draw_neck(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw the neck's rings."""
        t = self.torso_at(turn, seated)
        for i in range(4):
            pen.shape(
                box(t.middle(0), t.shoulder_y - 0.17 + i * 0.065, 0.30, 0.075, 0.035),
                (0.42, 0.45, 0.5),
                0.6,
                0.014,
                0.01,
            )

    def draw_trunk(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw the panelled trunk."""
        t = self.torso_at(turn, seated)
        shell, trim = self.colours.cloth, self.colours.accent
        w = self.m.shoulder * (0.94 - 0.1 * t.profile)
        x = t.middle(0.3)
        body = curve([(x - w, t.y(0.02)), (x, t.y(-0.05)), (x + w, t.y(0.02)), (x + w * 1.02,
            t.y(0.5)), (x + w * 0.72, t.y(0.84)),
                      (x, t.y(0.88)), (x - w * 0.72, t.y(0.84)), (x - w * 1.02,
                      t.y(0.5))])  # fmt: skip
        pen.shape(box(x, t.y(0.93), self.m.hip * 1.35, 0.34, 0.12), tuned(shell, 0, 0.7), 0.6)
        pen.shape(body, shell, 0.58, 0.024, 0.034)
        px = x + math.sin(turn * 0.85) * w * 0.7
        k = 1 - 0.4 * t.profile
        pen.shape(
            box(px, t.y(0.36), w * 1.05 * k, t.m.torso * 0.36, 0.07),
            mix(shell, (1, 1, 1), 0.22),
            0.6,
            0.016,
            0,
        )
        pen.dome(oval(px - w * 0.2 * k, t.y(0.32), 0.115 * k, 0.115), trim, 0.014, 0)
        pen.fill(oval(px - w * 0.2 * k, t.y(0.32), 0.06 * k, 0.06), BULB)
        for i in range(3):
            pen.fill(
                box(px + w * 0.24 * k, t.y(0.26 + 0.07 * i), w * 0.3 * k, 0.04, 0.02),
                (0.20, 0.22, 0.28),
            )
        for d in (-1, 1):
            for v in (0.12, 0.68):
                rivet = oval(px + d * w * 0.62 * k, t.y(v), 0.022, 0.022)
                pen.fill(rivet, tuned(shell, 0, 0.6))
        pen.fill(box(px, t.y(0.64), w * 0.7 * k, 0.05, 0.02), trim)

    def draw_legs(self, pen: Pen, stance: Stance, turn: float) -> None:
        """Draw pistons, knees and big feet."""
        shell, steel = self.colours.cloth, (0.45, 0.48, 0.53)
        for leg in stance.legs if turn < 0 else stance.legs[::-1]:
            pen.shape(tube([leg.hip, leg.knee], [0.12, 0.10], 0.2), steel, 0.6)
            pen.shape(tube([leg.knee, leg.ankle], [0.17, 0.2], 0.25), shell, 0.6)
            pen.dome(oval(*leg.knee, 0.14, 0.14), self.colours.accent)
            x, y = leg.ankle[0] + turn * 0.14, leg.ankle[1]
            foot = curve([(x - 0.22, y + 0.02), (x - 0.12, y - 0.1), (x + 0.12, y - 0.1),
                (x + 0.22, y + 0.02),
                          (x + 0.28, y + 0.1, 1), (x - 0.28, y + 0.1, 1)])  # fmt: skip
            pen.shape(foot, tuned(shell, 0, 0.8), 0.6)

    def draw_arm(self, pen: Pen, arm: Arm, which: float, stance: Stance, turn: float) -> None:
        """Draw a jointed arm with a gripper."""
        shoulder, joint, wrist = self.arm_points(arm, which, stance, turn)
        shell, steel = self.colours.cloth, (0.45, 0.48, 0.53)
        pen.shape(tube([shoulder, joint], [0.085, 0.085], 0.2), steel, 0.6)
        pen.shape(tube([joint, wrist], [0.11, 0.145], 0.3), shell, 0.6)
        pen.dome(oval(*shoulder, 0.17, 0.17), tuned(shell, 0, 0.92))
        pen.dome(oval(*joint, 0.105, 0.105), self.colours.accent, 0.016, 0.01)
        angle = math.atan2(wrist[1] - joint[1], wrist[0] - joint[0])
        if arm.angle is not None:
            angle = arm.angle if which > 0 else math.pi - arm.angle
        spread = 0.16 if arm.hand == "open" else 0.05
        canvas = pen.canvas
        canvas.save()
        canvas.translate(*wrist)
        canvas.rotate(math.degrees(angle))
        for d in (-1, 0, 1):
            if arm.hand == "point" and d:
                finger = [(0.05, d * 0.08), (0.13, d * 0.1), (0.10, d * 0.02)]
            else:
                finger = [
                    (0.03, d * 0.07),
                    (0.16, d * (0.10 + spread * 0.6)),
                    (0.30, d * (0.05 + spread)),
                ]
            pen.shape(tube(finger, [0.045, 0.045, 0.03], 0.5), steel, 0.6, 0.014, 0)
        canvas.restore()


class SpiritBody(Body):
    """Something of air, water, fire or light: it floats, and trails away below."""

    legs_keep_still = False

    def __init__(self, character: Character, m: Measures, colours: Colours, name: str) -> None:
        super().__init__(character, m, colours)
        self.name = name
        self.tone = colours.skin
        self.paw = True

    def draw_neck(self, pen: Pen, turn: float, seated: bool) -> None:
        """Spirits have no neck."""

    def draw_legs(self, pen: Pen, stance: Stance, turn: float) -> None:
        """Spirits have no legs: rain, sparks or mist fall instead."""
        painter = {"cloud": self._rain, "flame": self._sparks}.get(self.name, self._mist)
        painter(pen, stance)

    def _rain(self, pen: Pen, stance: Stance) -> None:
        t = self.torso_at(0.0, stance.seated)
        phase = stance.breath * 0.5 + stance.x * 40
        tone = mix(self.tone, (0.65, 0.85, 1.0), 0.7)
        top = t.y(0.95)
        for i in range(11):
            x = -0.72 + i * 0.145
            drop = (i * 0.37 + phase) % 1.0
            y = top + 0.15 + drop * (-top - 0.45)
            pen.fill(tube([(x + 0.03, y), (x, y + 0.13)], [0.008, 0.02], 0.8), tone, 0.85)
        flash = max(math.sin(stance.x * 190 + 1.0), 0.0)
        bolt: list[Knot] = [
            (0.12, 0, 1),
            (-0.14, 0.42, 1),
            (0.02, 0.40, 1),
            (-0.16, 0.92, 1),
            (0.24, 0.28, 1),
            (0.08, 0.30, 1),
            (0.26, 0, 1),
        ]
        shape = curve([(x - 0.05, top - 0.05 + y, 1) for x, y, *_ in bolt])
        pen.outline(shape, (0.85, 0.55, 0.1), 0.02)
        glow = mix(BULB, (1, 1, 1), 0.4 + 0.5 * flash)
        paint = skia.Paint(AntiAlias=True, Color4f=skia.Color4f(*glow, 1.0))  # lights itself
        pen.canvas.drawPath(shape, paint)

    def _sparks(self, pen: Pen, stance: Stance) -> None:
        t = self.torso_at(0.0, stance.seated)
        for i in range(9):
            rise = (i * 0.31 + stance.x * 30 + stance.breath * 0.3) % 1.0
            x = 0.5 * math.sin(i * 2.4)
            r = 0.035 * (1 - rise) + 0.01
            pen.fill(oval(x, t.y(1.2) - rise * 1.2 + 0.7, r, r * 1.3), BULB, 0.9)

    def _mist(self, pen: Pen, stance: Stance) -> None:
        for i, (w, a) in enumerate(((0.62, 0.16), (0.42, 0.2))):
            pen.fill(oval(stance.x * (3 + i), -0.06, w, 0.07), self.tone, a)

    def draw_trunk(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw the body: billows, a sheet, a flame or a wisp."""
        if self.name == "cloud":
            self._billows(pen, turn)
        elif self.name == "ghost":
            self._sheet(pen, turn)
        else:
            self._wisp(pen, turn)

    def _billows(self, pen: Pen, turn: float) -> None:
        t = self.torso_at(turn, False)
        x = turn * 0.08
        for dx, v, r, shade in ((-0.5, 0.62, 0.42, 0.2), (0.5, 0.62, 0.42, 0.2), (0.0, 0.78, 0.46,
            0.26), (-0.42, 0.25, 0.40, 0.06),
                                (0.42, 0.25, 0.40, 0.06), (0.0, 0.42, 0.52, 0.0)):  # fmt: skip
            pen.dome(
                oval(x + dx, t.y(v), r, r * 0.86),
                mix(self.tone, (0.12, 0.13, 0.22), shade),
                0.02,
                0.025,
            )
        for dx, v in ((-0.2, 0.48), (0.25, 0.6)):
            swirl = [
                (x + dx - 0.12, t.y(v)),
                (x + dx, t.y(v) + 0.08),
                (x + dx + 0.13, t.y(v) - 0.02),
                (x + dx + 0.05, t.y(v) - 0.07),
            ]
            pen.fill(strand(swirl, 0.016), self.tone, 0.8, 1.1)

    def _sheet(self, pen: Pen, turn: float) -> None:
        t = self.torso_at(turn, False)
        w = self.m.shoulder * 0.95
        low = -0.25
        knots: list[Knot] = [
            (-0.40, t.y(-0.25)),
            (0, t.y(-0.3)),
            (0.40, t.y(-0.25)),
            (w, t.y(0.2)),
            (w * 1.05, t.y(0.9)),
            (w * 1.28, low, 1),
        ]
        waves = 5
        for i in range(waves):
            x = w * 1.28 - 2.56 * w * (i + 0.5) / waves
            knots.append((x, low - 0.24))
            knots.append((w * 1.28 - 2.56 * w * (i + 1) / waves, low + (0.1 if i % 2 else 0.0), 1))
        knots += [(-w * 1.05, t.y(0.9)), (-w, t.y(0.2))]
        pen.shape(curve(knots), self.tone, 0.6, 0.02, 0.035)
        for u in (-0.5, 0.05, 0.5):
            fold = [
                (u * w * 0.6 + turn * 0.1, t.y(0.5)),
                (u * w * 0.9, t.y(1.1)),
                (u * w * 1.1, low - 0.15),
            ]
            pen.fill(strand(fold, 0.03, 0.7), self.tone, 0.6, 1.0)

    def _wisp(self, pen: Pen, turn: float) -> None:
        t = self.torso_at(turn, False)
        w = self.m.shoulder * 0.85
        s = -self.m.parting
        robe = self.tone if self.name in ("flame", "shadow", "wind", "drop") else self.colours.cloth
        body = curve([
            (-w * 0.4, t.y(-0.12)), (0, t.y(-0.16)), (w * 0.4, t.y(-0.12)), (w, t.y(0.10)),
            (w * 0.86, t.y(0.6)), (w * 0.66, t.y(1.1)),
            (w * 0.30 + s * 0.1, t.y(1.6)), (s * 0.52, -0.14), (s * 0.80, -0.34, 1), (s * 0.42,
            -0.30), (-w * 0.22 + s * 0.05, t.y(1.5)),
            (-w * 0.62, t.y(1.05)), (-w * 0.88, t.y(0.6)), (-w, t.y(0.10)),
        ])  # fmt: skip
        pen.shape(body, robe, 0.6, 0.02, 0.035)
        for k in (-0.35, 0.1, 0.45):
            line = [(k * w, t.y(0.35)), (k * w * 0.9, t.y(0.9)), (k * w * 0.4 + s * 0.1, t.y(1.45))]
            pen.fill(
                strand(line, 0.025, 0.6),
                mix(robe, (1, 1, 1), 0.4) if k == 0.1 else robe,
                0.55,
                0.0 if k == 0.1 else 1.1,
            )
        if self.name not in ("flame", "shadow", "wind", "drop"):
            pen.dome(oval(*t.at(0, 0.1), 0.075, 0.075), self.colours.accent)

    def draw_arm(self, pen: Pen, arm: Arm, which: float, stance: Stance, turn: float) -> None:
        """Draw a soft arm that ends in a puff."""
        shoulder, joint, wrist = self.arm_points(arm, which, stance, turn)
        corner = (
            joint[0] * 1.85 - (shoulder[0] + wrist[0]) * 0.425,
            joint[1] * 1.85 - (shoulder[1] + wrist[1]) * 0.425,
        )
        spine = bezier(shoulder, corner, wrist, 6)
        tone = (
            self.tone
            if self.name in ("cloud", "ghost", "flame", "shadow", "wind", "drop")
            else self.colours.cloth
        )
        if self.name == "cloud":
            for i in (1, 3, 5):
                pen.dome(oval(*spine[i], 0.17 - 0.012 * i, 0.16 - 0.012 * i), tone, 0.018, 0.016)
            pen.dome(oval(*wrist, 0.19, 0.17), mix(tone, (1, 1, 1), 0.15), 0.018, 0.02)
            if arm.hand in ("open", "point"):
                self._hand(
                    pen,
                    wrist,
                    math.atan2(wrist[1] - joint[1], wrist[0] - joint[0]),
                    arm.hand,
                    -which,
                )
            return
        pen.shape(tube(spine, [0.11, 0.13, 0.13, 0.13, 0.13, 0.12, 0.10], 0.3, 0.9), tone, 0.6)
        angle = math.atan2(wrist[1] - joint[1], wrist[0] - joint[0])
        if arm.angle is not None:
            angle = arm.angle if which > 0 else math.pi - arm.angle
        self._hand(pen, wrist, angle, arm.hand, -which)
