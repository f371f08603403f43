"""The cache: assets that lie on S3, once more on this machine, as many as fit."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from film.assets import Asset, LocalAssetStore

LENT_SECONDS = 3_600
"""How long a file that was asked for counts as in use: longer than any stage's work on one."""


class AssetCache(LocalAssetStore):
    """A folder of assets; a file's time of change is when it was last asked for.

    What was asked for least recently goes first when there is more than ``room``, but never what
    may be in use: then there is more for a while. All processes of this machine may share it.
    """

    def __init__(self, root: Path, room: int) -> None:
        super().__init__(root)
        self.room = room
        """Bytes."""

    def lend(self, asset: Asset) -> Path | None:
        """Return the asset's file, from now on in use, or None when it is not here whole."""
        place = self._place(asset)
        with self._locked(self.root, fcntl.LOCK_SH):
            if not self.has(asset):
                return None
            os.utime(place)
        return place

    def keep(self, path: Path, asset: Asset) -> Path:
        """Move a file with the asset's bytes in, and others out; StorageFull when that fails."""
        place = self._place(asset)
        if not self.has(asset):
            self._move_in(path, place)
        with self._locked(self.root, fcntl.LOCK_SH):
            os.utime(place)
        self.trim()
        return place

    def trim(self) -> None:
        """Remove what was in use longest ago, until the rest fits."""
        files = sorted(self.contents(), key=lambda file: file.changed)
        size = sum(file.size for file in files)
        if size <= self.room:
            return
        with self._locked(self.root, fcntl.LOCK_EX):
            for file in files:
                place = self.root / file.name[:2] / file.name
                if size <= self.room or not place.exists():
                    continue
                used = datetime.fromtimestamp(place.stat().st_mtime, UTC)
                if (datetime.now(UTC) - used).total_seconds() > LENT_SECONDS:
                    place.unlink()
                    size -= file.size

    @contextmanager
    def fetching(self, asset: Asset) -> Iterator[None]:
        """Hold an asset against all others on this machine that would fetch it."""
        with self._locked(self.root / "locks" / asset.sha256[:3], fcntl.LOCK_EX):
            yield

    @contextmanager
    def _locked(self, folder: Path, how: int) -> Iterator[None]:
        """Lock a folder itself: a lock file would have to be cleared away."""
        folder.mkdir(parents=True, exist_ok=True)
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, how)
            yield
        finally:
            os.close(held)
