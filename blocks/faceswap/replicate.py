"""Face swaps by models on Replicate: clips by one, pictures by another, the chosen face only."""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from blocks.engine import source_revision
from blocks.faceswap.base import Donor, FaceSwapVendor, is_picture
from blocks.vendors import jobs
from blocks.vendors.replicate import Files
from blocks.vendors.replicate_engine import ReplicateEngine
from blocks.vendors.replicate_models import ReplicateModel, Tariff
from film.animatic import workshop
from film.assets import Asset, AssetStore, MediaInfo
from film.cost import Estimate
from film.errors import EngineFailed
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.ledger import Order

if TYPE_CHECKING:
    from blocks.faceswap.laying import Laid

SECONDS = 1_800
"""In which a clip has to be copied, or put together again."""


class FacesModel(ReplicateModel):
    """A model that puts one picture's face into a clip or into a picture."""

    target_input: str = Field(
        "target_video", min_length=1, description="Input that takes the clip or the picture."
    )
    donor_input: str = Field(
        "swap_image", min_length=1, description="Input that takes the picture of the face."
    )
    pace: int = Field(
        10,
        ge=1,
        description="Seconds of run time that a second of a clip takes: for estimates, where run "
        "time is billed.",
    )

    def estimate(self, seconds: Fraction) -> Estimate:
        """Return what a clip of so many seconds is thought to cost; 0 is a picture."""
        longest = max(self.tariff.run_seconds, math.ceil(self.pace * seconds))
        return self.tariff.model_copy(update={"run_seconds": longest}).estimate(self.model, seconds)


_CLIPS = FacesModel(
    model="arabyai-replicate/roop_face_swap",
    version="11b6bf0f4e14d808f655e87e5448233cceff10a45f659d71539cafb7163b2e84",
    tariff=Tariff(hardware="a100-80", run_seconds=60),
)
_PICTURES = FacesModel(
    model="cdingram/face-swap",
    version="d1d6ea8c8be89d664a07a457526f7128109dee7030fdac424788d762c71ed111",
    target_input="input_image",
    tariff=Tariff(hardware="l40s", run_seconds=20),
)


class ReplicateFaceSwap(ReplicateEngine, FaceSwapVendor):
    """Sends clips and the persona's best picture, and takes back nothing but the chosen face."""

    _block_type_name = "Firstcut Replicate Face Swap"
    _block_type_slug = "replicate-faceswap"
    _description = "Puts a persona's face into clips with models on Replicate: needs an API token."
    name: ClassVar[str] = "replicate"
    label: ClassVar[str] = "Replicate face swap"
    licence: ClassVar[str] = (
        "Replicate's terms and each model's licence: those that build on inswapper or roop, as the "
        "two that ship here, are for non-commercial use only; the consent of whose face it is"
    )

    clips: FacesModel = Field(_CLIPS, description="Model that swaps faces in clips.")
    pictures: FacesModel = Field(_PICTURES, description="Model that swaps faces in pictures.")

    def fingerprint(self) -> dict[str, Any]:
        """Return the models, and the revision of how what they send is put into clips."""
        own = ("blocks.faceswap.laying", "blocks.faceswap.plain", "blocks.faceswap.takes",
               "film.faces.*", "film.transform.frames")  # fmt: skip
        return {
            "engine": self.label,
            "clips": self.clips.fingerprint(),
            "pictures": self.pictures.fingerprint(),
            "revision": source_revision(*own),
        }

    def terms(self) -> str:
        """Return the licence, and where the models' terms are."""
        pages = " and ".join(
            f"https://replicate.com/{one.model}" for one in (self.clips, self.pictures)
        )
        return f"{self.licence}: {pages}"

    def estimate(self, work: Fraction) -> Estimate:
        """Return what it costs to swap a face in so many seconds; 0 is a picture."""
        return (self.clips if work else self.pictures).estimate(work)

    def submit(self, clip: Asset, donor: Donor, store: AssetStore) -> Order:
        """Send a plain copy of the clip, or the picture as it is."""
        model = self._model(clip)
        face = donor.pictures[0]
        digests = {model.target_input: [clip.sha256], model.donor_input: [face.sha256]}
        seconds = Fraction(0)
        sent = clip
        if not is_picture(clip):
            sent, seconds = workshop.run(SECONDS, plain_copy, clip, store)
        files = Files({model.target_input: [sent], model.donor_input: [face]}, store)
        return jobs.submit(
            self.desk(model, files),
            model.model,
            model.content({}, digests),
            model.estimate(seconds),
        )

    def collect(self, order: Order, clip: Asset, choice: FaceChoice, store: AssetStore) -> Swapped:
        """Wait for the clip, and put the chosen face of it into the one that was sent."""
        settled = jobs.collect(self.desk(self._model(clip)), order, _check_for(clip, store))
        if settled.goods is None:
            raise EngineFailed(f"{self.label} has nothing for {order.subject}: run it again")
        made, laid = workshop.run(SECONDS, lay_face_in, clip, settled.goods, choice, store)
        if laid.seen and not laid.replaced:
            raise EngineFailed(
                f"{self.label} left the face as it was (job {settled.job}): choose another model "
                "or a clearer picture of the persona"
            )
        return Swapped(clip=made, frames=laid.frames, replaced=laid.replaced, jitter=laid.jitter)

    def _model(self, clip: Asset) -> FacesModel:
        return self.pictures if is_picture(clip) else self.clips


def plain_copy(clip: Asset, store: AssetStore) -> tuple[Asset, Fraction]:
    """Store a clip's plain copy and return it with its seconds (runs in a worker)."""
    from blocks.faceswap.plain import copy_plainly
    from film.media.probe import probe

    with store.scratch() as folder:
        path = folder / "clip.mp4"
        copy_plainly(store.path(clip), path)
        info = probe(path)
        seconds = Fraction(info.frames) / (info.rate or 25)
        return store.put(path, info), seconds


def lay_face_in(
    clip: Asset, goods: Asset, choice: FaceChoice, store: AssetStore
) -> "tuple[Asset, Laid]":
    """Store the clip with the chosen face from what came (runs in a worker)."""
    from blocks.faceswap.laying import lay_in, lay_in_picture

    still = is_picture(clip)
    with store.scratch() as folder:
        out = folder / ("swapped.png" if still else f"swapped{clip.suffix}")
        lay = lay_in_picture if still else lay_in
        laid = lay(store.path(clip), store.path(goods), choice, out)
        info = MediaInfo(width=clip.info.width, height=clip.info.height) if still else clip.info
        return store.put(out, info) if laid.replaced else clip, laid


def _check_for(clip: Asset, store: AssetStore) -> Callable[[Path], str]:
    """Return the check for what can stand for a clip or a picture."""
    return _check_picture if is_picture(clip) else partial(_check_clip, store.path(clip))


def _check_clip(clip: Path, path: Path) -> str:
    from blocks.faceswap.laying import check_swapped
    from film.transform.coding import coding_of

    return check_swapped(path, coding_of(clip).frames).container.suffix


def _check_picture(path: Path) -> str:
    from film.media.goods import check_picture

    return check_picture(path).suffix
