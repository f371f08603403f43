"""A studio, as programs and the command line use it."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any, Self
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from film.errors import BadRequest, FirstcutError
from film.request import MovieRequest
from film.starring.request import StarringRequest
from film.transform.request import TransformRequest
from flows.asking import checked
from flows.client.fetching import fetch_all
from flows.client.finding import PAGE, find_deployment, find_run, is_id, list_runs
from flows.client.runs import Deliverable, Progress, Run, StageProgress
from flows.client.wire import Wire

QUEUES = ("rush", "standard", "batch")
FilmRequest = MovieRequest | StarringRequest | TransformRequest
MAKERS: dict[type[FilmRequest], str] = {
    MovieRequest: "animatic",
    StarringRequest: "persona",
    TransformRequest: "transform",
}
"""The deployment that makes a kind of film without keys or a GPU."""
SPARED_SECONDS = 20
"""From a crash until whoever follows the run takes it for the end."""


class Studio:
    """A Prefect server that makes films.

    ``api`` is its address, by default PREFECT_API_URL or this machine's; ``auth`` is
    ``user:password``, by default PREFECT_API_AUTH_STRING. Every method raises BadRequest for what
    the caller has to change and FirstcutError when the studio does not answer or fails. A studio
    that is busy is asked again for a minute. For a run its id, an unambiguous beginning of it, or
    its name will do.
    """

    def __init__(self, api: str = "", auth: str = "") -> None:
        self._wire = Wire(api, auth)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    @property
    def api(self) -> str:
        """The address of its API."""
        return self._wire.api

    def submit(
        self,
        request: FilmRequest | Mapping[str, Any],
        *,
        deployment: str = "",
        crew: Mapping[str, str] | None = None,
        storage: str = "",
        queue: str = "",
        key: str = "",
    ) -> Run:
        """Ask for a film and return its run, which has not begun.

        Fields are a StarringRequest if they have a ``narration``, a TransformRequest if they have a
        ``source``, and a MovieRequest otherwise. ``deployment`` is by default the one that makes
        such films without keys or a GPU: animatic, persona or transform. ``crew`` names engines for
        stages whose engine is not to be the deployment's own. With the same ``key`` a film is made
        once however often it is asked for: the first run is returned. ``queue`` is rush, standard
        or batch.
        """
        if queue and queue not in QUEUES:
            raise BadRequest(f"There is no queue '{queue}': choose {', '.join(QUEUES)}")
        asked = checked(request, _kind(request)) if isinstance(request, Mapping) else request
        known = find_deployment(self._wire, deployment or MAKERS[type(asked)])
        parameters: dict[str, Any] = {
            "request": asked.model_dump(mode="json", exclude_defaults=True)
        }
        if crew:
            parameters["crew"] = {**(known["parameters"].get("crew") or {}), **crew}
        if storage:
            parameters["storage"] = storage
        body: dict[str, Any] = {
            "parameters": parameters,
            "state": {"type": "SCHEDULED"},
            "idempotency_key": key or str(uuid4()),
        }
        if queue:
            body["work_queue_name"] = queue
        if name := asked.title or getattr(asked, "prompt", ""):  # until it has begun
            body["name"] = shorten(name, 60, placeholder=" …")
        return Run.model_validate(
            self._wire.post(f"/deployments/{known['id']}/create_flow_run", body)
        )

    def run(self, reference: str) -> Run:
        """Return a run by its id, an unambiguous beginning of it, or its name."""
        return find_run(self._wire, reference)

    def runs(self, limit: int = 20) -> list[Run]:
        """Return the latest films asked for, the newest first."""
        return list_runs(self._wire, limit=min(limit, PAGE))

    def progress(self, run: Run | str) -> Progress:
        """Return how a run stands now."""
        id_ = self._id(run)
        now = Run.model_validate(self._wire.get(f"/flow_runs/{id_}"))
        shown = self.artifacts(id_)
        stages = tuple(
            StageProgress(
                stage=key.removeprefix("progress-"),
                fraction=_share(one["data"]),
                note=one.get("description") or "",
            )
            for key, one in shown.items()
            if key.startswith("progress-")
        )
        overall = _share(shown["progress"]["data"]) if "progress" in shown else 0.0
        return Progress(run=now, fraction=1.0 if now.made else overall, stages=stages)

    def follow(self, run: Run | str, every: float = 1.0) -> Iterator[Progress]:
        """Yield how a run stands, each time that this has changed, until it has ended.

        A crash is its end if the studio does not have the run go on within ``SPARED_SECONDS``.
        """
        last: Progress | None = None
        since = time.monotonic()
        while True:
            now = self.progress(run)
            if now != last:
                last, since = now, time.monotonic()
                yield now
            spared = now.run.crashed and time.monotonic() - since < SPARED_SECONDS
            if now.run.ended and not spared:
                return
            time.sleep(every)

    def artifacts(self, run: Run | str) -> dict[str, dict[str, Any]]:
        """Return what a run shows in the UI, by key: the newest of each, the oldest key first."""
        found = self._wire.post(
            "/artifacts/filter",
            {
                "artifacts": {"flow_run_id": {"any_": [self._id(run)]}, "key": {"exists_": True}},
                "sort": "CREATED_DESC",
                "limit": PAGE,
            },
        )
        newest: dict[str, dict[str, Any]] = {}
        for one in found:
            newest.setdefault(one["key"], one)
        return dict(reversed(newest.items()))

    def deliverables(self, run: Run | str) -> tuple[Deliverable, ...]:
        """Return the files of a finished film; BadRequest when the run has made none (yet)."""
        shown = self.artifacts(run).get("deliverables")
        if shown is None:
            now = self.progress(run).run
            why = "it goes on" if not now.ended else f"it is {now.state_name.lower()}"
            raise BadRequest(f"The run {now.id} has delivered no film: {why}")
        rows = json.loads(shown["data"]) if isinstance(shown["data"], str) else shown["data"]
        try:
            return TypeAdapter(tuple[Deliverable, ...]).validate_python(rows)
        except ValidationError:
            raise FirstcutError("The list of the film's files cannot be read") from None

    def links(self, run: Run | str) -> dict[str, str]:
        """Return an address for every file of a finished film.

        They are made anew where this machine can open the film's storage; elsewhere they are those
        that the run was given when it ended, which may be too old.
        """
        from flows.client.fresh import fresh_links

        now = self._known(run)
        files = self.deliverables(now)
        fresh = fresh_links(now, [one.file for one in files], self._wire.api, self._wire.auth)
        return fresh or {one.file: one.link for one in files}

    def fetch(
        self, run: Run | str, folder: Path, told: Callable[[Deliverable, int], None] | None = None
    ) -> list[Path]:
        """Download a finished film's files into a folder and return where they are.

        Each is checked by its SHA-256 and appears whole or not at all; one that is there already is
        left, one that was cut off is gone on with. ``told`` hears of bytes as they come.
        """
        now = self._known(run)
        files = self.deliverables(now)
        return fetch_all(files, folder, lambda: self.links(now), told)

    def cancel(self, run: Run | str) -> Run:
        """Stop a film: its processes and the vendors' jobs. What is finished is kept."""
        now = self._known(run)
        if now.ended:
            raise BadRequest(f"The run {now.id} has ended already: it is {now.state_name.lower()}")
        if now.crashed:  # nothing of it is left to stop
            self._set(now, {"type": "CANCELLED", "name": "Cancelled"})
        else:
            self._set(now, {"type": "CANCELLING", "name": "Cancelling"})
        return self._known(now.id)

    def retry(self, run: Run | str) -> Run:
        """Try a film again that failed, crashed or was cancelled: only what is missing is made."""
        now = self._known(run)
        if now.made:
            raise BadRequest(f"The run {now.id} has made its film: there is nothing to try again")
        if not now.ended:
            raise BadRequest(
                f"The run {now.id} is still going ({now.state_name.lower()}): cancel it first, or "
                "wait until it has ended"
            )
        self._set(now, {"type": "SCHEDULED", "name": "AwaitingRetry"})
        return self._known(now.id)

    def approve(
        self, run: Run | str, changes: Sequence[str] = (), *, note: str = "", again: bool = False
    ) -> Run:
        """Let a film that waits at its storyboard go on.

        ``changes`` are made to its story first, each as ``PATH=VALUE``; with ``again`` the
        storyboard is shown once more with them.
        """
        answer = {"decision": "change" if again else "approve", "changes": "\n".join(changes)}
        return self._answer(run, answer | {"note": note})

    def reject(self, run: Run | str, note: str = "") -> Run:
        """End a film that waits at its storyboard; ``note`` says why."""
        return self._answer(run, {"decision": "reject", "changes": "", "note": note})

    def _answer(self, run: Run | str, answer: dict[str, str]) -> Run:
        now = self._known(run)
        if now.state != "PAUSED":
            raise BadRequest(
                f"The run {now.id} waits for no approval: it is {now.state_name.lower()}"
            )
        self._accepted(now, self._wire.post(f"/flow_runs/{now.id}/resume", {"run_input": answer}))
        return self._known(now.id)

    def _set(self, run: Run, state: dict[str, Any]) -> None:
        self._accepted(run, self._wire.post(f"/flow_runs/{run.id}/set_state", {"state": state}))

    @staticmethod
    def _accepted(run: Run, answer: dict[str, Any]) -> None:
        if answer["status"] in ("ABORT", "WAIT"):
            why = (answer.get("details") or {}).get("reason") or "it gives no reason"
            raise BadRequest(f"The studio leaves the run {run.id} as it is: {why}")

    def _known(self, run: Run | str) -> Run:
        """Return a run as it stands now."""
        return self.run(run.id if isinstance(run, Run) else run)

    def _id(self, run: Run | str) -> str:
        if isinstance(run, Run):
            return run.id
        return run if is_id(run) else self.run(run).id


def _kind(fields: Mapping[str, Any]) -> type[FilmRequest]:
    if "source" in fields:
        return TransformRequest
    return StarringRequest if "narration" in fields else MovieRequest


def _share(percent: Any) -> float:
    return min(1.0, max(0.0, float(percent or 0) / 100))
