"""The village: houses along a lane in the manner of their people, hills behind."""

import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.architecture import Architecture, architecture_of
from film.animatic.sets.brush import dabs, hills
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.colour import rgb
from film.animatic.sets.flora import paint_bush, paint_flowers
from film.animatic.sets.foreground import grass_fringe, mist_layers
from film.animatic.sets.hangings import paint_lantern
from film.animatic.sets.land import (
    EARTH,
    GRASS,
    SAND,
    covered,
    paint_ground,
    paint_mist,
    paint_path,
    paint_pool,
    paint_puddles,
    paint_ridge,
)
from film.animatic.sets.life import with_birds
from film.animatic.sets.lots import Lot
from film.animatic.sets.place import Place
from film.animatic.sets.sky import sky_layers
from film.animatic.sets.trees import native_trees, paint_tree

DRY = frozenset({"middle eastern", "african"})
"""Cultures whose villages stand on sand rather than grass."""


def paint_village(place: Place) -> StageSet:
    """Paint a lane between near houses, a cluster of roofs in the middle distance."""
    look = architecture_of(place.scene)
    dry = place.scene.culture in DRY

    def far(canvas: skia.Canvas) -> None:
        dice = place.dice("far")
        for base, height, distance in ((0.57, 0.13, 0.8), (0.6, 0.09, 0.62)):
            line = hills(dice, (place.left, place.right), base, height, 1.0)
            paint_ridge(canvas, place, line, rgb(0xA08C6C) if dry else rgb(0x68897C), distance)
        paint_mist(canvas, place, 0.5, 0.64, 0.35)

    def middle(canvas: skia.Canvas) -> None:
        _paint_cluster(canvas, place, look, dry)

    def near(canvas: skia.Canvas) -> None:
        _paint_lane(canvas, place, look, dry)

    return place.stage_set(
        [
            *sky_layers(place, 0.57),
            with_birds(place, Layer("hills", 0.15, far)),
            Layer("roofs", 0.45, middle),
            Layer("lane", 1.0, near),
            *mist_layers(place),
            grass_fringe(place, rgb(0xA89660) if dry else GRASS, 0.07, 0.56),
        ]
    )


def _paint_cluster(canvas: skia.Canvas, place: Place, look: Architecture, dry: bool) -> None:
    dice = place.dice("cluster")
    slope = hills(dice, (place.left, place.right), 0.66, 0.05, 0.7)
    paint_ridge(canvas, place, slope, covered(place, SAND if dry else GRASS), 0.4)
    for row, (foot, size, distance) in enumerate(((0.645, 0.048, 0.5), (0.69, 0.066, 0.34))):
        x = place.left + dice.uniform(0, 0.1)
        while x < place.right:
            wide = size * dice.uniform(1.5, 2.5)
            lot = Lot(
                x,
                foot + dice.uniform(-0.012, 0.012),
                wide,
                dice.randint(*look.storeys),
                size,
                distance,
            )
            if abs(lot.middle / place.aspect - 0.5) > 0.05 + 0.08 * row:
                paint_house(canvas, dice, place, lot, look)
            if dice.random() < 0.5:
                spot = (x + wide * 1.1, foot + 0.01, size * dice.uniform(1.6, 2.6), distance)
                paint_tree(canvas, dice, place, dice.choice(native_trees(place)), spot)
            x += wide * dice.uniform(1.05, 1.7)
    paint_mist(canvas, place, 0.56, 0.74, 0.25)


def _paint_lane(canvas: skia.Canvas, place: Place, look: Architecture, dry: bool) -> None:
    dice, palette = place.dice("lane"), place.palette
    line = hills(dice, (place.left, place.right), 0.765, 0.03, 0.7)
    ground = SAND if dry else rgb(0x7F9F52)
    paint_ground(canvas, place, line, ground, 0.2)
    dabs(
        canvas,
        dice,
        (place.left, 0.775, place.right, 1.15),
        160,
        (palette.tone(covered(place, ground), 0.95), 0.4, 0.06, 0.01),
    )
    run = ((place.x(0.52), 0.755), (place.x(0.5), 1.08))
    paint_path(canvas, place, run, (0.06, 1.1), EARTH if not dry else rgb(0xC9A878))
    paint_pool(canvas, place, (place.x(0.5), 0.92), (0.6, 0.1))
    paint_puddles(canvas, dice, place, (0.84, 1.05))
    for at, wide, foot in ((-0.13, 0.42, 0.85), (0.13, 0.26, 0.795), (0.79, 0.28, 0.79),
                           (0.95, 0.44, 0.845), (-0.42, 0.4, 0.84), (1.25, 0.4, 0.84)):  # fmt: skip
        if place.scene.landmarks and 0 < at < 0.9 and (at < 0.5) == (place.away < 0.5):
            continue  # a landmark stands there
        wide *= place.room
        storey = 0.17 if foot > 0.82 else 0.115
        lot = Lot(place.x(at), foot, wide, dice.randint(*look.storeys), storey, 0.1)
        paint_house(canvas, dice, place, lot, look)
        if not dry:
            for _ in range(4):
                spot = (lot.x + dice.random() * wide, foot + 0.012)
                paint_bush(canvas, dice, place, spot, dice.uniform(0.025, 0.05), rgb(0x5A8A45))
    if look.lanterns:
        for at in (0.05, 0.16, 0.82, 0.93):
            paint_lantern(canvas, place, (place.x(at), 0.66), 0.018)
    if not dry:
        paint_flowers(canvas, dice, place, (place.left, 0.85, place.x(0.3), 1.0), 60)
        paint_flowers(canvas, dice, place, (place.x(0.72), 0.85, place.right, 1.0), 60)
