"""A transformed video on the board: before and after, what was changed, and what was left."""

import hashlib
import json

from film.cost import in_dollars
from film.media.deliver import MOVIE
from film.shelf import Shelf
from film.transform.report import TransformReport
from film.transform.tracks import VideoTrack
from flows.artifacts.board import Shown, board
from flows.artifacts.delivery import links_live
from flows.artifacts.money import show_spending
from flows.artifacts.texts import link, opens, opens_until, picture, safe, table, width_for
from flows.cutting import Cut, Pictures
from flows.transforming import Editing, name_of

FOR_PEOPLE = {MOVIE: "▶ Watch the film", "report.json": "Report"}
"""The deliverables that people open, and what they read."""


def show_video(
    report: TransformReport, cut: Cut, pictures: Pictures, shelf: Shelf, editing: Editing
) -> None:
    """Show where the finished film is, how it looks beside its source, and what it cost."""
    links = {name: shelf.link(name) for name in report.files}
    until = opens_until(links)
    told = f"The finished film. {links_live(until)}".strip()
    board().show("film", "markdown", Shown(_page(report, pictures, shelf, editing, links), told))
    what = f"Every segment of “{safe(report.title)}”"
    board().show("segments", "table", Shown(json.dumps(_segments(cut)), what))
    rows = json.dumps(_rows(report, pictures, editing, shelf, links))
    what = f"Every file of “{safe(report.title)}”. {links_live(until)}".strip()
    board().show("deliverables", "table", Shown(rows, what))
    pieces = [name_of(one.segment) for one in cut.clips]
    show_spending(editing, [(name, name) for name in pieces], "segment")
    board().flush()


def _page(
    report: TransformReport,
    pictures: Pictures,
    shelf: Shelf,
    editing: Editing,
    links: dict[str, str],
) -> str:
    """Return the film's page."""
    parts = [f"# {safe(report.title)}"]
    if opens(links[MOVIE]):
        parts.append(" · ".join(link(label, links[name]) for name, label in FOR_PEOPLE.items()))
    else:
        parts.append(f"{', '.join(FOR_PEOPLE)} stand on the worker's machine, in the folder below.")
    width = width_for(2 * len(pictures.after))
    pairs = zip(pictures.before, pictures.after, strict=False)
    shown = [[picture(asset, width, editing.store) for asset in pair] for pair in pairs]
    parts.append(table(("before", "after"), shown))
    if report.left:
        parts += ["## Left as it was", "\n".join(f"- {safe(one)}" for one in report.left)]
    checks = [["✓" if one.passed else "✗ **failed**", safe(one.name), safe(one.finding)]
              for one in report.checks]  # fmt: skip
    parts += ["## Quality control", table(("", "check", "finding"), checks)]
    parts += ["## The film", table(("", ""), _facts(report, shelf))]
    return "\n\n".join(parts) + "\n"


def _facts(report: TransformReport, shelf: Shelf) -> list[list[str]]:
    face = report.face
    facts = {
        "length": f"{float(report.length):.1f} s, {report.frames} frames",
        "picture": _picture(report.source.video),
        "face replaced": f"in {face.replaced} of {face.frames} frames",
        "coded anew": f"{face.recoded} frames; the others are the source's, bit by bit",
        "speed": f"{face.frames_a_second:g} frames a second" if face.frames_a_second else "reused",
        "jitter": f"{face.jitter:.2f} pixels rms",
        "made in": f"{report.seconds:.0f} s",
        "cost": f"{in_dollars(report.cost)}, estimated {in_dollars(report.estimate)}",
        "stands in": safe(shelf.address),
    }
    for one in report.sounds:
        facts[f"sound {one.index} ({one.layout})"] = "converted" if one.converted else safe(one.why)
    if report.credentials:
        facts["Content Credentials"] = safe(report.credentials.sentence)
    return [[name, value] for name, value in facts.items()]


def _picture(track: VideoTrack) -> str:
    width, height = track.upright
    rate = f"{float(track.rate):.3g}" + (" (uneven)" if track.variable else "")
    return f"{width} × {height}, {rate} frames a second, {track.codec}, {track.depth} bits"


def _segments(cut: Cut) -> list[dict[str, str | int | float]]:
    """Return what became of every segment."""
    base = cut.video.video.time_base
    rows: list[dict[str, str | int | float]] = []
    for one in cut.clips:
        found = cut.swapped.get(name_of(one.segment))
        begins = (one.segment.start - cut.video.video.start) * base
        rows.append(
            {
                "segment": name_of(one.segment),
                "from": f"{float(begins):.2f} s",
                "frames": one.segment.frames,
                "replaced": found.replaced if found else 0,
                "jitter": found.jitter if found else 0.0,
                "pictures": "the source's" if one.untouched else "coded anew",
            }
        )
    return rows


def _rows(
    report: TransformReport,
    pictures: Pictures,
    editing: Editing,
    shelf: Shelf,
    links: dict[str, str],
) -> list[dict[str, str | int]]:
    """Return every deliverable with its size, digest and link."""
    rows: list[dict[str, str | int]] = []
    for name in report.files:
        if name == MOVIE and report.credentials:
            size, digest = report.credentials.size, report.credentials.sha256
        elif name.startswith("poster"):
            size, digest = pictures.poster.size, pictures.poster.sha256
        else:
            data = shelf.read(name)
            size, digest = len(data), hashlib.sha256(data).hexdigest()
        rows.append({"file": name, "bytes": size, "sha256": digest, "link": links[name]})
    return rows
