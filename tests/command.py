"""The command line, run as its users run it: a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from flows.cli import app

SECONDS = 300


def firstcut_here(*arguments: str) -> Result:
    """Run ``firstcut`` in this process: quicker, for commands that end before a film is begun."""
    return CliRunner().invoke(app, list(arguments))


def firstcut(
    *arguments: str, home: Path | None = None, largest_file: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``firstcut`` to its end and return what it printed."""
    with start(*arguments, home=home, largest_file=largest_file) as process:
        out, err = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def start(
    *arguments: str, home: Path | None = None, largest_file: int | None = None
) -> "subprocess.Popen[str]":
    """Start ``firstcut`` in a process group of its own, perhaps on a disk that is soon full."""
    own = {"FIRSTCUT_HOME": str(home)} if home else {}
    inherited = {name: value for name, value in os.environ.items() if "PREFECT" not in name}
    limit = ""
    if largest_file:
        limit = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({largest_file},) * 2); "
    return subprocess.Popen(
        [sys.executable, "-c", f"{limit}from flows.cli import main; main()", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=inherited | own,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill -9 a command and nothing else of ours: its children have to notice by themselves."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
