"""ElevenLabs' stand-in, as ElevenLabs' own SDK sees it: speech."""

import base64
import io
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from elevenlabs import VoiceSettings
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError

from flows.standins.faults import fault, status
from flows.standins.server import StandIns
from tests.flows.standins import server, standins

__all__ = ["server", "standins"]

ALICE, OTTO = "Xb7hH8MSUJpSbSDYk0k2", "FTNCalFNG5bRnkkaP5Ug"
TEXT = "Who is out there? Only the wind."


@pytest.fixture
def client(standins: StandIns) -> Iterator[ElevenLabs]:
    with httpx.Client(timeout=20) as connection:
        yield ElevenLabs(
            api_key=standins.keys["elevenlabs"],
            base_url=standins.addresses["elevenlabs"],
            httpx_client=connection,
        )


def spoken(client: ElevenLabs, text: str = TEXT, **asked: Any) -> Any:
    return client.text_to_speech.with_raw_response.convert_with_timestamps(
        asked.pop("voice", ALICE), text=text, request_options={"max_retries": 0}, **asked
    )


def sound_of(answer: Any) -> Any:
    return soundfile.read(io.BytesIO(base64.b64decode(answer.data.audio_base_64)))


def test_it_speaks_and_times_every_character(client: ElevenLabs) -> None:
    answer = spoken(client)
    sound, rate = sound_of(answer)
    assert (rate, sound.ndim) == (44_100, 1)
    times = answer.data.alignment
    assert "".join(times.characters) == TEXT
    assert times.character_start_times_seconds == sorted(times.character_start_times_seconds)
    assert times.character_end_times_seconds[-1] == pytest.approx(sound.size / rate, abs=0.1)
    assert answer.data.normalized_alignment == times
    for number, character in enumerate(TEXT):
        start, end = (
            round(rate * one[number])
            for one in (times.character_start_times_seconds, times.character_end_times_seconds)
        )
        if character in "aeiou":
            assert np.abs(sound[start : end + 400]).max() > 0.02, f"{character} is heard"
    assert answer.headers["request-id"].startswith("standin-request-")
    assert answer.headers["character-cost"] == str(len(TEXT))


def test_the_same_asked_is_the_same_heard(client: ElevenLabs) -> None:
    first, again, other = (spoken(client, seed=seed) for seed in (5, 5, 6))
    assert first.data == again.data
    assert first.data.audio_base_64 != other.data.audio_base_64
    faster = spoken(client, seed=5, voice_settings=VoiceSettings(speed=1.2))
    assert sound_of(faster)[0].size < sound_of(first)[0].size
    german = spoken(client, seed=5, voice=OTTO, model_id="eleven_flash_v2_5", language_code="de")
    assert german.headers["character-cost"] == str(len(TEXT) // 2)


def test_it_speaks_without_times_too(client: ElevenLabs) -> None:
    data = b"".join(client.text_to_speech.convert(ALICE, text=TEXT, output_format="pcm_24000"))
    assert len(data) > 24_000 * 2 * 1.5
    assert np.abs(np.frombuffer(data, "<i2")).max() > 2_000


def test_the_account_can_be_looked_at(client: ElevenLabs) -> None:
    spoken(client)
    plan = client.user.subscription.get()
    assert (plan.character_count, plan.character_limit) == (len(TEXT), 100_000)
    names = [voice.name for voice in client.voices.search(search="ali").voices]
    assert names == ["Alice"]
    assert len(client.voices.get_all().voices) > 25
    assert client.voices.get(ALICE).labels == {
        "accent": "british",
        "age": "middle",
        "gender": "female",
    }


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"voice": "nobody"}, 404, "voice_not_found"),
        ({"text": " "}, 422, "text"),
        ({"model_id": "eleven_v9"}, 400, "model_not_found"),
        ({"model_id": "eleven_v3", "previous_text": "No."}, 400, "unsupported_model"),
        ({"text": "a" * 5_001, "model_id": "eleven_v3"}, 400, "text_too_long"),
        ({"language_code": "de"}, 400, "unsupported_language"),
        ({"output_format": "flac"}, 422, "output formats"),
        ({"seed": -1}, 422, "4294967295"),
        ({"voice_settings": VoiceSettings(speed=3)}, 400, "invalid_voice_settings"),
        ({"voice_settings": VoiceSettings(style=3)}, 400, "invalid_voice_settings"),
        (
            {"voice_settings": VoiceSettings(stability=0.3), "model_id": "eleven_v3"},
            *(400, "invalid_voice_settings"),
        ),
    ],
)
def test_what_the_vendor_would_not_take_is_refused(
    client: ElevenLabs, asked: dict[str, Any], code: int, says: str
) -> None:
    with pytest.raises(ApiError) as caught:
        spoken(client, **asked)
    assert caught.value.status_code == code
    assert says in str(caught.value.body)


def test_it_can_misbehave(client: ElevenLabs, standins: StandIns) -> None:
    standins.misbehave(
        "elevenlabs",
        "speech",
        *(fault("silent"), fault("too_short"), fault("truncated_media")),
        fault("wrong_media_type"),
        fault("bad_answer", content={"alignment": None}),
        status(429, "3"),
    )
    assert not sound_of(spoken(client))[0].any()
    assert sound_of(spoken(client))[0].size < 20_000
    cut, wrong, timeless = (spoken(client) for _ in range(3))
    assert len(cut.data.audio_base_64) < len(timeless.data.audio_base_64) * 0.7
    assert base64.b64decode(wrong.data.audio_base_64).startswith(b"<!doctype")
    assert timeless.data.alignment is None
    with pytest.raises(ApiError) as caught:
        spoken(client)
    assert (caught.value.headers or {})["retry-after"] == "3"
