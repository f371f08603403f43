"""Commands for the floor: the process that holds this machine's models for all runs."""

import typer

from flows.cli.sentences import sentences

commands = typer.Typer(
    help="The process that holds this machine's models for all runs; it ends when idle.",
    no_args_is_help=True,
)


@commands.command("status")
def floor_status() -> None:
    """Say which models are loaded, what they work on, and for what share of the time."""
    with sentences():
        from blocks.local import floor, floor_place

        if not floor_place.is_running():
            typer.echo("No floor runs: the first run that needs a model of this machine starts it.")
            return
        at = floor.status()
        typer.echo(
            f"Process {at['pid']}, open for {at['seconds']:.0f} s"
            + (", ends when its work is done" if at["retiring"] else "")
        )
        share = at["busy"] / max(at["seconds"], 0.1)
        typer.echo(
            f"{at['done']} pieces of work done; models computed for {at['busy']:.0f} s "
            f"({share:.0%} of the time), and were loaded {at['loads']} times "
            f"in {at['loading']:.0f} s"
        )
        for model, gib in at["models"].items():
            typer.echo(f"loaded      {gib:7.2f} GiB  {model}")
        for one in at["under_way"]:
            work = f"{one['engine']} {one['method']}"
            typer.echo(f"under way   {one['seconds']:7.1f} s    {work}  run {one['run'] or '-'}")


@commands.command("stop")
def stop_floor() -> None:
    """Have it end as soon as nobody has work on it, and give the GPU's memory back."""
    with sentences():
        from blocks.local import floor, floor_place

        if not floor_place.is_running():
            typer.echo("It was not running.")
            return
        floor.retire()
        typer.echo("It ends as soon as nobody has work on it.")
