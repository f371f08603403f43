"""The rehearsal: all that is made of a story before the camera runs, again for a changed one."""

from collections.abc import Mapping
from dataclasses import dataclass

from film.assets import Asset
from film.callsheet import call_sheet
from film.plan import Pace, Plan
from film.request import MovieRequest
from film.schedule import plan_timeline
from film.shots import CharacterSheet
from film.speech import Recording
from film.story import Story
from flows.unit import CallSheet, Unit, Work


@dataclass(frozen=True)
class Rehearsal:
    """A story that is ready to be filmed: drawn, spoken and planned."""

    story: Story
    sheets: Mapping[str, CharacterSheet]
    """By character id."""
    recordings: dict[str, Recording]
    """By line id."""
    plan: Plan
    call_sheet: CallSheet
    keyframes: Work[Asset]
    """By shot id; none when the camera does not start from them. They may still be drawn."""


def rehearse(story: Story, request: MovieRequest, unit: Unit, pace: Pace | None) -> Rehearsal:
    """Draw the cast, record the lines, plan the cut to them and have the keyframes drawn.

    With a ``pace`` the film is cut as an earlier one was.
    """
    unit.progress.name(story.title)
    drawings = unit.draw_characters(story, request)
    recordings = unit.finished(unit.record_lines(story, request.seed))
    plan = plan_timeline(
        story,
        recordings,
        request.screen,
        length=request.seconds,
        pace=pace,
        seed=request.seed,
    )
    sheets = unit.finished(drawings)
    assignments = call_sheet(story, plan, sheets, request)
    return Rehearsal(
        story=story,
        sheets=sheets,
        recordings=recordings,
        plan=plan,
        call_sheet=assignments,
        keyframes=unit.draw_keyframes(assignments, request),
    )
