"""Replicate's stand-in, as Replicate's own SDK sees it."""

import io
import time
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any

import httpx
import numpy as np
import pytest
from pydantic.v1 import ValidationError
from replicate.client import Client
from replicate.exceptions import ReplicateError

from flows.standins import clips, faults, pictures
from flows.standins.clips import Clip
from flows.standins.faults import ALWAYS, fault
from flows.standins.server import StandIns
from tests.flows.standins import (
    NO_TLS,
    bearer,
    frames_of,
    get,
    picture_of,
    post,
    rate_of,
    server,
    sound_of,
    standins,
    wav,
)

__all__ = ["server", "standins"]
FLUX = "black-forest-labs/flux-1.1-pro"
KONTEXT = "black-forest-labs/flux-kontext-pro"
WAN = "wan-video/wan-2.2-i2v-fast"
LIPSYNC = "sync/lipsync-2"
ENDED = ("succeeded", "failed", "canceled", "aborted")


@pytest.fixture
def client(standins: StandIns) -> Iterator[Client]:
    with httpx.HTTPTransport(verify=NO_TLS) as line:
        yield sdk(standins, standins.keys["replicate"], line)


def sdk(standins: StandIns, key: str, line: httpx.HTTPTransport) -> Client:
    made = Client(
        api_token=key,
        base_url=standins.addresses["replicate"],
        timeout=httpx.Timeout(20),
        transport=line,
    )
    made.poll_interval = 0.05
    return made


def output(client: Client, model: str, **asked: Any) -> bytes:
    """Return the bytes of a prediction's output."""
    prediction = client.predictions.create(model=model, input=asked)
    prediction.wait()
    assert prediction.status == "succeeded", prediction.error
    return get(str(prediction.output)).content


def ended(standins: StandIns, job: str) -> dict[str, Any]:
    """Return a prediction once it has ended, as JSON: the SDK does not know all states."""
    url = f"{standins.addresses['replicate']}/v1/predictions/{job}"
    until = time.monotonic() + 10
    while time.monotonic() < until:
        told: dict[str, Any] = get(url, headers=bearer(standins, "replicate")).json()
        if told["status"] in ENDED:
            return told
        time.sleep(0.03)
    raise AssertionError("the prediction did not end")


def small_clip(seconds: int = 1) -> bytes:
    start = pictures.draw("a portrait", 1, (320, 240))
    return clips.shoot(Clip(start, 25 * seconds, Fraction(25)))


def test_a_prediction_goes_through_its_states_and_tells_what_it_took(
    client: Client, standins: StandIns
) -> None:
    prediction = client.predictions.create(model=FLUX, input={"prompt": "a hill"})
    assert prediction.status == "starting"
    assert prediction.output is None
    seen = [prediction.status]
    while prediction.status not in ENDED:
        time.sleep(0.03)
        prediction.reload()
        seen.append(prediction.status)
    assert list(dict.fromkeys(seen)) == ["starting", "processing", "succeeded"]
    assert prediction.metrics is not None
    assert prediction.metrics["predict_time"] == 2.5
    assert prediction.input == {"prompt": "a hill"}
    assert prediction.model == FLUX
    assert prediction.urls is not None
    assert prediction.urls["cancel"].endswith(f"{prediction.id}/cancel")
    (call,) = standins.calls("replicate", "create")
    assert (call["status"], call["job"]) == (201, prediction.id)


def test_pictures_depend_on_prompt_and_seed_and_on_nothing_else(client: Client) -> None:
    asked = {"prompt": "a red boat at sea", "seed": 4, "aspect_ratio": "16:9"}
    first = output(client, FLUX, **asked)
    assert output(client, FLUX, **asked) == first
    others = [
        output(client, FLUX, **asked | {"seed": 5}),
        output(client, FLUX, **asked | {"prompt": "a green wood"}),
    ]
    pixels = [picture_of(one).astype(int) for one in (first, *others)]
    assert all(one.std() > 10 for one in pixels)
    assert all(np.abs(one - other).mean() > 10 for one, other in pairwise(pixels))


@pytest.mark.parametrize(
    ("suffix", "head"), [("png", b"\x89PNG"), ("jpg", b"\xff\xd8\xff"), ("webp", b"RIFF")]
)
def test_pictures_come_in_the_format_and_shape_that_was_asked_for(
    suffix: str, head: bytes, client: Client
) -> None:
    asked = {"prompt": "Portrait of a woman", "aspect_ratio": "1:1", "output_format": suffix}
    data = output(client, FLUX, **asked)
    assert data.startswith(head)
    height, width = picture_of(data).shape[:2]
    assert height == width <= 640


def test_a_reference_is_seen_in_the_picture(client: Client) -> None:
    red = pictures.write(pictures.draw("Portrait of a man in red", 1, (256, 256)), "png")
    blue = pictures.write(pictures.draw("Portrait of a man in blue", 1, (256, 256)), "png")
    found = []
    for reference in (red, blue):
        asked = {"prompt": "he walks", "input_image": io.BytesIO(reference), "aspect_ratio": "16:9"}
        data = output(client, KONTEXT, **asked)
        assert data.startswith(b"\x89PNG")
        low = picture_of(data)[-40:, 280:360]
        found.append(low.reshape(-1, 3).mean(axis=0))
    assert found[0][2] > found[0][0] + 60, "the red coat is red"
    assert found[1][0] > found[1][2] + 60, "the blue one blue"


@pytest.mark.parametrize("inline", [True, False])
def test_a_clip_begins_with_its_picture_and_moves(inline: bool, client: Client) -> None:
    start = pictures.write(pictures.draw("a harbour", 2, (640, 360)), "jpg")
    prediction = client.predictions.create(
        model=WAN,
        input={"image": io.BytesIO(start), "prompt": "the camera moves in", "resolution": "480p"},
        file_encoding_strategy="base64" if inline else "url",
    )
    prediction.wait()
    data = get(str(prediction.output)).content
    frames = frames_of(data)
    assert len(frames) == 81
    assert rate_of(data) == 16
    assert frames[0].shape != (360, 640)
    assert max(frames[0].shape) <= 640
    assert all(side % 2 == 0 for side in frames[0].shape)
    assert np.abs(frames[0].astype(int) - frames[80]).mean() > 3
    assert all(np.any(one != other) for one, other in pairwise(frames))
    assert len(sound_of(data)) == 0


def test_a_model_that_is_not_listed_is_guessed_by_its_inputs(client: Client) -> None:
    data = output(client, "kwaivgi/kling-v2.6", prompt="a storm", duration=1)
    assert rate_of(data) == 25
    assert len(frames_of(data)) == 25
    assert np.abs(sound_of(data)).max() > 0.01, "it comes with sound that nobody asked for"


def test_a_mouth_opens_with_the_sound_and_is_shut_in_silence(client: Client) -> None:
    video = small_clip(3)
    sound = wav((1, 0.0), (1, 0.4), (1, 0.0))
    data = output(client, LIPSYNC, video=io.BytesIO(video), audio=io.BytesIO(sound))
    before, after = frames_of(video), frames_of(data)
    assert len(after) == 75
    assert rate_of(data) == 25
    changes = [
        np.abs(one.astype(int) - other)[130:200, 100:220].mean()
        for one, other in zip(before, after, strict=True)
    ]
    assert min(changes[27:48]) > 10 * max(changes[:24])
    assert max(changes[:24] + changes[52:]) < 2
    assert np.abs(before[35].astype(int) - after[35])[:100].mean() < 2, "the rest is as it was"
    assert np.abs(sound_of(data)).max() > 0.2


@pytest.mark.parametrize(
    ("mode", "frames"),
    [("loop", 50), ("bounce", 50), ("remap", 50), ("cut_off", 25), ("silence", 25)],
)
def test_sound_that_is_longer_than_the_video_is_dealt_with_as_asked(
    mode: str, frames: int, client: Client
) -> None:
    asked = {"video": io.BytesIO(small_clip()), "audio": io.BytesIO(wav((2, 0.3)))}
    assert len(frames_of(output(client, LIPSYNC, **asked, sync_mode=mode))) == frames


def test_a_version_may_be_asked_for_by_its_hash(client: Client) -> None:
    prediction = client.predictions.create(
        version="bytedance/latentsync:abc123",
        input={"video": io.BytesIO(small_clip()), "audio": io.BytesIO(wav((1, 0.3)))},
    )
    prediction.wait()
    assert (prediction.status, prediction.version) == ("succeeded", "abc123")


@pytest.mark.parametrize(
    ("model", "asked", "said"),
    [
        (FLUX, {}, "prompt is required"),
        (FLUX, {"prompt": "a", "aspect_ratio": "7:1"}, "aspect_ratio must be one of"),
        (WAN, {"prompt": "a"}, "image is required"),
        (WAN, {"prompt": "a", "image": "data:,", "num_frames": 5}, "a number from 81 to 121"),
        (LIPSYNC, {"video": "data:,"}, "audio is required"),
    ],
)
def test_inputs_are_checked_as_the_vendor_does(
    model: str, asked: dict[str, Any], said: str, client: Client
) -> None:
    with pytest.raises(ReplicateError, match=said) as refused:
        client.predictions.create(model=model, input=asked)
    assert refused.value.status == 422


@pytest.mark.parametrize(
    "image", ["https://example.com/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA"]
)
def test_an_input_that_cannot_be_read_fails_the_prediction(
    image: str, client: Client, standins: StandIns
) -> None:
    prediction = client.predictions.create(model=WAN, input={"image": image, "prompt": "a"})
    told = ended(standins, prediction.id)
    assert told["status"] == "failed"
    assert "cannot" in told["error"]


def test_uploads_are_described_listed_and_forgotten(client: Client) -> None:
    file = client.files.create(io.BytesIO(b"\x00--\r\n\r\nsound\r\n"), filename="a.wav")
    assert file.size == 14
    assert file.content_type.endswith("wav")
    assert client.files.get(file.id).checksums == file.checksums
    assert [one.id for one in client.files.list()] == [file.id]
    assert client.files.delete(file.id)
    with pytest.raises(ReplicateError):
        client.files.get(file.id)


def test_the_list_comes_in_pages_newest_first_with_inputs(
    client: Client, standins: StandIns
) -> None:
    standins.misbehave("replicate", "create", fault("job_fails", times=ALWAYS))
    made = [
        client.predictions.create(model=FLUX, input={"prompt": f"hill {index}"}).id
        for index in range(103)
    ]
    page = client.predictions.list()
    rest = client.predictions.list(page.next)
    assert rest.next is None
    assert [one.id for one in (*page, *rest)] == made[::-1]
    assert page[0].input == {"prompt": "hill 102"}
    assert datetime.fromisoformat(str(page[0].created_at)) >= datetime.fromisoformat(
        str(page[1].created_at)
    )


def test_the_account_is_told(client: Client) -> None:
    assert client.accounts.current().username == "stand-in"


def test_a_prediction_can_be_waited_for_in_the_call(standins: StandIns) -> None:
    answer = post(
        f"{standins.addresses['replicate']}/v1/models/{FLUX}/predictions",
        headers=bearer(standins, "replicate") | {"prefer": "wait=10"},
        json={"input": {"prompt": "a hill"}},
    )
    assert answer.json()["status"] == "succeeded"


def test_a_wrong_token_is_refused(standins: StandIns) -> None:
    with (
        httpx.HTTPTransport(verify=NO_TLS) as line,
        pytest.raises(ReplicateError, match="valid authentication token") as refused,
    ):
        sdk(standins, "wrong", line).predictions.create(model=FLUX, input={"prompt": "a"})
    assert refused.value.status == 401


def test_a_refused_post_is_sent_once_and_a_refused_get_again(
    client: Client, standins: StandIns
) -> None:
    standins.misbehave("replicate", "create", faults.status(429, "1"))
    with pytest.raises(ReplicateError):
        client.predictions.create(model=FLUX, input={"prompt": "a"})
    assert len(standins.calls("replicate", "create")) == 1
    standins.misbehave("replicate", "account", faults.status(503))
    client.accounts.current()
    assert [call["status"] for call in standins.calls("replicate", "account")] == [503, 200]


def test_a_job_that_was_taken_can_be_found_though_its_answer_was_cut(
    client: Client, standins: StandIns
) -> None:
    standins.misbehave("replicate", "create", fault("reset_after_acceptance"))
    with pytest.raises(httpx.ReadError):
        client.predictions.create(model=FLUX, input={"prompt": "a lost hill"})
    (found,) = client.predictions.list()
    assert found.input == {"prompt": "a lost hill"}
    assert standins.calls("replicate", "create")[0]["job"] == found.id


@pytest.mark.parametrize(
    ("name", "status", "billed"),
    [("job_fails", "failed", 2.5), ("job_aborted", "aborted", 0), ("job_canceled", "canceled", 0)],
)
def test_a_job_ends_as_it_was_told_to(
    name: Any, status: str, billed: float, client: Client, standins: StandIns
) -> None:
    standins.misbehave("replicate", "create", fault(name, message="The model ran out of luck"))
    prediction = client.predictions.create(model=FLUX, input={"prompt": "a"})
    told = ended(standins, prediction.id)
    assert told["status"] == status
    assert told["metrics"]["predict_time"] == billed
    assert told["error"] == ("The model ran out of luck" if status == "failed" else None)
    if status == "aborted":
        with pytest.raises(ValidationError):
            prediction.reload()


def test_a_job_that_never_ends_can_be_cancelled(client: Client, standins: StandIns) -> None:
    standins.misbehave("replicate", "create", fault("never_ends"), fault("slow_job", seconds=0.8))
    prediction = client.predictions.create(model=FLUX, input={"prompt": "a"})
    slow = client.predictions.create(model=FLUX, input={"prompt": "a"})
    began = time.monotonic()
    slow.wait()
    assert slow.status == "succeeded"
    assert time.monotonic() - began > 0.7
    assert client.predictions.get(prediction.id).status == "processing"
    assert client.predictions.cancel(prediction.id).status == "canceled"
    slow.cancel()
    assert slow.status == "succeeded", "what has ended stays as it is"


def test_a_job_may_be_cancelled_after_a_time_of_its_own(standins: StandIns) -> None:
    standins.misbehave("replicate", "create", fault("never_ends"))
    answer = post(
        f"{standins.addresses['replicate']}/v1/models/{FLUX}/predictions",
        headers=bearer(standins, "replicate") | {"cancel-after": "1s"},
        json={"input": {"prompt": "a hill"}},
    )
    assert ended(standins, answer.json()["id"])["status"] == "canceled"


def test_an_output_expires(client: Client, standins: StandIns) -> None:
    standins.misbehave("replicate", "create", fault("output_expired"))
    prediction = client.predictions.create(model=FLUX, input={"prompt": "a"})
    prediction.wait()
    assert get(str(prediction.output)).status_code == 404
    prediction.reload()
    assert get(str(prediction.output)).status_code == 404


def made_with(name: Any, standins: StandIns, client: Client, **asked: Any) -> httpx.Response:
    standins.misbehave("replicate", "create", fault(name))
    prediction = client.predictions.create(**asked)
    prediction.wait()
    assert prediction.status == "succeeded", prediction.error
    return get(str(prediction.output))


def test_pictures_can_be_spoiled(client: Client, standins: StandIns) -> None:
    asked: dict[str, Any] = {"model": FLUX, "input": {"prompt": "a", "output_format": "png"}}
    wrong = made_with("wrong_media_type", standins, client, **asked)
    assert wrong.headers["content-type"].startswith("text/html")
    whole = output(client, FLUX, **asked["input"])
    assert whole.startswith(made_with("truncated_media", standins, client, **asked).content)
    assert picture_of(made_with("black", standins, client, **asked).content).max() == 0
    assert picture_of(made_with("too_short", standins, client, **asked).content).shape[0] == 16


def test_clips_can_be_spoiled(client: Client, standins: StandIns) -> None:
    asked: dict[str, Any] = {"model": "x/video", "input": {"prompt": "a", "duration": 2}}
    whole = output(client, "x/video", prompt="a", duration=2)
    cut = made_with("truncated_media", standins, client, **asked).content
    assert whole.startswith(cut)
    assert len(cut) < len(whole)
    assert (
        max(
            frame.max()
            for frame in frames_of(made_with("black", standins, client, **asked).content)
        )
        < 20
    )
    assert len(frames_of(made_with("too_short", standins, client, **asked).content)) < 10


def test_lip_sync_can_be_spoiled(client: Client, standins: StandIns) -> None:
    def asked() -> dict[str, Any]:
        files = {"video": io.BytesIO(small_clip()), "audio": io.BytesIO(wav((1, 0.4)))}
        return {"model": LIPSYNC, "input": files}

    silent = made_with("silent", standins, client, **asked()).content
    assert np.abs(sound_of(silent)).max() < 0.001
    assert len(frames_of(silent)) == 25
    assert len(frames_of(made_with("too_short", standins, client, **asked()).content)) == 6
    assert (
        max(f.max() for f in frames_of(made_with("black", standins, client, **asked()).content))
        < 20
    )


def test_a_download_can_break_and_then_go_well(client: Client, standins: StandIns) -> None:
    prediction = client.predictions.create(model=FLUX, input={"prompt": "a"})
    prediction.wait()
    url = str(prediction.output)
    standins.misbehave("replicate", "file", fault("cut_body"), faults.status(503))
    with pytest.raises(httpx.HTTPError):
        get(url)
    assert get(url).status_code == 503
    assert picture_of(get(url).content).std() > 10
    assert [call["key"] for call in standins.calls("replicate", "file")] == ["none"] * 3
