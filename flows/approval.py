"""Approval: the run suspends at its storyboard until somebody approves, changes or rejects it.

A resumed run starts over and finds what it made; the answers of earlier rounds are kept with the
run, each under the digest of the story that it was given for, so that none counts for another.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import count
from typing import Any, Literal

from prefect import get_run_logger, suspend_flow_run
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.input import RunInput
from prefect.input.actions import delete_flow_run_input, read_flow_run_input
from prefect.input.run_input import keyset_from_paused_state
from prefect.runtime import deployment
from prefect.states import Cancelled, Suspended
from pydantic import Field, ValidationError, create_model

from film.errors import BadRequest
from film.plan import Pace
from film.references import check_references
from film.request import MovieRequest
from film.story import Story
from flows.artifacts import safe
from flows.editing import edited
from flows.notifying import tell
from flows.rehearsal import Rehearsal, rehearse
from flows.storyboard import line_paths, show_for_approval
from flows.unit import Unit

DAYS = 7
"""How long a run waits for an answer."""
ROUNDS = 20
"""Most times that a storyboard is shown: who has not agreed by then starts another film."""
PREFILLED = 8_000
"""Characters of the story's own lines that the form offers to be changed in place."""


def _changes(offered: str = "") -> Any:
    """Return the form's field for changes, with what it offers to be changed in place."""
    return Field(
        offered,
        title="Changes to the story",
        max_length=200_000,
        description="One PATH=VALUE a line, such as scenes[0].lines[0].text=No. What stands here "
        "already is the story as it is: change the words behind the = of what should be different. "
        "Lines that begin with # are passed over.",
        json_schema_extra={"position": 1},
    )


class Decision(RunInput):
    """What somebody says to a storyboard."""

    decision: Literal["approve", "change", "reject"] = Field(
        title="Decision",
        description="approve: film it, with the changes below. change: make the changes and show "
        "the storyboard again. reject: end the run; nothing more is made.",
        json_schema_extra={"position": 0},
    )
    changes: str = _changes()
    note: str = Field(
        "",
        title="Note",
        max_length=2_000,
        description="Why; kept in the run's log, and shown with a rejection.",
        json_schema_extra={"position": 2},
    )

    def edits(self) -> list[str]:
        """Return the changes, one each."""
        rows = (row.rstrip("\r\n") for row in self.changes.splitlines())
        return [row for row in rows if row.strip() and not row.lstrip().startswith("#")]


def check_reviewable() -> None:
    """Raise BadRequest where nobody could ever answer: the run of no deployment cannot wait."""
    if not deployment.id:
        raise BadRequest(
            "Approval needs a studio: a film that is made by a command cannot wait for an answer. "
            "Trigger it at a deployment, or ask for it without approval"
        )


def approve(
    story: Story, request: MovieRequest, unit: Unit, pace: Pace | None
) -> Rehearsal | State[Any]:
    """Return what was approved, ready for the camera; or how the run ends, if it was rejected.

    Suspends the run (prefect.exceptions.Pause) while nobody has answered. Changes that cannot be
    made are said in the next round, above the storyboard as it was.
    """
    make_ready = cache(partial(rehearse, request=request, unit=unit, pace=pace))
    complaint = ""
    for number in range(1, ROUNDS + 1):
        heading = _heading(story, number, complaint)
        key, decision = _answer(
            f"storyboard-{number}-{_digest(story)}",
            form_for(story, complaint),
            lambda: show_for_approval(make_ready(story), request, unit, heading),  # noqa: B023
        )
        get_run_logger().info("Storyboard %d: %s. %s", number, decision.decision, decision.note)
        if decision.decision == "reject":
            return _rejected(key, decision.note)
        try:
            changed = _changed(story, decision.edits(), request, unit)
            ready = make_ready(changed)
        except BadRequest as error:
            complaint = str(error)
            continue
        if decision.decision == "approve":
            return ready
        story, complaint = changed, ""
    raise BadRequest(
        f"The storyboard was shown {ROUNDS} times and not approved: start another film"
    )


def _answer(question: str, form: type[Decision], show: Callable[[], None]) -> tuple[str, Decision]:
    """Return the answer that a question has, under the key that it has it by; or suspend the run.

    A run that was resumed without an answer, or retried, is asked again under the next key.
    """
    for attempt in count(1):
        key = f"{question}-{attempt}"
        keys = keyset_from_paused_state(Suspended(pause_key=key))
        given: Any = read_flow_run_input(keys["response"])
        try:
            if given is not None:
                return keys["response"], Decision(**given)
            if read_flow_run_input(keys["schema"]) is None:
                show()
                return keys["response"], _suspend(form, key)
        except ValidationError:  # set to run by hand: it goes on without an answer
            continue
    raise AssertionError  # count() never ends


def _changed(story: Story, edits: Sequence[str], request: MovieRequest, unit: Unit) -> Story:
    """Return the story with changes, judged before anything of it is paid for; or BadRequest."""
    changed = edited(story, edits)
    if changed != story:
        check_references(changed)
        unit.moderate(request, changed)
    return changed


def _rejected(key: str, note: str) -> State[Any]:
    """Return the end of a rejected run, and tell of it; whoever retries the run is asked again."""
    delete_flow_run_input(key)
    message = " ".join(note.split()) or "without a note"
    end: State[Any] = Cancelled(name="Rejected", message=f"The storyboard was rejected: {message}")
    tell(_run(), end)  # Prefect calls no hook for a flow that returns how it ends
    return end


def _digest(story: Story) -> str:
    return hashlib.sha256(story.model_dump_json().encode()).hexdigest()[:12]


def _heading(story: Story, number: int, complaint: str) -> str:
    until = datetime.now(UTC) + timedelta(days=DAYS)
    parts = [f"# {safe(story.title)}", safe(story.logline)]
    if complaint:
        parts.append(f"**Your changes could not be made:** {safe(complaint)}")
    parts.append(
        f"Storyboard {number}, waiting for an answer until {until:%d %B %Y %H:%M} UTC: resume the "
        "run to approve, change or reject it. Nothing is filmed or scored yet."
    )
    return "\n\n".join(parts)


def _suspend(form: type[Decision], key: str) -> Decision:
    """Suspend the run; where it was resumed already, by whatever means, return the answer.

    A heartbeat that is sent after it is suspended would have it taken for lost minutes later, and
    Prefect's thread beats on until the flow has returned: it stops for a run that seems ended.
    """
    run = _run()
    running, run.state = run.state, Cancelled(name="Suspending")
    try:
        answer = suspend_flow_run(form, timeout=DAYS * 24 * 3600, key=key)
    except ValidationError:
        run.state = running
        raise
    run.state = running
    return answer


def _run() -> FlowRun:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("Only a run of a flow waits for approval")
    return context.flow_run


def form_for(story: Story, complaint: str) -> type[Decision]:
    """Return the form, with the story's own lines to be changed in place."""
    rows: list[str] = []
    for path, text in line_paths(story):
        if "\n" not in text and sum(map(len, rows)) + len(text) < PREFILLED:
            rows.append(f"{path}={text}")
    offered = (str, _changes("\n".join(rows)))
    form = create_model("Decision", __base__=Decision, changes=offered)
    form._description = "\n\n".join(
        [
            f"**Your changes could not be made:** {safe(complaint)}" if complaint else "",
            f"The storyboard of **{safe(story.title)}** is among the run's artifacts.",
        ]
    ).strip()
    return form
