"""Reading: a text as plain words with distances between them, however they were disguised."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE, LINE, PARAGRAPH = 3, 1, 9
"""Words that the end of a sentence, a line or a paragraph counts as in a distance."""

_UNSEEN = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\U000e0000-\U000e01ef]"
)
"""Combining marks and what takes no room: they may stand inside a word and hide it."""

_WORDY = re.compile("[\u3300-\u3357\ufdf0-\ufdff]")
"""Single letters that stand for whole words: written out, a text could grow eighteenfold."""

_ALIKE = str.maketrans(
    "абвгеёзикмнопрстухіјѕԁһӏԛԝ" + "αβγεηικνορτυχω" + "øłđðþıɑɡɩ",
    "abbreezukmhonpctyxijsdhlqw" + "abyenikvoptuxw" + "oldd" + "p" + "iagi",
)
"""Letters that look like Latin ones, by their small forms, and Latin ones that no accent makes."""

_CAPITALS = str.maketrans("АВЕКМНОРСТУХЅІЈԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXSIJGABEZHIKMNOPTYX")
"""Capitals look like others than their small forms do."""

_WIDER = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "’": "'", "ʼ": "'", "`": "'"})

_WORD = re.compile(r"[@$€]?[^\W_]++(?:[@$€!|*#'+]{1,3}[^\W_]++)*+[@$]{0,3}")
_ENDS = re.compile(r"[.!?…:;]")
_LETTERS = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*~/|,'+]{1,3}[^\W_](?![^\W_])){3,}")
"""A word whose letters stand apart: at least four single ones in a row."""
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LEET = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
_LEET |= {"@": "a", "$": "s", "€": "e", "+": "t", "#": "h"}
_READINGS = tuple(
    str.maketrans(_LEET | {"1": one, "!": one, "|": one, "'": None, "*": None}) for one in "il"
)


@dataclass(frozen=True)
class Word:
    """One word of a text, folded."""

    forms: tuple[str, ...]
    """What it may be: itself first, then what it may disguise."""
    place: int
    """Where it stands, in words and the gaps that sentences and paragraphs make."""
    apart: bool = False
    """Whether its letters stood apart."""


def fold(text: str) -> str:
    """Return a text in small plain letters: no accents, no look-alikes, nothing invisible."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _WORDY.sub(" ", text).translate(_CAPITALS))
        text = _UNSEEN.sub("", text.translate(_WIDER).casefold())
        return unicodedata.normalize("NFKD", text).translate(_ALIKE)
    return text.casefold()


def words_of(folded: str) -> list[Word]:
    """Return the words of a folded text, in order; what stands apart letter by letter as one."""
    words: list[Word] = []
    place, end = 0, 0
    for start, stop, text, apart in _pieces(folded):
        gap = folded[end:start]
        if len(gap) > 1:
            place += _distance(gap)
        elif gap and gap in "-./_~" and words:
            words.append(Word((words[-1].forms[0] + forms_of(text)[0],), place))
        place += 1
        words.append(Word(forms_of(text), place, apart))
        end = stop
    return words


def _pieces(folded: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the start, the end and the letters of every word, and whether they stood apart."""
    done = 0
    for found in _LETTERS.finditer(folded):
        yield from _plain(folded, done, found.start())
        for word in _closer(found.group()):
            yield found.start(), found.end(), word, True
        done = found.end()
    yield from _plain(folded, done, len(folded))


def _plain(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    for found in _WORD.finditer(folded, start, end):
        yield found.start(), found.end(), found.group(), False


def _closer(text: str) -> Iterator[str]:
    """Yield words whose letters stand apart: a wider gap than the others' ends one."""
    for part in re.split(r"[ ]{2,3}|[ ]?/[ ]?", text):
        letters = re.sub(r"[^\w]|_", "", part)
        if letters:
            yield letters


def _distance(gap: str) -> int:
    lines = gap.count("\n")
    if lines > 1:
        return PARAGRAPH
    return (SENTENCE if _ENDS.search(gap) else 0) + lines * LINE


def forms_of(text: str) -> tuple[str, ...]:
    """Return what a piece of text may be as a word: as it stands, read as leet, not drawn out."""
    plain = text.removesuffix("'s").strip("@$").replace("'", "") if text.isascii() else text
    found = dict.fromkeys([plain or text])
    if not text.isalpha() and not text.isdecimal():
        found |= dict.fromkeys(text.removesuffix("'s").translate(one) for one in _READINGS)
        if "*" in text:
            found[text] = None
    for form in tuple(found):
        if _DRAWN_OUT.search(form):
            found[_DRAWN_OUT.sub(r"\1", form)] = None
            found[_DRAWN_OUT.sub(r"\1\1", form)] = None
    return tuple(found)
