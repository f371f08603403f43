"""Where assets lie: the block that lends the flow an asset store."""

from abc import ABC, abstractmethod
from pathlib import Path

from prefect.blocks.core import Block
from pydantic import Field

from film.assets import AssetStore, LocalAssetStore


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
