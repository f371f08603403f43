"""The street: house fronts that run to a vanishing point, lamps, and paving to stand on."""

import random

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture, architecture_of
from film.animatic.sets.brush import dabs, glow, linear, paint_of, polygon, stroke_of
from film.animatic.sets.colour import mix, rgb
from film.animatic.sets.facades import (
    paint_skyline,
    paint_street_lamp,
    paint_terrace,
    paving,
    recede,
)
from film.animatic.sets.foreground import mist_layers, near_tone
from film.animatic.sets.land import paint_mist, paint_puddles
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers

VANISH = 0.53
STOREY = 1.0


def paint_street(place: Place) -> StageSet:
    """Paint a street in one-point perspective, open to the sky at its end."""
    look = architecture_of(place.scene)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        tall = place.scene.era in {"modern", "future", "victorian"}
        paint_skyline(canvas, dice, place, (0.6, 0.36 if tall else 0.16, 0.72), tall)
        paint_skyline(canvas, dice, place, (0.62, 0.22 if tall else 0.11, 0.56), tall)
        paint_mist(canvas, place, 0.42, 0.66, 0.5)

    def fronts(canvas: skia.Canvas) -> None:
        for side in (-1, 1):
            _paint_side(canvas, place, look, side)
        _paint_end_glow(canvas, place)

    def ground(canvas: skia.Canvas) -> None:
        _paint_paving(canvas, place)
        for side in (-1, 1):
            for out, foot, tall in ((0.24, 0.72, 0.28), (0.36, 0.81, 0.5)):
                paint_street_lamp(canvas, place, (place.x(0.5 + side * out), foot), tall)

    return place.stage_set(
        [
            *sky_layers(place, VANISH),
            Layer("skyline", 0.15, far),
            Layer("fronts", 0.7, fronts),
            Layer("paving", 1.0, ground),
            *mist_layers(place),
            _near_railing(place),
        ],
        ground=0.925,
    )


def _paint_side(canvas: skia.Canvas, place: Place, look: Architecture, side: int) -> None:
    dice = place.dice(f"side {side}")
    middle = place.x(0.5)
    far, near = middle + side * 0.16 * place.aspect, middle + side * (0.5 * place.aspect + 0.55)
    spread = abs(near - middle) / abs(far - middle)

    def at(x: float, rise: float) -> tuple[float, float]:
        factor = 1 if x == far else spread
        return x, VANISH - rise * factor

    sky, foot = 0.35, -0.075
    floors = max(look.storeys[1] + 2, 3)
    high = floors * STOREY + 1.2
    length = 13.0
    quad = (at(near, sky), at(far, sky), at(far, foot), at(near, foot))
    if side > 0:
        quad = (quad[1], quad[0], quad[3], quad[2])

    def picture(flat: skia.Canvas) -> None:
        outline = paint_terrace(flat, dice, place, look, (0.0, length, high, STOREY))
        end, here = (length, length * 0.35) if side < 0 else (0.0, length * 0.65)
        haze = [(0.0, place.palette.haze, 0.6), (1.0, place.palette.haze, 0.0)]
        flat.drawPath(outline, linear((end, 0), (here, 0), haze))
        if side == place.palette.side:
            flat.drawPath(outline, paint_of((0.05, 0.06, 0.15), 0.2))

    recede(canvas, quad, (length, high), picture)


def _paint_end_glow(canvas: skia.Canvas, place: Place) -> None:
    palette = place.palette
    glow(
        canvas,
        (place.x(0.5), VANISH),
        0.4,
        mix(palette.sun, palette.haze, 0.5),
        0.2 + 0.25 * palette.glow,
    )


def _paint_paving(canvas: skia.Canvas, place: Place) -> None:
    palette, dice = place.palette, place.dice("paving")
    old = place.scene.era in {"ancient", "medieval", "renaissance", "victorian"}
    road = paving(place, rgb(0x9C8E7E) if old else rgb(0x6E727C))
    walk = paving(place, rgb(0xB5A68F) if old else rgb(0xA3A3A6))
    middle, edge = place.x(0.5), 0.16 * place.aspect
    reach = 12
    for local, out, distance in ((walk, 1.08, 0.3), (road, 0.66, 0.32)):
        apron = polygon(
            [
                (middle - edge * out, 0.602),
                (middle + edge * out, 0.602),
                (middle + edge * out * reach, VANISH + 0.072 * reach),
                (middle - edge * out * reach, VANISH + 0.072 * reach),
            ]
        )
        canvas.drawPath(apron, _ground_paint(place, local, distance))
    if old:
        _paint_cobbles(canvas, dice, place, road)
    else:
        _paint_lines(canvas, place)
    kerb = stroke_of(palette.tone(walk, 0.95), 0.006, 0.8)
    for side in (-1, 1):
        out = edge * 0.66 * side
        canvas.drawLine(middle + out, 0.602, middle + out * reach, VANISH + 0.072 * reach, kerb)
    dabs(
        canvas,
        dice,
        (place.left, 0.72, place.right, 1.2),
        80,
        (palette.tone(walk, 0.1), 0.1, 0.2, 0.012),
    )
    _paint_shine(canvas, dice, place)
    paint_puddles(canvas, dice, place, (0.8, 1.05), 10)


def _ground_paint(place: Place, local: RGB, distance: float) -> skia.Paint:
    palette = place.palette
    return linear(
        (0, 0.6),
        (0, 1.1),
        [
            (0.0, palette.tone(local, 0.8, distance), 1.0),
            (0.45, palette.tone(local, 0.7), 1.0),
            (1.0, palette.tone(local, 0.2), 1.0),
        ],
    )


def _paint_cobbles(canvas: skia.Canvas, dice: random.Random, place: Place, local: RGB) -> None:
    for light in (0.15, 1.0):
        path = skia.Path()
        for i in range(20):
            y = VANISH + 0.09 * 1.16**i
            size = (y - VANISH) * 0.16
            for _ in range(15):
                x = place.x(0.5) + dice.uniform(-2.2, 2.2) * (y - VANISH) * 1.6
                path.addOval(skia.Rect(x, y, x + size * dice.uniform(0.7, 1.1), y + size * 0.3))
        canvas.drawPath(path, paint_of(place.palette.tone(local, light), 0.3))


def _paint_lines(canvas: skia.Canvas, place: Place) -> None:
    paint = paint_of(place.palette.tone(rgb(0xF0E6CC), 0.8), 0.75 * (1 - place.palette.snow))
    y = 0.615
    while y < 1.3:
        after = VANISH + (y - VANISH) * 1.3
        half, wider = (y - VANISH) * 0.045, (after - VANISH) * 0.045
        x = place.x(0.5)
        canvas.drawPath(
            polygon([(x - half, y), (x + half, y), (x + wider, after), (x - wider, after)]), paint
        )
        y = VANISH + (after - VANISH) * 1.35


def _paint_shine(canvas: skia.Canvas, dice: random.Random, place: Place) -> None:
    """Smear the lamps' and the sky's light down wet paving."""
    palette = place.palette
    if palette.wet < 0.9:
        return
    for at in (0.14, 0.26, 0.5, 0.74, 0.86):
        x, wide = place.x(at), dice.uniform(0.02, 0.05)
        colour = palette.sky[2] if at == 0.5 else palette.window
        strength = 0.3 if at == 0.5 else 0.4 * palette.lamps
        streak = linear(
            (0, 0.66), (0, 1.05), [(0, colour, 0.0), (0.3, colour, strength), (1, colour, 0.0)]
        )
        streak.setBlendMode(skia.BlendMode.kScreen)
        for _ in range(9):
            y, half = dice.uniform(0.66, 1.0), wide * dice.uniform(0.5, 1.5)
            canvas.drawOval(skia.Rect(x - half, y, x + half, y + 0.016), streak)


def _near_railing(place: Place) -> Layer:
    """Return dark railings at the frame's lower corners."""

    def paint(canvas: skia.Canvas) -> None:
        iron = near_tone(place, rgb(0x2C3038), 0.2)
        pen, thin = stroke_of(iron, 0.012), stroke_of(iron, 0.007)
        for side in (-1, 1):
            inner = place.x(0.5) + side * place.aspect * 0.405
            outer = place.x(0.5) + side * (place.aspect * 0.5 + 0.6)
            for y0, y1 in ((0.875, 0.79), (0.97, 1.0)):
                canvas.drawLine(inner, y0, outer, y1, pen)
            for i in range(16):
                share = i / 15
                x = inner + (outer - inner) * share
                canvas.drawLine(x, 0.865 - 0.085 * share, x, BOTTOM, pen if i == 0 else thin)

    return Layer("railing", 1.4, paint)
