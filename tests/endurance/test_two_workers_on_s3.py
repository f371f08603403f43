"""Two workers that share nothing but S3 and the API go on with each other's films."""

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from deployments.storage import REFERENCE, RESULT_STORAGE
from tests.s3 import KEY, S3, SECRET, serving
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Process, Studio, wait_for

BUCKET, POOL = "films-of-two", "two"
DEPLOYMENT = "make-movie/shared"
DELIVERY = "compose · deliver"
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
    open_pool(studio)
    return studio


def open_pool(studio: Studio) -> None:
    """Deploy the flow to a pool of its own: no worker of another test's may take its films."""
    template = studio.get("/work_pools/cpu")["base_job_template"]
    pool = {"name": POOL, "type": "process", "base_job_template": template}
    studio.post("/work_pools/", pool)
    known = studio.deployment("make-movie/animatic")
    same = ("flow_id", "entrypoint", "path", "pull_steps", "parameter_openapi_schema")
    studio.post(
        "/deployments/",
        {name: known[name] for name in same} | {"name": "shared", "work_pool_name": POOL},
    )


def start_worker(studio: Studio, name: str) -> Process:
    """Start a worker with a home of its own, whose runs' results go to S3."""
    home = studio.folder / f"home-{name}"
    return studio.start_worker(
        POOL,
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
    """Have the least of films made on S3."""
    run = studio.trigger(DEPLOYMENT, {"request": SMALL, "storage": REFERENCE})
    return str(run["id"])


def done(studio: Studio, run: str) -> dict[str, dict[str, Any]]:
    """Return the task runs of a film that are completed, by their ids."""
    found = studio.task_runs(run)
    return {one["id"]: one for one in found if one["state_type"] == "COMPLETED"}


def states(task_runs: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return in which state each task ended, by the name that people read."""
    return {one["name"]: one["state_name"] for one in task_runs.values()}


def unchanged(s3: S3) -> dict[str, Any]:
    """Return when each asset and each result on S3 was written."""
    pages = s3.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    found = [one for page in pages for one in page.get("Contents", ())]
    return {
        one["Key"]: one["LastModified"]
        for one in found
        if one["Key"].startswith(("assets/", "results/"))
    }


def test_another_worker_finishes_a_film_and_makes_nothing_twice(shared: Studio, s3: S3) -> None:
    first = start_worker(shared, "a")
    run = order_film(shared)
    wait_for("some work", lambda: len(done(shared, run)) >= 4, FILM_SECONDS)
    kill_with_its_runs(first)
    made = done(shared, run)
    assert DELIVERY not in states(made), "it was killed too late to try anything"
    kept = unchanged(s3)
    assert len(kept) >= len(made)

    second = start_worker(shared, "b")
    again = {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}, "force": True}
    shared.post(f"/flow_runs/{run}/set_state", again)
    ended = shared.wait(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", shared.logs(run)
    wait_for("the last task's record", lambda: DELIVERY in states(done(shared, run)), FILM_SECONDS)
    after = {key: one for key, one in done(shared, run).items() if key not in made}
    assert {name: states(after)[name] for name in states(made)} == dict.fromkeys(
        states(made), "Cached"
    )
    assert "Completed" in states(after).values()
    assert {key: unchanged(s3)[key] for key in kept} == kept, "nothing was made again"
    check_delivered(shared, s3, run)

    run = order_film(shared)
    assert shared.wait(run)["state"]["type"] == "COMPLETED", shared.logs(run)
    wait_for("the last task's record", lambda: DELIVERY in states(done(shared, run)), FILM_SECONDS)
    reused = states(done(shared, run))
    assert set(reused) == set(states(after))
    assert reused.pop(DELIVERY) == "Completed"
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
