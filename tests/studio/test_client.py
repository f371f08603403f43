"""The client path: the how-to's commands as they stand there, and the command line at a studio."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from prefect import flow, runtime, task
from prefect.events import emit_event

from film.assets import hash_file
from flows.client import Run
from flows.client import Studio as Client
from flows.client.elsewhere import elsewhere
from tests.api import PrefectApi
from tests.flows.transforming import task_runs
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "use-the-api.md"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(heading: str, language: str) -> str:
    """Return the code that the how-to has under a heading, one block after the other."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = [code for kind, code in BLOCK.findall(section) if kind == language]
    assert found
    return "\n".join(found)


def run(studio: Studio, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a caller on the workers' machine does, in a folder of the caller's."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        env=studio.environment | {"PATH": programs, "COLUMNS": "120"},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=3 * FILM_SECONDS,
        check=False,
    )


def firstcut(studio: Studio, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return run(studio, folder, sys.executable, "-c", "from flows.cli import main; main()", *words)


@pytest.fixture(scope="module")
def made(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Have the studio make a small film, asked for and watched on the command line."""
    folder = tmp_path_factory.mktemp("caller")
    script = folder / "lamp.fountain"
    script.write_text(SMALL["screenplay"])
    asked = ["submit", "--script", str(script), "--resolution", "360p", "--queue", "rush"]
    done = firstcut(studio, folder, *asked, "--key", "made", "--tag", "caller", "--watch")
    assert done.returncode == 0, done.stdout + done.stderr
    first, *_, last = done.stdout.split("\n\n")[0].splitlines()
    assert "Completed" in done.stdout
    assert last
    with Client(studio.url) as client:
        return client.run(first.strip())


def test_the_how_to_in_curl(studio: Studio, tmp_path: Path) -> None:
    script = "set -euo pipefail\n" + blocks("From any program, with curl", "sh")
    done = run(studio, tmp_path, "bash", "-c", script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "film.mp4: OK" in done.stdout
    assert "'polka' is not one of" in done.stdout
    cancelled, _, retried = done.stdout.split()[-3:]
    assert (cancelled, retried) == ("CANCELLED", "COMPLETED")


def test_the_how_to_in_python(studio: Studio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, sys.executable, "-c", blocks("From Python", "python"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Completed 100%" in done.stdout
    assert (tmp_path / "films" / "fox" / "film.mp4").stat().st_size > 10_000


def test_the_how_to_on_the_command_line(studio: Studio, tmp_path: Path) -> None:
    words = blocks("From the command line", "sh")
    done = run(studio, tmp_path, "bash", "-c", f"set -euo pipefail\n{words}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "films" / "fox-4" / "film.mp4").stat().st_size > 10_000
    assert "film.mp4\tfile://" in done.stdout


def test_a_run_goes_by_its_id_its_beginning_or_its_name(studio: Studio, made: Run) -> None:
    with Client(studio.url) as client:
        assert client.run(made.id).id == client.run(made.id[:13]).id == made.id
        assert made.id in {one.id for one in client.runs()}
        assert made.queue == "rush"
        assert "caller" in client.run(made.id).tags


def test_a_fetched_film_is_what_was_delivered(studio: Studio, made: Run, tmp_path: Path) -> None:
    done = firstcut(studio, tmp_path, "fetch", made.id)
    assert done.returncode == 0, done.stderr
    folder = (tmp_path / done.stdout.strip()).parent
    assert folder == tmp_path / "films" / "the-lamp"
    with Client(studio.url) as client:
        files = client.deliverables(made)
    assert {one.file for one in files} >= {"film.mp4", "index.html", "stems/music.flac"}
    for one in files:
        assert hash_file(folder / one.file) == one.sha256, one.file
    assert json.loads((folder / "report.json").read_text())["run"] == made.id
    whole = (folder / "film.mp4").stat()
    (folder / "story.json").write_text("{}")
    firstcut(studio, tmp_path, "fetch", made.id)
    assert (folder / "film.mp4").stat().st_mtime_ns == whole.st_mtime_ns, "it is left as it is"
    assert (folder / "story.json").read_text() != "{}", "and this is fetched again"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["submit", "A fox", "--deployment", "opera"], 2, "make-movie/animatic"),
        (["submit", "A fox", "--genre", "polka"], 2, "Genre"),
        (["submit", "A fox", "--queue", "slow"], 2, "rush, standard, batch"),
        (["submit", "A fox", "--video", "nobody"], 2, "There is no video engine 'nobody'"),
        (["submit"], 2, "either a prompt or a screenplay"),
        (["status", "ffffffff"], 2, "knows no run 'ffffffff'"),
        (["watch", "no-such-run"], 2, "knows no run 'no-such-run'"),
        (["fetch", "ffffffff-ffff-4fff-8fff-ffffffffffff"], 2, "knows no run"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_what_cannot_be_is_said_in_a_sentence(
    studio: Studio, tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    done = firstcut(studio, tmp_path, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_film_that_is_made_is_neither_cancelled_nor_tried_again(
    studio: Studio, made: Run, tmp_path: Path
) -> None:
    for words, why in (("cancel", "has ended already"), ("retry", "nothing to try again")):
        done = firstcut(studio, tmp_path, words, made.id)
        assert done.returncode == 2
        assert why in done.stderr


def test_a_film_that_waits_is_cancelled_and_goes_on_when_it_is_tried_again(
    studio: Studio, tmp_path: Path
) -> None:
    with Client(studio.url) as client:
        waits = client.submit(SMALL, deployment="gpu", crew={"image": "embedded"}, key="waits")
        assert client.submit(SMALL, deployment="gpu", key="waits").id == waits.id
        assert waits.parameters["crew"]["image"] == "embedded"
        assert waits.parameters["crew"]["music"] == "diffusers", "as the deployment has it"
        going = firstcut(studio, tmp_path, "retry", waits.id)
        assert (going.returncode, "still going" in going.stderr) == (2, True)
        assert firstcut(studio, tmp_path, "cancel", waits.id).returncode == 0
        assert client.run(waits.id).state == "CANCELLED"
        watched = firstcut(studio, tmp_path, "watch", waits.id)
        assert (watched.returncode, "Cancelled" in watched.stdout) == (1, True)
        none = firstcut(studio, tmp_path, "fetch", waits.id)
        assert (none.returncode, "delivered no film" in none.stderr) == (2, True)
        assert client.retry(waits).state_name == "AwaitingRetry"
        assert client.cancel(waits).state == "CANCELLED"


def test_a_film_that_crashed_is_followed_on_until_it_has_ended(studio: Studio) -> None:
    with Client(studio.url) as client:
        run = client.submit(SMALL, deployment="gpu", key="crashes")
        for state in ("PENDING", "RUNNING", "CRASHED"):  # as the worker of a dead process says
            studio.post(f"/flow_runs/{run.id}/set_state", {"state": {"type": state}})
        seen = []
        for now in client.follow(run):
            seen.append(now.run.state_name)
            if now.run.state_name == "AwaitingRetry":
                assert client.cancel(run).state == "CANCELLED"
    assert seen[-2:] == ["AwaitingRetry", "Cancelled"]


def test_a_film_that_crashed_for_good_is_not_waited_for(studio: Studio) -> None:
    with Client(studio.url) as client:
        run = client.submit(SMALL, deployment="gpu", key="never begins")
        for state in ("PENDING", "CRASHED"):
            studio.post(f"/flow_runs/{run.id}/set_state", {"state": {"type": state}})
        assert [now.run.state for now in client.follow(run)] == ["CRASHED"]


@task
def look() -> str:
    """Do next to nothing."""
    return str(runtime.flow_run.id)


@flow
def own() -> str:
    """Do it in a run."""
    return look()


def test_runs_of_one_s_own_are_recorded_as_before_after_a_look_elsewhere(
    studio: Studio, api: PrefectApi
) -> None:
    seen = f"firstcut.test.{uuid4()}"
    with elsewhere(studio.url):
        emit_event(seen, resource={"prefect.resource.id": seen})
    here = own()
    wait_for("its task run", lambda: task_runs(here, api), 60)
    asked = {"filter": {"event": {"name": [seen]}}}
    wait_for("the event there", lambda: studio.post("/events/filter", asked)["events"], 60)
