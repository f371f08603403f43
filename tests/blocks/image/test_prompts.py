"""Prompts: what image models are told of people, shots and looks."""

from fractions import Fraction
from typing import get_args

import pytest

from blocks.image import prompts
from film.request import Style
from film.screen import Screen
from film.shots import Assignment
from film.story import (
    Angle,
    Appearance,
    Character,
    Gesture,
    Glasses,
    Hair,
    Place,
    Presence,
    Scene,
    Shot,
    ShotSize,
    TimeOfDay,
    Weather,
)
from tests.blocks.contract.people import MARA, TOM


def asked(**changes: object) -> Assignment:
    shot = Shot(id="s1-h1", size="medium", action="Mara lights the lamp.", props=("lamp",))
    scene = Scene(
        id="s1", slugline="INT. X - NIGHT", setting="kitchen", interior=True, time="night", shots=()
    )
    return Assignment(
        scene=scene,
        shot=shot.model_copy(update={"cast": (Presence(character="mara", emotion="afraid"),)}),
        characters=(MARA,),
        genre="drama",
        style="noir",
        screen=Screen(width=320, height=180, rate=Fraction(24)),
        frames=24,
    ).model_copy(update=changes)


def test_a_portrait_says_who_is_seen_first() -> None:
    said = prompts.portrait_prompt(MARA, "storybook")
    assert said.startswith("Portrait of a 62-year-old woman, silver hair in a bun")
    for word in ("oilskin", "head and shoulders", "storybook"):
        assert word in said
    assert "boy" in prompts.portrait_prompt(TOM, "noir")
    assert "#" not in said, "models know no hex colours"


def test_a_sheet_says_that_all_views_are_of_one() -> None:
    said = prompts.sheet_prompt(MARA, "pastel")
    for word in ("same woman", "three-quarter", "identical face", "pastel"):
        assert word in said


def test_a_keyframe_says_framing_action_people_place_and_light() -> None:
    said = prompts.keyframe_prompt(asked())
    words = ("medium shot", "lights the lamp", "62-year-old woman", "afraid", "kitchen", "at night")
    places = [said.index(word) for word in words]
    assert places == sorted(places)
    assert "falling" not in said


def test_somebody_unknown_is_left_out() -> None:
    assert "woman" not in prompts.keyframe_prompt(asked(characters=()))


def test_every_word_of_the_film_has_one_of_the_models() -> None:
    tables = {
        ShotSize: prompts.SIZES,
        Angle: prompts.ANGLES,
        Place: prompts.PLACES,
        Gesture: prompts.GESTURES,
        TimeOfDay: prompts.LIGHT,
        Weather: prompts.WEATHER,
        Style: prompts.STYLES,
    }
    for kind, table in tables.items():
        assert set(get_args(kind)) == set(table), kind
    for style in get_args(Style):
        assert "watermark" in prompts.negative_prompt(style)


@pytest.mark.parametrize("hair", get_args(Hair))
@pytest.mark.parametrize("glasses", get_args(Glasses))
def test_every_head_can_be_described(hair: Hair, glasses: Glasses) -> None:
    looks = Appearance(hair=hair, glasses=glasses, hat="cap", facial_hair="goatee")
    said = prompts.describe(Character(id="x", name="X", appearance=looks))
    assert ",," not in said.replace(" ", "")
    assert "none" not in said


@pytest.mark.parametrize(
    ("looks", "word"),
    [
        (Appearance(kind="animal", species="fox"), "fox"),
        (Appearance(kind="animal"), "animal"),
        (Appearance(kind="robot"), "robot"),
        (Appearance(kind="spirit", species="storm"), "storm spirit"),
        (Appearance(kind="robot", species="garden robot"), "garden robot"),
    ],
)
def test_who_is_not_human_is_called_what_it_is(looks: Appearance, word: str) -> None:
    said = prompts.describe(Character(id="x", name="X", appearance=looks))
    assert f"year-old {word}," in said
    assert "hair" not in said


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#ffffff", "white"), ("#000000", "black"), ("#ff0000", "red"), ("#1e2a54", "navy blue")],
)
def test_colours_have_names(colour: str, name: str) -> None:
    assert prompts.colour_name(colour) == name


def test_long_and_broken_text_is_one_short_line() -> None:
    text = "a\nb\t" * 500
    who = MARA.model_copy(update={"description": text, "role": text})
    said = prompts.portrait_prompt(who, "storybook")
    assert "\n" not in said
    assert len(said) < 600
