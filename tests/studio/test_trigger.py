"""An API caller triggers a film: once, however often; and is told at once what cannot be."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from film.assets import hash_file
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio

PROMPT = {"prompt": "A fox learns to whistle", "length": 15}
DEPLOYMENTS = (
    "make-movie/animatic",
    "make-movie/cloud",
    "make-movie/gpu",
    "make-batch/batch",
    "make-batch/nightly",
    "estimate-movie/estimate",
    "clean/clean",
)

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown genre": ({"request": PROMPT | {"genre": "polka"}}, "'polka' is not one of"),
    "too short": ({"request": PROMPT | {"length": 3}}, "minimum of 15"),
    "too long": ({"request": PROMPT | {"length": 6_000}}, "maximum of 600"),
    "a length in words": ({"request": PROMPT | {"length": "long"}}, "request.length"),
    "an unknown field": ({"request": PROMPT | {"lenght": 30}}, "'lenght' was unexpected"),
    "no request": ({}, "'request' is a required property"),
    "no source": ({"request": {"length": 15}}, "'prompt' is a required property"),
    "a blank source": ({"request": {"prompt": "  "}}, "request.prompt"),
    "both sources": ({"request": PROMPT | SMALL}, "'A fox learns to whistle' is expected to be"),
    "an unknown parameter": ({"request": PROMPT, "bugdet": 3}, "'bugdet' was unexpected"),
    "an unknown job": ({"request": PROMPT, "crew": {"catering": "x"}}, "'catering' was unexpected"),
}


def test_a_post_makes_a_film(studio: Studio) -> None:
    run = studio.trigger("make-movie/animatic", {"request": SMALL})
    ended = studio.wait(run["id"])
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run["id"])
    assert ended["name"] == "The Lamp"
    assert hash_file(studio.film(run["id"]))
    assert "film.mp4" in studio.artifacts(run["id"])["film"]


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_made_is_refused_with_the_reason(studio: Studio, what: str) -> None:
    parameters, reason = REFUSED[what]
    known = studio.deployment("make-movie/animatic")["id"]
    answer = studio.ask(
        "POST",
        f"/deployments/{known}/create_flow_run",
        {"parameters": parameters, "idempotency_key": what},
    )
    assert answer.status_code == 409, answer.text
    assert reason in answer.json()["detail"]
    runs = {"flow_runs": {"idempotency_key": {"any_": [what]}}}
    assert studio.post("/flow_runs/count", runs) == 0


@pytest.mark.parametrize("deployment", DEPLOYMENTS)
def test_no_deployment_takes_a_parameter_that_its_flow_does_not_know(
    studio: Studio, deployment: str
) -> None:
    known = studio.deployment(deployment)
    assert known["enforce_parameter_schema"]
    assert known["parameter_openapi_schema"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"request": PROMPT, "storage": "firstcut-s3-storage/nowhere"}, "is saved"),
        ({"request": {"screenplay": "Title: Nothing\n\n"}}, "nothing to film"),
        ({"request": PROMPT, "crew": {"voice": "no-such-block/there"}}, "no-such-block/there"),
    ],
    ids=["no such storage", "nothing to film", "no such engine"],
)
def test_what_only_a_worker_can_know_fails_at_once_with_the_reason(
    studio: Studio, parameters: dict[str, Any], reason: str
) -> None:
    run = studio.trigger("make-movie/animatic", parameters)
    ended = studio.wait(run["id"])
    assert ended["state"]["type"] == "FAILED", studio.logs(run["id"])
    assert reason in ended["state"]["message"]
    done = {one["name"] for one in studio.task_runs(run["id"]) if one["state_type"] == "COMPLETED"}
    assert not any("scenes" in name or "voice" in name for name in done)


def test_a_duplicate_trigger_makes_one_film(studio: Studio) -> None:
    known = studio.deployment("make-movie/animatic")["id"]
    body = {
        "parameters": {"request": SMALL},
        "state": {"type": "SCHEDULED"},
        "idempotency_key": "raced",
    }

    def trigger(_: int) -> str:
        run: dict[str, Any] = studio.post(f"/deployments/{known}/create_flow_run", body)
        return str(run["id"])

    with ThreadPoolExecutor(8) as callers:
        runs = set(callers.map(trigger, range(16)))
    assert len(runs) == 1
    [run] = runs
    assert studio.wait(run)["state"]["type"] == "COMPLETED", studio.logs(run)
    assert trigger(0) == run, "also when the film is made"
    same = {"flow_runs": {"idempotency_key": {"any_": ["raced"]}}}
    assert studio.post("/flow_runs/count", same) == 1
