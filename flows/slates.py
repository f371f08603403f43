"""Slates: what stands in for shots that failed for good, so that the film completes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

from prefect.states import Completed

from film.callsheet import slate
from film.errors import BudgetSpent, EngineMissing, FirstcutError, StorageFull
from film.model import FilmModel
from film.report import MissingShot, Report
from film.request import MovieRequest
from film.shots import Take
from flows.rehearsal import Rehearsal
from flows.unit import Failure, Unit, Work
from tasks.compose import film_slate

STOP = (BudgetSpent, EngineMissing, StorageFull)
"""What is no shot's fault: whoever runs the film has to act, and with slates it would be no film.
"""
STAGES = ("keyframes", "scenes", "lipsync")
"""The stages that work on one shot alone."""


class FilmMade(FilmModel):
    """Where the finished film stands, and what was measured of it."""

    address: str
    """A folder, or ``s3://bucket/films/<id>``."""
    report: Report


@dataclass(frozen=True)
class Footage:
    """All takes of a film, and which of them stand in for a shot."""

    takes: dict[str, Take]
    """By shot id; the cards by ``title`` and ``end``."""
    missing: tuple[MissingShot, ...] = ()


def bring_in(
    ready: Rehearsal, takes: Work[Take], spoken: Work[Take], request: MovieRequest, unit: Unit
) -> Footage:
    """Wait for all takes; where the request wants it, slates stand in for those that failed.

    A take whose mouths could not be synced stays, silent. What stops a film is raised, and the
    first failure when no shot could be filmed at all.
    """
    if request.failed_shots == "stop":
        return Footage(unit.finished(spoken))
    unit.settle()
    failed = {shot: unit.failures(shot, STAGES) for shot in spoken}
    shots = {assignment.shot.id: assignment for assignment in ready.call_sheet}
    _stop_where_it_must(failed, shots)
    silent = {
        shot: takes[shot]
        for shot, failures in failed.items()
        if failures and failures[0].stage == "lipsync"
    }
    stands_in = {
        shot: film_slate.submit(slate(shots[shot], told(failures[0].error)), unit.store)
        for shot, failures in failed.items()
        if failures and shot not in silent
    }
    return Footage(
        takes=unit.finished(spoken | silent | stands_in),
        missing=tuple(
            _missing(shot, failures[0], silent) for shot, failures in failed.items() if failures
        ),
    )


def told(error: BaseException) -> str:
    """Return why a shot failed, as a sentence that may be shown to whoever sees the film."""
    if isinstance(error, FirstcutError):
        return str(error)
    return f"An unexpected error ({type(error).__name__}): the run's log says more"


def ended(made: FilmMade) -> FilmMade:
    """Return what the flow returns: Prefect shows an incomplete film's run as such.

    Whoever calls the flow gets the film either way: Prefect gives callers a state's data.
    """
    missing = made.report.missing
    if not missing:
        return made
    shots = ", ".join(one.shot for one in missing)
    message = f"Incomplete: {shots} failed. Retry the run to make only what is missing"
    return cast("FilmMade", Completed(name="Incomplete", message=message, data=made))


def _stop_where_it_must(failed: Mapping[str, tuple[Failure, ...]], shots: Collection[str]) -> None:
    """Raise what no slate can stand in for."""
    failures = [(shot, failure) for shot, found in failed.items() for failure in found]
    for shot, failure in failures:
        if failure.crashed or isinstance(failure.error, STOP) or shot not in shots:
            raise failure.error
    unfilmed = {shot for shot, failure in failures if failure.stage != "lipsync"}
    if shots and unfilmed.issuperset(shots):
        raise failures[0][1].error


def _missing(shot: str, failure: Failure, silent: Mapping[str, object]) -> MissingShot:
    return MissingShot(
        shot=shot,
        stage=failure.stage,
        reason=told(failure.error),
        stands_in="silent take" if shot in silent else "slate",
    )
