"""Reading Fountain: text in, elements out, and nothing spoken lost on the way."""

import re

from film.errors import BadScreenplay
from film.screenplay.elements import (
    Action,
    Centred,
    Element,
    Lyric,
    Note,
    PageBreak,
    SceneHeading,
    Screenplay,
    Section,
    Speech,
    SpeechPart,
    Synopsis,
    Transition,
)
from film.screenplay.markup import guard, normalise, plain, take_notes, without_boneyard

MAX_LENGTH = 400_000
"""Characters of the longest screenplay that is read: about three feature films."""

_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I\.?/E)(?:\.|\s)", re.IGNORECASE)
_FORCED_HEADING = re.compile(r"\.(?=[^.\s])")
_NUMBER = re.compile(r"\s*#([\w.\-]+)#\s*$")
_PAGE_BREAK = re.compile(r"={3,}\s*$")
_SECTION = re.compile(r"(#{1,6})(?!#)\s*(\S.*)$")
_TITLE_KEY = re.compile(r"([A-Za-z][\w \-]*?)\s*:\s*(.*)$")
_EXTENSION = re.compile(r"\s*\(([^()]*)\)")
_KNOWN_TRANSITION = re.compile(
    r"(?:FADE (?:IN|OUT|UP|TO BLACK)|(?:SMASH |MATCH |JUMP |HARD |QUICK )?CUT|DISSOLVE|WIPE)"
    r"(?: TO BLACK)?[:.]?$"
)
_TITLE_KEYS = frozenset(
    (
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "notes",
        "draft",
        "date",
        "contact",
        "copyright",
        "revision",
        "version",
        "episode",
        "series",
        "language",
        "format",
        "genre",
        "logline",
        "font",
    )
)  # fmt: skip | {"draft date", "contact info", "written by", "based on"}


def parse_fountain(text: str) -> Screenplay:
    """Return the screenplay that a Fountain text describes.

    Every spoken word comes back, in order; emphasis, notes and the boneyard are stripped from
    it. Raises BadScreenplay, and nothing else, when there is nothing to film.
    """
    if len(text) > MAX_LENGTH:
        raise BadScreenplay(
            f"The screenplay has {len(text):,} characters: give at most {MAX_LENGTH:,}."
        )
    body = without_boneyard(guard(normalise(text)))
    title_page, body = _title_page(body.strip("\n"))
    screenplay = Screenplay(title_page=title_page, elements=tuple(_elements(body)))
    if not any(
        isinstance(element, (Speech, Lyric))
        or (isinstance(element, (Action, Centred, SceneHeading)) and _says_something(element.text))
        for element in screenplay.elements
    ):
        raise BadScreenplay(
            "The screenplay has nothing to film: write at least a scene heading, "
            "an action or a line of dialogue."
        )
    return screenplay


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _title_page(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    head, _, rest = text.partition("\n\n")
    entries: list[tuple[str, list[str]]] = []
    for line in take_notes(head)[0].split("\n"):
        match = _TITLE_KEY.match(line)
        if match:
            entries.append((match[1].lower(), [match[2]]))
        elif entries and line.strip():
            entries[-1][1].append(line)
        elif line.strip():
            return (), text
    if not any(key in _TITLE_KEYS for key, _ in entries):
        return (), text
    page = tuple(
        (key, plain("\n".join(value.strip() for value in values)).strip())
        for key, values in entries
    )
    return page, rest


def _elements(text: str) -> list[Element]:
    found: list[Element] = []
    text, notes = take_notes(text)
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if lines[at].strip():
            at = _read_block(lines, at, found)
        else:
            at += 1
    found += [Note(text=plain(note)) for note in notes]
    return found


def _read_block(lines: list[str], at: int, found: list[Element]) -> int:
    """Read one element that starts at a line which is not blank; return where the next starts."""
    line = lines[at].strip()
    single = _single_line(line, alone=_blank(lines, at + 1), after_blank=_blank(lines, at - 1))
    if single:
        found.append(single)
        return at + 1
    if _is_cue(lines, at):
        speech, at = _speech(lines, at, found)
        found.append(speech)
        return at
    if line.startswith("~"):
        return _lyrics(lines, at, found)
    return _action(lines, at, found)


def _single_line(line: str, *, alone: bool, after_blank: bool) -> Element | None:
    """Return the element that a line is by its own marks, or None."""
    if _PAGE_BREAK.match(line):
        return PageBreak()
    if line.startswith("="):
        return Synopsis(text=plain(line[1:].strip()))
    section = _SECTION.match(line)
    if section:
        return Section(text=plain(section[2].strip()), level=len(section[1]))
    if line.startswith(">"):
        inner = line[1:].strip()
        if inner.endswith("<"):
            return Centred(text=plain(inner[:-1].strip()))
        return Transition(text=plain(inner))
    if _FORCED_HEADING.match(line):
        return _heading(line[1:].strip())
    if after_blank and is_heading(line):
        return _heading(line)
    if after_blank and is_transition(line, alone=alone):
        return Transition(text=plain(line))
    return None


def is_heading(line: str) -> bool:
    """Whether a line is a scene heading without being forced."""
    return bool(_HEADING.match(line))


def is_transition(line: str, *, alone: bool) -> bool:
    """Whether a line, alone between blank lines or not, is a transition without being forced."""
    if _KNOWN_TRANSITION.match(line):
        return True
    return alone and line.endswith("TO:") and line == line.upper()


def _heading(line: str) -> SceneHeading:
    number = _NUMBER.search(line)
    text = line[: number.start()] if number else line
    return SceneHeading(
        text=plain(" ".join(text.split())), number=plain(number[1]) if number else ""
    )


def _blank(lines: list[str], at: int) -> bool:
    return not (0 <= at < len(lines)) or not lines[at].strip()


def _is_cue(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if not _blank(lines, at - 1) or _blank(lines, at + 1):
        return False
    if line.startswith("@"):
        return bool(_split_cue(line[1:])[0])
    if line.startswith("!"):
        return False
    name = _split_cue(line)[0]
    return name == name.upper() and any(char.isupper() for char in name)


def _split_cue(line: str) -> tuple[str, tuple[str, ...], bool]:
    line = line.strip()
    dual = line.endswith("^")
    line = line.removesuffix("^").strip()
    opening = line.find("(")
    if opening > 0 and line.endswith(")"):
        inside = tuple(plain(found).strip() for found in _EXTENSION.findall(line[opening:]))
        return line[:opening].strip(), tuple(part for part in inside if part), dual
    return line, (), dual


def _speech(lines: list[str], at: int, found: list[Element]) -> tuple[Speech, int]:
    cue = lines[at].strip()
    forced = cue.startswith("@")
    name, extensions, dual = _split_cue(cue.removeprefix("@"))
    end = at + 1
    # A line of two spaces or more keeps a speech going over a gap.
    while end < len(lines) and (lines[end].strip() or len(lines[end]) >= 2):
        end += 1
    speech = Speech(
        name=" ".join(plain(name).split()),
        forced=forced,
        extensions=extensions,
        parts=tuple(_parts(lines[at + 1 : end])),
        dual=dual and bool(found) and isinstance(found[-1], Speech),
    )
    return speech, end


def _parts(lines: list[str]) -> list[SpeechPart]:
    """Split a speech where its manner changes."""
    manners: list[tuple[str, list[str]]] = [("", [])]
    for raw in lines:
        line = raw.strip()
        if line.startswith("(") and line.endswith(")") and line[1:-1].strip():
            manners.append((plain(line[1:-1]).strip(), []))
        else:
            manners[-1][1].append(line.removeprefix("~").strip())
    spoken = [(manner, " ".join(plain("\n".join(words)).split())) for manner, words in manners]
    return [
        SpeechPart(text=text, parenthetical=manner) for manner, text in spoken if text or manner
    ]


def _lyrics(lines: list[str], at: int, found: list[Element]) -> int:
    sung = []
    while at < len(lines) and lines[at].strip().startswith("~"):
        sung.append(lines[at].strip()[1:].strip())
        at += 1
    words = " ".join(plain("\n".join(sung)).split())
    if words:
        found.append(Lyric(text=words))
    return at


def _action(lines: list[str], at: int, found: list[Element]) -> int:
    paragraph = []
    start = at
    while at < len(lines) and lines[at].strip():
        line = lines[at].strip()
        if at > start and _starts_anew(line):
            break
        paragraph.append(line.removeprefix("!"))
        at += 1
    text = plain("\n".join(paragraph))
    if text.strip():
        found.append(Action(text=" ".join(text.split())))
    return at


def _starts_anew(line: str) -> bool:
    """Whether a line within a paragraph is an element of its own all the same."""
    return line.startswith(("~", ">", "#", "=")) or bool(_FORCED_HEADING.match(line))
