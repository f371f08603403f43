"""Characters' names as cues write them and as people read them."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_IRISH = re.compile(r"\b([OD]['’])(\w)")


def display_name(cue: str, *, forced: bool = False) -> str:
    """Return a cue's name as people write it: ``DR. REYES`` is ``Dr. Reyes``."""
    if forced or cue != cue.upper():
        return cue
    name = _WORD.sub(lambda match: match[0].capitalize(), cue)
    return _IRISH.sub(lambda match: match[1] + match[2].upper(), name)


def slug(name: str, fallback: str) -> str:
    """Return a name as an id: lower-case ASCII letters, digits and single hyphens."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")[:40].strip("-") or fallback


def unique(wanted: str, taken: set[str]) -> str:
    """Return ``wanted``, numbered when it is taken, and take it."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name
