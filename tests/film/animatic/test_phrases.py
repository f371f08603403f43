"""Phrases: cut where a speaker pauses, and nowhere else."""

import pytest

from film.animatic.phrases import PAUSES, speakable, split_phrases


def said(text: str) -> list[str]:
    return [phrase.text.strip() for phrase in split_phrases(text)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Wait, no! Go.", ["Wait,", "no!", "Go."]),
        ("Mr. Smith met Dr. No at St. Ives.", ["Mr. Smith met Dr. No at St. Ives."]),
        ("It is 3.14, or 1,000.", ["It is 3.14,", "or 1,000."]),
        ('"Who?" he said — "me?"', ['"Who?"', "he said —", '"me?"']),
        ("I… I don't know...", ["I…", "I don't know..."]),
        ("twenty-one self-made men", ["twenty-one self-made men"]),
        ("你好，世界。", ["你好，", "世界。"]),
        ("!!! …", []),
        ("🙂", []),
        ("\u202e\ufeff\x00", []),
    ],
)
def test_cuts(text: str, phrases: list[str]) -> None:
    assert said(text) == phrases


def test_longer_pauses_after_stronger_marks() -> None:
    comma, semicolon, stop, dots = (split_phrases(f"Yes{m} no")[0].pause for m in ",;.…")
    assert comma < semicolon < stop < dots == PAUSES["…"]


def test_scripts_are_read_in_their_own_language() -> None:
    parts = [(p.text.strip(), p.language) for p in split_phrases("He said 你好 to Иван twice")]
    assert parts == [("He said", ""), ("你好", "cmn"), ("to", ""), ("Иван", "ru"), ("twice", "")]
    assert {p.language for p in split_phrases("日本語を話します")} == {"ja"}


def test_characters_keep_their_places() -> None:
    text = "a\x07b <i>c</i> 🙂 d\ud800"
    assert len(speakable(text)) == len(text)
    for phrase in split_phrases("Hi 🙂, you. \n\n  There!"):
        assert "Hi 🙂, you. \n\n  There!"[phrase.start :].lstrip()[0] == phrase.text.lstrip()[0]


def test_text_without_any_mark_is_cut_at_spaces() -> None:
    phrases = split_phrases("word " * 400)
    assert max(len(phrase.text) for phrase in phrases) <= 280
    assert "".join(phrase.text for phrase in phrases) == "word " * 400
