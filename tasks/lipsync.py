"""Lip-sync: takes in which somebody speaks learn to."""

from prefect import task

from blocks.lipsync.base import LipsyncEngine
from film.assets import AssetStore
from film.screen import Screen
from film.shots import Take, Utterance
from tasks import names, policies


@task(
    name="lipsync",
    task_run_name=names.named(
        "lip-sync", lambda given: names.place(given["utterances"][0].recording.line)
    ),
    **policies.STAGE,
)
def sync_mouths(
    take: Take,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    keyframes: tuple[int, ...],
    artist: LipsyncEngine,
    store: AssetStore,
) -> Take:
    """Make one take speak."""
    return artist.sync(take, utterances, screen, keyframes, store)
