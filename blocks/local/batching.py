"""Batches: threads that want the same of one model at about the same time are served together."""

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, cast

from blocks.local.journal import log
from blocks.local.meter import meter

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")

Take = Callable[[], Sequence[I]]
"""Closes a batch and returns its items: nobody joins it any more."""
Serve = Callable[[Take[I]], Sequence[R]]
"""Serves a batch: waits for its turn, takes the items, and returns a result for each, in order."""


@dataclass(eq=False)
class _Batch:
    items: list[Any] = field(default_factory=list)
    closed: bool = False
    results: Sequence[Any] | None = None
    over: bool = False
    share: float = 0.0
    """Seconds that the model computed for each of its items."""


class Batcher:
    """Gathers the items of a process's threads."""

    def __init__(self) -> None:
        self._state = threading.Condition()
        self._open: dict[Hashable, _Batch] = {}

    def ask(self, key: Hashable, item: I, serve: Serve[I, R], *, most: int, window: float) -> R:
        """Return an item's result, made in one batch with what others ask for the same ``key``.

        ``key`` holds everything that the items of a batch must agree in. The first who asks waits
        ``window`` seconds for others, ``most`` together, and serves them; as long as it waits for
        its turn, more may join. When a batch fails, each of its items is tried alone: a bad one
        fails nobody else.
        """
        with self._state:
            batch = self._open.get(key)
            leads = batch is None
            if batch is None:
                batch = self._open[key] = _Batch()
            place = len(batch.items)
            batch.items.append(item)
            if len(batch.items) >= most:
                self._close(key, batch)
            self._state.notify_all()
            if leads:
                self._state.wait_for(lambda: batch.closed, timeout=window)
            else:
                self._state.wait_for(lambda: batch.over)
        if leads:
            self._lead(key, batch, serve)
        if batch.results is not None:
            meter().charge(batch.share)
            return cast("R", batch.results[place])
        return serve(lambda: [item])[0]

    def waiting(self, key: Hashable) -> Sequence[Any]:
        """Return the items of the batch for a key that more may join."""
        with self._state:
            batch = self._open.get(key)
            return tuple(batch.items) if batch else ()

    def _lead(self, key: Hashable, batch: _Batch, serve: Serve[Any, Any]) -> None:
        def take() -> Sequence[Any]:
            with self._state:
                self._close(key, batch)
            return tuple(batch.items)

        before = meter().mine
        try:
            batch.results = serve(take)
            taken = meter().mine - before
            batch.share = taken / len(batch.items)
            meter().charge(-taken)
        except Exception as error:  # whose it is shows when each is tried alone: it is raised then
            if len(take()) == 1:
                raise
            log().info("A batch of %d failed (%s): trying each alone", len(batch.items), error)
        finally:
            with self._state:
                self._close(key, batch)
                batch.over = True
                self._state.notify_all()

    def _close(self, key: Hashable, batch: _Batch) -> None:
        batch.closed = True
        if self._open.get(key) is batch:
            del self._open[key]


@cache
def batcher() -> Batcher:
    """Return the batcher of this process."""
    return Batcher()
