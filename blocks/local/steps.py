"""A model's steps: how far it is, told at sensible steps, and ended between them when asked."""

from blocks.local.journal import log
from film.errors import EngineBusy

TOLD = 4
"""How often a piece of work is heard of."""


class Steps:
    """Follows the steps of one piece of work; called after each with its number and their count."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self._told = 0

    def __call__(self, step: int, steps: int) -> None:
        """Tell each quarter once; EngineBusy when the run that wants the work is ending."""
        if is_ending():
            raise EngineBusy(
                f"{self.doing} was stopped at step {step} of {steps}: the run is ending"
            )
        part = TOLD * step // max(1, steps)
        if part > self._told:
            self._told = part
            log().info("%s: step %d of %d", self.doing, step, steps)


def is_ending() -> bool:
    """Say whether the run that this thread works for is being cancelled, or has failed."""
    from prefect.context import FlowRunContext, TaskRunContext

    flow, task = FlowRunContext.get(), TaskRunContext.get()
    if flow is None or task is None:
        return False
    # Set by Prefect when it leaves the flow, however it does; it then waits for its threads.
    events = getattr(flow.task_runner, "_cancel_events", {})
    event = events.get(task.task_run.id)
    return event is not None and bool(event.is_set())
