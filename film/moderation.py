"""Moderation: what a request may not ask for, and the verdict on one."""

from typing import Literal

from film.model import FilmModel

Category = Literal[
    "sexual",
    "sexual content with minors",
    "hate",
    "harassment",
    "self-harm",
    "graphic violence",
    "dangerous instructions",
    "real people",
    "minors",
]
"""What is judged. Fiction may show conflict, crime and fear: what counts is what the film does.

``minors`` is about films with a persona, a real person's face or voice: none shows it as somebody
under age. In other films children may be whom a story needs.
"""


class Finding(FilmModel):
    """How much of one category there is, and why somebody thinks so."""

    category: Category
    score: float
    """0 nothing of the kind … 1 beyond doubt."""
    reason: str
    """One sentence, for the person who asked."""


class Verdict(FilmModel):
    """What came of judging a request."""

    findings: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    """Those findings that reach their category's threshold."""

    @property
    def allowed(self) -> bool:
        """Whether the film may be made."""
        return not self.refused

    @property
    def sentence(self) -> str:
        """What to tell the person who asked, when it is refused."""
        reasons = "; ".join(f"{one.category} ({one.reason})" for one in self.refused)
        return f"This film cannot be made: {reasons}. Change the text and ask again"
