"""A bucket on S3, or on any storage that speaks its language, for workers that share nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

from prefect.blocks.core import Block
from pydantic import Field

from blocks.home import home
from blocks.storage.base import AssetStorage
from blocks.storage.bucket import Bucket
from blocks.storage.cache import AssetCache
from blocks.storage.s3_assets import S3AssetStore
from blocks.storage.s3_ledger import S3Ledger
from blocks.storage.s3_shelf import BucketShelf, Links, films_in
from film.assets import Stored
from film.errors import BadRequest, EngineMissing

GIB = 2**30
WEEK = 7 * 24
"""Hours: no signed link on S3 lives longer."""


class S3AssetStorage(AssetStorage):
    """A bucket on S3: every worker that reaches it can go on with any film.

    The bucket, its endpoint and its credentials are a saved S3 Bucket block of prefect-aws, by its
    name: no secret is part of this block, and keys are changed in one place.
    """

    _block_type_name = "Firstcut S3 Asset Storage"
    _block_type_slug = "firstcut-s3-asset-storage"
    _description = "Keeps takes, recordings, the ledger and finished films in a bucket on S3."

    bucket: str = Field(
        "firstcut",
        min_length=1,
        description="Name of the saved S3 Bucket block that knows the bucket, its endpoint and "
        "its credentials. If it has a folder, everything lies in that.",
    )
    prefix: str = Field(
        "",
        pattern=r"^(\w[\w.-]*/)*(\w[\w.-]*)?$",
        description="Folder in the bucket for everything of Firstcut's; empty for the whole of it.",
    )
    encryption: Literal["AES256", "aws:kms", "none"] = Field(
        "AES256",
        description="Encryption at rest: with S3's own keys, with a key of AWS KMS, or none beyond "
        "what the bucket does by itself (for storages that know no other).",
    )
    kms_key: str = Field(
        "",
        description="Id or ARN of the KMS key for aws:kms; empty for the account's own.",
    )
    link_hours: float = Field(
        1, gt=0, le=WEEK, description="Hours for which a link to a finished film opens it."
    )
    public_endpoint: str = Field(
        "",
        pattern=r"^(https?://[^\s]+)?$",
        description="The storage's address as browsers reach it, when that is another than the "
        "workers'; empty when it is the same.",
    )
    cache: Path | None = Field(
        None,
        description="Folder for copies of assets on a worker; 'cache' in its home when left out.",
    )
    cache_gib: float = Field(
        20, ge=0, description="GiB of copies that a worker keeps of what it does not use now."
    )

    def open(self) -> S3AssetStore:
        """Return the bucket as a store; EngineMissing when its block is not saved."""
        return S3AssetStore(self._place(), self._cache(), self._links())

    def ledger(self) -> S3Ledger:
        """Return the bucket's ledger; EngineMissing when its block is not saved."""
        return S3Ledger(self._place())

    def shelf(self, film: str) -> BucketShelf:
        """Return the film's prefix; EngineMissing when the bucket's block is not saved."""
        return BucketShelf(self._place(), film, self._links(), self._cache())

    def films(self) -> Iterator[Stored]:
        """Yield every film that was delivered to the bucket."""
        return films_in(self._place())

    def _links(self) -> Links:
        return Links(timedelta(hours=self.link_hours), self.public_endpoint)

    def batch(self, address: str, most: int) -> bytes:
        """Return a list of films that lies in this bucket, or its first ``most`` bytes."""
        place = self._place()
        below = f"{place.address('batches')}/"
        if not address.startswith(below):
            raise BadRequest(f"'{address}' is not in this storage: lists of films lie in {below}")
        content = place.start_of(address.removeprefix(f"s3://{place.name}/"), most)
        if content is None:
            raise FileNotFoundError(address)
        return content

    def _place(self) -> Bucket:
        """Return where on S3 everything lies, as the saved block says."""
        from prefect_aws.s3 import S3Bucket

        try:
            block = Block.load(f"s3-bucket/{self.bucket}")
        except ValueError as cause:
            raise EngineMissing(
                f"No S3 Bucket block '{self.bucket}' is saved: save it in the Prefect UI, or "
                "with `firstcut storage s3`"
            ) from cause
        if not isinstance(block, S3Bucket):
            raise BadRequest(f"Block 's3-bucket/{self.bucket}' is no S3 bucket")
        folders = [part.strip("/") for part in (block.bucket_folder, self.prefix)]
        return Bucket(
            name=block.bucket_name,
            prefix="".join(f"{folder}/" for folder in folders if folder),
            credentials=block.credentials,
            encryption=self.encryption,
            kms_key=self.kms_key,
        )

    def _cache(self) -> AssetCache:
        return AssetCache(self.cache or home() / "cache", round(self.cache_gib * GIB))
