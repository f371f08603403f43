"""The transform flow: a persona's face and voice in a video. It reads like an editing schedule."""

from prefect import flow
from prefect.runtime import flow_run

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.assets import Asset
from film.model import FilmModel
from film.till import Till
from film.transform.delivery import Goods
from film.transform.report import TransformReport
from film.transform.request import TransformRequest
from film.transform.steps import Probed
from flows import artifacts
from flows.artifacts.transform import show_video
from flows.attempts import check_attempts
from flows.cancelling import cancel_jobs
from flows.cutting import Cut, seal_of, take_pictures, write_report
from flows.dubbing import Dubbing
from flows.figures import note_film, note_spending
from flows.limits import ensure
from flows.movie import THREADS
from flows.notifying import notify
from flows.personas import allowed
from flows.progress import start_progress
from flows.sealing import ready_to_sign
from flows.shelving import shelves_for
from flows.transforming import (
    AT_ONCE,
    Editing,
    check_lies_here,
    check_source,
    clips_of,
    hire_editing,
    purposes_of,
)
from tasks.transform import deliver_video


class VideoMade(FilmModel):
    """Where the finished film stands, and what was done to it."""

    address: str
    """A folder, or ``s3://bucket/films/<id>``."""
    report: TransformReport


def name_run() -> str:
    """Name a run after its film."""
    request = flow_run.parameters["request"]
    return f"{request.called} · {request.persona.rpartition('/')[2]}"


@flow(
    name="transform-video",
    flow_run_name=name_run,
    task_runner=THREADS,
    on_completion=[notify],
    on_failure=[note_spending, notify],
    on_crashed=[notify],
    on_cancellation=[cancel_jobs, note_spending, notify],
)
def transform_video(
    request: TransformRequest, crew: Crew = Crew(), storage: str = "local"
) -> VideoMade:
    """Put a persona into a video.

    Args:
        request: Which video, who is put in, and in whose place.
        crew: Which engine does which job.
        storage: Where assets, the ledger and the film lie: "local", or a saved asset storage block
            as "type-slug/name".

    """
    check_attempts()
    check_source(request)
    persona = allowed(request.persona, *purposes_of(request))
    place = storage_named(storage, home.assets())
    shelves = shelves_for(place, flow_run.id)
    shelves.check()
    sealing = ready_to_sign(None)
    store = place.open()
    check_lies_here(persona, store, storage)
    store.sweep()
    progress = start_progress(flow_run.id, artifacts.ProgressArtifact())
    progress.name(request.called)
    till = Till(place.ledger(), store, request.account, run=flow_run.id, budget=request.budget)
    editing = hire_editing(crew, request, store, till, progress)
    editing.ready()
    ensure({engine.vendor for engine in editing.engines.values() if engine.vendor})
    artifacts.tag_run(flow_run.id, request.tags)

    source = editing.take_in()
    probed = editing.probe(source)
    editing.judge_video(source, probed.video, editing.persona())
    cut = edit(source, probed, editing)

    pictures = take_pictures(cut, editing)
    report = write_report(cut, pictures, editing)
    shelf = shelves.new(report.title, request.made_from)
    goods = Goods(film=cut.joined.film, poster=pictures.poster)
    report = deliver_video(goods, report, shelf, store, seal_of(cut, editing, sealing))
    note_film(report, till)
    show_video(report, cut, pictures, shelf, editing)
    return VideoMade(address=shelf.address, report=report)


def edit(source: Asset, probed: Probed, editing: Editing) -> Cut:
    """Change pictures and sounds of a source, and put the film together."""
    video, segments = probed.video, probed.segments
    editing.persona()  # it may have been taken back meanwhile
    dubbing = Dubbing(editing, source, video)
    dubbing.part()
    chosen = editing.choose_face(source, video)
    clips = editing.cut(source, probed)
    shown = editing.showing(segments, clips, chosen)
    editing.progress.announce("faceswap", len(shown))
    swaps = editing.swap(shown[:AT_ONCE], clips, chosen, {})
    dubbing.convert()
    swaps |= editing.swap(shown[AT_ONCE:], clips, chosen, swaps)

    swapped = editing.finished(swaps)
    parts = editing.mark(clips_of(segments, editing.finished(clips), swapped))
    parts = editing.fit(parts)
    dubbed = dubbing.finish()
    joined = editing.join(source, video, parts, dubbed.sounds)
    return Cut(source, video, chosen, swapped, parts, dubbed, joined)
