"""The embedded vector artist."""

from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.image.base import ImageEngine
from film.animatic import rehearsal, workshop
from film.assets import Asset, AssetStore
from film.look import Look
from film.shots import Assignment, CharacterSheet
from film.story import Character

SECONDS = 120


class EmbeddedImage(ImageEngine):
    """Draws characters as vector figures from their descriptions."""

    _block_type_name = "Firstcut Embedded Artist"
    _block_type_slug = "firstcut-embedded-image"
    _description = "Draws characters on this machine: no key, no GPU."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded artist"
    licence: ClassVar[str] = "GPL-3.0-or-later; its pictures are yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the artist's name and the revision of its code."""
        revision = source_revision(
            "film.animatic.sheet", "film.animatic.shoot", "film.animatic.sets.*"
        )
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Draw one character for nobody."""
        workshop.run(SECONDS, rehearsal.draw)

    def draw_sheet(self, character: Character, look: Look, store: AssetStore) -> CharacterSheet:
        """Draw the sheet in a worker process."""
        return workshop.run(SECONDS, draw_character_sheet, character, look.style, store)

    def draw_keyframe(self, assignment: Assignment, store: AssetStore) -> Asset:
        """Draw the first frame as the embedded camera would, in a worker process."""
        return workshop.run(SECONDS, draw_first_frame, assignment, store)


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


def draw_first_frame(assignment: Assignment, store: AssetStore) -> Asset:
    """Draw and store a shot's first frame (runs in a worker)."""
    from film.animatic.shoot import shoot_take

    first = {"frames": 1, "keyframes": (0,), "speaking": ()}
    return shoot_take(assignment.model_copy(update=first), store).still
