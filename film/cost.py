"""Money: estimates, and what a call was found to have cost, in exact US dollars."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pydantic import Field

from film.clock import Rational
from film.model import FilmModel

Dollars = Rational
"""US dollars, exact."""


class Estimate(FilmModel):
    """What a piece of work would cost."""

    dollars: Dollars = Field(Fraction(0), description="US dollars.")
    basis: str = Field("free", description="What the figure rests on.")

    def __add__(self, other: "Estimate") -> "Estimate":
        """Return both together; the basis is that of whichever costs more."""
        basis = max(self, other, key=lambda one: one.dollars).basis
        return Estimate(dollars=self.dollars + other.dollars, basis=basis)


FREE = Estimate()


def in_dollars(amount: Fraction) -> str:
    """Return an amount as people write it: cents, or as many digits as a small one needs."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    digits = 2 if amount == 0 or abs(amount) >= Fraction(1, 10) else 4
    return f"${exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}"


class BillLine(FilmModel):
    """One piece of work, and what it would cost."""

    stage: str
    subject: str
    """What is made, such as a shot's id."""
    shot: str = ""
    """The shot that it is made for, where it is for one."""
    engine: str
    estimate: Estimate


class Bill(FilmModel):
    """What a film would cost, before anything is bought."""

    title: str
    lines: tuple[BillLine, ...]
    supposed: bool = False
    """Whether the story was supposed, because writing the real one would cost something."""

    @property
    def dollars(self) -> Fraction:
        """US dollars, all together."""
        return sum((line.estimate.dollars for line in self.lines), Fraction(0))

    def by_stage(self) -> dict[str, Fraction]:
        """Return US dollars by stage, in the order in which stages first have work."""
        return self._sums(lambda line: line.stage)

    def by_shot(self) -> dict[str, Fraction]:
        """Return US dollars by shot, for what is made for one, in the film's order."""
        sums = self._sums(lambda line: line.shot)
        filmed = dict.fromkeys(line.shot for line in self.lines if line.subject == line.shot)
        return {shot: sums[shot] for shot in filmed}

    def _sums(self, of: Callable[[BillLine], str]) -> dict[str, Fraction]:
        sums: dict[str, Fraction] = {}
        for line in self.lines:
            if name := of(line):
                sums[name] = sums.get(name, Fraction(0)) + line.estimate.dollars
        return sums
