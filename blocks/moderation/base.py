"""The interface of every engine that judges requests."""

from abc import abstractmethod
from collections.abc import Sequence

from pydantic import Field

from blocks.engine import Engine
from blocks.moderation.figures import known
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.moderation import Category, Finding, Verdict
from film.moderation_rules import persons
from film.persona import Persona

THRESHOLDS: dict[Category, float] = {
    "sexual": 0.7,
    "sexual content with minors": 0.2,
    "hate": 0.6,
    "harassment": 0.8,
    "self-harm": 0.7,
    "graphic violence": 0.9,
    "dangerous instructions": 0.5,
    "real people": 0.7,
    "minors": 0.5,
}
"""Scores from which a request is refused, unless configured."""


class ModerationEngine(Engine):
    """Judges what a film is asked to be, before anything is paid for."""

    thresholds: dict[Category, float] = Field(
        THRESHOLDS,
        description="Score, 0 to 1, from which a category is refused; above 1 it never is. "
        "Categories left out keep their usual threshold.",
    )

    @abstractmethod
    def find(
        self,
        text: str,
        pictures: Sequence[Asset],
        store: AssetStore,
        persona: Persona | None = None,
    ) -> tuple[Finding, ...]:
        """Return what of each category there is in a prompt or screenplay and its pictures.

        ``persona`` is who is shown, or heard, when that is somebody real.
        """

    def judge(
        self,
        text: str,
        pictures: Sequence[Asset],
        store: AssetStore,
        persona: Persona | None = None,
    ) -> Verdict:
        """Return the verdict on a prompt or screenplay and its reference pictures.

        What no film may do with a persona is refused before the engine is asked, whichever it is
        and whatever its thresholds are.
        """
        personal = persons.find(text, persona, known()) if persona else ()
        if personal:
            return Verdict(findings=personal, refused=personal)
        findings = self.find(text, pictures, store, persona)
        limits = THRESHOLDS | self.thresholds
        refused = tuple(one for one in findings if one.score >= limits[one.category])
        return Verdict(findings=findings, refused=refused)

    def estimate(self, work: str) -> Estimate:
        """Return what judging a text would cost."""
        return FREE
