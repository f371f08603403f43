"""The players: characters as a model describes them, dressed in what their time knew."""

from collections.abc import Sequence

from blocks.story.treatment import DraftCharacter
from film.lexicon.people import CULTURE_OUTFITS, ERA_OUTFITS
from film.screenplay.names import slug, unique
from film.story import (
    NARRATOR,
    Appearance,
    Character,
    Culture,
    Era,
    Glasses,
    Hat,
    Outfit,
    Sex,
    VoiceProfile,
)

_ERAS: tuple[Era, ...] = ("ancient", "medieval", "renaissance", "victorian", "modern", "future")
_FIRST_WORN: dict[Outfit, Era] = {
    "t-shirt": "modern", "hoodie": "modern", "scrubs": "modern", "spacesuit": "modern",
    "lab coat": "victorian", "dungarees": "victorian", "suit": "victorian", "jumper": "victorian",
    "oilskin": "victorian", "uniform": "renaissance", "shirt": "renaissance",
}  # fmt: skip
_FIRST_HATS: dict[Hat, Era] = {
    "beanie": "modern", "cap": "victorian", "top hat": "victorian", "fedora": "victorian",
    "sou'wester": "victorian", "captain hat": "renaissance", "chef hat": "renaissance",
}  # fmt: skip
_FIRST_GLASSES: dict[Glasses, Era] = {
    "sunglasses": "modern", "monocle": "victorian", "round": "renaissance",
    "square": "renaissance",
}  # fmt: skip


class Company:
    """Everybody who may be in a film: those who return, as they were, and those written for it."""

    def __init__(self, returning: Sequence[Character], drafts: Sequence[DraftCharacter]) -> None:
        self.people: list[Character] = []
        self.returning: list[str] = []
        """Ids of those who return."""
        self._ids: dict[str, str] = {NARRATOR: NARRATOR}
        taken = {NARRATOR}
        for character in returning:
            wanted = unique(character.id, taken)
            self.people.append(_called(character, wanted))
            self.returning.append(wanted)
            self._know(wanted, character.id, character.name)
        for draft in drafts:
            if self.find(draft.key) or self.find(draft.name):
                continue  # who returns is as they were, whatever a model says of them
            wanted = unique(slug(draft.name, slug(draft.key, "somebody")), taken)
            self.people.append(character_of(draft, wanted))
            self._know(wanted, draft.key, draft.name)

    def find(self, name: str) -> str:
        """Return the id of whoever goes by a key or a name; "" when nobody does."""
        return self._ids.get(name.strip().casefold(), "")

    def _know(self, wanted: str, *names: str) -> None:
        for name in (wanted, *names):
            self._ids.setdefault(name.strip().casefold(), wanted)


def character_of(draft: DraftCharacter, wanted: str) -> Character:
    """Return a described character under an id, dressed as their era and culture know it."""
    told = draft.model_dump()
    look = Appearance.model_validate({name: told[name] for name in Appearance.model_fields})
    own = ("name", "role", "sex", "age", "build", "description")
    return Character(
        id=wanted,
        appearance=in_period(look, draft.era, draft.culture, draft.sex),
        voice=VoiceProfile.model_validate({name: told[name] for name in VoiceProfile.model_fields}),
        **{name: told[name] for name in own},
    )


def in_period(look: Appearance, era: Era, culture: Culture, sex: Sex) -> Appearance:
    """Return a look without what was not yet worn: a medieval hoodie is the era's own dress."""
    changes: dict[str, object] = {}
    if _too_early(_FIRST_WORN.get(look.outfit), era):
        pair = CULTURE_OUTFITS.get(culture)
        changes["outfit"] = pair[sex == "male"] if pair else ERA_OUTFITS[era][0]
    if _too_early(_FIRST_HATS.get(look.hat), era):
        changes["hat"] = "none"
    if _too_early(_FIRST_GLASSES.get(look.glasses), era):
        changes["glasses"] = "none"
    if "headphones" in look.features and _too_early("modern", era):
        changes["features"] = tuple(one for one in look.features if one != "headphones")
    return look.model_copy(update=changes)


def _too_early(first: Era | None, era: Era) -> bool:
    return first is not None and _ERAS.index(first) > _ERAS.index(era)


def _called(character: Character, wanted: str) -> Character:
    return character if character.id == wanted else character.model_copy(update={"id": wanted})
