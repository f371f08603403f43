"""Batches: who asks at the same time is served together, and fails alone."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from blocks.local.batching import Batcher, Take
from film.errors import EngineFailed

SOON = 10
LONG = 5.0
"""A window that only a full batch cuts short."""


class Kitchen:
    """Doubles numbers; a negative one spoils its batch."""

    def __init__(self) -> None:
        self.served: list[tuple[int, ...]] = []
        self.turn = threading.Lock()

    def serve(self, take: Take[int]) -> Sequence[int]:
        with self.turn:
            items = tuple(take())
            self.served.append(items)
            if any(item < 0 for item in items):
                raise EngineFailed("a bad item")
            return [2 * item for item in items]


def ask_all(
    kitchen: Kitchen, items: Sequence[int], *, most: int, window: float = LONG
) -> list[int | str]:
    """Ask for all items at once, each on a thread of its own."""
    batcher, start = Batcher(), threading.Barrier(len(items))

    def ask(item: int) -> int | str:
        start.wait(SOON)
        try:
            return batcher.ask("same", item, kitchen.serve, most=most, window=window)
        except EngineFailed as error:
            return str(error)

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(ask, items))


def test_full_batches_are_served_at_once_and_everybody_gets_his_own() -> None:
    kitchen = Kitchen()
    before = time.monotonic()
    assert ask_all(kitchen, range(8), most=4) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert time.monotonic() - before < LONG
    assert sorted(len(batch) for batch in kitchen.served) == [4, 4]


def test_a_batch_that_does_not_fill_waits_no_longer_than_its_window() -> None:
    kitchen = Kitchen()
    assert ask_all(kitchen, [7], most=4, window=0.01) == [14]
    assert kitchen.served == [(7,)]


def test_while_the_model_works_the_next_batch_fills() -> None:
    kitchen, batcher = Kitchen(), Batcher()
    with ThreadPoolExecutor(5) as pool:
        with kitchen.turn:
            asked = [
                pool.submit(batcher.ask, "same", item, kitchen.serve, most=9, window=0.0)
                for item in range(5)
            ]
            while len(batcher.waiting("same")) < 5:
                time.sleep(0.001)
        assert [one.result(SOON) for one in asked] == [0, 2, 4, 6, 8]
    assert [len(batch) for batch in kitchen.served] == [5]


def test_a_bad_item_fails_nobody_else() -> None:
    kitchen = Kitchen()
    assert ask_all(kitchen, [1, 2, -3, 4], most=4) == [2, 4, "a bad item", 8]
    assert len(kitchen.served[0]) == 4
    assert sorted(kitchen.served[1:]) == [(-3,), (1,), (2,), (4,)], "each was tried alone"


def test_a_bad_item_alone_is_tried_once() -> None:
    kitchen = Kitchen()
    assert ask_all(kitchen, [-1], most=4, window=0.0) == ["a bad item"]
    assert kitchen.served == [(-1,)]


def test_what_differs_is_not_served_together() -> None:
    kitchen, batcher = Kitchen(), Batcher()

    def ask(key: str, item: int) -> int:
        return batcher.ask(key, item, kitchen.serve, most=2, window=0.05)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, "abab", range(4))) == [0, 2, 4, 6]
    assert all({item % 2 for item in batch} in ({0}, {1}) for batch in kitchen.served)


def test_a_bug_in_serving_reaches_everybody() -> None:
    def broken(take: Take[int]) -> Sequence[int]:
        take()
        raise ZeroDivisionError

    batcher = Batcher()
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(batcher.ask, "same", item, broken, most=2, window=LONG) for item in (1, 2)
        ]
        for one in asked:
            with pytest.raises(ZeroDivisionError):
                one.result(SOON)
