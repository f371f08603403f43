"""Public figures: those whom nobody may play, by name and by office, from a dated list."""

import hashlib
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from film.errors import BadRequest
from film.model import FilmModel
from film.moderation_rules.reading import fold

SHIPPED = Path(__file__).with_name("figures.toml")


class Offices(FilmModel):
    """What stands in the name of an office that one person holds."""

    countries: tuple[str, ...] = ()
    """And unions of them, in the languages of requests."""
    peoples: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()


class Figures(FilmModel):
    """Public figures by category, and the day on which somebody looked through them."""

    model_config = ConfigDict(populate_by_name=True)

    updated: date
    names: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    offices: Offices = Offices()
    excepted: tuple[str, ...] = Field((), alias="except")
    """Names that are taken out again."""

    def joined(self, other: "Figures") -> "Figures":
        """Return all of both, without what either takes out."""
        names = {
            category: self.names.get(category, ()) + other.names.get(category, ())
            for category in dict.fromkeys((*self.names, *other.names))
        }
        offices = Offices(
            countries=self.offices.countries + other.offices.countries,
            peoples=self.offices.peoples + other.offices.peoples,
            companies=self.offices.companies + other.offices.companies,
        )
        return Figures(
            updated=max(self.updated, other.updated),
            names=names,
            offices=offices,
            excepted=self.excepted + other.excepted,
        )

    @property
    def known(self) -> frozenset[tuple[str, ...]]:
        """Every name as folded words."""
        every = {folded(name) for names in self.names.values() for name in names}
        return frozenset(every - {folded(name) for name in self.excepted} - {()})

    @property
    def digest(self) -> str:
        """SHA-256 of the list, in short, for fingerprints."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def folded(name: str) -> tuple[str, ...]:
    """Return a name as plain small words."""
    plain = "".join(mark if mark.isalnum() else " " for mark in fold(name).replace("'", ""))
    return tuple(plain.split())


@cache
def shipped() -> Figures:
    """Return the list that comes with Firstcut."""
    return read(SHIPPED)


def read(path: Path) -> Figures:
    """Return a list from a TOML file; BadRequest when it is none."""
    try:
        return Figures.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as cause:
        raise BadRequest(f"Cannot read the figures {path}: {cause.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as cause:
        raise BadRequest(f"The figures in {path} cannot be read: {cause}") from None
