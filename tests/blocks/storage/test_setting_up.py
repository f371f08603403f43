"""Setting up: a bucket private, encrypted and tidy, its blocks saved; twice changes nothing."""

import json
import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prefect import flow, task
from prefect.blocks.core import Block
from prefect.settings import PREFECT_DEFAULT_RESULT_STORAGE_BLOCK, temporary_settings
from prefect_aws.s3 import S3Bucket

from blocks.storage import storage_named
from blocks.storage.s3 import S3AssetStorage
from deployments.storage import (
    BUCKET as BLOCK,
)
from deployments.storage import (
    REFERENCE,
    RESULT_STORAGE,
    Plan,
    prepare_bucket,
    save_blocks,
    set_up,
)
from film.assets import Asset, AssetStore
from film.errors import BadRequest, EngineMissing
from tasks.policies import STAGE
from tests.api import PrefectApi
from tests.blocks.storage.conftest import BUCKET, plan_at
from tests.blocks.storage.test_assets import write
from tests.s3 import REGION, S3, SECRET, Fault, Proxy


def test_a_bucket_is_made_private_encrypted_and_tidy(s3: S3, api: PrefectApi) -> None:
    plan = replace(plan_at(s3.url, "made-here"), results_days=30)
    said = prepare_bucket(plan)
    assert said == [
        "bucket made-here: made",
        "no public access: set",
        "encryption: set",
        "lifecycle: set",
    ]
    public = s3.client.get_public_access_block(Bucket="made-here")
    assert set(public["PublicAccessBlockConfiguration"].values()) == {True}
    sealed = s3.client.get_bucket_encryption(Bucket="made-here")
    [rule] = sealed["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    rules = s3.client.get_bucket_lifecycle_configuration(Bucket="made-here")["Rules"]
    assert {one["ID"]: one["Filter"]["Prefix"] for one in rules} == {
        "firstcut-uploads": "",
        "firstcut-locks": "locks/",
        "firstcut-results": "results/",
    }
    assert rules[0]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    assert s3.keys("made-here") == []
    assert prepare_bucket(plan) == [], "twice changes nothing"


def test_rules_that_somebody_else_set_stay(s3: S3, api: PrefectApi) -> None:
    s3.make_bucket("of-others")
    theirs = {
        "ID": "theirs",
        "Filter": {"Prefix": "x/"},
        "Status": "Enabled",
        "Expiration": {"Days": 5},
    }
    s3.client.put_bucket_lifecycle_configuration(
        Bucket="of-others", LifecycleConfiguration={"Rules": [theirs]}
    )
    prepare_bucket(replace(plan_at(s3.url, "of-others"), folder="studio"))
    rules = s3.client.get_bucket_lifecycle_configuration(Bucket="of-others")["Rules"]
    assert rules[0] == theirs
    assert [one["Filter"]["Prefix"] for one in rules[1:]] == ["studio/", "studio/locks/"]


def test_what_another_storage_does_not_know_is_said(proxy: Proxy, api: PrefectApi) -> None:
    unknown = {"status": 501, "code": "NotImplemented", "times": 99}
    proxy.faults += [
        Fault("GET", "publicAccessBlock", "status", **unknown),  # type: ignore[arg-type]
        Fault("GET", "lifecycle", "status", **unknown),  # type: ignore[arg-type]
    ]
    said = prepare_bucket(plan_at(proxy.url, "simple-one"))
    assert "no public access: this storage does not know it" in said
    assert "lifecycle: this storage does not know it" in said


def test_the_storage_of_a_studio_is_the_same_when_it_is_loaded(plan: Plan, s3: S3) -> None:
    loaded = storage_named(REFERENCE, Path("unused"))
    assert isinstance(loaded, S3AssetStorage)
    own = [name for name in S3AssetStorage.model_fields if not name.startswith("_")]
    for name in own:
        assert getattr(loaded, name) == getattr(S3AssetStorage(), name), name
    bucket = loaded.open().bucket
    assert (bucket.name, bucket.prefix, bucket.encryption) == (BUCKET, "", "AES256")
    assert bucket.client.meta.endpoint_url == s3.url
    assert bucket.client.meta.region_name == REGION
    results = Block.load(RESULT_STORAGE)
    assert isinstance(results, S3Bucket)
    assert results.bucket_folder == "results/"
    save_blocks(plan)
    assert storage_named(REFERENCE, Path("unused")) == loaded


def test_no_secret_shows_in_what_the_api_tells(plan: Plan, api: PrefectApi) -> None:
    told = httpx.post(f"{api.url}/block_documents/filter", json={}).text
    assert BLOCK in told
    assert SECRET not in told


def test_a_bucket_that_nobody_saved_is_told(plan: Plan) -> None:
    with pytest.raises(EngineMissing, match="No S3 Bucket block 'another'"):
        S3AssetStorage(bucket="another").open()


@pytest.mark.parametrize("prefix", ["/up", "a b", "../up", "a//b"])
def test_a_prefix_that_is_no_folder_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        S3AssetStorage(prefix=prefix)


def test_everything_can_lie_in_a_folder_of_a_bucket(s3: S3, plan: Plan, tmp_path: Path) -> None:
    """The folder of the saved bucket comes first, then the storage's own prefix."""
    try:
        set_up(replace(plan, folder="studio"))
        S3AssetStorage(prefix="tests", cache=tmp_path / "cache").open().put(write(tmp_path))
        assert len(s3.keys(BUCKET, "studio/tests/assets/")) == 1
    finally:
        set_up(plan)


def test_work_is_reused_from_results_on_s3_until_its_asset_is_gone(
    s3: S3, plan: Plan, tmp_path: Path
) -> None:
    storage = S3AssetStorage(prefix="policies", cache=tmp_path / "cache")
    calls: list[str] = []

    @task(**STAGE)
    def make(text: str, store: AssetStore) -> Asset:
        calls.append(text)
        return store.put(write(tmp_path, text.encode()))

    @flow
    def film(text: str) -> Asset:
        return make(text, storage.open())

    with temporary_settings({PREFECT_DEFAULT_RESULT_STORAGE_BLOCK: RESULT_STORAGE}):
        first = film("one")
        assert film("one") == first
        assert calls == ["one"]
        [stored] = storage.open().contents()
        storage.open().discard(stored)
        assert film("one") == first
        assert film("one") == first
        assert calls == ["one", "one"]
    results = s3.keys(BUCKET, "results/")
    by_content = [key for key in results if re.search(r"/[0-9a-f]{64}(-2)?$", key)]
    assert len(by_content) == 2, "one of each generation"
    for key in results:
        body = s3.client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        json.loads(body)
        assert b"pickle" not in body
        assert SECRET.encode() not in body


def test_an_address_outside_the_storage_is_no_batch(plan: Plan) -> None:
    with pytest.raises(BadRequest, match="not in this storage"):
        S3AssetStorage().batch(f"s3://{BUCKET}x/batches/a.csv", 10)
