"""The call sheet: one assignment a shot, holding exactly what its picture depends on."""

from collections.abc import Mapping
from typing import Literal

from film.model import FilmModel
from film.plan import END_CARD, TITLE_CARD, Plan
from film.request import MovieRequest
from film.screen import Screen
from film.shots import Assignment, CharacterSheet, Utterance
from film.speech import Recording
from film.story import Genre, Scene, Shot, Story


def call_sheet(
    story: Story, plan: Plan, sheets: Mapping[str, CharacterSheet], request: MovieRequest
) -> tuple[Assignment, ...]:
    """Return the assignments of all shots, in the film's order; cards have none.

    What a picture cannot show is left out of them, so that a change of it films nothing again:
    the words of lines, other shots, the place in the film.
    """
    assignments = []
    for scene in story.scenes:
        bare = scene.model_copy(update={"lines": (), "shots": (), "synopsis": ""})
        for shot in scene.shots:
            numbers = plan.shot(shot.id)
            cast = [story.character(presence.character) for presence in shot.cast]
            assignments.append(
                Assignment(
                    scene=bare,
                    shot=shot,
                    characters=tuple(cast),
                    sheets=tuple(sheets[character.id] for character in cast),
                    genre=story.genre,
                    style=request.style,
                    screen=plan.timeline.screen,
                    frames=numbers.frames,
                    first_frame=numbers.first_frame,
                    keyframes=numbers.keyframes,
                    speaking=numbers.speaking,
                    seed=request.seed,
                )
            )
    return tuple(assignments)


def utterances(plan: Plan, shot: str, recordings: Mapping[str, Recording]) -> tuple[Utterance, ...]:
    """Return what is seen to be spoken in a shot, placed in its take."""
    return tuple(
        Utterance(
            recording=recordings[planned.line],
            first_frame=planned.first_frame,
            offset=planned.offset,
        )
        for planned in plan.utterances(shot)
    )


class Card(FilmModel):
    """A title or end card: words over a quiet picture."""

    kind: Literal["title", "end"]
    title: str
    subtitle: str
    genre: Genre
    style: str
    screen: Screen
    frames: int
    keyframes: tuple[int, ...] = (0,)
    """Frames at which transitions cut it: a closed GOP starts there."""
    seed: int


class Slate(FilmModel):
    """What stands in for a shot that failed, for exactly as long."""

    shot: Shot
    scene: Scene
    reason: str
    screen: Screen
    frames: int
    keyframes: tuple[int, ...] = (0,)
    """As the shot's: the film is cut there."""


def slate(assignment: Assignment, reason: str) -> Slate:
    """Return the slate for a shot that could not be filmed."""
    return Slate(
        shot=assignment.shot,
        scene=assignment.scene,
        reason=reason,
        screen=assignment.screen,
        frames=assignment.frames,
        keyframes=assignment.keyframes,
    )


def cards(story: Story, plan: Plan, request: MovieRequest) -> tuple[Card, ...]:
    """Return the cards of a film, as its plan has room for them."""
    words = {
        TITLE_CARD: (story.title, f"by {story.author}" if story.author else ""),
        END_CARD: (story.title, "made with Firstcut"),
    }
    return tuple(
        Card(
            kind=numbers.shot,
            title=words[numbers.shot][0],
            subtitle=words[numbers.shot][1],
            genre=story.genre,
            style=request.style,
            screen=plan.timeline.screen,
            frames=numbers.frames,
            keyframes=numbers.keyframes,
            seed=request.seed,
        )
        for numbers in plan.shots
        if not numbers.scene
    )
