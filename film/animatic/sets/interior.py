"""Interiors: the layers every room is made of, from the view outside to what frames the lens."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import skia

from film.animatic.layers import Layer, LivePaint, Paint, StageSet
from film.animatic.sets.brush import Box, paint_of, radial
from film.animatic.sets.colour import scale
from film.animatic.sets.decor import Decor
from film.animatic.sets.outlook import view_layer
from film.animatic.sets.place import Place
from film.animatic.sets.room import FIGURE, GROUND, Room, everywhere
from film.animatic.sets.walls import paint_floor, paint_wall
from film.animatic.sets.windows import Window, cut_windows, paint_daylight
from film.story import Mood, TimeOfDay

_NIGHTFALL: dict[TimeOfDay, float] = {"dawn": 0.12, "day": 0.0, "dusk": 0.24, "night": 0.42}
_DREAD: dict[Mood, float] = {
    "sad": 0.12, "tense": 0.18, "mysterious": 0.22, "ominous": 0.32, "frightening": 0.42,
}  # fmt: skip
"""How deep the corners of a room sink into the dark, by hour and by mood."""
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def nothing(canvas: skia.Canvas) -> None:
    """Paint nothing."""


@dataclass(frozen=True)
class Interior:
    """What a room holds: painters for each plane, over the shell that the decor gives."""

    room: Room
    decor: Decor
    outdoors: Place
    """The place as it is outside, for the windows."""
    windows: list[Window] = field(default_factory=list)
    on_wall: Paint = nothing
    on_floor: Paint = nothing
    """Furniture behind the figures: painted over the floor and the side walls."""
    before: Paint = nothing
    """What frames the lens: only at the bottom and the sides."""
    wall_live: tuple[LivePaint, Box] | None = None
    floor_live: tuple[LivePaint, Box] | None = None
    wall: Callable[[skia.Canvas, Room, Decor], None] = paint_wall
    floor: Callable[[skia.Canvas, Room, Decor], None] = paint_floor
    closed: bool = True
    """Whether there are side walls and a ceiling to see."""

    def stage_set(self) -> StageSet:
        """Return the room as layers."""
        layers = []
        if self.windows:
            layers.append(view_layer(self.room, self.outdoors, self.windows))
        wall_live, wall_box = self.wall_live or (None, NOWHERE)
        floor_live, floor_box = self.floor_live or dust(self.room)
        layers += [
            Layer("wall", 0.72, self._paint_wall, live=wall_live, live_bounds=wall_box),
            Layer("room", 1.0, self._paint_room, live=floor_live, live_bounds=floor_box),
            Layer("frame", 1.35, self.before),
        ]
        reach = min(0.38 * self.room.place.aspect, 0.62 * self.room.half)
        middle = self.room.middle
        return self.room.place.stage_set(layers, GROUND, FIGURE, (middle - reach, middle + reach))

    def _paint_wall(self, canvas: skia.Canvas) -> None:
        canvas.saveLayer()
        self.wall(canvas, self.room, self.decor)
        cut_windows(canvas, self.room, self.decor, self.windows)
        self.on_wall(canvas)
        self._darken(canvas)
        canvas.restore()

    def _paint_room(self, canvas: skia.Canvas) -> None:
        room, decor = self.room, self.decor
        canvas.saveLayer()
        if self.closed:
            room.ceiling(canvas, decor.ceiling)
            if decor.beams:
                room.beams(canvas, decor.wood)
        self.floor(canvas, room, decor)
        if self.closed:
            room.side_walls(canvas, decor.wall, decor.trim)
        self.on_floor(canvas)
        self._darken(canvas)
        canvas.restore()
        paint_daylight(canvas, room, self.windows)

    def _darken(self, canvas: skia.Canvas) -> None:
        """Let what lies away from the lamps sink into the dark, by hour and mood."""
        place = self.room.place
        depth = _NIGHTFALL[place.palette.time] + _DREAD.get(place.scene.mood, 0.0)
        if depth <= 0:
            return
        dark = scale(place.palette.ambient, 0.22)
        centre = (self.room.middle + self.room.side * 0.2, 0.52)
        # On top of what is painted only: the windows stay open.
        fill = radial(centre, 1.15, [(0.0, dark, 0.0), (0.28, dark, 0.12 * depth),
                                     (0.75, dark, 0.85 * depth), (1.0, dark, depth)])  # fmt: skip
        fill.setBlendMode(skia.BlendMode.kSrcATop)
        canvas.drawRect(everywhere(place), fill)


def dust(room: Room) -> tuple[LivePaint, Box]:
    """Return motes that drift in the light, and the box they stay in."""
    dice, side = room.place.dice("dust"), room.side
    left = room.middle + (0.05 if side > 0 else -0.5)
    box = (left, 0.2, left + 0.45, 0.8)
    motes = [(dice.random(), dice.random(), dice.uniform(0.4, 1.0), dice.uniform(0, math.tau))
             for _ in range(26)]  # fmt: skip
    colour = room.place.palette.sun

    def paint(canvas: skia.Canvas, time: float) -> None:
        path = skia.Path()
        for x, y, size, phase in motes:
            mx = box[0] + 0.03 + 0.39 * x + 0.02 * math.sin(time * 0.3 * size + phase)
            my = box[1] + 0.01 + (y - time * 0.012 * size) % 1 * 0.58
            path.addCircle(mx, my, 0.0016 * size)
        canvas.drawPath(path, paint_of(colour, 0.35))

    return paint, box
