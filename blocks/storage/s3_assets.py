"""Assets on S3: content-addressed objects, whole or not there, with a cache on this machine."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from blocks.storage.bucket import ATTEMPTS, MIB, Bucket
from blocks.storage.cache import AssetCache
from blocks.storage.s3_errors import absent_is_none
from blocks.storage.s3_shelf import Links
from film.assets import MEDIA_TYPES, Asset, AssetStore, MediaInfo, Stored, hash_file
from film.errors import FULL, AssetMissing, EngineBusy, StorageFull

FOLDER = "assets/"


class S3AssetStore(AssetStore):
    """A bucket: ``<prefix>assets/<first two hex digits>/<sha256><suffix>``."""

    def __init__(self, bucket: Bucket, cache: AssetCache, links: Links | None = None) -> None:
        self.bucket = bucket
        self.cache = cache
        self.links = links

    def put(self, path: Path, info: MediaInfo | None = None) -> Asset:
        """Upload the file unless its bytes are there, and move it into the cache."""
        asset = Asset(
            sha256=hash_file(path),
            media_type=MEDIA_TYPES[path.suffix],
            size=path.stat().st_size,
            suffix=path.suffix,
            info=info or MediaInfo(),
        )
        if not self.has(asset):
            self.bucket.upload(path, self._key(asset), ContentType=asset.media_type)
        self.cache.keep(path, asset)
        return asset

    def path(self, asset: Asset) -> Path:
        """Return where the bytes lie on this machine: fetched first, if they do not yet."""
        cached = self.cache.lend(asset)
        if cached:
            return cached
        with self.cache.fetching(asset):
            return self.cache.lend(asset) or self._fetch(asset)

    def has(self, asset: Asset) -> bool:
        """Say whether the bucket has the bytes, whole by their size."""
        found = self.bucket.head(self._key(asset))
        return found is not None and found["ContentLength"] == asset.size

    def link(self, asset: Asset) -> str:
        """Return an address that opens the asset for a while, without a key."""
        return self.links.to(self.bucket, self._key(asset)) if self.links else ""

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a temporary folder on the cache's disk."""
        with self.cache.scratch() as folder:
            yield folder

    def sweep(self) -> None:
        """Remove what processes of this machine left in scratch when they were killed.

        What they left of uploads the bucket's own lifecycle rule removes.
        """
        self.cache.sweep()

    def contents(self) -> Iterator[Stored]:
        """Yield every asset in the bucket."""
        for found in self.bucket.listed(FOLDER):
            name = found["Key"].rpartition("/")[2]
            yield Stored(name=name, size=found["Size"], changed=found["LastModified"])

    def discard(self, stored: Stored) -> None:
        """Remove an asset from the bucket, and from this machine."""
        self.bucket.delete([self.bucket.key(FOLDER + stored.name[:2], stored.name)])
        self.cache.discard(stored)

    def _key(self, asset: Asset) -> str:
        return self.bucket.key(FOLDER + asset.sha256[:2], f"{asset.sha256}{asset.suffix}")

    def _fetch(self, asset: Asset) -> Path:
        """Download into the cache; bytes that are not the asset's are thrown away and asked again.

        AssetMissing when there is no such object, or when it is a wrong one.
        """
        with self.scratch() as folder:
            part = folder / f"{asset.sha256}{asset.suffix}"
            for attempt in range(ATTEMPTS):
                try:
                    if self._download(asset, part) == asset.sha256:
                        return self.cache.keep(part, asset)
                except EngineBusy:
                    if attempt == ATTEMPTS - 1:
                        raise
        raise AssetMissing(
            f"{self.bucket.address(FOLDER + asset.sha256[:2], part.name)} holds other bytes than "
            "its name says: remove it and run the film again"
        )

    def _download(self, asset: Asset, part: Path) -> str:
        """Write what S3 sends into a file and return its digest."""
        with self.bucket.errors(), absent_is_none() as found:
            answer = self.bucket.client.get_object(Bucket=self.bucket.name, Key=self._key(asset))
            found.append(answer)
        if not found or found[0]["ContentLength"] != asset.size:
            raise AssetMissing(f"Asset {asset.sha256[:12]}{asset.suffix} is no longer in the store")
        digest, body = hashlib.sha256(), found[0]["Body"]
        with self.bucket.errors(), closing(body), _disk(part), part.open("wb") as file:
            for chunk in body.iter_chunks(MIB):
                digest.update(chunk)
                file.write(chunk)
        return digest.hexdigest()


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """While inside, a disk that takes no more is StorageFull."""
    try:
        yield
    except OSError as cause:
        if cause.errno not in FULL:
            raise
        raise StorageFull(f"Cannot write {path}: {cause.strerror}") from cause
