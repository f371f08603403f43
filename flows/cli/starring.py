"""Commands that make films with a persona on this machine."""

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from film.model import FilmModel
from flows.cli import options
from flows.cli.sentences import sentences

PANEL = "Films made here"
commands = typer.Typer()

Who = Annotated[str, typer.Argument(metavar="PERSONA", help="A saved persona: firstcut persona.")]
FaceSwap = Annotated[str | None, options.engine("faceswap", "puts the face in")]
Revoice = Annotated[str | None, options.engine("revoice", "says speech again in the voice")]
Crew = Annotated[
    str | None,
    typer.Option(help="animatic, cloud or gpu; animatic, or the deployment's own, if left out."),
]
Deployment = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="Have the studio at PREFECT_API_URL make it, by a deployment such as persona, "
        "persona-cloud, transform or transform-cloud; its run is printed.",
    ),
]


@commands.command(rich_help_panel=PANEL)
def star(
    persona: Who,
    narration: Annotated[str, typer.Argument(help="What the lead says, word for word.")],
    location: Annotated[
        str | None, typer.Option(help="Where it plays, such as rooftop, forest or spaceship.")
    ] = None,
    lighting: Annotated[
        str | None,
        typer.Option(
            help="daylight, golden hour, blue hour, overcast, moonlight, neon, candlelight, storm "
            "light, fog or snow light."
        ),
    ] = None,
    mood: Annotated[str | None, typer.Option(help="Such as warm, heroic, sad or tense.")] = None,
    prompt: Annotated[str | None, typer.Option(help="Anything else that is to be seen.")] = None,
    title: options.Title = None,
    genre: options.GenreName = None,
    style: options.StyleName = None,
    aspect: options.Aspect = None,
    resolution: options.Lines = None,
    fps: options.Rate = None,
    language: options.LanguageName = None,
    captions: options.CaptionsWay = None,
    watermark: Annotated[
        str | None, typer.Option(help="What the visible mark says; '' for none.")
    ] = None,
    seed: options.Seed = None,
    budget: options.Budget = None,
    tag: options.Tag = None,
    crew: Crew = None,
    image: options.Image = None,
    video: options.Video = None,
    voice: options.Voice = None,
    music: options.Music = None,
    lipsync: options.Lipsync = None,
    faceswap: FaceSwap = None,
    revoice: Revoice = None,
    moderation: options.Moderation = None,
    out: options.Out = Path("films"),
    deployment: Deployment = "",
) -> None:
    """Make a film in which a saved persona plays the lead.

    firstcut star ana "I always wanted to see the city from up here." --location rooftop
    """
    with sentences():
        from film.starring.request import StarringRequest

        request = _asked(
            StarringRequest,
            persona=persona,
            narration=narration,
            location=location,
            lighting=lighting,
            mood=mood,
            prompt=prompt,
            title=title,
            genre=genre,
            style=style,
            aspect_ratio=aspect,
            resolution=resolution,
            frame_rate=fps,
            language=language,
            captions=captions,
            seed=seed,
            budget=budget,
            tags=tag,
            **_marked(watermark),
        )
        engines = _named(
            image=image,
            video=video,
            voice=voice,
            music=music,
            lipsync=lipsync,
            faceswap=faceswap,
            revoice=revoice,
            moderation=moderation,
        )
        if deployment:
            _submit(request, deployment, crew, engines)
            return
        hired = _hired(crew, engines)
        from flows.cli.local_run import star_here

        star_here(request, hired, out)


@commands.command(rich_help_panel=PANEL)
def transform(
    source: Annotated[str, typer.Argument(help="A video: a file, an https or an s3 address.")],
    persona: Who,
    face: Annotated[
        int | None,
        typer.Option(min=1, help="Whose face: counted from the left; the most seen if left out."),
    ] = None,
    keep_voice: Annotated[
        bool, typer.Option("--keep-voice", help="Leave the sound alone.")
    ] = False,
    title: options.Title = None,
    watermark: Annotated[str | None, typer.Option(help="What a visible mark says.")] = None,
    notice: Annotated[
        str | None, typer.Option(help="A sentence that is said over the beginning.")
    ] = None,
    budget: options.Budget = None,
    tag: options.Tag = None,
    crew: Crew = None,
    faceswap: FaceSwap = None,
    revoice: Revoice = None,
    moderation: options.Moderation = None,
    out: options.Out = Path("films"),
    deployment: Deployment = "",
) -> None:
    """Put a saved persona's face, and voice, into an existing video.

    firstcut transform holiday.mp4 ana --face 2
    """
    with sentences():
        from film.transform.request import TransformRequest

        request = _asked(
            TransformRequest,
            source=source,
            persona=persona,
            face={"by": "from the left", "place": face} if face else None,
            voice="keep" if keep_voice else None,
            title=title,
            notice=notice,
            budget=budget,
            tags=tag,
            **(_marked(watermark) if watermark else {}),
        )
        engines = _named(faceswap=faceswap, revoice=revoice, moderation=moderation)
        if deployment:
            _submit(request, deployment, crew, engines)
            return
        hired = _hired(crew, engines)
        from flows.cli.local_run import transform_here

        transform_here(request, hired, out)


def _asked(kind: type[FilmModel], **given: Any) -> Any:
    """Return a request; BadRequest with one sentence when it cannot be."""
    from film.errors import BadRequest
    from flows.asking import sentence

    said = {name: value for name, value in given.items() if value is not None}
    said |= {"watermark": None} if given.get("watermark", "") is None else {}
    try:
        return kind.model_validate(said)
    except ValidationError as cause:
        raise BadRequest(sentence(cause)) from None


def _marked(text: str | None) -> dict[str, Any]:
    """Return the watermark that was asked for: the usual when nothing was said."""
    if text is None:
        return {}
    return {"watermark": {"text": text} if text else None}


def _named(**engines: str | None) -> dict[str, str]:
    return {stage: name for stage, name in engines.items() if name is not None}


def _hired(crew: str | None, engines: dict[str, str]) -> Any:
    """Start the local API and hire a crew."""
    from film.animatic import workshop
    from flows import local_api

    local_api.use()
    workshop.open_early()
    from blocks.crew import crew_named

    return crew_named(crew or "animatic", **engines)


def _submit(request: Any, deployment: str, crew: str | None, engines: dict[str, str]) -> None:
    """Ask a studio for a film, and print its run."""
    from flows.cli.studio import asked_crew, studio_at

    hired = asked_crew(crew, engines)
    with studio_at("") as studio:
        run = studio.submit(request, deployment=deployment, crew=hired)
    typer.echo(run.id)
