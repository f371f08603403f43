"""The estimate: what a film would cost, stage by stage and shot by shot, before anything is bought.

Where the story's own writer is paid, the embedded storyteller supposes one of the same length.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from blocks.crew import Crew
from blocks.story.embedded import EmbeddedStory
from film.assets import Asset
from film.callsheet import call_sheet
from film.clock import SAMPLE_RATE
from film.cost import Bill, BillLine, in_dollars
from film.coverage import line_seconds
from film.plan import Plan
from film.request import MovieRequest
from film.schedule import plan_timeline
from film.shots import CharacterSheet
from film.speech import Recording
from film.story import Line, Story
from flows.artifacts import safe
from flows.heads import Heads, hire_heads
from flows.progress import STAGES
from tasks.story import title_of

UNDRAWN = Asset(sha256="0" * 64, media_type="image/png", size=0, suffix=".png")
"""Stands for a picture that is not drawn yet."""


@flow(
    name="estimate-movie",
    flow_run_name=lambda: f"estimate · {title_of(flow_run.parameters['request'])}",
)
def estimate_movie(request: MovieRequest, crew: Crew = Crew()) -> Bill:
    """Say what a film would cost; nothing is written, drawn, spoken or bought.

    Args:
        request: What the film is to be.
        crew: Which engine does which job.

    """
    bill = draw_up(request, crew)
    show_bill(bill)
    return bill


def show_bill(bill: Bill) -> None:
    """Show a bill: a page for people, and one row a piece of work for programs."""
    stages = [
        (
            STAGES[stage],
            _engine_of(bill, stage),
            sum(line.stage == stage for line in bill.lines),
            cost,
        )
        for stage, cost in bill.by_stage().items()
    ]
    lines = [
        f"# {safe(bill.title)}: {in_dollars(bill.dollars)}",
        "",
        "For a supposed story of this length: the real one is written first." * bill.supposed,
        "",
        "| stage | engine | pieces | US dollars |",
        "|---|---|---|---|",
        *(
            f"| {stage} | {safe(engine)} | {pieces} | {in_dollars(cost)} |"
            for stage, engine, pieces, cost in stages
        ),
        "",
        "| shot | US dollars |",
        "|---|---|",
        *(f"| {shot} | {in_dollars(cost)} |" for shot, cost in bill.by_shot().items()),
    ]
    create_markdown_artifact(
        "\n".join(lines) + "\n", key="bill", description="What the film would cost"
    )
    create_table_artifact(
        [
            {
                "stage": line.stage,
                "subject": line.subject,
                "shot": line.shot,
                "engine": line.engine,
                "dollars": float(line.estimate.dollars),
                "basis": line.estimate.basis,
            }
            for line in bill.lines
        ],
        key="estimate",
        description="What the film would cost, piece by piece",
    )


def _engine_of(bill: Bill, stage: str) -> str:
    return next(line.engine for line in bill.lines if line.stage == stage)


def draw_up(request: MovieRequest, crew: Crew) -> Bill:
    """Return the bill of a film that is not made yet.

    BadRequest when an engine's price is not known, EngineMissing when an engine is.
    """
    heads = hire_heads(crew)
    story = EmbeddedStory().write(request.for_writing())
    plan = plan_timeline(
        story, suppose_recordings(story), request.screen, length=request.seconds, seed=request.seed
    )
    work = (*_before(request), *_around(story, plan), *_shots(story, plan, request, heads))
    return Bill(
        title=story.title,
        lines=tuple(_priced(one, heads) for one in sorted(work, key=_place)),
        supposed=not isinstance(heads.writer, EmbeddedStory),
    )


@dataclass(frozen=True)
class _Work:
    """A piece of work as its engine wants it for an estimate."""

    stage: str
    subject: str
    what: Any
    shot: str = ""


def _place(work: _Work) -> int:
    return list(STAGES).index(work.stage)


def _priced(work: _Work, heads: Heads) -> BillLine:
    engine = heads.engines[work.stage]
    return BillLine(
        stage=work.stage,
        subject=work.subject,
        shot=work.shot,
        engine=engine.label,
        estimate=engine.estimate(work.what),
    )


def _before(request: MovieRequest) -> Iterator[_Work]:
    yield _Work("moderation", "request", request.prompt or request.screenplay or "")
    yield _Work("story", "story", request.for_writing())


def _around(story: Story, plan: Plan) -> Iterator[_Work]:
    for character in story.characters:
        yield _Work("characters", character.id, character)
    for cue in plan.cues:
        yield _Work("music", cue.id, cue)
    for bed in plan.beds:
        yield _Work("music", bed.id, bed)


def _shots(story: Story, plan: Plan, request: MovieRequest, heads: Heads) -> Iterator[_Work]:
    sheets = {
        one.id: CharacterSheet(character=one.id, picture=UNDRAWN, portrait=UNDRAWN)
        for one in story.characters
    }
    lines = {line.id: line for scene in story.scenes for line in scene.lines}
    for assignment in call_sheet(story, plan, sheets, request):
        shot = assignment.shot
        for line in shot.lines:
            yield _Work("voice", line, lines[line], shot.id)
        if heads.camera.starts_from_keyframe:
            yield _Work("keyframes", shot.id, assignment, shot.id)
        yield _Work("scenes", shot.id, assignment, shot.id)
        if plan.utterances(shot.id):
            yield _Work("lipsync", shot.id, assignment, shot.id)


def suppose_recordings(story: Story) -> dict[str, Recording]:
    """Return recordings as long as a line usually takes, for planning only: nothing is in them."""
    return {line.id: _supposed(line) for scene in story.scenes for line in scene.lines}


def _supposed(line: Line) -> Recording:
    samples = round(line_seconds(line.text) * SAMPLE_RATE)
    return Recording(
        line=line.id, speaker=line.speaker, asset=UNDRAWN, samples=samples, words=(), phonemes=()
    )
