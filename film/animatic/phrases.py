"""Phrases: a line's text cut where a speaker pauses, in the script each part is written in."""

import re
import unicodedata
from typing import NamedTuple


class Phrase(NamedTuple):
    """Text that is said in one go."""

    text: str
    start: int
    """Where it stands in the line's text, in characters."""
    language: str
    """espeak-ng language to read its script with, or "" for the line's own."""
    pause: int
    """Silence after it, in milliseconds."""


PAUSES = {
    ",": 170, "،": 170, "、": 170, "，": 170,
    ";": 280, ":": 280, "؛": 280, "；": 280, "：": 280,
    "—": 260, "–": 260, "-": 260,
    ".": 430, "!": 430, "?": 430, "؟": 430, "。": 430, "！": 430, "？": 430, "।": 430,
    "…": 560,
}  # fmt: skip
"""Silence after each mark, in milliseconds at a normal pace."""

_CLOSERS = "\"'”’»)]"
_CLOSING = f"[{re.escape(_CLOSERS)}]*"
_BREAK = re.compile(
    rf"[.!?…؟।،؛,;:]+{_CLOSING}(?=\s|$)"  # marks that end a word
    rf"|[。！？、，；：…]+{_CLOSING}"  # marks that need no space after them
    r"|\s[-–—]+(?=\s)|—+|--+"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'‘])(?:[A-Z]|Mrs?|Ms|Dr|St|Capt|Col|Gen|Lt|Sgt|Prof|Rev|Hon|Mt|No|vs|e\.g|i\.e)$"
)
_SCRIPTS = (
    (r"[\u3040-\u30ff]", "ja"), (r"[\uac00-\ud7af\u1100-\u11ff]", "ko"),
    (r"[\u3400-\u9fff\uf900-\ufaff]", "cmn"), (r"[\u0600-\u06ff\u0750-\u077f]", "ar"),
    (r"[\u0590-\u05ff]", "he"), (r"[\u0400-\u04ff]", "ru"), (r"[\u0370-\u03ff\u1f00-\u1fff]", "el"),
    (r"[\u0900-\u097f]", "hi"), (r"[\u0980-\u09ff]", "bn"), (r"[\u0b80-\u0bff]", "ta"),
    (r"[\u0e00-\u0e7f]", "th"),
)  # fmt: skip
_UNSPOKEN = frozenset("<>{}[]|\\^~*_#`=@\ufe0f")
_LONGEST = 280
"""Characters: espeak-ng's own limit for a clause is not far above."""


def speakable(text: str) -> str:
    """Return the text, character for character, with what nobody can say turned into spaces.

    That is control characters, emoji, private and unassigned code points, lone surrogates and
    the marks of markup.
    """
    return "".join(character if _is_spoken(character) else " " for character in text)


def _is_spoken(character: str) -> bool:
    if character in _UNSPOKEN:
        return False
    category = unicodedata.category(character)
    return category[0] in "LNPM" or category in ("Sc", "Sm", "Zs")


def split_phrases(text: str) -> list[Phrase]:
    """Cut a line into phrases that hold at least one letter or digit each."""
    clean = speakable(text)
    phrases: list[Phrase] = []
    for start, end in _clauses(clean):
        parts = _by_script(clean, start, end)
        for number, (first, last, language) in enumerate(parts):
            said = clean[first:last]
            pause = _pause(said) if number == len(parts) - 1 else 30
            if any(character.isalnum() for character in said):
                phrases.append(Phrase(said, first, language, pause))
            elif phrases:  # only punctuation: the phrase before waits the longer for it
                before = phrases[-1]
                phrases[-1] = before._replace(pause=max(before.pause, pause))
    return phrases


def _clauses(clean: str) -> list[tuple[int, int]]:
    """Return where clauses begin and end: at punctuation, else where they grow too long."""
    ends = [
        match.end()
        for match in _BREAK.finditer(clean)
        if not (match.group()[0] == "." and _ABBREVIATION.search(clean[: match.start()][-12:]))
    ]
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(clean)]:
        while end - start > _LONGEST:
            space = clean.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = space + 1 if space > 0 else start + _LONGEST
            spans.append((start, cut))
            start = cut
        if end > start:
            spans.append((start, end))
        start = end
    return spans


def _by_script(clean: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Cut a clause where its letters change script."""
    spans: list[tuple[int, int, str]] = []
    for position in range(start, end):
        character = clean[position]
        if spans and not character.isalpha():
            language = spans[-1][2]
        else:
            language = _script(character) if character.isalpha() else ""
        if spans and {language, spans[-1][2]} == {"cmn", "ja"}:
            language = "ja"  # kanji among kana
            spans[-1] = (*spans[-1][:2], "ja")
        if spans and spans[-1][2] == language:
            spans[-1] = (spans[-1][0], position + 1, language)
        else:
            spans.append((position, position + 1, language))
    return spans


def _script(letter: str) -> str:
    if letter < "\u0370":
        return ""
    for pattern, language in _SCRIPTS:
        if re.match(pattern, letter):
            return language
    return ""


def _pause(said: str) -> int:
    """Return the silence that the punctuation at a phrase's end asks for."""
    tail = said.rstrip().rstrip(_CLOSERS)
    if tail.endswith(("...", "..")):
        return PAUSES["…"]
    return PAUSES.get(tail[-1:], 40)
