"""Films wait in three queues: the urgent ones go first, and limits hold, on two workers."""

from collections.abc import Callable

import pytest

from benchmarks.operations import at, overtakers
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio

pytestmark = pytest.mark.e2e

FILMS = {"batch": 3, "standard": 3, "rush": 2}
"""How many wait in each queue; they are asked for in this order, the least urgent first."""
ALLOWED = 3
"""Films at once that the deployment allows here, of the 4 that its workers could make."""


@pytest.fixture(scope="module")
def runs(studios: Callable[..., Studio]) -> list[dict[str, object]]:
    """Return films that were all queued before two workers came, once they have ended."""
    studio = studios(settings={"PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "2"})
    deployment = studio.deployment("make-movie/animatic")["id"]
    limit = {"concurrency_limit": ALLOWED, "concurrency_options": {"collision_strategy": "ENQUEUE"}}
    studio.call("PATCH", f"/deployments/{deployment}", limit)
    asked = [
        studio.trigger("make-movie/animatic", {"request": SMALL}, work_queue_name=queue)["id"]
        for queue, count in FILMS.items()
        for _ in range(count)
    ]
    for _ in range(2):
        studio.start_worker("cpu", limit=2)
    ended = [studio.wait(run, seconds=600) for run in asked]
    assert all(studio.film(run).exists() for run in asked)
    return ended


def test_none_is_lost_and_none_is_made_twice(runs: list[dict[str, object]]) -> None:
    assert len(runs) == sum(FILMS.values())
    assert {run["state_type"] for run in runs} == {"COMPLETED"}
    assert {run["run_count"] for run in runs} == {1}


def test_the_urgent_go_first(runs: list[dict[str, object]]) -> None:
    first = sorted(runs, key=lambda run: at(str(run["start_time"])))[: ALLOWED + 1]
    assert "rush" in {run["work_queue_name"] for run in first}
    assert not list(overtakers(runs, slots=ALLOWED))


def test_no_more_than_the_deployment_allows_at_once(runs: list[dict[str, object]]) -> None:
    spans = [(at(str(run["start_time"])), at(str(run["end_time"]))) for run in runs]
    most = max(sum(start <= begun < end for start, end in spans) for begun, _ in spans)
    assert 1 < most <= ALLOWED
