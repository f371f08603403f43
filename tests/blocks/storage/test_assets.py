"""Every asset storage: bytes by their content, whole or not there, and no litter."""

import multiprocessing
import os
import resource
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from blocks.storage import AssetStorage
from film.assets import Asset, AssetStore, MediaInfo, hash_file
from film.errors import AssetMissing, FirstcutError, StorageFull
from tests.blocks.storage.conftest import House

BIG = 24_000_000
"""Bytes that take a while to copy."""
SECONDS = 60


@pytest.fixture
def shelf(storage: AssetStorage) -> AssetStore:
    """Lend an empty store of every storage."""
    return storage.open()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Lend a folder on another file system than the store's, from which files cannot be renamed."""
    memory = Path("/dev/shm")  # noqa: S108
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def write(folder: Path, content: bytes = b"words", name: str = "a.json") -> Path:
    """Write a file that can be put into a store."""
    path = folder / name
    path.write_bytes(content)
    return path


def files_in(folder: Path) -> set[str]:
    """Return the name of every file below a folder, scratch included."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_what_is_put_comes_out_again(shelf: AssetStore, tmp_path: Path) -> None:
    info = MediaInfo(frames=3, width=4, height=2)
    asset = shelf.put(write(tmp_path, b"a picture", "still.png"), info)
    assert (asset.media_type, asset.suffix, asset.size) == ("image/png", ".png", 9)
    assert asset.info == info
    assert shelf.has(asset)
    assert shelf.path(asset).read_bytes() == b"a picture"
    assert shelf.path(asset).suffix == ".png"
    assert hash_file(shelf.path(asset)) == asset.sha256


def test_the_same_bytes_are_the_same_asset(shelf: AssetStore, tmp_path: Path) -> None:
    first = shelf.put(write(tmp_path, name="one.json"))
    second = shelf.put(write(tmp_path, name="two.json"))
    other = shelf.put(write(tmp_path, b"other words"))
    assert first == second != other
    assert shelf.path(first) == shelf.path(second) != shelf.path(other)


def test_an_empty_file_is_an_asset(shelf: AssetStore, tmp_path: Path) -> None:
    asset = shelf.put(write(tmp_path, b""))
    assert asset.size == 0
    assert shelf.has(asset)


def test_a_store_that_is_opened_again_has_it_all(
    house: House, shelf: AssetStore, tmp_path: Path
) -> None:
    asset = shelf.put(write(tmp_path))
    assert house.open(tmp_path).open().path(asset).read_bytes() == b"words"


def test_what_was_never_put_is_missing(shelf: AssetStore) -> None:
    nobody = Asset(sha256="0" * 64, media_type="video/mp4", size=1, suffix=".mp4")
    assert not shelf.has(nobody)
    with pytest.raises(AssetMissing, match="000000000000"):
        shelf.path(nobody)


@pytest.mark.parametrize("left", [b"wor", None], ids=["cut", "gone"])
def test_bytes_that_are_not_whole_are_not_there_and_can_be_put_again(
    house: House, storage: AssetStorage, tmp_path: Path, left: bytes | None
) -> None:
    shelf = storage.open()
    asset = shelf.put(write(tmp_path))
    house.harm(storage, asset, left)
    assert not shelf.has(asset)
    with pytest.raises(AssetMissing):
        shelf.path(asset)
    assert shelf.put(write(tmp_path)) == asset
    assert shelf.path(asset).read_bytes() == b"words"


def test_files_come_in_from_another_disk_and_leave_no_litter(
    shelf: AssetStore, elsewhere: Path, tmp_path: Path
) -> None:
    asset = shelf.put(write(elsewhere))
    assert shelf.path(asset).read_bytes() == b"words"
    assert files_in(tmp_path) == {shelf.path(asset).name}


def test_scratch_is_empty_and_goes_away(shelf: AssetStore) -> None:
    with shelf.scratch() as one, shelf.scratch() as other:
        assert one != other
        assert list(one.iterdir()) == []
        write(one)
        (one / "deep").mkdir()
    assert not one.exists()
    assert not other.exists()


def test_scratch_goes_away_after_a_failure(shelf: AssetStore) -> None:
    folders = []

    def fail() -> None:
        with shelf.scratch() as folder:
            folders.append(write(folder).parent)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not folders[0].exists()


def test_work_in_scratch_moves_into_the_store(shelf: AssetStore) -> None:
    with shelf.scratch() as folder:
        asset = shelf.put(write(folder))
    assert shelf.path(asset).read_bytes() == b"words"


def in_another_process(function: Callable[..., None], *args: Any) -> tuple[Any, Connection]:
    """Start a module-level function in a new process; return that and the pipe from it."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=function, args=(there, *args))
    process.start()
    there.close()
    return process, here


def hold_scratch(pipe: Connection, store: AssetStore) -> None:
    """Work in scratch until told to go on (in another process)."""
    with store.scratch() as folder:
        pipe.send(write(folder).parent)
        pipe.recv()


def test_a_sweep_takes_what_the_dead_left_and_nothing_of_the_living(shelf: AssetStore) -> None:
    held = [in_another_process(hold_scratch, shelf) for _ in range(2)]
    (dead, dead_pipe), (living, living_pipe) = held
    left, used = dead_pipe.recv(), living_pipe.recv()
    os.kill(dead.pid, signal.SIGKILL)
    dead.join(SECONDS)
    assert left.exists(), "a killed process cannot clean up"
    with shelf.scratch() as own:
        shelf.sweep()
        assert own.exists()
    assert not left.exists()
    assert (used / "a.json").exists()
    living_pipe.send("go on")
    living.join(SECONDS)
    assert not used.exists()


def test_a_sweep_of_nothing_is_nothing(shelf: AssetStore) -> None:
    shelf.sweep()


def test_many_writers_at_once_put_one_asset(shelf: AssetStore, elsewhere: Path) -> None:
    content = os.urandom(BIG // 8)
    paths = [write(elsewhere, content, f"{number}.json") for number in range(8)]
    with ThreadPoolExecutor(len(paths)) as pool:
        assets = list(pool.map(shelf.put, paths))
    assert len(set(assets)) == 1
    assert shelf.path(assets[0]).read_bytes() == content


def test_a_half_written_asset_is_never_seen(
    house: House, shelf: AssetStore, elsewhere: Path, tmp_path: Path
) -> None:
    """A reader polls as fast as it can while big files are put."""
    content = os.urandom(BIG)
    other = house.open(tmp_path / "other").open()
    asset = other.put(write(elsewhere, content))
    seen: list[str] = []
    ended = threading.Event()

    def poll() -> None:
        while not ended.is_set() and len(seen) < 3:
            if shelf.has(asset):
                seen.append(hash_file(shelf.path(asset)))

    reader = threading.Thread(target=poll)
    reader.start()
    shelf.put(write(elsewhere, content))
    reader.join(SECONDS)
    ended.set()
    assert seen == [asset.sha256] * 3


def put_on_a_full_disk(pipe: Connection, store: AssetStore, path: Path) -> None:
    """Put a file where none of more than 100 kB can be written (in another process)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        store.put(path)
    except FirstcutError as error:
        pipe.send((type(error).__name__, str(error)))
    else:
        pipe.send(("nothing", ""))


def test_a_full_disk_is_said_and_nothing_half_written_stays(
    shelf: AssetStore, elsewhere: Path, tmp_path: Path
) -> None:
    path = write(elsewhere, os.urandom(1_000_000))
    process, pipe = in_another_process(put_on_a_full_disk, shelf, path)
    name, sentence = pipe.recv()
    process.join(SECONDS)
    assert name == StorageFull.__name__
    assert "Cannot write" in sentence
    assert path.exists(), "what could not be stored is kept"
    assert files_in(tmp_path) == set()
    assert shelf.path(shelf.put(path)).stat().st_size == 1_000_000


def test_a_link_opens_an_asset(shelf: AssetStore, tmp_path: Path) -> None:
    link = shelf.link(shelf.put(write(tmp_path, b"take")))
    place = urlsplit(link)
    content = Path(place.path).read_bytes() if place.scheme == "file" else httpx.get(link).content
    assert content == b"take"
