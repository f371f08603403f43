"""The report: what a film was made of, by which engines, in what time, at what cost."""

from fractions import Fraction

from pydantic import Field

from film.clock import Rational
from film.deliverables import Check, Loudness
from film.model import SCHEMA_VERSION, FilmModel
from film.plan import Pace
from film.request import MovieRequest


class StageReport(FilmModel):
    """One stage's work."""

    stage: str
    engine: str
    """As the crew lists it, such as ``embedded``."""
    fingerprint: str = ""
    """The engine with its model, revision and settings."""
    licence: str = ""
    """Licence and commercial terms of what the engine made."""
    made: int = Field(0, ge=0)
    """Results made in this run."""
    reused: int = Field(0, ge=0)
    """Results found in the cache."""
    slates: int = Field(0, ge=0)
    """Results that failed and that something else stands in for."""
    seconds: float = 0.0
    """Wall time from the stage's first start to its last end."""
    estimate: Rational = Fraction(0)
    """US dollars that what was bought in this run was expected to cost."""
    cost: Rational = Fraction(0)
    """US dollars that this run spent."""
    spent: Rational = Fraction(0)
    """US dollars that the film's runs spent, this one included."""


class Report(FilmModel):
    """The whole film's report, as ``report.json`` has it."""

    schema_version: int = SCHEMA_VERSION
    title: str
    request: MovieRequest
    crew: dict[str, str] = Field(default_factory=dict)
    """The engine reference of each stage, as the crew had it."""
    pace: Pace = Pace()
    """How the film was cut: a remake keeps to it."""
    version: str
    """Of Firstcut."""
    run: str = ""
    """Id of the flow run."""
    seconds: float = 0.0
    """Wall time of the run."""
    length: Rational
    """Seconds of film, exact."""
    frames: int
    loudness: Loudness
    stages: tuple[StageReport, ...] = ()
    checks: tuple[Check, ...] = ()
    cost: Rational
    """US dollars that this run spent, all stages together."""
    spent: Rational = Fraction(0)
    """US dollars that the film's runs spent, this one included."""
    files: tuple[str, ...] = ()
    """The deliverables, as paths within the film's folder."""

    @property
    def estimate(self) -> Fraction:
        """US dollars that what was bought in this run was expected to cost."""
        return sum((stage.estimate for stage in self.stages), Fraction(0))

    @property
    def passed(self) -> bool:
        """Whether quality control found nothing wrong."""
        return all(check.passed for check in self.checks)
