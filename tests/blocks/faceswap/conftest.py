"""A film that pays, and Replicate's stand-in to pay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from film.assets import AssetStore
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.server import StandIns


@pytest.fixture(scope="session")
def served() -> Iterator[StandIns]:
    with StandIns() as house:
        yield house


@pytest.fixture
def house(served: StandIns) -> StandIns:
    """Lend the stand-ins, with nothing on their minds."""
    served.reset()
    return served


@pytest.fixture
def till(tmp_path: Path, store: AssetStore) -> Iterator[Till]:
    till = Till(LocalLedger(tmp_path / "ledger"), store, "film")
    with till.paying("faceswap", "segment 1"):
        yield till
