"""Land: skylines that fade with distance, ground, rocks, paths and what weather lays on them."""

import random
from collections.abc import Sequence

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import (
    Point,
    blob,
    down_to,
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


def paint_ridge(canvas: skia.Canvas, place: Place, line: Sequence[Point], local: RGB,
                distance: float, soft: bool = True) -> None:  # fmt: skip
    """Paint land below a skyline: toned at its crest, melting into haze towards its foot."""
    palette = place.palette
    top = min(y for _, y in line)
    crest = palette.tone(local, 0.62, distance)
    foot = mix(palette.tone(local, 0.4, distance), palette.haze, 0.25 + 0.5 * distance)
    deep = max(0.12, max(y for _, y in line) - top + 0.1)
    canvas.drawPath(down_to(BOTTOM, line, soft), vertical(top, top + deep, crest, foot))


def paint_peaks(canvas: skia.Canvas, place: Place, line: Sequence[Point], local: RGB,
                distance: float) -> None:  # fmt: skip
    """Light the flanks that face the light on a jagged skyline, with snow on the heights."""
    palette, side = place.palette, place.palette.side
    top, bottom = min(y for _, y in line), max(y for _, y in line)
    span = max(0.05, bottom - top)
    lit, snow = palette.tone(local, 1.0, distance), palette.tone(SNOW, 0.85, distance * 0.8)
    for i in range(2, len(line) - 2):
        x, y = line[i]
        if not (y < line[i - 1][1] and y < line[i + 1][1] and y < line[i - 2][1]):
            continue
        tall = bottom - y + 0.05
        foot = (x + side * tall * 0.75, y + tall)
        spine = [(x, y), (x + side * tall * 0.07, y + tall * 0.3), (x - side * tall * 0.05,
                 y + tall * 0.55), (x + side * tall * 0.1, y + tall)]  # fmt: skip
        canvas.save()
        canvas.clipPath(down_to(BOTTOM, line, soft=False), doAntiAlias=True)
        flank = linear((x, y), (x, y + tall), [(0, lit, 0.85), (1, lit, 0.0)])
        canvas.drawPath(polygon([*spine, foot]), flank)
        if (bottom - y) / span > 0.45:
            deep = tall * 0.34
            cap = [(x - deep * 0.8, y + deep), (x - deep * 0.4, y + deep * 0.62), (x - deep * 0.15,
                   y + deep), (x + deep * 0.2, y + deep * 0.7), (x + deep * 0.45, y + deep * 1.1),
                   (x + deep * 0.8, y + deep * 0.75), (x, y - 0.02)]  # fmt: skip
            shade = palette.tone(SNOW, 0.25, distance * 0.8)
            canvas.drawPath(polygon(cap), linear((x - side * deep * 0.4, y), (x + side * deep * 0.1,
                            y), [(0, shade, 0.95), (1, snow, 0.95)]))  # fmt: skip
        canvas.restore()


def paint_ground(canvas: skia.Canvas, place: Place, line: Sequence[Point], local: RGB,
                 distance: float = 0.25) -> None:  # fmt: skip
    """Paint the stage's own ground: hazier at its far edge, darker towards the lens."""
    palette = place.palette
    here = covered(place, local)
    top = min(y for _, y in line)
    stops = [(0.0, palette.tone(here, 0.75, distance), 1.0), (0.35, palette.tone(here, 0.8), 1.0),
             (0.75, palette.tone(here, 0.35), 1.0), (1.0, palette.tone(here, 0.1), 1.0)]  # fmt: skip
    canvas.drawPath(down_to(BOTTOM, line), linear((0, top), (0, 1.15), stops))


def paint_rock(canvas: skia.Canvas, dice: random.Random, place: Place, foot: Point, size: float,
               local: RGB = STONE) -> None:  # fmt: skip
    """Set a boulder on its foot: dark body, a lit facet on the light's side, a cap of snow."""
    palette, side, (x, y) = place.palette, place.palette.side, foot
    here = covered(place, local, 0.15)
    wide, tall = size * dice.uniform(0.85, 1.25), size * dice.uniform(0.55, 0.85)
    outline = [(x - wide, y + size * 0.05), (x - wide * 0.85, y - tall * dice.uniform(0.35, 0.6)),
               (x - wide * 0.35, y - tall * dice.uniform(0.85, 1.05)),
               (x + wide * 0.25, y - tall * dice.uniform(0.8, 1.0)),
               (x + wide * 0.85, y - tall * dice.uniform(0.3, 0.55)),
               (x + wide, y + size * 0.05)]  # fmt: skip
    canvas.drawPath(polygon(outline), vertical(y - tall, y, palette.tone(here, 0.45),
                                               palette.tone(here, 0.05)))  # fmt: skip
    facet = outline[3:5] if side > 0 else outline[1:3]
    inner = (x + side * wide * 0.3, y - tall * 0.3)
    peak = outline[2] if side > 0 else outline[3]
    canvas.drawPath(polygon([peak, *facet, inner] if side > 0 else [*facet, peak, inner]),
                    paint_of(palette.tone(here, 1.0), 0.75))  # fmt: skip
    if palette.snow:
        cap = [outline[1], outline[2], outline[3], outline[4], (x + wide * 0.2, y - tall * 0.6),
               (x - wide * 0.3, y - tall * 0.66)]  # fmt: skip
        canvas.drawPath(smooth(cap, closed=True), paint_of(palette.tone(SNOW, 0.8)))


def paint_path(canvas: skia.Canvas, place: Place, run: tuple[Point, Point], widths: Point,
               local: RGB) -> None:  # fmt: skip
    """Wind a path from a far point to a near one; ``widths`` are its own there and here."""
    palette, ((x0, y0), (x1, y1)), (thin, thick) = place.palette, run, widths
    here = covered(place, local, 0.6)
    bend = (x1 - x0) * 0.6 + 0.12
    left = [(x0 - thin / 2, y0), (x0 - bend * 0.5, y0 + (y1 - y0) * 0.25),
            (x0 + bend * 0.9 - thick * 0.2, y0 + (y1 - y0) * 0.6), (x1 - thick / 2, y1)]  # fmt: skip
    right = [(x1 + thick / 2, y1), (x0 + bend * 0.9 + thick * 0.35, y0 + (y1 - y0) * 0.55),
             (x0 - bend * 0.45 + thin, y0 + (y1 - y0) * 0.24), (x0 + thin / 2, y0)]  # fmt: skip
    path = smooth(left)
    path.addPath(smooth(right), skia.Path.AddPathMode.kExtend_AddPathMode)
    path.close()
    stops = [(0.0, palette.tone(here, 0.9, 0.3), 0.9), (0.6, palette.tone(here, 0.8), 0.95),
             (1.0, palette.tone(here, 0.4), 0.95)]  # fmt: skip
    canvas.drawPath(path, linear((0, y0), (0, y1), stops))


def paint_mist(canvas: skia.Canvas, place: Place, top: float, bottom: float, strength: float
               ) -> None:  # fmt: skip
    """Lay the haze that gathers at the foot of far things; fog makes it thick."""
    thick = min(0.96, strength * (0.72 + 1.9 * place.palette.fog))
    veil(canvas, (place.left, top, place.right, bottom), place.palette.haze,
         (0.0, thick * 0.8, thick, thick * 0.55, 0.0))  # fmt: skip


def paint_pool(canvas: skia.Canvas, place: Place, centre: Point, size: Point) -> None:
    """Brighten the ground where the figures stand, as light through a gap would."""
    colour = place.palette.tone((1.0, 0.97, 0.9), 1.0)
    canvas.save()
    canvas.translate(*centre)
    canvas.scale(size[0], size[1])
    stops = [(0.0, colour, 0.2), (0.6, colour, 0.08), (1.0, colour, 0.0)]
    canvas.drawCircle(0, 0, 1, radial((0, 0), 1.0, stops))
    canvas.restore()


def paint_puddles(canvas: skia.Canvas, dice: random.Random, place: Place,
                  band: tuple[float, float], count: int = 9) -> None:  # fmt: skip
    """Leave puddles that hold the sky on wet ground, between two heights."""
    if place.palette.wet < 0.9:
        return
    zenith, middle, low = place.palette.sky
    for _ in range(count):
        y = dice.uniform(*band)
        wide = dice.uniform(0.05, 0.16) * (0.4 + 1.2 * (y - band[0]) / (band[1] - band[0]))
        shape = blob(dice, (dice.uniform(place.left, place.right), y), (wide, wide * 0.13), 0.2)
        shine = linear((0, y - wide * 0.13), (0, y + wide * 0.13),
                       [(0, mix(middle, zenith, 0.4), 0.75), (1, low, 0.6)])  # fmt: skip
        canvas.drawPath(shape, shine)

