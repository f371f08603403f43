"""Set dressing: the things a wide shot names, standing on the ground where nobody stands."""

import skia

from film.animatic.actors import ground_shadow
from film.animatic.compositor import Sprite, crop_to_ink, even_rect, rasterise, to_sprite
from film.animatic.layers import StageSet
from film.animatic.planes import Shooting
from film.animatic.props import draw_prop, held, prop_accent, prop_name, prop_size, prop_width
from film.animatic.staging import Mark
from film.shots import Assignment

_SPOTS = (0.5, 0.3, 0.7, 0.14, 0.86, 0.4, 0.6)
"""Where a thing may stand along the stage, best first."""
_TALLEST = 0.62
"""Set units: what is larger in life stands farther off."""
_FIXED = frozenset(("window", "door"))
"""What belongs to a wall, and never stands by itself."""
_BEHIND = 0.012
"""Set units that things stand behind the line of the feet."""


def dressing_sprites(
    assignment: Assignment, marks: tuple[Mark, ...], place: StageSet, shooting: Shooting
) -> list[Sprite]:
    """Draw up to two of the shot's props that stand rather than are held; none are drawn twice."""
    left, right = place.stage
    taken = [(mark.x, 1.1 * mark.head) for mark in marks]
    sprites = []
    for name in _standing(assignment):
        tall = min((prop_size(name) or 0.0) * place.figure_height, _TALLEST)
        half = tall * (prop_width(name) or 1.0) / 2
        spots = [left + (right - left) * share for share in _SPOTS]
        room = {
            x: min((abs(x - at) - half - wide for at, wide in taken), default=1.0) for x in spots
        }
        free = [x for x in spots if room[x] > 0]
        if free:
            taken.append((free[0], half))
            sprites.append(_draw(name, (free[0], tall, half), place, shooting))
    return sprites


def _standing(assignment: Assignment) -> list[str]:
    landmarks = assignment.scene.landmarks
    names = [n for n in assignment.shot.props if n not in landmarks and prop_size(n) is not None]
    return [name for name in names if not held(name) and prop_name(name) not in _FIXED][:2]


def _draw(
    name: str,
    stand: tuple[float, float, float],
    place: StageSet,
    shooting: Shooting,
) -> Sprite:
    x, tall, half = stand
    y = place.ground - _BEHIND

    def paint(canvas: skia.Canvas) -> None:
        canvas.translate(x, y)
        canvas.save()
        canvas.scale(1.1 * half, 0.6 * half)
        ground_shadow(canvas, place.light)
        canvas.restore()
        canvas.scale(tall, tall)
        draw_prop(canvas, name, place.light, prop_accent(name))

    there = shooting.source(1.0)
    x0, y0 = there.then(x - 2.5 * half - 0.1, y - 1.4 * tall)
    x1, y1 = there.then(x + 2.5 * half + 0.1, y + 0.1)
    rect = even_rect(x0, y0, x1, y1)
    pixels, left, top = crop_to_ink(rasterise(paint, rect, there), rect[0], rect[1])
    return to_sprite(pixels, left, top, shooting.grade)
