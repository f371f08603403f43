"""Ctrl-C, a killed worker, a full disk: clean ends that lose nothing."""

import signal
import time
from pathlib import Path

import httpx
import psutil
import pytest

from tests.api import PrefectApi
from tests.command import SECONDS, firstcut, start
from tests.flows.conftest import SCRIPT, make_film
from tests.flows.test_crash import finished, results, wait_for, workers_of

pytestmark = pytest.mark.e2e


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.fountain"
    path.write_text(SCRIPT)
    return path


def test_ctrl_c_cancels_the_run_ends_its_children_and_keeps_what_is_done(
    tmp_path: Path, script: Path
) -> None:
    home, films = tmp_path / "home", tmp_path / "films"
    process = start(
        *("make", "--script", str(script), "--resolution", "360p", "--out", str(films)), home=home
    )
    wait_for(lambda: finished(home, "scenes"))
    workers = workers_of(process.pid)
    pressed = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert time.monotonic() - pressed < 20
    assert "run it again to go on" in err
    assert "Traceback" not in err
    wait_for(lambda: not any(worker.is_running() for worker in workers))
    assert states(home) == ["CANCELLED"]
    kept = results(home)
    assert kept
    assert not list(films.glob("*/film.mp4"))
    make_film(script, films, home=home)
    after = results(home)
    assert {name: after[name] for name in kept} == kept
    firstcut("server", "stop", home=home)


def states(home: Path) -> list[str]:
    printed = firstcut("server", "status", home=home).stdout
    url = printed.split("Running at ")[1].split()[0]
    runs = httpx.post(f"{url}/flow_runs/filter", json={}).json()
    return [run["state_type"] for run in runs]


def test_a_killed_worker_is_replaced_and_the_film_finished(
    api: PrefectApi, tmp_path: Path, script: Path
) -> None:
    process = start(
        *("make", "--script", str(script), "--resolution", "360p", "--seed", "77"),
        *("--out", str(tmp_path / "films")),
    )

    def drawing() -> list[psutil.Process]:
        return [one for one in workers_of(process.pid) if one.cpu_times().user > 1.0]

    wait_for(lambda: bool(drawing()) or process.poll() is not None)
    for worker in drawing()[-1:]:
        worker.kill()
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, err
    assert Path(out.strip().splitlines()[-1]).exists()


def test_a_full_disk_is_said_in_a_sentence_and_what_was_made_is_kept(
    tmp_path: Path, script: Path
) -> None:
    """Files of more than 200 kB cannot be written: recordings fit, takes do not."""
    films = tmp_path / "films"
    done = firstcut(
        *("make", "--script", str(script), "--resolution", "360p", "--seed", "78"),
        *("--out", str(films)),
        largest_file=200_000,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Cannot" in done.stderr
    assert not list(films.glob("*/film.mp4"))
    make_film(script, films, "--seed", "78")
