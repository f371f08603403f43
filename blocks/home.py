"""Where this machine keeps what belongs to no single film: assets, results, the local API."""

import os
from pathlib import Path


def home() -> Path:
    """Return Firstcut's own folder: ``$FIRSTCUT_HOME``, or ``~/.firstcut``."""
    given = os.environ.get("FIRSTCUT_HOME")
    return Path(given).expanduser().resolve() if given else Path.home() / ".firstcut"


def assets() -> Path:
    """Return the folder of the local asset store."""
    return home() / "assets"


def results() -> Path:
    """Return the folder of the tasks' persisted results."""
    return home() / "results"


def films() -> Path:
    """Return the folder of films that no command placed elsewhere."""
    return home() / "films"
