"""The floor with real processes: started on demand, shared, killed, fair, silent of secrets."""

import json
import logging
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blocks.local import floor, floor_place
from blocks.local.floor_wire import receive, send
from film.assets import Asset, AssetStore, LocalAssetStore
from film.errors import BadRequest, EngineBusy, EngineFailed, EngineMissing, StorageFull
from tests.blocks.local.lathe import Lathe, Piece, offered, wanted
from tests.blocks.relay import Relay
from tests.studio.studio import wait_for

SOON = 60
"""Seconds within which a process starts on a machine with much to do."""
SECRET = "planted-3f81-secret"  # noqa: S105


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Give the floor a home of its own; it ends when that is removed."""
    folder = Path(tempfile.mkdtemp(prefix="firstcut-floor-"))
    with pytest.MonkeyPatch.context() as patch, offered(folder / "installed"):
        patch.setenv("FIRSTCUT_HOME", str(folder))
        patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        yield folder
        pid = floor.status()["pid"] if floor_place.is_running() else None
        shutil.rmtree(folder)
        if pid:
            wait_for("the floor's end", lambda: not alive(pid), SOON)


@pytest.fixture
def shelf(home: Path, tmp_path: Path) -> AssetStore:
    """Return an asset store of a run."""
    return LocalAssetStore(tmp_path / "assets")


def alive(pid: int) -> bool:
    """Say whether a process lives."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ask(
    store: AssetStore, name: str, run: str = "run-a", rank: int = 2, **more: int | bool
) -> Asset:
    """Have the floor turn a piece."""
    made = floor.ask(wanted(Piece(name=name, **more), store, run, rank))
    assert isinstance(made, Asset)
    return made


def ended(store: AssetStore, made: Asset) -> float:
    """Return when a piece was done, on the machine's monotonic clock."""
    return float(json.loads(store.path(made).read_text())["ended"])


def test_the_first_who_asks_starts_it_and_the_next_finds_the_model_loaded(
    shelf: AssetStore,
) -> None:
    made = ask(shelf, "one")
    assert json.loads(shelf.path(made).read_text())["name"] == "one"
    before = floor.status()
    ask(shelf, "two", run="run-b")
    after = floor.status()
    assert after["pid"] == before["pid"]
    assert (before["loads"], after["loads"]) == (1, 1)
    assert after["done"] == before["done"] + 1
    assert after["models"] == {"lathe": 1.0}


def test_nobody_else_can_come_in(shelf: AssetStore) -> None:
    ask(shelf, "one")
    at = floor_place.place()
    assert stat.S_IMODE(at.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (at.socket, at.key)} == {0o600}
    line = floor_place._knocked(at)
    assert line is not None
    with line:
        assert not floor_place._introduced(line, b"another key")


def test_it_does_what_it_is_for_and_nothing_else(shelf: AssetStore) -> None:
    for method in (Lathe.fetch, Lathe.fingerprint):
        job = floor.Wanted(Lathe(), method, {}, "run-a", 2)
        with pytest.raises(EngineMissing, match="on the floor"):
            floor.ask(job)


def test_what_goes_wrong_comes_back_as_what_it_is(shelf: AssetStore, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="needs a name"):
        ask(shelf, "")

    class Full(LocalAssetStore):
        def _move_in(self, source: Path, place: Path) -> None:
            raise StorageFull("Cannot write: the disk is full")

    with pytest.raises(StorageFull, match="disk is full"):
        ask(Full(tmp_path / "full"), "one")


def test_progress_is_told_in_the_runs_own_log(
    shelf: AssetStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "firstcut.local"):
        ask(shelf, "told", steps=4)
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"Piece told: step {step} of 4" for step in (1, 2, 3, 4)]


def test_short_of_memory_it_goes_on_lighter_or_says_so_and_serves_the_next(
    shelf: AssetStore,
) -> None:
    pytest.importorskip("torch", reason="what memory is short of is torch's to say")
    pid = floor.status()["pid"]
    assert ask(shelf, "heavy", heavy=True)
    with pytest.raises(EngineFailed, match="ran out of memory on cpu, also with less"):
        ask(shelf, "too-heavy", too_heavy=True)
    assert ask(shelf, "light")
    assert floor.status()["pid"] == pid


def test_runs_take_turns_and_the_rush_goes_first(shelf: AssetStore) -> None:
    asked = [("a", 2)] * 6 + [("b", 2)] * 2 + [("c", 1)] * 2
    done: dict[str, list[float]] = {"a": [], "b": [], "c": []}

    def one(number: int) -> None:
        run, rank = asked[number]
        made = ask(shelf, f"{run}{number}", f"fair-{run}", rank, steps=20)
        done[run].append(ended(shelf, made))

    with ThreadPoolExecutor(len(asked) + 1) as pool:
        first = pool.submit(ask, shelf, "before", "fair-0", steps=150)
        wait_for("the model at work", lambda: floor.status()["under_way"], SOON)
        work = [pool.submit(one, number) for number in range(len(asked))]
        wait_for(
            "everybody in the line",
            lambda: len(floor.status()["under_way"]) == len(asked) + 1 or first.done(),
            SOON,
        )
        for piece in work:
            piece.result()
    a, b, c = (sorted(done[run]) for run in "abc")
    assert max(c) < sorted([*a, *b])[2], "the rush did not go first"
    assert max(b) < a[3], "b waited for a's whole film"


def test_killed_at_work_it_fails_for_now_and_is_there_again(shelf: AssetStore) -> None:
    ask(shelf, "before")
    pid = floor.status()["pid"]
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(ask, shelf, "cut-off", steps=60_000)
        wait_for("the work", lambda: floor.status()["under_way"], SOON)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineBusy, match="ended while it worked") as caught:
            work.result(SOON)
    assert caught.value.retryable  # the task's policy asks again
    assert ask(shelf, "cut-off")
    assert floor.status()["pid"] != pid


def test_work_for_a_run_that_was_killed_stops_and_what_waits_is_dropped(
    shelf: AssetStore, tmp_path: Path
) -> None:
    ask(shelf, "before")
    pid = floor.status()["pid"]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.blocks.local.lathe", str(tmp_path / "doomed")],
        stdin=subprocess.DEVNULL,
    ) as run:
        wait_for("its work", lambda: len(floor.status()["under_way"]) == 3, SOON)
        run.send_signal(signal.SIGKILL)
    wait_for("the end of its work", lambda: not floor.status()["under_way"], 5)
    assert ask(shelf, "after")
    assert floor.status()["pid"] == pid


def test_a_run_of_other_source_waits_until_nobody_has_work_here(shelf: AssetStore) -> None:
    ask(shelf, "before")
    pid = floor.status()["pid"]
    with ThreadPoolExecutor(1) as pool:
        own = pool.submit(ask, shelf, "own", steps=300)
        wait_for("its work", lambda: floor.status()["under_way"], SOON)
        with floor_place.way_to_the_floor() as line:
            send(line, **wanted(Piece(name="x"), shelf).message() | {"identity": "other"})
            assert receive(line) == {"taken": "other"}
        assert floor.status()["retiring"]
        assert own.result(SOON)
    wait_for("the floor's end", lambda: not alive(pid), SOON)
    assert ask(shelf, "after")


def test_neither_the_socket_nor_the_log_sees_a_secret(shelf: AssetStore, home: Path) -> None:
    with Relay(floor_place.place().socket) as relay:
        engine = Lathe(s3_credentials="aws-credentials/weights")
        given = {"piece": Piece(name="seen"), "store": shelf}
        made = floor.ask(floor.Wanted(engine, Lathe.turn, given, "run-a", 2))
        assert shelf.has(made)
        heard = relay.heard()
    assert b"aws-credentials/weights" in heard  # the block's name travels, not what it holds
    key = floor_place.place().key.read_bytes()
    log = (home / "floor.log").read_bytes()
    assert b"Piece seen" in log
    for secret in (SECRET.encode(), key):
        assert secret not in heard
        assert secret not in log


def test_idle_it_ends_and_gives_everything_back(
    tmp_path_factory: pytest.TempPathFactory, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(tempfile.mkdtemp(prefix="firstcut-idle-"))
    monkeypatch.setenv("FIRSTCUT_HOME", str(own))
    monkeypatch.setenv("FIRSTCUT_FLOOR_IDLE", "1")
    ask(LocalAssetStore(own / "assets"), "one")
    wait_for("the floor's end", lambda: not floor_place.is_running(), SOON)
    assert not floor_place.place().socket.exists()
    assert "The floor ends" in (own / "floor.log").read_text()
    with pytest.raises(EngineMissing, match="No floor runs"):
        floor.status()
    shutil.rmtree(own)
