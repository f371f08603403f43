"""What a told story shows: its prompt's things, enough pictures, a first and a last that rhyme."""

import itertools

import pytest

from film.request import MovieRequest
from film.story import Story
from film.storyteller import tell_story

PROMPTS = (
    ("A night guard finds a phone that rings from tomorrow", "thriller", "phone"),
    ("Something in the lake answers the ferryman's bell", "horror", "bell"),
    ("An old piano tuner returns to the village he left", "drama", "piano"),
    (
        "A robot gardener wakes alone on a space station and grows a forest",
        "science fiction",
        "seed",
    ),
)


def tell(prompt: str, genre: str) -> Story:
    return tell_story(MovieRequest.model_validate({"prompt": prompt, "genre": genre}))


@pytest.mark.parametrize(("prompt", "genre", "thing"), PROMPTS)
def test_a_minute_has_many_pictures_and_the_thing_is_seen_close(
    prompt: str, genre: str, thing: str
) -> None:
    shots = [shot for scene in tell(prompt, genre).scenes for shot in scene.shots]
    assert 12 <= len(shots) <= 24
    assert any(shot.size == "insert" and thing in shot.props for shot in shots)
    assert shots[0].size == shots[-1].size == "wide"
    for before, after in itertools.pairwise(shots):
        pair = {before.size, after.size}
        assert pair != {"wide"} or before.action != after.action or not after.lines


def test_two_words_for_one_person_are_one_person() -> None:
    story = tell(*PROMPTS[3][:2])
    assert (story.characters[0].role, story.characters[0].appearance.kind) == (
        "robot gardener",
        "robot",
    )
    assert story.title == "The Robot Gardener Who Grew a Forest"
    guard = tell(*PROMPTS[0][:2]).characters[0]
    assert (guard.role, guard.appearance.kind) == ("night guard", "human")


def test_what_is_grown_grows() -> None:
    scenes = tell(*PROMPTS[3][:2]).scenes
    assert "seed" in {prop for shot in scenes[0].shots for prop in shot.props}
    assert "tree" in {prop for shot in scenes[-1].shots for prop in shot.props}


def test_age_shows() -> None:
    keeper = tell("A lighthouse keeper befriends a storm", "fantasy").characters[0]
    assert keeper.age >= 55
    assert "wrinkles" in keeper.appearance.features
