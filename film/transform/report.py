"""The report of a video with a persona in it: what was changed, by whom, and what was left."""

from fractions import Fraction

from pydantic import Field

from film.clock import Rational
from film.deliverables import Check
from film.model import SCHEMA_VERSION, FilmModel
from film.report import SealReport, StageReport
from film.transform.request import TransformRequest
from film.transform.tracks import SourceVideo


class FaceReport(FilmModel):
    """What came of the picture."""

    people: int = 0
    """Different faces in the pictures that were looked through to choose one."""
    frames: int = 0
    """Of the film."""
    replaced: int = 0
    """Frames in which the face was replaced: the others show none, or another."""
    recoded: int = 0
    """Frames that were coded anew; the others are the source's, bit by bit."""
    segments: int = 0
    changed: int = 0
    """Segments in which the face was replaced."""
    jitter: float = 0.0
    """Trembling of the replaced face's landmarks, pixels rms; of the worst segment."""
    frames_a_second: float = 0.0
    """Frames that this run swapped, by the seconds from the first swap's start to the last's end;
    0 when it found all of them made."""


class SoundReport(FilmModel):
    """What came of one sound of the source."""

    index: int
    """Which stream of the file it is."""
    layout: str
    converted: bool
    how: str = ""
    """How dialogue was found: ``centre``, ``spectral``, or nothing."""
    share: float = 0.0
    """Energy of the dialogue that was found, by that of the whole."""
    why: str = ""
    """Why it was left as it is."""


class TransformReport(FilmModel):
    """The whole film's report, as ``report.json`` has it."""

    schema_version: int = SCHEMA_VERSION
    title: str
    request: TransformRequest
    """Without what a signed link carries along."""
    crew: dict[str, str] = Field(default_factory=dict)
    """The engine reference of each stage, as the crew had it."""
    version: str
    """Of Firstcut."""
    run: str = ""
    """Id of the flow run."""
    seconds: float = 0.0
    """Wall time of the run."""
    length: Rational
    """Seconds of film, exact."""
    frames: int
    source: SourceVideo
    """What the source holds, and with it the film."""
    face: FaceReport = FaceReport()
    sounds: tuple[SoundReport, ...] = ()
    left: tuple[str, ...] = ()
    """What was left as it was, and why: a sentence each."""
    stages: tuple[StageReport, ...] = ()
    checks: tuple[Check, ...] = ()
    cost: Rational = Fraction(0)
    """US dollars that this run spent, all stages together."""
    spent: Rational = Fraction(0)
    """US dollars that the film's runs spent, this one included."""
    credentials: SealReport | None = None
    """The Content Credentials (C2PA) in ``film.mp4``; None until it is delivered."""
    files: tuple[str, ...] = ()
    """The deliverables, as paths within the film's folder."""
    assets: tuple[str, ...] = ()
    """SHA-256 of every asset that the film was made from."""
    personas: tuple[str, ...] = ()
    """Digests of the consent records under which real people's faces or voices are in it."""

    @property
    def gpu_seconds(self) -> float:
        """Seconds that models of this machine computed for the film in this run."""
        return sum(stage.gpu_seconds for stage in self.stages)

    @property
    def estimate(self) -> Fraction:
        """US dollars that what was bought in this run was expected to cost."""
        return sum((stage.estimate for stage in self.stages), Fraction(0))

    @property
    def altered(self) -> bool:
        """Whether anything that is seen or heard differs from the source."""
        heard = any(one.converted for one in self.sounds) or bool(self.request.notice)
        return bool(self.face.replaced or self.request.watermark or heard)

    @property
    def passed(self) -> bool:
        """Whether quality control found nothing wrong."""
        return all(check.passed for check in self.checks)
