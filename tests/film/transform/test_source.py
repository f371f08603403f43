"""What an upload holds is told from its headers, and what cannot be is refused before decoding."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest

from film.errors import BadRequest
from film.transform.headers import read_avc, write_avc
from film.transform.source import Limits, probe_source
from film.transform.tracks import SourceVideo

from .conftest import Make
from .uploads import DEEP, PHONE, UPLOADS, Sound, Upload, tones


def test_a_phones_video(make: Make) -> None:
    video = probe_source(make("turned"))
    track = video.video
    assert (track.codec, track.width, track.height, track.upright) == ("h264", 160, 96, (96, 160))
    assert track.turn.transpose
    assert (track.frames, track.rate, track.variable) == (75, Fraction(25), False)
    assert video.seconds == 3
    assert [(one.start, one.end, one.title) for one in video.chapters] == [
        (0, 1, "One"),
        (1, 3, "Two"),
    ]
    assert dict(video.metadata) == dict(PHONE.metadata)
    (sound,) = video.sounds
    assert (sound.codec, sound.rate, sound.layout, sound.start) == ("aac", 48_000, "stereo", 0)
    assert SourceVideo.model_validate_json(video.model_dump_json()) == video


def test_uneven_times_deep_colours_and_many_channels(make: Make) -> None:
    assert probe_source(make("uneven")).video.variable
    deep = probe_source(make("deep hevc")).video
    assert (deep.codec, deep.pixels, deep.depth, deep.colour.hdr) == ("hevc", DEEP.pixels, 10, "PQ")
    assert [sound.layout for sound in probe_source(make("surround")).sounds] == ["5.1", "stereo"]
    assert probe_source(make("silent")).sounds == ()
    odd = probe_source(make("odd")).video
    assert (odd.width, odd.height, odd.aspect) == (161, 97, Fraction(4, 3))
    late = probe_source(make("late")).sounds[0]
    assert Fraction(7, 10) < late.start <= Fraction(3, 4)
    assert probe_source(make("trimmed")).video.frames == 75 - UPLOADS["trimmed"].hidden


@pytest.mark.parametrize(
    "text",
    ["#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "ffconcat version 1.0\nfile /etc/passwd\n",
     "<?xml version='1.0'?><MPD/>", ""],
    ids=["playlist", "concat", "dash", "empty"],
)  # fmt: skip
def test_a_playlist_in_a_films_clothes_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "holiday.mp4"
    path.write_text(text)
    with pytest.raises(BadRequest, match=r"holiday\.mp4 is no media: it begins with"):
        probe_source(path)


def test_sounds_and_pictures_are_no_videos(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac", rate=48_000)
        frame = av.AudioFrame.from_ndarray(tones("stereo", 1024, 48_000), "fltp", "stereo")
        frame.sample_rate, frame.pts = 48_000, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with pytest.raises(BadRequest, match="holds no pictures"):
        probe_source(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(BadRequest, match=r"is no video: it is a \.png file"):
        probe_source(path)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(bytes=1000), "bytes, more than 1000"),
        (Limits(seconds=2), "lasts 3 s, more than 2"),
        (Limits(pixels=10_000), "is 160×96 pixels; at most 10000"),
        (Limits(side=128), "is 160×96 pixels; a side has at most 128"),
        (Limits(frames=50), "more than 50 pictures"),
        (Limits(streams=1), "tracks, more than 1"),
        (Limits(channels=1), "2 channels, too many"),
    ],
    ids=["bytes", "seconds", "pixels", "side", "frames", "streams", "channels"],
)
def test_limits(limits: Limits, reason: str, make: Make) -> None:
    with pytest.raises(BadRequest, match=reason):
        probe_source(make("turned"), limits)


def test_codecs_are_those_of_a_list(make: Make) -> None:
    drawn = Upload(
        codec="mjpeg", pixels="yuvj420p", suffix=".mkv", ticks=1000, frames=5, b_frames=0
    )
    with pytest.raises(BadRequest, match="is coded as mjpeg; h264, hevc"):
        probe_source(make(drawn))
    telephone = Upload(
        suffix=".mkv", ticks=1000, frames=5,
        sounds=(Sound(codec="mp2", layout="mono"),),
    )  # fmt: skip
    with pytest.raises(BadRequest, match="sound is coded as mp2: convert it to AAC"):
        probe_source(make(telephone))


def test_an_encrypted_video_is_refused(make: Make) -> None:
    key = (("encryption_scheme", "cenc-aes-ctr"), ("encryption_key", "00" * 16),
           ("encryption_kid", "11" * 16))  # fmt: skip
    with pytest.raises(BadRequest, match="is encrypted"):
        probe_source(make(Upload(frames=10, muxing=key)))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("front", [False, True], ids=["head last", "head first"])
def test_a_truncated_video_is_refused(
    share: float, front: bool, make: Make, tmp_path: Path
) -> None:
    options = (("movflags", "+faststart"),) if front else ()
    whole = make(PHONE.but(muxing=options)).read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadRequest, match="breaks off"):
        probe_source(path)


def test_a_truncated_matroska_is_refused(make: Make, tmp_path: Path) -> None:
    whole = make("matroska").read_bytes()
    path = tmp_path / "cut.webm"
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(BadRequest, match="breaks off"):
        probe_source(path)


def bomb(source: Path, path: Path, side: int) -> Path:
    """Write a video whose head promises pictures of side × side, in blocks of 16 pixels."""
    bits = "".join(
        (f"{66:08b}", f"{0:08b}", f"{62:08b}", *(_golomb(n) for n in (0, 0, 2, 1)), "0",
         _golomb(side - 1), _golomb(side - 1), "1100", "1")
    )  # fmt: skip
    bits += "0" * (-len(bits) % 8)
    unit = b"\x67" + int(bits, 2).to_bytes(len(bits) // 8, "big")
    with av.open(str(source)) as given, av.open(str(path), "w") as taken:
        like = given.streams.video[0]
        stream = taken.add_stream_from_template(like, opaque=True)
        record = read_avc(like.codec_context.extradata or b"")
        stream.codec_context.extradata = write_avc(record._replace(sps=(unit,)))
        stream.codec_context.width = stream.codec_context.height = side * 16
        for packet in given.demux(like):
            if packet.size:
                packet.stream = stream
                taken.mux(packet)
    return path


def _golomb(number: int) -> str:
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


BOUNDED = """
import sys
from pathlib import Path
from film.errors import BadRequest
from film.transform.source import probe_source
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
before = peak()
try:
    probe_source(Path(sys.argv[1]))
except BadRequest as refused:
    print(refused)
print((peak() - before) // 1024)
"""


def test_huge_dimensions_are_refused_before_anything_is_decoded(make: Make, tmp_path: Path) -> None:
    path = bomb(make("turned"), tmp_path / "bomb.mp4", 1000)
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, path], capture_output=True, text=True, check=True
    )
    reason, megabytes = done.stdout.splitlines()
    assert "16000×16000 pixels; at most 9437184 are taken" in reason
    assert int(megabytes) < 200  # one such picture has 366
