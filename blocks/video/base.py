"""The interface of every engine that films shots."""

from abc import abstractmethod
from typing import ClassVar

from blocks.engine import Engine
from film.assets import AssetStore
from film.cost import FREE, Estimate
from film.ledger import Order
from film.shots import Assignment, Take


class VideoEngine(Engine):
    """Films one shot: a picture-only take in the mezzanine format, exactly as long as asked."""

    starts_from_keyframe: ClassVar[bool] = False
    """Whether it needs the shot's first frame, as ``assignment.keyframe``."""
    draws_figures: ClassVar[bool] = False
    """Whether it can leave out the head of ``assignment.persona``, and say where it belongs."""

    @abstractmethod
    def shoot(self, assignment: Assignment, store: AssetStore) -> Take:
        """Film the shot and store the take and its still."""

    def estimate(self, work: Assignment) -> Estimate:
        """Return what filming a shot would cost."""
        return FREE


class VideoVendor(VideoEngine):
    """A video engine whose clips are ordered first, and collected when they are done.

    Submitting again what is under way returns the order that stands.
    """

    starts_from_keyframe: ClassVar[bool] = True

    @abstractmethod
    def submit(self, assignment: Assignment, store: AssetStore) -> Order:
        """Order the shot's first clip."""

    @abstractmethod
    def collect(self, order: Order, assignment: Assignment, store: AssetStore) -> Take:
        """Wait for the clip, order and fetch what goes on from it, and make the take of them."""

    @abstractmethod
    def cancel(self, order: Order) -> None:
        """Tell the vendor to stop an order's job; whoever has none any more is left alone."""

    def shoot(self, assignment: Assignment, store: AssetStore) -> Take:
        """Order a shot and wait for it."""
        return self.collect(self.submit(assignment, store), assignment, store)
