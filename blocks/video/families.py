"""The families of image-to-video models: what each is asked, and how its latents are decoded."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

from film.look import Sampling
from film.screen import Screen
from film.shots import Assignment

FamilyName = Literal["wan", "ltx", "svd", "cogvideox"]
Sampler = Literal["euler", "euler-ancestral", "dpm++-2m", "dpm++-2m-karras", "ddim", "unipc"]

USUAL = Sampling()
"""What a request has that asks for nothing: each model's own settings stand for these."""
WORST = (
    "blurred, distorted, deformed, extra limbs, fused fingers, flickering, jittering, text, "
    "subtitles, watermark, still picture, cartoonish motion, low quality"
)
"""What no shot should look like, for models that are told so."""


@dataclass(frozen=True)
class Sampled:
    """How a clip is sampled."""

    steps: int
    guidance: float
    sampler: Sampler | None = None
    """None for the scheduler that came with the model."""


@dataclass(frozen=True)
class Clip:
    """One clip to be filmed: a picture set in motion."""

    image: Any
    """The first frame, a PIL image of exactly ``width`` × ``height``."""
    prompt: str
    negative: str
    width: int
    height: int
    frames: int
    rate: Fraction
    """Frames a second."""
    sampled: Sampled
    seed: int
    motion: int = 127
    """How much moves, 1 to 255, for models that are not told in words."""


class Family(ABC):
    """One architecture: its limits, its usual settings, its calls."""

    pipeline: ClassVar[str]
    """Name of the diffusers class."""
    weights: ClassVar[str]
    """The weights to use unless others are named."""
    revision: ClassVar[str]
    """The commit of those weights."""
    licence: ClassVar[str]
    """The terms of those weights."""
    rate: ClassVar[Fraction]
    """Frames a second that it was trained for."""
    multiple: ClassVar[int]
    """Pixels that width and height are a multiple of."""
    pixels: ClassVar[int]
    """Pixels of a frame that it does best at."""
    stride: ClassVar[int]
    """A clip has a multiple of this many frames, and one more."""
    shortest: ClassVar[int]
    longest: ClassVar[int]
    """Frames of a clip."""
    steps: ClassVar[int]
    guidance: ClassVar[float]
    negative: ClassVar[str] = WORST
    precise: ClassVar[tuple[str, ...]] = ()
    """Components that keep 32 bits."""
    decodes_aside: ClassVar[bool] = True
    """Whether one clip may be decoded while the next is denoised."""
    denoisers: ClassVar[tuple[str, ...]] = ("transformer",)
    """The components that are run in every step."""

    def rate_for(self, screen: Screen) -> Fraction:
        """Return the frames a second to film at for a screen."""
        return self.rate

    def size_for(self, screen: Screen, pixels: int | None = None) -> tuple[int, int]:
        """Return the width and height to film at: the screen's shape, as many pixels as are good.

        A model that films smaller or larger than it was trained for films badly: the take is fitted
        to the screen afterwards.
        """
        scale = math.sqrt((pixels or self.pixels) / (screen.width * screen.height))

        def fitted(side: int) -> int:
            return max(1, round(side * scale / self.multiple)) * self.multiple

        return fitted(screen.width), fitted(screen.height)

    def fit(self, frames: int, longest: int | None = None) -> int:
        """Return the least length of a clip that has at least so many frames, or the longest."""
        most = self.floor(longest or self.longest)
        wanted = max(frames, min(self.shortest, most))
        return min(-(-(wanted - 1) // self.stride) * self.stride + 1, most)

    def floor(self, frames: int) -> int:
        """Return the greatest length of a clip that has at most so many frames."""
        return max(1, (frames - 1) // self.stride) * self.stride + 1

    def clips_for(self, frames: int, longest: int | None = None) -> tuple[int, ...]:
        """Return the lengths of the clips that show so many frames, all about as long.

        Each begins with the last frame of the one before.
        """
        most = self.floor(longest or self.longest)
        count = max(1, -(-(frames - 1) // (most - 1)))
        lengths, left = [], frames - 1
        for number in range(count):
            length = self.fit(-(-left // (count - number)) + 1, most)
            lengths.append(length)
            left -= length - 1
            if left <= 0:
                break
        return tuple(lengths)

    def sampled(self, asked: Sampling | None) -> Sampled:
        """Return how to sample: what the request asks for, else the model's own settings."""
        if asked is None:
            return Sampled(self.steps, self.guidance)
        return Sampled(
            steps=self.steps if asked.steps == USUAL.steps else asked.steps,
            guidance=self.guidance if asked.cfg_scale == USUAL.cfg_scale else asked.cfg_scale,
            sampler=None if asked.sampler == USUAL.sampler else asked.sampler,
        )

    @property
    @abstractmethod
    def samplers(self) -> Mapping[Sampler, tuple[str, dict[str, Any]]]:
        """The samplers it can use: the scheduler's diffusers class, and what it needs to know."""

    @abstractmethod
    def condition(self, pipeline: Any, clip: Clip) -> dict[str, Any]:
        """Return the call's arguments that follow from the words alone: they can be kept."""

    def arguments(self, clip: Clip) -> dict[str, Any]:
        """Return the call's other arguments."""
        return {
            "image": clip.image,
            "width": clip.width,
            "height": clip.height,
            "num_frames": clip.frames,
            "num_inference_steps": clip.sampled.steps,
            "guidance_scale": clip.sampled.guidance,
        }

    @abstractmethod
    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        """Return a clip's pictures: a tensor 1 × 3 × frames × height × width from -1 to 1."""


_FLOW: dict[str, Any] = {"prediction_type": "flow_prediction", "use_flow_sigmas": True}


class Wan(Family):
    """Wan 2.1 and 2.2 (A14B, 5B) image-to-video."""

    pipeline = "WanImageToVideoPipeline"
    weights = "Wan-AI/Wan2.1-I2V-14B-480P-Diffusers"
    revision = "b184e23a8a16b20f108f727c902e769e873ffc73"
    licence = "Apache-2.0: what it films may be sold"
    rate = Fraction(16)
    multiple = 16
    pixels = 832 * 480
    stride = 4
    shortest = 33
    longest = 81
    steps = 40
    guidance = 5.0
    precise = ("vae", "image_encoder")
    denoisers = ("transformer", "transformer_2")

    @property
    def samplers(self) -> Mapping[Sampler, tuple[str, dict[str, Any]]]:
        """Flow matching: multistep solvers, and Euler."""
        return {
            "unipc": ("UniPCMultistepScheduler", _FLOW),
            "dpm++-2m": ("DPMSolverMultistepScheduler", _FLOW),
            "euler": ("FlowMatchEulerDiscreteScheduler", {}),
        }

    def condition(self, pipeline: Any, clip: Clip) -> dict[str, Any]:
        """Return the embedded words."""
        words, without = pipeline.encode_prompt(
            prompt=clip.prompt,
            negative_prompt=clip.negative,
            do_classifier_free_guidance=clip.sampled.guidance > 1,
            max_sequence_length=512,
        )
        return {"prompt_embeds": words, "negative_prompt_embeds": without}

    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        """Take the latents' scale off and decode them."""
        latents = latents.to(vae.dtype)
        shape = (1, vae.config.z_dim, 1, 1, 1)
        mean = latents.new_tensor(vae.config.latents_mean).view(shape)
        deviation = latents.new_tensor(vae.config.latents_std).view(shape)
        return vae.decode(latents * deviation + mean, return_dict=False)[0]


class Ltx(Family):
    """LTX-Video."""

    pipeline = "LTXImageToVideoPipeline"
    weights = "Lightricks/LTX-Video"
    revision = "8984fa25007f376c1a299016d0957a37a2f797bb"
    licence = (
        "LTX-Video Open Weights licence: what it films may be sold, below 10 million US dollars "
        "of yearly revenue"
    )
    rate = Fraction(24)
    multiple = 32
    pixels = 704 * 480
    stride = 8
    shortest = 25
    longest = 161
    steps = 40
    guidance = 3.0

    @property
    def samplers(self) -> Mapping[Sampler, tuple[str, dict[str, Any]]]:
        """Flow matching with a shift that follows the clip's size: Euler only."""
        return {"euler": ("FlowMatchEulerDiscreteScheduler", {})}

    def rate_for(self, screen: Screen) -> Fraction:
        """Return the screen's rate as a whole number: it films at the rate that it is told."""
        return Fraction(round(screen.rate))

    def condition(self, pipeline: Any, clip: Clip) -> dict[str, Any]:
        """Return the embedded words and which of them count."""
        words, mask, without, other = pipeline.encode_prompt(
            prompt=clip.prompt,
            negative_prompt=clip.negative,
            do_classifier_free_guidance=clip.sampled.guidance > 1,
            max_sequence_length=128,
        )
        return {
            "prompt_embeds": words,
            "prompt_attention_mask": mask,
            "negative_prompt_embeds": without,
            "negative_prompt_attention_mask": other,
        }

    def arguments(self, clip: Clip) -> dict[str, Any]:
        """Add the rate, which its positions in time are scaled by."""
        return super().arguments(clip) | {"frame_rate": int(clip.rate)}

    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        """Lay the packed latents out as a volume, take their scale off and decode them.

        A decoder that is told how much noise is left gets a little: that is how it was trained.
        """
        volume = pipeline._unpack_latents(
            latents,
            (clip.frames - 1) // pipeline.vae_temporal_compression_ratio + 1,
            clip.height // pipeline.vae_spatial_compression_ratio,
            clip.width // pipeline.vae_spatial_compression_ratio,
            pipeline.transformer_spatial_patch_size,
            pipeline.transformer_temporal_patch_size,
        )
        shape = (1, -1, 1, 1, 1)
        mean = vae.latents_mean.view(shape).to(volume.device, volume.dtype)
        deviation = vae.latents_std.view(shape).to(volume.device, volume.dtype)
        volume = (volume * deviation / vae.config.scaling_factor + mean).to(vae.dtype)
        timestep = None
        if vae.config.timestep_conditioning:
            timestep = latents.new_tensor([0.05], dtype=vae.dtype)
            volume = volume + 0.025 * (_noise_like(volume, clip.seed) - volume)
        return vae.decode(volume, timestep, return_dict=False)[0]


class Svd(Family):
    """Stable Video Diffusion: it goes by the picture alone."""

    pipeline = "StableVideoDiffusionPipeline"
    weights = "stabilityai/stable-video-diffusion-img2vid-xt"
    revision = "9e43909513c6714f1bc78bcb44d96e733cd242aa"
    licence = (
        "Stability AI Community licence: what it films may be sold, below 1 million US dollars of "
        "yearly revenue"
    )
    rate = Fraction(7)
    multiple = 64
    pixels = 1024 * 576
    stride = 1
    shortest = 14
    longest = 25
    steps = 25
    guidance = 3.0
    negative = ""
    # Its pipeline changes the decoder's number format while it encodes the picture.
    decodes_aside = False
    denoisers = ("unet",)

    @property
    def samplers(self) -> Mapping[Sampler, tuple[str, dict[str, Any]]]:
        """The continuous noise levels that it was trained with."""
        return {"euler": ("EulerDiscreteScheduler", {})}

    def condition(self, pipeline: Any, clip: Clip) -> dict[str, Any]:
        """Return nothing: it takes no words."""
        return {}

    def arguments(self, clip: Clip) -> dict[str, Any]:
        """Add how much moves, and how fast frames follow one another."""
        asked = super().arguments(clip)
        strongest = asked.pop("guidance_scale")
        return asked | {
            "max_guidance_scale": strongest,
            "fps": int(clip.rate),
            "motion_bucket_id": clip.motion,
        }

    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        """Decode a few frames at a time: all at once need more memory than the denoising."""
        return pipeline.decode_latents(latents.to(vae.dtype), clip.frames, 8)


class CogVideoX(Family):
    """CogVideoX 1.5 image-to-video."""

    pipeline = "CogVideoXImageToVideoPipeline"
    weights = "zai-org/CogVideoX1.5-5B-I2V"
    revision = "46c90528707aebbe69066390b4fe7e7d24c9c2a4"
    licence = "CogVideoX licence: what it films may be sold after registering with its makers"
    rate = Fraction(16)
    multiple = 16
    pixels = 1360 * 768
    stride = 8
    shortest = 41
    longest = 81
    steps = 50
    guidance = 6.0

    @property
    def samplers(self) -> Mapping[Sampler, tuple[str, dict[str, Any]]]:
        """Its own variants of two samplers."""
        return {
            "ddim": ("CogVideoXDDIMScheduler", {}),
            "dpm++-2m": ("CogVideoXDPMScheduler", {}),
        }

    def condition(self, pipeline: Any, clip: Clip) -> dict[str, Any]:
        """Return the embedded words."""
        words, without = pipeline.encode_prompt(
            prompt=clip.prompt,
            negative_prompt=clip.negative,
            do_classifier_free_guidance=clip.sampled.guidance > 1,
            max_sequence_length=pipeline.transformer.config.max_text_seq_length,
        )
        return {"prompt_embeds": words, "negative_prompt_embeds": without}

    def decode(self, pipeline: Any, vae: Any, latents: Any, clip: Clip) -> Any:
        """Drop the frames that pad the latents, and decode the rest."""
        kept = (clip.frames - 1) // pipeline.vae_scale_factor_temporal + 1
        volume = latents[:, -kept:].permute(0, 2, 1, 3, 4).to(vae.dtype)
        scaling = pipeline.vae_scaling_factor_image
        return vae.decode(volume / scaling, return_dict=False)[0]


def _noise_like(volume: Any, seed: int) -> Any:
    import torch

    dice = torch.Generator().manual_seed(seed)
    return torch.randn(volume.shape, generator=dice).to(volume.device, volume.dtype)


FAMILIES: Mapping[FamilyName, Family] = {
    "wan": Wan(),
    "ltx": Ltx(),
    "svd": Svd(),
    "cogvideox": CogVideoX(),
}


def motion_of(assignment: Assignment) -> int:
    """Return how much moves in a shot, 1 to 255: its camera, and how intense the scene is."""
    shot = assignment.shot
    camera = {"static": 60, "handheld": 140}.get(shot.move, 115)
    return min(255, round(camera + 50 * assignment.scene.intensity))
