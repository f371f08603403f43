"""Reading Fountain."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from film.errors import BadScreenplay
from film.screenplay import (
    Action,
    Centred,
    Lyric,
    Note,
    PageBreak,
    SceneHeading,
    Screenplay,
    Section,
    Speech,
    Synopsis,
    Transition,
    parse_fountain,
)


def speeches(screenplay: Screenplay) -> list[Speech]:
    return [element for element in screenplay.elements if isinstance(element, Speech)]


def said(text: str) -> list[tuple[str, str]]:
    return [
        (speech.name, " ".join(part.text for part in speech.parts))
        for speech in speeches(parse_fountain(text))
    ]


def test_every_kind_of_element_is_read_in_order() -> None:
    screenplay = parse_fountain(
        "Title: Kite\nAuthor:\n    Ana\n    Ben\n\n# Act one\n\n= It begins.\n\n"
        "FADE IN:\n\nINT. KITCHEN - NIGHT #1A#\n\nA kettle *sings*.\n\n"
        "MARA (CONT'D)\n(softly)\nWho **left** the light on?\n\n> THE END <\n\n===\n\n"
        "~Sing to me\n\nCUT TO:\n\n.A FORCED PLACE\n\n!NOT A CUE\n\n[[a note]]\n"
    )
    assert screenplay.title_value("title") == "Kite"
    assert screenplay.title_value("author") == "Ana\nBen"
    kinds = [type(element) for element in screenplay.elements]
    assert kinds == [
        Section, Synopsis, Transition, SceneHeading, Action, Speech, Centred, PageBreak, Lyric,
        Transition, SceneHeading, Action, Note,
    ]  # fmt: skip
    heading, action, speech = screenplay.elements[3:6]
    assert heading == SceneHeading(text="INT. KITCHEN - NIGHT", number="1A")
    assert action == Action(text="A kettle sings.")
    assert isinstance(speech, Speech)
    assert speech.extensions == ("CONT'D",)
    assert speech.parts[0].parenthetical == "softly"
    assert speech.parts[0].text == "Who left the light on?"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(ending: str) -> None:
    text = "INT. HUT - DAY\n\nÉLODIE\nBonsoir.\n\n@McAvoy\nEvening.\n".replace("\n", ending)
    assert said(text) == [("ÉLODIE", "Bonsoir."), ("McAvoy", "Evening.")]


def test_dual_dialogue_belongs_to_the_speech_before() -> None:
    first, second = speeches(parse_fountain("A\n\nMARA\nNow!\n\nTOM ^\nNow!\n"))
    assert not first.dual
    assert second.dual
    assert second.name == "TOM"


def test_a_caret_with_nobody_before_it_is_no_duet() -> None:
    assert not speeches(parse_fountain("TOM ^\nAlone.\n"))[0].dual


def test_a_speech_goes_on_over_a_line_of_two_spaces() -> None:
    assert said("MARA\nOne.\n  \nTwo.\n\nAction.") == [("MARA", "One. Two.")]


def test_notes_and_boneyard_are_not_spoken() -> None:
    text = "MARA\nOne [[not\nthis]] two.\n\n/* TOM\nNever. */\n\nTOM\nOnly this.\n"
    assert said(text) == [("MARA", "One two."), ("TOM", "Only this.")]


def test_what_never_closes_is_kept_as_text() -> None:
    assert said("MARA\nMind the /* gap.\n") == [("MARA", "Mind the /* gap.")]


def test_a_colon_in_the_first_line_is_no_title_page() -> None:
    screenplay = parse_fountain("MARA: hello\n\nShe waves.")
    assert screenplay.title_page == ()
    assert len(screenplay.elements) == 2


def test_a_name_without_words_is_action() -> None:
    assert speeches(parse_fountain("She stops.\n\nBANG\n")) == []


def test_escaped_marks_are_text() -> None:
    assert said("MARA\n\\(not a manner\\) two \\* three \\* four\n") == [
        ("MARA", "(not a manner) two * three * four")
    ]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "Title: Nothing\n\n", "[[only a note]]", "===", "\x00\x01"]
)
def test_nothing_to_film_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadScreenplay) as caught:
        parse_fountain(text)
    assert str(caught.value).count(". ") == 0


def test_a_screenplay_beyond_all_measure_is_refused() -> None:
    with pytest.raises(BadScreenplay, match="characters"):
        parse_fountain("A" * 400_001)


@given(st.text(alphabet=st.sampled_from("AB ab\n\r()[]*_/^@!.>~#=<:\\é李\t"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_nothing_but_bad_screenplay_is_ever_raised(text: str) -> None:
    with contextlib.suppress(BadScreenplay):
        parse_fountain(text)


@given(
    st.lists(st.sampled_from(["MARA", "TOM", "ÉLODIE", "MARA'S MUM", "R2"]), min_size=1, max_size=9)
)
@settings(max_examples=60, deadline=None)
def test_nothing_spoken_is_dropped_or_reordered(names: list[str]) -> None:
    text = "INT. HUT - DAY\n\nThey talk.\n\n" + "".join(
        f"{name} (V.O.)\n(beat)\nLine {number}.\n\n" for number, name in enumerate(names)
    )
    assert said(text) == [(name, f"Line {number}.") for number, name in enumerate(names)]
