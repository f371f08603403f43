"""What every block and engine that ships has to keep to."""

import inspect
import json

import pytest
from prefect.blocks.core import Block

from blocks.catalogue import ENGINES, STORAGES
from blocks.engine import Engine

ENGINE_KINDS = [kind for kinds in ENGINES.values() for kind in kinds]
BLOCKS: list[type[Block]] = [*ENGINE_KINDS, *STORAGES]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_its_page_in_the_ui_explains_it(block: type[Block]) -> None:
    assert (block._block_type_name or "").startswith("Firstcut ")
    assert block._block_type_slug
    assert len(block.get_description() or "") > 20


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_every_field_is_described(block: type[Block]) -> None:
    own = {name: field for name, field in block.model_fields.items() if not name.startswith("_")}
    undescribed = [name for name, field in own.items() if not field.description]
    assert undescribed == []


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_it_is_a_finished_engine_with_a_name_and_a_licence(kind: type[Engine]) -> None:
    assert not inspect.isabstract(kind)
    assert kind.label
    assert kind.licence


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_its_fingerprint_is_stable_json_that_names_it(kind: type[Engine]) -> None:
    first, second = kind().fingerprint(), kind().fingerprint()
    assert first == second
    assert json.loads(json.dumps(first)) == first
    assert kind.label in first.values()


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_it_can_run_here(kind: type[Engine]) -> None:
    kind().check()


def test_engines_of_different_stages_have_different_fingerprints() -> None:
    prints = [json.dumps(kind().fingerprint(), sort_keys=True) for kind in ENGINE_KINDS]
    assert len(set(prints)) == len(prints)


def test_block_names_are_unique() -> None:
    slugs = [block._block_type_slug for block in BLOCKS]
    assert len(set(slugs)) == len(slugs)
