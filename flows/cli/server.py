"""Commands for the local Prefect API."""

import typer

from flows.cli.sentences import sentences

PANEL = "This machine"
commands = typer.Typer(
    help="The local Prefect API that commands start and share; it ends when idle.",
    no_args_is_help=True,
)


@commands.command("start")
def start_server() -> None:
    """Start the local Prefect API, unless it runs already."""
    with sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        _print_server()


@commands.command("status")
def server_status() -> None:
    """Say whether the local Prefect API runs, and where."""
    with sentences():
        _print_server()


@commands.command("stop")
def stop_server() -> None:
    """Stop the local Prefect API."""
    with sentences():
        from flows import local_api

        typer.echo("Stopped." if local_api.stop() else "It was not running.")


@commands.command("prepare")
def prepare_server() -> None:
    """Lay out the local Prefect database once, so that first films start sooner."""
    with sentences():
        from flows.local_server import prepare

        prepare()


def _print_server() -> None:
    from flows import local_api

    running = local_api.running()
    typer.echo(
        f"Running at {running.url} (process {running.pid})." if running else "It is not running."
    )
