"""Writing Fountain, and reading it back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from film.breakdown import break_down
from film.request import MovieRequest
from film.screenplay import parse_fountain, write_fountain
from film.story import NARRATOR, Character, Line, Scene, Shot, Story

WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcXYZ .,!?*_[]()^@/\\~>#=<:-'\"%{}&é李"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: any(char.isalnum() for char in text) and len(text.split()) <= 12)
NAMES = ("Mara", "Tom McAvoy", "Élodie", "李明", "R2 (the second)", "INT. KHAN", "O'Brien ^")


def flat(text: str) -> str:
    return " ".join(text.split())


@st.composite
def stories(draw: st.DrawFn) -> Story:
    cast = tuple(Character(id=f"c{n}", name=name) for n, name in enumerate(NAMES))
    scenes = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        lines: list[Line] = []
        for place in range(draw(st.integers(1, 4))):
            speaker = draw(st.sampled_from([one.id for one in cast] + [NARRATOR]))
            lines.append(
                Line(
                    id=f"s{number}-l{place + 1}",
                    speaker=speaker,
                    text=draw(WORDS),
                    parenthetical=draw(st.sampled_from(["", "softly", "beat"])),
                    extension=draw(st.sampled_from(["", "V.O.", "O.S."])),
                    together=bool(lines) and draw(st.booleans()),
                )
            )
        shots = tuple(
            Shot(
                id=f"s{number}-h{place + 1}", size="wide", lines=(line.id,), action=draw(WORDS)
            )
            for place, line in enumerate(lines)
        )  # fmt: skip
        scenes.append(
            Scene(
                id=f"s{number}",
                slugline=draw(
                    st.sampled_from(["INT. HUT - DAY", "Nowhere #1#", "...", "fade in:"])
                ),
                setting="coast",
                synopsis=draw(st.one_of(st.just(""), WORDS)),
                lines=tuple(lines),
                shots=shots,
                transition=draw(
                    st.sampled_from(["cut", "dissolve", "fade", "fade to black", "wipe"])
                ),
            )
        )
    title = draw(WORDS)
    return Story(title=title, logline="", genre="drama", characters=cast, scenes=tuple(scenes))


def heard(story: Story) -> list[list[tuple[str, str, str, str, bool]]]:
    names = {one.id: one.name for one in story.characters} | {NARRATOR: "Narrator"}
    return [
        [
            (
                names[line.speaker],
                flat(line.text),
                line.extension,
                line.parenthetical,
                line.together,
            )
            for line in scene.lines
        ]
        for scene in story.scenes
    ]


@given(stories())
@settings(max_examples=150, deadline=None)
def test_a_story_written_and_read_is_the_same_story(story: Story) -> None:
    written = write_fountain(story)
    again = break_down(parse_fountain(written), MovieRequest(screenplay=written))
    assert heard(again) == heard(story)
    assert again.title == flat(story.title)
    assert [scene.slugline for scene in again.scenes] == [one.slugline for one in story.scenes]
    assert [scene.transition for scene in again.scenes] == [one.transition for one in story.scenes]


def test_writing_what_was_read_changes_nothing_more() -> None:
    text = "Title: Duet\n\nINT. HUT - DAY\n\nThey wait.\n\nMARA\nNow!\n\nTOM ^\nNow!\n"
    story = break_down(parse_fountain(text), MovieRequest(screenplay=text))
    once = write_fountain(story)
    again = break_down(parse_fountain(once), MovieRequest(screenplay=once))
    assert heard(again) == heard(story)
    assert "TOM ^\nNow!" in once
