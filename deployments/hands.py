"""The studio's hands: one process each, started again when it ends by itself."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 20
"""Longest wait for a process that was asked to end."""
PATIENCE = 5
"""Times that a process which ends by itself is started again, before it is given up."""
STEADY_SECONDS = 60
"""Who ran for so long is forgiven what went before."""
PR_SET_PDEATHSIG = 1
"""What prctl(2) calls it."""


@dataclass
class Hand:
    """One process of the studio: started again when it ends by itself."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    """Where it works and writes its log."""
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    endings: int = 0

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Start it, apart from this terminal's signals."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.started = time.monotonic()

    @property
    def ended(self) -> bool:
        """Whether it does not run any more."""
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> bool:
        """Start it again; False when it has ended too often within a short time."""
        if time.monotonic() - self.started > STEADY_SECONDS:
            self.endings = 0
        self.endings += 1
        if self.endings > PATIENCE:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end; kill it and what it started when it does not in time."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _end_with_parent() -> None:
    """Have the system end this process when the studio's is killed; Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
