"""Objects on S3: with the storage's credentials, in the places that are allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.storage.bucket import Bucket
from blocks.storage.cache import AssetCache
from blocks.storage.s3_assets import S3AssetStore
from blocks.uploads.intake import Intake
from blocks.uploads.rules import BucketPlace, Rules
from film.errors import BadRequest, EngineBusy, EngineMissing
from film.uploads import PICTURE
from tests.blocks.storage.conftest import bucket_at
from tests.s3 import S3, Fault, Proxy, serving

HOUSE, OTHER = "firstcut-uploads", "somebodys-films"


@pytest.fixture(scope="module")
def s3(picture: bytes) -> Iterator[S3]:
    """Lend an S3 with two buckets, and the same picture in many places."""
    with serving() as running:
        for bucket in (HOUSE, OTHER):
            running.make_bucket(bucket)
            for key in ("house/uploads/me.png", "house/secret.png", "uploads/me.png", "in/me.png"):
                running.client.put_object(Bucket=bucket, Key=key, Body=picture)
            running.client.put_object(Bucket=bucket, Key="in/box.txt", Body=b"no picture" * 9)
        yield running


def intake_for(bucket: Bucket, folder: Path, *places: BucketPlace) -> Intake:
    return Intake(S3AssetStore(bucket, AssetCache(folder, 10**9)), Rules(buckets=places))


def test_the_storages_own_folder_for_uploads_is_read(
    s3: S3, tmp_path: Path, picture: bytes
) -> None:
    intake = intake_for(bucket_at(s3.url, "house/", HOUSE), tmp_path)
    asset = intake.take(f"s3://{HOUSE}/house/uploads/me.png", "picture")
    assert intake.store.path(asset).read_bytes() == picture
    assert asset.info.width == 40
    assert f"house/assets/{asset.sha256[:2]}/{asset.sha256}.png" in s3.keys(HOUSE)


@pytest.mark.parametrize(
    "reference",
    [
        f"s3://{HOUSE}/house/secret.png", f"s3://{HOUSE}/uploads/me.png",
        f"s3://{OTHER}/house/uploads/me.png", f"s3://{HOUSE}/house/uploadsX/me.png",
        f"s3://{HOUSE}/house/uploads/../secret.png", "s3://absent-bucket/house/uploads/me.png",
    ],
)  # fmt: skip
def test_nothing_else_is_unless_it_is_named(s3: S3, tmp_path: Path, reference: str) -> None:
    intake = intake_for(
        bucket_at(s3.url, "house/", HOUSE), tmp_path, BucketPlace(bucket=OTHER, folder="in/")
    )
    with pytest.raises(BadRequest, match=r"is not where files are read from|names no object"):
        intake.take(reference, "picture")


def test_other_buckets_are_read_where_they_are_named(
    s3: S3, tmp_path: Path, picture: bytes
) -> None:
    place = BucketPlace(bucket=OTHER, folder="in/")
    intake = intake_for(bucket_at(s3.url, "house/", HOUSE), tmp_path, place)
    assert intake.take(f"s3://{OTHER}/in/me.png", "picture").size == len(picture)
    with pytest.raises(BadRequest, match="is not a picture"):
        intake.take(f"s3://{OTHER}/in/box.txt", "picture")
    with pytest.raises(BadRequest, match=f"There is no s3://{OTHER}/in/absent.png"):
        intake.take(f"s3://{OTHER}/in/absent.png", "picture")
    small = PICTURE.model_copy(update={"size": 100})
    with pytest.raises(BadRequest, match="larger than 100 bytes"):
        intake.take(f"s3://{OTHER}/in/me.png", "picture", small)


def test_a_bucket_that_is_named_and_not_there(s3: S3, tmp_path: Path) -> None:
    place = BucketPlace(bucket="absent-bucket")
    intake = intake_for(bucket_at(s3.url, "", HOUSE), tmp_path, place)
    with pytest.raises(EngineMissing, match="There is no bucket 'absent-bucket'"):
        intake.take("s3://absent-bucket/me.png", "picture")


def test_a_cut_object_is_read_again_and_in_the_end_given_up(
    s3: S3, tmp_path: Path, picture: bytes
) -> None:
    with Proxy(s3.url).serving() as proxy:
        intake = intake_for(bucket_at(proxy.url, "house/", HOUSE), tmp_path)
        reference = f"s3://{HOUSE}/house/uploads/me.png"
        proxy.faults.append(Fault("GET", "me.png", "cut", times=2))
        asset = intake.take(reference, "picture")
        assert intake.store.path(asset).read_bytes() == picture
        proxy.faults.append(Fault("GET", "me.png", "cut", times=99))
        with pytest.raises(EngineBusy):
            intake.take(reference, "picture")
