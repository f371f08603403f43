"""Weights from S3: a prefix is downloaded once, checked, and kept in a folder of this machine."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from blocks import home
from blocks.local.journal import log
from blocks.local.weights import PICKLES, PLAIN, Weights, missing, refuse_unsafe
from film.assets import hash_file
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, StorageFull

MANIFEST = ".firstcut-weights.json"
"""Lies in every downloaded folder: names, sizes, ETags and SHA-256 of its files."""
REFUSED = {"401", "403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
GONE = {"404", "NoSuchBucket", "NoSuchKey"}


class BucketWeights(Weights):
    """Weights below a prefix of a bucket, which do not change once they lie there."""

    credentials: str = ""
    """A saved block of prefect-aws as ``type-slug/name``; empty for what boto3 finds by itself."""

    def check(self) -> None:
        """Look whether bucket and prefix are named, and the weights here when staying offline."""
        self._address()
        if self.offline and self.place() is None:
            raise EngineMissing(
                f"The weights of {self.source} are not on this machine, and the engine is told to "
                "stay offline: let it fetch them first"
            )

    def place(self) -> Path | None:
        """Return the folder that the prefix was downloaded to, if all that is wanted is there."""
        folder = self._folder()
        manifest = _read_manifest(folder)
        if manifest is None or missing(folder, self):
            return None
        sizes = {name: (folder / name) for name in manifest}
        whole = all(
            path.is_file() and path.stat().st_size == manifest[name]["size"]
            for name, path in sizes.items()
        )
        return folder if whole else None

    def fetch(self) -> Path:
        """Return the prefix's folder, downloaded by the first process that asks.

        EngineFailed when the bucket has other bytes by now than were downloaded, or than the
        revision says: what is filmed must not change unseen.
        """
        self.check()
        folder = self._folder()
        with _only_one(folder):
            if self.place() is None:
                self._download(folder)
            elif not self.offline:
                self._compare(folder)
        digest = digest_of(_read_manifest(folder) or {})
        if self.revision and not digest.startswith(self.revision):
            raise EngineFailed(
                f"The weights at {self.source} are not those of revision {self.revision}, but of "
                f"{digest}: set this revision if they are what you want"
            )
        refuse_unsafe(folder)
        return folder

    def _address(self) -> tuple[str, str]:
        parts = urlsplit(self.source)
        prefix = parts.path.strip("/")
        if not parts.netloc or not prefix or ".." in prefix.split("/"):
            raise EngineMissing(f"'{self.source}' is no prefix: write s3://bucket/folder")
        return parts.netloc, f"{prefix}/"

    def _folder(self) -> Path:
        content = json.dumps([self.source.rstrip("/"), self.revision, self.wanted])
        name = hashlib.sha256(content.encode()).hexdigest()[:32]
        return home.home() / "weights" / name

    def _client(self) -> Any:
        import boto3

        if not self.credentials:
            return boto3.client("s3")
        from prefect.blocks.core import Block
        from prefect_aws import AwsCredentials, MinIOCredentials

        try:
            block = Block.load(self.credentials)
        except ValueError as cause:
            raise EngineMissing(
                f"No block '{self.credentials}' is saved: save AwsCredentials or MinIOCredentials "
                "under this name"
            ) from cause
        if not isinstance(block, AwsCredentials | MinIOCredentials):
            raise EngineMissing(f"Block '{self.credentials}' holds no credentials for S3")
        return block.get_s3_client()

    def _listing(self, client: Any) -> dict[str, dict[str, Any]]:
        """Return name, size and ETag of every object that belongs to the model."""
        bucket, prefix = self._address()
        found: dict[str, dict[str, Any]] = {}
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        for one in (one for page in pages for one in page.get("Contents", ())):
            name = one["Key"].removeprefix(prefix)
            if self._belongs(name):
                found[name] = {"size": one["Size"], "etag": one["ETag"].strip('"')}
        if not found:
            raise EngineMissing(f"There are no weights at {self.source}: check bucket and prefix")
        return found

    def _belongs(self, name: str) -> bool:
        path = PurePosixPath(name)
        if not name or name.endswith("/") or ".." in path.parts or path.is_absolute():
            return False
        if self.wanted and not any(fnmatch(name, pattern) for pattern in self.wanted):
            return False
        return path.suffix in PLAIN | PICKLES | {".py"}  # the latter two to be refused by name

    def _compare(self, folder: Path) -> None:
        with _translated(self.source):
            listing = self._listing(self._client())
        known = {
            name: {"size": one["size"], "etag": one["etag"]}
            for name, one in (_read_manifest(folder) or {}).items()
        }
        if listing != known:
            raise EngineFailed(
                f"The weights at {self.source} changed after they were downloaded: put new weights "
                f"under a prefix of their own, or remove {folder} to take these"
            )

    def _download(self, folder: Path) -> None:
        for stale in folder.parent.glob(f"{folder.name}.part-*"):
            shutil.rmtree(stale, ignore_errors=True)
        part = folder.with_name(f"{folder.name}.part-{uuid.uuid4().hex[:8]}")
        try:
            with _translated(self.source):
                client = self._client()
                listing = self._listing(client)
                _refuse_names(listing)
                self._download_all(client, listing, part)
            (part / MANIFEST).write_text(json.dumps(listing, indent=1, sort_keys=True))
            shutil.rmtree(folder, ignore_errors=True)
            part.replace(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        log().info("%s is here; its revision is %s", self.source, digest_of(listing))

    def _download_all(self, client: Any, listing: dict[str, dict[str, Any]], part: Path) -> None:
        bucket, prefix = self._address()
        total, done = sum(one["size"] for one in listing.values()), 0
        for name, one in sorted(listing.items()):
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            client.download_file(bucket, f"{prefix}{name}", str(path))
            if path.stat().st_size != one["size"]:
                raise EngineBusy(f"{self.source}/{name} came incomplete")
            one["sha256"] = hash_file(path)
            done += one["size"]
            log().info("Downloaded %s: %.2f of %.2f GB", name, done / 1e9, total / 1e9)


def digest_of(manifest: dict[str, dict[str, Any]]) -> str:
    """Return the revision of weights in a bucket: a digest of their names and content."""
    lines = (f"{name} {one['size']} {one['sha256']}\n" for name, one in sorted(manifest.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _refuse_names(listing: dict[str, dict[str, Any]]) -> None:
    """Refuse before downloading what would be refused after it."""
    safe = {str(PurePosixPath(name).parent) for name in listing if name.endswith(".safetensors")}
    for name in listing:
        path = PurePosixPath(name)
        if path.suffix == ".py":
            raise EngineMissing(f"The model carries code ({name}): models are data only here")
        if path.suffix in PICKLES and str(path.parent) not in safe:
            raise EngineMissing(
                f"{name} is pickled, which could run code: convert it to safetensors"
            )


def _read_manifest(folder: Path) -> dict[str, dict[str, Any]] | None:
    try:
        manifest: dict[str, dict[str, Any]] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return None
    return manifest


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold a folder against other threads and processes; free again however the holder ends."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _translated(source: str) -> Iterator[None]:
    """Raise what S3 says as errors of ours."""
    from boto3.exceptions import S3TransferFailedError
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

    try:
        yield
    except NoCredentialsError as cause:
        raise EngineMissing(
            f"No credentials for {source}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
            "name a saved credentials block"
        ) from cause
    except ClientError as cause:
        raise _refusal(source, str(cause.response.get("Error", {}).get("Code", ""))) from cause
    except (BotoCoreError, S3TransferFailedError) as cause:
        raise EngineBusy(f"Downloading {source} broke off: {type(cause).__name__}") from cause
    except OSError as cause:
        if cause.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull(f"No room for the weights of {source}") from cause
        raise EngineBusy(
            f"Downloading {source} broke off: {os.strerror(cause.errno or 0)}"
        ) from cause


def _refusal(source: str, code: str) -> FirstcutError:
    if code in REFUSED:
        return EngineMissing(f"S3 refuses access to {source} ({code}): check the credentials")
    if code in GONE:
        return EngineMissing(f"There is nothing at {source} ({code}): check bucket and prefix")
    return EngineBusy(f"S3 cannot serve {source} now ({code})")
