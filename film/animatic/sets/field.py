"""The field: rolling farmland in strips of colour under a wide sky."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.brush import Point, dabs, down_to, hills, linear, polygon
from film.animatic.sets.colour import rgb
from film.animatic.sets.flora import paint_bush, paint_flowers
from film.animatic.sets.foreground import grass_fringe, mist_layers
from film.animatic.sets.land import (
    EARTH,
    covered,
    paint_ground,
    paint_mist,
    paint_path,
    paint_puddles,
    paint_ridge,
)
from film.animatic.sets.life import with_birds, with_fireflies
from film.animatic.sets.place import BOTTOM, Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import native_trees, paint_tree

CROPS = (rgb(0xD9B44A), rgb(0x8FAE4C), rgb(0xC7C066), rgb(0x6F9A4A), rgb(0xB58F4E))


def paint_field(place: Place) -> StageSet:
    """Paint fields that roll to blue hills, a lone tree, a track through the corn."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for base, height, distance in ((0.56, 0.09, 0.78), (0.58, 0.07, 0.62)):
            line = hills(dice, span, base, height, 1.1)
            paint_ridge(canvas, place, line, rgb(0x6C8C84), distance)
        paint_mist(canvas, place, 0.5, 0.62, 0.4)

    def middle(canvas: skia.Canvas) -> None:
        dice = place.dice("middle")
        for base, height, distance in ((0.63, 0.07, 0.46), (0.7, 0.08, 0.3)):
            line = hills(dice, span, base, height, 0.8)
            _paint_strips(canvas, place, line, distance)
            for _ in range(9):
                x, y = dice.choice(line)
                for k in range(dice.choice((1, 2, 4))):
                    foot = (x + 0.035 * k, y + 0.02 + 0.003 * k)
                    paint_bush(
                        canvas,
                        dice,
                        place,
                        foot,
                        dice.uniform(0.025, 0.05),
                        rgb(0x4F7A45),
                        distance,
                    )
            paint_mist(canvas, place, base - 0.05, base + 0.09, 0.22)
        at = place.away if not place.scene.landmarks else 0.5 + (0.5 - place.away) * 0.6
        spot = (place.x(at), 0.71, dice.uniform(0.26, 0.32), 0.14)
        paint_tree(canvas, dice, place, native_trees(place)[0], spot)

    def near(canvas: skia.Canvas) -> None:
        _paint_track(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, 0.56),
            with_birds(place, Layer("hills", 0.12, far)),
            Layer("fields", 0.34, middle),
            with_fireflies(place, Layer("meadow", 1.0, near), 0.6, 0.88),
            *mist_layers(place),
            grass_fringe(place, rgb(0xB59A48), 0.11),
        ]
    )


def _paint_strips(canvas: skia.Canvas, place: Place, line: list[Point], distance: float) -> None:
    dice, palette = place.dice(f"strips {distance}"), place.palette
    paint_ridge(canvas, place, line, covered(place, CROPS[3]), distance)
    canvas.save()
    canvas.clipPath(down_to(BOTTOM, line), doAntiAlias=True)
    x = place.left - 0.4
    while x < place.right:
        wide, slant = dice.uniform(0.14, 0.4), (x - place.x(0.5)) * 0.9
        strip = polygon(
            [
                (x, 0.45),
                (x + wide, 0.45),
                (x + wide * 1.9 + slant, 0.85),
                (x + slant - wide * 0.4, 0.85),
            ]
        )
        local: RGB = covered(place, dice.choice(CROPS))
        canvas.drawPath(
            strip,
            linear(
                (0, 0.5),
                (0, 0.8),
                [
                    (0, palette.tone(local, 0.85, distance), 0.85),
                    (1, palette.tone(local, 0.5, distance), 0.3),
                ],
            ),
        )
        x += wide * dice.uniform(0.8, 1.3)
    canvas.restore()


def _paint_track(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("track"), place.palette
    line = hills(dice, (place.left, place.right), 0.775, 0.04, 0.7)
    paint_ground(canvas, place, line, rgb(0xA9A552), 0.18)
    for local, light, count in ((rgb(0xE5C766), 0.95, 200), (rgb(0x6F8A3E), 0.3, 130)):
        dabs(
            canvas,
            dice,
            (place.left, 0.78, place.right, 1.15),
            count,
            (palette.tone(covered(place, local), light), 0.45, 0.045, 0.013),
        )
    run = ((place.x(0.56), 0.765), (place.x(0.45), 1.12))
    paint_path(canvas, place, run, (0.03, 0.6), EARTH)
    paint_flowers(canvas, dice, place, (place.left, 0.81, place.x(0.36), 1.02), 80)
    paint_flowers(canvas, dice, place, (place.x(0.66), 0.81, place.right, 1.02), 80)
    paint_puddles(canvas, dice, place, (0.84, 1.05))
