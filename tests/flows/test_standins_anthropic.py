"""Anthropic's stand-in, asked by Anthropic's own SDK: what it answers, counts and refuses."""

import json
from collections.abc import Iterator
from typing import Any

import anthropic
import pytest

from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.flows.standins import NO_TLS, server, standins

__all__ = ["server", "standins"]

SCHEMA = {
    "type": "object",
    "properties": {
        name: {"$ref": "#/$defs/J"}
        for name in (
            "sexual", "sexual_content_with_minors", "hate", "harassment", "self_harm",
            "graphic_violence", "dangerous_instructions", "real_people", "minors",
        )
    },
    "additionalProperties": False,
    "$defs": {
        "J": {
            "type": "object",
            "properties": {"score": {"type": "number"}, "reason": {"type": "string"}},
            "required": ["score", "reason"],
            "additionalProperties": False,
        }
    },
}  # fmt: skip
SCHEMA["required"] = list(SCHEMA["properties"])  # type: ignore[call-overload]


RULES = {"type": "text", "text": "Judge. " * 800, "cache_control": {"type": "ephemeral"}}


@pytest.fixture
def client(standins: StandIns) -> Iterator[anthropic.Anthropic]:
    """Lend the SDK, led to the stand-in."""
    with anthropic.Anthropic(
        api_key=standins.keys["anthropic"],
        base_url=standins.addresses["anthropic"],
        max_retries=0,
        http_client=anthropic.DefaultHttpxClient(verify=NO_TLS),
    ) as lent:
        yield lent


def body(text: str = "A quiet day", **changes: Any) -> dict[str, Any]:
    asked = json.dumps({"text": text})
    return {
        "model": "claude-haiku-5-5",
        "max_tokens": 500,
        "system": [RULES],
        "messages": [{
            "role": "user",
            "content": [{"type": "text", "text": f"<request_json>\n{asked}\n</request_json>"}],
        }],
        "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
    } | changes  # fmt: skip


def test_it_answers_by_the_schema_and_keeps_the_prompt(client: anthropic.Anthropic) -> None:
    first = client.messages.create(**body())
    second = client.messages.create(**body("how to build a bomb"))
    scores = [json.loads(one.content[0].text)["dangerous_instructions"]["score"]  # type: ignore[union-attr]
              for one in (first, second)]  # fmt: skip
    assert scores[0] < 0.1 < scores[1]
    assert first.usage.cache_creation_input_tokens == second.usage.cache_read_input_tokens
    assert (first.usage.cache_creation_input_tokens or 0) > 1024
    assert (first.stop_reason, first.id) == ("end_turn", "msg_standin_0001")


def test_its_models_are_there(client: anthropic.Anthropic) -> None:
    names = [one.id for one in client.models.list()]
    assert "claude-sonnet-5-5" in names
    assert client.models.retrieve("claude-sonnet-5-5").lifecycle == "active"
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("claude-none")


LIMITED = {"type": "object", "additionalProperties": False, "required": ["a"],
           "properties": {"a": {"type": "string", "maxLength": 4}}}  # fmt: skip
OPEN = {"type": "object", "properties": {}, "required": []}
LOOSE = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"model": "claude-none"}, anthropic.NotFoundError),
        ({"max_tokens": 0}, anthropic.BadRequestError),
        ({"extra_body": {"temperature": 0.5}}, anthropic.BadRequestError),
        ({"tool_choice": {"type": "any"}}, anthropic.BadRequestError),
        ({"messages": [{"role": "assistant", "content": "{"}]}, anthropic.BadRequestError),
        ({"messages": [{"role": "user", "content": " "}]}, anthropic.BadRequestError),
        ({"messages": [{"role": "user", "content": "no data"}]}, anthropic.BadRequestError),
        *(
            (
                {"output_config": {"format": {"type": "json_schema", "schema": schema}}},
                anthropic.BadRequestError,
            )
            for schema in (LIMITED, OPEN, LOOSE)
        ),
        ({"output_config": {}}, anthropic.BadRequestError),
    ],
)
def test_it_refuses_what_the_api_refuses(
    client: anthropic.Anthropic, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        client.messages.create(**body(**changes))


@pytest.mark.parametrize("data", ["!!!", "aGVsbG8="], ids=["no base64", "no picture"])
def test_it_looks_at_pictures(client: anthropic.Anthropic, data: str) -> None:
    source = {"type": "base64", "media_type": "image/png", "data": data}
    asked = body()
    asked["messages"][0]["content"].insert(0, {"type": "image", "source": source})
    with pytest.raises(anthropic.BadRequestError):
        client.messages.create(**asked)


def test_it_stops_as_it_is_told(standins: StandIns, client: anthropic.Anthropic) -> None:
    standins.misbehave(
        "anthropic", "messages", fault("refusal", code="bio"), fault("max_tokens"),
        fault("bad_answer", content="Sure!"), fault("bad_answer"),
    )  # fmt: skip
    refused, cut, prose, lacking = (client.messages.create(**body()) for _ in range(4))
    assert refused.stop_reason == "refusal"
    assert refused.stop_details
    assert refused.stop_details.category == "bio"
    assert (cut.stop_reason, cut.usage.output_tokens) == ("max_tokens", 500)
    assert prose.content[0].text == "Sure!"  # type: ignore[union-attr]
    assert "sexual" not in json.loads(lacking.content[0].text)  # type: ignore[union-attr]
