"""The intake: one door through which every file that a user brings comes into the asset store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from blocks.storage.bucket import MIB
from blocks.storage.s3_assets import S3AssetStore
from blocks.uploads import files, objects, web
from blocks.uploads.references import BucketKey, FilePath, WebAddress, read_reference
from blocks.uploads.rules import Rules
from blocks.uploads.sink import Sink
from blocks.uploads.web import Patience
from blocks.uploads.wire import Net
from film.assets import Asset, AssetStore, MediaInfo
from film.errors import FULL, BadRequest, StorageFull
from film.media.stills import extent_of
from film.uploads import LIMITS, Limits, UploadKind


@dataclass(frozen=True)
class Intake:
    """Takes in files that users bring, as far as the rules and the limits allow."""

    store: AssetStore
    rules: Rules
    net: Net = field(default_factory=Net)
    patience: Patience = field(default_factory=Patience)

    def take(self, reference: str, kind: UploadKind, limits: Limits | None = None) -> Asset:
        """Bring a file into the store and return the reference to it.

        What it is, its first bytes tell, not its name; a picture's size is looked at, too. Of a
        clip or a sound nothing else is: hold ``limits`` against what probing it says before any
        of it is decoded. BadRequest says in a sentence why a file is refused; EngineBusy that it
        could not be read this time; StorageFull that there is no room.
        """
        limits = limits or LIMITS[kind]
        found = read_reference(reference, self.rules.allow_http_loopback_for_development)
        with self.store.scratch() as folder, _disk():
            part = folder / "upload"
            with part.open("w+b") as file:
                sink = Sink(file, kind, limits, _name(found))
                self._copy(found, sink)
                container = sink.finish()
            path = part.rename(part.with_suffix(container.suffix))
            return self.store.put(path, _looked_at(path, kind, limits))

    def _copy(self, found: FilePath | BucketKey | WebAddress, sink: Sink) -> None:
        if isinstance(found, WebAddress):
            loopback = self.rules.allow_http_loopback_for_development
            web.fetch(found, sink, self.net, self.patience, loopback)
        elif isinstance(found, BucketKey):
            bucket = self.store.bucket if isinstance(self.store, S3AssetStore) else None
            objects.copy(found, sink, bucket, self.rules, self.patience.seconds)
        else:
            with files.opened(found, self.rules) as file:
                while data := file.read(MIB):
                    sink.write(data)


def _name(found: FilePath | BucketKey | WebAddress) -> str:
    return f"'{found.path}'" if isinstance(found, FilePath) else str(found)


def _looked_at(path: Path, kind: UploadKind, limits: Limits) -> MediaInfo:
    """Return what the headers of a picture say, within the limits; nothing of other kinds."""
    if kind != "picture":
        return MediaInfo()
    extent = extent_of(path)
    if extent is None:
        raise BadRequest("The picture cannot be read: give a whole PNG, JPEG or WebP file")
    limits.check(extent)
    return MediaInfo(width=extent.width, height=extent.height)


@contextmanager
def _disk() -> Iterator[None]:
    """While inside, a disk that takes no more is StorageFull."""
    try:
        yield
    except OSError as cause:
        if cause.errno not in FULL:
            raise
        raise StorageFull(f"Cannot write what was brought: {cause.strerror}") from None
