"""One asset store for all contracts: what one engine made, another may look at."""

import pytest

from film.assets import LocalAssetStore


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LocalAssetStore:
    """Lend a store that all contract tests share."""
    return LocalAssetStore(tmp_path_factory.mktemp("contract") / "assets")
