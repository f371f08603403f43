"""Commands for films that a studio makes: ask for them, follow, fetch, stop and try again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli import options
from flows.cli.sentences import FAILED, sentences

if TYPE_CHECKING:
    from flows.client import Run, Studio

PANEL = "Films made by a studio"
commands = typer.Typer()

RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run's id, the beginning of it, or its name."),
]
Api = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="The studio's API; PREFECT_API_URL or http://127.0.0.1:4200/api when left out.",
    ),
]


@commands.command(rich_help_panel=PANEL)
@options.asking
def submit(
    asked: options.FilmAsked,
    approval: Annotated[
        bool, typer.Option("--approval", help="Stop at the storyboard until it is approved.")
    ] = False,
    deployment: Annotated[
        str, typer.Option(metavar="NAME", help="Who makes it: animatic, cloud or gpu.")
    ] = "animatic",
    crew: Annotated[
        str | None,
        typer.Option(help="animatic, cloud or gpu; the deployment's own crew when left out."),
    ] = None,
    queue: Annotated[
        str, typer.Option(help="rush, standard or batch; the deployment's own when left out.")
    ] = "",
    storage: Annotated[
        str,
        typer.Option(
            metavar="REF", help="Where the film goes: local, or a saved block as type-slug/name."
        ),
    ] = "",
    key: Annotated[
        str,
        typer.Option(
            metavar="IDEMPOTENCY_KEY", help="However often it is asked for, one film is made."
        ),
    ] = "",
    watch: Annotated[
        bool, typer.Option("--watch", help="Show its progress until it ends.")
    ] = False,
    api: Api = "",
) -> None:
    """Ask a studio for a film and print its run.

    firstcut submit "A lighthouse keeper befriends a storm" --length 60 --watch
    """
    with sentences():
        request = asked.request(approval=approval or None)
        engines = asked_crew(crew, asked.engines)
        with studio_at(api) as studio:
            run = studio.submit(
                request,
                deployment=deployment,
                crew=engines,
                storage=storage,
                queue=queue,
                key=key,
            )
            typer.echo(run.id)
            if watch:
                _watch(studio, run)


@commands.command(rich_help_panel=PANEL)
def status(
    run: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN]",
            help="A run's id, the beginning of it, or its name; the latest runs when left out.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Runs listed.")] = 20,
    api: Api = "",
) -> None:
    """Show how a film is getting on, or list the latest ones."""
    with sentences(), studio_at(api) as studio:
        from flows.cli import shown

        if run is None:
            shown.show_runs(studio.runs(limit))
        else:
            shown.show_run(studio.progress(studio.run(run)))


@commands.command(rich_help_panel=PANEL)
def watch(run: RunName, api: Api = "") -> None:
    """Show a film's progress until it ends: exit code 0 when it is made, 1 when it is not."""
    with sentences("No longer watched; the studio goes on."), studio_at(api) as studio:
        _watch(studio, studio.run(run))


@commands.command(rich_help_panel=PANEL)
def films(run: RunName, api: Api = "") -> None:
    """List the files of a finished film."""
    with sentences(), studio_at(api) as studio:
        from flows.cli import shown

        shown.show_files(studio.deliverables(studio.run(run)))


@commands.command(rich_help_panel=PANEL)
def fetch(
    run: RunName,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where its files go; films/<title> when left out."),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Print addresses of its files instead.")
    ] = False,
    api: Api = "",
) -> None:
    """Download a finished film with all its files, each checked; go on where it was cut off."""
    with sentences(), studio_at(api) as studio:
        from flows.cli import shown

        found = studio.run(run)
        if links:
            for file, link in studio.links(found).items():
                typer.echo(f"{file}\t{link}")
            return
        folder = out or shown.folder_for(found, Path("films"))
        files = studio.deliverables(found)
        with shown.downloads(files) as told:
            studio.fetch(found, folder, told)
        typer.echo(str(folder / "film.mp4"))


@commands.command(rich_help_panel=PANEL)
def cancel(run: RunName, api: Api = "") -> None:
    """Stop a film with everything that works on it; what is finished is kept."""
    with sentences(), studio_at(api) as studio:
        now = studio.cancel(run)
        typer.echo(f"{now.id} is {now.state_name.lower()}.")


@commands.command(rich_help_panel=PANEL)
def retry(run: RunName, api: Api = "") -> None:
    """Try a film again that failed or was cancelled: only what is missing is made."""
    with sentences(), studio_at(api) as studio:
        now = studio.retry(run)
        typer.echo(f"{now.id} is tried again: `firstcut watch {now.id}` shows it.")


@commands.command(rich_help_panel=PANEL)
def approve(
    run: RunName,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="A change to the story, such as scenes[0].lines[0].text=No; may be given often.",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Show the storyboard again with the changes.")
    ] = False,
    note: Annotated[str, typer.Option(help="Kept in the run's log.")] = "",
    api: Api = "",
) -> None:
    """Let a film that waits at its storyboard go on."""
    with sentences(), studio_at(api) as studio:
        now = studio.approve(run, change or [], note=note, again=again)
        typer.echo(f"{now.id} goes on: `firstcut watch {now.id}` shows it.")


@commands.command(rich_help_panel=PANEL)
def reject(
    run: RunName,
    note: Annotated[str, typer.Option(help="Why; shown with the run.")] = "",
    api: Api = "",
) -> None:
    """End a film that waits at its storyboard."""
    with sentences(), studio_at(api) as studio:
        typer.echo(f"{studio.reject(run, note).id} is rejected.")


@contextmanager
def studio_at(api: str) -> "Iterator[Studio]":
    """Lend the studio at an address; whatever of Prefect is loaded for it asks there too."""
    from flows.client import Studio

    with Studio(api) as studio:
        os.environ["PREFECT_API_URL"] = studio.api
        yield studio


def asked_crew(name: str | None, others: dict[str, str]) -> dict[str, str]:
    """Return the engines that are asked for; BadRequest names those there are."""
    if name is None and not others:
        return {}
    from blocks.crew import crew_named

    crew = crew_named(name or "animatic", **others)
    return crew.model_dump() if name else others


def _watch(studio: "Studio", run: "Run") -> None:
    from flows.cli import shown

    if not shown.follow(studio, run):
        raise typer.Exit(FAILED)
