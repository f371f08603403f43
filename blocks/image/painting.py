"""Painting: a batch of pictures with a diffusers pipeline, from words and portraits to pixels."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from blocks.image.conditioning import Likenesses, Words, adapted
from blocks.image.sketches import Sketch
from blocks.local.device import load_torch
from blocks.local.pipeline import Setup, lighten
from blocks.local.residence import Resident
from blocks.local.steps import Steps
from film.errors import EngineFailed
from film.look import Sampling

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[np.uint8]"
"""Height × width × 3, RGB."""

SPLIT = "StableDiffusionXLPipeline"
"""The pipeline whose words we embed and whose latents we decode ourselves: others do both alone."""
SCHEDULERS: dict[str, tuple[str, dict[str, Any]]] = {
    "euler": ("EulerDiscreteScheduler", {}),
    "euler-ancestral": ("EulerAncestralDiscreteScheduler", {}),
    "dpm++-2m": ("DPMSolverMultistepScheduler", {"use_karras_sigmas": False}),
    "dpm++-2m-karras": ("DPMSolverMultistepScheduler", {"use_karras_sigmas": True}),
    "ddim": ("DDIMScheduler", {}),
    "unipc": ("UniPCMultistepScheduler", {}),
}
"""The diffusers class of each sampler, and its settings besides the model's own."""


@dataclass(frozen=True)
class Negatives:
    """Pictures that are denoised and not yet decoded."""

    latents: tuple[Any, ...]
    done: Any = None
    """On a GPU: the event that they are finished at."""


@dataclass(frozen=True)
class Painter:
    """A resident pipeline and how to paint with it; all but ``develop`` needs its turn."""

    resident: Resident[Any]
    setup: Setup
    strength: float
    """Of the portraits, from 0 to 1."""

    @property
    def pipe(self) -> Any:
        """The pipeline."""
        return self.resident.model

    @property
    def splits(self) -> bool:
        """Whether it decodes apart from denoising: where latents are plain and words are ours."""
        return type(self.pipe).__name__ == SPLIT

    @property
    def overlaps(self) -> bool:
        """Whether one batch may be decoded while the next is denoised."""
        whole = self.setup.offload == "none" and not self.resident.lightened
        return self.splits and self.setup.device == "cuda" and whole

    def lighten(self) -> None:
        """Have the pipeline need less memory from now on."""
        with self.resident.turn, self.resident.second_turn:
            self.resident.lightened = True
            lighten(self.pipe, self.setup)

    def denoise(self, sketches: Sequence[Sketch]) -> "Negatives":
        """Return a latent of each sketch, or its pixels where the pipeline decodes by itself."""
        torch = load_torch()
        self.pipe.scheduler = self._scheduler(sketches[0].sampling)
        made: dict[int, Any] = {}
        with torch.no_grad():
            for group in self._groups(sketches):
                batch = [sketches[place] for place in group]
                made |= dict(zip(group, self._run(batch), strict=True))
        done = None
        if self.setup.device == "cuda":
            done = torch.cuda.Event()
            done.record()
        return Negatives(tuple(made[place] for place in range(len(sketches))), done)

    def develop(self, negatives: "Negatives", most: int) -> list[Pixels]:
        """Return the pictures of latents, decoded ``most`` at a time; EngineFailed for no numbers.

        On a GPU it goes on beside the next batch's denoising.
        """
        if not self.splits:
            return [_checked(picture) for picture in negatives.latents]
        torch = load_torch()
        if not self.overlaps:
            with self.resident.turn, torch.no_grad():
                return self._decode_all(negatives.latents, most)
        with self.resident.second_turn, torch.no_grad():
            aside = self.resident.notes.of("decoding", torch.cuda.Stream)
            with torch.cuda.stream(aside):
                aside.wait_event(negatives.done)
                for latent in negatives.latents:
                    latent.record_stream(aside)
                return self._decode_all(negatives.latents, most)

    def _run(self, batch: Sequence[Sketch]) -> Sequence[Any]:
        torch = load_torch()
        first, pipe = batch[0], self.pipe
        accepted = inspect.signature(pipe.__call__).parameters
        given: dict[str, Any] = {
            **(self._words.embedded(batch) if self.splits else self._words.plain(batch)),
            "width": first.width,
            "height": first.height,
            "num_inference_steps": first.sampling.steps,
            "guidance_scale": first.sampling.cfg_scale,
            # On the CPU, so that a seed means the same noise on every device.
            "generator": [torch.Generator("cpu").manual_seed(one.seed) for one in batch],
            "output_type": "latent" if self.splits else "np",
            "callback_on_step_end": self._follow(batch),
        }
        if adapted(pipe):
            pipe.set_ip_adapter_scale(self.strength if first.faces else 0.0)
            given |= self._likenesses.of(batch)
        optional = {"negative_prompt", "guidance_scale", "callback_on_step_end"}
        kept = {name: given[name] for name in given if name in accepted or name not in optional}
        images: Sequence[Any] = pipe(**kept).images
        return images

    def _follow(self, batch: Sequence[Sketch]) -> Callable[..., dict[str, Any]]:
        """Return what tells how far a batch is, and ends it between steps when its run ends."""
        steps = Steps(f"Painting {len(batch)} picture(s)")
        most = batch[0].sampling.steps

        def follow(_: Any, step: int, __: Any, kept: dict[str, Any]) -> dict[str, Any]:
            steps(step + 1, most)
            return kept

        return follow

    def _scheduler(self, sampling: Sampling) -> Any:
        """Return the sampler; models that flow, and are not denoised, keep their own."""
        import diffusers

        own = self.resident.notes.of("scheduler", lambda: self.pipe.scheduler)
        if own.config.get("prediction_type") is None:
            return type(own).from_config(own.config)
        name, settings = SCHEDULERS[sampling.sampler]
        return getattr(diffusers, name).from_config(own.config, **settings)

    def _groups(self, sketches: Sequence[Sketch]) -> list[list[int]]:
        """Return the sketches' places, those together whose prompts are equally long."""
        groups: dict[int, list[int]] = {}
        for place, sketch in enumerate(sketches):
            length = self._words.length(sketch.prompt) if self.splits else 0
            groups.setdefault(length, []).append(place)
        return list(groups.values())

    @property
    def _words(self) -> Words:
        return Words(self.pipe, self.resident.notes)

    @property
    def _likenesses(self) -> Likenesses:
        return Likenesses(self.pipe, self.resident.notes, self.setup.dtype)

    def _decode_all(self, latents: Sequence[Any], most: int) -> list[Pixels]:
        torch = load_torch()
        batches = (latents[first : first + most] for first in range(0, len(latents), most))
        return [
            _checked(picture)
            for batch in batches
            for picture in self._decode(torch.stack(list(batch)))
        ]

    def _decode(self, latents: Any) -> "npt.NDArray[np.float32]":
        import numpy as np

        vae = self.pipe.vae
        latents = latents.to(vae.dtype) / vae.config.scaling_factor
        mean, deviation = (vae.config.get(name) for name in ("latents_mean", "latents_std"))
        if mean and deviation:
            shape = (1, len(mean), 1, 1)
            latents = latents * latents.new_tensor(deviation).view(shape)
            latents = latents + latents.new_tensor(mean).view(shape)
        pictures = vae.decode(latents, return_dict=False)[0]
        scaled = (pictures.float() / 2 + 0.5).clamp(0, 1).permute(0, 2, 3, 1)
        return np.asarray(scaled.cpu().numpy(), np.float32)


def makes_pictures(pipe: Any) -> bool:
    """Say whether a pipeline needs no more than a prompt, and answers with pictures of a size."""
    taken = inspect.signature(pipe.__call__).parameters
    needed = {name for name, one in taken.items() if one.default is one.empty}
    plain = {"prompt", "height", "width", "num_inference_steps", "generator"} <= set(taken)
    return plain and needed <= {"prompt", "kwargs"} and "num_frames" not in taken


def _checked(picture: "npt.NDArray[np.float32]") -> Pixels:
    """Return a picture of numbers from 0 to 1 as pixels."""
    import numpy as np

    if not np.isfinite(picture).all():
        raise EngineFailed(
            "The model's picture is no numbers: choose precision 'float32' or 'bfloat16'"
        )
    return np.asarray(np.rint(picture * 255), np.uint8)
