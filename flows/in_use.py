"""What is in use: assets behind films and personas, and what unfinished runs refer to."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from httpx import HTTPStatusError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import BlockDocument, FlowRun, StateType, TaskRun
from prefect.futures import PrefectFuture
from pydantic import BaseModel

from blocks.storage import AssetStorage
from film.deliverables import Production
from film.errors import FirstcutError
from film.persona import SLUG
from flows.names import FILMS
from flows.results import Results
from tasks.policies import assets_in

NOT_FOUND = 404
PAGE = 200
"""Runs that the API returns at most at a time."""
DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
UNFINISHED = [
    StateType.SCHEDULED,
    StateType.PENDING,
    StateType.RUNNING,
    StateType.PAUSED,
    StateType.CANCELLING,
]


@dataclass
class InUse:
    """What must not go."""

    films: set[str] = field(default_factory=set)
    """Ids of films whose run has not ended."""
    results: set[str] = field(default_factory=set)
    """Names of results."""
    assets: set[str] = field(default_factory=set)
    """SHA-256 of assets."""


def assets_behind(production: Production, work: Iterable[PrefectFuture[Any]]) -> tuple[str, ...]:
    """Return the digests of all assets that a film's work brought, whether seen in it or not."""
    brought = [future.result() for future in work if future.state.is_completed()]
    return tuple(sorted({asset.sha256 for asset in assets_in([production, *brought])}))


def digests(data: bytes) -> set[str]:
    """Return every SHA-256 that a stored result names."""
    return {found.decode() for found in DIGEST.findall(data)}


def assets_of_film(storage: AssetStorage, film: str) -> set[str]:
    """Return the assets behind a film that stands on its shelf; none when its report is not there.

    A film from before reports named them has none either: it stays whole, a remake takes longer.
    """
    try:
        return set(_Behind.model_validate_json(storage.shelf(film).read("report.json")).assets)
    except (FirstcutError, ValueError):
        return set()


def in_use(client: SyncPrefectClient, results: Results) -> InUse:
    """Return what runs of films refer to that have not ended, and what saved personas consist of.

    That is results and the assets in them, and the personas' pictures and samples.
    """
    found = in_unfinished_runs(client, results)
    found.assets |= assets_of_personas(client)
    return found


def in_unfinished_runs(client: SyncPrefectClient, results: Results) -> InUse:
    """Return what runs of films refer to that have not ended."""
    found = InUse()
    for run in unfinished(client):
        found.films.add(str(run.id))
        for task_run in _completed(client, run.id):
            key = getattr(task_run.state and task_run.state.data, "storage_key", None)
            if key:
                found.results.add(results.name(key))
    for name in found.results:
        found.assets |= digests(results.read(name))
    return found


def assets_of_personas(client: SyncPrefectClient, but: str = "") -> set[str]:
    """Return the pictures and samples of all saved personas, revoked ones too, ``but`` for one."""
    found: set[str] = set()
    for document in personas_saved(client):
        if document.name != but:
            media = [document.data.get("pictures"), document.data.get("samples")]
            found |= digests(json.dumps(media).encode())
    return found


def personas_saved(client: SyncPrefectClient) -> list[BlockDocument]:
    """Return every saved persona as the API knows it; none while it does not know their type.

    The API returns them all at once, whatever limit and offset it is given.
    """
    try:
        return client.read_block_documents_by_type(SLUG, include_secrets=False)
    except HTTPStatusError as cause:
        if cause.response.status_code == NOT_FOUND:
            return []
        raise


class _Behind(BaseModel):
    """As much of a report as says which assets are behind its film."""

    assets: tuple[str, ...] = ()


def unfinished(client: SyncPrefectClient) -> Iterator[FlowRun]:
    """Yield every run of a film that has not ended."""
    offset = 0
    while page := client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=list(FILMS))),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))
        ),
        limit=PAGE,
        offset=offset,
    ):
        yield from page
        offset += len(page)


def _completed(client: SyncPrefectClient, run: UUID) -> Iterator[TaskRun]:
    offset = 0
    while page := client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run])),
        task_run_filter=TaskRunFilter(
            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=[StateType.COMPLETED]))
        ),
        limit=PAGE,
        offset=offset,
    ):
        yield from page
        offset += len(page)
