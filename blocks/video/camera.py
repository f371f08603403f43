"""A loaded image-to-video model: it embeds words once, denoises one clip and decodes another."""

import contextlib
import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from blocks.local.journal import log
from blocks.local.lines import Turn
from blocks.local.pipeline import Setup, lighten
from blocks.video.families import Clip, Family
from film.errors import EngineFailed

Pictures = npt.NDArray[np.uint8]
"""Frames × height × width × 3, sRGB."""
Watch = Callable[[int, int], None]
"""Is told each step that is done, and how many there are; what it raises ends the clip."""

KEPT_WORDS = 64
"""Embedded prompts that are kept: a film's shots share all but what happens in them."""


class Camera:
    """A pipeline on its device. Threads may share it: each step of the work has its own turn."""

    def __init__(self, pipeline: Any, family: Family, *, aside: bool) -> None:
        """``aside`` says that a clip may be decoded while the next one is denoised.

        It takes the memory of both at once, and all parts resident.
        """
        self.pipeline = pipeline
        self.family = family
        self._scheduler = pipeline.scheduler
        # A copy shares the weights; decoders and encoders keep what they are at on the object.
        self._vae = copy.copy(pipeline.vae) if aside else pipeline.vae
        self._denoising = Turn()
        self._decoding = Turn() if aside else self._denoising
        self._words: OrderedDict[tuple[str, str, bool], Mapping[str, Any]] = OrderedDict()

    def film(self, clip: Clip, watch: Watch) -> Pictures:
        """Film a clip: exactly ``clip.frames`` pictures."""
        import torch

        with torch.no_grad():
            with self._denoising:
                latents = self._denoise(clip, watch)
            with self._decoders_turn():
                return self._decode(latents, clip)

    def lighten(self, setup: Setup) -> None:
        """Need less memory from now on: one thing at a time, in smaller pieces."""
        with self._denoising, contextlib.ExitStack() as stack:
            if self._decoding is not self._denoising:
                stack.enter_context(self._decoding)
            lighten(self.pipeline, setup)
            self._vae = self.pipeline.vae
            self._decoding = self._denoising

    @contextlib.contextmanager
    def _decoders_turn(self) -> Iterator[None]:
        while True:
            turn = self._decoding
            with turn:
                if turn is self._decoding:  # else the camera was lightened while this one waited
                    yield
                    return

    def _denoise(self, clip: Clip, watch: Watch) -> Any:
        import torch

        def step_done(pipeline: Any, step: int, time: Any, kept: dict[str, Any]) -> dict[str, Any]:
            watch(step + 1, clip.sampled.steps)
            return kept

        pipeline = self.pipeline
        pipeline.scheduler = self._scheduler_for(clip)
        try:
            return pipeline(
                **self.family.arguments(clip),
                **self._embedded(clip),
                generator=torch.Generator().manual_seed(clip.seed),
                output_type="latent",
                callback_on_step_end=step_done,
            ).frames
        except BaseException:
            pipeline.maybe_free_model_hooks()  # also forgets what a step cache holds of this clip
            raise

    def _decode(self, latents: Any, clip: Clip) -> Pictures:
        import torch

        decoded = self.family.decode(self.pipeline, self._vae, latents, clip)
        if not bool(torch.isfinite(decoded).all()):
            raise EngineFailed(
                "The model gave numbers that are no picture: choose another precision or sampler"
            )
        pixels = ((decoded[0] / 2 + 0.5).clamp(0, 1) * 255).round().to(torch.uint8)
        pictures: Pictures = pixels.permute(1, 2, 3, 0).contiguous().cpu().numpy()
        return pictures

    def _scheduler_for(self, clip: Clip) -> Any:
        """Return a new scheduler: it keeps what it is at."""
        import diffusers

        sampler = clip.sampled.sampler
        chosen = self.family.samplers.get(sampler) if sampler else None
        if chosen is None:
            if sampler:
                log().info("This model has no %s sampler: its own is used", sampler)
            return type(self._scheduler).from_config(self._scheduler.config)
        kind, changes = chosen
        return getattr(diffusers, kind).from_config(self._scheduler.config, **changes)

    def _embedded(self, clip: Clip) -> Mapping[str, Any]:
        key = (clip.prompt, clip.negative, clip.sampled.guidance > 1)
        if key not in self._words:
            self._words[key] = self.family.condition(self.pipeline, clip)
            while len(self._words) > KEPT_WORDS:
                self._words.popitem(last=False)
        self._words.move_to_end(key)
        return self._words[key]
