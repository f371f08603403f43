"""A robot's head: a shell, lamps for eyes and a lit panel that speaks."""

import math

import skia

from film.animatic.figure import hats, mouth, trinkets
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.expression import Expression
from film.animatic.figure.geometry import Knot, Point, box, curve, oval, strand, tube
from film.animatic.figure.head import Head
from film.animatic.figure.ink import RGB, Pen, mix, tuned
from film.animatic.figure.skull import Skull
from film.animatic.pose import Pose
from film.story import Character

GLASS: RGB = (0.07, 0.09, 0.13)
STEEL: RGB = (0.52, 0.55, 0.60)


class RobotHead(Head):
    """A machine's head; three makes, by the character."""

    def __init__(self, character: Character, m: Measures, colours: Colours) -> None:
        super().__init__(character, m, colours)
        self.make = m.seed % 3
        self.glow = mix(colours.eye, (0.45, 0.95, 1.0), 0.45)
        self.glow = tuned(self.glow, 0, 1.35, 1.5)
        self.lips = mouth.Lips(0.15, 0.0, GLASS, self.glow, 0.16)

    def _middle(self, turn: float) -> float:
        return 0.30 * math.sin(turn * 1.0)

    def back(self, pen: Pen, turn: float) -> None:
        """Robots have nothing behind."""

    def _shell(self, turn: float) -> skia.Path:
        t = abs(turn)
        s = -1.0 if turn < 0 else 1.0
        if self.make == 0:
            return box(-s * 0.03 * t, 0.0, 0.86 - 0.04 * t, 0.96, 0.20)
        if self.make == 1:
            return curve([(0, -0.52), (0.40, -0.36), (0.45, 0.05), (0.40, 0.42), (0.2, 0.49),
                (-0.2, 0.49), (-0.40, 0.42),
                          (-0.45, 0.05), (-0.40, -0.36)])  # fmt: skip
        return curve(
            [
                (-0.34, -0.44),
                (0, -0.50),
                (0.34, -0.44),
                (0.48, -0.1),
                (0.34, 0.44),
                (0, 0.5),
                (-0.34, 0.44),
                (-0.48, -0.1),
            ]
        )

    def _face(self, turn: float) -> skia.Path:
        x = self._middle(turn)
        k = 1 - 0.28 * abs(turn)
        return box(x, 0.06, 0.70 * k, 0.72, 0.16)

    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw shell, ear discs, aerial and face plate."""
        shell = self.colours.skin
        x = self._middle(turn)
        s = -1.0 if turn < 0 else 1.0
        ax = -x * 0.25
        pen.shape(tube([(ax, -0.46), (ax + 0.02, -0.70)], [0.022, 0.016], 0), STEEL, 0.6, 0.012, 0)
        pen.dome(oval(ax + 0.02, -0.74, 0.06, 0.06), self.colours.accent)
        for d in (-1.0, 1.0):
            if d * s > 0 and abs(turn) > 0.4:
                continue
            ear = d * 0.45 * (1 - 0.75 * abs(turn) * (1 if d * s < 0 else 0))
            if abs(turn) <= 0.15:
                pen.shape(box(ear, 0.03, 0.15, 0.30, 0.05), STEEL, 0.6)
        pen.shape(self._shell(turn), shell, 0.58, 0.024, 0.034)
        if abs(turn) > 0.15:
            ex = -s * 0.40 * (1 - 0.45 * abs(turn))
            pen.dome(oval(ex, 0.05, 0.05 + 0.08 * abs(turn), 0.15), STEEL)
            pen.dome(oval(ex, 0.05, 0.03 + 0.05 * abs(turn), 0.09), self.colours.accent, 0.01, 0)
        seam = curve([(-0.36, -0.335), (x * 0.6, -0.30), (0.36, -0.335)], False)
        pen.line(seam, shell, 0.012, 0.7)
        for d in (-0.25, 0.25):
            pen.fill(oval(d + x * 0.4, -0.385, 0.02, 0.02), tuned(shell, 0, 0.6))
        face = self._face(turn)
        pen.outline(face, shell, 0.03)
        area = face.getBounds()
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(0, area.top()), skia.Point(0, area.bottom())],
            [pen.ink.lit(mix(GLASS, (0.2, 0.3, 0.45), 0.5)), pen.ink.lit(GLASS)],
        )
        pen.canvas.drawPath(face, skia.Paint(AntiAlias=True, Shader=shader))
        gleam = strand(
            [(area.left() + 0.05, -0.02), (area.left() + 0.06, -0.2), (area.left() + 0.16, -0.255)],
            0.014,
        )
        pen.fill(gleam, (1, 1, 1), 0.4)
        del feeling

    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw lamps that narrow, widen and look about."""
        x = self._middle(pose.turn)
        k = 1 - 0.28 * abs(pose.turn)
        glow = pen.ink
        lid = min(max(feeling.lid + pose.blink, -0.4), 1.0)
        tall = max(0.105 * (1 - lid) * (1 - 0.4 * feeling.squint), 0.012)
        for d in (-1.0, 1.0):
            pen.canvas.save()
            pen.canvas.translate(
                x + d * 0.165 * k + pose.gaze[0] * 0.03, -0.06 + pose.gaze[1] * 0.025
            )
            pen.canvas.rotate(d * feeling.brow_inner * 260)
            halo = glow.flat(self.glow, 0.22)
            halo.setColor((halo.getColor() & 0xFFFFFF) | 0x38000000)
            pen.canvas.drawPath(oval(0, 0, 0.125 * k, tall + 0.035), halo)
            pen.canvas.drawPath(self._lamp(k, tall, feeling), self._light(1.0))
            if tall > 0.05:
                pen.canvas.drawPath(
                    oval(pose.gaze[0] * 0.02, 0, 0.042 * k * feeling.pupil, 0.05 * feeling.pupil),
                    self._ink_paint(pen),
                )
                pen.canvas.drawPath(oval(0.03, -0.045, 0.02, 0.02), self._light(1.0, (1, 1, 1)))
            pen.canvas.restore()
            brow = -0.06 - 0.15 - feeling.brow_raise * 0.8
            bx = x + d * 0.165 * k
            line = [
                (bx - d * 0.09 * k, brow - feeling.brow_inner * 0.6),
                (bx, brow - 0.004),
                (bx + d * 0.09 * k, brow + feeling.brow_inner * 0.35),
            ]
            pen.canvas.drawPath(strand(line, 0.014), self._light(0.75))
        trinkets.on_face(pen, self.look, Skull(self.m, pose.turn), self.colours)

    def _lamp(self, k: float, tall: float, feeling: Expression) -> skia.Path:
        if feeling.smile > 0.55:
            knots: list[Knot] = [
                (-0.1 * k, 0.04, 1),
                (-0.05 * k, -tall),
                (0.05 * k, -tall),
                (0.1 * k, 0.04, 1),
                (0, -tall * 0.1),
            ]
            return curve(knots)
        return oval(0, 0, 0.098 * k, tall)

    def _light(self, alpha: float, tone: RGB | None = None) -> skia.Paint:
        r, g, b = tone or self.glow
        return skia.Paint(AntiAlias=True, Color4f=skia.Color4f(r, g, b, alpha))

    def _ink_paint(self, pen: Pen) -> skia.Paint:
        return pen.ink.flat(GLASS)

    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the voice on the panel: a lit mouth with bars in it."""
        s = mouth.shape(self.lips, pose.mouth, feeling, 1 - 0.3 * abs(pose.turn))
        pen.canvas.save()
        pen.canvas.translate(*self.mouth_at(pose.turn))
        half = s.right[0]
        bend = s.left[1]
        rim = [
            s.left,
            (s.left[0] * 0.5, s.top * 1.0 + bend * 0.2),
            (0.0, s.top),
            (half * 0.5, s.top + s.right[1] * 0.2),
            s.right,
        ]
        low = [
            (half * 0.62, s.bottom * 0.9 + 0.006),
            (0.0, s.bottom + 0.008),
            (-half * 0.62, s.bottom * 0.9 + 0.006),
        ]
        shape = curve([(*rim[0], 1), *rim[1:-1], (*rim[-1], 1), *low])
        halo = pen.ink.stroke(self.glow, 0.05, 0.2)
        pen.canvas.drawPath(shape, halo)
        if s.parted > 0.02:
            pen.canvas.drawPath(shape, self._light(0.35))
            pen.canvas.save()
            pen.canvas.clipPath(shape, True)
            teeth = pose.mouth.teeth > 0.3
            for i in range(-4, 5):
                bar = box(i * 0.036, 0, 0.02, 0.4, 0.008)
                pen.canvas.drawPath(bar, self._light(0.9 if teeth or i % 2 == 0 else 0.6))
            if pose.mouth.tongue > 0.2:
                pen.canvas.drawPath(
                    oval(0, s.bottom, half * 0.6, 0.04), self._light(1.0, (1, 1, 1))
                )
            pen.canvas.restore()
        line = self._light(1.0)
        line.setStyle(skia.Paint.kStroke_Style)
        line.setStrokeWidth(0.02)
        line.setStrokeJoin(skia.Paint.kRound_Join)
        line.setStrokeCap(skia.Paint.kRound_Cap)
        pen.canvas.drawPath(shape if s.parted > 0.012 else curve(rim, False), line)
        pen.canvas.restore()

    def over(self, pen: Pen, turn: float) -> None:
        """Draw hat, glasses and what else it wears."""
        skull = Skull(self.m, turn)
        trinkets.glasses(pen, self.look, skull)
        hats.draw(pen, self.look, skull, self.colours)

    def mouth_at(self, turn: float) -> Point:
        """Return the mouth's centre."""
        return (self._middle(turn), 0.235)

    def eyes_at(self, turn: float) -> Point:
        """Return the point between the eyes."""
        return (self._middle(turn), -0.06)

    def skin(self, turn: float) -> skia.Path:
        """Return the face plate, a little inside its edge."""
        area = self._face(turn).getBounds()
        return box(area.centerX(), area.centerY(), area.width() - 0.04, area.height() - 0.04, 0.14)

    def mouth_reach(self) -> tuple[float, float, float, float]:
        """Return how far the mouth can reach round its centre."""
        return (-0.26, -0.13, 0.26, 0.19)
