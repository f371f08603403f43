"""ElevenLabs' voices against its stand-in: what is asked, bought, remembered and heard."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, get_args

import numpy as np
import pytest
import soundfile

from blocks.credentials import ElevenLabsCredentials
from blocks.voice.elevenlabs import ElevenLabsVoice
from blocks.voice.elevenlabs_models import MODELS
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest, EngineFailed, EngineMissing
from film.media.loudness import LoudnessMeter
from film.speech import Neighbours
from film.story import Delivery, Line
from film.till import Till
from flows.standins.faults import status
from flows.standins.server import StandIns

from .conftest import Speak

BEFORE = Line(id="s1-l0", speaker="mara", text="The lamp is out.")
AFTER = Line(id="s1-l9", speaker="mara", text="Then light it.")
BETWEEN = Neighbours(previous=BEFORE, next=AFTER)
HINTS = {"previous_text", "next_text", "previous_request_ids"}


def sent(house: StandIns) -> list[dict[str, Any]]:
    """Return the bodies of the speech calls that arrived."""
    return [call["body"] for call in house.calls("elevenlabs", "speech")]


def changed(engine: ElevenLabsVoice, **settings: Any) -> ElevenLabsVoice:
    return ElevenLabsVoice(credentials=engine.credentials, **settings)


def test_a_line_is_asked_for_in_full_and_only_with_what_the_model_takes(
    house: StandIns, speak: Speak
) -> None:
    speak("  Who is\tout there? 🦊 <b>", neighbours=Neighbours(next=AFTER))
    [body] = sent(house)
    seed, settings = body.pop("seed"), body.pop("voice_settings")
    assert body == {
        "text": "Who is out there? b",
        "model_id": "eleven_multilingual_v2",
        "next_text": "Then light it.",
    }
    assert 0 <= seed < 2**32
    assert settings == {
        "stability": 0.5,
        "similarity_boost": 0.75,
        "style": 0.0,
        "speed": 1.0,
        "use_speaker_boost": True,
    }


def test_a_line_is_bought_once_whatever_stands_around_it(
    house: StandIns, speak: Speak, engine: ElevenLabsVoice, till: Till
) -> None:
    first = speak(neighbours=BETWEEN)
    assert speak() == first
    keyless = ElevenLabsVoice(
        credentials=ElevenLabsCredentials.model_validate({"api_key": "wrong", "base_url": "x"})
    )
    assert speak(line="s2-l7", engine=keyless).asset == first.asset, "numbered anew"
    assert len(sent(house)) == 1
    speak(delivery="sad")
    speak("Who is out there?")
    assert len({body["seed"] for body in sent(house)}) == 3
    orders = till.ledger.orders("film")
    assert [order.state for order in orders] == ["settled"] * 3
    assert orders[0].usage == {
        "characters": 46,
        "request": "standin-request-1",
        "voice": "Xb7hH8MSUJpSbSDYk0k2",
    }


@pytest.mark.parametrize("model_id", MODELS)
def test_what_it_costs_is_what_was_estimated(
    engine: ElevenLabsVoice, speak: Speak, till: Till, model_id: str
) -> None:
    engine = changed(engine, model_id=model_id)
    line = Line(id="s1-l1", speaker="mara", text="Come here quickly!", delivery="whisper")
    speak(line.text, delivery="whisper", engine=engine)
    [order] = till.ledger.orders("film")
    estimate = engine.estimate(line)
    assert order.dollars == order.estimate == estimate.dollars > 0
    assert model_id in estimate.basis
    tag = len("[whispers] ") * MODELS[model_id].tags
    price = Fraction(1, 20) if "flash" in model_id else Fraction(1, 10)
    assert order.dollars == price * (18 + tag) / 1_000


def test_a_line_goes_on_from_the_sound_of_the_one_before(house: StandIns, speak: Speak) -> None:
    speak(BEFORE.text, line=BEFORE.id)
    speak(neighbours=BETWEEN)
    assert HINTS & set(sent(house)[0]) == set()
    after = sent(house)[1]
    assert after["previous_request_ids"] == ["standin-request-1"]
    assert after["next_text"] == AFTER.text
    assert "previous_text" not in after


def test_what_is_older_than_two_hours_is_told_as_text(
    house: StandIns, speak: Speak, till: Till
) -> None:
    speak(BEFORE.text, line=BEFORE.id)
    [order] = till.ledger.orders("film")
    late = datetime.now(UTC) - timedelta(hours=2, seconds=5)
    till.ledger.write(order.model_copy(update={"ended": late}))
    speak(neighbours=BETWEEN)
    after = sent(house)[1]
    assert after["previous_text"] == BEFORE.text
    assert "previous_request_ids" not in after


@pytest.mark.parametrize(
    ("settings", "hints"),
    [
        ({"stitching": "text"}, {"previous_text", "next_text"}),
        ({"stitching": "none"}, set()),
        ({"model_id": "eleven_v3"}, set()),
        ({"model_id": "eleven_flash_v2_5"}, {"previous_text", "next_text"}),
        ({"voices": {"mara": "pFZP5JQG7iQjIQuC4Bku"}}, {"previous_text", "next_text"}),
    ],
    ids=["text", "none", "a model that forgets", "another model's sound", "another's voice"],
)
def test_stitching_is_a_choice(
    house: StandIns,
    engine: ElevenLabsVoice,
    speak: Speak,
    settings: dict[str, Any],
    hints: set[str],
) -> None:
    speak(BEFORE.text, line=BEFORE.id)
    speak(neighbours=BETWEEN, engine=changed(engine, **settings))
    assert HINTS & set(sent(house)[1]) == hints


@pytest.mark.parametrize("model_id", MODELS)
def test_every_delivery_is_one_that_the_model_takes(
    house: StandIns, engine: ElevenLabsVoice, speak: Speak, model_id: str
) -> None:
    for number, delivery in enumerate(get_args(Delivery)):
        end = float(number % 2)
        engine = changed(engine, model_id=model_id, stability=end, style=1 - end, speed=1.2)
        speak("No.", delivery=delivery, engine=engine)
    assert all(call["status"] == 200 for call in house.calls("elevenlabs", "speech"))


def test_a_tag_is_played_and_never_read(
    house: StandIns, engine: ElevenLabsVoice, speak: Speak, store: LocalAssetStore
) -> None:
    third = changed(engine, model_id="eleven_v3")
    recording = speak("Whispers, whispers", delivery="whisper", engine=third)
    [body] = sent(house)
    assert body["text"] == "[whispers] Whispers, whispers"
    assert (body["language_code"], body["voice_settings"]["stability"]) == ("en", 0.5)
    assert [word.text for word in recording.words] == ["Whispers,", "whispers"]
    assert recording.words[0].start < SAMPLE_RATE // 20
    loudness = LoudnessMeter()
    sound, _ = soundfile.read(store.path(recording.asset), dtype="float32")
    loudness.add(sound[:, None])
    assert loudness.integrated() == pytest.approx(-26.5, abs=0.3)


def test_the_user_plays_no_tags(house: StandIns, engine: ElevenLabsVoice, speak: Speak) -> None:
    speak('[shouts] Run! <break time="9s"/>', engine=changed(engine, model_id="eleven_v3"))
    assert sent(house)[0]["text"] == 'shouts Run! break time "9s"/'


def test_nothing_to_say_costs_nothing(
    house: StandIns, engine: ElevenLabsVoice, speak: Speak, till: Till
) -> None:
    recording = speak("… 🌙")
    assert not recording.words + recording.phonemes
    assert engine.estimate(Line(id="s1-l1", speaker="mara", text="…")).dollars == 0
    assert not till.ledger.orders("film")
    assert not house.calls("elevenlabs")


def test_a_line_that_is_too_long_is_refused_before_it_is_bought(
    house: StandIns, engine: ElevenLabsVoice, speak: Speak, till: Till
) -> None:
    with pytest.raises(BadRequest, match=r"s1-l1 has 6000 characters.*5000: split it"):
        speak("Never. " * 857 + "A", engine=changed(engine, model_id="eleven_v3"))
    assert not till.ledger.orders("film")


FORMATS = get_args(ElevenLabsVoice.model_fields["output_format"].annotation)


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_is_the_same_recording(
    engine: ElevenLabsVoice, speak: Speak, output_format: str
) -> None:
    usual = speak("No, never.")
    recording = speak("No, never.", engine=changed(engine, output_format=output_format))
    assert recording.samples == pytest.approx(usual.samples, abs=SAMPLE_RATE // 50)
    for word, same in zip(recording.words, usual.words, strict=True):
        assert word.start == pytest.approx(same.start, abs=SAMPLE_RATE // 50)


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Der Wärter wartet draußen."), ("fr", "Il attend déjà là-bas."), ("en-GB", "Wait!")],
)
def test_languages(
    house: StandIns, engine: ElevenLabsVoice, speak: Speak, language: str, text: str
) -> None:
    flash = changed(engine, model_id="eleven_flash_v2_5")
    recording = speak(text, language=language, engine=flash)
    assert sent(house)[0]["language_code"] == language[:2]
    assert [word.text for word in recording.words] == text.split()
    assert len(recording.phonemes) >= 0.6 * sum(map(str.isalpha, text))


def test_phonemes_fill_their_words(speak: Speak) -> None:
    recording = speak("The best of the old lamps, it was: 17 of them.")
    assert all(word.end > word.start for word in recording.words)
    for word in recording.words:
        within = [p for p in recording.phonemes if p.start < word.end and p.end > word.start]
        assert within, word.text
    said = sum(phoneme.end - phoneme.start for phoneme in recording.phonemes)
    heard = sum(word.end - word.start for word in recording.words)
    assert heard * 0.98 <= said <= heard * 1.06, "words said as one are not cut between"
    order = [(phoneme.start, phoneme.end) for phoneme in recording.phonemes]
    assert order == sorted(order)


def test_words_are_where_their_sound_is(speak: Speak, store: LocalAssetStore) -> None:
    """Stops of speech are where the text has them, to 40 ms, though the codec may pad."""
    recording = speak("Stop. Go. Wait. Stop.")
    sound, _ = soundfile.read(store.path(recording.asset))
    loud = np.abs(sound) > 0.02 * np.abs(sound).max()
    for word, after in zip(recording.words, recording.words[1:], strict=False):
        between = loud[word.end + 1_920 : after.start - 1_920]
        assert between.size > SAMPLE_RATE // 10
        assert not between.any()


def test_the_plan_is_asked_for_free(
    house: StandIns, engine: ElevenLabsVoice, credentials: ElevenLabsCredentials
) -> None:
    engine.ready()
    engine.check()
    house.house.notes["elevenlabs"]["credits"] = 100_000
    with pytest.raises(EngineMissing, match=r"no credit left \(100000 of 100000"):
        engine.check()
    house.reset()
    with pytest.raises(EngineFailed, match="no such voice"):
        changed(engine, voices={"Mara": "nobodysvoice"}).check()
    house.misbehave("elevenlabs", "subscription", status(401, message="Invalid API key"))
    with pytest.raises(EngineMissing, match="check the credentials"):
        engine.check()
    assert all(call["method"] == "GET" for call in house.calls("elevenlabs"))


def test_it_can_be_talked_about_without_a_key() -> None:
    bare = ElevenLabsVoice()
    assert bare.estimate(Line(id="s1-l1", speaker="mara", text="x" * 1_000)).dollars == Fraction(
        1, 10
    )
    assert "ElevenLabs" in bare.terms()
    other = ElevenLabsVoice(stability=0.2)
    assert bare.fingerprint() != other.fingerprint()
    secret = ElevenLabsVoice(
        credentials=ElevenLabsCredentials.model_validate({"api_key": "sk_1"}), seconds=5
    )
    assert secret.fingerprint() == bare.fingerprint()
