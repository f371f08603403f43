"""The nightly batch: a schedule fires, and the night's list is made."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.endurance.test_batch import rows
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

pytestmark = pytest.mark.e2e


def test_a_schedule_fires_and_the_night_is_made(office: Studio) -> None:
    now = datetime.now(UTC)
    folder = office.home / "batches"
    folder.mkdir(parents=True, exist_ok=True)
    for day in (now, now + timedelta(days=1)):  # midnight may be near
        (folder / f"nightly-{day.date()}.jsonl").write_text(json.dumps(SMALL) + "\n")
    nightly = office.deployment("make-batch/nightly")
    first = now + timedelta(seconds=20)
    schedule = {"interval": 6 * 3600, "anchor_date": first.isoformat(), "timezone": "UTC"}
    (made,) = office.post(
        f"/deployments/{nightly['id']}/schedules", [{"schedule": schedule, "active": True}]
    )

    def fired() -> dict[str, Any] | None:
        runs = office.post(
            "/flow_runs/filter",
            {
                "deployments": {"id": {"any_": [nightly["id"]]}},
                "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED", "PENDING"]}}},
            },
        )
        return next(iter(runs), None)

    try:
        run = wait_for("the schedule", fired, FILM_SECONDS, every=0.5)
        ended = office.wait(run["id"])
    finally:
        office.call("DELETE", f"/deployments/{nightly['id']}/schedules/{made['id']}")
    assert run["auto_scheduled"]
    assert ended["state"]["type"] == "COMPLETED", office.logs(run["id"])
    night = datetime.fromisoformat(ended["expected_start_time"]).date()
    assert ended["name"] == f"batch · nightly-{night}.jsonl"
    (film,) = rows(office, run["id"])
    assert film["state"] == "made"
    assert office.film(film["run"]).is_file()


def test_a_night_without_a_list_has_nothing_to_do(office: Studio) -> None:
    batch = {"source": "holiday-{date}.jsonl", "nothing_is_fine": True}
    run = office.trigger("make-batch/nightly", {"batch": batch})
    ended = office.wait(run["id"])
    assert ended["state"]["type"] == "COMPLETED", office.logs(run["id"])
    assert ended["state"]["name"] == "Nothing to do"
