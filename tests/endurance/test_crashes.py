"""Kill -9 of a film's process, alone or with its worker: the film goes on, nothing made twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import pytest

from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Process, Studio, wait_for

pytestmark = pytest.mark.e2e

LOST_AFTER = 60
"""Seconds without a heartbeat, which comes every 30: other tests run meanwhile."""
AGAIN_SECONDS = 30
"""Longest wait from a crash until the run is handed out again."""
ALLOWED = 2
"""Crashes in a row that a run may have here."""


@pytest.fixture(scope="module")
def studio(studios: Callable[..., Studio]) -> Studio:
    """Lend a studio that notices lost runs early, without workers."""
    return studios(
        settings={
            "FIRSTCUT_LOST_AFTER": str(LOST_AFTER),
            "FIRSTCUT_CRASHES": str(ALLOWED),
        }
    )


@pytest.fixture(scope="module")
def unborn(studio: Studio) -> str:
    """Return a film whose job could not be started: it crashed without having run."""
    run = trigger(studio, seed=4)
    for state in (
        {"type": "PENDING"},
        {"type": "CRASHED", "message": "There is no such image"},
    ):
        studio.post(f"/flow_runs/{run}/set_state", {"state": state, "force": True})
    return run


@pytest.fixture(scope="module")
def lost(studio: Studio, unborn: str) -> str:
    """Return a film whose process was killed, and its worker before that: nobody tells of it."""
    worker = studio.start_worker("cpu", queues=["rush"])
    run = trigger(studio, seed=1, queue="rush")
    wait_until_at_work(studio, run)
    family = processes_of(run)
    worker.kill()
    kill(studio, run)
    wait_until_gone(family)
    return run


@pytest.fixture(scope="module")
def worker(studio: Studio, lost: str) -> Process:
    """Return a worker for all queues, started after the other one is dead."""
    return studio.start_worker("cpu", limit=2)


def trigger(studio: Studio, seed: int, queue: str = "standard") -> str:
    """Ask for a film that no other test makes; return its run."""
    request = {**SMALL, "seed": seed}
    run = studio.trigger("make-movie/animatic", {"request": request}, work_queue_name=queue)
    return str(run["id"])


def processes_of(run: str) -> list[psutil.Process]:
    """Return all processes that work for a run: they have its id from their parents."""

    def works_for(process: psutil.Process) -> bool:
        try:
            return process.environ().get("PREFECT__FLOW_RUN_ID") == run
        except psutil.Error:
            return False

    return [one for one in psutil.process_iter() if works_for(one)]


def conductors(run: str) -> Iterator[psutil.Process]:
    """Yield the process that the flow runs in, once it is there."""
    for one in processes_of(run):
        try:
            if "prefect.engine" in one.cmdline():
                yield one
        except psutil.Error:
            continue


def kill(studio: Studio, run: str) -> None:
    """Kill -9 the flow's own process: what it started has to notice by itself."""
    for one in conductors(run):
        one.kill()


def made(studio: Studio, run: str) -> Counter[str]:
    """Return what was made in a run, and how often; what was found in the cache is not."""
    return Counter(one["name"] for one in studio.task_runs(run) if one["state_name"] == "Completed")


def wait_until_at_work(studio: Studio, run: str) -> None:
    """Wait until a film is in the middle of its work: something is made, something not."""
    studio.wait(run, "RUNNING")
    wait_for("work done", lambda: len(made(studio, run)) >= 3, FILM_SECONDS)


def wait_until_gone(processes: list[psutil.Process]) -> None:
    """Wait until no process runs any more, by itself."""

    def gone(process: psutil.Process) -> bool:
        try:
            return process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    wait_for("the film's processes gone", lambda: all(map(gone, processes)), 10)


def states(studio: Studio, run: str) -> list[dict[str, Any]]:
    """Return a run's states, oldest first."""
    found = studio.get(f"/flow_run_states/?flow_run_id={run}")
    return sorted(found, key=lambda state: state["timestamp"])


def wait_for_crash(studio: Studio, run: str, number: int = 1) -> None:
    """Wait until the server knows of a run's crash; it may have handed the run out again."""

    def told() -> bool:
        return sum(state["type"] == "CRASHED" for state in states(studio, run)) == number

    wait_for(f"crash {number} of {run}", told, 30)


def assert_made_once(studio: Studio, run: str, before: Counter[str]) -> None:
    """Nothing that was finished before the crash was made again after it."""

    def found() -> set[str]:
        runs = studio.task_runs(run)
        return {one["name"] for one in runs if one["state_name"] == "Cached"}

    wait_for("the records of what was found", lambda: set(before) <= found(), 30)
    assert max(made(studio, run).values()) == 1


def test_a_killed_process_is_noticed_at_once_and_its_film_goes_on(
    studio: Studio, worker: Process
) -> None:
    run = trigger(studio, seed=2)
    wait_until_at_work(studio, run)
    before, family = made(studio, run), processes_of(run)
    kill(studio, run)
    wait_until_gone(family)
    wait_for_crash(studio, run)
    studio.wait(run, "AwaitingRetry", "RUNNING", seconds=AGAIN_SECONDS)
    ended = studio.wait(run, "COMPLETED", "FAILED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert ended["run_count"] == 2
    assert_made_once(studio, run, before)
    assert worker.popen.poll() is None, "the worker has ended too"


def test_what_always_crashes_is_given_up_until_somebody_retries_it(
    studio: Studio, worker: Process
) -> None:
    run = trigger(studio, seed=3)
    for attempt in range(1, ALLOWED + 1):
        wait_for(
            f"attempt {attempt}",
            lambda attempt=attempt: (
                (found := studio.film_run(run))["run_count"] == attempt
                and found["state"]["type"] == "RUNNING"
                and list(conductors(run))
            ),
            FILM_SECONDS,
        )
        kill(studio, run)
        wait_for_crash(studio, run, attempt)
    given_up = studio.wait(run, "FAILED", "COMPLETED")
    assert given_up["state"]["type"] == "FAILED"
    assert f"crashed {ALLOWED} times in a row" in given_up["state"]["message"]
    again = {"type": "SCHEDULED", "name": "AwaitingRetry"}
    studio.post(f"/flow_runs/{run}/set_state", {"state": again})
    ended = studio.wait(run, "COMPLETED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)


def test_a_film_that_was_lost_with_its_worker_is_found_by_another(
    studio: Studio, lost: str, worker: Process
) -> None:
    before = made(studio, lost)
    ended = studio.wait(lost, "COMPLETED", "FAILED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(lost)
    assert ended["run_count"] == 2
    told = [state["message"] or "" for state in states(studio, lost)]
    assert any("No heartbeat" in message for message in told)
    assert max(made(studio, lost).values()) == 1
    assert sum(before.values()) >= 3


def test_a_job_that_never_began_is_not_tried_again(
    studio: Studio, unborn: str, worker: Process
) -> None:
    """It crashed before all others, whose crashes have been answered by now."""
    assert [state["name"] for state in states(studio, unborn)][-1] == "Crashed"
    assert studio.film_run(unborn)["run_count"] == 0
