"""Captions: what is spoken, in readable pieces, at the samples at which it is heard."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest

from film.clock import SAMPLE_RATE, frame_to_sample
from film.model import FilmModel
from film.screen import Screen
from film.speech import Recording
from film.story import NARRATOR, Line, Story
from film.timeline import PlacedLine, Timeline

ROWS = 2
READING_SPEED = 20
"""Characters a second that people read with ease."""
SHORTEST = SAMPLE_RATE
"""Samples that a caption stays at least, where the next one leaves it room."""
LINGER = SAMPLE_RATE * 7 // 10
"""Samples that a caption may stay after its last word."""
GAP_FRAMES = 2
"""Frames without a caption between two, so that the eye sees it change."""


class Caption(FilmModel):
    """One caption: one or two rows, from a sample of the film to another."""

    start: int
    stop: int
    rows: tuple[str, ...]
    italic: bool = False
    """Whether nobody on the screen says it: the narrator, or a voice over."""


def row_width(screen: Screen) -> int:
    """Return the characters that fit a row: 42 on a wide screen, fewer on a narrow one."""
    shape = Fraction(screen.width, screen.height)
    if shape >= Fraction(3, 2):
        return 42
    return 32 if shape >= Fraction(9, 10) else 26


def make_captions(
    timeline: Timeline, story: Story, recordings: Mapping[str, Recording]
) -> tuple[Caption, ...]:
    """Caption every line of a timeline, from its first word's sample on.

    Captions follow each other without overlap: lines spoken together share one, a row each.
    """
    texts = {line.id: line for scene in story.scenes for line in scene.lines}
    names = {character.id: character.name for character in story.characters}
    width = row_width(timeline.screen)
    placed = sorted(
        (line for shot in timeline.shots for line in shot.lines), key=lambda line: line.start
    )
    captions: list[Caption] = []
    for group in _simultaneous(placed):
        spoken = [
            _Spoken.of(line, texts[line.line], recordings.get(line.line), names) for line in group
        ]
        if len(spoken) == 1:
            captions += _caption_line(spoken[0], width)
        else:
            captions += _caption_together(spoken, width)
    end = frame_to_sample(timeline.frames, timeline.screen.rate)
    gap = frame_to_sample(GAP_FRAMES, timeline.screen.rate)
    return tuple(_spaced(captions, end, gap))


@dataclass(frozen=True)
class _Piece:
    """A word with the white space behind it, and the samples of the film it sounds in."""

    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class _Spoken:
    pieces: tuple[_Piece, ...]
    italic: bool

    @classmethod
    def of(
        cls,
        placed: PlacedLine,
        line: Line,
        recording: Recording | None,
        names: Mapping[str, str],
    ) -> "_Spoken":
        text = line.text
        if not placed.on_screen and line.speaker != NARRATOR and line.extension != "V.O.":
            text = f"{names.get(line.speaker, line.speaker).upper()}: {text}"
        italic = line.speaker == NARRATOR or line.extension == "V.O."
        return cls(tuple(_timed_words(text, line.text, placed, recording)), italic)


def _timed_words(
    shown: str, spoken: str, placed: PlacedLine, recording: Recording | None
) -> Iterator[_Piece]:
    words = re.findall(r"\S+\s*", " ".join(_printable(shown).split()))
    leading = len(words) - len(spoken.split())
    times = _word_times(placed, recording, len(words) - leading)
    times = [times[0]] * leading + times if times else []
    for word, (start, stop) in zip(words, times, strict=False):
        yield _Piece(word, start, stop)


def _word_times(
    placed: PlacedLine, recording: Recording | None, count: int
) -> list[tuple[int, int]]:
    """Return when each of ``count`` words sounds: as recorded, or evenly where counts differ."""
    words = recording.words if recording else ()
    if len(words) == count:
        return [(placed.start + word.start, placed.start + word.end) for word in words]
    first = placed.start + (words[0].start if words else 0)
    last = placed.start + (words[-1].end if words else placed.samples)
    bounds = [first + (last - first) * number // max(count, 1) for number in range(count + 1)]
    return list(pairwise(bounds))


def _printable(text: str) -> str:
    return "".join(mark if mark.isprintable() else " " for mark in text)


def _simultaneous(placed: Sequence[PlacedLine]) -> Iterator[list[PlacedLine]]:
    group: list[PlacedLine] = []
    for line in placed:
        if group and line.start >= max(one.start + one.samples for one in group):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _caption_line(spoken: _Spoken, width: int) -> Iterator[Caption]:
    for part in _split(spoken.pieces, width, ROWS):
        yield Caption(
            start=part[0].start,
            stop=part[-1].stop,
            rows=tuple(_wrap(part, width)),
            italic=spoken.italic,
        )


def _caption_together(group: Sequence[_Spoken], width: int) -> Iterator[Caption]:
    """Give each of some voices a row with a dash, part by part."""
    voices = [_split(spoken.pieces, width - 2, 1) for spoken in group[:ROWS]]
    for parts in zip_longest(*voices, fillvalue=()):
        heard = [part for part in parts if part]
        yield Caption(
            start=min(part[0].start for part in heard),
            stop=max(part[-1].stop for part in heard),
            rows=tuple(f"– {_text(part)}" for part in heard),
            italic=all(spoken.italic for spoken in group),
        )
    for spoken in group[ROWS:]:
        yield from _caption_line(spoken, width)


def _text(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.text for piece in pieces).rstrip()


def _split(pieces: Sequence[_Piece], width: int, rows: int) -> list[tuple[_Piece, ...]]:
    """Split a line into captions at the least total cost, clause ends being the cheapest places."""
    pieces = list(_narrow(pieces, width))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(pieces) + 1):
        choices = []
        for start in range(stop - 1, -1, -1):
            part = pieces[start:stop]
            if stop - start > 1 and not _fits(part, width, rows):
                break
            cost = best[start][0] + _cost(part, last=stop == len(pieces))
            choices.append((cost, start))
        best.append(min(choices))
    parts = []
    stop = len(pieces)
    while stop:
        start = best[stop][1]
        parts.append(tuple(pieces[start:stop]))
        stop = start
    return parts[::-1]


def _narrow(pieces: Sequence[_Piece], width: int) -> Iterator[_Piece]:
    """Cut words that no row can hold, and their time with them."""
    for piece in pieces:
        count = -(-len(piece.text.rstrip()) // width)
        bounds = [
            piece.start + (piece.stop - piece.start) * number // count
            for number in range(count + 1)
        ]
        for number, (start, stop) in enumerate(pairwise(bounds)):
            yield _Piece(piece.text[number * width : (number + 1) * width], start, stop)


def _cost(part: Sequence[_Piece], *, last: bool) -> float:
    """Weigh a caption: each costs something, more when it is short, dense or breaks a clause."""
    text = _text(part)
    seconds = (part[-1].stop - part[0].start) / SAMPLE_RATE
    cost = 3.0
    if not last:
        ending = text[-1:]
        cost += 0.0 if ending in ".!?…" else 1.5 if ending in ",;:—–" else 5.0
    if len(text) > READING_SPEED * seconds:
        cost += min(4.0, len(text) / (READING_SPEED * seconds + 1))
    if seconds < 1:
        cost += 2.0 * (1 - seconds)
    if len(part) == 1 and not last:
        cost += 1.0
    return cost


def _fits(part: Sequence[_Piece], width: int, rows: int) -> bool:
    wrapped = _wrap(part, width)
    return len(wrapped) <= rows and all(len(row) <= width for row in wrapped)


def _wrap(part: Sequence[_Piece], width: int) -> list[str]:
    """Wrap to one row, or to two of like length, broken after a clause if one ends near."""
    whole = _text(part)
    if len(whole) <= width or len(part) == 1:
        return [whole]
    breaks = []
    for place in range(1, len(part)):
        upper, lower = _text(part[:place]), _text(part[place:])
        uneven = abs(len(upper) - len(lower)) - (8 if upper[-1] in ",;:.!?…—–" else 0)
        over = max(0, max(len(upper), len(lower)) - width)
        breaks.append((over, uneven, place))
    _, _, place = min(breaks)
    return [_text(part[:place]), _text(part[place:])]


def _spaced(captions: Sequence[Caption], end: int, gap: int) -> Iterator[Caption]:
    """Let captions stay to be read, but none into the next or beyond the film's end."""
    ordered = sorted(captions, key=lambda caption: caption.start)
    for number, caption in enumerate(ordered):
        limit = ordered[number + 1].start - gap if number + 1 < len(ordered) else end
        length = sum(len(row) for row in caption.rows)
        readable = caption.start + max(SHORTEST, length * SAMPLE_RATE // READING_SPEED)
        wanted = max(caption.stop + LINGER // 3, min(readable, caption.stop + LINGER), 0)
        wanted = max(wanted, caption.start + SHORTEST)
        stop = min(wanted, limit)
        if stop > caption.start:
            yield caption.model_copy(update={"stop": stop})
