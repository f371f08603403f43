"""Resident models: loaded once per process, kept within a memory budget, lent to many threads."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from blocks.local.journal import log
from blocks.local.lines import Turn
from film.errors import EngineMissing

M = TypeVar("M")
T = TypeVar("T")


MOST_NOTES = 256
"""Things worked out with a model that are kept beside it; the least recently used one goes."""


class _Note:
    """One thing that is kept, or is being made."""

    def __init__(self) -> None:
        self.making = threading.RLock()
        self.made: list[Any] = []


class Notes:
    """What was worked out with a model and is worth keeping as long as it is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Note] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key; ``make`` makes it, once, when it is not there.

        While one is made, others are found and made.
        """
        with self._lock:
            note = self._kept.setdefault(key, _Note())
            self._kept.move_to_end(key)
            if len(self._kept) > MOST_NOTES:
                self._kept.popitem(last=False)
        with note.making:
            if not note.made:
                note.made.append(make())
            found: T = note.made[0]
            return found


@dataclass(eq=False)
class Resident(Generic[M]):
    """A loaded model, as it is lent."""

    key: Hashable
    gib: float
    """What it takes on its device while it rests."""
    model: M
    turn: Turn = field(default_factory=Turn)
    """Held by whoever computes with the model, and by nobody who encodes, stores or waits:
    pipelines keep state between their steps."""
    second_turn: Turn = field(default_factory=Turn)
    """For work beside a turn, such as decoding one batch while the next is denoised; whoever
    wants both takes ``turn`` first."""
    notes: Notes = field(default_factory=Notes)
    lightened: bool = False
    """Whether it was changed to need less memory, after it had run out."""
    borrowers: int = 0
    used: float = 0.0
    """When it was last given back, on the monotonic clock."""


@dataclass(eq=False)
class _Loading:
    key: Hashable
    failure: Exception | None = None


class Residence:
    """The models of one process.

    A model is loaded while nobody computes: the model libraries change torch's default number
    format for the whole process while they build one, and would change what others make. Models
    that are loaded are used side by side.
    """

    def __init__(self, free: Callable[[], None]) -> None:
        """Take what gives unused memory back to the devices after a model has gone."""
        self._free = free
        self._state = threading.Condition()
        self._residents: dict[Hashable, Resident[Any]] = {}
        self._loading: _Loading | None = None
        self._thread = threading.local()
        self.loads = 0
        """Models that were loaded so far."""
        self.loading_seconds = 0.0
        """What that took."""

    @contextmanager
    def borrow(
        self,
        key: Hashable,
        load: Callable[[], M],
        *,
        gib: float = 0.0,
        budget: float | None = None,
        measure: Callable[[M], float] | None = None,
    ) -> Iterator[Resident[M]]:
        """Lend a model: loaded by ``load`` if nobody did yet, and kept for whoever asks next.

        ``key`` holds everything that shapes the loaded object. ``gib`` is what it is expected to
        take (``measure`` tells it of the loaded one), ``budget`` what all residents together may:
        those that nobody uses make room, least recently used first. A thread borrows one model at
        a time. EngineMissing when the model alone passes the budget; what ``load`` raises goes to
        everybody who waited for it, and the next who asks loads again.
        """
        if getattr(self._thread, "borrows", False):
            raise RuntimeError("a thread borrows one model at a time")
        self._thread.borrows = True
        try:
            resident = self._enter(key, load, gib, budget, measure)
            try:
                yield resident
            finally:
                self._leave(resident)
        finally:
            self._thread.borrows = False

    def resident(self) -> dict[Hashable, float]:
        """Return what is loaded and the GiB that each takes."""
        with self._state:
            return {key: one.gib for key, one in self._residents.items()}

    def spare(self, keep: Hashable = None) -> int:
        """Let go of every model that nobody uses, but for one; return how many went."""
        with self._state:
            idle = [one.key for one in self._idle() if one.key != keep]
        return self._let_go(idle)

    def _enter(
        self,
        key: Hashable,
        load: Callable[[], M],
        gib: float,
        budget: float | None,
        measure: Callable[[M], float] | None,
    ) -> Resident[M]:
        found = self._claim(key)
        if isinstance(found, Resident):
            return found
        try:
            self._make_room(key, gib, budget)
            started = time.monotonic()
            model = load()
            seconds = time.monotonic() - started
            resident = Resident(key, measure(model) if measure else gib, model, borrowers=1)
            self.loads, self.loading_seconds = self.loads + 1, self.loading_seconds + seconds
            log().info("Loaded a model of %.2f GiB in %.1f s", resident.gib, seconds)
        except Exception as error:
            found.failure = error
            raise
        else:
            with self._state:
                self._residents[key] = resident
            self._evict_beyond(budget)
            return resident
        finally:
            with self._state:
                self._loading = None
                self._state.notify_all()

    def _claim(self, key: Hashable) -> "Resident[Any] | _Loading":
        """Return the resident, borrowed; or the right to load it, when nobody computes."""
        with self._state:
            while self._loading:
                failure = self._await(self._loading, key)
                if failure:
                    raise failure
            if key in self._residents:
                resident = self._residents[key]
                resident.borrowers += 1
                return resident
            self._loading = _Loading(key)
            self._state.wait_for(lambda: not any(one.borrowers for one in self._all()))
            return self._loading

    def _await(self, current: _Loading, key: Hashable) -> Exception | None:
        """Wait until a model is loaded; return why it failed, if it is the one asked for."""
        self._state.wait_for(lambda: self._loading is not current)
        return current.failure if current.key == key else None

    def _leave(self, resident: Resident[Any]) -> None:
        with self._state:
            resident.borrowers -= 1
            resident.used = time.monotonic()
            self._state.notify_all()

    def _make_room(self, key: Hashable, gib: float, budget: float | None) -> None:
        if budget is None:
            return
        if gib > budget:
            raise EngineMissing(
                f"The model takes about {gib:.1f} GiB of the {budget:.1f} GiB that models may: "
                "choose a smaller model, offloading or quantisation, or raise the budget"
            )
        self._evict_beyond(budget - gib)

    def _evict_beyond(self, budget: float | None) -> None:
        """Let idle models go, least recently used first, until the rest keeps to the budget."""
        if budget is None:
            return
        with self._state:
            held = sum(one.gib for one in self._all())
            gone = []
            for one in sorted(self._idle(), key=lambda one: one.used):
                if held <= budget:
                    break
                held -= one.gib
                gone.append(one.key)
        self._let_go(gone)

    def _let_go(self, keys: list[Hashable]) -> int:
        count = 0
        with self._state:
            for key in keys:
                resident = self._residents.get(key)
                if resident and not resident.borrowers:
                    del self._residents[key]
                    count += 1
                resident = None
        if count:
            log().info("Let %d model(s) go to make room", count)
            self._free()
        return count

    def _all(self) -> list[Resident[Any]]:
        return list(self._residents.values())

    def _idle(self) -> list[Resident[Any]]:
        return [one for one in self._all() if not one.borrowers]


@cache
def residence() -> Residence:
    """Return the residence of this process."""
    from blocks.local.device import empty_caches

    return Residence(empty_caches)
