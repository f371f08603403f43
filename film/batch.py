"""A batch: a list of films, read row by row from JSON Lines, JSON or CSV; no row spoils another."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from film.errors import BadRequest
from film.look import Sampling
from film.model import FilmModel
from film.request import MovieRequest

MOST_ROWS = 1_000
"""Films of one batch: each is a run with a hundred tasks and more."""
MOST_BYTES = 16 * 2**20
"""Of a batch file."""
LONGEST_CELL = 1_000_000
"""Characters of a CSV cell: a screenplay has room in it."""
OWN = ("crew", "queue")
"""What a row may say besides what film it asks for; so may its ``engines``, stage by stage."""
MANY = {"tags", "characters"}
"""Fields that hold several things."""


class Asked(FilmModel):
    """A row as it was read: fields of a request, perhaps with a crew, engines and a queue."""

    place: str
    """Where it stands, such as ``line 3``."""
    fields: dict[str, Any]


class BadRow(FilmModel):
    """A row that is no film, and why."""

    place: str
    why: str


def read_rows(data: bytes, name: str) -> tuple[Asked | BadRow, ...]:
    """Return the rows of a batch file; its name says what it is.

    BadRequest when the file as a whole cannot be read, or is too long.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in READERS:
        raise BadRequest(f"'{name}' is no batch: its name has to end with {', '.join(READERS)}")
    if len(data) > MOST_BYTES:
        raise BadRequest(f"'{name}' is longer than {MOST_BYTES // 2**20} MiB: split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = data[: cause.start].count(b"\n") + 1
        raise BadRequest(
            f"'{name}' is not UTF-8 (line {line}): save it again, as 'CSV UTF-8' in a spreadsheet"
        ) from None
    return _counted(READERS[ending](text, name), name)


def rows_given(given: Sequence[Any]) -> tuple[Asked | BadRow, ...]:
    """Return rows that came as JSON values; BadRequest when they are too many."""
    return _counted(_numbered(given), "The batch")


def _counted(rows: Iterator[Asked | BadRow], name: str) -> tuple[Asked | BadRow, ...]:
    found: list[Asked | BadRow] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise BadRequest(f"'{name}' has more than {MOST_ROWS} rows: split it")
        found.append(row)
    return tuple(found)


def _numbered(values: Sequence[Any]) -> Iterator[Asked | BadRow]:
    for number, value in enumerate(values, start=1):
        yield _as_row(f"row {number}", value)


def _as_row(place: str, value: Any) -> Asked | BadRow:
    if isinstance(value, Mapping):
        return Asked(place=place, fields=dict(value))
    return BadRow(place=place, why='It is no JSON object, such as {"prompt": "…"}')


def _read_lines(text: str, name: str) -> Iterator[Asked | BadRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            yield BadRow(place=place, why=f"It is no JSON: {error.msg} at column {error.colno}")
        except (ValueError, RecursionError):
            yield BadRow(place=place, why="It is no JSON that can be read")
        else:
            yield _as_row(place, value)


def _read_array(text: str, name: str) -> Iterator[Asked | BadRow]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadRequest(f"'{name}' is no JSON: {error.msg} in line {error.lineno}") from None
    except (ValueError, RecursionError):
        raise BadRequest(f"'{name}' is no JSON that can be read") from None
    if not isinstance(values, list):
        raise BadRequest(f"'{name}' is no JSON array of requests: write [{{…}}, {{…}}]")
    return _numbered(values)


def _read_table(text: str, name: str) -> Iterator[Asked | BadRow]:
    """Yield a CSV's rows; a semicolon or a tab may stand for the comma, as in its first line."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        columns = _columns(next(lines, []), name)
        yield from _read_cells(lines, columns)
    except csv.Error as error:
        raise BadRequest(f"'{name}' is no CSV: {error}") from None
    finally:
        csv.field_size_limit(before)


def _read_cells(lines: Any, columns: Sequence[str]) -> Iterator[Asked | BadRow]:
    """Yield row after row. What follows a quote that is not closed cannot be told apart."""
    while True:
        place = f"line {lines.line_num + 1}"
        try:
            cells = next(lines, None)
        except csv.Error as error:
            why = f"From here on the file is no CSV ({error}): is a quote not closed?"
            yield BadRow(place=place, why=why)
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            yield BadRow(
                place=place,
                why=f"It has {len(cells)} cells and the first line {len(columns)}: put a text "
                "with the separator in it between quotes",
            )
            continue
        yield _from_cells(place, dict(zip(columns, cells, strict=False)))


def _from_cells(place: str, cells: Mapping[str, str]) -> Asked | BadRow:
    fields: dict[str, Any] = {}
    for column, cell in cells.items():
        if not cell.strip():
            continue
        group, _, inner = column.partition(".")
        if inner:
            fields.setdefault(group, {})[inner] = cell.strip()
        elif column == "tags":
            fields[column] = [tag.strip() for tag in cell.split(";") if tag.strip()]
        elif column in MANY:
            try:
                fields[column] = json.loads(cell)
            except (ValueError, RecursionError):
                return BadRow(place=place, why=f"Its {column} are no JSON")
        else:
            fields[column] = cell if column == "screenplay" else cell.strip()
    return Asked(place=place, fields=fields)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(header: Sequence[str], name: str) -> list[str]:
    columns = [column.strip().lower() for column in header]
    plain = {*MovieRequest.model_fields, *OWN} - {"sampling"}
    nested = {f"sampling.{one}" for one in Sampling.model_fields}
    for column in columns:
        stage = column.removeprefix("engines.")
        if column not in plain | nested and (stage == column or not stage):
            raise BadRequest(
                f"'{name}' has a column '{column}', which is none of a request's: "
                "the first line names the columns"
            )
    if len(set(columns)) < len(columns):
        raise BadRequest(f"'{name}' has two columns of one name")
    return columns


READERS = {
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".json": _read_array,
    ".csv": _read_table,
}
"""How a batch is read, by its file's ending."""
