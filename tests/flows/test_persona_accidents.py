"""You play the lead while vendors misbehave at step after step: told there, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from blocks.crew import Crew
from film.errors import EngineFailed
from film.ledger import Order
from flows.slates import FilmMade
from flows.standins.faults import ALWAYS, Fault, fault, status
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.flows.starring import asked_of, job_of, last_run, starring
from tests.flows.transforming import saved_persona
from tests.flows.vendors import bought, interrupt, jobs, orders, standing_in, taken

pytestmark = pytest.mark.e2e

NAME = "accident-ana"
NARRATION = "From here I see the harbour."
CREW = Crew(
    video="replicate",
    faceswap="replicate",
    voice="elevenlabs",
    music="elevenlabs",
    lipsync="replicate",
    moderation="openai",
)
MODELS = {"base": "wan-2.2", "faceswap": "roop_face_swap", "lipsync": "lipsync-2"}
STAGES = {"base": "scenes", "faceswap": "faceswap", "lipsync": "lipsync"}
FILTER = "NSFW content detected"
Told = dict[str, dict[str, Any]]
"""A job record, by step."""


@dataclass(frozen=True)
class Trouble:
    """What goes wrong at one step for good, and what passes meanwhile."""

    vendor: str
    route: str
    fault: Fault
    says: str
    passing: tuple[tuple[str, str, Fault], ...] = ()


def of(step: str, what: Fault, times: int = 1) -> Fault:
    """Return a fault for the calls of one step's model."""
    return what.model_copy(update={"where": MODELS[step], "times": times})


REFUSED = fault("status", status=400, code="content_against_policy", message="Not such words")
TROUBLES = {
    "tts": Trouble(
        "elevenlabs", "speech", REFUSED.model_copy(update={"times": ALWAYS}), "Not such words",
        passing=(
            ("openai", "moderations", status(503, "0")),
            ("elevenlabs", "clone", status(503)),
            ("elevenlabs", "music", status(429, "1")),
        ),
    ),
    "base": Trouble(
        "replicate", "create", of("base", fault("job_fails", message=FILTER), ALWAYS), FILTER,
        passing=(("elevenlabs", "speech", status(429, "1")),),
    ),
    "faceswap": Trouble(
        "replicate", "create", of("faceswap", fault("truncated_media"), ALWAYS), "can be used",
        passing=(
            ("replicate", "create", of("base", status(429, "1"))),
            ("replicate", "create", of("base", fault("reset_after_acceptance"))),
            ("replicate", "get", status(503)),
            ("replicate", "get", fault("reset")),
        ),
    ),
    "lipsync": Trouble(
        "replicate", "create", of("lipsync", fault("too_short"), ALWAYS), "can be used",
        passing=(
            ("replicate", "create", of("faceswap", fault("reset_after_acceptance"))),
            ("replicate", "create", of("faceswap", status(500))),
            ("replicate", "file", fault("cut_body")),
        ),
    ),
}  # fmt: skip
"""Step after step, run after run."""
AT_LAST = (
    ("replicate", "create", of("lipsync", status(429, "1"))),
    ("replicate", "create", of("lipsync", fault("cut_body"))),
    ("replicate", "get", status(429, "0")),
)
"""What passes in the run that makes the film."""


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    with standing_in() as running:
        yield running


@pytest.fixture(scope="module")
def failures(
    house: StandIns, api: PrefectApi, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Told]:
    """Ask for the film while a step fails for good, step after step; return the job records."""
    saved_persona(NAME, tmp_path_factory.mktemp("persona"))
    told: dict[str, Told] = {}
    for step, trouble in TROUBLES.items():
        house.misbehave(trouble.vendor, trouble.route, trouble.fault)
        for vendor, route, passes in trouble.passing:
            house.misbehave(vendor, route, passes)
        with pytest.raises(EngineFailed, match=trouble.says):
            starring(NAME, CREW, narration=NARRATION)
        told[step] = job_of(last_run(NAME, api)["id"], api)
        left = house.house.faults.waiting()
        house.house.faults.clear()
        for queue, faults in left.items():
            vendor, _, route = queue.partition("/")
            passing = [Fault.model_validate(one) for one in faults]
            house.misbehave(vendor, route, *(one for one in passing if one.times != ALWAYS))
    return told


@pytest.fixture(scope="module")
def film(failures: dict[str, Told], house: StandIns) -> FilmMade:
    """Ask again, when nothing is in its way that does not pass."""
    for vendor, route, passing in AT_LAST:
        house.misbehave(vendor, route, passing)
    made = starring(NAME, CREW, narration=NARRATION)
    assert not house.house.faults.waiting(), "all of it happened"
    return made


@pytest.fixture(scope="module")
def ledger(film: FilmMade) -> list[Order]:
    return orders(asked_of(NAME, narration=NARRATION).account)


@pytest.mark.parametrize("step", TROUBLES)
def test_the_record_tells_at_which_step_it_failed_and_why(
    step: str, failures: dict[str, Told]
) -> None:
    rows, order = failures[step], ["tts", "base", "faceswap", "lipsync"]
    assert rows["film"]["state"] == rows[step]["state"] == "failed"
    assert TROUBLES[step].says in rows[step]["error"]
    assert "\n" not in rows[step]["error"]
    for earlier in order[: order.index(step)]:
        assert (rows[earlier]["state"], rows[earlier]["error"]) == ("done", ""), earlier
    assert rows["watermark"]["state"] != "failed"
    assert rows["deliver"]["state"] == "waiting"


def test_the_film_is_made_and_every_step_is_done(film: FilmMade, api: PrefectApi) -> None:
    assert all(one.passed for one in film.report.checks), film.report.checks
    rows = job_of(film.report.run, api)
    assert {row["state"] for row in rows.values()} == {"done"}
    assert {row.get("error", "") for row in rows.values()} == {""}
    assert rows["base"]["engine"] == "Replicate camera"


def test_each_thing_is_bought_once_but_what_came_to_nothing(
    film: FilmMade, house: StandIns, ledger: list[Order]
) -> None:
    for step, stage in STAGES.items():
        ours = [one for one in ledger if one.stage == stage and one.job]
        assert {one.state for one in ours} == {"settled", "failed"}, step
        in_vain = Counter(one.subject for one in ours if one.state == "failed")
        settled = Counter(one.subject for one in ours if one.state == "settled")
        assert set(settled.values()) == {1}, step
        assert set(in_vain.values()) == {1}, step
        times = bought(house, "replicate", MODELS[step]).values()
        assert Counter(times)[2] == len(in_vain), step
        assert sum(times) == len(ours), step
    assert set(bought(house, "elevenlabs").values()) == {1}
    assert len(taken(house, "elevenlabs", "with-timestamps")) == 1
    charges = sum((one.charge for one in ledger), Fraction(0))
    assert film.report.spent == charges > film.report.cost


def test_the_records_name_the_vendors_jobs(
    film: FilmMade, failures: dict[str, Told], ledger: list[Order], api: PrefectApi
) -> None:
    rows = job_of(film.report.run, api)
    for step, stage in STAGES.items():
        placed = {one.job: one.run for one in ledger if one.stage == stage and one.job}
        last = {job for job, run in placed.items() if run == film.report.run}
        assert named(rows[step]) == last, step
        assert named(failures[step][step]), step
        assert named(failures[step][step]) <= set(placed) - last, step


def named(row: dict[str, Any]) -> set[str]:
    return set(row["jobs"].split(", ")) - {""}


def test_once_more_nothing_is_sent(film: FilmMade, house: StandIns) -> None:
    before = len(house.calls())
    again = starring(NAME, CREW, narration=NARRATION)
    assert not taken(house, since=before)
    assert again.report.cost == 0
    assert again.report.spent == film.report.spent


def test_ctrl_c_cancels_the_base_video_at_the_vendor(
    film: FilmMade, house: StandIns, ledger: list[Order], tmp_path: Path
) -> None:
    since = len(house.calls())
    house.misbehave("replicate", "create", fault("never_ends", times=ALWAYS))
    shots = sum((one.stage, one.state) == ("scenes", "settled") for one in ledger)
    account = asked_of(NAME, narration=NARRATION, seed=9).account
    more = ("--video", "replicate", "--resolution", "360p", "--out", str(tmp_path / "films"))
    interrupt(account, shots, "star", NAME, NARRATION, "--seed", "9", "--title", "Bought", *more)
    house.house.faults.clear()
    placed = [one for one in orders(account) if one.job]
    assert {one.job for one in placed} == {job.id for job in jobs(house, since)}
    assert {job.phase for job in jobs(house, since)} == {"canceled"}
    assert {one.state for one in placed} == {"cancelled"}
