"""The persona's block: saved, found by reference, and what it never holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

from blocks.catalogue import PERSONAS
from blocks.persona import SLUG, FirstcutPersona, persona_named, reference_to
from blocks.storage import LocalAssetStorage
from film.assets import Asset
from film.errors import BadRequest, EngineMissing
from film.persona import Attributes, Consent
from tests.api import PrefectApi

PICTURE = Asset(sha256="a" * 64, media_type="image/jpeg", size=9, suffix=".jpg")
SAMPLE = Asset(sha256="b" * 64, media_type="audio/flac", size=9, suffix=".flac")
GIVEN = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def name(api: PrefectApi) -> Iterator[str]:
    """Lend a name that no persona has, and free it afterwards."""
    free = f"block-{uuid4().hex[:12]}"  # tests side by side share an API
    yield free
    with get_client(sync_client=True) as client:
        try:
            found = client.read_block_document_by_name(free, SLUG)
        except ObjectNotFound:
            return
        client.delete_block_document(found.id)


def block() -> FirstcutPersona:
    """Return a persona that is not saved."""
    return FirstcutPersona(
        pictures=(PICTURE,),
        samples=(SAMPLE,),
        attributes=Attributes(age=34, hair="short"),
        consent=Consent(by="Ana García", given=GIVEN, purposes=("face", "voice")),
        earlier=("c" * 64,),
        storage="firstcut-s3-asset-storage/films",
    )


def test_what_is_saved_is_found_as_it_was(name: str) -> None:
    block().save(name)
    for reference in (name, f"{SLUG}/{name}", reference_to(name)):
        found = persona_named(reference)
        fields = FirstcutPersona.model_fields
        assert [getattr(found, one) for one in fields] == [getattr(block(), one) for one in fields]
        assert found.persona() == block().persona().model_copy(update={"name": name})
    assert persona_named(name).media == (PICTURE, SAMPLE)


def test_a_change_is_seen_by_whoever_asks_next(name: str) -> None:
    block().save(name)
    early = persona_named(name)
    revoked = early.consent.model_copy(update={"revoked": GIVEN})
    early.model_copy(update={"consent": revoked}).save(name, overwrite=True)
    assert persona_named(name).consent.revoked == GIVEN
    assert persona_named(name).pictures == (PICTURE,)


def test_one_that_is_not_saved_is_missing(api: PrefectApi) -> None:
    for reference in ("nobody-here", f"{SLUG}/nobody-here", "no-such-type/x"):
        with pytest.raises(EngineMissing, match=r"No persona '.+' is saved: `firstcut persona"):
            persona_named(reference)


def test_another_block_is_no_persona(api: PrefectApi, name: str) -> None:
    LocalAssetStorage(root="/nowhere").save(name)
    with pytest.raises(BadRequest, match="is no persona: choose a firstcut-persona"):
        persona_named(f"firstcut-local-asset-storage/{name}")
    LocalAssetStorage.delete(name)


def test_what_somebody_saved_by_hand_is_looked_at_before_it_is_used(name: str) -> None:
    wrong = Asset(sha256="../../etc/passwd", media_type="image/png", size=9, suffix=".png")
    block().model_copy(update={"pictures": (wrong,)}).save(name)
    with pytest.raises(BadRequest, match="add it again with `firstcut persona add`") as raised:
        persona_named(name).persona()
    assert "passwd" not in str(raised.value)


def test_its_type_is_registered_with_its_form(api: PrefectApi) -> None:
    for kind in PERSONAS:
        kind.register_type_and_schema()
    with get_client(sync_client=True) as client:
        kind_there = client.read_block_type_by_slug(SLUG)
        schema = client.get_most_recent_block_schema_for_block_type(kind_there.id)
    assert schema is not None
    form = schema.fields
    assert form["required"] == ["pictures", "attributes"]
    assert form["definitions"]["Attributes"]["properties"]["age"]["minimum"] == 18
    assert set(form["definitions"]["Consent"]["properties"]) == set(Consent.model_fields)


def test_who_consented_does_not_show_in_its_text() -> None:
    shown = repr(block()) + str(block())
    assert "García" not in shown
