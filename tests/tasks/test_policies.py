"""Cache keys hold content and nothing else; what is gone is made again; only some errors retry."""

import time
from fractions import Fraction
from pathlib import Path

import pytest
from prefect import flow, task

from blocks.story.embedded import EmbeddedStory
from film.assets import Asset, AssetStore, LocalAssetStore
from film.cost import Estimate
from film.errors import BadRequest, EngineBusy, EngineFailed
from film.ledger import LocalLedger, Order
from film.speech import ALONE, Neighbours
from film.story import Line
from film.till import Counter, Till
from tasks.faceswap import LeadOrder
from tasks.policies import RETRY_DELAYS, STAGE, assets_in, canonical
from tests.api import PrefectApi

LINE = Line(id="s1-l1", speaker="mara", text="Hello.")


def test_equal_content_is_canonically_equal() -> None:
    assert canonical(LINE) == canonical(LINE.model_copy())
    assert canonical(LINE) != canonical(LINE.model_copy(update={"text": "Hello!"}))


def test_an_engine_counts_by_its_fingerprint() -> None:
    assert canonical(EmbeddedStory()) == EmbeddedStory().fingerprint()


def test_an_asset_counts_by_its_bytes() -> None:
    first = Asset(sha256="ab", media_type="video/mp4", size=3, suffix=".mp4")
    assert canonical(first) == "ab"


def test_time_counts_exactly() -> None:
    assert canonical(Fraction(30000, 1001)) == "30000/1001"


def test_what_has_no_content_is_refused() -> None:
    with pytest.raises(TypeError, match="cache key"):
        canonical(object())


def test_assets_are_found_at_any_depth() -> None:
    asset = Asset(sha256="ab", media_type="video/mp4", size=3, suffix=".mp4")
    assert list(assets_in({"a": [asset, {"b": (asset,)}], "c": LINE, "d": "text"})) == [asset] * 2


def write(text: str, store: AssetStore, tmp: Path) -> Asset:
    path = tmp / f"{text}.json"
    path.write_text(text)
    return store.put(path)


def test_work_is_reused_until_its_asset_is_gone(
    api: PrefectApi, store: LocalAssetStore, tmp_path: Path
) -> None:
    calls: list[str] = []

    @task(**STAGE)
    def make(text: str, store: AssetStore) -> Asset:
        calls.append(text)
        return write(text, store, tmp_path)

    @flow
    def film(text: str) -> Asset:
        return make(text, store)

    first = film("one")
    assert film("one") == first
    assert calls == ["one"]
    film("two")
    assert calls == ["one", "two"]
    store.path(first).unlink()
    assert film("one") == first
    assert calls == ["one", "two", "one"]
    assert film("one") == first
    assert calls == ["one", "two", "one"]
    store.path(first).write_text("o")  # cut short
    film("one")
    assert calls == ["one", "two", "one", "one"]


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (EngineBusy("later"), 1 + len(RETRY_DELAYS)),
        (EngineFailed("never"), 1),
        (BadRequest("no"), 1),
        (ValueError("a bug"), 1),
    ],
    ids=["busy", "failed", "bad", "bug"],
)
def test_only_what_can_pass_is_tried_again(
    api: PrefectApi, error: Exception, attempts: int
) -> None:
    calls: list[int] = []

    @task(**STAGE | {"retry_delay_seconds": [0] * len(RETRY_DELAYS)})
    def fail(number: int) -> None:
        calls.append(number)
        raise error

    @flow
    def film() -> None:
        fail(attempts)

    with pytest.raises(type(error), match=str(error)):
        film()
    assert len(calls) == attempts


def till_in(folder: Path, store: AssetStore) -> Till:
    return Till(LocalLedger(folder / "ledger"), store, account="film", run="run")


def test_an_order_stands_until_it_comes_to_nothing(
    api: PrefectApi, store: LocalAssetStore, tmp_path: Path
) -> None:
    calls: list[str] = []
    till = till_in(tmp_path, store)

    @task(**STAGE)
    def order(text: str, store: AssetStore, till: Till) -> Order:
        calls.append(text)
        with till.paying("scenes", "s1-h1") as place:
            placed = place.order("acme", "m", {"text": text}, Estimate())
            return place.accept(placed, f"job-{len(calls)}")

    @flow
    def film() -> Order:
        return order("a shot", store, till)

    first = film()
    assert film() == first
    assert calls == ["a shot"]
    Counter(till, "scenes", "s1-h1").close(first, "it failed", Fraction(0))
    second = film()
    assert (second.job, len(calls)) == ("job-2", 2)
    assert film() == second


def test_an_order_within_a_result_stands_no_longer_than_by_itself(
    api: PrefectApi, store: LocalAssetStore, tmp_path: Path
) -> None:
    calls: list[str] = []
    till = till_in(tmp_path, store)

    @task(**STAGE)
    def lead(text: str, store: AssetStore, till: Till) -> LeadOrder:
        calls.append(text)
        with till.paying("faceswap", "s1-h1") as place:
            placed = place.order("acme", "m", {"text": text}, Estimate())
            return LeadOrder(order=place.accept(placed, f"job-{len(calls)}"))

    @flow
    def film() -> LeadOrder:
        return lead("a take", store, till)

    first = film()
    assert film() == first
    assert first.order is not None
    Counter(till, "faceswap", "s1-h1").close(first.order, "it failed", Fraction(0))
    second = film()
    assert second.order is not None
    assert (second.order.job, len(calls)) == ("job-2", 2)


def test_who_pays_and_who_speaks_beside_is_no_content(
    api: PrefectApi, store: LocalAssetStore, tmp_path: Path
) -> None:
    calls: list[str] = []

    @task(**STAGE)
    def make(text: str, beside: Neighbours, store: AssetStore, till: Till) -> Asset:
        calls.append(text)
        return write(text, store, tmp_path)

    @flow
    def film(beside: Neighbours, account: str) -> Asset:
        till = Till(LocalLedger(tmp_path / "ledger"), store, account=account)
        return make("one", beside, store, till)

    assert film(ALONE, "a") == film(Neighbours(previous=LINE), "b")
    assert calls == ["one"]


def test_a_retry_never_comes_sooner_than_the_vendor_asked(api: PrefectApi) -> None:
    tries: list[float] = []

    @task(**STAGE)
    def ask() -> str:
        tries.append(time.monotonic())
        if len(tries) == 1:
            raise EngineBusy("come back later", retry_after=RETRY_DELAYS[0] + 1.5)
        return "made"

    @flow
    def film() -> str:
        return ask()

    assert film() == "made"
    assert tries[1] - tries[0] >= RETRY_DELAYS[0] + 1.5
