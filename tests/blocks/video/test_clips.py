"""Shots of several clips: planned, each an order of its own, going on where the one before ends."""

import base64
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import cv2
import numpy as np
import pytest
from pydantic import PrivateAttr

from blocks.vendors.jobs import Content, JobDesk, JobState, Patience
from blocks.video.clips import MORE, ClipVendor, Start
from film.assets import AssetStore, LocalAssetStore
from film.cost import Estimate
from film.errors import BudgetSpent, EngineFailed
from film.ledger import Order
from film.media.mezzanine import read_frames
from film.shots import Assignment
from film.till import Till
from tests.film.media.foreign import Recipe, clip, number_of

from .conftest import orders_of
from .shooting import QUICK, SMALL, asked_of

CENT = Fraction(1, 100)


@dataclass
class Studio:
    """A vendor in memory whose clips count on: each begins with the number it was given."""

    folder: Path
    starts: list[int] = field(default_factory=list)
    """The number on the picture that each clip was ordered with."""
    lengths: list[Fraction] = field(default_factory=list)
    """What comes instead of what was ordered, clip by clip."""
    fails: set[int] = field(default_factory=set)
    """Clips, counted from 1, that come to nothing."""
    made: dict[str, str] = field(default_factory=dict)
    cancelled: list[str] = field(default_factory=list)


class StudioDesk(JobDesk):
    """Where the vendor in memory takes jobs."""

    vendor: ClassVar[str] = "replicate"
    label = "Studio"
    address = "http://127.0.0.1"

    def __init__(self, studio: Studio, start: Start | None, store: AssetStore) -> None:
        self.studio, self.start, self.store = studio, start, store
        self.patience: Patience = QUICK

    def post(self, content: Content) -> str:
        assert self.start is not None
        picture = cv2.imread(str(self.store.path(self.start.picture)), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        first = number_of(np.asarray(picture, np.uint8)) if self.start.after else 0
        studio = self.studio
        studio.starts.append(first)
        seconds = Fraction(content["seconds"])
        job = f"job-{len(studio.starts)}"
        if studio.lengths:
            seconds = studio.lengths.pop(0)
        path = clip(studio.folder / job, round(seconds * 16), Recipe(rate=Fraction(16)), first)
        studio.made[job] = base64.b64encode(path.read_bytes()).decode()
        return job

    def look_up(self, order: Order, content: Content) -> list[str]:
        return []

    def ask(self, job: str) -> JobState:
        if int(job.removeprefix("job-")) in self.studio.fails:
            return JobState("failed", dollars=Fraction(0), reason="no")
        return JobState("done", (f"data:video/mp4;base64,{self.studio.made[job]}",))

    def cancel(self, job: str) -> None:
        self.studio.cancelled.append(job)


class StudioVideo(ClipVendor):
    """The camera of the vendor in memory: clips of one and two seconds at 16 pictures a second."""

    _block_type_name = "Firstcut Studio Camera"
    label: ClassVar[str] = "studio camera"
    _studio: Studio = PrivateAttr()

    def fingerprint(self) -> dict[str, Any]:
        return {"engine": self.label}

    def check(self) -> None:
        pass

    def cancel(self, order: Order) -> None:
        pass

    def clip_desk(self, start: Start | None, store: AssetStore) -> StudioDesk:
        return StudioDesk(self._studio, start, store)

    def sold_as(self) -> str:
        return "studio/one"

    def lengths(self) -> tuple[Fraction, ...]:
        return (Fraction(17, 16), Fraction(33, 16))

    def content(self, assignment: Assignment, start: Start, seconds: Fraction) -> Content:
        return {"start": start.digest, "seconds": str(seconds), "seed": assignment.seed}

    def clip_estimate(self, assignment: Assignment, seconds: Fraction) -> Estimate:
        return Estimate(dollars=CENT * int(seconds), basis="by the second")


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    (tmp_path / "studio").mkdir()
    return Studio(tmp_path / "studio")


@pytest.fixture
def camera(studio: Studio) -> StudioVideo:
    video = StudioVideo(patience=QUICK)
    video._studio = studio
    return video


ONE, TWO = Fraction(17, 16), Fraction(33, 16)


@pytest.mark.parametrize(
    ("frames", "stretch", "clips"),
    [
        (1, 20, (ONE,)),
        (25, 0, (ONE,)),
        (26, 0, (TWO,)),
        (26, 20, (ONE,)),
        (29, 20, (ONE,)),
        (30, 20, (TWO,)),
        (58, 20, (TWO,)),
        (59, 20, (TWO, ONE)),
        (97, 0, (TWO, TWO)),
        (240, 0, (TWO,) * 5),
    ],
)
def test_a_shot_is_planned_in_as_few_clips_as_will_do(
    frames: int, stretch: int, clips: tuple[Fraction, ...], store: LocalAssetStore
) -> None:
    video = StudioVideo(stretch=stretch)
    asked = asked_of(store, frames)
    assert video.plan(asked) == clips
    assert video.estimate(asked).dollars == CENT * sum(int(one) for one in clips)


def test_clips_go_on_from_the_last_picture_and_none_is_shown_twice(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    take = camera.shoot(asked_of(store, 97), store)
    assert studio.starts == [0, 32]
    frames = [number_of(one[: SMALL.height]) for one in read_frames(store.path(take.asset))]
    nearest = [round(number * 16 / 24) for number in (0, 48, 96)]
    assert [frames[number] for number in (0, 48, 96)] == nearest
    orders = orders_of(till)
    assert [order.state for order in orders] == ["settled"] * 2
    assert len({order.key for order in orders}) == 2
    assert {order.subject for order in orders} == {"s1-h1"}


def test_clips_that_come_too_short_are_followed_by_others(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    studio.lengths = [Fraction(27, 16)]
    take = camera.shoot(asked_of(store, 58), store)
    assert studio.starts == [0, 26]
    frames = list(read_frames(store.path(take.asset)))
    assert len(frames) == 58
    assert number_of(frames[-1][: SMALL.height]) == 38


def test_it_does_not_order_for_ever(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    studio.lengths = [Fraction(27, 16)] * 6
    camera.shoot(asked_of(store, 175), store)
    assert len(studio.starts) <= len(camera.plan(asked_of(store, 175))) + MORE


def test_a_failed_clip_is_ordered_anew_and_those_before_it_are_kept(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    studio.fails = {2}
    asked = asked_of(store, 97)
    with pytest.raises(EngineFailed, match="Studio failed job job-2"):
        camera.shoot(asked, store)
    camera.shoot(asked, store)
    assert studio.starts == [0, 32, 32]
    assert [order.state for order in orders_of(till)] == ["settled", "failed", "settled"]
    assert till.spent == 4 * CENT


def test_the_budget_stops_between_two_clips(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    poor = Till(till.ledger, store, till.account, budget=4 * CENT)
    with poor.paying("scenes", "s1-h1"), pytest.raises(BudgetSpent, match="What is made is kept"):
        camera.shoot(asked_of(store, 140), store)
    assert len(studio.starts) == 2
    camera.shoot(asked_of(store, 140), store)
    assert len(studio.starts) == 3


def test_goods_that_went_astray_are_fetched_or_bought_again(
    camera: StudioVideo, studio: Studio, till: Till, store: LocalAssetStore
) -> None:
    asked = asked_of(store, 24)
    take = camera.shoot(asked, store)
    [order] = orders_of(till)
    assert order.goods is not None
    store.path(order.goods).unlink()
    assert camera.shoot(asked, store) == take
