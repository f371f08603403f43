"""How a text is said: each written word's own sounds, in every script."""

import pytest

from film.animatic.pronunciation import pronounce


def said(text: str, language: str = "en") -> list[str]:
    return ["".join(one.symbol for one in word) for word in pronounce(text, language)]


def test_each_word_has_its_sounds() -> None:
    assert said("Who is there?") == ["hˌuː", "ɪz", "ðˈɛɹ"]


def test_marks_and_pictures_have_none() -> None:
    assert said("No — 🦊 … no!")[1:4] == ["", "", ""]


def test_what_is_said_as_one_is_the_first_ones() -> None:
    of, the = said("best of the best")[1:3]
    assert of == "ʌvðə"
    assert the == ""


def test_numbers_and_other_scripts_are_read() -> None:
    number, km, sea = pronounce("1,234 km θάλασσα", "en")
    assert len(number) > 12
    assert len(km) == 4
    assert next(one.symbol for one in sea) == "θ"


@pytest.mark.parametrize(("language", "first"), [("en", "dʒ"), ("de", "j"), ("es", "x")])
def test_the_language_decides(language: str, first: str) -> None:
    assert said("Juli", language)[0].startswith(first)


def test_sounds_run_on_from_clause_to_clause() -> None:
    words = pronounce("Stop. Go, wait; stop!", "en")
    moments = [moment for word in words for one in word for moment in (one.start, one.end)]
    assert moments == sorted(moments)


def test_nothing_to_say_has_no_sounds() -> None:
    assert pronounce("… —", "en") == ((), ())
    assert pronounce("", "en") == ()
