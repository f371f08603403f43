"""References: everything that a story names is there, once; for stories that people have edited."""

from collections import Counter
from collections.abc import Iterator

from film.errors import BadRequest
from film.story import NARRATOR, Scene, Story


def check_references(story: Story) -> None:
    """Raise BadRequest for a story in which something refers to nothing, or has another's id."""
    people = {character.id for character in story.characters}
    for scene in story.scenes:
        _check_scene(scene, people)
    twice = [name for name, times in Counter(_ids(story)).items() if times > 1]
    if twice:
        raise BadRequest(f"The id '{twice[0]}' is given twice")


def _check_scene(scene: Scene, people: set[str]) -> None:
    if not scene.shots:
        raise BadRequest(f"Scene {scene.id} has no shot: nothing of it could be seen")
    for line in scene.lines:
        if line.speaker not in people | {NARRATOR}:
            raise BadRequest(f"Line {line.id} is spoken by '{line.speaker}', who is nobody")
    lines = {line.id for line in scene.lines}
    for shot in scene.shots:
        for present in shot.cast:
            if present.character not in people:
                raise BadRequest(f"Shot {shot.id} shows '{present.character}', who is nobody")
        lost = set(shot.lines) - lines
        if lost:
            raise BadRequest(f"Shot {shot.id} has a line '{min(lost)}' that its scene lacks")


def _ids(story: Story) -> Iterator[str]:
    yield from (character.id for character in story.characters)
    for scene in story.scenes:
        yield scene.id
        yield from (line.id for line in scene.lines)
        yield from (shot.id for shot in scene.shots)
