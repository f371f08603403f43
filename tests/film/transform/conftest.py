"""Uploads that several tests look at are made once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .uploads import UPLOADS, Upload, upload

Make = Callable[[str | Upload], Path]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Make an upload by its name or its recipe, once."""
    folder = tmp_path_factory.mktemp("uploads")
    made: dict[Upload, Path] = {}

    def ready(what: str | Upload) -> Path:
        recipe = UPLOADS[what] if isinstance(what, str) else what
        if recipe not in made:
            made[recipe] = upload(folder / f"upload-{len(made)}", recipe)
        return made[recipe]

    return ready
