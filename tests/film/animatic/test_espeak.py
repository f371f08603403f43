"""espeak-ng in process: data, not markup; the same sound every time; times that fit it."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from film.animatic.espeak import ESPEAK_RATE, Manner, say
from film.errors import EngineMissing

HER = Manner("en-us", 160, 230)
HIM = Manner("en-gb-scotland", 85, 120, rate=130)
LINE = "Hello there, my dear friend; did you see 1984 ships?"


def fingerprint(text: str, manner: Manner) -> bytes:
    spoken = say(text, manner)
    return spoken.sound.tobytes() + repr(spoken[1:]).encode()


def test_a_line_sounds_the_same_whatever_was_said_before() -> None:
    first = fingerprint(LINE, HER)
    for between in ("Something else!", "Ça va? 42.", "zzz"):
        say(between, HIM)
        say(between, Manner("fr", 150, 260, rate=240, formants=(118, 86, 108)))
        assert fingerprint(LINE, HER) == first


def test_threads_and_processes_hear_the_same() -> None:
    first = fingerprint(LINE, HER), fingerprint(LINE, HIM)
    with ThreadPoolExecutor(4) as threads:
        heard = list(threads.map(fingerprint, [LINE] * 8, [HER, HIM] * 4))
    assert heard == [*first] * 4
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(fingerprint, (LINE, HER)) == first[0]


def test_words_and_phonemes_lie_in_order_within_the_sound() -> None:
    spoken = say(LINE, HER)
    for samples in ([w.sample for w in spoken.words], [p.sample for p in spoken.phonemes]):
        assert samples == sorted(samples)
        assert samples[0] >= 0
        assert samples[-1] <= spoken.sound.size
    positions = [word.position for word in spoken.words]
    assert {0, 6, 13, 16, 21, 29, 33, 37, 41, 46} <= set(positions)


@pytest.mark.parametrize("break_in", ["<break time='9s'/>", "[[h@l'oU]]", "&lt;audio src='x'/>"])
def test_markup_is_only_text(break_in: str) -> None:
    plain = say("one two", HER).sound.size
    marked = say(f"one {break_in} two", HER)
    assert plain < marked.sound.size < plain + 6 * ESPEAK_RATE
    assert len(marked.words) > 2, "the markup is read out, not obeyed"


def test_manner_sets_pitch_and_pace() -> None:
    slow, fast = (say(LINE, HER._replace(rate=rate)).sound.size for rate in (110, 220))
    assert slow > 1.4 * fast


def test_loud_voices_do_not_clip() -> None:
    for manner in (HER, HIM, HER._replace(formants=(120, 110, 105))):
        assert np.abs(say(LINE, manner).sound.astype(int)).max() < 32_700


def test_an_unknown_language_is_said_so() -> None:
    with pytest.raises(EngineMissing, match="no language 'xx'"):
        say("hello", Manner("xx"))
