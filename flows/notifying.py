"""Notifying: the studio's webhook is told what became of a run."""

import logging
from typing import Any, cast

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.logging.loggers import flow_run_logger
from pydantic import BaseModel, ValidationError

from blocks import home
from blocks.storage import storage_named
from blocks.webhook import Event, FirstcutWebhook
from film.clock import Rational
from film.cost import in_dollars
from film.errors import FirstcutError

Log = logging.Logger | logging.LoggerAdapter[Any]
BLOCK = "studio"
"""Name of the saved webhook that is told of every film; without it nobody is."""
EVENTS: dict[StateType, Event] = {
    StateType.COMPLETED: "film.completed",
    StateType.FAILED: "film.failed",
    StateType.CRASHED: "film.crashed",
    StateType.CANCELLING: "film.cancelled",
    StateType.CANCELLED: "film.cancelled",
}


def notify(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the webhook how a run has ended: a hook of the flows that make films.

    It runs where the flow did, or in the worker when the flow's process is gone.
    """
    tell(flow_run, state)


def tell(flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the webhook in which state a run ends.

    A receiver that does not take the message costs the run half a minute at most, and nothing else.
    """
    event = EVENTS.get(state.type)
    if event is None:
        return
    log = flow_run_logger(flow_run)
    webhook = saved(log)
    if webhook is None or event not in webhook.events:
        return
    with get_client(sync_client=True) as client:
        now = client.read_flow_run(flow_run.id)
    told = message(now, event, state)
    if event == "film.completed":
        told |= delivered(now, log)
    try:
        webhook.tell(event, message_id(now, event), told)
    except FirstcutError as error:
        log.warning("%s", error)


def saved(log: Log) -> FirstcutWebhook | None:
    """Return the webhook that is told of every film, if there is one."""
    try:
        return cast("FirstcutWebhook", FirstcutWebhook.load(BLOCK))
    except RuntimeError:  # it does not validate any more
        log.warning("The webhook block '%s' cannot be used: save it anew", BLOCK)
    except ValueError:
        log.debug("No webhook is saved")
    return None


def message_id(run: FlowRun, event: Event) -> str:
    """Return the id of a message: the same however often it is told, another for each attempt."""
    return f"{run.id}.{event}.{run.run_count}"


def message(run: FlowRun, event: Event, state: State[Any]) -> dict[str, Any]:
    """Return what the receiver is told of any run."""
    return {
        "run": str(run.id),
        "name": run.name,
        "state": event.removeprefix("film.").upper(),
        "message": None if event == "film.completed" else state.message,
        "film": None,
        "links": {},
        "cost_usd": None,
    }


class _Delivered(BaseModel):
    """As much of any film's report as the receiver is told."""

    files: tuple[str, ...]
    cost: Rational


def delivered(run: FlowRun, log: Log) -> dict[str, Any]:
    """Return where a finished film stands, addresses that open its main files, and its cost."""
    try:
        place = storage_named(str(run.parameters.get("storage") or "local"), home.assets())
        shelf = place.shelf(str(run.id))
        report = _Delivered.model_validate_json(shelf.read("report.json"))
    except (FirstcutError, ValidationError) as error:
        log.warning("The webhook is not told where the film is: %s", error)
        return {}
    main = [name for name in report.files if "/" not in name]
    return {
        "film": shelf.address,
        "links": {name: shelf.link(name) for name in main},
        "cost_usd": in_dollars(report.cost).removeprefix("$"),
    }
