"""The live display: a bar a stage on a terminal, a line a step elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from flows.progress import STAGES, Progress, Watcher


@contextmanager
def display(console: Console) -> Iterator[Watcher]:
    """Show a run's progress while inside; yields the watcher that the run has to tell."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    with Bars(
        TextColumn("{task.description:<16}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", style="dim"),
        console=console,
        transient=False,
    ) as bars:
        yield _StageBars(bars)


class _StageBars:
    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.rows: dict[str, TaskID] = {
            stage: bars.add_task(label, total=None, start=False, note="", visible=False)
            for stage, label in STAGES.items()
        }

    def __call__(self, progress: Progress) -> None:
        for stage, count in progress.counts.items():
            row = self.rows[stage]
            if not count.expected:
                continue
            if self.bars.tasks[row].start_time is None:
                self.bars.start_task(row)
                self.bars.update(row, visible=True)
            notes = {"reused": len(count.reused), "failed": len(count.failed)}
            note = ", ".join(f"{number} {name}" for name, number in notes.items() if number)
            self.bars.update(row, total=count.expected, completed=count.done, note=note)


class _Lines:
    def __init__(self, console: Console) -> None:
        self.console = console
        self.lock = threading.Lock()
        self.told: set[str] = set()
        self.title = ""

    def __call__(self, progress: Progress) -> None:
        with self.lock:
            if progress.title != self.title:
                self.title = progress.title
                self.console.print(escape(f"“{self.title}”"))
            for stage, count in progress.counts.items():
                if count.expected and count.done == count.expected:
                    self._tell(stage, f"{len(count.made)} made, {len(count.reused)} reused")

    def _tell(self, stage: str, what: str) -> None:
        if stage not in self.told:
            self.told.add(stage)
            self.console.print(f"{STAGES[stage]:<16} {what}")
