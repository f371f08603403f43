"""The studio on one machine: a Prefect server, workers and the desk, started and kept running."""

import fcntl
import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from blocks.home import home
from deployments import worker
from deployments.hands import Hand
from film.errors import FirstcutError

START_SECONDS = 120
"""Longest wait for the server: a slow machine lays out its database first."""

SERVER_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing leaves this machine
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_METRICS_ENABLED": "true",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_COLORS": "false",
}


@dataclass(frozen=True)
class Plan:
    """How a studio is run."""

    host: str = "127.0.0.1"
    port: int = 4200
    desk_port: int = 4201
    films: int = 2
    """Films made at a time."""
    gpu: bool = False
    """Whether this machine's GPU takes films."""

    @property
    def ui(self) -> str:
        """Where people go."""
        return f"http://{self.host}:{self.port}"

    @property
    def api(self) -> str:
        """Where programs go."""
        return f"{self.ui}/api"

    @property
    def desk(self) -> str:
        """Where films are looked at."""
        return f"http://{self.host}:{self.desk_port}"

    @property
    def pools(self) -> dict[str, int]:
        """Work pools that get a worker, and how many runs at a time each takes."""
        pools = {"cpu": self.films, "office": 4}
        return pools | ({"gpu": self.films} if self.gpu else {})


@dataclass
class Studio:
    """A studio that this process runs."""

    plan: Plan
    tell: Callable[[str], None]
    hands: list[Hand] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def open(self) -> None:
        """Start the server, register everything, start the desk and the workers."""
        self._hire("server", self._server_command(), self._environment())
        self._wait_for_server()
        os.environ.update(self._environment())
        from deployments.cut_off import reschedule
        from deployments.register import register

        self.tell("Registering pools, limits, automations and deployments…")
        register()
        again = reschedule()
        if again:
            self.tell(f"{again} film(s) that were cut off go on.")
        desk = [sys.executable, "-m", "deployments", "desk", "--port", str(self.plan.desk_port)]
        self._hire("desk", desk, self._films())
        for pool, limit in self.plan.pools.items():
            name = f"{socket.gethostname()}-{pool}"
            self._hire(
                f"worker-{pool}", worker.command(pool, name=name, limit=limit), self._films()
            )

    def run(self) -> None:
        """Keep everything running until told to close; FirstcutError when that is in vain."""
        while not self.closing.wait(0.5):
            for hand in self.hands:
                if hand.ended:
                    self._replace(hand)
        self.tell("Closing the studio…")

    def close(self) -> None:
        """End the workers first, the server last."""
        for hand in reversed(self.hands):
            hand.stop()

    def _replace(self, hand: Hand) -> None:
        if not hand.restart():
            raise FirstcutError(f"The {hand.name} ends again and again: see {hand.log}")
        self.tell(f"The {hand.name} ended by itself and is started again: see {hand.log}")

    def _hire(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        hand = Hand(name, command, environment, folder())
        hand.start()
        self.hands.append(hand)

    def _server_command(self) -> list[str]:
        place = ["--host", self.plan.host, "--port", str(self.plan.port)]
        return [sys.executable, "-m", "deployments.server", *place]

    def _environment(self) -> dict[str, str]:
        """Return the server's environment: a database of the studio's own."""
        own = {
            "PREFECT_HOME": str(folder() / "prefect"),
            "PREFECT_API_URL": self.plan.api,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database()}",
        }
        return dict(os.environ) | SERVER_SETTINGS | own

    def _films(self) -> dict[str, str]:
        """Return the environment of what makes and shows films."""
        return worker.environment() | {"FIRSTCUT_DESK": self.plan.desk}

    def _wait_for_server(self) -> None:
        self.tell("Starting the Prefect server…")
        deadline = time.monotonic() + START_SECONDS
        server = self.hands[0]
        while not self.closing.is_set() and not answers(self.plan.api):
            if server.ended or time.monotonic() > deadline:
                raise FirstcutError(f"The Prefect server does not start: see {server.log}")
            time.sleep(0.1)


def run_studio(plan: Plan, tell: Callable[[str], None], ready: Callable[[str, str], None]) -> None:
    """Run a studio until Ctrl-C or a termination.

    ``ready`` is called with the API's and the desk's address when it takes orders. Where this
    home's studio runs already, nothing but that is done.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with _only_one() as first:
        if not first:
            ready(*_where_it_runs())
            return
        _check_ports(plan)
        _lay_out_database()
        studio = Studio(plan, tell)
        with _until_told(studio.closing):
            try:
                studio.open()
                address_file().write_text(json.dumps({"api": plan.api, "desk": plan.desk}))
                ready(plan.api, plan.desk)
                studio.run()
            finally:
                address_file().unlink(missing_ok=True)
                studio.close()


def folder() -> Path:
    """Return where a studio of this home keeps its database and logs."""
    return home() / "studio"


def database() -> Path:
    """Return the server's database."""
    return folder() / "prefect.db"


def address_file() -> Path:
    """Return the file that says where this home's studio is while it runs."""
    return folder() / "address.json"


def _where_it_runs() -> tuple[str, str]:
    """Return where the API and the desk of the studio are that another process runs."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):
            address = json.loads(address_file().read_text())
            return address["api"], address["desk"]
        time.sleep(0.2)  # it is being opened this instant
    raise FirstcutError(f"This home's studio does not open: see the logs in {folder()}")


def answers(api: str) -> bool:
    """Say whether a Prefect API is healthy."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False


def _check_ports(plan: Plan) -> None:
    for port, option in ((plan.port, "--port"), (plan.desk_port, "--desk-port")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((plan.host, port))
            except OSError as cause:
                raise FirstcutError(
                    f"Port {port} is taken ({cause.strerror}): choose another with {option}"
                ) from None


def _lay_out_database() -> None:
    """Start from the database that was laid out when Firstcut was set up, if there is none yet."""
    if not database().exists():
        from flows.local_server import prepare

        draft = database().with_suffix(".draft")
        draft.write_bytes(prepare().read_bytes())
        draft.replace(database())


@contextmanager
def _only_one() -> Iterator[bool]:
    """Say whether this process is the only one that runs this home's studio."""
    with (folder() / "studio.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _until_told(closing: threading.Event) -> Iterator[None]:
    """While inside, Ctrl-C and a termination set ``closing``."""

    def close(number: int, frame: object) -> None:
        closing.set()

    before = {number: signal.signal(number, close) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
