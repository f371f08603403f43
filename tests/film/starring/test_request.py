"""The request for a film with a lead: how the persona is named, what is read, and who pays."""

import pytest
from pydantic import ValidationError

from film.starring.request import StarringRequest


def asked(**more: object) -> StarringRequest:
    """Return a request for a film."""
    return StarringRequest.model_validate({"persona": "ana", "narration": "Here I am."} | more)


def test_a_persona_is_the_same_by_its_name_and_by_reference() -> None:
    named, referred = asked(), asked(persona="firstcut-persona/ana")
    assert named == referred
    assert named.persona == "firstcut-persona/ana"
    assert named.account == referred.account


@pytest.mark.parametrize("name", ["Ana", "ana maria", "../ana", "s3/ana", "ana-", ""])
def test_what_cannot_be_a_persona_s_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="persona"):
        asked(persona=name)


def test_everything_that_somebody_wrote_is_read_by_moderation() -> None:
    written = {
        "title": "The title", "prompt": "The prompt", "narration": "The narration",
        "voice": {"accent": "The accent"}, "watermark": {"text": "The mark"},
    }  # fmt: skip
    assert asked(**written).words.splitlines() == [
        "The title", "The prompt", "The narration", "The accent", "The mark",
    ]  # fmt: skip
    assert asked(watermark=None).words == "Here I am."


def test_another_look_of_the_same_film_is_paid_by_the_same_account() -> None:
    one = asked()
    assert one.account == asked(watermark=None, captions="burned", resolution="1080p").account
    others = (
        {"narration": "There I am."}, {"title": "A"}, {"prompt": "A"}, {"seed": 1},
        {"mood": "calm"}, {"location": "coast"}, {"lighting": "moonlight"}, {"persona": "bea"},
    )  # fmt: skip
    assert len({one.account, *(asked(**more).account for more in others)}) == 9
