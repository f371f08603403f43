"""Luma's Ray: clips that start from the shot's keyframe."""

from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from blocks.credentials import LumaCredentials
from blocks.engine import source_revision
from blocks.prices import price
from blocks.vendors.jobs import Content
from blocks.vendors.luma import VENDOR, LumaDesk
from blocks.video.clips import SHAPES, ClipVendor, Start
from blocks.video.prompts import motion_prompt
from film.assets import AssetStore
from film.cost import Estimate
from film.ledger import Order
from film.screen import Screen
from film.shots import Assignment

Resolution = Literal["360p", "540p", "720p", "1080p"]

RESOLUTIONS: tuple[tuple[int, Resolution], ...] = (
    (360, "360p"),
    (540, "540p"),
    (720, "720p"),
    (1080, "1080p"),
)
"""Lines of a 16:9 picture, and what the API calls them."""
ASPECTS = ("9:16", "3:4", "1:1", "4:3", "16:9", "21:9")
"""What Ray 3.2 can film in."""
LENGTHS = (Fraction(5), Fraction(10))


class LumaVideo(ClipVendor):
    """Films shots as clips of five or ten seconds from Luma's Ray."""

    _block_type_name = "Firstcut Luma Camera"
    _block_type_slug = "luma-video"
    _description = "Films shots from their keyframes with Luma's Ray: paid by the second."
    name: ClassVar[str] = "luma"
    label: ClassVar[str] = "Luma camera"
    licence: ClassVar[str] = (
        "Luma's terms of service for its API say whether and how its clips may be sold"
    )
    vendor: ClassVar[str] = VENDOR
    samples: ClassVar[bool] = True

    credentials: LumaCredentials | None = Field(
        None,
        description="The API key; without it LUMA_AGENTS_API_KEY or the saved block 'default'.",
    )
    model: str = Field("ray-3.2", description="Luma's video model, as its API calls it.")
    resolution: Literal["screen", "360p", "540p", "720p", "1080p"] = Field(
        "screen",
        description="What clips are ordered in: the smallest that fills the film's screen, or one "
        "for all films. 360p is the draft tier.",
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, what is ordered of it, and the revision of what becomes of it."""
        return {
            "engine": self.label,
            "model": self.model,
            "resolution": self.resolution,
            "stretch": self.stretch,
            "revision": source_revision("blocks.video.luma", *SHAPES),
        }

    def ready(self) -> None:
        """Look for a key."""
        self._key()

    def check(self) -> None:
        """Ask Luma whether the key is valid, which is free."""
        LumaDesk(self._key(), self.patience).check()

    def cancel(self, order: Order) -> None:
        """Raise EngineFailed for a job that may still run: Luma stops none.

        Its order is to stay open, so that the next run of the film collects the clip, which is paid
        for anyhow.
        """
        if order.job and order.open:
            LumaDesk(self._key(), self.patience).cancel(order.job)

    def clip_desk(self, start: Start | None, store: AssetStore) -> LumaDesk:
        """Return where Luma takes jobs."""
        return LumaDesk(self._key(), self.patience, start.picture if start else None, store)

    def sold_as(self) -> str:
        """Return the model's name."""
        return self.model

    def lengths(self) -> tuple[Fraction, ...]:
        """Return five and ten seconds."""
        return LENGTHS

    def content(self, assignment: Assignment, start: Start, seconds: Fraction) -> Content:
        """Return what Luma is sent; the seed tells takes apart that are otherwise the same."""
        return {
            "model": self.model,
            "prompt": motion_prompt(assignment),
            "aspect_ratio": nearest_aspect(assignment.screen),
            "video": {"duration": f"{seconds}s", "resolution": self._resolution(assignment.screen)},
            "start": start.digest,
            "seed": assignment.seed,
        }

    def clip_estimate(self, assignment: Assignment, seconds: Fraction) -> Estimate:
        """Return what a clip costs by the price list."""
        unit = f"second at {self._resolution(assignment.screen)}"
        return price(VENDOR, self.model, unit).estimate(seconds)

    def _resolution(self, screen: Screen) -> Resolution:
        return fitting_resolution(screen) if self.resolution == "screen" else self.resolution

    def _key(self) -> LumaCredentials:
        return self.credentials or LumaCredentials.usual()


def fitting_resolution(screen: Screen) -> Resolution:
    """Return the smallest resolution that has the screen's pixels, or the largest there is."""
    long_side = max(screen.width, screen.height)
    lines = max(screen.short_side, -(-long_side * 9 // 16))
    return next((name for most, name in RESOLUTIONS if lines <= most), RESOLUTIONS[-1][1])


def nearest_aspect(screen: Screen) -> str:
    """Return the aspect ratio of which the least is cropped for the screen."""
    wanted = Fraction(screen.width, screen.height)

    def cropped(aspect: str) -> Fraction:
        ratio = Fraction(*map(int, aspect.split(":")))
        return max(ratio / wanted, wanted / ratio)

    return min(ASPECTS, key=cropped)
