"""A figure that keeps its still parts as pixels looks as if it were drawn afresh."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.figure import Figure
from film.animatic.light import Light
from film.animatic.pose import Pose
from film.story import Appearance, Character
from film.visemes import Mouth

POSES = [
    Pose(time=0.4, turn=0.5, tilt=0.08, nod=0.3),
    Pose(time=1.7, turn=0.5, gaze=(0.4, 0.0), mouth=Mouth(opening=0.8, width=0.6), speaking=1.0),
    Pose(time=2.9, turn=-1.0, gesture="walk", blink=1.0),
]


def person(**look: Any) -> Character:
    return Character(id="ada", name="Ada", appearance=Appearance(**look))


def drawn(figure: Figure, pose: Pose, scale: float) -> npt.NDArray[np.uint8]:
    pixels = np.zeros((round(8.5 * scale), round(5 * scale), 4), np.uint8)
    info = skia.ImageInfo.Make(
        pixels.shape[1], pixels.shape[0], skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType
    )
    surface = skia.Surface.MakeRasterDirect(info, pixels)
    canvas = surface.getCanvas()
    canvas.clear(0xFF405060)
    canvas.translate(2.5 * scale + 0.3, 8.2 * scale + 0.6)
    canvas.scale(scale, scale)
    figure.draw(canvas, pose, Light())
    surface.flushAndSubmit()
    return pixels


@pytest.mark.parametrize(
    "look", [{}, {"hair": "long wavy"}, {"kind": "robot"}, {"outfit": "cloak"}]
)
@pytest.mark.parametrize("scale", [40.0, 150.0])
def test_cels_look_like_what_they_were_traced_from(look: dict[str, Any], scale: float) -> None:
    afresh, moving = (
        Figure(person(**look), "storybook"),
        Figure(person(**look), "storybook", moves=True),
    )
    for pose in POSES:
        one, two = drawn(afresh, pose, scale), drawn(moving, pose, scale)
        assert one[..., 0].std() > 10
        difference = np.abs(one.astype(int) - two).max(axis=2)
        assert difference.mean() < 1.0
        assert (difference > 48).mean() < 0.004


def test_cels_do_not_depend_on_what_was_drawn_before() -> None:
    used, fresh = (Figure(person(), "watercolour", moves=True) for _ in range(2))
    for scale in (37.0, 140.0, 90.0):
        for pose in POSES:
            drawn(used, pose, scale)
    assert (drawn(used, POSES[0], 88.0) == drawn(fresh, POSES[0], 88.0)).all()
