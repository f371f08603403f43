"""Storyboard: a panel for every shot, sketched at no cost, for whoever approves a film."""

from prefect import task

from blocks.image.base import ImageEngine
from film.assets import Asset, AssetStore
from film.shots import Assignment
from tasks import names, policies


@task(
    name="storyboard",
    task_run_name=names.named("storyboard", lambda given: names.place(given["assignment"].shot.id)),
    **policies.STAGE,
)
def sketch_panel(assignment: Assignment, artist: ImageEngine, store: AssetStore) -> Asset:
    """Sketch one shot's first frame."""
    return artist.draw_keyframe(assignment, store)
