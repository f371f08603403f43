"""The mix, measured by ffmpeg: loudness, true peak, ducking, stems that add up."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from film.errors import MediaFailed
from film.media.ffmpeg import find_ffmpeg
from film.media.loudness import LoudnessMeter, PeakMeter, decibels
from film.media.mix import Mix, Source, mix

RATE = 48_000


def save(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, sound.astype(np.float32), rate, "FLOAT")
    return path


def voice(seconds: float, level: float = 0.1) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * 130 * k * time + k) / k for k in range(1, 20))
    return level * tone * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))


def chord(seconds: float, level: float = 0.1) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    left = sum(np.sin(2 * np.pi * f * time) for f in (220, 330, 440)) * level
    return np.stack([left, np.roll(left, 50)], axis=1)


def measured(path: Path) -> tuple[float, float]:
    command = [find_ffmpeg(), "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = log[log.rindex("Summary") :]
    loudness, peak = (
        re.search(pattern, summary) for pattern in (r"I:\s+(-?[\d.]+)", r"Peak:\s+(-?[\d.]+)")
    )
    assert loudness is not None
    assert peak is not None
    return float(loudness[1]), float(peak[1])


def mixed(folder: Path, level: float = 0.1, samples: int = 15 * RATE) -> Mix:
    line = save(folder / "line.wav", voice(3, level))
    cue = save(folder / "cue.wav", chord(16))
    noise = np.random.default_rng(0).standard_normal((samples, 2)) * 0.01
    bed = save(folder / "bed.wav", noise)
    return mix(
        [Source(line, 5 * RATE + 17, 3 * RATE)],
        [Source(cue, 0, samples, fade_out=RATE)],
        [Source(bed, 0, samples)],
        samples,
        folder,
    )


@pytest.mark.parametrize("level", [0.001, 0.1, 0.9])
def test_the_master_is_as_loud_as_it_should_be(tmp_path: Path, level: float) -> None:
    made = mixed(tmp_path, level)
    loudness, peak = measured(made.master)
    assert abs(loudness + 16) <= 0.5
    assert peak <= -1.2
    assert abs(made.loudness.integrated - loudness) <= 0.1
    assert abs(made.loudness.true_peak - peak) <= 0.3


def test_peaks_are_limited_and_never_passed(tmp_path: Path) -> None:
    clicks = chord(12, 0.05)
    clicks[:: RATE // 2] = 1.0
    source = save(tmp_path / "clicks.wav", clicks)
    line = Source(save(tmp_path / "line.wav", voice(2)), 3 * RATE, 2 * RATE)
    made = mix([line], [Source(source, 0, 12 * RATE)], [], 12 * RATE, tmp_path)
    assert made.limited > 1
    stems = [soundfile.read(path)[0] for path in (made.dialogue, made.music, made.effects)]
    assert np.abs(sum(stems) - soundfile.read(made.master)[0]).max() < 1e-6
    assert measured(made.master)[1] <= -1.5


def test_stems_add_up_to_the_master(tmp_path: Path) -> None:
    made = mixed(tmp_path)
    stems = [soundfile.read(path)[0] for path in (made.dialogue, made.music, made.effects)]
    master, rate = soundfile.read(made.master)
    assert rate == RATE
    assert {stem.shape for stem in stems} == {(15 * RATE, 2)}
    assert made.limited == 0
    assert np.abs(sum(stems) - master).max() < 1e-6


def test_a_line_stands_at_its_sample(tmp_path: Path) -> None:
    dialogue, _ = soundfile.read(mixed(tmp_path).dialogue)
    heard = np.flatnonzero(np.abs(dialogue[:, 0]) > 1e-4)
    assert abs(heard[0] - (5 * RATE + 17)) < 20
    assert heard[-1] < 8 * RATE + 17


def test_music_gives_way_to_speech_and_comes_back_smoothly(tmp_path: Path) -> None:
    music, _ = soundfile.read(mixed(tmp_path).music)
    steps = np.abs(music[:, 0]).reshape(-1, RATE // 20).max(axis=1)
    level = 20 * np.log10(steps / steps[20])
    assert level[5 * 20 + 2 : 8 * 20 - 2] == pytest.approx(-10, abs=0.5)
    assert level[4 * 20] == pytest.approx(0, abs=0.3), "not before its attack"
    assert level[10 * 20] == pytest.approx(0, abs=0.5), "back after its release"
    assert np.abs(np.diff(level[3 * 20 : 11 * 20])).max() < 4, "no jump"


def test_silence_and_nothing_at_all_can_be_mixed(tmp_path: Path) -> None:
    made = mix([], [], [], 4 * RATE, tmp_path)
    assert soundfile.info(made.master).frames == 4 * RATE
    assert made.loudness.integrated == -70
    assert made.silences == ((0, 4 * RATE),)


def test_music_alone_comes_to_the_same_loudness(tmp_path: Path) -> None:
    cue = save(tmp_path / "cue.wav", chord(8))
    made = mix([], [Source(cue, 0, 8 * RATE)], [], 8 * RATE, tmp_path)
    assert abs(measured(made.master)[0] + 16) <= 0.5


def test_a_foreign_sound_is_refused(tmp_path: Path) -> None:
    slow = save(tmp_path / "slow.wav", voice(1), rate=22_050)
    with pytest.raises(MediaFailed, match=r"slow\.wav is not 48 kHz"):
        mix([Source(slow, 0, RATE)], [], [], RATE, tmp_path)
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(MediaFailed, match=r"text\.wav"):
        mix([Source(tmp_path / "text.wav", 0, RATE)], [], [], RATE, tmp_path)


def test_the_meters_agree_with_ffmpeg(tmp_path: Path) -> None:
    sound = chord(9, 0.2)
    sound[3 * RATE : 5 * RATE] *= 0.01
    sound[6 * RATE :] += 0.3 * np.sin(np.arange(3 * RATE) * np.pi / 2 + np.pi / 4)[:, None]
    path = save(tmp_path / "sound.wav", sound)
    meter, peaks = LoudnessMeter(), PeakMeter()
    for start in range(0, len(sound), RATE):
        meter.add(sound[start : start + RATE].astype(np.float32))
    highest = float(peaks.add(sound.astype(np.float32)).max())
    loudness, peak = measured(path)
    assert abs(meter.integrated() - loudness) <= 0.1
    assert abs(decibels(highest) - peak) <= 0.3
