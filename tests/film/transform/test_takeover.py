"""Of a clip made elsewhere, smaller and coded worse, only what it changed is taken over."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from film.media.goods import check_clip
from film.transform.frames import plane_of, read_frames
from film.transform.takeover import take_over

from .conftest import Make
from .test_frames import clip_of
from .uploads import Upload


def elsewhere(clip: Path, path: Path, size: tuple[int, int], paint: bool) -> Path:
    """Make a vendor's clip: upright, of some size, coded badly, perhaps with a box in green."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=Fraction(25))
        (stream.width, stream.height), stream.pix_fmt = size, "yuv420p"
        stream.codec_context.options = {"crf": "30" if paint else "18", "preset": "veryfast"}
        for shown in read_frames(clip):
            picture = shown.rgb.copy()
            if paint:
                picture[80:140, 60:120] = (30, 200, 60)
            frame = av.VideoFrame.from_ndarray(picture).reformat(*size, "yuv420p")
            frame.pts, frame.time_base = shown.number, Fraction(1, 25)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def test_only_what_they_changed(make: Make, tmp_path: Path) -> None:
    clip = clip_of(make(Upload(size=(320, 192), frames=20, rotation=90)), tmp_path)
    made = check_clip(elsewhere(clip, tmp_path / "made.mp4", (128, 214), paint=True)).path
    done = take_over(clip, made, tmp_path / "new.mp4")
    assert (done.frames, done.replaced) == (20, 20)
    for before, after in zip(read_frames(clip), read_frames(tmp_path / "new.mp4"), strict=True):
        assert after.pts == before.pts
        inside = after.rgb[90:130, 70:110].reshape(-1, 3).mean(axis=0)
        assert np.abs(inside - (30, 200, 60)).max() < 8
        away = plane_of(after.frame, 0)[:40].astype(int) - plane_of(before.frame, 0)[:40]
        assert np.sqrt(np.mean(away**2.0)) < 2.5  # coding anew alone makes it so
    same = elsewhere(clip, tmp_path / "same.mp4", (192, 320), paint=False)
    assert take_over(clip, same, tmp_path / "none.mp4").replaced == 0
    assert not (tmp_path / "none.mp4").exists()
