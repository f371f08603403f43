"""The score as heard: lengths, levels, ends, key, and the same bytes every time."""

from itertools import combinations
from pathlib import Path

import librosa
import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from film.animatic.music.composer import compose
from film.animatic.music.cue import score_cue
from film.animatic.sound.loudness import loudness
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.sound import Cue, Music
from film.story import Genre, Mood

Heard = npt.NDArray[np.float32]


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path)


def cue(genre: Genre = "drama", mood: Mood = "warm", samples: int = 576_013, **more: object) -> Cue:
    asked = {"intensity": 0.5, "seed": 7, **more}
    return Cue(id="m1", genre=genre, mood=mood, samples=samples, **asked)


def hear(music: Music, store: LocalAssetStore) -> Heard:
    wave, rate = soundfile.read(store.path(music.asset), dtype="float32")
    assert rate == SAMPLE_RATE
    return np.asarray(wave.T)


@pytest.mark.parametrize("samples", [96_000, 96_001, 100_003, 479_999])
def test_cues_are_exactly_as_long_as_asked(samples: int, store: LocalAssetStore) -> None:
    for closes in (False, True):
        music = score_cue(cue(samples=samples, closes=closes), store)
        assert hear(music, store).shape == (2, samples)
        assert music.samples == music.asset.info.samples == samples
        assert (music.asset.info.sample_rate, music.asset.info.channels) == (48_000, 2)


@pytest.mark.parametrize(
    ("genre", "mood"),
    [
        ("drama", "tender"),
        ("comedy", "playful"),
        ("thriller", "tense"),
        ("horror", "frightening"),
        ("science fiction", "mysterious"),
        ("fantasy", "wondrous"),
        ("adventure", "triumphant"),
        ("children", "joyful"),
    ],
)
def test_levels_and_ends(genre: Genre, mood: Mood, store: LocalAssetStore) -> None:
    wave = hear(score_cue(cue(genre, mood, closes=True, intensity=0.8), store), store)
    assert -21.5 < loudness(wave) < -17.5
    assert np.abs(wave).max() <= 10 ** (-3 / 20)
    assert not wave[:, 0].any()
    assert not wave[:, -1].any()
    assert np.abs(np.diff(wave, axis=1)).max() < 0.25, "a click"
    assert np.abs(wave[:, -480:]).max() < 0.001
    assert np.corrcoef(wave)[0, 1] < 0.9, "mono"


def test_speech_is_left_room(store: LocalAssetStore) -> None:
    wave = hear(score_cue(cue("drama", "tender"), store), store).mean(axis=0)
    power = np.abs(np.fft.rfft(wave)) ** 2
    frequency = np.fft.rfftfreq(wave.size, 1 / SAMPLE_RATE)
    speech = power[(frequency > 1000) & (frequency < 4000)].sum()
    assert speech < 0.25 * power.sum()


@pytest.mark.parametrize(
    ("genre", "mood"), [("romance", "warm"), ("fantasy", "wistful"), ("drama", "sad")]
)
def test_it_sounds_in_its_key(genre: Genre, mood: Mood, store: LocalAssetStore) -> None:
    asked = cue(genre, mood, closes=True)
    mono = hear(score_cue(asked, store), store).mean(axis=0)
    chroma = librosa.feature.chroma_stft(y=mono[::2], sr=SAMPLE_RATE // 2, n_fft=8192).mean(axis=1)
    classes = compose(asked).key.classes
    inside = np.mean([chroma[tone] for tone in classes])
    outside = np.mean([chroma[tone] for tone in range(12) if tone not in classes])
    assert inside > 1.8 * outside


def test_the_last_chord_rings_on_the_tonic(store: LocalAssetStore) -> None:
    asked = cue("romance", "warm", closes=True)
    score = compose(asked)
    mono = hear(score_cue(asked, store), store).mean(axis=0)
    start = round(score.harmony[-1].start * float(score.form.samples_per_beat)) + 24_000
    last = mono[start : start + SAMPLE_RATE : 2]
    chroma = librosa.feature.chroma_stft(y=last, sr=SAMPLE_RATE // 2, n_fft=8192).mean(axis=1)
    assert int(np.argmax(chroma)) in score.harmony[-1].chord.tones


def test_intensity_rises_towards_the_end(store: LocalAssetStore) -> None:
    wave = hear(score_cue(cue("adventure", "heroic", 960_000, intensity=0.7), store), store)
    first, last = wave[:, : 2 * SAMPLE_RATE], wave[:, 12 * SAMPLE_RATE : 14 * SAMPLE_RATE]
    assert loudness(last) > loudness(first) + 2


def test_genres_sound_different(store: LocalAssetStore) -> None:
    genres: tuple[Genre, ...] = ("drama", "comedy", "science fiction", "horror", "children")
    spectra = []
    for genre in genres:
        asked = cue(genre, "mysterious", 384_000, intensity=0.7)
        mono = hear(score_cue(asked, store), store).mean(axis=0)
        mel = librosa.feature.melspectrogram(y=mono[::2], sr=SAMPLE_RATE // 2, n_mels=24)
        spectra.append(np.log(mel.mean(axis=1) + 1e-9))
    for one, other in combinations(spectra, 2):
        assert np.abs(one - other).mean() > 0.3


def test_the_same_cue_is_the_same_to_the_byte(store: LocalAssetStore, tmp_path: Path) -> None:
    asked = cue("fantasy", "wondrous", 240_001)
    again = LocalAssetStore(tmp_path / "again")
    assert score_cue(asked, store) == score_cue(asked, again)
    other = asked.model_copy(update={"seed": 8})
    assert score_cue(other, store).asset.sha256 != score_cue(asked, store).asset.sha256
