"""Models on Replicate as settings: which one, how it wants to be asked, how it is billed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from blocks.prices import Price, price
from film.cost import Estimate

Plain = str | int | float | bool | None
"""What an input can be, besides a file."""


class Tariff(BaseModel):
    """How a model is billed; the rates are in the price list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str = Field(
        "call",
        description="What the price list counts for the model: 'picture', 'call', 'second' (of "
        "film), or such as 'clip at {resolution}'.",
    )
    hardware: str = Field(
        "",
        description="For models that are billed by run time: the hardware as the price list calls "
        "it (t4, l40s, a100-80, h100); empty for all others.",
    )
    run_seconds: int = Field(
        60, ge=1, description="Run time that an estimate supposes, where run time is billed."
    )

    def estimate(self, model: str, seconds: Fraction | int = 0, resolution: str = "") -> Estimate:
        """Return what a job is thought to cost; BadRequest when the price list has no price.

        ``seconds`` are of film, for what is billed by them.
        """
        if self.hardware:
            return self._rate().estimate(self.run_seconds)
        unit = self.unit.replace("{resolution}", resolution)
        by_time = unit.split()[0] == "second"
        return price("replicate", model, unit).estimate(seconds if by_time else 1)

    def run(self, seconds: Fraction | None) -> Fraction | None:
        """Return US dollars for a run time; None where that is not what is billed, or unknown."""
        if not self.hardware or seconds is None:
            return None
        return self._rate().of(seconds)

    def _rate(self) -> Price:
        return price("replicate", f"hardware: {self.hardware}", "second")


class ReplicateModel(BaseModel):
    """A model on Replicate and how it wants to be asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(
        pattern=r"^[\w.-]+/[\w.-]+$", description="Its name on Replicate, as 'owner/name'."
    )
    version: str = Field(
        "",
        pattern=r"^([0-9a-f]{64})?$",
        description="Version hash that a community model is pinned to; empty for official models.",
    )
    extra: dict[str, Plain] = Field(
        default_factory=dict,
        description="Further inputs, named as on the model's page.",
    )
    tariff: Tariff = Field(Tariff(), description="How it is billed.")

    def content(
        self, inputs: Mapping[str, Plain], digests: Mapping[str, Sequence[str]]
    ) -> dict[str, Any]:
        """Return a job as JSON, its files as digests; what is under no name is left out."""
        return {
            "version": self.version,
            "input": {**self.extra, **{name: one for name, one in inputs.items() if name}},
            "files": {name: list(sums) for name, sums in digests.items() if name and sums},
        }

    def fingerprint(self) -> dict[str, Any]:
        """Return what of it changes an output."""
        return self.model_dump(mode="json", exclude={"tariff"})
