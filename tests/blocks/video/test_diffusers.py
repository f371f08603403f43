"""Image-to-video models that run here: real pipelines, tiny and with random weights."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed: run `make models`")
pytest.importorskip("diffusers", reason="diffusers is not installed: run `make models`")

import torch

from blocks.local.device import choose_dtype
from blocks.local.pipeline import Setup
from blocks.video.camera import Camera
from blocks.video.diffusers import DiffusersVideo
from blocks.video.families import FAMILIES, Clip, FamilyName, Ltx, Sampled
from blocks.video.firstframe import first_frame
from film.assets import AssetStore, LocalAssetStore
from film.errors import BadRequest, EngineFailed, EngineMissing
from film.media.mezzanine import is_mezzanine, read_frames, read_gops
from film.screen import Screen
from tests.blocks.video.shots import SCREEN, asked, keyframe
from tests.tiny_video_models import VIDEO

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept:DeprecationWarning"  # torch, in SVD's scheduler
)
FEWEST = 2 * 64 * 64
"""Pixels that the tiny models film at."""

Tiny = Callable[..., DiffusersVideo]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Lend engines over tiny models, each built when it is first asked for."""
    folder = tmp_path_factory.mktemp("video-models")

    def engine(
        family: FamilyName = "wan", kind: type[DiffusersVideo] = DiffusersVideo, **settings: Any
    ) -> DiffusersVideo:
        if not (folder / family).exists():
            VIDEO[family](folder / family)
        usual = {"device": "cpu", "most_pixels": FEWEST, "longest_clip": 9}
        return kind(family=family, model=str(folder / family), **usual | settings)

    return engine


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> AssetStore:
    return LocalAssetStore(tmp_path_factory.mktemp("takes") / "assets")


def a_clip(family: FamilyName, store: AssetStore, **changes: Any) -> Clip:
    """Return a clip to film in two steps; keywords change its fields."""
    kind = FAMILIES[family]
    width, height = kind.size_for(SCREEN, FEWEST)
    clip = Clip(
        image=first_frame(store.path(keyframe(store)), width, height),
        prompt="she walks",
        negative="blurred",
        width=width,
        height=height,
        frames=9,
        rate=kind.rate,
        sampled=Sampled(2, kind.guidance),
        seed=7,
    )
    return replace(clip, **changes)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_films_a_shot_that_is_exactly_a_take(
    family: FamilyName, tiny: Tiny, shelf: AssetStore
) -> None:
    shot = asked(keyframe=keyframe(shelf), keyframes=(0, 7))
    take = tiny(family).shoot(shot, shelf)
    path = shelf.path(take.asset)
    assert take.shot == shot.shot.id
    assert is_mezzanine(path, SCREEN)
    assert {0, 7} <= {first for first, _ in read_gops(path)}
    frames = np.stack(list(read_frames(path))).astype(int)[:, : SCREEN.height]
    assert len(frames) == take.asset.info.frames == shot.frames
    assert frames.std() > 10
    assert np.abs(frames[-1] - frames[0]).mean() > 0.5
    assert tiny(family).shoot(shot, shelf) == take, "the same shot is the same take"


@pytest.mark.parametrize("family", ["wan", "ltx", "cogvideox"])
def test_a_camera_films_what_the_pipeline_itself_does(
    family: FamilyName, tiny: Tiny, shelf: AssetStore
) -> None:
    engine, clip = tiny(family), a_clip(family, shelf)
    camera: Camera = engine.load_model(Setup("cpu", choose_dtype("cpu")))
    ours = camera.film(clip, lambda step, steps: None)
    theirs = camera.pipeline(
        **camera.family.arguments(clip),
        prompt=clip.prompt,
        negative_prompt=clip.negative,
        generator=torch.Generator().manual_seed(clip.seed),
        output_type="np",
    ).frames[0]
    difference = np.abs(ours.astype(int) - np.round(np.asarray(theirs) * 255))
    assert difference.max() <= 1, "but for rounding"


def test_picture_words_and_seed_reach_the_model(tiny: Tiny, shelf: AssetStore) -> None:
    engine, clip = tiny("wan"), a_clip("wan", shelf)
    other = first_frame(shelf.path(keyframe(shelf, 5)), clip.width, clip.height)
    first = engine.film(clip, "A clip")
    for change in ({"image": other}, {"seed": 8}, {"prompt": "he runs"}, {"negative": "sharp"}):
        assert (engine.film(replace(clip, **change), "A clip") != first).any(), change


def test_a_model_that_takes_no_words_is_told_how_much_moves(tiny: Tiny, shelf: AssetStore) -> None:
    engine, clip = tiny("svd"), a_clip("svd", shelf)
    first = engine.film(clip, "A clip")
    assert (engine.film(replace(clip, motion=250), "A clip") != first).any()


@pytest.mark.parametrize(
    ("family", "sampler"),
    [(name, sampler) for name, family in FAMILIES.items() for sampler in family.samplers],
)
def test_every_sampler_that_a_family_has_can_be_asked_for(
    family: FamilyName, sampler: Any, tiny: Tiny, shelf: AssetStore
) -> None:
    clip = a_clip(family, shelf, sampled=Sampled(2, 1.0, sampler), frames=9)
    pictures = tiny(family).film(clip, "A clip")
    assert pictures.shape == (9, clip.height, clip.width, 3)
    assert pictures.std() > 5


def test_a_sampler_that_a_family_lacks_is_its_own(
    tiny: Tiny, shelf: AssetStore, caplog: pytest.LogCaptureFixture
) -> None:
    engine = tiny("ltx")
    own = engine.film(a_clip("ltx", shelf), "A clip")
    with caplog.at_level(logging.INFO, "firstcut.local"):
        asked_for = a_clip("ltx", shelf, sampled=Sampled(2, FAMILIES["ltx"].guidance, "ddim"))
        assert (engine.film(asked_for, "A clip") == own).all()
    assert "no ddim sampler" in caplog.text


def test_a_long_shot_goes_on_from_the_last_frame_of_the_clip_before(
    tiny: Tiny, shelf: AssetStore, caplog: pytest.LogCaptureFixture
) -> None:
    engine = tiny("ltx")
    shot = asked(keyframe=keyframe(shelf), frames=25)
    with caplog.at_level(logging.INFO, "firstcut.local"):
        frames = list(engine.frames(shot, (9, 9, 9), shelf))
    assert "clip 3 of 3, step" not in caplog.text
    assert "Shot s1-h1, clip 3 of 3: step 2 of 2" in caplog.text
    assert len(frames) == 25
    size = frames[0].shape[1], frames[0].shape[0]
    first = engine.film(
        engine.clip(shot, first_frame(shelf.path(keyframe(shelf)), *size), 9, 0), "First"
    )
    second = engine.film(engine.clip(shot, first_frame(first[-1], *size), 9, 1), "Second")
    assert (np.stack(frames[:9]) == first).all()
    assert (np.stack(frames[9:17]) == second[1:]).all()


def test_an_odd_screen_gets_its_own_size_and_rate(tiny: Tiny, shelf: AssetStore) -> None:
    screen = Screen(width=134, height=320, rate=Fraction(30000, 1001))
    shot = asked(keyframe=keyframe(shelf), screen=screen, frames=7)
    info = tiny("ltx").shoot(shot, shelf).asset.info
    assert (info.width, info.height, info.rate, info.frames) == (134, 320, screen.rate, 7)


@pytest.mark.parametrize("cache", ["first-block", "pab"])
def test_a_step_cache_changes_the_clip_a_little_and_forgets_the_clip_before(
    cache: Any, tiny: Tiny, shelf: AssetStore
) -> None:
    sampled = Sampled(12, 3.0)
    plain = tiny("ltx").film(a_clip("ltx", shelf, sampled=sampled), "A clip").astype(int)
    cached = tiny("ltx", cache=cache)
    first = cached.film(a_clip("ltx", shelf, sampled=sampled), "A clip")
    assert 0 < np.abs(first - plain).mean() < 8
    cached.film(a_clip("ltx", shelf, sampled=sampled, seed=99), "Another clip")
    assert (cached.film(a_clip("ltx", shelf, sampled=sampled), "A clip") == first).all()


def test_threads_that_share_a_model_film_what_they_would_alone(
    tiny: Tiny, shelf: AssetStore
) -> None:
    engine = tiny("wan")
    clips = [a_clip("wan", shelf, seed=seed) for seed in range(3)]
    alone = [engine.film(clip, "Alone") for clip in clips]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda clip: engine.film(clip, "Together"), clips))
    assert all((one == other).all() for one, other in zip(alone, together, strict=True))


class Starved(Ltx):
    """LTX that runs out of memory while it decodes, some times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        if self.left:
            self.left -= 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")
        return super().decode(pipeline, vae, latents, clip)


class StarvedVideo(DiffusersVideo):
    """A camera that is short of memory once, or always."""

    _block_type_name = "Firstcut Starved Camera"
    _block_type_slug = "test-starved-video"
    label = "starved camera"
    times: int = 1

    def load_model(self, setup: Setup) -> Camera:
        camera = super().load_model(setup)
        camera.family = Starved(self.times)
        return camera

    def loading(self) -> tuple[Any, ...]:
        return (*super().loading(), self.times)


def test_short_of_memory_it_tries_once_more_with_less_at_once(
    tiny: Tiny, shelf: AssetStore, caplog: pytest.LogCaptureFixture
) -> None:
    clip = a_clip("ltx", shelf)
    pictures = tiny("ltx", StarvedVideo).film(clip, "A clip")
    assert pictures.shape[0] == clip.frames
    assert "trying once more, lighter" in caplog.text
    always = tiny("ltx", StarvedVideo, times=100)
    with pytest.raises(EngineFailed, match="ran out of memory on cpu"):
        always.film(clip, "A clip")
    assert tiny("ltx").film(clip, "A clip").shape[0] == clip.frames, "and the process is usable"


def test_a_shot_without_a_keyframe_is_refused(tiny: Tiny, shelf: AssetStore) -> None:
    with pytest.raises(BadRequest, match="s1-h1 has none"):
        tiny("ltx").shoot(asked(), shelf)


def test_what_a_model_cannot_do_is_a_sentence(tiny: Tiny, shelf: AssetStore) -> None:
    with pytest.raises(EngineFailed, match="cannot be used as it is set"):
        tiny("wan").film(a_clip("wan", shelf, width=100, height=50), "A clip")


def test_ready_says_what_is_missing_and_check_tries_the_model(tiny: Tiny, tmp_path: Path) -> None:
    tiny("ltx").ready()
    tiny("ltx").check()
    with pytest.raises(EngineMissing, match="no folder"):
        DiffusersVideo(model=str(tmp_path / "nowhere")).ready()
    with pytest.raises(EngineMissing, match="not pinned"):
        DiffusersVideo(model="someone/model").ready()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "model_index.json").write_text("{}")
    with pytest.raises(EngineMissing):
        DiffusersVideo(model=str(broken)).check()
