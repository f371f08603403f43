"""Hiring: references become engines, or one sentence."""

import pytest

from blocks.catalogue import ENGINES
from blocks.crew import Crew, crew_named
from blocks.storage import LocalAssetStorage, storage_named
from blocks.story.base import StoryEngine
from blocks.story.embedded import EmbeddedStory
from film.assets import LocalAssetStore
from film.errors import BadRequest, EngineMissing
from tests.api import PrefectApi


def test_a_crew_has_one_engine_for_each_stage() -> None:
    assert list(Crew.model_fields) == list(ENGINES)


def test_embedded_needs_no_api() -> None:
    assert isinstance(Crew().hire("story", StoryEngine), EmbeddedStory)


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="animatic"):
        crew_named("hollywood")


def test_a_saved_block_is_hired_by_its_reference(api: PrefectApi) -> None:
    EmbeddedStory().save("teller", overwrite=True)
    crew = Crew(story="firstcut-embedded-story/teller")
    assert isinstance(crew.hire("story", StoryEngine), EmbeddedStory)


def test_a_block_that_is_not_saved_is_missed_in_a_sentence(api: PrefectApi) -> None:
    with pytest.raises(EngineMissing, match="No block 'firstcut-embedded-story/nobody'"):
        Crew(story="firstcut-embedded-story/nobody").hire("story", StoryEngine)


def test_a_block_for_another_job_is_refused(api: PrefectApi, tmp_path: object) -> None:
    LocalAssetStorage(root=str(tmp_path)).save("shelf", overwrite=True)
    with pytest.raises(BadRequest, match="no story engine"):
        Crew(story="firstcut-local-asset-storage/shelf").hire("story", StoryEngine)


def test_a_saved_storage_opens_its_folder(api: PrefectApi, tmp_path: object) -> None:
    LocalAssetStorage(root=str(tmp_path)).save("films", overwrite=True)
    store = storage_named("firstcut-local-asset-storage/films", local=tmp_path).open()  # type: ignore[arg-type]
    assert isinstance(store, LocalAssetStore)
    assert store.root == tmp_path
