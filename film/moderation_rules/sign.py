"""Signs: expressions over folded text by which a film with a persona is known for what it asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """Something that a text says, as a regular expression over small letters without accents.

    Gaps in it are bounded, so that the time that it takes grows with the text's length only.
    """

    pattern: str
    unless: str = ""
    """What near it says that it is meant otherwise; empty for nothing."""


def gap(words: int) -> str:
    """Return an expression for at most so many words between two others, in one sentence."""
    return rf"(?:[^\w.!?\n]+\w+){{0,{words}}}[^\w.!?\n]+"


def one_of(words: str) -> str:
    """Return an expression for any of some words, apart by spaces; an underscore is a space."""
    ordered = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace("_", "[ -]") for word in ordered) + ")"
