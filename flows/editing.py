"""Edits of a story by path: ``scenes[1].lines[0].text=No.``."""

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from film.errors import BadRequest
from film.story import Story
from flows.asking import sentence

STEP = re.compile(r"(?P<name>[a-z_]+)|\[(?P<number>\d+)\]")
PATH = re.compile(r"[a-z_]+(\[\d+\])*(\.[a-z_]+(\[\d+\])*)*")


def edited(story: Story, changes: Sequence[str]) -> Story:
    """Return the story with every change made; BadRequest says which one cannot be."""
    data = story.model_dump(mode="json")
    for change in changes:
        path, equals, value = change.partition("=")
        path = path.strip()
        if not equals or not PATH.fullmatch(path):
            raise BadRequest(
                f"A change is PATH=VALUE, such as scenes[1].lines[0].text=No., and not: {change}"
            )
        _put(data, path, value)
    try:
        return Story.model_validate_json(json.dumps(data))
    except ValidationError as cause:
        raise BadRequest(f"The story does not allow that: {sentence(cause)}") from None


def _put(data: Any, path: str, value: str) -> None:
    steps = [step["name"] or int(step["number"]) for step in STEP.finditer(path)]
    place = data
    for step in steps[:-1]:
        place = _step(place, step, path)
    old = _step(place, steps[-1], path)
    place[steps[-1]] = value if isinstance(old, str) else _parsed(value, path)


def _step(place: Any, step: str | int, path: str) -> Any:
    try:
        return place[step]
    except (KeyError, TypeError):
        raise BadRequest(f"The story has no {path}: there is no '{step}' there") from None
    except IndexError:
        raise BadRequest(
            f"The story has no {path}: counted from 0, there are only {len(place)} of them"
        ) from None


def _parsed(value: str, path: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise BadRequest(f"{path} is not text: write its value as JSON") from None
