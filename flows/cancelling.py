"""Cancelling: what vendors still work on for a run is stopped with it."""

import logging
from collections.abc import Mapping
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.errors import FirstcutError
from film.till import Counter, Till
from flows.asked import request_of
from flows.heads import hire_doubles, hire_heads

log = logging.getLogger(__name__)


def cancel_jobs(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Stop the vendor jobs of a cancelled run: a hook of the flows that make films."""
    stop_jobs(str(flow_run.id), flow_run.parameters)


def stop_jobs(run_id: str, parameters: Mapping[str, Any]) -> int:
    """Stop every job that a vendor still works on for a run; return how many were."""
    request = request_of(parameters)
    place = storage_named(parameters.get("storage", "local"), home.assets())
    till = Till(place.ledger(), place.open(), request.account, run=run_id)
    orders = till.open_orders()
    if not orders:
        return 0
    crew = Crew.model_validate(parameters.get("crew") or {})
    engines = hire_heads(crew).engines | hire_doubles(crew).engines
    stopped = 0
    for order in orders:
        try:
            engines[order.stage].cancel(order)
        except FirstcutError as error:
            log.warning("Cannot stop job %s at %s: %s", order.job, order.vendor, error)
            continue
        with till.ledger.lock(order.account, order.key):  # who waits for the job hears of it too
            Counter(till, order.stage, order.subject).close(
                order, "Cancelled with its run", None, cancelled=True
            )
        stopped += 1
    return stopped
