"""A cleaning over HTTP: it only looks, or spares what is unfinished; what went is made again."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.content import content_of
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio

pytestmark = pytest.mark.e2e

ASKED = SMALL | {"seed": 4_242}
"""A film that no other test makes."""
KEEP = {"films": 300, "assets": 300, "results": 300}
YEAR_AGO = (datetime.now(UTC) - timedelta(days=365)).timestamp()


def files(studio: Studio) -> set[Path]:
    """Return all assets and results of the studio's home."""
    assets = {path for path in (studio.home / "assets").glob("??/*") if len(path.stem) == 64}
    return assets | {path for path in (studio.home / "results").glob("*") if path.is_file()}


def behind(studio: Studio, run: str) -> set[Path]:
    """Return the assets and results that a film rests on, as its report and the API name them."""
    report = json.loads((studio.film(run).parent / "report.json").read_text())
    stored = [one["state"]["data"] for one in studio.ended_task_runs(run)]
    names = {data["storage_key"].rpartition("/")[2] for data in stored if data}
    return {path for path in files(studio) if path.stem in {*report["assets"], *names}}


def clean(studio: Studio, *, dry_run: bool) -> dict[str, int]:
    """Clean what is older than most of a year, and return what went or would, by kind."""
    run = studio.trigger("clean/clean", {"dry_run": dry_run, "keep": KEEP})
    ended = studio.wait(run["id"])
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run["id"])
    shown = studio.artifacts(run["id"])
    assert ("dry run" in shown["clean"]) == dry_run
    return {row["kind"]: row["leaving"] for row in json.loads(shown["cleaned"])}


def made(studio: Studio, run: str) -> list[str]:
    """Return the names of a run's tasks that were not found made."""
    return sorted(
        one["name"] for one in studio.ended_task_runs(run) if one["state_name"] == "Completed"
    )


def set_state(studio: Studio, run: str, state: dict[str, Any]) -> None:
    """Put a run into a state, whatever the rules are."""
    studio.post(f"/flow_runs/{run}/set_state", {"state": state, "force": True})


def test_what_goes_is_made_again_and_nothing_else(office: Studio) -> None:
    studio = office
    known = files(studio)
    run = studio.trigger("make-movie/animatic", {"request": ASKED})["id"]
    assert studio.wait(run)["state"]["type"] == "COMPLETED", studio.logs(run)
    first = content_of(studio.film(run))
    own = behind(studio, run) - known
    assets = {path for path in own if path.parent.parent.name == "assets"}
    for path in (*own, studio.film(run).parent, *studio.film(run).parent.rglob("*")):
        os.utime(path, (YEAR_AGO, YEAR_AGO))
    gone = {"films": 1, "results": len(own - assets), "assets": len(assets)}

    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    details = {"scheduled_time": later}
    waiting = {"type": "SCHEDULED", "name": "AwaitingRetry", "state_details": details}
    set_state(studio, run, waiting)
    assert clean(studio, dry_run=False) == {"films": 0, "results": 0, "assets": 0}
    set_state(studio, run, {"type": "CANCELLED"})

    assert clean(studio, dry_run=True) == gone
    assert own <= files(studio)
    assert studio.film(run).is_file()

    assert clean(studio, dry_run=False) == gone
    assert not own & files(studio)
    assert not studio.film(run).parent.exists()
    assert known <= files(studio)  # what other films made, or share with this one
    assert clean(studio, dry_run=False) == {"films": 0, "results": 0, "assets": 0}

    again = studio.trigger("make-movie/animatic", {"request": ASKED})["id"]
    assert studio.wait(again)["state"]["type"] == "COMPLETED", studio.logs(again)
    assert content_of(studio.film(again)) == first
    assert assets <= files(studio)
    assert made(studio, again) == made(studio, run)
