"""The report: what a film was made of, by which engines, in what time, at what cost."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from film.clock import Rational
from film.deliverables import Check, Loudness
from film.model import SCHEMA_VERSION, FilmModel
from film.plan import Pace
from film.provenance.claims import SOURCE_TYPES, SourceType
from film.request import MovieRequest
from film.starring.request import StarringRequest


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
    gpu_seconds: float = 0.0
    """Seconds that models of this machine computed for the stage in this run."""
    estimate: Rational = Fraction(0)
    """US dollars that what was bought in this run was expected to cost."""
    cost: Rational = Fraction(0)
    """US dollars that this run spent."""
    spent: Rational = Fraction(0)
    """US dollars that the film's runs spent, this one included."""


class MissingShot(FilmModel):
    """A shot that is not in the film as it was to be, and what is there in its place."""

    shot: str
    """Id of the shot."""
    stage: str
    """The stage that failed: ``keyframes``, ``scenes`` or ``lipsync``."""
    reason: str
    """Why, in a sentence."""
    stands_in: Literal["slate", "silent take"]
    """What is seen: a slate, or the take itself with mouths that do not move."""


class SealReport(FilmModel):
    """The Content Credentials that the film carries, and the film as it was signed."""

    signer: str
    """Whom the certificate names."""
    development: bool
    """Whether the certificate is one for development: then nobody vouches for the signer."""
    source_type: SourceType | None
    """The IPTC's word for where picture and sound come from, such as ``algorithmicMedia``; None
    for a recording that was only packed anew: where that is from, Firstcut does not know."""
    sha256: str
    """Of ``film.mp4``: another each time it is signed."""
    size: int
    """Bytes of ``film.mp4``."""

    @property
    def sentence(self) -> str:
        """What it says, for people."""
        vouched = " (a development certificate: nobody vouches for it)" if self.development else ""
        kind = SOURCE_TYPES[self.source_type] if self.source_type else "nothing was altered"
        return f"signed by {self.signer}{vouched}; {kind}"


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
    missing: tuple[MissingShot, ...] = ()
    """Shots that failed for good, where the request lets slates stand in for them."""
    cost: Rational
    """US dollars that this run spent, all stages together."""
    spent: Rational = Fraction(0)
    """US dollars that the film's runs spent, this one included."""
    credentials: SealReport | None = None
    """The Content Credentials (C2PA) in ``film.mp4``; None until it is delivered."""
    files: tuple[str, ...] = ()
    """The deliverables, as paths within the film's folder."""
    assets: tuple[str, ...] = ()
    """SHA-256 of every asset that the film was made from: while they stay, a remake is quick."""
    starring: StarringRequest | None = None
    """What was asked of a film that a persona stars in: ``request`` is what its stages saw of it.
    """
    personas: tuple[str, ...] = ()
    """Digests of the consent records under which real people's faces or voices are in it."""

    @property
    def gpu_seconds(self) -> float:
        """Seconds that models of this machine computed for the film in this run."""
        return sum(stage.gpu_seconds for stage in self.stages)

    @property
    def film_per_gpu_second(self) -> float | None:
        """Seconds of film that a second of computing made; None where no model did."""
        return float(self.length) / self.gpu_seconds if self.gpu_seconds else None

    @property
    def estimate(self) -> Fraction:
        """US dollars that what was bought in this run was expected to cost."""
        return sum((stage.estimate for stage in self.stages), Fraction(0))

    @property
    def complete(self) -> bool:
        """Whether every shot is in the film as it was to be."""
        return not self.missing

    @property
    def passed(self) -> bool:
        """Whether quality control found nothing wrong."""
        return all(check.passed for check in self.checks)
