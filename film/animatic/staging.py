"""Staging: who stands where, how large, turned which way, and what the camera frames of it."""

import itertools
import math
from collections import Counter
from dataclasses import dataclass, replace

from film.animatic.camera import View
from film.animatic.layers import StageSet
from film.animatic.props import prop_width
from film.shots import Assignment
from film.story import Place, Presence, ShotSize

GROWN = 5.15
"""Heads that a grown figure is tall: a set's ``figure_height`` is of such a one."""
_ALONG: dict[Place, float] = {
    "left": 0.12,
    "centre left": 0.31,
    "centre": 0.5,
    "centre right": 0.69,
    "right": 0.88,
}
_APART = 2.6
"""Heads between the middles of two neighbours in a shot of people."""
_CLOSE, _MEDIUM, _TWO = 2.1, 3.15, 3.5
"""Heads that the height of a close-up, a medium shot and a two-shot shows."""
_INSERT_ZOOM = 2.6
_OFF_CENTRE = 0.13
"""Share of the stage by which somebody alone leaves the middle of a wide, into the light: the
other side belongs to the landmarks."""
_TURNS = {"left": -0.55, "right": 0.55, "camera": 0.0}


@dataclass(frozen=True)
class Stature:
    """How tall a figure is, in heads."""

    height: float
    """From the soles to the crown."""
    above: float
    """From the crown to the top of the hair or the hat."""


@dataclass(frozen=True)
class Mark:
    """Where a figure stands."""

    index: int
    """Which of the shot's cast."""
    presence: Presence
    x: float
    """Middle of the feet in set space."""
    head: float
    """Set units that its head is high: the figure's scale."""
    turn: float
    """How far it is turned at rest."""


@dataclass(frozen=True)
class Staging:
    """A shot, blocked."""

    marks: tuple[Mark, ...]
    """Those to be drawn with their faces, far to near (in order of drawing)."""
    shoulder: Mark | None
    """Who stands with their back to us in the foreground, for an over-the-shoulder."""
    view: View
    size: ShotSize
    """The size in effect: a shot of nobody is wide, a two-shot of one is medium."""


def stage_shot(assignment: Assignment, place: StageSet, statures: tuple[Stature, ...]) -> Staging:
    """Block a shot; ``statures`` are the figures', in the order of the cast."""
    cast = assignment.shot.cast[: len(statures)]
    head = place.figure_height / GROWN
    size = _effective_size(assignment, len(cast))
    aspect = assignment.screen.width / assignment.screen.height
    if size in ("wide", "insert"):
        return _wide(cast, place, head, aspect, size)
    subjects = _subjects(assignment, size, len(cast))
    if size == "over-the-shoulder":
        staging = _over_the_shoulder(cast, subjects, place, statures)
        room = 3.3
    else:
        staging = _people(tuple((i, cast[i]) for i in subjects), place, statures, size)
        room = 1.55 if size == "close-up" else 2.1 if len(subjects) == 1 else 2.6
    return replace(staging, view=_fit_width(staging.view, staging.marks, aspect, room))


def _effective_size(assignment: Assignment, people: int) -> ShotSize:
    size = assignment.shot.size
    if size == "insert" and any(prop_width(name) for name in assignment.shot.props):
        return size
    if people == 0:
        return "wide"
    if size == "insert":
        return "close-up"
    if people == 1:
        return "medium" if size in ("two-shot", "over-the-shoulder") else size
    speakers = {s.speaker for s in assignment.speaking if s.on_screen}
    seen = [p for p in assignment.shot.cast if p.character in speakers]
    if len(seen) > 1 and size in ("close-up", "over-the-shoulder"):
        return "two-shot"  # everybody who speaks on the screen has to be seen speaking
    return size


def _subjects(assignment: Assignment, size: ShotSize, people: int) -> tuple[int, ...]:
    """Return who the shot is about: who speaks most, first; all, in a shot of several."""
    spoken: Counter[str] = Counter()
    for speech in assignment.speaking:
        spoken[speech.speaker] += speech.frames if speech.on_screen else 0
    order = sorted(range(people), key=lambda i: (-spoken[assignment.shot.cast[i].character], i))
    if size in ("close-up", "over-the-shoulder"):
        return tuple(order)[:1] if size == "close-up" else tuple(order)[:2]
    return tuple(range(people))


def _wide(
    cast: tuple[Presence, ...], place: StageSet, head: float, aspect: float, size: ShotSize
) -> Staging:
    marks: list[Mark] = []
    if size == "wide":
        left, right = place.stage
        xs = _spread([left + (right - left) * _ALONG[p.place] for p in cast], 2.1 * head)
        if len(cast) == 1 and cast[0].place == "centre":
            xs = [xs[0] + math.copysign(_OFF_CENTRE, place.light.side) * (right - left)]
        marks = [
            Mark(i, p, x, head, _turned(i, cast, xs))
            for i, (p, x) in enumerate(zip(cast, xs, strict=True))
        ]
    view = View(aspect / 2, 0.5, 1.0 if size == "wide" else _INSERT_ZOOM)
    return Staging(tuple(marks), None, view, size)


def _spread(xs: list[float], apart: float) -> list[float]:
    """Move neighbours apart to a least distance, keeping their order and their middle."""
    order = sorted(range(len(xs)), key=lambda i: (xs[i], i))
    placed = list(xs)
    for before, after in itertools.pairwise(order):
        placed[after] = max(placed[after], placed[before] + apart)
    shift = sum(placed) / max(len(placed), 1) - sum(xs) / max(len(xs), 1)
    return [x - shift for x in placed]


def _turned(index: int, cast: tuple[Presence, ...], xs: list[float]) -> float:
    """Return a figure's turn: its facing, and for one that faces us a little to its partner."""
    facing = cast[index].facing
    if facing != "camera" or len(cast) < 2:
        return _TURNS[facing]
    others = [x for i, x in enumerate(xs) if i != index]
    towards = sum(others) / len(others) - xs[index]
    return 0.28 if towards > 0 else -0.28


def _people(
    subjects: tuple[tuple[int, Presence], ...],
    place: StageSet,
    statures: tuple[Stature, ...],
    size: ShotSize,
) -> Staging:
    head = place.figure_height / GROWN
    chosen = [presence for _, presence in subjects]
    left, right = place.stage
    middle = sum(left + (right - left) * (0.3 + 0.4 * _ALONG[p.place]) for p in chosen) / len(
        chosen
    )
    order = sorted(range(len(chosen)), key=lambda i: (_ALONG[chosen[i].place], i))
    xs = [0.0] * len(chosen)
    for rank, i in enumerate(order):
        xs[i] = middle + (rank - (len(chosen) - 1) / 2) * _APART * head
    marks = tuple(
        Mark(subjects[i][0], p, xs[i], head, _turned(i, tuple(chosen), xs))
        for i, p in enumerate(chosen)
    )
    tallest = max((statures[i] for i, _ in subjects), key=lambda s: s.height)
    view = _framing(marks, place, tallest, size)
    return Staging(marks, None, view, size)


def _framing(marks: tuple[Mark, ...], place: StageSet, tallest: Stature, size: ShotSize) -> View:
    """Frame standing people from the crown down, with look room on the side they face."""
    wanted = _CLOSE if size == "close-up" else _TWO if len(marks) > 1 else _MEDIUM
    return _frame_from_crown(marks, place, tallest, wanted)


def _frame_from_crown(
    marks: tuple[Mark, ...], place: StageSet, tallest: Stature, heads: float
) -> View:
    head = marks[0].head
    crown = place.ground - tallest.height * head
    xs = [mark.x for mark in marks]
    middle = (min(xs) + max(xs)) / 2
    turn = sum(mark.turn for mark in marks) / len(marks)
    least, most = (0.34, 0.75) if heads > _CLOSE else (0.24, 0.42)
    air = min(max(tallest.above + 0.12, least), most)
    top = crown - air * head
    return View(middle + 0.09 * heads * head * turn, top + heads * head / 2, 1 / (heads * head))


def _fit_width(view: View, marks: tuple[Mark, ...], aspect: float, room: float) -> View:
    """Widen a view until everybody in it has ``room`` heads of width and nobody is cut."""
    head = marks[0].head
    needed = max(mark.x for mark in marks) - min(mark.x for mark in marks) + room * head
    height = max(1 / view.zoom, needed / aspect)
    if height <= 1 / view.zoom:
        return view
    top = view.y - 0.5 / view.zoom
    share = 0.35  # of what is added goes above: the rest shows more of the bodies
    extra = height - 1 / view.zoom
    return replace(view, zoom=1 / height, y=top - share * extra + height / 2)


def _over_the_shoulder(
    cast: tuple[Presence, ...],
    subjects: tuple[int, ...],
    place: StageSet,
    statures: tuple[Stature, ...],
) -> Staging:
    head = place.figure_height / GROWN
    speaker, listener = subjects
    left, right = place.stage
    x = (left + right) / 2
    on_right = _ALONG[cast[listener].place] > _ALONG[cast[speaker].place]
    side = 1 if on_right else -1
    turn = _TURNS[cast[speaker].facing] or 0.3 * side
    mark = Mark(speaker, cast[speaker], x, head, abs(turn) * side)
    heads = 3.0
    view = _frame_from_crown((mark,), place, statures[speaker], heads)
    view = replace(view, x=x + side * 0.2 * heads * head)
    back = Mark(listener, cast[listener], x, head, -side * 0.2)
    return Staging((mark,), back, view, "over-the-shoulder")
