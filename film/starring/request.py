"""The request for a film in which a persona plays the lead, as the UI's form and the API see it."""

import hashlib
import json
from typing import Literal

from pydantic import Field

from film.clock import Rational
from film.form import at, if_given
from film.model import FilmModel
from film.persona import Reference
from film.request import DOLLARS, Captions, Language, MovieRequest, Style
from film.screen import AspectRatio, FrameRateName, Resolution
from film.story import Genre, Mood, Setting, VoiceProfile
from film.watermark import Watermark

Lighting = Literal[
    "daylight", "golden hour", "blue hour", "overcast", "moonlight", "neon", "candlelight",
    "storm light", "fog", "snow light",
]  # fmt: skip
"""The lights that a guided form offers; each is a time, a weather and words for models."""

MOST_NARRATION = 3_000
"""Characters: about four minutes of speech."""


class StarringRequest(FilmModel):
    """A film with oneself in the lead: where, in which light and mood, and what is said."""

    persona: Reference = Field(
        description="Who plays the lead: a saved persona, by its name or as "
        "firstcut-persona/NAME. Make one with `firstcut persona add`.",
        examples=["firstcut-persona/ana"],
        json_schema_extra=at(0),
    )
    narration: str = Field(
        min_length=1,
        max_length=MOST_NARRATION,
        pattern=r"\S",
        description="What the lead says, word for word, up to 3000 characters.",
        examples=["I always wanted to see the city from up here. Now I do."],
        json_schema_extra=at(1),
    )
    location: Setting = Field(
        "rooftop", description="Where it plays.", examples=["rooftop"], json_schema_extra=at(2)
    )
    lighting: Lighting = Field(
        "golden hour",
        description="The light, and with it the time and the weather.",
        examples=["neon"],
        json_schema_extra=at(3),
    )
    mood: Mood = Field(
        "warm",
        description="Colours the pictures, and scores the music.",
        examples=["heroic"],
        json_schema_extra=at(4),
    )
    prompt: str = Field(
        "",
        max_length=1_000,
        description="Anything else that is to be seen, in your own words.",
        examples=["a red paper kite caught on an aerial"],
        json_schema_extra=at(5),
    )
    title: str | None = Field(
        None,
        max_length=120,
        description="The film's title; the first words of the narration when left out.",
        examples=["From Up Here"],
        json_schema_extra=if_given(6),
    )
    genre: Genre = Field(
        "drama",
        description="Shapes light and score.",
        examples=["adventure"],
        json_schema_extra=at(7),
    )
    voice: VoiceProfile = Field(
        VoiceProfile(),
        description="How the lead sounds, where the persona brings no voice of its own.",
        json_schema_extra=at(8) | {"title": "Voice profile"},
    )
    style: Style = Field(
        "storybook",
        description="The look of what is drawn.",
        examples=["noir"],
        json_schema_extra=at(9),
    )
    aspect_ratio: AspectRatio = Field(
        "16:9", description="Shape of the picture.", examples=["9:16"], json_schema_extra=at(10)
    )
    resolution: Resolution = Field(
        "720p",
        description="Lines of the picture's short side.",
        examples=["1080p"],
        json_schema_extra=at(11),
    )
    frame_rate: FrameRateName = Field(
        "24", description="Frames per second.", examples=["24"], json_schema_extra=at(12)
    )
    language: Language = Field(
        "en",
        description="Language of the narration.",
        examples=["en"],
        json_schema_extra=at(13),
    )
    captions: Captions = Field(
        "embedded",
        description="'embedded' adds a track that the viewer can switch, 'burned' draws them into "
        "the picture, 'sidecar' leaves the film bare.",
        examples=["embedded"],
        json_schema_extra=at(14),
    )
    watermark: Watermark | None = Field(
        Watermark(),
        description="A visible mark on every frame; null for none.",
        json_schema_extra=at(15),
    )
    seed: int = Field(
        0,
        ge=0,
        le=2**32 - 1,
        description="The same request and seed make the same pictures and sounds; another seed, "
        "from 0 to 4294967295, makes others.",
        examples=[7],
        json_schema_extra=at(16),
    )
    budget: Rational | None = Field(
        None,
        ge=0,
        description="Most that paid engines may spend on this film, in US dollars; no limit when "
        "left out.",
        examples=["5"],
        json_schema_extra=if_given(17, pattern=DOLLARS),
    )
    user_id: str | None = Field(
        None,
        max_length=200,
        description="Who asked; kept in the report.",
        examples=["ana@example.org"],
        json_schema_extra=if_given(18),
    )
    tags: tuple[str, ...] = Field(
        (),
        max_length=20,
        description="Up to 20 labels, kept in the report and on the run.",
        examples=[["draft"]],
        json_schema_extra=at(19),
    )

    @property
    def words(self) -> str:
        """Everything that the user wrote: what moderation reads."""
        marked = self.watermark.text if self.watermark else None
        told = (self.title, self.prompt, self.narration, self.voice.accent, marked)
        return "\n".join(part for part in told if part)

    @property
    def account(self) -> str:
        """The film that pays: the same for every run that asks for the same film and seed."""
        told = [self.title, self.prompt, self.narration]
        asked = [self.persona, told, self.location, self.lighting, self.mood, self.seed]
        text = json.dumps(asked, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def as_movie(self) -> MovieRequest:
        """Return the request as the movie's own stages see it; its story is made elsewhere."""
        shared = {name: getattr(self, name) for name in MovieRequest.model_fields if name in SHARED}
        return MovieRequest(screenplay=self.narration, **shared)


SHARED = frozenset(
    (
        "title", "genre", "style", "aspect_ratio", "resolution", "frame_rate", "language", "seed",
        "captions", "budget", "user_id", "tags",
    )
)  # fmt: skip
"""Fields that mean the same for both."""
