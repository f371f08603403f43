"""The studio at work: what orchestration costs, how soon a film begins, how a queue is worked off.

    python -m benchmarks.operations [films in the queue]

Everything goes over HTTP to a server and workers of its own, as in ``make studio``.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import save
from tests.endurance.test_crashes import kill, states, wait_until_at_work
from tests.flows.conftest import ONE_LINE
from tests.studio.studio import Process, Studio

PROMPT = "A lighthouse keeper befriends a storm"
SMALL = {"screenplay": ONE_LINE, "resolution": "360p"}
"""The least of films: a title, two shots, a line."""
QUEUED = 50
HOURLY = 6
"""Films that one worker, then two, are timed with."""
QUEUES = ("rush", "standard", "batch")
Run = dict[str, Any]


def main() -> None:
    """Measure and save."""
    queued = int(sys.argv[1]) if len(sys.argv) > 1 else QUEUED
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        try:
            studio.start_server()
            studio.register()
            figures: dict[str, object] = {
                "machine": {"cores": os.cpu_count(), "load before": round(load, 1)},
                "one film of 60 s": one_film(studio),
                "after a kill -9": after_a_kill(studio),
                "films an hour": films_an_hour(studio),
                "queue": work_off(studio, queued),
            }
        finally:
            studio.close()
    save("operations", figures)


def one_film(studio: Studio) -> dict[str, object]:
    """Make a small film, so that all is warm, then one of a minute, and take that apart."""
    worker = studio.start_worker("cpu", limit=1)
    ask(studio, SMALL)
    run = ask(studio, {"prompt": PROMPT, "length": 60})
    stop(studio, worker)
    tasks = sorted(timed(studio.task_runs(run["id"])), key=lambda task: task[1])
    path = critical_path(tasks)
    on_path = sum(end - start for start, end in path)
    wall = seconds(run["start_time"], run["end_time"])
    return {
        "POST to Running, s": round(seconds(run["created"], run["start_time"]), 1),
        "POST to first task, s": round(min(start for start, _ in tasks) - at(run["created"]), 1),
        "Running to Completed, s": round(wall, 1),
        "task runs": len(tasks),
        "critical path of the stages, s": round(on_path, 1),
        "over the critical path": round(wall / on_path - 1, 3),
        "before the path's first task, s": round(path[0][0] - at(run["start_time"]), 2),
        "between the path's tasks, s": round(path[-1][1] - path[0][0] - on_path, 2),
        "after the path's last task, s": round(at(run["end_time"]) - path[-1][1], 2),
    }


def critical_path(tasks: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the chain of tasks that the end waited for, from starts and ends, in order.

    Before each task stands the one that ended last before it began.
    """
    path = [max(tasks, key=lambda task: task[1])]
    while before := [task for task in tasks if task[1] <= path[0][0]]:
        path.insert(0, max(before, key=lambda task: task[1]))
    return path


def after_a_kill(studio: Studio) -> dict[str, object]:
    """Kill -9 a film's process in the middle of its work, and time until it is at work again."""
    worker = studio.start_worker("cpu", limit=1)
    run = post(studio, SMALL | {"seed": 999})
    wait_until_at_work(studio, run)
    kill(studio, run)
    ended = studio.wait(run, "COMPLETED", "FAILED")
    stop(studio, worker)
    times: dict[str, list[float]] = {}
    for state in states(studio, run):
        times.setdefault(state["type"], []).append(at(state["timestamp"]))
    again = [one for one in times["RUNNING"] if one > times["CRASHED"][0]]
    return {
        "noticed to handed out again, s": round(times["SCHEDULED"][1] - times["CRASHED"][0], 1),
        "noticed to running again, s": round(again[0] - times["CRASHED"][0], 1),
        "it ended as": ended["state"]["type"],
    }


def films_an_hour(studio: Studio) -> dict[str, object]:
    """Time the same number of new films with one worker, and with two; each makes one at a time."""
    found = {}
    for count in (1, 2):
        workers = [studio.start_worker("cpu", limit=1) for _ in range(count)]
        seeds = range(1000 * count, 1000 * count + HOURLY)
        runs = [post(studio, SMALL | {"seed": seed}) for seed in seeds]
        ended = [studio.wait(run, seconds=3600) for run in runs]
        wall = max(at(run["end_time"]) for run in ended) - min(
            at(run["start_time"]) for run in ended
        )
        found[count] = 3600 * HOURLY / wall
        for worker in workers:
            stop(studio, worker)
    return {
        "1 worker": round(found[1]),
        "2 workers": round(found[2]),
        "ratio": round(found[2] / found[1], 2),
    }


def work_off(studio: Studio, count: int) -> dict[str, object]:
    """Queue films of all priorities, the least urgent first, before two workers start."""
    urgency = [QUEUES[2 - place * 3 // count] for place in range(count)]
    runs = [post(studio, SMALL, queue) for queue in urgency]
    workers = [studio.start_worker("cpu", limit=2) for _ in range(2)]
    ended = [studio.wait(run, seconds=3600) for run in runs]
    for worker in workers:
        stop(studio, worker)
    done = [run for run in ended if run["state"]["type"] == "COMPLETED"]
    spans = [(at(run["start_time"]), at(run["end_time"])) for run in ended]
    return {
        "films": count,
        "lost": count - sum(studio.film(run["id"]).exists() for run in done),
        "most at once (2 workers, 2 each)": max(
            sum(start <= other < end for start, end in spans) for other, _ in spans
        ),
        "begun before one of a more urgent queue": len(list(overtakers(ended, slots=4))),
        "run more than once": sum(run["run_count"] > 1 for run in ended),
        "wall, s": round(max(end for _, end in spans) - min(start for start, _ in spans), 1),
    }


def overtakers(runs: Sequence[Run], slots: int) -> Iterator[Run]:
    """Yield the runs that began while more urgent ones waited.

    As many more urgent ones as there are slots may be on their way from the queue to their start.
    """
    for run in runs:
        urgent = QUEUES[: QUEUES.index(run["work_queue_name"])]
        waited = [
            other
            for other in runs
            if other["work_queue_name"] in urgent
            and at(other["start_time"]) > at(run["start_time"])
        ]
        if len(waited) > slots:
            yield run


def post(studio: Studio, request: Run, queue: str = "standard") -> str:
    """Ask for a film; return its run's id."""
    made = studio.trigger("make-movie/animatic", {"request": request}, work_queue_name=queue)
    return str(made["id"])


def ask(studio: Studio, request: Run) -> Run:
    """Have a film made; return its run."""
    run = studio.wait(post(studio, request), seconds=3600)
    if run["state"]["type"] != "COMPLETED":
        sys.exit(f"The film failed: {run['state']['message']}")
    return run


def stop(studio: Studio, worker: Process) -> None:
    """End a worker that has nothing more to do."""
    worker.stop()
    studio.workers.remove(worker)


def timed(tasks: Sequence[Run]) -> Iterator[tuple[float, float]]:
    """Yield when each task run began and ended."""
    for task in tasks:
        if task["start_time"] and task["end_time"]:
            yield at(task["start_time"]), at(task["end_time"])


def at(when: str) -> float:
    """Return a time of the API's as seconds."""
    return datetime.fromisoformat(when).timestamp()


def seconds(start: str, end: str) -> float:
    """Return the seconds between two times of the API's."""
    return at(end) - at(start)


if __name__ == "__main__":
    main()
