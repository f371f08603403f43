"""What a run shows in the Prefect UI: its progress, storyboard, cast and the finished film."""

import base64
import threading
from collections.abc import Mapping, Sequence
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client

from film.assets import Asset, AssetStore
from film.cost import in_dollars
from film.report import Report
from film.shelf import Shelf
from film.shots import CharacterSheet, Take
from film.story import Story
from flows.progress import Progress

STILL_WIDTH, PORTRAIT_WIDTH = 256, 96
"""Pixels: small enough that a page of them stays light."""
STEP = 0.1
"""Share of the work between two updates of the progress: each is a call to the API."""


class ProgressArtifact:
    """A watcher that keeps a run's progress artifact up to date."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown = 0.0
        self._artifact = create_progress_artifact(0.0, key="progress", description="Film made")

    def __call__(self, progress: Progress) -> None:
        """Tell the API when a good step was made; others go on meanwhile."""
        with self._lock:
            if not progress.planned or progress.fraction < min(1.0, self._shown + STEP):
                return
            self._shown = progress.fraction
        update_progress_artifact(UUID(str(self._artifact)), round(100 * self._shown, 1))


def tag_run(run_id: str, tags: Sequence[str]) -> None:
    """Add a request's tags to its run."""
    if not tags:
        return
    with get_client(sync_client=True) as client:
        known = client.read_flow_run(UUID(run_id)).tags
        client.update_flow_run(UUID(run_id), tags=[*known, *tags])


def show_cast(story: Story, sheets: Mapping[str, CharacterSheet], store: AssetStore) -> None:
    """Show who is in the film."""
    rows = ["| | name | who | age |", "|---|---|---|---|"]
    for character in story.characters:
        portrait = _picture(sheets[character.id].portrait, PORTRAIT_WIDTH, store)
        rows.append(
            f"| {portrait} | {safe(character.name)} | {safe(character.role)} | {character.age} |"
        )
    create_markdown_artifact("\n".join(rows), key="cast", description="Who is in the film")


def show_storyboard(story: Story, takes: Mapping[str, Take], store: AssetStore) -> None:
    """Show a still of every shot, scene by scene."""
    parts = []
    for scene in story.scenes:
        rows = [
            f"## {safe(scene.slugline)}",
            "",
            "| shot | | framing | action |",
            "|---|---|---|---|",
        ]
        for shot in scene.shots:
            still = _picture(takes[shot.id].still, STILL_WIDTH, store)
            framing = f"{shot.size}, {shot.move}"
            rows.append(f"| {shot.id} | {still} | {framing} | {safe(shot.action)} |")
        parts.append("\n".join(rows))
    create_markdown_artifact(
        "\n\n".join(parts), key="storyboard", description="A still of every shot"
    )


def show_film(report: Report, shelf: Shelf) -> None:
    """Show where the finished film is, and what its report says."""
    rows = {
        "length": f"{float(report.length):.1f} s, {report.frames} frames",
        "loudness": f"{report.loudness.integrated:.1f} LUFS",
        "made in": f"{report.seconds:.0f} s",
        "cost": f"{in_dollars(report.cost)}, estimated {in_dollars(report.estimate)}",
    }
    rows |= {check.name: check.finding for check in report.checks}
    table = "\n".join(f"| {safe(name)} | {safe(value)} |" for name, value in rows.items())
    links = " · ".join(
        f"[{name}]({shelf.link(name)})" for name in ("film.mp4", "index.html", "report.json")
    )
    create_markdown_artifact(
        f"# {safe(report.title)}\n\n{links}\n\n| | |\n|---|---|\n{table}\n",
        key="film",
        description="The finished film",
    )


def safe(text: str) -> str:
    """Return text that a user or a model wrote as it can stand in a Markdown table."""
    return " ".join(text.split()).translate(_ESCAPES)


_ESCAPES = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>\"'\\`*_{}[]()#+!|~"})


def _picture(asset: Asset, width: int, store: AssetStore) -> str:
    from film.media.picture import thumbnail

    data = base64.b64encode(thumbnail(store.path(asset), width)).decode()
    return f"![](data:image/jpeg;base64,{data})"
