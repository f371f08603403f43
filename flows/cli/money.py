"""Commands for prices, what films cost, and the vendors' limits."""

from typing import Annotated

import typer

from flows.cli.sentences import sentences

PANEL = "Money"
commands = typer.Typer()


@commands.command(rich_help_panel=PANEL)
def prices() -> None:
    """List the vendors' prices that estimates and budgets rest on, and where they stand."""
    with sentences():
        from flows.cli.accounts import print_prices

        print_prices()


@commands.command(rich_help_panel=PANEL)
def ledger(
    account: Annotated[
        str | None,
        typer.Argument(metavar="[FILM]", help="A film's account; all films when left out."),
    ] = None,
) -> None:
    """List what films have cost, order by order."""
    with sentences():
        from flows.cli.accounts import print_ledger

        print_ledger(account)


@commands.command(rich_help_panel=PANEL)
def limits(
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="VENDOR=PLAN",
            help="Your plan with a vendor, such as elevenlabs=creator. May be given often.",
        ),
    ] = None,
) -> None:
    """Create or change the vendors' limits, which all runs on all workers share."""
    with sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.cli.accounts import print_limits

        print_limits(plan or [])
