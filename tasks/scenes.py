"""Scenes: every shot is filmed, picture only."""

from prefect import task

from blocks.video.base import VideoEngine
from film.assets import AssetStore
from film.shots import Assignment, Take
from tasks import names, policies


@task(
    name="scenes",
    task_run_name=names.named(
        "scenes",
        lambda given: (
            f"{names.place(given['assignment'].shot.id)} · {given['assignment'].shot.size}"
        ),
    ),
    **policies.STAGE,
)
def shoot(assignment: Assignment, camera: VideoEngine, store: AssetStore) -> Take:
    """Film one shot."""
    return camera.shoot(assignment, store)
