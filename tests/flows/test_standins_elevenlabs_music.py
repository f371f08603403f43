"""ElevenLabs' stand-in for music and sound effects, tried with the vendor's own SDK."""

import io
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError
from numpy.typing import NDArray

from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.flows.standins import server, standins

__all__ = ["server", "standins"]


@pytest.fixture
def client(standins: StandIns) -> Iterator[ElevenLabs]:
    key, address = standins.keys["elevenlabs"], standins.addresses["elevenlabs"]
    with httpx.Client(timeout=60) as connection:
        yield ElevenLabs(api_key=key, base_url=address, httpx_client=connection)


def chunk(styles: str = "calm", length: int = 4_000) -> dict[str, Any]:
    return {"text": "[Theme]", "duration_ms": length, "positive_styles": [styles]}


def section(length: int = 4_000) -> dict[str, Any]:
    return {
        "section_name": "Theme", "positive_local_styles": ["calm"], "negative_local_styles": [],
        "duration_ms": length, "lines": [],
    }  # fmt: skip


def composed(client: ElevenLabs, **asked: Any) -> bytes:
    return b"".join(client.music.compose(**asked))


def heard(data: bytes) -> tuple[NDArray[np.float32], int]:
    sound, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    return sound, rate


def test_music_is_as_long_as_its_plan_and_stereo(client: ElevenLabs) -> None:
    plan = {"chunks": [chunk(), chunk("bright", 3_000)]}
    sound, rate = heard(composed(client, model_id="music_v2", composition_plan=plan))
    assert rate == 48_000
    assert sound.shape[1] == 2
    assert len(sound) == pytest.approx(7 * rate, rel=0.02)
    assert np.abs(sound).max() > 0.3
    plan = {
        "positive_global_styles": ["calm"], "negative_global_styles": [], "sections": [section()],
    }  # fmt: skip
    _, rate = heard(composed(client, model_id="music_v1", composition_plan=plan))
    assert rate == 44_100


def test_the_same_asked_is_the_same_and_other_words_or_seeds_are_not(client: ElevenLabs) -> None:
    asked = [
        {"composition_plan": {"chunks": [chunk()]}, "seed": 1},
        {"composition_plan": {"chunks": [chunk()]}, "seed": 1},
        {"composition_plan": {"chunks": [chunk("sad")]}, "seed": 1},
        {"composition_plan": {"chunks": [chunk()]}, "seed": 2},
    ]
    one, again, sad, seeded = (composed(client, model_id="music_v2", **each) for each in asked)
    assert one == again
    assert len({one, sad, seeded}) == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"model_id": "music_v2", "composition_plan": {"sections": [section()]}},
        {"model_id": "music_v1", "composition_plan": {"chunks": [chunk()]}},
        {"model_id": "music_v2", "composition_plan": {"chunks": [chunk(length=2_000)]}},
        {"model_id": "music_v2", "composition_plan": {"chunks": [chunk(length=120_001)]}},
        {"model_id": "music_v2", "composition_plan": {"chunks": [chunk(length=120_000)] * 6}},
        {"model_id": "music_v2", "prompt": "a", "composition_plan": {"chunks": [chunk()]}},
        {"model_id": "music_v2", "prompt": "a", "seed": 1},
        {"model_id": "music_v2"},
        {"model_id": "music_v9", "prompt": "a"},
        {"model_id": "music_v2", "prompt": "a", "output_format": "tape"},
    ],
    ids=str,
)
def test_what_the_vendor_would_not_compose_is_refused(
    client: ElevenLabs, asked: dict[str, Any]
) -> None:
    with pytest.raises(ApiError) as raised:
        composed(client, **asked)
    assert raised.value.status_code == 422


def test_an_effect_is_what_its_words_name(client: ElevenLabs, standins: StandIns) -> None:
    maker = client.text_to_sound_effects
    one, other, loop = (
        b"".join(maker.convert(text=text, duration_seconds=2, loop=goes_round))
        for text, goes_round in (("a door closes", False), ("thunder", False), ("wind", True))
    )
    assert len({one, other, loop}) == 3
    for data in (one, other, loop):
        sound, rate = heard(data)
        assert len(sound) == pytest.approx(2 * rate, rel=0.05)
        assert np.abs(sound).max() > 0.01
    for wrong in ({"text": " "}, {"text": "a", "duration_seconds": 31}):
        with pytest.raises(ApiError):
            b"".join(maker.convert(**wrong))
    credits_taken = client.user.subscription.get().character_count
    assert credits_taken == 3 * 33


def test_music_can_be_spoiled(client: ElevenLabs, standins: StandIns) -> None:
    asked: dict[str, Any] = {"model_id": "music_v2", "composition_plan": {"chunks": [chunk()]}}
    names = ("silent", "too_short", "truncated_media", "wrong_media_type")
    standins.misbehave("elevenlabs", "music", *(fault(name) for name in names))
    silent, short, cut, page = (composed(client, **asked) for _ in names)
    whole = composed(client, **asked)
    assert np.abs(heard(silent)[0]).max() < 0.001
    assert len(heard(short)[0]) < 20_000
    assert cut == whole[: len(cut)] != whole
    assert page.startswith(b"<!doctype")
