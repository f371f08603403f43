"""The command line's arguments and options, as several commands take them."""

from pathlib import Path
from typing import Annotated, Any

import typer

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
CrewName = Annotated[
    str,
    typer.Option(
        "--crew",
        help="Which engines do the jobs: animatic (drawn here), cloud (vendors) or gpu (models "
        "that run here).",
    ),
]


Sampler = Annotated[
    str | None,
    typer.Option(
        "--sampler",
        help="Noise scheduler of models that run here: euler, euler-ancestral, dpm++-2m, "
        "dpm++-2m-karras, ddim or unipc.",
        rich_help_panel="Engines",
    ),
]
Steps = Annotated[
    int | None,
    typer.Option(
        help="Denoising steps of models that run here, 1 to 150.", rich_help_panel="Engines"
    ),
]
Guidance = Annotated[
    str | None,
    typer.Option(
        "--cfg-scale",
        help="How closely their pictures follow the words, 0 to 30.",
        rich_help_panel="Engines",
    ),
]


def _engine(stage: str, does: str) -> Any:
    return typer.Option(
        f"--{stage}",
        metavar="ENGINE",
        help=f"Who {does} instead: an engine's name, or a saved block as type-slug/name.",
        rich_help_panel="Engines",
    )


Story = Annotated[str | None, _engine("story", "writes the story")]
Image = Annotated[str | None, _engine("image", "draws characters and keyframes")]
Video = Annotated[str | None, _engine("video", "films the shots")]
Voice = Annotated[str | None, _engine("voice", "speaks the lines")]
Music = Annotated[str | None, _engine("music", "makes music and sound")]
Lipsync = Annotated[str | None, _engine("lipsync", "makes mouths follow the speech")]
Moderation = Annotated[str | None, _engine("moderation", "judges the request first")]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where films go.")]
Budget = Annotated[str | None, typer.Option(help="Most US dollars that paid engines may spend.")]
User = Annotated[str | None, typer.Option("--user", help="Who asks; kept in the report.")]
Tag = Annotated[list[str] | None, typer.Option("--tag", help="A label; may be given often.")]
