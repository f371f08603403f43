"""Goods: what is not what it should be is refused, with the reason; nothing else is opened."""

import wave
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import soundfile

from film.errors import MediaFailed
from film.media.containers import sniff
from film.media.goods import Limits, check_clip, check_picture, check_sound

from .foreign import Recipe, clip, encode, numbered

MASQUERADES = {
    "a playlist": b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of files": b"ffconcat version 1.0\nfile '/etc/hostname'\n",
    "a session description": b"v=0\nm=video 5004 RTP/AVP 96\nc=IN IP4 127.0.0.1\n",
    "a page": b"<!doctype html><title>Oops</title>",
    "an error": b'{"detail": "not found"}',
    "nothing": b"",
    "a little": b"\x00",
    "noise": bytes(range(7, 255)) * 20,
}


@pytest.mark.parametrize("data", MASQUERADES.values(), ids=MASQUERADES.keys())
def test_what_only_wears_the_name_is_refused_by_its_first_bytes(
    data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(data)
    for check in (check_clip, check_sound, check_picture):
        with pytest.raises(MediaFailed, match=r"clip\.mp4 is no media: it begins with"):
            check(path)


def test_a_good_clip_is_measured(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 50, Recipe(rate=Fraction(25), sound=True))
    found = check_clip(path, Fraction(2))
    assert (found.frames, found.width, found.height) == (50, 160, 90)
    assert (found.last, found.seconds) == (Fraction(49, 25), Fraction(2))
    assert (found.container.suffix, found.container.demuxer) == (".mp4", "mp4")


def test_a_clip_is_known_by_what_it_is_not_by_its_name(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 20, Recipe(suffix=".webm", codec="libvpx"))
    found = check_clip(path.rename(tmp_path / "%d -i :x.mp4"))
    assert (found.frames, found.container.suffix) == (20, ".mkv")


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_a_clip_that_breaks_off_is_refused(suffix: str, share: float, tmp_path: Path) -> None:
    codec = {".mp4": "libx264", ".webm": "libvpx"}[suffix]
    path = clip(tmp_path / "clip", 120, Recipe(suffix=suffix, codec=codec))
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * share)])
    with pytest.raises(MediaFailed, match=r"breaks off|damaged|Cannot read"):
        check_clip(path)


def test_pictures_that_an_edit_list_leaves_out_are_not_missed(tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole", 60)
    data = whole.read_bytes()
    elst = data.find(b"elst")
    assert elst > 0, "an edit list that begins with the first picture"
    # One entry (ISO 14496-12, 8.6.6): version and flags, count, duration, media time, rate.
    start = elst + 4 + 4 + 4 + 4
    later = int.from_bytes(data[start : start + 4], "big") + 10 * 512
    whole.write_bytes(data[:start] + later.to_bytes(4, "big") + data[start + 4 :])
    assert 45 <= check_clip(whole).frames <= 52


def test_a_head_with_nothing_behind_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\xff" * 4000)
    with pytest.raises(MediaFailed, match="breaks off"):
        check_clip(path)


def test_a_clip_much_shorter_than_promised_is_refused(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 95)
    assert check_clip(path, Fraction(4)).frames == 95
    with pytest.raises(MediaFailed, match=r"much too short: 4\.0 s of 5\.0 s"):
        check_clip(path, Fraction(5))


@pytest.mark.parametrize("full_range", [False, True])
def test_a_clip_that_is_black_throughout_is_refused(full_range: bool, tmp_path: Path) -> None:
    recipe = Recipe(full_range=full_range, pixels="yuvj420p" if full_range else "yuv420p")
    black = np.zeros((90, 160, 3), np.uint8)
    path = encode(tmp_path / "clip.mp4", [black] * 40, recipe)
    with pytest.raises(MediaFailed, match="black throughout"):
        check_clip(path)
    late = [black] * 30 + [numbered(number) for number in range(10)]
    check_clip(encode(tmp_path / "late.mp4", late, recipe))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pixels=160 * 90 - 1), "160×90 pixels, too many"),
        (Limits(seconds=1), "too long"),
        (Limits(frames=20), "too long"),
        (Limits(decoding=0), "takes too long to decode"),
        (Limits(streams=1), "2 tracks, too many|Cannot read"),
        (Limits(bytes=1000), "too large"),
    ],
)
def test_nothing_passes_the_limits(limits: Limits, reason: str, tmp_path: Path) -> None:
    path = clip(tmp_path / "clip", 48, Recipe(sound=True))
    with pytest.raises(MediaFailed, match=reason):
        check_clip(path, limits=limits)


def sound(path: Path, samples: np.ndarray) -> Path:
    soundfile.write(path, samples, 48_000)
    return path


def tone(seconds: float) -> np.ndarray:
    return (np.sin(np.arange(round(seconds * 48_000)) / 30) * 0.2).astype(np.float32)


@pytest.mark.parametrize("name", ["sound.wav", "sound.flac", "sound.ogg", "sound.mp3"])
def test_a_good_sound_is_measured(name: str, tmp_path: Path) -> None:
    found = check_sound(sound(tmp_path / name, tone(2)), Fraction(2))
    assert float(found.seconds) == pytest.approx(2, abs=0.1)
    assert (found.sample_rate, found.channels) == (48_000, 1)
    assert found.peak == pytest.approx(0.2, abs=0.03)
    assert found.container.suffix == Path(name).suffix


def test_sounds_that_are_silent_short_or_cut_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaFailed, match="silent throughout"):
        check_sound(sound(tmp_path / "a.wav", np.full(48_000, 0.0005, np.float32)))
    with pytest.raises(MediaFailed, match="much too short"):
        check_sound(sound(tmp_path / "b.flac", tone(1)), Fraction(2))
    with pytest.raises(MediaFailed, match="too long"):
        check_sound(sound(tmp_path / "c.wav", tone(2.5)), limits=Limits(seconds=2))
    cut = sound(tmp_path / "d.flac", tone(3))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    with pytest.raises(MediaFailed, match=r"breaks off|Cannot read"):
        check_sound(cut)
    with wave.open(str(tmp_path / "e.wav"), "wb") as empty:
        empty.setparams((1, 2, 48_000, 0, "NONE", ""))
    with pytest.raises(MediaFailed):
        check_sound(tmp_path / "e.wav")


def test_one_kind_is_not_taken_for_another(tmp_path: Path) -> None:
    film = clip(tmp_path / "clip", 5)
    music = sound(tmp_path / "sound.wav", tone(1))
    picture = tmp_path / "picture.png"
    cv2.imwrite(str(picture), numbered(3))
    assert [sniff(one).kind for one in (film, music, picture)] == ["clip", "sound", "picture"]
    with pytest.raises(MediaFailed, match=r"no video: it is a \.wav file"):
        check_clip(music)
    with pytest.raises(MediaFailed, match=r"no sound: it is a \.png file"):
        check_sound(picture)
    with pytest.raises(MediaFailed, match=r"no picture: it is a \.mp4 file"):
        check_picture(film)


def test_a_film_container_without_pictures_is_no_clip(tmp_path: Path) -> None:
    path = tmp_path / "only-sound.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac", rate=48_000)
        frame = av.AudioFrame.from_ndarray(tone(0.02)[None], format="fltp", layout="mono")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with pytest.raises(MediaFailed, match="holds no pictures"):
        check_clip(path)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_picture_is_decoded_and_limited(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture{suffix}"
    cv2.imwrite(str(path), numbered(5, (320, 180)))
    assert check_picture(path).suffix == suffix
    with pytest.raises(MediaFailed, match=r"too many|Cannot read"):
        check_picture(path, Limits(pixels=10_000))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(MediaFailed):
        check_picture(path)
    cv2.imwrite(str(path), np.zeros((180, 320, 3), np.uint8))
    with pytest.raises(MediaFailed, match="black throughout"):
        check_picture(path)
