"""Face swap and voice conversion as tasks: consent first, bought once, reused while it holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from prefect import flow

from blocks.faceswap.base import Donor
from blocks.faceswap.replicate import ReplicateFaceSwap
from blocks.revoice.base import VoiceTarget
from blocks.revoice.elevenlabs import ElevenLabsRevoice
from blocks.revoice.embedded import EmbeddedRevoice
from blocks.voice.embedded import EmbeddedVoice
from film.assets import Asset, LocalAssetStore
from film.breakdown import break_down
from film.clock import SAMPLE_RATE
from film.errors import ConsentMissing
from film.faceswap import Swapped
from film.ledger import LocalLedger
from film.persona import Consent
from film.request import MovieRequest
from film.screenplay import parse_fountain
from film.till import Till
from film.transform.revoice import measure_voice
from flows.standins.server import StandIns
from tasks import faceswap, revoice
from tests.api import PrefectApi
from tests.blocks.faceswap.filmed import admiral, astronaut, kept, nobody
from tests.blocks.revoice.conftest import ALICE, spoken
from tests.blocks.revoice.conftest import kept as kept_sound
from tests.blocks.vendors.replicate_house import hired
from tests.film.transform.voices import speech

GIVEN = Consent(by="Ana García", given=datetime(2026, 1, 1, tzinfo=UTC), purposes=("face", "voice"))
PROLONGED = GIVEN.model_copy(update={"expires": datetime(2090, 1, 1, tzinfo=UTC)})
REVOKED = GIVEN.model_copy(update={"revoked": datetime(2026, 2, 1, tzinfo=UTC)})
OTHERS = {
    "revoked": REVOKED,
    "expired": GIVEN.model_copy(update={"expires": datetime(2026, 3, 1, tzinfo=UTC)}),
    "missing": Consent(),
}


SAID = "INT. TOWER - DAY\n\nJACK, 50, a man, looks out.\n\nJACK\nI see the whole city from here.\n"


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    with StandIns() as running:
        yield running


@pytest.fixture
def till(store: LocalAssetStore, tmp_path: Path) -> Till:
    return Till(LocalLedger(tmp_path / "ledger"), store, account="film", run="run")


def test_a_swap_is_ordered_and_collected_once(
    api: PrefectApi, house: StandIns, store: LocalAssetStore, till: Till
) -> None:
    house.reset()
    engine = hired(ReplicateFaceSwap, house)
    clip, donor = kept(nobody(6, (96, 64)), store), astronaut(store)

    @flow
    def film(consent: Consent) -> list[Any]:
        given = ("segment 1", clip, donor, admiral(), consent, engine, store, till)
        return [step.result() for step in faceswap.have_face_swapped(*given)]

    order, swapped = film(GIVEN)
    assert (order.state, order.stage, order.subject) == ("accepted", "faceswap", "segment 1")
    assert isinstance(swapped, Swapped)
    again = film(PROLONGED)
    assert again == [order, swapped], "which consent it is shapes no clip"
    assert len(house.calls("replicate", "create")) == 1
    for consent in OTHERS.values():
        with pytest.raises(ConsentMissing):
            film(consent)
    assert len(house.calls("replicate", "create")) == 1


def test_speech_is_converted_once(
    api: PrefectApi, house: StandIns, store: LocalAssetStore, till: Till
) -> None:
    house.reset()
    engine = ElevenLabsRevoice.model_validate(
        {
            "credentials": {
                "api_key": house.keys["elevenlabs"],
                "base_url": house.addresses["elevenlabs"],
            }
        }
    )
    speech, voice = kept_sound(spoken(), store), VoiceTarget(voice_id=ALICE)

    @flow
    def film(consent: Consent) -> Any:
        given = ("dialogue", speech, voice, consent, engine, store, till)
        [step] = revoice.have_voice_converted(*given)
        return step.result()

    made = film(GIVEN)
    assert isinstance(made, Asset)
    assert film(PROLONGED) == made
    assert len(house.calls("elevenlabs", "changer")) == 1
    for consent in (*OTHERS.values(), GIVEN.model_copy(update={"purposes": ("face",)})):
        with pytest.raises(ConsentMissing):
            film(consent)


def test_a_recorded_line_keeps_its_words_and_gets_the_personas_voice(
    store: LocalAssetStore, till: Till, tmp_path: Path
) -> None:
    sample = tmp_path / "sample.wav"
    soundfile.write(sample, speech(low=170, high=270, tract=1.15), SAMPLE_RATE)
    wanted = measure_voice(sample)
    actor = EmbeddedVoice()
    story = break_down(parse_fountain(SAID), MovieRequest(screenplay=SAID))
    [line] = [line for scene in story.scenes for line in scene.lines]
    recording = actor.speak(line, actor.cast(story, 0)[line.speaker], "en", store)
    voice = VoiceTarget(samples=(store.put(sample),), sex="female")
    given = (voice, GIVEN, EmbeddedRevoice(), store, till)
    said = revoice.convert_recording.fn(line.id, recording, *given)
    assert said.model_copy(update={"asset": recording.asset}) == recording
    assert said.asset.info.samples == recording.samples
    before, after = (measure_voice(store.path(one.asset)) for one in (recording, said))
    assert abs(12 * np.log2(before.pitch / wanted.pitch)) > 4
    assert abs(12 * np.log2(after.pitch / wanted.pitch)) < 1.5, "semitones"
    assert abs(after.spacing / wanted.spacing - 1) < abs(before.spacing / wanted.spacing - 1)


@pytest.mark.parametrize("consent", OTHERS.values(), ids=OTHERS)
def test_each_task_asks_for_itself_right_before_the_call(
    consent: Consent, house: StandIns, store: LocalAssetStore, till: Till
) -> None:
    house.reset()
    engine = hired(ReplicateFaceSwap, house)
    clip = kept(nobody(6, (96, 64)), store)
    donor = Donor(pictures=(Asset(sha256="a" * 64, media_type="image/png", size=1, suffix=".png"),))
    with till.paying("faceswap", "x") as counter:
        order = counter.order("replicate", "m", {}, engine.estimate(Fraction(1, 4)))
    paid = (engine, store, till)
    for call in (
        lambda: faceswap.swap_face.fn("x", clip, donor, admiral(), consent, *paid),
        lambda: faceswap.order_swap.fn("x", clip, donor, consent, *paid),
        lambda: faceswap.collect_swap.fn("x", order, clip, admiral(), consent, *paid),
        lambda: revoice.convert_voice.fn(
            "x", clip, VoiceTarget(voice_id=ALICE), consent, ElevenLabsRevoice(), store, till
        ),
    ):
        with pytest.raises(ConsentMissing):
            call()
    assert not house.calls()
