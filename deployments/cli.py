"""The commands that run a studio: everything on one machine, or a part of it on each."""

from typing import Annotated, Literal

import typer

from flows.cli.sentences import sentences

app = typer.Typer()
PANEL = "Studio"
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@app.command(rich_help_panel=PANEL)
def studio(
    port: Annotated[int, typer.Option(help="Where the Prefect UI and API listen.")] = 4200,
    desk_port: Annotated[int, typer.Option(help="Where finished films are opened.")] = 4201,
    films: Annotated[int, typer.Option(min=1, max=64, help="Films made at a time.")] = 2,
    gpu: Annotated[
        bool | None,
        typer.Option(
            "--gpu/--no-gpu", help="Take films for this machine's GPU; found out when left out."
        ),
    ] = None,
) -> None:
    """Run a whole studio on this machine: Prefect server and UI, workers, and the desk.

    It runs until Ctrl-C. Films that were cut off go on when it is started again.
    """
    import shutil

    from deployments.studio import Plan, run_studio

    has_gpu = shutil.which("nvidia-smi") is not None if gpu is None else gpu
    plan = Plan(port=port, desk_port=desk_port, films=films, gpu=has_gpu)
    with sentences("The studio is closed."):
        run_studio(plan, tell=typer.echo, ready=_greet)


@app.command(rich_help_panel=PANEL)
def register(
    pool: Annotated[
        list[str] | None,
        typer.Option(
            metavar="POOL=TEMPLATE",
            help="What a work pool is made from, such as gpu=kubernetes-gpu, or a default of its "
            "form, such as gpu.image=…; may be given often.",
        ),
    ] = None,
    storage: Annotated[
        str,
        typer.Option(
            metavar="BLOCK",
            help="Where films lie unless their runs say otherwise: a saved storage block as "
            "type-slug/name, or local for the workers' homes.",
        ),
    ] = "",
) -> None:
    """Register pools, queues, limits, automations and deployments; twice changes nothing."""
    with sentences():
        _need_server()
        from deployments.pools import PoolChoice
        from deployments.register import register as register_all

        register_all(PoolChoice.parse(pool or ()), storage)
        typer.echo("Everything is registered.")


@app.command(rich_help_panel=PANEL)
def worker(
    pool: Annotated[str, typer.Argument(help="The work pool: cpu, gpu or office.")],
    limit: Annotated[int, typer.Option(min=1, max=64, help="Runs at a time.")] = 2,
    queue: Annotated[
        list[str] | None, typer.Option(help="Take work from this queue only; may be given often.")
    ] = None,
    name: Annotated[str, typer.Option(help="What the UI calls it.")] = "",
    health_port: Annotated[
        int | None, typer.Option(help="Answer health checks on this port.")
    ] = None,
) -> None:
    """Run a worker of a work pool, for the server at PREFECT_API_URL."""
    import os
    import socket

    with sentences():
        _need_server()
        from deployments.worker import environment
        from deployments.working import work

        os.environ.update(environment())  # before Prefect is imported, which reads it then
        if health_port:
            os.environ["PREFECT_WORKER_WEBSERVER_PORT"] = str(health_port)
        work(
            pool,
            name=name or f"{socket.gethostname()}-{pool}",
            limit=limit,
            queues=queue or (),
            healthcheck=health_port is not None,
        )


@app.command(rich_help_panel=PANEL)
def desk(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at.")] = 4201,
) -> None:
    """Open finished films by signed link, and tell Prometheus what the studio does."""
    from deployments.desk import serve

    serve(host, port)


@app.command(rich_help_panel=PANEL)
def storage(
    bucket: Annotated[str, typer.Argument(help="The bucket; it is made when it is missing.")],
    endpoint: Annotated[str, typer.Option(help="Address of a storage that is not AWS's.")] = "",
    public_endpoint: Annotated[
        str, typer.Option(help="Its address as browsers reach it, when that is another.")
    ] = "",
    region: Annotated[str, typer.Option(help="The bucket's region.")] = "",
    folder: Annotated[
        str, typer.Option(help="A folder for all of Firstcut's, if others use the bucket too.")
    ] = "",
    encryption: Annotated[
        Literal["AES256", "aws:kms", "none"],
        typer.Option(help="At rest: AES256, aws:kms, or none for what the bucket does."),
    ] = "AES256",
    kms_key: Annotated[str, typer.Option(help="The key for aws:kms.")] = "",
    results_days: Annotated[
        int, typer.Option(min=0, help="Days after which tasks' results go; 0 keeps them.")
    ] = 0,
    link_hours: Annotated[
        float, typer.Option(min=0.1, max=168, help="Hours for which a link opens a film.")
    ] = 1,
    save_keys: Annotated[
        bool,
        typer.Option(
            "--save-keys",
            help="Save AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the credentials block; "
            "without it workers use their own role.",
        ),
    ] = False,
) -> None:
    """Keep everything on S3: make a bucket private and tidy, and save the blocks that name it."""
    import os

    with sentences():
        _need_server()
        from pydantic import SecretStr

        from deployments import storage as on_s3
        from film.errors import BadRequest

        found = {name: os.environ.get(name, "") for name in KEYS} if save_keys else {}
        if save_keys and not all(found.values()):
            raise BadRequest(f"--save-keys wants {' and '.join(KEYS)} in the environment")
        plan = on_s3.Plan(
            bucket, endpoint, region, folder=folder, encryption=encryption, kms_key=kms_key,
            results_days=results_days, link_hours=link_hours, public_endpoint=public_endpoint,
            key_id=found.get(KEYS[0], ""), secret=SecretStr(found.get(KEYS[1], "")),
        )  # fmt: skip
        for change in on_s3.set_up(plan):
            typer.echo(change)
        typer.echo(
            f"Saved: {on_s3.REFERENCE} for films and assets, {on_s3.RESULT_STORAGE} for results.\n"
            f"To have films lie there: firstcut register --storage {on_s3.REFERENCE}, and workers "
            f"with PREFECT_DEFAULT_RESULT_STORAGE_BLOCK={on_s3.RESULT_STORAGE}"
        )


def _need_server() -> None:
    """Raise BadRequest where nobody said which Prefect server is meant."""
    import os

    from film.errors import BadRequest

    if not os.environ.get("PREFECT_API_URL"):
        raise BadRequest(
            "No server is named: set PREFECT_API_URL, such as http://127.0.0.1:4200/api"
        )


def _greet(api: str, desk: str) -> None:
    """Say where everything is, and how a film is made."""
    import json
    import os

    import httpx

    ui = api.removesuffix("/api")
    auth = os.environ.get("PREFECT_API_AUTH_STRING", "")
    known = httpx.get(
        f"{api}/deployments/name/make-movie/animatic",
        auth=httpx.BasicAuth(*auth.split(":", 1)) if ":" in auth else None,
        timeout=30,
    )
    known.raise_for_status()
    request = {"prompt": "A lighthouse keeper befriends a storm", "length": 30}
    typer.echo(
        f"""
The studio takes orders.

  In the browser   {ui}
  API              {api}  (export PREFECT_API_URL={api})
  Films            {desk}  (by the links that a run shows)

Make a film:

  firstcut submit "{request["prompt"]}" --length 30 --watch

or, without anything of ours:

  curl -X POST {api}/deployments/{known.json()["id"]}/create_flow_run \\
    {'-u "$PREFECT_API_AUTH_STRING" ' if auth else ""}-H 'Content-Type: application/json' \\
    -d '{json.dumps({"parameters": {"request": request}})}'

Ctrl-C closes the studio; what is unfinished goes on when it opens again."""
    )
