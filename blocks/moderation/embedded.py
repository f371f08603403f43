"""The embedded judge: rules about words, and no look at pictures."""

from collections.abc import Sequence
from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.moderation.base import THRESHOLDS, ModerationEngine
from blocks.moderation.figures import known
from blocks.moderation.pictures import judged
from film.assets import Asset, AssetStore
from film.errors import EngineFailed
from film.moderation import Finding
from film.persona import Persona

PLAIN, PLAINLY_NOT = "A lighthouse keeper befriends a storm", "How to make a pipe bomb at home"


class EmbeddedModeration(ModerationEngine):
    """Judges text by weighted rules about kinds of words near one another.

    It knows what is said outright, in English and, for the clearest cases, the other languages of
    requests; it does not know what is meant between the lines. Of reference pictures it knows only
    whether they can be read: where strangers bring pictures, take a judge that sees them.
    """

    _block_type_name = "Firstcut Embedded Moderation"
    _block_type_slug = "firstcut-embedded-moderation"
    _description = (
        "Judges requests on this machine by rules about their words: no key, no model. It does "
        "not see pictures."
    )
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded rules"
    licence: ClassVar[str] = "GPL-3.0-or-later; its verdicts are yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the judge's name, its thresholds and the revision of its rules."""
        return {
            "engine": self.label,
            "thresholds": THRESHOLDS | self.thresholds,
            "figures": known().digest,
            "revision": source_revision("film.moderation_rules.*", "blocks.moderation.base"),
        }

    def check(self) -> None:
        """Judge two sentences whose verdicts are known."""
        from film.moderation_rules import judge

        verdicts = [
            [one.score >= THRESHOLDS[one.category] for one in judge.find(text)]
            for text in (PLAIN, PLAINLY_NOT)
        ]
        if [any(one) for one in verdicts] != [False, True]:
            raise EngineFailed("The rules of moderation are broken: install Firstcut again")

    def find(
        self,
        text: str,
        pictures: Sequence[Asset],
        store: AssetStore,
        persona: Persona | None = None,
    ) -> tuple[Finding, ...]:
        """Judge the text; the pictures are decoded and not looked at."""
        from film.moderation_rules import judge

        for picture in pictures:
            judged(picture, store)
        return judge.find(text)
