"""A folder that keeps everything: on this machine, or one that all workers mount."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from blocks.signing import SignedAssetStore, SignedShelf
from blocks.storage.base import AssetStorage
from film.assets import AssetStore, LocalAssetStore, Stored, stored
from film.ledger import Ledger, LocalLedger
from film.shelf import FolderShelf, Shelf


class LocalAssetStorage(AssetStorage):
    """A folder on this machine, or one that all workers mount."""

    _block_type_name = "Firstcut Local Asset Storage"
    _block_type_slug = "firstcut-local-asset-storage"
    _description = "Keeps takes, recordings and pictures in a folder, by content."

    root: Path = Field(description="Folder for the assets; made when it is missing.")
    shelves: Path | None = Field(
        None,
        description="Folder for finished films, each in a folder of its own; 'films' beside the "
        "assets when left out.",
    )
    desk: str = Field(
        "",
        description="Address of the desk that opens this machine's films in a browser, such as "
        "http://127.0.0.1:4201; links are file addresses when left out.",
    )

    def open(self) -> AssetStore:
        """Return the folder as a store."""
        return SignedAssetStore(self.root, self.desk) if self.desk else LocalAssetStore(self.root)

    def ledger(self) -> Ledger:
        """Return the folder's ledger."""
        return LocalLedger(self.root / "ledger")

    def shelf(self, film: str) -> Shelf:
        """Return the film's folder."""
        folder = self._shelves / film
        return SignedShelf(folder, self.desk) if self.desk else FolderShelf(folder)

    def films(self) -> Iterator[Stored]:
        """Yield every folder that a film was delivered to."""
        return (stored(report.parent) for report in self._shelves.glob("*/report.json"))

    @property
    def _shelves(self) -> Path:
        return self.shelves or self.root.parent / "films"
