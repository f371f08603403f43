"""Changed pictures keep every bit that nobody changed; upright is what players show."""

import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from film.errors import MediaFailed
from film.media.ffmpeg import find_ffmpeg
from film.transform.coding import coding_of
from film.transform.frames import lay_over, plane_of, read_frames, rewrite_clip
from film.transform.headers import free_id, merge, read_avc, write_avc
from film.transform.picture import Turn, turn_of
from film.transform.segments import cut_segment, plan_segments
from film.transform.source import probe_source

from .conftest import Make
from .uploads import Upload


def clip_of(path: Path, folder: Path) -> Path:
    video = probe_source(path)
    clip = folder / "clip.mp4"
    cut_segment(path, video, plan_segments(path, video, Fraction(1))[0], clip)
    return clip


@pytest.mark.parametrize("name", ["turned", "deep hevc", "odd", "full range"])
def test_only_what_changed_changes(name: str, make: Make, tmp_path: Path) -> None:
    shown = next(read_frames(clip_of(make(name), tmp_path)))
    rgb = shown.rgb.copy()
    rgb[33:52, 21:64] = np.clip(rgb[33:52, 21:64] + np.array([40, -20, 10]), 0, 255)
    changed = lay_over(shown, rgb)
    assert changed is not None
    within = np.zeros(rgb.shape[:2], np.uint8)
    within[33:52, 21:64] = 1
    inside = shown.coding.turn.undo(within)
    luma, before = plane_of(changed, 0), plane_of(shown.frame, 0)
    assert (luma[inside == 0] == before[inside == 0]).all()
    assert (luma[inside == 1] != before[inside == 1]).mean() > 0.9
    again = next(read_frames(tmp_path / "clip.mp4"))
    again = replace(again, frame=changed, _rgb=None)
    assert np.abs(again.rgb.astype(int) - rgb)[36:49, 24:61].mean() < 2.5
    assert lay_over(shown, shown.rgb.copy()) is None


def test_ten_bits_stay_ten_bits_where_a_picture_is_changed(make: Make, tmp_path: Path) -> None:
    shown = next(read_frames(clip_of(make("deep h264"), tmp_path)))
    changed = lay_over(shown, np.clip(shown.rgb.astype(int) + 9, 0, 255).astype(np.uint8))
    assert changed is not None
    step = (plane_of(changed, 0).astype(int) - plane_of(shown.frame, 0))[40:60, 100:150]
    assert set(np.unique(step)) == {round(9 * 219 * 4 / 255)}
    assert len(np.unique(plane_of(changed, 0) % 4)) == 4


@pytest.mark.parametrize("rotation", [90, 180, -90])
@pytest.mark.parametrize("mirrored", [False, True], ids=["as it is", "mirrored"])
def test_upright_is_what_a_player_shows(
    rotation: int, mirrored: bool, make: Make, tmp_path: Path
) -> None:
    path = make(Upload(frames=3, rotation=rotation, mirrored=mirrored, size=(96, 64)))
    shown = next(read_frames(clip_of(path, tmp_path)))
    done = subprocess.run(
        [find_ffmpeg(), "-v", "error", "-i", path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt",
         "rgb24", "-"],
        capture_output=True, check=True,
    )  # fmt: skip
    player = np.frombuffer(done.stdout, np.uint8).reshape(shown.rgb.shape)
    assert np.abs(player.astype(int) - shown.rgb).mean() < 3


def test_turning_and_back_is_nothing() -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    for transpose in (False, True):
        for flips in ((False, False), (True, False), (False, True), (True, True)):
            turn = Turn(transpose, *flips)
            assert (turn.undo(turn.apply(picture)) == picture).all()
    assert turn_of(()) == Turn()


def test_a_clip_in_which_nothing_changed_is_not_written(make: Make, tmp_path: Path) -> None:
    clip = clip_of(make("turned"), tmp_path)
    done = rewrite_clip(clip, tmp_path / "new.mp4", lambda shown: shown.rgb.copy())
    assert done.replaced == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_what_fails_leaves_nothing(make: Make, tmp_path: Path) -> None:
    clip = clip_of(make("turned"), tmp_path)
    with pytest.raises(MediaFailed, match="does not fit"):
        rewrite_clip(clip, tmp_path / "new.mp4", lambda shown: shown.rgb[:-2])
    broken = tmp_path / "broken.mp4"
    data = bytearray(clip.read_bytes())
    place = data.index(b"mdat")
    data[place + 400 : place + 9000] = bytes(8600)
    broken.write_bytes(data)
    with pytest.raises(MediaFailed):
        rewrite_clip(broken, tmp_path / "new.mp4", lambda shown: 255 - shown.rgb)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.mp4", "clip.mp4"]


def test_heads_are_read_written_and_merged(make: Make, tmp_path: Path) -> None:
    clip = clip_of(make("turned"), tmp_path)
    head = coding_of(clip).headers
    assert write_avc(read_avc(head)) == head
    rewrite_clip(clip, tmp_path / "new.mp4", lambda shown: 255 - shown.rgb)
    other = coding_of(tmp_path / "new.mp4").headers
    both = read_avc(merge([head, other, head]))
    assert len(both.sps) == len(both.pps) == 2
    assert free_id(head) == 31
    assert free_id(other) == 30
    record = read_avc(head)
    otherwise = write_avc(record._replace(sps=(record.sps[0][:-1] + b"\x55",)))
    with pytest.raises(MediaFailed, match="differ in their headers"):
        merge([head, otherwise])
    with pytest.raises(MediaFailed, match="damaged head"):
        read_avc(head[:9])


def test_a_clip_tells_what_it_needs(make: Make, tmp_path: Path) -> None:
    coding = coding_of(clip_of(make("deep hevc"), tmp_path))
    assert coding.encoder == "libx265"
    assert coding.display.startswith("G(13250,34500)B(7500,3000)R(34000,16000)")
    assert coding.light == "1000,400"
    assert coding.rate == 30
    with av.open(str(tmp_path / "clip.mp4")) as file:
        assert file.streams.video[0].codec_context.codec_tag == "hvc1"
    better, thrifty = replace(coding, bits=0.5), replace(coding, bits=0.02)
    assert better.quality < coding.quality <= thrifty.quality == 18
