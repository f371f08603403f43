"""Spirits' heads: storm clouds, ghosts, moons, stars, suns, flames, winds, drops and shadows."""

import math
from dataclasses import replace
from functools import lru_cache

import skia

from film.animatic.figure import eyes, hats, mouth, trinkets
from film.animatic.figure.build import Colours, Measures
from film.animatic.figure.expression import Expression
from film.animatic.figure.geometry import Knot, Point, curve, joined, oval, strand, tube
from film.animatic.figure.head import Head, blush
from film.animatic.figure.ink import RGB, Pen, luminance, mix, tuned
from film.animatic.figure.skull import Skull
from film.animatic.pose import Pose
from film.story import Character

_WORDS = {
    "cloud": "cloud", "storm": "cloud", "thunder": "cloud", "rain": "cloud", "lightning": "cloud",
    "fog": "cloud",
    "ghost": "ghost", "phantom": "ghost", "spectre": "ghost", "spirit": "ghost", "moon": "moon",
    "star": "star",
    "comet": "star", "sun": "sun", "dawn": "sun", "wind": "wind", "breeze": "wind", "air": "wind",
    "winter": "wind",
    "fire": "flame", "flame": "flame", "ember": "flame", "candle": "flame", "water": "drop",
    "sea": "drop", "river": "drop",
    "ocean": "drop", "wave": "drop", "snow": "star", "ice": "star", "shadow": "shadow",
    "night": "shadow", "dark": "shadow",
    "darkness": "shadow", "tree": "leaf", "forest": "leaf", "leaf": "leaf", "earth": "leaf",
    "spring": "leaf",
}  # fmt: skip
"""Words of a species and the shape they are drawn as."""


def form(species: str) -> str:
    """Return the shape for a spirit's species; a ghost when it is unknown."""
    for word in species.lower().replace("-", " ").split():
        found = _WORDS.get(word) or _WORDS.get(word.removesuffix("s"))
        if found:
            return found
    return "ghost"


class SpiritHead(Head):
    """A face in a cloud, a flame, a disc of light."""

    reach = (-1.1, -1.3, 1.1, 1.2)

    def __init__(self, character: Character, m: Measures, colours: Colours, name: str) -> None:
        own = replace(
            m, cheek=0.42, eye=0.115, eye_angle=0.44, eye_y=0.0, mouth_y=0.24, nose_y=0.14
        )
        super().__init__(character, own, colours)
        self.name = name
        self.tone = colours.skin
        dark = luminance(self.tone) < 0.3
        lip = mix(self.tone, (0.95, 0.9, 1.0) if dark else (0.25, 0.08, 0.2), 0.5)
        self.lips = mouth.Lips(0.14, 0.05, self.tone, lip, 0.17)
        white: RGB = (1.0, 0.96, 0.75) if name == "shadow" else eyes.WHITE
        self.eye = eyes.EyeLook(0.115, 1.12, colours.eye, self.tone, 0.35, 0.0, white, False, 0.8)
        self.outline = lru_cache(maxsize=16)(self._outline)

    def _skull(self, turn: float) -> Skull:
        return Skull(self.m, turn)

    def _outline(self, turn: float) -> skia.Path:
        """Return the head's silhouette."""
        lean = turn * 0.05
        if self.name == "cloud":
            lobes = ((-0.40, 0.02, 0.27), (-0.28, -0.28, 0.28), (0.05, -0.40, 0.30), (0.34, -0.22,
                0.27), (0.44, 0.08, 0.25),
                     (0.22, 0.30, 0.27), (-0.22, 0.30, 0.27), (0.0, 0.02, 0.46))  # fmt: skip
            return joined(*(oval(x + lean * (1 - abs(x)), y, r, r * 0.95) for x, y, r in lobes))
        if self.name == "star":
            points: list[Knot] = []
            for i in range(10):
                a = -math.pi / 2 + i * math.pi / 5
                r = 0.72 if i % 2 == 0 else 0.46
                points.append((r * math.cos(a), 0.04 + r * math.sin(a)))
            return curve(points)
        if self.name == "flame":
            return curve([(0.0, 0.5), (0.38, 0.36), (0.46, 0.0), (0.34, -0.30), (0.36, -0.62, 1),
                (0.16, -0.48), (0.04, -0.92, 1),
                          (-0.16, -0.52), (-0.32, -0.70, 1), (-0.36, -0.30), (-0.47, 0.02), (-0.38,
                          0.36)])  # fmt: skip
        if self.name == "drop":
            return curve([(lean, -0.82, 1), (0.18, -0.50), (0.42, -0.12), (0.42, 0.24), (0.2,
                0.48), (-0.2, 0.48), (-0.42, 0.24),
                          (-0.42, -0.12), (-0.18, -0.50)])  # fmt: skip
        if self.name == "wind":
            return curve([(0.45, 0.1), (0.36, -0.32), (0.0, -0.52), (-0.4, -0.46), (-0.72, -0.62,
                1), (-0.5, -0.3), (-0.82, -0.2, 1),
                          (-0.47, 0.02), (-0.62, 0.22, 1), (-0.36, 0.36), (0.0, 0.5), (0.32,
                          0.42)])  # fmt: skip
        if self.name == "leaf":
            return curve([(0.0, 0.5), (0.36, 0.4), (0.50, 0.06), (0.40, -0.34), (0.14, -0.54),
                (0.0, -0.80, 1), (-0.14, -0.54),
                          (-0.40, -0.34), (-0.50, 0.06), (-0.36, 0.4)])  # fmt: skip
        tall = 0.54 if self.name == "ghost" else 0.5
        return oval(0, -0.02, 0.50 - 0.02 * abs(turn), tall)

    def back(self, pen: Pen, turn: float) -> None:
        """Draw a halo of light, or rays."""
        if self.name == "sun":
            points: list[Knot] = []
            for i in range(24):
                a = i * math.tau / 24
                r = 0.88 if i % 2 == 0 else 0.58
                points.append((r * math.cos(a), -0.02 + r * math.sin(a), 1))
            pen.shape(curve(points), mix(self.tone, (1.0, 0.62, 0.15), 0.5), 0.7)
        if self.name in ("moon", "star", "sun", "flame", "ghost"):
            glow = pen.ink.lit(mix(self.tone, (1, 1, 0.9), 0.3), 0, 0.42)
            shader = skia.GradientShader.MakeRadial(
                skia.Point(0, 0), 1.0, [glow, glow & 0xFFFFFF], [0.35, 1.0]
            )
            pen.canvas.drawCircle(0, 0, 1.0, skia.Paint(AntiAlias=True, Shader=shader))
        if self.name == "leaf":
            for side in (-1, 1):
                for k in (0.0, 0.35):
                    leaf = tube(
                        [
                            (side * 0.3, -0.3 - k * 0.3),
                            (side * 0.6, -0.45 - k),
                            (side * 0.72, -0.72 - k * 0.6),
                        ],
                        [0.05, 0.15, 0.01],
                        0.2,
                    )
                    pen.shape(leaf, tuned(self.tone, 0.02, 0.85), 0.6)

    def base(self, pen: Pen, turn: float, feeling: Expression) -> None:
        """Draw the head and its markings."""
        path = self.outline(turn)
        pen.dome(path, self.tone, 0.02, 0.035)
        pen.canvas.save()
        pen.canvas.clipPath(path, True)
        self._marks(pen, turn)
        pen.canvas.restore()
        skull = self._skull(turn)
        tone = mix(self.tone, (1.0, 0.45, 0.5), 0.5)
        for side in (-1.0, 1.0):
            narrow = skull.narrow(side * 0.7)
            if narrow > 0.1:
                blush(
                    pen, tone, skull.x(side * 0.72), 0.16, 0.12, 0.25 + 0.4 * feeling.blush, narrow
                )

    def _marks(self, pen: Pen, turn: float) -> None:
        x = turn * 0.2
        if self.name == "moon":
            for cx, cy, r in (
                (-0.26, -0.32, 0.085),
                (0.30, -0.26, 0.055),
                (0.34, 0.24, 0.075),
                (-0.36, 0.2, 0.05),
                (0.06, -0.42, 0.045),
            ):
                pen.fill(oval(cx + x, cy, r, r * 0.9), self.tone, 0.7, 0.7)
        elif self.name == "cloud":
            for cx, cy in ((-0.30, -0.28), (0.16, -0.42), (0.36, -0.16)):
                curl = [
                    (cx - 0.14, cy + 0.06),
                    (cx - 0.06, cy - 0.06),
                    (cx + 0.09, cy - 0.06),
                    (cx + 0.14, cy + 0.05),
                ]
                pen.fill(strand(curl, 0.018), mix(self.tone, (1, 1, 1), 0.55), 0.6)
        elif self.name == "flame":
            inner = curve([(x, 0.52), (0.28 + x, 0.34), (0.32 + x, 0.02), (0.14 + x, -0.26),
                (0.02 + x, -0.48, 1), (-0.14 + x, -0.24),
                           (-0.32 + x, 0.04), (-0.28 + x, 0.34)])  # fmt: skip
            pen.fill(inner, mix(self.tone, (1.0, 0.9, 0.4), 0.62))
        elif self.name == "drop":
            pen.fill(strand([(-0.26, -0.05), (-0.2, -0.28), (-0.06, -0.48)], 0.04), (1, 1, 1), 0.45)
        elif self.name == "wind":
            for y in (-0.34, -0.2, 0.34):
                pen.fill(
                    strand([(-0.6, y - 0.06), (-0.2, y), (0.1, y - 0.05), (0.16, y - 0.12)], 0.02),
                    mix(self.tone, (1, 1, 1), 0.6),
                    0.8,
                )
        elif self.name == "leaf":
            pen.fill(
                strand([(x * 0.5, -0.75), (x * 0.6, -0.5), (x, -0.3)], 0.018), self.tone, 0.9, 1.2
            )

    def draw_eyes(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw eyes and brows."""
        skull = self._skull(pose.turn)
        for which in (-1.0, 1.0):
            x, y, narrow = skull.eye(which)
            if narrow < 0.15:
                continue
            pen.canvas.save()
            pen.canvas.translate(x, y)
            eyes.draw(pen, self.eye, feeling, pose.blink, pose.gaze, which, narrow)
            pen.canvas.translate(0, -0.19)
            dark = luminance(self.tone) < 0.35
            tone = mix(self.tone, (1, 1, 1) if dark else (0.10, 0.07, 0.14), 0.62)
            eyes.draw_brow(pen, tone, feeling, (0.11, 0.042, 0.014), which, narrow)
            pen.canvas.restore()
        trinkets.on_face(pen, self.look, skull, self.colours)

    def draw_mouth(self, pen: Pen, pose: Pose, feeling: Expression) -> None:
        """Draw the mouth."""
        pen.canvas.save()
        pen.canvas.translate(*self.mouth_at(pose.turn))
        mouth.draw(pen, self.lips, pose.mouth, feeling, max(math.cos(pose.turn), 0.6))
        pen.canvas.restore()

    def over(self, pen: Pen, turn: float) -> None:
        """Draw glasses and hat."""
        skull = self._skull(turn)
        trinkets.glasses(pen, self.look, skull)
        hats.draw(pen, self.look, skull, self.colours)

    def mouth_at(self, turn: float) -> Point:
        """Return the mouth's centre."""
        return (self.m.cheek * 0.66 * math.sin(turn * 1.12), self.m.mouth_y)

    def eyes_at(self, turn: float) -> Point:
        """Return the point between the eyes."""
        return (self._skull(turn).x(0.0, 0.34), self.m.eye_y)

    def skin(self, turn: float) -> skia.Path:
        """Return the face, inside its edge."""
        if self.name == "star":
            return oval(0, 0.06, 0.38, 0.38)
        return oval(0, 0.03, 0.43 - 0.02 * abs(turn), 0.43)
