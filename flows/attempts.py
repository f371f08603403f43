"""Attempts: a run that crashes again and again is given up, so that it cannot crash for ever."""

import os
from collections.abc import Iterable
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from film.errors import EngineFailed

CRASHES = 5
"""Crashes in a row after which a run is given up, where ``FIRSTCUT_CRASHES`` says nothing."""


def check_attempts() -> None:
    """Raise EngineFailed when this run has crashed too often in a row: the run fails for good.

    Whoever retries it then by hand gives it as many attempts again.
    """
    if flow_run.run_count <= 1:
        return
    allowed = int(os.environ.get("FIRSTCUT_CRASHES", CRASHES))
    with get_client(sync_client=True) as client:
        crashes = crashes_in_a_row(client.read_flow_run_states(UUID(flow_run.id)))
    if crashes >= allowed:
        raise EngineFailed(
            f"It crashed {crashes} times in a row and is given up. What is made is kept: look into "
            "the worker's log (was its memory used up?), and retry the run when the cause is gone"
        )


def crashes_in_a_row(states: Iterable[State]) -> int:
    """Return how often a run crashed since it last ended otherwise."""
    crashes = 0
    for state in sorted(states, key=lambda state: state.timestamp):
        if state.is_crashed():
            crashes += 1
        elif state.is_final():
            crashes = 0
    return crashes
