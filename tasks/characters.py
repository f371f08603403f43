"""Characters: a sheet for each, that keeps its face, hair and clothes the same."""

from prefect import task

from blocks.image.base import ImageEngine
from film.assets import AssetStore
from film.shots import CharacterSheet
from film.story import Character
from tasks import names, policies


@task(
    name="characters",
    task_run_name=names.named("characters", lambda given: given["character"].name),
    **policies.STAGE,
)
def draw_character(
    character: Character, style: str, artist: ImageEngine, store: AssetStore
) -> CharacterSheet:
    """Draw one character's sheet."""
    return artist.draw_sheet(character, style, store)
