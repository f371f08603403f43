"""Dressing a screenplay: its words stay its author's, a model adds what they leave open.

The breakdown (film.breakdown) gives scenes, shots, lines and a cast. A model describes looks,
voices, places, moods and what is seen; whatever of that is missing or wrong stays as the
breakdown had it. Long screenplays are dressed part by part.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from blocks.story.brief import language_of
from blocks.story.players import character_of
from blocks.story.reading import consistent, landmarks_of
from blocks.story.treatment import DraftCharacter, DraftSetting, DressedShot, Words
from blocks.vendors.anthropic_answers import UnusableError
from film.lexicon.tone import find_time
from film.model import FilmModel
from film.request import MovieRequest
from film.screenplay import Screenplay
from film.story import Character, Genre, Line, Scene, Shot, Story

M = TypeVar("M", bound=FilmModel)

MOST_SHOTS = 60
"""Shots that are dressed by one answer."""
MOST_PEOPLE = 16


@dataclass(frozen=True)
class Part:
    """What one answer dresses, before it does and after."""

    scenes: tuple[Scene, ...]
    people: tuple[Character, ...]


class Heading(FilmModel):
    """What a film is called, and what it is about."""

    title: Words = Field(min_length=1, max_length=120)
    logline: Words = Field(min_length=1, max_length=400)
    genre: Genre


def parts_of(story: Story, returning: Sequence[Character]) -> list[Part]:
    """Divide a broken down story; who returns from an earlier film is dressed already."""
    kept = {one.name.casefold() for one in returning}
    people = [one for one in story.characters if one.name.casefold() not in kept]
    groups = [people[at : at + MOST_PEOPLE] for at in range(0, len(people), MOST_PEOPLE)]
    pairs = zip_longest(_runs(story.scenes), groups, fillvalue=())
    return [Part(tuple(scenes), tuple(group)) for scenes, group in pairs]


def dressing(story: Story, part: Part, request: MovieRequest) -> dict[str, Any]:
    """Return a part of a broken down screenplay as data."""
    return {
        "title": story.title,
        "genre": story.genre,
        "language": language_of(request),
        "era_hint": story.scenes[0].era,
        "culture_hint": story.scenes[0].culture,
        "people": [one.model_dump(mode="json") for one in part.people],
        "cast": [{"id": one.id, "name": one.name, "role": one.role} for one in story.characters],
        "places": [scene.slugline for scene in story.scenes],
        "scenes": [_scene_data(scene) for scene in part.scenes],
        "variation": request.seed,
    }


def read_dressing(text: str, part: Part, story: Story) -> tuple[Part, Heading]:
    """Return a part as an answer dresses it, complete where the answer says nothing of use.

    UnusableError when it is no such answer at all.
    """
    told = _object(text)
    scenes, people = _by(told.get("scenes"), "id"), _by(told.get("characters"), "key")
    known = {one.id for one in part.scenes} | {one.id for one in part.people}
    if known and not known & {*scenes, *people}:
        raise UnusableError("None of the scenes and people asked for is in `scenes`, `characters`")
    worn = {"era": story.scenes[0].era, "culture": story.scenes[0].culture}
    dressed = Part(
        tuple(_scene(one, scenes.get(one.id, {})) for one in part.scenes),
        tuple(_person(one, people.get(one.id, {}), worn) for one in part.people),
    )
    own = {"title": story.title, "logline": story.logline, "genre": story.genre}
    return dressed, _merged(Heading, own, told)


def dressed_story(story: Story, parts: Sequence[Part]) -> Story:
    """Return a broken down story with its people and scenes as they were dressed."""
    people = {one.id: one for part in parts for one in part.people}
    scenes = [one for part in parts for one in part.scenes]
    return story.model_copy(
        update={
            "characters": tuple(people.get(one.id, one) for one in story.characters),
            "scenes": tuple(consistent(scenes)),
        }
    )


def headed(story: Story, heading: Heading, screenplay: Screenplay, request: MovieRequest) -> Story:
    """Return a story with what neither its title page nor its request says of the whole film."""
    said = {
        "title": request.title or screenplay.title_value("title"),
        "logline": screenplay.title_value("logline", "notes"),
        "genre": request.genre or screenplay.title_value("genre"),
    }
    told = heading.model_dump()
    return story.model_copy(update={name: told[name] for name, given in said.items() if not given})


def _runs(scenes: Sequence[Scene]) -> Iterator[list[Scene]]:
    """Yield neighbours that have few enough shots together."""
    run: list[Scene] = []
    for scene in scenes:
        if run and sum(len(one.shots) for one in (*run, scene)) > MOST_SHOTS:
            yield run
            run = []
        run.append(scene)
    yield run


def _scene_data(scene: Scene) -> dict[str, Any]:
    lines = {line.id: line for line in scene.lines}
    shots = [
        {
            "id": shot.id,
            "size": shot.size,
            "action": shot.action,
            "cast": [one.character for one in shot.cast],
            "lines": [
                {"speaker": lines[one].speaker, "text": lines[one].text} for one in shot.lines
            ],
        }
        for shot in scene.shots
    ]
    return {"id": scene.id, "slugline": scene.slugline, "synopsis": scene.synopsis, "shots": shots}


def _scene(scene: Scene, told: Mapping[str, Any]) -> Scene:
    own = {name: getattr(scene, name) for name in DraftSetting.model_fields}
    own |= {"synopsis": scene.synopsis[:300]}
    setting = _merged(DraftSetting, own, told)
    shots = _by(told.get("shots"), "id")
    pairs = [_shot(shot, scene, shots.get(shot.id, {})) for shot in scene.shots]
    said = {line.id: line for _, lines in pairs for line in lines}
    found = setting.model_dump(exclude={"landmarks", "time", "synopsis"})
    changes = {
        **found,
        "landmarks": () if scene.interior else landmarks_of(setting),
        "time": scene.time if find_time(scene.slugline) else setting.time,
        "synopsis": scene.synopsis or setting.synopsis,
        "shots": tuple(shot for shot, _ in pairs),
        "lines": tuple(said.get(line.id, line) for line in scene.lines),
    }
    return scene.model_copy(update=changes)


def _shot(shot: Shot, scene: Scene, told: Mapping[str, Any]) -> tuple[Shot, list[Line]]:
    """Return a shot and its lines: the author's action and brackets hold, feelings are the model's.

    The words of a line stay as they are.
    """
    lines = [line for line in scene.lines if line.id in shot.lines]
    own = {
        "id": shot.id,
        "action": shot.action[:300],
        "emotion": shot.cast[0].emotion if shot.cast else "neutral",
        "delivery": lines[0].delivery if lines else "normal",
    }
    found = _merged(DressedShot, own, told)
    cast = tuple(
        one if place else one.model_copy(update={"emotion": found.emotion})
        for place, one in enumerate(shot.cast)
    )
    said = [
        line
        if line.parenthetical or found.delivery == own["delivery"]
        else line.model_copy(update={"delivery": found.delivery})
        for line in lines
    ]
    return shot.model_copy(update={"action": shot.action or found.action, "cast": cast}), said


def _person(own: Character, told: Mapping[str, Any], worn: Mapping[str, Any]) -> Character:
    flat = {
        **worn,
        **own.appearance.model_dump(),
        **own.voice.model_dump(),
        **own.model_dump(include={"sex", "age", "build"}),
        "key": own.id,
        "name": own.name[:60],
        "role": own.role[:80],
        "description": own.description[:400],
    }
    flat |= {name: flat[name][:40] for name in ("species", "accent")}
    found = _merged(DraftCharacter, flat, told)
    if found.kind == "human":
        found = found.model_copy(update={"species": ""})
    return character_of(found, own.id).model_copy(update={"name": own.name})


def _merged(model: type[M], own: Mapping[str, Any], told: Mapping[str, Any]) -> M:
    """Return what is told, field by field, and one's own where that is empty or wrong."""
    said = {
        name: value
        for name, value in told.items()
        if name in model.model_fields and value not in ("", None)
    }
    while True:
        try:
            return model.model_validate({**own, **said})
        except ValidationError as wrong:
            bad = {str(one["loc"][0]) for one in wrong.errors() if one["loc"]} & set(said)
            if not bad:
                raise
            said = {name: value for name, value in said.items() if name not in bad}


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableError("The answer is no JSON") from None
    if not isinstance(told, dict):
        raise UnusableError("The answer is no JSON object")
    return told


def _by(listed: Any, name: str) -> dict[str, dict[str, Any]]:
    """Return a list's objects by one of their fields; what has none is left out."""
    entries = listed if isinstance(listed, list) else []
    return {
        one[name]: one
        for one in entries
        if isinstance(one, dict) and isinstance(one.get(name), str)
    }
