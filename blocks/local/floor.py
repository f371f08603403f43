"""The floor: one process a machine holds the models and does the GPU's work for all its runs.

What a run wants of a local engine is done there; outside of runs an engine works where it is.
"""

import contextlib
import functools
import inspect
import os
import threading
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from blocks.local.asker import is_ending, run_at_hand
from blocks.local.floor_place import identity, is_running, place, way_to_the_floor
from blocks.local.floor_wire import Counter, Message, packed, raised, receive, send, unpacked
from blocks.local.journal import log
from blocks.local.meter import accounted, note_stage
from blocks.local.weights import fetched
from film.assets import AssetStore
from film.errors import EngineBusy

if TYPE_CHECKING:
    from blocks.local.engine import LocalEngine

E = TypeVar("E", bound="LocalEngine")
P = ParamSpec("P")
R = TypeVar("R")
D = TypeVar("D", bound=Callable[..., Any])

LOOK = 0.5
"""Seconds between two looks whether the run is ending, while the floor works for it."""


def on_the_floor(method: Callable[Concatenate[E, P], R]) -> Callable[Concatenate[E, P], R]:
    """Have an engine's method done on the floor when a run's task calls it, and else right here.

    Its parameters and its result are film data, but for the asset store, which stays with the run.
    """

    @functools.wraps(method)
    def done(engine: E, /, *given: P.args, **named: P.kwargs) -> R:
        run = None if _here.is_set() else run_at_hand()
        if run is None:
            with accounted():
                return method(engine, *given, **named)
        for weights in engine.all_weights():
            fetched(weights)  # by the run: no download holds the floor
        bound = inspect.signature(method).bind(engine, *given, **named).arguments
        return cast("R", ask(Wanted(engine, method, bound, *run)))

    return _marked(done)


def beside_the_floor(method: Callable[[E], R]) -> Callable[[E], R]:
    """Have an engine's trial done on the floor where one runs: memory is for one set of models."""

    @functools.wraps(method)
    def done(engine: E, /) -> R:
        if _here.is_set() or not is_running():
            return method(engine)
        return cast("R", ask(Wanted(engine, method, {}, "", 0)))

    return _marked(done)


def work_here() -> None:
    """Have this process do what runs want of engines by itself, from now on: it is the floor."""
    _here.set()


_here = threading.Event()


def kinds_of(method: Callable[..., Any]) -> dict[str, Any]:
    """Return the types of a method's parameters, and of its result as ``return``."""
    return typing.get_type_hints(inspect.unwrap(method))


def may_be_asked(method: object) -> bool:
    """Say whether a method may be asked for over the socket."""
    return getattr(method, "done_on_the_floor", False) is True


def status() -> Message:
    """Return what the floor does and holds; EngineMissing when none runs."""
    with way_to_the_floor(start=False) as line:
        send(line, wants="status")
        return receive(line)


def retire() -> None:
    """Have the floor end as soon as nobody has work on it; EngineMissing when none runs."""
    with way_to_the_floor(start=False) as line:
        send(line, wants="end")
        receive(line)


@dataclass(frozen=True)
class Wanted:
    """What a run wants of an engine."""

    engine: "LocalEngine"
    method: Callable[..., Any]
    given: Mapping[str, Any]
    run: str
    rank: int

    @property
    def store(self) -> AssetStore | None:
        """The run's asset store, if it is needed."""
        return next((one for one in self.given.values() if isinstance(one, AssetStore)), None)

    def message(self) -> Message:
        """Return it as JSON: settings and film data, nothing secret."""
        kinds = kinds_of(self.method)
        fields = set(type(self.engine).model_fields)
        return {
            "wants": "work",
            "identity": identity(),
            "run": self.run,
            "rank": self.rank,
            "pid": os.getpid(),
            "engine": self.engine.get_block_type_slug(),
            "settings": self.engine.model_dump_json(include=fields),
            "method": self.method.__name__,
            "given": {
                name: packed(value, kinds[name])
                for name, value in self.given.items()
                if name != "self" and not isinstance(value, AssetStore)
            },
        }


def ask(wanted: Wanted) -> Any:
    """Have the floor do it, as soon as it is a floor of our own source that takes work."""
    told = False
    while True:
        with way_to_the_floor() as line, contextlib.ExitStack() as lent:
            try:
                send(line, **wanted.message())
                answer = _heard(line)["taken"]
            except (EOFError, OSError):
                answer = "ended"
            if answer == "yes":
                return _followed(line, wanted, Counter(wanted.store, lent))
        if answer == "other" and not told:
            log().info("The floor runs another version of Firstcut: waiting until it is free")
            told = True
        if _paused.wait(LOOK) or is_ending():
            raise EngineBusy("Work was taken back before it began: the run is ending")


_paused = threading.Event()
"""Never set: what a thread waits on between two tries."""


def _followed(line: "Connection[Any, Any]", wanted: Wanted, counter: Counter) -> Any:
    """Do what the floor asks while it works, and return what it made."""
    while True:
        try:
            message = _heard(line)
            if "store" in message:
                send(line, **counter.answer(message))
                continue
        except (EOFError, OSError) as cause:
            raise EngineBusy(
                f"The floor ended while it worked: {place().log} may say why. It is started again"
            ) from cause
        if "line" in message:
            log().log(message["level"], "%s", message["line"])
            continue
        note_stage(message["seconds"])
        if "error" in message:
            raise raised(message)
        return unpacked(message["made"], kinds_of(wanted.method)["return"])


def _heard(line: "Connection[Any, Any]") -> Message:
    """Return the next message; EngineBusy when the run ends first, which ends the work there."""
    while not line.poll(LOOK):
        if is_ending():
            raise EngineBusy("The floor was told to stop: the run is ending")
    return receive(line)


def _marked(done: D) -> D:
    done.done_on_the_floor = True  # type: ignore[attr-defined]
    return done
