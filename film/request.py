"""The request: everything a person may ask of a film, as the UI's form and the API see it."""

import hashlib
import json
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from film.clock import Rational
from film.form import at, if_given
from film.look import Sampling
from film.model import FilmModel
from film.screen import AspectRatio, FrameRateName, Resolution, Screen, make_screen
from film.story import Character, Genre

Language = Literal["en", "en-GB", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"]
Captions = Literal["sidecar", "embedded", "burned"]
Style = Literal["storybook", "noir", "watercolour", "pop", "pastel"]


USUAL_LENGTH = 60
"""Seconds of a film that is told from a prompt."""

DOLLARS = r"^[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$"
"""An amount of money as the form and the API's callers write it."""
_TEXT: JsonDict = {"type": "string", "pattern": r"\S"}
_ONE_SOURCE: JsonDict = {
    "if": {"required": ["screenplay"], "properties": {"screenplay": _TEXT}},
    "then": {"properties": {"prompt": {"maxLength": 0}}},
    "else": {"required": ["prompt"], "properties": {"prompt": _TEXT}},
}
"""What the model's validator says, as JSON schema: a server refuses by it before any work."""


class MovieRequest(FilmModel):
    """A film, asked for: exactly one of a prompt and a screenplay, and how it should look."""

    model_config = ConfigDict(json_schema_extra=_ONE_SOURCE)

    prompt: str | None = Field(
        None,
        max_length=4_000,
        description="What the film is about, in a sentence or a few, such as «A lighthouse keeper "
        "befriends a storm». Give this or a screenplay, not both.",
        examples=["A lighthouse keeper befriends a storm"],
        json_schema_extra=if_given(0),
    )
    screenplay: str | None = Field(
        None,
        max_length=400_000,
        description="A screenplay in Fountain syntax, which is plain text: sluglines, action, and "
        "names in capitals above what they say. Give this or a prompt, not both.",
        examples=["INT. KITCHEN - NIGHT\n\nMARA\nWho left the light on?"],
        json_schema_extra=if_given(1),
    )
    title: str | None = Field(
        None,
        max_length=120,
        description="The film's title; found in the story when left out.",
        examples=["The Keeper and the Storm"],
        json_schema_extra=if_given(2),
    )
    genre: Genre | None = Field(
        None,
        description="Shapes the story's arc, light, voices and score; read from the prompt when "
        "left out.",
        examples=["drama"],
        json_schema_extra=if_given(3),
    )
    style: Style = Field(
        "storybook",
        description="The look of the pictures.",
        examples=["noir"],
        json_schema_extra=at(4),
    )
    length: int | None = Field(
        None,
        ge=15,
        le=600,
        description="Length of the film in seconds, 15 to 600. When left out, 60 for a prompt, and "
        "as long as its lines take for a screenplay.",
        examples=[60],
        json_schema_extra=if_given(5),
    )
    scenes: int | None = Field(
        None,
        ge=1,
        le=60,
        description="Number of scenes, 1 to 60; follows from the length when left out.",
        examples=[5],
        json_schema_extra=if_given(6),
    )
    aspect_ratio: AspectRatio = Field(
        "16:9", description="Shape of the picture.", examples=["16:9"], json_schema_extra=at(7)
    )
    resolution: Resolution = Field(
        "720p",
        description="Lines of the picture's short side.",
        examples=["1080p"],
        json_schema_extra=at(8),
    )
    frame_rate: FrameRateName = Field(
        "24", description="Frames per second.", examples=["24"], json_schema_extra=at(9)
    )
    language: Language = Field(
        "en",
        description="Language of the voices. The embedded storyteller writes English only: give "
        "a screenplay for another language.",
        examples=["en"],
        json_schema_extra=at(10),
    )
    seed: int = Field(
        0,
        ge=0,
        le=2**32 - 1,
        description="The same request and seed make the same film, to the byte; another seed, from "
        "0 to 4294967295, makes another.",
        examples=[7],
        json_schema_extra=at(11),
    )
    narration: bool = Field(
        True,
        description="Whether a narrator may speak.",
        examples=[True],
        json_schema_extra=at(12),
    )
    captions: Captions = Field(
        "embedded",
        description="Caption files are always made; 'embedded' adds a track to the film that the "
        "viewer can switch, 'burned' draws them into the picture, 'sidecar' leaves the film bare.",
        examples=["embedded"],
        json_schema_extra=at(13),
    )
    characters: tuple[Character, ...] = Field(
        (),
        max_length=12,
        description="Up to 12 characters of an earlier film (from its story.json) to keep: same "
        "face, clothes and voice. Leave it empty to have the story invent them.",
        json_schema_extra=at(14),
    )
    sampling: Sampling = Field(
        Sampling(),
        description="For engines that use diffusion models; drawn films have no use for it.",
        json_schema_extra=at(15) | {"title": "Sampling settings"},
    )
    budget: Rational | None = Field(
        None,
        ge=0,
        description="Most that paid engines may spend on this film, in US dollars, such as 5 or "
        "2.50; no limit when left out.",
        examples=["5", "2.50"],
        json_schema_extra=if_given(16, pattern=DOLLARS),
    )
    failed_shots: Literal["stop", "slate"] = Field(
        "stop",
        description="What becomes of a shot that cannot be made: 'stop' fails the film and keeps "
        "what is made, 'slate' puts a slate in its place and marks the film as incomplete.",
        examples=["slate"],
        json_schema_extra=at(17),
    )
    approval: bool = Field(
        False,
        description="Stop at the storyboard, before anything is filmed, until somebody approves, "
        "changes or rejects it.",
        examples=[True],
        json_schema_extra=at(18),
    )
    user_id: str | None = Field(
        None,
        max_length=200,
        description="Who asked; kept in the report.",
        examples=["ana@example.org"],
        json_schema_extra=if_given(19),
    )
    tags: tuple[str, ...] = Field(
        (),
        max_length=20,
        description="Up to 20 labels, kept in the report and on the run.",
        examples=[["festival", "draft"]],
        json_schema_extra=at(20),
    )

    @model_validator(mode="after")
    def _exactly_one_source(self) -> Self:
        given = [text for text in (self.prompt, self.screenplay) if text and text.strip()]
        if len(given) != 1:
            raise ValueError("give either a prompt or a screenplay, and not both")
        return self

    def for_writing(self) -> "MovieRequest":
        """Return the request as a writer sees it: what cannot change the story is left out."""
        kept = {"prompt", "screenplay", "title", "genre", "length", "scenes", "language", "seed"}
        kept |= {"narration", "characters"}
        return MovieRequest(**{name: getattr(self, name) for name in kept})

    @property
    def source(self) -> dict[str, str | None]:
        """What makes two requests ask for the same film, if perhaps in another cut."""
        return {"prompt": self.prompt, "screenplay": self.screenplay, "title": self.title}

    @property
    def account(self) -> str:
        """The film that pays: the same for every run that asks for the same film and seed."""
        asked = json.dumps([self.source, self.seed], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()[:16]

    @property
    def seconds(self) -> int | None:
        """Length to fit: as asked, a minute for a prompt, and what its lines take for a script."""
        return self.length or (USUAL_LENGTH if self.prompt else None)

    @property
    def screen(self) -> Screen:
        """The picture size and rate asked for."""
        return make_screen(self.aspect_ratio, self.resolution, self.frame_rate)


class Remake(FilmModel):
    """A finished film to start from: only what the changes touch is made again."""

    of: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        max_length=100,
        description="The finished film: the id of the run that made it.",
        examples=["0193f9a4-5b1c-7c2e-9d3f-1a2b3c4d5e6f"],
        json_schema_extra=at(0),
    )
    changes: tuple[str, ...] = Field(
        (),
        max_length=200,
        description="Changes to its story.json as PATH=VALUE.",
        examples=[["scenes[1].lines[0].text=No."]],
        json_schema_extra=at(1),
    )
