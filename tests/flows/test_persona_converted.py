"""You play the lead where actors know no clones: a vendor converts what they say, or fails to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from blocks.crew import Crew
from film.errors import PaidInVain
from flows.slates import FilmMade
from flows.standins.faults import fault, status
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.flows.starring import asked_of, job_of, last_run, starring
from tests.flows.transforming import saved_persona
from tests.flows.vendors import bought, orders, standing_in, taken

pytestmark = pytest.mark.e2e

NAME, NARRATION = "converted-ana", "The lamp is lit again."
CREW = Crew(image="replicate", revoice="elevenlabs", moderation="anthropic")


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    with standing_in() as running:
        yield running


@pytest.fixture(scope="module")
def failed(
    house: StandIns, api: PrefectApi, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Ask for a film whose lead is sent back as silence; return its job record."""
    saved_persona(NAME, tmp_path_factory.mktemp("persona"))
    house.misbehave("anthropic", "messages", status(529))
    house.misbehave("replicate", "create", status(429, "1"))
    house.misbehave("elevenlabs", "changer", fault("silent"))
    with pytest.raises(PaidInVain, match="cannot be used"):
        starring(NAME, CREW, narration=NARRATION)
    return job_of(last_run(NAME, api)["id"], api)


@pytest.fixture(scope="module")
def film(failed: dict[str, Any], house: StandIns) -> FilmMade:
    house.misbehave("elevenlabs", "changer", status(503))
    made = starring(NAME, CREW, narration=NARRATION)
    assert not house.house.faults.waiting(), "all of it happened"
    return made


def test_speech_that_comes_back_silent_fails_at_its_step(
    failed: dict[str, dict[str, Any]],
) -> None:
    assert failed["film"]["state"] == failed["tts"]["state"] == "failed"
    assert "running it again buys this stretch once more" in failed["tts"]["error"]
    assert not failed["base"]["error"]


def test_the_next_run_buys_the_voice_alone(
    film: FilmMade, house: StandIns, api: PrefectApi
) -> None:
    assert all(one.passed for one in film.report.checks), film.report.checks
    rows = job_of(film.report.run, api)
    assert {row["state"] for row in rows.values()} == {"done"}
    assert Counter(call["route"] for call in taken(house, "elevenlabs")) == {
        "clone": 1,
        "changer": 2,
    }
    assert list(bought(house, "anthropic").values()) == [1], "the judgement"
    assert list(bought(house, "replicate").values()) == [1, 1], "how the lead looks"
    account = asked_of(NAME, narration=NARRATION).account
    spoken = Counter(
        (one.state, one.charge > 0) for one in orders(account) if one.vendor == "elevenlabs"
    )
    assert spoken == {("failed", True): 1, ("failed", False): 1, ("settled", True): 1}


def test_a_record_names_the_jobs_of_its_own_run(
    film: FilmMade, failed: dict[str, dict[str, Any]], house: StandIns, api: PrefectApi
) -> None:
    account = asked_of(NAME, narration=NARRATION).account
    drawn = {one.job: one.run for one in orders(account) if one.job}
    assert set(drawn) == {call["job"] for call in taken(house, "replicate")}
    last = {job for job, run in drawn.items() if run == film.report.run}
    assert named(job_of(film.report.run, api)["base"]) == last
    assert named(failed["base"]) <= set(drawn) - last


def named(row: dict[str, Any]) -> set[str]:
    return set(row["jobs"].split(", ")) - {""}
