"""Films with a persona by vendors' engines, through their deployments, over HTTP."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import soundfile

from film.clock import SAMPLE_RATE
from flows.standins.faults import ALWAYS, Fault, status
from flows.standins.server import StandIns
from tests.film.transform.uploads import upload
from tests.film.transform.voices import speech
from tests.flows import people
from tests.flows.videos import LEAVING
from tests.studio.cloud import processes, retry
from tests.studio.studio import FILM_SECONDS, START_SECONDS, Studio, wait_for

pytestmark = pytest.mark.e2e

NAME = "vendors-ana"
PERSONA = f"firstcut-persona/{NAME}"
STARRING = {"persona": PERSONA, "narration": "I see the city.", "resolution": "360p"}
SECONDS = 60
"""Longest that a vendor's job may go on after its run was cancelled."""


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    """Run the vendors' stand-ins."""
    with StandIns() as vendors:
        yield vendors


@pytest.fixture(scope="module")
def studio(
    house: StandIns, studios: Callable[..., Studio], tmp_path_factory: pytest.TempPathFactory
) -> Studio:
    """Open a studio whose vendors are stand-ins, with a saved persona and a video to read."""
    opened = studios(settings=house.environment)
    opened.start_worker("cpu")
    folder = tmp_path_factory.mktemp("persona")
    picture = people.write_picture(folder / "selfie.png", people.portrait())
    soundfile.write(folder / "voice.wav", speech(low=170, high=270, tract=1.15), SAMPLE_RATE)
    process = opened.run(
        "persona",
        [
            *(sys.executable, "-c", "from flows.cli import main; main()"),
            *("persona", "add", NAME, "--picture", str(picture), "--age", "38"),
            *("--voice", str(folder / "voice.wav"), "--consent-by", people.BY),
            *("--purpose", "face", "--purpose", "voice"),
        ],
    )
    assert process.popen.wait(START_SECONDS) == 0, process.log.read_text()
    uploads = opened.home / "uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    upload(uploads / "bought", replace(LEAVING, frames=48))
    upload(uploads / "stopped", replace(LEAVING, frames=36, sounds=()))
    return opened


def source_named(name: str, studio: Studio) -> str:
    """Return an upload as requests name it."""
    [found] = (studio.home / "uploads").glob(f"{name}.*")
    return found.name


def posted(house: StandIns, vendor: str, route: str) -> int:
    """Return how many calls of a route a vendor answered well."""
    calls = house.calls(vendor, route)
    return sum(call["method"] == "POST" and (call["status"] or 500) < 300 for call in calls)


def test_both_deployments_make_their_films_while_vendors_stumble(
    studio: Studio, house: StandIns
) -> None:
    for vendor, route in (
        ("luma", "create"), ("replicate", "create"), ("elevenlabs", "speech"),
        ("elevenlabs", "changer"),
    ):  # fmt: skip
        house.misbehave(vendor, route, status(503, times=1))
    video = {"source": source_named("bought", studio), "persona": PERSONA, "title": "Bought"}
    starring = studio.trigger("make-persona-film/persona-cloud", {"request": STARRING})["id"]
    changed = studio.trigger("transform-video/transform-cloud", {"request": video})["id"]
    for run in (starring, changed):
        ended = studio.wait(run, "COMPLETED", "FAILED", "CRASHED")
        assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
        report = json.loads((studio.film(run).parent / "report.json").read_text())
        assert all(check["passed"] for check in report["checks"]), report["checks"]
    assert posted(house, "luma", "create") >= 1
    assert posted(house, "elevenlabs", "speech") == 1
    assert posted(house, "elevenlabs", "changer") == 1
    rows = {row["step"]: row for row in json.loads(studio.artifacts(starring)["job"])}
    assert {row["state"] for row in rows.values()} == {"done"}
    assert rows["base"]["jobs"], "the vendor's ids can be asked for"
    assert rows["faceswap"]["jobs"]
    told = json.dumps([studio.artifacts(starring), studio.artifacts(changed)])
    told += str(studio.logs(starring)) + str(studio.logs(changed))
    for key in house.keys.values():
        assert key not in told


def test_cancelled_its_swap_ends_at_the_vendor_and_a_retry_orders_it_anew(
    studio: Studio, house: StandIns
) -> None:
    house.reset()
    house.misbehave("replicate", "create", Fault(name="never_ends", times=ALWAYS))
    video = {"source": source_named("stopped", studio), "persona": PERSONA, "voice": "keep"}
    run = studio.trigger("transform-video/transform-cloud", {"request": video})["id"]
    wait_for("a swap at the vendor", lambda: posted(house, "replicate", "create"), FILM_SECONDS)
    state = {"type": "CANCELLING", "name": "Cancelling"}
    studio.post(f"/flow_runs/{run}/set_state", {"state": state})
    wait_for("the swap's end", lambda: posted(house, "replicate", "cancel"), SECONDS)
    assert studio.wait(run, seconds=SECONDS)["state"]["name"] == "Cancelled"
    assert processes(run) == {}
    house.reset()
    retry(studio, run)
    ended = studio.wait(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert posted(house, "replicate", "create") == 1
