"""The embedded voice conversion: towards the persona's samples, or a usual voice."""

import numpy as np
import pytest

from blocks.revoice.base import VoiceTarget
from blocks.revoice.embedded import EmbeddedRevoice, usual_voice
from blocks.revoice.timing import Sound
from film.assets import Asset, LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import MediaFailed
from film.persona import Attributes, Persona
from film.transform.revoice import measure_voice

from .conftest import kept, spoken


def pitch(asset: Asset, store: LocalAssetStore) -> float:
    return measure_voice(store.path(asset)).pitch


def test_it_comes_to_the_pitch_of_the_sample(store: LocalAssetStore, speech: Sound) -> None:
    sample = kept(spoken(pitch=210), store)
    made = EmbeddedRevoice().convert(kept(speech, store), VoiceTarget(samples=(sample,)), store)
    assert pitch(made, store) == pytest.approx(pitch(sample, store), rel=0.08)
    assert pitch(made, store) > 1.4 * pitch(kept(speech, store), store)


def test_without_a_sample_sex_and_age_say_how_it_sounds(
    store: LocalAssetStore, speech: Sound
) -> None:
    engine, there = EmbeddedRevoice(), kept(speech, store)
    low, high = (
        pitch(engine.convert(there, VoiceTarget(sex=one), store), store)
        for one in ("male", "female")
    )
    assert high > 1.4 * low
    old = usual_voice(VoiceTarget(sex="female", age=80))
    assert old[0] < usual_voice(VoiceTarget(sex="female", age=30))[0]


def test_what_is_no_voice_stays_as_it_is(store: LocalAssetStore) -> None:
    hiss = np.random.default_rng(3).normal(0, 0.02, SAMPLE_RATE).astype(np.float32)
    there = kept(hiss, store, suffix=".flac")
    made = EmbeddedRevoice().convert(there, VoiceTarget(sex="male"), store)
    assert made.info.samples == SAMPLE_RATE


def test_a_sample_without_speech_is_refused(store: LocalAssetStore, speech: Sound) -> None:
    empty = kept(np.zeros(SAMPLE_RATE, np.float32), store)
    with pytest.raises(MediaFailed, match="too little speech"):
        EmbeddedRevoice().convert(kept(speech, store), VoiceTarget(samples=(empty,)), store)


def test_a_persona_is_a_target() -> None:
    face = Asset(sha256="a" * 64, media_type="image/png", size=1, suffix=".png")
    ana = Persona(
        name="ana",
        pictures=(face,),
        attributes=Attributes(age=34, gender="woman"),
        voice_id="AnaVoice00001",
    )
    target = VoiceTarget.of(ana)
    assert (target.voice_id, target.sex, target.age) == ("AnaVoice00001", "female", 34)
    assert VoiceTarget.of(ana, "Clone000001").voice_id == "Clone000001"
