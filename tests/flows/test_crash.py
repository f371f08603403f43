"""Kill -9 in every stage: the rerun goes on, makes nothing finished twice, and the same film."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from tests.command import firstcut, kill, start
from tests.content import content_of
from tests.flows.conftest import SCRIPT, ShortFilm, make_film

pytestmark = pytest.mark.e2e

STAGES = ("voice", "characters", "scenes", "music", "lipsync", "compose")
LONGEST = 120


def results(home: Path) -> dict[str, bytes]:
    """Return every stored result of finished work."""
    folder = home / "results"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def finished(home: Path, stage: str) -> bool:
    """Say whether some work of a stage is finished: its results name what they hold."""
    marks = {
        "voice": b"film.speech.Recording",
        "characters": b"film.shots.CharacterSheet",
        "scenes": b"film.shots.Take",
        "music": b"film.sound.Music",
        "lipsync": b"film.shots.Take",
        "compose": b"film.deliverables.Soundtrack",
    }
    found = sum(marks[stage] in text for text in results(home).values())
    return found > (5 if stage == "lipsync" else 0)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not get there"
        time.sleep(0.02)


def workers_of(pid: int) -> list[psutil.Process]:
    """Return the processes that draw and play for a command: the local API is not its own."""
    try:
        family = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [one for one in family if "flows.local_server" not in command_line(one)]


def command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Lend a home whose local API is ended afterwards."""
    folder = tmp_path_factory.mktemp("crash-home")
    yield folder
    firstcut("server", "stop", home=folder)


def run_until_finished(stage: str, arguments: Sequence[str], home: Path) -> None:
    """Run the command and kill it as soon as some work of the stage is finished."""
    process = start(*arguments, home=home)
    wait_for(lambda: finished(home, stage) or process.poll() is not None)
    assert process.poll() is None, f"{stage}: {process.communicate()}"
    workers = workers_of(process.pid)
    kill(process)
    process.communicate()
    wait_for(lambda: not any(worker.is_running() for worker in workers))


def test_killed_in_stage_after_stage_it_ends_with_the_same_film(
    short_film: ShortFilm, home: Path, tmp_path: Path
) -> None:
    script, films = tmp_path / "lamp.fountain", tmp_path / "films"
    script.write_text(SCRIPT)
    command = ("make", "--script", str(script), "--resolution", "360p", "--out", str(films))
    for stage in STAGES:
        before = results(home)
        run_until_finished(stage, command, home)
        after = results(home)
        assert {name: after[name] for name in before} == before, f"{stage}: made twice"
        assert not list(films.glob("*/film.mp4")), f"{stage}: half a film delivered"
    film = make_film(script, films, home=home)
    assert content_of(film.folder / "film.mp4") == content_of(short_film.folder / "film.mp4")
    reused = {stage["stage"]: stage["reused"] for stage in film.report["stages"]}
    assert reused["voice"] == 3
    assert reused["characters"] == 2
    scratch = home / "assets" / "scratch"
    assert not list(scratch.iterdir()), "work in progress was left behind"
