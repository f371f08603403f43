"""Retention: of all that is kept, what has been kept for long enough, and what has to stay."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from pydantic import Field

from film.assets import Stored
from film.ledger import Order
from film.model import FilmModel


class Keep(FilmModel):
    """For how long things are kept."""

    films: int = Field(
        90,
        ge=0,
        le=36_500,
        description="Days that a finished film stays after it was delivered; 0: for ever.",
        json_schema_extra={"position": 0},
    )
    assets: int = Field(
        30,
        ge=0,
        le=36_500,
        description="Days that what no remaining film was made from stays; 0: for ever.",
        json_schema_extra={"position": 1},
    )
    results: int = Field(
        30,
        ge=0,
        le=36_500,
        description="Days that a task's result stays that no remaining film rests on; 0: for ever.",
        json_schema_extra={"position": 2},
    )
    bought: int = Field(
        365,
        ge=0,
        le=36_500,
        description="Days that what a vendor was paid for stays in any case: once it is gone, who "
        "wants the same pays again; 0: for ever.",
        json_schema_extra={"position": 3},
    )


def long_kept(things: Iterable[Stored], days: int, now: datetime) -> Iterator[Stored]:
    """Yield what was not changed for so many days; nothing when that is for ever."""
    if days:
        before = now - timedelta(days=days)
        yield from (thing for thing in things if thing.changed < before)


def digest_of(asset: Stored) -> str:
    """Return a stored asset's SHA-256."""
    return asset.name.partition(".")[0]


def leaving_assets(
    assets: Iterable[Stored], days: int, now: datetime, used: AbstractSet[str]
) -> tuple[Stored, ...]:
    """Return the assets that go: kept for long enough, and in no use by their digest."""
    return tuple(one for one in long_kept(assets, days, now) if digest_of(one) not in used)


def goods_to_keep(orders: Iterable[Order], days: int, now: datetime) -> set[str]:
    """Return the digests of what was paid for and is kept for that."""
    after = now - timedelta(days=days)
    return {
        order.goods.sha256
        for order in orders
        if order.goods and (not days or (order.ended or order.placed) >= after)
    }


def gibibytes(things: Iterable[Stored]) -> float:
    """Return how much things weigh together, in GiB."""
    return sum(thing.size for thing in things) / 2**30
