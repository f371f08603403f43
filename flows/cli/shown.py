"""How the commands show a studio's films: tables, bars, and where they are."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from film.slugs import slug
from flows.client import Deliverable, Progress, Run, Studio

COLOURS = {
    "COMPLETED": "green",
    "FAILED": "red",
    "CRASHED": "red",
    "CANCELLED": "yellow",
    "RUNNING": "cyan",
    "PAUSED": "magenta",
}
_BAR = 28


def show_runs(runs: Sequence[Run]) -> None:
    """Print runs as a table, the newest first."""
    if not runs:
        Console().print("This studio has made no film yet.")
        return
    table = Table()
    table.add_column("run", no_wrap=True)
    table.add_column("film", no_wrap=True, overflow="ellipsis")
    for title in ("state", "asked for", "took", "queue"):
        table.add_column(title, no_wrap=True)
    enough = _beginning([one.id for one in runs])
    for one in runs:
        table.add_row(
            one.id[:enough],
            escape(one.name),
            _state(one),
            one.created.astimezone().strftime("%d %b %H:%M") if one.created else "",
            _took(one),
            one.queue or "",
        )
    Console().print(table)


def show_run(progress: Progress) -> None:
    """Print how one run stands."""
    console, run = Console(), progress.run
    console.print(f"“{escape(run.name)}”  {_state(run)}  {progress.fraction:.0%}  {_took(run)}")
    console.print(run.id, style="dim", highlight=False)
    if run.message and not run.made:
        console.print(escape(run.message), soft_wrap=True)
    for stage in progress.stages:
        bar = "█" * round(_BAR * stage.fraction)
        name, _, note = stage.note.partition(": ")
        console.print(
            f"{name or stage.stage:<16} [green]{bar:<{_BAR}}[/] {escape(note)}", highlight=False
        )


def show_files(files: Sequence[Deliverable]) -> None:
    """Print a film's files as a table."""
    table = Table("file", "bytes", "SHA-256 begins with")
    for one in files:
        table.add_row(one.file, f"{one.bytes:,}", one.sha256[:16])
    Console().print(table)


def follow(studio: Studio, run: Run) -> bool:
    """Show a run's progress until it ends; return whether its film is made."""
    console = Console()
    show = _bars if console.is_terminal else _lines
    with show(console) as tell:
        for progress in studio.follow(run):
            tell(progress)
    show_run(progress)
    return progress.run.made


@contextmanager
def downloads(files: Sequence[Deliverable]) -> Iterator[Callable[[Deliverable, int], None]]:
    """Show how much of a film's files has come while inside."""
    whole = sum(one.bytes for one in files)
    came: dict[str, int] = {}
    with Bars(
        TextColumn("{task.description:<28}"),
        BarColumn(_BAR),
        DownloadColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        row = bars.add_task("", total=whole)

        def told(one: Deliverable, bytes_: int) -> None:
            came[one.file] = bytes_
            bars.update(row, description=escape(one.file[-28:]), completed=sum(came.values()))

        yield told
        bars.update(row, description="all files are here")


def folder_for(run: Run, films: Path) -> Path:
    """Return the folder of a run's film: its title's, unless another film has that."""
    folder = films / slug(run.name)
    try:
        other: str = json.loads((folder / "report.json").read_text())["run"]
    except (OSError, ValueError, KeyError, TypeError):
        return folder
    return folder if other == run.id else films / f"{slug(run.name)}-{run.id[-6:]}"


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[Progress], None]]:
    with Bars(
        TextColumn("{task.description:<16}"),
        BarColumn(_BAR),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        rows: dict[str, TaskID] = {}

        def tell(progress: Progress) -> None:
            shares = {progress.run.id: (progress.run.state_name, progress.fraction)}
            for stage in progress.stages:
                shares[stage.stage] = (stage.note.partition(": ")[0], stage.fraction)
            for name, (label, share) in shares.items():
                if name not in rows:
                    rows[name] = bars.add_task(label, total=1.0)
                bars.update(rows[name], completed=share, description=label)

        yield tell


@contextmanager
def _lines(console: Console) -> Iterator[Callable[[Progress], None]]:
    last: list[str] = []

    def tell(progress: Progress) -> None:
        line = f"{progress.run.state_name} {progress.fraction:.0%}"
        if last != [line]:
            last[:] = [line]
            console.print(line, highlight=False)

    yield tell


def _beginning(ids: Sequence[str]) -> int:
    """Return how many characters tell these ids apart, eight at least."""
    return next(n for n in range(8, 37) if len({one[:n] for one in ids}) == len(set(ids)))


def _state(run: Run) -> str:
    colour = COLOURS.get(run.state, "white")
    return f"[{colour}]{run.state_name}[/]"


def _took(run: Run) -> str:
    if run.started is None:
        return ""
    seconds = ((run.stopped or datetime.now(UTC)) - run.started).total_seconds()
    return f"{seconds // 60:.0f}:{seconds % 60:02.0f}"
