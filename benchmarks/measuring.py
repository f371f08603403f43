"""Measuring: whole commands with their process trees, in wall time and peak memory."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

RESULTS = Path(__file__).parent / "results"
"""Where each benchmark leaves its figures, as JSON."""


@dataclass(frozen=True)
class Measured:
    """One run of a command."""

    wall: float
    """Seconds from typing the command to the prompt's return."""
    peak: int
    """Bytes of memory that all its processes had together at most (proportional set size)."""
    printed: str


def measure(command: Sequence[str], home: Path) -> Measured:
    """Run a command with a home of its own, to its end, and watch its process tree.

    Processes that were started into a session of their own, such as the local Prefect API, are
    found by the home in their environment.
    """
    peak = _Peak(home)
    environment = os.environ | {"FIRSTCUT_HOME": str(home)}
    started = time.perf_counter()
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    wall = time.perf_counter() - started
    peak.stop()
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed: {done.stderr}")
    return Measured(wall=wall, peak=peak.bytes, printed=done.stdout)


class _Peak(threading.Thread):
    def __init__(self, home: Path) -> None:
        super().__init__(daemon=True)
        self.home = str(home)
        self.bytes = 0
        self.over = threading.Event()
        self.known: dict[int, bool] = {}
        self.start()

    def stop(self) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.wait(1.0):
            self.bytes = max(self.bytes, sum(self._memory(one) for one in psutil.process_iter()))

    def _memory(self, process: psutil.Process) -> int:
        try:
            if process.pid not in self.known:
                self.known[process.pid] = process.environ().get("FIRSTCUT_HOME") == self.home
            return int(process.memory_full_info().pss) if self.known[process.pid] else 0
        except psutil.Error:
            return 0


def firstcut(*arguments: str) -> list[str]:
    """Return the command line as a user types it."""
    return [str(Path(sys.executable).with_name("firstcut")), *arguments]


def save(name: str, figures: dict[str, object]) -> None:
    """Print figures and keep them as ``results/<name>.json``."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(figures, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    print(f"{name}: {text}")
