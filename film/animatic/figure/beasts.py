"""Heads of animals, aliens and creatures, from what ``species`` knows about them."""

import math
from dataclasses import replace
from functools import lru_cache

import skia

from film.animatic.figure import eyes, hats, horns, marks, mouth, trinkets
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.expression import Expression
from film.animatic.figure.geometry import (
    Knot,
    Point,
    between,
    both_sides,
    curve,
    joined,
    lerp,
    mirrored,
    oval,
    strand,
    tube,
)
from film.animatic.figure.head import Head, blush
from film.animatic.figure.ink import RGB, Pen, luminance, mix
from film.animatic.figure.skull import Skull
from film.animatic.figure.species import Beast
from film.animatic.pose import Pose
from film.story import Character

NOSE: RGB = (0.13, 0.09, 0.10)
PINK: RGB = (0.88, 0.50, 0.50)
BEAK: RGB = (0.95, 0.66, 0.22)


class BeastHead(Head):
    """An animal's head, or a creature's."""

    def __init__(self, character: Character, m: Measures, colours: Colours, spec: Beast) -> None:
        scale = lerp(1.0, m.cheek / 0.405, 0.5)
        own = replace(
            m, cheek=spec.wide * scale, jaw=spec.jaw * scale, chin=spec.chin, eye=spec.eye,
            eye_angle=spec.eye_angle, eye_y=spec.eye_y,
                nose_y=spec.muzzle.y - spec.muzzle.tall * 0.6,
            mouth_y=_mouth_y(spec), brow=0.03, ear=0.1, child=0.0,
        )  # fmt: skip
        super().__init__(character, own, colours)
        self.spec = spec
        self.pale = mix(colours.skin, spec.pale, spec.pale_share)
        beak = spec.muzzle.kind in ("beak", "bill")
        around = BEAK if beak else self.pale if spec.muzzle.kind != "none" else colours.skin
        lip = mix(around, (0.30, 0.10, 0.10), 0.45)
        self.lips = mouth.Lips(spec.mouth, 0.12, around, lip, 0.15, spec.fangs)
        self.eye = eyes.EyeLook(
            spec.eye, spec.eye_tall * (0.97 + 0.1 * m.child), colours.eye, colours.skin,
            0.3 + 0.5 * m.feminine,
            m.eye_slant, spec.white, spec.slit, spec.iris,
        )  # fmt: skip
        self.skull_at = lru_cache(maxsize=16)(self._skull)
        self.muzzle_at = lru_cache(maxsize=16)(self._muzzle)

    def _skull(self, turn: float) -> Skull:
        return Skull(self.m, turn, 0.5)

    # ---- the parts -----------------------------------------------------------------------

    def muzzle_centre(self, skull: Skull) -> Point:
        """Return the middle of the muzzle."""
        mz = self.spec.muzzle
        ahead = math.sin(abs(skull.yaw))
        return (skull.side * (self.m.cheek * 0.72 + mz.long * 0.62) * ahead, mz.y)

    def _muzzle(self, turn: float) -> skia.Path:
        """Return the muzzle's outline."""
        skull = self.skull_at(turn)
        mz = self.spec.muzzle
        w, h, y = mz.wide, mz.tall, mz.y
        point = mz.kind in ("pointed", "beak")
        front = both_sides([
            (0.0, y - h * 0.95), (w * 0.62, y - h * 0.62), (w,
            y + (0.1 if not point else -0.15) * h),
            (w * (0.62 if point else 0.78), y + h * 0.72), (0.0, y + h),
        ])  # fmt: skip
        t = math.sin(abs(skull.yaw))
        back, tip = self.m.cheek * 0.30, self.m.cheek * 0.80 + mz.long
        low = 0.62 if point else 0.85
        side: list[Point] = [
            (self.m.cheek * 0.72, y - h * (1.0 if not point else 0.9)),
            (lerp(back, tip, 0.78), y - h * (0.72 if not point else 0.42)), (tip,
            y - h * (0.1 if point else 0.0)),
            (lerp(back, tip, 0.84), y + h * low), (lerp(back, tip, 0.5), y + h),
            (back, y + h * 0.85), (back - 0.03, y), (back + 0.08, y - h * 0.7),
        ]  # fmt: skip
        return curve(mirrored(between(front, side, t), skull.side))

    def mouth_point(self, skull: Skull) -> Point:
        """Return the mouth's centre."""
        mz = self.spec.muzzle
        if mz.kind == "none":
            return (self.m.cheek * 0.66 * math.sin(skull.yaw), self.m.mouth_y)
        ahead = math.sin(abs(skull.yaw))
        return (skull.side * (self.m.cheek * 0.62 + mz.long * 0.52) * ahead, self.m.mouth_y)

    def _narrow(self, skull: Skull) -> float:
        return max(math.cos(skull.yaw), 0.58)

    # ---- drawing ---------------------------------------------------------------------------

    def back(self, pen: Pen, turn: float) -> None:
        """Draw manes and what else hangs behind."""
        skull = self.skull_at(turn)
        for name in self.spec.marks:
            painter = marks.BEHIND.get(name)
            if painter:
                painter(pen, skull, self.colours, self.pale)

    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw ears, horns, head, markings and muzzle."""
        skull = self.skull_at(turn)
        coat = self.colours.skin
        horns.draw(pen, self.spec.horns, skull, self.colours)
        horns.ears(pen, self.spec, skull, self.colours, behind=True)
        head = self._head(skull)
        pen.dome(head, coat, line=0.02, rim=0.03)
        pen.canvas.save()
        pen.canvas.clipPath(head, True)
        for name in self.spec.marks:
            painter = marks.ON_SKIN.get(name)
            if painter:
                painter(pen, skull, self.colours, self.pale)
        pen.canvas.restore()
        if not {"scales", "throat"} & set(self.spec.marks):
            for side in (-1.0, 1.0):
                narrow = skull.narrow(side * 0.85)
                if narrow > 0.15:
                    tone = mix(coat, (0.95, 0.45, 0.40), 0.4)
                    blush(
                        pen,
                        tone,
                        skull.x(side * 0.8),
                        0.16,
                        0.12,
                        0.2 + 0.4 * feeling.blush,
                        narrow,
                    )
        horns.ears(pen, self.spec, skull, self.colours, behind=False)
        trinkets.on_skin(pen, self.look, skull, self.colours)
        self._draw_muzzle(pen, skull)

    def _head(self, skull: Skull) -> skia.Path:
        path = skull.bare
        tuft = self.spec.cheeks
        parts = [path]
        if "eye domes" in self.spec.marks:
            for which in (-1.0, 1.0):
                x, y, narrow = skull.eye(which)
                parts.append(
                    oval(
                        x,
                        y,
                        self.spec.eye * 1.35 * min(max(narrow, 0.6), 1.0),
                        self.spec.eye * 1.35,
                    )
                )
            path = joined(*parts)
        if not tuft:
            return path
        for side in (-1.0, 1.0):
            far = side * skull.side > 0
            k = 1 - skull.profile * (0.9 if far else 0.3)
            if k < 0.3:
                continue
            x = skull.x(side * 1.2)
            reach = side * (tuft + 0.06) * k
            knots: list[Knot] = [
                (x - side * 0.12, -0.02, 1), (x + reach * 0.62, 0.09), (x + reach, 0.20, 1),
                (x + reach * 0.45, 0.22),
                (x + reach * 0.72, 0.32, 1), (x + reach * 0.12, 0.32), (x + reach * 0.2, 0.41, 1),
                (x - side * 0.16, 0.37),
            ]  # fmt: skip
            parts.append(curve(knots))
        return joined(*parts)

    def _draw_muzzle(self, pen: Pen, skull: Skull) -> None:
        mz = self.spec.muzzle
        if mz.kind == "none":
            return
        path = self.muzzle_at(skull.turn)
        if mz.kind in ("beak", "bill"):
            pen.shape(path, BEAK, 0.6, 0.018, 0.018)
            return
        if mz.kind == "trunk":
            return
        pen.outline(path, self.pale, 0.010 + 0.010 * skull.profile)
        area = path.getBounds()
        pen.canvas.drawPath(
            path, pen.ink.domed(self.pale, area.centerX(), area.centerY(), mz.wide * 1.15)
        )
        pen.rim(path, 0.02 * skull.profile)

    def _trunk(self, pen: Pen, skull: Skull) -> None:
        """Draw an elephant's trunk to one side, so that the mouth can be seen."""
        mz = self.spec.muzzle
        ahead = math.sin(skull.yaw)
        s = skull.side if skull.profile > 0.1 else self.m.parting
        x = (self.m.cheek * 0.8) * ahead
        spine = [(x, -0.02), (x + s * 0.03, 0.14), (x + s * 0.17, 0.30), (x + s * 0.28, 0.46),
            (x + s * 0.42, 0.50),
                 (x + s * 0.50, 0.40)]  # fmt: skip
        w = mz.wide
        pen.shape(
            tube(spine, [w, w * 0.92, w * 0.78, w * 0.62, w * 0.5, w * 0.42], 0.5),
            self.colours.skin,
            0.6,
        )
        for i in range(1, 4):
            (ax, ay), (bx, by) = spine[i], spine[i + 1]
            dx, dy = (by - ay), -(bx - ax)
            k = w * (0.8 - 0.14 * i) / math.hypot(dx, dy)
            ring = [
                (ax - dx * k, ay - dy * k),
                (ax + (bx - ax) * 0.25, ay + (by - ay) * 0.25),
                (ax + dx * k, ay + dy * k),
            ]
            pen.fill(strand(ring, 0.012), self.colours.skin, 0.9, 1.2)

    def _nose(self, pen: Pen, skull: Skull) -> None:
        kind, size, mz = self.spec.nose, self.spec.nose_size, self.spec.muzzle
        ahead = math.sin(abs(skull.yaw))
        reach = (self.m.cheek * 0.80 + mz.long - size * 0.5) * ahead
        x, y = skull.side * reach, mz.y - mz.tall * (0.62 if mz.kind != "pointed" else 0.46)
        k = 1 - 0.35 * skull.profile
        if kind in ("dog", "cat"):
            tone = NOSE if kind == "dog" else mix(PINK, self.colours.skin, 0.2)
            path = curve([(x - size * k, y - size * 0.25), (x, y - size * 0.55), (x + size * k,
                y - size * 0.25),
                          (x + size * 0.55 * k, y + size * 0.42), (x, y + size * 0.68),
                          (x - size * 0.55 * k, y + size * 0.42)])  # fmt: skip
            pen.shape(path, tone, 0.66, 0.012, 0)
            gleam = oval(
                x + pen.ink.side * size * 0.28, y - size * 0.22, size * 0.26 * k, size * 0.13
            )
            pen.fill(gleam, (1, 1, 1), 0.6)
            mx, my = self.mouth_point(skull)
            pen.fill(
                strand(
                    [(x, y + size * 0.6), ((x + mx) / 2, (y + my) / 2 + 0.01), (mx, my - 0.012)],
                    0.008,
                ),
                NOSE,
                0.7,
            )
        elif kind == "pig":
            pen.dome(
                oval(x, y + 0.03, size * 1.15 * k, size * 0.85), mix(self.colours.skin, PINK, 0.45)
            )
            for d in (-1, 1):
                pen.fill(
                    oval(x + d * size * 0.42 * k, y + 0.03, size * 0.18 * k, size * 0.3),
                    mix(PINK, NOSE, 0.6),
                )
        elif kind == "bulb":
            pen.dome(
                oval(x, mz.y - 0.02, size * (1 - 0.1 * skull.profile), size * 0.88),
                mix(self.colours.skin, PINK, 0.22),
            )
        elif kind == "nostrils":
            yy = mz.y - mz.tall * 0.38
            for d in (-1, 1):
                pen.fill(
                    oval(
                        x + d * mz.wide * 0.42 * k - skull.side * 0.05 * ahead, yy, 0.026 * k, 0.034
                    ),
                    NOSE,
                    0.75,
                )
        elif kind == "dots":
            x = skull.x(0.0, self.m.cheek * 0.9)
            for d in (-1, 1):
                pen.fill(oval(x + d * 0.032 * k, 0.135, 0.012, 0.016), NOSE, 0.6)

    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the eyes and the brows."""
        skull = self.skull_at(pose.turn)
        canvas = pen.canvas
        for which in (-1.0, 1.0):
            x, y, narrow = skull.eye(which)
            if narrow < 0.16:
                continue
            canvas.save()
            canvas.translate(x, y)
            eyes.draw(pen, self.eye, feeling, pose.blink, pose.gaze, which, narrow)
            canvas.translate(0, -self.spec.eye * self.spec.eye_tall - 0.055 - 0.012 * pose.speaking)
            if self.spec.brows or abs(feeling.brow_inner) > 0.02:
                tone = mix(self.colours.skin, (0.12, 0.07, 0.09), 0.62)
                if luminance(self.colours.skin) < 0.3:
                    tone = mix(self.colours.skin, (1, 1, 1), 0.35)
                eyes.draw_brow(
                    pen, tone, feeling, (self.spec.eye * 0.85, 0.03, 0.012), which, narrow
                )
            canvas.restore()

    def draw_nose(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw trunk, nose, whiskers and what is worn on the face."""
        skull = self.skull_at(turn)
        if self.spec.muzzle.kind == "trunk":
            self._trunk(pen, skull)
        self._nose(pen, skull)
        if self.spec.whiskers:
            self._whiskers(pen, skull)
        trinkets.on_face(pen, self.look, skull, self.colours)

    def _whiskers(self, pen: Pen, skull: Skull) -> None:
        cx, cy = self.muzzle_centre(skull)
        w = self.spec.muzzle.wide
        paint = pen.ink.stroke((0.98, 0.97, 0.95), 0.008, 0.85)
        for d in (-1, 1):
            if d * skull.side > 0 and skull.profile > 0.85:
                continue
            k = 1 - 0.35 * skull.profile
            for i in (-1, 0, 1):
                line = curve([(cx + d * w * 0.62 * k, cy + 0.0 + i * 0.025),
                    (cx + d * (w + 0.16) * k, cy - 0.02 + i * 0.05),
                              (cx + d * (w + 0.34) * k, cy + i * 0.085)], False)  # fmt: skip
                pen.canvas.drawPath(line, paint)

    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the mouth on the muzzle."""
        skull = self.skull_at(pose.turn)
        pen.canvas.save()
        pen.canvas.translate(*self.mouth_point(skull))
        mouth.draw(pen, self.lips, pose.mouth, feeling, self._narrow(skull))
        if "buck" in self.spec.marks:
            s = mouth.shape(self.lips, pose.mouth, feeling, 1.0)
            for d in (-1, 1):
                tooth = curve(
                    [
                        (d * 0.003, s.top, 1),
                        (d * 0.034, s.top, 1),
                        (d * 0.032, s.top + 0.045),
                        (d * 0.006, s.top + 0.047),
                    ]
                )
                pen.outline(tooth, mouth.TEETH, 0.007)
                pen.fill(tooth, mouth.TEETH)
        pen.canvas.restore()

    def over(self, pen: Pen, turn: float) -> None:
        """Draw crests, forelocks, glasses and hat."""
        skull = self.skull_at(turn)
        for name in self.spec.marks:
            painter = marks.OVER.get(name)
            if painter:
                painter(pen, skull, self.colours, self.pale)
        trinkets.glasses(pen, self.look, skull)
        hats.draw(pen, self.look, skull, self.colours)
        trinkets.over_hair(pen, self.look, skull, self.colours)

    def mouth_at(self, turn: float) -> Point:
        """Return the mouth's centre."""
        return self.mouth_point(self.skull_at(turn))

    def eyes_at(self, turn: float) -> Point:
        """Return the point between the eyes."""
        return (self.skull_at(turn).x(0.0, self.m.cheek * 0.8), self.m.eye_y)

    def skin(self, turn: float) -> skia.Path:
        """Return head and muzzle, a little inside their edges."""
        inner = [_inset(self.skull_at(turn).bare)]
        if self.spec.muzzle.kind not in ("none", "trunk"):
            inner.append(_inset(self.muzzle_at(turn)))
        return joined(*inner)

    def mouth_reach(self) -> tuple[float, float, float, float]:
        """Return how far the mouth can reach round its centre."""
        half = max(self.spec.mouth * 1.75, 0.16)
        return (-half, self._mouth_top(), half, 0.2)


def _mouth_y(spec: Beast) -> float:
    mz = spec.muzzle
    if mz.kind == "none":
        return 0.285
    if mz.kind == "trunk":
        return 0.34
    return mz.y + mz.tall * (0.14 if mz.kind != "beak" else 0.1)


def _inset(path: skia.Path) -> skia.Path:
    area = path.getBounds()
    cx, cy = area.centerX(), area.centerY()
    kx = max(1 - 0.04 / area.width(), 0.8)
    ky = max(1 - 0.04 / area.height(), 0.8)
    inner = skia.Path(path)
    inner.transform(skia.Matrix.Translate(cx, cy).preScale(kx, ky).preTranslate(-cx, -cy))
    return inner
