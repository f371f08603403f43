"""The interface of every engine that judges requests."""

from abc import abstractmethod
from collections.abc import Sequence

from pydantic import Field

from blocks.engine import Engine
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.moderation import Category, Finding, Verdict

THRESHOLDS: dict[Category, float] = {
    "sexual": 0.7,
    "sexual content with minors": 0.2,
    "hate": 0.6,
    "harassment": 0.8,
    "self-harm": 0.7,
    "graphic violence": 0.9,
    "dangerous instructions": 0.5,
    "real people": 0.7,
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
    def find(self, text: str, pictures: Sequence[Asset], store: AssetStore) -> tuple[Finding, ...]:
        """Return what of each category there is in a prompt or screenplay and its pictures."""

    def judge(self, text: str, pictures: Sequence[Asset], store: AssetStore) -> Verdict:
        """Return the verdict on a prompt or screenplay and its reference pictures."""
        findings = self.find(text, pictures, store)
        limits = THRESHOLDS | self.thresholds
        refused = tuple(one for one in findings if one.score >= limits[one.category])
        return Verdict(findings=findings, refused=refused)

    def estimate(self, work: str) -> Estimate:
        """Return what judging a text would cost."""
        return FREE
