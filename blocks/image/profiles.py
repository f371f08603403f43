"""What is known of image models by their hub ids: licences, and how they want to be sampled."""

from dataclasses import dataclass

from blocks.local.device import Precision
from film.look import Sampling

SDXL = "stabilityai/stable-diffusion-xl-base-1.0"
SDXL_COMMIT = "462165984030d82259a11f4367a4eed129e94a7b"
IP_ADAPTER = "h94/IP-Adapter"
IP_ADAPTER_COMMIT = "018e402774aeeddd60609b4ecdb7e298259dc729"

OPENRAIL = (
    "CreativeML Open RAIL++-M: pictures may be sold; uses that its attachment A names are forbidden"
)
UNKNOWN = "licence not known here: read the model's own card before you use its pictures"


@dataclass(frozen=True)
class Profile:
    """What a model is like."""

    licence: str
    precision: Precision = "auto"
    """What it is best loaded in on a GPU."""
    most_steps: int | None = None
    """For models that were distilled to few steps: more only harm."""
    guided: bool = True
    """Whether it was trained to be guided; where not, the request's guidance does not apply."""


PROFILES = {
    SDXL: Profile(OPENRAIL, precision="float16"),
    "stabilityai/sdxl-turbo": Profile(
        "Stability AI Community License: free below $1M of yearly revenue",
        precision="float16",
        most_steps=4,
        guided=False,
    ),
    "stable-diffusion-v1-5/stable-diffusion-v1-5": Profile(
        "CreativeML OpenRAIL-M: pictures may be sold; some uses are forbidden", precision="float16"
    ),
    "stabilityai/stable-diffusion-3.5-medium": Profile(
        "Stability AI Community License: free below $1M of yearly revenue"
    ),
    "black-forest-labs/FLUX.1-schnell": Profile("Apache-2.0", most_steps=4, guided=False),
    "black-forest-labs/FLUX.1-dev": Profile(
        "FLUX.1-dev Non-Commercial License: the model may not be used commercially without one "
        "from Black Forest Labs"
    ),
}
ADAPTERS = {IP_ADAPTER: "Apache-2.0"}


def profile_of(model: str) -> Profile:
    """Return what is known of a model."""
    return PROFILES.get(model, Profile(UNKNOWN))


def sampling_for(model: str, wanted: Sampling) -> Sampling:
    """Return how to sample a model: as wanted, within what it was trained for."""
    profile = profile_of(model)
    return wanted.model_copy(
        update={
            "steps": min(wanted.steps, profile.most_steps or wanted.steps),
            "cfg_scale": wanted.cfg_scale if profile.guided else 0.0,
        }
    )
