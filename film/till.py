"""The till: engines buy at it, within the budget, and nothing twice."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from film.assets import AssetStore
from film.cost import Estimate, in_dollars
from film.errors import BudgetSpent, EngineMissing, FirstcutError, PaidInVain
from film.ledger import Ledger, Order, Usage


@dataclass(frozen=True)
class Goods:
    """What a paid call brought."""

    data: bytes
    suffix: str
    """File name ending of what the data is, such as ``.json``."""
    dollars: Fraction
    usage: Usage


@dataclass(frozen=True)
class Till:
    """A film's purse: it pays from one account, up to the budget."""

    ledger: Ledger
    store: AssetStore
    account: str
    run: str = ""
    budget: Fraction | None = None

    @contextmanager
    def paying(self, stage: str, subject: str) -> Iterator["Counter"]:
        """While inside, what engines buy is for this piece of work."""
        opened = Counter(self, stage, subject)
        token = _counter.set(opened)
        try:
            yield opened
        finally:
            _counter.reset(token)

    @property
    def spent(self) -> Fraction:
        """US dollars that this film has cost so far, in all its runs."""
        return sum((one.charge for one in self.ledger.orders(self.account)), Fraction(0))

    def open_orders(self) -> tuple[Order, ...]:
        """Return the orders of this run that a vendor still works on."""
        orders = self.ledger.orders(self.account)
        return tuple(one for one in orders if one.run == self.run and one.state == "accepted")

    def stands(self, order: Order) -> bool:
        """Say whether an order may still bring its goods, or has."""
        now = self.ledger.find(self.account, order.key)
        return now is None or self.keeps(now)

    def keeps(self, order: Order) -> bool:
        """Say whether an order is open, or settled with goods that are still there."""
        return order.open or (order.goods is not None and self.store.has(order.goods))


@dataclass(frozen=True)
class Counter:
    """Where an engine buys what one piece of work needs."""

    till: Till
    stage: str
    subject: str

    def order(
        self, vendor: str, model: str, content: Mapping[str, Any], estimate: Estimate
    ) -> Order:
        """Return the order for exactly this content that stands, or place a new one.

        ``content`` is JSON: all that the vendor is sent, with pictures and sounds as digests.
        BudgetSpent when a new order would pass the budget: then nothing is placed.
        """
        text = json.dumps([vendor, model, content], sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        with self.till.ledger.lock(self.till.account, "budget"):
            attempt = 1
            while found := self.till.ledger.find(self.till.account, f"{digest}-{attempt}"):
                if self.till.keeps(found):
                    return found
                attempt += 1
            self._check_budget(estimate)
            order = Order(
                key=f"{digest}-{attempt}",
                account=self.till.account,
                run=self.till.run,
                stage=self.stage,
                subject=self.subject,
                vendor=vendor,
                model=model,
                estimate=estimate.dollars,
                placed=datetime.now(UTC),
            )
            self.till.ledger.write(order)
        return order

    def buy(
        self,
        vendor: str,
        model: str,
        content: Mapping[str, Any],
        estimate: Estimate,
        call: Callable[[], Goods],
    ) -> Order:
        """Return a settled order: bought now by one call, or before, with the goods still there.

        Whoever wants the same at the same time waits for it. What ``call`` raises ends the order:
        PaidInVain counts as spent, anything else cost nothing.
        """
        order = self.order(vendor, model, content, estimate)
        with self.till.ledger.lock(self.till.account, order.key):
            order = self.till.ledger.find(self.till.account, order.key) or order
            if order.state == "settled":
                return order
            if not order.open:
                return self.buy(vendor, model, content, estimate, call)
            if order.state == "called":  # whoever called held this lock, and was killed
                self.close(order, "Cut off during the call: it may have been paid for", None)
                return self.buy(vendor, model, content, estimate, call)
            order = self.call(order)
            try:
                goods = call()
            except PaidInVain as error:
                self.close(order, str(error), error.dollars, error.usage)
                raise
            except FirstcutError as error:
                self.close(order, str(error), Fraction(0))
                raise
            return self.settle(order, goods)

    def call(self, order: Order) -> Order:
        """Write down that the vendor is called next: if nothing follows, it may have been paid."""
        return self._write(order, state="called")

    def accept(self, order: Order, job: str) -> Order:
        """Write down the vendor's id of a job, before anybody asks how it is."""
        return self._write(order, state="accepted", job=job)

    def settle(self, order: Order, goods: Goods) -> Order:
        """Store what an order brought, and what it cost."""
        with self.till.store.scratch() as folder:
            path = folder / f"goods{goods.suffix}"
            path.write_bytes(goods.data)
            asset = self.till.store.put(path)
        return self._write(
            order,
            state="settled",
            goods=asset,
            dollars=goods.dollars,
            usage=dict(goods.usage),
            ended=datetime.now(UTC),
        )

    def close(
        self,
        order: Order,
        note: str,
        dollars: Fraction | None,
        usage: Usage | None = None,
        *,
        cancelled: bool = False,
    ) -> Order:
        """Write down that an order ended without goods, and what it cost all the same."""
        return self._write(
            order,
            state="cancelled" if cancelled else "failed",
            note=note,
            dollars=order.estimate if dollars is None else dollars,
            usage=dict(usage or {}),
            ended=datetime.now(UTC),
        )

    def newest(self, stage: str, subject: str) -> Order | None:
        """Return the last settled order of this film for a piece of work."""
        found = [
            order
            for order in self.till.ledger.orders(self.till.account)
            if (order.stage, order.subject, order.state) == (stage, subject, "settled")
        ]
        return found[-1] if found else None

    def _write(self, order: Order, **changes: Any) -> Order:
        changed = order.model_copy(update=changes)
        self.till.ledger.write(changed)
        return changed

    def _check_budget(self, estimate: Estimate) -> None:
        budget = self.till.budget
        if budget is None:
            return
        spent = self.till.spent
        if spent + estimate.dollars > budget:
            raise BudgetSpent(
                f"The next call ({self.stage}, {self.subject}: about "
                f"{in_dollars(estimate.dollars)}) would pass the budget of {in_dollars(budget)}; "
                f"{in_dollars(spent)} is spent. What is made is kept: raise the budget and run "
                "it again"
            )


_counter: ContextVar[Counter | None] = ContextVar("counter", default=None)


def counter() -> Counter:
    """Return where the work at hand buys; EngineMissing when nobody pays for it."""
    found = _counter.get()
    if found is None:
        raise EngineMissing("A paid engine works for a film only: nobody pays for this call")
    return found
