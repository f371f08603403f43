"""Clips by image-to-video models on Replicate."""

from fractions import Fraction
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from blocks.engine import source_revision
from blocks.vendors.jobs import Content, JobDesk
from blocks.vendors.replicate import Files
from blocks.vendors.replicate_engine import ReplicateEngine
from blocks.vendors.replicate_models import Plain, ReplicateModel, Tariff
from blocks.video.clips import SHAPES, ClipVendor, Start
from blocks.video.prompts import motion_prompt
from film.assets import AssetStore
from film.clock import Rational
from film.cost import Estimate
from film.screen import Screen
from film.shots import Assignment

SEEDS = 2**31
"""Seeds that every model takes lie below."""


class ClipLength(BaseModel):
    """A length that a model's clips can have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: Rational = Field(gt=0, description="How long the clip is, such as '5' or '81/16'.")
    value: int | str = Field(description="What the model's input is set to for it.")


class ClipModel(ReplicateModel):
    """A model that moves a picture; an input of the film's is left out where it has no name."""

    prompt_input: str = Field("prompt", description="Input that takes what moves and how.")
    picture_input: str = Field(
        "image", min_length=1, description="Input that takes the first picture."
    )
    seed_input: str = Field("seed", description="Input that takes the seed.")
    length_input: str = Field("num_frames", description="Input that takes the length.")
    lengths: tuple[ClipLength, ...] = Field(
        (ClipLength(seconds=Fraction(81, 16), value=81),),
        min_length=1,
        description="The lengths that its clips can have.",
    )
    resolution_input: str = Field("resolution", description="Input that takes the resolution.")
    resolutions: tuple[str, ...] = Field(
        ("480p", "720p"),
        min_length=1,
        description="Its resolutions, the smallest first, each named by its short side.",
    )

    def resolution(self, screen: Screen) -> str:
        """Return the smallest resolution that fills a screen, or the largest there is."""
        enough = (one for one in self.resolutions if int(one.rstrip("p")) >= screen.short_side)
        return next(enough, self.resolutions[-1])


_WAN = ClipModel(
    model="wan-video/wan-2.2-i2v-fast",
    extra={"frames_per_second": 16},
    tariff=Tariff(unit="clip at {resolution}"),
)


class ReplicateVideo(ReplicateEngine, ClipVendor):
    """Films shots as clips that start from their keyframes."""

    _block_type_name = "Firstcut Replicate Camera"
    _block_type_slug = "replicate-video"
    _description = "Films shots with image-to-video models on Replicate: needs an API token."
    name: ClassVar[str] = "replicate"
    label: ClassVar[str] = "Replicate camera"
    licence: ClassVar[str] = (
        "Replicate's terms and each model's licence; Wan 2.2 (Apache-2.0) allows commercial use of "
        "what it makes"
    )

    clip: ClipModel = Field(_WAN, description="Model that makes the clips.")

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, how far clips are slowed, and the revision of what shapes takes."""
        return {
            "engine": self.label,
            "clip": self.clip.fingerprint(),
            "stretch": self.stretch,
            "revision": source_revision("blocks.video.replicate", *SHAPES),
        }

    def terms(self) -> str:
        """Return the licence, and where the model's terms are."""
        return f"{self.licence}: https://replicate.com/{self.clip.model}"

    def clip_desk(self, start: Start | None, store: AssetStore) -> JobDesk:
        """Return the desk for one clip."""
        pictures = {self.clip.picture_input: [start.picture]} if start else {}
        return self.desk(self.clip, Files(pictures, store))

    def sold_as(self) -> str:
        """Return the model's name."""
        return self.clip.model

    def lengths(self) -> tuple[Fraction, ...]:
        """Return the lengths that its clips may have."""
        return tuple(sorted(one.seconds for one in self.clip.lengths))

    def content(self, assignment: Assignment, start: Start, seconds: Fraction) -> Content:
        """Return all that a clip is made of."""
        model = self.clip
        length = next(one.value for one in model.lengths if one.seconds == seconds)
        inputs: dict[str, Plain] = {
            model.prompt_input: motion_prompt(assignment),
            model.seed_input: assignment.seed % SEEDS,
            model.length_input: length,
            model.resolution_input: model.resolution(assignment.screen),
        }
        made_of = model.content(inputs, {model.picture_input: [start.digest]})
        return {**made_of, "seed": assignment.seed}

    def clip_estimate(self, assignment: Assignment, seconds: Fraction) -> Estimate:
        """Return what a clip costs."""
        resolution = self.clip.resolution(assignment.screen)
        return self.clip.tariff.estimate(self.clip.model, seconds, resolution)
