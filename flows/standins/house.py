"""The house: what the stand-ins remember until they are reset."""

import itertools
import json
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from flows.standins.calls import Call, RefusalError, Upload, data_uri
from flows.standins.faults import FaultBook
from flows.standins.jobs import Job
from flows.standins.vendors import VENDORS

HOUR = 3600.0
WORKERS = 2
LONGEST_TEXT = 4000
"""Characters of one string that the log keeps."""


@dataclass
class Seen:
    """One call in the log."""

    vendor: str
    route: str
    method: str
    path: str
    body: Any
    """JSON as it was sent, without secrets; media are shortened to their size and sum."""
    key: str
    """``valid``, ``wrong`` or ``none``: never the key itself."""
    status: int | None = None
    """What was answered; None while nothing is, and where the line was cut first."""
    fault: str = ""
    job: str = ""
    """The job that it registered."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Kept:
    """A file that has an address."""

    data: bytes
    media_type: str
    until: float
    """The moment (monotonic) from which it is gone."""


class Files:
    """Files by their address below the server's, such as ``/replicate/delivery/a/out.mp4``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}

    def put(self, name: str, data: bytes, media_type: str, lives: float = HOUR) -> None:
        """Keep a file at an address for so many seconds."""
        with self._lock:
            self._kept[name] = Kept(data, media_type, time.monotonic() + lives)

    def get(self, name: str) -> Kept | None:
        """Return a file; None when it never was or is gone."""
        with self._lock:
            kept = self._kept.get(name)
        return kept if kept and time.monotonic() < kept.until else None

    def drop(self, name: str) -> bool:
        """Forget a file; say whether there was one."""
        with self._lock:
            return self._kept.pop(name, None) is not None

    def fetch(self, where: str) -> bytes:
        """Return what a caller's input refers to: a data: URI, or a file that is kept here.

        RefusalError (422) for anything else: the stand-ins fetch nothing from elsewhere.
        """
        if inline := data_uri(where):
            return inline[0]
        kept = self.get(urlsplit(where).path)
        if kept is None:
            raise RefusalError(422, f"The stand-in cannot fetch {where[:80]}")
        return kept.data


class House:
    """Everything that is remembered: calls, faults, files, jobs, and each vendor's notes."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.faults = FaultBook()
        self.lock = threading.RLock()
        """Hold it while notes or jobs are changed."""
        self.workers = ThreadPoolExecutor(WORKERS, "firstcut-standin-job")
        """Who makes what jobs ask for."""
        self.reset()

    def close(self) -> None:
        """Let those who work for jobs go home."""
        self.workers.shutdown(wait=True, cancel_futures=True)

    def reset(self) -> None:
        """Forget everything."""
        with self.lock:
            self.faults.clear()
            self.log: list[Seen] = []
            self.files = Files()
            self.jobs: dict[str, Job] = {}
            self.notes: dict[str, dict[str, Any]] = defaultdict(dict)
            self._count = itertools.count(1)

    def number(self) -> int:
        """Return 1, 2, 3 …: what ids are made of, the same after each reset."""
        return next(self._count)

    def seen(self, vendor: str = "", route: str = "") -> list[Seen]:
        """Return the calls of a vendor and route, in order; all without either."""
        with self.lock:
            return [
                one for one in self.log
                if vendor in ("", one.vendor) and route in ("", one.route)
            ]  # fmt: skip

    def note(self, call: Call) -> Seen:
        """Write a call into the log, without its secrets, and return the entry."""
        vendor = VENDORS[call.vendor]
        shown = vendor.shown(call.headers)
        key = "none" if not shown else ("valid" if shown == vendor.key else "wrong")
        entry = Seen(
            call.vendor, call.route, call.method, call.path, masked(_content(call), shown), key
        )
        with self.lock:
            self.log.append(entry)
        return entry


def _content(call: Call) -> Any:
    if call.form:
        return {
            name: [
                f"{one.name} ({one.media_type}, {len(one.data)} bytes)"
                if isinstance(one, Upload)
                else one
                for one in values
            ]
            for name, values in call.form.items()
        }
    try:
        return json.loads(call.body) if call.body else None
    except ValueError:
        return f"({len(call.body)} bytes)"


def masked(value: Any, secret: str = "") -> Any:
    """Return JSON without keys, and with media shortened to their type, size and sum."""
    if isinstance(value, dict):
        return {key: masked(one, secret) for key, one in value.items()}
    if isinstance(value, list):
        return [masked(one, secret) for one in value]
    if not isinstance(value, str):
        return value
    for key in (secret, *(vendor.key for vendor in VENDORS.values())):
        value = value.replace(key, "…") if key else value
    if value.startswith("data:") and (media := data_uri(value)):
        return (
            f"data:{media[1]} ({len(media[0])} bytes, sha256 {sha256(media[0]).hexdigest()[:12]})"
        )
    return value if len(value) <= LONGEST_TEXT else f"{value[:LONGEST_TEXT]}…"
