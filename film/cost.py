"""Money: estimates, and what a call was found to have cost, in exact US dollars."""

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
