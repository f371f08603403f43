"""What people see of a run in the Prefect UI, what it leaves, and the form that starts it."""

import html
import json
import os
import re
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema

from blocks import home
from film.assets import hash_file
from film.request import MovieRequest
from flows.movie import make_movie
from tests.api import PrefectApi
from tests.flows.conftest import ShortFilm
from tests.flows.runs import artifacts, panels, run_of, task_runs


@pytest.fixture(scope="module")
def names(short_film: ShortFilm, api: PrefectApi) -> set[str]:
    """Return the names of the task runs that made the short film."""
    return {run["name"] for run in task_runs(short_film, api)}


@pytest.mark.e2e
def test_the_run_and_all_of_its_tasks_completed(short_film: ShortFilm, api: PrefectApi) -> None:
    assert run_of(short_film, api)["state_type"] == "COMPLETED"
    assert {run["state_type"] for run in task_runs(short_film, api)} == {"COMPLETED"}


@pytest.mark.e2e
@pytest.mark.parametrize(
    "name",
    [
        "voice · casting · The Lamp",
        "voice · scene 1 line 1 · Mara",
        "voice · scene 1 line 2 · Tom",
        "voice · scene 2 line 1 · Mara",
        "characters · Mara",
        "characters · Tom",
        "scenes · title card",
        "scenes · end card",
        "compose · mix",
        "compose · join",
        "compose · deliver",
    ],
)
def test_every_task_run_says_what_it_worked_on(names: set[str], name: str) -> None:
    assert name in names


@pytest.mark.e2e
def test_every_shot_cue_and_bed_has_a_task_run(short_film: ShortFilm, names: set[str]) -> None:
    shots = {
        f"scenes · scene {number} shot {place} · {shot.size}"
        for number, scene in enumerate(short_film.story.scenes, start=1)
        for place, shot in enumerate(scene.shots, start=1)
    }
    assert shots <= names
    assert len(shots) == sum(name.startswith("scenes · scene") for name in names)
    assert any(name.startswith("lip-sync · scene 1 line 1") for name in names)
    assert any(name.startswith("music · m1 · ") for name in names)
    for number, scene in enumerate(short_film.story.scenes, start=1):
        assert f"sound · b{number} · {scene.setting}" in names


STAGES_AT_WORK = (
    "moderation",
    "story",
    "voice",
    "characters",
    "scenes",
    "music",
    "lipsync",
    "compose",
)


@pytest.fixture(scope="module")
def shown(short_film: ShortFilm, api: PrefectApi) -> dict[str, Any]:
    """Return what the short film's run shows, by key."""
    return artifacts(short_film, api)


@pytest.mark.e2e
def test_a_run_shows_its_progress_by_stage_and_all_that_is_made(shown: dict[str, Any]) -> None:
    stages = {f"progress-{stage}" for stage in STAGES_AT_WORK}
    others = {"cast", "storyboard", "dailies", "cost", "film", "deliverables"}
    assert set(shown) == {"progress", *stages, *others}
    assert {key: shown[key] for key in ("progress", *stages)} == dict.fromkeys(
        ("progress", *stages), 100
    )
    assert len(json.dumps(shown)) < 1_000_000


@pytest.mark.e2e
def test_the_cast_is_shown_with_portraits(shown: dict[str, Any]) -> None:
    assert [(one[0], one[1]) for one in panels(shown["cast"])] == [
        ("🖼", "**Mara**"),
        ("🖼", "**Tom**"),
    ]


@pytest.mark.e2e
@pytest.mark.parametrize("key", ["storyboard", "dailies"])
def test_every_shot_is_shown_under_its_scene(
    shown: dict[str, Any], short_film: ShortFilm, key: str
) -> None:
    found = panels(shown[key])
    shots = [
        (f"**scene {number} shot {place}**", shot)
        for number, scene in enumerate(short_film.story.scenes, start=1)
        for place, shot in enumerate(scene.shots, start=1)
    ]
    assert len(found) == len(shots)
    for panel, (name, shot) in zip(found, shots, strict=True):
        assert panel[0] == "🖼"
        assert panel[1].startswith(f"{name} · {shot.size}")
        if key == "storyboard" and shot.action:
            assert shot.action in panel
    for scene in short_film.story.scenes:
        assert f"## {scene.slugline}" in shown[key]


@pytest.mark.e2e
def test_the_storyboard_has_the_lines_and_the_dailies_have_lengths_and_engines(
    shown: dict[str, Any], short_film: ShortFilm
) -> None:
    said = " ".join(cell for panel in panels(shown["storyboard"]) for cell in panel)
    for words in ("*Mara:* Who is out there?", "*Tom:* Only the wind."):
        assert words in said
    for panel in panels(shown["dailies"]):
        assert re.fullmatch(
            r"\d+\.\d s · (Scenes: embedded camera|Lip-sync: embedded lip-sync), (made|reused)",
            panel[2],
        )


@pytest.mark.e2e
def test_a_film_that_costs_nothing_says_so(shown: dict[str, Any]) -> None:
    assert "free" in shown["cost"]


@pytest.mark.e2e
def test_the_film_shows_its_poster_its_checks_and_where_it_stands(
    shown: dict[str, Any], short_film: ShortFilm
) -> None:
    page = html.unescape(shown["film"])
    assert page.startswith("# The Lamp\n\n![](data:image/jpeg;base64,")
    assert str(short_film.folder) in page
    for check in short_film.report["checks"]:
        assert f"| ✓ | {check['name']} | {check['finding']} |" in page
    assert "file://" not in page, "no browser follows such a link from the UI"


@pytest.mark.e2e
def test_programs_find_every_file_with_its_size_digest_and_link(
    shown: dict[str, Any], short_film: ShortFilm
) -> None:
    rows = json.loads(shown["deliverables"])
    assert [row["file"] for row in rows] == short_film.report["files"]
    for row in rows:
        file = short_film.folder / row["file"]
        assert row["bytes"] == file.stat().st_size
        assert row["sha256"] == hash_file(file)
        assert row["link"] == file.resolve().as_uri()


@pytest.mark.e2e
def test_results_are_small_json_that_refers_to_media(
    short_film: ShortFilm, api: PrefectApi
) -> None:
    kept = [run["state"]["data"] for run in task_runs(short_film, api)]
    assert sum(one is None for one in kept) == 1, "only the delivery is done again each time"
    for key in {one["storage_key"] for one in kept if one}:
        record = json.loads((home.results() / key).read_text())
        assert record["metadata"]["serializer"]["type"] == "json"
        assert len(record["result"]) < 200_000
        for text in texts_in(json.loads(record["result"])):
            assert not text.startswith(("gASV", "data:")), f"{key} holds more than JSON"
            assert str(home.home()) not in text, "a result has to be good on another machine"


@pytest.mark.e2e
def test_neither_results_nor_the_film_hold_what_the_environment_knows(
    short_film: ShortFilm,
) -> None:
    secrets = {
        value
        for name, value in os.environ.items()
        if any(mark in name for mark in ("KEY", "TOKEN", "SECRET", "PASSWORD")) and len(value) > 8
    }
    readable = [*home.results().iterdir(), *short_film.folder.glob("*.*")]
    for path in readable:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in secrets), path


def texts_in(value: Any) -> list[str]:
    """Return every text at any depth of JSON."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return []


@pytest.fixture(scope="module")
def form() -> dict[str, Any]:
    """Return the schema that the UI makes its form from."""
    return parameter_schema(make_movie).model_dump()


def test_every_parameter_of_the_flow_is_explained(form: dict[str, Any]) -> None:
    assert form["required"] == ["request"]
    for name, field in form["properties"].items():
        assert len(field.get("description", "")) > 10, name


@pytest.mark.parametrize("name", MovieRequest.model_fields)
def test_every_field_of_the_request_is_explained_and_shown_by_example(
    form: dict[str, Any], name: str
) -> None:
    field = form["definitions"]["MovieRequest"]["properties"][name]
    assert len(field["description"]) > 15
    nested = "$ref" in field or "$ref" in field.get("items", {})
    assert nested or field.get("examples") or choices(field), "an example or a choice"


def test_the_form_asks_in_the_order_of_the_request(form: dict[str, Any]) -> None:
    fields = form["definitions"]["MovieRequest"]["properties"]
    ordered = sorted(fields, key=lambda name: fields[name]["position"])
    assert ordered == list(MovieRequest.model_fields)
    assert len({field["position"] for field in fields.values()}) == len(fields)


@pytest.mark.parametrize(
    "name", ["genre", "style", "aspect_ratio", "resolution", "frame_rate", "language", "captions"]
)
def test_fields_with_choices_list_them(form: dict[str, Any], name: str) -> None:
    field = form["definitions"]["MovieRequest"]["properties"][name]
    assert len(choices(field)) >= 3
    assert set(field["examples"]) <= set(choices(field))


def test_every_example_is_accepted() -> None:
    for name, field in MovieRequest.model_fields.items():
        for example in field.examples or ():
            source = {} if name in ("prompt", "screenplay") else {"prompt": "A storm"}
            MovieRequest.model_validate({**source, name: example})


@pytest.mark.parametrize("stage", ["story", "image", "video", "voice", "music", "lipsync"])
def test_every_job_of_the_crew_is_explained(form: dict[str, Any], stage: str) -> None:
    field = form["definitions"]["Crew"]["properties"][stage]
    assert "type-slug/name" in field["description"]
    assert field["default"] == "embedded"


def choices(field: dict[str, Any]) -> list[str]:
    """Return the values that a field of the form may have."""
    parts = [field, *field.get("anyOf", [])]
    return [value for part in parts for value in part.get("enum", [])]
