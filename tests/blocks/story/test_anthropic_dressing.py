"""Dressing a screenplay: its words stay to the letter, what it leaves open is added or kept."""

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks.story.anthropic import AnthropicStory
from blocks.story.dressing import MOST_PEOPLE, MOST_SHOTS, dressed_story, parts_of, read_dressing
from blocks.vendors.anthropic_answers import UnusableError
from film.breakdown import break_down
from film.request import MovieRequest
from film.screenplay import parse_fountain
from film.story import Story
from flows.standins.faults import fault
from tests.blocks.anthropic_stage import Stage, data_in
from tests.blocks.contract.test_story_contract import check_sound

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.fountain"))
SCREENPLAY = """Title: The Well

EXT. WELL AT TAGHAZI - NIGHT

IDRIS, 50s, in a blue robe, lowers a bucket.

IDRIS
(whispering)
Nothing, and nothing again.

TAMLA
Lower it further!

INT. TENT - DAY

TAMLA
We leave at dawn.

EXT. WELL AT TAGHAZI - DAWN

They leave.
"""


def broken_down(text: str, **fields: Any) -> Story:
    request = MovieRequest.model_validate({"screenplay": text} | fields).for_writing()
    return break_down(parse_fountain(text), request)


def spoken(story: Story) -> list[tuple[str, ...]]:
    """Return every line as it is heard, and over which shot."""
    shots = {one: shot.id for scene in story.scenes for shot in scene.shots for one in shot.lines}
    return [
        (line.id, shots[line.id], line.speaker, line.text, line.extension, line.parenthetical)
        for scene in story.scenes
        for line in scene.lines
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_dressed_and_keeps_every_word(
    stage: Stage, writer: AnthropicStory, path: Path
) -> None:
    text = path.read_text()
    request = MovieRequest(screenplay=text).for_writing()
    estimate = writer.estimate(request)
    story, plain = writer.write(request), broken_down(text)
    check_sound(story)
    assert spoken(story) == spoken(plain)
    assert story.title == plain.title
    assert story.author == plain.author
    assert [one.id for one in story.characters] == [one.id for one in plain.characters]
    assert all(one.description.endswith("as designed.") for one in story.characters)
    assert all(shot.action for scene in story.scenes for shot in scene.shots)
    assert {order.state for order in stage.orders} == {"settled"}
    assert len(stage.sent) == len(parts_of(plain, ()))
    assert estimate.dollars / 3 < stage.till.spent <= estimate.dollars


def test_the_model_sees_what_happens_and_what_is_said(stage: Stage, writer: AnthropicStory) -> None:
    writer.write(MovieRequest(screenplay=SCREENPLAY, language="fr", seed=4).for_writing())
    data = data_in(stage.sent[0])
    assert (data["title"], data["language"], data["variation"]) == ("The Well", "French", 4)
    assert [one["id"] for one in data["people"]] == ["idris", "tamla"]
    assert data["places"] == [
        "EXT. WELL AT TAGHAZI - NIGHT", "INT. TENT - DAY", "EXT. WELL AT TAGHAZI - DAWN",
    ]  # fmt: skip
    heard = [line for scene in data["scenes"] for shot in scene["shots"] for line in shot["lines"]]
    assert heard[0] == {"speaker": "idris", "text": "Nothing, and nothing again."}


def answer(**changes: Any) -> dict[str, Any]:
    """Return a dressing of SCREENPLAY that has much to add, part of it wrong."""
    return {
        "title": "Another Title", "logline": "Water is dear.", "genre": "adventure",
        "characters": [
            {"key": "idris", "age": 58, "hair": "no such hair", "outfit": "robe", "skin": "brown",
             "outfit_colour": "#2233AA", "name": "Boris", "description": "A lean man in blue.",
             "sex": "male", "era": "medieval", "culture": "african", "glasses": "sunglasses"},
            {"key": "nobody", "age": 3},
        ],
        "scenes": [
            {"id": "s1", "setting": "desert", "time": "day", "weather": "sunny", "mood": "tense",
             "era": "medieval", "culture": "african", "intensity": 9, "landmarks": ["wells"],
             "atmosphere": "A dry night. <b>Stars</b>.", "synopsis": "The well is dry.",
             "shots": [
                 {"id": "s1-h2", "emotion": "worried", "delivery": "shout", "action": "He drops."},
                 {"id": "s9-h9", "emotion": "happy"}, "nonsense", {"id": 7},
             ], "lines": [{"id": "s1-l1", "text": "Something else"}]},
            {"id": "s2", "setting": "moon base", "time": "night"},
            {"id": "s3", "setting": "harbour"},
        ],
    } | changes  # fmt: skip


def test_what_is_right_is_added_and_what_is_wrong_stays_as_it_was(
    stage: Stage, writer: AnthropicStory
) -> None:
    stage.standins.misbehave("anthropic", "messages", fault("bad_answer", content=answer()))
    story = writer.write(MovieRequest(screenplay=SCREENPLAY).for_writing())
    plain = broken_down(SCREENPLAY)
    assert len(stage.sent) == 1
    check_sound(story)
    assert spoken(story) == spoken(plain)
    assert (story.title, story.logline, story.genre) == ("The Well", "Water is dear.", "adventure")
    idris, was = story.character("idris"), plain.character("idris")
    assert (idris.name, idris.age, idris.sex) == ("Idris", 58, "male")
    assert idris.description == "A lean man in blue."
    assert idris.appearance.hair == was.appearance.hair
    assert idris.appearance.skin == was.appearance.skin
    assert idris.appearance.outfit_colour == "#2233aa"
    assert idris.appearance.glasses == "none", "nobody had sunglasses"
    assert story.character("tamla") == plain.character("tamla")
    first, tent, last = story.scenes
    assert (first.setting, first.time, first.mood, first.intensity) == (
        "desert",
        "night",
        "tense",
        1,
    )
    assert first.weather == plain.scenes[0].weather
    assert first.atmosphere == "A dry night. Stars ."
    assert (tent.setting, tent.time, tent.interior) == (plain.scenes[1].setting, "day", True)
    assert (last.setting, last.culture) == ("desert", "african"), "the same place as before"


def test_brackets_hold_and_feelings_are_read(stage: Stage, writer: AnthropicStory) -> None:
    plain = broken_down(SCREENPLAY)
    shots = [
        {"id": shot.id, "delivery": "shout", "emotion": "angry"} for shot in plain.scenes[0].shots
    ]
    told = answer(scenes=[{"id": "s1", "shots": shots}])
    stage.standins.misbehave("anthropic", "messages", fault("bad_answer", content=told))
    scene = writer.write(MovieRequest(screenplay=SCREENPLAY).for_writing()).scenes[0]
    whispered, shouted = scene.lines
    assert (whispered.parenthetical, whispered.delivery) == ("whispering", "whisper")
    assert shouted.delivery == "shout"
    assert {shot.cast[0].emotion for shot in scene.shots if shot.cast} == {"angry"}


def test_an_answer_about_something_else_is_sent_back(stage: Stage, writer: AnthropicStory) -> None:
    for content in ("{}", "[]", "I cannot.", "[" * 100_000, {"scenes": [{"id": "s99"}]}):
        stage.standins.reset()
        stage.standins.misbehave("anthropic", "messages", fault("bad_answer", content=content))
        seed = len(stage.orders)
        story = writer.write(MovieRequest(screenplay=SCREENPLAY, seed=seed).for_writing())
        assert spoken(story) == spoken(broken_down(SCREENPLAY))
        assert len(stage.sent) == 2


def test_a_returning_character_is_not_described_again(stage: Stage, writer: AnthropicStory) -> None:
    idris = broken_down(SCREENPLAY).character("idris").model_copy(update={"age": 99})
    request = MovieRequest(screenplay=SCREENPLAY, characters=(idris,)).for_writing()
    told = fault("bad_answer", content=answer())
    stage.standins.misbehave("anthropic", "messages", told)
    assert writer.write(request).character("idris") == idris
    assert [one["id"] for one in data_in(stage.sent[0])["people"]] == ["tamla"]


def long_screenplay(scenes: int) -> str:
    return "\n\n".join(
        f"INT. ROOM {number} - DAY\n\nPERSON {number % 40}\nWord number {number}, and some more."
        for number in range(scenes)
    )


def test_a_long_screenplay_is_dressed_in_parts(stage: Stage, writer: AnthropicStory) -> None:
    text = long_screenplay(90)
    story = writer.write(MovieRequest(screenplay=text).for_writing())
    check_sound(story)
    plain = broken_down(text)
    assert spoken(story) == spoken(plain)
    parts = parts_of(plain, ())
    assert len(stage.sent) == len(parts) > 2
    assert all(sum(len(one.shots) for one in part.scenes) <= MOST_SHOTS for part in parts)
    assert all(len(part.people) <= MOST_PEOPLE for part in parts)
    assert [one for part in parts for one in part.scenes] == list(plain.scenes)
    assert [one for part in parts for one in part.people] == list(plain.characters)
    assert all(one.description.endswith("as designed.") for one in story.characters)
    caches = [int(order.usage["cache_read_input_tokens"]) for order in stage.orders]
    assert caches[0] == 0
    assert all(caches[1:])


PLAIN = broken_down(SCREENPLAY)
NAMES = st.sampled_from([
    "id", "key", "shots", "action", "emotion", "delivery", "setting", "time", "mood",
    "intensity", "landmarks", "age", "skin", "outfit", "features", "pitch", "name",
])  # fmt: skip
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["s1", "s2", "s1-h1", "s1-h2", "idris", "tamla", "day", "robe", "#abcdef"])
)  # fmt: skip
INNER = LEAF | st.lists(LEAF, max_size=3) | st.dictionaries(NAMES, LEAF, max_size=4)
JSON = INNER | st.dictionaries(NAMES, INNER | st.lists(INNER, max_size=3), max_size=8)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    scenes=st.lists(JSON, max_size=4),
    characters=st.lists(JSON, max_size=4),
    head=st.dictionaries(st.sampled_from(["title", "logline", "genre"]), JSON),
)
def test_whatever_an_answer_says_the_words_stay(
    scenes: list[Any], characters: list[Any], head: dict[str, Any]
) -> None:
    story = PLAIN
    (part,) = parts_of(story, ())
    known = [{"id": "s1"}, {"key": "idris"}]
    told = {"scenes": [known[0], *scenes], "characters": [known[1], *characters], **head}
    try:
        dressed, heading = read_dressing(json.dumps(told), part, story)
    except UnusableError:
        pytest.fail("an answer that names a scene is never lost")
    made = dressed_story(story, [dressed])
    check_sound(made)
    assert heading.title
    for one, other in zip_longest(spoken(made), spoken(story)):
        assert one == other
