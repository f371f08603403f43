"""What every block and engine that ships has to keep to."""

import inspect
import json

import pytest
from prefect.blocks.core import Block

from blocks.catalogue import CERTIFICATES, CREDENTIALS, ENGINES, PERSONAS, STORAGES, WEBHOOKS
from blocks.credentials import VendorCredentials
from blocks.engine import Engine
from film.errors import EngineMissing
from tests.api import PrefectApi
from tests.blocks.contract.engines import ready

ENGINE_KINDS = [kind for kinds in ENGINES.values() for kind in kinds]
VENDOR_KINDS = [kind for kind in ENGINE_KINDS if kind.vendor]
BLOCKS: list[type[Block]] = [
    *ENGINE_KINDS,
    *STORAGES,
    *CREDENTIALS,
    *WEBHOOKS,
    *PERSONAS,
    *CERTIFICATES,
]


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
    assert kind().terms()
    assert kind.name.isidentifier()


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_its_fingerprint_is_stable_json_that_names_it(kind: type[Engine]) -> None:
    first, second = kind().fingerprint(), kind().fingerprint()
    assert first == second
    assert json.loads(json.dumps(first)) == first
    assert kind.label in first.values()


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_it_can_run_here(kind: type[Engine]) -> None:
    engine = ready(kind)
    engine.ready()
    engine.check()


@pytest.mark.parametrize("kind", VENDOR_KINDS, ids=lambda kind: kind.__name__)
def test_its_key_changes_nothing_and_shows_nowhere(kind: type[Engine]) -> None:
    engine = ready(kind)
    assert engine.fingerprint() == kind().fingerprint()
    key = engine.credentials.key  # type: ignore[attr-defined]
    assert key not in repr(engine) + str(engine) + engine.model_dump_json()


@pytest.mark.parametrize("kind", VENDOR_KINDS, ids=lambda kind: kind.__name__)
def test_without_a_key_it_says_how_to_give_one(
    kind: type[Engine], api: PrefectApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    [credentials] = [one for one in CREDENTIALS if one.vendor == kind.vendor]
    monkeypatch.delenv(credentials.variable, raising=False)
    with pytest.raises(EngineMissing, match=credentials.variable):
        kind().ready()


@pytest.mark.parametrize("kind", CREDENTIALS, ids=lambda kind: kind.__name__)
def test_a_key_is_found_in_the_environment_or_in_a_saved_block(
    kind: type[VendorCredentials], api: PrefectApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kind.variable, " from-the-environment ")
    monkeypatch.setenv(kind.address_variable, "http://127.0.0.1:1")
    assert kind.usual().key == "from-the-environment"
    assert kind.usual().address == "http://127.0.0.1:1"
    monkeypatch.delenv(kind.variable)
    monkeypatch.delenv(kind.address_variable)
    kind(api_key="from-a-block").save("default", overwrite=True)
    try:
        assert kind.usual().key == "from-a-block"
        assert kind.usual().address == kind.usual_address
    finally:
        kind.delete("default")


@pytest.mark.parametrize("kind", ENGINE_KINDS, ids=lambda kind: kind.__name__)
def test_only_what_learned_nothing_says_so(kind: type[Engine]) -> None:
    assert kind.trained == (kind.name != "embedded"), "films' Content Credentials rest on it"


def test_engines_of_a_stage_have_different_names() -> None:
    for stage, kinds in ENGINES.items():
        assert len({kind.name for kind in kinds}) == len(kinds), stage
        assert kinds[0].name == "embedded", "the first needs no key and no model"


def test_engines_of_different_stages_have_different_fingerprints() -> None:
    prints = [json.dumps(kind().fingerprint(), sort_keys=True) for kind in ENGINE_KINDS]
    assert len(set(prints)) == len(prints)


def test_block_names_are_unique() -> None:
    slugs = [block._block_type_slug for block in BLOCKS]
    assert len(set(slugs)) == len(slugs)
