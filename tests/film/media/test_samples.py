"""Voice samples that strangers bring: measured, and stored bare."""

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest
from film.media.samples import LONGEST, put_sample, read_sample

RATE = 44_100


def hum(seconds: float, level: float = 0.3, rate: int = RATE) -> npt.NDArray[np.float32]:
    """Return a tone of 220 Hz."""
    times = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * 220 * times)).astype(np.float32)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".ogg"])
def test_it_is_kept_as_mono_of_the_same_length(
    suffix: str, tmp_path: Path, store: LocalAssetStore
) -> None:
    path = tmp_path / f"voice{suffix}"
    soundfile.write(path, np.stack([hum(4), hum(4)], axis=1), RATE)
    asset = put_sample(read_sample(path), store)
    sound, rate = soundfile.read(store.path(asset))
    assert (rate, sound.ndim, asset.suffix) == (SAMPLE_RATE, 1, ".flac")
    assert sound.size == pytest.approx(4 * SAMPLE_RATE, abs=0.1 * SAMPLE_RATE)
    spectrum = np.abs(np.fft.rfft(sound))
    assert np.argmax(spectrum) * SAMPLE_RATE / sound.size == pytest.approx(220, abs=1)


def test_an_m4a_from_a_telephone_will_do(tmp_path: Path) -> None:
    path = tmp_path / "memo.m4a"
    with av.open(str(path), "w", format="ipod") as file:
        stream = file.add_stream("aac", rate=RATE, layout="mono")
        for start in range(0, 4 * RATE, 1024):
            block = hum(4)[None, start : start + 1024]
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "mono")
            frame.sample_rate, frame.pts = RATE, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    assert read_sample(path).size == pytest.approx(4 * SAMPLE_RATE, abs=0.1 * SAMPLE_RATE)


def test_what_its_file_says_of_its_maker_is_not_kept(
    tmp_path: Path, store: LocalAssetStore
) -> None:
    path = tmp_path / "voice.flac"
    with soundfile.SoundFile(path, "w", RATE, 1) as file:
        file.comment = "recorded at home, 48.2082 N"
        file.write(hum(4))
    assert b"48.2082" in path.read_bytes()
    assert b"48.2082" not in store.path(put_sample(read_sample(path), store)).read_bytes()


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (hum(2), "lasts 2.0 s: record at least 3 s"),
        (hum(4, level=0.001), "silent or nearly so"),
        (np.clip(hum(4, level=3), -1, 1), "overdriven"),
        (hum(LONGEST + 2, rate=8_000), "longer than 2 min"),
    ],
    ids=["short", "quiet", "loud", "long"],
)
def test_what_says_too_little_of_a_voice_is_refused(
    sound: npt.NDArray[np.float32], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "voice.wav"
    soundfile.write(path, sound, 8_000 if said.startswith("longer") else RATE, subtype="PCM_16")
    with pytest.raises(BadRequest, match=said):
        read_sample(path)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.wav").write_text("hello")
    (tmp_path / "playlist.mp3").write_text("#EXTM3U\n/etc/passwd\n")
    (tmp_path / "cut.flac").write_bytes(b"fLaC\x00\x00")
    (tmp_path / "picture.wav").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    (tmp_path / "cut.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    for path in tmp_path.iterdir():
        with pytest.raises(BadRequest, match=path.name):
            read_sample(path)
    with pytest.raises(BadRequest, match="There is no voice sample"):
        read_sample(tmp_path / "none.wav")
