"""Face swap: clips in which the persona takes somebody's place, with consent."""

from datetime import UTC, datetime
from typing import Any

from prefect import task

from blocks.faceswap.base import Donor, FaceSwapEngine, FaceSwapVendor
from blocks.faceswap.takes import choose_lead, take_with
from film.animatic import workshop
from film.assets import Asset, AssetStore
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.ledger import Order
from film.model import FilmModel
from film.persona import Consent
from film.shots import Assignment, Take
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps

SECONDS = 120
"""In which a picture has to be looked at."""


def _subject(given: dict[str, Any]) -> str:
    return names.place(given["subject"])


def _shot(given: dict[str, Any]) -> str:
    return names.place(given["assignment"].shot.id)


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


@task(name="complexion", task_run_name="characters · skin of the lead", **policies.STAGE)
def look_at_skin(picture: Asset, consent: Consent, store: AssetStore) -> str:
    """Return the colour of somebody's skin, as ``#rrggbb``, for the body that is drawn for them."""
    consent.check("face", datetime.now(UTC))
    return workshop.run(SECONDS, skin_here, picture, store)


def skin_here(picture: Asset, store: AssetStore) -> str:
    """Look at a picture (runs in a worker)."""
    from film.faces.complexion import skin_of
    from film.media.portraits import read_portrait

    return skin_of(read_portrait(store.path(picture)).pixels)


class LeadOrder(FilmModel):
    """A take that was ordered with the donor's face: nothing was where nobody is seen."""

    choice: FaceChoice | None = None
    order: Order | None = None


@task(
    name="lead",
    task_run_name=names.named("face swap", _shot),
    **policies.STAGE,
)
def play_lead(
    take: Take,
    donor: Donor,
    assignment: Assignment,
    consent: Consent,
    swapper: FaceSwapEngine,
    store: AssetStore,
    till: Till,
) -> Take:
    """Have the donor play the lead of one take."""
    consent.check("face", datetime.now(UTC))
    with till.paying("faceswap", take.shot):
        return swapper.play(take, donor, assignment, store)


@task(
    name="lead-order",
    task_run_name=names.named("face swap", lambda given: f"order · {_shot(given)}"),
    **policies.STAGE,
)
def order_lead(
    take: Take,
    donor: Donor,
    assignment: Assignment,
    consent: Consent,
    swapper: FaceSwapVendor,
    store: AssetStore,
    till: Till,
) -> LeadOrder:
    """Order one take with the donor as its lead, if anybody's face is seen in it."""
    consent.check("face", datetime.now(UTC))
    choice = choose_lead(take, store)
    if choice is None:
        return LeadOrder()
    with till.paying("faceswap", take.shot):
        return LeadOrder(choice=choice, order=swapper.submit(take.asset, donor, store))


@task(
    name="lead-collect",
    task_run_name=names.named("face swap", _shot),
    **policies.STAGE,
)
def collect_lead(
    ordered: LeadOrder,
    take: Take,
    assignment: Assignment,
    consent: Consent,
    swapper: FaceSwapVendor,
    store: AssetStore,
    till: Till,
) -> Take:
    """Collect one take with the donor as its lead, in the film's own format."""
    consent.check("face", datetime.now(UTC))
    if ordered.order is None or ordered.choice is None:
        return take
    with till.paying("faceswap", take.shot):
        swapped = swapper.collect(ordered.order, take.asset, ordered.choice, store)
    return take_with(take, swapped, assignment, store)


def have_lead_played(
    take: Any,
    donor: Donor,
    assignment: Assignment,
    consent: Consent,
    swapper: FaceSwapEngine,
    store: AssetStore,
    till: Till,
) -> Steps:
    """Hand out a take, or its future, for the donor to play its lead.

    ConsentMissing when the face may not be used now: nothing is handed out, not even what was made
    before.
    """
    consent.check("face", datetime.now(UTC))
    if not isinstance(swapper, FaceSwapVendor):
        return (play_lead.submit(take, donor, assignment, consent, swapper, store, till),)
    order: Any = order_lead.submit(take, donor, assignment, consent, swapper, store, till)
    return (
        order,
        collect_lead.submit(order, take, assignment, consent, swapper, store, till),
    )


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
