"""What a studio says of its runs: states, progress, and the deliverables of a finished film."""

import re
from datetime import datetime
from typing import Any

from pydantic import AliasPath, ConfigDict, Field, field_validator

from film.model import FilmModel

ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class _Told(FilmModel):
    """What an API answers: we read what we know of it."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class Run(_Told):
    """A film that a studio makes, as it stood when it was asked."""

    id: str
    name: str
    """The film's title, once the run has begun."""
    state: str = Field(validation_alias=AliasPath("state", "type"))
    """SCHEDULED, PENDING, RUNNING, PAUSED, CANCELLING, COMPLETED, FAILED, CRASHED or CANCELLED."""
    state_name: str = Field(validation_alias=AliasPath("state", "name"))
    """As the UI shows it, such as Late, Suspended or AwaitingRetry."""
    message: str | None = Field(None, validation_alias=AliasPath("state", "message"))
    """Why it failed, for instance."""
    parameters: dict[str, Any] = Field(default_factory=dict, repr=False)
    created: datetime | None = None
    started: datetime | None = Field(None, validation_alias="start_time")
    stopped: datetime | None = Field(None, validation_alias="end_time")
    queue: str | None = Field(None, validation_alias="work_queue_name")
    tags: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it unless somebody tries it again."""
        return self.state in ENDED

    @property
    def crashed(self) -> bool:
        """Whether its process died: a studio has it go on soon, unless it never began."""
        return self.state == "CRASHED"

    @property
    def made(self) -> bool:
        """Whether the film is there."""
        return self.state == "COMPLETED"

    @property
    def storage(self) -> str:
        """The storage that holds its film: ``local``, or a block as ``type-slug/name``."""
        return str(self.parameters.get("storage") or "local")


class StageProgress(FilmModel):
    """How far one stage of a film is."""

    stage: str
    fraction: float
    """0 to 1."""
    note: str = ""
    """What the studio says of it."""


class Progress(FilmModel):
    """How far a film is."""

    run: Run
    fraction: float
    """Of all work that is known, 0 to 1."""
    stages: tuple[StageProgress, ...] = ()
    """The stages that have begun, in the order in which they did."""


class Deliverable(_Told):
    """A file of a finished film."""

    file: str
    """Its path within the film's folder, such as ``film.mp4`` or ``stems/music.flac``."""
    bytes: int
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    link: str
    """An address that opens it, if only for a while."""

    @field_validator("file")
    @classmethod
    def _stays_inside(cls, file: str) -> str:
        if not all(_PART.fullmatch(part) for part in file.split("/")):
            raise ValueError("is no path within a folder")
        return file
