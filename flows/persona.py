"""The persona flow: you play the lead. It reads like a shooting schedule."""

from prefect import flow
from prefect.runtime import flow_run

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.deliverables import Materials, Production
from film.persona import Persona
from film.report import Report
from film.shelf import Shelves
from film.starring.request import StarringRequest
from film.starring.story import first_words
from film.till import Till
from flows import artifacts
from flows.artifacts.job import Job
from flows.attempts import check_attempts
from flows.cancelling import cancel_jobs
from flows.figures import note_film, note_spending
from flows.limits import ensure
from flows.movie import THREADS
from flows.notifying import notify
from flows.personas import allowed
from flows.progress import start_progress
from flows.rehearsal import Rehearsal, rehearse
from flows.reporting import write_report
from flows.sealing import Sealing, ready_to_sign
from flows.shelving import shelves_for
from flows.slates import FilmMade
from flows.starring import Company, hire_company
from flows.transforming import check_lies_here
from tasks.compose import deliver_film


def name_run() -> str:
    """Name a run after its film and who stars in it."""
    request = flow_run.parameters["request"]
    title = request.title or first_words(request.narration)
    return f"{title} · {request.persona.rpartition('/')[2]}"


@flow(
    name="make-persona-film",
    flow_run_name=name_run,
    task_runner=THREADS,
    on_completion=[notify],
    on_failure=[note_spending, notify],
    on_crashed=[notify],
    on_cancellation=[cancel_jobs, note_spending, notify],
)
def make_persona_film(
    request: StarringRequest, crew: Crew = Crew(), storage: str = "local"
) -> FilmMade:
    """Make a film in which a persona plays the lead.

    Args:
        request: Who stars, what they say, where and in what light.
        crew: Which engine does which job.
        storage: Where assets, the ledger and the film lie: "local", or a saved asset storage block
            as "type-slug/name". The persona's pictures have to lie there too.

    """
    check_attempts()
    persona = allowed(request.persona, "face")
    place = storage_named(storage, home.assets())
    shelves = shelves_for(place, flow_run.id)
    shelves.check()
    sealing = ready_to_sign(None)
    store = place.open()
    check_lies_here(persona, store, storage)
    store.sweep()
    progress = start_progress(flow_run.id, artifacts.ProgressArtifact())
    till = Till(place.ledger(), store, request.account, run=flow_run.id, budget=request.budget)
    company = hire_company(crew, request, store, till, progress)
    company.swapper.ready()
    ensure({engine.vendor for engine in company.engines.values() if engine.vendor})
    artifacts.tag_run(flow_run.id, request.tags)
    with Job(company) as job:
        company.judge_star(persona)
        job.begin("tts", "voice")
        company = company.with_voice(persona)
        ready = company.direct(rehearse(company.tell(persona), request.as_movie(), company, None))
        job.all_handed_out("tts")
        return produce(ready, company, job, shelves, sealing)


def produce(
    ready: Rehearsal, company: Company, job: Job, shelves: Shelves, sealing: Sealing
) -> FilmMade:
    """Film, play, sync, mark, cut and deliver what was rehearsed."""
    story, plan, recordings = ready.story, ready.plan, ready.recordings
    request = company.asked.as_movie()
    job.begin("base", "scenes")
    takes = company.shoot_takes(ready.call_sheet, ready.keyframes, request)
    job.all_handed_out("base")
    previews = company.preview(plan, takes)
    job.begin("faceswap", "faceswap")
    played = company.play_lead(ready, takes)
    job.all_handed_out("faceswap")
    job.begin("lipsync", "lipsync")
    spoken = company.sync_takes(plan, played, recordings)
    job.all_handed_out("lipsync")
    spoken |= company.draw_cards(story, plan, request)
    music = company.record_music(plan)
    soundtrack = company.mix_sound(plan, recordings, music)
    job.watermark(company.asked.watermark is not None)
    marked = company.mark(plan, spoken)
    job.all_handed_out("watermark")

    job.show_previews(previews)
    materials = Materials(
        story=story,
        timeline=plan.timeline,
        takes=company.finished(marked),
        recordings=recordings,
        soundtrack=company.mixed(music, soundtrack),
    )
    artifacts.show_storyboard(story, materials.takes, company.store)
    job.begin("deliver", "compose")
    cut = company.compose(materials, request)
    production = Production(film=cut, materials=materials, sheets=ready.sheets)
    report = write_report(production, request, plan.pace, company)
    seen = company.look_for_lead(takes, played)
    report = report.model_copy(update={"checks": (*report.checks, seen)})
    return deliver(production, report, company, job, (shelves, sealing))


def deliver(
    production: Production,
    report: Report,
    company: Company,
    job: Job,
    ways: tuple[Shelves, Sealing],
) -> FilmMade:
    """Sign the film and put it onto its shelf."""
    shelves, sealing = ways
    story, asked = production.materials.story, company.asked
    persona: Persona = company.persona("face")  # for the last time: from here on the film exists
    report = report.model_copy(update={"starring": asked, "personas": (persona.consent.digest,)})
    shelf = shelves.new(story.title, report.request.source)
    seal = company.seal(sealing, story.title, persona)
    report = deliver_film(production, report, shelf, company.store, seal)
    note_film(report, company.till)
    artifacts.show_cost(story, company)
    artifacts.show_film(report, production, shelf, company.store)
    job.end("deliver")
    return FilmMade(address=shelf.address, report=report)
