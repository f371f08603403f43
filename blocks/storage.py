"""Where assets lie: the block that lends the flow an asset store."""

from abc import ABC, abstractmethod
from pathlib import Path

from prefect.blocks.core import Block
from pydantic import Field

from film.assets import AssetStore, LocalAssetStore
from film.errors import BadRequest, EngineMissing


class AssetStorage(Block, ABC):
    """Lends an asset store; every worker that shares the storage can go on with a film."""

    @abstractmethod
    def open(self) -> AssetStore:
        """Return the store, ready to use."""


class LocalAssetStorage(AssetStorage):
    """A folder on this machine, or one that all workers mount."""

    _block_type_name = "Firstcut Local Asset Storage"
    _block_type_slug = "firstcut-local-asset-storage"
    _description = "Keeps takes, recordings and pictures in a folder, by content."

    root: Path = Field(description="Folder for the assets; made when it is missing.")

    def open(self) -> AssetStore:
        """Return the folder as a store."""
        return LocalAssetStore(self.root)


def open_storage(reference: str, local: Path) -> AssetStore:
    """Return the store that a reference names: ``local`` for the folder, or ``type-slug/name``.

    EngineMissing when no such block is saved, BadRequest when the block stores no assets.
    """
    if reference == "local":
        return LocalAssetStorage(root=local).open()
    try:
        block = Block.load(reference)
    except ValueError as cause:
        raise EngineMissing(
            f"No storage block '{reference}' is saved: save it in the Prefect UI or use 'local'"
        ) from cause
    if not isinstance(block, AssetStorage):
        raise BadRequest(f"Block '{reference}' stores no assets: choose an asset storage")
    return block.open()
