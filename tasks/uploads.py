"""Uploads: files that users bring come into the asset store."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from blocks.uploads.intake import Intake
from blocks.uploads.rules import Rules
from film.assets import Asset, AssetStore
from tasks import policies


@task(
    name="intake",
    task_run_name="source video · intake",
    **policies.RETRIED,
    cache_policy=NO_CACHE,  # what lies at an address may be another file by now
)
def take_in_clip(reference: str, deployed: bool, store: AssetStore) -> Asset:
    """Bring a video into the store, within limits; ``deployed`` says that others may ask for it."""
    return Intake(store, Rules.usual(deployed=deployed)).take(reference, "clip")
