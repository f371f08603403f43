"""The money on the board: what a film was expected to cost and did, by stage and by shot."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from film.cost import in_dollars
from film.ledger import Order
from film.story import Story
from film.till import Till
from flows.artifacts.board import Shown, board
from flows.artifacts.texts import safe, table
from flows.progress import STAGES
from flows.unit import Unit
from tasks.names import place

FREE = "This film is free: every engine of its crew runs on the studio's own machines."
HEADS = ("", "orders", "estimated", "spent by this run", "spent by all runs")


def show_cost(story: Story, unit: Unit) -> None:
    """Show what was spent on the film so far, against what it was expected to cost."""
    show_spending(unit, list(_subjects(story)), "shot")


def show_spending(unit: Unit, pieces: Sequence[tuple[str, str]], kind: str) -> None:
    """Show what was spent on a film of pieces of a kind, such as shots.

    ``pieces`` holds a piece's name, again and again, with each subject that is bought for it alone.
    """
    orders = unit.till.ledger.orders(unit.till.account)
    paid = orders or any(engine.vendor for engine in unit.engines.values())
    text = tables(pieces, kind, unit.till, orders) if paid else FREE
    spent = sum((order.charge for order in orders), Fraction(0))
    told = f"{in_dollars(spent)} spent"
    if unit.till.budget is not None:
        told += f" of a budget of {in_dollars(unit.till.budget)}"
    board().show("cost", "markdown", Shown(text, told))


def tables(
    pieces: Sequence[tuple[str, str]], kind: str, till: Till, orders: Sequence[Order]
) -> str:
    """Return tables of what was paid: by stage, by piece and by vendor."""
    by_stage = [
        _row(STAGES[stage], [one for one in orders if one.stage == stage], till)
        for stage in STAGES
        if any(one.stage == stage for one in orders)
    ]
    whose = {subject: piece for piece, subject in pieces}
    by_piece = [
        _row(place(piece), [one for one in orders if whose.get(one.subject) == piece], till)
        for piece in dict.fromkeys(piece for piece, _ in pieces)
        if any(whose.get(one.subject) == piece for one in orders)
    ]
    models = [
        [safe(vendor), safe(model), in_dollars(sum((one.charge for one in theirs), Fraction(0)))]
        for vendor, model in sorted({(one.vendor, one.model) for one in orders})
        for theirs in [[one for one in orders if (one.vendor, one.model) == (vendor, model)]]
    ]
    return "\n\n".join(
        (
            "## By stage",
            table(HEADS, [*by_stage, _row("**together**", orders, till)]),
            f"## By {kind}",
            table(HEADS, by_piece),
            "## By vendor",
            table(("vendor", "model", "spent by all runs"), models),
        )
    )


def _subjects(story: Story) -> Iterable[tuple[str, str]]:
    """Yield every shot with what is bought for it alone: itself, and the lines heard over it."""
    for scene in story.scenes:
        for shot in scene.shots:
            yield shot.id, shot.id
            yield from ((shot.id, line) for line in shot.lines)


def _row(name: str, orders: Sequence[Order], till: Till) -> list[str]:
    now = [one for one in orders if one.run == till.run]
    estimate = sum((one.estimate for one in orders), Fraction(0))
    here = sum((one.charge for one in now), Fraction(0))
    ever = sum((one.charge for one in orders), Fraction(0))
    return [name, f"{len(orders)}", in_dollars(estimate), in_dollars(here), in_dollars(ever)]
