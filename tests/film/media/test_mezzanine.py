"""The mezzanine: exact frames, the same headers and bytes, GOPs where asked, honest failures."""

import resource
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from film.errors import MediaFailed
from film.media.mezzanine import (
    MezzanineWriter,
    is_mezzanine,
    read_frames,
    read_gops,
    splice,
)
from film.screen import Screen

from .conftest import SCREEN, picture_of

RATES = [Fraction(24), Fraction(25), Fraction(30), Fraction(30000, 1001)]


def write(
    path: Path, frames: int = 100, keyframes: tuple[int, ...] = (0, 30, 55), **screen: object
) -> Path:
    screen_of = SCREEN.model_copy(update=screen)
    with MezzanineWriter(path, screen_of, keyframes) as writer:
        for number in range(frames):
            writer.write(picture_of(number, 80))
    return path


@pytest.mark.parametrize("rate", RATES)
def test_frames_come_back_in_number_and_place(tmp_path: Path, rate: Fraction) -> None:
    path = write(tmp_path / "take.mp4", rate=rate)
    frames = list(read_frames(path))
    assert len(frames) == 100
    for number in (0, 29, 30, 54, 99):
        assert np.abs(frames[number].astype(int) - picture_of(number, 80)).mean() < 2
    part = list(read_frames(path, 33, 71))
    assert all((one == other).all() for one, other in zip(part, frames[33:71], strict=True))
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert stream.average_rate == rate
        assert stream.duration * stream.time_base == 100 / rate
        assert stream.start_time == 0
        stamps = [(packet.pts, packet.dts) for packet in file.demux(stream) if packet.size]
        assert all(pts == dts for pts, dts in stamps)


def test_gops_start_where_asked_and_every_two_seconds(tmp_path: Path) -> None:
    path = write(tmp_path / "take.mp4", frames=140)
    assert [first for first, _ in read_gops(path)] == [0, 30, 55, 103]


def test_the_same_frames_give_the_same_bytes_and_headers(tmp_path: Path) -> None:
    one, other = write(tmp_path / "1.mp4"), write(tmp_path / "2.mp4")
    assert one.read_bytes() == other.read_bytes()
    noisy = tmp_path / "3.mp4"
    dice = np.random.default_rng(1)
    with MezzanineWriter(noisy, SCREEN, ()) as writer:
        for _ in range(10):
            writer.write(dice.integers(16, 235, (108, 128), np.uint8))
    assert is_mezzanine(one, SCREEN)
    assert is_mezzanine(noisy, SCREEN)
    assert not is_mezzanine(one, Screen(width=256, height=144, rate=Fraction(24)))


def test_a_splice_redraws_its_spans_and_copies_the_rest(tmp_path: Path) -> None:
    source, out = write(tmp_path / "take.mp4"), tmp_path / "spoken.mp4"
    asked = []

    def redraw(number: int, picture: np.ndarray) -> np.ndarray:
        asked.append(number)
        return 255 - picture

    splice(source, [(32, 40)], redraw, out, SCREEN)
    assert asked == list(range(32, 40))
    before, after = (
        [packet for _, gop in read_gops(path) for packet in gop] for path in (source, out)
    )
    changed = [number for number in range(100) if before[number] != after[number]]
    assert min(changed) >= 30
    assert max(changed) < 55
    old, new = list(read_frames(source)), list(read_frames(out))
    for number in range(100):
        expected = 255 - old[number] if 32 <= number < 40 else old[number]
        assert np.abs(new[number].astype(int) - expected).mean() < 3, number


def test_a_splice_without_spans_is_a_copy(tmp_path: Path) -> None:
    source, out = write(tmp_path / "take.mp4"), tmp_path / "copy.mp4"
    splice(source, [], lambda _, picture: picture, out, SCREEN)
    assert list(read_gops(out)) == list(read_gops(source))


def fail_half_way(path: Path) -> None:
    with MezzanineWriter(path, SCREEN, ()) as writer:
        writer.write(picture_of(0, 80))
        raise ZeroDivisionError


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "take.mp4"
    with pytest.raises(ZeroDivisionError):
        fail_half_way(path)
    with pytest.raises(MediaFailed, match="does not fit"), MezzanineWriter(path, SCREEN, ()) as w:
        w.write(np.zeros((10, 10), np.uint8))
    with pytest.raises(MediaFailed, match="no frames"), MezzanineWriter(path, SCREEN, ()):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_survives_a_failed_write(tmp_path: Path) -> None:
    path = write(tmp_path / "take.mp4")
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        fail_half_way(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["cut", "text", "playlist", "missing"])
def test_broken_files_fail_in_a_sentence(tmp_path: Path, harm: str) -> None:
    path = write(tmp_path / "take.mp4")
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-2000])
    elif harm == "text":
        path.write_text("no film at all")
    elif harm == "playlist":
        path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n")
    else:
        path.unlink()
    with pytest.raises(MediaFailed, match=r"Cannot read take\.mp4"):
        list(read_frames(path, 0, 100))


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    program = f"""
import numpy, resource
from pathlib import Path
from film.errors import StorageFull
from film.media.mezzanine import MezzanineWriter
from tests.film.media.conftest import SCREEN
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
dice = numpy.random.default_rng(0)
try:
    with MezzanineWriter(Path({str(tmp_path / "take.mp4")!r}), SCREEN, ()) as writer:
        for _ in range(60):
            writer.write(dice.integers(16, 235, (108, 128), numpy.uint8))
except StorageFull as full:
    print(full)
"""
    assert resource.RLIMIT_FSIZE is not None
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "Cannot write take.mp4: the disk is full", told.stderr
    assert list(tmp_path.iterdir()) == []
