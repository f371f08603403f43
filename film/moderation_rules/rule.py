"""A rule of moderation."""

from dataclasses import dataclass

from film.moderation import Category


@dataclass(frozen=True)
class Rule:
    """Words of several kinds near one another, and how much that weighs."""

    category: Category
    weight: float
    """Score when it holds, 0 to 1; what several rules say adds up like independent doubts."""
    needs: tuple[str, ...]
    """Kinds of words that all have to be there; the same kind twice means two different words."""
    reason: str
    """What it means, for the person who asked; it quotes nothing."""
    within: int = 10
    """Words that each may be away from the first kind."""
    ordered: bool = False
    """Whether they have to come in this order."""
    unless: tuple[str, ...] = ()
    """Kinds of words that, near by, show another purpose."""
    despite: tuple[str, ...] = ()
    """Kinds of words that, near by, show that purpose to be a pretext."""
    excused: float = 0.15
    """What is left of the weight then."""
    reach: int = 25
    """Words that those may be away."""
