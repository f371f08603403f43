"""The forms of every deployment, as the API hands them to the UI and to its callers."""

from typing import Any

import pytest

from tests.studio.studio import Studio

STAR, TRANSFORM = "make-persona-film/persona", "transform-video/transform"
DEPLOYMENTS = (
    "make-movie/animatic", "make-movie/cloud", "make-movie/gpu", "make-batch/batch",
    "make-batch/nightly", "estimate-movie/estimate", STAR,
    "make-persona-film/persona-cloud", TRANSFORM, "transform-video/transform-cloud", "clean/clean",
)  # fmt: skip
MOVIES = DEPLOYMENTS[:3]
LEAST = {
    STAR: {"persona": "firstcut-persona/ana", "narration": "Here I am."},
    TRANSFORM: {"persona": "firstcut-persona/ana", "source": "https://example.org/a.mp4"},
}

pytestmark = pytest.mark.e2e


def form(studio: Studio, deployment: str) -> dict[str, Any]:
    """Return a deployment's parameter schema."""
    found: dict[str, Any] = studio.deployment(deployment)["parameter_openapi_schema"]
    return found


def models(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of the form and of every model in it."""
    nested = {name: one.get("properties", {}) for name, one in schema["definitions"].items()}
    return {"": schema["properties"], **nested}


def verdict(studio: Studio, deployment: str, **parameters: Any) -> dict[str, Any]:
    """Return what the server that refuses parameters says of these, as the form asks it."""
    found: dict[str, Any] = studio.post(
        "/ui/schemas/validate", {"schema": form(studio, deployment), "values": parameters}
    )
    return found


@pytest.mark.parametrize("deployment", DEPLOYMENTS)
def test_every_field_at_any_depth_has_a_title_a_description_and_a_place(
    studio: Studio, deployment: str
) -> None:
    for model, fields in models(form(studio, deployment)).items():
        for name, field in fields.items():
            assert field.get("title"), f"{model}.{name}"
            assert len(field.get("description", "")) > 8, f"{model}.{name}"
        places = [field.get("position") for field in fields.values()]
        assert sorted(places) == list(range(len(places))), model


@pytest.mark.parametrize("deployment", DEPLOYMENTS[:-1])
def test_limits_are_said_in_words_because_the_form_does_not_show_them(
    studio: Studio, deployment: str
) -> None:
    for model, fields in models(form(studio, deployment)).items():
        for name, field in fields.items():
            for limit in ("minimum", "maximum"):
                if limit in field:
                    assert f"{field[limit]:.12g}" in field["description"], f"{model}.{name}"


@pytest.mark.parametrize("deployment", DEPLOYMENTS)
def test_parameters_are_refused_before_any_work(studio: Studio, deployment: str) -> None:
    assert studio.deployment(deployment)["enforce_parameter_schema"]


@pytest.mark.parametrize("deployment", MOVIES)
@pytest.mark.parametrize(
    "request_",
    [
        {"prompt": "A storm"},
        {"prompt": "A storm", "screenplay": None, "title": None, "length": None, "budget": None},
        {"prompt": "A storm", "genre": "comedy", "length": 15, "budget": "2.50"},
        {"screenplay": "INT. KITCHEN - NIGHT\n\nMARA\nWho is it?", "prompt": None},
    ],
    ids=["prompt", "nulls", "limits", "screenplay"],
)
def test_what_the_flow_takes_the_server_takes(
    studio: Studio, deployment: str, request_: dict[str, Any]
) -> None:
    found = verdict(studio, deployment, request=request_)
    assert found["valid"], found


@pytest.mark.parametrize(
    ("deployment", "more", "taken"),
    [
        (STAR, {}, True),
        (STAR, {"watermark": None, "title": None, "budget": None}, True),
        (STAR, {"watermark": {"text": "Made by a machine"}, "genre": "comedy"}, True),
        (STAR, {"watermark": {"text": ""}}, False),
        (STAR, {"location": "the moon"}, False),
        (STAR, {"narration": " "}, False),
        (STAR, {"persona": "ana"}, True),
        (STAR, {"persona": "Ana"}, False),
        (TRANSFORM, {}, True),
        (TRANSFORM, {"watermark": None, "notice": None, "budget": None, "title": None}, True),
        (TRANSFORM, {"face": {"by": "from the left", "place": 2}, "voice": "keep"}, True),
        (TRANSFORM, {"face": {"by": "name"}}, False),
        (TRANSFORM, {"voice": "change"}, False),
        (TRANSFORM, {"longest": 0}, False),
        (TRANSFORM, {"source": ""}, False),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, dict) else None,
)
def test_of_a_persona_the_server_takes_what_the_flow_takes(
    studio: Studio, deployment: str, more: dict[str, Any], taken: bool
) -> None:
    found = verdict(studio, deployment, request=LEAST[deployment] | more)
    assert found["valid"] is taken, found


@pytest.mark.parametrize(
    "request_",
    [{"prompt": "A storm", field: value} for field, value in (
        ("length", 14), ("length", 601), ("genre", "western"), ("scenes", 0), ("budget", "-1"),
        ("budget", "much"), ("seed", -1), ("colour", "red"), ("title", "x" * 121),
    )],
    ids=lambda given: "-".join(str(value)[:8] for value in list(given.items())[-1]),
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(studio: Studio, request_: dict[str, Any]) -> None:
    assert not verdict(studio, "make-movie/animatic", request=request_)["valid"]


@pytest.mark.parametrize(
    ("engine", "taken"),
    [("embedded", True), ("luma", True), ("firstcut-luma-video/house", True), ("lumma", False)],
)
def test_a_job_takes_an_engine_or_a_saved_block(studio: Studio, engine: str, taken: bool) -> None:
    found = verdict(
        studio, "make-movie/animatic", request={"prompt": "A storm"}, crew={"video": engine}
    )
    assert found["valid"] is taken, found


def test_a_refusal_names_the_field_and_what_it_may_be(studio: Studio) -> None:
    known = studio.deployment("make-movie/animatic")["id"]
    answer = studio.ask(
        "POST",
        f"/deployments/{known}/create_flow_run",
        {"parameters": {"request": {"prompt": "A storm", "genre": "western"}}},
    )
    assert answer.status_code == 409
    for words in ("request.genre", "western", "comedy"):
        assert words in answer.text
