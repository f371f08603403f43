"""The meter: how long models have computed, for whom, and for what share of the time."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache


class Meter:
    """Counts the seconds in which threads hold a model's turn.

    Two models that compute side by side, or one that decodes a clip beside the next one's
    denoising, count for both pieces of work; for the share of the time they count once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread = threading.local()
        self._computing = 0
        self._since = 0.0
        self._busy = 0.0
        self._stages: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    @contextmanager
    def running(self) -> Iterator[None]:
        """While inside, this thread's model computes; inside of itself it counts once."""
        if getattr(self._thread, "computes", False):
            yield
            return
        self._thread.computes = True
        started = time.monotonic()
        with self._lock:
            self._since = self._since if self._computing else started
            self._computing += 1
        try:
            yield
        finally:
            ended = time.monotonic()
            with self._lock:
                self._computing -= 1
                if not self._computing:
                    self._busy += ended - self._since
            self._thread.computes = False
            self.charge(ended - started)

    def charge(self, seconds: float) -> None:
        """Add seconds to this thread's; a batch charges everybody in it with a share."""
        self._thread.seconds = self.mine + seconds

    @property
    def mine(self) -> float:
        """Seconds that models have computed for this thread."""
        found: float = getattr(self._thread, "seconds", 0.0)
        return found

    @property
    def computing(self) -> int:
        """How many pieces of work models compute at this moment."""
        return self._computing

    @property
    def busy(self) -> float:
        """Seconds in which any model of this process has computed."""
        with self._lock:
            open_since = time.monotonic() - self._since if self._computing else 0.0
            return self._busy + open_since

    def note(self, run: str, stage: str, seconds: float) -> None:
        """Write down what a stage of a run took, here or on the floor."""
        with self._lock:
            self._stages[run][stage] += seconds

    def of_run(self, run: str) -> Mapping[str, float]:
        """Return the GPU seconds of a run's stages, as far as this process had them made."""
        with self._lock:
            return dict(self._stages[run]) if run in self._stages else {}


@cache
def meter() -> Meter:
    """Return the meter of this process."""
    return Meter()


@contextmanager
def accounted() -> Iterator[None]:
    """While inside, what models compute for this thread is noted for the stage that pays for it."""
    before = meter().mine
    try:
        yield
    finally:
        note_stage(meter().mine - before)


def note_stage(seconds: float) -> None:
    """Note seconds for the run and the stage that this thread works for, if it works for any."""
    from film.errors import EngineMissing
    from film.till import counter

    try:
        at = counter()
    except EngineMissing:
        return  # outside of runs nobody asks
    meter().note(at.till.run, at.stage, seconds)
