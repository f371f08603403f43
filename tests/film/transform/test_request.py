"""The request for a transformed video: what its form asks, what it refuses, what it keeps."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from film.request import MovieRequest
from film.starring.request import StarringRequest
from film.transform.request import LONGEST, TransformRequest
from flows.asked import request_of

LINK = "https://films.example.org/a/Harbour%20talk.mp4?X-Amz-Signature=planted"
LEAST = {"source": "interview.mp4", "persona": "ana"}


def request(**more: Any) -> TransformRequest:
    return TransformRequest.model_validate(LEAST | more)


@pytest.mark.parametrize(
    ("source", "title", "called"),
    [
        ("interview.mp4", None, "interview"),
        ("/srv/films/a night out.mov", None, "a night out"),
        ("s3://bucket/uploads/harbour.webm", None, "harbour"),
        (LINK, None, "Harbour talk"),
        ("https://films.example.org/t/c2VjcmV0dG9rZW4", None, "films.example.org"),
        ("https://[films", None, "Untitled"),
        ("interview.mp4", "  A   title ", "A title"),
        ("interview.mp4", "   ", "interview"),
    ],
)
def test_a_film_without_a_title_is_called_after_its_source(
    source: str, title: str | None, called: str
) -> None:
    assert request(source=source, title=title).called == called


@pytest.mark.parametrize(
    "wrong",
    [
        {"persona": "Ana"}, {"persona": "other-block/ana"}, {"persona": "../ana"},
        {"source": ""}, {"source": "a" * 3_000}, {"title": "two\nlines"}, {"voice": "louder"},
        {"longest": LONGEST + 1}, {"longest": 0}, {"budget": "-1"}, {"notice": " "},
        {"face": {"by": "loudest"}}, {"face": {"by": "from the left", "place": 0}},
        {"face": {"by": "near a point", "x": 101}}, {"watermark": {"text": " "}},
        {"unknown": 1}, {"tags": ["t"] * 21},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        request(**wrong)


def test_it_travels_as_json() -> None:
    asked = request(
        face={"by": "near a point", "x": 20, "y": 40, "seconds": 3},
        watermark={"text": "Altered"},
        notice="The face in this film was changed.",
        budget="5/2",
    )
    again = TransformRequest.model_validate_json(asked.model_dump_json())
    assert again == asked
    assert again.budget == Fraction(5, 2)


def test_a_report_holds_no_secret_of_a_signed_link() -> None:
    told = request(source=LINK).told()
    assert told.source == "https://films.example.org/a/Harbour%20talk.mp4"
    assert "planted" not in told.model_dump_json()


def test_the_same_film_has_one_account_and_another_film_another() -> None:
    other_signature = LINK.replace("planted", "anew")
    same = {request(source=LINK).account, request(source=other_signature, title="T").account}
    same.add(request(source=LINK, persona="firstcut-persona/ana").account)
    assert len(same) == 1
    others = {
        request(source=LINK, **more).account
        for more in ({"persona": "bo"}, {"voice": "keep"}, {"face": {"by": "from the left"}})
    }
    assert len(others | same) == 4


def test_moderation_reads_every_word_that_the_user_wrote() -> None:
    words = request(title="One", watermark={"text": "Two"}, notice="Three").words
    assert words.split("\n") == ["One", "Two", "Three"]


def test_its_form_has_every_field_in_its_place_with_words_to_it() -> None:
    shown = TransformRequest.model_json_schema()
    fields = shown["properties"]
    assert [one["position"] for one in fields.values()] == list(range(len(fields)))
    assert list(fields) == list(TransformRequest.model_fields)
    for name, field in fields.items():
        assert field["title"], name
        assert field["description"], name
    assert shown["required"] == ["source", "persona"]
    whose = shown["$defs"]["WhoseFace"]["properties"]
    assert [one["position"] for one in whose.values()] == list(range(len(whose)))


@pytest.mark.parametrize(
    "asked",
    [
        MovieRequest(prompt="A lighthouse keeper befriends a storm"),
        StarringRequest(persona="firstcut-persona/ana", narration="I always wanted to."),
        request(),
    ],
    ids=lambda asked: type(asked).__name__,
)
def test_a_runs_request_is_known_by_its_fields(asked: Any) -> None:
    assert request_of({"request": asked.model_dump(mode="json")}) == asked
