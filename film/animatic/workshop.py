"""The workshop: worker processes that draw, speak and play, off the interpreter that conducts."""

import atexit
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from film.errors import EngineBusy, EngineFailed

P = ParamSpec("P")
R = TypeVar("R")

MEMORY_PER_WORKER = 700 * 2**20
"""Bytes that one worker may need at 1080p: no more workers are started than fit."""
PRELOADED = (
    "film.animatic.shoot",
    "film.animatic.mouths",
    "film.animatic.cards",
    "film.animatic.sheet",
    "film.animatic.speech",
    "film.animatic.music.cue",
    "film.animatic.sound.bed",
    "film.media.compose",
)
"""Imported once, in the process that workers are forked from: they share its memory."""


def run(seconds: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a module-level function in a worker process and return its result.

    Its own errors come back as they are. EngineBusy when the worker died (killed, out of memory) or
    could not be started, EngineFailed when ``seconds`` passed: the worker is ended then, with all
    that it does.
    """
    try:
        future = _pool().schedule(function, args=list(args), kwargs=kwargs, timeout=seconds)
        return future.result()
    except BrokenProcessPool as cause:
        raise EngineBusy("The worker processes could not be started") from cause
    except FutureTimeoutError as cause:
        raise EngineFailed(
            f"{function.__name__} took longer than {seconds:.0f} s and was stopped"
        ) from cause
    except ProcessExpired as cause:
        raise EngineBusy(f"A worker process died while it ran {function.__name__}") from cause
    except CancelledError as cause:
        raise EngineBusy(f"{function.__name__} was cancelled") from cause


def open_early() -> None:
    """Start the workers now, in the background, so that the first call finds them ready.

    Where they cannot be started, the first call says so.
    """
    threading.Thread(target=_open, daemon=True).start()


def close(*, now: bool = False) -> None:
    """End the workers: after the work in hand, or at once."""
    global _open_pool
    with _lock:
        pool, _open_pool = _open_pool, None
    if pool is None:
        return
    if now:
        pool.stop()  # type: ignore[no-untyped-call]
    else:
        pool.close()  # type: ignore[no-untyped-call]
    with contextlib.suppress(FutureTimeoutError):
        pool.join(10)


def worker_count() -> int:
    """As many workers as the machine has cores for us, and memory for."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(len(os.sched_getaffinity(0)), memory // MEMORY_PER_WORKER))


_lock = threading.Lock()
_open_pool: ProcessPool | None = None


def _pool() -> ProcessPool:
    global _open_pool
    with _lock:
        if _open_pool is None or not _open_pool.active:
            # Every core has a worker already: a second thread in each would only get in the way.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(list(PRELOADED))
            _open_pool = ProcessPool(worker_count(), initializer=_start_worker, context=context)
            atexit.register(close, now=True)
        return _open_pool


def _open() -> None:
    with contextlib.suppress(BrokenProcessPool, RuntimeError):  # it may be closed again by now
        _pool().schedule(_ready)


def _ready() -> None:
    """Nothing: the worker that runs it is up."""


def _start_worker() -> None:
    """Leave Ctrl-C to the conductor, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    done: Any = threading.Event()
    while os.getppid() == parent:
        done.wait(0.5)
    os._exit(1)
