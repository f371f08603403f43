"""What a worker may still say of a run that somebody may have handed out again."""

from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import AwaitingRetry, Crashed, Pending, Running

from deployments.working import begun_anew


def run(starts: int, state: State) -> FlowRun:
    """Return a run that has begun so often."""
    return FlowRun(flow_id=UUID(int=1), run_count=starts, state=state)


@pytest.mark.parametrize(
    ("before", "starts", "state", "anew"),
    [
        (0, 0, Pending(), False),
        (0, 1, Running(), False),
        (0, 1, Crashed(), False),
        (0, 1, AwaitingRetry(), True),
        (0, 1, Pending(), True),
        (0, 2, Running(), True),
        (1, 2, Running(), False),
        (1, 3, Crashed(), True),
    ],
)
def test_a_run_has_begun_anew_when_its_next_attempt_is_due(
    before: int, starts: int, state: State, anew: bool
) -> None:
    assert begun_anew(run(before, Pending()), run(starts, state)) is anew
