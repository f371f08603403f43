"""The floor's process: takes work from runs, and ends when nobody has had any for a while."""

import contextlib
import logging
import os
import queue
import socket
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from typing import Any

from prefect.blocks.core import Block

from blocks.local import floor, floor_place
from blocks.local.asker import Asker, asker
from blocks.local.engine import LocalEngine
from blocks.local.floor_wire import (
    Message,
    RunsStore,
    described,
    packed,
    raised,
    receive,
    send,
    unpacked,
)
from blocks.local.journal import NAME
from blocks.local.lines import Line
from blocks.local.meter import meter
from blocks.local.residence import residence
from film.assets import AssetStore
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError

IDLE_SECONDS = float(os.environ.get("FIRSTCUT_FLOOR_IDLE", "900"))
"""Seconds without work after which the floor ends, and gives the GPU's memory back."""
LEAVING_SECONDS = 2.0
"""The same when somebody waits for its place."""
PLACES = 8
"""Pieces of work that are under way at once, where no engine wants more: one computes, one is
decoded, the others are read, encoded and stored. A model that is to be loaded waits for them."""
LARGEST_LOG = 8 * 1024 * 1024
"""Bytes of the log from an earlier time that are kept."""

log = logging.getLogger(NAME)


class RunGone(EngineBusy):
    """The run whose work it was has gone: nobody hears of this."""


class Customer:
    """A run's process at the other end of a line, with one piece of work."""

    def __init__(self, line: "Connection[Any, Any]") -> None:
        self._line = line
        self._lock = threading.Lock()
        self._answers: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.gone = threading.Event()

    def tell(self, **message: Any) -> None:
        """Send a message; RunGone when nobody is there any more."""
        try:
            with self._lock:
                send(self._line, **message)
        except OSError as cause:
            self.gone.set()
            raise RunGone("The run has gone") from cause

    def call(self, store: str, /, **given: Any) -> Any:
        """Have the run do something with its asset store, and return what came of it."""
        self.tell(store=store, **given)
        answer = self._answers.get()
        if answer is None:
            raise RunGone("The run has gone")
        if "error" in answer:
            raise raised(answer)
        return answer["came"]

    def listen(self) -> None:
        """Take answers until nobody is there any more."""
        try:
            while True:
                self._answers.put(receive(self._line))
        except (EOFError, OSError):
            self.gone.set()
            self._answers.put(None)
            with self._lock:
                self._line.close()


class Floor:
    """What is under way for whom."""

    def __init__(self, listener: socket.socket, at: floor_place.Place) -> None:
        self._listener = listener
        self._at = at
        self._key = at.key.read_bytes()
        self._identity = floor_place.identity()
        self._door = Line(PLACES)
        self._lock = threading.Lock()
        self._under_way: dict[int, Message] = {}
        self._done = 0
        self._began = self._last = time.monotonic()
        self._retiring = False
        self._closed = False

    def serve(self) -> None:
        """Take work until there has been none for a while, or the place is gone."""
        self._listener.settimeout(0.5)
        while self._at.lock.exists() and not self._is_over():
            try:
                knock, _ = self._listener.accept()
            except TimeoutError:
                continue
            knock.setblocking(True)
            line = Connection(knock.detach())
            threading.Thread(target=self._meet, args=(line,), daemon=True).start()

    def _is_over(self) -> bool:
        """Say whether it is time to end, and then take no more."""
        patience = LEAVING_SECONDS if self._retiring else IDLE_SECONDS
        with self._lock:
            idle = time.monotonic() - self._last if not self._under_way else 0.0
            self._closed = idle >= patience
            return self._closed

    def _meet(self, line: "Connection[Any, Any]") -> None:
        """Hear what somebody wants who has the key."""
        try:
            deliver_challenge(line, self._key)
            answer_challenge(line, self._key)
            message = receive(line)
            if message["wants"] == "work":
                self._take(line, message)
                return
            if message["wants"] == "end":
                self._retiring = True
            send(line, **self._status())
        except (EOFError, OSError, AuthenticationError) as error:
            log.info("Somebody came and left: %s", error or type(error).__name__)
        line.close()

    def _take(self, line: "Connection[Any, Any]", message: Message) -> None:
        """Take a piece of work, and listen to its run as long as it is under way."""
        if message["identity"] != self._identity:
            log.info("A run of another version waits: ending as soon as nobody has work here")
            self._retiring = True
            send(line, taken="other")
            line.close()
            return
        with self._lock:
            closed = self._closed
            if not closed:
                self._under_way[id(line)] = message | {"since": time.monotonic()}
        send(line, taken="ended" if closed else "yes")
        if closed:
            line.close()
            return
        customer = Customer(line)
        worker = threading.Thread(
            target=self._work, args=(customer, message, id(line)), daemon=True
        )
        worker.start()
        customer.listen()

    def _work(self, customer: Customer, message: Message, number: int) -> None:
        """Do a piece of work, and say what came of it, whatever comes of it."""
        whose = Asker(
            message["run"],
            message["rank"],
            customer.gone.is_set,
            lambda level, line: customer.tell(level=level, line=line),
        )
        asker.set(whose)
        answer = described(EngineFailed(f"The floor failed at it: {self._at.log} says why"))
        try:
            with self._door:
                answer = {"made": _made(customer, message, self._door)}
        except FirstcutError as error:
            answer = described(error)
            if customer.gone.is_set():
                log.info("Stopped: the run has gone")
        finally:
            with self._lock:
                del self._under_way[number]
                self._done += 1
                self._last = time.monotonic()
            with contextlib.suppress(RunGone):
                customer.tell(**answer, seconds=meter().mine)

    def _status(self) -> Message:
        now = time.monotonic()
        with self._lock:
            return {
                "pid": os.getpid(),
                "identity": self._identity,
                "seconds": round(now - self._began, 1),
                "busy": round(meter().busy, 2),
                "loads": residence().loads,
                "loading": round(residence().loading_seconds, 2),
                "models": {str(key[0]): gib for key, gib in _models().items()},
                "done": self._done,
                "retiring": self._retiring,
                "under_way": [
                    {
                        "run": one["run"],
                        "engine": one["engine"],
                        "method": one["method"],
                        "pid": one["pid"],
                        "seconds": round(now - one["since"], 1),
                    }
                    for one in self._under_way.values()
                ],
            }


def _models() -> dict[Any, float]:
    return {key: round(gib, 3) for key, gib in residence().resident().items()}


def _made(customer: Customer, message: Message, door: Line) -> str:
    """Do what a message wants of an engine, and return what was made as JSON."""
    kind = Block.get_block_class_from_key(message["engine"])
    method = getattr(kind, message["method"], None)
    if method is None or not issubclass(kind, LocalEngine) or not floor.may_be_asked(method):
        raise EngineMissing(f"{message['engine']} does no {message['method']} on the floor")
    engine = kind.model_validate_json(message["settings"])
    door.places = max(door.places, 2 * engine.at_once())
    kinds = floor.kinds_of(method)
    given: dict[str, Any] = {
        name: unpacked(text, kinds[name]) for name, text in message["given"].items()
    }
    given |= {name: RunsStore(customer) for name, one in kinds.items() if one is AssetStore}
    return packed(method(engine, **given), kinds["return"])


class _Journal(logging.Handler):
    """Writes what is told into the floor's log, and into the log of the run that it is told for."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell a line."""
        whose = asker.get()
        stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created))
        run = whose.run[:8] if whose else ""
        sys.stderr.write(f"{stamp} {run:8} {record.getMessage()}\n")
        sys.stderr.flush()
        if whose:
            with contextlib.suppress(RunGone):
                whose.tell(record.levelno, record.getMessage())


@contextlib.contextmanager
def _told() -> Iterator[None]:
    log.handlers = [_Journal()]
    log.setLevel(logging.INFO)
    log.propagate = False
    log.info("The floor is open: process %d", os.getpid())
    yield
    log.info("The floor ends: nobody had work for it")


def main() -> None:
    """Serve on the socket that whoever started us made, until there is nothing to do."""
    at = floor_place.place()
    if at.log.stat().st_size > LARGEST_LOG:
        os.truncate(at.log, 0)  # it is written to its end, whoever has it open
    floor.work_here()
    with socket.socket(fileno=int(sys.argv[1])) as listener, _told():
        Floor(listener, at).serve()
        at.socket.unlink(missing_ok=True)
    os._exit(0)  # what the model libraries do at a process's end takes long, and frees no more
