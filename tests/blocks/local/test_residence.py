"""Residence: loaded once, kept within a budget, lent to many threads."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from blocks.local.residence import MOST_NOTES, Notes, Residence
from film.errors import EngineMissing

SOON = 10
"""Seconds within which threads must meet."""


class House:
    """A residence whose models are strings, and what happened in it."""

    def __init__(self) -> None:
        self.freed = 0
        self.loads: list[str] = []
        self.residence = Residence(self._free)

    def _free(self) -> None:
        self.freed += 1

    def load(self, name: str) -> Callable[[], str]:
        def do() -> str:
            self.loads.append(name)
            return f"model {name}"

        return do

    def use(self, name: str, gib: float = 1.0, budget: float | None = None) -> str:
        with self.residence.borrow(name, self.load(name), gib=gib, budget=budget) as lent:
            return str(lent.model)


@pytest.fixture
def house() -> House:
    return House()


def test_a_model_is_loaded_once_and_kept(house: House) -> None:
    assert [house.use("a"), house.use("a"), house.use("b")] == ["model a", "model a", "model b"]
    assert house.loads == ["a", "b"]
    assert house.residence.resident() == {"a": 1.0, "b": 1.0}


def test_sixteen_threads_that_ask_at_once_share_one_loading(house: House) -> None:
    start = threading.Barrier(16)

    def ask(_: int) -> str:
        start.wait(SOON)
        return house.use("a")

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(16))) == {"model a"}
    assert house.loads == ["a"]


def test_loaded_models_are_used_side_by_side(house: House) -> None:
    house.use("a")
    house.use("b")
    meeting = threading.Barrier(2)

    def work(name: str) -> int:
        with house.residence.borrow(name, house.load(name)) as lent, lent.turn:
            return meeting.wait(SOON)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, "ab")) == [0, 1]


def test_one_model_is_computed_with_by_one_thread_at_a_time(house: House) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        with house.residence.borrow("a", house.load("a")) as lent, lent.turn:
            inside.append(number)
            most.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    assert max(most) == 1


def test_the_least_recently_used_makes_room(house: House) -> None:
    for name in "abac":
        house.use(name, gib=1, budget=2)
    assert set(house.residence.resident()) == {"a", "c"}
    assert house.freed == 1
    house.use("b", gib=1, budget=2)
    assert house.loads == ["a", "b", "c", "b"]


def test_what_is_measured_counts_rather_than_what_was_expected(house: House) -> None:
    house.use("a", gib=1, budget=4)
    with house.residence.borrow("b", house.load("b"), gib=1, budget=4, measure=lambda _: 3.5):
        assert house.residence.resident() == {"b": 3.5}, "a went after b was found larger"


def test_a_model_in_use_is_never_let_go(house: House) -> None:
    held, released = threading.Event(), threading.Event()
    order: list[str] = []

    def hold() -> None:
        with house.residence.borrow("a", house.load("a"), gib=1, budget=1):
            held.set()
            released.wait(SOON)
            order.append("a is given back")

    def want() -> None:
        held.wait(SOON)
        with house.residence.borrow("b", house.load("b"), gib=1, budget=1):
            order.append("b is lent")

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(hold), pool.submit(want)]
        held.wait(SOON)
        assert house.residence.spare() == 0, "nothing idle can go"
        assert set(house.residence.resident()) == {"a"}
        released.set()
        for one in running:
            one.result(SOON)
    assert order == ["a is given back", "b is lent"]
    assert set(house.residence.resident()) == {"b"}


def test_a_model_that_alone_passes_the_budget_is_refused_before_it_is_loaded(house: House) -> None:
    house.use("a", budget=2)
    with pytest.raises(EngineMissing, match=r"5\.0 GiB of the 2\.0 GiB.*offloading"):
        house.use("b", gib=5, budget=2)
    assert house.loads == ["a"]
    assert house.use("a") == "model a"


def test_a_failed_loading_fails_those_who_waited_and_is_tried_again_by_the_next(
    house: House,
) -> None:
    asked = threading.Semaphore(0)
    attempts: list[int] = []

    def load() -> str:
        for _ in range(4):
            asked.acquire(timeout=SOON)
        attempts.append(1)
        raise EngineMissing("no weights")

    def ask(_: int) -> str:
        asked.release()
        with pytest.raises(EngineMissing, match="no weights"), house.residence.borrow("a", load):
            pass
        return "told"

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == ["told"] * 4
    assert 1 <= len(attempts) <= 4
    assert house.use("a") == "model a"


def test_whoever_fails_while_he_holds_a_model_gives_it_back(house: House) -> None:
    with pytest.raises(ZeroDivisionError), house.residence.borrow("a", house.load("a")):
        raise ZeroDivisionError
    assert house.residence.spare() == 1
    assert house.use("a") == "model a"
    assert house.loads == ["a", "a"]


def test_a_thread_borrows_one_model_at_a_time(house: House) -> None:
    with (
        house.residence.borrow("a", house.load("a")),
        pytest.raises(RuntimeError, match="one model at a time"),
    ):
        house.use("b")
    assert house.use("b") == "model b"


def test_everything_idle_but_one_can_be_let_go(house: House) -> None:
    for name in "abc":
        house.use(name)
    assert house.residence.spare(keep="b") == 2
    assert set(house.residence.resident()) == {"b"}


def test_notes_are_made_once_and_the_oldest_go() -> None:
    notes, made = Notes(), []

    def make(value: int) -> Callable[[], int]:
        return lambda: made.append(value) or value  # type: ignore[func-returns-value]

    for value in range(MOST_NOTES):
        notes.of(value, make(value))
    notes.of(0, make(-1))
    notes.of("new", make(1000))
    assert notes.of(0, make(-2)) == 0, "it was used since: it stays"
    assert notes.of(1, make(1)) == 1
    assert made == [*range(MOST_NOTES), 1000, 1]
