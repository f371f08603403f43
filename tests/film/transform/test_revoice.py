"""A voice is moved to another's pitch and formants; what is said, when and how loud, stays."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy import ndimage

from film.errors import MediaFailed
from film.media.loudness import measure
from film.transform.revoice import VoiceMeasure, convert_voice, measure_voice

from .voices import RATE, speech


def written(path: Path, sound: np.ndarray) -> Path:
    soundfile.write(path, sound, RATE, "PCM_24")
    return path


def test_a_mans_words_in_a_womans_voice_and_back(tmp_path: Path) -> None:
    man = speech(low=95, high=150)
    his = written(tmp_path / "his.flac", man)
    hers = written(tmp_path / "hers.flac", speech(low=170, high=260, tract=1.15))
    she, he = measure_voice(hers), measure_voice(his)
    assert she.pitch > 1.5 * he.pitch
    assert she.spacing > 1.05 * he.spacing
    done = convert_voice(his, she, tmp_path / "new.flac")
    assert done.measured == he
    assert done.samples == len(man) == soundfile.info(tmp_path / "new.flac").frames
    now = measure_voice(tmp_path / "new.flac")
    assert abs(np.log2(now.pitch / she.pitch)) * 12 < 0.5
    assert abs(now.spacing / she.spacing - 1) < 0.04
    new = soundfile.read(tmp_path / "new.flac", dtype="float32")[0]
    assert _lag(man, new) == 0
    assert np.corrcoef(_envelope(man), _envelope(new))[0, 1] > 0.95
    before, after = measure([man[:, None]]), measure([new[:, None]])
    assert abs(before.integrated - after.integrated) < 1


def _envelope(sound: np.ndarray) -> np.ndarray:
    """Loudness every 10 ms."""
    return np.sqrt(ndimage.uniform_filter1d(sound**2, 960))[::480]


def _lag(one: np.ndarray, other: np.ndarray) -> int:
    """Hundredths of a second by which one sound best lies over another."""
    first, second = _envelope(one)[10:-10], _envelope(other)[10:-10]
    return max(range(-8, 9), key=lambda lag: float(first @ np.roll(second, lag)))


def test_long_dialogue_is_parted_where_nobody_speaks(tmp_path: Path) -> None:
    """Joins are not heard: no sample jumps further than in the voice itself."""
    long = np.tile(speech(), 2)[: 24 * RATE]
    target = VoiceMeasure(pitch=200, spread=2.5, spacing=1080, voiced=5)
    done = convert_voice(written(tmp_path / "long.flac", long), target, tmp_path / "new.flac")
    new = soundfile.read(tmp_path / "new.flac", dtype="float32")[0]
    assert len(new) == len(long) == done.samples
    assert np.abs(np.diff(new)).max() < 2.5 * np.abs(np.diff(long)).max()
    assert np.corrcoef(_envelope(long), _envelope(new))[0, 1] > 0.95


def test_silence_and_noise_have_no_voice(tmp_path: Path) -> None:
    hiss = 0.05 * np.random.default_rng(3).standard_normal(2 * RATE)
    for name, sound in (("silence", np.zeros(2 * RATE)), ("hiss", hiss)):
        path = written(tmp_path / f"{name}.flac", sound)
        with pytest.raises(MediaFailed, match="too little speech"):
            measure_voice(path)
    target = VoiceMeasure(pitch=200, spread=2.5, spacing=1080, voiced=5)
    with pytest.raises(MediaFailed, match="too little speech"):
        convert_voice(tmp_path / "silence.flac", target, tmp_path / "new.flac")
    assert not (tmp_path / "new.flac").exists()
