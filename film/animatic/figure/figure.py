"""A character, ready to be drawn in any pose, light and style."""

import math
from collections import OrderedDict
from collections.abc import Callable

import skia

from film.animatic.figure.body import Body, record
from film.animatic.figure.beasts import BeastHead
from film.animatic.figure.bodies import BeastBody, RobotBody, SpiritBody
from film.animatic.figure.build import Colours, Measures, colours, measure
from film.animatic.figure.expression import Expression
from film.animatic.figure.head import Head, HumanHead
from film.animatic.figure.ink import Ink, Pen
from film.animatic.figure.robot import RobotHead
from film.animatic.figure.species import beast
from film.animatic.figure.spirit import SpiritHead, form
from film.animatic.figure.stance import Stance, stance
from film.animatic.light import Light
from film.animatic.pose import Pose
from film.story import Character

_KEPT = 96
"""Recorded pictures kept for each figure."""


def _cast(character: Character, m: Measures, palette: Colours) -> tuple[Head, Body]:
    """Return the head and body that fit a character's kind and species."""
    look = character.appearance
    if look.kind == "robot":
        return RobotHead(character, m, palette), RobotBody(character, m, palette)
    if look.kind == "spirit":
        name = form(look.species)
        return SpiritHead(character, m, palette, name), SpiritBody(character, m, palette, name)
    if look.kind in ("animal", "alien", "creature"):
        name, spec = beast(look.species, look.kind)
        head = BeastHead(character, m, palette, spec)
        return head, BeastBody(character, m, palette, name, spec)
    return HumanHead(character, m, palette), Body(character, m, palette)


class Figure:
    """A character as a drawing that moves.

    Figure space: feet at (0, 0), y down, the unit is the head's height; the crown is at
    y = −height. The caller sets the canvas's matrix.
    """

    def __init__(self, character: Character, style: str) -> None:
        self.character = character
        self.style = style
        self.measures = measure(character)
        self.colours = colours(character)
        self.head, self.body = _cast(character, self.measures, self.colours)
        self.height = self.measures.height
        self.width = 2 * (self.measures.shoulder + self.measures.limb * 2 + 0.12)
        self._inks: OrderedDict[Light, Ink] = OrderedDict()
        self._pictures: OrderedDict[tuple[object, ...], skia.Picture] = OrderedDict()

    # ---- where things are ------------------------------------------------------------------

    def _body_matrix(self, s: Stance) -> skia.Matrix:
        """Map body space to figure space: sway, drop and lean about the hips."""
        hips = self.body.torso_at(0.0, s.seated).crotch
        matrix = skia.Matrix.Translate(s.x, s.y)
        return matrix.preRotate(math.degrees(s.lean), 0, hips)

    def _head_matrix(self, pose: Pose, s: Stance) -> skia.Matrix:
        """Map head space to figure space."""
        matrix = self._body_matrix(s)
        torso = self.body.torso_at(pose.turn, s.seated)
        neck_y = torso.shoulder_y - 0.02
        x = torso.middle(0.0) + pose.turn * (0.06 + self.measures.stoop * 0.8)
        y = -(self.height - 0.5) + 0.035 * pose.nod + 0.008 * s.breath + self.measures.stoop * 0.5
        sway = 0.014 * math.sin(pose.time * 0.83 + 0.6)
        sway += 0.02 * pose.speaking * math.sin(pose.time * 3.1)
        return matrix.preRotate(math.degrees(pose.tilt + sway), x, neck_y).preTranslate(x, y)

    def _nodded(self, pose: Pose) -> float:
        """Return how far a nod moves the features down the face."""
        return 0.028 * pose.nod * (1 - 0.7 * min(abs(pose.turn), 1))

    def mouth(self, pose: Pose) -> tuple[float, float, float, float, float, float]:
        """Return the affine map from head space at the mouth's centre to figure space."""
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        x, y = self.head.mouth_at(pose.turn)
        matrix = matrix.preTranslate(x, y + self._nodded(pose))
        return (
            matrix.getScaleX(), matrix.getSkewX(), matrix.getTranslateX(),
            matrix.getSkewY(), matrix.getScaleY(), matrix.getTranslateY(),
        )  # fmt: skip

    def eyes(self, pose: Pose) -> tuple[float, float]:
        """Return the point between the eyes in figure space."""
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        x, y = self.head.eyes_at(pose.turn)
        point = matrix.mapXY(x, y + self._nodded(pose))
        return (point.x(), point.y())

    def mouth_region(self, pose: Pose) -> skia.Rect:
        """Return the rectangle in figure space that ``draw_mouth`` may touch."""
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        return matrix.mapRect(self._mouth_rect(pose))

    def _mouth_rect(self, pose: Pose) -> skia.Rect:
        x, y = self.head.mouth_at(pose.turn)
        y += self._nodded(pose)
        left, top, right, bottom = self.head.mouth_reach()
        return skia.Rect.MakeLTRB(x + left, y + top, x + right, y + bottom)

    def bounds(self, pose: Pose) -> skia.Rect:
        """Return a rectangle in figure space that holds all ink of a pose."""
        s = stance(self.measures, pose)
        left, top, right, bottom = self.head.reach
        area = self._head_matrix(pose, s).mapRect(skia.Rect.MakeLTRB(left, top, right, bottom))
        half = self.body.sweep
        area.join(skia.Rect.MakeLTRB(-half, -self.height + 0.6, half, 0.12))
        body = self._body_matrix(s)
        for which, arm in zip((-1.0, 1.0), s.arms, strict=True):
            for x, y in self.body.arm_points(arm, which, s, pose.turn):
                point = body.mapXY(x, y)
                r = self.body.hand_size + 0.2
                area.join(
                    skia.Rect.MakeLTRB(point.x() - r, point.y() - r, point.x() + r, point.y() + r)
                )
        for leg in s.legs:
            x, y = leg.ankle
            area.join(skia.Rect.MakeLTRB(x - 0.55, y - 0.3, x + 0.55, y + 0.2))
        return area

    # ---- drawing ---------------------------------------------------------------------------

    def draw(self, canvas: skia.Canvas, pose: Pose, light: Light) -> None:
        """Draw the figure; the canvas is in figure space."""
        pen = Pen(canvas, self._ink(light))
        s = stance(self.measures, pose)
        feeling = self.head.emotion(pose)
        turn = pose.turn
        canvas.save()
        canvas.concat(self._head_matrix(pose, s))
        self._still(canvas, light, ("back", turn), lambda p: self.head.back(p, turn))
        canvas.restore()
        body = self._body_matrix(s)
        canvas.save()
        canvas.concat(body)
        self.body.draw_back(pen, s, turn)
        far = 1 if turn >= 0 else 0
        behind = abs(turn) > 0.3 and not s.arms[far].front
        if behind:
            self.body.draw_arm(pen, s.arms[far], 2 * far - 1.0, s, turn)
        canvas.restore()
        if s.seated:
            self._trunk(canvas, body, light, turn, True)
            self.body.draw_legs(pen, s, turn)
        else:
            self.body.draw_legs(pen, s, turn)
            self._trunk(canvas, body, light, turn, False, s.breath)
        self._head(canvas, pen, pose, s, feeling, light)
        self._arms(canvas, pen, body, s, turn, far if behind else -1)

    def _arms(
        self, canvas: skia.Canvas, pen: Pen, body: skia.Matrix, s: Stance, turn: float, drawn: int
    ) -> None:
        canvas.save()
        canvas.concat(body)
        order = (1, 0) if turn >= 0 else (0, 1)
        for i in order:
            if i != drawn:
                self.body.draw_arm(pen, s.arms[i], 2 * i - 1.0, s, turn)
        canvas.restore()

    def _trunk(
        self, canvas: skia.Canvas, body: skia.Matrix, light: Light, turn: float, seated: bool,
        breath: float = 0.0,
    ) -> None:  # fmt: skip
        def paint(pen: Pen) -> None:
            self.body.draw_neck(pen, turn, seated)
            self.body.draw_trunk(pen, turn, seated)

        canvas.save()
        canvas.concat(body)
        hips = self.body.torso_at(turn, seated).crotch
        canvas.translate(0, hips)
        canvas.scale(1 + 0.006 * breath, 1 + 0.005 * breath)
        canvas.translate(0, -hips)
        self._still(canvas, light, ("trunk", turn, seated), paint)
        canvas.restore()

    def _head(
        self,
        canvas: skia.Canvas,
        pen: Pen,
        pose: Pose,
        s: Stance,
        feeling: Expression,
        light: Light,
    ) -> None:
        turn = pose.turn
        canvas.save()
        canvas.concat(self._head_matrix(pose, s))
        key = (turn, pose.emotion)
        self._still(canvas, light, ("base", *key), lambda p: self.head.base(p, turn, feeling))
        canvas.save()
        canvas.translate(0, self._nodded(pose))
        self._mouth(canvas, pen, pose, feeling)
        self.head.draw_eyes(pen, pose, feeling)
        canvas.restore()
        self._still(canvas, light, ("over", turn), lambda p: self.head.over(p, turn))
        canvas.restore()
        canvas.save()
        canvas.concat(self._body_matrix(s))
        self._still(canvas, light, ("neckwear", turn, s.seated),
                    lambda p: self.body.draw_neckwear(p, turn, s.seated))  # fmt: skip
        canvas.restore()

    def _mouth(self, canvas: skia.Canvas, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the mouth within the very pixels that ``draw_mouth`` may touch."""
        canvas.save()
        self._clip_mouth(canvas, pose)
        self.head.draw_mouth(pen, pose, feeling)
        canvas.restore()

    def _clip_mouth(self, canvas: skia.Canvas, pose: Pose) -> None:
        """Clip a canvas in head space, nod included, to the skin round the mouth.

        The clip is aliased: a pixel is wholly redrawn or not touched, so nothing blends twice.
        """
        x, y = self.head.mouth_at(pose.turn)
        left, top, right, bottom = self.head.mouth_reach()
        area = skia.Rect.MakeLTRB(x + left, y + top, x + right, y + bottom)
        canvas.clipRect(area, skia.ClipOp.kIntersect, False)
        canvas.translate(0, -self._nodded(pose))
        canvas.clipPath(self.head.skin(pose.turn), skia.ClipOp.kIntersect, False)
        canvas.translate(0, self._nodded(pose))

    def draw_mouth(self, canvas: skia.Canvas, pose: Pose, light: Light) -> None:
        """Redraw the mouth and the skin round it, over a figure drawn in the same pose."""
        pen = Pen(canvas, self._ink(light))
        s = stance(self.measures, pose)
        canvas.save()
        kept = canvas.getTotalMatrix()
        canvas.concat(self._head_matrix(pose, s))
        canvas.translate(0, self._nodded(pose))
        self._clip_mouth(canvas, pose)
        canvas.setMatrix(kept)
        self._head(canvas, pen, pose, s, self.head.emotion(pose), light)
        if pose.gesture in (
            "think",
            "cheer",
            "wave",
            "talk",
            "hold",
            "arms crossed",
            "point",
            "reach",
        ):
            far = 1 if pose.turn >= 0 else 0
            behind = abs(pose.turn) > 0.3 and not s.arms[far].front
            self._arms(canvas, pen, self._body_matrix(s), s, pose.turn, far if behind else -1)
        canvas.restore()

    def _ink(self, light: Light) -> Ink:
        ink = self._inks.get(light)
        if ink is None:
            ink = self._inks[light] = Ink(light, self.style)
            if len(self._inks) > 8:
                self._inks.popitem(last=False)
        return ink

    def _still(
        self,
        canvas: skia.Canvas,
        light: Light,
        key: tuple[object, ...],
        paint: Callable[[Pen], None],
    ) -> None:
        """Draw something that depends on the key and the light alone, recorded once."""
        full = (*key, light)
        picture = self._pictures.get(full)
        if picture is None:
            recorder, pen = record(self._ink(light), skia.Rect.MakeLTRB(-4, -9, 4, 4))
            paint(pen)
            picture = self._pictures[full] = recorder.finishRecordingAsPicture()
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(full)
        canvas.drawPicture(picture)
