"""Two workers that share nothing but S3 and the API go on with each other's films."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from deployments.storage import REFERENCE, RESULT_STORAGE
from tests.s3 import KEY, S3, SECRET, serving
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Process, Studio, wait_for

BUCKET = "films-of-two"
SET_UP = """
import sys
from pydantic import SecretStr
from deployments.storage import Plan, set_up
set_up(Plan(sys.argv[1], sys.argv[2], key_id=sys.argv[3], secret=SecretStr(sys.argv[4])))
"""


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    """Lend an S3."""
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def shared(studio: Studio, s3: S3) -> Studio:
    """Lend the studio with a bucket and its blocks saved, as an operator does it."""
    arguments = [sys.executable, "-c", SET_UP, BUCKET, s3.url, KEY, SECRET]
    done = studio.run("storage", arguments)
    assert done.popen.wait(FILM_SECONDS) == 0, done.log.read_text()
    return studio


def start_worker(studio: Studio, name: str) -> Process:
    """Start a worker with a home of its own, whose runs' results go to S3."""
    home = studio.folder / f"home-{name}"
    return studio.start_worker(
        "gpu",  # the studio's own worker serves the other pool
        limit=1,
        FIRSTCUT_HOME=str(home),
        PREFECT_DEFAULT_RESULT_STORAGE_BLOCK=RESULT_STORAGE,
    )


def kill_with_its_runs(worker: Process) -> None:
    """Kill -9 a worker and all that it has started, as a machine that goes away does."""
    above = psutil.Process(worker.popen.pid)
    for process in [*above.children(recursive=True), above]:
        os.kill(process.pid, signal.SIGKILL)
    worker.popen.wait()


def order_film(studio: Studio) -> str:
    """Have the least of films made on S3, by a worker of the pool that no other worker serves."""
    run = studio.trigger(
        "make-movie/gpu",
        {"request": SMALL, "crew": {}, "storage": REFERENCE},
    )
    return str(run["id"])


def done(studio: Studio, run: str) -> dict[str, dict[str, Any]]:
    """Return the task runs of a film that are completed, by name."""
    found = studio.task_runs(run)
    return {one["name"]: one for one in found if one["state"]["type"] == "COMPLETED"}


def test_another_worker_finishes_a_film_and_makes_nothing_twice(
    shared: Studio, s3: S3, tmp_path: Path
) -> None:
    first = start_worker(shared, "a")
    run = order_film(shared)
    made = wait_for("some work", lambda: len(now := done(shared, run)) >= 4 and now, FILM_SECONDS)
    kill_with_its_runs(first)
    made = done(shared, run)
    assert "compose · deliver" not in made, "it was killed too late to try anything"
    kept = {key: s3.client.head_object(Bucket=BUCKET, Key=key) for key in s3.keys(BUCKET)}

    second = start_worker(shared, "b")
    shared.post(
        f"/flow_runs/{run}/set_state",
        {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}, "force": True},
    )
    ended = shared.wait(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", shared.logs(run)

    states = {one["name"]: one["state"]["name"] for one in done(shared, run).values()}
    assert {name: states[name] for name in made} == dict.fromkeys(made, "Cached")
    assert any(state == "Completed" for state in states.values())
    for key, before in kept.items():
        if key.startswith(("assets/", "results/")):
            now = s3.client.head_object(Bucket=BUCKET, Key=key)
            assert now["LastModified"] == before["LastModified"], f"{key} was made again"
    check_delivered(shared, s3, run)

    again = order_film(shared)
    assert shared.wait(again)["state"]["type"] == "COMPLETED", shared.logs(again)
    reused = {one["name"]: one["state"]["name"] for one in done(shared, again).values()}
    assert set(reused) == set(states)
    assert reused.pop("compose · deliver") == "Completed"
    assert set(reused.values()) == {"Cached"}
    second.stop()


def check_delivered(studio: Studio, s3: S3, run: str) -> None:
    """Look at a film as whoever ordered it does: by the links that its run shows."""
    keys = set(s3.keys(BUCKET, f"films/{run}/"))
    assert {f"films/{run}/{name}" for name in ("film.mp4", "index.html", "report.json")} <= keys
    shown = studio.artifacts(run)["film"]
    links = [part.partition(")")[0] for part in shown.split("](")[1:]]
    assert len(links) >= 3
    assert SECRET not in json.dumps(studio.artifacts(run)) + studio.logs(run)
    [film] = [link for link in links if "film.mp4" in link]
    answer = httpx.get(film)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.content[4:8] == b"ftyp"
    assert httpx.get(film.partition("?")[0]).status_code == 403, "nothing is public"
    assert not list(studio.folder.glob("home-*/results/*")), "results lie on S3 alone"
    assert not (studio.folder / "home-b" / "films").exists()
