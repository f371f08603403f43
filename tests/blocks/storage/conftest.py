"""Every storage in the catalogue with nothing in it, and an S3 that all tests here share."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.catalogue import STORAGES
from blocks.storage import AssetStorage, LocalAssetStorage
from blocks.storage.bucket import Bucket
from blocks.storage.s3 import S3AssetStorage
from deployments.storage import Plan, prepare_bucket, save_blocks
from film.assets import Asset
from tests.api import PrefectApi
from tests.s3 import KEY, S3, SECRET, Proxy, serving

BUCKET = "firstcut-tests"


@dataclass(frozen=True)
class House:
    """A storage for tests: how it is opened with nothing in it, and how its bytes come to harm."""

    open: Callable[[Path], AssetStorage]
    """Return the storage of a folder: the same for the same folder, all by itself for another."""
    harm: Callable[[AssetStorage, Asset, bytes | None], None]
    """Put other bytes in an asset's place, or None: nothing."""


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """Lend an S3 that tests which run side by side share: saved blocks name one address only."""
    place = Path(os.environ["FIRSTCUT_HOME"]) / "s3"
    place.mkdir(exist_ok=True)
    address = place / "url"
    with (place / "users").open("a") as users, ExitStack() as own:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (place / "opening").open("a") as opening:
            fcntl.flock(opening, fcntl.LOCK_EX)
            ours = not address.exists()
            running = own.enter_context(serving()) if ours else S3(address.read_text())
            address.write_text(running.url)
        yield running
        if ours:
            fcntl.flock(users, fcntl.LOCK_EX)  # everybody else is done with it
            address.unlink()


@pytest.fixture(scope="session")
def plan(s3: S3, api: PrefectApi) -> Plan:
    """Return a prepared bucket, its blocks saved."""
    made = plan_at(s3.url)
    prepare_bucket(made)
    save_blocks(made)
    return made


@pytest.fixture
def proxy(s3: S3) -> Iterator[Proxy]:
    """Lend a proxy before the S3 that makes no faults yet."""
    with Proxy(s3.url).serving() as running:
        yield running


def plan_at(url: str, bucket: str = BUCKET) -> Plan:
    """Return a plan for a bucket on an S3 of ours."""
    return Plan(bucket=bucket, endpoint=url, key_id=KEY, secret=SecretStr(SECRET))


def bucket_at(url: str, prefix: str = "", bucket: str = BUCKET) -> Bucket:
    """Return a bucket without its blocks, such as behind a proxy."""
    return replace(Bucket(bucket, prefix), credentials=plan_at(url).credentials())


def prefix_of(folder: Path) -> str:
    """Return the prefix of a test's own."""
    return hashlib.sha256(str(folder).encode()).hexdigest()[:16] + "/"


def _harm_file(storage: AssetStorage, asset: Asset, content: bytes | None) -> None:
    place = storage.open().path(asset)
    place.unlink() if content is None else place.write_bytes(content)


def _harm_object(s3: S3) -> Callable[[AssetStorage, Asset, bytes | None], None]:
    def harm(storage: AssetStorage, asset: Asset, content: bytes | None) -> None:
        assert isinstance(storage, S3AssetStorage)
        storage.open().path(asset).unlink()
        [key] = [one for one in s3.keys(BUCKET, storage.prefix) if asset.sha256 in one]
        if content is None:
            s3.client.delete_object(Bucket=BUCKET, Key=key)
        else:
            s3.client.put_object(Bucket=BUCKET, Key=key, Body=content)

    return harm


@pytest.fixture(params=STORAGES, ids=lambda kind: kind.__name__)
def house(request: pytest.FixtureRequest) -> House:
    """Lend every storage in the catalogue."""
    if request.param is LocalAssetStorage:
        return House(lambda folder: LocalAssetStorage(root=folder / "assets"), _harm_file)
    assert request.param is S3AssetStorage
    request.getfixturevalue("plan")
    return House(
        lambda folder: S3AssetStorage(prefix=prefix_of(folder), cache=folder / "cache"),
        _harm_object(request.getfixturevalue("s3")),
    )


@pytest.fixture
def storage(house: House, tmp_path: Path) -> AssetStorage:
    """Lend an empty storage of that kind."""
    return house.open(tmp_path)
