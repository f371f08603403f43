"""The tally: films counted as they end, and those that have not ended, from the Prefect API."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType

from flows.figures import FILM_SECONDS, GPU_SECONDS, SPENT
from flows.names import FILMS

Key = tuple[str, ...]
"""Values of a counter's labels."""
OUTCOMES = {
    "prefect.flow-run.Completed": "made",
    "prefect.flow-run.Incomplete": "incomplete",
    "prefect.flow-run.Failed": "failed",
    "prefect.flow-run.Crashed": "crashed",
    "prefect.flow-run.Cancelled": "cancelled",
}
"""Events that tell how a run ended."""
MADE = {"firstcut_film_seconds": FILM_SECONDS, "firstcut_gpu_seconds": GPU_SECONDS}
"""Counters of finished films, and the label of a run that each adds up."""
AT_FIRST = timedelta(days=1)
"""What ended so long before the first look is counted with it."""
LATE_EVENTS = timedelta(minutes=2)
"""An event may be stored so much after it occurred."""
PAGE, PAGES = 200, 25
"""Runs that are asked for at once, and how often at most."""
REMEMBERED = 20_000
"""Runs and events of which it is known that they were counted."""
DOES = {
    StateType.SCHEDULED: "queued",
    StateType.PENDING: "starting",
    StateType.RUNNING: "running",
    StateType.PAUSED: "waiting",
    StateType.CANCELLING: "cancelling",
}
"""What a film does in each state that is no end; one that is late is ``late``."""


@dataclass(frozen=True)
class Ending:
    """One end of a film's run: there may be more, if it is tried again."""

    id: str
    run: UUID
    outcome: str
    deployment: str
    queue: str


@dataclass
class Tally:
    """Counters that only grow: each end of a film is counted once."""

    counts: defaultdict[str, defaultdict[Key, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )
    """By a counter's name and its labels' values."""
    since: datetime = field(default_factory=lambda: datetime.now(UTC) - AT_FIRST)
    _seen: dict[str, None] = field(default_factory=dict)
    _counted: dict[tuple[UUID, str], float] = field(default_factory=dict)
    """What of a run's own sums is in the counters already."""

    def update(self, client: SyncPrefectClient) -> None:
        """Count what has ended since the last look; an API error leaves the counters as they are.

        What could not be asked for this time is counted the next.
        """
        looked = datetime.now(UTC)
        new = [one for one in endings(client, self.since) if one.id not in self._seen]
        runs = {run.id: run for run in runs_by_id(client, {one.run for one in new})}
        for ending in new:
            self._count(ending, runs.get(ending.run))
        self.since = looked - LATE_EVENTS
        for seen in list(self._seen)[:-REMEMBERED]:
            del self._seen[seen]
        for counted in list(self._counted)[:-REMEMBERED]:
            del self._counted[counted]

    def _count(self, ending: Ending, run: FlowRun | None) -> None:
        self._seen[ending.id] = None
        self.counts["firstcut_films"][ending.deployment, ending.queue, ending.outcome] += 1
        if run is None:
            return  # it was deleted meanwhile
        here = (ending.deployment, run.work_pool_name or "")
        ran = self._more(run, "ran", run.total_run_time.total_seconds())
        self.counts["firstcut_run_seconds"][here] += ran
        for label, value in run.labels.items():
            if label.startswith(SPENT):
                more = self._more(run, label, float(value))
                self.counts["firstcut_spent_dollars"][label.removeprefix(SPENT),] += more
        if ending.outcome in ("made", "incomplete"):
            for name, label in MADE.items():
                made = self._more(run, label, float(run.labels.get(label, 0)))
                self.counts[name][here] += made

    def _more(self, run: FlowRun, what: str, total: float) -> float:
        """Return what of a run's sum is not in the counters yet."""
        before = self._counted.get((run.id, what), 0.0)
        self._counted[run.id, what] = max(before, total)
        return max(0.0, total - before)


def endings(client: SyncPrefectClient, since: datetime) -> Iterator[Ending]:
    """Yield the ends of films' runs since then, newest first."""
    body = {
        "filter": {
            "occurred": {"since": since.isoformat()},
            "event": {"name": list(OUTCOMES)},
        },
        "limit": 50,
    }
    page = client.request("POST", "/events/filter", json=body).json()
    while True:
        yield from (one for event in page["events"] if (one := _ending(event)))
        if not page["next_page"]:
            return
        token = parse_qs(urlsplit(page["next_page"]).query)["page-token"][0]
        page = client.request("GET", "/events/filter/next", params={"page-token": token}).json()


def _ending(event: dict[str, Any]) -> Ending | None:
    """Return what an event tells, if it is about a film."""
    related = {one["prefect.resource.role"]: one for one in event["related"]}
    names = {role: one.get("prefect.resource.name", "") for role, one in related.items()}
    if names.get("flow") not in FILMS:
        return None
    return Ending(
        id=event["id"],
        run=UUID(event["resource"]["prefect.resource.id"].removeprefix("prefect.flow-run.")),
        outcome=OUTCOMES[event["event"]],
        deployment=names.get("deployment", ""),
        queue=names.get("work-queue", ""),
    )


def runs_by_id(client: SyncPrefectClient, runs: Collection[UUID]) -> Iterator[FlowRun]:
    """Yield these runs, as far as they are still there."""
    wanted = sorted(runs)
    for start in range(0, len(wanted), PAGE):
        some = FlowRunFilterId(any_=wanted[start : start + PAGE])
        yield from client.read_flow_runs(flow_run_filter=FlowRunFilter(id=some), limit=PAGE)


def films_now(client: SyncPrefectClient) -> tuple[Counter[Key], dict[str, float]]:
    """Return how many films do what, and how long each queue's oldest has waited, in seconds."""
    now = datetime.now(UTC)
    names = {one.id: one.name for one in client.read_deployments(flow_filter=_FILMS, limit=PAGE)}
    films: Counter[Key] = Counter()
    oldest: dict[str, float] = {}
    for run in unended(client, now):
        queue = run.work_queue_name or ""
        does = "late" if run.state_name == "Late" else DOES[run.state_type or StateType.SCHEDULED]
        deployment = names.get(run.deployment_id, "") if run.deployment_id else ""
        films[deployment, queue, does] += 1
        due = run.next_scheduled_start_time or run.expected_start_time
        if run.state_type == StateType.SCHEDULED and due:
            waited = (now - due).total_seconds()
            oldest[queue] = max(oldest.get(queue, 0.0), waited)
    return films, oldest


def unended(client: SyncPrefectClient, now: datetime) -> Iterator[FlowRun]:
    """Yield the films that are due and have not ended: the first thousands of them."""
    wanted = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(DOES))),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=now),
    )
    for page in range(PAGES):
        found = client.read_flow_runs(
            flow_filter=_FILMS, flow_run_filter=wanted, limit=PAGE, offset=page * PAGE
        )
        yield from found
        if len(found) < PAGE:
            return


_FILMS = FlowFilter(name=FlowFilterName(any_=list(FILMS)))
