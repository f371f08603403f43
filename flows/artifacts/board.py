"""The board: a run's artifacts at the Prefect API, kept up to date by few calls."""

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.sorting import ArtifactSort
from prefect.logging import get_logger
from prefect.runtime import flow_run

from film.errors import FirstcutError

LEAST_SECONDS = 2.0
"""Between two rounds of updates: nobody reads faster."""
SHARE_OF_RUN = 1 / 30
"""Of a run's length so far, between two rounds: the longer it takes, the rarer."""
SHARE_OF_TIME = 10
"""Times that a round took, until the next: updates never take more than a tenth of the time."""


class Shown(NamedTuple):
    """What an artifact shows."""

    data: Any
    """Markdown as text, a table as JSON text, a progress as a number up to 100."""
    description: str


class Notice(NamedTuple):
    """An artifact that follows something: its Prefect type, and what draws it up."""

    kind: str
    draw_up: Callable[[], Shown]


class Board:
    """One run's artifacts by key. A film never fails because the board could not be written."""

    def __init__(self, run_id: str, *, known: bool = False) -> None:
        """``known`` says that an earlier attempt of the run may have left artifacts."""
        self.run_id = UUID(run_id)
        self._known = known
        self._ids: dict[str, UUID] = {}
        self._notices: dict[str, Notice] = {}
        self._changed: set[str] = set()
        self._timer: threading.Timer | None = None
        self._state, self._writing = threading.Lock(), threading.Lock()
        self._started = time.monotonic()
        self._next = 0.0

    def show(self, key: str, kind: str, shown: Shown) -> None:
        """Show something now, in place of what the run showed under the key."""
        with self._state:
            self._notices[key] = Notice(kind, lambda: shown)
            self._changed.add(key)
        self.flush()

    def follow(self, key: str, kind: str, draw_up: Callable[[], Shown]) -> None:
        """Show what ``draw_up`` returns, now and whenever it is said to have changed."""
        with self._state:
            self._notices[key] = Notice(kind, draw_up)
        self.changed(key)

    def changed(self, *keys: str, hurry: bool = False) -> None:
        """Have artifacts drawn up again: soon, together with others, or in a hurry at once."""
        with self._state:
            self._changed.update(keys)
            if hurry:
                self._next = 0.0
            self._set_timer(again=hurry)

    def flush(self) -> None:
        """Write what has changed before returning."""
        with self._state:
            if self._timer:
                self._timer.cancel()
                self._timer = None
        self._round()

    def _set_timer(self, *, again: bool = False) -> None:
        if self._timer and not again:
            return
        if self._timer:
            self._timer.cancel()
        wait = max(0.05, self._next - time.monotonic())
        self._timer = threading.Timer(wait, self._timed)
        self._timer.daemon = True
        self._timer.start()

    def _timed(self) -> None:
        with self._state:
            self._timer = None
        self._round()

    def _round(self) -> None:
        """Draw up and write what has changed; what cannot be written is tried again next time."""
        with self._writing:
            began = time.monotonic()
            try:
                self._write_changes()
            finally:
                now = time.monotonic()
                shares = (now - self._started) * SHARE_OF_RUN, (now - began) * SHARE_OF_TIME
                with self._state:
                    self._next = now + max(LEAST_SECONDS, *shares)
                    if self._changed:
                        self._set_timer()

    def _write_changes(self) -> None:
        key = self._take()
        if not key:
            return
        try:
            with get_client(sync_client=True) as client:
                self._find(client)
                while key:
                    notice = self._notices[key]
                    shown = _drawn(notice)
                    if shown:
                        self._put(client, key, notice.kind, shown)
                    key = self._take()
        except httpx.HTTPError as error:
            logger.warning("Prefect's API does not take the artifact '%s' now: %r", key, error)
            with self._state:
                self._changed.add(key)

    def _take(self) -> str:
        """Take what has changed, one by one; empty when that was all."""
        with self._state:
            key = min(self._changed, default="")
            self._changed.discard(key)
            return key

    def _put(self, client: SyncPrefectClient, key: str, kind: str, shown: Shown) -> None:
        if key in self._ids:
            # Not by the client's update_artifact: it would put all of the data into an event too.
            update = ArtifactUpdate(data=shown.data, description=shown.description)
            client.request(
                "PATCH",
                "/artifacts/{id}",
                path_params={"id": self._ids[key]},
                json=update.model_dump(mode="json", exclude_unset=True),
            )
            return
        created = client.create_artifact(
            ArtifactCreate(
                key=key,
                type=kind,
                data=shown.data,
                description=shown.description,
                flow_run_id=self.run_id,
            )
        )
        self._ids[key] = created.id

    def _find(self, client: SyncPrefectClient) -> None:
        """Find what an earlier attempt of the run has left, to go on with it."""
        if not self._known:
            return
        ours = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[self.run_id]))
        found = client.read_artifacts(
            artifact_filter=ours, limit=200, sort=ArtifactSort.UPDATED_DESC
        )
        for one in reversed(found):
            if one.key:
                self._ids[one.key] = one.id
        self._known = False


logger = get_logger("firstcut")


def _drawn(notice: Notice) -> Shown | None:
    """Return what a notice shows, None when it cannot be drawn up: the film goes on."""
    try:
        return notice.draw_up()
    except FirstcutError as error:
        logger.warning("Something cannot be shown in the Prefect UI: %s", error)
        return None


@lru_cache(maxsize=32)
def _board(run_id: str) -> Board:
    return Board(run_id, known=(flow_run.run_count or 1) > 1)


def board() -> Board:
    """Return the board of the flow run that calls."""
    return _board(str(flow_run.id))
