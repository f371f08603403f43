"""Out of memory: once lighter, then a sentence; the device is usable afterwards."""

import gc
import weakref
from collections.abc import Callable

import pytest

torch = pytest.importorskip("torch", reason="no torch here: run `make models`")

from blocks.local.device import choose_device, choose_dtype  # noqa: E402
from blocks.local.memory import survive  # noqa: E402
from film.errors import EngineFailed, EngineMissing  # noqa: E402

OUT = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("MPS backend out of memory (MPS allocated: 8 GB)"),
    RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
    MemoryError(),
]


def run(work: Callable[[], str], lighter: Callable[[], str]) -> str:
    return survive(work, lighter, label="the painter", device="cpu", advice="paint smaller")


def raising(error: BaseException) -> Callable[[], str]:
    def work() -> str:
        raise error

    return work


def test_what_suffices_is_done_once() -> None:
    assert run(lambda: "done", raising(AssertionError("never needed"))) == "done"


@pytest.mark.parametrize("error", OUT, ids=lambda error: str(error)[:20])
def test_what_does_not_suffice_is_tried_lighter(error: BaseException) -> None:
    assert run(raising(error), lambda: "lighter") == "lighter"


@pytest.mark.parametrize("error", OUT, ids=lambda error: str(error)[:20])
def test_what_does_not_suffice_lighter_either_says_what_to_change(error: BaseException) -> None:
    with pytest.raises(EngineFailed, match=r"the painter ran out of memory on cpu.*paint smaller"):
        run(raising(error), raising(error))


def test_other_errors_are_not_tried_again() -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        run(raising(RuntimeError("a bug")), lambda: "lighter")


def test_what_the_failed_try_held_is_let_go_before_the_next() -> None:
    held: list[weakref.ref[object]] = []

    def greedy() -> str:
        tensor = torch.zeros(1000)
        held.append(weakref.ref(tensor))
        raise torch.OutOfMemoryError("CUDA out of memory")

    def lighter() -> str:
        return "gone" if held[0]() is None else "still held"

    assert run(greedy, lighter) == "gone"
    with pytest.raises(EngineFailed):
        run(greedy, greedy)
    gc.collect()
    assert [one() for one in held] == [None] * 3


def test_a_device_that_is_not_here_is_missed() -> None:
    assert choose_device("cpu") == "cpu"
    for device in ("cuda", "mps"):
        if choose_device("auto") != device:
            with pytest.raises(EngineMissing, match=f"no {device} device that torch can use"):
                choose_device(device)  # type: ignore[arg-type]


def test_each_device_has_its_number_format() -> None:
    assert choose_dtype("cpu") == "float32"
    assert choose_dtype("mps") == "float16"
    assert choose_dtype("cpu", "bfloat16") == "bfloat16"
    with pytest.raises(EngineMissing, match="no fast float16"):
        choose_dtype("cpu", "float16")
