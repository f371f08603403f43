"""A film made in this process: the flow, watched on the terminal, ended cleanly by Ctrl-C."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from rich.console import Console
from rich.markup import escape

from blocks import home
from blocks.crew import Crew
from blocks.storage import storage_named
from film.animatic import workshop
from film.errors import FirstcutError
from film.model import FilmModel
from film.report import Report
from film.request import MovieRequest, Remake
from film.shelf import FolderShelf, FolderShelves
from film.slugs import slug
from film.starring.request import StarringRequest
from film.story import Story
from film.transform.request import TransformRequest
from flows import local_api
from flows.asking import read_as
from flows.cli.display import display
from flows.progress import STAGES, Progress, watching
from flows.shelving import shelving

if TYPE_CHECKING:
    from flows.slates import FilmMade
    from flows.transform import VideoMade

Made = TypeVar("Made", bound="FilmMade | VideoMade")
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""
INCOMPLETE = 3
"""Exit code of a film in which slates stand in for shots: it is there, and it is not done."""


def run_film(request: MovieRequest, crew: Crew, out: Path) -> None:
    """Make a film and show its progress and its place."""
    _, report = _film(request, crew, FolderShelves(out))
    _tell_missing(report)


def remake_film(folder: Path, changes: list[str]) -> None:
    """Change a finished film's story and make again what the change touches."""
    folder = folder.resolve()
    shelf = FolderShelf(folder)
    read_as(Story, shelf, "story.json")  # before the flow does, and with a sentence alone
    made = read_as(Report, shelf, "report.json")
    progress, report = _film(
        made.request.model_copy(update={"approval": False}),  # whoever changes it here approves
        Crew.model_validate(made.crew),
        FolderShelves(folder.parent, folder.name),
        Remake(of=slug(folder.name), changes=tuple(changes)),
    )
    for stage, count in progress.counts.items():
        for verb, subjects in (("made again", count.made), ("reused", count.reused)):
            if subjects:
                listed = ", ".join(sorted(subjects)) if verb == "made again" else len(subjects)
                Console().print(f"{STAGES[stage]:<16} {verb}: {listed}", highlight=False)
    _tell_missing(report)


def _tell_missing(report: Report) -> None:
    """Say which shots are missing, if any are, and end the command with INCOMPLETE then."""
    if report.complete:
        return
    console = Console(stderr=True)
    console.print("The film is incomplete. Run it again to make only what is missing:")
    for one in report.missing:
        console.print(escape(f"{one.shot} ({one.stands_in}): {one.reason}"), highlight=False)
    raise SystemExit(INCOMPLETE)


def _film(
    request: MovieRequest, crew: Crew, shelves: FolderShelves, remake: Remake | None = None
) -> tuple[Progress, Report]:
    def make() -> "FilmMade":
        from flows.movie import make_movie

        return make_movie(request=request, crew=crew, remake=remake)

    progress, film = _watched(make, request, crew, shelves)
    return progress, film.report


def star_here(request: StarringRequest, crew: Crew, out: Path) -> None:
    """Make a film in which a persona plays the lead."""

    def make() -> "FilmMade":
        from flows.persona import make_persona_film

        return make_persona_film(request=request, crew=crew)

    _watched(make, request, crew, FolderShelves(out))


def transform_here(request: TransformRequest, crew: Crew, out: Path) -> None:
    """Put a persona into a video."""

    def make() -> "VideoMade":
        from flows.transform import transform_video

        return transform_video(request=request, crew=crew)

    _watched(make, request, crew, FolderShelves(out))


def _watched(
    make: Callable[[], Made], request: FilmModel, crew: Crew, shelves: FolderShelves
) -> tuple[Progress, Made]:
    """Run a flow, show its progress and where the film stands, and stop it by Ctrl-C."""
    console = Console()
    runs: list[Progress] = []
    _log_to_file()
    asked = {"request": request.model_dump(mode="json"), "crew": crew.model_dump()}
    with _interruptible(runs, asked), display(console) as watcher:
        local_api.wait()
        watched, shelved = watching.set((runs.append, watcher)), shelving.set(shelves)
        try:
            film = make()
        finally:
            watching.reset(watched)
            shelving.reset(shelved)
            workshop.close(now=True)
    console.print(escape(f"{film.address}/film.mp4"), style="bold", soft_wrap=True)
    return runs[-1], film


@contextmanager
def _interruptible(runs: list[Progress], asked: dict[str, Any]) -> Iterator[None]:
    """While inside, end on Ctrl-C or a termination: children first, and the run as cancelled."""

    def stop(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        workshop.close(now=True)
        for run in runs[-1:]:
            _cancel(run.run_id)
            _stop_jobs(run.run_id, asked)
        storage_named("local", home.assets()).open().sweep()
        message = "\nStopped. What was finished is kept: run it again to go on.\n"
        os.write(sys.stderr.fileno(), message.encode())
        os._exit(INTERRUPTED)  # threads still wait for work that nobody does any more

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _cancel(run_id: str) -> None:
    from httpx import HTTPError
    from prefect.client.orchestration import get_client
    from prefect.states import Cancelled

    try:
        with get_client(sync_client=True) as client:
            client.set_flow_run_state(UUID(run_id), Cancelled(message="Ctrl-C"), force=True)
    except HTTPError:
        return  # the server ended first; the run is ended there as crashed


def _stop_jobs(run_id: str, asked: dict[str, Any]) -> None:
    from flows.cancelling import stop_jobs

    try:
        stop_jobs(run_id, asked)
    except FirstcutError as error:
        os.write(sys.stderr.fileno(), f"\nVendors may still work on this film: {error}\n".encode())


def _log_to_file() -> None:
    """Send Prefect's log to a file: the terminal shows progress, and a sentence for an error."""
    home.home().mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(home.home() / "firstcut.log", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    from prefect.logging.configuration import setup_logging

    setup_logging()
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
