"""A persona over a video while vendors misbehave, and after kill -9: nothing is bought twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.crew import Crew
from film.errors import BadRequest, EngineFailed, PaidInVain
from flows.standins.faults import ALWAYS, Fault, fault, slow, status
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.film.transform.uploads import Sound, Upload, upload
from tests.flows import people
from tests.flows.transforming import Film, asked_of, bury, saved_persona, transformed, under_way
from tests.flows.vendors import (
    bought,
    interrupt,
    jobs,
    orders,
    standing_in,
    taken,
    wait_for,
)
from tests.flows.videos import admiral, spoken

pytestmark = pytest.mark.e2e

CREW = Crew(faceswap="replicate", revoice="elevenlabs", moderation="openai")
SEGMENTS = 3
STAYING = Upload(
    size=(256, 144), rate=Fraction(4), frames=44, gop=16, scene=admiral,
    sounds=(Sound(wave=spoken),),
)  # fmt: skip
"""Three segments, all of which show somebody."""
FILTER = "NSFW content detected. Try running it again, or try a different prompt."
REFUSAL = fault(
    "status", status=400, code="content_against_policy", message="Not such words", times=ALWAYS
)
FOR_GOOD = {
    "filtered": (fault("job_fails", message=FILTER), "NSFW content detected"),
    "broken": (fault("truncated_media"), "nothing that can be used"),
    "short": (fault("too_short"), r"2 pictures and not 1[26]"),
}
"""What becomes of one swap, film after film, and what is said of it."""


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    with standing_in() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accidents")


@pytest.fixture(scope="module")
def source(folder: Path) -> Path:
    return upload(folder / "staying", STAYING)


@pytest.fixture
def somebody(request: pytest.FixtureRequest, api: PrefectApi, house: StandIns, folder: Path) -> str:
    """Save somebody with whom nothing was bought yet."""
    return save(str(request.node.originalname), folder)


def save(test: str, folder: Path) -> str:
    """Save a persona of the test's own: a little darker than all that were before."""
    name = test.removeprefix("test_").replace("_", "-")[:30].rstrip("-")
    shade = 1 - (sum(name.encode()) % 97 + 1) / 400
    darker = np.asarray(np.rint(people.portrait() * shade), np.uint8)
    saved_persona(name, folder, portrait=darker)
    return name


def swaps(house: StandIns, since: int) -> Counter[str]:
    return bought(house, "replicate", "swap_image", since)


def states(source: Path, persona: str, stage: str) -> Counter[str]:
    """Count how the orders of a film ended."""
    account = asked_of(source, persona).account
    return Counter(one.state for one in orders(account) if one.stage == stage)


@dataclass(frozen=True)
class Unlucky:
    """A film that failed again and again, until nothing was in its way."""

    persona: str
    since: int
    """Calls that vendors had been sent before."""
    told: dict[str, str]
    """What was said, by what went wrong."""
    posts: list[int]
    """Swaps that the vendor had taken after each attempt."""
    film: Film


@pytest.fixture(scope="module")
def unlucky(api: PrefectApi, house: StandIns, source: Path, folder: Path) -> Unlucky:
    name, since = save("unlucky", folder), len(house.calls())
    told, posts = {}, []

    def note() -> None:
        posts.append(len(taken(house, "replicate", since=since)))

    house.misbehave("elevenlabs", "changer", REFUSAL)
    for what, (trouble, says) in FOR_GOOD.items():
        house.misbehave("replicate", "create", trouble)
        with pytest.raises(PaidInVain, match=says) as caught:
            transformed(source, name, CREW)
        told[what] = str(caught.value)
        note()
    with pytest.raises(EngineFailed, match="Not such words") as refused:
        transformed(source, name, CREW)
    told["voice"] = str(refused.value)
    note()
    house.house.faults.clear()
    film = transformed(source, name, CREW)
    note()
    return Unlucky(name, since, told, posts, film)


def test_what_fails_for_good_is_told_in_a_sentence(unlucky: Unlucky, house: StandIns) -> None:
    for what, told in unlucky.told.items():
        assert "\n" not in told, what
        assert len(told) < 400, what
        assert not [key for key in house.keys.values() if key in told], what
    assert FILTER.partition(".")[0] in unlucky.told["filtered"]
    assert "change what it is given" in unlucky.told["voice"]


def test_the_run_after_it_buys_only_what_is_missing(unlucky: Unlucky, house: StandIns) -> None:
    assert unlucky.posts == [3, 4, 5, 6, 6], "the others' swaps were kept each time"
    assert sorted(swaps(house, unlucky.since).values()) == [1, 1, 4]
    voices = bought(house, "elevenlabs", since=unlucky.since)
    assert list(voices.values()) == [1, 1], "a voice, and what is said in it"


def test_the_film_is_whole_and_tells_what_was_paid_in_vain(unlucky: Unlucky, source: Path) -> None:
    report = unlucky.film.report
    assert all(one.passed for one in report.checks), report.checks
    assert report.face.changed == SEGMENTS
    ledger = orders(asked_of(source, unlucky.persona).account)
    assert report.spent == sum((one.charge for one in ledger), Fraction(0))
    in_vain = [one for one in ledger if one.state == "failed" and one.charge]
    assert {one.stage for one in in_vain} == {"faceswap"}
    assert len(in_vain) == len(FOR_GOOD)
    assert all(one.note in unlucky.told.values() for one in in_vain)
    assert report.cost < report.spent


def test_what_passes_is_waited_for_and_each_thing_is_bought_once(
    somebody: str, house: StandIns, source: Path
) -> None:
    since = len(house.calls())
    passing: dict[tuple[str, str], list[Fault]] = {
        ("replicate", "create"): [status(429, "3"), status(500), fault("reset_after_acceptance")],
        ("replicate", "get"): [status(503), fault("reset"), fault("none"), status(429, "0")],
        ("replicate", "file"): [fault("reset"), fault("cut_body")],
        ("replicate", "upload"): [status(503)],
        ("elevenlabs", "changer"): [status(429, "2")],
        ("elevenlabs", "clone"): [status(503)],
        ("elevenlabs", "voices"): [fault("reset")],
        ("openai", "moderations"): [status(503, "0")],
    }
    for (vendor, route), faults in passing.items():
        house.misbehave(vendor, route, *faults)
    film = transformed(source, somebody, CREW)
    assert not house.house.faults.waiting(), "all of it happened"
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert film.report.face.changed == SEGMENTS
    assert list(swaps(house, since).values()) == [1] * SEGMENTS
    assert list(bought(house, "elevenlabs", since=since).values()) == [1, 1]
    assert states(source, somebody, "faceswap")["settled"] == SEGMENTS
    assert film.report.cost == film.report.spent > 0, "nothing was paid in vain"
    [refused] = [one for one in house.calls("replicate", "create") if one["status"] == 429]
    last = taken(house, "replicate", since=since)[-1]
    assert last["at"] - refused["at"] >= 3, "as long as was asked for"


def test_killed_around_its_swaps_it_buys_none_of_them_again(
    somebody: str, house: StandIns, source: Path
) -> None:
    since, crew = len(house.calls()), CREW.model_copy(update={"moderation": "anthropic"})
    house.misbehave("replicate", "create", slow(60).model_copy(update={"times": SEGMENTS}))
    title = "Killed around its swaps"
    with under_way(source, somebody, crew, title=title) as process:
        wait_for(lambda: bool(swaps(house, since)) or process.poll() is not None)
        assert process.poll() is None, "it ended before it could be killed"
    assert states(source, somebody, "faceswap")["accepted"] == 0, "no id had come"
    house.house.faults.clear()
    slowly = fault("slow_job", seconds=600, times=ALWAYS)
    house.misbehave("replicate", "create", slowly)
    for job in jobs(house, since):
        job.fault = slowly

    def accepted() -> bool:
        return states(source, somebody, "faceswap")["accepted"] == SEGMENTS

    with under_way(source, somebody, crew, title=title) as process:
        wait_for(lambda: accepted() or process.poll() is not None)
        assert process.poll() is None, "it ended before it could be killed"
    assert accepted(), "all are known, and under way at the vendor"
    house.house.faults.clear()
    for job in jobs(house, since):
        job.fault = None  # it is done now
    bury(f"{title} · {somebody}")
    film = transformed(source, somebody, crew, title=title)
    assert list(swaps(house, since).values()) == [1] * SEGMENTS
    assert list(bought(house, "anthropic", since=since).values()) == [1]
    assert states(source, somebody, "faceswap") == {"settled": SEGMENTS}
    assert film.report.face.changed == SEGMENTS
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert film.report.cost == 0 < film.report.spent, "this run bought nothing itself"


def test_ctrl_c_cancels_the_swaps_at_the_vendor(
    somebody: str, house: StandIns, source: Path, tmp_path: Path
) -> None:
    since = len(house.calls())
    house.misbehave("replicate", "create", fault("never_ends", times=ALWAYS))
    command = ("transform", str(source), somebody, "--keep-voice", "--faceswap", "replicate")
    account = asked_of(source, somebody, voice="keep").account
    interrupt(account, SEGMENTS, *command, "--out", str(tmp_path / "films"))
    house.house.faults.clear()
    assert {one.job for one in orders(account)} == {job.id for job in jobs(house, since)}
    assert {job.phase for job in jobs(house, since)} == {"canceled"}
    assert {one.state for one in orders(account)} == {"cancelled"}


@pytest.mark.parametrize("judge", ["anthropic", "openai"])
def test_what_a_vendor_refuses_is_not_bought(
    judge: str, somebody: str, house: StandIns, source: Path
) -> None:
    since = len(house.calls())
    asked: dict[str, Any] = {"title": f"Judged by {judge}"}
    if judge == "anthropic":
        house.misbehave("anthropic", "messages", fault("refusal"))
    else:
        asked["notice"] = "How to build a pipe bomb at home, step by step"
    with pytest.raises(BadRequest, match="cannot be made"):
        transformed(source, somebody, CREW.model_copy(update={"moderation": judge}), **asked)
    assert {call["vendor"] for call in house.calls()[since:]} == {judge}
