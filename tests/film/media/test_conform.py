"""Conforming: whatever comes, the take is exact in frames, time, colours and shape, and moves."""

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from film.assets import LocalAssetStore
from film.errors import MediaFailed
from film.media.between import Motion, blend
from film.media.conform import Conformed, Cut, conform_clips, conform_frames
from film.media.fitting import Fitter
from film.media.goods import check_clip
from film.media.mezzanine import is_mezzanine, read_frames, read_gops
from film.media.takes import put_last_picture, to_rgb
from film.screen import Screen

from .foreign import PATCHES, Recipe, Rgb, clip, encode, number_of, numbered

WIDE = Screen(width=160, height=90, rate=Fraction(24))
LARGE = Screen(width=320, height=180, rate=Fraction(30000, 1001))
FORMATS = {
    "as it should be": Recipe(),
    "16 fps": Recipe(rate=Fraction(16)),
    "25 fps": Recipe(rate=Fraction(25)),
    "30 fps": Recipe(rate=Fraction(30)),
    "29.97 fps": Recipe(rate=Fraction(30000, 1001)),
    "60 fps": Recipe(rate=Fraction(60)),
    "WebM (VP9)": Recipe(suffix=".webm", codec="libvpx-vp9", rate=Fraction(25)),
    "WebM (VP8)": Recipe(suffix=".webm", codec="libvpx", matrix=6),
    "QuickTime, 4:2:2 of 10 bits": Recipe(suffix=".mov", codec="prores_ks", pixels="yuv422p10le"),
    "4:4:4": Recipe(pixels="yuv444p"),
    "full range": Recipe(pixels="yuvj420p", full_range=True),
    "BT.601": Recipe(matrix=6),
    "with sound": Recipe(sound=True),
    "larger": Recipe(size=(854, 480)),
    "odd": Recipe(size=(151, 83), pixels="yuv444p"),
}


def conform(path: Path, cut: Cut, out: Path) -> tuple[Conformed, list[np.ndarray]]:
    """Conform one clip and read the take back."""
    done = conform_clips([check_clip(path)], cut, out)
    return done, list(read_frames(out))


def numbers(frames: list[np.ndarray], screen: Screen = WIDE) -> list[int]:
    return [number_of(frame[: screen.height]) for frame in frames]


@pytest.mark.parametrize("screen", [WIDE, LARGE], ids=["24 fps", "30000/1001 fps"])
@pytest.mark.parametrize("recipe", FORMATS.values(), ids=FORMATS.keys())
def test_any_format_becomes_a_take(recipe: Recipe, screen: Screen, tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", round(2 * recipe.rate), recipe)
    cut, out = Cut(screen, 40, (0, 7, 31)), tmp_path / "take.mp4"
    done, frames = conform(path, cut, out)
    assert len(frames) == 40
    assert is_mezzanine(out, screen)
    assert {0, 7, 31} <= {first for first, _ in read_gops(out)}
    assert (done.speed, done.held) == (1, 0)
    for number in (0, 20, 39):
        rgb = to_rgb(frames[number])
        row = rgb[screen.height * 5 // 6]
        for place, colour in enumerate(PATCHES):
            shown = row[round((place + 0.5) * screen.width / 4)].astype(int)
            assert np.abs(shown - colour).max() <= 9, f"patch {place} of frame {number}"


@pytest.mark.parametrize("rate", [16, 24, 25, 30, 60, Fraction(30000, 1001)])
def test_nothing_drifts_in_twenty_seconds(rate: Fraction, tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", round(20 * rate), Recipe(rate=Fraction(rate)))
    cut = Cut(WIDE, 470, between="nearest")
    _, frames = conform(path, cut, tmp_path / "take.mp4")
    for number, shown in enumerate(numbers(frames)):
        assert abs(shown - number * rate / WIDE.rate) <= Fraction(1, 2) + Fraction(1, 50)


def test_pictures_of_the_films_own_rate_are_each_shown_once(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 50)
    _, frames = conform(path, Cut(WIDE, 48), tmp_path / "take.mp4")
    assert numbers(frames) == list(range(48))


def test_time_stamps_count_not_the_number_of_pictures(tmp_path: Path) -> None:
    times = [Fraction(number, 30) for number in range(30)]
    times += [1 + Fraction(number, 10) for number in range(11)]
    pictures = (numbered(number) for number in range(len(times)))
    path = encode(tmp_path / "clip.mp4", pictures, Recipe(rate=Fraction(30)), times)
    _, frames = conform(path, Cut(WIDE, 48, between="nearest"), tmp_path / "take.mp4")
    for number, shown in enumerate(numbers(frames)):
        nearest = min(times, key=lambda time: abs(time - Fraction(number, 24)))
        assert abs(times[shown] - Fraction(number, 24)) == abs(nearest - Fraction(number, 24))


def test_a_short_clip_is_slowed_just_so_far_and_never_stands_still(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 48)
    done, frames = conform(path, Cut(WIDE, 56), tmp_path / "take.mp4")
    assert done.speed == Fraction(47, 55)
    assert done.held == 0
    assert numbers(frames[:1] + frames[-1:]) == [0, 47]
    assert moves(frames)


def test_what_lacks_then_is_the_last_picture_with_the_camera_moving_in(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 24)
    done, frames = conform(path, Cut(WIDE, 72), tmp_path / "take.mp4")
    assert done.speed == Fraction(4, 5)
    assert done.held == 72 - 29
    assert np.abs(to_rgb(frames[-1]).astype(int) - to_rgb(frames[30])).mean() > 1
    apart = np.abs(to_rgb(frames[30]).astype(int) - to_rgb(frames[29])).mean()
    assert apart < 3, "the camera starts gently"


def moves(frames: list[np.ndarray]) -> bool:
    """Say whether every frame differs from the one before."""
    return all(np.abs(one.astype(int) - other).max() > 8 for one, other in pairwise(frames))


def test_clips_that_go_on_from_one_another_are_joined_without_the_doubled_picture(
    tmp_path: Path,
) -> None:
    parts = [clip(tmp_path / f"part{first}", 25, first=first) for first in (0, 24, 48)]
    clips = [check_clip(part) for part in parts]
    out = tmp_path / "take.mp4"
    done = conform_clips(clips, Cut(WIDE, 73), out)
    assert numbers(list(read_frames(out))) == list(range(73))
    assert (done.speed, done.held) == (1, 0)


def test_a_clip_that_goes_on_a_little_darker_is_corrected_by_the_picture_both_have(
    tmp_path: Path,
) -> None:
    first = clip(tmp_path / "first", 25)
    darker = (np.clip(numbered(n).astype(int) - (9, 4, 7), 0, 255) for n in range(24, 49))
    second = encode(tmp_path / "second.mp4", (one.astype(np.uint8) for one in darker), Recipe())
    out = tmp_path / "take.mp4"
    conform_clips([check_clip(first), check_clip(second)], Cut(WIDE, 49), out)
    frames = [to_rgb(frame).astype(int) for frame in read_frames(out)]
    for number in (25, 48):
        apart = frames[number].mean(axis=(0, 1)) - numbered(number).mean(axis=(0, 1))
        assert np.abs(apart).max() < 1


def test_the_last_picture_is_what_the_next_clip_begins_with(
    tmp_path: Path, store: LocalAssetStore
) -> None:
    path = clip(tmp_path / "clip", 30, Recipe(size=(162, 90)))
    asset = put_last_picture(check_clip(path), store)
    picture = cv2.imread(str(store.path(asset)))[..., ::-1]
    assert picture.shape == (90, 162, 3)
    assert np.abs(picture.astype(int) - numbered(29, (162, 90))).mean() < 4
    assert put_last_picture(check_clip(path), store) == asset


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (120, 120), (210, 90), (64, 90)])
@pytest.mark.parametrize("fit", ["fill", "pad"])
def test_shapes_stay_what_they_are(size: tuple[int, int], fit: str, tmp_path: Path) -> None:
    picture = np.full((size[1], size[0], 3), 200, np.uint8)
    cv2.circle(picture, (size[0] // 2, size[1] // 2), 15, (20, 20, 20), -1)
    fitted = Fitter(WIDE, fit).fit_rgb(picture)[: WIDE.height]  # type: ignore[arg-type]
    share = [max, min][fit == "pad"](WIDE.width / size[0], WIDE.height / size[1])
    middle = fitted[45] < 110, fitted[:, 80] < 110
    if fit == "pad" and size != (160, 90):
        bars = fitted < 20
        assert bars[0].all() or bars[:, 0].all()
        middle = (middle[0] & (fitted[45] > 25)), (middle[1] & (fitted[:, 80] > 25))
    else:
        assert (fitted[0] > 100).all()
        assert (fitted[:, 0] > 100).all()
    across, down = (int(one.sum()) for one in middle)
    assert across == pytest.approx(min(30 * share, 160), abs=3)
    assert down == pytest.approx(min(30 * share, 90), abs=3)


def test_a_rotated_clip_stands_upright(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 12, Recipe(size=(90, 160)))
    turned = tmp_path / "turned.mp4"
    data = path.read_bytes()
    # The track's display matrix (ISO 14496-12, 8.3.2): the identity, and a quarter turn.
    one, zero, minus = (number.to_bytes(4, "big", signed=True) for number in (65536, 0, -65536))
    w = (1 << 30).to_bytes(4, "big")
    upright = one + zero * 3 + one + zero * 3 + w
    quarter = zero + one + zero + minus + zero * 4 + w
    head, _, tail = data.rpartition(upright)
    turned.write_bytes(head + quarter + tail)
    _, frames = conform(turned, Cut(WIDE, 12), tmp_path / "take.mp4")
    picture = np.rot90(numbered(0, (90, 160)), -1)
    assert np.abs(to_rgb(frames[0]).astype(int) - picture).mean() < 6


def test_between_two_pictures_motion_is_nearer_to_the_truth_than_a_blend() -> None:
    dice = np.random.default_rng(4)
    scene = cv2.GaussianBlur(dice.integers(0, 255, (200, 400, 3)).astype(np.uint8), (0, 0), 3)
    scene = cv2.normalize(scene, None, 0, 255, cv2.NORM_MINMAX)
    before, between, after = (
        Fitter(WIDE).fit_rgb(np.ascontiguousarray(scene[20:110, left : left + 160]))
        for left in (40, 43, 46)
    )

    def off(picture: np.ndarray) -> float:
        return float(np.abs(picture[:90].astype(int) - between[:90]).mean())

    motion = Motion(before, after)
    assert off(motion.at(0.5)) < off(blend(before, after, 0.5)) / 3
    assert off(motion.at(0.5)) < off(before) / 4


def test_a_cut_within_a_clip_is_not_morphed() -> None:
    dark, bright = (Fitter(WIDE).fit_rgb(np.full((90, 160, 3), shade)) for shade in (
        np.uint8(20), np.uint8(220),
    ))  # fmt: skip
    motion = Motion(dark, bright)
    assert (motion.at(0.4) == dark).all()
    assert (motion.at(0.6) == bright).all()


def stream(count: int) -> Iterator[Rgb]:
    return (numbered(number) for number in range(count))


def test_frames_of_a_model_become_a_take(tmp_path: Path) -> None:
    out = tmp_path / "take.mp4"
    done = conform_frames(stream(33), 33, Fraction(16), Cut(LARGE, 60), out)
    frames = list(read_frames(out))
    assert len(frames) == 60
    assert is_mezzanine(out, LARGE)
    assert (done.speed, done.held) == (1, 0)
    assert numbers(frames[:1], LARGE) == [0]
    assert moves(frames[:-1])


def test_frames_that_are_none_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    out = tmp_path / "take.mp4"
    with pytest.raises(MediaFailed, match="Only 5 of 9"):
        conform_frames(stream(5), 9, Fraction(8), Cut(WIDE, 24), out)
    floats = [np.zeros((90, 160, 3), np.float32)]
    with pytest.raises(MediaFailed, match="not RGB of 8 bits"):
        conform_frames(floats, 1, Fraction(8), Cut(WIDE, 24), out)  # type: ignore[arg-type]
    with pytest.raises(MediaFailed, match="at least one"):
        conform_clips([], Cut(WIDE, 24), out)
    assert not list(tmp_path.iterdir())


def test_a_take_of_one_frame_and_a_clip_of_one_picture(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 1)
    done, frames = conform(path, Cut(WIDE, 1), tmp_path / "one.mp4")
    assert (len(frames), done.held) == (1, 0)
    done, frames = conform(path, Cut(WIDE, 10), tmp_path / "ten.mp4")
    assert (len(frames), done.held) == (10, 9)


def test_the_same_clip_is_the_same_take(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 30, Recipe(rate=Fraction(16)))
    for name in ("first", "second"):
        conform(path, Cut(WIDE, 44), tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


MEASURED = """
import resource, sys
from fractions import Fraction
from pathlib import Path
from film.media.conform import Cut, conform_clips
from film.media.goods import check_clip
from film.screen import Screen
screen = Screen(width=640, height=360, rate=Fraction(24))
conform_clips([check_clip(Path(sys.argv[1]))], Cut(screen, int(sys.argv[2])), Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 250, Recipe(size=(640, 360)))
    used = [
        int(
            subprocess.run(
                [sys.executable, "-c", MEASURED, str(path), frames, str(tmp_path / "take.mp4")],
                check=True,
                capture_output=True,
            ).stdout
        )
        for frames in ("40", "240")
    ]
    assert used[1] - used[0] < 20_000, "kilobytes, where 200 frames are 69,000"
