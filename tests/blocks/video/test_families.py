"""The families' rules: lengths, sizes, rates and settings, without a model."""

from fractions import Fraction

import pytest

from blocks.video.diffusers import DiffusersVideo, pictures_for
from blocks.video.families import FAMILIES, Family
from film.look import Sampling
from film.screen import Screen, make_screen
from tests.blocks.video.shots import asked

EACH = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


@EACH
@pytest.mark.parametrize("frames", [1, 2, 24, 80, 81, 82, 160, 161, 162, 500, 1_440])
def test_clips_show_what_is_needed_and_are_of_lengths_that_the_model_can(
    family: Family, frames: int
) -> None:
    lengths = family.clips_for(frames)
    shown = 1 + sum(length - 1 for length in lengths)
    assert shown >= frames
    for length in lengths:
        assert (length - 1) % family.stride == 0
        assert min(family.shortest, frames) <= length <= family.longest
    assert max(lengths) - min(lengths) <= family.stride, "no clip is a mere rest"


@EACH
def test_a_shot_that_one_clip_can_hold_is_one_clip(family: Family) -> None:
    assert family.clips_for(family.longest) == (family.longest,)
    assert len(family.clips_for(family.longest + 1)) == 2
    assert all(length <= 17 for length in family.clips_for(60, longest=19))


@EACH
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "2.39:1"])
def test_sizes_keep_the_screens_shape_and_the_models_multiple(family: Family, aspect: str) -> None:
    screen = make_screen(aspect, "720p", "24")  # type: ignore[arg-type]
    width, height = family.size_for(screen)
    assert width % family.multiple == height % family.multiple == 0
    assert width / height == pytest.approx(screen.width / screen.height, rel=0.12)
    assert width * height == pytest.approx(family.pixels, rel=0.12)
    small = family.size_for(screen, 64 * 64)
    assert small[0] * small[1] < 4 * 64 * 64


def test_frames_that_models_count() -> None:
    wan, ltx = FAMILIES["wan"], FAMILIES["ltx"]
    assert [wan.fit(count) for count in (1, 34, 80, 90)] == [33, 37, 81, 81]
    assert [ltx.fit(count) for count in (1, 34, 80, 900)] == [25, 41, 81, 161]
    assert wan.size_for(make_screen("16:9", "480p", "24")) == (848, 480)


def test_a_model_that_is_told_the_rate_films_at_the_screens() -> None:
    screen = Screen(width=640, height=360, rate=Fraction(30000, 1001))
    assert FAMILIES["ltx"].rate_for(screen) == 30
    assert FAMILIES["wan"].rate_for(screen) == 16


@pytest.mark.parametrize(("frames", "pictures"), [(1, 1), (2, 2), (24, 17), (25, 17), (26, 18)])
def test_pictures_reach_the_last_frame(frames: int, pictures: int) -> None:
    assert pictures_for(asked(frames=frames), Fraction(16)) == pictures


def test_a_request_that_asks_for_nothing_gets_the_models_own_settings() -> None:
    wan, svd = FAMILIES["wan"], FAMILIES["svd"]
    usual = wan.sampled(Sampling())
    assert usual == wan.sampled(None)
    assert (usual.steps, usual.guidance, usual.sampler) == (40, 5.0, None)
    given = svd.sampled(Sampling(steps=12, cfg_scale=2.5, sampler="euler"))
    assert (given.steps, given.guidance, given.sampler) == (12, 2.5, "euler")


def test_licences_follow_the_family() -> None:
    assert "Apache-2.0" in DiffusersVideo().terms()
    assert "revenue" in DiffusersVideo(family="svd").terms()
    assert "someone/else" in DiffusersVideo(model="someone/else").terms()


def test_what_cannot_go_together_is_refused() -> None:
    with pytest.raises(ValueError, match="no step cache"):
        DiffusersVideo(family="svd", cache="first-block")
    with pytest.raises(ValueError, match="compiling"):
        DiffusersVideo(cache="taylorseer", compiled=True)


def test_the_fingerprint_holds_what_changes_the_take() -> None:
    plain = DiffusersVideo().fingerprint()
    changes: list[dict[str, object]] = [
        {"family": "ltx"},
        {"steps": 8},
        {"cfg_scale": 2.0},
        {"negative_prompt": ""},
        {"cache": "pab"},
        {"most_pixels": 90_000},
        {"longest_clip": 49},
        {"model": "someone/else", "revision": "0" * 40},
    ]
    prints = [str(DiffusersVideo(**change).fingerprint()) for change in changes]  # type: ignore[arg-type]
    assert len({str(plain), *prints}) == len(changes) + 1
    for same in ({"device": "cpu"}, {"compiled": True}, {"offload": "model"}, {"overlap": False}):
        assert DiffusersVideo(**same).fingerprint() == plain  # type: ignore[arg-type]
