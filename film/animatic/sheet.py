"""The character sheet: a character turned round, feeling six ways, with its colours and name."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from film.animatic.figure import Figure
from film.animatic.figure.ink import mix, rgb
from film.animatic.light import RGB, Light
from film.animatic.pose import Pose
from film.animatic.type import Face, Lettering, fit_text
from film.story import Character, Emotion
from film.visemes import Mouth

WIDTH, HEIGHT, PORTRAIT = 1600, 900, 512
STUDIO = Light(rim_strength=0.35)
PAPER: RGB = (0.965, 0.945, 0.905)
PENCIL: RGB = (0.25, 0.20, 0.22)
FEELINGS: tuple[Emotion, ...] = ("happy", "sad", "angry", "surprised", "tender", "afraid")
TURNS: tuple[tuple[str, float], ...] = (("front", 0.0), ("three-quarter", 0.5), ("profile", 1.0))
_GROUND = 800.0

Picture = npt.NDArray[np.uint8]


def draw_sheet(character: Character, style: str) -> tuple[Picture, Picture]:
    """Return a character's sheet, 900×1600×4, and its portrait, 512×512×4, both RGBA."""
    figure = Figure(character, style)
    return _painted(WIDTH, HEIGHT, lambda c: _sheet(c, figure)), _painted(
        PORTRAIT, PORTRAIT, lambda c: _portrait(c, figure)
    )


def _painted(width: int, height: int, paint: Callable[[skia.Canvas], None]) -> Picture:
    picture = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface(picture, colorType=skia.kRGBA_8888_ColorType)
    with surface as canvas:
        paint(canvas)
    return picture


@dataclass(frozen=True)
class _Hand:
    """How the sheet's words are written."""

    face: Face
    size: float
    alpha: float
    centred: bool = True
    room: float = 210.0


_LABEL = _Hand("sans", 20, 0.75)
_NAME = _Hand("serif", 60, 1.0, False, 780)
_ROLE = _Hand("sans", 26, 0.7, False, 780)
_TONE = _Hand("sans", 17, 0.75, room=112)


def _write(canvas: skia.Canvas, text: str, at: tuple[float, float], hand: _Hand) -> None:
    """Write a line with its top at a point: the left end of it, or its middle."""
    colour = _colour(PENCIL, hand.alpha).toColor()
    lettering = Lettering(hand.face, hand.size, colour, "left")
    block = fit_text(text, lettering, (hand.room, hand.size * 1.45))
    left = at[0] - (block.ink_width / 2 if hand.centred else 0)
    block.draw(canvas, left, at[1])


def _colour(tone: RGB, alpha: float = 1.0) -> skia.Color4f:
    return skia.Color4f(*tone, alpha)


def _backdrop(figure: Figure) -> RGB:
    """Return a quiet colour that suits the clothes."""
    return mix(rgb(figure.character.appearance.outfit_colour), PAPER, 0.78)


def _sheet(canvas: skia.Canvas, figure: Figure) -> None:
    back = _backdrop(figure)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, HEIGHT)],
        [_colour(mix(PAPER, (1, 1, 1), 0.35)).toColor(), _colour(mix(PAPER, back, 0.55)).toColor()],
    )
    canvas.drawPaint(skia.Paint(Shader=shader))
    _turnaround(canvas, figure)
    _faces(canvas, figure, back)
    _title(canvas, figure)
    _swatches(canvas, figure)


def _turnaround(canvas: skia.Canvas, figure: Figure) -> None:
    pose = Pose()
    room = figure.bounds(pose)
    widest = max(figure.width, 2.2)
    scale = min(560 / (figure.height + 0.35), 560 / max(-room.top(), figure.height), 262 / widest)
    for i, (label, turn) in enumerate(TURNS):
        x = 168.0 + i * 268
        shadow = skia.Paint(AntiAlias=True, Color4f=_colour(PENCIL, 0.14))
        canvas.drawOval(skia.Rect.MakeLTRB(x - 105, _GROUND - 9, x + 105, _GROUND + 13), shadow)
        canvas.save()
        canvas.translate(x, _GROUND)
        canvas.scale(scale, scale)
        figure.draw(canvas, Pose(turn=turn, time=0.4), STUDIO)
        canvas.restore()
        _write(canvas, label, (x, _GROUND + 28), _LABEL)


def _faces(canvas: skia.Canvas, figure: Figure, back: RGB) -> None:
    side, gap, left, top = 216.0, 18.0, 854.0, 176.0
    for i, feeling in enumerate(FEELINGS):
        x, y = left + (i % 3) * (side + gap), top + (i // 3) * (side + 68)
        card = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, side, side), 18, 18)
        canvas.drawRRect(
            card, skia.Paint(AntiAlias=True, Color4f=_colour(mix(back, (1, 1, 1), 0.12)))
        )
        canvas.save()
        canvas.clipRRect(card, True)
        turn = (0.25, -0.2, 0.3, 0.0, -0.3, 0.2)[i]
        pose = Pose(emotion=feeling, turn=turn, time=1.0 + i)
        _head(canvas, figure, pose, (x + side / 2, y + side * 0.50), side * 0.62)
        canvas.restore()
        _write(canvas, feeling, (x + side / 2, y + side + 10), _LABEL)


def _head(
    canvas: skia.Canvas, figure: Figure, pose: Pose, at: tuple[float, float], scale: float
) -> None:
    """Draw a figure with its eyes at a point."""
    _, eye_y = figure.eyes(pose)
    canvas.save()
    canvas.translate(*at)
    canvas.scale(scale, scale)
    canvas.translate(0, -eye_y)
    figure.draw(canvas, pose, STUDIO)
    canvas.restore()


def _title(canvas: skia.Canvas, figure: Figure) -> None:
    person = figure.character
    _write(canvas, person.name, (60, 26), _NAME)
    about = person.role or person.appearance.species or person.appearance.kind
    detail = f"{about}, {person.age}"
    _write(canvas, detail, (62, 104), _ROLE)
    rule = skia.Paint(AntiAlias=True, Color4f=_colour(PENCIL, 0.35), StrokeWidth=2)
    canvas.drawLine(62, 152, WIDTH - 62, 152, rule)


def _swatches(canvas: skia.Canvas, figure: Figure) -> None:
    look, palette = figure.character.appearance, figure.colours
    tones = [
        ("skin", palette.skin), ("hair", palette.hair), ("eyes", palette.eye),
        ("clothes", palette.cloth), ("trim", palette.accent),
    ]  # fmt: skip
    if look.hat != "none":
        tones.append(("hat", palette.hat))
    for i, (name, tone) in enumerate(tones):
        x = 892.0 + i * 116
        canvas.drawCircle(x, 788, 31, skia.Paint(AntiAlias=True, Color4f=_colour(tone)))
        edge = skia.Paint(
            AntiAlias=True,
            Color4f=_colour(PENCIL, 0.35),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=2,
        )
        canvas.drawCircle(x, 788, 31, edge)
        _write(canvas, name, (x, _GROUND + 28), _TONE)


def _portrait(canvas: skia.Canvas, figure: Figure) -> None:
    back = _backdrop(figure)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(PORTRAIT * 0.4, PORTRAIT * 0.35),
        PORTRAIT * 0.85,
        [
            _colour(mix(back, (1, 1, 1), 0.4)).toColor(),
            _colour(mix(back, (0.2, 0.16, 0.24), 0.28)).toColor(),
        ],
    )
    canvas.drawPaint(skia.Paint(Shader=shader))
    pose = Pose(emotion="tender", turn=0.22, time=0.8, mouth=Mouth(width=0.55))
    _head(canvas, figure, pose, (PORTRAIT * 0.49, PORTRAIT * 0.47), PORTRAIT * 0.50)
