"""The server is killed in the middle of a film, and started again: nothing is lost."""

from collections.abc import Callable

import pytest

from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

pytestmark = pytest.mark.e2e


def test_a_film_outlives_its_server(studios: Callable[..., Studio]) -> None:
    studio = studios()
    studio.start_worker("cpu")
    run = str(studio.trigger("make-movie/animatic", {"request": SMALL})["id"])
    queued = str(studio.trigger("make-movie/gpu", {"request": SMALL})["id"])
    studio.wait(run, "RUNNING")
    wait_for(
        "work done",
        lambda: sum(one["state_type"] == "COMPLETED" for one in studio.task_runs(run)) >= 3,
        FILM_SECONDS,
    )
    assert studio.server is not None
    studio.server.kill()
    studio.start_server()
    ended = studio.wait(run)
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert ended["run_count"] == 1
    assert studio.film(run).exists()
    assert "film.mp4" in str(studio.artifacts(run)["deliverables"])
    assert studio.film_run(queued)["state"]["type"] == "SCHEDULED"
