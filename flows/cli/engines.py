"""Commands for the engines: what is there, what it lacks, and stand-ins for vendors."""

from typing import Annotated

import typer

from flows.cli.sentences import FAILED, sentences

PANEL = "Engines"
commands = typer.Typer()


@commands.command(rich_help_panel=PANEL)
def engines() -> None:
    """List every engine: whether it is ready here, what to do if not, and its licence."""
    with sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.cli.doctor import list_engines

        list_engines()


@commands.command(rich_help_panel=PANEL)
def weights(
    stage: Annotated[
        str, typer.Argument(metavar="STAGE", help="image, video, music or another stage.")
    ],
    engine: Annotated[
        str, typer.Argument(metavar="ENGINE", help="An engine, or a saved block type-slug/name.")
    ],
) -> None:
    """Download what an engine needs, such as a model's weights, before a film has to wait for it.

    firstcut weights video diffusers
    """
    with sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.cli.doctor import fetch_for

        fetch_for(stage, engine)


@commands.command(rich_help_panel=PANEL)
def vendors(
    port: Annotated[int, typer.Option(help="Where on this machine it listens.")] = 8410,
) -> None:
    """Run stand-ins for the vendors on this machine, to try the cloud crew without a key."""
    with sentences():
        from flows.standins.server import serve

        serve("127.0.0.1", port)


@commands.command(rich_help_panel=PANEL)
def doctor() -> None:
    """Try every engine that is ready, without buying anything, and say what can run here."""
    with sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.cli.doctor import examine

        if not examine():
            raise typer.Exit(FAILED)
