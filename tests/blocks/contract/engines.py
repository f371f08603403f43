"""Which engines a stage's contract runs over: all that the catalogue lists for it."""

from typing import Any, TypeVar

import pytest

from blocks.catalogue import ENGINES
from blocks.engine import Engine

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
    """Return an engine that can work in a test: one that needs a key or a server gets it here."""
    return kind()


def first_of(stage: str, interface: type[E]) -> E:
    """Return a stage's first engine, for a contract that needs another stage's work."""
    engine = ready(ENGINES[stage][0])
    assert isinstance(engine, interface)
    return engine
