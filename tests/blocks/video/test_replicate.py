"""Clips on Replicate: what is asked of a model, how shots become clips, and what goes wrong."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from blocks.vendors.replicate_models import Tariff
from blocks.video.replicate import ClipLength, ClipModel, ReplicateVideo
from film.assets import AssetStore
from film.errors import BadRequest, EngineBusy, EngineFailed, PaidInVain
from film.media.mezzanine import is_mezzanine, read_frames
from film.screen import Screen, make_screen
from film.till import Till
from flows.standins.faults import fault, status
from flows.standins.server import StandIns
from tests.blocks.vendors.replicate_house import failing, hired, inputs, states

from .shooting import asked_of

CLIP = Fraction(5, 100)
KLING = ClipModel(
    model="kwaivgi/kling-v2.6",
    picture_input="start_image",
    seed_input="",
    length_input="duration",
    lengths=(ClipLength(seconds=Fraction(5), value=5), ClipLength(seconds=Fraction(10), value=10)),
    resolution_input="",
    resolutions=("720p",),
    extra={"generate_audio": False},
    tariff=Tariff(unit="second"),
)


def test_a_shot_is_a_clip_that_starts_from_its_keyframe(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    engine, work = hired(ReplicateVideo, standins), asked_of(store)
    take = engine.shoot(work, store)
    path = store.path(take.asset)
    assert is_mezzanine(path, work.screen)
    assert len(list(read_frames(path))) == work.frames
    [sent] = inputs(standins)
    assert work.keyframe is not None
    assert f"sha256 {work.keyframe.sha256[:12]}" in sent["image"]
    assert (sent["num_frames"], sent["frames_per_second"], sent["resolution"]) == (81, 16, "480p")
    assert "pushes in" in sent["prompt"]
    assert till.spent == engine.estimate(work).dollars == CLIP


def test_a_longer_shot_goes_on_from_the_last_picture(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    engine, work = hired(ReplicateVideo, standins), asked_of(store, frames=200)
    take = engine.shoot(work, store)
    assert take.asset.info.frames == 200
    first, second = inputs(standins)
    assert first["image"] != second["image"]
    assert till.spent == engine.estimate(work).dollars == 2 * CLIP


def test_a_clip_that_fails_keeps_those_before_it(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    engine, work = hired(ReplicateVideo, standins), asked_of(store, frames=200)
    standins.misbehave("replicate", "create", fault("none"), fault("job_fails", message="Oops"))
    with failing(EngineFailed, "Oops"):
        engine.shoot(work, store)
    assert states(till) == ["settled", "failed"]
    engine.shoot(work, store)
    assert states(till) == ["settled", "failed", "settled"]
    assert till.spent == 2 * CLIP


@pytest.mark.parametrize(
    ("aspect", "lines", "resolution"),
    [("16:9", "480p", "480p"), ("9:16", "540p", "720p"), ("16:9", "1080p", "720p")],
)
def test_the_smallest_resolution_that_fills_the_screen_is_asked_for(
    store: AssetStore, aspect: Any, lines: Any, resolution: str
) -> None:
    work = asked_of(store, screen=make_screen(aspect, lines, "24"))
    engine = ReplicateVideo()
    assert engine.clip.resolution(work.screen) == resolution
    assert resolution in engine.estimate(work).basis


PRICE = """
[[price]]
vendor = "replicate"
model = "kwaivgi/kling-v2.6"
unit = "second"
dollars = "0.07"
read = 2026-11-01
source = "a test"
"""


def test_another_model_is_a_matter_of_settings(
    standins: StandIns,
    till: Till,
    store: AssetStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "prices.toml").write_text(PRICE)
    monkeypatch.setenv("FIRSTCUT_PRICES", str(tmp_path / "prices.toml"))
    engine = hired(ReplicateVideo, standins, clip=KLING)
    assert engine.plan(asked_of(store, frames=24 * 8)) == (10,)
    engine.shoot(asked_of(store), store)
    [sent] = inputs(standins)
    assert set(sent) == {"generate_audio", "prompt", "duration", "start_image"}
    assert till.spent == 5 * Fraction("0.07")


def test_nothing_is_bought_without_a_price(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    unknown = KLING.model_copy(update={"model": "somebody/unheard-of-i2v"})
    with failing(BadRequest, "prices.toml"):
        hired(ReplicateVideo, standins, clip=unknown).shoot(asked_of(store), store)
    assert not inputs(standins)


WRONG = {
    "too_short": "too short",
    "black": "black",
    "truncated_media": "used",
    "wrong_media_type": "no media",
    "output_expired": "no longer",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_clip_of_no_use_is_paid_in_vain(
    standins: StandIns, till: Till, store: AssetStore, name: Any
) -> None:
    engine, work = hired(ReplicateVideo, standins), asked_of(store)
    standins.misbehave("replicate", "create", fault(name))
    with failing(PaidInVain, WRONG[name]):
        engine.shoot(work, store)
    assert (states(till), till.spent) == (["failed"], CLIP)
    engine.shoot(work, store)
    assert (states(till), till.spent) == (["failed", "settled"], 2 * CLIP)


def test_a_line_that_breaks_while_fetching_costs_no_second_clip(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    engine, work = hired(ReplicateVideo, standins), asked_of(store)
    standins.misbehave("replicate", "file", fault("cut_body"), fault("reset"), status(503, "0"))
    engine.shoot(work, store)
    standins.misbehave("replicate", "get", status(500, times=50))
    other = work.model_copy(update={"seed": 5})
    with failing(EngineBusy, "500"):
        engine.shoot(other, store)
    standins.house.faults.clear()
    engine.shoot(other, store)
    assert len(inputs(standins)) == 2
    assert till.spent == 2 * CLIP


def test_another_seed_is_another_clip(standins: StandIns, till: Till, store: AssetStore) -> None:
    engine = hired(ReplicateVideo, standins)
    works = [asked_of(store).model_copy(update={"seed": seed}) for seed in (0, 2**31)]
    orders = [engine.submit(work, store) for work in works]
    assert orders[0].key != orders[1].key
    assert [one["seed"] for one in inputs(standins)] == [0, 0], "as models take them"


def test_without_a_keyframe_it_says_what_is_missing(
    standins: StandIns, till: Till, store: AssetStore
) -> None:
    work = asked_of(store).model_copy(update={"keyframe": None})
    with failing(EngineFailed, "keyframes"):
        hired(ReplicateVideo, standins).shoot(work, store)
    assert not inputs(standins)


def test_its_fingerprint_and_settings(standins: StandIns) -> None:
    plain = ReplicateVideo()
    assert hired(ReplicateVideo, standins).fingerprint() == plain.fingerprint()
    assert ReplicateVideo(clip=KLING).fingerprint() != plain.fingerprint()
    assert json.loads(json.dumps(plain.fingerprint())) == plain.fingerprint()
    again = ReplicateVideo.model_validate_json(ReplicateVideo(clip=KLING).model_dump_json())
    assert again.clip == KLING
    assert again.lengths() == (5, 10)
    assert "wan-2.2" in plain.terms()


def test_an_odd_screen_is_filled(standins: StandIns, till: Till, store: AssetStore) -> None:
    screen = Screen(width=90, height=160, rate=Fraction(30000, 1001))
    take = hired(ReplicateVideo, standins).shoot(asked_of(store, 31, screen), store)
    assert is_mezzanine(store.path(take.asset), screen)
    assert len(list(read_frames(store.path(take.asset)))) == 31
