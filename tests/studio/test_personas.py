"""An API caller makes films with a saved persona: starring, and in a video that may be read."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from film.assets import hash_file
from film.job import Status
from tests.film.transform.uploads import upload
from tests.flows import people
from tests.flows.videos import LEAVING
from tests.studio.studio import ENDED, FILM_SECONDS, START_SECONDS, Studio, wait_for

pytestmark = pytest.mark.e2e

NAME = "studio-ana"
PERSONA = f"firstcut-persona/{NAME}"
STARRING = {"persona": PERSONA, "narration": "I see the city.", "resolution": "360p"}
VIDEO = replace(LEAVING, frames=18, sounds=())
"""A second and a half, silent."""

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown field": (STARRING | {"colour": "red"}, "'colour' was unexpected"),
    "an unknown place": (STARRING | {"location": "the moon"}, "request.location"),
    "nothing to say": (STARRING | {"narration": "  "}, "request.narration"),
    "another block": (STARRING | {"persona": "secret/ana"}, "request.persona"),
    "a mark out of bounds": (STARRING | {"watermark": {"opacity": 101}}, "opacity"),
}


@pytest.fixture(scope="module")
def persona(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Save a persona at the studio by the command, and return its reference."""
    folder = tmp_path_factory.mktemp("persona")
    picture = people.write_picture(folder / "selfie.png", people.portrait())
    process = studio.run(
        "persona",
        [
            *(sys.executable, "-c", "from flows.cli import main; main()"),
            *("persona", "add", NAME, "--picture", str(picture), "--age", "38"),
            *("--consent-by", people.BY, "--purpose", "face"),
        ],
    )
    assert process.popen.wait(START_SECONDS) == 0, process.log.read_text()
    return PERSONA


def label(studio: Studio, run: str) -> str:
    """Return what a run's job record says of the whole film; nothing before there is one."""
    shown = studio.artifacts(run).get("job")
    return str(json.loads(shown)[0]["state"]) if shown else ""


def watch(studio: Studio, run: str) -> list[str]:
    """Return what the job record said of the film, from the first word to the last."""
    labels: list[str] = []

    def look() -> bool:
        ended = studio.film_run(run)["state"]["type"] in ENDED
        found = label(studio, run)
        if found and found not in labels[-1:]:
            labels.append(found)
        return ended

    wait_for(f"the end of {run}", look, FILM_SECONDS, every=0.2)
    return labels


def refused(studio: Studio, deployment: str, request: dict[str, Any], key: str) -> str:
    """Return why a request is refused before there is a run."""
    answer = studio.ask(
        "POST",
        f"/deployments/{studio.deployment(deployment)['id']}/create_flow_run",
        {"parameters": {"request": request}, "idempotency_key": key},
    )
    assert answer.status_code == 409, answer.text
    assert studio.post("/flow_runs/count", {"flow_runs": {"idempotency_key": {"any_": [key]}}}) == 0
    return str(answer.json()["detail"])


@pytest.mark.usefixtures("persona")
def test_a_post_makes_a_film_and_its_job_can_be_watched(studio: Studio) -> None:
    run = studio.trigger("make-persona-film/persona", {"request": STARRING})["id"]
    labels = watch(studio, run)
    ended = studio.film_run(run)
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert ended["name"] == f"I see the city · {NAME}"
    assert len(labels) > 1, "it is told while it runs"
    assert labels[-1] == "done"
    assert set(labels) <= set(get_args(Status))
    rows = json.loads(studio.artifacts(run)["job"])
    assert {row["state"] for row in rows} == {"done"}
    assert "preview 1" in rows[0]["assets"]
    assert hash_file(studio.film(run))
    assert "film.mp4" in studio.artifacts(run)["film"]


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(studio: Studio, what: str) -> None:
    request, reason = REFUSED[what]
    assert reason in refused(studio, "make-persona-film/persona", request, what)


@pytest.mark.parametrize(
    "deployment",
    ["make-persona-film/persona", "make-persona-film/persona-cloud",
     "transform-video/transform", "transform-video/transform-cloud"],
)  # fmt: skip
def test_no_deployment_takes_a_parameter_that_its_flow_does_not_know(
    studio: Studio, deployment: str
) -> None:
    known = studio.deployment(deployment)
    assert known["enforce_parameter_schema"]
    assert known["parameter_openapi_schema"]["additionalProperties"] is False


def test_a_persona_that_is_not_saved_is_a_sentence(studio: Studio) -> None:
    request = STARRING | {"persona": "firstcut-persona/nobody"}
    run = studio.trigger("make-persona-film/persona", {"request": request})["id"]
    ended = studio.wait(run)
    assert ended["state"]["type"] == "FAILED"
    assert "No persona 'nobody' is saved" in ended["state"]["message"]


def test_a_file_of_the_worker_is_not_read(studio: Studio, persona: str, tmp_path: Path) -> None:
    source = upload(tmp_path / "private", VIDEO)
    request = {"source": str(source), "persona": persona, "voice": "keep"}
    run = studio.trigger("transform-video/transform", {"request": request})["id"]
    ended = studio.wait(run)
    assert ended["state"]["type"] == "FAILED"
    assert "There is no file" in ended["state"]["message"]
    assert "folders that files are read from" in ended["state"]["message"]


def test_a_video_from_the_uploads_gets_the_face(studio: Studio, persona: str) -> None:
    uploads = studio.home / "uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    source = upload(uploads / "admiral", VIDEO)
    request = {"source": source.name, "persona": persona, "voice": "keep", "title": "The Admiral"}
    assert "'colour' was unexpected" in refused(
        studio, "transform-video/transform", request | {"colour": "red"}, "a coloured video"
    )
    command = [sys.executable, "-c", "from flows.cli import main; main()", "transform"]
    command += [source.name, NAME, "--keep-voice", "--title", "The Admiral"]
    asked = studio.run("transform", [*command, "--deployment", "transform"])
    assert asked.popen.wait(START_SECONDS) == 0, asked.log.read_text()
    run = asked.log.read_text().split()[-1]
    assert studio.film_run(run)["parameters"]["request"] == request
    ended = studio.wait(run)
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert ended["name"] == f"The Admiral · {NAME}"
    report = json.loads((studio.film(run).parent / "report.json").read_text())
    assert report["face"]["replaced"] > 12
    assert all(check["passed"] for check in report["checks"])
    assert hash_file(studio.film(run)) != hash_file(source)
