"""A bucket on S3: the client that talks to it, and what is done there in one call."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from blocks.storage.s3_errors import absent_is_none, meaning, raced_is_none, translated
from film.errors import EngineBusy, EngineMissing

if TYPE_CHECKING:
    from prefect_aws import AwsCredentials, MinIOCredentials

MIB = 2**20
PART = 16 * MIB
"""Bytes of one part of an upload; files up to one part go in one request."""
THREADS = 4
"""Parts of one file that travel at the same time."""
ATTEMPTS = 5
"""Times that one request is made before its error is told."""
CONNECT_SECONDS, READ_SECONDS = 10, 60
"""Longest waits for a connection, and for the next bytes on it."""
MOST_LISTED = 1_000
"""Keys that S3 lists, or deletes, in one request."""


@dataclass(frozen=True)
class Bucket:
    """Where on S3 a storage lies, and how what is written there is encrypted."""

    name: str
    prefix: str = ""
    """What every key begins with: empty, or with a slash at its end."""
    credentials: "AwsCredentials | MinIOCredentials | None" = field(default=None, repr=False)
    """None for what the machine has: its role, environment or profile."""
    encryption: Literal["AES256", "aws:kms", "none"] = "AES256"
    kms_key: str = ""

    @property
    def client(self) -> Any:
        """The client of this process; it is safe to share among threads."""
        return client_for(self.credentials, "")

    def client_at(self, endpoint: str) -> Any:
        """Return the client that knows the storage under another address."""
        return client_for(self.credentials, endpoint)

    def key(self, *parts: str) -> str:
        """Return the full key of something in this storage."""
        return self.prefix + "/".join(parts)

    def address(self, *parts: str) -> str:
        """Return where something lies, for people."""
        return f"s3://{self.name}/{self.key(*parts)}"

    @property
    def sealed(self) -> Mapping[str, str]:
        """What a request that writes says about encryption."""
        if self.encryption == "none":
            return {}
        with_key = {"SSEKMSKeyId": self.kms_key} if self.kms_key else {}
        return {"ServerSideEncryption": self.encryption, **with_key}

    def upload(self, path: Path, key: str, **headers: str) -> None:
        """Write a file's bytes; a failed upload leaves neither an object nor parts of one."""
        from boto3.s3.transfer import TransferConfig

        config = TransferConfig(
            multipart_threshold=PART + 1, multipart_chunksize=PART, max_concurrency=THREADS
        )
        extra = {**self.sealed, "ChecksumAlgorithm": "SHA256", **headers}
        with self.errors(), path.open("rb") as file:
            self.client.upload_fileobj(file, self.name, key, ExtraArgs=extra, Config=config)

    def write(self, key: str, data: bytes, **headers: str) -> None:
        """Write a small object, whatever stood there before."""
        with self.errors():
            self._put(key, data, **headers)

    def write_if(self, key: str, data: bytes, etag: str) -> str | None:
        """Write a small object if it still is the one with this ETag, or is none if that is empty.

        Return its new ETag, or None when somebody else wrote or removed it.
        """
        condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        with self.errors(), raced_is_none() as written:
            written.append(self._put(key, data, **condition))
        return written[0] if written else None

    def read(self, key: str) -> bytes | None:
        """Return a small object's bytes, None when there is no such object."""
        for attempt in range(ATTEMPTS):
            try:
                with self.errors(), absent_is_none() as found:
                    found.append(self.client.get_object(Bucket=self.name, Key=key)["Body"].read())
                break
            except EngineBusy:  # cut off within the answer: the client itself tries no more then
                if attempt == ATTEMPTS - 1:
                    raise
        return found[0] if found else None

    def start_of(self, key: str, most: int) -> bytes | None:
        """Return an object's first bytes, None when there is no such object."""
        with self.errors(), absent_is_none() as found:
            answer = self.client.get_object(Bucket=self.name, Key=key)
            with contextlib.closing(answer["Body"]) as body:
                found.append(body.read(most))
        return found[0] if found else None

    def head(self, key: str) -> Mapping[str, Any] | None:
        """Return what S3 knows of an object, None when there is no such object."""
        with self.errors(), absent_is_none() as found:
            found.append(self.client.head_object(Bucket=self.name, Key=key))
        return found[0] if found else None

    def listed(self, *parts: str) -> Iterator[Mapping[str, Any]]:
        """Yield Key, Size, ETag and LastModified of every object whose key begins so."""
        pages = self.client.get_paginator("list_objects_v2")
        with self.errors():
            for page in pages.paginate(Bucket=self.name, Prefix=self.key(*parts)):
                yield from page.get("Contents", ())

    def folders(self, *parts: str) -> Iterator[str]:
        """Yield the names of what lies directly below a prefix and has something below it."""
        below = self.key(*parts)
        pages = self.client.get_paginator("list_objects_v2")
        with self.errors():
            for page in pages.paginate(Bucket=self.name, Prefix=below, Delimiter="/"):
                for found in page.get("CommonPrefixes", ()):
                    yield found["Prefix"].removeprefix(below).rstrip("/")

    def delete(self, keys: Sequence[str]) -> None:
        """Remove objects; those that are not there are no matter."""
        for first in range(0, len(keys), MOST_LISTED):
            some = [{"Key": key} for key in keys[first : first + MOST_LISTED]]
            with self.errors():
                answer = self.client.delete_objects(
                    Bucket=self.name, Delete={"Objects": some, "Quiet": True}
                )
            for refused in answer.get("Errors", ())[:1]:
                raise meaning(
                    refused["Code"], f"{refused['Key']}: {refused.get('Message')}", self.name
                )

    def probe(self, *parts: str) -> None:
        """Try what a film will need: to write, to write on a condition, to read and to remove."""
        key, content = self.key(*parts, f".probe-{uuid.uuid4().hex}"), b"firstcut"
        self.write(key, content)
        refused = self.write_if(key, content, "") is None
        whole = self.read(key) == content
        self.delete([key])
        if not (refused and whole):
            raise EngineMissing(
                f"The storage of bucket '{self.name}' takes no conditional writes (If-None-Match), "
                "which keep two workers from buying the same: use one that does"
            )

    def _put(self, key: str, data: bytes, **headers: str) -> str:
        answer = self.client.put_object(
            Bucket=self.name,
            Key=key,
            Body=data,
            ChecksumAlgorithm="SHA256",
            **self.sealed,
            **headers,
        )
        etag: str = answer["ETag"]
        return etag

    def errors(self) -> "contextlib.AbstractContextManager[None]":
        """Return a context in which what S3 and its client raise becomes our own errors."""
        return translated(self.name)


@lru_cache(maxsize=16)
def client_for(credentials: "AwsCredentials | MinIOCredentials | None", endpoint: str) -> Any:
    """Return this process's client for credentials; making one takes a while."""
    from botocore.config import Config

    if credentials is None:
        from prefect_aws import AwsCredentials

        credentials = AwsCredentials()
    given = credentials.aws_client_parameters.get_params_override()
    ours = Config(
        signature_version="s3v4",  # links of the older kind work in no newer region
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=32,
        tcp_keepalive=True,
        request_checksum_calculation="when_required",  # older S3-compatible storages know no other
        response_checksum_validation="when_required",
    )
    given["config"] = ours.merge(given["config"]) if "config" in given else ours
    if endpoint:
        given["endpoint_url"] = endpoint
    return credentials.get_boto3_session().client("s3", **given)
