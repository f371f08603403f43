"""The request for a video with a persona in it, as the UI's form and the API see it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field

from film.clock import Rational
from film.form import at, if_given
from film.model import FilmModel
from film.persona import Reference
from film.request import DOLLARS, Language
from film.uploads import Upload
from film.watermark import Watermark

LONGEST = 1_800
"""Seconds: half an hour."""
_KINDS = frozenset((".mp4", ".mov", ".m4v", ".mkv", ".webm"))
_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"


class WhoseFace(FilmModel):
    """Which of the faces in a video is replaced."""

    by: Literal["largest", "from the left", "near a point"] = Field(
        "largest",
        description="'largest' takes the face that fills most of the video; 'from the left' counts "
        "faces where enough are seen at once; 'near a point' takes the one nearest to a point of "
        "the picture at a time.",
        examples=["largest"],
        json_schema_extra=at(0),
    )
    place: int = Field(
        1,
        ge=1,
        le=20,
        description="From the left: 1 is the leftmost face, and 20 the last that counts.",
        examples=[2],
        json_schema_extra=at(1),
    )
    x: int = Field(
        50,
        ge=0,
        le=100,
        description="Near a point: 0 to 100 percent of the upright picture's width, from the left.",
        examples=[30],
        json_schema_extra=at(2),
    )
    y: int = Field(
        50,
        ge=0,
        le=100,
        description="Near a point: 0 to 100 percent of the upright picture's height, from the top.",
        examples=[40],
        json_schema_extra=at(3),
    )
    seconds: int = Field(
        0,
        ge=0,
        le=LONGEST,
        description="Near a point: when, 0 to 1800 seconds from the video's beginning.",
        examples=[12],
        json_schema_extra=at(4),
    )


class TransformRequest(FilmModel):
    """A persona's face, and voice if wished, in place of somebody's in a video."""

    source: Upload = Field(json_schema_extra=at(0) | {"title": "Source video"})
    persona: Reference = Field(
        description="Who is put in: a saved persona, by its name or as firstcut-persona/NAME. Make "
        "one with `firstcut persona add`.",
        examples=["firstcut-persona/ana"],
        json_schema_extra=at(1),
    )
    face: WhoseFace = Field(
        WhoseFace(),
        description="Whose face is replaced.",
        json_schema_extra=at(2) | {"title": "Whose face"},
    )
    voice: Literal["keep", "convert"] = Field(
        "convert",
        description="'convert' has what is said in the persona's voice, every word at its time; "
        "'keep' leaves the sound as it is, packet by packet.",
        examples=["keep"],
        json_schema_extra=at(3),
    )
    title: str | None = Field(
        None,
        max_length=120,
        pattern=_ONE_LINE,
        description="What the film is called; the source's name when left out.",
        examples=["Ana at the harbour"],
        json_schema_extra=if_given(4),
    )
    watermark: Watermark | None = Field(
        None,
        description="A visible notice on every frame, for which every picture is coded anew; null "
        "for none.",
        json_schema_extra=at(5),
    )
    notice: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$",
        description="An audible notice: a sentence that is said over the film's beginning; none "
        "when left out.",
        examples=["Face and voice in this film were changed by computer."],
        json_schema_extra=if_given(6, title="Spoken notice"),
    )
    language: Language = Field(
        "en",
        description="Language of the spoken notice.",
        examples=["en"],
        json_schema_extra=at(7),
    )
    longest: int = Field(
        LONGEST,
        ge=1,
        le=LONGEST,
        description="Refuse a source that lasts longer: in seconds, at most 1800.",
        examples=[300],
        json_schema_extra=at(8) | {"title": "Longest"},
    )
    budget: Rational | None = Field(
        None,
        ge=0,
        description="Most that paid engines may spend on this film, in US dollars; no limit when "
        "left out.",
        examples=["5"],
        json_schema_extra=if_given(9, pattern=DOLLARS),
    )
    user_id: str | None = Field(
        None,
        max_length=200,
        description="Who asked; kept in the report.",
        examples=["ana@example.org"],
        json_schema_extra=if_given(10),
    )
    tags: tuple[str, ...] = Field(
        (),
        max_length=20,
        description="Up to 20 labels, kept in the report and on the run.",
        examples=[["draft"]],
        json_schema_extra=at(11),
    )

    @property
    def called(self) -> str:
        """What the film is called: its title, or the source's file name without its ending."""
        words = " ".join((self.title or "").split())
        return words or _stem(self.source)[:60] or "Untitled"

    @property
    def words(self) -> str:
        """Everything that the user wrote: what moderation reads."""
        marked = self.watermark.text if self.watermark else None
        return "\n".join(part for part in (self.called, marked, self.notice) if part)

    @property
    def place(self) -> str:
        """Where the source is, without what a signed link carries along."""
        return self.source.partition("?")[0]

    @property
    def made_from(self) -> Mapping[str, object]:
        """What makes two requests ask for the same film, as its report holds it."""
        return {"source": self.place, "persona": self.persona}

    @property
    def account(self) -> str:
        """The film that pays: the same for every run that asks for the same film."""
        asked = [self.place, self.persona.rpartition("/")[2], self.face.model_dump(), self.voice]
        text = json.dumps(asked, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def told(self) -> "TransformRequest":
        """Return the request as a report may hold it: a signed link's secrets are left out."""
        return self.model_copy(update={"source": self.place})


def _stem(source: str) -> str:
    """Return the last step of a path or an address without its ending, on one line."""
    step = source.strip()
    if step[:8].lower() == "https://":
        try:
            parts = urlsplit(step)
        except ValueError:
            return ""
        step = unquote(parts.path.rpartition("/")[2])
        if PurePath(step).suffix.lower() not in _KINDS:
            step = parts.hostname or ""  # what ends otherwise may be a token
            return " ".join(step.split())
    return " ".join(PurePath(step.replace("\\", "/")).stem.split())
