"""Hiring: references become engines, or one sentence."""

import pytest

from blocks.catalogue import ENGINES
from blocks.crew import PRESETS, Crew, crew_named
from blocks.storage import LocalAssetStorage, storage_named
from blocks.story.base import StoryEngine
from blocks.story.embedded import EmbeddedStory
from blocks.voice.base import VoiceEngine
from film.assets import LocalAssetStore
from film.errors import BadRequest, EngineMissing
from flows.heads import hire_doubles, hire_heads
from tests.api import PrefectApi


def test_a_crew_has_one_engine_for_each_stage() -> None:
    assert list(Crew.model_fields) == list(ENGINES)


def test_embedded_needs_no_api() -> None:
    assert isinstance(Crew().hire("story", StoryEngine), EmbeddedStory)


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="animatic, cloud, gpu"):
        crew_named("hollywood")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_names_engines_that_there_are(preset: str) -> None:
    crew = crew_named(preset)
    engines = hire_heads(crew).engines | hire_doubles(crew).engines
    for stage, engine in engines.items():
        assert engine.fingerprint(), stage


def test_a_stage_can_have_another_engine_than_its_crew() -> None:
    crew = crew_named("cloud", voice="embedded", video="replicate", music=None)
    assert (crew.voice, crew.video) == ("embedded", "replicate")
    assert crew.music == PRESETS["cloud"].music


def test_an_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="no voice engine 'acme': choose embedded, elevenlabs"):
        crew_named("animatic", voice="acme")
    with pytest.raises(BadRequest, match="no voice engine 'acme'"):
        Crew(voice="acme").hire("voice", VoiceEngine)


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
