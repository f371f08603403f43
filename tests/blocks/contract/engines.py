"""Which engines a stage's contract runs over: all that the catalogue lists for it."""

import atexit
from functools import cache
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from blocks.catalogue import CREDENTIALS, ENGINES
from blocks.engine import Engine
from flows.standins.server import StandIns

E = TypeVar("E", bound=Engine)


def engines_of(stage: str) -> Any:
    """Return the fixture that lends every engine of a stage, ready to work, one after another."""

    @pytest.fixture(
        scope="module", params=ENGINES[stage], ids=[kind.label for kind in ENGINES[stage]]
    )
    def engine(request: pytest.FixtureRequest) -> Engine:
        return ready(request.param)

    return engine


def ready(kind: type[Engine]) -> Engine:
    """Return an engine that can work in a test: with a key for its vendor's stand-in."""
    if not kind.vendor:
        return kind()
    house = standins()
    [credentials] = [one for one in CREDENTIALS if one.vendor == kind.vendor]
    key = SecretStr(house.keys[kind.vendor])
    return kind(credentials=credentials(api_key=key, base_url=house.addresses[kind.vendor]))


@cache
def standins() -> StandIns:
    """Return the stand-ins for all vendors, which run until the tests end."""
    house = StandIns()
    house.__enter__()
    atexit.register(house.__exit__, None, None, None)
    return house


def first_of(stage: str, interface: type[E]) -> E:
    """Return a stage's first engine, for a contract that needs another stage's work."""
    engine = ready(ENGINES[stage][0])
    assert isinstance(engine, interface)
    return engine
