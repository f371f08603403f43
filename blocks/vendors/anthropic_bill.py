"""What Anthropic's answers cost: tokens of four kinds, each at its own price."""

from dataclasses import dataclass
from fractions import Fraction

from blocks.prices import Price, price
from blocks.vendors.anthropic import VENDOR, Posted, Tokens
from film.errors import PaidInVain


@dataclass(frozen=True)
class Tariff:
    """What a model's tokens cost, by kind; looked up before anything is bought."""

    input: Price
    output: Price
    written: Price
    read: Price

    @classmethod
    def of_model(cls, model: str, *, cached: bool) -> "Tariff":
        """Return a model's prices; BadRequest says where to write down one that is missing."""
        plain = price(VENDOR, model, "million input tokens")
        return cls(
            plain,
            price(VENDOR, model, "million output tokens"),
            price(VENDOR, model, "million cache write tokens") if cached else plain,
            price(VENDOR, model, "million cache read tokens") if cached else plain,
        )

    def of(self, tokens: Tokens) -> Fraction:
        """Return US dollars for what an answer was counted as."""
        million = Fraction(1, 1_000_000)
        return million * (
            self.input.of(tokens.input_tokens)
            + self.output.of(tokens.output_tokens)
            + self.written.of(tokens.cache_creation_input_tokens)
            + self.read.of(tokens.cache_read_input_tokens)
        )


@dataclass(frozen=True)
class Bill:
    """What one answer cost, and what was counted."""

    dollars: Fraction
    usage: dict[str, int | str]

    @classmethod
    def of(cls, posted: Posted, tariff: Tariff) -> "Bill":
        """Return the bill for an answer."""
        usage: dict[str, int | str] = dict(posted.reply.usage.model_dump())
        usage |= {"stop_reason": posted.reply.stop_reason, "request_id": posted.request_id}
        return cls(tariff.of(posted.reply.usage), usage)

    def in_vain(self, message: str) -> PaidInVain:
        """Return the error for an answer that was paid for and is of no use."""
        return PaidInVain(message, self.dollars, self.usage)
