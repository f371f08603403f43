"""Fitting: any length from any sound, without a gap, a click or a swell."""

import io

import numpy as np
import pytest
import soundfile

from blocks.music.fitting import attack, crossed, decode, fitted, looped, trimmed
from film.animatic.sound.waves import Wave
from film.clock import SAMPLE_RATE
from film.errors import MediaFailed

BEAT = SAMPLE_RATE // 2


def music(seconds: float) -> Wave:
    """Return a plucked tone on every half second, with silence around it."""
    time = np.arange(round(seconds * SAMPLE_RATE))
    tone = np.sin(2 * np.pi * 220 * time / SAMPLE_RATE) * np.exp(-4 * (time % BEAT) / BEAT)
    return np.stack([tone, 0.7 * tone]).astype(np.float32) * np.float32(0.3)


def noise(seconds: float) -> Wave:
    dice = np.random.default_rng(1)
    wave = dice.standard_normal((2, round(seconds * SAMPLE_RATE)), np.float32)
    return np.asarray(wave * np.float32(0.05))


def levels(wave: Wave, seconds: float = 0.5) -> list[float]:
    block = round(seconds * SAMPLE_RATE)
    whole = wave[:, : wave.shape[1] // block * block]
    return [
        20 * np.log10(np.sqrt(np.square(part, dtype=np.float64).mean()) + 1e-9)
        for part in np.split(whole, whole.shape[1] // block, axis=1)
    ]


def encoded(wave: Wave, rate: int = SAMPLE_RATE, form: str = "WAV") -> bytes:
    file = io.BytesIO()
    subtype = "MPEG_LAYER_III" if form == "MP3" else "PCM_16"
    soundfile.write(file, wave.T, rate, format=form, subtype=subtype)
    return file.getvalue()


@pytest.mark.parametrize("ends", [False, True], ids=["goes on", "ends"])
@pytest.mark.parametrize(
    "samples", [1, 2, 479, 4_801, 48_000, 300_301, 480_000, 700_001, 2_000_003]
)
def test_any_length_comes_out_to_the_sample(samples: int, ends: bool) -> None:
    for wave in (music(10), music(0.7), noise(10), music(0.02)):
        found = fitted(wave, samples, ends=ends)
        assert found.shape == (2, samples)
        assert np.isfinite(found).all()
        assert np.abs(found).max() <= 0.5
        if samples > 400:
            assert abs(found[0, -1]) < 0.01


def test_what_goes_round_again_neither_swells_nor_clicks() -> None:
    for wave in (music(10), noise(10)):
        found = fitted(wave, 31 * SAMPLE_RATE, ends=False)
        inner = levels(found)[2:-4]
        assert max(inner) - min(inner) < 2
        assert np.abs(np.diff(found)).max() < 1.5 * np.abs(np.diff(wave)).max()


def test_it_goes_round_on_the_beat() -> None:
    found = fitted(music(10), 25 * SAMPLE_RATE, ends=False)
    strokes = np.abs(found[0][: 22 * SAMPLE_RATE])
    loud = [int(np.argmax(strokes[at : at + BEAT])) for at in range(0, len(strokes) - BEAT, BEAT)]
    assert max(loud) < BEAT // 5, "every stroke is where a stroke was"


def test_an_ending_is_the_pieces_own() -> None:
    wave = noise(12)
    wave[:, -SAMPLE_RATE:] *= np.linspace(1, 0, SAMPLE_RATE, dtype=np.float32)
    padded = np.pad(wave, ((0, 0), (4_800, 96_000)))
    for samples in (5 * SAMPLE_RATE, 11 * SAMPLE_RATE + 7):
        found = fitted(padded, samples, ends=True)
        own, mine = wave[0, -3 * SAMPLE_RATE : -SAMPLE_RATE], found[0, -3 * SAMPLE_RATE :]
        best = max(np.correlate(mine[: 2 * SAMPLE_RATE + 9_600], own, "valid"))
        assert best > 0.9 * np.square(own).sum()


def test_music_that_goes_on_is_left_at_a_quiet_moment() -> None:
    found = fitted(music(10), 7 * SAMPLE_RATE, ends=False)
    last = np.abs(found[0, -12_000:])
    assert last[-100:].max() < 0.002
    assert np.abs(np.diff(found[0, -SAMPLE_RATE:])).max() < 0.02


@pytest.mark.parametrize("start", [0, 1, 47_999, 10**6])
def test_a_steady_sound_goes_round_without_a_seam(start: int) -> None:
    found = looped(noise(8), 60 * SAMPLE_RATE + 1, start)
    assert found.shape == (2, 60 * SAMPLE_RATE + 1)
    steady = levels(found)
    assert max(steady) - min(steady) < 1


def test_another_start_is_another_moment_of_the_same() -> None:
    one, other = looped(noise(8), SAMPLE_RATE, 0), looped(noise(8), SAMPLE_RATE, 100_000)
    assert np.abs(one - other).max() > 0.1


def test_two_sounds_that_cross_are_as_long_as_both_without_the_seam() -> None:
    assert crossed(noise(2), noise(3), SAMPLE_RATE).shape == (2, 4 * SAMPLE_RATE)
    assert crossed(noise(2), noise(3), 0).shape == (2, 5 * SAMPLE_RATE)
    strangers = crossed(music(4), noise(4), 2 * SAMPLE_RATE)
    assert np.isfinite(strangers).all()


def test_silence_around_a_sound_goes_and_its_attack_is_found() -> None:
    stroke = np.pad(noise(1), ((0, 0), (24_000, 12_000)))
    assert trimmed(stroke).shape[1] == pytest.approx(SAMPLE_RATE, abs=960)
    assert attack(stroke) == pytest.approx(24_000, abs=480)


@pytest.mark.parametrize("form", ["WAV", "MP3", "OGG", "FLAC"])
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_sound_files_are_decoded_at_48_khz_in_stereo(form: str, rate: int) -> None:
    time = np.arange(rate) / rate
    for channels in (1, 2):
        tone = np.stack([0.2 * np.sin(2 * np.pi * 440 * time)] * channels).astype(np.float32)
        file = io.BytesIO()
        subtype = {"MP3": "MPEG_LAYER_III", "OGG": "VORBIS"}.get(form, "PCM_16")
        soundfile.write(file, tone.T, rate, format=form, subtype=subtype)
        found = decode(file.getvalue())
        assert found.shape[0] == 2
        assert found.shape[1] == pytest.approx(SAMPLE_RATE, rel=0.06)
        spectrum = np.abs(np.fft.rfft(found[0]))
        assert np.argmax(spectrum) * SAMPLE_RATE / found.shape[1] == pytest.approx(440, abs=3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><title>Oops</title>",
        b"\xff\xfb\x90\x44" + bytes(40),
        encoded(np.zeros((2, SAMPLE_RATE), np.float32)),
        encoded(music(0)),
        encoded(music(1))[:40],
        encoded(np.zeros((2, 8_000 * 701), np.float32), 8_000),
    ],
    ids=["nothing", "a page", "a frame", "silence", "no samples", "a header", "endless"],
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(MediaFailed, match="The sound"):
        decode(data)
