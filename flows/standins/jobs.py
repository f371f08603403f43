"""Jobs: work that a vendor accepts, does meanwhile, and hands out at an address."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from flows.standins.calls import RefusalError
from flows.standins.faults import Fault

Phase = Literal["starting", "processing", "succeeded", "failed", "canceled", "aborted"]
RUNNING = ("starting", "processing")
USUAL = 0.3
"""Seconds that a job takes at least."""
ENDS: dict[str, Phase] = {
    "job_fails": "failed", "job_aborted": "aborted", "job_canceled": "canceled",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """One output."""

    data: bytes
    media_type: str
    suffix: str


@dataclass
class Job:
    """A job from its acceptance on. Its phase follows from the time, its work and its fault."""

    id: str
    vendor: str
    model: str
    asked: dict[str, Any]
    """The caller's input, as it was sent."""
    fault: Fault | None
    seconds: float
    """What the vendor will say that it took, and bills."""
    cancel_after: float | None = None
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    outputs: list[str] = field(default_factory=list)
    """Where its outputs were put, once somebody asked after it was done."""
    addresses: int = 0
    """How many addresses were given out for its output."""

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self._began = time.monotonic()
        self._work: Future[list[Made]] = Future()
        self._stopped = False

    @property
    def takes(self) -> float:
        """Seconds until it may end."""
        return self.fault.seconds if self.fault and self.fault.name == "slow_job" else USUAL

    def begin(self, workers: Executor, make: Callable[[], list[Made]]) -> None:
        """Let somebody do the work, unless nothing will come of it."""
        if self.fault is None or self.fault.name not in (*ENDS, "never_ends"):
            self._work = workers.submit(make)

    @property
    def phase(self) -> Phase:
        """How it is now."""
        since = time.monotonic() - self._began
        fault = self.fault.name if self.fault else ""
        if self._stopped:
            return "canceled"
        going: Phase = "starting" if since < self.takes / 3 else "processing"
        if since >= self.takes and fault in ENDS:
            return ENDS[fault]
        if since < self.takes or fault == "never_ends" or not self._work.done():
            if self.cancel_after is not None and since >= self.cancel_after:
                self.cancel()
                return "canceled"
            return going
        return "failed" if self._work.exception() else "succeeded"

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.phase in RUNNING

    @property
    def made(self) -> list[Made]:
        """What came of it, when it succeeded."""
        return self._work.result()

    @property
    def error(self) -> str:
        """Why it failed, in the vendor's words."""
        if self.fault and self.fault.name in ENDS:
            return self.fault.message or "Prediction interrupted; please retry (code: PA)"
        error = self._work.exception()
        return str(error) if isinstance(error, RefusalError) else f"The model crashed: {error!r}"

    def cancel(self) -> None:
        """Stop it; what has ended stays as it is."""
        with self.lock:
            self._stopped = True
            self._work.cancel()

    def wait(self, longest: float) -> None:
        """Wait until it has ended, or for so many seconds."""
        until = time.monotonic() + longest
        while self.running and time.monotonic() < until:
            time.sleep(0.02)
