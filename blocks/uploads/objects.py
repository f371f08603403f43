"""Files on S3: read with the storage's own credentials, where the rules allow it."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

from blocks.storage.bucket import ATTEMPTS, MIB, Bucket
from blocks.storage.s3_errors import absent_is_none
from blocks.uploads.references import BucketKey
from blocks.uploads.rules import BUCKETS, BucketPlace, Rules
from blocks.uploads.sink import Sink
from blocks.uploads.wire import Deadline
from film.errors import BadRequest, EngineBusy

FOLDER = "uploads/"
"""Where users' files lie in the storage's own part of its bucket."""


def copy(reference: BucketKey, sink: Sink, bucket: Bucket | None, rules: Rules, end: float) -> None:
    """Write what an object holds into a sink, within ``end`` seconds.

    BadRequest when it must not be read or is not there; EngineBusy when S3 keeps breaking off,
    EngineMissing when it refuses the storage's credentials.
    """
    if bucket is None:
        raise BadRequest(
            f"{reference} is on S3, and this film's storage is not: choose a storage on S3, whose "
            "credentials may read it"
        )
    own = BucketPlace(bucket=bucket.name, folder=bucket.prefix + FOLDER)
    places = (own, *rules.buckets)
    if not any(place.holds(reference.bucket, reference.key) for place in places):
        raise BadRequest(
            f"{reference} is not where files are read from: put it into {_listed(places)}, or have "
            f"its folder named in {BUCKETS}"
        )
    deadline = Deadline(end)
    for attempt in range(ATTEMPTS):
        try:
            return _read(reference, sink, replace(bucket, name=reference.bucket), deadline)
        except EngineBusy:
            if attempt + 1 == ATTEMPTS or not deadline.left:
                raise
            sink.restart()
    return None


def _read(reference: BucketKey, sink: Sink, bucket: Bucket, deadline: Deadline) -> None:
    with bucket.errors(), absent_is_none() as found:
        found.append(bucket.client.get_object(Bucket=bucket.name, Key=reference.key))
    if not found:
        raise BadRequest(f"There is no {reference}: check bucket and key")
    with bucket.errors(), closing(found[0]["Body"]) as body:
        sink.expect(found[0]["ContentLength"])
        for chunk in body.iter_chunks(MIB):
            if not deadline.left:
                raise EngineBusy(f"S3 did not send {reference} within {deadline.seconds:g} seconds")
            sink.write(chunk)


def _listed(places: Iterable[BucketPlace]) -> str:
    return " or ".join(f"s3://{place.bucket}/{place.folder}" for place in places)
