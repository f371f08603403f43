"""Card art: simple landscapes in a genre's colours, as layers, for the cards to stand on."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import skia

from film.animatic.layers import Layer
from film.story import Genre

Motif = Literal["ridges", "stars", "skyline", "trees", "sea", "hills"]
_LEFT, _TOP, _BOTTOM = -0.6, -0.4, 1.4


@dataclass(frozen=True)
class CardLook:
    """A genre's card: its colours, its landscape and its letters."""

    motif: Motif
    sky: tuple[int, int, int]
    """Top, middle and bottom, as ``0xrrggbb``."""
    glow: int
    land: tuple[int, int]
    """The farthest and the nearest silhouette."""
    ink: int
    """Of the letters."""
    accent: int
    face: Literal["serif", "serif italic", "serif bold", "sans", "sans light", "sans bold"]
    spacing: float
    """Letter spacing in ems."""
    capitals: bool = False


LOOKS: dict[Genre, CardLook] = {
    "drama": CardLook("sea", (0x141B33, 0x3D3A5C, 0xC9806A), 0xFFD2A0, (0x4A4460, 0x14172A),
                      0xFBF1E2, 0xE9B98A, "serif", 0.01),
    "comedy": CardLook("hills", (0x2B6E8F, 0x58A9B5, 0xFFE0A3), 0xFFF3C9, (0x5C9F7A, 0x21584F),
                       0xFFFAEC, 0xFFD15C, "sans bold", 0.0),
    "thriller": CardLook("skyline", (0x090E18, 0x14233A, 0x3F6277), 0x9FC7D6, (0x1F3448, 0x070B12),
                         0xEFF5F8, 0xD2543F, "sans", 0.14, capitals=True),
    "horror": CardLook("trees", (0x07090B, 0x17201F, 0x47605A), 0xA9BDAE, (0x25322F, 0x050707),
                       0xECE8DC, 0xA8322A, "serif", 0.1, capitals=True),
    "science fiction": CardLook("stars", (0x04060F, 0x0C1734, 0x274B78), 0x8FD0FF,
                                (0x1B3358, 0x060B18), 0xEAF6FF, 0x63C7E8, "sans light", 0.26,
                                capitals=True),
    "fantasy": CardLook("ridges", (0x1B1440, 0x54408A, 0xE59BB0), 0xFFE0C0, (0x6B58A0, 0x1A1438),
                        0xFFF4DF, 0xF2C879, "serif", 0.03),
    "romance": CardLook("sea", (0x4A2A54, 0xB65C78, 0xFFC39A), 0xFFE9C4, (0x9A5474, 0x3A1F3E),
                        0xFFF5EA, 0xFFD9B0, "serif italic", 0.0),
    "adventure": CardLook("ridges", (0x14355A, 0x3F7C9C, 0xFFCF8A), 0xFFE9B8, (0x4F7F8F, 0x12283A),
                          0xFFF6E0, 0xF6B44A, "serif bold", 0.02),
    "documentary": CardLook("ridges", (0x18242C, 0x3C5560, 0xA9BDB8), 0xE6EFE8,
                            (0x566F76, 0x141D22), 0xF6F8F4, 0xD9C27A, "sans", 0.02),
    "children": CardLook("hills", (0x3A6FC4, 0x7BB8EA, 0xFFE7B8), 0xFFF6D2, (0x7CC39A, 0x2E7D63),
                         0xFFFDF2, 0xFFC94D, "sans bold", 0.0),
}  # fmt: skip


_ROLLING = ((2.2, 0.055), (5.1, 0.026))
_JAGGED = ((1.3, 0.085), (2.9, 0.042), (6.3, 0.017))
"""Rates and heights of the waves that hills and ridges are made of."""


def card_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    """Return the card's landscape in set space, far to near."""
    sky = Layer("card sky", 0.0, lambda canvas: _sky(canvas, look, aspect))
    return (sky, *_LANDS[look.motif](look, aspect, seed))


def opaque(colour: int, alpha: float = 1.0) -> int:
    """Return ``0xrrggbb`` as skia's ARGB."""
    return round(255 * alpha) << 24 | colour


def between(one: int, two: int, share: float) -> int:
    """Return the colour ``share`` of the way from one to two."""
    parts = [(one >> s & 255) + ((two >> s & 255) - (one >> s & 255)) * share for s in (16, 8, 0)]
    return round(parts[0]) << 16 | round(parts[1]) << 8 | round(parts[2])


def _everywhere(aspect: float) -> skia.Rect:
    return skia.Rect(_LEFT, _TOP, aspect - _LEFT, _BOTTOM)


def _sky(canvas: skia.Canvas, look: CardLook, aspect: float) -> None:
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, -0.05), skia.Point(0, 0.92)],
        [opaque(colour) for colour in look.sky],
        [0.0, 0.55, 1.0],
    )
    canvas.drawRect(_everywhere(aspect), skia.Paint(Shader=shader, Dither=True))
    glow = skia.GradientShader.MakeRadial(
        skia.Point(aspect / 2, 0.78),
        0.62,
        [opaque(look.glow, 0.62), opaque(look.glow, 0.16), opaque(look.glow, 0.0)],
        [0.0, 0.45, 1.0],
    )
    canvas.drawRect(_everywhere(aspect), skia.Paint(Shader=glow, Dither=True))


def _ridge_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    return tuple(
        _silhouette(look, index, 3, _ridge(aspect, seed, index, jagged=True)) for index in range(3)
    )


def _hill_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    return tuple(
        _silhouette(look, index, 3, _ridge(aspect, seed, index, jagged=False)) for index in range(3)
    )


def _silhouette(look: CardLook, index: int, count: int, path: skia.Path) -> Layer:
    share = index / (count - 1)
    top = between(look.land[0], look.land[1], share)
    base = between(top, look.glow, 0.2 * (1 - share))

    def paint(canvas: skia.Canvas) -> None:
        bounds = path.getBounds()
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(0, bounds.top()), skia.Point(0, bounds.top() + 0.3)],
            [opaque(top), opaque(base)],
        )
        canvas.drawPath(path, skia.Paint(Shader=shader, AntiAlias=True, Dither=True))

    return Layer(f"card land {index}", 0.3 + 0.35 * index, paint)


def _ridge(aspect: float, seed: int, index: int, *, jagged: bool) -> skia.Path:
    dice = random.Random(f"{seed}:ridge:{index}")
    shape = _JAGGED if jagged else _ROLLING
    waves = [
        (dice.uniform(0.7, 1.3) * rate, dice.uniform(0, math.tau), size) for rate, size in shape
    ]
    level = 0.74 + 0.085 * index
    path = skia.Path()
    path.moveTo(_LEFT, _BOTTOM)
    steps = 240
    for step in range(steps + 1):
        x = _LEFT + (aspect - 2 * _LEFT) * step / steps
        rise = 0.0
        for rate, phase, size in waves:
            wave = math.sin(rate * x + phase)
            rise += size * (1 - 2 * abs(wave) if jagged else wave)
        path.lineTo(x, level - rise * (1.0 - 0.2 * index))
    path.lineTo(aspect - _LEFT, _BOTTOM)
    path.close()
    return path


def _sea_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    horizon = 0.76

    def sea(canvas: skia.Canvas) -> None:
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(0, horizon), skia.Point(0, 1.1)],
            [opaque(between(look.sky[2], look.land[0], 0.55)), opaque(look.land[1])],
        )
        area = skia.Rect(_LEFT, horizon, aspect - _LEFT, _BOTTOM)
        canvas.drawRect(area, skia.Paint(Shader=shader, Dither=True))
        dice = random.Random(f"{seed}:glints")
        for _ in range(90):
            depth = dice.random() ** 1.6
            y = horizon + 0.006 + 0.24 * depth
            reach = 0.05 + 0.42 * depth
            x = aspect / 2 + dice.gauss(0, 0.45) * reach
            half = (0.008 + 0.035 * depth) * dice.uniform(0.5, 1.3)
            paint = skia.Paint(Color=opaque(look.glow, 0.5 * (1 - 0.7 * depth)), AntiAlias=True)
            canvas.drawOval(skia.Rect(x - half, y - 0.0016, x + half, y + 0.0016), paint)

    def sun(canvas: skia.Canvas) -> None:
        canvas.drawCircle(
            aspect / 2, horizon, 0.085, skia.Paint(Color=opaque(look.glow, 0.95), AntiAlias=True)
        )

    near = _silhouette(look, 2, 3, _ridge(aspect, seed, 2, jagged=False))
    return Layer("card sun", 0.05, sun), Layer("card sea", 0.35, sea), near


def _star_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    def stars(canvas: skia.Canvas) -> None:
        dice = random.Random(f"{seed}:stars")
        for _ in range(round(320 * (aspect + 1.2))):
            x, y = dice.uniform(_LEFT, aspect - _LEFT), dice.uniform(_TOP, 1.0)
            bright = dice.random() ** 2.4
            colour = between(0xFFFFFF, look.glow, dice.random())
            paint = skia.Paint(Color=opaque(colour, 0.25 + 0.75 * bright), AntiAlias=True)
            canvas.drawCircle(x, y, 0.0008 + 0.0016 * bright, paint)

    def world(canvas: skia.Canvas) -> None:
        radius = 1.5
        middle = skia.Point(aspect / 2, 0.79 + radius)
        halo = skia.GradientShader.MakeRadial(
            middle,
            radius * 1.07,
            [opaque(look.glow, 0.0), opaque(look.glow, 0.85), opaque(look.glow, 0.0)],
            [0.9, 0.936, 1.0],
        )
        canvas.drawCircle(middle, radius * 1.07, skia.Paint(Shader=halo, AntiAlias=True))
        ball = skia.GradientShader.MakeLinear(
            [skia.Point(0, 0.79), skia.Point(0, 1.1)],
            [opaque(look.land[0]), opaque(look.land[1])],
        )
        canvas.drawCircle(middle, radius, skia.Paint(Shader=ball, AntiAlias=True, Dither=True))

    return Layer("card stars", 0.1, stars), Layer("card world", 0.5, world)


def _skyline_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    return tuple(_blocks(look, aspect, seed, index) for index in range(3))


def _blocks(look: CardLook, aspect: float, seed: int, index: int) -> Layer:
    share = index / 2
    colour = between(look.land[0], look.land[1], share)

    def paint(canvas: skia.Canvas) -> None:
        dice = random.Random(f"{seed}:blocks:{index}")
        wall = skia.Paint(Color=opaque(colour), AntiAlias=True)
        x = _LEFT
        while x < aspect - _LEFT:
            wide = dice.uniform(0.05, 0.11)
            top = 0.74 + 0.07 * index - dice.uniform(-0.03, 0.12 - 0.02 * index)
            canvas.drawRect(skia.Rect(x, top, x + wide + 0.002, _BOTTOM), wall)
            if dice.random() < 0.3:
                canvas.drawRect(
                    skia.Rect(x + wide / 2, top - 0.04, x + wide / 2 + 0.003, top), wall
                )
            _windows(canvas, look, (x, top, wide), dice)
            x += wide

    return Layer(f"card town {index}", 0.3 + 0.35 * index, paint)


def _windows(
    canvas: skia.Canvas, look: CardLook, house: tuple[float, float, float], dice: random.Random
) -> None:
    x, top, wide = house
    for row in range(9):
        for column in range(max(1, int(wide / 0.016)) - 1):
            if dice.random() < 0.16:
                light = between(0xFFD9A0, look.accent, 0.25 * dice.random())
                left, y = x + 0.01 + 0.016 * column, top + 0.018 + 0.026 * row
                paint = skia.Paint(Color=opaque(light, dice.uniform(0.35, 0.85)), AntiAlias=True)
                canvas.drawRect(skia.Rect(left, y, left + 0.007, y + 0.012), paint)


def _tree_layers(look: CardLook, aspect: float, seed: int) -> tuple[Layer, ...]:
    return tuple(_trunks(look, aspect, seed, index) for index in range(3))


def _trunks(look: CardLook, aspect: float, seed: int, index: int) -> Layer:
    colour = between(look.land[0], look.land[1], index / 2)

    def paint(canvas: skia.Canvas) -> None:
        dice = random.Random(f"{seed}:trunks:{index}")
        wood = skia.Paint(Color=opaque(colour), AntiAlias=True)
        for _ in range(round((9 - 2 * index) * (aspect + 1.2))):
            x = dice.uniform(_LEFT, aspect - _LEFT)
            clear = 0.32 + 0.11 * index  # the middle stays free for the title
            if abs(x - aspect / 2) < clear * aspect * 0.72 and index > 0:
                continue
            _trunk(canvas, wood, x, 0.008 + 0.009 * index, dice)
        ground = _ridge(aspect, seed, index, jagged=False)
        canvas.drawPath(ground, wood)

    return Layer(f"card trees {index}", 0.3 + 0.35 * index, paint)


def _trunk(
    canvas: skia.Canvas, wood: skia.Paint, x: float, half: float, dice: random.Random
) -> None:
    lean = dice.uniform(-0.05, 0.05)
    path = skia.Path()
    path.moveTo(x - half, _BOTTOM)
    path.lineTo(x + lean - half * 0.45, _TOP)
    path.lineTo(x + lean + half * 0.45, _TOP)
    path.lineTo(x + half, _BOTTOM)
    path.close()
    canvas.drawPath(path, wood)
    bough = skia.Paint(wood)
    bough.setStyle(skia.Paint.kStroke_Style)
    for _ in range(5):
        y = dice.uniform(-0.05, 0.62)
        start = x + lean * (_BOTTOM - y) / (_BOTTOM - _TOP)
        side = dice.choice((-1, 1))
        reach = dice.uniform(0.05, 0.16)
        bough.setStrokeWidth(half * dice.uniform(0.15, 0.35))
        twig = skia.Path()
        twig.moveTo(start, y)
        twig.quadTo(start + side * reach * 0.6, y - 0.01, start + side * reach, y - 0.5 * reach)
        canvas.drawPath(twig, bough)


_LANDS: dict[Motif, Callable[[CardLook, float, int], tuple[Layer, ...]]] = {
    "ridges": _ridge_layers,
    "hills": _hill_layers,
    "sea": _sea_layers,
    "stars": _star_layers,
    "skyline": _skyline_layers,
    "trees": _tree_layers,
}
