"""A character, ready to be drawn in any pose, light and style."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

import skia

from film.animatic.figure.beasts import BeastHead
from film.animatic.figure.bodies import BeastBody, RobotBody, SpiritBody
from film.animatic.figure.body import Body, record
from film.animatic.figure.build import Colours, Measures, colours, measure
from film.animatic.figure.cels import AREA, Cels
from film.animatic.figure.head import Head, HumanHead, UnseenHead
from film.animatic.figure.ink import Ink, Pen
from film.animatic.figure.robot import RobotHead
from film.animatic.figure.species import beast
from film.animatic.figure.spirit import SpiritHead, form
from film.animatic.figure.stance import Stance, stance
from film.animatic.light import Light
from film.animatic.pose import Pose
from film.story import Character

_STEPS = 48
"""Steps of a turn from front to profile."""
_KEPT = 256
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


def _steady(pose: Pose) -> Pose:
    """Return a pose with its turn in steps too fine to see, so that drawings can be kept."""
    turn = min(max(round(pose.turn * _STEPS) / _STEPS, -1.0), 1.0)
    return pose if turn == pose.turn else replace(pose, turn=turn)


def _settled(pose: Pose) -> Pose:
    """Return a pose with gaze and lids in fine steps."""
    gaze = (round(pose.gaze[0] * 24) / 24, round(pose.gaze[1] * 24) / 24)
    blink, speaking = round(pose.blink * 16) / 16, round(pose.speaking * 6) / 6
    return replace(pose, blink=blink, gaze=gaze, speaking=speaking)


class Figure:
    """A character as a drawing that moves.

    Figure space: feet at (0, 0), y down, the unit is the head's height; the crown is at
    y = −height. The caller sets the canvas's matrix. A figure that ``moves``, pose
    after pose, keeps its still parts as pixels: the canvas must be one of pixels. One that is
    ``headless`` has a person's proportions, and nothing above its neck.
    """

    def __init__(
        self, character: Character, style: str, *, moves: bool = False, headless: bool = False
    ) -> None:
        self.character = character
        self.style = style
        self.measures = measure(character)
        self.colours = colours(character)
        self.head, self.body = _cast(character, self.measures, self.colours)
        if headless:
            self.head = UnseenHead(character, self.measures, self.colours)
        self.height = self.measures.height
        self.width = 2 * (self.measures.shoulder + self.measures.limb * 2 + 0.12)
        self._skin = lru_cache(maxsize=32)(self.head.skin)
        self._cels = Cels() if moves else None
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
        pose = _steady(pose)
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        x, y = self.head.mouth_at(pose.turn)
        matrix = matrix.preTranslate(x, y + self._nodded(pose))
        return (
            matrix.getScaleX(), matrix.getSkewX(), matrix.getTranslateX(),
            matrix.getSkewY(), matrix.getScaleY(), matrix.getTranslateY(),
        )  # fmt: skip

    def eyes(self, pose: Pose) -> tuple[float, float]:
        """Return the point between the eyes in figure space."""
        pose = _steady(pose)
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        x, y = self.head.eyes_at(pose.turn)
        point = matrix.mapXY(x, y + self._nodded(pose))
        return (point.x(), point.y())

    def hand(self, pose: Pose) -> tuple[float, float]:
        """Return where in figure space the thing is that ``pose.grip`` carries: a palm's middle.

        Between both palms where both hands hold it.
        """
        pose = _steady(pose)
        s = stance(self.measures, pose)
        side = pose.grip.side if pose.grip else 0
        both = pose.gesture == "hold" and pose.grip is not None and pose.grip.way == "palm"
        palms = [self._palm(s, i, pose.turn) for i in ((0, 1) if both else (side,))]
        x = sum(palm[0] for palm in palms) / len(palms)
        y = sum(palm[1] for palm in palms) / len(palms)
        point = self._body_matrix(s).mapXY(x, y)
        return (point.x(), point.y())

    def _palm(self, s: Stance, i: int, turn: float) -> tuple[float, float]:
        """Return the middle of a palm in body space."""
        which, arm = 2 * i - 1.0, s.arms[i]
        _, joint, (x, y) = self.body.arm_points(arm, which, s, turn)
        angle = math.atan2(y - joint[1], x - joint[0])
        if arm.angle is not None:
            angle = arm.angle if which > 0 else math.pi - arm.angle
        reach = 0.3 * self.body.hand_size
        return x + reach * math.cos(angle), y + reach * math.sin(angle)

    def mouth_region(self, pose: Pose) -> skia.Rect:
        """Return the rectangle in figure space that ``draw_mouth`` may touch."""
        pose = _steady(pose)
        matrix = self._head_matrix(pose, stance(self.measures, pose))
        return matrix.mapRect(self._mouth_rect(pose))

    def _mouth_rect(self, pose: Pose) -> skia.Rect:
        x, y = self.head.mouth_at(pose.turn)
        y += self._nodded(pose)
        left, top, right, bottom = self.head.mouth_reach()
        return skia.Rect.MakeLTRB(x + left, y + top, x + right, y + bottom)

    def bounds(self, pose: Pose) -> skia.Rect:
        """Return a rectangle in figure space that holds all ink of a pose."""
        pose = _steady(pose)
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

    def draw(
        self,
        canvas: skia.Canvas,
        pose: Pose,
        light: Light,
        carried: Callable[[skia.Canvas], None] | None = None,
    ) -> None:
        """Draw the figure; the canvas is in figure space.

        ``carried`` draws what it has in its hands, over the body and under the fingers.
        """
        pose = _steady(pose)
        s = stance(self.measures, pose)
        turn = pose.turn
        body = self._body_matrix(s)
        far = 1 if turn >= 0 else 0
        behind = abs(turn) > 0.3 and not s.arms[far].front
        canvas.save()
        canvas.concat(self._head_matrix(pose, s))
        self._still(canvas, light, ("back", turn), lambda p: self.head.back(p, turn))
        canvas.restore()
        canvas.save()
        canvas.concat(body)
        self.body.draw_back(Pen(canvas, self._ink(light), quick=True), s, turn)
        if behind:
            self._arm(canvas, light, s, turn, far)
        canvas.restore()
        if s.seated:
            self._trunk(canvas, body, light, turn, s)
        self._legs(canvas, light, s, pose)
        if not s.seated:
            self._trunk(canvas, body, light, turn, s)
        self._head(canvas, pose, s, light)
        if carried is not None:
            carried(canvas)
        self._arms(canvas, light, s, turn, far if behind else -1)

    def draw_mouth(self, canvas: skia.Canvas, pose: Pose, light: Light) -> None:
        """Redraw the mouth and the skin round it, over a figure drawn in the same pose."""
        pose = _steady(pose)
        s = stance(self.measures, pose)
        canvas.save()
        kept = canvas.getTotalMatrix()
        canvas.concat(self._head_matrix(pose, s))
        canvas.translate(0, self._nodded(pose))
        self._clip_mouth(canvas, pose)
        canvas.setMatrix(kept)
        self._head(canvas, pose, s, light, eyes=False)
        if pose.gesture == "think":
            self._arms(canvas, light, s, pose.turn)
        canvas.restore()

    def _legs(self, canvas: skia.Canvas, light: Light, s: Stance, pose: Pose) -> None:
        """Draw the legs: recorded while the feet keep still, leaning as the hips sway."""
        turn = pose.turn
        if not self.body.legs_keep_still or pose.gesture in ("walk", "cheer"):
            self.body.draw_legs(Pen(canvas, self._ink(light), quick=True), s, turn)
            return
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(1, s.x / s.legs[0].hip[1], 0, 0, 1, 0, 0, 0, 1))
        key = ("legs", turn, s.seated)
        self._still(canvas, light, key, lambda p: self.body.draw_legs(p, s, turn))
        canvas.restore()

    def _arm(self, canvas: skia.Canvas, light: Light, s: Stance, turn: float, i: int) -> None:
        """Draw one arm: recorded where only its sway moves it, else afresh."""
        which = 2 * i - 1.0
        held, arm = replace(s, shrug=0.0, breath=0.0), replace(s.arms[i], sway=0.0)
        shoulder = self.body.arm_points(arm, which, held, turn)[0]
        canvas.save()
        canvas.translate(0, -s.shrug - 0.012 * s.breath)
        canvas.rotate(-math.degrees(s.arms[i].sway) * which, *shoulder)
        if arm.still:
            key = ("arm", i, turn, s.seated, arm)
            self._still(canvas, light, key, lambda p: self.body.draw_arm(p, arm, which, held, turn))
        else:
            pen = Pen(canvas, self._ink(light), quick=True)
            self.body.draw_arm(pen, arm, which, held, turn)
        canvas.restore()

    def _arms(
        self, canvas: skia.Canvas, light: Light, s: Stance, turn: float, drawn: int = -1
    ) -> None:
        canvas.save()
        canvas.concat(self._body_matrix(s))
        for i in (1, 0) if turn >= 0 else (0, 1):
            if i != drawn:
                self._arm(canvas, light, s, turn, i)
        canvas.restore()

    def _trunk(
        self, canvas: skia.Canvas, body: skia.Matrix, light: Light, turn: float, s: Stance
    ) -> None:
        def paint(pen: Pen) -> None:
            self.body.draw_neck(pen, turn, s.seated)
            self.body.draw_trunk(pen, turn, s.seated)

        canvas.save()
        canvas.concat(body)
        hips = self.body.torso_at(turn, s.seated).crotch
        canvas.translate(0, hips)
        canvas.scale(1 + 0.006 * s.breath, 1 + 0.005 * s.breath)
        canvas.translate(0, -hips)
        self._still(canvas, light, ("trunk", turn, s.seated), paint)
        canvas.restore()

    def _head(
        self, canvas: skia.Canvas, pose: Pose, s: Stance, light: Light, eyes: bool = True
    ) -> None:
        feeling = self.head.emotion(pose)
        turn = pose.turn
        key = (turn, pose.emotion)
        canvas.save()
        canvas.concat(self._head_matrix(pose, s))
        self._still(canvas, light, ("base", *key), lambda p: self.head.base(p, turn, feeling))
        canvas.save()
        canvas.translate(0, self._nodded(pose))
        canvas.save()
        self._clip_mouth(canvas, pose)
        self.head.draw_mouth(Pen(canvas, self._ink(light), quick=True), pose, feeling)
        canvas.restore()
        if eyes:
            look = _settled(pose)
            held = (look.blink, look.gaze, look.speaking)
            paint = partial(self.head.draw_eyes, pose=look, feeling=feeling)
            self._still(canvas, light, ("eyes", *key, *held), paint)
        self._still(canvas, light, ("nose", *key), lambda p: self.head.draw_nose(p, turn, feeling))
        canvas.restore()
        self._still(canvas, light, ("over", turn), lambda p: self.head.over(p, turn))
        canvas.restore()
        canvas.save()
        canvas.concat(self._body_matrix(s))
        neck = partial(self.body.draw_neckwear, turn=turn, seated=s.seated)
        self._still(canvas, light, ("neckwear", turn, s.seated), neck)
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
        canvas.clipPath(self._skin(pose.turn), skia.ClipOp.kIntersect, False)
        canvas.translate(0, self._nodded(pose))

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
            recorder, pen = record(self._ink(light), AREA)
            paint(pen)
            picture = self._pictures[full] = recorder.finishRecordingAsPicture()
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(full)
        if self._cels is None:
            canvas.drawPicture(picture)
        else:
            self._cels.lay(canvas, full, picture)
