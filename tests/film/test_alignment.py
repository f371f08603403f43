"""Times of characters become times of words and phonemes, or are seen to make no sense."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from film.alignment import CharacterTimes, character_times, sound_out, spelled, tokens, words_at
from film.clock import SAMPLE_RATE
from film.speech import Phoneme, Word

MS = SAMPLE_RATE // 1_000


def evenly(text: str, step: float = 0.1) -> tuple[list[str], list[float], list[float]]:
    """Return a text's characters, each a tenth of a second long."""
    starts = [number * step for number in range(len(text))]
    return list(text), starts, [start + step for start in starts]


def times_of(text: str) -> CharacterTimes:
    found = character_times(*evenly(text), samples=len(text) * SAMPLE_RATE // 10)
    assert found is not None
    return found


def spans(words: Sequence[Word] | None) -> list[tuple[str, int, int]]:
    assert words is not None
    return [(word.text, word.start // MS, word.end // MS) for word in words]


def test_words_last_from_their_first_letter_to_their_last() -> None:
    text = '"Go, now" — yes… 7!'
    assert spans(words_at(text, times_of(text))) == [
        ('"Go,', 100, 300),
        ('now"', 500, 800),
        ("—", 1200, 1200),
        ("yes…", 1200, 1500),
        ("7!", 1700, 1800),
    ]


def test_what_was_spoken_need_not_be_what_is_written_to_the_letter() -> None:
    assert spans(words_at("Who  🦊 is\tHERE?", times_of("who is here?"))) == [
        ("Who", 0, 300),
        ("🦊", 400, 400),
        ("is", 400, 600),
        ("HERE?", 700, 1100),
    ]


def test_a_word_that_was_not_timed_gets_the_room_between_its_neighbours() -> None:
    times = times_of("It was seventeen km, wasn't it")
    assert spans(words_at("It was 17 km, wasn't it", times)) == [
        ("It", 0, 200),
        ("was", 300, 600),
        ("17", 600, 1700),
        ("km,", 1700, 1900),
        ("wasn't", 2100, 2700),
        ("it", 2800, 3000),
    ]


def test_another_text_is_refused() -> None:
    assert words_at("Who is out there?", times_of("xxxxxxx")) is None


def test_characters_of_several_letters_are_each_of_them() -> None:
    times = character_times(["Wh", "o?"], [0, 0.2], [0.2, 0.4], SAMPLE_RATE)
    assert times is not None
    assert (times.characters, len(times.starts), len(times.ends)) == ("Who?", 4, 4)
    assert spans(words_at("Who?", times)) == [("Who?", 0, 400)]


GOOD = evenly("abcd efg")


@pytest.mark.parametrize(
    ("characters", "starts", "ends"),
    [
        (None, None, None),
        ([], [], []),
        ("abcd efg", GOOD[1], GOOD[2]),
        (GOOD[0][:-1], GOOD[1], GOOD[2]),
        (GOOD[0], GOOD[1], GOOD[2][:-1]),
        ([*GOOD[0][:-1], 7], GOOD[1], GOOD[2]),
        (GOOD[0], [*GOOD[1][:-1], "x"], GOOD[2]),
        (GOOD[0], [*GOOD[1][:-1], None], GOOD[2]),
        (GOOD[0], [*GOOD[1][:-1], float("nan")], GOOD[2]),
        (GOOD[0], GOOD[1], [*GOOD[2][:-1], float("inf")]),
        (GOOD[0], GOOD[1][::-1], GOOD[2][::-1]),
        (GOOD[0], GOOD[2], GOOD[1]),
        (GOOD[0], [one - 1 for one in GOOD[1]], GOOD[2]),
        (GOOD[0], [one * 9 for one in GOOD[1]], [one * 9 for one in GOOD[2]]),
        (GOOD[0], [one / 9 for one in GOOD[1]], [one / 9 for one in GOOD[2]]),
        (GOOD[0], [0.0] * 8, GOOD[2]),
    ],
    ids=[
        "nothing", "empty", "no list", "a character short", "an end short", "no character",
        "no number", "none", "NaN", "infinite", "backwards", "ends before starts", "before it",
        "beyond it", "a ninth of it", "all at once",
    ],
)  # fmt: skip
def test_nonsense_is_refused(characters: Any, starts: Any, ends: Any) -> None:
    assert character_times(*GOOD, samples=SAMPLE_RATE) is not None
    assert character_times(characters, starts, ends, SAMPLE_RATE) is None


def test_times_move_with_the_sound_and_stay_inside() -> None:
    times = times_of("abc").moved(-50 * MS, 200 * MS)
    assert times.starts == (0, 50 * MS, 150 * MS)
    assert times.ends == (50 * MS, 150 * MS, 200 * MS)


def test_an_opening_is_left_out_where_it_is() -> None:
    times = times_of("[sad] No")
    assert times.without("[sad] ").characters == "No"
    assert times.without("[sad] ").starts == times.starts[6:]
    assert times.without("[glad] ") == times
    assert times.without("[sad] No") == times


@given(
    st.lists(st.sampled_from(["Who", "is", "—", "a", "17", "…", "(there)", "🦊", "x" * 30])),
    st.integers(0, 2**32),
)
def test_words_are_always_all_there_in_order(words: list[str], seed: int) -> None:
    text = " ".join(words) or "a"
    steps = [(seed >> (number % 32)) % 4 for number in range(len(text))]
    ends, total = [], 0
    for step in steps:
        total += step + 1
        ends.append(total)
    times = CharacterTimes(
        characters=text,
        starts=tuple((end - step - 1) * 900 for end, step in zip(ends, steps, strict=True)),
        ends=tuple(end * 900 for end in ends),
    )
    found = words_at(text, times)
    assert found is not None
    assert [word.text for word in found] == text.split()
    moments = [moment for word in found for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    for word, token in zip(found, tokens(text), strict=True):
        assert (word.end > word.start) == token.sounds


def word(text: str, start: int, end: int) -> Word:
    return Word(text=text, start=start, end=end)


def sounds(*symbols: str, start: int = 1_000) -> tuple[Phoneme, ...]:
    return tuple(
        Phoneme(symbol=one, start=start + 10 * at, end=start + 10 * at + 10)
        for at, one in enumerate(symbols)
    )


def test_phonemes_are_laid_over_their_word_in_proportion() -> None:
    laid = sound_out([word("No", 500, 900)], [sounds("n", "ˈoʊ")])
    assert [(one.symbol, one.start, one.end) for one in laid] == [
        ("n", 500, 700),
        ("ˈoʊ", 700, 900),
    ]


def test_words_said_as_one_share_their_time() -> None:
    words = [word("of", 0, 100), word("the", 100, 300), word("—", 300, 300), word("sea", 300, 700)]
    laid = sound_out(words, [sounds("ə", "v", "ð"), (), (), sounds("s", "iː")])
    assert [(one.symbol, one.start, one.end) for one in laid] == [
        ("ə", 0, 100),
        ("v", 100, 200),
        ("ð", 200, 300),
        ("s", 300, 500),
        ("iː", 500, 700),
    ]


def test_where_nobody_knows_the_sounds_letters_stand_for_them() -> None:
    laid = sound_out([word("Bäm,", 0, 700), word("…", 700, 700)], [])
    assert [(one.symbol, one.start, one.end) for one in laid] == [
        ("b", 0, 200),
        ("a", 200, 500),
        ("m", 500, 700),
    ]
    assert [one.symbol for one in spelled("海7")] == ["ə", "ə"]
    assert spelled("—") == ()
