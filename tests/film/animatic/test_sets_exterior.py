"""Exterior sets: every place, time and weather paints, keeps the rules of light and framing."""

from functools import cache
from itertools import pairwise
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.landmarks import LANDMARKS, find_landmark
from film.animatic.layers import Layer, StageSet
from film.animatic.sets import build_set, light_for
from film.animatic.sets.colour import luma
from film.animatic.sets.palette import palette_for
from film.request import Style
from film.story import Culture, Era, Genre, Mood, Scene, Setting, TimeOfDay, Weather

EXTERIORS: tuple[Setting, ...] = (
    "coast", "harbour", "forest", "mountains", "desert", "snowfield", "village", "street",
    "rooftop", "park", "road", "planet", "market", "field", "river",
)  # fmt: skip
TIMES: tuple[TimeOfDay, ...] = get_args(TimeOfDay)
WEATHERS: tuple[Weather, ...] = get_args(Weather)
ASPECT = 16 / 9
HEIGHT = 90
"""Lines of the test pictures: small, so that hundreds of sets are painted in seconds."""

Pixels = npt.NDArray[np.uint8]


def make_scene(setting: Setting, **changes: object) -> Scene:
    fields: dict[str, object] = {"id": "s1", "slugline": "EXT. PLACE - DAY", "setting": setting}
    return Scene.model_validate({**fields, "shots": (), **changes})


def build(
    scene: Scene, seed: int = 1, style: str = "storybook", aspect: float = ASPECT
) -> StageSet:
    return build_set(scene, "drama", style, aspect, seed)


def render(layers: tuple[Layer, ...], aspect: float = ASPECT, live: float | None = None) -> Pixels:
    """Paint layers over nothing: RGBA, premultiplied."""
    surface = skia.Surface(round(HEIGHT * aspect), HEIGHT)
    canvas = surface.getCanvas()
    canvas.scale(HEIGHT, HEIGHT)
    for layer in layers:
        layer.paint(canvas)
        if live is not None and layer.live is not None:
            layer.live(canvas, live)
    pixels: Pixels = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return pixels


@cache
def picture(setting: Setting, time: TimeOfDay, weather: Weather) -> Pixels:
    return render(build(make_scene(setting, time=time, weather=weather)).layers)


def brightness(pixels: Pixels) -> float:
    return float(pixels[..., :3].astype(float).mean())


@pytest.mark.parametrize("setting", EXTERIORS)
def test_every_time_and_weather_fills_the_frame(setting: Setting) -> None:
    for time in TIMES:
        for weather in WEATHERS:
            pixels = picture(setting, time, weather)
            assert pixels[..., 3].min() == 255, (time, weather)
            assert pixels[..., :3].std() > 8, f"{time} {weather} is flat"


@pytest.mark.parametrize("setting", EXTERIORS)
def test_night_is_darker_than_day(setting: Setting) -> None:
    for weather in WEATHERS:
        day = brightness(picture(setting, "day", weather))
        assert brightness(picture(setting, "night", weather)) < 0.72 * day, weather


@pytest.mark.parametrize("setting", [place for place in EXTERIORS if place != "snowfield"])
def test_snow_whitens_the_ground(setting: Setting) -> None:
    low = slice(round(HEIGHT * 0.78), None)
    snowy = picture(setting, "day", "snow")[low, ..., :3].astype(float)
    clear = picture(setting, "day", "clear")[low, ..., :3].astype(float)
    assert snowy.min(axis=2).mean() > clear.min(axis=2).mean() + 20


@pytest.mark.parametrize("setting", EXTERIORS)
def test_storms_are_darker_than_clear_days_and_fog_is_flatter(setting: Setting) -> None:
    clear = picture(setting, "day", "clear")
    assert brightness(picture(setting, "day", "storm")) < 0.85 * brightness(clear)
    middle = (slice(round(HEIGHT * 0.4), round(HEIGHT * 0.75)), slice(None), slice(0, 3))
    assert picture(setting, "day", "fog")[middle].std() < clear[middle].std()


@pytest.mark.parametrize("setting", EXTERIORS)
def test_a_seed_is_one_place_and_another_seed_another(setting: Setting) -> None:
    scene = make_scene(setting, time="dusk")
    first, again, other = (render(build(scene, seed).layers, live=0.5) for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert (np.abs(first.astype(int) - other) > 12).mean() > 0.01


@pytest.mark.parametrize("setting", EXTERIORS)
def test_layers_run_from_far_to_near(setting: Setting) -> None:
    stage = build(make_scene(setting, weather="fog"))
    depths = [layer.depth for layer in stage.layers]
    assert depths == sorted(depths)
    assert depths[0] == 0
    assert depths[-1] > 1
    assert any(0.9 <= depth <= 1 for depth in depths), "figures need ground to stand on"
    assert 4 <= len(depths) <= 10
    names = [layer.name for layer in stage.layers]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("aspect", [16 / 9, 9 / 16, 1.0, 2.39])
@pytest.mark.parametrize("setting", EXTERIORS)
def test_the_foreground_leaves_the_middle_free(setting: Setting, aspect: float) -> None:
    stage = build(make_scene(setting, weather="fog"), aspect=aspect)
    near = tuple(layer for layer in stage.layers if layer.depth > 1)
    alpha = render(near, aspect)[..., 3]
    wide = alpha.shape[1]
    middle = alpha[: round(HEIGHT * 0.82), round(wide * 0.12) : round(wide * 0.88)]
    assert middle.max() == 0


@pytest.mark.parametrize("setting", EXTERIORS)
def test_figures_stand_on_solid_ground(setting: Setting) -> None:
    stage = build(make_scene(setting))
    assert 0.85 <= stage.ground <= 0.95
    assert 0.45 <= stage.figure_height <= 0.6
    assert 0 < stage.stage[0] < stage.stage[1] < ASPECT
    stood = tuple(layer for layer in stage.layers if 0.9 <= layer.depth <= 1)
    row = render(stood)[round(stage.ground * HEIGHT), :, 3]
    assert row.min() == 255


def test_the_light_comes_from_where_the_sun_stands() -> None:
    for number in range(12):
        scene = make_scene("field", id=f"s{number}", time="dusk")
        light = light_for(scene, "drama", "storybook")
        palette = palette_for(scene, "drama", "storybook")
        assert (palette.sun_at[0] > 0.5) == (light.side > 0)
        sky = render(build(scene).layers[:1])[: HEIGHT // 2, :, :3].astype(float).sum(axis=2)
        half = sky.shape[1] // 2
        brighter = 1 if sky[:, half:].mean() > sky[:, :half].mean() else -1
        assert brighter == np.sign(light.side)
        assert build(scene).light == light


def test_a_place_keeps_its_ground_when_the_film_comes_back_to_it() -> None:
    first = make_scene("coast", id="s1", place="the Point", landmarks=("lighthouse",))
    later = make_scene("coast", id="s4", place="The point", landmarks=("lighthouse",))
    elsewhere = make_scene("coast", id="s4", place="the bay", landmarks=("lighthouse",))
    grounds = [
        render(tuple(layer for layer in build(scene).layers if layer.depth > 0.1))
        for scene in (first, later, elsewhere)
    ]
    assert np.array_equal(grounds[0], grounds[1])
    assert not np.array_equal(grounds[0], grounds[2])


def test_lights_stay_within_what_figures_can_bear() -> None:
    for time in TIMES:
        for weather in WEATHERS:
            for mood in get_args(Mood):
                scene = make_scene("coast", time=time, weather=weather, mood=mood)
                for genre in get_args(Genre):
                    light = light_for(scene, genre, "storybook")
                    assert 0.3 < luma(light.tint) <= 1, (time, weather, mood, genre)
                    assert all(0.2 < part <= 1 for part in light.shade)
                    assert 0 <= light.rim_strength <= 1


def test_moods_and_genres_change_the_colours() -> None:
    scripts: tuple[tuple[Mood, Genre], ...] = (
        ("joyful", "children"), ("ominous", "horror"), ("sad", "drama"),
    )  # fmt: skip
    pictures = [
        render(build_set(make_scene("park", mood=mood), genre, "storybook", ASPECT, 1).layers)
        for mood, genre in scripts
    ]
    means = [shown[..., :3].astype(float).mean(axis=(0, 1)) for shown in pictures]
    for first, second in pairwise(means):
        assert np.abs(first - second).max() > 15
    assert means[0].mean() > means[1].mean()


def test_styles_look_their_part() -> None:
    scene = make_scene("park", time="day")
    shown = {
        style: render(build(scene, style=style).layers)[..., :3].astype(float)
        for style in get_args(Style)
    }
    colourful = {style: np.ptp(pixels, axis=2).mean() for style, pixels in shown.items()}
    assert colourful["noir"] < 0.4 * colourful["storybook"]
    assert colourful["pop"] > 1.1 * colourful["storybook"]
    assert shown["pastel"].mean() > shown["storybook"].mean() + 10
    assert shown["watercolour"].mean() > shown["storybook"].mean()


def test_people_build_in_their_own_manner() -> None:
    looks = [{"culture": culture} for culture in get_args(Culture)]
    looks += [{"era": era} for era in get_args(Era) if era != "modern"]
    for setting in ("village", "street", "market"):
        shown = [render(build(make_scene(setting, **look)).layers) for look in looks]
        plain = shown[0].astype(int)
        different = [(np.abs(plain - other) > 16).mean() for other in shown[1:]]
        assert sum(share > 0.02 for share in different) >= len(different) - 1


@pytest.mark.parametrize("noun", sorted(LANDMARKS))
def test_a_landmark_is_seen_wherever_it_stands(noun: str) -> None:
    for setting in EXTERIORS[len(noun) % 3 :: 3]:
        scene = make_scene(setting, time="day")
        plain = render(build(scene).layers).astype(int)
        stood = render(build(scene.model_copy(update={"landmarks": (noun,)})).layers, live=1.0)
        changed = (np.abs(plain - stood).max(axis=2) > 12).mean()
        assert changed > 0.0012, setting


def test_landmarks_are_found_by_what_people_call_them() -> None:
    assert find_landmark("the old lighthouse") == "lighthouse"
    assert find_landmark("Ruined fortress") == "castle"
    assert find_landmark("two fishing boats") == "fishing boat"
    assert find_landmark("fish") is None
    assert find_landmark("") is None


def test_an_unknown_landmark_changes_nothing() -> None:
    scene = make_scene("coast")
    plain = render(build(scene).layers)
    odd = render(build(scene.model_copy(update={"landmarks": ("quux", "%{x}")})).layers)
    assert np.array_equal(plain, odd)


@pytest.mark.parametrize("setting", EXTERIORS)
def test_what_lives_moves_and_stays_within_its_bounds(setting: Setting) -> None:
    nouns = [noun for noun, landmark in LANDMARKS.items() if landmark.live]
    for noun in nouns:
        scene = make_scene(setting, time="night", landmarks=(noun,))
        lives = [layer for layer in build(scene).layers if layer.live is not None]
        assert lives, noun
        for layer in lives:
            frames = [_live_alpha(layer, time) for time in (0.4, 1.7)]
            left, top, right, bottom = (round((edge + 0.5) * HEIGHT) for edge in layer.live_bounds)
            for alpha in frames:
                outside = alpha.copy()
                outside[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 0
                assert outside.max() <= 2, (noun, layer.name)
            assert not np.array_equal(frames[0], frames[1]), (noun, layer.name)


def _live_alpha(layer: Layer, time: float) -> Pixels:
    """Paint only what lives, with half a unit of margin on every side."""
    surface = skia.Surface(round(HEIGHT * (ASPECT + 1)), HEIGHT * 2)
    canvas = surface.getCanvas()
    canvas.scale(HEIGHT, HEIGHT)
    canvas.translate(0.5, 0.5)
    assert layer.live is not None
    layer.live(canvas, time)
    pixels: Pixels = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return pixels[..., 3]
