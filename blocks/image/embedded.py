"""The embedded vector artist."""

from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.image.base import ImageEngine
from film.animatic import rehearsal, workshop
from film.assets import AssetStore
from film.shots import CharacterSheet
from film.story import Character

SECONDS = 120


class EmbeddedImage(ImageEngine):
    """Draws characters as vector figures from their descriptions."""

    _block_type_name = "Firstcut Embedded Artist"
    _block_type_slug = "firstcut-embedded-image"
    _description = "Draws characters on this machine: no key, no GPU."
    label: ClassVar[str] = "embedded artist"
    licence: ClassVar[str] = "GPL-3.0-or-later; its pictures are yours"

    def fingerprint(self) -> dict[str, Any]:
        """Return the artist's name and the revision of its code."""
        revision = source_revision("film.animatic.sheet")
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Draw one character for nobody."""
        workshop.run(SECONDS, rehearsal.draw)

    def draw_sheet(self, character: Character, style: str, store: AssetStore) -> CharacterSheet:
        """Draw the sheet in a worker process."""
        return workshop.run(SECONDS, draw_character_sheet, character, style, store)


def draw_character_sheet(character: Character, style: str, store: AssetStore) -> CharacterSheet:
    """Draw and store a character's sheet and portrait (runs in a worker)."""
    from film.animatic.sheet import draw_sheet
    from film.media.picture import put_picture

    sheet, portrait = draw_sheet(character, style)
    return CharacterSheet(
        character=character.id,
        picture=put_picture(sheet, store, ".png"),
        portrait=put_picture(portrait, store, ".png"),
    )
