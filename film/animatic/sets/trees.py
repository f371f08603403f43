"""Trees of several species, and which of them grow in a scene's country."""

import math
import random
from collections.abc import Callable
from typing import Literal

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear, paint_of, polygon, smooth, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.flora import BARK, LEAF, PINE, branch, clump
from film.animatic.sets.land import SNOW, covered, paint_shadow
from film.animatic.sets.place import Place

Species = Literal[
    "oak", "pine", "birch", "poplar", "cypress", "palm", "acacia", "blossom", "bare", "cactus"
]


BLOSSOM, OLIVE, CACTUS = rgb(0xF2A9BE), rgb(0x6F7F45), rgb(0x56804F)


def paint_tree(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    species: Species,
    spot: tuple[float, float, float, float],
) -> None:
    """Grow a tree; ``spot`` is its foot's x and y, its height, and its distance (0 to 1)."""
    _GROWERS[species](canvas, dice, place, spot)


def native_trees(place: Place) -> tuple[Species, ...]:
    """Return the trees that grow where the scene's culture lives."""
    by_culture: dict[str, tuple[Species, ...]] = {
        "nordic": ("pine", "birch", "pine"),
        "mediterranean": ("cypress", "oak", "cypress"),
        "middle eastern": ("palm", "cypress"),
        "south asian": ("palm", "oak"),
        "east asian": ("blossom", "pine", "oak"),
        "african": ("acacia", "acacia", "palm"),
        "latin american": ("palm", "oak"),
        "otherworldly": ("bare", "oak"),
    }
    return by_culture.get(place.scene.culture, ("oak", "poplar", "oak"))


def trunk(
    canvas: skia.Canvas,
    place: Place,
    spot: tuple[float, float, float, float],
    width: float,
    bark: RGB = BARK,
) -> None:
    """Raise a trunk on a tree's foot, rooted wider than it is."""
    x, y, tall, distance = spot
    palette, side = place.palette, place.palette.side
    half = width / 2
    if distance < 0.3:
        paint_shadow(canvas, place, (x, y), width * 2.6)
    shape = smooth(
        [
            (x - half * 1.7, y),
            (x - half * 0.85, y - tall * 0.2),
            (x - half * 0.7, y - tall),
            (x + half * 0.7, y - tall),
            (x + half * 0.85, y - tall * 0.2),
            (x + half * 1.7, y),
        ]
    )
    shape.close()
    here = covered(place, bark, 0.1)
    stops = [(0.0, palette.tone(here, 0.9, distance), 1.0),
             (0.6, palette.tone(here, 0.25, distance), 1.0),
             (1.0, palette.tone(here, 0.0, distance), 1.0)]  # fmt: skip
    canvas.drawPath(shape, linear((x + side * half, 0), (x - side * half, 0), stops))


def _oak(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    spot: tuple[float, float, float, float],
    leaf: RGB = LEAF,
) -> None:
    x, y, tall, distance = spot
    trunk(canvas, place, (x, y, tall * 0.55, distance), tall * 0.075)
    own = mix(leaf, rgb(0x3F7A4E) if dice.random() < 0.5 else rgb(0x93A447), dice.random() * 0.5)
    lean = dice.uniform(-0.06, 0.06) * tall
    for dx, dy, wide, high in ((-0.2, 0.58, 0.2, 0.17), (0.2, 0.6, 0.21, 0.17),
                               (0.0, 0.74, 0.27, 0.25)):  # fmt: skip
        crown = (x + lean + dx * tall, y - dy * tall, wide * tall, high * tall)
        clump(canvas, dice, place, crown, (own, distance))


def _blossom(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    _oak(canvas, dice, place, spot, BLOSSOM)


def _poplar(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    trunk(canvas, place, (x, y, tall * 0.3, distance), tall * 0.05)
    for part, wide in ((0.38, 0.13), (0.62, 0.12), (0.83, 0.085)):
        clump(canvas, dice, place, (x, y - part * tall, wide * tall, 0.17 * tall), (LEAF, distance))


def _birch(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    trunk(canvas, place, (x, y, tall * 0.85, distance), tall * 0.035, rgb(0xE3DFD3))
    marks = paint_of(place.palette.tone(rgb(0x4A4038), 0.3, distance), 0.8)
    for _ in range(7):
        my, mw = y - dice.uniform(0.08, 0.6) * tall, tall * dice.uniform(0.006, 0.013)
        canvas.drawOval(skia.Rect(x - mw, my - mw * 0.3, x + mw, my + mw * 0.3), marks)
    for _ in range(4):
        crown = (
            x + dice.uniform(-0.09, 0.09) * tall,
            y - dice.uniform(0.55, 0.92) * tall,
            0.12 * tall,
            0.1 * tall,
        )
        clump(canvas, dice, place, crown, (rgb(0x9BAE4A), distance))


def _pine(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    palette, side = place.palette, place.palette.side
    trunk(canvas, place, (x, y, tall * 0.3, distance), tall * 0.04)
    tiers = 6
    spread = tall * dice.uniform(0.19, 0.25)
    for i in range(tiers):
        share = i / (tiers - 1)
        foot = y - tall * (0.1 + 0.68 * share)
        peak = foot - tall * (0.3 - 0.06 * share)
        wide = spread * (1 - 0.78 * share) * dice.uniform(0.9, 1.1)
        edge = [(x + wide * (k / 4 - 1), foot + tall * 0.028 * ((k % 2) - 0.5)
                 * dice.uniform(0.6, 1.6)) for k in range(9)]  # fmt: skip
        dark = palette.tone(covered(place, PINE, 0.1), 0.05 + 0.2 * share, distance)
        lit = palette.tone(covered(place, PINE, 0.3), 0.7 + 0.3 * share, distance)
        tier = polygon([(x, peak), *reversed(edge)])
        canvas.drawPath(
            tier,
            linear(
                (x + side * wide, foot),
                (x - side * wide * 0.3, foot),
                [(0, lit, 1), (0.75, dark, 1), (1, dark, 1)],
            ),
        )
        if palette.snow:
            cap = [(x, peak), (x + wide * 0.7, foot - tall * 0.035), (x + wide * 0.25,
                   foot - tall * 0.075), (x - wide * 0.2, foot - tall * 0.04),
                   (x - wide * 0.75, foot - tall * 0.03)]  # fmt: skip
            canvas.drawPath(polygon(cap), paint_of(palette.tone(SNOW, 0.75, distance), 0.92))


def _cypress(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    palette, side = place.palette, place.palette.side
    wide = tall * dice.uniform(0.075, 0.1)
    leaf = covered(place, rgb(0x3C5B3A), 0.4)
    shape = smooth(
        [
            (x, y),
            (x - wide * 0.8, y - tall * 0.06),
            (x - wide, y - tall * 0.35),
            (x - wide * 0.55, y - tall * 0.75),
            (x, y - tall),
            (x + wide * 0.6, y - tall * 0.72),
            (x + wide, y - tall * 0.33),
            (x + wide * 0.75, y - tall * 0.05),
        ],
        closed=True,
    )
    stops = [(0.0, palette.tone(leaf, 1.0, distance), 1.0),
             (0.55, palette.tone(leaf, 0.3, distance), 1.0),
             (1.0, palette.tone(leaf, 0.0, distance), 1.0)]  # fmt: skip
    canvas.drawPath(shape, linear((x + side * wide, 0), (x - side * wide, 0), stops))


def _palm(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    palette = place.palette
    lean = tall * dice.uniform(-0.22, 0.22)
    top = (x + lean, y - tall * 0.84)
    trunk = smooth([(x, y), (x + lean * 0.15, y - tall * 0.4), top])
    here = rgb(0x8A6F52)
    canvas.drawPath(trunk, stroke_of(palette.tone(here, 0.15, distance), tall * 0.042))
    canvas.save()
    canvas.translate(palette.side * tall * 0.008, 0)
    canvas.drawPath(trunk, stroke_of(palette.tone(here, 0.9, distance), tall * 0.016))
    canvas.restore()
    for i in range(11):
        angle = math.pi * (-0.08 + 1.16 * i / 10) + dice.uniform(-0.1, 0.1)
        reach = tall * dice.uniform(0.28, 0.38)
        tip = (
            top[0] + math.cos(angle) * reach,
            top[1] - math.sin(angle) * reach * 0.6 + tall * 0.11,
        )
        rise = (
            top[0] + math.cos(angle) * reach * 0.5,
            top[1] - math.sin(angle) * reach * 0.65 - tall * 0.05,
        )
        frond = skia.Path()
        frond.moveTo(*top)
        frond.quadTo(rise[0], rise[1] - tall * 0.02, *tip)
        frond.quadTo(rise[0], rise[1] + tall * 0.055, *top)
        toward = 0.5 + 0.5 * palette.side * math.cos(angle)
        leaf = covered(place, rgb(0x4F7F3C), 0.4)
        canvas.drawPath(frond, paint_of(palette.tone(leaf, toward * 0.95, distance)))


def _acacia(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    bark = place.palette.tone(covered(place, BARK, 0.1), 0.15, distance)
    for reach in (-0.3, -0.1, 0.14, 0.32):
        bough = smooth(
            [
                (x, y),
                (x + reach * tall * 0.15, y - tall * 0.45),
                (x + reach * tall, y - tall * 0.82),
            ]
        )
        canvas.drawPath(bough, stroke_of(bark, tall * 0.028))
    for dx, dy, wide in ((-0.28, 0.82, 0.3), (0.3, 0.84, 0.3), (0.0, 0.92, 0.36)):
        crown = (x + dx * tall, y - dy * tall, wide * tall, 0.075 * tall)
        clump(canvas, dice, place, crown, (OLIVE, distance))


def _bare(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    bark = place.palette.tone(covered(place, rgb(0x4A3D38), 0.2), 0.2, distance)
    trunk(canvas, place, (x, y, tall * 0.42, distance), tall * 0.075, rgb(0x4A3D38))
    for reach in (-0.24, 0.02, 0.25):
        run = ((x, y - tall * 0.38), (x + reach * tall, y - tall * dice.uniform(0.68, 0.85)))
        branch(canvas, dice, run, tall * 0.032, (bark, 2))


def _cactus(
    canvas: skia.Canvas, dice: random.Random, place: Place, spot: tuple[float, float, float, float]
) -> None:
    x, y, tall, distance = spot
    palette = place.palette
    wide = tall * 0.15
    for dx, light, part in ((0.0, 0.25, 1.0), (palette.side * wide * 0.22, 0.9, 0.4)):
        pen = stroke_of(palette.tone(CACTUS, light, distance), wide * part)
        canvas.drawLine(x + dx, y, x + dx, y - tall + wide / 2, pen)
        for way, low, high in ((-1, 0.35, 0.68), (1, 0.48, 0.84)):
            arm = [(x + dx, y - tall * low), (x + dx + way * tall * 0.24, y - tall * low),
                   (x + dx + way * tall * 0.24, y - tall * high)]  # fmt: skip
            pen = stroke_of(palette.tone(CACTUS, light, distance), wide * 0.7 * part)
            canvas.drawPath(smooth(arm), pen)


_GROWERS: dict[str, Callable[..., None]] = {
    "oak": _oak, "pine": _pine, "birch": _birch, "poplar": _poplar, "cypress": _cypress,
    "palm": _palm, "acacia": _acacia, "blossom": _blossom, "bare": _bare, "cactus": _cactus,
}  # fmt: skip
