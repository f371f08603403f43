"""The command line: films, their plans and prices, the engines, and the local server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from film.errors import BadRequest, FirstcutError
from flows import options

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


@app.command()
def make(
    prompt: options.Prompt = None,
    script: options.Script = None,
    title: options.Title = None,
    genre: options.GenreName = None,
    style: options.StyleName = None,
    length: options.Length = None,
    scenes: options.Scenes = None,
    aspect: options.Aspect = None,
    resolution: options.Lines = None,
    fps: options.Rate = None,
    language: options.LanguageName = None,
    seed: options.Seed = None,
    no_narration: options.NoNarration = False,
    captions: options.CaptionsWay = None,
    continue_: options.Continue = None,
    crew: options.CrewName = "animatic",
    story: options.Story = None,
    image: options.Image = None,
    video: options.Video = None,
    voice: options.Voice = None,
    music: options.Music = None,
    lipsync: options.Lipsync = None,
    moderation: options.Moderation = None,
    sampler: options.Sampler = None,
    steps: options.Steps = None,
    cfg_scale: options.Guidance = None,
    budget: options.Budget = None,
    user: options.User = None,
    tag: options.Tag = None,
    out: options.Out = Path("films"),
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
            user_id=user, tags=tag, sampler=sampler, steps=steps, cfg_scale=cfg_scale,
        )  # fmt: skip
        local_api.use()
        _open_workshop()
        from blocks.crew import crew_named
        from flows.local_run import run_film

        hired = crew_named(
            crew, story=story, image=image, video=video, voice=voice, music=music,
            lipsync=lipsync, moderation=moderation,
        )  # fmt: skip
        run_film(request, hired, out)


@app.command()
def plan(
    prompt: options.Prompt = None,
    script: options.Script = None,
    title: options.Title = None,
    genre: options.GenreName = None,
    length: options.Length = None,
    scenes: options.Scenes = None,
    resolution: options.Lines = None,
    language: options.LanguageName = None,
    seed: options.Seed = None,
    no_narration: options.NoNarration = False,
    continue_: options.Continue = None,
    crew: options.CrewName = "animatic",
    story: options.Story = None,
    image: options.Image = None,
    video: options.Video = None,
    voice: options.Voice = None,
    music: options.Music = None,
    lipsync: options.Lipsync = None,
    moderation: options.Moderation = None,
    fountain: Annotated[
        bool, typer.Option("--fountain", help="Print the screenplay instead of the shot list.")
    ] = False,
) -> None:
    """Show the story, its shot list and what it would cost; nothing is drawn, spoken or bought."""
    with _sentences():
        from flows.asking import ask_request

        request = ask_request(
            prompt, script, continue_,
            title=title, genre=genre, length=length, scenes=scenes, resolution=resolution,
            language=language, seed=seed, narration=not no_narration,
        )  # fmt: skip
        others = {
            "story": story, "image": image, "video": video, "voice": voice, "music": music,
            "lipsync": lipsync, "moderation": moderation,
        }  # fmt: skip
        if any("/" in reference for reference in others.values() if reference):
            from flows import local_api

            local_api.use()
            local_api.wait()
        from blocks.crew import crew_named
        from flows.shot_list import print_bill, print_plan

        hired = crew_named(crew, **others)
        print_plan(request, fountain=fountain)
        if not fountain:
            print_bill(request, hired)


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
def engines() -> None:
    """List every engine: whether it is ready here, what to do if not, and its licence."""
    with _sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.doctor import list_engines

        list_engines()


@app.command()
def fetch(
    stage: Annotated[
        str, typer.Argument(metavar="STAGE", help="image, video, music or another stage.")
    ],
    engine: Annotated[
        str, typer.Argument(metavar="ENGINE", help="An engine, or a saved block type-slug/name.")
    ],
) -> None:
    """Download what an engine needs, such as a model's weights, before a film has to wait for it.

    firstcut fetch video diffusers
    """
    with _sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.doctor import fetch_for

        fetch_for(stage, engine)


@app.command()
def prices() -> None:
    """List the vendors' prices that estimates and budgets rest on, and where they stand."""
    with _sentences():
        from flows.money import print_prices

        print_prices()


@app.command()
def ledger(
    account: Annotated[
        str | None,
        typer.Argument(metavar="[FILM]", help="A film's account; all films when left out."),
    ] = None,
) -> None:
    """List what films have cost, order by order."""
    with _sentences():
        from flows.money import print_ledger

        print_ledger(account)


@app.command()
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
    with _sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
        from flows.money import print_limits

        print_limits(plan or [])


@app.command()
def vendors(
    port: Annotated[int, typer.Option(help="Where on this machine it listens.")] = 8410,
) -> None:
    """Run stand-ins for the vendors on this machine, to try the cloud crew without a key."""
    with _sentences():
        from flows.standins.server import serve

        serve("127.0.0.1", port)


@app.command()
def doctor() -> None:
    """Try every engine that is ready, without buying anything, and say what can run here."""
    with _sentences():
        from flows import local_api

        local_api.use()
        local_api.wait()
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
