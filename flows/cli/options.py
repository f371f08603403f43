"""The command line's arguments and options, as several commands take them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from film.request import MovieRequest

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


def engine(stage: str, does: str) -> Any:
    """Return the option that chooses a stage's engine."""
    return typer.Option(
        f"--{stage}",
        metavar="ENGINE",
        help=f"Who {does} instead: an engine's name, or a saved block as type-slug/name.",
        rich_help_panel="Engines",
    )


Story = Annotated[str | None, engine("story", "writes the story")]
Image = Annotated[str | None, engine("image", "draws characters and keyframes")]
Video = Annotated[str | None, engine("video", "films the shots")]
Voice = Annotated[str | None, engine("voice", "speaks the lines")]
Music = Annotated[str | None, engine("music", "makes music and sound")]
Lipsync = Annotated[str | None, engine("lipsync", "makes mouths follow the speech")]
Moderation = Annotated[str | None, engine("moderation", "judges the request first")]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where films go.")]
Budget = Annotated[str | None, typer.Option(help="Most US dollars that paid engines may spend.")]
User = Annotated[str | None, typer.Option("--user", help="Who asks; kept in the report.")]
Tag = Annotated[list[str] | None, typer.Option("--tag", help="A label; may be given often.")]
FailedShots = Annotated[
    str | None,
    typer.Option(
        "--failed-shots",
        help="What becomes of a shot that cannot be made: stop (fails the film) or slate (stands "
        "in for it).",
    ),
]


@dataclass(frozen=True)
class StoryAsked:
    """What may be asked of a story, and by whom it is to be told."""

    prompt: Prompt = None
    script: Script = None
    title: Title = None
    genre: GenreName = None
    length: Length = None
    scenes: Scenes = None
    resolution: Lines = None
    language: LanguageName = None
    seed: Seed = None
    no_narration: NoNarration = False
    continue_: Continue = None
    story: Story = None
    image: Image = None
    video: Video = None
    voice: Voice = None
    music: Music = None
    lipsync: Lipsync = None
    moderation: Moderation = None

    def request(self, **more: Any) -> "MovieRequest":
        """Return the request that was asked for; BadRequest says what to change."""
        from flows.asking import ask_request

        return ask_request(self.prompt, self.script, self.continue_, **self._wishes, **more)

    @property
    def engines(self) -> dict[str, str]:
        """The engines that were chosen, by stage."""
        stages = ("story", "image", "video", "voice", "music", "lipsync", "moderation")
        chosen = {stage: getattr(self, stage) for stage in stages}
        return {stage: reference for stage, reference in chosen.items() if reference}

    @property
    def _wishes(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "genre": self.genre,
            "length": self.length,
            "scenes": self.scenes,
            "resolution": self.resolution,
            "language": self.language,
            "seed": self.seed,
            "narration": not self.no_narration,
        }


@dataclass(frozen=True)
class FilmAsked(StoryAsked):
    """What may be asked of a film."""

    style: StyleName = None
    aspect: Aspect = None
    fps: Rate = None
    captions: CaptionsWay = None
    sampler: Sampler = None
    steps: Steps = None
    cfg_scale: Guidance = None
    budget: Budget = None
    failed_shots: FailedShots = None
    user: User = None
    tag: Tag = None

    @property
    def _wishes(self) -> dict[str, Any]:
        return super()._wishes | {
            "style": self.style,
            "aspect_ratio": self.aspect,
            "frame_rate": self.fps,
            "captions": self.captions,
            "sampler": self.sampler,
            "steps": self.steps,
            "cfg_scale": self.cfg_scale,
            "budget": self.budget,
            "failed_shots": self.failed_shots,
            "user_id": self.user,
            "tags": self.tag,
        }


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each field of its first parameter, which is a dataclass."""
    asked, *own = inspect.signature(command).parameters.values()
    kind = asked.annotation
    hints = get_type_hints(kind, include_extras=True)
    names = [field.name for field in fields(kind)]
    options = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(kind)
    ]

    def run(**given: Any) -> None:
        command(kind(**{name: given.pop(name) for name in names}), **given)

    own = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own]
    run.__signature__ = inspect.Signature([*options, *own])  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in (*options, *own)}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run
