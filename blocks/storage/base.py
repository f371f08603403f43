"""What every storage lends: the block that the flow gets assets, ledger and shelves from."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from prefect.blocks.core import Block

from film.assets import AssetStore, Stored
from film.errors import BadRequest
from film.ledger import Ledger
from film.shelf import Shelf


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
