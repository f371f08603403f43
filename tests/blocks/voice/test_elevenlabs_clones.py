"""Cloned voices: with consent, made once whatever happens, and deleted when they are to be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from blocks.credentials import ElevenLabsCredentials
from blocks.voice.elevenlabs_clones import ACCOUNT, Clones, clone_name
from film.assets import Asset, LocalAssetStore, MediaInfo
from film.errors import (
    BadRequest,
    ConsentMissing,
    EngineBusy,
    EngineFailed,
    EngineMissing,
    PaidInVain,
)
from film.ledger import LocalLedger
from film.persona import Attributes, Consent, Persona
from flows.standins.faults import fault, slow, status
from flows.standins.server import StandIns

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CONSENT = Consent(by="Ana García", given=NOW - timedelta(days=1), purposes=("face", "voice"))


@pytest.fixture
def clones(store: LocalAssetStore, credentials: ElevenLabsCredentials) -> Clones:
    return Clones(LocalLedger(store.root / "ledger"), store, credentials)


def sample(store: LocalAssetStore, pitch: float = 0.02, seconds: int = 2) -> Asset:
    """Store a sample of a voice."""
    with store.scratch() as folder:
        path = folder / "sample.wav"
        wave = 0.3 * np.sin(np.arange(seconds * 16_000) * pitch)
        soundfile.write(path, wave, 16_000)
        return store.put(path, MediaInfo(samples=wave.size, sample_rate=16_000, channels=1))


def persona(store: LocalAssetStore, **changes: Any) -> Persona:
    face = Asset(sha256="a" * 64, media_type="image/png", size=1, suffix=".png")
    given: dict[str, Any] = {
        "name": "ana",
        "pictures": (face,),
        "attributes": Attributes(age=34),
        "samples": (sample(store), sample(store, 0.05)),
        "consent": CONSENT,
    }
    return Persona(**{**given, **changes})


def test_a_voice_is_cloned_once(clones: Clones, store: LocalAssetStore, house: StandIns) -> None:
    ana = persona(store)
    assert clones.known(ana) == ""
    voice = clones.voice_of(ana, NOW)
    assert clones.voice_of(ana, NOW) == clones.known(ana) == voice
    again = Clones(LocalLedger(store.root / "ledger"), store, clones.credentials)
    assert again.voice_of(ana, NOW) == voice, "another worker remembers it"
    [call] = house.calls("elevenlabs", "clone")
    assert call["body"]["name"] == [clone_name(ana)]
    assert len(call["body"]["files"]) == 2
    assert "ana" not in str(call["body"]).lower(), "nobody is named to the vendor"
    [order] = clones.ledger.orders(ACCOUNT)
    assert (order.state, order.dollars) == ("settled", 0)


def test_another_persona_has_another_voice(clones: Clones, store: LocalAssetStore) -> None:
    ana, eva = persona(store), persona(store, name="eva")
    assert clones.voice_of(ana, NOW) != clones.voice_of(eva, NOW)
    other = persona(store, samples=(sample(store, 0.09),))
    assert clones.voice_of(other, NOW) != clones.voice_of(ana, NOW)


REFUSED = {
    "no consent": Consent(),
    "for the face only": CONSENT.model_copy(update={"purposes": ("face",)}),
    "expired": CONSENT.model_copy(update={"expires": NOW}),
    "revoked": CONSENT.model_copy(update={"revoked": NOW}),
}


@pytest.mark.parametrize("consent", REFUSED.values(), ids=REFUSED)
def test_without_consent_nothing_is_sent(
    consent: Consent, clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    known = persona(store, voice_id="AnaVoice00001")
    for one in (persona(store), known):
        with pytest.raises(ConsentMissing):
            clones.voice_of(one.model_copy(update={"consent": consent}), NOW)
    clones.voice_of(persona(store), NOW)
    with pytest.raises(ConsentMissing):
        clones.voice_of(persona(store, consent=consent), NOW)
    assert len(house.calls("elevenlabs", "clone")) == 1


def test_a_persona_with_a_voice_id_needs_no_clone(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    assert clones.voice_of(persona(store, voice_id="AnaVoice00001"), NOW) == "AnaVoice00001"
    with pytest.raises(BadRequest, match="no voice sample"):
        clones.voice_of(persona(store, samples=()), NOW)
    assert not house.calls("elevenlabs")


def test_forgetting_deletes_the_clone_and_the_next_is_new(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    voice = clones.voice_of(ana, NOW)
    revoked = ana.model_copy(update={"consent": REFUSED["revoked"]})
    assert clones.forget(revoked) == (voice,), "which needs no consent"
    [call] = house.calls("elevenlabs", "forget")
    assert call["path"].endswith(f"/v1/voices/{voice}")
    assert clones.known(ana) == ""
    assert clones.forget(ana) == ()
    assert clones.voice_of(ana, NOW) != voice


def test_a_clone_that_is_gone_at_the_vendor_is_forgotten_all_the_same(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    voice = clones.voice_of(ana, NOW)
    house.reset()
    assert clones.forget(ana) == (voice,)
    assert clones.known(ana) == ""


LOST = {
    "reset afterwards": fault("reset_after_acceptance"),
    "cut body": fault("cut_body"),
    "malformed": fault("malformed_json"),
    "too late": slow(3),
}


@pytest.mark.parametrize("what", LOST.values(), ids=LOST)
def test_a_clone_whose_making_went_unanswered_is_found_again(
    what: Any, clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    house.misbehave("elevenlabs", "clone", what)
    with pytest.raises(PaidInVain):
        replace(clones, seconds=1.0).voice_of(ana, NOW)
    voice = clones.voice_of(ana, NOW)
    assert len(house.calls("elevenlabs", "clone")) == 1, "it is not made again"
    assert clones.forget(ana) == (voice,)


def test_a_clone_that_nobody_remembers_is_deleted_too(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    house.misbehave("elevenlabs", "clone", fault("reset_after_acceptance"))
    with pytest.raises(PaidInVain):
        clones.voice_of(ana, NOW)
    assert len(clones.forget(ana)) == 1
    assert len(house.calls("elevenlabs", "forget")) == 1


def test_a_voice_that_has_to_be_verified_is_deleted_at_once(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    told = {"requires_verification": True}
    house.misbehave("elevenlabs", "clone", fault("bad_answer", content=told))
    with pytest.raises(EngineFailed, match="verify it"):
        clones.voice_of(persona(store), NOW)
    assert len(house.calls("elevenlabs", "forget")) == 1


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (status(429, "7"), EngineBusy),
        (status(429), EngineBusy),
        (status(500), EngineBusy),
        (status(400, message="30 voices already"), EngineFailed),
        (fault("status", status=402, code="quota_exceeded"), EngineMissing),
        (fault("reset"), PaidInVain),
    ],
    ids=["429 with seconds", "429", "500", "too many voices", "no credit", "reset"],
)
def test_what_is_refused_can_be_tried_again(
    what: Any, error: type, clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    house.misbehave("elevenlabs", "clone", what)
    with pytest.raises(error) as caught:
        clones.voice_of(ana, NOW)
    assert len(house.calls("elevenlabs", "clone")) == 1
    assert house.keys["elevenlabs"] not in str(caught.value)
    assert clones.voice_of(ana, NOW)


def test_a_vendor_that_cannot_be_asked_forgets_nothing(
    clones: Clones, store: LocalAssetStore, house: StandIns
) -> None:
    ana = persona(store)
    voice = clones.voice_of(ana, NOW)
    house.misbehave("elevenlabs", "forget", status(503))
    with pytest.raises(EngineBusy):
        clones.forget(ana)
    assert clones.known(ana) == voice
    assert clones.forget(ana) == (voice,)


def test_no_key_lies_about(clones: Clones, store: LocalAssetStore, house: StandIns) -> None:
    clones.voice_of(persona(store), NOW)
    key = house.keys["elevenlabs"].encode()
    assert house.keys["elevenlabs"] not in repr(clones)
    for file in filter(Path.is_file, store.root.rglob("*")):
        assert key not in file.read_bytes(), file
