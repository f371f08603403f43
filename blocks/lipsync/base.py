"""The interface of every lip-sync engine."""

from abc import abstractmethod
from collections.abc import Sequence

from blocks.engine import Engine
from film.assets import AssetStore
from film.cost import FREE, Estimate
from film.ledger import Order
from film.screen import Screen
from film.shots import Assignment, Take, Utterance


class LipsyncEngine(Engine):
    """Makes the mouths in a take follow what is said over it."""

    @abstractmethod
    def sync(
        self,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Return a take that speaks: as long, and cuttable at the same frames."""

    def estimate(self, work: Assignment) -> Estimate:
        """Return what it would cost to make a shot speak in which somebody is seen to."""
        return FREE


class LipsyncVendor(LipsyncEngine):
    """A lip-sync engine whose takes are ordered first, and collected when they are done.

    Submitting again what is under way returns the order that stands.
    """

    @abstractmethod
    def submit(
        self, take: Take, utterances: Sequence[Utterance], screen: Screen, store: AssetStore
    ) -> Order:
        """Send a take and what is said over it; it has at least one utterance."""

    @abstractmethod
    def collect(
        self,
        order: Order,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Wait for the take that speaks, and conform it to the one that was sent."""

    @abstractmethod
    def cancel(self, order: Order) -> None:
        """Tell the vendor to stop an order's job; whoever has none any more is left alone."""

    def sync(
        self,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Order a take that speaks and wait for it; one in which nobody does stays as it is."""
        if not utterances:
            return take
        order = self.submit(take, utterances, screen, store)
        return self.collect(order, take, utterances, screen, keyframes, store)
