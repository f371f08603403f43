"""The watermark: what a visible mark on a film says, where it stands, and how large."""

from typing import Literal

from pydantic import Field

from film.form import at
from film.model import FilmModel

Corner = Literal[
    "top left", "top", "top right", "left", "centre", "right", "bottom left", "bottom",
    "bottom right",
]  # fmt: skip


class Watermark(FilmModel):
    """A line of text, drawn over every frame."""

    text: str = Field(
        "AI-generated",
        min_length=1,
        max_length=60,
        pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$",
        description="What it says.",
        examples=["AI-generated"],
        json_schema_extra=at(0),
    )
    position: Corner = Field(
        "bottom right", description="Where it stands.", examples=["top left"],
        json_schema_extra=at(1),
    )  # fmt: skip
    size: float = Field(
        4.0,
        ge=1.5,
        le=20,
        description="Height of the letters, 1.5 to 20 percent of the picture's short side.",
        examples=[4.0],
        json_schema_extra=at(2),
    )
    opacity: float = Field(
        60.0,
        ge=15,
        le=100,
        description="15 to 100 percent: 100 hides what is under it.",
        examples=[60.0],
        json_schema_extra=at(3),
    )
