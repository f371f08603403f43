"""Where the floor is: its folder, its process, and the way to it. One a machine, home and GPU."""

import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any

import film
from blocks.home import home
from film.errors import EngineBusy, EngineMissing

START_SECONDS = 120
"""Longest wait for a floor that was just started: it imports, and loads nothing yet."""
TRIES = 5
"""How often a floor may end while somebody comes to it."""
LONGEST = 100
"""Bytes of a Unix socket's path at most, on every system."""
STARTER = "import os; os.fork() and os._exit(0); import blocks.local.floor_process as it; it.main()"
"""Leaves the floor behind, which is no child of the run that started it."""
SHAPING = ("firstcut", "torch", "diffusers", "transformers")
"""Packages whose version makes it another floor."""


@dataclass(frozen=True)
class Place:
    """The floor's files; its folder is for nobody else's eyes."""

    folder: Path
    log: Path

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / "socket"

    @property
    def key(self) -> Path:
        """What callers and the floor know each other by; new with every floor."""
        return self.folder / "key"

    @property
    def lock(self) -> Path:
        """Held by the floor's process as long as it lives."""
        return self.folder / "lock"


def place() -> Place:
    """Return where the floor of this machine, this home and these GPUs is."""
    whose = [socket.gethostname(), os.environ.get("CUDA_VISIBLE_DEVICES", "all")]
    mark = hashlib.sha256(" ".join(whose).encode()).hexdigest()[:8]
    found = Place(home() / f"floor-{mark}", home() / "floor.log")
    if len(os.fsencode(found.socket)) > LONGEST:
        raise EngineMissing(
            f"The folder {home()} has too long a name for a socket: set FIRSTCUT_HOME to a "
            "shorter one"
        )
    return found


@cache
def identity() -> str:
    """Return a digest of the source and the packages that a floor works with.

    A run is served by no other source than its own: results are cached by that.
    """
    digest = hashlib.sha256()
    root = Path(film.__file__).parent.parent
    for path in sorted((*root.glob("film/**/*.py"), *root.glob("blocks/**/*.py"))):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    for package in SHAPING:
        try:
            digest.update(f"{package} {version(package)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{package} absent\n".encode())
    return digest.hexdigest()[:16]


def is_running() -> bool:
    """Say whether a floor runs, or starts, at this place."""
    at = place()
    if not at.lock.exists():
        return False
    with at.lock.open("a") as lock:
        return not _free(lock.fileno())


@contextmanager
def way_to_the_floor(*, start: bool = True) -> Iterator["Connection[Any, Any]"]:
    """Lend a way to the floor, which is started if there is none.

    EngineMissing when none runs and none is to be started, or when it ends as it starts; EngineBusy
    when it does not answer.
    """
    with closing(_reached(start)) as line:
        yield line


def _reached(start: bool) -> "Connection[Any, Any]":
    at = place()
    deadline = time.monotonic() + START_SECONDS
    ended = 0
    while time.monotonic() < deadline:
        if start:
            launch(at)
        elif not is_running():
            raise EngineMissing("No floor runs here: the first run that needs a model starts it")
        line = _knocked(at)
        if line is not None:
            if line.poll(START_SECONDS) and _introduced(line, at.key.read_bytes()):
                return line
            line.close()
            ended += 1
            if ended >= TRIES:
                raise EngineMissing(f"The floor ends as it starts: {at.log} says why")
        time.sleep(0.05)
    raise EngineBusy(f"The floor did not answer within {START_SECONDS} s: see {at.log}")


def _knocked(at: Place) -> "Connection[Any, Any] | None":
    """Return a line to whoever listens; None when nobody does at this instant."""
    knock = socket.socket(socket.AF_UNIX)
    try:
        knock.connect(str(at.socket))
    except (FileNotFoundError, ConnectionRefusedError):
        knock.close()
        return None
    return Connection(knock.detach())


def _introduced(line: "Connection[Any, Any]", key: bytes) -> bool:
    try:
        answer_challenge(line, key)
        deliver_challenge(line, key)
    except (EOFError, OSError, AuthenticationError):  # it ended, or is another by now
        return False
    return True


def launch(at: Place) -> None:
    """Start the floor's process, unless there is one.

    Its listening socket and its lock are made here and handed to it: callers can knock at once, and
    no two runs can start two.
    """
    at.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with at.lock.open("a") as lock:
        if not _free(lock.fileno()):
            return
        draft = at.key.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        draft.touch(0o600)
        draft.write_bytes(secrets.token_hex(32).encode())
        draft.replace(at.key)
        at.socket.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listener, at.log.open("ab") as log:
            listener.bind(str(at.socket))
            at.socket.chmod(0o600)
            listener.listen(512)
            files = (listener.fileno(), lock.fileno())
            starter = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-c", STARTER, str(listener.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=at.folder,
                start_new_session=True,
                pass_fds=files,
                env=_environment(),
            )
        starter.wait()


def _environment() -> dict[str, str]:
    """Return a run's environment without what names the run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT__")}
    return kept | {"FIRSTCUT_HOME": str(home()), "PREFECT_LOGGING_TO_API_ENABLED": "false"}


def _free(lock: int) -> bool:
    """Take a lock that nobody holds, and say whether it was so."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
