"""Speech from elsewhere: decoded whatever it is in, trimmed, levelled, or refused."""

import io

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from film.clock import SAMPLE_RATE
from film.errors import MediaFailed
from film.media.loudness import LoudnessMeter
from film.media.speech import LEAD, PEAK, TAIL, breaks_off, decode, levelled, trimmed

Wave = npt.NDArray[np.float32]


def tone(rate: int, seconds: float = 1.0, level: float = 0.3) -> Wave:
    """Return a voice of a kind: a buzz that comes and goes."""
    time = np.arange(round(rate * seconds)) / rate
    buzz = np.sign(np.sin(2 * np.pi * 140 * time)) * (0.55 + 0.45 * np.sin(2 * np.pi * 3 * time))
    return np.asarray(level * buzz, np.float32)


def around(wave: Wave, before: int, after: int) -> Wave:
    return np.concatenate([np.zeros(before, np.float32), wave, np.zeros(after, np.float32)])


def coded(wave: Wave, rate: int, form: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, wave, rate, format=form)
    return file.getvalue()


def bare(wave: Wave) -> bytes:
    return (wave * 32_767).astype("<i2").tobytes()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (coded(tone(44_100), 44_100, "MP3"), "mp3_44100_128"),
        (coded(tone(22_050), 22_050, "MP3"), "mp3_22050_32"),
        (coded(tone(48_000), 48_000, "WAV"), "wav_48000"),
        (coded(np.stack([tone(48_000)] * 2, 1), 48_000, "WAV"), "wav_48000"),
        (bare(tone(16_000)), "pcm_16000"),
        (bare(tone(44_100)), "pcm_44100"),
        (bare(tone(48_000)), "pcm_48000"),
    ],
    ids=["mp3", "small mp3", "wav", "stereo", "pcm 16", "pcm 44.1", "pcm 48"],
)
def test_it_comes_out_as_mono_at_48_khz(data: bytes, encoding: str) -> None:
    sound = decode(data, encoding)
    assert (sound.ndim, sound.dtype) == (1, np.float32)
    assert sound.size == pytest.approx(SAMPLE_RATE, abs=4)
    reference = tone(SAMPLE_RATE)[: sound.size]
    size = min(sound.size, reference.size)
    likeness = np.corrcoef(sound[:size], reference[:size])[0, 1]
    assert likeness > 0.9, "in place to a fraction of a millisecond"


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (b"", "mp3_44100_128", "no MP3"),
        (b"<!doctype html><p>Oops", "mp3_44100_128", "no MP3"),
        (coded(tone(44_100), 44_100, "WAV"), "mp3_44100_128", "WAV and not MP3"),
        (coded(tone(44_100), 44_100, "OGG"), "mp3_44100_128", "OGG and not MP3"),
        (coded(tone(44_100), 44_100, "WAV"), "pcm_44100", "not made of bare"),
        (b'{"detail": "no"}', "pcm_24000", "not made of bare"),
        (b"\0\1\2", "pcm_24000", "not made of bare"),
        (b"", "pcm_24000", "no samples"),
        (bare(np.zeros(24_000, np.float32)), "pcm_24000", "silent"),
        (bare(tone(16_000, level=0.0005)), "pcm_16000", "silent"),
        (bytes(16_000 * 2 * 1_801), "pcm_16000", "longer than 30 minutes"),
    ],
    ids=[
        "nothing", "html", "wav for mp3", "ogg for mp3", "wav for pcm", "json for pcm", "odd",
        "no pcm", "silent", "all but silent", "endless",
    ],
)  # fmt: skip
def test_what_is_no_speech_is_refused(data: bytes, encoding: str, says: str) -> None:
    with pytest.raises(MediaFailed, match=says):
        decode(data, encoding)


def test_the_silence_around_it_goes_and_times_can_follow() -> None:
    sound, later = trimmed(around(tone(SAMPLE_RATE), 24_000, 36_000))
    assert later == LEAD - 24_000
    assert sound.size == pytest.approx(LEAD + SAMPLE_RATE + TAIL, abs=240)
    assert np.flatnonzero(np.abs(sound) > 0.01)[0] == pytest.approx(LEAD, abs=240)
    assert sound[-1] == 0


def test_what_begins_at_once_gets_a_moment_before_it() -> None:
    sound, later = trimmed(tone(SAMPLE_RATE))
    assert later == LEAD
    assert not sound[:LEAD].any()
    assert sound[LEAD + 5]


@pytest.mark.parametrize("gain", [-6.5, 0.0, 4.0])
@pytest.mark.parametrize("level", [0.02, 0.9])
def test_every_line_is_as_loud(level: float, gain: float) -> None:
    sound = levelled(tone(SAMPLE_RATE, level=level), gain)
    meter = LoudnessMeter()
    meter.add(sound[:, None])
    assert meter.integrated() == pytest.approx(-20 + gain, abs=0.3)
    assert np.abs(sound).max() <= PEAK


def test_a_very_short_word_is_levelled_too() -> None:
    quiet = levelled(tone(SAMPLE_RATE, 0.15, 0.02), 0)
    assert 0.05 < np.sqrt(np.square(quiet).mean()) < 0.2


def test_speech_that_breaks_off_is_noticed() -> None:
    fading = tone(SAMPLE_RATE) * np.linspace(1, 0, SAMPLE_RATE, dtype=np.float32)
    assert not breaks_off(fading)
    assert not breaks_off(around(tone(SAMPLE_RATE), 0, 2_400))
    assert breaks_off(tone(SAMPLE_RATE))
