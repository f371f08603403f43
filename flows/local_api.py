"""The Prefect API of a machine without one: a quiet server that commands share.

Everything here runs before Prefect is imported, so that its settings hold and so that the server
starts while this process still imports.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from blocks.home import home, results
from film.errors import FirstcutError

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
    """Point this process at its Prefect API, and start the local one if none is given or runs.

    Returns at once: the API answers when it is up, and ``wait`` is for when that matters. Call it
    before Prefect is imported, which reads its settings then.
    """
    os.environ.setdefault("PREFECT_LOCAL_STORAGE_PATH", str(results()))
    if os.environ.get("PREFECT_API_URL"):
        return
    for name, value in CLIENT_SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ["PREFECT_HOME"] = str(home() / "prefect")
    os.environ["PREFECT_API_URL"] = launch().url


def wait() -> None:
    """Wait until the API answers; FirstcutError when it does not."""
    url = os.environ["PREFECT_API_URL"]
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if _answers(url):
            return
        ours = running()
        if ours is None and url.startswith("http://127.0.0.1"):
            raise FirstcutError(f"The local Prefect API ended while it started: see {log_file()}")
        time.sleep(0.05)
    raise FirstcutError(
        f"No Prefect API answers at {url}: start it, or unset PREFECT_API_URL to use a local one"
    )


def launch() -> LocalServer:
    """Start the local server, unless it runs already; return which it is.

    The listening socket and the lock are made here and handed to the server's process: its address
    is known before it is up, and no two commands can start two servers.
    """
    home().mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + 5
    while True:
        with lock_file().open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                server = running()
                if server is not None:
                    return server
            else:
                return _start(lock.fileno())
        if time.monotonic() > deadline:
            raise FirstcutError(f"Another process holds {lock_file()} and starts no server")
        time.sleep(0.02)  # another command is starting it this instant


def running() -> LocalServer | None:
    """Return the local server that runs (or starts), or None."""
    if not _held():
        return None
    try:
        state = json.loads(state_file().read_text())
        return LocalServer(pid=state["pid"], url=state["url"])
    except (OSError, ValueError, KeyError):
        return None


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


def _start(lock: int) -> LocalServer:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        log_file().open("ab") as log,
    ):
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "flows.local_server", str(listener.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=(listener.fileno(), lock),
            env=os.environ
            | SERVER_SETTINGS
            | {"PREFECT_HOME": str(home() / "prefect"), "PREFECT_API_URL": url},
        )
    _launched.append(process)
    draft = state_file().with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"pid": process.pid, "url": url}))
    draft.replace(state_file())
    return LocalServer(pid=process.pid, url=url)


_launched: list["subprocess.Popen[bytes]"] = []
"""The server processes that this process started: kept, so that they are reaped."""


def _held() -> bool:
    for process in _launched:
        process.poll()
    if not lock_file().exists():
        return False
    with lock_file().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False
