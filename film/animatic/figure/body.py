"""The body: legs, shoes, trunk, arms and hands, dressed."""

import math
from dataclasses import replace
from functools import lru_cache

import skia

from film.animatic.figure import hands, tailor
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.geometry import Point, bezier, box, curve, lerp, oval, strand, tube
from film.animatic.figure.ink import RGB, Ink, Pen, mix, tuned
from film.animatic.figure.stance import Arm, Leg, Stance
from film.animatic.figure.torso import Torso
from film.animatic.figure.wardrobe import WARDROBE, Garment
from film.story import Character

SHOES: dict[str, RGB] = {
    "shoe": (0.20, 0.14, 0.12), "sneaker": (0.93, 0.92, 0.90), "boot": (0.26, 0.17, 0.12),
    "wellie": (0.16, 0.22, 0.20), "sandal": (0.48, 0.32, 0.20), "flat": (0.30, 0.16, 0.20),
    "sabaton": (0.60, 0.63, 0.68), "moonboot": (0.86, 0.87, 0.90),
}  # fmt: skip
SHIRT: RGB = (0.93, 0.90, 0.85)


class Body:
    """A dressed body. Draws in figure space; paws and tails come from the species."""

    paw = False
    legs_keep_still = True
    """Whether standing legs look the same in every frame."""

    def __init__(self, character: Character, m: Measures, colours: Colours) -> None:
        self.character = character
        self.look = character.appearance
        self.m = m
        self.colours = colours
        self.garment: Garment = WARDROBE[self.look.outfit]
        self.torso_at = lru_cache(maxsize=32)(self._torso)
        self.hand_size = 0.40 - 0.09 * m.child + 0.02 * m.masculine
        self.skin = colours.skin

    def _torso(self, turn: float, seated: bool) -> Torso:
        return Torso(self.m, self.garment, turn, seated)

    @property
    def sweep(self) -> float:
        """How far from the spine anything that hangs or trails can reach, arms aside."""
        cloak = 2.1 * self.m.shoulder + 0.15 if self.look.outfit == "cloak" else 0.0
        skirt = self.m.hip + self.garment.loose + self.garment.flare
        return max(self.m.shoulder + 2 * self.m.limb + 0.3, cloak, skirt) + 0.15

    # ---- colours of the clothes ---------------------------------------------------------

    @property
    def top(self) -> RGB:
        """The trunk's colour; dungarees show the shirt under their bib."""
        if self.look.outfit == "dungarees":
            return mix(self.colours.accent, SHIRT, 0.2)
        return self.colours.cloth

    @property
    def sleeve(self) -> RGB:
        """The sleeves' colour."""
        return self.top

    @property
    def legs(self) -> RGB:
        """The colour below the hem."""
        kind = self.garment.legs
        if kind == "bare":
            return self.skin
        if kind == "same":
            return self.colours.cloth
        if kind == "plate":
            return tuned(self.colours.cloth, 0, 0.88)
        return self.colours.under

    # ---- legs ----------------------------------------------------------------------------

    def draw_legs(self, pen: Pen, stance: Stance, turn: float) -> None:
        """Draw both legs, the far one first."""
        order = stance.legs if turn < 0 else stance.legs[::-1]
        for leg in order:
            which = -1.0 if leg is stance.legs[0] else 1.0
            self._leg(pen, leg, which, turn, stance.seated)

    def _leg(self, pen: Pen, leg: Leg, which: float, turn: float, seated: bool) -> None:
        m, g = self.m, self.garment
        thick = (0.235 + 0.25 * (m.hip - 0.45)) * (0.94 + 0.4 * (m.limb - 0.15) / 0.15)
        slim = {"bare": 0.72, "tights": 0.8, "same": 1.06}.get(g.legs, 1.0)
        thigh, shin = thick * slim, thick * slim * 0.66
        if g.shoe == "moonboot":
            thigh, shin = thick * 1.15, thick
        spine = [
            leg.hip,
            _between(leg.hip, leg.knee, 0.5),
            leg.knee,
            _between(leg.knee, leg.ankle, 0.5),
            leg.ankle,
        ]
        widths = [thigh, thigh * 0.98, thick * slim * 0.80, shin * 1.06, shin * 0.78]
        if seated:
            widths[1:3] = [thigh * 1.02, thigh * 0.95]
        self._shoe(pen, leg, which, turn, shin)
        pen.shape(tube(spine, widths, 0.12), self.legs, 0.6)
        if g.legs not in ("bare", "tights"):
            crease = strand([spine[2], _between(spine[2], spine[3], 0.6), spine[4]], 0.014)
            pen.canvas.drawPath(crease, pen.ink.flat(self.legs, 0.6, 1.1))
        if g.legs == "plate":
            pen.dome(
                oval(leg.knee[0], leg.knee[1], thick * 0.75, thick * 0.7),
                tuned(self.colours.cloth, 0, 1.1),
            )
        if g.shoe in ("boot", "wellie", "sabaton", "moonboot"):
            self._shaft(pen, leg, shin, g.shoe)

    def _shaft(self, pen: Pen, leg: Leg, shin: float, shoe: str) -> None:
        tone = self._shoe_colour(shoe)
        top = _between(leg.knee, leg.ankle, 0.42 if shoe != "moonboot" else 0.6)
        spine = [top, _between(top, leg.ankle, 0.5), leg.ankle]
        pen.shape(tube(spine, [shin * 1.18, shin * 1.08, shin * 1.02], 0.05), tone, 0.6)
        cuff = tube(
            [_between(top, leg.ankle, -0.02), _between(top, leg.ankle, 0.12)], [shin * 1.25] * 2, 0
        )
        pen.shape(cuff, tuned(tone, 0, 1.2), 0.6, 0.014, 0)

    def _shoe_colour(self, shoe: str) -> RGB:
        tone = SHOES.get(shoe, SHOES["shoe"])
        if shoe in ("boot", "shoe"):
            return mix(tone, self.colours.leather, 0.5)
        if shoe in ("flat", "moonboot"):
            return mix(tone, self.colours.accent, 0.5)
        return tone

    def _shoe(self, pen: Pen, leg: Leg, which: float, turn: float, shin: float) -> None:
        g = self.garment
        tone = self._shoe_colour(g.shoe)
        x, y = leg.ankle
        ground = y + 0.10
        ahead = turn * 0.32 + which * 0.11 * (1 - abs(turn))
        wide = shin * (1.26 if g.shoe != "moonboot" else 1.5)
        left = x - wide + min(ahead, 0) * 1.0
        right = x + wide + max(ahead, 0) * 1.0
        top = y - 0.06
        path = curve([
            (x - wide * 0.85, top), (x + wide * 0.85, top), (right * 0.97 + x * 0.03,
            ground - 0.11),
            (right + 0.01, ground - 0.03, 1), (right - 0.03, ground, 1), (left + 0.03, ground, 1),
            (left - 0.01, ground - 0.03, 1), (left * 0.97 + x * 0.03, ground - 0.11),
        ])  # fmt: skip
        if g.shoe == "sandal":
            pen.shape(path, self.skin, 0.6)
            pen.shape(
                box((left + right) / 2, ground - 0.018, right - left + 0.03, 0.04, 0.02),
                tone,
                0.6,
                0.012,
                0,
            )
            strap = curve(
                [
                    (left + 0.05, ground - 0.04),
                    (x + ahead * 0.4, ground - 0.12),
                    (right - 0.05, ground - 0.04),
                ],
                False,
            )
            pen.canvas.drawPath(strap, pen.ink.stroke(tone, 0.035))
            return
        pen.shape(path, tone, 0.6)
        if g.shoe in ("sneaker", "boot", "wellie"):
            sole = mix(tone, (1, 1, 1), 0.7) if g.shoe == "sneaker" else mix(tone, (0, 0, 0), 0.5)
            pen.fill(box((left + right) / 2, ground - 0.018, right - left, 0.038, 0.015), sole)
        if g.shoe == "sneaker":
            pen.fill(oval(x + ahead * 0.8, ground - 0.075, 0.06, 0.03), self.colours.accent)

    # ---- trunk ---------------------------------------------------------------------------

    def draw_neck(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw the neck, in the head's shadow."""
        t = self.torso_at(turn, seated)
        n = self.m.neck
        x = t.middle(0.0)
        lean = turn * 0.05
        top = t.shoulder_y - 0.24
        path = curve([
            (x + lean - n * 0.96, top), (x + lean + n * 0.96, top), (x + n, t.y(-0.06)),
            (x + n * 1.5, t.y(0.0)), (x, t.y(0.10)), (x - n * 1.5, t.y(0.0)), (x - n, t.y(-0.06)),
        ])  # fmt: skip
        pen.shape(path, self.skin, 0.58, rim=0.018)
        shadow = curve([
            (x + lean - n * 0.98, top, 1), (x + lean + n * 0.98, top, 1), (x + n,
            t.shoulder_y - 0.07),
            (x + turn * 0.05, t.shoulder_y - 0.015), (x - n, t.shoulder_y - 0.07),
        ])  # fmt: skip
        pen.fill(shadow, self.skin, 0.85, 1.15)

    def draw_back(self, pen: Pen, stance: Stance, turn: float) -> None:
        """Draw what hangs behind the body: the fall of a cloak."""
        if self.look.outfit != "cloak":
            return
        t = self.torso_at(turn, stance.seated)
        tone = mix(self.colours.accent, (0.12, 0.08, 0.1), 0.3)
        low = -0.25 if not stance.seated else t.crotch + 0.3
        s = t.side * t.profile
        w = t.m.shoulder
        path = curve([
            (-w * 0.9, t.y(0.02)), (0, t.y(-0.06)), (w * 0.9, t.y(0.02)), (w * 1.22 - 0.25 * s,
            t.y(0.5)),
            (w * 1.42 - 0.5 * s, low, 1), (w * 0.5 - 0.4 * s, low + 0.1), (-w * 0.5 - 0.4 * s,
            low + 0.1),
            (-w * 1.42 - 0.5 * s, low, 1), (-w * 1.22 - 0.25 * s, t.y(0.5)),
        ])  # fmt: skip
        pen.shape(path, tone, 0.6)

    def draw_trunk(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw the clothes on the trunk with all their details."""
        t = self.torso_at(turn, seated)
        pen.shape(t.outline, self.top, 0.62, rim=0.028)
        collar = tailor.COLLARS.get(self.garment.collar)
        before = [
            e for e in self.garment.extras if e in ("hemline", "folds", "apron", "bib", "placket")
        ]
        for name in before:
            tailor.EXTRAS[name](pen, t, self.colours)
        if collar:
            collar(pen, t, self._trim())
        closure = tailor.CLOSURES.get(self.garment.closure)
        if closure:
            closure(pen, t, self.colours)
        for name in self.garment.extras:
            if name not in before:
                tailor.EXTRAS[name](pen, t, self.colours)

    def draw_neckwear(self, pen: Pen, turn: float, seated: bool) -> None:
        """Draw scarf and necklace."""
        t = self.torso_at(turn, seated)
        if "necklace" in self.look.features:
            tailor.necklace(pen, t, self.colours.accent)
        if "scarf" in self.look.features:
            tailor.scarf(pen, t, mix(self.colours.accent, (0.75, 0.25, 0.22), 0.25))

    def _trim(self) -> Colours:
        if self.look.outfit != "dungarees":
            return self.colours
        return replace(self.colours, cloth=self.top)

    # ---- arms ----------------------------------------------------------------------------

    def arm_points(
        self, arm: Arm, which: float, stance: Stance, turn: float
    ) -> tuple[Point, Point, Point]:
        """Return shoulder, elbow and wrist in body space."""
        t = self.torso_at(turn, stance.seated)
        sx, sy = t.shoulder(which)
        sy -= stance.shrug + 0.012 * stance.breath
        reach = self.m.arm - self.hand_size * 0.35
        # Folded arms fold less far across a body that is turned, which looks narrower.
        wide = reach * (1 - 0.3 * t.profile if arm.wrist[0] < 0 else 1.0) * which
        joint = (sx + arm.elbow[0] * reach * which, sy + arm.elbow[1] * reach)
        wrist = (sx + arm.wrist[0] * wide, sy + arm.wrist[1] * reach)
        if arm.hand == "chin":
            wrist = (t.middle(0) + turn * 0.24 + which * 0.13, t.shoulder_y + 0.0)
        return (sx, sy), joint, wrist

    def draw_arm(self, pen: Pen, arm: Arm, which: float, stance: Stance, turn: float) -> None:
        """Draw one arm with its sleeve and hand."""
        shoulder, joint, wrist = self.arm_points(arm, which, stance, turn)
        m, g = self.m, self.garment
        w = m.limb
        along = math.atan2(wrist[1] - joint[1], wrist[0] - joint[0])
        angle = along
        if arm.angle is not None:
            angle = arm.angle if which > 0 else math.pi - arm.angle
        thumb = -which if math.cos(angle) * which > -0.2 else which
        if g.sleeve == "wide":
            self._hand(pen, wrist, angle, arm.hand, thumb)
            self._wide_sleeve(pen, shoulder, joint, wrist, w)
            return
        upper = bezier(shoulder, _corner(shoulder, joint, wrist), wrist, 8)
        bare = [w * k for k in (0.86, 1.0, 0.97, 0.92, 0.87, 0.85, 0.79, 0.69, 0.6)]
        if g.sleeve in ("short", "puff", "none", "rolled"):
            pen.shape(tube(upper, [v * 0.9 for v in bare], 0.3), self.skin, 0.6)
            self._hand(pen, wrist, angle, arm.hand, thumb)
            self._short_sleeve(pen, upper, w, g.sleeve)
            return
        ease = 0.014 + g.loose * 0.4
        cloth = [v * 1.02 + ease for v in bare]
        cloth[-1] = w * 0.74 + ease * 0.7
        self._hand(pen, wrist, angle, arm.hand, thumb)
        pen.shape(tube(upper, cloth, 0.0, 0.8), self.sleeve, 0.6)
        self._sleeve_details(pen, upper, cloth)

    def _wide_sleeve(self, pen: Pen, shoulder: Point, joint: Point, wrist: Point, w: float) -> None:
        spine = bezier(shoulder, _corner(shoulder, joint, wrist), wrist, 6)
        widths = [w * k for k in (0.95, 1.15, 1.3, 1.5, 1.75, 1.98, 2.1)]
        path = tube(spine, widths, 0.1, 0.8)
        pen.shape(path, self.sleeve, 0.6)
        mouth = tube([_between(spine[-2], wrist, 0.55), wrist], [w * 2.04, w * 2.1], 0.1)
        pen.shape(mouth, self.colours.accent, 0.6, 0.014, 0)
        fold = strand([spine[2], spine[4], spine[5]], 0.02)
        pen.canvas.drawPath(fold, pen.ink.flat(self.sleeve, 0.7, 1.1))

    def _short_sleeve(self, pen: Pen, spine: list[Point], w: float, kind: str) -> None:
        count = {"short": 4, "puff": 3, "none": 2, "rolled": 6}[kind]
        part = spine[:count]
        if kind == "puff":
            pen.dome(
                tube([*part, spine[count]], [w * 1.1, w * 1.75, w * 1.7, w * 1.05], 0.3),
                self.sleeve,
            )
        elif kind != "none":
            ease = 0.03 if kind == "rolled" else 0.045
            widths = [
                w * (0.9 if i == 0 else 1.05) + ease * (0.5 + i / count) for i in range(count)
            ]
            pen.shape(tube(part, widths, 0.0, 0.8), self.sleeve, 0.6)
        if kind != "none":
            cuff = tube([_between(spine[count - 2], spine[count - 1], 0.7), spine[count - 1]],
                        [w * 1.08 + 0.04] * 2, 0.15)  # fmt: skip
            tone = (
                mix(self.sleeve, (1, 1, 1), 0.15)
                if kind == "rolled"
                else tuned(self.sleeve, 0, 0.88)
            )
            pen.shape(cuff, tone, 0.6, 0.014, 0)

    def _sleeve_details(self, pen: Pen, spine: list[Point], widths: list[float]) -> None:
        g = self.garment
        outfit = self.look.outfit
        if outfit == "armour":
            pen.dome(
                tube(spine[:3], [w * 1.5 for w in widths[:3]], 0.6),
                tuned(self.colours.cloth, 0, 1.1),
            )
            pen.dome(
                oval(*spine[4], widths[4] * 1.15, widths[4] * 1.15),
                tuned(self.colours.cloth, 0, 1.05),
                0.014,
            )
        if g.sleeve == "ringed":
            for i in (3, 5):
                ring = tube(
                    [_between(spine[i], spine[i + 1], k) for k in (0.2, 0.6)],
                    [widths[i] * 1.08] * 2,
                    0,
                )
                pen.shape(ring, self.colours.accent, 0.6, 0.012, 0)
        cuff = tube([_between(spine[-2], spine[-1], 0.45), _between(spine[-2], spine[-1], 1.06)],
                    [widths[-1] * 1.08] * 2, 0.1)  # fmt: skip
        tone = {
            "suit": SHIRT, "shirt": mix(self.sleeve, (1, 1, 1), 0.16), "jumper": tuned(self.sleeve,
            0, 0.86),
            "hoodie": tuned(self.sleeve, 0, 0.86), "uniform": self.colours.accent,
            "tunic": self.colours.accent,
        }.get(outfit, tuned(self.sleeve, 0, 0.9))  # fmt: skip
        pen.shape(cuff, tone, 0.6, 0.014, 0)
        crook = spine[4]
        a, b = spine[3], spine[5]
        fold = strand([(crook[0] + (a[1] - b[1]) * 0.12, crook[1] - (a[0] - b[0]) * 0.12), crook,
                       (crook[0] - (a[1] - b[1]) * 0.1, crook[1] + (a[0] - b[0]) * 0.02)],
                       0.014)  # fmt: skip
        pen.canvas.drawPath(fold, pen.ink.flat(self.sleeve, 0.8, 1.15))

    def _hand(self, pen: Pen, wrist: Point, angle: float, shape: str, thumb: float) -> None:
        tone = self.skin
        if self.garment.glove:
            tone = (
                tuned(self.colours.cloth, 0, 0.85)
                if self.look.outfit == "armour"
                else self._shoe_colour("moonboot")
            )
        hands.draw(pen, wrist, angle, shape, thumb, self.hand_size, tone, self.paw)


def _between(a: Point, b: Point, t: float) -> Point:
    return (lerp(a[0], b[0], t), lerp(a[1], b[1], t))


def _corner(a: Point, elbow_: Point, c: Point) -> Point:
    """Return the control point that makes a curve pass through the elbow, a bit softened."""
    return (
        elbow_[0] * 1.85 - (a[0] + c[0]) * 0.425,
        elbow_[1] * 1.85 - (a[1] + c[1]) * 0.425,
    )


def record(ink: Ink, area: skia.Rect) -> tuple[skia.PictureRecorder, Pen]:
    """Return a recorder and a pen that draws into it."""
    recorder = skia.PictureRecorder()
    return recorder, Pen(recorder.beginRecording(area), ink)
