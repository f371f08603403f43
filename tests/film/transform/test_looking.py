"""Looking at single pictures, the visible and the audible notice, and the last look at a film."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from film.transform.assemble import Part, assemble
from film.transform.checking import check_film
from film.transform.coding import coding_of
from film.transform.frames import read_frames
from film.transform.looking import number_at, pictures_at, spread
from film.transform.marking import mark_clip
from film.transform.notice import BEGIN, FADE, UNDER, lay_notice, say_notice
from film.transform.segments import cut_segment, plan_segments
from film.transform.source import probe_source
from film.watermark import Watermark

from .conftest import Make


@pytest.mark.parametrize(
    "name", ["turned", "uneven", "long gop", "open gop", "trimmed", "matroska"]
)
def test_pictures_are_those_of_their_numbers_wherever_one_begins(name: str, make: Make) -> None:
    path = make(name)
    video = probe_source(path).video
    every = dict(pictures_at(path, range(video.frames)))
    assert list(every) == list(range(video.frames))
    for numbers in ([video.frames - 1], [0, video.frames // 2], spread(video.frames, 3)):
        found = dict(pictures_at(path, numbers))
        assert list(found) == numbers
        for number, rgb in found.items():
            assert rgb.shape == (video.upright[1], video.upright[0], 3)
            assert np.array_equal(rgb, every[number]), number


def test_the_picture_at_a_time_is_the_one_that_stands_then(make: Make) -> None:
    path = make("uneven")
    video = probe_source(path).video
    assert number_at(path, video, Fraction(0)) == 0
    assert number_at(path, video, Fraction(1)) == 25
    assert number_at(path, video, Fraction(1000)) == video.frames - 1


def test_moments_are_spread_evenly_and_never_more_than_there_are() -> None:
    assert spread(100, 4) == [12, 37, 62, 87]
    assert spread(2, 8) == [0, 1]
    assert spread(1, 1) == [0]


@pytest.mark.parametrize("name", ["turned", "deep hevc", "odd"])
def test_a_watermark_is_seen_upright_where_it_should_be_and_nowhere_else(
    name: str, make: Make, tmp_path: Path
) -> None:
    path, clip, out = make(name), tmp_path / "clip.mp4", tmp_path / "marked.mp4"
    video = probe_source(path)
    cut_segment(path, video, plan_segments(path, video)[0], clip)
    mark = Watermark(text="Altered", position="bottom right", size=12, opacity=100)
    done = mark_clip(clip, mark, out)
    assert done.frames == done.replaced == coding_of(clip).frames
    assert coding_of(out).pixels == coding_of(clip).pixels
    pairs = zip(read_frames(clip), read_frames(out), strict=True)
    before, after = next((one.rgb.astype(float), other.rgb.astype(float)) for one, other in pairs)
    apart = np.abs(after - before).mean(axis=2)
    height, width = apart.shape
    corner = apart[height // 2 :, width // 3 :]
    assert corner.max() > 30, "letters on a picture of middle brightness"
    assert apart[: height // 2].mean() < 2.5
    assert apart[:, : width // 4].mean() < 2.5


def test_high_dynamic_range_gets_letters_as_bright_as_paper(make: Make, tmp_path: Path) -> None:
    path, clip, out = make("deep hevc"), tmp_path / "clip.mp4", tmp_path / "marked.mp4"
    video = probe_source(path)
    cut_segment(path, video, plan_segments(path, video)[0], clip)
    mark_clip(clip, Watermark(text="MMMM", position="top", size=20, opacity=100), out)
    shown = next(read_frames(out)).rgb
    assert 100 < np.percentile(shown[: shown.shape[0] // 3], 99.5) < 240


@pytest.mark.parametrize(("layout", "channels", "heard"), [("mono", 1, 0), ("stereo", 2, 1),
                                                          ("5.1", 6, 2)])  # fmt: skip
def test_a_notice_is_heard_over_the_beginning_while_the_rest_steps_back(
    layout: str, channels: int, heard: int, tmp_path: Path
) -> None:
    rate = 44_100
    stem, out = tmp_path / "stem.flac", tmp_path / "told.flac"
    time = np.arange(6 * rate) / rate
    tone = (0.3 * np.sin(2 * np.pi * 6_000 * time)).astype(np.float32)
    soundfile.write(stem, np.repeat(tone[:, None], channels, axis=1), rate, subtype="PCM_24")
    spoken = say_notice("The voice in this film was changed.", "en", rate)
    assert rate < spoken.size < 5 * rate
    assert lay_notice(stem, spoken, layout, out) == tone.size
    made = soundfile.read(out, dtype="float32", always_2d=True)[0]
    assert made.shape == (tone.size, channels)
    end = round((BEGIN + FADE) * rate) + spoken.size
    assert np.array_equal(made[end:], np.repeat(tone[end:, None], channels, axis=1)) or np.allclose(
        made[end:], tone[end:, None], atol=2**-22
    )
    voice = made[: spoken.size, heard] - UNDER * tone[: spoken.size]
    assert np.sqrt(np.mean(voice[round(BEGIN * rate) :] ** 2)) > 0.03
    quiet = made[round(0.5 * rate) : spoken.size, channels - 1 if channels > 2 else 0]
    if channels > 2:
        assert np.abs(quiet).max() < 0.3 * UNDER * 1.01, "only the centre speaks"


def test_a_film_that_lost_something_is_told(make: Make, tmp_path: Path) -> None:
    path = make("long gop")
    video = probe_source(path)
    segments = plan_segments(path, video)
    parts = []
    for one in segments:
        clip = tmp_path / f"{one.number}.mp4"
        cut_segment(path, video, one, clip)
        parts.append(Part(one, clip, untouched=True))
    film = tmp_path / "film.mp4"
    assemble(path, video, parts, film)
    assert all(check.passed for check in check_film(path, video, film))
    other = make("turned")
    failed = {check.name for check in check_film(path, video, other) if not check.passed}
    assert failed == {"frames", "times", "picture", "sound"}
