"""Lines and turns: urgent runs first, runs in turn, nobody waits who is not wanted; metered."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from blocks.local.asker import RANKS, Asker, asker
from blocks.local.batching import Batcher, Take
from blocks.local.lines import Line, Turn
from blocks.local.meter import Meter, meter
from deployments.register import QUEUES
from film.errors import EngineBusy
from tests.studio.studio import wait_for

SOON = 10


def for_run(run: str, rank: int = 2, gone: threading.Event | None = None) -> None:
    """Have this thread work for a run."""
    wanted = gone.is_set if gone else lambda: False
    asker.set(Asker(run, rank, wanted, lambda level, line: None))


def test_the_queues_of_the_pools_are_known_by_their_rank() -> None:
    assert RANKS == QUEUES


def test_the_urgent_go_first_and_runs_take_turns() -> None:
    line, order = Line(), list[str]()

    def want(name: str, run: str, rank: int) -> None:
        for_run(run, rank)
        with line:
            order.append(name)

    wishes = [("a1", "a", 2), ("a2", "a", 2), ("a3", "a", 2), ("b1", "b", 2), ("c1", "c", 3)]
    wishes += [("b2", "b", 2), ("d1", "d", 1), ("d2", "d", 1)]
    with ThreadPoolExecutor(len(wishes)) as pool:
        with line:
            work = []
            for number, wish in enumerate(wishes):
                work.append(pool.submit(want, *wish))
                wait_for("its place", lambda many=number: line.waiting == many + 1, SOON, 0.001)
        for piece in work:
            piece.result(SOON)
    assert order == ["d1", "d2", "a1", "b1", "a2", "b2", "a3", "c1"]


def test_whoever_is_not_wanted_any_more_leaves_the_line() -> None:
    turn, gone = Turn(), threading.Event()

    def want() -> None:
        for_run("doomed", gone=gone)
        with turn:
            raise AssertionError("it was its turn")

    with ThreadPoolExecutor(1) as pool, turn:
        work = pool.submit(want)
        gone.set()
        with pytest.raises(EngineBusy, match="taken back before it began"):
            work.result(SOON)
    with turn:  # it is free again
        pass


def test_a_turn_may_be_entered_again_and_counts_once() -> None:
    turn, before = Turn(), meter().mine
    started = time.monotonic()
    with turn, turn:
        until = time.monotonic() + 0.05
        while time.monotonic() < until:
            pass
    wall = time.monotonic() - started
    assert 0.05 <= meter().mine - before <= wall


def test_what_computes_side_by_side_is_busy_once() -> None:
    own, together = Meter(), threading.Barrier(2)

    def compute() -> float:
        with own.running():
            together.wait(SOON)
            until = time.monotonic() + 0.05
            while time.monotonic() < until:
                pass
            together.wait(SOON)
        return own.mine

    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        work = [pool.submit(compute) for _ in range(2)]
        taken = [piece.result(SOON) for piece in work]
    wall = time.monotonic() - started
    assert min(taken) >= 0.05
    assert max(taken) <= own.busy <= min(wall, sum(taken))
    assert own.computing == 0


def test_a_batch_charges_everybody_in_it_the_same() -> None:
    batcher, turn, start = Batcher(), Turn(), threading.Barrier(4)

    def serve(take: Take[int]) -> list[int]:
        with turn:
            until = time.monotonic() + 0.08
            while time.monotonic() < until:
                pass
            return list(take())

    def ask(item: int) -> float:
        before = meter().mine
        start.wait(SOON)
        assert batcher.ask("same", item, serve, most=4, window=SOON) == item
        return meter().mine - before

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(ask, range(4)))
    assert sum(taken) >= 0.08
    assert max(taken) - min(taken) < 1e-6


def test_a_runs_stages_are_added_up() -> None:
    own = Meter()
    own.note("run", "scenes", 1.5)
    own.note("run", "scenes", 0.5)
    own.note("run", "music", 0.25)
    assert own.of_run("run") == {"scenes": 2.0, "music": 0.25}
    assert own.of_run("another") == {}
