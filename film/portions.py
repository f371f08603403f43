"""Dividing long speeches into lines that one shot can hold."""

import re
from collections.abc import Iterable

from film.coverage import LONGEST_LINE, line_seconds

_LONGEST_SECONDS = 7.4
_STUB = 3
"""Words too few to be a line of their own."""


def portions(text: str) -> list[str]:
    """Divide a speech into lines that a shot can hold, at sentences, else at commas or words."""
    if _fits(text):
        return [text]
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        pieces += [sentence] if _fits(sentence) else _broken(sentence)
    return joined(pieces, most=LONGEST_LINE)


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def _fits(text: str) -> bool:
    return len(text.split()) <= LONGEST_LINE and line_seconds(text) <= _LONGEST_SECONDS


def _broken(sentence: str) -> list[str]:
    pieces: list[str] = []
    for clause in re.split(r"(?<=[,;:—–])\s+", sentence):
        words = clause.split()
        pieces += [
            " ".join(words[start : start + LONGEST_LINE])
            for start in range(0, len(words), LONGEST_LINE)
        ]
    return pieces


def joined(pieces: Iterable[str], most: int) -> list[str]:
    """Join neighbours as long as they have at most so many words together."""
    done: list[str] = []
    for piece in pieces:
        if not piece.strip():
            continue
        both = f"{done[-1]} {piece}" if done else piece
        if done and len(both.split()) <= most and line_seconds(both) <= _LONGEST_SECONDS:
            done[-1] = both
        else:
            done.append(piece)
    if len(done) > 1 and len(done[-1].split()) <= _STUB:
        last = done.pop()
        done[-1] += f" {last}"
    return done
