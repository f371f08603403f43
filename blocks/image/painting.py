"""Painting: a batch of pictures with a diffusers pipeline, from words and portraits to pixels."""

import hashlib
import inspect
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from blocks.image.composition import Column
from blocks.local.device import load_torch
from blocks.local.pipeline import Setup, lighten
from blocks.local.residence import Resident
from film.assets import Asset
from film.errors import EngineFailed, MediaFailed
from film.look import Sampling

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, RGB."""

MOST_CHUNKS = 4
"""Pieces of 75 tokens of a prompt that are read; CLIP reads no more than one at once."""

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
class Face:
    """A portrait that a part of the picture keeps to."""

    portrait: Asset
    path: Path
    column: Column


@dataclass(frozen=True)
class Sketch:
    """One picture to paint."""

    prompt: str
    negative: str
    width: int
    height: int
    sampling: Sampling
    seed: int
    faces: tuple[Face, ...] = ()

    @property
    def kind(self) -> Hashable:
        """What sketches that are painted in one batch have in common."""
        return (self.width, self.height, self.sampling, len(self.faces))


def seed_of(*parts: str | int) -> int:
    """Return a generator's seed that differs for different parts, and never changes for equal."""
    text = "\n".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


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
        from diffusers import StableDiffusionXLPipeline

        return isinstance(self.pipe, StableDiffusionXLPipeline)

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
        with torch.inference_mode():
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
            with self.resident.turn, torch.inference_mode():
                return self._decode_all(negatives.latents, most)
        with self.resident.second_turn, torch.inference_mode():
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
            **self._words(batch),
            "width": first.width,
            "height": first.height,
            "num_inference_steps": first.sampling.steps,
            "guidance_scale": first.sampling.cfg_scale,
            # On the CPU, so that a seed means the same noise on every device.
            "generator": [torch.Generator("cpu").manual_seed(one.seed) for one in batch],
            "output_type": "latent" if self.splits else "np",
            **self._likenesses(batch),
        }
        unknown = {"negative_prompt", "guidance_scale"} - set(accepted)
        kept = {name: value for name, value in given.items() if name not in unknown}
        images: Sequence[Any] = pipe(**kept).images
        return images

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
            length = len(self._chunks(sketch.prompt)) if self.splits else 0
            groups.setdefault(length, []).append(place)
        return list(groups.values())

    def _words(self, batch: Sequence[Sketch]) -> dict[str, Any]:
        if not self.splits:
            return {
                "prompt": [one.prompt for one in batch],
                "negative_prompt": [one.negative for one in batch],
            }
        torch = load_torch()
        length = len(self._chunks(batch[0].prompt))
        said = [self._embed(one.prompt, length) for one in batch]
        shunned = [self._embed(one.negative, length) for one in batch]
        return {
            "prompt_embeds": torch.cat([words for words, _ in said]),
            "pooled_prompt_embeds": torch.cat([pooled for _, pooled in said]),
            "negative_prompt_embeds": torch.cat([words for words, _ in shunned]),
            "negative_pooled_prompt_embeds": torch.cat([pooled for _, pooled in shunned]),
        }

    def _chunks(self, text: str) -> list[str]:
        """Return a text's tokens in pieces that the text encoders can read, as text again.

        A piece ends with a word: what is cut apart would be read as something else.
        """
        tokenizer = self.pipe.tokenizer or self.pipe.tokenizer_2
        most = tokenizer.model_max_length - 2
        chunks: list[str] = []
        words: list[str] = []
        used = 0
        for word in text.split() or [""]:
            needs = len(tokenizer(word, add_special_tokens=False).input_ids)
            if words and used + needs > most:
                chunks.append(" ".join(words))
                words, used = [], 0
            words.append(word)
            used += needs
        return [*chunks, " ".join(words)][:MOST_CHUNKS]

    def _embed(self, text: str, length: int) -> tuple[Any, Any]:
        """Return a text's embeddings in so many pieces, and the first piece's pooled one."""
        torch = load_torch()

        pieces = self._chunks(text)[:length]
        pieces += [""] * (length - len(pieces))
        notes = self.resident.notes
        made = [notes.of(("words", piece), partial(self._encode, piece)) for piece in pieces]
        return torch.cat([words for words, _ in made], dim=1), made[0][1]

    def _encode(self, piece: str) -> tuple[Any, Any]:
        words, _, pooled, _ = self.pipe.encode_prompt(
            piece, device=self.pipe._execution_device, do_classifier_free_guidance=False
        )
        return words, pooled

    def _likenesses(self, batch: Sequence[Sketch]) -> dict[str, Any]:
        """Return what holds the faces: embedded portraits, and where in the picture each counts."""
        if not adapted(self.pipe):
            return {}
        torch = load_torch()
        faces = batch[0].faces
        self.pipe.set_ip_adapter_scale(self.strength if faces else 0.0)
        held = [torch.stack([self._see(face)[0] for face in one.faces]) for one in batch if faces]
        blank = self._blank()
        count = max(1, len(faces))
        unheld = blank.unsqueeze(0).expand(count, *blank.shape)
        positive = torch.stack(held or [unheld] * len(batch))
        negative = torch.stack([unheld] * len(batch))
        guided = batch[0].sampling.cfg_scale > 1 and not self.pipe.unet.config.time_cond_proj_dim
        embeds = torch.cat([negative, positive]) if guided else positive
        if not faces:
            return {"ip_adapter_image_embeds": [embeds]}
        masks = torch.stack([self._mask(one) for one in batch])
        masks = torch.cat([masks, masks]) if guided else masks
        return {
            "ip_adapter_image_embeds": [embeds],
            "cross_attention_kwargs": {"ip_adapter_masks": [masks]},
        }

    def _see(self, face: Face) -> tuple[Any, Any]:
        """Return a portrait's embedding and that of nothing, kept for the next picture."""
        from PIL import Image, UnidentifiedImageError

        def look() -> tuple[Any, Any]:
            try:
                with Image.open(face.path) as file:
                    picture = file.convert("RGB")
            except (UnidentifiedImageError, OSError) as cause:
                raise MediaFailed(f"{face.path.name} is no picture") from cause
            return self._look_at(picture)

        return self.resident.notes.of(("face", face.portrait.sha256), look)

    def _blank(self) -> Any:
        """Return the embedding of no portrait."""
        from PIL import Image

        size = self.pipe.image_encoder.config.image_size
        grey = Image.new("RGB", (size, size), (127, 127, 127))
        return self.resident.notes.of("nobody", lambda: self._look_at(grey)[1])

    def _look_at(self, picture: Any) -> tuple[Any, Any]:
        from diffusers.models.embeddings import ImageProjection

        projection = self.pipe.unet.encoder_hid_proj.image_projection_layers[0]
        seen, nothing = self.pipe.encode_image(
            picture, self.pipe._execution_device, 1, not isinstance(projection, ImageProjection)
        )
        return seen[0], nothing[0]

    def _mask(self, sketch: Sketch) -> Any:
        torch = load_torch()
        scale = self.pipe.vae_scale_factor
        high, wide = sketch.height // scale, sketch.width // scale
        mask = torch.zeros(len(sketch.faces), high, wide)
        for place, face in enumerate(sketch.faces):
            mask[place, :, round(face.column.left * wide) : round(face.column.right * wide)] = 1
        return mask.to(self.pipe._execution_device, getattr(torch, self.setup.dtype))

    def _decode_all(self, latents: Sequence[Any], most: int) -> list[Pixels]:
        torch = load_torch()
        batches = (latents[first : first + most] for first in range(0, len(latents), most))
        return [
            _checked(picture)
            for batch in batches
            for picture in self._decode(torch.stack(list(batch)))
        ]

    def _decode(self, latents: Any) -> npt.NDArray[np.float32]:
        torch = load_torch()
        vae = self.pipe.vae
        if vae.dtype == torch.float16 and vae.config.force_upcast:
            vae.to(torch.float32)  # it overflows in float16, and only works here
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


def adapted(pipe: Any) -> bool:
    """Say whether an IP-Adapter is loaded into a pipeline."""
    unet = getattr(pipe, "unet", None)
    return unet is not None and getattr(unet, "encoder_hid_proj", None) is not None


def _checked(picture: npt.NDArray[np.float32]) -> Pixels:
    """Return a picture of numbers from 0 to 1 as pixels."""
    if not np.isfinite(picture).all():
        raise EngineFailed(
            "The model's picture is no numbers: choose precision 'float32' or 'bfloat16'"
        )
    return np.asarray(np.rint(picture * 255), np.uint8)
