"""What the Prefect API remembers of a finished film's run."""

import html
import re
from typing import Any

import httpx

from tests.api import PrefectApi
from tests.flows.conftest import ShortFilm

PICTURE = re.compile(r"!\[\]\(data:image/jpeg;base64,[A-Za-z0-9+/=]+\)")


def run_of(film: ShortFilm, api: PrefectApi) -> dict[str, Any]:
    """Return the flow run that made a film."""
    run: dict[str, Any] = httpx.get(f"{api.url}/flow_runs/{film.report['run']}").json()
    return run


def task_runs(film: ShortFilm, api: PrefectApi) -> list[dict[str, Any]]:
    """Return the task runs that made a film."""
    runs: list[dict[str, Any]] = httpx.post(
        f"{api.url}/task_runs/filter",
        json={"flow_runs": {"id": {"any_": [film.report["run"]]}}},
    ).json()
    return runs


def artifacts(film: ShortFilm, api: PrefectApi) -> dict[str, Any]:
    """Return what the run shows in the UI, by key."""
    found = httpx.post(
        f"{api.url}/artifacts/filter",
        json={"artifacts": {"flow_run_id": {"any_": [film.report["run"]]}}},
    ).json()
    return {artifact["key"]: artifact["data"] for artifact in found}


def panels(markdown: str) -> list[list[str]]:
    """Return a Markdown text's panels as a reader sees them: the picture, then what is below it."""
    found: list[list[str]] = []
    for row in cells(markdown):
        if "🖼" in row:
            found += [[cell] for cell in row]
        else:
            for panel, cell in zip(found[-len(row) :], row, strict=True):
                panel.append(cell)
    return [panel for panel in found if any(panel)]


def cells(markdown: str) -> list[list[str]]:
    """Return the rows of a Markdown text's tables, as a reader sees them; pictures as ``🖼``."""
    rows = [row for row in PICTURE.sub("🖼", markdown).splitlines() if row.startswith("|")]
    return [
        [html.unescape(cell.strip()) for cell in row.strip("|").split("|")]
        for row in rows
        if not row.startswith("|---")
    ]
