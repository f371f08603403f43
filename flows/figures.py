"""Figures: what a run made and spent, as labels of the run, for whoever adds films up."""

from collections.abc import Mapping
from fractions import Fraction
from logging import Logger
from typing import Any
from uuid import UUID

import httpx
from prefect import Flow, get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.logging.loggers import LoggingAdapter, flow_run_logger

from blocks import home
from blocks.storage import storage_named
from film.ledger import Order
from film.report import Report
from film.till import Till
from film.transform.report import TransformReport
from flows.asked import request_of

FILM_SECONDS = "firstcut.film-seconds"
"""Label: seconds of film that the run made."""
GPU_SECONDS = "firstcut.gpu-seconds"
"""Label: seconds for which models computed for it on a GPU of ours, found work left out."""
SPENT = "firstcut.spent."
"""Labels, with a vendor's name behind it: US dollars that the run's orders cost."""


def note_film(report: Report | TransformReport, till: Till) -> None:
    """Label a run with what it made and spent."""
    made = {FILM_SECONDS: float(report.length), GPU_SECONDS: report.gpu_seconds}
    _label(UUID(till.run), made | spent(till), get_run_logger())


def note_spending(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Label a run that made no film with what it spent all the same: a hook of flows."""
    request = request_of(flow_run.parameters)
    place = storage_named(flow_run.parameters.get("storage", "local"), home.assets())
    found = spent(Till(place.ledger(), place.open(), request.account, run=str(flow_run.id)))
    if found:
        _label(flow_run.id, found, flow_run_logger(flow_run, flow))


def spent(till: Till) -> dict[str, float]:
    """Return what each vendor was paid for a run, as labels."""
    by_vendor: dict[str, Fraction] = {}
    orders: tuple[Order, ...] = till.ledger.orders(till.account)
    for order in orders:
        if order.run == till.run:
            by_vendor[order.vendor] = by_vendor.get(order.vendor, Fraction(0)) + order.charge
    return {SPENT + vendor: float(dollars) for vendor, dollars in by_vendor.items()}


def _label(run: UUID, figures: Mapping[str, float], log: Logger | LoggingAdapter) -> None:
    """Label a run; a server too busy to take it costs the metrics a film, and nobody the film."""
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run_labels(run, dict(figures))
    except httpx.HTTPError as error:
        log.warning("The metrics lack this run's figures: the server takes none (%s)", error)
