"""The wording of a story: what of it is judged, and what is spoken beside a line."""

from collections.abc import Iterator

from film.speech import Neighbours
from film.story import Line, Story


def words_of(story: Story | None) -> Iterator[str]:
    """Yield what a story that somebody brought, or changed, says and shows."""
    if story:
        yield from (story.title, story.logline, story.author)
    for character in story.characters if story else ():
        yield from (character.name, character.role, character.description)
        yield character.appearance.species
    for scene in story.scenes if story else ():
        yield from (scene.synopsis, scene.slugline, scene.place, scene.atmosphere)
        yield from (*scene.landmarks, *(line.text for line in scene.lines))
        for shot in scene.shots:
            yield from (shot.action, *shot.props)


def beside(story: Story) -> Iterator[tuple[Line, Neighbours]]:
    """Yield every line with its speaker's lines before and after it."""
    lines = [line for scene in story.scenes for line in scene.lines]
    for place, line in enumerate(lines):
        before = [one for one in lines[:place] if one.speaker == line.speaker]
        after = [one for one in lines[place + 1 :] if one.speaker == line.speaker]
        yield (
            line,
            Neighbours(previous=before[-1] if before else None, next=after[0] if after else None),
        )
