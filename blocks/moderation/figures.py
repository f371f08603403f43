"""Public figures as this machine knows them: the list that ships, and what its own files add."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from blocks import home
from film.errors import BadRequest
from film.moderation_rules.figures import Figures, read, shipped


def known() -> Figures:
    """Return the list, joined by ``figures.toml`` in the home and the file FIRSTCUT_FIGURES names.

    BadRequest for a file that cannot be read: nothing is judged by half a list.
    """
    every = shipped()
    for path in _files():
        every = every.joined(_read(path, _version(path)))
    return every


def _files() -> Iterator[Path]:
    own = home.home() / "figures.toml"
    if own.is_file():
        yield own
    if named := os.environ.get("FIRSTCUT_FIGURES"):
        yield Path(named)


def _version(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as cause:
        raise BadRequest(f"Cannot read the figures {path}: {cause.strerror}") from None


@cache
def _read(path: Path, version: int) -> Figures:
    """Read one version of a file: figures are asked for with every film."""
    return read(path)
