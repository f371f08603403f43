"""Money on the terminal: prices, the ledger, and the vendors' limits."""

from collections.abc import Sequence
from fractions import Fraction

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks import home
from blocks.prices import prices
from blocks.storage import storage_named
from film.cost import in_dollars
from film.errors import BadRequest
from film.ledger import Ledger, Order


def print_prices() -> None:
    """Print every price, with the day it was read."""
    table = Table("Vendor", "Model", "US dollars", "per", "Read", "Source")
    for one in prices():
        table.add_row(
            one.vendor,
            one.model,
            in_dollars(one.dollars),
            one.unit,
            str(one.read),
            escape(one.source),
        )
    console = Console()
    console.print(table)
    console.print(f"Change or add prices in {home.home() / 'prices.toml'}.", soft_wrap=True)


def print_ledger(account: str | None) -> None:
    """Print one film's orders, or what every film has cost; BadRequest for an unknown film."""
    ledger = storage_named("local", home.assets()).ledger()
    if account is None:
        _print_accounts(ledger)
        return
    if account not in ledger.accounts():
        raise BadRequest(f"The ledger has no film '{account}': `firstcut ledger` lists them")
    table = Table("Placed", "Stage", "For", "Vendor", "Model", "State", "Estimate", "Cost")
    orders = ledger.orders(account)
    for one in orders:
        table.add_row(*_row(one))
    Console().print(table, f"Together {in_dollars(_sum(orders))}")


def print_limits(plans: Sequence[str]) -> None:
    """Set the limits of vendors' plans, given as vendor=plan, and print all limits."""
    from flows.limits import set_plans

    chosen = {}
    for choice in plans:
        vendor, equals, plan = choice.partition("=")
        if not equals:
            raise BadRequest(f"--plan wants VENDOR=PLAN, such as elevenlabs=creator: {choice}")
        chosen[vendor] = plan
    table = Table("Vendor", "Calls at once")
    for vendor, calls in set_plans(chosen).items():
        table.add_row(vendor, str(calls))
    Console().print(table)


def _print_accounts(ledger: Ledger) -> None:
    table = Table("Film", "First order", "Orders", "Cost")
    for account in ledger.accounts():
        orders = ledger.orders(account)
        if orders:
            day = f"{orders[0].placed:%Y-%m-%d %H:%M}"
            table.add_row(account, day, str(len(orders)), in_dollars(_sum(orders)))
    Console().print(table if table.row_count else "Nothing was bought yet.")


def _row(order: Order) -> tuple[str, ...]:
    state = f"{order.state}: {escape(order.note)}" if order.note else order.state
    cost = "" if order.dollars is None else in_dollars(order.dollars)
    return (
        f"{order.placed:%m-%d %H:%M:%S}",
        order.stage,
        order.subject,
        order.vendor,
        order.model,
        state,
        in_dollars(order.estimate),
        cost,
    )


def _sum(orders: Sequence[Order]) -> Fraction:
    return sum((one.charge for one in orders), Fraction(0))
