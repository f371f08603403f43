"""Progress: how far each stage of a run is, for whoever watches it."""

import threading
import time
from asyncio import CancelledError
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from prefect.futures import PrefectFuture

STAGES = {
    "intake": "Source video",
    "moderation": "Moderation",
    "story": "Story",
    "voice": "Voice",
    "characters": "Characters",
    "keyframes": "Keyframes",
    "scenes": "Scenes",
    "music": "Music and sound",
    "faceswap": "Face swap",
    "revoice": "Voice conversion",
    "lipsync": "Lip-sync",
    "watermark": "Watermark",
    "compose": "Compose",
}
"""The stages in the order in which they first have work, and what people call them."""


@dataclass
class Count:
    """One stage's work."""

    expected: int = 0
    announced: int = 0
    """Of these, what is not handed out yet."""
    made: list[str] = field(default_factory=list)
    """What was made in this run, by its id."""
    reused: list[str] = field(default_factory=list)
    """What was there from an earlier run."""
    failed: list[str] = field(default_factory=list)
    """What failed for good."""
    started: float = 0.0
    ended: float = 0.0
    """Monotonic seconds of the first work handed out and the last work done."""

    @property
    def done(self) -> int:
        """Pieces of work that are done, made or reused."""
        return len(self.made) + len(self.reused)


Watcher = Callable[["Progress"], None]
Arrival = Callable[[str, str, PrefectFuture[Any]], None]
"""Is told of a stage's piece of work, by its id, whose run has ended: completed or failed."""


@dataclass
class Progress:
    """A run's counts by stage; watchers are called, from any thread, after each change."""

    watchers: tuple[Watcher, ...] = ()
    arrivals: list[Arrival] = field(default_factory=list)
    run_id: str = ""
    title: str = ""
    counts: dict[str, Count] = field(default_factory=lambda: {stage: Count() for stage in STAGES})

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def name(self, title: str) -> None:
        """Note what the film is called."""
        self.title = title
        self._tell()

    def follow(self, stage: str, work: Mapping[str, PrefectFuture[Any]]) -> None:
        """Count these runs, by what they work on, as the stage's, and each as done when it is."""
        with self._lock:
            count = self.counts[stage]
            known = min(count.announced, len(work))
            count.announced -= known
            count.expected += len(work) - known
            count.started = count.started or time.monotonic()
        for subject, future in work.items():
            future.add_done_callback(partial(self._finish, stage, subject))
        self._tell()

    def announce(self, stage: str, pieces: int) -> None:
        """Count so many pieces of work as the stage's that are handed out later, bit by bit."""
        with self._lock:
            count = self.counts[stage]
            count.announced += pieces
            count.expected += pieces
        self._tell()

    @property
    def planned(self) -> bool:
        """Whether all of the work is known: what follows the plan is handed out together."""
        return any(self.counts[stage].expected for stage in ("lipsync", "faceswap", "compose"))

    @property
    def fraction(self) -> float:
        """Share of the known work that is done, 0 to 1."""
        expected = sum(count.expected for count in self.counts.values())
        return sum(count.done for count in self.counts.values()) / max(1, expected)

    def _finish(self, stage: str, subject: str, future: PrefectFuture[Any]) -> None:
        try:
            future.wait()  # it is done: this only makes sure that its final state is known here
        except CancelledError:
            return  # the run has failed elsewhere, and takes back what was not begun
        state = future.state
        count = self.counts[stage]
        if state.is_completed():
            outcome = count.reused if state.name == "Cached" else count.made
        elif state.is_failed() or state.is_crashed():
            outcome = count.failed
        else:
            return  # it was never begun, or is cancelled
        with self._lock:
            outcome.append(subject)
            count.ended = time.monotonic()
        for arrival in self.arrivals:
            arrival(stage, subject, future)
        self._tell()

    def _tell(self) -> None:
        for watcher in self.watchers:
            watcher(self)


watching: ContextVar[tuple[Watcher, ...]] = ContextVar("watching", default=())
"""Who watches the runs that this context starts."""


def start_progress(run_id: str, *watchers: Watcher) -> Progress:
    """Return a new run's progress, watched by these and by whoever watches this context."""
    progress = Progress(watchers=(*watching.get(), *watchers), run_id=run_id)
    progress.name("")
    return progress
