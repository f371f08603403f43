"""The ledger on S3: an object an order, and locks that any worker anywhere keeps to."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from blocks.storage.bucket import Bucket
from blocks.storage.lease import SECONDS, Lease
from film.ledger import Ledger, Order

FOLDER, LOCKS = "ledger/", "locks/"
READERS = 8
"""Orders that are read at the same time."""

_held: ContextVar[tuple[Lease, ...]] = ContextVar("held", default=())


class S3Ledger(Ledger):
    """A bucket: ``<prefix>ledger/<account>/<key>.json``, and its locks below ``<prefix>locks/``."""

    def __init__(self, bucket: Bucket, lease: float = SECONDS) -> None:
        self.bucket = bucket
        self.lease = lease
        """Seconds after which a lock is free whose holder died."""
        self._known: dict[str, tuple[str, Order]] = {}

    def orders(self, account: str) -> tuple[Order, ...]:
        """Return a film's orders, oldest first; only those that changed are read again."""
        listed = [one for one in self.bucket.listed(f"{FOLDER}{account}/") if _is_order(one)]
        with ThreadPoolExecutor(READERS) as readers:
            found = [one for one in readers.map(self._order, listed) if one]
        return tuple(sorted(found, key=lambda order: (order.placed, order.key)))

    def find(self, account: str, key: str) -> Order | None:
        """Return an order by its key."""
        content = self.bucket.read(self._key(account, key))
        return None if content is None else Order.model_validate_json(content)

    def write(self, order: Order) -> None:
        """Write an order's object, if the locks that it is written under are still held.

        EngineBusy when one was lost: then somebody else works on this order.
        """
        for lease in _held.get():
            lease.confirm()
        content = order.model_dump_json().encode()
        key = self._key(order.account, order.key)
        self.bucket.write(key, content, ContentType="application/json")

    @contextmanager
    def lock(self, account: str, name: str) -> Iterator[None]:
        """Hold a lease; it is free again when its holder lets go, or a while after it died.

        EngineBusy at the end when it was lost meanwhile.
        """
        lease = Lease(self.bucket, self.bucket.key(f"{LOCKS}{account}", name), self.lease)
        lease.acquire()
        token = _held.set((*_held.get(), lease))
        try:
            yield
            lease.confirm()
        finally:
            _held.reset(token)
            lease.release()

    def accounts(self) -> tuple[str, ...]:
        """Return every account that has orders."""
        return tuple(sorted(self.bucket.folders(FOLDER)))

    def _key(self, account: str, key: str) -> str:
        return self.bucket.key(f"{FOLDER}{account}", f"{key}.json")

    def _order(self, listed: Mapping[str, Any]) -> Order | None:
        key, etag = listed["Key"], listed["ETag"]
        known = self._known.get(key)
        if known and known[0] == etag:
            return known[1]
        content = self.bucket.read(key)
        if content is None:
            return None
        order = Order.model_validate_json(content)
        self._known[key] = etag, order
        return order


def _is_order(listed: Mapping[str, Any]) -> bool:
    key: str = listed["Key"]
    return key.endswith(".json")
