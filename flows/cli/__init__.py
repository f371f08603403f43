"""The command line: films made here or by a studio, their prices, the engines, and the server."""

import typer

from flows.cli import engines, films, floor, money, personas, server, starring, studio, verify
from flows.cli.more import Commands

app = typer.Typer(
    name="firstcut",
    cls=Commands,
    help="Turn a prompt or a screenplay into a finished film.\n\n"
    "Exit codes: 0 done, 1 something broke, 2 the request has to change, 3 slates stand in for"
    " shots of the film, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for topic in (films, starring, verify, studio, engines, money):
    app.add_typer(topic.commands)
app.add_typer(personas.commands, name="persona", rich_help_panel=personas.PANEL)
app.add_typer(server.commands, name="server", rich_help_panel=server.PANEL)
app.add_typer(floor.commands, name="floor", rich_help_panel=server.PANEL)


def main() -> None:
    """Run the command line."""
    app()
