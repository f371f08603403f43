"""The ledger: nothing is bought twice, a budget holds, and a kill loses no cent."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from film.assets import LocalAssetStore
from film.cost import Estimate, in_dollars
from film.errors import BudgetSpent, EngineBusy, EngineMissing, PaidInVain
from film.ledger import LocalLedger, Order
from film.till import Counter, Goods, Till, counter

TEN_CENTS = Estimate(dollars=Fraction(1, 10), basis="a test")
GOODS = Goods(b'"words"', ".json", Fraction(8, 100), {"tokens": 12})


def till_in(folder: Path, budget: Fraction | None = None, run: str = "run-1") -> Till:
    """Return a till whose ledger and store lie in a folder."""
    ledger, store = LocalLedger(folder / "ledger"), LocalAssetStore(folder / "assets")
    return Till(ledger, store, account="film", run=run, budget=budget)


def at(folder: Path, budget: Fraction | None = None, run: str = "run-1") -> Counter:
    """Return a counter that buys one shot."""
    return Counter(till_in(folder, budget, run), "scenes", "s1-h1")


def buy(place: Counter, what: str = "a clip", calls: list[str] | None = None) -> Order:
    """Buy something, and note that the vendor was called."""

    def call() -> Goods:
        if calls is not None:
            calls.append(what)
        return GOODS

    return place.buy("luma", "ray", {"what": what}, TEN_CENTS, call)


def test_what_is_bought_is_written_down_with_its_goods_and_its_price(tmp_path: Path) -> None:
    order = buy(at(tmp_path))
    assert order.state == "settled"
    assert [order.stage, order.subject, order.run] == ["scenes", "s1-h1", "run-1"]
    assert (order.estimate, order.dollars) == (Fraction(1, 10), Fraction(8, 100))
    assert order.usage == {"tokens": 12}
    till = till_in(tmp_path)
    assert order.goods is not None
    assert till.store.path(order.goods).read_bytes() == b'"words"'
    assert till.ledger.orders("film") == (order,)
    assert till.spent == Fraction(8, 100)


def test_the_same_is_not_bought_twice_in_this_run_or_the_next(tmp_path: Path) -> None:
    calls: list[str] = []
    first = buy(at(tmp_path), calls=calls)
    assert buy(at(tmp_path), calls=calls) == first
    assert buy(at(tmp_path, run="run-2"), calls=calls) == first
    buy(at(tmp_path), "another clip", calls)
    assert calls == ["a clip", "another clip"]


def test_goods_that_are_gone_are_bought_again(tmp_path: Path) -> None:
    calls: list[str] = []
    order = buy(at(tmp_path), calls=calls)
    till = till_in(tmp_path)
    assert order.goods is not None
    till.store.path(order.goods).unlink()
    assert not till.stands(order)
    again = buy(at(tmp_path), calls=calls)
    assert again.key != order.key
    assert len(calls) == 2
    assert till.spent == Fraction(16, 100), "both were paid"


def test_a_budget_stops_before_the_call_that_would_pass_it(tmp_path: Path) -> None:
    calls: list[str] = []
    place = at(tmp_path, budget=Fraction(25, 100))
    for clip in ("one", "two"):
        buy(place, clip, calls)
    with pytest.raises(BudgetSpent, match=r"\$0\.10.* budget of \$0\.25; \$0\.16 is spent"):
        buy(place, "three", calls)
    assert calls == ["one", "two"]
    assert len(till_in(tmp_path).ledger.orders("film")) == 2, "nothing was placed"
    raised = at(tmp_path, budget=Fraction(1), run="run-2")
    for clip in ("one", "two", "three"):
        buy(raised, clip, calls)
    assert calls == ["one", "two", "three"]


def test_a_budget_holds_when_many_buy_at_once(tmp_path: Path) -> None:
    calls: list[str] = []
    refused = []

    def shop(number: int) -> None:
        try:
            buy(at(tmp_path, budget=Fraction(50, 100)), f"clip {number}", calls)
        except BudgetSpent:
            refused.append(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(shop, range(16)))
    assert till_in(tmp_path).spent <= Fraction(50, 100)
    assert len(calls) + len(refused) == 16
    assert len(calls) >= 5


def test_who_wants_the_same_at_the_same_time_waits_for_it(tmp_path: Path) -> None:
    started, calls = threading.Barrier(6), []

    def shop(_: int) -> Order:
        started.wait(10)
        return buy(at(tmp_path), calls=calls)

    with ThreadPoolExecutor(6) as pool:
        orders = list(pool.map(shop, range(6)))
    assert calls == ["a clip"]
    assert len({order.key for order in orders}) == 1


def test_a_call_that_did_nothing_costs_nothing(tmp_path: Path) -> None:
    def busy() -> Goods:
        raise EngineBusy("overloaded", retry_after=3)

    with pytest.raises(EngineBusy):
        at(tmp_path).buy("luma", "ray", {"what": "a clip"}, TEN_CENTS, busy)
    [order] = till_in(tmp_path).ledger.orders("film")
    assert (order.state, order.charge, order.note) == ("failed", 0, "overloaded")
    assert buy(at(tmp_path)).state == "settled"


@pytest.mark.parametrize(("cost", "charged"), [(None, Fraction(1, 10)), (Fraction(3, 100),) * 2])
def test_what_was_paid_in_vain_counts(
    tmp_path: Path, cost: Fraction | None, charged: Fraction
) -> None:
    def refuse() -> Goods:
        raise PaidInVain("refused", cost, {"output tokens": 4})

    with pytest.raises(PaidInVain):
        at(tmp_path).buy("anthropic", "m", {}, TEN_CENTS, refuse)
    [order] = till_in(tmp_path).ledger.orders("film")
    assert (order.state, order.dollars, order.usage) == ("failed", charged, {"output tokens": 4})
    assert till_in(tmp_path).spent == charged


def _die_while_calling(folder: Path) -> None:
    def call() -> Goods:
        os.kill(os.getpid(), signal.SIGKILL)
        return GOODS

    at(folder).buy("luma", "ray", {"what": "a clip"}, TEN_CENTS, call)


def test_a_call_that_a_kill_cut_off_counts_and_is_made_again(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=_die_while_calling, args=(tmp_path,)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    [order] = till_in(tmp_path).ledger.orders("film")
    assert order.state == "called"
    assert till_in(tmp_path).spent == Fraction(1, 10)
    assert buy(at(tmp_path)).state == "settled"
    states = [one.state for one in till_in(tmp_path).ledger.orders("film")]
    assert sorted(states) == ["failed", "settled"]
    assert till_in(tmp_path).spent == Fraction(18, 100)


def test_without_anybody_who_pays_nothing_can_be_bought(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match="nobody pays"):
        counter()
    with till_in(tmp_path).paying("story", "story") as place:
        assert counter() is place
    with pytest.raises(EngineMissing):
        counter()


def test_the_open_orders_of_a_run_are_those_at_a_vendor(tmp_path: Path) -> None:
    place = at(tmp_path)
    job = place.accept(place.order("luma", "ray", {"n": 1}, TEN_CENTS), "job-1")
    place.order("luma", "ray", {"n": 2}, TEN_CENTS)
    buy(place)
    other = at(tmp_path, run="run-2")
    other.accept(other.order("luma", "ray", {"n": 3}, TEN_CENTS), "job-3")
    assert till_in(tmp_path).open_orders() == (job,)
    place.close(job, "stopped", None, cancelled=True)
    assert till_in(tmp_path).open_orders() == ()
    assert till_in(tmp_path).ledger.find("film", job.key).charge == TEN_CENTS.dollars  # type: ignore[union-attr]


def test_the_last_order_for_a_piece_of_work_is_found(tmp_path: Path) -> None:
    place = at(tmp_path)
    assert place.newest("scenes", "s1-h1") is None
    buy(place, "one")
    second = buy(place, "two")
    assert place.newest("scenes", "s1-h1") == second


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Fraction(0), "$0.00"),
        (Fraction(5, 2), "$2.50"),
        (Fraction(1, 3), "$0.33"),
        (Fraction(225, 1_000_000), "$0.0002"),
        (Fraction(12345), "$12345.00"),
    ],
)
def test_money_is_written_as_people_do(amount: Fraction, written: str) -> None:
    assert in_dollars(amount) == written
