"""Steps are told in quarters, and end between two of them when their run does."""

import logging
import threading

import pytest
from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner

from blocks.local.steps import Steps
from film.errors import EngineBusy
from tests.api import PrefectApi


def test_a_quarter_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    steps = Steps("Shot s1-h1")
    with caplog.at_level(logging.INFO, "firstcut.local"):
        for number in range(1, 41):
            steps(number, 40)
    assert [record.getMessage() for record in caplog.records] == [
        f"Shot s1-h1: step {number} of 40" for number in (10, 20, 30, 40)
    ]


def test_work_ends_between_steps_when_its_flow_ends(api: PrefectApi) -> None:
    begun, ended = threading.Event(), list[BaseException]()

    @task
    def work() -> None:
        steps = Steps("A long clip")
        try:
            for number in range(1, 10_000_000):
                steps(number, 10_000_000)
                begun.set()
        except EngineBusy as stopped:
            ended.append(stopped)

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=1))
    def film() -> None:
        work.submit()
        assert begun.wait(30)
        raise InterruptedError("asked to stop")

    with pytest.raises(InterruptedError):
        film()
    assert "the run is ending" in str(ended[0])
