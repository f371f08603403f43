"""From words on the command line to a request, with one sentence for each mistake."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from film.errors import BadRequest
from film.look import Sampling
from film.model import FilmModel
from film.request import MovieRequest
from film.shelf import FolderShelf, Shelf
from film.story import Story

M = TypeVar("M", bound=FilmModel)

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
        fields["characters"] = read_as(Story, FolderShelf(earlier), "story.json").characters
    return checked(fields, MovieRequest)


def checked(fields: Mapping[str, Any], kind: type[M]) -> M:
    """Return fields as a request of a kind; BadRequest with one sentence when they are none."""
    try:
        return kind.model_validate(fields)
    except ValidationError as cause:
        raise BadRequest(sentence(cause)) from None


def read_as(model: type[M], shelf: Shelf, name: str) -> M:
    """Return one of a finished film's JSON files; BadRequest when it is not there or broken."""
    try:
        return model.model_validate_json(shelf.read(name))
    except ValidationError as cause:
        raise BadRequest(f"{shelf.address}/{name} cannot be used: {sentence(cause)}") from None


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
