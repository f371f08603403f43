"""Lots: where a house stands, and the plain wall that rises on it."""

from dataclasses import dataclass

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import linear
from film.animatic.sets.colour import mix
from film.animatic.sets.land import covered
from film.animatic.sets.place import Place


@dataclass(frozen=True)
class Lot:
    """Where a house stands: its left x, its foot's y, its size in set units, its distance."""

    x: float
    foot: float
    width: float
    storeys: int
    storey: float
    """Height of one storey."""
    distance: float = 0.0

    @property
    def top(self) -> float:
        """The y at which the walls end."""
        return self.foot - self.storeys * self.storey

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


def paint_wall(canvas: skia.Canvas, place: Place, lot: Lot, local: RGB, light: float = 0.6) -> None:
    """Raise a plain wall over a lot, a little brighter towards the light and the sky."""
    palette = place.palette
    here = mix(local, covered(place, local, 0.0), 0.6)
    near, off = (
        palette.tone(here, light + 0.3, lot.distance),
        palette.tone(here, light - 0.35, lot.distance),
    )
    lit, dim = (lot.x + lot.width, lot.x) if palette.side > 0 else (lot.x, lot.x + lot.width)
    paint = linear((lit, lot.top), (dim, lot.foot), [(0, near, 1.0), (1, off, 1.0)])
    canvas.drawRect(skia.Rect(lot.x, lot.top, lot.x + lot.width, lot.foot), paint)
