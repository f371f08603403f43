"""The ledger: every paid order from before it is placed, so that nothing is bought twice."""

import fcntl
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pydantic import Field

from film.assets import Asset
from film.cost import Dollars
from film.errors import StorageFull
from film.model import FilmModel

Usage = Mapping[str, int | str]
"""What a vendor counted: tokens, characters, seconds, a request's id."""


class Order(FilmModel):
    """One paid call: written down before it is made, and again at every step of it."""

    key: str
    """Digest of what is bought, and which attempt at it this is."""
    account: str
    """The film that pays."""
    run: str = ""
    """The flow run that placed it."""
    stage: str
    subject: str
    """What it is for, such as a shot's id."""
    vendor: str
    model: str
    state: Literal["placed", "called", "accepted", "settled", "failed", "cancelled"] = "placed"
    """``placed`` in the budget, ``called`` just before the vendor is, ``accepted`` with the
    vendor's job id, ``settled`` when the goods are in the asset store; the other two ended
    without goods."""
    job: str = ""
    """The vendor's id of the job."""
    goods: Asset | None = None
    """The vendor's output as it came."""
    estimate: Dollars
    dollars: Dollars | None = None
    """What it cost; None while nobody knows: then the estimate counts."""
    usage: dict[str, int | str] = Field(default_factory=dict)
    note: str = ""
    """Why it ended without goods."""
    placed: datetime
    ended: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether goods may still come of it."""
        return self.state in ("placed", "called", "accepted")

    @property
    def charge(self) -> Fraction:
        """US dollars that count as spent."""
        return self.estimate if self.dollars is None else self.dollars


class Ledger(ABC):
    """Where orders are written down, for every worker that may go on with a film."""

    @abstractmethod
    def orders(self, account: str) -> tuple[Order, ...]:
        """Return a film's orders, oldest first."""

    @abstractmethod
    def find(self, account: str, key: str) -> Order | None:
        """Return an order by its key."""

    @abstractmethod
    def write(self, order: Order) -> None:
        """Write an order down, in place of what was known of it; it is durable on return."""

    @abstractmethod
    def lock(self, account: str, name: str) -> AbstractContextManager[None]:
        """Hold a name against all others that want it, on any thread or process."""

    @abstractmethod
    def accounts(self) -> tuple[str, ...]:
        """Return every account that has orders."""


class LocalLedger(Ledger):
    """A folder: a file an order, replaced as a whole."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def orders(self, account: str) -> tuple[Order, ...]:
        """Return a film's orders, oldest first."""
        files = (self.root / account).glob("*.json")
        read = (Order.model_validate_json(file.read_bytes()) for file in files)
        return tuple(sorted(read, key=lambda order: (order.placed, order.key)))

    def find(self, account: str, key: str) -> Order | None:
        """Return an order by its key."""
        try:
            return Order.model_validate_json((self.root / account / f"{key}.json").read_bytes())
        except FileNotFoundError:
            return None

    def write(self, order: Order) -> None:
        """Write an order's file beside its place, to the disk, and rename it."""
        place = self.root / order.account / f"{order.key}.json"
        beside = place.with_name(f".{order.key}-{os.getpid()}-{id(order)}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w") as file:
                file.write(order.model_dump_json())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        except OSError as cause:
            beside.unlink(missing_ok=True)
            raise StorageFull(f"Cannot write the ledger: {cause.strerror or cause}") from cause

    @contextmanager
    def lock(self, account: str, name: str) -> Iterator[None]:
        """Hold a lock file; it is free again when its holder ends, however it ends."""
        folder = self.root / account / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def accounts(self) -> tuple[str, ...]:
        """Return every account that has a folder."""
        return tuple(sorted(one.name for one in self.root.glob("*") if one.is_dir()))
