"""One asset store for all contracts: what one engine made, another may look at."""

from collections.abc import Iterator

import pytest

from film.assets import LocalAssetStore
from film.ledger import LocalLedger
from film.till import Till


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LocalAssetStore:
    """Lend a store that all contract tests share."""
    return LocalAssetStore(tmp_path_factory.mktemp("contract") / "assets")


@pytest.fixture(scope="module", autouse=True)
def paid(shelf: LocalAssetStore) -> Iterator[None]:
    """Pay for whatever the engines buy."""
    till = Till(LocalLedger(shelf.root / "ledger"), shelf, account="contract")
    with till.paying("contract", "contract"):
        yield
