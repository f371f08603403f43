"""The job record: what became of each step of a persona's film, for callers who watch it."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import AwareDatetime

from film.assets import Asset
from film.model import SCHEMA_VERSION, FilmModel

Step = Literal["base", "faceswap", "tts", "lipsync", "watermark", "deliver"]
"""The steps in their order; the voice is recorded while the base video is made."""
StepState = Literal["waiting", "running", "done", "skipped", "failed"]
Status = Literal[
    "queued", "base_generating", "base_ready", "faceswap_running", "tts_generating",
    "lipsync_running", "watermarking", "done", "failed",
]  # fmt: skip
"""What a caller is told: these labels do not change between versions."""
STEPS: tuple[Step, ...] = get_args(Step)
RUNNING: dict[Step, Status] = {
    "base": "base_generating",
    "faceswap": "faceswap_running",
    "tts": "tts_generating",
    "lipsync": "lipsync_running",
    "watermark": "watermarking",
    "deliver": "watermarking",
}


class StepRecord(FilmModel):
    """One step: how it stands, who does it, and what came of it."""

    step: Step
    state: StepState = "waiting"
    engine: str = ""
    """Label of the engine that does it."""
    jobs: tuple[str, ...] = ()
    """Ids of its jobs at vendors."""
    assets: tuple[Asset, ...] = ()
    """What it made so far."""
    began: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    error: str = ""
    """Why it failed, in a sentence."""


class JobRecord(FilmModel):
    """A persona's film in the making, step by step."""

    schema_version: int = SCHEMA_VERSION
    run: str
    """The flow run's id."""
    steps: tuple[StepRecord, ...] = tuple(StepRecord(step=step) for step in STEPS)
    previews: tuple[Asset, ...] = ()
    """Clips to look at while it is made: small, and marked as previews."""

    @property
    def status(self) -> Status:
        """The one label that says how far it is.

        While two steps run, the later one is told; between two steps, what is ready.
        """
        states = {one.step: one.state for one in self.steps}
        if "failed" in states.values():
            return "failed"
        if states["deliver"] == "done":
            return "done"
        running = [one.step for one in self.steps if one.state == "running"]
        if running:
            return RUNNING[running[-1]]
        behind = [one.step for one in self.steps if one.state in ("done", "skipped")]
        if not behind:
            return "queued"
        return "base_ready" if behind[-1] == "base" else RUNNING[behind[-1]]

    def step(self, step: Step) -> StepRecord:
        """Return how a step stands."""
        return self.steps[STEPS.index(step)]

    def begun(self, step: Step, engine: str, now: datetime) -> "JobRecord":
        """Return the record with a step under way; one that began before keeps its time."""
        began = self.step(step).began or now
        return self._with(step, state="running", engine=engine, began=began, ended=None, error="")

    def ordered(self, step: Step, job: str) -> "JobRecord":
        """Return the record with a vendor's job noted; the same job twice is noted once."""
        jobs = self.step(step).jobs
        return self if job in jobs else self._with(step, jobs=(*jobs, job))

    def made(self, step: Step, *assets: Asset) -> "JobRecord":
        """Return the record with more that a step has made."""
        known = self.step(step).assets
        fresh = tuple(asset for asset in assets if asset not in known)
        return self._with(step, assets=(*known, *fresh)) if fresh else self

    def ended(self, step: Step, now: datetime) -> "JobRecord":
        """Return the record with a step done."""
        return self._with(step, state="done", ended=now)

    def skipped(self, step: Step) -> "JobRecord":
        """Return the record with a step that this film does not need."""
        return self._with(step, state="skipped")

    def failed(self, step: Step, error: str, now: datetime) -> "JobRecord":
        """Return the record with a step that came to nothing."""
        return self._with(step, state="failed", error=error, ended=now)

    def previewed(self, clip: Asset) -> "JobRecord":
        """Return the record with one more clip to look at."""
        if clip in self.previews:
            return self
        return self.model_copy(update={"previews": (*self.previews, clip)})

    def _with(self, step: Step, **changes: object) -> "JobRecord":
        changed = tuple(
            one.model_copy(update=changes) if one.step == step else one for one in self.steps
        )
        return self.model_copy(update={"steps": changed})
