"""Uploads of every kind, taken apart, changed in some frames, put together, and decoded again."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from film.errors import BadRequest, MediaFailed
from film.transform.assemble import Part, assemble, must_recode, recode
from film.transform.frames import Shown, rewrite_clip
from film.transform.picture import Rgb
from film.transform.segments import Segment, cut_segment, plan_segments
from film.transform.source import probe_source
from film.transform.tracks import SourceVideo

from .conftest import Make
from .uploads import UPLOADS, Upload

PATCH = (slice(20, 45), slice(30, 71))
"""Rows and columns of the upright picture that are painted red."""
COPIED = frozenset({"h264"})
CLOSED = {"h264": "open-gop=0", "hevc": "open-gop=0:log-level=none"}
"""What makes a codec's clips begin where the recipe says."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture."""

    time: Fraction
    planes: tuple[npt.NDArray[Any], ...]


def pictures(path: Path) -> list[Picture]:
    """Decode a film's pictures: their exact times, and all planes with all bits."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        return [
            Picture((frame.pts or 0) * Fraction(frame.time_base or 0), _planes(frame))
            for frame in file.decode(stream)
        ]


def _planes(frame: av.VideoFrame) -> tuple[npt.NDArray[Any], ...]:
    kind = np.dtype(np.uint16 if frame.format.components[0].bits > 8 else np.uint8)
    return tuple(
        np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)[:, : plane.width].copy()
        for plane in frame.planes
    )


def sounds(path: Path, index: int) -> tuple[Fraction, npt.NDArray[np.float32]]:
    """Decode a sound: when it begins, and channels × samples."""
    with av.open(str(path)) as file:
        stream: Any = file.streams.audio[index]
        frames = list(file.decode(stream))
        start = frames[0].pts * frames[0].time_base
        parts = [frame.to_ndarray().astype(np.float32) for frame in frames]
        return start, np.concatenate(parts, axis=1)


def psnr(one: Picture, other: Picture, depth: int) -> float:
    """Return the likeness of two pictures' luma in decibels; 99 for the same."""
    difference = one.planes[0].astype(np.float64) - other.planes[0]
    error = float(np.mean(difference**2))
    return 99.0 if error == 0 else float(10 * np.log10(((1 << depth) - 1) ** 2 / error))


def patched(shown: Shown) -> Rgb | None:
    """Paint a patch red in every other picture."""
    if shown.number % 2:
        return None
    picture = shown.rgb.copy()
    picture[PATCH] = (200, 30, 40)
    return picture


def take_apart(
    path: Path, video: SourceVideo, folder: Path, target: Fraction
) -> list[tuple[Segment, Path]]:
    clips = []
    for segment in plan_segments(path, video, target):
        clip = folder / f"{segment.number}.mp4"
        cut_segment(path, video, segment, clip)
        clips.append((segment, clip))
    return clips


def transform(
    path: Path, video: SourceVideo, folder: Path, changed: int
) -> tuple[Path, set[int], list[int]]:
    """Change a segment and put all together.

    Return the film, the frames that were coded anew, and those that were painted.
    """
    target = Fraction(1, 10) if video.video.width > 1000 else Fraction(1)
    parts = []
    for segment, clip in take_apart(path, video, folder, target):
        new = folder / f"{segment.number}-new.mp4"
        if segment.number == changed:
            done = rewrite_clip(clip, new, patched)
            assert (done.frames, done.replaced) == (segment.frames, -(-segment.frames // 2))
        parts.append(Part(segment, clip if segment.number != changed else new,
                          segment.number != changed))  # fmt: skip
    anew = {changed, *must_recode(parts)}
    for number in anew - {changed}:
        new = folder / f"{number}-new.mp4"
        recode(parts[number].clip, new)
        parts[number] = Part(parts[number].segment, new, untouched=False)
    film = folder / "film.mp4"
    assemble(path, video, parts, film)
    coded = {
        frame
        for part in parts
        if part.segment.number in anew
        for frame in range(part.segment.first, part.segment.first + part.segment.frames)
    }
    begin = parts[changed].segment.first
    return film, coded, list(range(begin, begin + parts[changed].segment.frames, 2))


@pytest.mark.parametrize("name", UPLOADS)
def test_round_trip(name: str, make: Make, tmp_path: Path) -> None:
    path = make(name)
    video = probe_source(path)
    track = video.video
    changed = 1 if len(plan_segments(path, video, Fraction(1, 10))) > 1 else 0
    film, coded, painted = transform(path, video, tmp_path, changed)
    before, after = pictures(path), pictures(film)
    assert [one.time for one in after] == [one.time for one in before]
    assert len(before) == track.frames
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        likeness = psnr(one, other, track.depth)
        if number not in coded:
            assert likeness == 99, number
            assert all(np.array_equal(a, b) for a, b in zip(one.planes, other.planes, strict=True))
        elif number not in painted:
            assert likeness > 45, number
    if track.codec in COPIED:
        assert len(coded) < track.frames
    assert _red(film, video) == painted
    _check_words(video, probe_source(film))
    for index in range(len(video.sounds)):
        (began, played), (begins, plays) = sounds(path, index), sounds(film, index)
        assert begins == began
        count = played.shape[1]
        assert np.array_equal(plays[:, :count], played)
        # FFmpeg plays the end of an Opus packet that an MP4 says is not to be heard.
        assert plays.shape[1] - count in range(960 if name == "matroska" else 1)


def _red(film: Path, video: SourceVideo) -> list[int]:
    """Return the pictures that have the patch where it was painted, as a player shows them."""
    turn, colour = video.video.turn, video.video.colour
    found = []
    with av.open(str(film)) as file:
        for number, frame in enumerate(file.decode(video=0)):
            full = colour.full(video.video.pixels)
            rgb = turn.apply(
                frame.reformat(
                    format="rgb24",
                    src_colorspace=colour.scaler(frame.height),
                    src_color_range="JPEG" if full else "MPEG",
                    dst_color_range="JPEG",
                ).to_ndarray()
            )
            inside = rgb[PATCH][4:-4, 4:-4].reshape(-1, 3).mean(axis=0)
            if np.abs(inside - (200, 30, 40)).max() < 6:
                found.append(number)
    return found


def _check_words(before: SourceVideo, after: SourceVideo) -> None:
    """Everything the video says of itself is as it was, but for what coding had to change."""
    free = {"bit_rate", "reorder", "index"}
    if before.video.codec == "vp9":
        free |= {"codec"}
    told = after.video.model_dump(exclude=free)
    assert told == before.video.model_dump(exclude=free)
    assert after.chapters == before.chapters
    assert after.metadata == {k: v for k, v in before.metadata.items() if k != "ENCODER"}
    kept = {"codec", "rate", "layout", "channels", "start"}
    assert [one.model_dump(include=kept) for one in after.sounds] == [
        one.model_dump(include=kept) for one in before.sounds
    ]


def test_an_untouched_film_is_copied_as_a_whole(make: Make, tmp_path: Path) -> None:
    for name in ("deep hevc", "trimmed", "matroska"):
        path = make(name)
        video = probe_source(path)
        folder = tmp_path / name
        folder.mkdir()
        clips = take_apart(path, video, folder, Fraction(1))
        parts = [Part(segment, clip, untouched=True) for segment, clip in clips]
        assert must_recode(parts) == ()
        assemble(path, video, parts, folder / "film.mp4")
        before, after = pictures(path), pictures(folder / "film.mp4")
        assert [one.time for one in after] == [one.time for one in before]
        assert all(psnr(a, b, 10) == 99 for a, b in zip(before, after, strict=True))


def test_clips_stand_by_themselves_and_are_the_same_bytes_again(make: Make, tmp_path: Path) -> None:
    for name in ("long gop", "open gop"):
        path = make(name)
        video = probe_source(path)
        whole = pictures(path)
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir(exist_ok=True)
        clips = take_apart(path, video, tmp_path / "one", Fraction(1))
        again = take_apart(path, video, tmp_path / "two", Fraction(1))
        assert [clip.read_bytes() for _, clip in clips] == [b.read_bytes() for _, b in again]
        assert not all(segment.clean for segment, _ in clips)
        for segment, clip in clips:
            shown = whole[segment.first : segment.first + segment.frames]
            start = segment.start * video.video.time_base
            alone = pictures(clip)
            assert [one.time for one in alone] == [one.time - start for one in shown]
            assert all(psnr(a, b, 8) == 99 for a, b in zip(alone, shown, strict=True))


@pytest.mark.parametrize("last", [1, 2, 3])
@pytest.mark.parametrize("codec", CLOSED)
def test_a_short_last_clip_stands_beside_clips_with_b_frames(
    codec: str, last: int, make: Make, tmp_path: Path
) -> None:
    source = make(Upload(codec=codec, frames=24 + last, gop=12, params=CLOSED[codec]))
    video = probe_source(source)
    clips = take_apart(source, video, tmp_path, Fraction(9, 20))
    assert [segment.frames for segment, _ in clips] == [12, 12, last]
    parts = []
    for segment, clip in clips:
        new = tmp_path / f"{segment.number}-new.mp4"
        rewrite_clip(clip, new, patched)
        parts.append(Part(segment, new, untouched=False))
    film = tmp_path / "film.mp4"
    assemble(source, video, parts, film)
    assert [one.time for one in pictures(film)] == [one.time for one in pictures(source)]
    assert _red(film, video) == list(range(0, 24 + last, 2))


def test_an_edit_list_may_hide_the_end_too(make: Make, tmp_path: Path) -> None:
    """The film ends where the edit list says, in the middle of pictures that need later ones."""
    recipe = Upload(frames=40, gop=40, params="bframes=4:b-adapt=0:b-pyramid=normal")
    data = bytearray(make(recipe).read_bytes())
    at = data.index(b"elst") + 12
    data[at : at + 4] = (int.from_bytes(data[at : at + 4], "big") * 31 // 40).to_bytes(4, "big")
    path = tmp_path / "cut.mp4"
    path.write_bytes(data)
    video = probe_source(path)
    shown = pictures(path)
    assert video.video.frames == len(shown) == 31
    (cut,) = take_apart(path, video, tmp_path, Fraction(4))
    segment, clip = cut
    assert not segment.exact
    assert all(psnr(a, b, 8) == 99 for a, b in zip(pictures(clip), shown, strict=True))
    parts = [Part(segment, clip, untouched=True)]
    assert must_recode(parts) == (0,)
    with pytest.raises(MediaFailed, match="were not coded anew"):
        assemble(path, video, parts, tmp_path / "film.mp4")
    new = tmp_path / "new.mp4"
    recode(clip, new)
    assemble(path, video, [Part(segment, new, untouched=False)], tmp_path / "film.mp4")
    after = pictures(tmp_path / "film.mp4")
    assert [one.time for one in after] == [one.time for one in shown]
    assert min(psnr(a, b, 8) for a, b in zip(after, shown, strict=True)) > 45


def test_what_does_not_fit_is_not_assembled(make: Make, tmp_path: Path) -> None:
    path = make("turned")
    video = probe_source(path)
    clips = take_apart(path, video, tmp_path, Fraction(1))
    parts = [Part(segment, clip, untouched=True) for segment, clip in clips]
    film = tmp_path / "film.mp4"
    with pytest.raises(MediaFailed, match="all its segments, in their order"):
        assemble(path, video, parts[::-1], film)
    with pytest.raises(MediaFailed, match="all of the video's pictures"):
        assemble(path, video, parts[:-1], film)
    shorter = [*parts[:-1], Part(parts[-1].segment, parts[0].clip, untouched=False)]
    with pytest.raises(MediaFailed, match="came back with other pictures"):
        assemble(path, video, shorter, film)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    deep = make("deep hevc")
    ((_, clip), *_) = take_apart(deep, probe_source(deep), elsewhere, Fraction(1))
    other = tmp_path / "other.mp4"
    recode(clip, other)
    with pytest.raises(MediaFailed, match="in another codec"):
        assemble(path, video, [*parts[:-1], Part(parts[-1].segment, other, untouched=False)], film)
    assert not film.exists()
    assert not list(tmp_path.glob(".*"))


def test_a_video_that_changed_since_it_was_probed_is_told(make: Make, tmp_path: Path) -> None:
    path = make("turned")
    video = probe_source(path)
    segment = plan_segments(path, video, Fraction(1))[-1]
    shorter = make("trimmed")
    with pytest.raises((MediaFailed, BadRequest)):
        cut_segment(shorter, video, segment.model_copy(update={"seek": 10**7}), tmp_path / "c.mp4")
    assert not list(tmp_path.iterdir())
