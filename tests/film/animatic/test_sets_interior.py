"""Interiors: every room at every hour and in every era, its windows, its framing, its movement."""

import itertools
import time

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.layers import Layer, StageSet
from film.animatic.sets import build_set
from film.animatic.sets.palette import INTERIORS
from film.story import Scene, Shot

ROOMS = sorted(INTERIORS)
HOURS = ("dawn", "day", "dusk", "night")
ERAS = ("ancient", "medieval", "renaissance", "victorian", "modern", "future")
CULTURES = (
    "western", "nordic", "mediterranean", "middle eastern", "south asian", "east asian",
    "african", "latin american", "otherworldly",
)  # fmt: skip
WINDOWED = sorted(set(ROOMS) - {"spaceship", "cave"})
HEIGHT = 90
Pixels = npt.NDArray[np.uint8]


def room(setting: str, aspect: float = 16 / 9, seed: int = 7, **place: str) -> StageSet:
    shot = Shot(id="s1-h1", size="wide")
    scene = Scene(id="s1", slugline="INT. ROOM", setting=setting, interior=True, shots=(shot,),
                  **place)  # fmt: skip
    return build_set(scene, "drama", "storybook", aspect, seed)


def painted(layers: list[Layer], aspect: float = 16 / 9, height: int = HEIGHT,
            live_at: float | None = None) -> Pixels:  # fmt: skip
    """Paint layers over each other: premultiplied RGBA of the frame."""
    pixels = np.zeros((height, round(height * aspect), 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(
            pixels.shape[1], height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
        ),
        pixels,
    )
    canvas = surface.getCanvas()
    canvas.scale(height, height)
    for layer in layers:
        layer.paint(canvas)
        if live_at is not None and layer.live:
            layer.live(canvas, live_at)
    surface.flushAndSubmit()
    return pixels


@pytest.mark.parametrize("setting", ROOMS)
def test_every_room_is_whole_at_every_hour_in_every_era(setting):
    pictures = set()
    for i, era in enumerate(ERAS):
        hour = HOURS[i % 4]
        built = room(setting, time=hour, era=era)
        assert 3 <= len(built.layers) <= 5
        picture = painted(list(built.layers))
        assert (picture[..., 3] == 255).all(), (hour, era)
        assert picture[..., :3].std() > 12, "flat"
        pictures.add(picture.tobytes())
    assert len(pictures) >= (4 if setting in {"cave", "spaceship"} else len(ERAS))


def test_rooms_differ_by_culture_and_by_seed():
    kitchens = {painted(list(room("kitchen", culture=c).layers)).tobytes() for c in CULTURES}
    assert len(kitchens) == len(CULTURES)
    seeds = {painted(list(room("living room", seed=s).layers)).tobytes() for s in range(4)}
    assert len(seeds) == 4


@pytest.mark.parametrize("setting", ROOMS)
def test_the_same_room_is_painted_the_same_twice(setting):
    first, again = (
        painted(list(room(setting, weather="rain").layers), live_at=1.5) for _ in range(2)
    )
    assert (first == again).all()


@pytest.mark.parametrize("setting", WINDOWED)
def test_windows_show_the_hour(setting):
    def outside(hour: str) -> Pixels:
        layers = room(setting, time=hour).layers
        wall = painted(list(layers[1:]))
        seen = wall[..., 3] < 160  # glass has gleams, and lamps mirror in it
        assert seen.mean() > 0.01, "no window to look through"
        return painted(list(layers))[seen][:, :3]

    day, night = outside("day"), outside("night")
    assert day.mean() > night.mean() + 60
    assert np.argmax(night.mean(0)) == 2, "night is blue"


def test_rain_falls_outside_and_stays_off_on_clear_days():
    wet = room("bedroom", weather="rain").layers[0]
    assert wet.live is not None
    assert (painted([wet], live_at=0.0) != painted([wet], live_at=0.4)).any()
    assert room("bedroom").layers[0].live is None


@pytest.mark.parametrize("setting", ROOMS)
@pytest.mark.parametrize("aspect", [16 / 9, 9 / 16, 1.0, 2.39])
def test_framing_leaves_faces_free(setting, aspect):
    built = room(setting, aspect)
    near = [layer for layer in built.layers if layer.depth > 1]
    assert near
    alpha = painted(near, aspect)[..., 3]
    height, width = alpha.shape
    side = round(0.14 * width) + 1
    assert not alpha[: round(0.81 * height), side : width - side].any()
    assert alpha.any(), "nothing frames the lens"


@pytest.mark.parametrize("setting", ROOMS)
def test_what_moves_stays_in_its_bounds_and_is_cheap(setting):
    """Paint on a sheet as large as all that painters fill, and look outside the bounds."""
    scale, left, top = 120, 0.7, 0.5
    for weather in ("clear", "snow"):
        for layer in room(setting, weather=weather, time="night").layers:
            if layer.live is None:
                continue
            surface = skia.Surface(round((16 / 9 + 1.4) * scale), 2 * scale)
            canvas = surface.getCanvas()
            canvas.clear(0)
            canvas.scale(scale, scale)
            canvas.translate(left, top)
            for step in range(12):
                layer.live(canvas, step * 0.37)
            alpha = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., 3]
            rows, columns = np.where(alpha)
            x0, y0, x1, y1 = layer.live_bounds
            slack = 2 / scale
            assert columns.size, "moves nothing"
            assert columns.min() / scale - left >= x0 - slack
            assert columns.max() / scale - left <= x1 + slack
            assert rows.min() / scale - top >= y0 - slack
            assert rows.max() / scale - top <= y1 + slack
            start = time.process_time()
            for step in range(20):
                layer.live(canvas, step / 24)
            assert (time.process_time() - start) / 20 < 0.004


@pytest.mark.parametrize("setting", ROOMS)
def test_people_fit_in(setting):
    built = room(setting)
    assert 0.88 <= built.ground <= 0.96
    assert 0.5 <= built.figure_height <= 0.64
    assert 0 <= built.stage[0] < 0.5 * 16 / 9 < built.stage[1] <= 16 / 9
    assert abs(built.light.side) > 0.3


def test_moods_dim_a_room_and_lamps_warm_it_at_night():
    calm = painted(list(room("bedroom", time="night").layers))[..., :3].astype(float)
    dread = painted(list(room("bedroom", time="night", mood="frightening").layers))[..., :3]
    assert dread.mean() < 0.85 * calm.mean()
    night, day = (room("kitchen", time=hour).light.tint for hour in ("night", "day"))
    assert night[0] / night[2] > day[0] / day[2] * 1.1


def test_eras_furnish_differently():
    pairs = itertools.combinations(ERAS, 2)
    pictures = {era: painted(list(room("office", era=era).layers)).astype(int) for era in ERAS}
    assert all(np.abs(pictures[a] - pictures[b]).mean() > 4 for a, b in pairs)
