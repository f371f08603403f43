"""Screenplays into stories."""

from pathlib import Path

import pytest

from film.breakdown import break_down
from film.coverage import scene_seconds
from film.request import MovieRequest
from film.screenplay import Speech, parse_fountain
from film.story import NARRATOR, Story

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.fountain"))


def story_of(text: str, **asked: object) -> Story:
    request = MovieRequest.model_validate({"screenplay": text, **asked})
    return break_down(parse_fountain(text), request)


def spoken(story: Story) -> str:
    return " ".join(line.text for scene in story.scenes for line in scene.lines)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_films_of_a_minute_or_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    story = story_of(text)
    said = " ".join(
        part.text
        for element in parse_fountain(text).elements
        if isinstance(element, Speech)
        for part in element.parts
    )
    assert spoken(story) == said
    assert 50 <= sum(scene_seconds(scene) for scene in story.scenes) <= 100
    for scene in story.scenes:
        shown = [line for shot in scene.shots for line in shot.lines]
        assert shown == [line.id for line in scene.lines]


def test_looks_come_from_the_description() -> None:
    story = story_of(
        "EXT. LIGHTHOUSE - NIGHT\n\nA storm. MARA (60s, grey braid, round glasses, yellow oilskin) "
        "polishes the lamp.\n\nBASIL, a robot, watches.\n\nMARA\nHello.\n\nBASIL\nHello.\n"
    )
    mara, basil = story.characters
    look = mara.appearance
    assert (mara.sex, mara.age, look.hair, look.glasses) == ("female", 64, "braids", "round")
    assert (look.outfit, look.hair_colour, look.outfit_colour) == ("oilskin", "#9aa0a6", "#dfb53f")
    assert basil.appearance.kind == "robot"


@pytest.mark.parametrize(
    ("slugline", "setting", "interior", "time"),
    [
        ("EXT. LIGHTHOUSE - NIGHT", "coast", False, "night"),
        ("INT. LIGHTHOUSE KITCHEN - DAWN", "kitchen", True, "dawn"),
        ("INT. DINER - EVENING", "café", True, "dusk"),
        ("EXT. SHIP DECK - DAY", "harbour", False, "day"),
        ("INT. STARSHIP - BRIDGE - NIGHT", "spaceship", True, "night"),
        ("INT. POLICE STATION - CORRIDOR - MORNING", "office", True, "day"),
        ("I/E. CAR - SUNSET", "office", True, "dusk"),
        ("EXT. SOMEWHERE ODD", "street", False, "day"),
    ],
)
def test_sluglines_say_where_and_when(
    slugline: str, setting: str, interior: bool, time: str
) -> None:
    scene = story_of(f"{slugline}\n\nNothing moves.\n").scenes[0]
    assert (scene.setting, scene.interior, scene.time) == (setting, interior, time)
    assert scene.slugline == slugline


def test_later_goes_on_where_the_scene_before_was() -> None:
    story = story_of("EXT. FOREST - NIGHT\n\nTrees.\n\nEXT. FOREST - CONTINUOUS\n\nMore trees.\n")
    assert [scene.time for scene in story.scenes] == ["night", "night"]


def test_a_long_speech_is_divided_and_nothing_of_it_lost() -> None:
    speech = " ".join(f"This is sentence number {n}, and it says so." for n in range(30))
    story = story_of(f"INT. HUT - DAY\n\nMARA\n{speech}\n")
    assert spoken(story) == speech
    assert len(story.scenes[0].lines) > 8


def test_no_scene_heading_is_one_scene() -> None:
    story = story_of("MARA\nHello?\n")
    assert len(story.scenes) == 1
    assert spoken(story) == "Hello?"


def test_a_silent_film_is_read_or_just_seen() -> None:
    text = "EXT. FIELD - DAY\n\nThe wind turns the grass over. A hare listens.\n"
    read = story_of(text)
    assert {line.speaker for line in read.scenes[0].lines} == {NARRATOR}
    seen = story_of(text, narration=False)
    assert spoken(seen) == ""
    assert seen.scenes[0].shots


def test_sixty_characters_all_speak_and_none_look_alike() -> None:
    cues = "".join(f"PERSON {n}\nI am number {n}.\n\n" for n in range(60))
    story = story_of(f"EXT. MARKET - DAY\n\nA crowd.\n\n{cues}")
    assert len(story.characters) == 60
    assert spoken(story) == " ".join(f"I am number {n}." for n in range(60))
    looks = {character.appearance for character in story.characters}
    assert len(looks) == 60


def test_markup_in_lines_is_only_text() -> None:
    nasty = "It's 'quoted': [0:v]%{pts},drawtext=x <b>bold</b> \\n"
    assert spoken(story_of(f"MARA\n{nasty}\n")) == nasty
