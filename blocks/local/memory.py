"""Out of memory: one try with a lighter setting, then a clear failure and a usable device."""

from collections.abc import Callable
from traceback import clear_frames
from typing import TypeVar

from blocks.local.device import Device, empty_caches, load_torch
from blocks.local.journal import log
from film.errors import EngineFailed

T = TypeVar("T")

SIGNS = ("out of memory", "can't allocate memory", "alloc_failed")
"""What devices other than CUDA say in a plain RuntimeError."""


def survive(
    work: Callable[[], T], lighter: Callable[[], T], *, label: str, device: Device, advice: str
) -> T:
    """Return what ``work`` makes, or what ``lighter`` does when memory did not suffice for it.

    EngineFailed when it does not suffice for ``lighter`` either; ``advice`` says what to change.
    What the failed try held is given back to the device before the next, and at the end.
    """
    done, made = _attempt(work)
    if done:
        return made[0]
    log().warning("%s ran out of memory on %s: trying once more, lighter", label, device)
    done, made = _attempt(lighter)
    if done:
        return made[0]
    raise EngineFailed(f"{label} ran out of memory on {device}, also with less at once: {advice}")


def _attempt(work: Callable[[], T]) -> tuple[bool, list[T]]:
    """Say whether the memory sufficed, and return what was made."""
    try:
        return True, [work()]
    except (RuntimeError, MemoryError) as error:
        if not ran_out(error):
            raise
        clear_frames(error.__traceback__)
    empty_caches()
    return False, []


def ran_out(error: BaseException) -> bool:
    """Say whether an error means that memory was not enough."""
    torch = load_torch()
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error).lower() for sign in SIGNS)
