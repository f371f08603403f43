"""The movie flow: a request becomes a film. It reads like a shooting schedule."""

import time
from pathlib import Path
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
from film.media.deliver import check_folder
from film.model import FilmModel
from film.plan import Pace
from film.report import Report
from film.request import MovieRequest
from film.schedule import plan_timeline
from film.slugs import film_folder, slug
from film.story import Story
from flows import artifacts
from flows.cancelling import cancel_jobs
from flows.limits import ensure
from flows.progress import start_progress
from flows.reporting import write_report
from flows.unit import hire
from tasks.compose import deliver_film
from tasks.story import title_of

THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=16))
"""Task runs in flight: they mostly wait, for worker processes or for vendors."""


class FilmMade(FilmModel):
    """Where the finished film is, and what was measured of it."""

    folder: Path
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
    story: Story | None = None,
    pace: Pace | None = None,
    storage: str = "local",
    films: Path = Path("films"),
    name: str | None = None,
) -> FilmMade:
    """Make a film.

    Args:
        request: What the film is to be.
        crew: Which engine does which job.
        story: A story to film as it is, in place of having one written.
        pace: How an earlier cut of that story was paced, so that only what changed is made again.
        storage: Where assets lie: "local", or a saved asset storage block as "type-slug/name".
        films: Folder of films; the film gets a folder of its own there.
        name: Name of the film's own folder; made from its title when left out.

    """
    started = time.monotonic()
    check_folder(films)
    place = storage_named(storage, home.assets())
    store = place.open()
    store.sweep()
    progress = start_progress(flow_run.id, artifacts.ProgressArtifact())
    till = Till(place.ledger(), store, request.account, run=flow_run.id, budget=request.budget)
    unit = hire(crew, store, till, progress)
    ensure({engine.vendor for engine in unit.engines.values() if engine.vendor})
    artifacts.tag_run(flow_run.id, request.tags)

    unit.moderate(request, story)
    story = story or unit.write_story(request)
    progress.name(story.title)
    drawings = unit.draw_characters(story, request)
    recordings = unit.finished(unit.record_lines(story, request.seed))

    plan = plan_timeline(
        story, recordings, request.screen, length=request.seconds, pace=pace, seed=request.seed
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
    folder = films / slug(name) if name else film_folder(films, story.title, request.source)
    report = deliver_film(production, report, folder, store)
    artifacts.show_film(report, folder)
    return FilmMade(folder=folder, report=report)
