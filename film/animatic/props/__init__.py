"""Props: things that prompts name, drawn to fill a frame or to sit in a hand."""

import zlib
from functools import cache

import skia

from film.animatic.light import Light
from film.animatic.props.easel import Easel, Prop, rgb
from film.animatic.props.names import SYNONYMS

__all__ = [
    "draw_prop",
    "held",
    "known_props",
    "prop_accent",
    "prop_name",
    "prop_size",
    "prop_width",
]


def draw_prop(canvas: skia.Canvas, name: str, light: Light, accent: str) -> bool:
    """Draw a thing on its base at (0, 0), one unit high (y down); False for an unknown one.

    ``name`` is a plain noun, alone or with words before it ("old brass lamp"), singular or
    plural. Nothing but soft glows leaves the box of ``prop_width`` by 1. ``accent``
    (``#rrggbb``) colours what is painted, dyed or bound.
    """
    prop = _find(name)
    if prop is None:
        return False
    canvas.save()
    right, up, larger = prop.fit
    canvas.scale(larger, larger)
    canvas.translate(right, -up)
    prop.draw(Easel(canvas, light, rgb(int(accent.lstrip("#"), 16))))
    canvas.restore()
    return True


def prop_accent(name: str) -> str:
    """Return the colour (``#rrggbb``) a thing is dyed in, wherever it is seen."""
    noun = prop_name(name) or name
    return _DYES[zlib.crc32(noun.encode()) % len(_DYES)]


def prop_name(name: str) -> str | None:
    """Return the noun by which a thing is drawn; None when it is unknown."""
    prop = _find(name)
    return next((noun for noun, one in _catalogue().items() if one is prop), None)


def prop_size(name: str) -> float | None:
    """Return a thing's height against a grown figure's; None when it is unknown."""
    prop = _find(name)
    return prop.size if prop else None


def prop_width(name: str) -> float | None:
    """Return a thing's width against its own height; None when it is unknown."""
    prop = _find(name)
    return prop.width if prop else None


def held(name: str) -> bool:
    """Return whether a thing is known and small enough to hold in a hand."""
    prop = _find(name)
    return prop is not None and prop.held


def known_props() -> tuple[str, ...]:
    """Return the names of all things that can be drawn, synonyms left out, sorted."""
    return tuple(sorted(_catalogue()))


_DYES = ("#c8503f", "#d99a3c", "#4f86b0", "#b8577f", "#d8718a", "#8a66b0")


@cache
def _catalogue() -> dict[str, Prop]:
    from film.animatic.props import (
        creatures,
        food_and_garden,
        household,
        instruments,
        keepsakes,
        legends,
        lights_and_letters,
        music_and_play,
        voyages,
        waysides,
    )

    shelves = (
        creatures, food_and_garden, household, instruments, keepsakes, legends,
        lights_and_letters, music_and_play, voyages, waysides,
    )  # fmt: skip
    return {name: prop for shelf in shelves for name, prop in shelf.PROPS.items()}


@cache
def _find(name: str) -> Prop | None:
    """Look a noun up: the whole phrase first, then what is left without its first words."""
    words = name.casefold().replace("-", " ").replace("’", "'").split()
    while words:
        for phrase in _singulars(" ".join(words)):
            found = _catalogue().get(SYNONYMS.get(phrase, phrase))
            if found:
                return found
        words = words[1:]
    return None


def _singulars(phrase: str) -> tuple[str, ...]:
    """Return a phrase as it stands, and what it may be the plural of."""
    forms = [phrase]
    for ending, instead in (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", "")):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            forms.append(phrase.removesuffix(ending) + instead)
    return tuple(forms)
