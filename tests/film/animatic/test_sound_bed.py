"""Beds and effects: every place sounds, rain is brighter than a room, thunder is louder."""

import re
import subprocess
from pathlib import Path
from typing import get_args

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from film.animatic.sound.bed import lay_bed
from film.animatic.sound.effects import EFFECT_NAMES
from film.animatic.sound.finish import compress, limit, to_loudness
from film.animatic.sound.loudness import SILENCE, loudness
from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.space import CAVE, ROOM, reverberate
from film.animatic.sound.waves import band, dice, hiss, seconds
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest
from film.sound import Bed, Effect
from film.story import Setting, TimeOfDay, Weather

Heard = npt.NDArray[np.float32]
SETTINGS: tuple[Setting, ...] = get_args(Setting)


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path)


def bed(setting: Setting = "coast", weather: Weather = "clear", **more: object) -> Bed:
    asked = {
        "interior": False, "time": "day", "mood": "calm", "samples": 144_001, "seed": 3, **more,
    }  # fmt: skip
    return Bed(id="b1", setting=setting, weather=weather, **asked)


def hear(asked: Bed, store: LocalAssetStore) -> Heard:
    music = lay_bed(asked, store)
    assert music.samples == asked.samples == music.asset.info.samples
    wave, rate = soundfile.read(store.path(music.asset), dtype="float32")
    assert rate == SAMPLE_RATE
    return np.asarray(wave.T)


def centroid(wave: Heard) -> float:
    power = np.abs(np.fft.rfft(wave[0])) ** 2
    frequency = np.fft.rfftfreq(wave.shape[1], 1 / SAMPLE_RATE)
    return float((power * frequency).sum() / power.sum())


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_place_sounds_in_every_weather(setting: Setting, store: LocalAssetStore) -> None:
    times: tuple[TimeOfDay, ...] = get_args(TimeOfDay)
    for index, weather in enumerate(get_args(Weather)):
        for interior in (False, True) if weather in ("clear", "storm") else (bool(index % 2),):
            asked = bed(setting, weather, interior=interior, time=times[index % 4], samples=48_001)
            wave = hear(asked, store)
            assert wave.shape == (2, 48_001)
            assert -39 < loudness(wave) < -27
            assert np.abs(wave).max() < 0.5
            assert not wave[:, [0, -1]].any()


def test_weather_is_heard(store: LocalAssetStore) -> None:
    clear = loudness(hear(bed("street"), store))
    rain = loudness(hear(bed("street", "rain"), store))
    storm = loudness(hear(bed("street", "storm"), store))
    assert clear < rain < storm


def test_rain_is_brighter_than_a_room_and_duller_from_inside(store: LocalAssetStore) -> None:
    room = centroid(hear(bed("bedroom", interior=True), store))
    inside = centroid(hear(bed("bedroom", "rain", interior=True), store))
    outside = centroid(hear(bed("field", "rain"), store))
    assert outside > 2 * room
    assert outside > 2 * inside


def test_crickets_sing_at_night_and_not_in_a_storm(store: LocalAssetStore) -> None:
    def share(asked: Bed) -> float:
        wave = hear(asked, store)
        return float(np.square(band(wave, 3800, 4800, 2)).mean() / np.square(wave).mean())

    night = bed("field", time="night", samples=480_000)
    silent = night.model_copy(update={"weather": "snow"})
    assert share(night) > 5 * share(silent)


def test_beds_are_wide_and_do_not_loop(store: LocalAssetStore) -> None:
    wave = hear(bed("mountains", samples=480_000), store)
    assert np.corrcoef(wave)[0, 1] < 0.5
    spectrum = np.abs(np.fft.rfft(wave[0], 2 * wave.shape[1])) ** 2
    repeats = np.fft.irfft(spectrum)[: wave.shape[1]]
    assert np.abs(repeats[SAMPLE_RATE:]).max() < 0.3 * repeats[0]


@pytest.mark.parametrize("name", EFFECT_NAMES)
def test_every_effect_is_heard_where_it_is_placed(name: str, store: LocalAssetStore) -> None:
    quiet = bed("library", interior=True, samples=240_001)
    struck = quiet.model_copy(update={"effects": (Effect(name=name, at=96_000),)})
    before, after = hear(quiet, store), hear(struck, store)
    added = after - before
    assert np.abs(added[:, :95_000]).max() < 0.001
    assert np.abs(added[:, 96_000:]).max() > 0.01
    assert np.abs(after).max() <= 10 ** (-3 / 20)


def test_thunder_raises_the_storm_where_it_strikes(store: LocalAssetStore) -> None:
    storm = bed("coast", "storm", samples=480_000)
    struck = storm.model_copy(update={"effects": (Effect(name="thunder", at=240_000),)})
    wave = hear(struck, store)
    assert loudness(wave[:, 240_000:300_000]) > loudness(wave[:, 170_000:230_000]) + 4


def test_effects_outside_the_bed_are_cut_off(store: LocalAssetStore) -> None:
    late = (
        Effect(name="bell", at=140_000),
        Effect(name="riser", at=-96_000),
        Effect(name="door", at=10**9),
    )
    assert hear(bed(effects=late), store).shape == (2, 144_001)


def test_an_unknown_effect_is_refused(store: LocalAssetStore) -> None:
    with pytest.raises(BadRequest, match="kazoo"):
        lay_bed(bed(effects=(Effect(name="kazoo", at=0),)), store)


def test_the_same_bed_is_the_same_to_the_byte(store: LocalAssetStore, tmp_path: Path) -> None:
    asked = bed("harbour", "rain", effects=(Effect(name="horn", at=5_000, gain=0.5),))
    assert lay_bed(asked, store) == lay_bed(asked, LocalAssetStore(tmp_path / "again"))
    other = asked.model_copy(update={"seed": 4})
    assert lay_bed(other, store).asset.sha256 != lay_bed(asked, store).asset.sha256


def test_loudness_agrees_with_ffmpeg(tmp_path: Path) -> None:
    wave = 0.1 * band(hiss(seconds(6), dice("meter"), 2), 200, 3000)
    wave[:, seconds(3) :] *= 0.2
    path = tmp_path / "meter.wav"
    soundfile.write(path, wave.T, SAMPLE_RATE, "FLOAT")
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    told = subprocess.run(
        [ffmpeg, "-hide_banner", "-i", str(path), "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    measured = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1])
    assert loudness(wave) == pytest.approx(measured, abs=0.15)


def test_finishing_tools() -> None:
    wave = hiss(seconds(2), dice("finish"), 2)
    assert np.abs(limit(3 * wave, -3.2)).max() <= 10 ** (-3 / 20)
    assert loudness(to_loudness(wave.copy(), -23.0)) == pytest.approx(-23, abs=0.1)
    uneven = np.concatenate([0.02 * wave, 0.3 * wave], axis=1)
    ratio = np.square(uneven[:, seconds(3) :]).mean() / np.square(uneven[:, : seconds(1)]).mean()
    compress(uneven, -20, 2)
    eased = np.square(uneven[:, seconds(3) :]).mean() / np.square(uneven[:, : seconds(1)]).mean()
    assert eased < 0.5 * ratio
    silence = np.zeros((2, 4_800), dtype=np.float32)
    assert loudness(silence) == SILENCE
    assert not to_loudness(silence, -20).any()


def test_ringing_is_exact() -> None:
    modes = Modes(np.array([440.0, 1250.0]), np.array([1.0, 0.3]), np.array([2.0, 0.5]))
    time = np.arange(30_011) / SAMPLE_RATE
    expected = sum(
        loud * np.exp(-np.log(1000) / decay * time) * np.sin(2 * np.pi * pitch * time)
        for pitch, loud, decay in zip(modes.frequency, modes.amplitude, modes.decay, strict=True)
    )
    assert np.abs(ring(modes, time.size) - expected).max() < 1e-4


def test_a_cave_rings_longer_than_a_room() -> None:
    click = np.zeros(seconds(3) + 1, dtype=np.float32)
    click[0] = 1.0
    tails = [reverberate(click, space)[:, seconds(1) :] for space in (ROOM, CAVE)]
    assert tails[0].shape == (2, click.size - seconds(1))
    assert np.square(tails[1]).sum() > 100 * np.square(tails[0]).sum()
