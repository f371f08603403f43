"""The movie flow: a request becomes a film. It reads like a shooting schedule."""

from typing import Any, cast

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.deliverables import Materials, Production
from film.request import MovieRequest, Remake
from film.shelf import Shelves
from film.till import Till
from flows import artifacts
from flows.approval import approve, check_reviewable
from flows.attempts import check_attempts
from flows.cancelling import cancel_jobs
from flows.figures import note_film, note_spending
from flows.limits import ensure
from flows.notifying import notify
from flows.progress import start_progress
from flows.rehearsal import Rehearsal, rehearse
from flows.reporting import write_report
from flows.sealing import Sealing, ready_to_sign
from flows.shelving import shelves_for, start_from
from flows.slates import FilmMade, bring_in, ended
from flows.unit import Unit, hire
from tasks.compose import deliver_film
from tasks.story import title_of

THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=16))
"""Task runs in flight: they mostly wait, for worker processes or for vendors."""


def name_run() -> str:
    """Name a run after its film."""
    return title_of(flow_run.parameters["request"])


@flow(
    name="make-movie",
    flow_run_name=name_run,
    task_runner=THREADS,
    on_completion=[notify],
    on_failure=[note_spending, notify],
    on_crashed=[notify],
    on_cancellation=[cancel_jobs, note_spending, notify],
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
    if request.approval:
        check_reviewable()
    place = storage_named(storage, home.assets())
    shelves = shelves_for(place, flow_run.id)
    shelves.check()
    earlier = start_from(remake, shelves) if remake else None
    sealing = ready_to_sign(earlier)
    store = place.open()
    store.sweep()
    progress = start_progress(flow_run.id, artifacts.ProgressArtifact())
    till = Till(place.ledger(), store, request.account, run=flow_run.id, budget=request.budget)
    unit = hire(crew, store, till, progress)
    ensure({engine.vendor for engine in unit.engines.values() if engine.vendor})
    artifacts.tag_run(flow_run.id, request.tags)

    unit.moderate(request, earlier.story if earlier else None)
    story = earlier.story if earlier else unit.write_story(request)
    pace = earlier.pace if earlier else None
    if not request.approval:
        return produce(rehearse(story, request, unit, pace), request, unit, shelves, sealing)
    approved = approve(story, request, unit, pace)
    if isinstance(approved, State):
        return cast("FilmMade", approved)  # nobody gets one: callers see that it was rejected
    return produce(approved, request, unit, shelves, sealing)


def produce(
    ready: Rehearsal, request: MovieRequest, unit: Unit, shelves: Shelves, sealing: Sealing
) -> FilmMade:
    """Film, score, cut and deliver what was rehearsed."""
    story, plan, recordings = ready.story, ready.plan, ready.recordings
    artifacts.follow_shots(story, unit)
    takes = unit.shoot_takes(ready.call_sheet, ready.keyframes, request)
    takes |= unit.draw_cards(story, plan, request)
    spoken = unit.sync_takes(plan, takes, recordings)
    music = unit.record_music(plan)
    soundtrack = unit.mix_sound(plan, recordings, music)
    artifacts.show_cast(story, ready.sheets, unit.store)

    footage = bring_in(ready, takes, spoken, request, unit)
    materials = Materials(
        story=story,
        timeline=plan.timeline,
        takes=footage.takes,
        recordings=recordings,
        soundtrack=unit.mixed(music, soundtrack),
    )
    artifacts.show_storyboard(story, materials.takes, unit.store)
    cut = unit.compose(materials, request)

    production = Production(film=cut, materials=materials, sheets=ready.sheets)
    report = write_report(production, request, plan.pace, unit, footage.missing)
    shelf = shelves.new(story.title, request.source)
    report = deliver_film(production, report, shelf, unit.store, sealing.seal(story.title, unit))
    note_film(report, unit.till)
    artifacts.show_cost(story, unit)
    artifacts.show_film(report, production, shelf, unit.store)
    return ended(FilmMade(address=shelf.address, report=report))
