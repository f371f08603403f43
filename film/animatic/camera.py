"""The virtual camera: where each layer lies in the frame, and moves with parallax and easing."""

import math
import random
from dataclasses import dataclass, replace

from film.animatic.compositor import Affine
from film.screen import Screen
from film.story import Angle, CameraMove

_FAR_ZOOM = 0.36
"""Share of the camera's closeness that infinity sees: the rest of it is walking there."""
_FAR_SHIFT = 0.14
_PITCH = {"eye level": 0.0, "low": 0.075, "high": -0.075}
"""Frame heights by which a low or a high camera moves infinity down or up."""
_HANDHELD = ((0.31, 1.0), (0.73, 0.55), (1.57, 0.22))
"""Rates in hertz and weights of the sways that a hand adds."""


@dataclass(frozen=True)
class View:
    """What the camera frames, where the figures stand (depth 1), in set space."""

    x: float
    y: float
    """The middle of the frame."""
    zoom: float
    """1 shows a height of one set unit; 2 half of that."""
    pan: float = 0.0
    """Frame heights that the whole picture is shifted left (the camera turns right)."""
    tilt: float = 0.0
    """Frame heights that the whole picture is shifted down (the camera turns up)."""


@dataclass(frozen=True)
class Lens:
    """Turns a view into each layer's place on the screen."""

    screen: Screen
    angle: Angle = "eye level"

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.screen.width / self.screen.height

    def place(self, depth: float, view: View) -> Affine:
        """Return the map from set space at a depth to pixels."""
        nearness = _FAR_SHIFT + (1 - _FAR_SHIFT) * depth
        scale = self.screen.height * view.zoom ** (_FAR_ZOOM + (1 - _FAR_ZOOM) * depth)
        middle = self.aspect / 2
        x = middle + (view.x - middle) * nearness
        y = 0.5 + (view.y - 0.5) * nearness
        pitch = _PITCH[self.angle] * (1 - depth) + view.tilt
        return Affine(
            scale,
            self.screen.width / 2 - x * scale - view.pan * self.screen.height,
            self.screen.height * (0.5 + pitch) - y * scale,
        )


def plan_move(
    move: CameraMove, rest: View, frames: int, screen: Screen, seed: int
) -> tuple[View, ...]:
    """Return the view of every frame for a move that shows ``rest`` at its tightest or middle.

    A push ends on ``rest`` and a pull begins with it; pans, tilts and trucks pass through it.
    Longer shots move farther, up to a limit, so that the pace of a move stays much the same.
    """
    if move == "static":
        return (rest,) * frames
    seconds = float(frames / screen.rate)
    if move == "handheld":
        return _handheld(rest, frames, float(screen.rate), seed)
    reach = 0.5 + 0.5 * min(seconds / 5, 1.4)
    return tuple(
        _moved(move, rest, reach, _ease(index / max(frames - 1, 1))) for index in range(frames)
    )


def _moved(move: CameraMove, rest: View, reach: float, progress: float) -> View:
    swing = (progress - 0.5) * reach
    close = 1 / math.sqrt(rest.zoom)  # tight framings move less, or the face would leave
    match move:
        case "push in":
            return replace(rest, zoom=rest.zoom * (1 + 0.085 * reach) ** (progress - 1))
        case "pull out":
            return replace(rest, zoom=rest.zoom * (1 + 0.085 * reach) ** -progress)
        case "pan left" | "pan right":
            sign = 1 if move == "pan right" else -1
            return replace(rest, pan=rest.pan + sign * 0.15 * close * swing)
        case "tilt up" | "tilt down":
            sign = 1 if move == "tilt up" else -1
            return replace(rest, tilt=rest.tilt + sign * 0.11 * close * swing)
        case "truck left" | "truck right":
            sign = 1 if move == "truck right" else -1
            return replace(rest, x=rest.x + sign * 0.17 * swing / rest.zoom)
    return rest


def _ease(progress: float, ramp: float = 0.22) -> float:
    """Ease in and out over a share of the way at each end, at even speed between."""
    speed = 1 / (1 - ramp)
    if progress < ramp:
        return speed * progress * progress / (2 * ramp)
    if progress > 1 - ramp:
        return 1 - speed * (1 - progress) ** 2 / (2 * ramp)
    return speed * (progress - ramp / 2)


def _handheld(rest: View, frames: int, rate: float, seed: int) -> tuple[View, ...]:
    dice = random.Random(f"{seed}:handheld")
    phases = [(dice.uniform(0, math.tau), dice.uniform(0, math.tau)) for _ in _HANDHELD]
    views = []
    for index in range(frames):
        sway = [math.tau * hertz * index / rate for hertz, _ in _HANDHELD]
        pan = sum(w * math.sin(s + p) for s, (_, w), (p, _) in _each(sway, phases))
        tilt = sum(w * math.sin(1.13 * s + q) for s, (_, w), (_, q) in _each(sway, phases))
        views.append(replace(rest, pan=rest.pan + 0.0045 * pan, tilt=rest.tilt + 0.0035 * tilt))
    return tuple(views)


def _each(
    sway: list[float], phases: list[tuple[float, float]]
) -> "zip[tuple[float, tuple[float, float], tuple[float, float]]]":
    return zip(sway, _HANDHELD, phases, strict=True)
