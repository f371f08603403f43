"""The summary of a batch: a page for people, rows for programs, and how the run ends."""

import time
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    TableArtifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactUpdate
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.utilities.urls import url_for

from blocks.storage import AssetStorage
from film.cost import in_dollars
from film.errors import FirstcutError
from film.report import Report
from flows.artifacts import safe
from flows.asking import read_as
from flows.batch_films import Film, patiently

ROWS_A_SECOND = 50
"""So slowly is a long summary written anew: each time costs the API all of its rows."""
FIRST = 3
"""Rows that the sentence at the end names: the summary names them all."""


class Summary:
    """What a batch's run shows, kept up to date."""

    def __init__(self, name: str, films: Sequence[Film], storage: AssetStorage) -> None:
        self.name = name
        self.films = films
        self.storage = storage
        self._shown_at = -float(len(films))
        shown = (
            create_progress_artifact(0.0, "progress", "Films settled"),
            create_markdown_artifact("…", "batch", "How the batch stands"),
            create_table_artifact([], "films", "The batch's films, row by row"),
        )
        self._progress, self._page, self._rows = (UUID(str(one)) for one in shown)

    @property
    def ready(self) -> bool:
        """Whether the last time is long enough ago for so many rows."""
        return time.monotonic() - self._shown_at > len(self.films) / ROWS_A_SECOND

    def show(self, client: SyncPrefectClient) -> None:
        """Tell the API how all films stand."""
        self._shown_at = time.monotonic()
        for film in self.films:
            self._fetch(film)
        settled = 100 * sum(film.settled for film in self.films) / max(1, len(self.films))
        table = TableArtifact(table=rows_of(self.films)).format()
        patiently(lambda: client.update_artifact(self._page, ArtifactUpdate(data=self.page())))
        patiently(lambda: client.update_artifact(self._rows, ArtifactUpdate(data=table)))
        patiently(lambda: update_progress_artifact(self._progress, round(settled, 1)))

    def page(self) -> str:
        """Return the summary as Markdown."""
        counts: dict[str, int] = {}
        for film in self.films:
            counts[film.standing] = counts.get(film.standing, 0) + 1
        total = sum((film.report.cost for film in self.films if film.report), Fraction(0))
        lines = [
            f"# {safe(self.name)}",
            "",
            " · ".join(f"{count} {standing}" for standing, count in counts.items())
            + f" · {in_dollars(total)}",
            "",
            "| row | film | state | length | made in | cost | |",
            "|---|---|---|---|---|---|---|",
            *(_line(film) for film in self.films),
        ]
        return "\n".join(lines) + "\n"

    def _fetch(self, film: Film) -> None:
        """Look at a film that is made, once."""
        if not film.made or film.address or film.run is None:
            return
        shelf = self.storage.shelf(str(film.run.id))
        film.address = shelf.address
        try:
            film.report = read_as(Report, shelf, "report.json")
            film.link = shelf.link("film.mp4")
        except FirstcutError as error:  # it was cleaned away since, or lies on another machine
            film.note = str(error)


def rows_of(films: Sequence[Film]) -> list[dict[str, Any]]:
    """Return the summary as a program reads it."""
    return [
        {
            "row": ", ".join(film.places),
            "title": _title(film),
            "state": film.standing,
            "run": str(film.run.id) if film.run else "",
            "film": film.address,
            "link": film.link,
            "seconds": film.report.seconds if film.report else None,
            "cost": float(film.report.cost) if film.report else None,
            "why": film.reason or film.note,
        }
        for film in films
    ]


def ended(films: Sequence[Film]) -> State[Any]:
    """Return how a batch's run ends: red as soon as one film is missing, so that ops see it."""
    missing = [film for film in films if not film.made]
    if not films:
        return Completed(name="Nothing to do", message="The list is empty")
    if not missing:
        return Completed(message=f"{len(films)} of {len(films)} films are made")
    named = "; ".join(
        f"{', '.join(film.places)}: {film.reason or film.standing}" for film in missing[:FIRST]
    )
    more = f"; and {len(missing) - FIRST} more" if len(missing) > FIRST else ""
    message = f"{len(films) - len(missing)} of {len(films)} films are made. {named}{more}"
    return Failed(message=message, name="Failed" if len(missing) == len(films) else "Incomplete")


def _line(film: Film) -> str:
    title = safe(_title(film))
    page = url_for("flow-run", film.run.id) if film.run else None
    cells = [
        ", ".join(film.places),
        f"[{title}]({page})" if page else title,
        film.standing,
        f"{float(film.report.length):.1f} s" if film.report else "",
        f"{film.report.seconds:.0f} s" if film.report else "",
        in_dollars(film.report.cost) if film.report else "",
        f"[film.mp4]({film.link})" if film.link else safe(film.reason or film.note),
    ]
    return f"| {' | '.join(cells)} |"


def _title(film: Film) -> str:
    return film.report.title if film.report else film.title
