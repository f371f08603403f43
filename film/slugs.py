"""Slugs: names that may be folders, made from what a user wrote."""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

LONGEST = 60
"""Characters of a slug."""


def slug(text: str) -> str:
    """Return a title as lower-case ASCII words joined by hyphens; ``film`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:LONGEST].rstrip("-") or "film"


def film_folder(films: Path, title: str, source: Mapping[str, object]) -> Path:
    """Return the folder of a film: its slug, numbered when another film has that already.

    ``source`` is what makes it the same film: the ``request`` in its report holds the same values.
    """
    name = slug(title)
    number = 1
    while True:
        folder = films / (name if number == 1 else f"{name}-{number}")
        if not (folder / "report.json").exists() or _made_from(folder, source):
            return folder
        number += 1


def _made_from(folder: Path, source: Mapping[str, object]) -> bool:
    try:
        request = json.loads((folder / "report.json").read_text())["request"]
        return all(request[name] == value for name, value in source.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False
