"""The batch flow: many films, each a run of its own, and one summary of them."""

import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from blocks import home
from blocks.storage import storage_named
from flows.attempts import check_attempts
from flows.batch_films import Films, cancel_films, films_of, tag_of
from flows.batch_rows import BatchRequest, check_engines, rows_of
from flows.batch_summary import Summary, ended

SOON, LATE = 1.0, 5.0
"""Seconds between two looks: soon after something changed, later while nothing does."""


def name_run() -> str:
    """Name a run after its batch."""
    batch = BatchRequest.model_validate(flow_run.parameters["batch"])
    return f"batch · {batch.named(flow_run.id, _due())}"


@flow(
    name="make-batch",
    flow_run_name=name_run,
    on_cancellation=[cancel_films],
    persist_result=False,
)
def make_batch(batch: BatchRequest, storage: str = "local") -> State[Any]:
    """Make many films, each by a run of its own; run it again, and only what is missing is made.

    Args:
        batch: The films, and how they are made.
        storage: Where films lie, and a list at s3://: "local", or a saved asset storage block as
            "type-slug/name".

    """
    check_attempts()
    due = _due()
    place = storage_named(storage, home.assets())
    check_engines(batch.engines)
    name = batch.named(flow_run.id, due)
    films = films_of(rows_of(batch, place, due), batch, name, storage)
    summary = Summary(name, films, place)
    with get_client(sync_client=True) as client:
        work = Films(
            client=client,
            batch=batch,
            films=films,
            parent=UUID(flow_run.id),
            storage=storage,
            tags=["batch", tag_of(name)],
        )
        work.find()
        stale, pause = True, SOON
        while True:
            stale |= work.fill()
            if stale and (summary.ready or work.settled):
                summary.show(client)
                stale = False
            if work.settled:
                break
            time.sleep(pause)
            changed = work.look()
            stale |= changed
            pause = SOON if changed else min(LATE, pause * 1.25)
    return ended(films)


def _due() -> datetime:
    """Return when the run was to begin: the same for every attempt at it."""
    return flow_run.scheduled_start_time or datetime.now(UTC)
