"""What all tests share: a home of their own, a real Prefect API, no network but loopback."""

import os
import shutil
import signal
import socket
import tempfile
from pathlib import Path

import pytest

from film.assets import LocalAssetStore
from tests.api import PrefectApi

# Prefect reads its settings when it is imported, which test modules do: this comes before them.
# Tests that run side by side share the home and the API of the process that started them.
CONDUCTS = "PYTEST_XDIST_WORKER" not in os.environ
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background jobs
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what tests start ends by it
os.environ.setdefault("OMP_NUM_THREADS", "1")  # torch's threads starve tests that run beside it
if CONDUCTS:
    os.environ["FIRSTCUT_HOME"] = tempfile.mkdtemp(prefix="firstcut-tests-")
    os.environ.pop("PREFECT_API_URL", None)

from flows import local_api  # noqa: E402

local_api.use()
WAITING = ("studio", "flows", "deployments")
"""Folders whose tests wait for whole films."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait for whole films: at the end they would keep one core idle."""
    items.sort(key=lambda item: item.path.parent.name not in WAITING)


def pytest_sessionfinish() -> None:
    """End the API and remove the home."""
    if CONDUCTS:
        local_api.stop()
        shutil.rmtree(os.environ["FIRSTCUT_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def api() -> PrefectApi:
    """Wait for the Prefect API, with the block types that several test modules save in it."""
    from prefect_aws.s3 import S3Bucket

    from blocks.catalogue import PERSONAS, STORAGES
    from blocks.registering import register_type

    local_api.wait()
    for kind in (S3Bucket, *STORAGES, *PERSONAS):
        register_type(kind)
    return PrefectApi(os.environ["PREFECT_API_URL"])


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
    """Return an empty asset store."""
    return LocalAssetStore(tmp_path / "assets")
