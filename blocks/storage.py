"""Where assets, the ledger and finished films lie: the block that lends the flow all three."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from prefect.blocks.core import Block
from pydantic import Field

from film.assets import AssetStore, LocalAssetStore, Stored, stored
from film.errors import BadRequest, EngineMissing
from film.ledger import Ledger, LocalLedger
from film.shelf import FolderShelf, Shelf


class AssetStorage(Block, ABC):
    """Lends an asset store, the ledger of what was paid for it, and a shelf for every film.

    Every worker that shares the storage can go on with a film.
    """

    @abstractmethod
    def open(self) -> AssetStore:
        """Return the store, ready to use."""

    @abstractmethod
    def ledger(self) -> Ledger:
        """Return the ledger, ready to use."""

    @abstractmethod
    def shelf(self, film: str) -> Shelf:
        """Return where a film stands, or will; ``film`` is its id, which is a safe file name."""

    @abstractmethod
    def films(self) -> Iterator[Stored]:
        """Yield every film that stands here, in no order."""

    def batch(self, address: str, most: int) -> bytes:
        """Return a list of films that lies in the storage, or its first ``most`` bytes.

        FileNotFoundError when it is not there, BadRequest when it would lie somewhere else.
        """
        raise BadRequest(f"'{address}' is not in this storage: choose the one of its bucket")


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

    def open(self) -> AssetStore:
        """Return the folder as a store."""
        return LocalAssetStore(self.root)

    def ledger(self) -> Ledger:
        """Return the folder's ledger."""
        return LocalLedger(self.root / "ledger")

    def shelf(self, film: str) -> Shelf:
        """Return the film's folder."""
        return FolderShelf(self._shelves / film)

    def films(self) -> Iterator[Stored]:
        """Yield every folder that a film was delivered to."""
        return (stored(report.parent) for report in self._shelves.glob("*/report.json"))

    @property
    def _shelves(self) -> Path:
        return self.shelves or self.root.parent / "films"


def storage_named(reference: str, local: Path) -> AssetStorage:
    """Return what a reference names: ``local`` for the folder, or ``type-slug/name``.

    EngineMissing when no such block is saved, BadRequest when the block stores no assets.
    """
    if reference == "local":
        return LocalAssetStorage(root=local)
    try:
        block = Block.load(reference)
    except ValueError as cause:
        raise EngineMissing(
            f"No storage block '{reference}' is saved: save it in the Prefect UI or use 'local'"
        ) from cause
    if not isinstance(block, AssetStorage):
        raise BadRequest(f"Block '{reference}' stores no assets: choose an asset storage")
    return block
