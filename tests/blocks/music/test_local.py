"""Composers that run here: real models, tiny and with random weights: what they play is noise."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.music.diffusers import DiffusersMusic
from blocks.music.local import LocalMusic, brought_to_an_end, parts_of
from blocks.music.players import PLAYERS
from blocks.music.transformers import TransformersMusic
from blocks.music.wording import words_for
from film.assets import AssetStore, LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest, EngineMissing
from film.sound import Bed, Cue, Effect, Music

CUE = Cue(id="m1", genre="drama", mood="tense", intensity=0.6, samples=3 * SAMPLE_RATE)
BED = Bed(
    id="b1",
    setting="harbour",
    interior=False,
    time="night",
    weather="rain",
    mood="calm",
    samples=4 * SAMPLE_RATE,
)
Tiny = Callable[..., LocalMusic]

pytestmark = pytest.mark.filterwarnings(
    "ignore:.torch.nn.utils.weight_norm. is deprecated:FutureWarning"  # diffusers' Oobleck
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> AssetStore:
    return LocalAssetStore(tmp_path_factory.mktemp("music") / "assets")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Lend composers over tiny models, each built when it is first asked for."""
    pytest.importorskip("torch", reason="torch is not installed: run `make models`")
    pytest.importorskip("diffusers", reason="diffusers is not installed: run `make models`")
    from tests.tiny_music_models import MUSIC, musicgen

    folder = tmp_path_factory.mktemp("music-models")
    builders = MUSIC | {"musicgen": musicgen}

    def engine(kind: str, **settings: Any) -> LocalMusic:
        if not (folder / kind).exists():
            builders[kind](folder / kind)
        usual = {"device": "cpu", "model": str(folder / kind)}
        if kind == "musicgen":
            return TransformersMusic(**usual | settings)
        return DiffusersMusic(family=kind, **{"steps": 2} | usual | settings)

    return engine


def heard(music: Music, store: AssetStore) -> npt.NDArray[np.float64]:
    sound, rate = soundfile.read(store.path(music.asset), always_2d=True)
    assert rate == SAMPLE_RATE
    assert sound.shape == (music.samples, 2)
    return np.asarray(sound, np.float64)


def level(sound: npt.NDArray[np.float64]) -> float:
    return float(np.sqrt(np.square(sound).mean()))


EACH = pytest.mark.parametrize("kind", ["ace-step", "stable-audio", "musicgen"])


@EACH
def test_a_cue_is_of_exact_length_heard_and_the_same_every_time(
    kind: str, tiny: Tiny, shelf: AssetStore
) -> None:
    composer = tiny(kind)
    for samples in (1, 4_801, CUE.samples):
        music = composer.score(CUE.model_copy(update={"samples": samples}), shelf)
        assert music.samples == samples
        sound = heard(music, shelf)
    assert level(sound) > 0.002
    assert composer.score(CUE, shelf) == music
    other = CUE.model_copy(update={"mood": "joyful"})
    assert composer.score(other, shelf).asset != music.asset, "the words reach the model"
    seeded = CUE.model_copy(update={"seed": 5})
    assert composer.score(seeded, shelf).asset != music.asset


@EACH
def test_a_long_cue_is_played_in_parts_that_give_way_to_one_another(
    kind: str, tiny: Tiny, shelf: AssetStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "firstcut.local"):
        music = tiny(kind, longest_part=2).score(
            CUE.model_copy(update={"samples": 5 * SAMPLE_RATE}), shelf
        )
    assert "part 3 of 3" in caplog.text
    sound = heard(music, shelf)
    seconds = [level(part) for part in np.split(sound, 10)[1:-1]]
    assert max(seconds) < 4 * min(seconds), "no part is missing and none stands out"


@EACH
def test_music_that_closes_the_film_ends_in_silence(
    kind: str, tiny: Tiny, shelf: AssetStore
) -> None:
    ending = heard(tiny(kind).score(CUE.model_copy(update={"closes": True}), shelf), shelf)
    whole, last = level(ending), level(ending[-SAMPLE_RATE // 20 :])
    assert last < 0.1 * whole


def test_music_that_has_ended_by_itself_is_left_alone() -> None:
    wave = np.random.default_rng(0).normal(0, 0.1, (2, 3 * SAMPLE_RATE)).astype(np.float32)
    wave[:, 2 * SAMPLE_RATE :] *= 0.001
    assert (brought_to_an_end(wave.copy()) == wave).all()


@pytest.mark.parametrize("samples", [1, 99_999, 30 * SAMPLE_RATE, 75 * SAMPLE_RATE])
def test_parts_cover_a_cue_exactly(samples: int) -> None:
    parts = list(parts_of(samples, 30 * SAMPLE_RATE))
    assert sum(part.samples - part.overlap for part in parts) == samples
    assert all(part.samples <= 30 * SAMPLE_RATE for part in parts)
    assert [part.number for part in parts] == list(range(parts[0].of))


def test_musicgen_goes_on_from_what_was_played(tiny: Tiny) -> None:
    composer = tiny("musicgen")
    words = words_for(CUE, 0, 1, CUE.samples)
    before = np.zeros((2, SAMPLE_RATE), np.float32)
    before[:] = 0.3 * np.sin(np.arange(SAMPLE_RATE) / 20)
    alone = composer.play(words, 2 * SAMPLE_RATE, 1, None, "A part").sound
    led = composer.play(words, 2 * SAMPLE_RATE, 1, before, "A part").sound
    assert abs(led.shape[1] - alone.shape[1]) < 32_000 * 0.1, "as long, with what was before"
    assert np.abs(led[:, -16_000:] - alone[:, -16_000:]).max() > 0


def test_stable_audio_makes_a_place_and_its_effects(tiny: Tiny, shelf: AssetStore) -> None:
    composer = tiny("stable-audio")
    at = 2 * SAMPLE_RATE
    struck = BED.model_copy(update={"effects": (Effect(name="thunder", at=at),)})
    quiet, loud = (heard(composer.lay_bed(bed, shelf), shelf) for bed in (BED, struck))
    assert level(quiet) > 0.002
    assert level(loud[at:]) > 1.2 * level(quiet[at:])
    assert level(loud[: at // 2]) < 1.2 * level(quiet[: at // 2])
    assert composer.lay_bed(struck, shelf) == composer.lay_bed(struck, shelf)


@pytest.mark.parametrize("kind", ["ace-step", "musicgen"])
def test_who_makes_music_only_has_beds_laid_by_the_sound_department(
    kind: str, tiny: Tiny, shelf: AssetStore
) -> None:
    from blocks.music.embedded import EmbeddedMusic

    assert tiny(kind).lay_bed(BED, shelf) == EmbeddedMusic().lay_bed(BED, shelf)


@EACH
def test_an_effect_that_nobody_knows_is_refused_by_name(
    kind: str, tiny: Tiny, shelf: AssetStore
) -> None:
    asked = BED.model_copy(update={"effects": (Effect(name="no such thing", at=0),)})
    with pytest.raises(BadRequest, match="no such thing"):
        tiny(kind).lay_bed(asked, shelf)


@EACH
def test_it_is_ready_and_can_be_tried(kind: str, tiny: Tiny, tmp_path: Path) -> None:
    composer = tiny(kind)
    composer.check()
    with pytest.raises(EngineMissing, match="no folder"):
        composer.model_copy(update={"model": str(tmp_path / "nowhere")}).ready()


def test_licences_say_what_may_be_sold() -> None:
    assert "may be sold" in DiffusersMusic().terms()
    assert "revenue" in DiffusersMusic(family="stable-audio").terms()
    assert "CC-BY-NC" in TransformersMusic().terms()
    for player in PLAYERS.values():
        assert player.licence


def test_words_come_from_the_cue() -> None:
    opening = words_for(CUE.model_copy(update={"opens": True}), 0, 2, CUE.samples)
    closing = words_for(CUE.model_copy(update={"closes": True}), 1, 2, CUE.samples)
    assert "tense" in opening.prompt
    assert "for the first time" in opening.prompt
    assert "final cadence" in closing.prompt
    assert opening.tempo == 100
    assert opening.key.endswith("minor")
    assert "vocals" in opening.negative


def test_fingerprints_tell_settings_apart() -> None:
    prints = [
        DiffusersMusic().fingerprint(),
        DiffusersMusic(family="stable-audio").fingerprint(),
        DiffusersMusic(steps=3).fingerprint(),
        TransformersMusic().fingerprint(),
        TransformersMusic(temperature=0.5).fingerprint(),
    ]
    assert len({str(one) for one in prints}) == len(prints)
