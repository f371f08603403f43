"""A worker of the shared studio whose vendors are stand-ins."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blocks.vendors.limits import limit_name
from flows.standins.server import StandIns
from tests.studio.studio import Studio

SCRIPT = """Title: {title}

EXT. {place} - NIGHT

Fog on the {title}. ANNA, 60s, lifts a lamp.

ANNA
Is anybody at the {title}?
"""


def small(title: str) -> dict[str, str]:
    """Return a request for a small film that no other test has made anything of."""
    screenplay = SCRIPT.format(title=title, place=title.upper())
    return {"screenplay": screenplay, "resolution": "360p"}


@dataclass(frozen=True)
class Cloud:
    """The studio, and the vendors that a worker of its ``gpu`` pool calls."""

    studio: Studio
    vendors: StandIns

    def film_with(self, request: dict[str, Any]) -> str:
        """Ask for a film whose shots Replicate makes; return its run."""
        parameters = {"request": request, "crew": {"video": "replicate"}}
        run: str = self.studio.trigger("make-movie/gpu", parameters)["id"]
        return run

    def posted(self, route: str) -> int:
        """Return how many calls of a Replicate route were answered well."""
        calls = self.vendors.calls("replicate", route)
        return sum(call["method"] == "POST" and (call["status"] or 500) < 300 for call in calls)


def processes(run: str) -> dict[int, str]:
    """Return every living process that was started for a run, with its command."""
    found = {}
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal():
            continue
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if run.encode() in environment and command:
            found[int(process.name)] = command
    return found


@pytest.fixture(scope="module")
def cloud(studio: Studio) -> Iterator[Cloud]:
    """Lend the shared studio with a worker of its own whose vendors are stand-ins."""
    wide = {"name": limit_name("replicate"), "limit": 100, "active": True}
    there = studio.ask("POST", "/v2/concurrency_limits/", wide)
    assert there.is_success or there.status_code == 409, there.text
    with StandIns() as vendors:
        worker = studio.start_worker("gpu", 2, (), **vendors.environment)
        yield Cloud(studio, vendors)
        worker.stop()


def retry(studio: Studio, run: str) -> None:
    """Have a run tried again at once, as the UI does."""
    state = {"type": "SCHEDULED", "name": "AwaitingRetry"}
    studio.post(f"/flow_runs/{run}/set_state", {"state": state})
