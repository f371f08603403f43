"""Luma's stand-in, as Luma's own SDK sees it."""

import base64
import time
from collections.abc import Iterator
from typing import Any, cast

import luma_agents
import numpy as np
import pytest
from luma_agents import DefaultHttpxClient, Luma
from luma_agents.types.generation import Generation
from luma_agents.types.video_options_param import VideoOptionsParam

from flows.standins import faults, pictures
from flows.standins.faults import ALWAYS, fault
from flows.standins.server import StandIns
from tests.flows.standins import (
    NO_TLS,
    frames_of,
    get,
    picture_of,
    put,
    rate_of,
    server,
    sound_of,
    standins,
)

__all__ = ["server", "standins"]
START = pictures.draw("a quay", 3, (640, 360))


@pytest.fixture
def client(standins: StandIns) -> Iterator[Luma]:
    with sdk(standins, standins.keys["luma"]) as made:
        yield made


def sdk(standins: StandIns, key: str) -> Luma:
    return Luma(
        auth_token=key,
        base_url=standins.addresses["luma"],
        max_retries=0,
        http_client=DefaultHttpxClient(verify=NO_TLS, timeout=20),
    )


def start_frame() -> dict[str, Any]:
    data = base64.b64encode(pictures.write(START, "png")).decode()
    return {"data": data, "media_type": "image/png"}


def create(client: Luma, prompt: str = "the boat leaves.", **video: Any) -> Generation:
    return client.generations.create(
        model="ray-3.2",
        type="video",
        prompt=prompt,
        aspect_ratio="16:9",
        video=cast("VideoOptionsParam", {"duration": "5s", "resolution": "540p", **video}),
    )


def ended(client: Luma, generation: Generation) -> Generation:
    until = time.monotonic() + 15
    while generation.state in ("queued", "processing") and time.monotonic() < until:
        time.sleep(0.03)
        generation = client.generations.get(generation.id)
    return generation


def address(generation: Generation) -> str:
    assert generation.state == "completed", generation.failure_reason
    assert generation.output is not None
    return generation.output[0].url


def clip(client: Luma, generation: Generation) -> bytes:
    return get(address(ended(client, generation))).content


def test_a_generation_goes_through_its_states_to_a_clip_that_begins_with_its_picture(
    client: Luma, standins: StandIns
) -> None:
    generation = create(client, start_frame=start_frame())
    assert generation.state == "queued"
    data = clip(client, generation)
    frames = frames_of(data)
    assert len(frames) == 120
    assert rate_of(data) == 24
    assert max(frames[0].shape) <= 640
    small = np.asarray(pictures.read(pictures.write(START, "png")))[:, :, 1]
    assert abs(float(frames[0].mean()) - float(small.mean())) < 25
    assert np.abs(frames[0].astype(int) - frames[-1]).mean() > 3
    (call,) = standins.calls("luma", "create")
    assert (call["status"], call["job"]) == (201, generation.id)


def test_some_clips_come_with_sound(client: Luma) -> None:
    with_sound, without = clip(client, create(client, "odd")), clip(client, create(client, "even"))
    assert np.abs(sound_of(with_sound)).max() > 0.01
    assert len(sound_of(without)) == 0


def test_pictures_are_made_too(client: Luma) -> None:
    generation = client.generations.create(prompt="Portrait of a boy", aspect_ratio="1:1")
    found = picture_of(get(address(ended(client, generation))).content)
    assert found.shape[0] == found.shape[1]
    assert found.std() > 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"video": {"duration": "7s"}},
        {"video": {"resolution": "8k"}},
        {"video": {"start_frame": {"data": "AAAA"}}},
        {"video": {"start_frame": {"data": "AAAA", "media_type": "image/png", "url": "http://a"}}},
        {"video": {"start_frame": {"file_id": "nobody"}}},
        {"model": "uni-1"},
        {"aspect_ratio": "5:1"},
        {"prompt": ""},
    ],
)
def test_requests_are_checked(wrong: dict[str, Any], client: Luma) -> None:
    asked: dict[str, Any] = {"model": "ray-3.2", "type": "video", "prompt": "a", **wrong}
    with pytest.raises(luma_agents.UnprocessableEntityError):
        client.generations.create(**asked)


def test_a_picture_that_cannot_be_read_fails_the_generation(client: Luma) -> None:
    frame = {"data": base64.b64encode(b"no picture").decode(), "media_type": "image/png"}
    generation = ended(client, create(client, start_frame=frame))
    assert generation.state == "failed"
    assert generation.failure_code == "generation_failed"
    assert generation.failure_reason == "The image cannot be decoded"


def test_a_file_is_uploaded_and_used(client: Luma) -> None:
    data = pictures.write(START, "jpg")
    made = client.files.create(mime_type="image/jpeg", size_bytes=len(data))
    assert made.upload is not None
    assert put(made.upload.url, content=data).status_code == 200
    assert client.files.complete(made.id).state == "ready"
    assert [one.id for one in client.files.list().data] == [made.id]
    frames = frames_of(clip(client, create(client, start_frame={"file_id": made.id})))
    assert abs(float(frames[0].mean()) - float(START[:, :, 1].mean())) < 25
    client.files.delete(made.id)
    with pytest.raises(luma_agents.NotFoundError):
        client.files.get(made.id)


def test_a_wrong_key_is_refused(standins: StandIns) -> None:
    with (
        sdk(standins, "wrong") as wrong,
        pytest.raises(luma_agents.AuthenticationError, match="Not authenticated"),
    ):
        create(wrong)


def test_the_sdk_sends_a_paid_post_again_unless_it_is_told_not_to(
    client: Luma, standins: StandIns
) -> None:
    standins.misbehave("luma", "create", faults.status(500, times=ALWAYS))
    with pytest.raises(luma_agents.InternalServerError):
        create(client)
    assert len(standins.calls("luma", "create")) == 1
    with pytest.raises(luma_agents.InternalServerError):
        create(client.with_options(max_retries=1))
    assert len(standins.calls("luma", "create")) == 3


def test_a_generation_can_be_accepted_and_its_answer_lost(client: Luma, standins: StandIns) -> None:
    standins.misbehave("luma", "create", fault("reset_after_acceptance"), faults.slow(0.5))
    with pytest.raises(luma_agents.APIConnectionError):
        create(client)
    with pytest.raises(luma_agents.APITimeoutError):
        create(client.with_options(timeout=0.2))
    jobs = [call["job"] for call in standins.calls("luma", "create")]
    assert len(set(jobs)) == 2
    assert all(client.generations.get(job).id == job for job in jobs)


def test_a_generation_fails_with_the_code_that_was_asked_for(
    client: Luma, standins: StandIns
) -> None:
    standins.misbehave(
        "luma",
        "create",
        fault("job_fails", code="content_moderated", message="Not this."),
    )
    generation = ended(client, create(client))
    assert generation.state == "failed"
    assert (generation.failure_code, generation.failure_reason) == (
        "content_moderated",
        "Not this.",
    )
    assert generation.output is None


def test_a_generation_may_never_end(client: Luma, standins: StandIns) -> None:
    standins.misbehave("luma", "create", fault("never_ends"))
    generation = create(client)
    time.sleep(0.5)
    assert client.generations.get(generation.id).state == "processing"


@pytest.mark.parametrize(("addresses", "later"), [(1, 200), (ALWAYS, 403)])
def test_an_expired_address_may_be_signed_anew(
    addresses: int, later: int, client: Luma, standins: StandIns
) -> None:
    standins.misbehave("luma", "create", fault("output_expired", addresses=addresses))
    generation = ended(client, create(client))
    gone = get(address(generation))
    assert gone.status_code == 403
    assert b"<Code>AccessDenied</Code>" in gone.content
    again = address(client.generations.get(generation.id))
    assert again != address(generation)
    assert get(again).status_code == later


def test_clips_can_be_spoiled(client: Luma, standins: StandIns) -> None:
    names: tuple[Any, ...] = ("wrong_media_type", "black", "too_short", "truncated_media")
    found = {}
    for name in names:
        standins.misbehave("luma", "create", fault(name))
        found[name] = get(address(ended(client, create(client))))
    assert found["wrong_media_type"].headers["content-type"].startswith("text/html")
    assert max(frame.max() for frame in frames_of(found["black"].content)) < 20
    assert len(frames_of(found["too_short"].content)) == 6
    assert clip(client, create(client)).startswith(found["truncated_media"].content)


def test_malformed_json_is_no_answer(client: Luma, standins: StandIns) -> None:
    standins.misbehave("luma", "create", fault("malformed_json"))
    with pytest.raises((ValueError, luma_agents.APIError)):
        create(client)
