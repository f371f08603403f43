"""What all tests share: a home of their own, and no network but loopback."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from film.assets import LocalAssetStore


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep assets, results and the local API out of the developer's own home."""
    folder = tmp_path_factory.mktemp("home")
    before = os.environ.get("FIRSTCUT_HOME")
    os.environ["FIRSTCUT_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["FIRSTCUT_HOME"]
    else:
        os.environ["FIRSTCUT_HOME"] = before


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    """An empty asset store."""
    return LocalAssetStore(tmp_path / "assets")
