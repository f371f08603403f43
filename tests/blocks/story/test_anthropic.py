"""A Claude model as the writer: what is sent, what is bought, and what becomes of its answers."""

import itertools
import json
from typing import Any

import pytest

from blocks.story.anthropic import AnthropicStory
from blocks.story.treatment import Draft, Dressing
from blocks.vendors.anthropic_answers import schema_of
from film.coverage import scene_seconds
from film.errors import BadRequest, BadScreenplay
from film.request import MovieRequest
from film.story import NARRATOR, Appearance, Character, Story
from flows.standins.faults import fault
from tests.blocks.anthropic_stage import Stage, data_in
from tests.blocks.contract.test_story_contract import check_sound

PROMPT = "A lighthouse keeper befriends a storm"


def asked(**fields: Any) -> MovieRequest:
    """Return a request as its writer sees it: 30 seconds about a keeper unless said otherwise."""
    return MovieRequest.model_validate({"prompt": PROMPT, "length": 30} | fields).for_writing()


def test_a_story_is_one_message_and_the_same_request_buys_nothing_more(
    stage: Stage, writer: AnthropicStory
) -> None:
    first = writer.write(asked())
    assert writer.write(asked()) == first
    assert len(stage.sent) == len(stage.orders) == 1
    assert writer.write(asked(seed=1)) != first
    assert len(stage.sent) == len(stage.orders) == 2
    (order, _) = stage.orders
    assert (order.vendor, order.model, order.state) == (
        "anthropic", "claude-sonnet-5-5", "settled",
    )  # fmt: skip
    assert order.usage["request_id"] == "req_standin_0001"
    assert order.usage["stop_reason"] == "end_turn"


def test_goods_that_are_gone_are_bought_again(stage: Stage, writer: AnthropicStory) -> None:
    first = writer.write(asked())
    goods = stage.orders[0].goods
    assert goods
    stage.till.store.path(goods).unlink()
    assert writer.write(asked()) == first
    assert len(stage.sent) == 2


def test_the_instructions_are_written_to_the_cache_once_and_read_after_that(
    stage: Stage, writer: AnthropicStory
) -> None:
    writer.write(asked())
    writer.write(asked(seed=1))
    first, second = (order.usage for order in stage.orders)
    assert first["cache_creation_input_tokens"] == second["cache_read_input_tokens"]
    assert int(first["cache_creation_input_tokens"]) > 1024
    assert first["cache_read_input_tokens"] == second["cache_creation_input_tokens"] == 0
    bare = AnthropicStory(credentials=stage.credentials, cache_prompt=False)
    bare.write(asked())
    assert "cache_control" not in json.dumps(stage.sent[-1])
    assert stage.orders[-1].usage["cache_creation_input_tokens"] == 0


@pytest.mark.parametrize("length", [15, 60, 180, 600])
def test_the_estimate_is_near_what_it_costs(
    stage: Stage, writer: AnthropicStory, length: int
) -> None:
    estimate = writer.estimate(asked(length=length))
    story = writer.write(asked(length=length))
    (order,) = stage.orders
    assert order.estimate == estimate.dollars
    assert estimate.dollars / 3 < order.charge <= estimate.dollars
    assert "claude-sonnet-5-5, about" in estimate.basis
    check_sound(story)
    room = length - 2 * min(3.0, max(2.0, length / 8))
    assert sum(map(scene_seconds, story.scenes)) == pytest.approx(room, rel=0.15)


def test_nothing_is_needed_to_say_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    bare = AnthropicStory()
    assert bare.estimate(asked()).dollars > 0
    assert bare.estimate(MovieRequest(screenplay=SCREENPLAY)).dollars > 0
    assert "commercial use" in bare.terms()
    assert bare.fingerprint() == AnthropicStory().fingerprint()


def test_a_fingerprint_is_what_changes_the_story(stage: Stage) -> None:
    usual = AnthropicStory().fingerprint()
    kept = AnthropicStory(credentials=stage.credentials, timeout=5.0, cache_prompt=False)
    assert kept.fingerprint() == usual
    assert stage.key not in json.dumps(kept.fingerprint())
    for other in ({"model": "claude-opus-5-5"}, {"effort": "high"}, {"thinking": "adaptive"}):
        assert AnthropicStory.model_validate(other).fingerprint() != usual


def test_effort_and_thinking_are_sent_when_they_are_set(stage: Stage) -> None:
    keen = AnthropicStory(
        credentials=stage.credentials, effort="high", thinking="adaptive", model="claude-opus-5-5"
    )
    keen.write(asked())
    (body,) = stage.sent
    assert body["output_config"]["effort"] == "high"
    assert body["thinking"] == {"type": "adaptive"}
    assert body["model"] == "claude-opus-5-5"


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (asked(length=15, scenes=60), BadRequest),
        (MovieRequest(screenplay="Title: Nothing\n\n"), BadScreenplay),
        (MovieRequest(screenplay="/* all of it */"), BadScreenplay),
    ],
    ids=["too many scenes", "only a title", "only a comment"],
)
def test_what_is_no_film_is_refused_before_anything_is_bought(
    stage: Stage, writer: AnthropicStory, request_: MovieRequest, error: type[BadRequest]
) -> None:
    for tried in (writer.write, writer.estimate):
        with pytest.raises(error):
            tried(request_)
    assert stage.sent == []
    assert stage.orders == ()


def test_a_model_without_a_price_is_not_asked(stage: Stage) -> None:
    writer = AnthropicStory(credentials=stage.credentials, model="claude-unheard-of")
    for tried in (writer.ready, lambda: writer.write(asked())):
        with pytest.raises(BadRequest, match=r"prices\.toml"):
            tried()
    assert stage.sent == []


def test_the_request_s_wishes_are_in_the_data(stage: Stage, writer: AnthropicStory) -> None:
    story = writer.write(asked(language="de", genre="horror", scenes=3, narration=False, seed=9))
    data = data_in(stage.sent[0])
    assert data["language"] == "German"
    assert (data["genre"], data["scenes"], data["narration"]) == ("horror", 3, False)
    assert (data["variation"], data["seconds"], data["length"]) == (9, 24, 30)
    assert 30 <= data["about_words"] <= 60
    assert (story.language, story.genre, len(story.scenes)) == ("de", "horror", 3)


def test_schemas_hold_only_what_the_api_takes_and_stay_lean() -> None:
    for model in (Draft, Dressing):
        schema = schema_of(model)
        text = json.dumps(schema)
        assert len(text) < 12_000
        assert "anyOf" not in text, "every union makes the grammar larger"
        for one in schema["$defs"].values():
            assert set(one["required"]) == set(one["properties"])
            assert one["additionalProperties"] is False


# What becomes of an answer.


def person(key: str, **changes: Any) -> dict[str, Any]:
    look = Appearance().model_dump(mode="json")
    usual = {
        "key": key, "name": key.title(), "role": "", "era": "modern", "culture": "western",
        "sex": "female", "age": 40, "build": "average", "pitch": 0.5, "pace": 1.0, "accent": "",
        "timbre": "plain", "description": "",
    }  # fmt: skip
    return {**look, **usual, **changes}


def said(speaker: str, text: str, extension: str = "") -> dict[str, Any]:
    return {"speaker": speaker, "text": text, "delivery": "normal", "extension": extension}


def shot(
    *lines: dict[str, Any], cast: tuple[str, ...] = (), size: str = "medium", **changes: Any
) -> dict[str, Any]:
    seen = [{"character": one, "emotion": "neutral", "gesture": "talk"} for one in cast]
    return {
        "size": size, "angle": "eye level", "move": "static", "action": "", "cast": seen,
        "props": [], "lines": list(lines), "hold": 400,
    } | changes  # fmt: skip


def scene(*shots: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "place": "the quay", "interior": False, "setting": "harbour", "time": "dusk",
        "weather": "clear", "era": "modern", "culture": "western", "mood": "calm",
        "intensity": 0.4, "atmosphere": "Gulls.", "landmarks": ["boats"], "synopsis": "They talk.",
        "transition": "cut", "shots": list(shots),
    } | changes  # fmt: skip


def film(*scenes: dict[str, Any], cast: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    people = cast or (person("ada"), person("ben", sex="male"))
    return {
        "title": "The Quay", "logline": "Two people wait.", "genre": "drama",
        "characters": list(people), "scenes": list(scenes),
    }  # fmt: skip


WORDS = "The boats are late tonight, and nobody on this quay will say out loud what that means."
FILLER = [shot(said("ada", WORDS), cast=("ada",)), shot(said("ben", WORDS), cast=("ben",))]
"""About 13 seconds."""


def written(stage: Stage, answer: dict[str, Any], **fields: Any) -> Story:
    """Return the story that is made of an answer, which needs no repair."""
    stage.standins.misbehave("anthropic", "messages", fault("bad_answer", content=answer))
    story = AnthropicStory(credentials=stage.credentials).write(asked(**fields))
    assert len(stage.sent) == 1, stage.sent[-1]["messages"][-1]
    check_sound(story)
    return story


def test_a_speech_that_no_shot_holds_is_divided_over_several(stage: Stage) -> None:
    long = " ".join([WORDS, WORDS, WORDS])
    story = written(stage, film(scene(shot(said("ada", long), cast=("ada", "ben")))), length=30)
    (one,) = story.scenes
    assert " ".join(line.text for line in one.lines) == long
    assert len(one.shots) >= 3
    assert all(len(line.text.split()) <= 22 for line in one.lines)
    sizes = [shot.size for shot in one.shots]
    assert all(before != after for before, after in itertools.pairwise(sizes))
    assert {p.character for shot in one.shots[1:] for p in shot.cast} == {"ada"}


def test_whoever_speaks_is_seen_or_off_screen(stage: Stage) -> None:
    crowd = tuple(person(f"p{number}") for number in range(4))
    answer = film(
        scene(
            shot(said("p0", WORDS), cast=()),
            shot(said("p3", WORDS), cast=("p0", "p1", "p2"), size="two-shot"),
            shot(said("narrator", WORDS), cast=("p0",)),
            shot(said("P1", WORDS, "O.S."), cast=("p0", "p0"), size="insert", props=["old lamps"]),
        ),
        cast=crowd,
    )
    (one,) = written(stage, answer, length=36).scenes
    speakers = [(line.speaker, line.extension) for line in one.lines]
    assert speakers == [("p0", ""), ("p3", "O.S."), (NARRATOR, "V.O."), ("p1", "O.S.")]
    assert [p.character for p in one.shots[0].cast] == ["p0"]
    assert one.shots[1].size == "wide", "three people are no two-shot"
    assert (one.shots[3].size, one.shots[3].props, one.shots[3].cast) == ("insert", ("lamp",), ())


def test_sizes_suit_who_is_in_the_picture(stage: Stage) -> None:
    answer = film(
        scene(
            shot(size="close-up", hold=0),
            shot(said("ada", WORDS), cast=("ada",), size="two-shot"),
            shot(said("ben", WORDS), cast=("ben",), size="insert"),
            shot(said("ada", "Look."), said("ben", "Where?"), cast=("ada", "ben"), size="close-up"),
            shot(size="insert", props=[], hold=0),
        )
    )
    (one,) = written(stage, answer).scenes
    assert [shot.size for shot in one.shots] == ["wide", "medium", "close-up", "two-shot", "wide"]
    assert all(shot.lines or shot.hold >= 1500 for shot in one.shots)


def test_people_keep_their_side_and_places_their_look(stage: Stage) -> None:
    away = scene(*FILLER, place="The Quay", setting="street", landmarks=["tower"], era="future")
    inside = scene(shot(cast=("ben",)), place="the quay", interior=True, setting="office")
    story = written(stage, film(scene(*FILLER), inside, away), length=40)
    first, office, again = story.scenes
    assert (again.setting, again.landmarks, again.era) == ("harbour", ("boat",), "modern")
    assert (office.setting, office.landmarks) == ("office", ())
    assert first.slugline == "EXT. QUAY - DUSK"
    for one in story.scenes[::2]:
        sides = {(p.character, p.place, p.facing) for shot in one.shots for p in shot.cast}
        assert sides == {("ada", "centre left", "right"), ("ben", "centre right", "left")}


def test_nobody_wears_what_was_not_yet_worn(stage: Stage) -> None:
    cast = (
        person("ada", era="medieval", outfit="hoodie", hat="cap", glasses="sunglasses"),
        person("ben", era="ancient", culture="middle eastern", outfit="suit", sex="male"),
        person("cleo", era="modern", outfit="hoodie", glasses="sunglasses"),
    )
    both = [shot(cast=("ada", "ben", "cleo"), size="wide"), *FILLER]
    looks = {
        one.id: one.appearance
        for one in written(stage, film(scene(*both), cast=cast), length=20).characters
    }
    assert (looks["ada"].outfit, looks["ada"].hat, looks["ada"].glasses) == (
        "tunic",
        "none",
        "none",
    )
    assert looks["ben"].outfit == "robe"
    assert (looks["cleo"].outfit, looks["cleo"].glasses) == ("hoodie", "sunglasses"), "a traveller"


def test_small_slips_are_put_right_and_need_no_repair(stage: Stage) -> None:
    cast = (
        person("ada", age=340, pitch=7, skin=" #ABCDEF", name="Ada Lo"),
        person("the-other", pace=-1, name="Ben"),
    )
    first = shot(said("ADA", WORDS), said("Ben", WORDS), cast=("ada ", "Ben"), hold=90_000)
    ada, ben = written(stage, film(scene(first, intensity=3), cast=cast), length=18).characters
    assert (ada.age, ada.voice.pitch, ada.appearance.skin) == (100, 1, "#abcdef")
    assert ben.voice.pace == 0.6


RETURNING = Character(
    id="zora", name="Zora", age=71, appearance=Appearance(hair="mohawk", outfit="spacesuit")
)


def test_who_returns_is_as_they_were_whatever_an_answer_says(stage: Stage) -> None:
    cast = (person("zora", era="ancient", hair="bald"), person("ben"))
    shots = [shot(said("zora", WORDS), cast=("Zora",)), FILLER[1]]
    story = written(stage, film(scene(*shots), cast=cast), characters=(RETURNING,), length=18)
    assert story.character("zora") == RETURNING
    data = data_in(stage.sent[0])
    assert data["characters"] == [RETURNING.model_dump(mode="json")]


@pytest.mark.parametrize(
    ("answer", "fields", "fault_"),
    [
        (film(scene(*FILLER)), {"characters": [RETURNING]}, "cast at least one of Zora"),
        (film(scene(shot(said("narrator", WORDS)), *FILLER)), {"narration": False}, "narrates"),
        (film(scene(*FILLER)), {"scenes": 2}, "write exactly 2"),
        (film(scene(*FILLER)), {"length": 60}, "more spoken words"),
        (film(scene(*FILLER * 4)), {"length": 15}, "cut about"),
        (film(scene(shot(said("cy", WORDS)), *FILLER)), {}, "'cy' is no character"),
    ],
    ids=["nobody returns", "narrated", "scenes", "short", "long", "unknown speaker"],
)
def test_what_cannot_be_put_right_is_sent_back(
    stage: Stage, writer: AnthropicStory, answer: dict[str, Any], fields: Any, fault_: str
) -> None:
    stage.standins.misbehave("anthropic", "messages", fault("bad_answer", content=answer))
    story = writer.write(asked(**{"length": 18} | fields))
    check_sound(story)
    assert len(stage.sent) == 2
    assert fault_ in stage.sent[1]["messages"][2]["content"][0]["text"]


def test_a_length_that_the_cut_can_mend_is_not_lost_after_two_tries(stage: Stage) -> None:
    answer = film(scene(*FILLER))
    late = fault("bad_answer", content=answer, times=2)
    stage.standins.misbehave("anthropic", "messages", late)
    story = AnthropicStory(credentials=stage.credentials).write(asked(length=28))
    assert 15 < sum(map(scene_seconds, story.scenes)) < 22 * 0.85
    assert len(stage.sent) == 2


SCREENPLAY = """Title: The Well

EXT. WELL AT TAGHAZI - DAY

IDRIS, 50s, in a blue robe, lowers a bucket.

IDRIS
(whispering)
Nothing.
"""
