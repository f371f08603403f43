"""Runs that were cut off when a studio went down: they go on where they stood."""

from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import AwaitingRetry, Cancelled

from deployments.register import POOLS

AT_WORK = [StateType.RUNNING, StateType.PENDING]


def reschedule() -> int:
    """Schedule again what is said to run while no worker does; return how many runs that were.

    For a studio on one machine, before its workers start: whatever its server still takes for
    running was cut off. What was being cancelled is cancelled.
    """
    ours = WorkPoolFilter(name=WorkPoolFilterName(any_=list(POOLS)))
    states = FlowRunFilterStateType(any_=[*AT_WORK, StateType.CANCELLING])
    stale = FlowRunFilter(state=FlowRunFilterState(type=states))
    again = 0
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=stale, work_pool_filter=ours):
            if run.state_type == StateType.CANCELLING:
                client.set_flow_run_state(run.id, Cancelled(), force=True)
                continue
            state: State[Any] = AwaitingRetry(message="The studio was closed while this ran")
            client.set_flow_run_state(run.id, state, force=True)
            again += 1
    return again
