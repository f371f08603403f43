"""Weather over the picture: rain, snow, fog and dust that go on over cuts, and lightning."""

import math
import random
from abc import ABC, abstractmethod
from dataclasses import dataclass

import cv2
import numpy as np

from film.animatic.compositor import Frame
from film.animatic.light import Light
from film.animatic.pixels import (
    Pixels,
    halved,
    inverted,
    lay_over,
    looked_up,
    softened,
    taken,
    times,
)
from film.screen import Screen
from film.story import Scene

_DUSTY = ("library", "castle hall", "temple", "cave", "living room", "classroom")


@dataclass(frozen=True)
class Particles:
    """One depth of falling things, for a frame one unit high."""

    count: int
    """Per tile of one by one."""
    size: tuple[float, float]
    """Least and greatest radius."""
    streak: float
    """Length of the trail that it draws along its way."""
    speed: tuple[float, float]
    """Units a second to the right and down."""
    flutter: float
    """How far it swings sideways."""
    alpha: tuple[float, float]


_RAIN = (
    Particles(150, (0.0006, 0.0009), 0.045, (-0.22, 1.7), 0.0, (0.1, 0.2)),
    Particles(46, (0.0010, 0.0015), 0.095, (-0.38, 2.9), 0.0, (0.14, 0.3)),
)
_STORM = (
    Particles(230, (0.0006, 0.0009), 0.055, (-0.75, 1.9), 0.0, (0.1, 0.22)),
    Particles(80, (0.0011, 0.0017), 0.12, (-1.25, 3.2), 0.0, (0.14, 0.32)),
)
_SNOW = (
    Particles(170, (0.0016, 0.0030), 0.0, (-0.02, 0.10), 0.010, (0.45, 0.85)),
    Particles(40, (0.0034, 0.0068), 0.0, (-0.05, 0.19), 0.022, (0.5, 0.95)),
)
_MOTES = (Particles(26, (0.0011, 0.0024), 0.0, (0.008, -0.007), 0.012, (0.06, 0.24)),)


class Overlay(ABC):
    """Something between the lens and the scene."""

    @abstractmethod
    def apply(self, frame: Frame, clock: float, at: tuple[int, int] = (0, 0)) -> None:
        """Lay it over a frame at a time, in seconds, on the scene's clock.

        ``at`` is the even place of the frame's corner, when it is a part of the picture.
        """


class _Drift(Overlay):
    """A tile that repeats, moved at one speed: brightens luma towards one level."""

    def __init__(self, particles: Particles, screen: Screen, level: float, seed: str) -> None:
        self.particles = particles
        self.height = screen.height
        width = 2 * round(0.5 * screen.height)
        tile = _particle_tile(particles, screen.height, 2 * width, seed)
        period_y, period_x = tile.shape
        repeats = (2 + screen.height // period_y, 2 + screen.width // period_x)
        alpha = np.tile(tile, repeats)
        self.period = (period_x, period_y)
        self.keep = inverted(alpha)
        self.add = times(alpha, level / 255)

    def apply(self, frame: Frame, clock: float, at: tuple[int, int] = (0, 0)) -> None:
        """Brighten luma where particles are."""
        x, y = self._offset(clock)
        x, y = x + at[0], y + at[1]
        if self.particles.streak:  # too fast for anybody to see fractions of a pixel
            rows = slice(round(y), round(y) + frame.height)
            columns = slice(round(x), round(x) + frame.width)
            keep, add = self.keep[rows, columns], self.add[rows, columns]
        else:
            size = (frame.width, frame.height)
            keep, add = taken(self.keep, x, y, size), taken(self.add, x, y, size)
        lay_over(frame.y, add, keep)

    def _offset(self, clock: float) -> tuple[float, float]:
        p = self.particles
        swing = p.flutter * math.sin(1.3 * clock + 40 * p.size[0])
        x = -(p.speed[0] * clock + swing) * self.height
        y = -p.speed[1] * clock * self.height
        return x % self.period[0], y % self.period[1]


def _particle_tile(particles: Particles, height: int, width: int, seed: str) -> Pixels:
    """Draw the tile's alpha, wrapped round at its edges."""
    dice = random.Random(seed)
    tile = np.zeros((height, width), np.uint8)
    pace = math.hypot(*particles.speed)
    dx, dy = (s / pace * particles.streak * height for s in particles.speed)
    for _ in range(round(particles.count * width / height)):
        x, y = dice.uniform(0, width), dice.uniform(0, height)
        radius = dice.uniform(*particles.size) * height
        alpha = round(255 * dice.uniform(*particles.alpha))
        for shift_x in (-width, 0, width):
            for shift_y in (-height, 0, height):
                _dab(tile, (x + shift_x, y + shift_y), (dx, dy), radius, alpha)
    if not particles.streak:
        tile = softened(tile, max(0.6, 0.0011 * height))
    return tile


def _dab(
    tile: Pixels, at: tuple[float, float], trail: tuple[float, float], radius: float, alpha: int
) -> None:
    if trail == (0.0, 0.0):
        cv2.circle(tile, _fixed(at), round(radius * 16), alpha, -1, cv2.LINE_AA, 4)
        return
    end = (at[0] + trail[0], at[1] + trail[1])
    if min(at[0], end[0]) > tile.shape[1] or max(at[0], end[0]) < 0:
        return
    thickness = max(1, round(2 * radius))
    cv2.line(tile, _fixed(at), _fixed(end), alpha, thickness, cv2.LINE_AA, 4)


def _fixed(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * 16), round(point[1] * 16)


class _Mist(Overlay):
    """Wisps of fog that drift sideways, thicker towards the ground."""

    def __init__(self, screen: Screen, light: Light, density: float, seed: int) -> None:
        period = 2 * round(0.8 * screen.width)
        alpha = _wisps(screen.height, period, density, seed)
        wide = np.ascontiguousarray(np.tile(alpha, (1, 3))[:, : period + screen.width + 2])
        self.period = period
        self.speed = 0.022 * screen.height
        half = halved(wide)
        colour = _mist_colour(light)
        self.luma = (inverted(wide), times(wide, colour[0] / 255))
        keep = inverted(half)
        self.chroma = [(keep, times(half, value / 255)) for value in colour[1:]]

    def apply(self, frame: Frame, clock: float, at: tuple[int, int] = (0, 0)) -> None:
        """Veil all three planes."""
        x, y = self.speed * clock % self.period + at[0], float(at[1])
        blue, red = self.chroma
        for plane, (keep, add), size in (
            (frame.y, self.luma, 1),
            (frame.u, blue, 2),
            (frame.v, red, 2),
        ):
            height, width = plane.shape
            veil = taken(keep, x / size, y / size, (width, height))
            lay_over(plane, taken(add, x / size, y / size, (width, height)), veil)


def _wisps(height: int, period: int, density: float, seed: int) -> Pixels:
    dice = np.random.default_rng(seed)
    total = np.zeros((height, period), np.float32)
    for octave, weight in ((3, 1.0), (6, 0.5), (12, 0.25)):
        cells = dice.random((octave + 1, 2 * octave), dtype=np.float32)
        wrapped = np.concatenate([cells[:, -2:], cells, cells[:, :2]], axis=1)
        scale = period / (2 * octave)
        whole = cv2.resize(
            wrapped, (round(scale * wrapped.shape[1]), height), interpolation=cv2.INTER_CUBIC
        )
        start = round(2 * scale)
        total += weight * whole[:, start : start + period]
    total = (total - total.min()) / (total.max() - total.min())
    low = np.linspace(0.25, 1.0, height, dtype=np.float32)[:, None]
    wisps: Pixels = np.rint(255 * density * total * total * low).astype(np.uint8)
    return wisps


def _mist_colour(light: Light) -> tuple[float, float, float]:
    red, green, blue = (0.35 + 0.55 * part for part in light.tint)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        16 + 219 * luma,
        128 + 224 * (blue - luma) / 1.8556,
        128 + 224 * (red - luma) / 1.5748,
    )


def overlays_for(scene: Scene, light: Light, screen: Screen) -> tuple[Overlay, ...]:
    """Return what the weather lays over a scene's pictures: the same in each of its shots."""
    level = 16 + 219 * min(1.0, 0.45 + 0.5 * sum(light.tint) / 3)
    if scene.interior:
        particles: tuple[Particles, ...] = _MOTES if scene.setting in _DUSTY else ()
    else:
        particles = {"rain": _RAIN, "storm": _STORM, "snow": _SNOW}.get(scene.weather, ())
    falling = [
        _Drift(depth, screen, level, f"{scene.id}:{scene.weather}:{index}")
        for index, depth in enumerate(particles)
    ]
    if scene.weather == "fog" and not scene.interior:
        seed = sum(ord(letter) for letter in scene.id)
        return (_Mist(screen, light, 0.27, seed), *falling)
    return tuple(falling)


def lightning_at(strikes: tuple[float, ...], clock: float, *, interior: bool) -> float:
    """Return how bright the flash is at a time: 0 none, 1 at its height; it flickers and dies."""
    glow = 0.0
    for strike in strikes:
        since = clock - strike
        if 0 <= since < 0.9:
            flicker = 0.55 + 0.45 * math.cos(since * 46)
            glow = max(glow, flicker * math.exp(-since * 5.5))
    return glow * (0.45 if interior else 1.0)


def flash(frame: Frame, glow: float) -> None:
    """Light a frame by lightning: luma rises, most in the middle tones, and colour pales."""
    if glow < 0.02:
        return
    levels = np.arange(256, dtype=np.float32)
    light = np.clip((levels - 16) / 219, 0, 1)
    lit = light + glow * (0.75 * light**0.6 * (1 - light) + 0.16)
    luma = np.clip(16 + 219 * np.minimum(lit, 1.0), 16, 235)
    luma[:16] = 16
    chroma = 128 + (levels - 128) * (1 - 0.35 * glow)
    looked_up(frame.y, np.rint(luma).astype(np.uint8))
    paler = np.rint(chroma).astype(np.uint8)
    looked_up(frame.u, paler)
    looked_up(frame.v, paler)
