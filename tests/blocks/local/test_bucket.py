"""Weights from S3: downloaded once, checked, and never half there."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blocks.local.bucket import MANIFEST, BucketWeights
from blocks.local.weights import weights_at
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError

from .houses import BucketHandler, House, files_of, open_house
from .test_weights import write_pipeline

SOURCE = "s3://models/sdxl/one"
PLANTED = "planted-secret"


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Lend an S3 server with one pipeline in it."""
    folder = write_pipeline(tmp_path / "model")
    (folder / "README.txt").write_text("how it was made")
    (folder / "preview.png").write_bytes(b"png")
    with open_house(BucketHandler, files_of(folder, "models/sdxl/one/")) as house:
        for name, value in {
            "FIRSTCUT_HOME": str(tmp_path / "home"),
            "AWS_ENDPOINT_URL": house.address,
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": PLANTED,
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            monkeypatch.setenv(name, value)
        yield house


def weights(source: str = SOURCE, **settings: object) -> BucketWeights:
    """Return the bucket's model as weights."""
    found = weights_at(source, **settings)
    assert isinstance(found, BucketWeights)
    return found


def gets(house: House) -> list[str]:
    """Return the files that were downloaded."""
    return [one for one in house.asked if one.startswith("GET /models/")]


def test_a_prefix_is_downloaded_once_and_checked(bucket: House, tmp_path: Path) -> None:
    assert weights().place() is None
    weights().check()
    assert bucket.asked == [], "looking calls nobody"
    folder = weights().fetch()
    assert folder.is_relative_to(tmp_path / "home" / "weights")
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "model_index.json",
        "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors",
        "scheduler/scheduler_config.json",
        "README.txt",
        MANIFEST,
    }, "pictures are no part of a model"
    manifest = json.loads((folder / MANIFEST).read_text())
    assert all(set(one) == {"size", "etag", "sha256"} for one in manifest.values())
    count = len(gets(bucket))
    assert weights().fetch() == weights().place() == folder
    assert len(gets(bucket)) == count


def test_offline_what_is_here_is_taken_and_nobody_called(bucket: House) -> None:
    with pytest.raises(EngineMissing, match="told to stay offline"):
        weights(offline=True).fetch()
    folder = weights().fetch()
    bucket.asked.clear()
    assert weights(offline=True).fetch() == folder
    assert bucket.asked == []


def test_the_digest_pins_the_weights(bucket: House) -> None:
    with pytest.raises(EngineFailed, match="not those of revision 0000, but of ") as e:
        weights(revision="0000").fetch()
    digest = str(e.value).split("but of ")[1][:64]
    assert weights(revision=digest).fetch() != weights().fetch()
    assert weights(revision=digest[:12]).fetch()


def test_weights_that_change_in_the_bucket_are_noticed(bucket: House) -> None:
    folder = weights().fetch()
    bucket.files["models/sdxl/one/unet/config.json"] = b'{"other": 1}'
    with pytest.raises(EngineFailed, match="changed after they were downloaded") as told:
        weights().fetch()
    assert str(folder) in str(told.value)


def test_a_folder_that_was_damaged_is_downloaded_again(bucket: House) -> None:
    folder = weights().fetch()
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"half")
    assert weights().place() is None
    assert weights().fetch() == folder == weights().place()


def test_threads_that_ask_at_once_share_one_download(bucket: House) -> None:
    start = threading.Barrier(6)

    def ask(_: int) -> Path:
        start.wait(10)
        return weights().fetch()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(ask, range(6)))) == 1
    downloads = [one for one in gets(bucket) if one.endswith(".safetensors")]
    assert len(downloads) == 1


@pytest.mark.parametrize(
    ("ending", "status", "kind", "told"),
    [
        ("/models", 403, EngineMissing, "refuses access.*check the credentials"),
        ("/models", 404, EngineMissing, "nothing at s3://models/sdxl/one"),
        ("/models", 503, EngineBusy, "cannot serve"),
        ("config.json", 403, EngineMissing, "refuses access"),
        (".safetensors", 500, EngineBusy, "cannot serve|broke off"),
    ],
)
def test_what_s3_says_becomes_a_sentence_and_nothing_stays(
    bucket: House,
    tmp_path: Path,
    ending: str,
    status: int,
    kind: type[FirstcutError],
    told: str,
) -> None:
    bucket.faults[ending] = status
    with pytest.raises(kind, match=told) as error:
        weights().fetch()
    assert PLANTED not in str(error.value)
    assert weights().place() is None
    assert [one.name for one in (tmp_path / "home" / "weights").iterdir() if one.is_dir()] == []
    bucket.faults.clear()
    assert weights().fetch()


def test_a_download_that_breaks_off_leaves_nothing(bucket: House, tmp_path: Path) -> None:
    bucket.short.add("models/sdxl/one/unet/diffusion_pytorch_model.safetensors")
    with pytest.raises(EngineBusy, match=r"incomplete|broke off"):
        weights().fetch()
    assert [one.name for one in (tmp_path / "home" / "weights").iterdir() if one.is_dir()] == []


def test_what_a_killed_process_left_is_swept(bucket: House, tmp_path: Path) -> None:
    folder = weights().fetch()
    left = folder.with_name(f"{folder.name}.part-dead")
    left.mkdir()
    (folder / MANIFEST).unlink()
    weights().fetch()
    assert not left.exists()


def test_pickles_and_code_are_refused_before_they_are_downloaded(bucket: House) -> None:
    bucket.files["models/sdxl/one/custom.py"] = b"print()"
    with pytest.raises(EngineMissing, match=r"carries code \(custom\.py\)"):
        weights().fetch()
    del bucket.files["models/sdxl/one/custom.py"]
    bucket.files["models/sdxl/one/vae/model.ckpt"] = b"\x80"
    with pytest.raises(EngineMissing, match="is pickled"):
        weights().fetch()
    assert not any(".ckpt" in one or ".py" in one for one in gets(bucket))


def test_names_that_leave_the_folder_are_no_part_of_it(bucket: House, tmp_path: Path) -> None:
    bucket.files["models/sdxl/one/../../../../evil.json"] = b"{}"
    weights().fetch()
    assert not list(tmp_path.rglob("evil.json"))


@pytest.mark.parametrize("source", ["s3://", "s3://models", "s3://models/", "s3://models/../x"])
def test_what_names_no_prefix_is_refused(source: str) -> None:
    with pytest.raises(EngineMissing, match="is no prefix: write s3://bucket/folder"):
        weights(source).check()


def test_an_empty_prefix_is_missed(bucket: House) -> None:
    with pytest.raises(EngineMissing, match="no weights at s3://models/other"):
        weights("s3://models/other").fetch()


def test_credentials_that_are_not_saved_are_missed(bucket: House, api: object) -> None:
    with pytest.raises(EngineMissing, match="No block 'aws-credentials/nobody' is saved"):
        weights(s3_credentials="aws-credentials/nobody").fetch()


def test_saved_credentials_are_used(
    bucket: House, api: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect_aws import AwsClientParameters, AwsCredentials

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name)
    AwsCredentials(
        aws_access_key_id="key",
        aws_secret_access_key=PLANTED,
        aws_client_parameters=AwsClientParameters(endpoint_url=bucket.address),
    ).save("weights", overwrite=True)
    weights_saved = weights(s3_credentials="aws-credentials/weights")
    assert weights_saved.fetch() == weights_saved.place()
    assert PLANTED not in str(weights_saved.identity)


def test_a_block_that_holds_no_credentials_is_refused(bucket: House, api: object) -> None:
    from blocks.storage import LocalAssetStorage

    LocalAssetStorage(root=Path("/nowhere")).save("no-credentials", overwrite=True)
    with pytest.raises(EngineMissing, match="holds no credentials for S3"):
        weights(s3_credentials="firstcut-local-asset-storage/no-credentials").fetch()
