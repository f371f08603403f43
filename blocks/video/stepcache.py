"""Step caches: what changes little from one denoising step to the next is not worked out again."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Literal

from blocks.local.pipeline import denoisers

CacheName = Literal["none", "first-block", "taylorseer", "pab"]


class StepCache(ABC):
    """One way of leaving work out; the clip changes a little, and comes sooner."""

    @abstractmethod
    def settings(self, pipeline: Any) -> Any:
        """Return the configuration that diffusers takes."""

    def enable(self, pipeline: Any) -> None:
        """Switch it on in every part of a pipeline that works at each step."""
        for part in denoisers(pipeline):
            part.enable_cache(self.settings(pipeline))


class FirstBlock(StepCache):
    """The first block tells: where it changed little, the others' last result is taken."""

    def settings(self, pipeline: Any) -> Any:
        """Return a threshold at which a difference is hard to see."""
        from diffusers import FirstBlockCacheConfig

        return FirstBlockCacheConfig(threshold=0.05)


class TaylorSeer(StepCache):
    """Most steps are foretold from the ones before."""

    def settings(self, pipeline: Any) -> Any:
        """Return: every third step is worked out, after a start in which all are."""
        from diffusers import TaylorSeerCacheConfig

        return TaylorSeerCacheConfig(
            cache_interval=3,
            disable_cache_before_step=6,
            max_order=1,
            # Its own patterns name the list of blocks, which is never called: nothing is saved.
            cache_identifiers=[r"(transformer_)?blocks\.\d+"],
        )


class Broadcast(StepCache):
    """Pyramid attention broadcast: attention is worked out at every other step."""

    def settings(self, pipeline: Any) -> Any:
        """Return: in the middle of the way, where attention changes least."""
        from diffusers import PyramidAttentionBroadcastConfig

        return PyramidAttentionBroadcastConfig(
            spatial_attention_block_skip_range=2,
            spatial_attention_timestep_skip_range=(100, 800),
            current_timestep_callback=lambda: pipeline.current_timestep,
        )


CACHES: Mapping[CacheName, StepCache] = {
    "first-block": FirstBlock(),
    "taylorseer": TaylorSeer(),
    "pab": Broadcast(),
}
