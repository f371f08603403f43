"""A studio that many tests share, and how to get one of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import ONE_LINE
from tests.studio.studio import Studio

SMALL = {"screenplay": ONE_LINE, "resolution": "360p"}
"""The least of films: a title, two shots, a line."""


@pytest.fixture(scope="session")
def studios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Studio]]:
    """Lend a way to open studios: server up, everything registered, no worker yet."""
    opened: list[Studio] = []

    def open_one(**settings: Any) -> Studio:
        folder: Path = tmp_path_factory.mktemp("studio")
        studio = Studio(folder, **settings)
        opened.append(studio)
        studio.start_server()
        studio.register()
        return studio

    yield open_one
    for studio in opened:
        studio.close()


@pytest.fixture(scope="session")
def studio(studios: Callable[..., Studio]) -> Studio:
    """Lend a studio with a worker for films; tests share it, so none may break it."""
    studio = studios()
    studio.start_worker("cpu")
    return studio


@pytest.fixture(scope="session")
def office(studio: Studio) -> Studio:
    """Lend the same studio with a worker for batches, estimates and cleaning too."""
    studio.start_worker("office")
    return studio
