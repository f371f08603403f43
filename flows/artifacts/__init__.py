"""What a run shows in the Prefect UI: progress, storyboard, cast, dailies, cost, and the film."""

from collections.abc import Sequence
from uuid import UUID

from prefect.client.orchestration import get_client

from flows.artifacts.delivery import show_film
from flows.artifacts.money import show_cost
from flows.artifacts.progress import ProgressArtifact
from flows.artifacts.shots import follow_shots, show_cast, show_storyboard
from flows.artifacts.texts import PORTRAIT_WIDTH, STILL_WIDTH, safe

__all__ = [
    "PORTRAIT_WIDTH",
    "STILL_WIDTH",
    "ProgressArtifact",
    "follow_shots",
    "safe",
    "show_cast",
    "show_cost",
    "show_film",
    "show_storyboard",
    "tag_run",
]


def tag_run(run_id: str, tags: Sequence[str]) -> None:
    """Add a request's tags to its run."""
    if not tags:
        return
    with get_client(sync_client=True) as client:
        known = client.read_flow_run(UUID(run_id)).tags
        client.update_flow_run(UUID(run_id), tags=sorted({*known, *tags}))
