"""Inserts: one thing, large, on a surface before a soft background."""

import skia

from film.animatic.compositor import Affine, Sprite, rasterise, to_sprite
from film.animatic.light import Light
from film.animatic.planes import Shooting
from film.animatic.props import draw_prop, prop_accent, prop_width
from film.shots import Assignment
from film.story import Scene

_TABLE = 0.70
"""Where the surface begins, in frame heights from the top."""
_STANDS = 0.86
_TALLEST, _WIDEST = 0.60, 0.62
"""Most of the frame's height and width that the thing takes."""
_CLOSER = 0.72
"""Two things stand closer together than the middles of their halves."""
_SURFACES = {
    "wood": (0.40, 0.27, 0.17),
    "stone": (0.38, 0.38, 0.40),
    "metal": (0.36, 0.41, 0.46),
    "sand": (0.72, 0.60, 0.42),
    "snow": (0.84, 0.88, 0.94),
    "grass": (0.30, 0.40, 0.22),
}
_OF_SETTING = {
    "castle hall": "stone", "cave": "stone", "temple": "stone", "rooftop": "stone",
    "street": "stone", "road": "stone", "planet": "stone", "mountains": "stone",
    "laboratory": "metal", "spaceship": "metal", "hospital": "metal",
    "desert": "sand", "coast": "sand", "snowfield": "snow",
    "forest": "grass", "park": "grass", "field": "grass", "river": "grass",
}  # fmt: skip
"""What a thing stands on in each setting; wood where nothing is said."""


def insert_sprite(assignment: Assignment, shooting: Shooting, light: Light) -> Sprite:
    """Draw the shot's things side by side on a surface."""
    rect, dense = shooting.window(1.0), shooting.density
    left, _, right, bottom = (side / dense for side in rect)
    width, height = shooting.bounds[2:]
    names = known_things(assignment)

    def paint(canvas: skia.Canvas) -> None:
        _surface(canvas, (left, right, bottom), height, assignment.scene, light)
        share, middle = width / len(names), (len(names) - 1) / 2
        for index, name in enumerate(names):
            canvas.save()
            canvas.translate(width / 2 + _CLOSER * share * (index - middle), _STANDS * height)
            _thing(canvas, name, (share, height), light, prop_accent(name))
            canvas.restore()

    return to_sprite(rasterise(paint, rect, Affine(dense, 0, 0)), rect[0], rect[1], shooting.grade)


def known_things(assignment: Assignment) -> tuple[str, ...]:
    """Return which of the shot's props can be drawn: two at most, the first ones."""
    known = [name for name in assignment.shot.props if prop_width(name) is not None]
    return tuple(known[:2])


def _surface(
    canvas: skia.Canvas,
    span: tuple[float, float, float],
    height: int,
    scene: Scene,
    light: Light,
) -> None:
    left, right, bottom = span
    base = _SURFACES[_OF_SETTING.get(scene.setting, "wood")]
    edge = _TABLE * height
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, edge), skia.Point(0, height)],
        [_lit(base, light, 1.12), _lit(base, light, 0.5)],
    )
    canvas.drawRect(skia.Rect(left, edge, right, bottom), skia.Paint(Shader=shader))
    line = skia.Paint(Color=_lit(base, light, 1.5), StrokeWidth=max(1.5, height / 360))
    canvas.drawLine(left, edge, right, edge, line)


def _lit(colour: tuple[float, float, float], light: Light, factor: float) -> int:
    red, green, blue = (
        round(255 * min(1.0, part * tint * factor))
        for part, tint in zip(colour, light.tint, strict=True)
    )
    return int(skia.Color(red, green, blue))


def _thing(
    canvas: skia.Canvas, name: str, room: tuple[float, float], light: Light, accent: str
) -> None:
    wide = prop_width(name) or 1.0
    scale = min(_TALLEST * room[1], _WIDEST * room[0] / wide)
    shadow = skia.GradientShader.MakeRadial(
        skia.Point(0, 0), 1.0, [0xA0060810, 0x60060810, 0x00060810], [0.0, 0.5, 1.0]
    )
    canvas.save()
    canvas.translate(-0.1 * light.side * wide * scale, 0)
    canvas.scale(0.68 * wide * scale, 0.05 * room[1])
    canvas.drawCircle(0, 0, 1, skia.Paint(Shader=shadow, AntiAlias=True))
    canvas.restore()
    canvas.scale(scale, scale)
    draw_prop(canvas, name, light, accent)
