"""Faults: how a stand-in is told to misbehave, call by call."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FaultName = Literal[
    "none",
    "status",
    "slow",
    "reset",
    "reset_after_acceptance",
    "cut_body",
    "malformed_json",
    "wrong_media_type",
    "truncated_media",
    "black",
    "silent",
    "too_short",
    "never_ends",
    "job_fails",
    "job_aborted",
    "job_canceled",
    "output_expired",
    "slow_job",
    "refusal",
    "max_tokens",
    "bad_answer",
]
WIRE = frozenset(
    {"none", "status", "slow", "reset", "reset_after_acceptance", "cut_body", "malformed_json"}
)
"""What the server itself does, on every route."""
MEDIA = ("wrong_media_type", "truncated_media", "black", "silent", "too_short")
"""What a maker of pictures, clips or sound can be told to spoil; a silent face swap sees nobody."""
JOBS = (
    "never_ends", "job_fails", "job_aborted", "job_canceled", "output_expired", "slow_job",
)  # fmt: skip
"""What can become of a job after it was accepted."""
ALWAYS = -1


class Fault(BaseModel):
    """One way to misbehave, for one call (or for ``times`` of them)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: FaultName = Field(description="What happens.")
    status: int = Field(500, ge=400, le=599, description="For status: the HTTP status.")
    retry_after: str | None = Field(
        None, description="For status: the Retry-After header, sent as it stands."
    )
    message: str = Field("", description="The vendor's words, for status and job_fails.")
    code: str = Field("", description="The vendor's code: an error type, Luma's failure_code.")
    seconds: float = Field(
        0.0, ge=0, description="For slow and slow_job: how late. For output_expired: after what."
    )
    times: int = Field(1, ge=-1, description="For how many calls in a row; -1 for all that follow.")
    addresses: int = Field(
        1, ge=-1, description="For output_expired: how many of its addresses are gone; -1 for all."
    )
    content: Any = Field(None, description="For bad_answer: what the vendor answers instead.")
    where: str = Field(
        "",
        description="Only for calls whose path or body holds this text, such as a model's name.",
    )

    def spoil(self, data: bytes, media_type: str) -> tuple[bytes, str]:
        """Return media as this fault sends them: cut short, or another kind than it should be."""
        if self.name == "truncated_media":
            return data[: max(16, len(data) * 3 // 5)], media_type
        if self.name == "wrong_media_type":
            return b"<!doctype html><title>Oops</title><p>Something else.", "text/html"
        return data, media_type


def status(code: int, retry_after: str | None = None, message: str = "", times: int = 1) -> Fault:
    """Return a refusal by status, with the vendor's own error body."""
    return Fault(name="status", status=code, retry_after=retry_after, message=message, times=times)


def slow(seconds: float) -> Fault:
    """Return a late answer: the call is accepted at once, and answered after ``seconds``."""
    return Fault(name="slow", seconds=seconds)


def fault(name: FaultName, **settings: Any) -> Fault:
    """Return a fault by its name."""
    return Fault(name=name, **settings)


def http_date(seconds: float) -> str:
    """Return the moment ``seconds`` from now as a Retry-After date (RFC 9110 5.6.7)."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


class FaultBook:
    """The faults that wait: a queue for each vendor's route."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queues: dict[tuple[str, str], list[Fault]] = {}

    def add(self, vendor: str, route: str, faults: list[Fault]) -> None:
        """Let a route's next calls misbehave, one fault after the other."""
        with self._lock:
            self._queues.setdefault((vendor, route), []).extend(faults)

    def take(self, vendor: str, route: str, asked: str = "") -> Fault | None:
        """Return this call's fault; None when it is to be answered as it should.

        ``asked`` is the call's path and body: the first fault that is for such a call is taken.
        """
        with self._lock:
            queue = self._queues.get((vendor, route), [])
            place = next((at for at, one in enumerate(queue) if one.where in asked), None)
            if place is None:
                return None
            found = queue.pop(place)
            if found.times == ALWAYS:
                queue.insert(place, found)
            elif found.times > 1:
                queue.insert(place, found.model_copy(update={"times": found.times - 1}))
        return None if found.name == "none" else found

    def waiting(self) -> dict[str, list[dict[str, Any]]]:
        """Return what waits, by ``vendor/route``."""
        with self._lock:
            return {
                f"{vendor}/{route}": [one.model_dump(exclude_defaults=True) for one in queue]
                for (vendor, route), queue in self._queues.items()
                if queue
            }

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._queues.clear()
