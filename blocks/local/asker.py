"""Whom a thread works for: which run asked, how urgent it is, and whether it still wants it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

RANKS = {"rush": 1, "standard": 2, "batch": 3}
"""How urgent the runs of a work queue are, by its name: 1 goes first."""
USUAL = RANKS["standard"]


@dataclass(frozen=True)
class Asker:
    """A run that a thread works for, in another process than the run's own."""

    run: str
    """Its id; empty for work outside of runs."""
    rank: int
    gone: Callable[[], bool]
    """Whether it does not want the work any more: it is ending, or its process was killed."""
    tell: Callable[[int, str], None]
    """Takes a line for the run's log, and how serious it is as ``logging`` counts."""


asker: ContextVar[Asker | None] = ContextVar("asker", default=None)
"""Whom this thread works for; None in the run's own process, where Prefect's context says it."""


def is_ending() -> bool:
    """Say whether the run that this thread works for is being cancelled, or has failed."""
    from prefect.context import FlowRunContext, TaskRunContext

    whom = asker.get()
    if whom is not None:
        return whom.gone()
    flow, task = FlowRunContext.get(), TaskRunContext.get()
    if flow is None or task is None:
        return False
    # Set by Prefect when it leaves the flow, however it does; it then waits for its threads.
    events = getattr(flow.task_runner, "_cancel_events", {})
    event = events.get(task.task_run.id)
    return event is not None and bool(event.is_set())


def run_at_hand() -> tuple[str, int] | None:
    """Return the id and the rank of the run whose task this thread is at; None outside of tasks."""
    from prefect.context import FlowRunContext, TaskRunContext

    task, flow = TaskRunContext.get(), FlowRunContext.get()
    if task is None:
        return None
    run = flow.flow_run if flow else None
    if run is None:
        return str(task.task_run.flow_run_id or ""), USUAL
    return str(run.id), RANKS.get(run.work_queue_name or "", USUAL)
