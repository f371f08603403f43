"""The local Prefect server's process: one a home, on loopback, ended when nobody has called."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from blocks.home import home
from flows import local_api

IDLE_SECONDS = float(os.environ.get("FIRSTCUT_SERVER_IDLE", "900"))
"""Seconds without a request after which the server ends."""


def main() -> None:
    """Serve on the socket that the launching command made, until told to stop or idle."""
    import uvicorn

    _lay_out_database()
    with socket.socket(fileno=int(sys.argv[1])) as listener:
        from prefect.server.api.server import create_app

        from flows.sqlite_turns import take_turns

        take_turns()
        visits = _Visits(create_app())
        server = uvicorn.Server(
            uvicorn.Config(visits, log_level="warning", lifespan="on", timeout_graceful_shutdown=3)
        )
        threading.Thread(target=_end_when_idle, args=(server, visits), daemon=True).start()
        server.run(sockets=[listener])


def prepare() -> Path:
    """Lay out an empty database once for this installation; new homes start from a copy.

    Laying one out takes Prefect's migrations some ten seconds, a copy takes none.
    """
    template = _template()
    if template.exists():
        return template
    template.parent.mkdir(parents=True, exist_ok=True)
    draft = template.with_suffix(f".{os.getpid()}")
    subprocess.run(
        [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"],
        env=os.environ
        | local_api.SERVER_SETTINGS
        | {
            "PREFECT_HOME": str(template.parent / "prefect"),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{draft}",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    with sqlite3.connect(draft) as database:  # one file, without a journal beside it
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode=DELETE")
    database.close()
    draft.replace(template)
    return template


def _template() -> Path:
    return Path(sys.prefix) / "var" / "firstcut" / f"prefect-{version('prefect')}.db"


def _lay_out_database() -> None:
    database = home() / "prefect" / "prefect.db"
    if database.exists() or not _template().exists():
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    draft = database.with_suffix(f".{os.getpid()}")
    shutil.copyfile(_template(), draft)
    draft.replace(database)


class _Visits:
    """An ASGI application that remembers when it was last called, and what is still open."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self.last = time.monotonic()
        self.open = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        self.open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open -= 1
            self.last = time.monotonic()


def _end_when_idle(server: Any, visits: _Visits) -> None:
    pause = threading.Event()
    while visits.open or time.monotonic() - visits.last < IDLE_SECONDS:
        pause.wait(min(5.0, IDLE_SECONDS))
    server.should_exit = True


if __name__ == "__main__":
    main()
