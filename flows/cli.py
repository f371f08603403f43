"""The command line: make, plan, remake, doctor and the local server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from film.errors import BadRequest, FirstcutError

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; something broke; the request has to change; Ctrl-C."""

app = typer.Typer(
    name="firstcut",
    help="Turn a prompt or a screenplay into a finished film.\n\n"
    "Exit codes: 0 done, 1 something broke, 2 the request has to change, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
server = typer.Typer(
    help="The local Prefect API that commands start and share; it ends when idle.",
    no_args_is_help=True,
)
app.add_typer(server, name="server")

Prompt = Annotated[
    str | None,
    typer.Argument(
        metavar="[PROMPT]",
        help="What the film is about, in a sentence or a few.",
        show_default=False,
    ),
]
Script = Annotated[
    Path | None,
    typer.Option("--script", metavar="FILE", help="A Fountain screenplay, in place of a prompt."),
]
Title = Annotated[
    str | None, typer.Option(help="The film's title; found in the story if left out.")
]
GenreName = Annotated[
    str | None,
    typer.Option(
        "--genre",
        help="drama, comedy, thriller, horror, science fiction, fantasy, romance, adventure, "
        "documentary or children; read from the prompt if not given.",
    ),
]
StyleName = Annotated[
    str | None, typer.Option("--style", help="storybook, noir, watercolour, pop or pastel.")
]
Length = Annotated[int | None, typer.Option(help="Seconds, 15 to 600; 60 for a prompt.")]
Scenes = Annotated[int | None, typer.Option(help="Number of scenes, 1 to 60.")]
Aspect = Annotated[str | None, typer.Option("--aspect", help="16:9, 9:16, 1:1 or 2.39:1.")]
Lines = Annotated[str | None, typer.Option("--resolution", help="360p, 480p, 540p, 720p or 1080p.")]
Rate = Annotated[str | None, typer.Option("--fps", help="24, 25, 30 or 30000/1001.")]
LanguageName = Annotated[
    str | None,
    typer.Option(
        "--language",
        help="en, en-GB, de, fr, es, it, pt, nl, sv or pl; prompts are told in English.",
    ),
]
Seed = Annotated[int | None, typer.Option(help="Another seed tells another film.")]
NoNarration = Annotated[bool, typer.Option("--no-narration", help="Nobody narrates.")]
CaptionsWay = Annotated[
    str | None, typer.Option("--captions", help="embedded (can be switched), burned or sidecar.")
]
Continue = Annotated[
    Path | None,
    typer.Option("--continue", metavar="FOLDER", help="An earlier film whose characters return."),
]
CrewName = Annotated[str, typer.Option("--crew", help="Which engines do the jobs: animatic.")]
Engine = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        metavar="STAGE=REFERENCE",
        help="Another engine for one stage (story, image, video, voice, music, lipsync): a saved "
        "block as type-slug/name. May be given more than once.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where films go.")]
Budget = Annotated[str | None, typer.Option(help="Most US dollars that paid engines may spend.")]
User = Annotated[str | None, typer.Option("--user", help="Who asks; kept in the report.")]
Tag = Annotated[list[str] | None, typer.Option("--tag", help="A label; may be given often.")]


@app.command()
def make(
    prompt: Prompt = None,
    script: Script = None,
    title: Title = None,
    genre: GenreName = None,
    style: StyleName = None,
    length: Length = None,
    scenes: Scenes = None,
    aspect: Aspect = None,
    resolution: Lines = None,
    fps: Rate = None,
    language: LanguageName = None,
    seed: Seed = None,
    no_narration: NoNarration = False,
    captions: CaptionsWay = None,
    continue_: Continue = None,
    crew: CrewName = "animatic",
    engine: Engine = None,
    budget: Budget = None,
    user: User = None,
    tag: Tag = None,
    out: Out = Path("films"),
) -> None:
    """Make a film from a prompt or a screenplay.

    firstcut make "A lighthouse keeper befriends a storm" --genre drama --length 60
    """
    with _sentences():
        from flows import local_api
        from flows.asking import ask_request

        request = ask_request(
            prompt, script, continue_,
            title=title, genre=genre, style=style, length=length, scenes=scenes,
            aspect_ratio=aspect, resolution=resolution, frame_rate=fps, language=language,
            seed=seed, narration=not no_narration, captions=captions, budget=budget,
            user_id=user, tags=tag,
        )  # fmt: skip
        local_api.use()
        _open_workshop()
        from flows.local_run import ask_crew, run_film

        run_film(request, ask_crew(crew, engine or []), out)


@app.command()
def plan(
    prompt: Prompt = None,
    script: Script = None,
    title: Title = None,
    genre: GenreName = None,
    length: Length = None,
    scenes: Scenes = None,
    language: LanguageName = None,
    seed: Seed = None,
    no_narration: NoNarration = False,
    continue_: Continue = None,
    fountain: Annotated[
        bool, typer.Option("--fountain", help="Print the screenplay instead of the shot list.")
    ] = False,
) -> None:
    """Show the story and its shot list, in seconds; nothing is drawn, spoken or bought."""
    with _sentences():
        from flows.asking import ask_request
        from flows.shot_list import print_plan

        request = ask_request(
            prompt, script, continue_,
            title=title, genre=genre, length=length, scenes=scenes, language=language, seed=seed,
            narration=not no_narration,
        )  # fmt: skip
        print_plan(request, fountain=fountain)


@app.command()
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
    with _sentences():
        from flows import local_api

        local_api.use()
        _open_workshop()
        from flows.local_run import remake_film

        remake_film(folder, change or [])


@app.command()
def doctor() -> None:
    """Try every engine and say, honestly, what can run here."""
    with _sentences():
        from flows.doctor import examine

        if not examine():
            raise typer.Exit(FAILED)


@server.command("start")
def start_server() -> None:
    """Start the local Prefect API, unless it runs already."""
    with _sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        _print_server()


@server.command("status")
def server_status() -> None:
    """Say whether the local Prefect API runs, and where."""
    with _sentences():
        _print_server()


@server.command("stop")
def stop_server() -> None:
    """Stop the local Prefect API."""
    with _sentences():
        from flows import local_api

        typer.echo("Stopped." if local_api.stop() else "It was not running.")


@server.command("prepare")
def prepare_server() -> None:
    """Lay out the local Prefect database once, so that first films start sooner."""
    with _sentences():
        from flows.local_server import prepare

        prepare()


def main() -> None:
    """Run the command line."""
    app()


def _open_workshop() -> None:
    """Let the worker processes load their libraries while this one loads Prefect."""
    from film.animatic import workshop

    workshop.open_early()


def _print_server() -> None:
    from flows import local_api

    running = local_api.running()
    typer.echo(
        f"Running at {running.url} (process {running.pid})." if running else "It is not running."
    )


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what goes wrong into one sentence and an exit code."""
    try:
        yield
    except FirstcutError as error:
        _fail(error, BAD_INPUT if isinstance(error, BadRequest) else FAILED)
    except KeyboardInterrupt:
        _fail("Stopped. What was finished is kept: run it again to go on.", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(OK) from None


def _fail(sentence: Any, code: int) -> None:
    typer.secho(str(sentence), err=True, fg=typer.colors.RED)
    raise typer.Exit(code) from None
