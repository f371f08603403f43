"""Heads: what every kind of head can do, and the human one."""

import math
from abc import ABC, abstractmethod
from dataclasses import replace
from functools import lru_cache

import skia

from film.animatic.figure import beard, eyes, hats, mouth, trinkets
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.expression import EXPRESSIONS, Expression
from film.animatic.figure.geometry import Point, common, curve, oval, strand
from film.animatic.figure.hair import Coiffure
from film.animatic.figure.ink import RGB, Pen, luminance, mix
from film.animatic.figure.skull import Skull
from film.animatic.pose import Pose
from film.story import Character


class Head(ABC):
    """A head in head space: centre (0, 0), crown about −0.5, chin about +0.5.

    ``back``, ``base`` and ``over`` stand still for a given turn and feeling, so that the figure
    can record them; ``eyes``, ``nose`` and ``mouth`` are drawn afresh in every frame.
    """

    brow_moves = True
    reach: tuple[float, float, float, float] = (-1.05, -1.36, 1.05, 1.45)
    """Left, top, right, bottom of everything that can belong to the head."""

    def __init__(self, character: Character, m: Measures, colours: Colours) -> None:
        self.character = character
        self.look = character.appearance
        self.m = m
        self.colours = colours

    @abstractmethod
    def back(self, pen: Pen, turn: float) -> None:
        """Draw what lies behind the body: long hair, the back of a hood."""

    @abstractmethod
    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw the bare head."""

    @abstractmethod
    def over(self, pen: Pen, turn: float) -> None:
        """Draw what lies over the face: hair, hat, glasses."""

    @abstractmethod
    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw eyes and brows."""

    def draw_nose(self, pen: Pen, turn: float, feeling: Expression) -> None:  # noqa: B027
        """Draw what lies over the mouth and moves with the face: nose, whiskers, moustache."""

    @abstractmethod
    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the mouth and what moves with it."""

    @abstractmethod
    def mouth_at(self, turn: float) -> Point:
        """Return the mouth's centre."""

    @abstractmethod
    def eyes_at(self, turn: float) -> Point:
        """Return the point between the eyes."""

    @abstractmethod
    def skin(self, turn: float) -> skia.Path:
        """Return an area round the mouth that ``base`` fills without gaps."""

    def mouth_reach(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom that the mouth can touch, its centre at (0, 0)."""
        return (-0.25, self._mouth_top(), 0.25, 0.20)

    def _mouth_top(self) -> float:
        """Return how far above the mouth's centre its surroundings reach: below the eyes."""
        m = self.m
        return -min(m.mouth_y - (m.eye_y + m.eye * 0.98 + 0.018), 0.14)

    def emotion(self, pose: Pose) -> Expression:
        """Return the expression of a pose."""
        feeling = EXPRESSIONS[pose.emotion]
        # Speech decides how far lips part: an m must close a smile that shows its teeth.
        parted = feeling.open * (1 - min(pose.speaking * 3, 1))
        return replace(feeling, open=parted) if parted != feeling.open else feeling


class HumanHead(Head):
    """A person's head, with hair, glasses, beard and hat."""

    def __init__(self, character: Character, m: Measures, colours: Colours) -> None:
        super().__init__(character, m, colours)
        self.skull_at = lru_cache(maxsize=16)(self._skull)
        # However wide it opens, the lower lip stays on the chin.
        room = 0.462 - m.mouth_y - 0.013 - 0.036 * m.lips
        self.lips = mouth.Lips(m.mouth, m.lips, colours.skin, colours.lip, room / 0.6)
        lash = eyes.lash_length(m.feminine, m.child)
        self.eye = eyes.EyeLook(
            m.eye, m.eye_tall, colours.eye, colours.skin, lash, m.eye_slant, old=m.old
        )

    def _skull(self, turn: float) -> Skull:
        return Skull(self.m, turn)

    def _coiffure(self, turn: float) -> Coiffure:
        c = self.colours
        return Coiffure(hats.hair_under(self.look), self.skull_at(turn), c.hair, c.skin)

    def back(self, pen: Pen, turn: float) -> None:
        """Draw the hair that hangs behind, and the back of a hood or veil."""
        self._coiffure(turn).draw_back(pen)
        hats.draw_back(pen, self.look, self.skull_at(turn), self.colours)

    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw ears, face and everything on the skin that keeps still."""
        skull = self.skull_at(turn)
        for side in (-1.0, 1.0):
            if side * skull.side > 0 and skull.profile <= 0.45:
                self._ear(pen, skull, side)
        pen.dome(skull.outline, self.colours.skin, line=0.02, rim=0.03)
        for side in (-1.0, 1.0):
            if side * skull.side < 0 or skull.profile < 0.02:
                self._ear(pen, skull, side)
        self._cheeks(pen, skull, feeling)
        trinkets.on_skin(pen, self.look, skull, self.colours)
        self._age(pen, skull)
        beard.draw(pen, self.look.facial_hair, skull, self.colours)

    def _ear(self, pen: Pen, skull: Skull, side: float) -> None:
        m = self.m
        near = side * skull.side < 0
        angle = side * math.pi / 2
        x = skull.x(angle, m.cheek * 0.99)
        wide = m.ear * (0.42 + (0.42 * skull.profile if near else -0.1))
        y, tall = 0.075, m.ear
        x += side * wide * 0.45 * (1 - skull.profile)
        path = curve([
            (x - side * wide * 0.6, y - tall * 0.7), (x + side * wide * 0.45, y - tall * 1.0),
            (x + side * wide * 0.95, y - tall * 0.4), (x + side * wide * 0.62, y + tall * 0.35),
            (x + side * wide * 0.1, y + tall * 0.98), (x - side * wide * 0.6, y + tall * 0.6),
        ])  # fmt: skip
        tone = mix(self.colours.skin, self.colours.blush, 0.28)
        pen.shape(path, tone, rim=0.014, line=0.016)
        inner = strand([(x + side * wide * 0.35, y - tall * 0.62), (x + side * wide * 0.5,
            y - tall * 0.1),
                        (x + side * wide * 0.1, y + tall * 0.35)], 0.016)  # fmt: skip
        pen.canvas.drawPath(inner, pen.ink.flat(self.colours.blush, 0.8, 0.8))

    def _cheeks(self, pen: Pen, skull: Skull, feeling: Expression) -> None:
        strength = 0.22 + 0.16 * self.m.child + 0.30 * feeling.blush
        strength += 0.35 * ("rosy cheeks" in self.look.features)
        strength *= 1 - 0.4 * self.m.masculine * (1 - feeling.blush)
        pen.canvas.save()
        if skull.profile > 0.3:
            pen.canvas.clipPath(skull.bare, True)
        for side in (-1.0, 1.0):
            narrow = skull.narrow(side * 0.62)
            if narrow < 0.12:
                continue
            x = skull.x(side * 0.62)
            blush(pen, self.colours.blush, x, self.m.nose_y + 0.03, 0.135, strength, narrow)
        pen.canvas.restore()

    def _age(self, pen: Pen, skull: Skull) -> None:
        old = max(self.m.old, 0.55 if "wrinkles" in self.look.features else 0.0)
        if old < 0.08:
            return
        paint = pen.ink.flat(self.colours.skin, 0.35 + 0.55 * old, 1.15)
        m = self.m
        for side in (-1.0, 1.0):
            if skull.narrow(side * 0.5) < 0.2:
                continue
            fold = [
                (skull.x(side * 0.26), m.nose_y + 0.0), (skull.x(side * 0.42), m.nose_y + 0.06),
                (skull.x(side * 0.46), m.mouth_y - 0.01),
            ]  # fmt: skip
            pen.canvas.drawPath(strand(fold, 0.009 + 0.003 * old), paint)
            if old > 0.5:
                hollow = [(skull.x(side * 0.82), 0.2), (skull.x(side * 0.72), 0.28),
                          (skull.x(side * 0.66), 0.36)]  # fmt: skip
                pen.canvas.drawPath(strand(hollow, 0.007), paint)
        for i, y in enumerate((-0.175, -0.225, -0.27)[: 1 + round(old * 2)]):
            half = 0.36 - 0.07 * i
            line = [
                (skull.x(a), y + 0.012 * math.cos(a * 5))
                for a in (-half, -half / 2, 0, half / 2, half)
            ]
            pen.canvas.drawPath(strand(line, 0.007), paint)

    def nose(self, pen: Pen, turn: float) -> None:
        """Draw the nose: its shadow, its underside, its light."""
        skull = self.skull_at(turn)
        m, c = self.m, self.colours
        points = skull.nose
        ball = curve(points)
        pen.canvas.drawPath(
            common(ball, skull.outline) if skull.profile > 0.25 else ball,
            pen.ink.flat(mix(c.skin, c.blush, 0.5), 0.30),
        )
        size = m.nose_size
        tip = points[3]
        wing = points[6]
        shade = curve([
            points[2][:2], (tip[0] - pen.ink.side * 0.01, tip[1] - 0.03),
            (tip[0] - pen.ink.side * 0.035 * size, tip[1] + 0.012),
            (tip[0] - pen.ink.side * 0.05 * size, tip[1] + 0.02),
        ])  # fmt: skip
        pen.canvas.drawPath(shade, pen.ink.flat(c.skin, 0.5, 1.0))
        wide = {"broad": 1.3, "pointed": 0.8, "button": 0.8}.get(m.nose, 1.0) * size
        far = 0.052 * wide * (1 - 0.35 * skull.profile)
        under = [
            (tip[0] - skull.side * (0.01 + 0.085 * skull.profile) - far * (1 - skull.profile),
            tip[1] + 0.006),
            (tip[0] - far * 0.7 - skull.side * 0.03 * skull.profile, tip[1] + 0.030 * size),
            (tip[0] - skull.side * 0.012 * skull.profile, tip[1] + 0.036 * size),
            (tip[0] + far * 0.7 * (1 - skull.profile), tip[1] + 0.030 * size),
            (tip[0] + far * (1 - skull.profile) + skull.side * 0.004, tip[1] + 0.006),
        ]  # fmt: skip
        pen.canvas.drawPath(
            strand(under, 0.0115), pen.ink.flat(mix(c.skin, c.lip, 0.35), 0.95, 1.3)
        )
        if skull.profile > 0.12:
            s = skull.side
            ridge = [(p[0] - s * 0.004, p[1]) for p in points[0:4]]
            pen.canvas.drawPath(strand(ridge, 0.010, 0.8), pen.ink.flat(c.skin, 0.75, 1.25))
            nostril = oval(wing[0] + s * 0.035, tip[1] + 0.022, 0.016, 0.009)
            pen.canvas.drawPath(nostril, pen.ink.flat(mix(c.skin, (0.2, 0.05, 0.05), 0.6), 0.75))
        gleam = oval(tip[0] + pen.ink.side * 0.014, tip[1] - 0.012, 0.016 * size, 0.012 * size)
        pen.canvas.drawPath(gleam, pen.ink.flat(mix(c.skin, (1, 1, 1), 0.6), 0.75))

    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the eyes and the brows."""
        skull = self.skull_at(pose.turn)
        canvas, m = pen.canvas, self.m
        for which in (-1.0, 1.0):
            x, y, narrow = skull.eye(which)
            if narrow < 0.22:
                continue
            canvas.save()
            canvas.translate(x, y)
            if which * skull.side > 0 and skull.profile > 0.1:
                canvas.save()
                canvas.translate(-x, -y)
                canvas.clipPath(skull.outline, True)
                canvas.translate(x, y)
            patched = which < 0 and "eyepatch" in self.look.features
            if not patched:
                eyes.draw(pen, self.eye, feeling, pose.blink, pose.gaze, which, narrow)
            canvas.translate(0, -m.eye * m.eye_tall - 0.062 - 0.01 * pose.speaking)
            size = (m.eye * 1.12, m.brow, m.brow_arch)
            eyes.draw_brow(pen, self.colours.brow, feeling, size, which, narrow)
            if which * skull.side > 0 and skull.profile > 0.1:
                canvas.restore()
            canvas.restore()

    def draw_nose(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw nose, moustache, frown and what is worn on the face."""
        skull, canvas = self.skull_at(turn), pen.canvas
        self.nose(pen, turn)
        canvas.save()
        canvas.translate(*skull.mouth)
        beard.draw_moustache(pen, self.look.facial_hair, skull, self.colours)
        canvas.restore()
        if feeling.brow_inner < -0.03:
            self._frown(pen, skull)
        if feeling.sneer:
            self._sneer(pen, skull, feeling)
        trinkets.on_face(pen, self.look, skull, self.colours)

    def _frown(self, pen: Pen, skull: Skull) -> None:
        y = self.m.eye_y - 0.06
        for side in (-1.0, 1.0):
            x = skull.x(side * 0.085)
            line = [(x, y - 0.045), (x - side * 0.004, y), (x + side * 0.006, y + 0.03)]
            pen.canvas.drawPath(strand(line, 0.008), pen.ink.flat(self.colours.skin, 0.9, 1.3))

    def _sneer(self, pen: Pen, skull: Skull, feeling: Expression) -> None:
        y = self.m.nose_y
        paint = pen.ink.flat(self.colours.skin, 0.8 * feeling.sneer, 1.2)
        for side in (-1.0, 1.0):
            line = [(skull.x(side * 0.15), y - 0.05), (skull.x(side * 0.30), y - 0.02),
                    (skull.x(side * 0.42), y + 0.06)]  # fmt: skip
            pen.canvas.drawPath(strand(line, 0.009), paint)

    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the mouth."""
        skull = self.skull_at(pose.turn)
        x, y = skull.mouth
        pen.canvas.save()
        pen.canvas.translate(x, y)
        mouth.draw(pen, self.lips, pose.mouth, feeling, skull.mouth_narrow)
        pen.canvas.restore()

    def over(self, pen: Pen, turn: float) -> None:
        """Draw hair, glasses and hat."""
        skull = self.skull_at(turn)
        self._coiffure(turn).draw_front(pen)
        trinkets.glasses(pen, self.look, skull)
        hats.draw(pen, self.look, skull, self.colours)
        trinkets.over_hair(pen, self.look, skull, self.colours)

    def mouth_at(self, turn: float) -> Point:
        """Return the mouth's centre."""
        return self.skull_at(turn).mouth

    def eyes_at(self, turn: float) -> Point:
        """Return the point between the eyes."""
        return (self.skull_at(turn).x(0.0, self.m.cheek * 0.8), self.m.eye_y)

    def skin(self, turn: float) -> skia.Path:
        """Return the face, a little inside its edge."""
        path = skia.Path(self.skull_at(turn).bare)
        path.transform(skia.Matrix().setScale(0.955, 0.965))
        return path


def blush(
    pen: Pen, colour: RGB, x: float, y: float, r: float, strength: float, narrow: float = 1.0
) -> None:
    """Draw a soft glow of colour on a cheek."""
    if strength < 0.02:
        return
    solid = pen.ink.lit(colour, 0, min(strength * (1.1 - 0.4 * luminance(colour)), 0.85))
    shader = skia.GradientShader.MakeRadial(
        skia.Point(0, 0), r, [solid, solid, solid & 0xFFFFFF], [0.0, 0.3, 1.0]
    )
    pen.canvas.save()
    pen.canvas.translate(x, y)
    pen.canvas.scale(max(narrow, 0.2), 0.8)
    pen.canvas.drawCircle(0, 0, r, skia.Paint(AntiAlias=True, Shader=shader))
    pen.canvas.restore()


class UnseenHead(HumanHead):
    """A person's head that is left out: somebody else's is put where it would be."""

    def back(self, pen: Pen, turn: float) -> None:
        """Draw nothing."""

    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw nothing."""

    def over(self, pen: Pen, turn: float) -> None:
        """Draw nothing."""

    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw nothing."""

    def draw_nose(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw nothing."""

    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw nothing."""
