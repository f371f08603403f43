"""Laying in: plain copies for vendors, and the chosen face out of what comes back."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from blocks.faceswap.base import ELSEWHERE, in_segment
from blocks.faceswap.laying import check_swapped, laid_in, lay_in
from blocks.faceswap.plain import copy_plainly
from film.assets import AssetStore
from film.errors import MediaFailed
from film.faces.find import find_faces
from film.media.probe import probe
from film.transform.coding import coding_of
from film.transform.frames import read_frames
from flows.standins.faces import swap_in

from .filmed import SHAPE, admiral, astronaut, kept, nobody, pair, part, seen, shown_at

UNEVEN = tuple(Fraction(n, 24) + Fraction(n * 7 % 5, 250) for n in range(8))


def test_a_copy_is_plain_whatever_the_clip_is(store: AssetStore, tmp_path: Path) -> None:
    form = {"times": UNEVEN, "pixels": "yuv420p10le", "rotation": 90}
    clip, copy = kept(pair(8), store, **form), tmp_path / "copy.mp4"
    assert coding_of(store.path(clip)).matrix, "the clip is turned"
    assert copy_plainly(store.path(clip), copy) == 8
    coding = coding_of(copy)
    assert (coding.codec, coding.pixels, coding.matrix) == ("h264", "yuv420p", ())
    assert (coding.width, coding.height) == SHAPE, "it stands upright"
    times = [one.time for one in read_frames(copy)]
    assert len({b - a for a, b in pairwise(times)}) == 1
    before = np.stack([one.rgb for one in read_frames(store.path(clip))]).astype(int)
    after = np.stack([one.rgb for one in read_frames(copy)]).astype(int)
    assert np.abs(after - before).mean() < 4
    again = tmp_path / "again.mp4"
    copy_plainly(store.path(clip), again)
    assert again.read_bytes() == copy.read_bytes(), "so that a lost order is known again"


def test_what_came_is_laid_into_an_odd_clip(store: AssetStore, tmp_path: Path) -> None:
    clip = kept(pair(8), store, times=UNEVEN, pixels="yuv420p10le", rotation=90)
    copy, came, out = (tmp_path / name for name in ("copy.mp4", "came.mp4", "out.mp4"))
    copy_plainly(store.path(clip), copy)
    came.write_bytes(swap_in(copy.read_bytes(), _donor(store)))
    laid = lay_in(store.path(clip), came, admiral(), out)
    assert (laid.frames, laid.replaced, laid.seen) == (8, 8, 8)
    made = store.put(out, clip.info)
    assert shown_at(made, store) == shown_at(clip, store)
    coding = coding_of(store.path(made))
    assert coding.pixels == "yuv420p10le"
    assert coding.matrix == coding_of(store.path(clip)).matrix
    change = np.abs(seen(made, store) - seen(clip, store)).mean(axis=(0, 3))
    rows, columns = part(admiral().box, 0.6)
    assert change[rows, columns].mean() > 12
    assert change[:, SHAPE[0] // 2 :].max() < 30, "who else is there stays"


def test_pictures_that_are_missing_at_an_end_are_put_up_with(
    store: AssetStore, tmp_path: Path
) -> None:
    clip, came = kept(pair(8), store), tmp_path / "came.mp4"
    path = store.path(clip)
    came.write_bytes(swap_in(path.read_bytes(), _donor(store), Fraction(6, 24)))
    assert check_swapped(came, 8).frames == 6
    assert lay_in(path, came, admiral(), tmp_path / "out.mp4").replaced == 8
    came.write_bytes(swap_in(path.read_bytes(), _donor(store), Fraction(5, 24)))
    with pytest.raises(MediaFailed, match="5 pictures and not 8"):
        check_swapped(came, 8)


def test_the_same_face_is_not_laid_in() -> None:
    frame = pair(1)[0]
    [left, right] = sorted(find_faces(frame), key=lambda one: one.box[0])
    assert laid_in(frame, frame, left) is None
    tinted = np.clip(frame.astype(int) + np.array([9, 5, -6]), 0, 255).astype(np.uint8)
    assert laid_in(frame, tinted, left) is None, "other colours all over are no other face"
    other = frame.copy()
    x0, y0, x1, y1 = (int(one) for one in left.box)
    other[y0:y1, x0:x1] = (30, 160, 40)
    laid = laid_in(frame, other, left)
    assert laid is not None
    changed = np.abs(laid.astype(int) - frame).max(axis=2) > 0
    assert changed[(y0 + y1) // 2, (x0 + x1) // 2]
    assert not changed[:, int(right.box[0]) :].any()
    larger = np.repeat(np.repeat(other, 2, axis=0), 2, axis=1)
    assert laid_in(frame, larger, left) is not None, "another size is fitted"


def test_nobody_is_nothing(store: AssetStore, tmp_path: Path) -> None:
    clip, out = kept(nobody(4), store), tmp_path / "out.mp4"
    path = store.path(clip)
    laid = lay_in(path, path, admiral(), out)
    assert (laid.frames, laid.replaced, laid.seen, laid.jitter) == (4, 0, 0, 0)
    assert not out.exists()


def test_a_choice_in_another_segment_is_known_by_its_look() -> None:
    choice = admiral().model_copy(update={"frame": 130})
    assert in_segment(choice, 100, 50).frame == 30
    for first, frames in ((0, 100), (0, 130), (131, 50)):
        assert in_segment(choice, first, frames).frame == ELSEWHERE
    assert in_segment(choice, 0, 100) == in_segment(choice, 200, 10), "cached alike"


def test_an_info_tells_the_copy(store: AssetStore, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    copy_plainly(store.path(kept(nobody(6, (161, 97)), store, pixels="yuv444p")), copy)
    info = probe(copy)
    assert (info.frames, info.rate) == (6, Fraction(24))
    assert (info.width, info.height) == (162, 98), "sides are even"


def _donor(store: AssetStore) -> bytes:
    return store.path(astronaut(store).pictures[0]).read_bytes()
