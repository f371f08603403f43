"""The command line, run as its users run it: a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner, Result

from flows.cli import app

SECONDS = 300


def firstcut_here(*arguments: str) -> Result:
    """Run ``firstcut`` in this process: quicker, for commands that end before a film is begun."""
    return CliRunner().invoke(app, list(arguments))


def firstcut(
    *arguments: str, home: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``firstcut`` to its end and return what it printed."""
    with start(*arguments, home=home, env=env) as process:
        out, err = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def start(
    *arguments: str, home: Path | None = None, env: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start ``firstcut`` in a process group of its own."""
    own = {"FIRSTCUT_HOME": str(home)} if home else {}
    inherited = {name: value for name, value in os.environ.items() if "PREFECT" not in name}
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=inherited | own | dict(env or {}),
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill -9 a command and nothing else of ours: its children have to notice by themselves."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
