"""Scenes: every shot is filmed, picture only."""

from typing import Any

from prefect import task

from blocks.video.base import VideoEngine, VideoVendor
from film.assets import Asset, AssetStore
from film.ledger import Order
from film.shots import Assignment, Take
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps


def _subject(given: dict[str, Any]) -> str:
    shot = given["assignment"].shot
    return f"{names.place(shot.id)} · {shot.size}"


@task(name="scenes", task_run_name=names.named("scenes", _subject), **policies.STAGE)
def shoot(
    assignment: Assignment,
    keyframe: Asset | None,
    camera: VideoEngine,
    store: AssetStore,
    till: Till,
) -> Take:
    """Film one shot."""
    with till.paying("scenes", assignment.shot.id):
        return camera.shoot(_from(assignment, keyframe), store)


@task(
    name="scenes-order",
    task_run_name=names.named("scenes", lambda given: f"order · {_subject(given)}"),
    **policies.STAGE,
)
def order_shot(
    assignment: Assignment,
    keyframe: Asset | None,
    camera: VideoVendor,
    store: AssetStore,
    till: Till,
) -> Order:
    """Order one shot."""
    with till.paying("scenes", assignment.shot.id):
        return camera.submit(_from(assignment, keyframe), store)


@task(name="scenes-collect", task_run_name=names.named("scenes", _subject), **policies.STAGE)
def collect_shot(
    order: Order,
    assignment: Assignment,
    keyframe: Asset | None,
    camera: VideoVendor,
    store: AssetStore,
    till: Till,
) -> Take:
    """Collect one shot."""
    with till.paying("scenes", assignment.shot.id):
        return camera.collect(order, _from(assignment, keyframe), store)


def have_shot(
    assignment: Assignment, keyframe: Any, camera: VideoEngine, store: AssetStore, till: Till
) -> Steps:
    """Hand out a shot: filmed here, or ordered now and collected when it is there.

    ``keyframe`` is the future of the shot's first frame, or None.
    """
    if not isinstance(camera, VideoVendor):
        return (shoot.submit(assignment, keyframe, camera, store, till),)
    order: Any = order_shot.submit(assignment, keyframe, camera, store, till)
    return order, collect_shot.submit(order, assignment, keyframe, camera, store, till)


def _from(assignment: Assignment, keyframe: Asset | None) -> Assignment:
    return assignment.model_copy(update={"keyframe": keyframe}) if keyframe else assignment
