"""How task runs are called in the UI: the stage, and what of the film it works on."""

import re
from collections.abc import Callable
from typing import Any

from prefect.runtime import task_run

NUMBERED = re.compile(r"^s(\d+)-([lh])(\d+)$")
KINDS = {"l": "line", "h": "shot"}


def place(identifier: str) -> str:
    """Say where a line or shot is: ``s2-l3`` is ``scene 2 line 3``; other ids stay as they are."""
    found = NUMBERED.match(identifier)
    if not found:
        return identifier
    scene, kind, number = found.groups()
    return f"scene {scene} {KINDS[kind]} {number}"


def named(stage: str, subject: Callable[[dict[str, Any]], str]) -> Callable[[], str]:
    """Return a task-run name made from the task's parameters: ``voice · scene 2 line 3 · Mara``."""

    def name() -> str:
        return f"{stage} · {subject(task_run.parameters)}"

    return name
