"""Every music engine: cues and beds of exact length, stereo, heard, the same every time."""

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.music.base import MusicEngine
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest
from film.sound import Bed, Cue, Effect, Music

from .engines import engines_of

engine = engines_of("music")

CUE = Cue(id="m1", genre="drama", mood="tense", intensity=0.6, samples=5 * SAMPLE_RATE)
BED = Bed(
    id="b1",
    setting="harbour",
    interior=False,
    time="night",
    weather="rain",
    mood="calm",
    samples=4 * SAMPLE_RATE,
)
LENGTHS = [1, 4_801, SAMPLE_RATE, 300_301]


def heard(music: Music, store: AssetStore) -> npt.NDArray[np.float64]:
    """Return the samples, checked against what the music says of them."""
    sound, rate = soundfile.read(store.path(music.asset), always_2d=True)
    info = music.asset.info
    assert (rate, info.sample_rate) == (SAMPLE_RATE, SAMPLE_RATE)
    assert sound.shape == (music.samples, 2) == (info.samples, info.channels)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 1
    return np.asarray(sound, np.float64)


@pytest.mark.parametrize("samples", LENGTHS)
def test_a_cue_is_as_long_as_asked_to_the_sample(
    engine: MusicEngine, shelf: AssetStore, samples: int
) -> None:
    music = engine.score(CUE.model_copy(update={"samples": samples}), shelf)
    assert (music.id, music.samples) == ("m1", samples)
    heard(music, shelf)


@pytest.mark.parametrize("samples", LENGTHS)
def test_a_bed_is_as_long_as_asked_to_the_sample(
    engine: MusicEngine, shelf: AssetStore, samples: int
) -> None:
    effects = (Effect(name="thunder", at=samples // 2), Effect(name="door", at=samples))
    asked = BED.model_copy(update={"samples": samples, "effects": effects})
    music = engine.lay_bed(asked, shelf)
    assert (music.id, music.samples) == ("b1", samples)
    heard(music, shelf)


def test_an_effect_that_nobody_knows_is_refused_by_name(
    engine: MusicEngine, shelf: AssetStore
) -> None:
    asked = BED.model_copy(update={"effects": (Effect(name="no such thing", at=0),)})
    with pytest.raises(BadRequest, match="no such thing"):
        engine.lay_bed(asked, shelf)


def test_both_are_heard_on_both_sides(engine: MusicEngine, shelf: AssetStore) -> None:
    for music in (engine.score(CUE, shelf), engine.lay_bed(BED, shelf)):
        level = np.sqrt(np.square(heard(music, shelf)).mean(axis=0))
        assert level.min() > 0.002
        assert level.max() / level.min() < 4


def test_an_opening_an_ending_and_every_part_can_be_played(
    engine: MusicEngine, shelf: AssetStore
) -> None:
    for change in ({"opens": True}, {"closes": True, "part": 3}, {"intensity": 1.0, "part": 9}):
        asked = CUE.model_copy(update=change)
        assert heard(engine.score(asked, shelf), shelf).any(), change


def test_moods_differ(engine: MusicEngine, shelf: AssetStore) -> None:
    moods = ("tense", "joyful", "sad")
    cues = [engine.score(CUE.model_copy(update={"mood": mood}), shelf) for mood in moods]
    assert len({cue.asset.sha256 for cue in cues}) == len(moods)


def test_an_effect_is_heard_where_it_was_asked_for(engine: MusicEngine, shelf: AssetStore) -> None:
    at = 2 * SAMPLE_RATE
    struck = BED.model_copy(update={"effects": (Effect(name="thunder", at=at, gain=1.0),)})
    quiet, loud = (heard(engine.lay_bed(bed, shelf), shelf) for bed in (BED, struck))
    after = np.square(loud[at:]).mean() / np.square(quiet[at:]).mean()
    before = np.square(loud[: at // 2]).mean() / np.square(quiet[: at // 2]).mean()
    assert after > 1.5 * before


def test_the_same_asked_is_the_same_heard(engine: MusicEngine, shelf: AssetStore) -> None:
    assert engine.score(CUE, shelf) == engine.score(CUE, shelf)
    assert engine.lay_bed(BED, shelf) == engine.lay_bed(BED, shelf)
