"""Places: which layers sound in every setting, by hour and weather, indoors and out."""

from dataclasses import dataclass

from film.animatic.sound import layers
from film.animatic.sound.layers import Layer
from film.animatic.sound.space import CATHEDRAL, CAVE, HALL, ROOM, STUDIO, Space
from film.sound import Bed
from film.story import Setting, TimeOfDay, Weather

Part = tuple[Layer, float]
"""A layer and its level in dB RMS relative to the bed's loudest."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a place sounds like in clear weather."""

    always: tuple[Part, ...]
    loudness: float
    """LUFS."""
    light: tuple[Part, ...] = ()
    """Heard from dawn to dusk."""
    dark: tuple[Part, ...] = ()
    """Heard at night."""


_SONG: tuple[Part, ...] = ((layers.birds, -9),)
_NIGHT: tuple[Part, ...] = ((layers.crickets, -10), (layers.owls, -12))

OUTSIDE: dict[Setting, Place] = {
    "coast": Place(((layers.surf, 0), (layers.wind, -12)), -32, ((layers.gulls, -15),)),
    "harbour": Place(
        ((layers.lapping, 0), (layers.wind, -10), (layers.creaks, -12)), -34,
        ((layers.gulls, -9),),
    ),
    "forest": Place(((layers.leaves, -4), (layers.wind, -8)), -35, _SONG, _NIGHT),
    "mountains": Place(((layers.wind, 0), (layers.whistle, -12)), -34),
    "desert": Place(((layers.wind, 0), (layers.hush, -6)), -36, (), ((layers.crickets, -14),)),
    "snowfield": Place(((layers.hush, 0), (layers.wind, -6), (layers.whistle, -14)), -37),
    "village": Place(
        ((layers.wind, -6), (layers.leaves, -10)), -36,
        ((layers.birds, -6), (layers.steeple, -12)), ((layers.crickets, -6),),
    ),
    "street": Place(((layers.city, 0), (layers.cars, -4)), -33, ((layers.murmur, -14),)),
    "rooftop": Place(((layers.city, 0), (layers.wind, -4)), -35),
    "park": Place(((layers.leaves, -4), (layers.city, -8)), -36, _SONG, ((layers.crickets, -8),)),
    "road": Place(
        ((layers.wind, 0), (layers.cars, -6)), -35, ((layers.birds, -14),),
        ((layers.crickets, -10),),
    ),
    "castle hall": Place(((layers.wind, 0), (layers.whistle, -8)), -36),
    "cave": Place(((layers.air, -2), (layers.drips, -4)), -37),
    "spaceship": Place(((layers.drive, 0), (layers.consoles, -14)), -34),
    "planet": Place(((layers.wind, -2), (layers.theremin, -8), (layers.whistle, -14)), -35),
    "market": Place(((layers.murmur, 0), (layers.dishes, -16)), -31, ((layers.birds, -16),)),
    "temple": Place(
        ((layers.wind, -4), (layers.bells, -4)), -36, ((layers.birds, -12),),
        ((layers.crickets, -10),),
    ),
    "field": Place(
        ((layers.wind, -4), (layers.insects, -12)), -36, _SONG, ((layers.crickets, -4),)
    ),
    "river": Place(((layers.stream, 0),), -34, _SONG, ((layers.crickets, -10),)),
}  # fmt: skip
_OPEN_AIR = Place(((layers.wind, 0),), -36, _SONG, _NIGHT)

INSIDE: dict[Setting, Place] = {
    "kitchen": Place(
        ((layers.air, 0), (layers.hum, -8), (layers.ticking, -8), (layers.dishes, -16)), -38
    ),
    "living room": Place(((layers.air, 0), (layers.flames, -5), (layers.ticking, -14)), -38),
    "bedroom": Place(((layers.air, 0), (layers.ticking, -9)), -38),
    "office": Place(((layers.ventilation, 0), (layers.hum, -10)), -37, ((layers.murmur, -16),)),
    "classroom": Place(((layers.air, 0), (layers.ticking, -9)), -37, ((layers.birds, -14),)),
    "café": Place(((layers.murmur, 0), (layers.dishes, -8), (layers.air, -10)), -32),
    "hospital": Place(((layers.ventilation, 0), (layers.monitor, -12)), -37),
    "laboratory": Place(((layers.ventilation, 0), (layers.hum, -4), (layers.consoles, -10)), -36),
    "castle hall": Place(((layers.air, 0), (layers.flames, -2), (layers.whistle, -14)), -36),
    "cave": Place(((layers.air, -2), (layers.drips, -3)), -37),
    "spaceship": Place(((layers.drive, 0), (layers.consoles, -12)), -33),
    "market": Place(((layers.murmur, 0), (layers.dishes, -14)), -31),
    "temple": Place(((layers.air, 0), (layers.bells, 0)), -37),
    "library": Place(((layers.air, 0), (layers.ticking, -8), (layers.pages, -8)), -38),
    "harbour": Place(((layers.air, 0), (layers.lapping, -6), (layers.creaks, -8)), -36),
    "coast": Place(((layers.air, 0), (layers.surf, -8)), -37),
    "street": Place(((layers.air, 0), (layers.city, -3)), -37),
}
_ROOM = Place(((layers.air, 0), (layers.ticking, -14)), -38)

WEATHER: dict[Weather, tuple[Part, ...]] = {
    "clear": (),
    "cloud": ((layers.wind, -10),),
    "rain": ((layers.rain, 0), (layers.wind, -12)),
    "storm": ((layers.rain, 0), (layers.wind, 2), (layers.whistle, -10), (layers.rumble, 0)),
    "snow": ((layers.hush, -4), (layers.wind, -10)),
    "fog": ((layers.hush, -8),),
}
INDOORS: dict[Weather, tuple[Part, ...]] = {
    "clear": (),
    "cloud": (),
    "rain": ((layers.rain_outside, 0),),
    "storm": ((layers.rain_outside, 0), (layers.whistle, -8), (layers.rumble, 0)),
    "snow": ((layers.hush, -10),),
    "fog": (),
}
_LOUDER: dict[Weather, float] = {"rain": 2.0, "storm": 4.0, "snow": -1.0, "fog": -0.5}
_QUIETER: dict[TimeOfDay, float] = {"night": -1.0, "dawn": -0.5}
_HIDING: frozenset[Layer] = frozenset({layers.birds, layers.crickets, layers.insects, layers.owls})
"""Creatures that fall silent in rain and storm."""


_SPACES: dict[Setting, tuple[Space, float]] = {
    "cave": (CAVE, 0.5),
    "castle hall": (CATHEDRAL, 0.4),
    "temple": (CATHEDRAL, 0.35),
    "mountains": (HALL, 0.2),
    "spaceship": (STUDIO, 0.3),
}


def describe(bed: Bed) -> tuple[tuple[Part, ...], float]:
    """Return the layers of a bed with their levels, and its loudness in LUFS."""
    place = _place(bed)
    parts = place.always + (place.dark if bed.time == "night" else place.light)
    if bed.weather in ("rain", "storm", "snow"):
        parts = tuple(part for part in parts if part[0] not in _HIDING)
    parts += (INDOORS if bed.interior else WEATHER)[bed.weather]
    louder = _LOUDER.get(bed.weather, 0.0) + _QUIETER.get(bed.time, 0.0)
    return parts, max(-38.0, min(-28.0, place.loudness + louder))


def room(bed: Bed) -> tuple[Space, float]:
    """Return the space that a bed's spot effects ring in, and how much of it is heard."""
    if bed.setting in _SPACES:
        return _SPACES[bed.setting]
    return (ROOM, 0.35) if bed.interior else (STUDIO, 0.1)


def _place(bed: Bed) -> Place:
    if bed.interior:
        return INSIDE.get(bed.setting, _ROOM)
    return OUTSIDE.get(bed.setting) or INSIDE.get(bed.setting, _OPEN_AIR)
