"""What cameras need for a test: the vendors' stand-ins, a till, a camera."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from film.assets import LocalAssetStore
from film.ledger import LocalLedger, Order
from film.till import Till
from flows.standins.server import StandIns

from .shooting import LumaVideo, camera_at


@pytest.fixture(scope="module")
def served() -> Iterator[StandIns]:
    with StandIns() as house:
        yield house


@pytest.fixture
def standins(served: StandIns) -> StandIns:
    served.reset()
    return served


@pytest.fixture
def till(tmp_path: Path, store: LocalAssetStore) -> Iterator[Till]:
    """Lend a till that pays for whatever is bought during a test."""
    till = Till(LocalLedger(tmp_path / "ledger"), store, "a film")
    with till.paying("scenes", "s1-h1"):
        yield till


@pytest.fixture
def camera(standins: StandIns) -> LumaVideo:
    return camera_at(standins.addresses["luma"], standins.keys["luma"])


def orders_of(till: Till) -> tuple[Order, ...]:
    return till.ledger.orders(till.account)
