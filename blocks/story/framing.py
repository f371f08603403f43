"""Framing: written shots made sound, each with words that it can hold and people in their place."""

from collections.abc import Sequence

from blocks.story.treatment import DraftShot
from film.coverage import line_seconds
from film.lexicon.things import find_props
from film.story import NARRATOR, Line, Place, Presence, Scene, Shot, ShotSize

Covered = tuple[Shot, tuple[Line, ...]]
"""A shot and the lines over it, before they are numbered."""
_LONGEST_TALK = 7.8
"""Seconds of words over one shot."""
_PEOPLE = 3
"""Most people who are added to a shot because they speak in it."""
_SIDES: dict[int, tuple[Place, ...]] = {
    1: ("centre",),
    2: ("centre left", "centre right"),
    3: ("left", "right", "centre"),
}
_ALL_SIDES: tuple[Place, ...] = ("centre left", "centre right", "left", "right", "centre")
_FACING = {"left": "right", "centre left": "right", "centre right": "left", "right": "left"}


def covered(draft: DraftShot, cast: Sequence[Presence], lines: Sequence[Line]) -> list[Covered]:
    """Return a written shot as one shot, or as several where it has more words than one holds.

    Whoever is to be seen speaking is in the picture, or else off screen. ``lines`` have been
    divided so that a shot can hold each.
    """
    cast = [*cast, *_unseen(cast, lines)]
    seen = {one.character for one in cast}
    heard = [_heard(line, seen) for line in lines]
    groups = _groups(heard) or [[]]
    first = Shot(
        id="x",
        size=draft.size,
        angle=draft.angle,
        move=draft.move,
        action=draft.action,
        cast=tuple(cast),
        props=things(draft.props),
        hold=draft.hold if lines else max(1500, draft.hold),
    )
    shots: list[Covered] = []
    for number, group in enumerate(groups):
        shot = first if not number else _next(first, number, group)
        shots.append((_framed(shot, group), tuple(group)))
    return shots


def blocked(scene: Scene) -> Scene:
    """Return a scene in which everybody keeps their side of the frame (the 180° rule)."""
    order = dict.fromkeys(one.character for shot in scene.shots for one in shot.cast)
    sides = _SIDES.get(len(order), _ALL_SIDES)
    places = {one: sides[number % len(sides)] for number, one in enumerate(order)}

    def moved(one: Presence) -> Presence:
        place = places[one.character]
        facing = "camera" if len(order) == 1 else _FACING.get(place, "camera")
        return one.model_copy(update={"place": place, "facing": facing})

    shots = (shot.model_copy(update={"cast": tuple(map(moved, shot.cast))}) for shot in scene.shots)
    return scene.model_copy(update={"shots": tuple(shots)})


def things(names: Sequence[str]) -> tuple[str, ...]:
    """Return props by the names that the film has for them, or as they are; four at most."""
    found = [next(iter(find_props(name)), name.lower()) for name in names]
    return tuple(dict.fromkeys(found))[:4]


def _unseen(cast: Sequence[Presence], lines: Sequence[Line]) -> list[Presence]:
    """Return who speaks on the screen without being in the cast, as far as there is room."""
    seen = {one.character for one in cast}
    speakers = [one.speaker for one in lines if not one.extension and one.speaker != NARRATOR]
    missing = [one for one in dict.fromkeys(speakers) if one not in seen]
    room = max(0, _PEOPLE - len(cast))
    return [Presence(character=one, gesture="talk") for one in missing[:room]]


def _heard(line: Line, seen: set[str]) -> Line:
    if line.speaker == NARRATOR:
        return line.model_copy(update={"extension": "V.O."})
    away = not line.extension and line.speaker not in seen
    return line.model_copy(update={"extension": "O.S."}) if away else line


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide lines so that each group can be heard over one shot."""
    groups: list[list[Line]] = []
    for line in lines:
        taken = sum(line_seconds(one.text) + 0.35 for one in groups[-1]) if groups else 0.0
        if groups and taken + line_seconds(line.text) <= _LONGEST_TALK:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _next(first: Shot, number: int, lines: Sequence[Line]) -> Shot:
    """Return the shot that goes on where one was too short for its words: nearer, then back."""
    speakers = {line.speaker for line in lines if not line.extension}
    cast = tuple(one for one in first.cast if one.character in speakers) or first.cast[:1]
    size: ShotSize = "close-up" if (number % 2) == (first.size != "close-up") else "medium"
    changes = {"size": size, "cast": cast, "move": "static", "action": "", "hold": 250}
    return first.model_copy(update={**changes, "props": ()})


def _framed(shot: Shot, lines: Sequence[Line]) -> Shot:
    """Return a shot whose size suits who and what is in it."""
    talking = {line.speaker for line in lines if not line.extension}
    size, people = shot.size, len(shot.cast)
    if size == "insert" and shot.props and not talking:
        return _with(shot, size).model_copy(update={"cast": ()})
    if people == 0:
        return _with(shot, "insert" if size == "insert" and shot.props else "wide")
    if size == "insert":
        size = "close-up"
    if people > 2 and size != "wide":
        size = "wide"
    elif people == 1 and size in ("two-shot", "over-the-shoulder"):
        size = "medium"
    elif people == 2 and size == "close-up" and len(talking) > 1:
        size = "two-shot"
    return _with(shot, size)


def _with(shot: Shot, size: ShotSize) -> Shot:
    return shot.model_copy(update={"size": size})
