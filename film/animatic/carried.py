"""Carried things: what a shot names and somebody in it can hold, drawn in that hand."""

from dataclasses import dataclass, replace
from typing import Literal

import skia

from film.animatic.figure import Figure
from film.animatic.light import Light
from film.animatic.performance import Acting
from film.animatic.pose import Grip, Pose
from film.animatic.props import draw_prop, held, prop_accent, prop_name, prop_size, prop_width
from film.animatic.staging import GROWN, Mark
from film.shots import Assignment

Way = Literal["palm", "fist", "aloft", "hung"]

_LARGER = 1.35
"""Things are a little larger in the hand than in life: they have to be read from afar."""
_SMALLEST, _LARGEST, _WIDEST = 0.3, 2.3, 1.5
"""Heads that the thing in a hand is high, and wide at most."""
_GRIPPED: dict[str, tuple[Way, float]] = {
    "torch": ("fist", 0.3), "sword": ("fist", 0.12), "wand": ("fist", 0.2),
    "umbrella": ("fist", 0.2), "flower": ("fist", 0.3), "bouquet": ("fist", 0.25),
    "balloon": ("fist", 0.04), "mirror": ("fist", 0.16), "microphone": ("fist", 0.3),
    "candle": ("fist", 0.16), "bow": ("fist", 0.5), "brush": ("fist", 0.35),
    "pen": ("fist", 0.35), "hammer": ("fist", 0.3), "wrench": ("fist", 0.35),
    "axe": ("fist", 0.35), "shovel": ("fist", 0.55), "broom": ("fist", 0.5),
    "feather": ("fist", 0.15), "mask": ("fist", 0.1), "shield": ("fist", 0.5),
    "violin": ("hung", 0.86), "guitar": ("hung", 0.86), "lantern": ("aloft", 0.97),
    "watch": ("aloft", 0.96), "necklace": ("aloft", 0.96), "basket": ("hung", 0.93),
    "bucket": ("hung", 0.95), "suitcase": ("hung", 0.96), "backpack": ("hung", 0.96),
    "bell": ("aloft", 0.94), "rope": ("hung", 0.85),
    "spoon": ("fist", 0.3), "oar": ("fist", 0.5), "fan": ("fist", 0.1),
    "firework": ("fist", 0.15), "flashlight": ("fist", 0.3), "trophy": ("fist", 0.32),
    "medal": ("aloft", 0.95), "cage": ("aloft", 0.95), "boot": ("hung", 0.9),
    "accordion": ("hung", 0.5), "scarf": ("hung", 0.9),
    "doll": ("hung", 0.8), "bottle": ("fist", 0.72),
}  # fmt: skip
"""How things are carried that do not lie on a palm, and how far up they are grasped."""
_ON_PALM: tuple[Way, float] = ("palm", 0.08)
_READ = frozenset(("book", "open book", "letter", "map", "newspaper", "photograph", "scroll"))
"""What people hold with both hands to look at while they think."""
_SHINING = frozenset(("lantern", "torch", "candle", "lamp", "flashlight", "firework", "star"))
"""What gives light."""
_GLOW = 1.7
"""Heads that it shines about itself."""
_DIM = 0.12
"""How much darker than day it has to be for that to be seen."""
_READY = ("hold", "reach", "point", "wave", "walk")
"""Gestures of whoever has the thing, likeliest first."""


@dataclass(frozen=True)
class Carried:
    """A thing in somebody's hand."""

    name: str
    grip: Grip
    grasped: float
    """How far up it is grasped, as a share of its height."""
    tall: float
    """Its height in heads."""
    accent: str

    @property
    def reach(self) -> float:
        """How far from the hand it can extend, in heads."""
        thing = max(self.tall, self.tall * (prop_width(self.name) or 1.0)) + 0.2
        return max(thing, self.tall + _GLOW) if prop_name(self.name) in _SHINING else thing

    def posed(self, pose: Pose) -> Pose:
        """Return a pose with the hand busy; what is to be read is held in both hands."""
        reading = pose.gesture == "think" and prop_name(self.name) in _READ
        return replace(pose, grip=self.grip, gesture="hold" if reading else pose.gesture)

    def draw(self, canvas: skia.Canvas, figure: Figure, pose: Pose, light: Light) -> None:
        """Draw the thing where the figure's hand is; the canvas is in figure space."""
        x, y = figure.hand(pose)
        canvas.save()
        canvas.translate(x, y)
        if self.grip.way == "fist":
            canvas.rotate(9.0 * (2 * self.grip.side - 1))
        canvas.translate(0, self.grasped * self.tall)
        canvas.scale(self.tall, self.tall)
        draw_prop(canvas, self.name, light, self.accent)
        if prop_name(self.name) in _SHINING:
            _shine(canvas, _GLOW / self.tall, light)
        canvas.restore()


def _shine(canvas: skia.Canvas, reach: float, light: Light) -> None:
    """Spread warm light about a thing one unit high: the darker it is, the more is seen of it."""
    dim = 1.0 - min(1.0, light.tint[0])  # nights are blue: warm light is seen where red lacks
    if dim < _DIM:
        return
    colours = [
        skia.Color4f(1.0, 0.72, 0.34, share * min(1.0, 0.55 + dim)).toColor()
        for share in (0.62, 0.3, 0.1, 0.0)
    ]
    stops = [0.0, 0.25, 0.6, 1.0]
    shader = skia.GradientShader.MakeRadial(skia.Point(0, -0.5), reach, colours, stops)
    canvas.drawCircle(0, -0.5, reach, skia.Paint(Shader=shader, AntiAlias=True))


def carried_in(assignment: Assignment, marks: tuple[Mark, ...]) -> dict[int, Carried]:
    """Return what is carried, by the carrier's place in the cast: the shot's first such thing.

    Whoever holds or reaches has it, else the first of the cast; nobody, in a shot where the
    carrier cannot be seen.
    """
    names = [name for name in assignment.shot.props if held(name)]
    if not names or not marks or assignment.shot.size == "insert":
        return {}
    cast = assignment.shot.cast
    order = {gesture: rank for rank, gesture in enumerate(_READY)}
    carrier = min(range(len(cast)), key=lambda i: (order.get(cast[i].gesture, len(order)), i))
    mark = next((mark for mark in marks if mark.index == carrier), None)
    if mark is None:
        return {}
    name = names[0]
    way, grasped = _GRIPPED.get(prop_name(name) or name, _ON_PALM)
    near: Literal[0, 1] = 0 if mark.turn >= 0 else 1
    away: Literal[0, 1] = 1 if mark.turn >= 0 else 0
    side = away if mark.presence.gesture == "reach" else near
    tall = min(max(_LARGER * GROWN * (prop_size(name) or 0.1), _SMALLEST), _LARGEST)
    tall = min(tall, _WIDEST / (prop_width(name) or 1.0))
    return {carrier: Carried(name, Grip(way, side), grasped, tall, prop_accent(name))}


def busied(acting: Acting, carried: dict[int, Carried], mark: Mark) -> Acting:
    """Return a performance with the hands busy of somebody who carries something."""
    thing = carried.get(mark.index)
    if thing is None:
        return acting
    return replace(acting, poses=tuple(thing.posed(pose) for pose in acting.poses))
