"""The rows of a batch: what is asked of it, where its list lies, and each row as a film to make."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from blocks import home
from blocks.crew import Crew, crew_named
from blocks.storage import AssetStorage
from film.batch import MOST_BYTES, MOST_ROWS, Asked, BadRow, read_rows, rows_given
from film.errors import BadRequest
from film.model import FilmModel
from film.request import MovieRequest
from flows.asking import sentence

Queue = Literal["rush", "standard", "batch"]
LIST = r"^$|^(s3://)?[A-Za-z0-9{][A-Za-z0-9 ._{}/+-]*$"
NAME = r"^$|^[A-Za-z0-9{][A-Za-z0-9 ._{}-]*$"
DATE = "{date}"


class BatchRequest(FilmModel):
    """Films, asked for together: as a list, or in a file."""

    requests: tuple[Any, ...] = Field(
        (),
        max_length=MOST_ROWS,
        description="The films: a JSON object each, with the fields of a request, and if you like "
        "'crew', 'engines' and 'queue'. Give these or a source.",
        examples=[[{"prompt": "A lighthouse keeper befriends a storm", "crew": "animatic"}]],
        json_schema_extra={"position": 0},
    )
    source: str = Field(
        "",
        max_length=500,
        pattern=LIST,
        description="A file of films (.jsonl, .json or .csv): its name within the batches folder, "
        "or s3://bucket/batches/…; {date} stands for the day (UTC) that the run was due.",
        examples=["trailers.csv", "nightly-{date}.jsonl"],
        json_schema_extra={"position": 1},
    )
    name: str = Field(
        "",
        max_length=100,
        pattern=NAME,
        description="Name of the batch: a film that was made under this name is not made again. "
        "The source's name when left out; {date} stands for the day.",
        examples=["trailers-spring"],
        json_schema_extra={"position": 2},
    )
    deployment: Literal["animatic", "cloud", "gpu"] = Field(
        "animatic",
        description="The deployment of make-movie that makes the films.",
        json_schema_extra={"position": 3},
    )
    crew: Literal["as deployed", "animatic", "cloud", "gpu"] = Field(
        "as deployed",
        description="Crew of the films whose row names none.",
        json_schema_extra={"position": 4},
    )
    engines: dict[str, str] = Field(
        {},
        description="Other engines than the crew's, by stage, for rows that name no crew.",
        examples=[{"voice": "elevenlabs"}],
        json_schema_extra={"position": 5},
    )
    queue: Queue = Field(
        "batch",
        description="Work queue of the films whose row names none; rush goes before standard, "
        "standard before batch.",
        json_schema_extra={"position": 6},
    )
    at_once: int = Field(
        4,
        ge=1,
        le=100,
        description="Films that may be unfinished at a time, 1 to 100; one that waits for its "
        "approval does not count.",
        json_schema_extra={"position": 7},
    )
    retry_failed: bool = Field(
        True,
        description="Try films again that failed, crashed or were cancelled earlier.",
        json_schema_extra={"position": 8},
    )
    nothing_is_fine: bool = Field(
        False,
        description="A missing or empty list is no mistake: for schedules.",
        json_schema_extra={"position": 9},
    )

    def named(self, run: str, due: datetime) -> str:
        """Return what the batch is called; ``due`` is when its run was to begin."""
        name = self.name or Path(self.source).name or f"run {run}"
        return name.replace(DATE, due.date().isoformat())

    def listed(self, due: datetime) -> str:
        """Return the source with its date."""
        return self.source.replace(DATE, due.date().isoformat())


class Row(FilmModel):
    """A film to make."""

    place: str
    request: MovieRequest
    crew: Literal["animatic", "cloud", "gpu"] | None = None
    """None for the batch's."""
    engines: dict[str, str] = Field(default_factory=dict)
    queue: Queue | None = None

    def digest(self, batch: BatchRequest, storage: str) -> str:
        """Return what makes two rows the same film: all that was asked, and nothing else."""
        asked = [
            self.request.model_dump(mode="json", exclude_defaults=True),
            [self.crew, self.engines, batch.crew, batch.engines],
            [batch.deployment, storage],
        ]
        text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def rows_of(batch: BatchRequest, storage: AssetStorage, due: datetime) -> list[Row | BadRow]:
    """Return a batch's rows, each checked by itself.

    BadRequest when it has none, or when its list cannot be read.
    """
    if bool(batch.requests) and bool(batch.source):
        raise BadRequest("Give either requests or a source, and not both")
    if batch.source:
        name = batch.listed(due)
        data = _read(name, storage, missing_is_fine=batch.nothing_is_fine)
        read = read_rows(data, name) if data.strip() else ()
    else:
        name = "The batch"
        read = rows_given(batch.requests)
    if not read and not batch.nothing_is_fine:
        raise BadRequest(f"'{name}' has no rows: there is nothing to make")
    return [row if isinstance(row, BadRow) else checked_row(row) for row in read]


def checked_row(asked: Asked) -> Row | BadRow:
    """Return a row as a film to make, or with what is wrong with it."""
    fields = dict(asked.fields)
    own = {name: fields.pop(name) for name in ("crew", "engines", "queue") if name in fields}
    try:
        request = MovieRequest(**fields)
        row = Row(place=asked.place, request=request, **own)
        check_engines(row.engines)
    except ValidationError as error:
        return BadRow(place=asked.place, why=sentence(error))
    except BadRequest as error:
        return BadRow(place=asked.place, why=str(error))
    return row


def check_engines(engines: Mapping[str, str]) -> None:
    """Raise BadRequest for an engine of no stage, or a name that no engine of its stage has."""
    for stage in engines:
        if stage not in Crew.model_fields:
            raise BadRequest(f"There is no stage '{stage}': choose {', '.join(Crew.model_fields)}")
    crew_named("animatic", **engines)


def batches() -> Path:
    """Return the folder in which lists of films lie."""
    return home.home() / "batches"


def _read(name: str, storage: AssetStorage, *, missing_is_fine: bool) -> bytes:
    if ".." in name.split("/"):
        raise BadRequest(f"'{name}' is no batch: a folder's name cannot be '..'")
    try:
        if name.startswith("s3://"):
            return storage.batch(name, MOST_BYTES + 1)
        return _read_file(name)
    except FileNotFoundError:
        if missing_is_fine:
            return b""
        raise BadRequest(f"There is no batch '{name}'") from None


def _read_file(name: str) -> bytes:
    """Return a file's bytes, one more than a batch may have at most; only from below the folder."""
    folder = batches()
    folder.mkdir(parents=True, exist_ok=True)
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise BadRequest(f"'{name}' is no batch: lists of films lie in {folder}")
    try:
        with place.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as cause:
        raise BadRequest(f"Cannot read '{name}': {cause.strerror}") from None
