"""S3 on a bad day: what passes is tried again, what does not is told, nothing half-made stays."""

import base64
import hashlib
import os
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from blocks.storage.bucket import ATTEMPTS, PART, Bucket
from blocks.storage.cache import LENT_SECONDS, AssetCache
from blocks.storage.s3_assets import S3AssetStore
from deployments.storage import Plan
from film.assets import Asset
from film.errors import AssetMissing, EngineBusy, EngineMissing, FirstcutError, StorageFull
from tests.blocks.storage.conftest import BUCKET, bucket_at, plan_at, prefix_of
from tests.blocks.storage.test_assets import SECONDS, files_in, in_another_process, write
from tests.s3 import S3, SECRET, Fault, Proxy

LARGE = os.urandom(2 * PART + PART // 2)
"""Bytes of a file that goes up in three parts."""
ROOM = 2**30


@pytest.fixture
def store(plan: Plan, proxy: Proxy, tmp_path: Path) -> S3AssetStore:
    """Lend an empty store behind the proxy."""
    return store_at(proxy.url, tmp_path)


def store_at(url: str, folder: Path, room: int = ROOM, cache: str = "cache") -> S3AssetStore:
    """Return the store of a test, with a cache of its own."""
    bucket = bucket_at(url, prefix_of(folder))
    return S3AssetStore(bucket, AssetCache(folder / cache, room))


def put_elsewhere(s3: S3, folder: Path, content: bytes) -> Asset:
    """Put an asset as another machine does."""
    return store_at(s3.url, folder, cache="other").put(write(folder, content))


@pytest.mark.parametrize("content", [b"words", LARGE], ids=["one request", "parts"])
@pytest.mark.parametrize("kind", ["status", "reset", "lost"])
def test_an_upload_that_fails_twice_is_whole_in_the_end(
    store: S3AssetStore, proxy: Proxy, s3: S3, tmp_path: Path, kind: str, content: bytes
) -> None:
    fault = Fault("PUT", "/assets/", kind, times=2)  # type: ignore[arg-type]
    proxy.faults.append(fault)
    asset = store.put(write(tmp_path, content))
    assert fault.seen > 2
    store.path(asset).unlink()
    assert store.path(asset).read_bytes() == content
    assert s3.parts(BUCKET, store.bucket.prefix) == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("PUT", "partNumber=2", "status", times=99), EngineBusy),
        (Fault("PUT", "partNumber=2", "reset", times=99), EngineBusy),
        (Fault("PUT", "partNumber=2", "status", 99, 403, "AccessDenied"), EngineMissing),
        (Fault("PUT", "partNumber=2", "status", 99, 507, "XMinioStorageFull"), StorageFull),
        (Fault("POST", "uploadId=", "status", times=99), EngineBusy),
    ],
    ids=["busy", "reset", "forbidden", "full", "busy at the end"],
)
def test_an_upload_that_fails_for_good_leaves_no_part_and_no_object(
    store: S3AssetStore, proxy: Proxy, s3: S3, tmp_path: Path, fault: Fault, error: type[Exception]
) -> None:
    proxy.faults.append(Fault(**vars(fault)))
    path = write(tmp_path, LARGE)
    with pytest.raises(error, match=BUCKET):
        store.put(path)
    assert s3.parts(BUCKET, store.bucket.prefix) == []
    assert s3.keys(BUCKET, store.bucket.prefix) == []
    assert path.read_bytes() == LARGE, "what could not be stored is kept"
    proxy.faults.clear()
    assert store.has(store.put(path))


@pytest.mark.parametrize("kind", ["cut", "wrong", "reset", "status"])
def test_a_download_that_fails_twice_is_whole_in_the_end(
    store: S3AssetStore, proxy: Proxy, s3: S3, tmp_path: Path, kind: str
) -> None:
    content = os.urandom(300_000)
    asset = put_elsewhere(s3, tmp_path, content)
    fault = Fault("GET", "/assets/", kind, times=2)  # type: ignore[arg-type]
    proxy.faults.append(fault)
    assert store.path(asset).read_bytes() == content
    assert fault.seen > 2
    assert files_in(tmp_path / "cache") == {f"{asset.sha256}.json"}


@pytest.mark.parametrize(
    ("kind", "error"), [("cut", EngineBusy), ("wrong", AssetMissing), ("status", EngineBusy)]
)
def test_bytes_that_never_come_right_are_never_seen(
    store: S3AssetStore,
    proxy: Proxy,
    s3: S3,
    tmp_path: Path,
    kind: str,
    error: type[FirstcutError],
) -> None:
    asset = put_elsewhere(s3, tmp_path, b"words" * 1_000)
    proxy.faults.append(Fault("GET", "/assets/", kind, times=99))  # type: ignore[arg-type]
    with pytest.raises(error):
        store.path(asset)
    assert files_in(tmp_path / "cache") == set()


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (403, "AccessDenied", EngineMissing),
        (403, "SignatureDoesNotMatch", EngineMissing),
        (404, "NoSuchBucket", EngineMissing),
        (500, "InternalError", EngineBusy),
        (503, "SlowDown", EngineBusy),
        (507, "XMinioStorageFull", StorageFull),
    ],
)
def test_what_s3_says_is_told_before_any_work(
    store: S3AssetStore, proxy: Proxy, status: int, code: str, error: type[FirstcutError]
) -> None:
    proxy.faults.append(Fault("PUT", "probe", "status", 99, status, code))
    with pytest.raises(error, match=BUCKET) as told:
        store.bucket.probe("films/one")
    assert SECRET not in str(told.value)
    tries = sum(method == "PUT" for method, _ in proxy.asked)
    assert tries == (ATTEMPTS if told.value.retryable else 1)


def test_a_storage_that_overwrites_in_spite_of_a_condition_is_refused(
    store: S3AssetStore, proxy: Proxy
) -> None:
    """It says 200 to the second write: as if it knew no conditions."""
    proxy.deaf = True
    with pytest.raises(EngineMissing, match="conditional writes"):
        store.bucket.probe("films/one")


def test_an_address_where_nobody_listens_is_told() -> None:
    with pytest.raises(EngineBusy, match="EndpointConnectionError"):
        bucket_at("http://127.0.0.1:1").head("assets/x")


def test_missing_credentials_are_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(name, raising=False)
    nobody = Plan(bucket=BUCKET, endpoint=plan.endpoint)
    with pytest.raises(EngineMissing, match="credentials"):
        Bucket(BUCKET, credentials=nobody.credentials()).head("assets/x")


def test_a_large_file_goes_up_in_parts_with_checksums(
    store: S3AssetStore, proxy: Proxy, s3: S3, tmp_path: Path
) -> None:
    store.put(write(tmp_path, LARGE))
    assert sum("partNumber=" in path for _, path in proxy.asked) == 3
    [key] = s3.keys(BUCKET, store.bucket.prefix)
    head = s3.client.head_object(Bucket=BUCKET, Key=key, ChecksumMode="ENABLED")
    parts = [LARGE[start : start + PART] for start in range(0, len(LARGE), PART)]
    sums = b"".join(hashlib.sha256(part).digest() for part in parts)
    whole = base64.b64encode(hashlib.sha256(sums).digest()).decode()
    assert head["ChecksumSHA256"].partition("-")[0] == whole  # moto leaves out how many parts
    assert head["ServerSideEncryption"] == "AES256"
    assert head["ContentType"] == "application/json"


def test_what_the_bucket_has_is_not_sent_again(
    store: S3AssetStore, proxy: Proxy, tmp_path: Path
) -> None:
    store.put(write(tmp_path))
    proxy.asked.clear()
    store.put(write(tmp_path))
    assert {method for method, _ in proxy.asked} == {"HEAD"}


def fetch(pipe: Connection, store: S3AssetStore, asset: Asset) -> None:
    """Fetch an asset on a word (in a process)."""
    pipe.recv()
    pipe.send(store.path(asset).read_bytes())


def test_many_that_fetch_the_same_at_once_fetch_it_once(
    store: S3AssetStore, proxy: Proxy, s3: S3, tmp_path: Path
) -> None:
    content = os.urandom(2_000_000)
    asset = put_elsewhere(s3, tmp_path, content)
    others = [in_another_process(fetch, store, asset) for _ in range(2)]
    for _, pipe in others:
        pipe.send("go")
    with ThreadPoolExecutor(4) as threads:
        paths = list(threads.map(store.path, [asset] * 4))
    assert [pipe.recv() for _, pipe in others] == [content] * 2
    for process, _ in others:
        process.join(SECONDS)
    assert {path.read_bytes() for path in paths} == {content}
    assert sum(method == "GET" for method, _ in proxy.asked) == 1


def test_it_travels_to_other_processes_and_shows_no_secret(store: S3AssetStore) -> None:
    again = pickle.loads(pickle.dumps(store))  # noqa: S301
    assert again.bucket == store.bucket
    shown = repr(vars(store)) + repr(store.bucket) + repr(plan_at("http://127.0.0.1:1"))
    assert SECRET not in shown


def used(path: Path, seconds_ago: float) -> None:
    """Make a cached file look as if it was last in use some time ago."""
    then = path.stat().st_mtime - seconds_ago
    os.utime(path, (then, then))


def test_the_cache_gives_up_what_was_in_use_longest_ago(s3: S3, plan: Plan, tmp_path: Path) -> None:
    store = store_at(s3.url, tmp_path, room=250)
    assets = [store.put(write(tmp_path, bytes([number]) * 100)) for number in range(2)]
    for asset, ago in zip(assets, (2, 3), strict=True):
        used(store.path(asset), ago * LENT_SECONDS)
    newest = store.put(write(tmp_path, b"x" * 100))
    assert files_in(tmp_path / "cache") == {f"{one.sha256}.json" for one in (assets[0], newest)}
    assert store.path(assets[1]).read_bytes() == b"\x01" * 100, "fetched again"


def test_the_cache_never_gives_up_what_is_in_use(s3: S3, plan: Plan, tmp_path: Path) -> None:
    store = store_at(s3.url, tmp_path, room=0)
    assets = [store.put(write(tmp_path, bytes([number]) * 100)) for number in range(3)]
    paths = [store.path(asset) for asset in assets]
    store.put(write(tmp_path, b"x"))
    assert all(path.exists() for path in paths)


def test_a_cached_file_that_was_cut_is_fetched_again(store: S3AssetStore, tmp_path: Path) -> None:
    asset = store.put(write(tmp_path, b"words"))
    store.path(asset).write_bytes(b"wor")
    assert store.path(asset).read_bytes() == b"words"


def test_what_lies_in_the_bucket_is_listed_and_can_be_discarded(
    store: S3AssetStore, s3: S3, tmp_path: Path
) -> None:
    assets = [store.put(write(tmp_path, content)) for content in (b"one", b"three")]
    listed = {one.name: one for one in store.contents()}
    assert {name: one.size for name, one in listed.items()} == {
        f"{asset.sha256}.json": asset.size for asset in assets
    }
    store.discard(listed[f"{assets[0].sha256}.json"])
    assert [store.has(asset) for asset in assets] == [False, True]
    with pytest.raises(AssetMissing):
        store.path(assets[0])


def test_a_thousand_and_more_keys_are_all_seen_and_removed(
    s3: S3, plan: Plan, tmp_path: Path
) -> None:
    bucket = bucket_at(s3.url, prefix_of(tmp_path))
    with ThreadPoolExecutor(8) as threads:
        names = [f"{number:04}" for number in range(1_005)]
        list(threads.map(lambda name: bucket.write(bucket.key("many", name), b""), names))
    keys = [one["Key"] for one in bucket.listed("many/")]
    assert len(keys) == len(names)
    bucket.delete(keys)
    assert list(bucket.listed("many/")) == []


def test_threads_share_one_client(store: S3AssetStore) -> None:
    clients: list[object] = []
    threads = [threading.Thread(target=lambda: clients.append(store.bucket.client)) for _ in "abc"]
    for thread in threads:
        thread.start()
        thread.join()
    assert len(set(map(id, clients))) == 1
