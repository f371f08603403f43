"""Every voice conversion engine: another voice, every word at its time."""

import numpy as np
import pytest
import soundfile

from blocks.revoice.base import TOLERANCE, RevoiceEngine, VoiceTarget
from blocks.revoice.timing import Sound, aligned
from film.assets import Asset, AssetStore
from film.clock import SAMPLE_RATE
from tests.blocks.revoice.conftest import ALICE, kept, spoken

from .engines import engines_of

engine = engines_of("revoice")

RATE = 44_100


@pytest.fixture(scope="module")
def speech() -> Sound:
    """Return a line after a moment of silence."""
    return np.pad(spoken(), (SAMPLE_RATE // 2, SAMPLE_RATE))


@pytest.fixture(scope="module")
def target(shelf: AssetStore) -> VoiceTarget:
    """Return somebody else's voice, known to a vendor and by a sample."""
    return VoiceTarget(voice_id=ALICE, samples=(kept(spoken(pitch=220), shelf),), sex="female")


@pytest.fixture(scope="module")
def converted(
    engine: RevoiceEngine, speech: Sound, target: VoiceTarget, shelf: AssetStore
) -> Asset:
    return engine.convert(kept(speech, shelf), target, shelf)


def heard(asset: Asset, store: AssetStore) -> Sound:
    sound, rate = soundfile.read(store.path(asset), dtype="float32")
    info = asset.info
    assert (rate, sound.ndim, len(sound)) == (info.sample_rate, 1, info.samples)
    return np.asarray(sound, np.float32)


def test_the_speech_keeps_its_length(converted: Asset, speech: Sound, shelf: AssetStore) -> None:
    info = converted.info
    assert (info.samples, info.sample_rate, info.channels) == (speech.size, SAMPLE_RATE, 1)
    assert (converted.media_type, converted.suffix) == ("audio/flac", ".flac")
    assert np.abs(heard(converted, shelf)).max() <= 1


def test_every_word_stays_at_its_time(converted: Asset, speech: Sound, shelf: AssetStore) -> None:
    sound = heard(converted, shelf)
    assert np.array_equal(aligned(speech, sound), sound), f"nothing is {float(TOLERANCE)} s off"
    lead = np.abs(sound[: SAMPLE_RATE // 3]).max()
    assert lead < 0.05 * np.abs(sound).max(), "silence stays"


def test_it_is_another_voice(converted: Asset, speech: Sound, shelf: AssetStore) -> None:
    sound = heard(converted, shelf)
    assert abs(np.corrcoef(sound, speech)[0, 1]) < 0.6
    loud, before = (np.sqrt(np.square(one).mean()) for one in (sound, speech))
    assert 0.4 < loud / before < 2.5


def test_rates_and_channels_are_taken_as_they_come(
    engine: RevoiceEngine, target: VoiceTarget, shelf: AssetStore
) -> None:
    from scipy import signal

    mono = signal.resample_poly(spoken("Yes, she said, I am here."), 147, 160)
    stereo = kept(np.stack([mono, 0.6 * mono], axis=1), shelf, RATE)
    info = engine.convert(stereo, target, shelf).info
    assert (info.samples, info.sample_rate, info.channels) == (len(mono), RATE, 1)


def test_silence_stays_silence(
    engine: RevoiceEngine, target: VoiceTarget, shelf: AssetStore
) -> None:
    quiet = engine.convert(kept(np.zeros(SAMPLE_RATE, np.float32), shelf), target, shelf)
    assert not heard(quiet, shelf).any()


def test_the_same_speech_is_converted_alike(
    engine: RevoiceEngine, converted: Asset, speech: Sound, target: VoiceTarget, shelf: AssetStore
) -> None:
    assert engine.convert(kept(speech, shelf), target, shelf) == converted
