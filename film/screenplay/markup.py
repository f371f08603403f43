"""Fountain's marks within text: escapes, emphasis, notes and the boneyard."""

import re

ESCAPABLE = "\\*_[]()^/~!@.#=<>:"
"""Characters that a backslash turns into plain text."""

_GUARDS = {mark: chr(0xFDD0 + place) for place, mark in enumerate(ESCAPABLE)}
_UNGUARD = {ord(guard): mark for mark, guard in _GUARDS.items()}
_ESCAPE = re.compile(r"\\([" + re.escape(ESCAPABLE) + "])")
_BONEYARD = re.compile(r"/\*.*?\*/", re.DOTALL)
_NOTE = re.compile(r"\[\[((?:(?!\n\n)[^\]]|\](?!\]))*?)\]\]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNHEARD = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff\ufdd0-\ufdef\ud800-\udfff]")
_EMPHASIS = (
    re.compile(r"\*\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*\*"),
    re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))+?)(?<=\S)\*\*"),
    re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*"),
    re.compile(r"(?<!\w)_(?=\S)([^\n]+?)(?<=\S)_(?!\w)"),
)


def normalise(text: str) -> str:
    """Return text with line feeds only, no unprintable characters, tabs as spaces."""
    return _UNHEARD.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", "    ")


def guard(text: str) -> str:
    """Replace escaped marks by characters that mean nothing to Fountain."""
    return _ESCAPE.sub(lambda match: _GUARDS[match[1]], text)


def plain(text: str) -> str:
    """Return text without emphasis, with guarded marks as themselves."""
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text.translate(_UNGUARD)


def without_boneyard(text: str) -> str:
    """Remove what ``/*`` and ``*/`` enclose; a ``/*`` that never closes is text."""
    return _BONEYARD.sub("", text)


def take_notes(text: str) -> tuple[str, list[str]]:
    """Return text without its ``[[notes]]``, and the notes; lines that held only notes go too."""
    notes = [" ".join(found.split()) for found in _NOTE.findall(text)]
    if not notes:
        return text, []
    kept: list[str] = []
    for line in _NOTE.sub("\ufdef", text).split("\n"):
        bare = line.replace("\ufdef", "")
        if bare.strip() or "\ufdef" not in line:
            kept.append(re.sub(r"(?<=\S)  +(?=\S)", " ", bare))
    return "\n".join(kept), notes


def escape(text: str, marks: str = "\\*_[]/") -> str:
    """Put a backslash before each of ``marks``, so that text reads back as itself."""
    return "".join("\\" + char if char in marks else char for char in text)
