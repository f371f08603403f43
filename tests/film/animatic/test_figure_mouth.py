"""Redrawing a mouth over another leaves the face as if it had always spoken so."""

import random
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.figure import Figure
from film.animatic.light import Light
from film.animatic.pose import Pose
from film.story import Appearance, Character, Emotion, FacialHair, Gesture, Hair, Hat
from film.visemes import Mouth

SIZE = 320
SHAPES = [
    Mouth(), Mouth(opening=1, width=0.7), Mouth(opening=0.3, width=1, teeth=0.8),
    Mouth(opening=0.5, width=0.1, rounding=1), Mouth(opening=0.6, tongue=1),
    Mouth(opening=1, width=1),
]  # fmt: skip
LOOKS: list[dict[str, Any]] = [
    {}, {"facial_hair": "full beard"}, {"hat": "hood"}, {"features": ("scarf",)},
    {"kind": "animal", "species": "fox"}, {"kind": "animal", "species": "owl"},
    {"kind": "animal", "species": "elephant"}, {"kind": "animal", "species": "frog"},
    {"kind": "robot"}, {"kind": "spirit", "species": "storm"},
    {"kind": "spirit", "species": "star"},
    {"kind": "creature", "species": "dragon"}, {"kind": "creature", "species": "troll"},
    {"kind": "alien"}, {"kind": "animal", "species": "mouse"},
]  # fmt: skip

Pixels = npt.NDArray[np.uint8]


def spoken(figure: Figure, pose: Pose, scale: float, over: Pixels | None = None) -> Pixels:
    """Draw a face, or only its mouth over a picture."""
    pixels = np.zeros((SIZE, SIZE, 4), np.uint8) if over is None else over.copy()
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
    with surface as canvas:
        if over is None:
            canvas.clear(0xFF405060)
        x, y = figure.eyes(replace(pose, mouth=Mouth()))
        canvas.translate(SIZE / 2 + 0.3 - x * scale, SIZE * 0.4 + 0.7 - y * scale)
        canvas.scale(scale, scale)
        if over is None:
            figure.draw(canvas, pose, Light())
        else:
            figure.draw_mouth(canvas, pose, Light())
    return pixels


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_mouth_drawn_over_another_covers_it_completely(look: dict[str, Any]) -> None:
    dice = random.Random(str(look))
    for number in range(8):
        details = {
            "hair": dice.choice(get_args(Hair)), "hat": dice.choice(get_args(Hat)),
            "facial_hair": dice.choice(get_args(FacialHair)), **look,
        }  # fmt: skip
        person = Character(
            id=f"c{number}", name="C", age=dice.choice((5, 30, 80)),
            sex=dice.choice(("female", "male")), appearance=Appearance(**details),
        )  # fmt: skip
        figure = Figure(person, "storybook")
        pose = Pose(
            gesture=dice.choice(get_args(Gesture)), emotion=dice.choice(get_args(Emotion)),
            turn=dice.choice((0.0, 0.2, -0.5, 0.7, 1.0, -1.0)), time=dice.uniform(0, 3),
            tilt=dice.uniform(-0.1, 0.1), nod=dice.uniform(-1, 1), speaking=1.0,
            mouth=dice.choice(SHAPES),
        )  # fmt: skip
        scale = dice.choice((60.0, 140.0, 250.0))
        other = spoken(figure, replace(pose, mouth=dice.choice(SHAPES)), scale)
        whole = spoken(figure, pose, scale)
        patched = spoken(figure, pose, scale, over=other)
        error = np.abs(whole.astype(int) - patched).max(axis=2)
        # Skia rasterises a hairline a shade differently inside a clip: no more than that.
        assert error.max() <= 64, (details, pose)
        assert (error > 16).mean() < 0.0012, (details, pose)


def test_only_the_mouths_region_is_touched() -> None:
    figure = Figure(Character(id="ada", name="Ada"), "storybook")
    scale = 200.0
    pose = Pose(mouth=Mouth(opening=1.0, width=0.9), turn=0.4, tilt=0.05)
    before = spoken(figure, replace(pose, mouth=Mouth()), scale)
    after = spoken(figure, pose, scale, over=before)
    rows, columns = np.nonzero((before != after).any(axis=2))
    assert rows.size > 500
    x, y = figure.eyes(pose)
    left, top = SIZE / 2 + 0.3 - x * scale, SIZE * 0.4 + 0.7 - y * scale
    area = figure.mouth_region(pose)
    assert left + area.left() * scale - 1 <= columns.min()
    assert columns.max() <= left + area.right() * scale + 1
    assert top + area.top() * scale - 1 <= rows.min()
    assert rows.max() <= top + area.bottom() * scale + 1
    assert area.width() < 0.7
    assert area.height() < 0.5


def test_the_mouth_lies_below_the_eyes_and_follows_the_head() -> None:
    figure = Figure(Character(id="ada", name="Ada"), "storybook")
    for pose in (Pose(), Pose(turn=0.6), Pose(tilt=0.2, nod=1), Pose(gesture="sit")):
        a, b, x, d, e, y = figure.mouth(pose)
        assert a * e - b * d == pytest.approx(1.0, abs=0.01), "a head keeps its size"
        eye_x, eye_y = figure.eyes(pose)
        assert 0.15 < y - eye_y < 0.45
        assert abs(x - eye_x) < 0.25
        region = figure.mouth_region(pose)
        assert region.contains(x, y)
