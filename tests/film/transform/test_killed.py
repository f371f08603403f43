"""Killed in the middle: no half file is seen, and the same call makes the same bytes afterwards."""

import pickle
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from film.transform.assemble import Part, assemble
from film.transform.frames import rewrite_clip
from film.transform.segments import cut_segment, plan_segments
from film.transform.source import probe_source

from .conftest import Make
from .uploads import PHONE

REWRITE = """
import pickle, sys
from pathlib import Path
from film.transform.frames import rewrite_clip
def slowly(shown):
    if shown.number == 20:
        print("now", flush=True)
        sys.stdin.read()
    return 255 - shown.rgb
rewrite_clip(*pickle.loads(Path(sys.argv[1]).read_bytes()), slowly)
"""
ASSEMBLE = """
import pickle, resource, signal, sys
from pathlib import Path
from film.errors import StorageFull
from film.transform.assemble import assemble
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
if sys.argv[2] == "killed":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
try:
    assemble(*pickle.loads(Path(sys.argv[1]).read_bytes()))
except StorageFull as full:
    print(full)
"""


def parts_of(path: Path, folder: Path) -> list[Part]:
    video = probe_source(path)
    parts = []
    for segment in plan_segments(path, video, Fraction(1)):
        clip = folder / f"{segment.number}.mp4"
        cut_segment(path, video, segment, clip)
        parts.append(Part(segment, clip, untouched=True))
    return parts


def test_killed_while_pictures_are_changed(make: Make, tmp_path: Path) -> None:
    clip = parts_of(make(PHONE), tmp_path)[0].clip
    out, job = tmp_path / "out.mp4", tmp_path / "job.pickle"
    job.write_bytes(pickle.dumps((clip, out)))
    process = subprocess.Popen(
        [sys.executable, "-c", REWRITE, job], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"
    process.kill()
    process.communicate()
    assert not out.exists()
    for again in (out, tmp_path / "again.mp4"):
        rewrite_clip(clip, again, lambda shown: 255 - shown.rgb)
    assert out.read_bytes() == (tmp_path / "again.mp4").read_bytes()


@pytest.mark.parametrize("how", ["killed", "full"])
def test_stopped_while_the_film_is_written(how: str, make: Make, tmp_path: Path) -> None:
    """The system itself stops it, at a byte in the middle of the film."""
    path = make(PHONE)
    parts = parts_of(path, tmp_path)
    given = (path, probe_source(path), parts, tmp_path / "out.mp4")
    job = tmp_path / "job.pickle"
    job.write_bytes(pickle.dumps(given))
    done = subprocess.run(
        [sys.executable, "-c", ASSEMBLE, job, how], capture_output=True, text=True, check=False
    )
    if how == "killed":
        assert done.returncode == -signal.SIGXFSZ
    else:
        assert done.stdout == "Cannot write out.mp4: the disk is full\n"
        assert not list(tmp_path.glob(".*"))
    assert not given[-1].exists()
    assemble(*given)
    assemble(*given[:-1], tmp_path / "again.mp4")
    assert given[-1].read_bytes() == (tmp_path / "again.mp4").read_bytes()
