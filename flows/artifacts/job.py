"""The job record on the board: how each step of a persona's film stands, while it is made."""

import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from prefect.exceptions import UnfinishedRun
from prefect.futures import PrefectFuture

from film.assets import Asset
from film.deliverables import Film
from film.job import JobRecord, Step, StepRecord
from film.shots import Take
from film.speech import Recording
from flows.artifacts.board import Shown, board
from flows.artifacts.texts import link
from flows.progress import Progress
from flows.slates import told
from flows.unit import Unit

KEY = "job"
STEP_OF: dict[str, Step] = {
    "voice": "tts",
    "revoice": "tts",
    "characters": "base",
    "keyframes": "base",
    "scenes": "base",
    "faceswap": "faceswap",
    "lipsync": "lipsync",
    "watermark": "watermark",
    "compose": "deliver",
}
"""The step that a stage belongs to."""
MADE = ("scenes", "faceswap", "voice", "revoice", "lipsync", "watermark", "compose")
"""Stages whose results are shown as what a step has made."""


class Job:
    """Keeps a film's job record, and shows it whenever something has changed.

    Its context is the film: an error that leaves it ends the record.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.record = JobRecord(run=unit.progress.run_id)
        self._handed_out: set[Step] = set()
        self._lock = threading.Lock()
        self._board = board()
        self._board.follow(KEY, "table", self.draw_up)
        unit.progress.arrivals.append(self.arrive)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Note why there is no film, if an error says so; the record is written before the end.

        A run that is stopped from outside may go on later: nothing has failed then.
        """
        if isinstance(error, Exception):
            self._blame(error)
        elif error is not None:
            return
        self._board.changed(KEY)
        self._board.flush()

    def begin(self, step: Step, stage: str) -> None:
        """Note that a step is under way, by the engine of a stage."""
        engine = self.unit.engines.get(stage)
        with self._lock:
            label = engine.label if engine else "Firstcut"
            self.record = self.record.begun(step, label, datetime.now(UTC))
        self._board.changed(KEY, hurry=True)

    def skip(self, step: Step) -> None:
        """Note that the film does without a step."""
        with self._lock:
            self.record = self.record.skipped(step)
        self._board.changed(KEY)

    def watermark(self, wanted: bool) -> None:
        """Note whether there is a watermark to lay over the film."""
        if wanted:
            self.begin("watermark", "watermark")
        else:
            self.skip("watermark")

    def show_previews(self, clips: Mapping[str, PrefectFuture[Asset]]) -> None:
        """Show clips as they are there; one that cannot be made is none."""
        for future in clips.values():
            try:
                found = future.result(raise_on_failure=False)
            except UnfinishedRun:
                continue  # it was never begun, because its take came to nothing
            if isinstance(found, Asset):
                self.preview(found)

    def all_handed_out(self, *steps: Step) -> None:
        """Note that nothing more is added to a step: it ends when its work is done."""
        with self._lock:
            self._handed_out.update(steps)
            self._close()
        self._board.changed(KEY)

    def preview(self, clip: Asset) -> None:
        """Note a clip that may be looked at."""
        with self._lock:
            self.record = self.record.previewed(clip)
        self._board.changed(KEY)

    def end(self, step: Step) -> None:
        """Note that a step is done."""
        with self._lock:
            self.record = self.record.ended(step, datetime.now(UTC))
        self._board.changed(KEY, hurry=True)

    def arrive(self, stage: str, subject: str, future: PrefectFuture[object]) -> None:
        """Note what came of a piece of work."""
        step = STEP_OF.get(stage)
        if step is None:
            return
        found = future.result(raise_on_failure=False)
        with self._lock:
            if isinstance(found, BaseException):
                self.record = self.record.failed(step, told(found), datetime.now(UTC))
            elif stage in MADE:
                self.record = self.record.made(step, *_assets(found))
            self._close()
        self._board.changed(KEY, hurry=isinstance(found, BaseException))

    def draw_up(self) -> Shown:
        """Return the record as rows: one for the whole film, then one for each step."""
        with self._lock:
            record = self._with_jobs()
        film = {"step": "film", "state": record.status, "assets": self._links(record.previews)}
        rows = [film, *(self._row(one) for one in record.steps)]
        return Shown(json.dumps(rows), f"Status: {record.status}")

    def _blame(self, error: Exception) -> None:
        """Note an error with the steps whose work failed, or with the one that was under way."""
        now, failures = datetime.now(UTC), list(self._failures())
        with self._lock:
            for step, found in failures:
                if self.record.step(step).state != "failed":
                    self.record = self.record.failed(step, told(found), now)
            if self.record.status != "failed":
                self.record = self.record.failed(self._under_way(), told(error), now)

    def _failures(self) -> Iterator[tuple[Step, Exception]]:
        """Yield what failed of all that was handed out: also orders, which are nobody's result."""
        for piece in self.unit.handed_out:
            step = STEP_OF.get(piece.stage)
            try:
                found = piece.future.result(timeout=0, raise_on_failure=False)
            except (TimeoutError, UnfinishedRun, CancelledError):
                continue  # still under way, never begun, or taken back
            if step and isinstance(found, Exception):
                yield step, found

    def _under_way(self) -> Step:
        """Return the last step that is running, or the first that is to come."""
        running = [one.step for one in self.record.steps if one.state == "running"]
        waiting = (one.step for one in self.record.steps if one.state == "waiting")
        return running[-1] if running else next(waiting, "deliver")

    def _row(self, one: StepRecord) -> dict[str, Any]:
        return {
            "step": one.step,
            "state": one.state,
            "engine": one.engine,
            "jobs": ", ".join(one.jobs),
            "assets": len(one.assets),
            "began": f"{one.began:%Y-%m-%dT%H:%M:%SZ}" if one.began else "",
            "ended": f"{one.ended:%Y-%m-%dT%H:%M:%SZ}" if one.ended else "",
            "error": one.error,
        }

    def _links(self, previews: tuple[Asset, ...]) -> str:
        return ", ".join(
            link(f"preview {number}", self.unit.store.link(clip))
            for number, clip in enumerate(previews, start=1)
        )

    def _with_jobs(self) -> JobRecord:
        """Return the record with the ids of vendors' jobs, as the ledger has them."""
        record = self.record
        till = self.unit.till
        for order in till.ledger.orders(till.account):
            step = STEP_OF.get(order.stage)
            if order.run == till.run and order.job and step:
                record = record.ordered(step, order.job)
        return record

    def _close(self) -> None:
        """End the steps of which nothing is to come any more; ``_lock`` is held."""
        now = datetime.now(UTC)
        for step in self._handed_out:
            if self.record.step(step).state == "running" and _done(step, self.unit.progress):
                self.record = self.record.ended(step, now)


def _done(step: Step, progress: Progress) -> bool:
    stages = [stage for stage, belongs in STEP_OF.items() if belongs == step]
    counts = [progress.counts[stage] for stage in stages]
    return all(count.done == count.expected for count in counts)


def _assets(found: object) -> tuple[Asset, ...]:
    """Return the asset that a result is about."""
    if isinstance(found, Asset):
        return (found,)
    if isinstance(found, Take | Recording):
        return (found.asset,)
    return (found.movie,) if isinstance(found, Film) else ()
