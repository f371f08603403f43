"""The movie flow: a request becomes a film. It reads like a shooting schedule."""

import time
from typing import Any, cast

from prefect import flow
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.callsheet import call_sheet
from film.deliverables import Materials, Production
from film.ledger import Till
from film.model import FilmModel
from film.report import Report
from film.request import MovieRequest, Remake
from film.schedule import plan_timeline
from flows import artifacts
from flows.attempts import check_attempts
from flows.cancelling import cancel_jobs
from flows.limits import ensure
from flows.progress import start_progress
from flows.reporting import write_report
from flows.shelving import shelves_for, start_from
from flows.unit import hire
from tasks.compose import deliver_film
from tasks.story import title_of

THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=16))
"""Task runs in flight: they mostly wait, for worker processes or for vendors."""


class FilmMade(FilmModel):
    """Where the finished film stands, and what was measured of it."""

    address: str
    """A folder, or ``s3://bucket/films/<id>``."""
    report: Report


def name_run() -> str:
    """Name a run after its film."""
    return title_of(flow_run.parameters["request"])


@flow(
    name="make-movie",
    flow_run_name=name_run,
    task_runner=THREADS,
    on_cancellation=[cancel_jobs],
)
def make_movie(
    request: MovieRequest,
    crew: Crew = Crew(),
    storage: str = "local",
    remake: Remake | None = None,
) -> FilmMade:
    """Make a film.

    Args:
        request: What the film is to be.
        crew: Which engine does which job.
        storage: Where assets, the ledger and the film lie: "local", or a saved asset storage block
            as "type-slug/name".
        remake: A finished film to start from, so that only what is changed is made again.

    """
    check_attempts()
    started = time.monotonic()
    place = storage_named(storage, home.assets())
    shelves = shelves_for(place, flow_run.id)
    shelves.check()
    earlier = start_from(remake, shelves) if remake else None
    store = place.open()
    store.sweep()
    progress = start_progress(flow_run.id, artifacts.ProgressArtifact())
    till = Till(place.ledger(), store, request.account, run=flow_run.id, budget=request.budget)
    unit = hire(crew, store, till, progress)
    ensure({engine.vendor for engine in unit.engines.values() if engine.vendor})
    artifacts.tag_run(flow_run.id, request.tags)

    unit.moderate(request, earlier.story if earlier else None)
    story = earlier.story if earlier else unit.write_story(request)
    progress.name(story.title)
    drawings = unit.draw_characters(story, request)
    recordings = unit.finished(unit.record_lines(story, request.seed))

    plan = plan_timeline(
        story,
        recordings,
        request.screen,
        length=request.seconds,
        pace=earlier.pace if earlier else None,
        seed=request.seed,
    )
    sheets = unit.finished(drawings)
    sheet = call_sheet(story, plan, sheets, request)
    keyframes = unit.draw_keyframes(sheet, request)
    takes = unit.shoot_takes(sheet, keyframes, request) | unit.draw_cards(story, plan, request)
    spoken = unit.sync_takes(plan, takes, recordings)
    music = unit.record_music(plan)
    soundtrack = unit.mix_sound(plan, recordings, music)
    artifacts.show_cast(story, sheets, store)

    materials = Materials(
        story=story,
        timeline=plan.timeline,
        takes=unit.finished(spoken),
        recordings=recordings,
        soundtrack=unit.finished({"sound": soundtrack})["sound"],
    )
    artifacts.show_storyboard(story, materials.takes, store)
    film = unit.compose(materials, request)

    production = Production(film=film, materials=materials, sheets=sheets)
    report = write_report(production, request, plan.pace, unit, started)
    shelf = shelves.new(story.title, request.source)
    report = deliver_film(production, report, shelf, store)
    artifacts.show_film(report, shelf)
    return FilmMade(address=shelf.address, report=report)
