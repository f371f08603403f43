"""Skies: gradient, sun or moon, stars and clouds, by time of day and weather."""

import math
import random

import skia

from film.animatic.layers import Layer
from film.animatic.light import RGB
from film.animatic.sets.brush import blob, glow, linear, paint_of, radial
from film.animatic.sets.colour import WHITE, mix, scale
from film.animatic.sets.place import BOTTOM, TOP, Place


def sky_layers(place: Place, horizon: float = 0.58) -> list[Layer]:
    """Return the sky down to a horizon, and the clouds that drift over it."""
    layers = [Layer("sky", 0.0, lambda canvas: _paint_sky(canvas, place, horizon))]
    if place.palette.weather != "fog":
        drift = 0.012 if place.palette.weather == "storm" else 0.005
        layers.append(
            Layer("clouds", 0.06, lambda canvas: _paint_clouds(canvas, place, horizon), drift)
        )
    return layers


def _paint_sky(canvas: skia.Canvas, place: Place, horizon: float) -> None:
    palette = place.palette
    zenith, middle, low = palette.sky
    stops = [(0.0, scale(zenith, 0.9), 1.0), (0.28, zenith, 1.0), (0.68, middle, 1.0),
             (0.97, low, 1.0), (1.0, low, 1.0)]  # fmt: skip
    box = skia.Rect(place.left, TOP, place.right, BOTTOM)
    canvas.drawRect(box, linear((0, TOP), (0, horizon + 0.03), stops))
    if palette.time == "night" and palette.cover < 0.5:
        _paint_stars(canvas, place, horizon)
    _paint_manner(canvas, place, horizon)
    sun = place.sun
    warm = mix(palette.sun, low, 0.45)
    glow(canvas, sun, 0.95, warm, 0.55 * palette.glow + 0.06)
    if palette.cover > 0.7:
        return
    if palette.time == "night":
        _paint_moon(canvas, place)
        return
    size = 0.062 if palette.time in {"dawn", "dusk"} else 0.05
    glow(canvas, sun, size * 4.5, palette.sun, 0.85 * palette.glow + 0.1)
    disk = radial(
        sun,
        size,
        [
            (0.0, mix(palette.sun, WHITE, 0.55), 1.0),
            (0.86, palette.sun, 1.0),
            (1.0, palette.sun, 0.0),
        ],
    )
    canvas.drawCircle(*sun, size, disk)


def _paint_manner(canvas: skia.Canvas, place: Place, horizon: float) -> None:
    """Leave the marks of the style's own tools: blooms of pigment, or printed dots."""
    dice, palette = place.dice("manner"), place.palette
    zenith, middle, low = palette.sky
    if place.style == "watercolour":
        for _ in range(26):
            centre = (dice.uniform(place.left, place.right), dice.uniform(TOP, horizon))
            size, colour = dice.uniform(0.1, 0.34), mix(zenith, middle, dice.random())
            rim = [
                (0.0, colour, 0.0),
                (0.7, colour, 0.05),
                (0.93, colour, 0.16),
                (1.0, colour, 0.0),
            ]
            paint = radial(centre, size, rim)
            canvas.drawPath(blob(dice, centre, (size, size * 0.8), 0.2), paint)
    elif place.style == "pop":
        dots, step = skia.Path(), 0.026
        for row in range(round((horizon - TOP) / step)):
            y = TOP + row * step
            size = 0.0095 * (y - TOP) / (horizon - TOP)
            for column in range(round((place.right - place.left) / step)):
                dots.addCircle(place.left + (column + 0.5 * (row % 2)) * step, y, size)
        canvas.drawPath(dots, paint_of(mix(low, palette.sun, 0.5), 0.3))


def _paint_stars(canvas: skia.Canvas, place: Place, horizon: float) -> None:
    dice = place.dice("stars")
    colour = place.palette.emit((0.95, 0.97, 1.0))
    for alpha, size, count in ((0.45, 0.0011, 190), (0.8, 0.0017, 60), (1.0, 0.0026, 14)):
        path = skia.Path()
        for _ in range(count):
            height = dice.random() ** 1.4
            path.addCircle(
                dice.uniform(place.left, place.right), TOP + (horizon - 0.08 - TOP) * height, size
            )
        canvas.drawPath(path, paint_of(colour, alpha * (1 - place.palette.cover)))


def _paint_moon(canvas: skia.Canvas, place: Place) -> None:
    palette, (x, y), size = place.palette, place.sun, 0.058
    glow(canvas, (x, y), size * 5.5, palette.sun, 0.5)
    face = radial(
        (x - size * 0.3, y - size * 0.3),
        size * 1.7,
        [
            (0.0, mix(palette.sun, WHITE, 0.7), 1.0),
            (0.6, palette.sun, 1.0),
            (1.0, scale(palette.sun, 0.78), 1.0),
        ],
    )
    canvas.drawCircle(x, y, size, face)
    sea = paint_of(scale(palette.sun, 0.8), 0.5)
    for dx, dy, part in ((-0.25, -0.1, 0.3), (0.3, 0.25, 0.22), (0.15, -0.45, 0.16),
                         (-0.35, 0.42, 0.15)):  # fmt: skip
        canvas.drawCircle(x + dx * size, y + dy * size, part * size, sea)


def _paint_clouds(canvas: skia.Canvas, place: Place, horizon: float) -> None:
    dice, weather = place.dice(f"clouds {place.scene.id}"), place.palette.weather
    if weather in {"clear", "cloud"}:
        low_sun = place.palette.time != "day"
        for _ in range(7 if low_sun else 3):
            _streak(canvas, dice, place, horizon)
        for _ in range(5 if weather == "clear" else 13):
            height = dice.uniform(0.02, horizon - 0.16)
            near = 1 - height / horizon
            wide = dice.uniform(0.16, 0.34) * (0.5 + near) * (1.25 if weather == "cloud" else 1)
            cumulus(canvas, dice, place, (dice.uniform(place.left, place.right), height), wide)
        return
    _paint_overcast(canvas, dice, place, horizon)


def _paint_overcast(canvas: skia.Canvas, dice: random.Random, place: Place, horizon: float) -> None:
    """Stack heavy clouds from the horizon to overhead, larger and darker as they near."""
    palette = place.palette
    zenith, middle, low = palette.sky
    storm = palette.weather == "storm"
    rows = 6 if storm else 5
    for row in range(rows):
        near = row / (rows - 1)
        base = horizon - 0.1 - (horizon + 0.1) * near**0.8
        lit = mix(mix(low, palette.sun, 0.14 * (1 - near)), middle, 0.2 + 0.6 * near)
        shade = mix(
            mix(middle, low, 0.35), scale(zenith, 0.62 if storm else 0.86), 0.2 + 0.8 * near
        )
        wide = 0.34 + 0.75 * near
        x = place.left - dice.uniform(0, wide)
        while x < place.right + wide * 0.5:
            at = (x, base + dice.uniform(-0.03, 0.03))
            cumulus(canvas, dice, place, at, wide * dice.uniform(0.8, 1.2), (lit, shade))
            x += wide * dice.uniform(0.5, 0.85)


def cumulus(
    canvas: skia.Canvas,
    dice: random.Random,
    place: Place,
    centre: tuple[float, float],
    width: float,
    colours: tuple[RGB, RGB] | None = None,
) -> None:
    """Heap a cloud on its base: ``centre`` is the base's middle; colours are lit and shaded."""
    palette, (x, y) = place.palette, centre
    lit, shade = colours or cloud_colours(place)
    tall = width * dice.uniform(0.26, 0.36)
    peak = dice.uniform(0.35, 0.65)
    body, crown = skia.Path(), skia.Path()
    count = max(11, round(width * 46))
    for i in range(count):
        along = 0.04 + 0.92 * i / (count - 1)
        rise = math.sin(math.pi * along ** (math.log(0.5) / math.log(peak)))
        size = tall * (0.15 + 0.34 * rise) * dice.uniform(0.8, 1.15)
        cx, cy = x + (along - 0.5) * width, y - tall * 0.8 * rise * dice.uniform(0.4, 1)
        body.addCircle(cx, cy, size)
        crown.addCircle(cx + palette.side * size * 0.16, cy - size * 0.2, size * 0.76)
    body.addOval(skia.Rect(x - width * 0.52, y - tall * 0.2, x + width * 0.52, y + tall * 0.2))
    top, bottom = y - tall * 1.2, y + tall * 0.3
    stops = [(0.0, lit, 0.95), (0.5, mix(lit, shade, 0.55), 0.9), (0.78, shade, 0.75),
             (1.0, shade, 0.0)]  # fmt: skip
    canvas.drawPath(body, linear((0, top), (0, bottom), stops))
    stops = [(0.0, lit, 0.8), (0.55, lit, 0.35), (0.8, lit, 0.0), (1.0, lit, 0.0)]
    canvas.drawPath(crown, linear((0, top), (0, bottom), stops))


def cloud_colours(place: Place) -> tuple[RGB, RGB]:
    """Return what clouds look like where light falls on them, and beneath."""
    palette = place.palette
    zenith, middle, low = palette.sky
    if palette.time == "day":
        lit = mix(mix(low, WHITE, 0.75), middle, 0.5 * palette.cover)
        return lit, mix(mix(middle, low, 0.5), zenith, 0.1 + 0.1 * palette.cover)
    if palette.time == "night":
        return mix(middle, palette.sun, 0.3), mix(zenith, middle, 0.7)
    return mix(low, palette.sun, 0.5), mix(middle, zenith, 0.35)


def _streak(canvas: skia.Canvas, dice: random.Random, place: Place, horizon: float) -> None:
    lit, shade = cloud_colours(place)
    x, y = dice.uniform(place.left, place.right), horizon - dice.uniform(0.06, 0.34)
    length = dice.uniform(0.25, 0.8)
    path = skia.Path()
    for _ in range(5):
        wide, thick = length * dice.uniform(0.3, 0.6), dice.uniform(0.003, 0.011)
        cx, cy = x + dice.uniform(-0.3, 0.3) * length, y + dice.uniform(-0.016, 0.016)
        path.moveTo(cx - wide, cy)
        path.quadTo(cx, cy - thick * 2, cx + wide, cy)
        path.quadTo(cx, cy + thick * 1.4, cx - wide, cy)
    near = max(0.0, 1 - abs(x - place.sun[0]) / place.aspect)
    colour = mix(shade, lit, near)
    stops = [(0.0, colour, 0.0), (0.3, colour, 0.7), (0.7, colour, 0.7), (1.0, colour, 0.0)]
    canvas.drawPath(path, linear((x - length * 0.8, 0), (x + length * 0.8, 0), stops))
