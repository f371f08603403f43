"""ElevenLabs' voice changer: what is sent, what comes back, and that nothing is bought twice."""

import json
from fractions import Fraction

import numpy as np
import pytest
import soundfile

from blocks.credentials import ElevenLabsCredentials
from blocks.revoice.base import VoiceTarget
from blocks.revoice.elevenlabs import ElevenLabsRevoice
from blocks.revoice.timing import Sound, aligned
from film.assets import Asset, AssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest, BudgetSpent
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.server import StandIns

from .conftest import ALICE, OTTO, Convert, kept


def sound_of(asset: Asset, store: AssetStore) -> Sound:
    wave, _ = soundfile.read(store.path(asset), dtype="float32")
    return np.asarray(wave, np.float32)


def test_speech_is_said_again_in_another_voice(
    convert: Convert, store: AssetStore, speech: Sound, house: StandIns
) -> None:
    alice, otto = (sound_of(convert(voice=one), store) for one in (ALICE, OTTO))
    for one in (alice, otto):
        assert np.abs(one - aligned(speech, one)).max() == 0, "it lies at its times"
        assert np.corrcoef(one, speech)[0, 1] < 0.5, "and is no copy"
    assert np.corrcoef(alice, otto)[0, 1] < 0.5
    assert len(house.calls("elevenlabs", "changer")) == 2


def test_what_is_sent(
    convert: Convert, house: StandIns, credentials: ElevenLabsCredentials
) -> None:
    asked = ElevenLabsRevoice(
        credentials=credentials,
        output_format="pcm_24000",
        stability=0.3,
        style=0.1,
        remove_background_noise=True,
        seed=7,
    )
    convert(engine=asked)
    [call] = house.calls("elevenlabs", "changer")
    assert call["path"].endswith(f"/v1/voice-changer/{ALICE}")
    body = call["body"]
    assert body["model_id"] == ["eleven_multilingual_sts_v2"]
    assert body["remove_background_noise"] == ["true"]
    assert body["audio"][0].startswith("speech.wav (audio/wav, ")
    assert int(body["seed"][0]) < 2**32
    settings = json.loads(body["voice_settings"][0])
    assert settings == {
        "stability": 0.3, "similarity_boost": 0.75, "style": 0.1, "use_speaker_boost": True,
    }  # fmt: skip


def test_the_same_speech_is_bought_once(
    convert: Convert, house: StandIns, till: Till, speech: Sound
) -> None:
    first, again = convert(), convert()
    assert first == again
    [order] = till.ledger.orders("film")
    minutes = Fraction(speech.size, SAMPLE_RATE * 60)
    assert (order.state, order.dollars) == ("settled", minutes * Fraction("0.12"))
    assert order.usage["voice"] == ALICE
    assert order.usage["credits"] == round(minutes * 1000)
    assert order.usage["milliseconds"] == round(minutes * 60_000)
    assert order.usage["request"]
    assert convert(engine=_with_seed(house, 1)) != first
    assert len(house.calls("elevenlabs", "changer")) == 2


def _with_seed(house: StandIns, seed: int) -> ElevenLabsRevoice:
    found = {"api_key": house.keys["elevenlabs"], "base_url": house.addresses["elevenlabs"]}
    credentials = ElevenLabsCredentials.model_validate(found)
    return ElevenLabsRevoice(credentials=credentials, seed=seed)


def test_long_speech_goes_in_pieces_and_silence_is_not_bought(
    convert: Convert, house: StandIns, store: AssetStore, speech: Sound
) -> None:
    quiet = np.zeros(12 * SAMPLE_RATE, np.float32)
    long = np.concatenate([speech, quiet, quiet, speech])
    short = ElevenLabsRevoice(credentials=_with_seed(house, 0).credentials, longest=10)
    said = sound_of(convert(long, engine=short), store)
    sizes = [call["body"]["audio"][0] for call in house.calls("elevenlabs", "changer")]
    assert len(sizes) == 2
    assert said.size == long.size
    assert np.abs(said[10 * SAMPLE_RATE : 20 * SAMPLE_RATE]).max() == 0
    assert np.abs(said[-speech.size :]).max() > 0.05


def test_nobody_speaking_costs_nothing(convert: Convert, house: StandIns, till: Till) -> None:
    silence = convert(np.zeros(SAMPLE_RATE, np.float32))
    assert silence.info.samples == SAMPLE_RATE
    assert not house.calls("elevenlabs")
    assert not till.ledger.orders("film")


def test_without_a_voice_id_it_says_what_to_do(
    engine: ElevenLabsRevoice, till: Till, store: AssetStore, speech: Sound
) -> None:
    with till.paying("revoice", "film"), pytest.raises(BadRequest, match="clone its voice"):
        engine.convert(kept(speech, store), VoiceTarget(), store)
    assert not till.ledger.orders("film")


def test_a_budget_stops_it_before_it_is_bought(
    engine: ElevenLabsRevoice, store: AssetStore, speech: Sound, house: StandIns
) -> None:
    poor = Till(LocalLedger(store.root / "poor"), store, "film", budget=Fraction(1, 1000))  # type: ignore[attr-defined]
    with poor.paying("revoice", "film"), pytest.raises(BudgetSpent):
        engine.convert(kept(speech, store), VoiceTarget(voice_id=ALICE), store)
    assert not house.calls("elevenlabs")


def test_its_estimate_is_by_the_minute(engine: ElevenLabsRevoice) -> None:
    estimate = engine.estimate(Fraction(90))
    assert estimate.dollars == Fraction(18, 100)
    assert "per minute" in estimate.basis


def test_its_fingerprint_has_what_changes_the_sound(engine: ElevenLabsRevoice) -> None:
    plain = engine.fingerprint()
    for change in ({"seed": 1}, {"stability": 0.1}, {"output_format": "pcm_24000"}):
        assert engine.model_copy(update=change).fingerprint() != plain
    assert engine.model_copy(update={"seconds": 5.0}).fingerprint() == plain
