"""Face swaps on Replicate: what is sent, what is bought once, and what goes wrong."""

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from blocks.faceswap.base import Donor
from blocks.faceswap.replicate import FacesModel, ReplicateFaceSwap
from blocks.vendors.jobs import Patience
from blocks.vendors.replicate_models import Tariff
from film.assets import Asset, AssetStore, LocalAssetStore
from film.errors import (
    BadRequest,
    BudgetSpent,
    EngineBusy,
    EngineFailed,
    EngineMissing,
    FirstcutError,
    PaidInVain,
)
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.faults import ALWAYS, Fault, fault, slow, status
from flows.standins.server import StandIns
from tests.blocks.vendors.replicate_house import QUICK, hired, inputs, states
from tests.film.faces.clips import portrait

from .filmed import admiral, astronaut, kept, nobody, pair, picture

SMALL = (96, 64)
ROOP = "arabyai-replicate/roop_face_swap"
RUN = 20 * Fraction("0.0014")
"""What the stand-in's run time costs."""
ESTIMATE = 60 * Fraction("0.0014")
IMPATIENT = Patience(first=0.02, longest=0.1, deadline=1, doubt=0.01, answer=10)
HASTY = Patience(first=0.02, longest=0.1, deadline=30, doubt=0.01, answer=0.5)


@pytest.fixture
def clip(store: LocalAssetStore) -> Asset:
    """Return a second in which nobody is: for what is sent and paid, that is enough."""
    return kept(nobody(24, SMALL), store)


@pytest.fixture
def donor(store: LocalAssetStore) -> Donor:
    return astronaut(store)


def swap(engine: ReplicateFaceSwap, clip: Asset, donor: Donor, store: AssetStore) -> Any:
    return engine.swap(clip, donor, admiral(), store)


def test_a_plain_copy_and_one_picture_are_sent(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    pictures = (*donor.pictures, picture(portrait("admiral"), store))
    swap(hired(ReplicateFaceSwap, house), clip, Donor(pictures=pictures), store)
    [call] = house.calls("replicate", "create")
    assert call["body"]["version"].startswith(f"{ROOP}:11b6bf0f")
    [sent] = inputs(house)
    assert set(sent) == {"target_video", "swap_image"}
    assert sent["target_video"].startswith("data:video/mp4")
    assert sent["swap_image"].startswith(house.url), "it is too large to go inside the call"
    [order] = till.ledger.orders("film")
    assert (order.state, order.estimate, order.dollars) == ("settled", ESTIMATE, RUN)
    assert (order.model, order.subject, bool(order.job)) == (ROOP, "segment 1", True)


def test_the_same_clip_and_donor_are_bought_once(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    engine = hired(ReplicateFaceSwap, house)
    assert swap(engine, clip, donor, store) == swap(engine, clip, donor, store)
    other = admiral().model_copy(update={"box": (0.5, 0.5, 0.9, 0.9)})
    engine.swap(clip, donor, other, store)
    assert len(inputs(house)) == 1, "another face of the same answer costs nothing"
    again = Donor(pictures=(picture(portrait("admiral"), store),))
    swap(engine, clip, again, store)
    assert len(inputs(house)) == 2


def test_an_order_is_collected_by_another_worker(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    first, second = hired(ReplicateFaceSwap, house), hired(ReplicateFaceSwap, house)
    order = first.submit(clip, donor, store)
    assert (order.state, bool(order.job)) == ("accepted", True)
    assert first.submit(clip, donor, store).job == order.job
    swapped = second.collect(order, clip, admiral(), store)
    assert (swapped.clip, swapped.frames, swapped.replaced) == (clip, 24, 0)
    assert len(inputs(house)) == 1


def test_pictures_go_to_another_model(
    house: StandIns, till: Till, store: AssetStore, donor: Donor
) -> None:
    still = picture(pair(1)[0], store)
    engine = hired(ReplicateFaceSwap, house)
    found = swap(engine, still, donor, store)
    assert (found.replaced, found.clip.media_type) == (1, "image/png")
    [sent] = inputs(house)
    assert set(sent) == {"input_image", "swap_image"}
    [order] = till.ledger.orders("film")
    assert order.model == "cdingram/face-swap"
    assert order.estimate == engine.estimate(Fraction(0)).dollars == 20 * Fraction("0.000975")


def test_another_model_is_a_matter_of_settings(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor,
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    prices = tmp_path / "prices.toml"
    prices.write_text(
        '[[price]]\nvendor = "replicate"\nmodel = "acme/video-swap"\nunit = "second"\n'
        'dollars = "0.03"\nread = 2026-11-21\nsource = "their page"\n'
    )
    monkeypatch.setenv("FIRSTCUT_PRICES", str(prices))
    model = FacesModel(
        model="acme/video-swap",
        target_input="video",
        donor_input="face_image",
        extra={"enhance": True},
        tariff=Tariff(unit="second"),
    )
    engine = hired(ReplicateFaceSwap, house, clips=model)
    swap(engine, clip, donor, store)
    [sent] = inputs(house)
    assert set(sent) == {"video", "face_image", "enhance"}
    assert till.spent == Fraction("0.03"), "one second"
    assert "acme/video-swap" in engine.terms()


def test_a_model_without_a_price_is_not_asked(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    model = FacesModel(model="acme/video-swap", tariff=Tariff(unit="second"))
    with pytest.raises(BadRequest, match="No price is known"):
        swap(hired(ReplicateFaceSwap, house, clips=model), clip, donor, store)
    assert not house.calls("replicate")


def test_a_budget_stops_it_before_it_is_bought(
    house: StandIns, store: LocalAssetStore, clip: Asset, donor: Donor
) -> None:
    poor = Till(LocalLedger(store.root / "poor"), store, "film", budget=Fraction(1, 100))
    with poor.paying("faceswap", "segment 1"), pytest.raises(BudgetSpent):
        swap(hired(ReplicateFaceSwap, house), clip, donor, store)
    assert not house.calls("replicate", "create")


def test_an_estimate_grows_with_the_clip() -> None:
    engine = ReplicateFaceSwap()
    assert engine.estimate(Fraction(1)).dollars == ESTIMATE, "as a run takes a minute at least"
    assert engine.estimate(Fraction(10)).dollars == 100 * Fraction("0.0014")


def test_a_face_that_the_vendor_left_alone_is_told(
    house: StandIns, till: Till, store: AssetStore, donor: Donor
) -> None:
    clip = kept(pair(6), store)
    house.misbehave("replicate", "create", fault("silent"))
    with pytest.raises(EngineFailed, match="left the face as it was"):
        swap(hired(ReplicateFaceSwap, house), clip, donor, store)


@dataclass(frozen=True)
class Row:
    """What goes wrong, and what has to follow; no error where it is got over."""

    faults: dict[str, list[Fault]]
    kind: type[FirstcutError] | None = None
    says: str = ""
    state: str = "settled"
    dollars: Fraction = RUN
    waits: float | None = None
    patience: Patience = field(default=QUICK)


FREE = Fraction(0)
TABLE = {
    # posting: surely not taken
    "429 with seconds": Row(
        {"create": [status(429, "7")]}, EngineBusy, "429", "failed", FREE, waits=7
    ),
    "429 without": Row({"create": [status(429)]}, EngineBusy, "429", "failed", FREE),
    "402": Row({"create": [status(402)]}, EngineMissing, "no credit", "failed", FREE),
    "422": Row(
        {"create": [status(422, message="no face")]}, EngineFailed, "no face", "failed", FREE
    ),
    # posting: who knows
    "500": Row({"create": [status(500)]}, EngineBusy, "500", "called", ESTIMATE),
    "reset": Row({"create": [fault("reset")]}, EngineBusy, "answer", "called", ESTIMATE),
    "reset when taken": Row({"create": [fault("reset_after_acceptance")]}),
    "answer cut": Row({"create": [fault("cut_body")]}),
    "answer late": Row({"create": [slow(1.5)]}, patience=HASTY),
    # the job
    "fails": Row(
        {"create": [fault("job_fails", message="No face found")]},
        PaidInVain, "No face found", "failed", RUN,
    ),
    "aborted": Row({"create": [fault("job_aborted")]}, EngineFailed, "aborted", "failed", FREE),
    "never ends": Row(
        {"create": [fault("never_ends")]}, PaidInVain, "deadline", "failed", FREE,
        patience=IMPATIENT,
    ),
    # asking and fetching
    "get 429": Row({"get": [status(429, "0")]}),
    "get 500": Row({"get": [status(500), status(503, "0")]}),
    "get wrong key": Row(
        {"get": [status(401)]}, EngineMissing, "credentials", "accepted", ESTIMATE
    ),
    "upload 503": Row({"upload": [status(503)]}, EngineBusy, "503", "failed", FREE),
    "file reset": Row({"file": [fault("reset"), fault("cut_body")]}),
    "file gone": Row({"file": [status(404, times=ALWAYS)]}, PaidInVain, "no longer", "failed"),
    "expired": Row(
        {"create": [fault("output_expired", seconds=0)]}, PaidInVain, "no longer", "failed"
    ),
    # the clip
    "wrong type": Row({"create": [fault("wrong_media_type")]}, PaidInVain, "no media", "failed"),
    "truncated": Row({"create": [fault("truncated_media")]}, PaidInVain, "used", "failed"),
    "black": Row({"create": [fault("black")]}, PaidInVain, "black", "failed"),
    "too short": Row({"create": [fault("too_short")]}, PaidInVain, "6 pictures", "failed"),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_goes_wrong_is_told_paid_and_posted_as_it_should_be(
    row: Row, house: StandIns, till: Till, store: LocalAssetStore, clip: Asset, donor: Donor
) -> None:
    for route, faults in row.faults.items():
        house.misbehave("replicate", route, *faults)
    engine = hired(ReplicateFaceSwap, house, patience=row.patience)
    if row.kind is None:
        assert swap(engine, clip, donor, store).frames == 24
    else:
        with pytest.raises(row.kind, match=row.says) as caught:
            swap(engine, clip, donor, store)
        assert type(caught.value) is row.kind or row.kind is EngineBusy, "Unanswered is one"
        assert caught.value.retryable == issubclass(row.kind, EngineBusy)
        if row.waits is not None:
            assert caught.value.retry_after == pytest.approx(row.waits, abs=2)
        assert house.keys["replicate"] not in str(caught.value)
    assert len(inputs(house)) == ("upload" not in row.faults), "it is posted once"
    [order] = till.ledger.orders("film")
    assert order.state == row.state
    assert order.charge == row.dollars
    key = house.keys["replicate"].encode()
    for file in store.root.parent.rglob("*"):
        assert not file.is_file() or key not in file.read_bytes(), file


def test_what_was_lost_is_found_again(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    house.misbehave("replicate", "create", fault("reset_after_acceptance"))
    house.misbehave("replicate", "list", status(503))
    with pytest.raises(EngineBusy):
        swap(hired(ReplicateFaceSwap, house), clip, donor, store)
    assert states(till) == ["called"]
    swap(hired(ReplicateFaceSwap, house), clip, donor, store)
    assert (states(till), len(inputs(house))) == (["settled"], 1), "the submission counts once"


def test_a_wrong_key(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    with pytest.raises(EngineMissing, match="check the credentials") as caught:
        swap(hired(ReplicateFaceSwap, house, key="r8_wrong"), clip, donor, store)
    assert "r8_wrong" not in str(caught.value)
    assert till.spent == 0


def test_a_job_that_is_cancelled_stops(
    house: StandIns, till: Till, store: AssetStore, clip: Asset, donor: Donor
) -> None:
    house.misbehave("replicate", "create", fault("never_ends"))
    engine = hired(ReplicateFaceSwap, house)
    order = engine.submit(clip, donor, store)
    engine.cancel(order)
    assert len(house.calls("replicate", "cancel")) == 1


def test_its_fingerprint_and_terms(house: StandIns) -> None:
    plain = ReplicateFaceSwap()
    assert hired(ReplicateFaceSwap, house).fingerprint() == plain.fingerprint()
    assert house.keys["replicate"] not in json.dumps(plain.fingerprint())
    other = plain.clips.model_copy(update={"version": "b" * 64})
    assert ReplicateFaceSwap(clips=other).fingerprint() != plain.fingerprint()
    assert "non-commercial" in plain.terms()
    assert ROOP in plain.terms()
