"""Every story engine: sound stories, to length, nothing spoken lost, the same every time."""

import pytest

from blocks.story.base import StoryEngine
from film.errors import BadRequest, BadScreenplay
from film.request import MovieRequest
from film.story import NARRATOR, Appearance, Character, Story, VoiceProfile

from .engines import engines_of

engine = engines_of("story")

PROMPTS = (
    "A lighthouse keeper befriends a storm",
    "Two rival bakers have one night to save their street",
    "🦊🌙🚀",
    "حارس منارة يصادق عاصفة",
    "%{pts} 'quoted' \"twice\" a:b [v]; <script>alert(1)</script> --> {\\i1} \\N",
    "x",
)
SCREENPLAY = """Title: The Lamp

EXT. LIGHTHOUSE - NIGHT

Rain. MARA, 60s, in an oilskin coat, lifts a lantern.

MARA
Who is out there? I can see you, and I can wait here until the tide has turned and the boats \
are home, until the lamp is dry, until you tire of the rain.

TOM (O.S.)
Only the wind: it said so itself... twice.

MARA
(softly)
Then let it in.

INT. KITCHEN - NIGHT

TOM
"Tea?" I'd say no; she'd say — well.

MARA ^
%{pts} [v] 50% <b>of it</b> --> done.
"""
SPOKEN = [
    (
        "Mara",
        (
            "Who is out there? I can see you, and I can wait here until the tide has turned and "
            "the boats are home, until the lamp is dry, until you tire of the rain."
        ),
    ),
    ("Tom", "Only the wind: it said so itself... twice."),
    ("Mara", "Then let it in."),
    ("Tom", "\"Tea?\" I'd say no; she'd say — well."),
    ("Mara", "%{pts} [v] 50% <b>of it</b> --> done."),
]
WORDS_A_SECOND = 2.5


def told(engine: StoryEngine, **asked: object) -> Story:
    """Write the story of a request as the flow has it written."""
    return engine.write(MovieRequest.model_validate(asked).for_writing())


def check_sound(story: Story) -> None:
    """Check that every id is unique and known, and that every line is heard once, in order."""
    lines = [line for scene in story.scenes for line in scene.lines]
    shots = [shot for scene in story.scenes for shot in scene.shots]
    for things in (story.characters, story.scenes, lines, shots):
        ids = [thing.id for thing in things]
        assert len(set(ids)) == len(ids)
    people = {character.id for character in story.characters}
    assert NARRATOR not in people
    assert {line.speaker for line in lines} <= people | {NARRATOR}
    assert all(line.text.strip() for line in lines)
    for scene in story.scenes:
        assert scene.shots
        assert [name for shot in scene.shots for name in shot.lines] == [
            line.id for line in scene.lines
        ]
        for shot in scene.shots:
            seen = [presence.character for presence in shot.cast]
            assert set(seen) <= people
            assert len(set(seen)) == len(seen)
            assert shot.lines or shot.hold > 0, "a shot without lines has to last"
    assert story.title.strip()
    assert story.logline.strip()
    assert Story.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: ascii(prompt[:12]))
def test_any_prompt_becomes_a_sound_story(engine: StoryEngine, prompt: str) -> None:
    check_sound(told(engine, prompt=prompt, length=30))


@pytest.mark.parametrize("length", [15, 30, 60, 120])
def test_it_lasts_about_as_long_as_asked(engine: StoryEngine, length: int) -> None:
    story = told(engine, prompt=PROMPTS[0], length=length)
    words = sum(len(line.text.split()) for scene in story.scenes for line in scene.lines)
    holds = sum(shot.hold for scene in story.scenes for shot in scene.shots) / 1000
    assert 0.5 <= (words / WORDS_A_SECOND + holds) / length <= 1.1


@pytest.mark.parametrize("scenes", [1, 3, 6])
def test_it_has_as_many_scenes_as_asked(engine: StoryEngine, scenes: int) -> None:
    story = told(engine, prompt=PROMPTS[0], length=60, scenes=scenes)
    assert len(story.scenes) == scenes
    check_sound(story)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_narrates_when_nobody_may(engine: StoryEngine, seed: int) -> None:
    story = told(engine, prompt=PROMPTS[1], length=30, narration=False, seed=seed)
    assert NARRATOR not in {line.speaker for scene in story.scenes for line in scene.lines}
    check_sound(story)


def test_genre_and_title_are_kept_when_given(engine: StoryEngine) -> None:
    story = told(engine, prompt=PROMPTS[0], genre="horror", title="<b>Storm</b> & 'Co'", length=30)
    assert story.genre == "horror"
    assert story.title == "<b>Storm</b> & 'Co'"


RETURNING = (
    Character(
        id="zephyrine",
        name="Zephyrine",
        role="lighthouse keeper",
        sex="female",
        age=71,
        appearance=Appearance(hair="mohawk", outfit="spacesuit", skin="#112233"),
        voice=VoiceProfile(pitch=0.9, accent="scottish"),
    ),
)


def test_characters_of_an_earlier_film_return_as_they_were(engine: StoryEngine) -> None:
    story = told(engine, prompt=PROMPTS[0], length=30, characters=RETURNING)
    assert story.character("zephyrine") == RETURNING[0]
    seen = {p.character for scene in story.scenes for shot in scene.shots for p in shot.cast}
    assert "zephyrine" in seen
    check_sound(story)


def test_a_returning_character_named_in_a_screenplay_keeps_its_looks(engine: StoryEngine) -> None:
    mara = RETURNING[0].model_copy(update={"id": "mara", "name": "Mara"})
    story = told(engine, screenplay=SCREENPLAY, characters=(mara,))
    assert story.character("mara") == mara
    check_sound(story)


def test_a_screenplay_is_spoken_to_the_letter_and_in_order(engine: StoryEngine) -> None:
    story = told(engine, screenplay=SCREENPLAY)
    check_sound(story)
    heard: list[tuple[str, str]] = []
    for line in (line for scene in story.scenes for line in scene.lines):
        name = "Narrator" if line.speaker == NARRATOR else story.character(line.speaker).name
        if name == "Narrator":
            continue
        wanted = SPOKEN[len(heard) - 1][1] if heard else ""
        if heard and heard[-1][0] == name and heard[-1][1] != wanted:
            heard[-1] = (name, f"{heard[-1][1]} {line.text}")
        else:
            heard.append((name, line.text))
    assert heard == SPOKEN


def test_who_is_off_screen_is_not_seen_to_speak(engine: StoryEngine) -> None:
    story = told(engine, screenplay=SCREENPLAY)
    away = [line for scene in story.scenes for line in scene.lines if line.extension]
    assert [line.extension for line in away] == ["O.S."]


def test_the_same_request_tells_the_same_story(engine: StoryEngine) -> None:
    for asked in ({"prompt": PROMPTS[1], "length": 30, "seed": 7}, {"screenplay": SCREENPLAY}):
        assert told(engine, **asked) == told(engine, **asked)


@pytest.mark.parametrize("nothing", ["Title: Nothing\n\n", "/* all of it */", "= a synopsis"])
def test_a_screenplay_with_nothing_to_film_is_refused(engine: StoryEngine, nothing: str) -> None:
    with pytest.raises(BadScreenplay):
        told(engine, screenplay=nothing)


def test_more_scenes_than_the_length_can_hold_are_refused(engine: StoryEngine) -> None:
    with pytest.raises(BadRequest):
        told(engine, prompt=PROMPTS[0], length=15, scenes=60)
