"""Actors: figures drawn as sprites, pose by pose, with their shadow, where they are staged."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from film.animatic.carried import Carried
from film.animatic.compositor import (
    Affine,
    Rect,
    Sprite,
    crop_to_ink,
    even_rect,
    rasterise,
    to_sprite,
)
from film.animatic.figure import Figure
from film.animatic.layers import StageSet
from film.animatic.light import Light
from film.animatic.performance import Acting
from film.animatic.pixels import Pixels, channel, less, plus, softened, times
from film.animatic.planes import Shooting
from film.animatic.pose import Pose
from film.animatic.staging import Mark, Stature

_MARGIN = 0.25
"""Heads round a figure's bounds that its edge light and outline may touch."""
_RGB = (2, 1, 0)
"""Where red, green and blue lie in a pixel."""
_NAPE = 0.86
"""Heads below the crown at which hair gives way to clothes, seen from behind."""
_SHOULDER_DEPTH = 1.25
_SHOULDER_SIZE = 1.7
"""How much larger than the speaker somebody is whose shoulder we look over."""


@dataclass
class Actor:
    """A figure on its mark; hands out its drawings and keeps the last one."""

    figure: Figure
    mark: Mark
    acting: Acting
    place: StageSet
    shooting: Shooting
    carried: Carried | None = None
    _last: tuple[tuple[Pose, float], Sprite | None] | None = None

    def drawing(self, number: int) -> Sprite | None:
        """Return a drawing as a sprite; None when out of sight."""
        held = (self.acting.poses[number], self.acting.shifts[number])
        if self._last is None or self._last[0] != held:
            self._last = (held, self._draw(number))
        return self._last[1]

    def standing(self, number: int, there: Affine) -> Affine:
        """Return the map from figure space to pixels, for a map from set space to pixels."""
        x = self.mark.x + self.acting.shifts[number] * self.mark.head
        dx, dy = there.then(x, self.place.ground)
        return Affine(there.scale * self.mark.head, dx, dy)

    def _draw(self, number: int) -> Sprite | None:
        pose = self.acting.poses[number]
        stand = self.standing(number, self.shooting.source(1.0))
        rect = self._visible(pose, stand)
        if rect is None:
            return None
        thing = self.carried

        def carry(canvas: skia.Canvas) -> None:
            if thing is not None:
                thing.draw(canvas, self.figure, pose, self.place.light)

        def paint(canvas: skia.Canvas) -> None:
            ground_shadow(canvas, self.place.light)
            self.figure.draw(canvas, pose, self.place.light, carry)

        pixels, left, top = crop_to_ink(rasterise(paint, rect, stand), rect[0], rect[1])
        return to_sprite(pixels, left, top, self.shooting.grade) if pixels.size else None

    def _visible(self, pose: Pose, stand: Affine) -> Rect | None:
        """Return what of a figure and of the thing in its hand can be seen, in pixels."""
        left, top, right, bottom = self.figure.bounds(pose)
        if self.carried is not None:
            (x, y), reach = self.figure.hand(pose), self.carried.reach
            left, right = min(left, x - reach), max(right, x + reach)
            top, bottom = min(top, y - reach), max(bottom, y + reach)
        window = self.shooting.window(1.0)
        x0, y0 = stand.then(left - 2 * _MARGIN, top - _MARGIN)
        x1, y1 = stand.then(right + 2 * _MARGIN, bottom + _MARGIN)
        rect = even_rect(
            max(x0, window[0]), max(y0, window[1]), min(x1, window[2]), min(y1, window[3])
        )
        return rect if rect[0] < rect[2] and rect[1] < rect[3] else None


def stature_of(figure: Figure) -> Stature:
    """Measure how tall a figure is, by drawing it small."""
    scale, room = 20.0, 2.0
    height = round((figure.height + room) * scale)
    pixels = rasterise(
        lambda canvas: figure.draw(canvas, Pose(), Light()),
        (-50, -height, 50, 0),
        Affine(scale, 0, 0),
    )
    rows = np.flatnonzero(pixels[..., 3].max(axis=1) > 96)
    top = (height - int(rows[0])) / scale if rows.size else figure.height
    return Stature(figure.height, max(0.0, top - figure.height))


def ground_shadow(canvas: skia.Canvas, light: Light) -> None:
    """Paint a soft shadow on the ground about (0, 0), about two units wide, away from the light."""
    canvas.save()
    canvas.translate(-0.18 * light.side, 0.0)
    canvas.scale(1.0, 0.17)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(0, 0), 0.95, [0x80080A14, 0x50080A14, 0x00080A14], [0.0, 0.45, 1.0]
    )
    canvas.drawCircle(0, 0, 0.95, skia.Paint(Shader=shader, AntiAlias=True))
    canvas.restore()


def shoulder_sprite(
    figure: Figure, mark: Mark, side: int, head_pixels: float, shooting: Shooting, light: Light
) -> Sprite:
    """Draw somebody from behind in the foreground, dark and out of focus, at one side.

    ``side`` is +1 at the right of the frame, −1 at its left; ``head_pixels`` is the height of
    the speaker's head.
    """
    width, height = shooting.bounds[2:]
    head = _SHOULDER_SIZE * head_pixels
    upright = width < height  # there is no room beside the speaker: look over a shoulder below
    x = width * (0.5 + side * (0.36 if upright else 0.4))
    crown = (0.6 if upright else 0.17) * height
    dense = shooting.density
    stand = Affine(head * dense, x * dense, (crown + figure.height * head) * dense)
    pose = Pose(turn=mark.turn)
    margin = round(0.1 * height / 2) * 2
    rect = even_rect(-margin, -margin, (width + margin) * dense, (height + margin) * dense)
    pixels = rasterise(lambda canvas: figure.draw(canvas, pose, light), rect, stand)
    neck = ((np.arange(len(pixels)) + rect[1]) / dense - crown) / head - _NAPE
    lower = np.clip(neck / 0.3, 0.0, 1.0)
    colours = zip(figure.colours.hair, figure.colours.cloth, strict=True)
    hues = [hair + (cloth - hair) * lower for hair, cloth in colours]
    dark = softened(_from_behind(pixels, light, side, hues), 0.006 * height)
    cut, left, top = crop_to_ink(dark, rect[0], rect[1])
    return to_sprite(cut, left, top, shooting.grade)


def _from_behind(
    pixels: Pixels, light: Light, side: int, hues: list[npt.NDArray[np.float64]]
) -> Pixels:
    """Turn a drawing into a dark shape with a thread of edge light on the far side.

    ``hues`` are its red, green and blue, row by row.
    """
    alpha = channel(pixels, 3)
    shape = np.zeros_like(pixels)
    for index, factor, tone in zip(_RGB, light.tint, hues, strict=True):
        shown = (0.09 + 0.2 * tone) * factor + 0.02
        shape[..., index] = np.rint(alpha * shown[:, None]).astype(np.uint8)
    shape[..., 3] = alpha
    shift = max(2, pixels.shape[0] // 70)
    inner = np.roll(alpha, side * shift, axis=1)
    edge = less(alpha, inner)
    for index, factor in zip(_RGB, light.rim, strict=True):
        glow = times(edge, 0.6 * factor * min(1.0, 0.4 + light.rim_strength))
        shape[..., index] = plus(np.ascontiguousarray(shape[..., index]), glow)
    return shape


SHOULDER_DEPTH = _SHOULDER_DEPTH
"""Depth at which the shoulder in the foreground moves with the camera."""
