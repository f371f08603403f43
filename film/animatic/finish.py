"""The finish: what lies over the whole picture, or over any part of it: vignette and weather."""

from dataclasses import replace

import numpy as np

from film.animatic.compositor import Frame, Sprite, blend
from film.animatic.grade import Grade, vignette_alpha
from film.animatic.light import Light
from film.animatic.pixels import halved, inverted, times, weighed
from film.animatic.pose import STEP
from film.animatic.weather import flash, lightning_at, overlays_for
from film.screen import Screen
from film.story import Scene
from film.weather import lightning

_FORESIGHT = 600.0
"""Seconds of a scene's clock for which lightning is planned."""


class Finish:
    """What is put over the pictures of one scene."""

    def __init__(self, scene: Scene, light: Light, screen: Screen, grade: Grade) -> None:
        self.interior = scene.interior
        self.rate = float(screen.rate)
        self.overlays = overlays_for(scene, light, screen)
        self.strikes = lightning(scene, _FORESIGHT)
        alpha = vignette_alpha(screen.width, screen.height, grade.vignette)
        half = halved(alpha)
        black, grey = times(alpha, 16 / 255), times(half, 128 / 255)
        self.vignette = Sprite(0, 0, black, grey, grey, inverted(alpha), inverted(half))

    def darken(self, frame: Frame, at: tuple[int, int] = (0, 0)) -> None:
        """Lay the vignette over a frame, or over a part of one whose even corner is ``at``."""
        blend(frame, replace(self.vignette, left=-at[0], top=-at[1]))

    def glow(self, clock: float) -> float:
        """Return how brightly lightning lights the picture at a time on the scene's clock."""
        return lightning_at(self.strikes, clock, interior=self.interior)

    def stirs(self, clock: float) -> bool:
        """Say whether the weather changes the picture at a time."""
        return bool(self.overlays) or self.glow(clock) > 0

    def weather(self, frame: Frame, clock: float, at: tuple[int, int] = (0, 0)) -> None:
        """Lay the weather over a frame at a time, or over a part whose even corner is ``at``.

        What falls moves on twos, like everything that is drawn; lightning does not wait.
        """
        drawn = int(clock * self.rate / STEP + 0.01) * STEP / self.rate
        for overlay in self.overlays:
            overlay.apply(frame, drawn, at)
        flash(frame, self.glow(clock))


def through(finish: Finish, sprite: Sprite, clock: float) -> Sprite:
    """Return a sprite as it looks under the finish at a time, to be laid over finished pictures.

    The finish covers a pixel with ``keep·pixel + add``; laid over a picture that has it already,
    a premultiplied sprite needs it on its own colour, weighed by its own alpha.
    """
    keep = np.zeros_like(sprite.y) if sprite.keep is None else sprite.keep
    keep_half = np.zeros_like(sprite.u) if sprite.keep_half is None else sprite.keep_half
    height, width = sprite.y.shape
    part = Frame(width, height)
    planes = (
        (part.y, sprite.y, keep),
        (part.u, sprite.u, keep_half),
        (part.v, sprite.v, keep_half),
    )
    for plane, colour, kept in planes:
        bare = colour * (255 / np.maximum(255.0 - kept, 1.0))
        np.copyto(plane, np.clip(np.rint(bare), 0, 255), casting="unsafe")
    corner = (sprite.left, sprite.top)
    finish.darken(part, corner)
    finish.weather(part, clock, corner)
    shown, shown_half = inverted(keep), inverted(keep_half)
    return Sprite(
        *corner,
        weighed(part.y, shown),
        weighed(part.u, shown_half),
        weighed(part.v, shown_half),
        keep,
        keep_half,
    )
