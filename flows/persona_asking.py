"""From words on the command line, or in a file, to a persona that is to be saved."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from film.errors import BadRequest
from film.model import FilmModel
from film.persona import MOST_PICTURES, MOST_SAMPLES, Attributes, Consent, Name, VoiceId
from flows.asking import sentence

LARGEST_FILE = 100_000
"""Bytes of a persona's file, or of a statement."""


class Asked(FilmModel):
    """A persona as it is asked for: its media are files yet."""

    name: Name
    pictures: tuple[Path, ...] = Field(min_length=1, max_length=MOST_PICTURES)
    samples: tuple[Path, ...] = Field((), max_length=MOST_SAMPLES)
    voice_id: VoiceId = ""
    attributes: Attributes
    consent: Consent


def ask_persona(file: Path | None, given: Mapping[str, Any]) -> Asked:
    """Return what a file and options ask for together; an option wins over the file.

    ``given`` has Asked's fields, with ``attributes`` and ``consent`` as mappings whose values are
    None where nothing was said. BadRequest says what to change.
    """
    fields = _read_file(file) if file else {}
    for name, value in given.items():
        if isinstance(value, Mapping):
            said = {key: one for key, one in value.items() if one not in (None, ())}
            fields[name] = {**_table(fields, name), **said}
        elif value not in (None, ()):
            fields[name] = value
    fields["consent"] = consent_fields(_table(fields, "consent"))
    try:
        return Asked.model_validate(fields)
    except ValidationError as cause:
        raise BadRequest(_sentence(cause)) from None


def ask_consent(given: Mapping[str, Any]) -> Consent:
    """Return a consent that options tell of; BadRequest says what to change."""
    said = {key: one for key, one in given.items() if one not in (None, ())}
    try:
        return Consent.model_validate(consent_fields(said))
    except ValidationError as cause:
        raise BadRequest(_sentence(cause)) from None


def consent_fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a consent's fields with moments for days: it is given now, unless somebody says when.

    A day on which it expires is the last one, in UTC, on which it holds.
    """
    fields = dict(said)
    fields["given"] = _moment(fields.get("given"), "given") or datetime.now(UTC).replace(
        microsecond=0
    )
    fields["expires"] = _moment(fields.get("expires"), "expires", days=1)
    return fields


def read_statement(path: Path) -> str:
    """Return a statement's text; BadRequest when the file is none."""
    try:
        return _read(path, "statement").decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise BadRequest(f"The statement {path} is no text: save it as UTF-8") from None


def _read_file(path: Path) -> dict[str, Any]:
    """Return a TOML file's tables, with its media's paths as they are from here."""
    try:
        fields = tomllib.loads(_read(path, "persona").decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise BadRequest(f"The persona {path} is no TOML: {cause}") from None
    for name in ("pictures", "samples"):
        files = fields.get(name, [])
        if not isinstance(files, list) or not all(isinstance(one, str) for one in files):
            raise BadRequest(f'The persona {path} has to list its {name} as ["file", "file"]')
        fields[name] = [path.parent / one for one in files]
    return fields


def _read(path: Path, kind: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as cause:
        raise BadRequest(f"Cannot read the {kind} {path}: {cause.strerror}") from None
    if len(data) > LARGEST_FILE:
        raise BadRequest(f"The {kind} {path} is too long to be one")
    return data


def _table(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = fields.get(name, {})
    if not isinstance(table, Mapping):
        raise BadRequest(f"A persona's {name} is a table, [{name}]")
    return table


def _moment(value: Any, name: str, days: int = 0) -> datetime | None:
    """Return a moment, or for a day its midnight in UTC, so many days later."""
    if value is None or value == "":
        return None
    try:
        read = _as_date(value)
        if isinstance(read, datetime):
            return read if read.tzinfo else read.replace(tzinfo=UTC)
        return datetime.combine(read + timedelta(days=days), time(), UTC)
    except (ValueError, TypeError, OverflowError):
        raise BadRequest(
            f"{name.capitalize()} wants a day such as 2027-12-31, or a moment such as "
            f"2027-12-31T18:00:00Z: {value}"
        ) from None


def _as_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    return (
        date.fromisoformat(value)
        if len(value) <= len("2027-12-31")
        else (datetime.fromisoformat(value))
    )


def _sentence(cause: ValidationError) -> str:
    """Say what is wrong first, without a word of what was given: that is about a person."""
    first = cause.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"A persona needs {place.replace('.', ' ')}: give it as an option, or in the file"
    if place == "name":
        return "A persona's name is lower-case letters, digits and single hyphens, such as ana-g"
    if place == "attributes.age":
        return "Films are made with adults only: give an age in years, 18 to 120"
    return sentence(cause)
