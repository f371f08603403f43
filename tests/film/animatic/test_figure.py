"""The vector artist: every description shows, every pose moves, and nothing looks alike."""

from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.figure import Figure
from film.animatic.light import Light
from film.animatic.pose import Pose
from film.story import (
    Appearance,
    Build,
    Character,
    Emotion,
    FacialHair,
    Feature,
    Gesture,
    Glasses,
    Hair,
    Hat,
    Kind,
    Outfit,
)
from film.visemes import Mouth

SIZE = (200, 300)
SCALE = 46.0
FLOOR = 285.0
DAY = Light()
Pixels = npt.NDArray[np.int16]


def somebody(person: str = "ada", **details: Any) -> Character:
    own = {k: details.pop(k) for k in ("sex", "age", "build", "name") if k in details}
    return Character(
        id=person, name=own.pop("name", person), appearance=Appearance(**details), **own
    )


def drawn(figure: Figure, pose: Pose | None = None, light: Light = DAY) -> Pixels:
    pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
    with surface as canvas:
        canvas.translate(SIZE[0] / 2, FLOOR)
        canvas.scale(SCALE, SCALE)
        figure.draw(canvas, pose or Pose(), light)
    return pixels.astype(np.int16)


def close_up(figure: Figure, pose: Pose, size: int = 240, scale: float = 190.0) -> Pixels:
    pixels = np.zeros((size, size, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
    with surface as canvas:
        x, y = figure.eyes(pose)
        canvas.translate(size / 2 - x * scale, size * 0.42 - y * scale)
        canvas.scale(scale, scale)
        figure.draw(canvas, pose, DAY)
    return pixels.astype(np.int16)


def changed(a: Pixels, b: Pixels) -> int:
    """Return how many pixels differ visibly."""
    return int((np.abs(a - b).max(axis=2) > 12).sum())


FIELDS: dict[str, tuple[str, ...]] = {
    "hair": get_args(Hair),
    "facial_hair": get_args(FacialHair),
    "glasses": get_args(Glasses),
    "hat": get_args(Hat),
    "outfit": get_args(Outfit),
    "face": ("oval", "round", "square", "heart", "long"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_look_is_drawn_and_differs_from_every_other(field: str) -> None:
    looks = {
        value: drawn(Figure(somebody(**{field: value}), "storybook")) for value in FIELDS[field]
    }
    values = list(looks)
    alike = [
        (a, b)
        for i, a in enumerate(values)
        for b in values[i + 1 :]
        if changed(looks[a], looks[b]) < 12
    ]
    assert alike == []


@pytest.mark.parametrize("feature", get_args(Feature))
def test_every_feature_shows_close_up(feature: Feature) -> None:
    pose = Pose()
    plain = close_up(Figure(somebody(), "storybook"), pose)
    marked = close_up(Figure(somebody(features=(feature,)), "storybook"), pose)
    assert changed(plain, marked) > 30


def test_builds_and_ages_change_the_silhouette() -> None:
    areas = [
        int((drawn(Figure(somebody(build=build), "storybook"))[..., 3] > 128).sum())
        for build in get_args(Build)
    ]
    assert len(set(areas)) == len(areas)
    assert areas[0] < areas[1] < areas[4]
    heights = [Figure(somebody(age=age), "storybook").height for age in (4, 9, 35)]
    assert heights == sorted(heights)
    assert heights[0] < 4 < heights[2]


@pytest.mark.parametrize("emotion", [e for e in get_args(Emotion) if e != "neutral"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_emotions_change_the_face_and_nothing_below_it(kind: Kind, emotion: Emotion) -> None:
    figure = Figure(somebody(kind=kind), "storybook")
    calm, moved = drawn(figure), drawn(figure, Pose(emotion=emotion))
    assert changed(calm, moved) > 8
    chin = int(FLOOR - (figure.height - 1.25) * SCALE)
    assert changed(calm[chin:], moved[chin:]) == 0


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_blink_changes_the_eyes_and_nothing_below_the_nose(kind: Kind) -> None:
    figure = Figure(somebody(kind=kind), "storybook")
    open_, shut = drawn(figure), drawn(figure, Pose(blink=1.0))
    assert changed(open_, shut) > 8
    low = int(FLOOR + (figure.eyes(Pose())[1] + 0.3) * SCALE)
    assert changed(open_[low:], shut[low:]) == 0


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_gesture_moves_the_body(kind: Kind) -> None:
    figure = Figure(somebody(kind=kind), "storybook")
    rest = drawn(figure)
    still = [
        gesture
        for gesture in get_args(Gesture)
        if gesture != "rest" and changed(rest, drawn(figure, Pose(gesture=gesture, time=0.3))) < 60
    ]
    assert still == []


@pytest.mark.parametrize(
    "pose",
    [
        Pose(turn=0.5), Pose(turn=-0.5), Pose(turn=1.0), Pose(gaze=(1.0, 0.0)), Pose(tilt=0.15),
        Pose(nod=1.0), Pose(time=2.0), Pose(mouth=Mouth(opening=1.0)), Pose(speaking=1.0, time=0.5),
    ],
    ids=lambda pose: str({k: v for k, v in vars(pose).items() if v != getattr(Pose(), k)}),
)  # fmt: skip
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_input_of_a_pose_moves_something(kind: Kind, pose: Pose) -> None:
    figure = Figure(somebody(kind=kind), "storybook")
    before = Pose(time=0.5) if pose.speaking else Pose()
    assert changed(drawn(figure, before), drawn(figure, pose)) > 3


def test_turning_moves_the_face_the_way_it_looks() -> None:
    figure = Figure(somebody(), "storybook")
    places = [figure.eyes(Pose(turn=turn))[0] for turn in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    assert places == sorted(places)
    assert places[4] - places[0] > 0.4


@pytest.mark.parametrize(
    "species",
    [
        "fox",
        "owl",
        "frog",
        "elephant",
        "dragon",
        "whale",
        "an old stag",
        "zyzzyva",
        "",
        "Füchse 🦊",
    ],
)
@pytest.mark.parametrize("kind", ["animal", "spirit", "creature", "alien"])
def test_any_species_is_drawn_with_a_mouth_that_opens(kind: Kind, species: str) -> None:
    figure = Figure(somebody(kind=kind, species=species), "storybook")
    shut = close_up(figure, Pose())
    wide = close_up(figure, Pose(mouth=Mouth(opening=1.0, width=0.7)))
    assert changed(shut, wide) > 100


def test_visemes_can_be_told_apart() -> None:
    shapes = {
        "rest": Mouth(), "aa": Mouth(opening=0.85), "ee": Mouth(opening=0.3, width=1, teeth=0.7),
        "oo": Mouth(opening=0.3, width=0.1, rounding=1), "f": Mouth(opening=0.1, teeth=0.9),
        "th": Mouth(opening=0.2, tongue=0.9), "oh": Mouth(opening=0.55, width=0.3, rounding=0.7),
    }  # fmt: skip
    figure = Figure(somebody(), "storybook")
    faces = {
        name: close_up(figure, Pose(mouth=shape), 150, 120.0) for name, shape in shapes.items()
    }
    names = list(faces)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            assert changed(faces[a], faces[b]) > 25, (a, b)


def test_two_characters_of_one_description_differ_and_one_never_does() -> None:
    pose = Pose()
    one = close_up(Figure(somebody("ada"), "storybook"), pose)
    again = close_up(Figure(somebody("ada"), "storybook"), pose)
    other = close_up(Figure(somebody("bea"), "storybook"), pose)
    assert np.array_equal(one, again)
    assert changed(one, other) > 800


def test_a_figure_draws_the_same_whatever_it_drew_before() -> None:
    figure = Figure(somebody(hair="curly", facial_hair="full beard"), "storybook")
    first = drawn(figure)
    for turn in np.linspace(-1, 1, 40):
        drawn(figure, Pose(turn=float(turn), emotion="angry"))
    assert np.array_equal(first, drawn(figure))


def test_styles_and_lights_look_different() -> None:
    pictures = [
        drawn(Figure(somebody(), style))
        for style in ("storybook", "noir", "watercolour", "pop", "pastel")
    ]
    for i, a in enumerate(pictures):
        for b in pictures[i + 1 :]:
            assert changed(a, b) > 400
    figure = Figure(somebody(), "storybook")
    night = Light(tint=(0.4, 0.5, 0.8), shade=(0.5, 0.5, 0.6), rim_strength=0.9, side=0.7)
    assert drawn(figure, light=night)[..., 0].mean() < 0.75 * drawn(figure)[..., 0].mean()
    left, right = drawn(figure, light=Light(side=-0.6)), drawn(figure, light=Light(side=0.6))
    assert changed(left, right) > 400


POSES = [
    Pose(), Pose(gesture="cheer", time=0.2), Pose(gesture="sit", turn=0.6), Pose(turn=-1.0),
    Pose(gesture="point"), Pose(gesture="walk", time=0.4, turn=0.9), Pose(tilt=0.2, nod=1),
    Pose(gesture="reach", turn=-0.4), Pose(gesture="shrug", speaking=1.0, time=1.0),
]  # fmt: skip


@pytest.mark.parametrize(
    "look",
    [
        {"hair": "long wavy", "outfit": "gown"}, {"hat": "wizard hat", "outfit": "cloak"},
        {"hat": "top hat", "build": "heavy", "outfit": "robe"}, {"hair": "mohawk"},
        {"kind": "animal", "species": "squirrel"}, {"kind": "animal", "species": "rabbit"},
        {"kind": "creature", "species": "dragon"}, {"kind": "spirit", "species": "storm"},
        {"kind": "robot", "hat": "chef hat"}, {"kind": "animal", "species": "deer"}, {"age": 5},
    ],
    ids=str,
)  # fmt: skip
def test_bounds_hold_all_ink(look: dict[str, Any]) -> None:
    figure = Figure(somebody(**look), "storybook")
    scale, size = 40.0, 520
    for pose in POSES:
        pixels = np.zeros((size, size, 4), np.uint8)
        surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
        with surface as canvas:
            canvas.translate(size / 2, size * 0.85)
            canvas.scale(scale, scale)
            figure.draw(canvas, pose, DAY)
        rows, columns = np.nonzero(pixels[..., 3])
        area = figure.bounds(pose)
        slack = 1.5 / scale
        assert (columns.min() - size / 2) / scale > area.left() - slack, pose
        assert (columns.max() - size / 2) / scale < area.right() + slack, pose
        assert (rows.min() - size * 0.85) / scale > area.top() - slack, pose
        assert (rows.max() - size * 0.85) / scale < area.bottom() + slack, pose
