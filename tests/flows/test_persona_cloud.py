"""You play the lead with vendors at every stage: bought once, told step by step, and by consent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from blocks import home
from blocks.crew import Crew
from film.errors import BadRequest, EngineFailed
from flows.slates import FilmMade
from flows.standins.faults import ALWAYS, status
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.content import content_of
from tests.flows import people
from tests.flows.starring import job_of, last_run, shown, starring
from tests.flows.transforming import saved_persona, task_runs
from tests.flows.vendors import bought, standing_in, taken

pytestmark = pytest.mark.e2e

NAME, FACE_ONLY = "cloud-ana", "cloud-silent-ana"
CREW = Crew(
    video="luma",
    faceswap="replicate",
    voice="elevenlabs",
    lipsync="replicate",
    moderation="anthropic",
)
REASON = "Swapping faces is closed today"


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with standing_in() as running:
        yield running


@pytest.fixture(scope="module")
def failed(
    house: StandIns, api: PrefectApi, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Make a film whose face swaps are refused for good; return its run."""
    saved_persona(NAME, tmp_path_factory.mktemp("persona"))
    house.misbehave("replicate", "create", status(422, message=REASON, times=ALWAYS))
    with pytest.raises(EngineFailed, match=REASON):
        starring(NAME, CREW)
    house.house.faults.clear()
    return last_run(NAME, api)


@pytest.fixture(scope="module")
def film(failed: dict[str, Any]) -> FilmMade:
    """Ask again, when vendors do what they are asked for."""
    return starring(NAME, CREW)


def test_a_face_swap_that_fails_for_good_is_told_in_a_sentence(
    failed: dict[str, Any], api: PrefectApi
) -> None:
    assert failed["state"]["type"] == "FAILED"
    assert REASON in failed["state"]["message"]
    rows = job_of(failed["id"], api)
    assert rows["film"]["state"] == rows["faceswap"]["state"] == "failed"
    assert REASON in rows["faceswap"]["error"]
    assert rows["tts"]["state"] == "done"
    assert not rows["tts"]["error"] + rows["base"]["error"]


def test_run_again_what_was_made_before_is_found(film: FilmMade, house: StandIns) -> None:
    stages = {one.stage: one for one in film.report.stages}
    for stage in ("moderation", "voice", "characters"):
        assert (stages[stage].made, stages[stage].reused) == (0, 1), stage
    assert stages["scenes"].reused > 0
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert film.report.spent > 0
    assert set(bought(house).values()) == {1}, "each paid call was sent once"
    assert len(house.calls("luma", "create")) == 4
    assert len(house.calls("elevenlabs", "clone")) == 1


def test_a_take_in_which_nobody_is_seen_is_not_swapped(
    film: FilmMade, house: StandIns, api: PrefectApi
) -> None:
    [played] = [one for one in film.report.stages if one.stage == "faceswap"]
    assert played.made + played.reused == 4
    assert len(taken(house, "replicate", "swap_image")) == 2
    assert len(job_of(film.report.run, api)["faceswap"]["jobs"].split(", ")) == 2


def test_the_job_records_name_the_vendors_jobs(
    film: FilmMade, failed: dict[str, Any], house: StandIns, api: PrefectApi
) -> None:
    before, rows = job_of(failed["id"], api), job_of(film.report.run, api)
    assert {row["state"] for row in rows.values()} == {"done"}
    told = {step: set(row.get("jobs", "").split(", ")) - {""} for step, row in rows.items()}
    taken = {
        vendor: {call["job"] for call in house.calls(vendor, "create") if call["job"]}
        for vendor in ("replicate", "luma")
    }
    assert told["faceswap"] | told["lipsync"] == taken["replicate"]
    assert len(told["lipsync"]) == 1
    filmed = told["base"] | set(before["base"]["jobs"].split(", "))
    assert filmed == taken["luma"]
    assert rows["base"]["engine"] == "Luma camera"
    assert rows["tts"]["engine"] == "ElevenLabs voices"


def test_the_lead_speaks_in_the_clone_of_their_voice(film: FilmMade, house: StandIns) -> None:
    [speech] = house.calls("elevenlabs", "speech")
    clones = house.house.notes["elevenlabs"]["clones"]
    [clone] = clones
    assert clone in speech["path"]
    assert NAME not in clones[clone].name
    assert film.report.starring is not None


def test_asked_for_again_nothing_is_sent(film: FilmMade, house: StandIns) -> None:
    before = bought(house)
    again = starring(NAME, CREW)
    assert bought(house) == before
    assert {one.made for one in again.report.stages} == {0}
    first, second = (Path(one.address) / "film.mp4" for one in (film, again))
    assert content_of(first) == content_of(second)


def test_neither_keys_nor_the_consent_are_left_anywhere(
    film: FilmMade, failed: dict[str, Any], house: StandIns, api: PrefectApi
) -> None:
    """Results, assets, the ledger, the film, artifacts, and what the API keeps of the runs."""
    secrets = [*house.keys.values(), people.STATEMENT, people.BY]
    found = [
        path
        for folder in (home.results(), home.assets(), Path(film.address))
        for path in folder.rglob("*")
        if path.is_file() and any(one.encode() in path.read_bytes() for one in secrets)
    ]
    assert found == []
    for run in (failed["id"], film.report.run):
        logs = httpx.post(
            f"{api.url}/logs/filter", json={"logs": {"flow_run_id": {"any_": [run]}}}
        ).text
        told = json.dumps([shown(run, api), task_runs(run, api)], ensure_ascii=False) + logs
        assert not [one for one in secrets if one in told]


def test_without_consent_for_the_voice_the_profile_speaks(
    film: FilmMade, house: StandIns, tmp_path: Path
) -> None:
    saved_persona(FACE_ONLY, tmp_path, consent=people.consent(purposes=("face",)))
    before = len(house.calls("elevenlabs", "clone"))
    made = starring(FACE_ONLY, Crew(voice="elevenlabs"), watermark=None)
    assert len(house.calls("elevenlabs", "clone")) == before
    speech = house.calls("elevenlabs", "speech")[-1]
    assert not [one for one in house.house.notes["elevenlabs"]["clones"] if one in speech["path"]]
    assert all(one.passed for one in made.report.checks)


def test_words_that_are_refused_end_the_job_record(
    film: FilmMade, house: StandIns, api: PrefectApi
) -> None:
    before = len(house.calls())
    with pytest.raises(BadRequest) as caught:
        starring(NAME, Crew(), prompt="undressed as a ten year old child in bed")
    assert len(house.calls()) == before
    rows = job_of(last_run(NAME, api)["id"], api)
    assert rows["film"]["state"] == "failed"
    assert rows["base"]["error"] == str(caught.value)
    assert {row["state"] for row in rows.values()} == {"failed", "waiting"}
