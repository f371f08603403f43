"""Leases: locks on S3, held by conditional writes, renewed while held, free when they run out."""

import json
import random
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any

from blocks.storage.bucket import Bucket
from blocks.storage.s3_errors import absent_is_none
from film.errors import EngineBusy, FirstcutError

SECONDS = 30.0
"""How long a lease holds without being renewed: so long others wait for a holder that died."""
ROUNDING = 2.0
"""Seconds by which S3's own times, which are whole, may be off between two answers."""
FIRST_LOOK, LAST_LOOK, PATIENCE = 0.6, 0.1, 30.0
"""Seconds between two looks at a lock that somebody holds: at first, and once patience is gone."""


class Lease:
    """One holder's claim to an object. Whose it is only S3 says, and the times are S3's own.

    Nobody's clock counts. What is written differs each time, so that an ETag never comes again.
    """

    def __init__(self, bucket: Bucket, key: str, seconds: float = SECONDS) -> None:
        self.bucket = bucket
        self.key = key
        self.seconds = seconds
        self._holder = uuid.uuid4().hex
        self._writes = 0
        self._etag = ""
        self._lost = False
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._renewer = threading.Thread(target=self._renew, name=f"lease {key}", daemon=True)

    def acquire(self) -> None:
        """Wait until the lock is free, or whoever held it is dead, and hold it."""
        since = time.monotonic()
        while not self._take(""):
            etag = self._claimable()
            if etag and self._take(etag):
                break
            impatience = min(1.0, (time.monotonic() - since) / PATIENCE)
            longest = FIRST_LOOK + (LAST_LOOK - FIRST_LOOK) * impatience  # who waited long goes on
            time.sleep(random.uniform(0.5, 1.0) * longest)
        self._renewer.start()

    def confirm(self) -> None:
        """Renew the lease at once; EngineBusy when it is somebody else's by now."""
        with self._turn:
            if not self._lost and not self._take(self._etag):
                self._lost = not self._ours(self._state())
        if self._lost:
            raise EngineBusy(
                f"The lock {self.bucket.address()}{self.key} was lost: this process stood still "
                f"for more than {self.seconds:.0f} s, or could not reach S3"
            )

    def release(self) -> None:
        """Give the lock up. If S3 cannot be told, it runs out by itself."""
        self._over.set()
        self._renewer.join()
        with suppress(FirstcutError):
            self.bucket.write_if(self.key, self._content(free=True), self._etag)

    def _take(self, etag: str) -> bool:
        """Write our claim over the state with this ETag, or where there is none if it is empty."""
        written = self.bucket.write_if(self.key, self._content(free=False), etag)
        if written:
            self._etag = written
        return bool(written)

    def _claimable(self) -> str:
        """Return the ETag over which the lock may be claimed; empty while it is held."""
        state = self._state()
        if self._ours(state):
            return self._etag
        stale = state.get("age", 0.0) > state.get("seconds", 0.0) + ROUNDING
        return state.get("etag", "") if state.get("free") or stale else ""

    def _ours(self, state: Mapping[str, Any]) -> bool:
        """Say whether our claim stands: S3 may have written it though its answer was cut off."""
        ours = bool(state) and state["holder"] == self._holder
        if ours:
            self._etag = state["etag"]
        return ours

    def _state(self) -> dict[str, Any]:
        """Return what is written, with its ETag and its age in seconds; empty when nothing is."""
        with self.bucket.errors(), absent_is_none() as found:
            answer = self.bucket.client.get_object(Bucket=self.bucket.name, Key=self.key)
            found.append((answer, answer["Body"].read()))
        if not found:
            return {}
        answer, content = found[0]
        now = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        age = (now - answer["LastModified"]).total_seconds()
        return {**json.loads(content), "etag": answer["ETag"], "age": age}

    def _content(self, *, free: bool) -> bytes:
        self._writes += 1
        state = {"holder": self._holder, "seconds": self.seconds, "free": free, "n": self._writes}
        return json.dumps(state).encode()

    def _renew(self) -> None:
        while not self._over.wait(self.seconds / 3):
            with suppress(FirstcutError):  # S3 may answer again before the lease runs out
                self.confirm()
            if self._lost:
                return
