"""The finished film on the board: for people a page, for programs the list of its deliverables."""

import hashlib
import json
from datetime import datetime

from film.assets import AssetStore
from film.cost import in_dollars
from film.deliverables import Production
from film.media.deliver import MOVIE, named_assets
from film.report import Report
from film.shelf import Shelf
from flows.artifacts.board import Shown, board
from flows.artifacts.texts import link, opens, opens_until, picture, safe, table
from tasks.names import place

POSTER_WIDTH = 640
FOR_PEOPLE = {
    "film.mp4": "▶ Watch the film",
    "index.html": "The film's page",
    "captions.srt": "Captions",
    "screenplay.fountain": "Screenplay",
    "report.json": "Report",
}
"""The deliverables that people open, and what they read."""


def show_film(report: Report, production: Production, shelf: Shelf, store: AssetStore) -> None:
    """Show where the finished film is, how it looks, and what quality control found."""
    links = {name: shelf.link(name) for name in report.files}
    until = opens_until(links)
    told = f"The finished film. {links_live(until)}".strip()
    board().show("film", "markdown", Shown(_page(report, production, shelf, store, links), told))
    rows = json.dumps(_rows(report, production, shelf, links))
    what = f"Every file of “{safe(report.title)}”. {links_live(until)}".strip()
    board().show("deliverables", "table", Shown(rows, what))
    board().flush()


def links_live(until: datetime | None) -> str:
    """Say until when links open, where they do not for ever."""
    return f"The links open until {until:%d %B %Y, %H:%M} UTC." if until else ""


def _page(
    report: Report, production: Production, shelf: Shelf, store: AssetStore, links: dict[str, str]
) -> str:
    """Return the film's page."""
    parts = [f"# {safe(report.title)}", picture(production.film.poster, POSTER_WIDTH, store)]
    shown = {name: label for name, label in FOR_PEOPLE.items() if name in links}
    if opens(links["film.mp4"]):
        parts.append(" · ".join(link(label, links[name]) for name, label in shown.items()))
    else:
        parts.append(f"{', '.join(shown)} stand on the worker's machine, in the folder below.")
    if report.missing:
        heads = ("missing", "what is there instead", "why")
        rows = [[place(one.shot), one.stands_in, safe(one.reason)] for one in report.missing]
        parts += ["## Incomplete", table(heads, rows)]
    parts += ["## Quality control", table(("", "check", "finding"), _checks(report))]
    parts += ["## The film", table(("", ""), _facts(report, shelf))]
    return "\n\n".join(parts) + "\n"


def _checks(report: Report) -> list[list[str]]:
    return [
        ["✓" if one.passed else "✗ **failed**", safe(one.name), safe(one.finding)]
        for one in report.checks
    ]


def _facts(report: Report, shelf: Shelf) -> list[list[str]]:
    screen = report.request.screen
    facts = {
        "length": f"{float(report.length):.1f} s, {report.frames} frames",
        "picture": f"{screen.width} × {screen.height}, {float(screen.rate):g} frames a second",
        "loudness": f"{report.loudness.integrated:.1f} LUFS",
        "made in": f"{report.seconds:.0f} s",
        "cost": f"{in_dollars(report.cost)}, estimated {in_dollars(report.estimate)}",
        "stands in": safe(shelf.address),
    }
    if report.credentials:
        facts["Content Credentials"] = safe(report.credentials.sentence)
    return [[name, value] for name, value in facts.items()]


def _rows(
    report: Report, production: Production, shelf: Shelf, links: dict[str, str]
) -> list[dict[str, str | int]]:
    """Return every deliverable with its size, digest and link."""
    assets = named_assets(production)
    rows: list[dict[str, str | int]] = []
    for name in report.files:
        if name == MOVIE and report.credentials:
            size, digest = report.credentials.size, report.credentials.sha256
        elif name in assets:
            size, digest = assets[name].size, assets[name].sha256
        else:
            data = shelf.read(name)
            size, digest = len(data), hashlib.sha256(data).hexdigest()
        rows.append({"file": name, "bytes": size, "sha256": digest, "link": links[name]})
    return rows
