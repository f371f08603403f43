"""What the tests of all engines on Replicate share: a stand-in, a key for it, little patience."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from blocks.credentials import ReplicateCredentials
from blocks.vendors.jobs import Patience
from blocks.vendors.replicate_engine import ReplicateEngine
from film.errors import FirstcutError
from film.till import Till
from flows.standins.server import StandIns

E = TypeVar("E", bound=ReplicateEngine)

QUICK = Patience(first=0.02, longest=0.1, deadline=30, doubt=0.01, answer=10)


def hired(kind: type[E], house: StandIns, key: str = "", **settings: Any) -> E:
    """Return an engine with a key for the stand-in."""
    credentials = ReplicateCredentials(
        api_key=SecretStr(key or house.keys["replicate"]), base_url=house.addresses["replicate"]
    )
    return kind(**{"credentials": credentials, "patience": QUICK, **settings})


def inputs(house: StandIns) -> list[dict[str, Any]]:
    """Return what each prediction was asked with; files stand as their type, size and sum."""
    return [call["body"]["input"] for call in house.calls("replicate", "create")]


def states(till: Till) -> list[str]:
    """Return the states of all orders, oldest first."""
    return [order.state for order in till.ledger.orders(till.account)]


@contextmanager
def failing(kind: type[FirstcutError], says: str) -> Iterator[None]:
    """Expect an error of exactly a kind that says something."""
    with pytest.raises(kind) as caught:
        yield
    assert type(caught.value) is kind
    assert says in str(caught.value)
