"""Every ledger: orders as they were written, locks that hold, and that a dead holder loses."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from blocks.storage import AssetStorage
from blocks.storage.s3_ledger import S3Ledger
from film.cost import Estimate
from film.errors import EngineBusy
from film.ledger import Ledger, LocalLedger, Order
from film.till import Goods, Till
from tests.blocks.storage.conftest import bucket_at, prefix_of
from tests.blocks.storage.test_assets import SECONDS, in_another_process
from tests.s3 import S3, Fault, Proxy
from tests.studio.studio import wait_for

LEASE = 4.0
"""Seconds: short, so that a test does not wait long for a dead holder's lock."""


@pytest.fixture(params=["folder", "s3"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    """Lend an empty ledger of each kind."""
    if request.param == "folder":
        return LocalLedger(tmp_path / "ledger")
    plan = request.getfixturevalue("plan")
    return S3Ledger(bucket_at(plan.endpoint, prefix_of(tmp_path)), lease=LEASE)


@pytest.fixture
def on_s3(ledger: Ledger) -> S3Ledger:
    """Lend an empty ledger on S3."""
    assert isinstance(ledger, S3Ledger)
    return ledger


only_s3 = pytest.mark.parametrize("ledger", ["s3"], indirect=True)


def order(key: str = "one", minute: int = 0) -> Order:
    """Return an order."""
    placed = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return Order(
        key=key,
        account="film",
        stage="scenes",
        subject="s1-h1",
        vendor="luma",
        model="ray",
        estimate=Fraction(1, 3),
        placed=placed,
    )


def test_what_is_written_is_found_again(ledger: Ledger) -> None:
    assert ledger.find("film", "one") is None
    assert ledger.orders("film") == ()
    assert ledger.accounts() == ()
    ledger.write(order())
    assert ledger.find("film", "one") == order()
    assert ledger.find("another film", "one") is None
    called = order().model_copy(update={"state": "called"})
    ledger.write(called)
    assert ledger.find("film", "one") == called
    assert ledger.orders("film") == (called,)
    assert ledger.accounts() == ("film",)


def test_orders_come_oldest_first_and_as_they_are_now(ledger: Ledger) -> None:
    for minute, key in enumerate(("three", "one", "two")):
        ledger.write(order(key, minute))
    assert [one.key for one in ledger.orders("film")] == ["three", "one", "two"]
    ledger.write(order("one", 1).model_copy(update={"job": "job-7"}))
    assert [one.job for one in ledger.orders("film")] == ["", "job-7", ""]


def test_a_lock_is_no_order_and_can_be_held_again(ledger: Ledger) -> None:
    for _ in range(2):
        with ledger.lock("film", "budget"):
            ledger.write(order())
    with ledger.lock("film", "one"), ledger.lock("film", "budget"):
        assert ledger.orders("film") == (order(),)
    assert ledger.accounts() == ("film",)


def count_up(pipe: Connection, ledger: Ledger, file: Path, times: int) -> None:
    """Read a number, and write the next one, which goes wrong if two do it (in a process)."""
    pipe.recv()
    for _ in range(times):
        with ledger.lock("film", "count"):
            number = int(file.read_text())
            time.sleep(0.005)  # long enough that another would come between
            file.write_text(str(number + 1))
    pipe.send("done")


def test_a_lock_that_processes_race_for_is_held_by_one(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "number"
    file.write_text("0")
    racers = [in_another_process(count_up, ledger, file, 3) for _ in range(3)]
    for _, pipe in racers:
        pipe.send("go")
    for process, pipe in racers:
        assert pipe.recv() == "done"
        process.join(SECONDS)
    assert file.read_text() == "9"


def hold(pipe: Connection, ledger: Ledger) -> None:
    """Hold a lock until told to go on (in a process)."""
    with ledger.lock("film", "budget"):
        pipe.send("held")
        pipe.recv()


def test_a_killed_holders_lock_is_free_and_a_living_ones_is_not(ledger: Ledger) -> None:
    process, pipe = in_another_process(hold, ledger)
    assert pipe.recv() == "held"
    got = threading.Event()

    def wait() -> None:
        with ledger.lock("film", "budget"):
            got.set()

    waiter = threading.Thread(target=wait, daemon=True)
    waiter.start()
    long = 2 * LEASE if isinstance(ledger, S3Ledger) else 0.5
    assert not got.wait(long), "it is renewed while it is held"
    os.kill(process.pid, signal.SIGKILL)
    assert got.wait(SECONDS)
    waiter.join(SECONDS)


def test_two_tills_that_buy_the_same_at_once_buy_it_once(
    ledger: Ledger, storage: AssetStorage
) -> None:
    calls: list[str] = []
    together = threading.Barrier(4)

    def buy(number: int) -> Order:
        till = Till(ledger, storage.open(), "film", run=f"run-{number}", budget=Fraction(1))
        together.wait(SECONDS)

        def call() -> Goods:
            calls.append("a clip")
            return Goods(b'"words"', ".json", Fraction(8, 100), {})

        with till.paying("scenes", "s1-h1") as counter:
            estimate = Estimate(dollars=Fraction(1, 10), basis="a test")
            return counter.buy("luma", "ray", {"what": "a clip"}, estimate, call)

    with ThreadPoolExecutor(4) as shoppers:
        orders = list(shoppers.map(buy, range(4)))
    assert calls == ["a clip"]
    assert len({one.key for one in orders}) == 1
    assert {one.state for one in orders} == {"settled"}


def stand_still(ledger: S3Ledger, write: Callable[[], None]) -> None:
    """Hold a lock, and have it taken over as if this process had stood still for long."""
    with ledger.lock("film", "budget"):
        [key] = [one["Key"] for one in ledger.bucket.listed("locks/film/")]
        ledger.bucket.write(key, b'{"holder": "another", "seconds": 30, "free": false, "n": 1}')
        write()


@only_s3
def test_a_holder_whose_lock_was_lost_writes_nothing_more(on_s3: S3Ledger) -> None:
    with pytest.raises(EngineBusy, match=r"locks/film/budget was lost"):
        stand_still(on_s3, lambda: on_s3.write(order()))
    assert on_s3.find("film", "one") is None


@only_s3
def test_a_holder_whose_lock_was_lost_learns_it_at_the_end(on_s3: S3Ledger) -> None:
    with pytest.raises(EngineBusy, match="lost"):
        stand_still(on_s3, lambda: None)


@only_s3
@pytest.mark.parametrize("kind", ["lost", "status", "reset"])
def test_a_claim_whose_answer_went_astray_is_still_ours(
    on_s3: S3Ledger, proxy: Proxy, kind: str
) -> None:
    """Written, but not heard of: the client asks again and is refused, by its own claim."""
    there = S3Ledger(bucket_at(proxy.url, on_s3.bucket.prefix), lease=LEASE)
    proxy.faults += [Fault("PUT", "locks/film/budget", kind)]  # type: ignore[arg-type]
    with there.lock("film", "budget"):
        proxy.faults += [Fault("PUT", "locks/film/budget", kind)]  # type: ignore[arg-type]
        there.write(order())
    assert there.find("film", "one") == order()
    assert all(fault.seen for fault in proxy.faults)


@only_s3
def test_a_lease_is_renewed_by_itself(on_s3: S3Ledger, s3: S3) -> None:
    with on_s3.lock("film", "budget"):
        [lock] = list(on_s3.bucket.listed("locks/film/"))
        first = lock["ETag"]

        def changed() -> bool:
            [now] = list(on_s3.bucket.listed("locks/film/"))
            return bool(now["ETag"] != first)

        wait_for("a renewal", changed, SECONDS)
