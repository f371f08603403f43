"""Stand-ins for a persona's sake, by the SDKs: faces swapped, voices changed, cloned, deleted."""

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
import soundfile
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError
from replicate.client import Client

from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.blocks.faceswap.filmed import admiral, pair, part, write_clip
from tests.film.faces.clips import portrait
from tests.flows.standins import NO_TLS, frames_of, get, picture_of, server, standins, wav

__all__ = ["server", "standins"]

ALICE, OTTO = "Xb7hH8MSUJpSbSDYk0k2", "FTNCalFNG5bRnkkaP5Ug"
ONCE: Any = {"max_retries": 0}
ROOP = "arabyai-replicate/roop_face_swap:" + "1" * 64
SWAP = "cdingram/face-swap:" + "2" * 64


@pytest.fixture
def labs(standins: StandIns) -> Iterator[ElevenLabs]:
    with httpx.Client(timeout=20) as connection:
        yield ElevenLabs(
            api_key=standins.keys["elevenlabs"],
            base_url=standins.addresses["elevenlabs"],
            httpx_client=connection,
        )


@pytest.fixture
def replicate(standins: StandIns) -> Iterator[Client]:
    with httpx.HTTPTransport(verify=NO_TLS) as line:
        made = Client(
            api_token=standins.keys["replicate"],
            base_url=standins.addresses["replicate"],
            timeout=httpx.Timeout(20),
            transport=line,
        )
        made.poll_interval = 0.05
        yield made


def png(picture: Any) -> io.BytesIO:
    done, data = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    assert done
    file = io.BytesIO(data.tobytes())
    file.name = "picture.png"
    return file


def swapped(client: Client, version: str, **asked: Any) -> bytes:
    prediction = client.predictions.create(version=version, input=asked)
    prediction.wait()
    assert prediction.status == "succeeded", prediction.error
    return get(str(prediction.output)).content


def test_every_face_of_a_clip_is_swapped(replicate: Client, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", pair(4))
    with clip.open("rb") as video:
        data = swapped(replicate, ROOP, target_video=video, swap_image=png(portrait("astronaut")))
    before = np.stack(frames_of(clip.read_bytes())).astype(int)
    after = np.stack(frames_of(data)).astype(int)
    assert after.shape == before.shape
    change = np.abs(after - before).mean(axis=0)
    rows, columns = part(admiral().box, 0.6)
    assert change[rows, columns].mean() > 10
    assert change[:, 220:].max() > 20, "theirs too who was not meant"
    assert change[:, 190:215].mean() < 4


def test_a_face_of_a_picture_is_swapped(replicate: Client) -> None:
    data = swapped(
        replicate, SWAP, input_image=png(pair(1)[0]), swap_image=png(portrait("astronaut"))
    )
    assert picture_of(data).shape == pair(1)[0].shape


def test_a_donor_without_a_face_fails_the_job(replicate: Client, tmp_path: Path) -> None:
    wall = np.full((64, 64, 3), 120, np.uint8)
    prediction = replicate.predictions.create(
        version=SWAP, input={"input_image": png(wall), "swap_image": png(wall)}
    )
    prediction.wait()
    assert (prediction.status, prediction.error) == (
        "failed",
        "No face was found in the swap image",
    )


def changed(client: ElevenLabs, voice: str = ALICE, **asked: Any) -> bytes:
    given = {
        "audio": ("speech.wav", wav((0.3, 0), (1.0, 0.5), (0.7, 0)), "audio/wav"),
        "model_id": "eleven_multilingual_sts_v2",
        **asked,
    }
    return b"".join(client.speech_to_speech.convert(voice, request_options=ONCE, **given))


def test_speech_is_said_again_at_its_times(labs: ElevenLabs) -> None:
    alice, otto = (changed(labs, voice, output_format="pcm_24000") for voice in (ALICE, OTTO))
    assert alice == changed(labs, output_format="pcm_24000")
    assert alice != otto
    sound = np.abs(np.frombuffer(alice, "<i2").astype(int))
    assert sound.size == pytest.approx(2 * 24_000, abs=48)
    loud = np.flatnonzero(sound > 1_000) / 24_000
    assert loud[0] == pytest.approx(0.3, abs=0.03)
    assert loud[-1] == pytest.approx(1.3, abs=0.03)
    assert labs.user.subscription.get().character_count == 3 * 33


def long_hum() -> bytes:
    """Return five minutes and a second of a quiet tone, as telephones have it."""
    file = io.BytesIO()
    tone = 0.1 * np.sin(np.arange(301 * 8_000) * 0.3)
    soundfile.write(file, tone, 8_000, format="WAV", subtype="PCM_U8")
    return file.getvalue()


REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "a voice that is not there": ({"voice": "nobody"}, 404),
    "another model": ({"model_id": "eleven_v3"}, 400),
    "no sound": ({"audio": ("x.wav", b"hello", "audio/wav")}, 400),
    "too long": ({"audio": ("x.wav", long_hum(), "audio/wav")}, 400),
    "a seed": ({"seed": -1}, 422),
    "settings": ({"voice_settings": '{"stability": 7}'}, 400),
    "no settings": ({"voice_settings": "{"}, 422),
    "a format": ({"output_format": "flac"}, 422),
}


@pytest.mark.parametrize(("asked", "status"), REFUSED.values(), ids=REFUSED)
def test_what_the_vendor_would_not_take_is_refused(
    labs: ElevenLabs, asked: dict[str, Any], status: int
) -> None:
    with pytest.raises(ApiError) as caught:
        changed(labs, **asked)
    assert caught.value.status_code == status


def test_speech_can_come_wrong(labs: ElevenLabs, standins: StandIns) -> None:
    well = changed(labs)
    for told in ({"speed": 1.2}, {"late": 0.3}):
        standins.misbehave("elevenlabs", "changer", fault("bad_answer", content=told))
        assert changed(labs) != well
    standins.misbehave("elevenlabs", "changer", fault("silent"))
    sound = soundfile.read(io.BytesIO(changed(labs)))[0]
    assert np.abs(sound).max() < 0.001


def test_a_voice_is_cloned_used_and_deleted(labs: ElevenLabs) -> None:
    sample = ("sample.wav", wav((1, 0.3)), "audio/wav")
    made = labs.voices.ivc.create(name="firstcut-x", files=[sample], request_options=ONCE)
    assert not made.requires_verification
    [found] = labs.voices.search(search="firstcut-x").voices
    assert (found.voice_id, found.category) == (made.voice_id, "cloned")
    assert changed(labs, made.voice_id)
    assert labs.voices.delete(made.voice_id, request_options=ONCE).status == "ok"
    for gone in (made.voice_id, "nobody"):
        with pytest.raises(ApiError) as caught:
            labs.voices.delete(gone, request_options=ONCE)
        assert caught.value.status_code == 404
    with pytest.raises(ApiError) as caught:
        labs.voices.delete(ALICE, request_options=ONCE)
    assert caught.value.status_code == 403


def test_an_account_has_so_many_voices(labs: ElevenLabs) -> None:
    sample = ("sample.wav", wav((0.2, 0.3)), "audio/wav")
    for number in range(30):
        labs.voices.ivc.create(name=f"voice {number}", files=[sample], request_options=ONCE)
    with pytest.raises(ApiError, match="voice_limit_reached"):
        labs.voices.ivc.create(name="one more", files=[sample], request_options=ONCE)
    broken = ("sample.wav", b"no sound", "audio/wav")
    with pytest.raises(ApiError, match="cannot be decoded"):
        labs.voices.ivc.create(name="broken", files=[broken], request_options=ONCE)


def test_a_clip_can_come_too_short(replicate: Client, standins: StandIns, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", pair(8))
    standins.misbehave("replicate", "create", fault("too_short"))
    with clip.open("rb") as video:
        data = swapped(replicate, ROOP, target_video=video, swap_image=png(portrait("astronaut")))
    assert len(frames_of(data)) == Fraction(1, 4) * 24
