"""Land: skylines that fade with distance, ground, rocks, paths and what weather lays on them."""

import random
from collections.abc import Sequence

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import (
    Point,
    blob,
    down_to,
    hills,
    linear,
    paint_of,
    polygon,
    radial,
    smooth,
    veil,
    vertical,
)
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.place import BOTTOM, Place

SNOW = rgb(0xF4F7FC)
GRASS = rgb(0x6F9A4A)
EARTH = rgb(0x8A6A4A)
STONE = rgb(0x8C8A88)
SAND = rgb(0xE2C38E)


def covered(place: Place, local: RGB, share: float = 0.85) -> RGB:
    """Return a local colour under the scene's weather: snowed on, or darkened by rain."""
    palette = place.palette
    white = mix(local, SNOW, share * palette.snow)
    return mix(white, mix(local, (0.12, 0.14, 0.18), 0.5), 0.35 * palette.wet)


def paint_ridge(
    canvas: skia.Canvas,
    place: Place,
    line: Sequence[Point],
    local: RGB,
    distance: float,
    soft: bool = True,
) -> None:
    """Paint land below a skyline: toned at its crest, melting into haze towards its foot."""
    palette = place.palette
    top = min(y for _, y in line)
    crest = palette.tone(local, 0.62, distance)
    foot = mix(palette.tone(local, 0.4, distance), palette.haze, 0.25 + 0.5 * distance)
    deep = max(0.12, max(y for _, y in line) - top + 0.1)
    canvas.drawPath(down_to(BOTTOM, line, soft), vertical(top, top + deep, crest, foot))


def paint_range(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    row: tuple[float, float, float],
    look: tuple[RGB, float],
) -> None:
    """Raise a range of snow-capped mountains, the tallest off the middle.

    ``row`` is the range's foot, its greatest height and the distance of its summits; ``look``
    its rock and its distance (0 to 1).
    """
    foot, height, gap = row
    summits, x = [], place.left - 0.2
    while x < place.right + 0.3:
        favour = 1 - 0.5 * min(1.0, abs(x - place.x(place.away)) / place.aspect)
        summits.append((x, height * favour * dice.uniform(0.62, 1.0)))
        x += gap * dice.uniform(0.6, 1.3)
    for x, tall in sorted(summits, key=lambda summit: -summit[1]):
        _paint_mountain(canvas, dice, place, (x, foot, tall), look)
    foothills = hills(dice, (place.left, place.right), foot, height * 0.3, 1.6)
    paint_ridge(canvas, place, foothills, look[0], min(0.95, look[1] + 0.12))


def _paint_mountain(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    summit: tuple[float, float, float],
    look: tuple[RGB, float],
) -> None:
    """Paint one mountain: shaded body, lit flank along a crooked spine, snow above."""
    palette, side = place.palette, place.palette.side
    (x, foot, tall), (local, distance) = summit, look
    steps = 9

    def slope(way: float, reach: float) -> list[Point]:
        run = [(x, foot - tall)]
        for i in range(1, steps + 1):
            share = i / steps
            jag = dice.uniform(-0.045, 0.045) * tall * (1 if i < steps else 0)
            run.append((x + way * tall * reach * share**0.92, foot - tall * (1 - share) + jag))
        return run

    left, right = slope(-1, dice.uniform(0.85, 1.25)), slope(1, dice.uniform(0.85, 1.25))
    spine = [(px + dice.uniform(-0.09, 0.09) * tall * (i > 0), py) for i, (px, py) in enumerate(
        (x - side * tall * 0.1 * i / steps, foot - tall * (1 - i / steps))
        for i in range(steps + 1))]  # fmt: skip
    dark = palette.tone(local, 0.12, distance)
    foggy = mix(dark, palette.haze, 0.55)
    body = polygon([*reversed(left), *right[1:]])
    canvas.drawPath(body, vertical(foot - tall, foot, dark, foggy))
    lit_slope = right if side > 0 else left
    lit = palette.tone(local, 1.0, distance)
    flank = polygon([*spine, *reversed(lit_slope)])
    canvas.drawPath(flank, linear((0, foot - tall), (0, foot), [(0, lit, 1), (1, lit, 0.15)]))
    line = 0.3 + 0.12 * dice.random() + 0.25 * palette.snow
    for run, light in ((left, 1.0 if side < 0 else 0.2), (right, 1.0 if side > 0 else 0.2)):
        cap = _snow_cap(dice, spine, run, line)
        shown = palette.tone(SNOW, light, distance * 0.85)
        canvas.drawPath(polygon(cap), paint_of(shown))


def _snow_cap(
    dice: random.Random, spine: list[Point], run: list[Point], line: float
) -> list[Point]:
    """Return the snow between a spine and a slope, down to a ragged line (share of the height)."""
    low = max(2, round(line * (len(run) - 1)))
    outer, inner = run[: low + 1], spine[: low + 1]
    hem, count = [], 5
    (x0, y0), (x1, y1) = outer[-1], inner[-1]
    deep = (y0 - outer[0][1]) * 0.35
    for i in range(1, count):
        share = i / count
        drop = deep * (dice.uniform(0.25, 0.6) if i % 2 else dice.uniform(-0.45, -0.1))
        hem.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share + drop))
    return [*outer, *hem, *reversed(inner[1:])]


def paint_ground(
    canvas: skia.Canvas, place: Place, line: Sequence[Point], local: RGB, distance: float = 0.25
) -> None:
    """Paint the stage's own ground: hazier at its far edge, darker towards the lens."""
    palette = place.palette
    here = covered(place, local)
    top = min(y for _, y in line)
    stops = [
        (0.0, palette.tone(here, 0.75, distance), 1.0),
        (0.35, palette.tone(here, 0.8), 1.0),
        (0.75, palette.tone(here, 0.35), 1.0),
        (1.0, palette.tone(here, 0.1), 1.0),
    ]
    canvas.drawPath(down_to(BOTTOM, line), linear((0, top), (0, 1.15), stops))


def paint_rock(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    foot: Point,
    size: float,
    local: RGB = STONE,
) -> None:
    """Set a boulder on its foot: dark body, a lit facet on the light's side, a cap of snow."""
    paint_shadow(canvas, place, foot, size * 1.1)
    palette, side, (x, y) = place.palette, place.palette.side, foot
    here = covered(place, local, 0.15)
    wide, tall = size * dice.uniform(0.85, 1.25), size * dice.uniform(0.55, 0.85)
    outline = [(x - wide, y + size * 0.05), (x - wide * 0.85, y - tall * dice.uniform(0.35, 0.6)),
               (x - wide * 0.35, y - tall * dice.uniform(0.85, 1.05)),
               (x + wide * 0.25, y - tall * dice.uniform(0.8, 1.0)),
               (x + wide * 0.85, y - tall * dice.uniform(0.3, 0.55)),
               (x + wide, y + size * 0.05)]  # fmt: skip
    canvas.drawPath(
        polygon(outline), vertical(y - tall, y, palette.tone(here, 0.45), palette.tone(here, 0.05))
    )
    facet = outline[3:5] if side > 0 else outline[1:3]
    inner = (x + side * wide * 0.3, y - tall * 0.3)
    peak = outline[2] if side > 0 else outline[3]
    canvas.drawPath(
        polygon([peak, *facet, inner] if side > 0 else [*facet, peak, inner]),
        paint_of(palette.tone(here, 1.0), 0.75),
    )
    if palette.snow:
        cap = [outline[1], outline[2], outline[3], outline[4], (x + wide * 0.2, y - tall * 0.6),
               (x - wide * 0.3, y - tall * 0.66)]  # fmt: skip
        canvas.drawPath(smooth(cap, closed=True), paint_of(palette.tone(SNOW, 0.8)))


def paint_path(
    canvas: skia.Canvas, place: Place, run: tuple[Point, Point], widths: Point, local: RGB
) -> None:
    """Wind a path from a far point to a near one; ``widths`` are its own there and here."""
    palette, ((x0, y0), (x1, y1)), (thin, thick) = place.palette, run, widths
    here = covered(place, local, 0.6)
    bend = (x1 - x0) * 0.6 + 0.12
    left = [
        (x0 - thin / 2, y0),
        (x0 - bend * 0.5, y0 + (y1 - y0) * 0.25),
        (x0 + bend * 0.9 - thick * 0.2, y0 + (y1 - y0) * 0.6),
        (x1 - thick / 2, y1),
    ]
    right = [(x1 + thick / 2, y1), (x0 + bend * 0.9 + thick * 0.35, y0 + (y1 - y0) * 0.55),
             (x0 - bend * 0.45 + thin, y0 + (y1 - y0) * 0.24), (x0 + thin / 2, y0)]  # fmt: skip
    path = smooth(left)
    path.addPath(smooth(right), skia.Path.AddPathMode.kExtend_AddPathMode)
    path.close()
    stops = [(0.0, palette.tone(here, 0.9, 0.3), 0.9), (0.6, palette.tone(here, 0.8), 0.95),
             (1.0, palette.tone(here, 0.4), 0.95)]  # fmt: skip
    canvas.drawPath(path, linear((0, y0), (0, y1), stops))


def paint_mist(
    canvas: skia.Canvas, place: Place, top: float, bottom: float, strength: float
) -> None:
    """Lay the haze that gathers at the foot of far things; fog makes it thick."""
    thick = min(0.96, strength * (0.72 + 1.9 * place.palette.fog))
    veil(
        canvas,
        (place.left, top, place.right, bottom),
        place.palette.haze,
        (0.0, thick * 0.8, thick, thick * 0.55, 0.0),
    )


def paint_pool(canvas: skia.Canvas, place: Place, centre: Point, size: Point) -> None:
    """Brighten the ground where the figures stand, as light through a gap would."""
    colour = place.palette.tone((1.0, 0.97, 0.9), 1.0)
    canvas.save()
    canvas.translate(*centre)
    canvas.scale(size[0], size[1])
    stops = [(0.0, colour, 0.2), (0.6, colour, 0.08), (1.0, colour, 0.0)]
    canvas.drawCircle(0, 0, 1, radial((0, 0), 1.0, stops))
    canvas.restore()


def paint_shadow(canvas: skia.Canvas, place: Place, foot: Point, half: float) -> None:
    """Ground something with a soft shadow that falls away from the light; none of no width."""
    if half <= 0:
        return
    palette, (x, y) = place.palette, foot
    shift = -palette.side * half * 0.45
    strength = (0.16 + 0.22 * palette.glow) * (1 - 0.5 * palette.cover)
    canvas.save()
    canvas.translate(x + shift, y)
    canvas.scale(half * 1.5, half * 0.16)
    dark = (0.06, 0.06, 0.16)
    stops = [(0.0, dark, strength), (0.55, dark, strength * 0.7), (1.0, dark, 0.0)]
    canvas.drawCircle(0, 0, 1, radial((0, 0), 1.0, stops))
    canvas.restore()


def paint_puddles(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    band: tuple[float, float],
    count: int = 9,
) -> None:
    """Leave puddles that hold the sky on wet ground, between two heights."""
    if place.palette.wet < 0.9:
        return
    zenith, middle, low = place.palette.sky
    for _ in range(count):
        y = dice.uniform(*band)
        wide = dice.uniform(0.05, 0.16) * (0.4 + 1.2 * (y - band[0]) / (band[1] - band[0]))
        shape = blob(dice, (dice.uniform(place.left, place.right), y), (wide, wide * 0.13), 0.2)
        shine = linear(
            (0, y - wide * 0.13),
            (0, y + wide * 0.13),
            [(0, mix(middle, zenith, 0.4), 0.75), (1, low, 0.6)],
        )
        canvas.drawPath(shape, shine)
