"""Compose: cards, the mix, the join, and the folder that a person opens."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from film.animatic import workshop
from film.assets import AssetStore
from film.callsheet import Card, Slate
from film.deliverables import Film, Materials, Production, Soundtrack
from film.media.join import FilmTags
from film.provenance.signing import Seal
from film.report import Report
from film.request import Captions
from film.shelf import Shelf
from film.shots import Take
from film.sound import Music
from film.speech import Recording
from film.timeline import Timeline
from tasks import names, policies

CARD_SECONDS, SOUND_SECONDS, PICTURE_SECONDS = 300, 900, 1_800
"""Longest time that a worker may take for a card, a mix and a join."""


@task(
    name="cards",
    task_run_name=names.named("scenes", lambda given: f"{given['card'].kind} card"),
    **policies.STAGE,
)
def draw_card(card: Card, store: AssetStore) -> Take:
    """Film a title or end card."""
    return workshop.run(CARD_SECONDS, film_card, card, store)


@task(
    name="slates",
    task_run_name=names.named("scenes", lambda given: f"slate · {_place(given['slate'])}"),
    **policies.STAGE,
)
def film_slate(slate: Slate, store: AssetStore) -> Take:
    """Film what stands in for a shot that failed; under its own name, never as the shot."""
    return workshop.run(CARD_SECONDS, film_slate_here, slate, store)


@task(name="mix", task_run_name="compose · mix", **policies.STAGE)
def mix_sound(
    timeline: Timeline,
    recordings: dict[str, Recording],
    music: dict[str, Music],
    store: AssetStore,
) -> Soundtrack:
    """Mix dialogue, music and effects into stems and a master."""
    return workshop.run(SOUND_SECONDS, mix_stems, timeline, recordings, music, store)


@task(name="compose", task_run_name="compose · join", **policies.STAGE)
def compose_film(
    materials: Materials, tags: FilmTags, captions: Captions, store: AssetStore
) -> Film:
    """Join takes and sound into the film."""
    return workshop.run(PICTURE_SECONDS, join_film, materials, tags, captions, store)


@task(
    name="deliver",
    task_run_name="compose · deliver",
    **policies.RETRIED,
    cache_policy=NO_CACHE,  # a film is signed anew each time
)
def deliver_film(
    production: Production, report: Report, shelf: Shelf, store: AssetStore, seal: Seal
) -> Report:
    """Sign the film, and put it and all that goes with it on its shelf."""
    from film.media.deliver import deliver

    return deliver(production, report, shelf, store, seal)


def _place(slate: Slate) -> str:
    return names.place(slate.shot.id)


def film_card(card: Card, store: AssetStore) -> Take:
    """Film a card (runs in a worker)."""
    from film.animatic.cards import shoot_card

    return shoot_card(**dict(card), store=store)


def film_slate_here(slate: Slate, store: AssetStore) -> Take:
    """Film a slate (runs in a worker)."""
    from film.animatic.cards import shoot_slate

    return shoot_slate(**dict(slate), store=store)


def mix_stems(
    timeline: Timeline,
    recordings: dict[str, Recording],
    music: dict[str, Music],
    store: AssetStore,
) -> Soundtrack:
    """Mix the sound (runs in a worker)."""
    from film.media import compose

    return compose.mix_sound(timeline, recordings, music, store)


def join_film(materials: Materials, tags: FilmTags, captions: Captions, store: AssetStore) -> Film:
    """Join the film (runs in a worker)."""
    from film.media import compose

    return compose.compose_film(materials, tags, captions, store)
