"""Starring: the story that is made of a place, a light, a mood, and what is said."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from film.assets import Asset
from film.coverage import line_seconds
from film.persona import Attributes, Consent, Persona
from film.references import check_references
from film.starring.request import Lighting, StarringRequest
from film.starring.story import LEAD, LONGEST_LINE, first_words, spoken, write_starring
from film.story import Mood, Setting

PICTURE = Asset(sha256="ab" * 32, media_type="image/png", size=10, suffix=".png")
CONSENT = Consent(by="Ana García", given=datetime(2026, 1, 1, tzinfo=UTC), purposes=("face",))
ANA = Persona(
    name="ana-maria",
    pictures=(PICTURE,),
    attributes=Attributes(
        gender="woman", age=34, hair="curly", hair_colour="black", wears="a red coat"
    ),
    consent=CONSENT,
)
NARRATION = (
    "I always wanted to see the city from up here, where the aerials hum and the pigeons argue, "
    "where somebody has left a chair, and a book, and a cup of tea that has gone cold. Now I do!"
)


def request(**asked: object) -> StarringRequest:
    given = {"persona": "firstcut-persona/ana-maria", "narration": NARRATION}
    return StarringRequest.model_validate(given | asked)


def test_the_lead_says_all_of_it_word_for_word() -> None:
    story = write_starring(request(), ANA)
    (scene,) = story.scenes
    assert " ".join(line.text for line in scene.lines) == NARRATION
    assert {line.speaker for line in scene.lines} == {LEAD}
    assert [line for shot in scene.shots for line in shot.lines] == [one.id for one in scene.lines]
    check_references(story)


def test_the_lead_looks_as_the_persona_is_described() -> None:
    (lead,) = write_starring(request(), ANA).characters
    assert (lead.name, lead.sex, lead.age) == ("Ana Maria", "female", 34)
    assert lead.appearance.hair == "curly"
    assert lead.appearance.outfit == "coat"
    assert "a woman of 34 with curly black hair" in lead.description


def test_the_lead_is_seen_saying_it() -> None:
    (scene,) = write_starring(request(), ANA).scenes
    speaking = [shot for shot in scene.shots if shot.lines]
    assert all([one.character for one in shot.cast] == [LEAD] for shot in speaking)
    assert {"medium", "close-up"} & {shot.size for shot in speaking}


@pytest.mark.parametrize("lighting", get_args(Lighting))
def test_every_light_makes_a_scene(lighting: Lighting) -> None:
    (scene,) = write_starring(request(lighting=lighting), ANA).scenes
    assert scene.slugline == f"EXT. ROOFTOP - {scene.time.upper()}"
    assert scene.atmosphere


@pytest.mark.parametrize("location", get_args(Setting))
def test_every_place_makes_a_scene(location: Setting) -> None:
    (scene,) = write_starring(request(location=location), ANA).scenes
    assert scene.setting == location
    assert scene.interior == scene.slugline.startswith("INT.")


@pytest.mark.parametrize("mood", get_args(Mood))
def test_every_mood_is_the_scene_s(mood: Mood) -> None:
    assert write_starring(request(mood=mood), ANA).scenes[0].mood == mood


def test_the_same_request_makes_the_same_story_and_another_seed_another() -> None:
    assert write_starring(request(), ANA) == write_starring(request(), ANA)
    others = {write_starring(request(seed=seed), ANA).model_dump_json() for seed in range(5)}
    assert len(others) > 1


@given(st.text(min_size=1, max_size=600))
def test_no_word_is_lost_or_added(narration: str) -> None:
    assert " ".join(spoken(narration)).split() == narration.split()


@given(st.lists(st.sampled_from(["tea,", "and", "pigeons", "argue;", "here."]), min_size=1))
def test_a_line_that_is_too_long_has_no_comma_to_break_at(words: list[str]) -> None:
    for line in spoken(" ".join(words)):
        clauses = line.replace(";", ",").split(",")
        assert line_seconds(line) <= LONGEST_LINE or len([one for one in clauses if one]) == 1


def test_a_film_without_a_title_is_called_by_its_first_words() -> None:
    assert write_starring(request(), ANA).title == "I always wanted"
    assert write_starring(request(title="From Up Here"), ANA).title == "From Up Here"
    assert first_words("…") == "Untitled"


def test_the_movie_s_stages_see_what_they_know() -> None:
    asked = request(captions="burned", resolution="360p", budget="2.50", tags=["draft"])
    movie = asked.as_movie()
    assert (movie.captions, movie.resolution, movie.tags) == ("burned", "360p", ("draft",))
    assert movie.budget == asked.budget


@pytest.mark.parametrize(
    "bad",
    [{"narration": " "}, {"narration": "x" * 3001}, {"persona": "Ana!"}, {"lighting": "disco"}],
)
def test_what_cannot_be_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        request(**bad)
