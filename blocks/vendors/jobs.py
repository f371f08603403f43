"""Jobs at vendors: posted once, found again after any crash, collected when they are done.

Every step is in the ledger before it is taken. An order is ``called`` before its POST and
``accepted`` with the job's id right after it. Whoever finds one that is ``called`` cannot know
whether the vendor took it, and looks there before posting again.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from blocks.vendors.download import Limits, download
from blocks.vendors.limits import turn
from film.cost import Estimate
from film.errors import (
    EngineBusy,
    EngineFailed,
    FirstcutError,
    MediaFailed,
    PaidInVain,
)
from film.ledger import Order, Usage
from film.till import Counter, Goods, counter

MOST_MISSES = 6
"""Questions after a job that may go unanswered one after another."""
GROWTH = 1.5
"""How much longer each pause between two questions is than the one before."""
FETCHES = 2
"""Times that an output which is gone or broken is fetched by a fresh answer."""

Content = Mapping[str, Any]
"""All that a job is made of, as JSON: what the ledger's key is a digest of."""
Check = Callable[[Path], str]
"""Looks at an output's bytes: returns the file ending they ask for (one of the asset store's), or
raises MediaFailed or EngineFailed when they are not what was ordered."""


class Patience(BaseModel):
    """How a job is waited for, in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: float = Field(0.5, gt=0, description="Seconds between the first two looks at a job.")
    longest: float = Field(10, gt=0, description="Seconds between two looks at most.")
    deadline: float = Field(
        1_800, gt=0, description="Seconds after which a job that never ends is cancelled."
    )
    answer: float = Field(60, gt=0, description="Seconds in which the vendor answers one call.")
    doubt: float = Field(
        10,
        ge=0,
        description="Seconds in which a job may still turn up whose submission went unanswered.",
    )

    def pauses(self) -> Iterator[float]:
        """Yield the pause after each look."""
        pause = min(self.first, self.longest)
        while True:
            yield pause
            pause = min(pause * GROWTH, self.longest)


@dataclass(frozen=True)
class JobState:
    """What a vendor says of a job."""

    phase: Literal["running", "done", "failed", "gone"]
    """``gone`` when the vendor knows no such job any more."""
    outputs: tuple[str, ...] = ()
    """Where its outputs are, the wanted one first."""
    dollars: Fraction | None = None
    """What it cost, done or failed; None when the vendor does not say: the estimate counts."""
    usage: Usage = field(default_factory=dict)
    reason: str = ""
    """Why it failed, in the vendor's words."""


class Unanswered(EngineBusy):
    """A job was sent, and nobody knows whether the vendor took it."""


class JobDesk(ABC):
    """Where one vendor takes jobs. Foreign errors are translated here, and nowhere else."""

    vendor: ClassVar[str]
    """As prices, limits and the ledger call it."""
    label: str
    """As messages call it."""
    address: str
    """Where its API is."""
    patience: Patience
    limits: Limits = Limits()

    @abstractmethod
    def post(self, content: Content) -> str:
        """Send a job once, without any retry, and return its id.

        Unanswered when the vendor may have taken it all the same (time-out, a connection that broke
        after it was made, 5xx); any other FirstcutError says that it surely did not: EngineBusy
        (429, connection refused), EngineMissing (the key), EngineFailed (refused).
        """

    @abstractmethod
    def look_up(self, order: Order, content: Content) -> Sequence[str]:
        """Return the ids of jobs at the vendor, made since the order was placed of this content.

        The vendor's clock may be off: ids of a little before are returned too. EngineBusy when the
        vendor does not answer.
        """

    @abstractmethod
    def ask(self, job: str) -> JobState:
        """Return how a job is; EngineBusy when the vendor does not answer, EngineMissing."""

    @abstractmethod
    def cancel(self, job: str) -> None:
        """Stop a job; one that has ended or is gone is left alone. EngineBusy, EngineMissing."""

    def fetch(self, url: str, path: Path) -> None:
        """Write an output to ``path``; Expired, EngineBusy, EngineFailed or StorageFull."""
        download(url, path, self.address, self.limits)


def submit(desk: JobDesk, model: str, content: Content, estimate: Estimate) -> Order:
    """Return the order for exactly this content: accepted (or settled already), posted once.

    Buys at the open counter. Whoever wants the same at the same time waits, and gets the same
    order. BudgetSpent before anything is sent. EngineBusy when nobody knows whether the job was
    taken: the next call looks for it at the vendor first.
    """
    place = counter()
    till = place.till
    order = place.order(desk.vendor, model, content, estimate)
    with till.ledger.lock(till.account, order.key):
        order = till.ledger.find(till.account, order.key) or order
        if till.keeps(order):
            if order.state == "called":
                order = _found(desk, place, order, content) or order
            if order.state in ("placed", "called"):
                with turn(desk.vendor):
                    order = _post(desk, place, order, content)
            return order
    return submit(desk, model, content, estimate)


def _post(desk: JobDesk, place: Counter, order: Order, content: Content) -> Order:
    order = place.call(order)
    try:
        job = desk.post(content)
    except Unanswered:
        if found := _look(desk, place, order, content):
            return found
        raise
    except PaidInVain as error:
        place.close(order, str(error), error.dollars, error.usage)
        raise
    except FirstcutError as error:
        place.close(order, str(error), Fraction(0))
        raise
    return place.accept(order, job)


def _found(desk: JobDesk, place: Counter, order: Order, content: Content) -> Order | None:
    """Look for a job whose POST was cut off, and again when it had time to turn up."""
    found = _look(desk, place, order, content)
    if found is None:
        time.sleep(desk.patience.doubt)
        found = _look(desk, place, order, content)
    return found


def _look(desk: JobDesk, place: Counter, order: Order, content: Content) -> Order | None:
    orders = place.till.ledger.orders(place.till.account)
    taken = {other.job for other in orders if other.key != order.key}
    free = [job for job in desk.look_up(order, content) if job not in taken]
    return place.accept(order, free[0]) if free else None


def collect(desk: JobDesk, order: Order, check: Check) -> Order:
    """Wait for an order's job and return it settled, with the output as its goods.

    EngineFailed (PaidInVain when it cost something) ends the order: the job failed, passed its
    deadline and was cancelled, or its output is gone or broken. With EngineBusy, EngineMissing and
    StorageFull it stays open, for the next call to go on with the same job.
    """
    place = counter()
    order = place.till.ledger.find(order.account, order.key) or order
    if order.goods is not None and place.till.store.has(order.goods):
        return order
    if not order.job or order.state in ("failed", "cancelled"):
        why = order.note or "it was never accepted"
        raise EngineFailed(f"{desk.label} has no job for {order.subject}: {why}; run it again")
    with turn(desk.vendor), place.till.store.scratch() as folder:
        try:
            goods = _bring(desk, order, check, folder / "output")
        except EngineFailed as error:
            _end(place, order, error)
            raise
        return place.settle(order, goods)


def _end(place: Counter, order: Order, error: EngineFailed) -> None:
    """Write down that an order came to nothing, unless another run has its goods by now.

    One that was cancelled with its run stays cancelled: that its job has ended then is no news.
    """
    ledger = place.till.ledger
    with ledger.lock(order.account, order.key):
        now = ledger.find(order.account, order.key) or order
        if now.state == "cancelled" or (now.goods is not None and place.till.store.has(now.goods)):
            return
        dollars = error.dollars if isinstance(error, PaidInVain) else Fraction(0)
        usage = error.usage if isinstance(error, PaidInVain) else {}
        if now.dollars is not None:  # it was settled before its goods went astray
            dollars = now.dollars
        place.close(now, str(error), dollars, usage)


def _bring(desk: JobDesk, order: Order, check: Check, path: Path) -> Goods:
    """Wait for a job and fetch its output; one that is gone or broken is asked for again."""
    why = ""
    for _ in range(FETCHES):
        state = _wait(desk, order.job)
        if not state.outputs:
            raise PaidInVain(
                f"{desk.label} ended job {order.job} without an output: run it again",
                state.dollars,
                state.usage,
            )
        try:
            desk.fetch(state.outputs[0], path)
            suffix = check(path)
        except (MediaFailed, EngineFailed) as error:
            why = str(error)
            continue
        dollars = order.estimate if state.dollars is None else state.dollars
        return Goods(path.read_bytes(), suffix, dollars, state.usage)
    raise PaidInVain(
        f"{desk.label} gave nothing that can be used for {order.subject} (job {order.job}): {why}",
        state.dollars,
        state.usage,
    )


def _wait(desk: JobDesk, job: str) -> JobState:
    """Return the state of a job that is done; EngineFailed for one that ended in another way."""
    end = time.monotonic() + desk.patience.deadline
    misses = 0
    for pause in desk.patience.pauses():
        wait = pause
        try:
            state = desk.ask(job)
            misses = 0
            if state.phase == "done":
                return state
            if state.phase != "running":
                raise _failure(desk, job, state)
        except EngineBusy as error:
            misses += 1
            wait = max(pause, error.retry_after or 0)
            if misses > MOST_MISSES or time.monotonic() >= end:
                raise
        if time.monotonic() >= end:
            break
        time.sleep(max(0.0, min(wait, end - time.monotonic())))
    raise _overdue(desk, job)


def _failure(desk: JobDesk, job: str, state: JobState) -> EngineFailed:
    if state.phase == "gone":
        return PaidInVain(f"{desk.label} no longer knows job {job}: run it again to order it anew")
    why = state.reason or "no reason was given"
    text = f"{desk.label} failed job {job} ({why}): change what it was asked for, or run it again"
    if state.dollars == 0:
        return EngineFailed(text)
    return PaidInVain(text, state.dollars, state.usage)


def _overdue(desk: JobDesk, job: str) -> PaidInVain:
    """Cancel a job that does not end, and say what is known of its cost."""
    text = f"{desk.label} did not end job {job} within {desk.patience.deadline:g} seconds"
    try:
        desk.cancel(job)
        state = desk.ask(job)
    except FirstcutError as error:
        return PaidInVain(f"{text}, and it could not be cancelled ({error}): cancel it there")
    dollars = None if state.phase in ("running", "gone") else state.dollars
    return PaidInVain(f"{text}: it was cancelled; run it again or raise the deadline", dollars)
