"""The judge: marks a text's words with their kinds, and holds the rules against the marks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from film.moderation import Category, Finding
from film.moderation_rules.figures import shipped
from film.moderation_rules.languages import OTHERS
from film.moderation_rules.reading import Word, fold, words_of
from film.moderation_rules.rule import Rule
from film.moderation_rules.rules import RULES
from film.moderation_rules.vocabulary import ENGLISH

Places = npt.NDArray[np.int64]

OF_AGE = 18
_AGE = re.compile(
    r"\b(\d{1,2})[ -]?(?:years?[ -]olds?|yo|y/o|jahre alt|jahrige[rsn]?|ans|anos|anni|jaar|"
    r"ar gammal|lat)\b|\b(?:aged?|age of|is|turns|just|only) (\d{1,2})(?=[,.;) ])"
    r"(?! (?:minutes|seconds|hours|days|weeks|months|people|percent|and|of|to))"
)
_INTRODUCED = re.compile(r"\b([^\W\d_]{2,20}) ?\((\d{1,2})\)|\b([^\W\d_]{2,20}), (\d{1,2}),")
_WORDED_AGE = re.compile(
    r"\b(six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
    r"[ -]years?[ -]olds?\b"
)
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at by can do for from he her him his how i in into is it me my of on "
        "or our she so that the their them then they this to two up us we who will with without "
        "you your",
    )
)
_HARMLESS = "harmless"
_LONGEST = 18
_RUN_TOGETHER = 10
"""Letters of a word that is looked through for words written without a space."""
_MANY = 3
"""Known words in a row that are no accident: one like «therapist» is made of two."""
_STEM = 3


@dataclass(frozen=True)
class _Lexicon:
    words: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    masked: Mapping[tuple[str, int], tuple[str, ...]]


@cache
def _lexicon() -> _Lexicon:
    words: dict[str, set[str]] = defaultdict(set)
    stems: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    figures = ", ".join(sorted(" ".join(name) for name in shipped().known))
    for kind, entries in [*ENGLISH.items(), *OTHERS.items(), ("figure", figures)]:
        for entry in (" ".join(one.split()) for one in entries.split(",")):
            first, *rest = entry.replace("'", "").split(" ")
            if rest:
                phrases[first].append((tuple(rest), kind))
            elif first.endswith("*"):
                stems[first[:-1]].add(kind)
            elif first:
                words[first].add(kind)
    masked: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        masked[word[0], len(word)].append(word)
    return _Lexicon(
        {word: frozenset(kinds) for word, kinds in words.items()},
        {stem: frozenset(kinds) for stem, kinds in stems.items()},
        {first: tuple(rest) for first, rest in phrases.items()},
        {key: tuple(found) for key, found in masked.items()},
    )


def find(text: str) -> tuple[Finding, ...]:
    """Return what of each category a text asks a film to do, the worst first.

    The time it takes grows with the text's length and nothing else.
    """
    found_marks = marks(text)
    doubt: dict[Category, float] = defaultdict(lambda: 1.0)
    reasons: dict[Category, tuple[float, str]] = {}
    for rule in RULES:
        weight = weigh(rule, found_marks)
        if weight > 0:
            doubt[rule.category] *= 1 - weight
            reasons[rule.category] = max(
                reasons.get(rule.category, (0.0, "")), (weight, rule.reason)
            )
    found = [
        Finding(category=category, score=round(1 - left, 3), reason=reasons[category][1])
        for category, left in doubt.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.score))


def marks(text: str) -> dict[str, Places]:
    """Return the places of every kind of word in a text, in order."""
    folded = fold(text)
    words = words_of(folded)
    young = _young(folded)
    places: dict[str, set[int]] = defaultdict(set)
    known: dict[tuple[str, ...], frozenset[str]] = {}
    phrases = _lexicon().phrases
    for index, word in enumerate(words):
        kinds = known.get(word.forms)
        if kinds is None:
            kinds = known[word.forms] = _kinds(word.forms)
        for kind in kinds:
            places[kind].add(word.place)
        if young and word.forms[0] in young:
            places["minor"].add(word.place)
        for form in word.forms:
            for rest, kind in phrases.get(form, ()):
                if stop := _follows(words, index, rest):
                    places[kind].update(
                        range(word.place, stop + 1) if kind == _HARMLESS else (word.place,)
                    )
    for at, kinds in _run_together(words):
        for kind in kinds:
            places[kind].add(at)
    harmless = places.pop(_HARMLESS, set())
    return {
        kind: np.array(sorted(found - harmless), np.int64)
        for kind, found in places.items()
        if found - harmless
    }


def _young(folded: str) -> set[str]:
    """Return words that stand for somebody under age in this text: ages, and names by their age."""
    young: set[str] = set()
    for found in _AGE.finditer(folded):
        age = found[1] or found[2]
        if int(age) < OF_AGE:
            young.add(age)
            young.add(f"{age}yo")
    young |= {found[1] for found in _WORDED_AGE.finditer(folded)}
    for found in _INTRODUCED.finditer(folded):
        name, age = (found[1], found[2]) if found[1] else (found[3], found[4])
        if int(age) < OF_AGE and name not in _FILLERS:
            young.add(name)
    return young


def _kinds(forms: tuple[str, ...]) -> frozenset[str]:
    """Return every kind that a word may be of."""
    lexicon = _lexicon()
    kinds: set[str] = set()
    for form in forms:
        if "*" in form[1:]:
            for word in _unmasked(form, lexicon):
                kinds |= lexicon.words[word]
            continue
        kinds |= lexicon.words.get(form, frozenset())
        for length in range(_STEM, min(len(form), _LONGEST) + 1):
            kinds |= lexicon.stems.get(form[:length], frozenset())
    return frozenset(kinds)


def _unmasked(form: str, lexicon: _Lexicon) -> Iterator[str]:
    """Yield words that a form with asterisks for letters may be."""
    for word in lexicon.masked.get((form[0], len(form)), ()):
        if all(mask in ("*", letter) for mask, letter in zip(form, word, strict=True)):
            yield word


def _follows(words: Sequence[Word], index: int, rest: tuple[str, ...]) -> int:
    """Return the place of a phrase's last word when it goes on after its first, or else 0."""
    place = words[index].place
    after = index
    for part in rest:
        after += 1
        while after < len(words) and words[after].place == place:  # what a hyphen joins, as one
            after += 1
        if after >= len(words) or words[after].place - place > 2:
            return 0
        place = words[after].place
        if not any(_matches(form, part) for form in words[after].forms):
            return 0
    return place


def _matches(form: str, part: str) -> bool:
    return form.startswith(part[:-1]) if part.endswith("*") else form == part


def _run_together(words: Iterable[Word]) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the kinds within words that consist of known words without a space.

    Long ones of three words, and those whose letters stood apart.
    """
    known: dict[str, tuple[frozenset[str], ...]] = {}
    for word in words:
        form = word.forms[-1]
        if len(form) < _RUN_TOGETHER and not word.apart:
            continue
        if form not in known:
            parts = _split(form[:200])
            parts = parts if word.apart or len(parts) >= _MANY else ()
            known[form] = tuple(_kinds((part,)) | _phrase(parts, part) for part in parts)
        for kinds in known[form]:
            yield word.place, kinds


def _phrase(parts: Sequence[str], first: str) -> frozenset[str]:
    """Return the kinds of phrases that begin with one of the parts."""
    at = parts.index(first)
    return frozenset(
        kind
        for rest, kind in _lexicon().phrases.get(first, ())
        if tuple(parts[at + 1 : at + 1 + len(rest)]) == rest
    )


def _split(text: str) -> tuple[str, ...]:
    """Return the known words that make up a text, fewest first; none where they do not."""
    words = _lexicon().words
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, part = best[start], text[start:end]
            if before is None or not (part in words or part in _FILLERS):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, part)
    return best[-1] or ()


def weigh(rule: Rule, marks: Mapping[str, Places]) -> float:
    """Return what a rule says about a text: its weight, what an excuse leaves of it, or 0."""
    if any(kind not in marks for kind in rule.needs):
        return 0.0
    hits = marks[rule.needs[0]]
    for number, kind in enumerate(rule.needs[1:], start=1):
        twice = kind in rule.needs[:number]
        hits = hits[_near(hits, marks[kind], rule.within, rule.ordered, twice)]
    if not hits.size:
        return 0.0
    excused = _any_near(hits, rule.unless, marks, rule.reach)
    excused &= ~_any_near(hits, rule.despite, marks, rule.reach)
    return rule.weight * (rule.excused if excused.all() else 1.0)


def _any_near(
    hits: Places, kinds: Iterable[str], marks: Mapping[str, Places], reach: int
) -> npt.NDArray[np.bool_]:
    found = np.zeros(hits.size, np.bool_)
    for kind in kinds:
        if kind in marks:
            found |= _near(hits, marks[kind], reach, ordered=False, twice=False)
    return found


def _near(
    hits: Places, others: Places, within: int, ordered: bool, twice: bool
) -> npt.NDArray[np.bool_]:
    """Say of each hit whether one of the others is near: after it, when the order counts."""
    low = hits + 1 if ordered or twice else hits - within
    first = np.searchsorted(others, low, "left")
    last = np.searchsorted(others, hits + within, "right")
    return np.asarray(last > first)
