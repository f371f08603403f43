"""What S3's errors mean: translated once, here, into our own."""

import contextlib
from collections.abc import Iterator
from typing import Any

from film.errors import EngineBusy, EngineMissing, FirstcutError, StorageFull

PASSING = frozenset(
    (
        *("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted"),
        *("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests"),
        *("BadDigest", "IncompleteBody", "XAmzContentSHA256Mismatch", "ConditionalRequestConflict"),
    )
)
"""What S3 says of a request that may succeed the next time."""
FULL = frozenset(
    (
        *("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"),
        *("InsufficientStorage", "EntityTooLarge", "ServiceQuotaExceeded", "507"),
    )
)
"""What S3-compatible storages say when no more bytes fit."""
GONE = frozenset(("404", "NoSuchKey", "NotFound"))
"""What S3 says of a key that is not there; to HEAD also of a bucket that is not there."""
RACED = frozenset(("412", "PreconditionFailed", "409", "ConditionalRequestConflict"))
"""What S3 says when somebody else wrote meanwhile."""
BUSY = (429, 500, 502, 503, 504)
"""HTTP statuses of what can pass."""


@contextlib.contextmanager
def translated(bucket: str) -> Iterator[None]:
    """While inside, what S3 and its client raise becomes our own errors.

    EngineBusy for what can pass, StorageFull where no more bytes fit, and EngineMissing for what
    somebody has to put right: credentials, permissions, the bucket itself.
    """
    from boto3.exceptions import Boto3Error
    from botocore import exceptions
    from urllib3.exceptions import HTTPError

    cut = (
        exceptions.ConnectionError,
        exceptions.HTTPClientError,
        exceptions.IncompleteReadError,
        exceptions.ResponseStreamingError,
        HTTPError,
        ConnectionError,
    )
    try:
        yield
    except exceptions.ClientError as cause:
        raise _told(cause, bucket) from cause
    except exceptions.SSLError as cause:
        raise EngineMissing(f"S3 cannot be trusted, bucket '{bucket}': {cause}") from cause
    except cut as cause:
        kind = type(cause).__name__
        raise EngineBusy(f"S3 was cut off ({kind}), bucket '{bucket}'") from cause
    except (exceptions.BotoCoreError, Boto3Error) as cause:
        raise EngineMissing(
            f"S3 cannot be used, bucket '{bucket}': {cause}. Check its credentials block"
        ) from cause


@contextlib.contextmanager
def absent_is_none() -> Iterator[list[Any]]:
    """Lend a list that stays empty when S3 says that there is no such key."""
    from botocore.exceptions import ClientError

    try:
        yield []
    except ClientError as cause:
        if code_of(cause) not in GONE:
            raise


@contextlib.contextmanager
def raced_is_none() -> Iterator[list[Any]]:
    """Lend a list that stays empty when S3 says that an object is not as it was expected."""
    from botocore.exceptions import ClientError

    try:
        yield []
    except ClientError as cause:
        if code_of(cause) not in RACED | GONE:
            raise


def code_of(cause: Any) -> str:
    """Return what S3 calls an error: the HTTP status where it says nothing more."""
    code: str = cause.response.get("Error", {}).get("Code", "")
    return code


def meaning(code: str, said: str, bucket: str) -> FirstcutError:
    """Return our own error for what S3 calls one; ``said`` is what it says besides."""
    if code in FULL:
        return StorageFull(f"Cannot write into s3://{bucket}: it is full ({said})")
    if code in PASSING:
        return EngineBusy(f"S3 is busy, bucket '{bucket}' ({said})")
    if code == "NoSuchBucket":
        return EngineMissing(f"There is no bucket '{bucket}' on S3: make it, or name another")
    return EngineMissing(
        f"S3 refuses the bucket '{bucket}' ({said}): check credentials, permissions and region"
    )


def _told(cause: Any, bucket: str) -> FirstcutError:
    status = cause.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code, message = code_of(cause), cause.response.get("Error", {}).get("Message", "")
    busy = status in BUSY and code not in FULL
    return meaning("SlowDown" if busy else code, f"{code}: {message}", bucket)
