"""Planes: a set's layers rasterised for one shot, merged where they move alike, and placed."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import skia

from film.animatic.camera import Lens, View
from film.animatic.compositor import (
    SPARE,
    Affine,
    Rect,
    Sprite,
    crop_to_ink,
    even_rect,
    rasterise,
    resample,
    to_sprite,
)
from film.animatic.grade import Grade
from film.animatic.layers import Layer
from film.animatic.pixels import resized, softened

_PLANES_MOVING, _PLANES_STILL, _PLANES_SOFT = 4, 5, 3
"""Most planes that a shot's set is merged into: each costs time in every frame. Behind a face
that the camera moves on, what is out of focus needs fewer."""
_SOFT_ZOOM = 1.8
_ZOOMING_DENSITY = 1.06
_HALF_SIZE_BLUR = 3.0
"""Blur in pixels from which a plane is painted at half the size: nobody can see it."""


@dataclass(frozen=True)
class Shooting:
    """What everything in a shot is drawn with."""

    lens: Lens
    views: tuple[View, ...]
    """The camera, frame by frame."""
    grade: Grade

    @cached_property
    def reference(self) -> View:
        """The closest view: sprites are drawn for it, so that they are only ever made smaller."""
        middle = len(self.views) // 2
        closest = max(view.zoom for view in self.views)
        around = sorted(range(len(self.views)), key=lambda index: abs(index - middle))
        return next(self.views[index] for index in around if self.views[index].zoom == closest)

    @cached_property
    def still(self) -> bool:
        """Whether the camera does not move."""
        return all(view == self.views[0] for view in self.views)

    @property
    def bounds(self) -> Rect:
        """The frame."""
        return 0, 0, self.lens.screen.width, self.lens.screen.height

    @cached_property
    def density(self) -> float:
        """Sprites' pixels to a pixel of the closest view.

        When the camera zooms, sprites are a little larger than they are ever seen: a scale too
        near to 1 could not be told from it in whole pixels.
        """
        zooms = {view.zoom for view in self.views}
        return _ZOOMING_DENSITY if len(zooms) > 1 else 1.0

    def source(self, depth: float) -> Affine:
        """Return the map from set space at a depth to the sprites' pixels."""
        there = self.lens.place(depth, self.reference)
        return Affine(there.scale * self.density, there.dx * self.density, there.dy * self.density)

    def window(self, depth: float) -> Rect:
        """Return what of a depth is ever seen, in the sprites' pixels."""
        if depth not in self._windows:
            self._windows[depth] = self._seen(depth)
        return self._windows[depth]

    @cached_property
    def _windows(self) -> dict[float, Rect]:
        return {}

    def _seen(self, depth: float) -> Rect:
        reference = self.source(depth)
        width, height = self.bounds[2:]
        corners = []
        for view in set(self.views):
            move = self.lens.place(depth, view).after(reference)
            corners.append(
                (
                    -move.dx / move.scale,
                    -move.dy / move.scale,
                    (width - move.dx) / move.scale,
                    (height - move.dy) / move.scale,
                )
            )
        spare = 0 if self.still else SPARE
        lows, highs = zip(*((c[:2], c[2:]) for c in corners), strict=True)
        return even_rect(
            min(x for x, _ in lows),
            min(y for _, y in lows),
            max(x for x, _ in highs) + spare,
            max(y for _, y in highs) + spare,
        )

    def blur(self, depth: float) -> float:
        """Return how far out of focus a depth is, as a Gaussian's sigma in pixels."""
        softness = min(max(self.reference.zoom - 1.5, 0.0) * 0.0032, 0.0105)
        return softness * abs(1 - depth) * self.lens.screen.height


@dataclass(frozen=True)
class Plane:
    """Layers that move as one, as a sprite."""

    sprite: Sprite
    depth: float
    reference: Affine
    layer: Layer
    """How it drifts, sways and bobs."""
    live: Layer | None = None
    """What is painted over it anew for every drawing."""

    @property
    def stirs(self) -> bool:
        """Whether it moves by itself."""
        return bool(self.layer.drift or self.layer.sway or self.layer.bob)

    def place(self, shooting: Shooting, view: View, clock: float) -> Sprite | None:
        """Return the sprite as the frame sees it at a time on the scene's clock."""
        there = shooting.lens.place(self.depth, view)
        if self.stirs:
            x, y = own_motion(self.layer, clock)
            there = replace(there, dx=there.dx + x * there.scale, dy=there.dy + y * there.scale)
        return resample(self.sprite, there.after(self.reference), shooting.bounds)


def own_motion(layer: Layer, clock: float) -> tuple[float, float]:
    """Return how far a layer has moved by itself, in set units, at a time in seconds.

    A drift slows down before it has uncovered what no painter filled.
    """
    phase = sum(map(ord, layer.name)) % 17
    x = 0.4 * math.tanh(layer.drift * clock / 0.4) if layer.drift else 0.0
    x += layer.sway * math.sin(math.tau * clock / 5.3 + phase)
    return x, layer.bob * math.sin(math.tau * clock / 4.1 + phase)


def build_planes(
    layers: Sequence[Layer], shooting: Shooting, clocks: Sequence[float]
) -> list[Plane]:
    """Rasterise layers, far to near; ``clocks`` are the shot's first and last time."""
    planes = (_build_plane(group, shooting, clocks) for group in _grouped(layers, shooting))
    return [plane for plane in planes if plane is not None]


def _grouped(layers: Sequence[Layer], shooting: Shooting) -> list[list[Layer]]:
    """Merge neighbours that move most alike, until they are few enough."""
    groups = [[layer] for layer in layers]
    soft = shooting.reference.zoom > _SOFT_ZOOM
    limit = _PLANES_STILL if shooting.still else _PLANES_SOFT if soft else _PLANES_MOVING
    while len(groups) > 1:
        costs = [_merge_cost(one, two, shooting.still) for one, two in itertools.pairwise(groups)]
        best = min(range(len(costs)), key=costs.__getitem__)
        free = costs[best] == 0
        if not free and (len(groups) <= limit or math.isinf(costs[best])):
            break
        groups[best : best + 2] = [groups[best] + groups[best + 1]]
    return groups


def _merge_cost(one: list[Layer], two: list[Layer], still: bool) -> float:
    if one[-1].live is not None:
        return math.inf  # what is live lies between the two
    a, b = one[0], two[0]
    apart = 0.0 if still else max(x.depth for x in two) - min(x.depth for x in one)
    restless = 0.3 * ((a.drift, a.sway, a.bob) != (b.drift, b.sway, b.bob))
    return apart + restless


def _build_plane(group: list[Layer], shooting: Shooting, clocks: Sequence[float]) -> Plane | None:
    depth = sum(layer.depth for layer in group) / len(group)
    same = {(layer.drift, layer.sway, layer.bob) for layer in group}
    own = group[0] if len(same) == 1 else replace(group[0], drift=0.0, sway=0.0, bob=0.0)
    reference = shooting.source(depth)
    window = _stirred(shooting.window(depth), own, reference.scale, clocks)
    blur = shooting.blur(depth)
    shrink = 2 if blur >= _HALF_SIZE_BLUR else 1

    def paint(canvas: skia.Canvas) -> None:
        for layer in group:
            there = shooting.source(layer.depth)
            canvas.save()
            canvas.translate(there.dx / shrink, there.dy / shrink)
            canvas.scale(there.scale / shrink, there.scale / shrink)
            layer.paint(canvas)
            canvas.restore()

    small = even_rect(*(side / shrink for side in window))
    pixels = softened(rasterise(paint, small, Affine(1, 0, 0)), blur / shrink)
    if shrink > 1:
        pixels = resized(pixels, 2 * pixels.shape[1], 2 * pixels.shape[0])
    pixels, left, top = crop_to_ink(pixels, small[0] * shrink, small[1] * shrink)
    live = group[-1] if group[-1].live is not None else None
    if not pixels.size:
        pixels, left, top = np.zeros((2, 2, 4), np.uint8), 0, 0
        if live is None:
            return None
    return Plane(to_sprite(pixels, left, top, shooting.grade), depth, reference, own, live)


def _stirred(window: Rect, layer: Layer, scale: float, clocks: Sequence[float]) -> Rect:
    moves = [own_motion(replace(layer, sway=0.0, bob=0.0), clock)[0] for clock in clocks]
    left = max(*moves, 0.0) + layer.sway
    right = max(*(-move for move in moves), 0.0) + layer.sway
    return even_rect(
        window[0] - left * scale,
        window[1] - layer.bob * scale,
        window[2] + right * scale,
        window[3] + layer.bob * scale,
    )


def draw_live(layer: Layer, shooting: Shooting, clock: float) -> Sprite | None:
    """Paint what is live in a layer, as a sprite."""
    if layer.live is None:
        return None
    there = shooting.source(layer.depth)
    left, top, right, bottom = layer.live_bounds
    window = shooting.window(layer.depth)
    x0, y0 = there.then(left, top)
    x1, y1 = there.then(right, bottom)
    rect = even_rect(max(x0, window[0]), max(y0, window[1]), min(x1, window[2]), min(y1, window[3]))
    if rect[0] >= rect[2] or rect[1] >= rect[3]:
        return None
    live = layer.live
    blur = shooting.blur(layer.depth)
    shrink = 2 if blur >= _HALF_SIZE_BLUR or _area(rect) > _area(shooting.bounds) / 5 else 1
    small = even_rect(*(side / shrink for side in rect))
    matrix = Affine(there.scale / shrink, there.dx / shrink, there.dy / shrink)
    pixels = softened(rasterise(lambda canvas: live(canvas, clock), small, matrix), blur / shrink)
    if shrink > 1:
        pixels = resized(pixels, 2 * pixels.shape[1], 2 * pixels.shape[0])
    return to_sprite(pixels, small[0] * shrink, small[1] * shrink, shooting.grade)


def _area(rect: Rect) -> int:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])
