"""Screenplays in Fountain: reading them, and writing stories as them."""

from film.screenplay.elements import (
    Action,
    Centred,
    Lyric,
    Note,
    PageBreak,
    SceneHeading,
    Screenplay,
    Section,
    Speech,
    SpeechPart,
    Synopsis,
    Transition,
)
from film.screenplay.parse import parse_fountain
from film.screenplay.write import write_fountain

__all__ = [
    "Action",
    "Centred",
    "Lyric",
    "Note",
    "PageBreak",
    "SceneHeading",
    "Screenplay",
    "Section",
    "Speech",
    "SpeechPart",
    "Synopsis",
    "Transition",
    "parse_fountain",
    "write_fountain",
]
