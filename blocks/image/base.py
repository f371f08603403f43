"""The interface of every engine that draws characters and keyframes."""

from abc import abstractmethod

from blocks.engine import Engine
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.ledger import Order
from film.look import Look
from film.shots import Assignment, CharacterSheet
from film.story import Character


class ImageEngine(Engine):
    """Draws what a character looks like, for all later pictures to keep to."""

    @abstractmethod
    def draw_sheet(self, character: Character, look: Look, store: AssetStore) -> CharacterSheet:
        """Draw a character's sheet and portrait, and store them."""

    @abstractmethod
    def draw_keyframe(self, assignment: Assignment, store: AssetStore) -> Asset:
        """Draw a shot's first frame, with its characters as on their sheets.

        A picture of the screen's shape; its pixels may be fewer or more.
        """

    def estimate(self, work: Character | Assignment) -> Estimate:
        """Return what a character's sheet or a shot's keyframe would cost."""
        return FREE


class ImageVendor(ImageEngine):
    """An image engine whose pictures are ordered first, and collected when they are done.

    Submitting again what is under way returns the order that stands.
    """

    @abstractmethod
    def submit_sheet(self, character: Character, look: Look, store: AssetStore) -> Order:
        """Order a character's portrait."""

    @abstractmethod
    def collect_sheet(
        self, order: Order, character: Character, look: Look, store: AssetStore
    ) -> CharacterSheet:
        """Wait for the portrait, and order and fetch what the sheet needs beside it."""

    @abstractmethod
    def submit_keyframe(self, assignment: Assignment, store: AssetStore) -> Order:
        """Order a shot's first frame."""

    @abstractmethod
    def collect_keyframe(self, order: Order, assignment: Assignment, store: AssetStore) -> Asset:
        """Wait for a shot's first frame and store it."""

    @abstractmethod
    def cancel(self, order: Order) -> None:
        """Tell the vendor to stop an order's job; whoever has none any more is left alone."""

    def draw_sheet(self, character: Character, look: Look, store: AssetStore) -> CharacterSheet:
        """Order a sheet and wait for it."""
        order = self.submit_sheet(character, look, store)
        return self.collect_sheet(order, character, look, store)

    def draw_keyframe(self, assignment: Assignment, store: AssetStore) -> Asset:
        """Order a keyframe and wait for it."""
        return self.collect_keyframe(self.submit_keyframe(assignment, store), assignment, store)
