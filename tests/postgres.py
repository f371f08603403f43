"""A PostgreSQL server of the tests' own: in a folder, on loopback, gone afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.studio.studio import free_port, wait_for

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin")
"""Where systems keep PostgreSQL's programs: Debian's are not on the path."""
OWNER = "postgres"
"""Who runs it where tests run as root, which PostgreSQL refuses."""


def program(name: str) -> str:
    """Return where one of PostgreSQL's programs lies; AssertionError when it is not installed."""
    found = shutil.which(name)
    if found:
        return found
    for place in PLACES:
        for folder in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            if (folder / name).exists():
                return str(folder / name)
    raise AssertionError(f"{name} is not here: install PostgreSQL (Debian: postgresql)")


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server in a folder of its own, and lend the URL of its database for Prefect."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as name, _running(Path(name)) as url:
        yield url


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    data, port = folder / "data", free_port()
    if os.getuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    init = [program("initdb"), "--pgdata", str(data), "--username", OWNER, "--auth", "trust"]
    init += ["--encoding", "UTF8", "--no-sync"]
    subprocess.run(_as_owner(init), cwd=folder, stdin=subprocess.DEVNULL, check=True)
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "fsync": "off",
        "max_connections": 200,
    }
    start = [program("postgres"), "-D", str(data)]
    for name, value in settings.items():
        start += ["-c", f"{name}={value}"]
    with (folder / "postgres.log").open("wb") as log:
        server = subprocess.Popen(
            _as_owner(start), cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        ready = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", OWNER]
        wait_for(
            "PostgreSQL",
            lambda: subprocess.run(ready, check=False).returncode == 0,
            60,
        )
        yield f"postgresql+asyncpg://{OWNER}@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # ends open connections, and writes all that there is
        with suppress(subprocess.TimeoutExpired):
            server.wait(30)
        server.kill()
        server.wait()


def _as_owner(command: list[str]) -> list[str]:
    """Return a command as somebody runs it who is not root."""
    if os.getuid() != 0:
        return command
    become = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"]
    return [*become, *command]
