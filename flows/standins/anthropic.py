"""Anthropic's stand-in: messages with structured answers, their token counts, and the models.

It refuses what the API refuses (schema keywords that it does not take, sampling settings, unknown
models, forced tools) and counts tokens by length. What it answers is in ``anthropic_answers``.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from flows.standins.anthropic_answers import answer_to
from flows.standins.calls import Answer, Call, Desk, RefusalError

MODELS = ("claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5")
_TAKEN = {
    "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf",
    "$ref", "$defs", "description", "title", "format", "minItems",
}  # fmt: skip
_SAMPLING = ("temperature", "top_p", "top_k")
_CHARACTERS_A_TOKEN = 3.5
_LEAST_CACHED = 1024
"""Tokens from which a prompt is kept in the cache."""
_TOKENS_A_PICTURE = 1400
_MAGIC = {
    "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF",
    "image/gif": b"GIF8",
}  # fmt: skip

desk = Desk("anthropic")


@desk.route("messages", "POST /v1/messages", knows=("refusal", "max_tokens", "bad_answer"))
def messages(call: Call) -> Answer:
    """Answer by the schema that is asked for."""
    asked = call.json()
    _check(call, asked)
    text = answer_to(asked)
    stop, details = "end_turn", None
    fault = call.fault.name if call.fault else ""
    if fault == "bad_answer":
        text = _bad(text, call.fault.content if call.fault else None)
    if fault == "max_tokens":
        text, stop = text[: len(text) // 2], "max_tokens"
    if fault == "refusal":
        text, stop = "", "refusal"
        said = (call.fault.code if call.fault else "") or None
        details = {"type": "refusal", "category": said, "explanation": None}
    usage = _usage(call, asked, text)
    if fault == "max_tokens":
        usage["output_tokens"] = asked["max_tokens"]
    number = call.house.number()
    reply = {
        "id": f"msg_standin_{number:04d}",
        "type": "message",
        "role": "assistant",
        "model": asked["model"],
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": stop,
        "stop_sequence": None,
        "stop_details": details,
        "usage": usage,
    }
    return Answer.json(reply, headers={"request-id": f"req_standin_{number:04d}"})


@desk.route("models", "GET /v1/models")
def models(call: Call) -> Answer:
    """List the models."""
    listed = [_model(name) for name in MODELS]
    page = {"data": listed, "has_more": False, "first_id": MODELS[0], "last_id": MODELS[-1]}
    return Answer.json(page)


@desk.route("models", "GET /v1/models/{model}")
def model(call: Call) -> Answer:
    """Describe a model."""
    return Answer.json(_model(_known(call.parts["model"])))


routes = desk.routes


def _model(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": "model",
        "display_name": name.replace("-", " ").title(),
        "created_at": "2026-01-01T00:00:00Z",
        "lifecycle": "active",
        "max_tokens": 128_000,
    }


def _known(name: object) -> str:
    if name not in MODELS:
        raise RefusalError(404, f"model: {name}")
    return str(name)


def _check(call: Call, asked: dict[str, Any]) -> None:
    """Refuse what the API refuses."""
    if "anthropic-version" not in call.headers:
        raise RefusalError(400, "anthropic-version: header is required")
    _known(asked.get("model"))
    limit = asked.get("max_tokens")
    if not isinstance(limit, int) or limit < 1:
        raise RefusalError(400, "max_tokens: Field required")
    for name in _SAMPLING:
        if name in asked:
            raise RefusalError(400, f"{name}: is not supported on this model")
    if asked.get("tool_choice", {}).get("type") in ("any", "tool"):
        raise RefusalError(400, "tool_choice: forcing a tool is not supported on this model")
    roles = [one.get("role") for one in asked.get("messages", [])]
    if roles != ["user", "assistant"] * (len(roles) // 2) + ["user"]:
        raise RefusalError(400, "messages: roles must alternate and end with user")
    for block in _blocks(asked):
        _check_block(block)
    if sum("cache_control" in block for block in asked.get("system", [])) > 4:
        raise RefusalError(400, "A maximum of 4 blocks with cache_control may be provided")
    _check_schema(_schema(asked), "output_config.format.schema")


def _schema(asked: dict[str, Any]) -> dict[str, Any]:
    format_ = asked.get("output_config", {}).get("format", {})
    if format_.get("type") != "json_schema" or not isinstance(format_.get("schema"), dict):
        raise RefusalError(400, "The stand-in answers by schema: output_config.format is missing")
    schema: dict[str, Any] = format_["schema"]
    return schema


def _check_schema(schema: dict[str, Any], where: str) -> None:
    unknown = set(schema) - _TAKEN
    if unknown:
        raise RefusalError(400, f"{where}: {min(unknown)} is not supported")
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise RefusalError(400, f"{where}: additionalProperties must be false")
        if set(schema.get("required", ())) != set(schema["properties"]):
            raise RefusalError(400, f"{where}: the stand-in takes no optional properties")
    for name in ("properties", "$defs"):
        for key, one in schema.get(name, {}).items():
            _check_schema(one, f"{where}.{key}")
    if "items" in schema:
        _check_schema(schema["items"], f"{where}.items")


def _blocks(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for message in asked["messages"]:
        content = message["content"]
        yield from [{"type": "text", "text": content}] if isinstance(content, str) else content


def _check_block(block: dict[str, Any]) -> None:
    if block["type"] == "text" and not block["text"].strip():
        raise RefusalError(400, "messages: text content blocks must be non-empty")
    if block["type"] == "image":
        source = block["source"]
        try:
            data = base64.b64decode(source["data"], validate=True)
        except binascii.Error:
            raise RefusalError(400, "messages: image.source.base64: invalid base64 data") from None
        if not data.startswith(_MAGIC.get(source["media_type"], b"\0")):
            raise RefusalError(400, "messages: image does not match the provided media type")
        if len(data) > 5 * 2**20:
            raise RefusalError(400, "messages: image exceeds 5 MB maximum")


def _usage(call: Call, asked: dict[str, Any], text: str) -> dict[str, int]:
    """Count tokens; a prompt that was kept is read from the cache the next time."""
    stable = json.dumps([asked.get("system"), _schema(asked)])
    kept = _tokens(stable) if "cache_control" in stable else 0
    kept = kept if kept >= _LEAST_CACHED else 0
    name = hashlib.sha256(f"{asked['model']} {stable}".encode()).hexdigest()
    with call.house.lock:
        known = call.house.notes["anthropic"].setdefault("cache", set())
        again = name in known
        if kept:
            known.add(name)
    whole = _tokens(stable) + sum(
        _TOKENS_A_PICTURE if one["type"] == "image" else _tokens(one["text"])
        for one in _blocks(asked)
    )
    return {
        "input_tokens": whole - kept,
        "output_tokens": max(4, _tokens(text)),
        "cache_creation_input_tokens": 0 if again else kept,
        "cache_read_input_tokens": kept if again else 0,
    }


def _tokens(text: str) -> int:
    return round(len(text) / _CHARACTERS_A_TOKEN)


def _bad(text: str, content: object) -> str:
    """Return an answer that is none: what the fault gives, or one without its first part."""
    if isinstance(content, str):
        return content
    if content is not None:
        return json.dumps(content)
    told = json.loads(text)
    told.pop(next(iter(told)))
    return json.dumps(told)
