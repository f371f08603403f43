"""Plain words: what a model writes, without markup, addresses and signs that nobody sees."""

import re
import unicodedata
from typing import Any

_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()]{0,2000}\)")
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\b(?:javascript|mailto):(?=\S)|\bdata:\w+/|\bwww\.)"
    r"[^\s<>\"']*",
    re.IGNORECASE,
)
_JOINERS = "\u200c\u200d"
"""Invisible, but letters of some scripts and emoji are joined by them."""
_UNSEEN = ("Cf", "Cs", "Co", "Cn")


def plain(text: Any) -> Any:
    """Return a text on one line, without tags, links, addresses and control characters.

    Anything that is no text is returned as it is.
    """
    if not isinstance(text, str):
        return text
    seen = "".join(_seen(sign) for sign in unicodedata.normalize("NFC", text))
    bare = _TAG.sub(" ", _LINK.sub(r"\1", seen))
    return " ".join(_ADDRESS.sub(" ", bare).split())


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cc":
        return " "
    return "" if kind in _UNSEEN and sign not in _JOINERS else sign
