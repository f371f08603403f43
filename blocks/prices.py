"""Prices: what vendors charge, from configuration, each with the day it was read."""

import os
import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from blocks import home
from film.cost import Dollars, Estimate, in_dollars
from film.errors import BadRequest
from film.model import FilmModel

SHIPPED = Path(__file__).with_name("prices.toml")


class Price(FilmModel):
    """What one unit of a vendor's model costs."""

    vendor: str
    model: str
    unit: str
    """What is counted, such as ``second at 720p`` or ``million input tokens``."""
    dollars: Dollars = Field(ge=0)
    read: date
    """The day somebody looked."""
    source: str

    def of(self, quantity: Fraction | int) -> Fraction:
        """Return US dollars for a quantity of units."""
        return self.dollars * quantity

    def estimate(self, quantity: Fraction | int) -> Estimate:
        """Return the estimate for a quantity of units, and what it rests on."""
        return Estimate(
            dollars=self.of(quantity),
            basis=f"{self.model}, {in_dollars(self.dollars)} per {self.unit} ({self.read})",
        )


def price(vendor: str, model: str, unit: str) -> Price:
    """Return a price; BadRequest says where to write down one that nobody knows."""
    for one in prices():
        if (one.vendor, one.model, one.unit) == (vendor, model, unit):
            return one
    raise BadRequest(
        f"No price is known for {vendor} {model} per {unit}: write it into "
        f"{home.home() / 'prices.toml'}, so that a budget can hold"
    )


def prices() -> tuple[Price, ...]:
    """Return all prices: those that ship, replaced by those in this machine's own files."""
    known: dict[tuple[str, str, str], Price] = {}
    for path in _files():
        known |= {(one.vendor, one.model, one.unit): one for one in _read(path, _version(path))}
    return tuple(known.values())


def _files() -> Iterator[Path]:
    yield SHIPPED
    own = home.home() / "prices.toml"
    if own.is_file():
        yield own
    if named := os.environ.get("FIRSTCUT_PRICES"):
        yield Path(named)


def _version(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as cause:
        raise BadRequest(f"Cannot read the prices {path}: {cause.strerror}") from None


@cache
def _read(path: Path, version: int) -> tuple[Price, ...]:
    """Read one version of a file: prices are asked for at every call."""
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text()).get("price", [])
        return tuple(Price.model_validate(row) for row in rows)
    except (tomllib.TOMLDecodeError, ValidationError) as cause:
        raise BadRequest(f"The prices in {path} cannot be read: {cause}") from None
