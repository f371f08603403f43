"""Edits by path change just what they name, or say why they cannot."""

import pytest

from film.errors import BadRequest
from film.story import Line, Scene, Shot, Story
from flows.editing import edited

STORY = Story(
    title="A Storm",
    logline="It storms.",
    genre="drama",
    characters=(),
    scenes=(
        Scene(
            id="s1",
            slugline="EXT. COAST - DAY",
            setting="coast",
            lines=(Line(id="s1-l1", speaker="narrator", text="It was late."),),
            shots=(Shot(id="s1-h1", size="wide", lines=("s1-l1",)),),
        ),
    ),
)


def test_a_line_is_changed_and_nothing_else() -> None:
    changed = edited(STORY, ["scenes[0].lines[0].text=It was “early” = 5 o'clock."])
    assert changed.scenes[0].lines[0].text == "It was “early” = 5 o'clock."
    assert changed.model_copy(update={"scenes": STORY.scenes}) == STORY


def test_numbers_and_lists_are_json() -> None:
    changed = edited(STORY, ["scenes[0].intensity=0.9", 'scenes[0].landmarks=["lighthouse"]'])
    assert changed.scenes[0].intensity == 0.9
    assert changed.scenes[0].landmarks == ("lighthouse",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("scenes[0].lines[0].text", "PATH=VALUE"),
        ("scenes[7].lines[0].text=x", "only 1"),
        ("scenes[0].line[0].text=x", "no 'line'"),
        ("scenes[0].setting=the moon", "does not allow"),
        ("scenes[0].intensity=loud", "JSON"),
        ("__class__=x", "no '__class__'"),
        ("scenes[-1].id=x", "PATH=VALUE"),
        ("scenes[0].lines[0].text.upper=x", "no 'upper'"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(change: str, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        edited(STORY, [change])
