"""Commands that make films on this machine, plan them, and make them again changed."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import options
from flows.cli.sentences import sentences

PANEL = "Films made here"
commands = typer.Typer()


@commands.command(rich_help_panel=PANEL)
@options.asking
def make(
    asked: options.FilmAsked,
    crew: options.CrewName = "animatic",
    out: options.Out = Path("films"),
) -> None:
    """Make a film from a prompt or a screenplay.

    firstcut make "A lighthouse keeper befriends a storm" --genre drama --length 60
    """
    with sentences():
        from flows import local_api

        request = asked.request()
        local_api.use()
        _open_workshop()
        from blocks.crew import crew_named
        from flows.cli.local_run import run_film

        run_film(request, crew_named(crew, **asked.engines), out)


@commands.command(rich_help_panel=PANEL)
@options.asking
def plan(
    asked: options.StoryAsked,
    crew: options.CrewName = "animatic",
    fountain: Annotated[
        bool, typer.Option("--fountain", help="Print the screenplay instead of the shot list.")
    ] = False,
) -> None:
    """Show the story, its shot list and what it would cost; nothing is drawn, spoken or bought."""
    with sentences():
        request = asked.request()
        if any("/" in reference for reference in asked.engines.values()):
            from flows import local_api

            local_api.use()
            local_api.wait()
        from blocks.crew import crew_named
        from flows.cli.shot_list import print_bill, print_plan

        hired = crew_named(crew, **asked.engines)
        print_plan(request, fountain=fountain)
        if not fountain:
            print_bill(request, hired)


@commands.command(rich_help_panel=PANEL)
def remake(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A finished film, films/<slug>.")
    ],
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="A change to story.json, such as scenes[1].lines[0].text='No.'; may be given "
            "more than once. Without any, story.json is taken as it lies there.",
        ),
    ] = None,
) -> None:
    """Change a finished film: only what the change touches is made again."""
    with sentences():
        from flows import local_api

        local_api.use()
        _open_workshop()
        from flows.cli.local_run import remake_film

        remake_film(folder, change or [])


def _open_workshop() -> None:
    """Let the worker processes load their libraries while this one loads Prefect."""
    from film.animatic import workshop

    workshop.open_early()
