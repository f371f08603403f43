"""The Prefect API of a machine without one: a quiet server that commands share.

Everything here runs before Prefect is imported, so that its settings hold and so that the server
starts while this process still imports.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from film.errors import FirstcutError
from flows.home import home, results

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 90
"""Longest wait for a server that was just started: a fresh database is slow to lay out."""

CLIENT_SETTINGS = {
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody reads logs there; the terminal shows them
    "PREFECT_LOGGING_LEVEL": "WARNING",  # the progress display tells the rest
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing leaves this machine
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    "PREFECT_CLI_COLORS": "false",
}
"""How a local run talks to its API."""

SERVER_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",  # a studio has the UI; this one only keeps the books
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",  # no deployments here
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",  # no workers here
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",  # no concurrency leases here
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",  # no automations here
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",  # task runs are recorded without
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # blocks register themselves when saved
}
"""The services that a local run needs: the API itself and the recorder of task runs."""


@dataclass(frozen=True)
class LocalServer:
    """A server that runs now."""

    pid: int
    url: str


def use() -> None:
    """Point this process at its Prefect API, and start the local one if none is given.

    Returns at once: ``wait`` is for when the API is needed.
    """
    os.environ.setdefault("PREFECT_LOCAL_STORAGE_PATH", str(results()))
    if os.environ.get("PREFECT_API_URL"):
        return
    for name, value in CLIENT_SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ["PREFECT_HOME"] = str(home() / "prefect")
    if running() is None:
        launch()


def wait() -> None:
    """Wait until the local API answers, and name it in the environment; do nothing for a given one.

    FirstcutError when it does not come up.
    """
    if os.environ.get("PREFECT_API_URL"):
        return
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        server = running()
        if server is not None and _answers(server):
            os.environ["PREFECT_API_URL"] = server.url
            return
        if server is None and not _starting():
            launch()
        time.sleep(0.05)
    raise FirstcutError(
        f"The local Prefect API did not start within {START_SECONDS} s: see {log_file()}"
    )


def launch() -> None:
    """Start the local server as a process of its own, unless one runs or starts already."""
    if _held():
        return
    home().mkdir(parents=True, exist_ok=True)
    with log_file().open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.local_server"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | SERVER_SETTINGS | {"PREFECT_HOME": str(home() / "prefect")},
        )
    _launched[str(home())] = process


def running() -> LocalServer | None:
    """Return the local server that runs, or None."""
    if not _held():
        return None
    try:
        state = json.loads(state_file().read_text())
        return LocalServer(pid=state["pid"], url=state["url"])
    except (OSError, ValueError, KeyError):
        return None  # it holds the lock and is still starting


def stop() -> bool:
    """End the local server; False when none ran."""
    server = running()
    if server is None:
        return False
    os.kill(server.pid, signal.SIGTERM)
    for _ in range(200):
        if not _held():
            return True
        time.sleep(0.05)
    os.kill(server.pid, signal.SIGKILL)
    return True


def state_file() -> Path:
    """Return the file that names the running server's process and address."""
    return home() / "server.json"


def lock_file() -> Path:
    """Return the file that a running server holds locked."""
    return home() / "server.lock"


def log_file() -> Path:
    """Return where the server writes what it has to say."""
    return home() / "server.log"


@contextmanager
def lock() -> "Iterator[bool]":
    """Try to take the server's lock; say whether it was free, and free it again."""
    home().mkdir(parents=True, exist_ok=True)
    with lock_file().open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


_launched: dict[str, subprocess.Popen[bytes]] = {}
"""The server process this process started, by home: kept so that it is reaped."""


def _held() -> bool:
    if not lock_file().exists():
        return False
    with lock() as free:
        return not free


def _starting() -> bool:
    process = _launched.get(str(home()))
    return _held() or (process is not None and process.poll() is None)


def _answers(server: LocalServer) -> bool:
    try:
        with urllib.request.urlopen(f"{server.url}/health", timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False
