"""Houses, drawn front on: walls and beams, put together in the manner of an architecture."""

import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.architecture import Architecture
from film.animatic.sets.brush import stroke_of
from film.animatic.sets.land import paint_shadow
from film.animatic.sets.lots import Lot, paint_wall
from film.animatic.sets.openings import paint_door, paint_windows
from film.animatic.sets.place import Place
from film.animatic.sets.roofs import ROOFS, paint_chimney, paint_gable, paint_round_house


def paint_house(
    canvas: skia.Canvas, dice: random.Random, place: Place, lot: Lot, look: Architecture
) -> None:
    """Build a house on a lot in the manner of an architecture."""
    wall, cover = dice.choice(look.walls), dice.choice(look.roofs)
    shape = dice.choice(look.roof)
    if shape in {"thatch", "pod"}:
        paint_round_house(canvas, dice, place, lot, (wall, cover, shape))
        return
    if lot.distance < 0.3:
        paint_shadow(canvas, place, (lot.middle, lot.foot), lot.width * 0.62)
    if look.chimney and shape in {"gable", "ridge"}:
        paint_chimney(canvas, place, lot, dice.choice((0.22, 0.72)), look.pitch)
    paint_wall(canvas, place, lot, wall, 0.6 if shape != "gable" else 0.5)
    if shape == "gable":
        paint_gable(canvas, place, lot, (wall, cover), look.pitch)
    if look.timber:
        paint_timber(canvas, place, lot, look.timber)
    paint_windows(canvas, dice, place, lot, look)
    paint_door(canvas, dice, place, lot, look)
    if shape != "gable":
        ROOFS[shape](canvas, place, lot, cover, look.pitch)


def paint_timber(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB) -> None:
    """Show the frame of beams that a house is built on."""
    beam = stroke_of(place.palette.tone(local, 0.3, lot.distance), lot.storey * 0.065)
    beam.setStrokeCap(skia.Paint.kButt_Cap)
    for floor in range(lot.storeys + 1):
        y = lot.foot - floor * lot.storey
        canvas.drawLine(lot.x, y, lot.x + lot.width, y, beam)
    for x in (0.0, 0.33, 0.67, 1.0):
        canvas.drawLine(lot.x + lot.width * x, lot.top, lot.x + lot.width * x, lot.foot, beam)
    for floor in range(1, lot.storeys):
        y = lot.foot - floor * lot.storey
        for x0, x1 in ((0.0, 0.16), (1.0, 0.84)):
            canvas.drawLine(
                lot.x + lot.width * x0, y - lot.storey * 0.95, lot.x + lot.width * x1, y, beam
            )
