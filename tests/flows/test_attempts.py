"""Crashes in a row, as a run's states tell them."""

from datetime import UTC, datetime, timedelta

import pytest
from prefect.client.schemas.objects import State, StateType

from flows.attempts import crashes_in_a_row

RUN = ("PENDING", "RUNNING")
CRASH = ("CRASHED:Crashed", "SCHEDULED:AwaitingRetry")


@pytest.mark.parametrize(
    ("told", "crashes"),
    [
        (("SCHEDULED", *RUN), 0),
        (("SCHEDULED", *RUN, *CRASH, *RUN), 1),
        (("SCHEDULED", *RUN, *CRASH, *RUN, *CRASH, *RUN, "CRASHED:Crashed"), 3),
        (("SCHEDULED", *RUN, *CRASH, *RUN, "FAILED", "SCHEDULED:AwaitingRetry", *RUN), 0),
        (("SCHEDULED", *RUN, *CRASH, *RUN, "CANCELLED", "SCHEDULED", *RUN, *CRASH, *RUN), 1),
        (("SCHEDULED", *RUN, *CRASH, *RUN, "PAUSED:Suspended", *RUN, *CRASH, *RUN), 2),
    ],
)
def test_a_crash_counts_until_the_run_ends_otherwise(told: tuple[str, ...], crashes: int) -> None:
    begun = datetime(2026, 11, 21, tzinfo=UTC)
    states: list[State] = []
    for minute, one in enumerate(told):
        kind, _, name = one.partition(":")
        when = begun + timedelta(minutes=minute)
        states.append(State(type=StateType(kind), name=name or None, timestamp=when))
    assert crashes_in_a_row(reversed(states)) == crashes
