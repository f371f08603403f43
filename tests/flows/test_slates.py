"""Shots that fail for good: slates stand in for them, and the film says that it is incomplete."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from flows.cli.local_run import INCOMPLETE
from flows.standins.faults import Fault
from flows.standins.server import StandIns
from tests.command import firstcut
from tests.flows.conftest import ONE_LINE

pytestmark = pytest.mark.e2e

REASON = "<i>the model</i> gave up"


@pytest.fixture(scope="module")
def vendors() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with StandIns() as house, pytest.MonkeyPatch.context() as patch:
        for variable, value in house.environment.items():
            patch.setenv(variable, value)
        yield house


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("slates-home")
    yield folder
    firstcut("server", "stop", home=folder)


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Return the command that makes the film; its films lie in the last argument."""
    folder = tmp_path_factory.mktemp("slates")
    script = folder / "lamp.fountain"
    script.write_text(ONE_LINE)
    asked = ("make", "--script", str(script), "--resolution", "360p", "--out", str(folder))
    return (*asked, "--video", "luma", "--lipsync", "replicate")


def report_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return found


def frames_in(path: Path) -> list[NDArray[np.uint8]]:
    """Return a film's frames as luma."""
    with av.open(str(path)) as file:
        found: Any = file.decode(video=0)
        return [frame.to_ndarray(format="gray") for frame in found]


def is_slate(frame: NDArray[np.uint8]) -> bool:
    """Say whether a frame has the clapper's stripes along its top, over a dark card with type."""
    stripes = (frame[20] > 150).astype(int)
    card = frame[60:]
    return bool(
        np.abs(np.diff(stripes)).sum() > 10
        and np.median(card) < 60
        and 0.002 < (card > 120).mean() < 0.15
    )


def test_a_film_completes_with_slates_and_run_again_makes_only_what_is_missing(
    vendors: StandIns, home: Path, command: tuple[str, ...]
) -> None:
    """One of two shots fails at Luma, and the mouths of the other at Replicate."""
    vendors.misbehave("luma", "create", Fault(name="job_fails", message=REASON))
    vendors.misbehave("replicate", "create", Fault(name="job_fails", message=REASON, times=-1))
    done = firstcut(*command, "--failed-shots", "slate", home=home)
    assert done.returncode == INCOMPLETE, done.stdout + done.stderr
    assert "The film is incomplete" in done.stderr
    folder = Path(done.stdout.strip().splitlines()[-1]).parent
    report = report_in(folder)
    missing = {one["shot"]: one for one in report["missing"]}
    slates = [one for one in report["missing"] if one["stands_in"] == "slate"]
    assert len(slates) == 1
    assert slates[0]["stage"] == "scenes"
    assert REASON in slates[0]["reason"]
    counted = {one["stage"]: one["slates"] for one in report["stages"]}
    assert counted["scenes"] == 1
    assert counted["lipsync"] == len(missing) - 1
    assert [one["name"] for one in report["checks"] if not one["passed"]] == ["complete"]
    page = (folder / "index.html").read_text()
    assert "Incomplete." in page
    assert "&lt;i&gt;the model" in page
    assert "<i>the model" not in page
    seen = [is_slate(frame) for frame in frames_in(folder / "film.mp4")]
    assert len(seen) == report["frames"]
    assert 24 < sum(seen) < len(seen) - 24

    vendors.reset()
    again = firstcut(*command, "--failed-shots", "slate", home=home)
    assert again.returncode == 0, again.stdout + again.stderr
    whole = report_in(folder)
    assert whole["missing"] == []
    assert whole["frames"] == report["frames"]
    assert len(vendors.calls("luma", "create")) == 1, "only the shot that failed"
    assert not any(map(is_slate, frames_in(folder / "film.mp4")))


@pytest.mark.parametrize(
    ("why", "fault"),
    [
        ("key", Fault(name="status", status=401, times=-1)),
        ("all", Fault(name="job_fails", message=REASON, times=-1)),
    ],
)
def test_slates_alone_are_no_film(
    why: str, fault: Fault, vendors: StandIns, home: Path, command: tuple[str, ...]
) -> None:
    vendors.reset()
    vendors.misbehave("luma", "create", fault)
    done = firstcut(*command, "--seed", "5", "--failed-shots", "slate", home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Luma" in done.stderr


def test_a_spent_budget_stops_the_film(
    vendors: StandIns, home: Path, command: tuple[str, ...]
) -> None:
    vendors.reset()
    done = firstcut(
        *command, "--seed", "6", "--failed-shots", "slate", "--budget", "0.01", home=home
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "would pass the budget" in done.stderr
