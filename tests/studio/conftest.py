"""A studio that many tests share, and how to get one of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import ONE_LINE
from tests.studio.studio import Studio

SMALL = {"screenplay": ONE_LINE, "resolution": "360p"}
"""The least of films: a title, two shots, a line."""


def open_studio(folder: Path, **settings: Any) -> Studio:
    """Open a studio: server up, everything registered, no worker yet."""
    studio = Studio(folder, **settings)
    try:
        studio.start_server()
        studio.register()
    except AssertionError:
        studio.close()
        raise
    return studio


@pytest.fixture(scope="module")
def studios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Studio]]:
    """Lend a way to open studios of one's own; they are closed after the last test that may."""
    opened: list[Studio] = []

    def open_one(**settings: Any) -> Studio:
        opened.append(open_studio(tmp_path_factory.mktemp("studio"), **settings))
        return opened[-1]

    yield open_one
    for studio in opened:
        studio.close()


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Lend a studio with a worker for films; tests share it, so none may break it."""
    studio = open_studio(tmp_path_factory.mktemp("studio"))
    studio.start_worker("cpu")
    yield studio
    studio.close()


@pytest.fixture(scope="session")
def office(studio: Studio) -> Studio:
    """Lend the same studio with a worker for batches, estimates and cleaning too."""
    studio.start_worker("office")
    return studio
