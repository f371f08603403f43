"""Approval without a studio, what its form takes, and stories that changes have broken."""

import json
from pathlib import Path

import pytest

from film.errors import BadRequest
from film.references import check_references
from film.request import MovieRequest
from film.story import Story
from flows.approval import PREFILLED, Decision, form_for
from flows.editing import edited
from flows.movie import make_movie
from flows.storyboard import line_paths
from tests.api import PrefectApi
from tests.flows.conftest import SCRIPT


@pytest.fixture(scope="module")
def story() -> Story:
    from blocks.story.embedded import EmbeddedStory

    return EmbeddedStory().write(MovieRequest(screenplay=SCRIPT))


def test_nobody_could_answer_a_run_without_a_deployment(api: PrefectApi, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="Approval needs a studio"):
        make_movie(MovieRequest(prompt="A storm that waits", approval=True))


def test_the_form_offers_the_storys_own_lines_and_taken_as_it_stands_it_changes_nothing(
    story: Story,
) -> None:
    form = form_for(story, "")
    schema = form.model_json_schema()
    properties = schema["properties"]
    assert sorted(properties, key=lambda name: properties[name]["position"]) == [
        "decision",
        "changes",
        "note",
    ]
    assert properties["decision"]["enum"] == ["approve", "change", "reject"]
    assert all(one["description"] and one["title"] for one in properties.values())
    assert schema["required"] == ["decision"]
    offered = properties["changes"]["default"]
    assert offered.splitlines() == [f"{path}={text}" for path, text in line_paths(story)]
    assert edited(story, Decision(decision="change", changes=offered).edits()) == story


def test_a_long_story_is_offered_in_part(story: Story) -> None:
    scenes = [json.loads(story.scenes[0].model_dump_json())] * 200
    long = edited(story, [f"scenes={json.dumps(scenes)}"])
    offered = form_for(long, "").model_json_schema()["properties"]["changes"]["default"]
    assert 0.9 * PREFILLED < len(offered) < 3 * PREFILLED


def test_what_was_wrong_is_said_above_the_form_and_is_harmless(story: Story) -> None:
    said = str(form_for(story, "The story has no <script>")._description)
    assert "could not be made" in said
    assert "<script>" not in said


def test_changes_are_lines_and_remarks_are_passed_over() -> None:
    given = Decision(decision="approve", changes="# why\r\n\r\ntitle=A  \r\nlogline=B=C\n")
    assert given.edits() == ["title=A  ", "logline=B=C"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("scenes[0].lines[0].speaker=bob", "spoken by 'bob', who is nobody"),
        ('scenes[0].shots[0].cast=[{"character": "bob"}]', "shows 'bob', who is nobody"),
        ('scenes[0].shots[0].lines=["s9-l9"]', "line 's9-l9' that its scene lacks"),
        ("scenes[0].shots=[]", "has no shot"),
        ("scenes[1].id=s1", "The id 's1' is given twice"),
    ],
)
def test_a_story_that_refers_to_nothing_is_refused(change: str, said: str, story: Story) -> None:
    check_references(story)
    with pytest.raises(BadRequest, match=said):
        check_references(edited(story, [change]))
