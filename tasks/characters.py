"""Characters: a sheet for each, that keeps its face, hair and clothes the same, and keyframes."""

from typing import Any

from prefect import task

from blocks.image.base import ImageEngine, ImageVendor
from film.assets import Asset, AssetStore
from film.ledger import Order
from film.look import Look
from film.shots import Assignment, CharacterSheet
from film.story import Character
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps

CHARACTER = names.named("characters", lambda given: given["character"].name)
ORDERED_CHARACTER = names.named("characters", lambda given: f"order · {given['character'].name}")
KEYFRAME = names.named("keyframes", lambda given: names.place(given["assignment"].shot.id))
ORDERED_KEYFRAME = names.named(
    "keyframes", lambda given: f"order · {names.place(given['assignment'].shot.id)}"
)


@task(name="characters", task_run_name=CHARACTER, **policies.STAGE)
def draw_character(
    character: Character, look: Look, artist: ImageEngine, store: AssetStore, till: Till
) -> CharacterSheet:
    """Draw one character's sheet."""
    with till.paying("characters", character.id):
        return artist.draw_sheet(character, look, store)


@task(name="characters-order", task_run_name=ORDERED_CHARACTER, **policies.STAGE)
def order_character(
    character: Character, look: Look, artist: ImageVendor, store: AssetStore, till: Till
) -> Order:
    """Order one character's sheet."""
    with till.paying("characters", character.id):
        return artist.submit_sheet(character, look, store)


@task(name="characters-collect", task_run_name=CHARACTER, **policies.STAGE)
def collect_character(
    order: Order,
    character: Character,
    look: Look,
    artist: ImageVendor,
    store: AssetStore,
    till: Till,
) -> CharacterSheet:
    """Collect one character's sheet."""
    with till.paying("characters", character.id):
        return artist.collect_sheet(order, character, look, store)


@task(name="keyframes", task_run_name=KEYFRAME, **policies.STAGE)
def draw_keyframe(
    assignment: Assignment, artist: ImageEngine, store: AssetStore, till: Till
) -> Asset:
    """Draw one shot's first frame."""
    with till.paying("keyframes", assignment.shot.id):
        return artist.draw_keyframe(assignment, store)


@task(name="keyframes-order", task_run_name=ORDERED_KEYFRAME, **policies.STAGE)
def order_keyframe(
    assignment: Assignment, artist: ImageVendor, store: AssetStore, till: Till
) -> Order:
    """Order one shot's first frame."""
    with till.paying("keyframes", assignment.shot.id):
        return artist.submit_keyframe(assignment, store)


@task(name="keyframes-collect", task_run_name=KEYFRAME, **policies.STAGE)
def collect_keyframe(
    order: Order, assignment: Assignment, artist: ImageVendor, store: AssetStore, till: Till
) -> Asset:
    """Collect one shot's first frame."""
    with till.paying("keyframes", assignment.shot.id):
        return artist.collect_keyframe(order, assignment, store)


def have_character_drawn(
    character: Character, look: Look, artist: ImageEngine, store: AssetStore, till: Till
) -> Steps:
    """Hand out a sheet: drawn at once, or ordered now and collected when it is there."""
    if not isinstance(artist, ImageVendor):
        return (draw_character.submit(character, look, artist, store, till),)
    order: Any = order_character.submit(character, look, artist, store, till)
    return order, collect_character.submit(order, character, look, artist, store, till)


def have_keyframe_drawn(
    assignment: Assignment, artist: ImageEngine, store: AssetStore, till: Till
) -> Steps:
    """Hand out a keyframe: drawn at once, or ordered now and collected when it is there."""
    if not isinstance(artist, ImageVendor):
        return (draw_keyframe.submit(assignment, artist, store, till),)
    order: Any = order_keyframe.submit(assignment, artist, store, till)
    return order, collect_keyframe.submit(order, assignment, artist, store, till)
