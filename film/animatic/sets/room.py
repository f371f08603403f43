"""A room in one-point perspective: where things stand in it, its shell, and boxes to build with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from film.animatic.light import RGB, Light
from film.animatic.sets.brush import Point, Stop, glow, ink, linear, paint_of, polygon, radial
from film.animatic.sets.colour import WHITE, clip, luma, mix, scale, times
from film.animatic.sets.palette import grade_light
from film.animatic.sets.place import BOTTOM, TOP, Place

GROUND, HORIZON = 0.93, 0.40
EYE = GROUND - HORIZON
"""How high the lens is above the floor, in room units."""
BACK = 0.68
"""How large things at the back wall look, against those where the figures stand."""
FIGURE = 0.6
"""A grown figure's height; so a metre is about 0.35 room units."""
_REACH = 1.7
"""Room units from the lens to the figures."""
_BY_LAMP = {"dawn": 0.35, "day": 0.12, "dusk": 0.6, "night": 0.92}
"""Share of the light indoors that lamps give, by time of day."""

Span = tuple[float, float]


@dataclass(frozen=True)
class Room:
    """A room: X runs right from the middle, Y up from the floor, both as large as at the figures.

    Depth is given as scale: 1 where figures stand, ``BACK`` at the back wall, more near the lens.
    """

    place: Place
    """With the palette of the light indoors."""
    half: float = 1.25
    """From the middle to a side wall."""
    height: float = 0.96
    """From floor to ceiling."""

    @property
    def middle(self) -> float:
        """The x of the vanishing point."""
        return self.place.aspect / 2

    @property
    def side(self) -> float:
        """−1 when the light comes from the left, +1 from the right."""
        return self.place.palette.side

    def at(self, x: float, y: float, near: float = BACK) -> Point:
        """Return where a point of the room lies in set space."""
        return self.middle + x * near, HORIZON + (EYE - y) * near

    def rect(self, xs: Span, ys: Span, near: float = BACK) -> skia.Rect:
        """Return an upright rectangle that faces the lens."""
        left, top = self.at(xs[0], ys[1], near)
        right, bottom = self.at(xs[1], ys[0], near)
        return skia.Rect(left, top, right, bottom)

    def quad(self, corners: Sequence[tuple[float, float, float]]) -> skia.Path:
        """Return the outline through points given as X, Y and nearness."""
        return polygon([self.at(*corner) for corner in corners])

    def tone(self, local: RGB, light: float = 0.5) -> RGB:
        """Return what a local colour looks like in this room's light."""
        return self.place.palette.tone(local, light)

    def paint(self, local: RGB, light: float = 0.5, alpha: float = 1.0) -> skia.Paint:
        """Return a flat fill of a local colour."""
        return paint_of(self.tone(local, light), alpha)

    def front(self, box: skia.Rect, local: RGB, light: float = 0.55, fall: float = 0.22
              ) -> skia.Paint:  # fmt: skip
        """Return a fill for a surface that faces us: brighter towards the light and the top."""
        lit, dim = self.tone(local, min(1.0, light + fall)), self.tone(local, light - fall)
        start, end = (box.left(), box.right()) if self.side < 0 else (box.right(), box.left())
        bend = box.height() * 0.6
        return linear((start, box.top()), (end, box.top() + bend),
                      [(0.0, lit, 1.0), (1.0, scale(dim, 0.94), 1.0)])  # fmt: skip

    def panel(self, canvas: skia.Canvas, xs: Span, ys: Span, local: RGB, near: float = BACK,
              light: float = 0.55) -> skia.Rect:  # fmt: skip
        """Paint an upright board that faces us; returns where it lies."""
        box = self.rect(xs, ys, near)
        canvas.drawRect(box, self.front(box, local, light))
        return box

    def box(self, canvas: skia.Canvas, xs: Span, ys: Span, depth: Span, local: RGB,
            top: RGB | None = None) -> skia.Rect:  # fmt: skip
        """Build a box between two nearnesses (far, near); returns where its front lies."""
        (x0, x1), (y0, y1), (far, near) = xs, ys, depth
        if x0 > 0 or x1 < 0:
            x = x0 if x0 > 0 else x1
            toward = (self.side < 0) == (x0 > 0)
            face = self.quad([(x, y0, near), (x, y1, near), (x, y1, far), (x, y0, far)])
            canvas.drawPath(face, self.paint(local, 0.85 if toward else 0.12))
        if y1 < EYE:
            lid = self.quad([(x0, y1, near), (x1, y1, near), (x1, y1, far), (x0, y1, far)])
            bounds = lid.getBounds()
            canvas.drawPath(lid, self.front(bounds, top or local, 0.88, 0.12))
        front = self.panel(canvas, xs, ys, local, near)
        edge = paint_of(mix(self.tone(top or local, 1.0), WHITE, 0.25), 0.55)
        canvas.drawRect(skia.Rect(front.left(), front.top(), front.right(), front.top() + 0.0028),
                        edge)  # fmt: skip
        return front

    def shadow(self, canvas: skia.Canvas, xs: Span, near: float, strength: float = 0.4) -> None:
        """Lay a contact shadow on the floor under something, drawn away from the light."""
        (left, y), (right, _) = self.at(xs[0], 0, near), self.at(xs[1], 0, near)
        middle, wide = (left + right) / 2 - self.side * 0.02, (right - left) / 2 * 1.2
        high = 0.035 * near
        canvas.save()
        canvas.translate(middle, y)
        canvas.scale(wide, high)
        dark = scale(self.place.palette.ambient, 0.16)
        stops: list[Stop] = [(0.0, dark, strength), (0.6, dark, strength * 0.7), (1.0, dark, 0.0)]
        canvas.drawCircle(0, 0, 1, radial((0, 0), 1, stops))
        canvas.restore()

    def side_walls(self, canvas: skia.Canvas, local: RGB, trim: RGB) -> None:
        """Paint the walls to the left and right of us, with their skirting."""
        for way in (-1, 1):
            x = way * self.half
            # The wall that faces the window is lit by it; the one that holds it is not.
            level = 0.2 if way == self.side else 0.7
            wall = self.quad([(x, 0, BACK), (x, self.height, BACK), (x, self.height, 4), (x, 0, 4)])
            edge, out = self.at(x, 0, BACK)[0], self.at(x, 0, 1.5)[0]
            stops = [(0.0, self.tone(local, level * 0.75), 1.0), (0.35, self.tone(local, level), 1),
                     (1.0, self.tone(local, level * 0.45), 1.0)]  # fmt: skip
            canvas.drawPath(wall, linear((edge, 0), (out, 0), stops))
            for low, high in ((0.0, 0.045), (self.height - 0.03, self.height)):
                board = self.quad([(x, low, BACK), (x, high, BACK), (x, high, 4), (x, low, 4)])
                canvas.drawPath(board, self.paint(trim, level * 0.9))

    def ceiling(self, canvas: skia.Canvas, local: RGB) -> None:
        """Paint the ceiling, darkest over our heads."""
        (x, h) = (self.half, self.height)
        plane = self.quad([(-x, h, BACK), (x, h, BACK), (x, h, 5), (-x, h, 5)])
        edge = self.at(0, h, BACK)[1]
        canvas.drawPath(plane, linear((0, edge), (0, edge - 0.4), [
            (0.0, self.tone(local, 0.4), 1.0), (0.4, self.tone(local, 0.12), 1.0),
            (1.0, self.tone(local, 0.0), 1.0)]))  # fmt: skip
        canvas.drawLine(*self.at(-x, h), *self.at(x, h),
                        skia.Paint(Color=ink(self.tone(local, 0.05), 0.5), StrokeWidth=0.004,
                                   Style=skia.Paint.kStroke_Style, AntiAlias=True))  # fmt: skip

    def beams(self, canvas: skia.Canvas, local: RGB, count: int = 5) -> None:
        """Carry the ceiling on beams that run towards us."""
        for i in range(count):
            x = self.half * (2 * (i + 0.5) / count - 1)
            low, wide = self.height - 0.055, 0.032
            under = self.quad([(x - wide, low, BACK), (x + wide, low, BACK), (x + wide, low, 4),
                               (x - wide, low, 4)])  # fmt: skip
            inner = x - wide if x > 0 else x + wide
            flank = self.quad([(inner, low, BACK), (inner, self.height, BACK),
                               (inner, self.height, 4), (inner, low, 4)])  # fmt: skip
            canvas.drawPath(flank, self.paint(local, 0.55))
            canvas.drawPath(under, self.paint(local, 0.15))


def nearness(behind: float) -> float:
    """Return the scale of something a distance (room units) behind the figures."""
    return _REACH / (_REACH + behind)


def indoors(place: Place, lamp: RGB, brightness: float = 1.0, lamp_share: float | None = None
            ) -> Place:  # fmt: skip
    """Return the place under a roof: its light is the lamp's, the more so the darker it is outside.

    ``lamp_share`` says how much of the light lamps give where there is no window to ask.
    """
    palette = place.palette
    share = _BY_LAMP[palette.time] if lamp_share is None else lamp_share
    share = max(share, 0.3 * palette.cover)
    mood = 0.55 + 0.45 * luma(palette.key) / max(0.3, _OUTDOORS[palette.time])
    mood *= brightness
    key = mix(palette.key, lamp, share)
    gloom = mix((0.34, 0.31, 0.42), times((0.4, 0.4, 0.4), lamp), 0.35)
    ambient = mix(mix(palette.ambient, (0.5, 0.5, 0.56), 0.25), gloom, share * 0.9)
    key, ambient = _dimmed(key, mood), _dimmed(ambient, mood)
    contrast = clip((ambient[0] / key[0], ambient[1] / key[1], ambient[2] / key[2]))
    light = Light(
        tint=clip(grade_light(mix(key, WHITE, 0.25), place.style)),
        shade=clip(mix(contrast, (0.84, 0.82, 0.88), 0.45)),
        rim=mix(palette.light.rim, clip(lamp), share),
        rim_strength=max(0.25, palette.light.rim_strength),
        side=palette.light.side,
    )
    return replace(place, palette=replace(palette, key=key, ambient=ambient, light=light))


_OUTDOORS = {"dawn": 0.94, "day": 1.03, "dusk": 0.8, "night": 0.56}
"""How bright the key light is outside when nothing dims it."""


def _dimmed(light: RGB, factor: float) -> RGB:
    return (light[0] * factor, light[1] * factor, light[2] * factor)


def lamp_glow(canvas: skia.Canvas, room: Room, centre: Point, radius: float, colour: RGB
              ) -> None:  # fmt: skip
    """Bloom a practical light: blazing at night, a breath of warmth by day."""
    strength = 0.16 + 0.5 * room.place.palette.lamps
    glow(canvas, centre, radius, room.place.palette.emit(colour), strength)


def everywhere(place: Place) -> skia.Rect:
    """Return all that painters fill."""
    return skia.Rect(place.left, TOP, place.right, BOTTOM)
