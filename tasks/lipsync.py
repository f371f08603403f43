"""Lip-sync: takes in which somebody speaks learn to."""

from typing import Any

from prefect import task

from blocks.lipsync.base import LipsyncEngine, LipsyncVendor
from film.assets import AssetStore
from film.ledger import Order
from film.screen import Screen
from film.shots import Take, Utterance
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps


def _subject(given: dict[str, Any]) -> str:
    return names.place(given["utterances"][0].recording.line)


@task(name="lipsync", task_run_name=names.named("lip-sync", _subject), **policies.STAGE)
def sync_mouths(
    take: Take,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    keyframes: tuple[int, ...],
    artist: LipsyncEngine,
    store: AssetStore,
    till: Till,
) -> Take:
    """Make one take speak."""
    with till.paying("lipsync", take.shot):
        return artist.sync(take, utterances, screen, keyframes, store)


@task(
    name="lipsync-order",
    task_run_name=names.named("lip-sync", lambda given: f"order · {_subject(given)}"),
    **policies.STAGE,
)
def order_mouths(
    take: Take,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    artist: LipsyncVendor,
    store: AssetStore,
    till: Till,
) -> Order:
    """Order one take that speaks."""
    with till.paying("lipsync", take.shot):
        return artist.submit(take, utterances, screen, store)


@task(name="lipsync-collect", task_run_name=names.named("lip-sync", _subject), **policies.STAGE)
def collect_mouths(
    order: Order,
    take: Take,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    keyframes: tuple[int, ...],
    artist: LipsyncVendor,
    store: AssetStore,
    till: Till,
) -> Take:
    """Collect one take that speaks."""
    with till.paying("lipsync", take.shot):
        return artist.collect(order, take, utterances, screen, keyframes, store)


def have_mouths_synced(
    take: Any,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    keyframes: tuple[int, ...],
    artist: LipsyncEngine,
    store: AssetStore,
    till: Till,
) -> Steps:
    """Hand out a take, or its future, to speak: here, or ordered now and collected later."""
    if not isinstance(artist, LipsyncVendor):
        return (sync_mouths.submit(take, utterances, screen, keyframes, artist, store, till),)
    order: Any = order_mouths.submit(take, utterances, screen, artist, store, till)
    return (
        order,
        collect_mouths.submit(order, take, utterances, screen, keyframes, artist, store, till),
    )
