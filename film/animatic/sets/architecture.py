"""How people build, by era and culture: walls, roofs and windows, as data for painters."""

from dataclasses import dataclass
from typing import Literal

from film.animatic.light import RGB
from film.animatic.sets.colour import rgb
from film.story import Culture, Era, Scene

Roof = Literal["gable", "ridge", "flat", "dome", "pagoda", "thatch", "crown", "pod"]
Window = Literal["square", "arched", "tall", "lattice", "strip", "round"]


@dataclass(frozen=True)
class Architecture:
    """One way of building."""

    walls: tuple[RGB, ...]
    roofs: tuple[RGB, ...]
    roof: tuple[Roof, ...]
    window: Window
    storeys: tuple[int, int]
    """Fewest and most in a village; streets add to it."""
    pitch: float = 0.8
    """Roof's height over half its width."""
    timber: RGB | None = None
    """Colour of a visible frame of beams."""
    shutters: RGB | None = None
    chimney: bool = False
    awnings: bool = False
    lanterns: bool = False
    neon: bool = False


def _tones(*codes: int) -> tuple[RGB, ...]:
    return tuple(rgb(code) for code in codes)


_TILE = _tones(0xB4553A, 0xC46A45, 0xA14B38)
_SLATE = _tones(0x4C5666, 0x5B6370, 0x3F4A5C)

_MODERN = Architecture(
    _tones(0xE8DCC4, 0xC9624A, 0xD9B08C, 0x9FB4B8, 0xE5C98F, 0xB8846A),
    _tones(0x6A4A44, 0x4C5666, 0x8A4B3C),
    ("ridge", "gable", "flat"),
    "tall",
    (2, 2),
    0.7,
    chimney=True,
    awnings=True,
)
_MEDIEVAL = Architecture(
    _tones(0xEADCBB, 0xE2CFA6, 0xD8C3A0, 0xE6D2B4),
    _tones(0x7A4A36, 0x8E5A3C, 0x5E4A44),
    ("gable", "ridge"),
    "lattice",
    (2, 2),
    1.25,
    timber=rgb(0x5A3C28),
    chimney=True,
)
_VICTORIAN = Architecture(
    _tones(0x9A4F3E, 0x8A5A48, 0xB0705A, 0x7E6A62),
    _SLATE,
    ("gable", "ridge"),
    "tall",
    (2, 3),
    1.05,
    chimney=True,
    awnings=True,
)
_FUTURE = Architecture(
    _tones(0x8FA3B8, 0xB8C4D0, 0x6C7F99, 0xA7B0C8),
    _tones(0x5B6A86, 0x43506B),
    ("crown", "flat", "dome"),
    "strip",
    (3, 5),
    0.5,
    neon=True,
)
_ANCIENT = Architecture(
    _tones(0xEFE2C8, 0xE5D3B0, 0xD9C29A),
    _TILE,
    ("ridge", "flat"),
    "square",
    (1, 2),
    0.45,
)

_CULTURES: dict[Culture, Architecture] = {
    "nordic": Architecture(
        _tones(0xA63D2F, 0xE3B45C, 0xEDE6D8, 0x56728A, 0x8C3B30), _SLATE, ("gable", "gable",
        "ridge"), "tall", (1, 2), 1.15, chimney=True,
    ),
    "mediterranean": Architecture(
        _tones(0xF4EDE0, 0xF0D9B5, 0xEBC1A0, 0xE8CF9C), _TILE, ("ridge", "flat"), "square",
        (1, 3), 0.42, shutters=rgb(0x3F7C9A), awnings=True,
    ),
    "middle eastern": Architecture(
        _tones(0xE3C398, 0xD9B585, 0xEBD3AC, 0xCFA878), _tones(0x3F8C8C, 0xD9B585, 0xC8A070),
        ("flat", "flat", "dome"), "arched", (1, 3), 0.6, awnings=True,
    ),
    "south asian": Architecture(
        _tones(0xE8A25C, 0xE07F6A, 0xEBD0A0, 0xD98CA0, 0x7FB0A8), _tones(0xC9683E, 0xE5C27A),
        ("flat", "dome"), "arched", (2, 3), 0.7, awnings=True,
    ),
    "east asian": Architecture(
        _tones(0xE8D8BC, 0xA8553C, 0xD8C3A0, 0x7C5A46), _tones(0x47525E, 0x3E5A58, 0x5A4A50),
        ("pagoda",), "lattice", (1, 2), 0.6, timber=rgb(0x6E3B2C), lanterns=True,
    ),
    "african": Architecture(
        _tones(0xC98A55, 0xB87848, 0xD9A46C, 0xA86A42), _tones(0xB59A5C, 0xA2854C, 0xC4AA6C),
        ("thatch", "thatch", "flat"), "square", (1, 1), 1.0, awnings=True,
    ),
    "latin american": Architecture(
        _tones(0xE8B23E, 0x3FA0A0, 0xE0664A, 0xD977A0, 0x6A9A58, 0xF0E2C4), _TILE, ("ridge",
        "flat"), "tall", (1, 2), 0.45, shutters=rgb(0x2F6A5A), awnings=True,
    ),
    "otherworldly": Architecture(
        _tones(0xB48CC8, 0x8CA8D8, 0xD8A8C0, 0x8CC8B8), _tones(0x6A4A8C, 0x3F6A8C, 0x8C4A6A),
        ("pod", "dome"), "round", (1, 3), 1.2, lanterns=True,
    ),
}  # fmt: skip

_ERAS: dict[Era, Architecture] = {
    "ancient": _ANCIENT, "medieval": _MEDIEVAL, "renaissance": _MEDIEVAL,
    "victorian": _VICTORIAN, "modern": _MODERN, "future": _FUTURE,
}  # fmt: skip


def architecture_of(scene: Scene) -> Architecture:
    """Return how the people of a scene build."""
    if scene.era == "future":
        return _FUTURE
    return _CULTURES.get(scene.culture, _ERAS[scene.era])
