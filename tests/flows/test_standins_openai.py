"""OpenAI's stand-in, tried with the vendor's own SDK."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import openai
import pytest

from flows.standins.faults import fault
from flows.standins.openai import TAKEN
from flows.standins.server import StandIns
from tests.flows.standins import server, standins

__all__ = ["server", "standins"]


@pytest.fixture
def client(standins: StandIns) -> Iterator[openai.OpenAI]:
    key, address = standins.keys["openai"], standins.addresses["openai"]
    with openai.OpenAI(api_key=key, base_url=address, max_retries=0) as made:
        yield made


def picture(*colour: int) -> dict[str, Any]:
    data = cv2.imencode(".png", np.full((8, 8, 3), colour, np.uint8))[1].tobytes()
    url = f"data:image/png;base64,{b64encode(data).decode()}"
    return {"type": "image_url", "image_url": {"url": url}}


def test_every_text_gets_a_result_with_every_category(client: openai.OpenAI) -> None:
    texts = ["A storm", "An explicit porn film", "VILLAIN\nI will kill you all."]
    found = client.moderations.create(model="omni-moderation-latest", input=texts)
    storm, porn, villain = found.results
    assert [one.flagged for one in found.results] == [False, True, True]
    assert porn.category_scores.sexual > 0.9
    assert villain.category_scores.harassment_threatening > 0.9
    assert storm.category_scores.violence < 0.01
    assert storm.category_scores.to_dict().keys() == TAKEN.keys()
    assert storm.category_applied_input_types.sexual == ["text"]
    one = client.moderations.create(model="omni-moderation-latest", input=texts[1])
    assert one.results == [porn]


def test_text_and_picture_are_judged_together(client: openai.OpenAI) -> None:
    given: Any = [{"type": "text", "text": "A storm"}, picture(10, 10, 180)]
    [found] = client.moderations.create(model="omni-moderation-latest", input=given).results
    assert found.category_scores.violence_graphic > 0.9
    assert found.category_applied_input_types.violence_graphic == ["text", "image"]
    assert found.category_applied_input_types.hate == ["text"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "input"),
        ([picture(0, 0, 0), picture(9, 9, 9)], "images"),
        ([{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}], "decode"),
        ([{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}], "decode"),
        ([{"type": "sound"}], "Unknown"),
        ("a" * 100_001, "long"),
    ],
    ids=["nothing", "two pictures", "no picture", "elsewhere", "another type", "endless"],
)
def test_what_the_vendor_would_not_take_is_refused(
    client: openai.OpenAI, given: Any, says: str
) -> None:
    with pytest.raises(openai.BadRequestError, match=says):
        client.moderations.create(model="omni-moderation-latest", input=given)


def test_a_model_that_is_not_there(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError):
        client.moderations.create(model="text-davinci", input="A storm")


def test_it_answers_as_it_is_told(client: openai.OpenAI, standins: StandIns) -> None:
    standins.misbehave("openai", "moderations", fault("bad_answer", content={"results": []}))
    assert client.moderations.create(input="A storm").results == []
    assert client.moderations.create(input="A storm").results != []
