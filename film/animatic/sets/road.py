"""The road: a long line to the horizon through open land, with posts that count the way."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.light import RGB
from film.animatic.sets.brush import dabs, hills, linear, paint_of, polygon, stroke_of
from film.animatic.sets.colour import rgb
from film.animatic.sets.flora import paint_bush
from film.animatic.sets.foreground import grass_fringe, mist_layers
from film.animatic.sets.land import (
    EARTH,
    covered,
    paint_ground,
    paint_mist,
    paint_puddles,
    paint_ridge,
)
from film.animatic.sets.life import with_birds
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import native_trees, paint_tree

VANISH = 0.575


def paint_road(place: Place) -> StageSet:
    """Paint a road that runs into the distance, off the middle, under a wide sky."""
    span = (place.left, place.right)

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for base, height, distance in ((0.57, 0.15, 0.8), (0.585, 0.08, 0.62)):
            line = hills(dice, span, base, height, 0.9)
            paint_ridge(canvas, place, line, rgb(0x7388A0), distance)
        paint_mist(canvas, place, 0.48, 0.62, 0.4)

    def land(canvas: skia.Canvas) -> None:
        _paint_land(canvas, place)

    return place.stage_set(
        [
            *sky_layers(place, VANISH),
            with_birds(place, Layer("hills", 0.12, far)),
            Layer("road", 1.0, land),
            *mist_layers(place),
            grass_fringe(place, rgb(0x9A9248), 0.1),
        ]
    )


def _paint_land(canvas: skia.Canvas, place: Place) -> None:
    dice, palette = place.dice("land"), place.palette
    flat = [(place.left, VANISH + 0.012), (place.x(0.3), VANISH + 0.008),
            (place.x(0.7), VANISH + 0.01), (place.right, VANISH + 0.006)]  # fmt: skip
    paint_ground(canvas, place, flat, rgb(0xA8A458), 0.55)
    for local, light in ((rgb(0xD8C46A), 0.9), (rgb(0x7A8A44), 0.25), (rgb(0xB88A4A), 0.6)):
        dabs(
            canvas,
            dice,
            (place.left, VANISH + 0.03, place.right, 1.15),
            150,
            (palette.tone(covered(place, local), light, 0.12), 0.4, 0.16, 0.012),
        )
    for x, tall in ((0.06, 0.1), (0.22, 0.07), (0.9, 0.09), (0.78, 0.06), (1.1, 0.12)):
        spot = (place.x(x), VANISH + 0.02 + tall * 0.2, tall, 0.42)
        paint_tree(canvas, dice, place, native_trees(place)[0], spot)
    vanish = place.x(0.44 if place.away > 0.5 else 0.56)
    paved = place.scene.era in {"modern", "future"}
    _paint_way(canvas, place, vanish, paved)
    paint_puddles(canvas, dice, place, (0.8, 1.05), 7)
    side = -1 if place.away > 0.5 else 1
    for step in range(7):
        near = 0.05 * 1.75**step
        foot = (vanish + side * near * 1.9, VANISH + near * 0.62)
        _paint_pole(canvas, place, foot, near * 0.95, (side, paved))
    for x, size in ((0.04, 0.08), (0.95, 0.09), (-0.1, 0.11), (1.1, 0.12)):
        paint_bush(canvas, dice, place, (place.x(x), 0.87), size, rgb(0x7A8A48))


def _paint_way(canvas: skia.Canvas, place: Place, vanish: float, paved: bool) -> None:
    palette, reach = place.palette, 1.3 - VANISH
    surface: RGB = covered(place, rgb(0x6A6E78) if paved else EARTH, 0.7)
    middle = place.x(0.5)

    def edge(out: float, depth: float) -> tuple[float, float]:
        x = vanish + (middle - vanish) * depth / reach + out * depth
        return x, VANISH + 0.011 + depth

    verge = covered(place, rgb(0xC2AC7C), 0.85)
    for local, out in ((verge, 1.5), (surface, 1.3)):
        shape = polygon(
            [edge(-out * 0.02, 0), edge(out * 0.02, 0), edge(out, reach), edge(-out, reach)]
        )
        canvas.drawPath(
            shape,
            linear(
                (0, VANISH),
                (0, 1.1),
                [
                    (0, palette.tone(local, 0.9, 0.5), 1.0),
                    (0.35, palette.tone(local, 0.75, 0.1), 1.0),
                    (1, palette.tone(local, 0.25), 1.0),
                ],
            ),
        )
    if not paved:
        for out in (-0.5, 0.5):
            rut = polygon(
                [
                    edge(out - 0.07, 0),
                    edge(out + 0.07, 0),
                    edge(out + 0.1, reach),
                    edge(out - 0.1, reach),
                ]
            )
            canvas.drawPath(rut, paint_of(palette.tone(surface, 0.0), 0.35))
        return
    line = paint_of(palette.tone(rgb(0xF2D98A), 0.9), 0.85 * (1 - 0.9 * palette.snow))
    depth = 0.012
    while depth < reach:
        after = depth * 1.35
        canvas.drawPath(
            polygon(
                [edge(-0.035, depth), edge(0.035, depth), edge(0.035, after), edge(-0.035, after)]
            ),
            line,
        )
        depth = after * 1.4


def _paint_pole(
    canvas: skia.Canvas,
    place: Place,
    foot: tuple[float, float],
    height: float,
    look: tuple[int, bool],
) -> None:
    palette, (x, y), (side, wired) = place.palette, foot, look
    distance = max(0.0, 0.5 - height * 0.9)
    wood = palette.tone(rgb(0x54443A), 0.25, distance)
    tall = height if wired else height * 0.28
    canvas.drawLine(x, y, x, y - tall, stroke_of(wood, height * 0.028))
    if not wired:
        rail = stroke_of(wood, height * 0.022)
        canvas.drawLine(
            x, y - tall * 0.75, x + side * height * 1.45, y - tall * 0.9 + height * 0.4, rail
        )
        return
    for share in (0.97, 0.86):
        bar = height * 0.13 * (1.2 - (0.97 - share))
        canvas.drawLine(
            x - bar, y - tall * share, x + bar, y - tall * share, stroke_of(wood, height * 0.02)
        )
    after = 1.75
    wire = skia.Path()
    for share, out in ((0.97, 0.12), (0.97, -0.12), (0.86, 0.11)):
        x0, y0 = x + out * height, y - tall * share
        dx, dy = side * height / 0.95 * 1.9 * (after - 1), height / 0.95 * 0.62 * (after - 1)
        x1, y1 = x + dx + out * height * after, y + dy - tall * share * after
        wire.moveTo(x0, y0)
        wire.quadTo((x0 + x1) / 2, (y0 + y1) / 2 + height * 0.14, x1, y1)
    canvas.drawPath(wire, stroke_of(wood, max(0.0008, height * 0.005), 0.7))
