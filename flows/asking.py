"""From words on the command line to a request, with one sentence for each mistake."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from film.errors import BadRequest
from film.look import Sampling
from film.request import MovieRequest
from film.story import Story

LARGEST_SCRIPT = 4_000_000
"""Bytes: no screenplay is longer, and reading more would only cost memory."""


def ask_request(
    prompt: str | None, script: Path | None, earlier: Path | None, **given: Any
) -> MovieRequest:
    """Return the request that was asked for; BadRequest says what to change."""
    if prompt is not None and not prompt.strip():
        raise BadRequest("The prompt is empty: say in a sentence what the film is about")
    fields = {name: value for name, value in given.items() if value is not None}
    sampling = {name: fields.pop(name) for name in Sampling.model_fields if name in fields}
    if sampling:
        fields["sampling"] = sampling
    fields["prompt"] = prompt
    if script is not None:
        fields["screenplay"] = _read_text(script, "screenplay", LARGEST_SCRIPT)
        if not fields["screenplay"].strip():
            raise BadRequest(f"The screenplay {script} is empty")
    if earlier is not None:
        fields["characters"] = earlier_story(earlier).characters
    return checked(fields)


def checked(fields: dict[str, Any]) -> MovieRequest:
    """Return fields as a request; BadRequest with one sentence when they are none."""
    try:
        return MovieRequest(**fields)
    except ValidationError as cause:
        raise BadRequest(sentence(cause)) from None


def earlier_story(folder: Path) -> Story:
    """Return the story of a finished film; BadRequest when there is none or it is broken."""
    path = folder / "story.json"
    text = _read_text(path, "story", LARGEST_SCRIPT)
    try:
        return Story.model_validate_json(text)
    except ValidationError as cause:
        raise BadRequest(f"{path} is not a story: {sentence(cause)}") from None


def sentence(error: ValidationError) -> str:
    """Return the first thing that is wrong, as a sentence."""
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if not place:
        return message[:1].upper() + message[1:]
    label = place.replace("_", " ")
    return f"{label[:1].upper()}{label[1:]}: {message[:1].lower()}{message[1:]}"


def _read_text(path: Path, kind: str, largest: int) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as cause:
        raise BadRequest(f"Cannot read the {kind} {path}: {cause.strerror}") from None
    if len(data) > largest:
        raise BadRequest(f"The {kind} {path} is too long to be one")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
