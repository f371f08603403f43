"""The composed film, decoded again: lengths, tags, transitions, sync, captions, determinism."""

import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from film.clock import SAMPLE_RATE, frame_to_sample
from film.deliverables import Film
from film.errors import MediaFailed
from film.media.compose import caption_fonts, mix_sound
from film.media.ffmpeg import find_ffmpeg
from film.media.mezzanine import MezzanineWriter, read_frames, read_gops
from film.media.probe import probe

from .conftest import SCREEN, Studio


def movie(studio: Studio, film: Film) -> Path:
    return studio.store.path(film.movie)


def test_streams_are_tagged_and_end_together(studio: Studio, film: Film) -> None:
    timeline = studio.plan.timeline
    with av.open(str(movie(studio, film))) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_range, context.colorspace) == (1, 1)
        assert (context.color_primaries, context.color_trc) == (1, 1)
        assert video.average_rate == 24
        assert (video.start_time, audio.start_time) == (0, 0)
        assert video.frames == timeline.frames
        assert video.duration * video.time_base == Fraction(timeline.frames, 24)
        assert audio.duration * audio.time_base == Fraction(timeline.frames, 24)
        assert (audio.codec_context.name, audio.codec_context.layout.name) == ("aac", "stereo")
        assert [mark["metadata"]["title"] for mark in file.chapters()] == [
            "EXT. COAST - NIGHT", "INT. LIGHTHOUSE - NIGHT",
        ]  # fmt: skip
        assert file.metadata["title"] == studio.story.title
        assert file.metadata["genre"] == "drama"
        assert "encoder" not in file.metadata
        assert "creation_time" not in file.metadata
        assert file.streams.subtitles[0].metadata["language"] == "eng"


def test_the_film_starts_fast(studio: Studio, film: Film) -> None:
    data = movie(studio, film).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_every_untouched_gop_is_copied_bit_for_bit(studio: Studio, film: Film) -> None:
    packets = [packet.data for _, gop in read_gops(movie(studio, film)) for packet in gop]
    timeline = studio.plan.timeline
    copied = 0
    for number, shot in enumerate(timeline.shots):
        after = timeline.shots[number + 1 : number + 2]
        given = after[0].overlap if after and after[0].transition == "dissolve" else 0
        untouched = range(shot.overlap, shot.frames - max(shot.fade_out, given))
        for first, gop in read_gops(studio.store.path(studio.takes[shot.shot].asset)):
            if first in untouched and first + len(gop) - 1 in untouched:
                start = shot.start + first
                assert packets[start : start + len(gop)] == [packet.data for packet in gop]
                copied += len(gop)
    assert copied > timeline.frames / 2


def test_a_dissolve_mixes_both_takes_frame_by_frame(studio: Studio, film: Film) -> None:
    timeline = studio.plan.timeline
    number = next(n for n, shot in enumerate(timeline.shots) if shot.shot == "s2-h1")
    before, after = timeline.shots[number - 1 : number + 1]
    assert (after.transition, after.overlap) == ("dissolve", 12)
    stop = after.start + after.overlap
    seen = list(read_frames(movie(studio, film), after.start, stop))
    old = read_frames(studio.store.path(studio.takes[before.shot].asset), before.frames - 12)
    new = read_frames(studio.store.path(studio.takes[after.shot].asset), 0, 12)
    for place, (picture, one, other) in enumerate(zip(seen, old, new, strict=True)):
        share = (place + 1) / 13
        expected = one * (1 - share) + other * share
        assert np.abs(picture - expected).mean() < 1.5, place


def test_it_fades_from_and_to_black(studio: Studio, film: Film) -> None:
    frames = list(read_frames(movie(studio, film)))
    assert frames[0][: SCREEN.height].mean() < 30
    assert frames[-1][: SCREEN.height].mean() < 20
    assert frames[len(frames) // 2][: SCREEN.height].mean() > 60


def test_sound_begins_where_the_timeline_says(studio: Studio, film: Film) -> None:
    """The AAC in the film lies sample by sample where the stems lie."""
    command = [find_ffmpeg(), "-v", "error", "-i", movie(studio, film), "-vn", "-f", "f32le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    heard = np.frombuffer(raw, np.float32).reshape(-1, 2)
    assert len(heard) == frame_to_sample(studio.plan.timeline.frames, SCREEN.rate)
    import soundfile
    from scipy.signal import correlate

    stems = [studio.soundtrack.dialogue, studio.soundtrack.music, studio.soundtrack.effects]
    mixed = sum(soundfile.read(studio.store.path(stem))[0] for stem in stems)
    window = slice(2 * SAMPLE_RATE, 5 * SAMPLE_RATE)
    lags = correlate(heard[window, 0], mixed[window, 0], method="fft")
    assert int(lags.argmax()) - (3 * SAMPLE_RATE - 1) == 0


def test_the_same_materials_give_the_same_bytes(studio: Studio, film: Film) -> None:
    again = mix_sound(studio.plan.timeline, studio.recordings, studio.music, studio.store)
    assert again == studio.soundtrack
    assert studio.compose() == film


def test_captions_come_back_from_the_film(studio: Studio, film: Film) -> None:
    command = [find_ffmpeg(), "-v", "error", "-i", movie(studio, film), "-map", "0:s:0"]
    text = subprocess.run([*command, "-f", "srt", "-"], capture_output=True, check=True).stdout
    shown = text.decode()
    assert "It was late" in shown
    assert "%{pts}" in shown
    assert "<script>" in shown or "script" in shown
    start = studio.plan.timeline.shots[1].lines[0].start
    seconds = start / SAMPLE_RATE
    assert f"00:00:{int(seconds):02},{round(seconds % 1 * 1000):03}" in shown


def test_burned_captions_touch_only_their_frames(studio: Studio, film: Film) -> None:
    burned = studio.compose("burned")
    with av.open(str(movie(studio, burned))) as file:
        assert not file.streams.subtitles
    plain = list(read_frames(movie(studio, film)))
    drawn = list(read_frames(movie(studio, burned)))
    assert len(plain) == len(drawn)
    line = studio.plan.timeline.shots[1].lines[0]
    middle = (line.start + SAMPLE_RATE // 2) * 24 // SAMPLE_RATE
    low = slice(SCREEN.height * 2 // 3, SCREEN.height)
    assert np.abs(plain[middle][low].astype(int) - drawn[middle][low]).max() > 25
    assert (drawn[middle][: SCREEN.height // 3] > 0).all()
    assert np.abs(plain[middle][:20].astype(int) - drawn[middle][:20]).mean() < 2
    assert (plain[20] == drawn[20]).all(), "the title has no captions: it is copied"


def test_quality_control_passes(film: Film) -> None:
    assert {check.name: check.passed for check in film.checks} == {
        "Picture and sound end together": True,
        "Loudness": True,
        "No black pictures": True,
        "No long silence": True,
        "Captions": True,
    }, film.checks


def test_a_black_shot_is_found_even_under_grain(studio: Studio, tmp_path: Path) -> None:
    dice = np.random.default_rng(1)
    plan = studio.plan.shot("s1-h2")
    dark = np.full((SCREEN.height * 3 // 2, SCREEN.width), 128, np.uint8)
    with MezzanineWriter(tmp_path / "dark.mp4", SCREEN, plan.keyframes) as writer:
        for _ in range(plan.frames):
            grain = dice.normal(17, 1.5, (SCREEN.height, SCREEN.width))
            dark[: SCREEN.height] = np.rint(np.maximum(grain, 16))
            writer.write(dark)
    take = studio.takes["s1-h2"]
    take = take.model_copy(update={"asset": studio.store.put(tmp_path / "dark.mp4")})
    film = replace(studio, takes=studio.takes | {"s1-h2": take}).compose()
    (check,) = (check for check in film.checks if not check.passed)
    assert check.name == "No black pictures"
    assert check.finding.startswith("black at 0:")


def test_probe_agrees_with_the_plan(studio: Studio, film: Film) -> None:
    assert probe(movie(studio, film)) == film.movie.info


def test_a_take_of_another_length_is_refused(studio: Studio) -> None:
    takes = {**studio.takes, "s1-h1": studio.takes["title"]}
    with pytest.raises(MediaFailed, match=r"s1-h1 has .* frames, not"):
        Studio(**{**studio.__dict__, "takes": takes}).compose()


def test_a_missing_take_is_named(studio: Studio) -> None:
    takes = {shot: take for shot, take in studio.takes.items() if shot != "s1-h2"}
    with pytest.raises(MediaFailed, match="s1-h2 has no take"):
        Studio(**{**studio.__dict__, "takes": takes}).compose()


def test_caption_fonts_are_there() -> None:
    assert any(caption_fonts().glob("*.otf"))
