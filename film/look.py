"""The look: what makes pictures of one film alike, and how sampling models are to make them."""

from typing import Literal

from pydantic import Field

from film.model import FilmModel


class Sampling(FilmModel):
    """How image and video models sample; drawn engines have no use for it."""

    sampler: Literal["euler", "euler-ancestral", "dpm++-2m", "dpm++-2m-karras", "ddim", "unipc"] = (
        Field("dpm++-2m-karras", description="Noise scheduler of the diffusion model.")
    )
    steps: int = Field(
        30, ge=1, le=150, description="Denoising steps, 1 to 150; more is slower and finer."
    )
    cfg_scale: float = Field(
        6.5,
        ge=0,
        le=30,
        title="CFG scale",
        description="How closely the picture follows the prompt, 0 to 30.",
    )


class Look(FilmModel):
    """What a character's pictures depend on besides the character."""

    style: str
    seed: int = 0
    """Left at 0 for engines that draw the same every time."""
    sampling: Sampling | None = None
    """For engines that sample; None for all others, whose pictures do not depend on it."""
