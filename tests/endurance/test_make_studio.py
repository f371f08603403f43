"""``make studio``: everything on one machine, by one command, as somebody who just cloned it."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from film.assets import hash_file
from tests.studio.studio import ENDED, FILM_SECONDS, START_SECONDS, free_port, wait_for

READY = "Ctrl-C closes the studio"


class Command:
    """A running ``firstcut studio`` of a home of its own."""

    def __init__(self, home: Path, *ports: int) -> None:
        self.log = home.with_name(f"{home.name}-{ports[0]}.log")
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PREFECT", "FIRSTCUT"))
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "deployments", "studio", "--no-gpu"),
                    *("--port", str(ports[0]), "--desk-port", str(ports[1])),
                ],
                env=outside | {"FIRSTCUT_HOME": str(home), "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def printed(self) -> str:
        """What it said so far."""
        return self.log.read_text()

    def wait(self) -> None:
        """Wait until it takes orders."""
        wait_for("the studio", lambda: READY in self.printed or self.ended, 2 * START_SECONDS)
        assert READY in self.printed, self.printed

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    def close(self) -> int:
        """Close it as Ctrl-C does, and return its exit code."""
        if not self.ended:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(90)


@pytest.fixture
def ports() -> tuple[int, int]:
    """Lend two free ports."""
    return free_port(), free_port()


@pytest.fixture
def studio(tmp_path: Path, ports: tuple[int, int]) -> Iterator[Command]:
    """Lend a studio that takes orders."""
    command = Command(tmp_path / "home", *ports)
    try:
        command.wait()
        yield command
    finally:
        command.close()


def run_curl(printed: str, body: str) -> dict[str, Any]:
    """Run the curl line that a studio printed, with another request; return the run."""
    line = re.search(r"curl -X POST.*?'\{.*?\}'\n", printed, re.DOTALL)
    assert line
    arguments = shlex.split(line[0].replace("\\\n", " "))
    arguments[arguments.index("-d") + 1] = body
    done = subprocess.run([*arguments, "-s", "-f"], capture_output=True, check=True)
    run: dict[str, Any] = httpx.Response(200, content=done.stdout).json()
    return run


def state_of(api: str, run: str) -> str:
    """Return a run's state type."""
    found: str = httpx.get(f"{api}/flow_runs/{run}").json()["state"]["type"]
    return found


def deliverables(api: str, run: str) -> dict[str, dict[str, Any]]:
    """Return a run's deliverables by name, as its artifact lists them."""
    body = {"artifacts": {"flow_run_id": {"any_": [run]}, "key": {"any_": ["deliverables"]}}}
    found = httpx.post(f"{api}/artifacts/filter", json=body).json()
    return {row["file"]: row for row in httpx.Response(200, content=found[0]["data"]).json()}


def test_the_curl_line_makes_a_film_that_the_desk_opens(
    studio: Command, ports: tuple[int, int], tmp_path: Path
) -> None:
    api = f"http://127.0.0.1:{ports[0]}/api"
    body = '{"parameters": {"request": {"prompt": "A storm", "length": 15, "resolution": "360p"}}}'
    run = run_curl(studio.printed, body)["id"]
    second = Command(tmp_path / "home", free_port(), free_port())
    second.wait()
    assert second.process.wait(30) == 0
    assert api in second.printed, "it does not say where this home's studio is"
    wait_for("the film", lambda: state_of(api, run) in ENDED, FILM_SECONDS)
    assert state_of(api, run) == "COMPLETED"
    film = deliverables(api, run)["film.mp4"]
    assert film["link"].startswith(f"http://127.0.0.1:{ports[1]}/")
    opened = tmp_path / "film.mp4"
    opened.write_bytes(httpx.get(film["link"]).content)
    assert (hash_file(opened), opened.stat().st_size) == (film["sha256"], film["bytes"])
    figures = httpx.get(f"http://127.0.0.1:{ports[1]}/metrics").text
    assert "firstcut" in figures


def test_a_film_that_was_cut_off_goes_on_when_the_studio_opens_again(
    studio: Command, ports: tuple[int, int], tmp_path: Path
) -> None:
    api = f"http://127.0.0.1:{ports[0]}/api"
    body = '{"parameters": {"request": {"prompt": "A fox", "length": 15, "resolution": "360p"}}}'
    run = run_curl(studio.printed, body)["id"]
    wait_for("a start", lambda: state_of(api, run) == "RUNNING", 60)
    made = tmp_path / "home" / "assets"
    wait_for("work", lambda: len(list(made.glob("??/*"))) > 3, 60)
    assert studio.close() == 0
    assert not list((tmp_path / "home" / "films").glob("*/film.mp4"))
    again = Command(tmp_path / "home", *ports)
    try:
        again.wait()
        assert "go on" in again.printed
        wait_for("the film", lambda: state_of(api, run) in ENDED, FILM_SECONDS)
        assert state_of(api, run) == "COMPLETED"
    finally:
        again.close()


def test_a_port_that_is_taken_is_told_with_the_option_for_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = Command(tmp_path / "home", port, free_port())
        assert command.process.wait(60) == 1
    assert f"Port {port} is taken" in command.printed
    assert "--port" in command.printed
