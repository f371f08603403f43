"""The task results that are persisted for the next run: in a folder, or in a bucket."""

import contextlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from prefect.filesystems import LocalFileSystem
from prefect.results import get_default_result_storage

from film.assets import Stored, stored
from film.errors import EngineMissing

KEY = re.compile(r"[0-9a-f]{64}(-\d+)?")
"""What tasks that are keyed by content call their results; others' are left alone."""


class Results(ABC):
    """Where results lie, each under its key."""

    @abstractmethod
    def contents(self) -> Iterator[Stored]:
        """Yield every result, in no order."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return a result as it is stored; nothing when it is not there."""

    @abstractmethod
    def discard(self, name: str) -> None:
        """Remove a result: its task runs again when it is wanted."""

    def name(self, storage_key: str) -> str:
        """Return the key of a result by where the API says that it lies."""
        return PurePosixPath(storage_key).name


class FolderResults(Results):
    """Results in a folder of this machine, or one that all workers mount."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def contents(self) -> Iterator[Stored]:
        """Yield every result's file."""
        for path in self.folder.glob("*"):
            if KEY.fullmatch(path.name):
                with contextlib.suppress(FileNotFoundError):  # discarded by somebody else meanwhile
                    yield stored(path)

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return b""

    def discard(self, name: str) -> None:
        """Remove a file."""
        (self.folder / name).unlink(missing_ok=True)


class BucketResults(Results):
    """Results in a bucket, as a saved ``s3-bucket`` block knows it."""

    def __init__(self, block: Any) -> None:
        self.client = block.credentials.get_s3_client()
        self.bucket: str = block.bucket_name
        folder = str(block.bucket_folder or "").strip("/")
        self.prefix = f"{folder}/" if folder else ""

    def contents(self) -> Iterator[Stored]:
        """Yield every result's object."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix, Delimiter="/"
        )
        for page in pages:
            for one in page.get("Contents", []):
                name = one["Key"].removeprefix(self.prefix)
                if KEY.fullmatch(name):
                    yield Stored(name=name, size=one["Size"], changed=one["LastModified"])

    def read(self, name: str) -> bytes:
        """Return an object's bytes."""
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)
        except self.client.exceptions.NoSuchKey:
            return b""
        data: bytes = answer["Body"].read()
        return data

    def discard(self, name: str) -> None:
        """Remove an object."""
        self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)


def usual_results() -> Results:
    """Return where this process, and with it its worker's films, keep results.

    EngineMissing when that is neither a folder nor a bucket.
    """
    from prefect_aws.s3 import S3Bucket

    storage = get_default_result_storage()
    if isinstance(storage, LocalFileSystem):
        return FolderResults(Path(str(storage.basepath)).expanduser())
    if isinstance(storage, S3Bucket):
        return BucketResults(storage)
    raise EngineMissing(
        f"Results lie in a {type(storage).__name__}: only a folder or an S3 bucket can be cleaned"
    )
