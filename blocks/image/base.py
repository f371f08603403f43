"""The interface of every engine that draws characters."""

from abc import abstractmethod

from blocks.engine import Engine
from film.assets import AssetStore
from film.shots import CharacterSheet
from film.story import Character


class ImageEngine(Engine):
    """Draws what a character looks like, for all later pictures to keep to."""

    @abstractmethod
    def draw_sheet(self, character: Character, style: str, store: AssetStore) -> CharacterSheet:
        """Draw a character's sheet and portrait, and store them."""
