"""Face swap: clips in which the persona takes somebody's place, with consent."""

from datetime import UTC, datetime
from typing import Any

from prefect import task

from blocks.faceswap.base import Donor, FaceSwapEngine, FaceSwapVendor
from blocks.faceswap.takes import take_with
from film.assets import Asset, AssetStore
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.ledger import Order
from film.persona import Consent
from film.shots import Assignment, Take
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps


def _subject(given: dict[str, Any]) -> str:
    return names.place(given["subject"])


@task(name="faceswap", task_run_name=names.named("face swap", _subject), **policies.STAGE)
def swap_face(
    subject: str,
    clip: Asset,
    donor: Donor,
    choice: FaceChoice,
    consent: Consent,
    swapper: FaceSwapEngine,
    store: AssetStore,
    till: Till,
) -> Swapped:
    """Swap the chosen face of one clip; ``subject`` is what people call the clip."""
    consent.check("face", datetime.now(UTC))
    with till.paying("faceswap", subject):
        return swapper.swap(clip, donor, choice, store)


@task(
    name="faceswap-order",
    task_run_name=names.named("face swap", lambda given: f"order · {_subject(given)}"),
    **policies.STAGE,
)
def order_swap(
    subject: str,
    clip: Asset,
    donor: Donor,
    consent: Consent,
    swapper: FaceSwapVendor,
    store: AssetStore,
    till: Till,
) -> Order:
    """Order one clip with the donor's face."""
    consent.check("face", datetime.now(UTC))
    with till.paying("faceswap", subject):
        return swapper.submit(clip, donor, store)


@task(name="faceswap-collect", task_run_name=names.named("face swap", _subject), **policies.STAGE)
def collect_swap(
    subject: str,
    order: Order,
    clip: Asset,
    choice: FaceChoice,
    consent: Consent,
    swapper: FaceSwapVendor,
    store: AssetStore,
    till: Till,
) -> Swapped:
    """Collect one clip with the donor's face."""
    consent.check("face", datetime.now(UTC))
    with till.paying("faceswap", subject):
        return swapper.collect(order, clip, choice, store)


@task(
    name="faceswap-take",
    task_run_name=names.named("face swap", lambda given: f"take · {given['take'].shot}"),
    **policies.STAGE,
)
def keep_swapped(take: Take, swapped: Swapped, assignment: Assignment, store: AssetStore) -> Take:
    """Bring a swapped take back into the film's own format."""
    return take_with(take, swapped, assignment, store)


def have_face_swapped(
    subject: str,
    clip: Any,
    donor: Donor,
    choice: FaceChoice,
    consent: Consent,
    swapper: FaceSwapEngine,
    store: AssetStore,
    till: Till,
) -> Steps:
    """Hand out a clip, or its future, for a swap: here, or ordered now and collected later.

    ConsentMissing when the face may not be used now: nothing is handed out, not even what was made
    before.
    """
    consent.check("face", datetime.now(UTC))
    if not isinstance(swapper, FaceSwapVendor):
        return (swap_face.submit(subject, clip, donor, choice, consent, swapper, store, till),)
    order: Any = order_swap.submit(subject, clip, donor, consent, swapper, store, till)
    return (
        order,
        collect_swap.submit(subject, order, clip, choice, consent, swapper, store, till),
    )
