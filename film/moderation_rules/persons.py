"""Persons: what no film may do with a real person's face and voice, whatever they agreed to.

A film with a persona shows somebody who lives. It does not show them as somebody under age or as
a public figure, nor in sexual or degrading scenes. Other films are judged by the other rules.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from film.moderation import Category, Finding
from film.moderation_rules import judge
from film.moderation_rules.decency import CARNAL, DEGRADING
from film.moderation_rules.figures import Figures, Offices, folded, shipped
from film.moderation_rules.offices import NAMED, figures
from film.moderation_rules.reading import fold, words_of
from film.moderation_rules.roles import LOOKS, MINORS, named
from film.moderation_rules.rule import Rule
from film.moderation_rules.sign import Sign
from film.persona import Persona

OF_AGE = 18
CERTAIN = 0.95
"""Score of what is found here."""
_MINOR = "it shows somebody under 18 with the persona's face or voice"
_TOO_YOUNG = "the persona is under 18"
_FIGURE = "it shows the persona as a public figure"
_IS_FIGURE = "the persona goes by a public figure's name"
_FAKE = "it is to pass for somebody else, or for something that happened"
_SEXUAL = "it shows a real person in a sexual way"
_DEGRADES = "it degrades the person whose face it shows"
_MONTHS = frozenset(("april", "may", "june", "august"))
"""First names that a day's number may follow."""
_NEAR = 60
"""Letters on both sides in which something else may say what is meant."""
_BESIDE = 3
"""Words beside a name that say what is with it."""
_ABOUT = (
    "album albums airport avenue biography book books concert concerts cover documentary "
    "exhibition fan fans film films gig interview lyrics movie movies museum news novel novels "
    "podcast portrait poster posters quote quotes record song songs speech statue street tickets "
    "tour tshirt shirt video videos konzert lied lieder roman concierto cancion chanson canzone"
)
"""Things that bear a name and show nobody."""
_AS = "as into become becomes be am play plays playing impersonate face voice"
_LIKE = "look looks looking dressed"
_SPACES, _DASHES = re.compile(r"[ \t]+"), re.compile("[\u2010-\u2015]+")
_DISGUISE = re.compile(r"[a-z][\d@$€|*#+]|[\d@$€!|*#+][a-z]|(?:\b[^\W_][ .\-_*~/|,'+]{1,3}){4}")
"""Letters and signs in one word, or letters that stand apart."""
_NAMED = re.compile(NAMED, re.IGNORECASE)
_SEXUAL_RULES = tuple(
    Rule("sexual", CERTAIN, kinds, _SEXUAL, 12, unless=("chaste",), excused=0.0)
    for kinds in (
        *((kind,) for kind in ("porn", "sex act", "sex scene", "nude", "genital")),
        ("lewd", "explicit"),
    )
)


def find(words: str, persona: Persona | None, listed: Figures | None = None) -> tuple[Finding, ...]:
    """Return why a film may not be made with a persona: nothing where it may, or without one.

    ``words`` is all that the film is asked to be: prompt, screenplay, narration. ``listed`` are
    the public figures that are known; those that ship when left out. Every finding is a refusal.
    """
    if persona is None:
        return ()
    listed = listed or shipped()
    looks = persona.attributes
    about = "\n".join((looks.hair, looks.style, looks.wears, looks.words))
    found = (
        *_minors(words, about, persona),
        *_figures(words, about, persona, listed),
        *_indecent(f"{words}\n\n{about}"),
    )
    worst: dict[Category, Finding] = {}
    for finding in found:
        worst.setdefault(finding.category, finding)
    return tuple(worst.values())


@dataclass(frozen=True)
class _Reading:
    """A text in the ways in which it may be read."""

    readings: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Reading":
        plain = _DASHES.sub("-", _SPACES.sub(" ", fold(text)))
        if not _DISGUISE.search(plain):
            return cls((plain,))
        told = (" ".join(_undisguised(plain, form)) for form in (1, -1))
        return cls(tuple(dict.fromkeys((plain, *told))))

    def has(self, signs: Iterable[Sign]) -> bool:
        """Say whether one of the signs is anywhere and nothing near it speaks against it."""
        return any(self._shows(sign, text) for sign in signs for text in self.readings)

    def _shows(self, sign: Sign, text: str) -> bool:
        for found in _compiled(sign.pattern).finditer(text):
            near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            if not sign.unless or not _compiled(sign.unless).search(near):
                return True
        return False


def _undisguised(plain: str, form: int) -> Iterator[str]:
    """Yield a text's words as they are meant: digits among letters read, apart ones joined.

    ``form`` chooses among the readings of a word that has several.
    """
    place = 0
    for word in words_of(plain):
        if word.place == place:  # what a hyphen joins comes once as one more word
            continue
        if word.place - place > 2:
            yield "."
        place = word.place
        first = word.forms[0]
        if word.apart and first[0] in "ai":  # «a» and «I» may stand before a word in letters
            yield f"{first[0]} {first[1:]}"
        meant = len(word.forms) > 1 and not first.isdecimal() and not first.isalpha()
        yield word.forms[form] if meant else first


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _minors(words: str, about: str, persona: Persona) -> Iterator[Finding]:
    if persona.attributes.age < OF_AGE:
        yield _finding("minors", _TOO_YOUNG)
    own = (*_called(persona.name), *_called(persona.consent.by))
    if _Reading.of(words).has((*MINORS, *own)) or _Reading.of(about).has(LOOKS):
        yield _finding("minors", _MINOR)


def _called(name: str) -> Iterator[Sign]:
    """Yield what shows somebody of a name as under age, by all of it or by the first word."""
    words = folded(name)
    if not words:
        return
    yield from named(r"\W+".join(map(re.escape, words)))
    if len(words) > 1 and words[0] not in _MONTHS:
        yield from named(re.escape(words[0]))


def _figures(words: str, about: str, persona: Persona, listed: Figures) -> Iterator[Finding]:
    names = (folded(persona.name), folded(persona.consent.by))
    if any(name in listed.known for name in names):
        yield _finding("real people", _IS_FIGURE)
    known = _by_first(listed.known)
    for text in (words, about):
        if _shows_figure(text, known) or _NAMED.search(text):
            yield _finding("real people", _FIGURE)
        if _Reading.of(text).has(_offices(listed.offices)):
            yield _finding("real people", _FAKE)


@lru_cache(maxsize=8)
def _offices(offices: Offices) -> tuple[Sign, ...]:
    return figures(offices)


@lru_cache(maxsize=8)
def _by_first(known: frozenset[tuple[str, ...]]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for first, *rest in sorted(known):
        found[first].append(tuple(rest))
    return dict(found)


def _shows_figure(text: str, known: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    """Say whether a public figure is named other than for a song, a book or a street of theirs."""
    words = [word.forms for word in words_of(fold(text))]
    return any(
        _shown(words, at, at + len(rest) + 1)
        for at, forms in enumerate(words)
        for form in forms
        for rest in known.get(form, ())
        if _goes_on(words, at, rest)
    )


def _goes_on(words: Sequence[tuple[str, ...]], at: int, rest: Sequence[str]) -> bool:
    if at + len(rest) >= len(words):
        return False
    return all(part in words[at + step] for step, part in enumerate(rest, start=1))


def _shown(words: Sequence[tuple[str, ...]], start: int, end: int) -> bool:
    before = [forms[0] for forms in words[max(0, start - _BESIDE) : start]]
    after = [forms[0] for forms in words[end : end + _BESIDE]]
    played = not set(_AS.split()).isdisjoint(before[-2:])
    alike = before[-1:] == ["like"] and not set(_LIKE.split()).isdisjoint(before)
    return played or alike or set(_ABOUT.split()).isdisjoint((*before, *after))


def _indecent(words: str) -> Iterator[Finding]:
    marks, text = judge.marks(words), _Reading.of(words)
    if text.has(CARNAL) or any(judge.weigh(rule, marks) > 0 for rule in _SEXUAL_RULES):
        yield _finding("sexual", _SEXUAL)
    if text.has(DEGRADING):
        yield _finding("harassment", _DEGRADES)


def _finding(category: Category, reason: str) -> Finding:
    return Finding(category=category, score=CERTAIN, reason=reason)
