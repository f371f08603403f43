"""The films of a batch as child runs: found again, begun, tried again, looked at, cancelled."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from prefect import Flow, Task
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterIdempotencyKey,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import AwaitingRetry, Cancelling, Pending, Scheduled

from blocks.crew import Crew, crew_named
from film.batch import BadRow
from film.errors import BadRequest
from film.report import Report
from flows.batch_rows import BatchRequest, Row
from tasks.story import title_of

T = TypeVar("T")

PAGE = 200
"""Runs that the API returns at most at a time."""
PATIENCE, BREATH = 600.0, 3.0
"""Seconds that a batch bears a server that is down, and between two tries."""
CRASHED_FOR = timedelta(seconds=90)
"""A crashed film counts as failed only then: until then whoever watches over runs may revive it."""
UNFINISHED = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED]
FILM: Task[[], None] = Task(lambda: None, name="film")
"""Stands in a batch's run for the run of a film: what links the two in the UI."""


@dataclass
class Film:
    """One film of a batch, or a row that is none."""

    places: list[str]
    """Its rows: whoever asks for the same twice gets one film."""
    title: str
    row: Row | None = None
    key: str = ""
    run: FlowRun | None = None
    why: str = ""
    """Why it never became a run."""
    due: bool = False
    """Whether it still has to be begun, or begun again."""
    watched: bool = False
    """Whether its run is looked at: from its beginning until it was seen to have settled."""
    report: Report | None = None
    address: str = ""
    link: str = ""
    note: str = ""
    """Why a film that was made cannot be looked at."""

    @property
    def made(self) -> bool:
        """Whether the film is there."""
        return bool(self.run and self.run.state and self.run.state.is_completed())

    @property
    def settled(self) -> bool:
        """Whether nothing more will come of it."""
        if self.why:
            return True
        state = self.run.state if self.run else None
        if self.due or state is None or not state.is_final():
            return False
        return not state.is_crashed() or datetime.now(UTC) - state.timestamp > CRASHED_FOR

    @property
    def held(self) -> bool:
        """Whether its run waits for a person, and so takes no worker."""
        return bool(self.run and self.run.state and self.run.state.is_paused())

    @property
    def standing(self) -> str:
        """How it stands, in a word or two."""
        if self.row is None:
            return "bad row"
        if self.why:
            return "refused"
        if self.due or self.run is None or self.run.state is None:
            return "waiting"
        name = self.run.state.name or ""
        return "made" if name == "Completed" else name.lower()

    @property
    def reason(self) -> str:
        """Why it failed; empty while it has not."""
        if self.why or self.row is None or self.run is None or self.run.state is None:
            return self.why
        state = self.run.state
        if self.due or not state.is_final() or (state.is_completed() and state.name == "Completed"):
            return ""
        said = (state.message or "").removeprefix("Flow run encountered an exception: ")
        kind, colon, sentence = said.partition(": ")
        return sentence if colon and kind.isidentifier() else said


def films_of(
    rows: Iterable[Row | BadRow], batch: BatchRequest, name: str, storage: str
) -> list[Film]:
    """Return the films that rows ask for, in their order."""
    films: list[Film] = []
    by_key: dict[str, Film] = {}
    for row in rows:
        if isinstance(row, BadRow):
            films.append(Film(places=[row.place], title="", why=row.why))
            continue
        key = f"{tag_of(name)}:{row.digest(batch, storage)}"
        if key in by_key:
            by_key[key].places.append(row.place)
            continue
        by_key[key] = Film(places=[row.place], title=title_of(row.request), row=row, key=key)
        films.append(by_key[key])
    return films


def tag_of(name: str) -> str:
    """Return the tag of a batch's films: the same for every run of the batch."""
    return f"batch:{hashlib.sha256(name.encode()).hexdigest()[:12]}"


@dataclass
class Films:
    """The films of a batch, as the Prefect API has them."""

    client: SyncPrefectClient
    batch: BatchRequest
    films: Sequence[Film]
    parent: UUID
    """The batch's run."""
    storage: str
    tags: Sequence[str]
    deployment: DeploymentResponse = field(init=False)

    def __post_init__(self) -> None:
        name = f"make-movie/{self.batch.deployment}"
        try:
            self.deployment = patiently(lambda: self.client.read_deployment_by_name(name))
        except ObjectNotFound:
            raise BadRequest(f"There is no deployment {name}: register it first") from None

    @property
    def settled(self) -> bool:
        """Whether every film is made, or will not be."""
        return not any(film.due or film.watched for film in self.films)

    def find(self) -> None:
        """Find the runs of earlier runs of this batch; decide what is to be begun."""
        by_key = {film.key: film for film in self.films if film.row}
        for keys in _pages(list(by_key)):
            wanted = FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=keys))
            for run in self._runs(wanted):
                by_key[run.idempotency_key or ""].run = run
        for film in by_key.values():
            state = film.run.state if film.run else None
            lost = state is not None and state.is_final() and not state.is_completed()
            film.due = state is None or (lost and self.batch.retry_failed)
            film.watched = not film.due and not film.settled

    def fill(self) -> bool:
        """Begin films, in their order, until as many are under way as may be; say if any was."""
        free = self.batch.at_once - sum(film.watched and not film.held for film in self.films)
        due = [(film, film.row) for film in self.films if film.due and film.row]
        begun = due[: max(0, free)]
        for film, row in begun:
            film.due, film.watched = False, True
            try:
                film.run = patiently(partial(self._begin, film, row))
            except PrefectHTTPStatusError as error:
                film.why = f"Prefect refuses it: {error.response.text[:500]}"
        return bool(begun)

    def look(self) -> bool:
        """Look how the films under way are, in one call; say whether one of them changed."""
        watched = {film.run.id: film for film in self.films if film.run and film.watched}
        changed = False
        for ids in _pages(list(watched)):
            runs = {run.id: run for run in self._runs(FlowRunFilter(id=FlowRunFilterId(any_=ids)))}
            for known in ids:
                film, run = watched[known], runs.get(known)
                if run is None:
                    film.why = "Its run was deleted"
                changed |= run is None or film.run is None or _id(run) != _id(film.run)
                film.run = run or film.run
                film.watched = not film.settled
                changed |= film.settled
        return changed

    def _runs(self, wanted: FlowRunFilter) -> list[FlowRun]:
        return patiently(lambda: self.client.read_flow_runs(flow_run_filter=wanted, limit=PAGE))

    def _begin(self, film: Film, row: Row) -> FlowRun:
        if film.run:
            self.client.set_flow_run_state(film.run.id, AwaitingRetry())
            return self.client.read_flow_run(film.run.id)
        link = self.client.create_task_run(
            FILM, flow_run_id=self.parent, dynamic_key=film.key, name=film.title, state=Pending()
        )
        return self.client.create_flow_run_from_deployment(
            self.deployment.id,
            parameters=self._parameters(row),
            state=Scheduled(),
            name=film.title,
            tags=self.tags,
            idempotency_key=film.key,
            parent_task_run_id=link.id,
            work_queue_name=row.queue or self.batch.queue,
        )

    def _parameters(self, row: Row) -> dict[str, Any]:
        asked = row.request.model_dump(mode="json", exclude_defaults=True)
        parameters = {"request": asked, "storage": self.storage}
        crew = crew_of(row, self.batch, self.deployment.parameters or {})
        return parameters if crew is None else parameters | {"crew": crew.model_dump()}


def crew_of(row: Row, batch: BatchRequest, deployed: Mapping[str, Any]) -> Crew | None:
    """Return who makes a row's film; None for whomever its deployment has."""
    preset = row.crew or (None if batch.crew == "as deployed" else batch.crew)
    engines = row.engines if row.crew else batch.engines | row.engines
    if preset:
        return crew_named(preset, **engines)
    if not engines:
        return None
    return Crew.model_validate(deployed.get("crew") or {}).model_copy(update=engines)


def cancel_films(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Cancel the unfinished films of a cancelled batch: a hook of the batch's flow."""
    batch = BatchRequest.model_validate(flow_run.parameters["batch"])
    due = flow_run.expected_start_time or datetime.now(UTC)
    tag = tag_of(batch.named(str(flow_run.id), due))
    unfinished = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[tag]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED)),
    )
    with get_client(sync_client=True) as client:
        runs: list[FlowRun] = []
        while page := client.read_flow_runs(
            flow_run_filter=unfinished, limit=PAGE, offset=len(runs)
        ):
            runs += page
        for run in runs:
            client.set_flow_run_state(run.id, Cancelling())


def patiently(call: Callable[[], T]) -> T:
    """Return what the API answers; a server that is down is waited for, up to a while."""
    import httpx

    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return call()
        except (httpx.TransportError, PrefectHTTPStatusError) as error:
            refused = (
                isinstance(error, PrefectHTTPStatusError) and not error.response.is_server_error
            )
            if refused or time.monotonic() > deadline:
                raise
        time.sleep(BREATH)


def _pages(items: list[T]) -> Iterator[list[T]]:
    return (items[start : start + PAGE] for start in range(0, len(items), PAGE))


def _id(run: FlowRun) -> UUID | None:
    return run.state.id if run.state else None
