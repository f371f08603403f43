"""Looking up words of a table in a text, and putting English words into their forms."""

import re
from collections.abc import Iterable
from functools import lru_cache

_IRREGULAR = {
    "wolf": "wolves", "knife": "knives", "leaf": "leaves", "child": "children",
    "man": "men", "woman": "women", "mouse": "mice", "goose": "geese", "person": "people",
    "fish": "fish", "sheep": "sheep", "deer": "deer", "foot": "feet", "tooth": "teeth",
    "thief": "thieves", "life": "lives", "scarf": "scarves", "shelf": "shelves",
    "fisherman": "fishermen", "policeman": "policemen", "snowman": "snowmen",
}  # fmt: skip
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items()}
_SILENT_H = ("hour", "honest", "heir", "honour", "herb")
_LIKE_YOU = ("uni", "use", "eur", "one", "ukulele", "u-")


def plural(noun: str) -> str:
    """Return the plural of a singular English noun."""
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif re.search(r"(?:s|x|z|ch|sh)$", last):
        last += "es"
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def singular(noun: str) -> str:
    """Return the singular of an English noun; a singular stays as it is."""
    head, _, last = noun.rpartition(" ")
    if last in _SINGULAR:
        last = _SINGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif re.search(r"(?:ss|x|z|ch|sh)es$", last):
        last = last[:-2]
    elif last.endswith("s") and not re.search(r"(?:ss|us|is|ous)$", last) and len(last) > 3:
        last = last[:-1]
    return f"{head} {last}".strip()


def with_article(noun: str) -> str:
    """Return ``a lamp``, ``an owl``, ``an hour``, ``a unicorn``."""
    low = noun.lower()
    vowel = low[:1] in tuple("aeiou") and not low.startswith(_LIKE_YOU)
    return ("an " if vowel or low.startswith(_SILENT_H) else "a ") + noun


@lru_cache(maxsize=1024)
def _table(words: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all forms of the words, and the word of every form."""
    forms = {form: word for word in words for form in (plural(word), word)}
    longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE), forms


def find_words(text: str, words: Iterable[str]) -> list[str]:
    """Return the words of a table that a text has, singular or plural, in the text's order."""
    pattern, forms = _table(tuple(words))
    found: dict[str, None] = {}
    for match in pattern.finditer(text):
        found[forms.get(match[0].lower(), match[0].lower())] = None
    return list(found)


def capital(text: str) -> str:
    """Return text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
