"""The treatment: a story as a model writes it, leaner than film.story.Story.

Nothing is optional and nothing is a union, because a schema's grammar grows with both. Ids, places
in the frame and the numbering of lines are ours to give; a ``key`` is a name for reference.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from blocks.vendors.plain import plain
from film.model import FilmModel
from film.story import (
    Angle,
    Build,
    CameraMove,
    Culture,
    Delivery,
    Emotion,
    Era,
    FacialHair,
    Feature,
    Genre,
    Gesture,
    Glasses,
    Hair,
    Hat,
    Kind,
    Mood,
    Outfit,
    Setting,
    Sex,
    ShotSize,
    TimeOfDay,
    Transition,
    Weather,
)


def _limited(least: float, most: float, *, whole: bool = False) -> BeforeValidator:
    """Move a number into its limits: that is no slip worth a repair."""

    def moved(value: Any) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
            return value
        near = min(max(value, least), most)
        return round(near) if whole else near

    return BeforeValidator(moved)


def _lowered(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


Share = Annotated[float, _limited(0, 1), Field(ge=0, le=1, allow_inf_nan=False)]
Pace = Annotated[float, _limited(0.6, 1.6), Field(ge=0.6, le=1.6, allow_inf_nan=False)]
Years = Annotated[int, _limited(3, 100, whole=True), Field(ge=3, le=100)]
Milliseconds = Annotated[int, _limited(0, 8000, whole=True), Field(ge=0, le=8000)]
Colour = Annotated[str, BeforeValidator(_lowered), Field(pattern=r"^#[0-9a-f]{6}$")]
"""An sRGB colour, ``#rrggbb``."""
Words = Annotated[str, BeforeValidator(plain)]
Thing = Annotated[Words, Field(min_length=1, max_length=40)]
_NOUNS = "Plain nouns in English, singular: lamp, letter, boat."


def _words(most: int, description: str, least: int | None = None) -> Any:
    return Field(min_length=least, max_length=most, description=description)


class DraftCharacter(FilmModel):
    """Somebody in the film, described once for all of it."""

    key: Words = _words(60, "Lower-case, to refer to them by: mara.", least=1)
    name: Words = _words(60, "As people call them.", least=1)
    role: Words = _words(80, "Their part in life: lighthouse keeper.")
    era: Era = Field(description="The time they come from: it decides what they can wear.")
    culture: Culture = Field(description="Where they come from: name, features and dress fit it.")
    sex: Sex
    age: Years = Field(description="Years.")
    build: Build
    kind: Kind
    species: Words = _words(40, "What it is when not human, else empty.")
    skin: Colour = Field(description="Skin, fur or shell.")
    hair: Hair
    hair_colour: Colour = Field(description="Hair.")
    eye_colour: Colour = Field(description="Iris.")
    face: Literal["oval", "round", "square", "heart", "long"]
    facial_hair: FacialHair
    glasses: Glasses
    hat: Hat
    hat_colour: Colour = Field(description="Hat.")
    outfit: Outfit
    outfit_colour: Colour = Field(description="Main colour of the clothes; no two people share it.")
    accent_colour: Colour = Field(description="Trim, tie, buttons.")
    features: tuple[Feature, ...] = Field(max_length=4)
    pitch: Share = Field(description="0 low, 1 high, for the sex and age.")
    pace: Pace = Field(description="1 is a normal speaking rate.")
    accent: Words = _words(40, "Such as scottish; empty for none.")
    timbre: Literal["plain", "warm", "rough", "bright", "breathy", "metallic"]
    description: Words = _words(400, "The look in a sentence, for painters: face, hair, clothes.")


class DraftPresence(FilmModel):
    """Somebody seen in a shot."""

    character: Words = _words(60, "Their key.", least=1)
    emotion: Emotion
    gesture: Gesture


class DraftLine(FilmModel):
    """Something said."""

    speaker: Words = _words(60, "A character's key, or narrator.", least=1)
    text: Words = _words(600, "The words, as they are to be spoken.")
    delivery: Delivery
    extension: Literal["", "V.O.", "O.S."] = Field(
        description="Empty when the speaker is seen speaking; V.O. over the picture, O.S. nearby "
        "but not in it."
    )


class DraftShot(FilmModel):
    """One framing, and what is heard over it."""

    size: ShotSize
    angle: Angle
    move: CameraMove
    action: Words = _words(300, "What is seen to happen, in a sentence.")
    cast: tuple[DraftPresence, ...] = Field(max_length=5)
    props: tuple[Thing, ...] = Field(max_length=6, description=_NOUNS)
    lines: tuple[DraftLine, ...] = Field(max_length=6)
    hold: Milliseconds = Field(
        description="Milliseconds beyond its lines; 1500 or more without lines."
    )


class DraftSetting(FilmModel):
    """Where and when a scene plays, and how it feels."""

    setting: Setting = Field(description="What is drawn: the nearest of these places.")
    time: TimeOfDay
    weather: Weather
    era: Era
    culture: Culture = Field(description="Whose architecture and things surround the scene.")
    mood: Mood
    intensity: Share = Field(description="0 still, 1 climactic.")
    atmosphere: Words = _words(200, "How the place looks and feels, in a sentence.")
    landmarks: tuple[Thing, ...] = Field(max_length=6, description=_NOUNS)
    synopsis: Words = _words(300, "What the scene is for, in a sentence.")


class DraftScene(DraftSetting):
    """One action in one place at one time."""

    place: Words = _words(80, "The place's own name: the lighthouse.", least=1)
    interior: bool
    transition: Transition = Field(description="How it begins: from the scene before.")
    shots: tuple[DraftShot, ...] = Field(min_length=1, max_length=60)


class Draft(FilmModel):
    """A whole film, written."""

    title: Words = _words(120, "The film's title.", least=1)
    logline: Words = _words(400, "The story in a sentence.", least=1)
    genre: Genre
    characters: tuple[DraftCharacter, ...] = Field(max_length=16)
    scenes: tuple[DraftScene, ...] = Field(min_length=1, max_length=60)


class DressedShot(FilmModel):
    """What a screenplay leaves open about a shot."""

    id: Words = _words(40, "The shot's own id.")
    action: Words = _words(300, "What is seen to happen, in a sentence.")
    emotion: Emotion = Field(description="What the first person in the shot feels.")
    delivery: Delivery = Field(description="How the shot's lines are said.")


class DressedScene(DraftSetting):
    """What a screenplay leaves open about a scene."""

    id: Words = _words(40, "The scene's own id.")
    shots: tuple[DressedShot, ...]


class Dressing(FilmModel):
    """What a screenplay leaves open: looks, voices, places, moods, and what is seen."""

    title: Words = _words(120, "The film's title; the screenplay's own where it has one.")
    logline: Words = _words(400, "The story in a sentence.")
    genre: Genre
    characters: tuple[DraftCharacter, ...]
    scenes: tuple[DressedScene, ...]
