"""Accidents: a disk that fills up and an ffmpeg that is killed cost no finished work."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from film.deliverables import Film, Production
from film.errors import EngineBusy
from film.media.burn import draw_captions
from film.media.captions import make_captions
from film.media.compose import caption_fonts
from film.media.deliver import deliver
from film.media.ffmpeg import find_ffmpeg
from film.provenance.signing import Seal
from film.screen import make_screen
from film.shelf import FolderShelf
from film.shots import CharacterSheet

from .conftest import Studio
from .test_deliver import report_of

FULL_DISK = """
import json, pickle, resource, sys
from pathlib import Path
from film.errors import StorageFull
from film.media.compose import mix_sound
from film.media.deliver import deliver
from film.media.subtitles import to_srt
from film.shelf import FolderShelf

studio, production, report, folder, seal = pickle.loads(Path(sys.argv[1]).read_bytes())
told = {}

def attempt(name, limit, work, *given):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        work(*given)
    except StorageFull as full:
        told[name] = str(full)

timeline = studio.plan.timeline
attempt("mix", 50_000, mix_sound, timeline, studio.recordings, studio.music, studio.store)
attempt("join", 50_000, studio.compose)
size = production.film.movie.size
attempt(
    "deliver", size - 1, deliver, production, report, FolderShelf(folder), studio.store, seal
)
print(json.dumps(told))
"""


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_is_told_and_spoils_nothing(
    studio: Studio, film: Film, sheet: CharacterSheet, seal: Seal, tmp_path: Path
) -> None:
    production = Production(film=film, materials=studio.materials, sheets={"mara": sheet})
    report = report_of(studio, film)
    folder = tmp_path / "film"
    deliver(production, report, FolderShelf(folder), studio.store, seal)
    delivered, stored = contents(folder), contents(studio.store.root)
    given = tmp_path / "given.pickle"
    given.write_bytes(pickle.dumps((studio, production, report, folder, seal)))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, given], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["mix"].startswith("Cannot write ")
    assert told["join"] == "Cannot write film.mp4: the disk is full"
    assert told["deliver"] == f"Cannot write into {folder}: the disk is full"
    assert contents(folder) == delivered
    assert contents(studio.store.root) == stored


def _kill_child(killed: list[int]) -> None:
    """End the first child that this process starts from now on, once it is ffmpeg."""
    for _ in range(2_000):
        for task in Path("/proc/self/task").iterdir():
            for child in (task / "children").read_text().split():
                if b"ffmpeg" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[0]:
                    os.kill(int(child), signal.SIGKILL)
                    killed.append(int(child))
                    return
        time.sleep(0.005)


def test_a_killed_ffmpeg_may_be_tried_again(studio: Studio, tmp_path: Path) -> None:
    timeline = studio.plan.timeline
    captions = make_captions(timeline, studio.story, studio.recordings) * 40
    find_ffmpeg()  # which tries it, in a process of its own
    killed: list[int] = []
    killer = threading.Thread(target=_kill_child, args=(killed,))
    killer.start()
    with pytest.raises(EngineBusy, match="ffmpeg was stopped from outside by signal 9"):
        draw_captions(captions, make_screen("16:9", "1080p", "24"), tmp_path, caption_fonts())
    killer.join()
    assert not Path(f"/proc/{killed[0]}").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["captions.ass"]
