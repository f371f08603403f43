"""An engine for tests of the floor: its model takes steps as real ones do, and needs no torch.

It comes to the floor as any outsider's engine does: by an entry point (``offered``).
"""

import os
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from blocks.local.engine import LocalEngine
from blocks.local.floor import on_the_floor
from blocks.local.memory import survive
from blocks.local.residence import residence
from blocks.local.steps import Steps
from film.assets import Asset, AssetStore
from film.errors import BadRequest
from film.model import FilmModel

ROOT = Path(__file__).parents[3]
PAUSE = threading.Event()
"""Never set: a step is a wait on it."""


class Piece(FilmModel):
    """Something to be turned."""

    name: str
    steps: int = 2
    heavy: bool = False
    """Whether memory is short for it at first."""
    too_heavy: bool = False
    """Whether memory never suffices."""


class Lathe(LocalEngine):
    """Turns pieces, a hundredth of a second a step, and stores their names."""

    _block_type_name = "Firstcut Test Lathe"
    _block_type_slug = "test-lathe"
    _description = "Turns pieces for tests of the floor."
    name: ClassVar[str] = "lathe"
    label: ClassVar[str] = "lathe"
    licence: ClassVar[str] = "None is needed"

    def fingerprint(self) -> dict[str, Any]:
        """Return its name."""
        return {"engine": self.label, "model": self.model}

    def check(self) -> None:
        """Turn nothing."""

    def all_weights(self) -> tuple[()]:
        """Return none: its model is made of air."""
        return ()

    @on_the_floor
    def turn(self, piece: Piece, store: AssetStore) -> Asset:
        """Turn a piece and store it; BadRequest for one without a name."""
        if not piece.name:
            raise BadRequest("A piece needs a name")
        if piece.heavy or piece.too_heavy:
            survive(
                lambda: self._short(short=True),
                lambda: self._short(short=piece.too_heavy),
                label=self.label,
                device="cpu",
                advice="turn less",
            )
        with residence().borrow(("lathe", self.model), lambda: "lathe", gib=1.0) as lent:
            steps = Steps(f"Piece {piece.name}")
            with lent.turn:
                for step in range(piece.steps):
                    PAUSE.wait(0.01)
                    steps(step + 1, piece.steps)
                ended = time.monotonic()
        with store.scratch() as folder:
            path = folder / "piece.json"
            path.write_text(f'{{"name": "{piece.name}", "ended": {ended}}}')
            return store.put(path)

    def _short(self, *, short: bool) -> None:
        if short:
            raise MemoryError


@contextmanager
def offered(folder: Path) -> Any:
    """While inside, processes that are started find the engine, as they do an installed one."""
    info = folder / "lathe-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lathe\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[prefect.collections]\nlathe = {__name__}\n")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), str(ROOT), *filter(None, [before])])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def wanted(piece: Piece, store: AssetStore, run: str = "run-a", rank: int = 2) -> Any:
    """Return what a run wants of a lathe."""
    from blocks.local.floor import Wanted

    return Wanted(Lathe(), Lathe.turn, {"piece": piece, "store": store}, run, rank)


def main() -> None:
    """Want a piece that takes long, and some more behind it: a run's process that is killed."""
    from blocks.local.floor import ask
    from film.assets import LocalAssetStore

    store = LocalAssetStore(Path(sys.argv[1]))
    for number in range(3):
        job = wanted(Piece(name=f"slow-{number}", steps=60_000), store, "doomed")
        threading.Thread(target=ask, args=(job,)).start()


if __name__ == "__main__":
    from tests.blocks.local import lathe  # by its real name: the floor is asked for it by that

    lathe.main()
