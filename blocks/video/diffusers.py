"""Films shots with an image-to-video model on this machine: Wan, LTX, SVD or CogVideoX."""

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from blocks.engine import source_revision
from blocks.local.engine import LocalEngine
from blocks.local.floor import beside_the_floor, on_the_floor
from blocks.local.pipeline import Setup, load_pipeline, measured_gib, settle, understood
from blocks.local.residence import residence
from blocks.local.steps import Steps
from blocks.local.weights import Weights, fetched
from blocks.video.base import VideoEngine
from blocks.video.camera import Camera, Pictures
from blocks.video.families import FAMILIES, Clip, Family, FamilyName, Sampled, motion_of
from blocks.video.firstframe import first_frame
from blocks.video.prompts import motion_prompt
from blocks.video.stepcache import CACHES, CacheName
from film.assets import AssetStore
from film.errors import BadRequest
from film.shots import Assignment, Take

if TYPE_CHECKING:
    from film.media.conform import Rgb

SHAPED_BY = (
    "blocks.video.diffusers",
    "blocks.video.families",
    "blocks.video.camera",
    "blocks.video.firstframe",
    "blocks.video.prompts",
    "blocks.video.stepcache",
    "film.media.takes",
)


class DiffusersVideo(LocalEngine, VideoEngine):
    """Sets a shot's keyframe in motion with a diffusers image-to-video pipeline."""

    _block_type_name = "Firstcut Diffusers Camera"
    _block_type_slug = "diffusers-video"
    _description = "Films shots from their keyframes with Wan, LTX, SVD or CogVideoX on this GPU."
    name: ClassVar[str] = "diffusers"
    label: ClassVar[str] = "diffusers camera"
    licence: ClassVar[str] = "The model's: Wan is Apache-2.0, the others set conditions"
    samples: ClassVar[bool] = True
    starts_from_keyframe: ClassVar[bool] = True

    model: str = Field(
        "",
        description="Hub id (owner/name), a folder that begins with '/', '.' or '~', or "
        "s3://bucket/prefix; empty for the family's usual weights.",
    )
    family: FamilyName = Field("wan", description="Architecture of the model.")
    steps: int | None = Field(
        None, ge=1, le=150, description="Denoising steps; empty for the request's or the family's."
    )
    cfg_scale: float | None = Field(
        None,
        ge=0,
        le=30,
        description="How closely it follows the words; empty for the request's or the family's.",
    )
    negative_prompt: str | None = Field(
        None, description="What no shot should look like; empty for the usual words."
    )
    longest_clip: int | None = Field(
        None,
        ge=9,
        description="Most frames of one clip; longer shots go on from its last frame. Empty for "
        "as many as the family does well.",
    )
    most_pixels: int | None = Field(
        None,
        ge=4_096,
        description="Pixels of a frame as it is filmed, before it is fitted to the screen; empty "
        "for as many as the family does best at.",
    )
    cache: CacheName = Field(
        "none",
        description="What is not worked out again at every step: sooner, a little different; "
        "'first-block', 'taylorseer' or 'pab', for families with a transformer.",
    )
    overlap: bool = Field(
        default=True,
        description="Decode one clip while the next is denoised, where memory allows for both.",
    )

    @model_validator(mode="after")
    def _check_cache(self) -> Self:
        if self.cache != "none" and "transformer" not in self._family.denoisers:
            raise ValueError(f"the family {self.family} has no step cache: set it to 'none'")
        if self.cache != "none" and self.compiled:
            raise ValueError("a step cache does not go with compiling: choose one of them")
        return self

    @property
    def _family(self) -> Family:
        return FAMILIES[self.family]

    def weights(self) -> Weights:
        """Return where the weights come from: the family's own unless others are named."""
        if self.model:
            return super().weights()
        family = self._family
        return self.weights_of(family.weights, family.revision, variant=self.variant)

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, the settings and the revision of what shapes the picture."""
        return {
            "engine": self.label,
            "family": self.family,
            **self.settings(),
            "steps": self.steps,
            "cfg_scale": self.cfg_scale,
            "negative_prompt": self.negative_prompt,
            "longest_clip": self.longest_clip,
            "most_pixels": self.most_pixels,
            "cache": self.cache,
            "code": source_revision(*SHAPED_BY),
        }

    def terms(self) -> str:
        """Return the terms of the family's weights, or whose they are."""
        if self.model:
            return f"What the makers of {self.model} state (the family: {self._family.licence})"
        return self._family.licence

    @beside_the_floor
    def check(self) -> None:
        """Look for all that is needed, load the model, and film the least clip in two steps."""
        self.ready()
        self.present()
        family = self._family
        side = 2 * family.multiple
        grey = first_frame(np.full((side, side, 3), 128, np.uint8), side, side)
        self.film(
            Clip(
                image=grey,
                prompt="nothing moves",
                negative="",
                width=side,
                height=side,
                frames=family.fit(1, family.stride + 1),
                rate=family.rate,
                sampled=Sampled(2, 1.0),
                seed=0,
            ),
            "Trying the model",
        )

    @on_the_floor
    def shoot(self, assignment: Assignment, store: AssetStore) -> Take:
        """Film the shot, clip by clip, and fit it to the screen and the film's clock."""
        from film.media.takes import take_from_frames

        screen, family = assignment.screen, self._family
        rate = family.rate_for(screen)
        lengths = family.clips_for(pictures_for(assignment, rate), self.longest_clip)
        count = 1 + sum(length - 1 for length in lengths)
        frames = self.frames(assignment, lengths, store)
        return take_from_frames(assignment, frames, count, rate, store)

    def frames(
        self, assignment: Assignment, lengths: Sequence[int], store: AssetStore
    ) -> "Iterator[Rgb]":
        """Yield the shot's pictures; each clip begins with the last one of the clip before."""
        if assignment.keyframe is None:
            raise BadRequest(
                f"The {self.label} starts from a keyframe: shot {assignment.shot.id} has none"
            )
        family = self._family
        size = family.size_for(assignment.screen, self.most_pixels)
        image = first_frame(store.path(assignment.keyframe), *size)
        for number, length in enumerate(lengths):
            doing = f"Shot {assignment.shot.id}"
            if len(lengths) > 1:
                doing += f", clip {number + 1} of {len(lengths)}"
            pictures = self.film(self.clip(assignment, image, length, number), doing)
            yield from pictures[1 if number else 0 :]
            image = first_frame(pictures[-1], *size)

    def clip(self, assignment: Assignment, image: Any, frames: int, number: int) -> Clip:
        """Return what to film as a shot's clip of some number, from a first frame."""
        family, asked = self._family, assignment
        sampled = family.sampled(asked.sampling)
        return Clip(
            image=image,
            prompt=motion_prompt(asked),
            negative=family.negative if self.negative_prompt is None else self.negative_prompt,
            width=image.width,
            height=image.height,
            frames=frames,
            rate=family.rate_for(asked.screen),
            sampled=Sampled(
                steps=self.steps or sampled.steps,
                guidance=sampled.guidance if self.cfg_scale is None else self.cfg_scale,
                sampler=sampled.sampler,
            ),
            seed=seed_for(asked, number),
            motion=motion_of(asked),
        )

    def film(self, clip: Clip, doing: str) -> Pictures:
        """Film a clip with the resident model; once more, lighter, when memory is short."""
        return self.surviving(
            lambda: self._film_once(clip, doing), lambda: self._film_once(clip, doing, light=True)
        )

    def _film_once(self, clip: Clip, doing: str, *, light: bool = False) -> Pictures:
        with self.lent(self.load_model, _measured) as resident:
            camera: Camera = resident.model
            if light:
                residence().spare()
                camera.lighten(self.setup())
            with understood(f"The {self.label}"):
                return camera.film(clip, Steps(doing))

    def load_model(self, setup: Setup) -> Camera:
        """Load the model as it is configured."""
        import torch

        family = self._family
        precise = dict.fromkeys(family.precise, torch.float32)
        pipeline = load_pipeline(
            family.pipeline,
            fetched(self.weights()),
            setup,
            self.variant,
            **({"dtype": {"default": getattr(torch, setup.dtype), **precise}} if precise else {}),
        )
        settle(pipeline, setup)
        if self.cache != "none":
            CACHES[self.cache].enable(pipeline)
        aside = self.overlap and setup.offload == "none" and family.decodes_aside
        return Camera(pipeline, family, aside=aside)

    def loading(self) -> tuple[Hashable, ...]:
        """Return what else shapes the loaded model."""
        return (*super().loading(), self.family, self.cache, self.overlap)


def _measured(camera: Camera, setup: Setup) -> float:
    return measured_gib(camera.pipeline, setup)


def pictures_for(assignment: Assignment, rate: Fraction) -> int:
    """Return the fewest pictures at a rate that reach from a take's first frame to its last."""
    span = Fraction(assignment.frames - 1) / assignment.screen.rate
    return 1 - int(-span * rate // 1)


def seed_for(assignment: Assignment, clip: int) -> int:
    """Return a clip's seed: another for each shot of a film, and for each clip of a shot."""
    text = f"{assignment.seed} {assignment.shot.id} {clip}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")
