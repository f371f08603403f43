"""Lines: threads wait for a place; urgent runs go first, and runs of one urgency take turns."""

import itertools
import threading
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType

from blocks.local.asker import USUAL, asker, is_ending
from blocks.local.meter import meter
from film.errors import EngineBusy

LOOK = 0.5
"""Seconds between two looks whether whoever waits is still wanted."""
REMEMBERED = 256
"""Runs of which it is known when they last had a place."""


@dataclass(eq=False)
class _Waiting:
    rank: int
    run: str
    number: int


class Line:
    """Some places. A free one goes to the most urgent run, and there to who waited longest for one.

    That is the run that had none for longest, and its own threads as they came.
    """

    def __init__(self, places: int = 1) -> None:
        self.places = places
        self._state = threading.Condition()
        self._numbers = itertools.count(1)
        self._taken = 0
        self._waiting: list[_Waiting] = []
        self._served: OrderedDict[str, int] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def __enter__(self) -> None:
        """Wait for a place and take it; EngineBusy when the run ends before it has one."""
        whom = asker.get()
        rank, run = (whom.rank, whom.run) if whom else (USUAL, "")
        with self._state:
            me = _Waiting(rank, run, next(self._numbers))
            self._waiting.append(me)
            try:
                while self._taken >= self.places or self._next() is not me:
                    self._state.wait(LOOK)
                    if is_ending():
                        raise EngineBusy("Work was taken back before it began: the run is ending")
                self._taken += 1
                self._remember(run)
            finally:
                self._waiting.remove(me)
                self._state.notify_all()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the place back."""
        with self._state:
            self._taken -= 1
            self._state.notify_all()

    def _next(self) -> _Waiting:
        return min(
            self._waiting, key=lambda one: (one.rank, self._served.get(one.run, 0), one.number)
        )

    def _remember(self, run: str) -> None:
        self._served[run] = next(self._numbers)
        self._served.move_to_end(run)
        if len(self._served) > REMEMBERED:
            self._served.popitem(last=False)


class Turn:
    """A model's turn: one thread at a time computes with it, and is metered. It may enter again."""

    def __init__(self) -> None:
        self._line = Line()
        self._holder: int | None = None
        self._held = ExitStack()
        self._depth = 0

    def __enter__(self) -> None:
        """Wait for the turn; EngineBusy when the run ends before it comes."""
        me = threading.get_ident()
        if self._holder != me:
            with ExitStack() as entered:
                entered.enter_context(self._line)
                entered.enter_context(meter().running())
                self._held = entered.pop_all()
            self._holder = me
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the turn to whoever is next."""
        self._depth -= 1
        if not self._depth:
            self._holder = None
            self._held.close()
