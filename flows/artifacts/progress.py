"""The progress on the board: of the whole film, and of each stage by itself."""

from functools import partial

from flows.artifacts.board import Shown, board
from flows.progress import STAGES, Count, Progress

BEFORE_PLAN = 0.2
"""Share of a film that is shown as made when all is that was known before its plan."""


class ProgressArtifact:
    """A watcher that keeps a run's progress artifacts up to date."""

    def __init__(self) -> None:
        self._board = board()
        self._seen: dict[str, tuple[int, int, int]] = {}
        self._shown = False
        self._share = 0.0

    def __call__(self, progress: Progress) -> None:
        """Note which stages have changed; the board tells the API when it is time."""
        if not self._shown:
            self._board.follow("progress", "progress", partial(self._whole, progress))
            self._shown = True
        for stage, count in progress.counts.items():
            now = (count.expected, count.done, len(count.failed))
            seen = self._seen.get(stage, (0, 0, 0))
            if now == seen:
                continue
            self._seen[stage] = now
            key = f"progress-{stage}"
            if not seen[0]:
                self._board.follow(key, "progress", partial(_stage, stage, count))
            self._board.changed(key, "progress", hurry=now[2] > seen[2])

    def _whole(self, progress: Progress) -> Shown:
        share = progress.fraction * (1 if progress.planned else BEFORE_PLAN)
        self._share = max(self._share, share)
        at_work = [
            f"{STAGES[stage]} {count.done} of {count.expected}"
            for stage, count in progress.counts.items()
            if count.done + len(count.failed) < count.expected
        ]
        failed = sum(len(count.failed) for count in progress.counts.values())
        parts = at_work or ["All is done that was handed out"]
        parts += [f"{failed} failed"] if failed else []
        return Shown(round(100 * self._share, 1), " · ".join(parts))


def _stage(stage: str, count: Count) -> Shown:
    parts = [f"{STAGES[stage]}: {count.done} of {count.expected}", f"{len(count.made)} made"]
    parts += [f"{len(count.reused)} reused"] if count.reused else []
    parts += [f"{len(count.failed)} failed: {', '.join(count.failed[:5])}"] if count.failed else []
    parts += [f"{count.ended - count.started:.0f} s"] if count.ended else []
    return Shown(round(100 * count.done / max(1, count.expected), 1), " · ".join(parts))
