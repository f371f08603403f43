"""Assets: content-addressed media files, the store they lie in, and what a probe said of them."""

import contextlib
import hashlib
import os
import shutil
import socket
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from film.clock import Rational
from film.errors import AssetMissing, StorageFull
from film.model import FilmModel


class MediaInfo(FilmModel):
    """What a media file holds, as measured: zero or None where it has no such stream."""

    frames: int = 0
    """Video frames."""
    rate: Rational | None = None
    """Video frames per second."""
    width: int = 0
    height: int = 0
    samples: int = 0
    """Audio samples per channel."""
    sample_rate: int = 0
    channels: int = 0


class Asset(FilmModel):
    """A reference to bytes in an asset store: small, comparable, safe in a Prefect result."""

    sha256: str
    media_type: str
    """Such as ``video/mp4``, ``audio/flac``, ``image/png``, ``application/json``."""
    size: int
    """Bytes."""
    suffix: str
    """File name ending with its dot, such as ``.mp4``."""
    info: MediaInfo = MediaInfo()


MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".mkv": "video/x-matroska",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".html": "text/html",
    ".fountain": "text/plain",
    ".ass": "text/x-ssa",
}
"""Media type by file ending: the kinds of file that a film is made of."""


class Stored(NamedTuple):
    """Something that is kept, as retention sees it."""

    name: str
    """An asset's SHA-256 with its ending, or a film's id."""
    size: int
    """Bytes."""
    changed: datetime
    """When it was last written, in UTC."""


class AssetStore(ABC):
    """Where assets lie. Bytes go in once, by content, and come out as a local file."""

    @abstractmethod
    def put(self, path: Path, info: MediaInfo | None = None) -> Asset:
        """Store a finished file's bytes and return the reference; the file itself may be moved.

        Raises StorageFull when there is no room.
        """

    @abstractmethod
    def path(self, asset: Asset) -> Path:
        """Return a local, read-only path of the asset's bytes; AssetMissing when they are gone."""

    @abstractmethod
    def has(self, asset: Asset) -> bool:
        """Say whether the asset's bytes are in the store, whole."""

    def link(self, asset: Asset) -> str:
        """Return an address that opens an asset in a browser, for a while; empty if it has none."""
        return ""

    @abstractmethod
    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend an empty folder for work in progress; it is gone afterwards."""

    @abstractmethod
    def sweep(self) -> None:
        """Remove work in progress that nobody works on any more."""

    @abstractmethod
    def contents(self) -> Iterator[Stored]:
        """Yield all that lies in the store, in no order."""

    @abstractmethod
    def discard(self, stored: Stored) -> None:
        """Remove bytes for good; whatever refers to them is made again when it is wanted."""


class LocalAssetStore(AssetStore):
    """A folder on this machine: ``<root>/<first two hex digits>/<sha256><suffix>``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, path: Path, info: MediaInfo | None = None) -> Asset:
        """Move the file into the store under its content's name, atomically."""
        digest = hash_file(path)
        asset = Asset(
            sha256=digest,
            media_type=MEDIA_TYPES[path.suffix],
            size=path.stat().st_size,
            suffix=path.suffix,
            info=info or MediaInfo(),
        )
        place = self._place(asset)
        if not self.has(asset):
            self._move_in(path, place)
        return asset

    def path(self, asset: Asset) -> Path:
        """Return where the asset's bytes lie."""
        if not self.has(asset):
            raise AssetMissing(f"Asset {asset.sha256[:12]}{asset.suffix} is no longer in the store")
        return self._place(asset)

    def has(self, asset: Asset) -> bool:
        """Say whether the bytes are there, whole by their size."""
        place = self._place(asset)
        return place.is_file() and place.stat().st_size == asset.size

    def link(self, asset: Asset) -> str:
        """Return the file's address: it opens on this machine."""
        return self._place(asset).resolve().as_uri()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a temporary folder on the store's own disk, so that moving in is a rename."""
        base = self.root / "scratch"
        base.mkdir(parents=True, exist_ok=True)
        owner = f"{socket.gethostname()}-{os.getpid()}-"
        with tempfile.TemporaryDirectory(dir=base, prefix=owner, ignore_cleanup_errors=True) as own:
            yield Path(own)

    def sweep(self) -> None:
        """Remove what processes of this machine left in scratch when they were killed."""
        prefix = f"{socket.gethostname()}-"
        for folder in (self.root / "scratch").glob(f"{prefix}*"):
            owner = folder.name.removeprefix(prefix).partition("-")[0]
            if owner.isdecimal() and not _alive(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)

    def contents(self) -> Iterator[Stored]:
        """Yield every asset's file."""
        for path in self.root.glob("??/*"):
            if len(path.stem) == 2 * hashlib.sha256().digest_size:
                with contextlib.suppress(FileNotFoundError):  # discarded by somebody else meanwhile
                    yield stored(path)

    def discard(self, stored: Stored) -> None:
        """Remove an asset's file."""
        (self.root / stored.name[:2] / stored.name).unlink(missing_ok=True)

    def _move_in(self, source: Path, place: Path) -> None:
        """Rename ``source`` to ``place``, so that a half-written file is never seen there."""
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                source.replace(place)
            except OSError:  # from another file system: copied to this one first, by its own name
                with self.scratch() as folder:
                    copy = folder / place.name
                    shutil.copyfile(source, copy)
                    copy.replace(place)
        except OSError as cause:
            raise StorageFull(f"Cannot write {place}: {cause.strerror or cause}") from cause

    def _place(self, asset: Asset) -> Path:
        return self.root / asset.sha256[:2] / f"{asset.sha256}{asset.suffix}"


def stored(path: Path) -> Stored:
    """Return what retention sees of a file, or of a folder with all that is in it."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    states = [file.stat() for file in files] or [path.stat()]
    return Stored(
        name=path.name,
        size=sum(state.st_size for state in states),
        changed=datetime.fromtimestamp(max(state.st_mtime for state in states), UTC),
    )


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
