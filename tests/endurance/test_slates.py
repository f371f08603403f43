"""A film with a slate completes as incomplete; retried over HTTP, its run makes what is missing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.standins.faults import Fault
from flows.standins.server import StandIns
from tests.content import content_of
from tests.flows.test_slates import frames_in, is_slate
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio


def report_of(film: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((film.parent / "report.json").read_text())
    return found


def test_an_incomplete_film_is_filled_in_by_a_retry_of_its_run(
    studios: Callable[..., Studio],
) -> None:
    with StandIns() as house:
        studio = studios()
        studio.settings |= house.environment
        studio.start_worker("cpu")
        house.misbehave("luma", "create", Fault(name="job_fails", message="it gave up"))
        asked = {"request": {**SMALL, "failed_shots": "slate"}, "crew": {"video": "luma"}}
        run = studio.trigger("make-movie/animatic", asked)["id"]
        ended = studio.wait(run)
        state = ended["state"]
        assert (state["type"], state["name"]) == ("COMPLETED", "Incomplete"), studio.logs(run)
        missing = report_of(studio.film(run))["missing"]
        assert [one["stands_in"] for one in missing] == ["slate"]
        assert missing[0]["shot"] in state["message"]
        assert "incomplete" in studio.artifacts(run)["film"]
        assert any(map(is_slate, frames_in(studio.film(run))))
        first = content_of(studio.film(run))

        ordered = len(house.calls("luma", "create"))
        retry = {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}
        assert studio.post(f"/flow_runs/{run}/set_state", retry)["status"] == "ACCEPT"
        ended = studio.wait(run)
        assert ended["state"]["name"] == "Completed", studio.logs(run)
        assert len(house.calls("luma", "create")) == ordered + 1
        assert report_of(studio.film(run))["missing"] == []
        assert content_of(studio.film(run)) != first
        assert not any(map(is_slate, frames_in(studio.film(run))))
