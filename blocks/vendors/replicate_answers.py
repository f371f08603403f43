"""What Replicate answers, by our own lights: the SDK's classes refuse what they do not know."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field


class Prediction(BaseModel):
    """A job as the vendor tells of it; the SDK's own class refuses the state ``aborted``."""

    id: str
    status: str
    model: str = ""
    version: str | None = None
    input: dict[str, Any] | None = None
    output: Any = None
    error: Any = None
    metrics: dict[str, Any] | None = None
    created_at: AwareDatetime | None = None
    data_removed: bool | None = None

    @property
    def seconds(self) -> Fraction | None:
        """Seconds that it ran, as they are billed; None where that is not told."""
        told = (self.metrics or {}).get("predict_time")
        return Fraction(str(told)) if isinstance(told, int | float) and told >= 0 else None

    @property
    def outputs(self) -> tuple[str, ...]:
        """Where its outputs are."""
        return tuple(_addresses(self.output))

    @property
    def reason(self) -> str:
        """Why it ended without an output, in a line."""
        why = " ".join(str(self.error or "no reason was given").split())
        return f"{self.status}: {why[:300]}"


class Page(BaseModel):
    """Some of the latest predictions, the newest first."""

    results: list[Prediction]
    next: str | None = None


class Uploaded(BaseModel):
    """A file that was taken."""

    urls: dict[str, str]


class Kept(BaseModel):
    """A file that was taken before."""

    checksums: dict[str, str] = Field(default_factory=dict)


class Account(BaseModel):
    """Whose token it is."""

    username: str = ""


def _addresses(output: Any) -> Iterator[str]:
    """Yield the URLs in a prediction's output, which each model shapes as it likes."""
    if isinstance(output, str):
        if output.startswith(("https:", "http:", "data:")):
            yield output
    elif isinstance(output, dict):
        for one in output.values():
            yield from _addresses(one)
    elif isinstance(output, list):
        for one in output:
            yield from _addresses(one)
