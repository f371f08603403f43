"""Motion prompts: what moves and how, in one short line of plain text."""

import pytest

from blocks.video.prompts import LONGEST, motion_prompt
from film.assets import LocalAssetStore
from film.shots import Assignment, Speaking
from film.story import Presence

from .shooting import asked_of


@pytest.fixture
def asked(store: LocalAssetStore) -> Assignment:
    return asked_of(store)


def test_it_tells_of_action_people_camera_weather_mood_and_style(asked: Assignment) -> None:
    prompt = motion_prompt(asked)
    for words in (
        "She lifts the lamp", "Mara, centre, worried", "pushes in slowly", "Rain falls",
        "ense, held-back motion", "storybook style, drama", "Medium shot, dusk, the quay",
        "no text",
    ):  # fmt: skip
        assert words in prompt


def test_indoors_it_does_not_rain(asked: Assignment) -> None:
    inside = asked.scene.model_copy(update={"interior": True})
    assert "Rain" not in motion_prompt(asked.model_copy(update={"scene": inside}))


def test_whoever_speaks_on_the_screen_is_said_to(asked: Assignment) -> None:
    speaks = Speaking(speaker="mara", on_screen=True, first_frame=2, frames=9)
    assert "speaks, mouth" in motion_prompt(asked.model_copy(update={"speaking": (speaks,)}))
    unseen = speaks.model_copy(update={"on_screen": False})
    assert "speaks" not in motion_prompt(asked.model_copy(update={"speaking": (unseen,)}))


@pytest.mark.parametrize("text", ["x" * 9_000, "word " * 3_000, "line\n\tbreak\x00\x1b[31m\u202e"])
def test_what_a_user_wrote_is_one_line_of_limited_length(text: str, asked: Assignment) -> None:
    shot = asked.shot.model_copy(
        update={"action": text, "cast": (*asked.shot.cast, Presence(character="nobody"))}
    )
    scene = asked.scene.model_copy(update={"place": text})
    who = (asked.characters[0].model_copy(update={"name": text}),)
    prompt = motion_prompt(
        asked.model_copy(update={"shot": shot, "scene": scene, "characters": who, "style": text})
    )
    assert len(prompt) <= LONGEST + 1
    assert prompt.isprintable()
    assert "pushes in slowly" in prompt
    assert "no cuts" in prompt
