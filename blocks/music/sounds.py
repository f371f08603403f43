"""Sounds: what a maker of sound effects is asked for, by place and by name."""

from dataclasses import dataclass

from film.sound import Bed
from film.story import Setting, TimeOfDay, Weather


@dataclass(frozen=True)
class Sound:
    """A sound to be made: it is the same wherever it is heard."""

    text: str
    milliseconds: int
    peak: float = 0.0
    """dBFS of its loudest sample at gain 1."""
    loop: bool = False


PLACE_LENGTH = 22_000
"""Milliseconds of a place's sound, which goes round in longer scenes."""

_PLACES: dict[Setting, str] = {
    "coast": "waves break on a pebble shore, open sea wind",
    "harbour": "small waves lap against hulls, ropes and timber creak",
    "forest": "wind in leaves, deep forest",
    "mountains": "high mountain wind over rock",
    "desert": "dry desert wind over sand",
    "snowfield": "muffled winter silence, faint wind over snow",
    "village": "quiet village square, light breeze",
    "street": "city street, distant traffic",
    "rooftop": "city hum from far below, wind on a rooftop",
    "park": "city park, leaves in a breeze, far traffic",
    "road": "empty country road, wind, a car far away",
    "kitchen": "quiet kitchen, refrigerator hum, a wall clock",
    "living room": "quiet living room, soft crackle of a fireplace",
    "bedroom": "still bedroom at rest, faint clock",
    "office": "office room tone, air conditioning",
    "classroom": "empty classroom room tone, clock on the wall",
    "café": "café murmur without words, cups and saucers",
    "hospital": "hospital corridor, ventilation, a slow heart monitor far off",
    "laboratory": "laboratory, ventilation and electronic hum",
    "castle hall": "great stone hall, draughts of wind",
    "cave": "cave, water drips with long echoes",
    "spaceship": "spaceship interior, deep engine hum, quiet consoles",
    "planet": "alien planet, eerie wind with glassy tones",
    "market": "busy market crowd murmur without words",
    "temple": "temple courtyard, a deep bell now and then",
    "field": "open field, wind in grass, insects",
    "river": "running river over stones",
    "library": "hushed library, a page turned far away",
}
_INDOORS = "heard indoors, room tone"
_HOURS: dict[TimeOfDay, str] = {
    "dawn": "at dawn, first birds",
    "day": "by day",
    "dusk": "at dusk, calm",
    "night": "at night, crickets far off",
}
_WEATHER: dict[Weather, str] = {
    "clear": "",
    "cloud": "light wind",
    "rain": "steady rain",
    "storm": "heavy storm, rain and gusts, far thunder",
    "snow": "snowfall, very quiet",
    "fog": "damp muffled air",
}
_NEVER = "seamless ambience loop, no music, no voices with words"


def place_sound(bed: Bed) -> Sound:
    """Return the room tone and ambience of a place at an hour and in a weather."""
    weather = _WEATHER[bed.weather]
    if bed.interior and bed.weather in ("rain", "storm"):
        weather = f"{weather} outside the window"
    hour = "" if bed.interior or bed.weather in ("rain", "storm", "snow") else _HOURS[bed.time]
    where = _INDOORS if bed.interior else ""
    told = [part for part in (_PLACES[bed.setting], where, hour, weather, _NEVER) if part]
    return Sound(", ".join(told), PLACE_LENGTH, loop=True)


EFFECTS: dict[str, Sound] = {
    "applause": Sound("a small audience applauds", 4_000, -18),
    "beep": Sound("one short electronic console beep", 1_000, -27),
    "bell": Sound("one stroke of a church bell, ringing out", 5_000, -17),
    "birds": Sound("a songbird sings a short phrase", 3_000, -25),
    "chime": Sound("one soft chime, ringing out", 3_000, -22),
    "clock": Sound("a wall clock ticks four times", 4_000, -20),
    "creak": Sound("an old wooden floorboard creaks", 1_500, -18),
    "dog": Sound("a dog barks twice, some way off", 2_000, -24),
    "door": Sound("a wooden door closes", 1_500, -17),
    "drop": Sound("one drop of water falls into a pool", 1_000, -26),
    "engine": Sound("a car passes by", 5_000, -18),
    "fire": Sound("a campfire crackles", 5_000, -13),
    "footsteps": Sound("four footsteps on a wooden floor", 3_000, -13),
    "glass": Sound("a glass shatters on the floor", 2_000, -18),
    "gull": Sound("a seagull calls", 2_000, -25),
    "gust": Sound("a gust of wind", 4_000, -18),
    "heartbeat": Sound("four heartbeats, close and deep", 4_000, -14),
    "horn": Sound("a ship's foghorn sounds once, far away", 4_000, -20),
    "impact": Sound("deep cinematic impact", 3_000, -12),
    "knock": Sound("three knocks on a wooden door", 1_500, -17),
    "owl": Sound("an owl hoots", 2_500, -26),
    "page": Sound("a page of paper is turned", 1_000, -21),
    "phone": Sound("an old telephone rings once", 2_500, -25),
    "riser": Sound("cinematic riser, tension growing to a stop", 4_000, -18),
    "shimmer": Sound("magical shimmer, glittering", 3_000, -25),
    "sparkle": Sound("magical sparkle, small bright bells", 2_000, -25),
    "splash": Sound("something falls into water with a splash", 2_500, -10),
    "switch": Sound("a light switch clicks", 600, -19),
    "thunder": Sound("one close roll of thunder", 6_000, -10),
    "wave": Sound("one wave breaks on the shore", 5_000, -16),
    "whoosh": Sound("fast cinematic whoosh", 1_200, -17),
    "wind": Sound("wind howls for a moment", 4_000, -18),
}
"""Every effect that a bed may ask for."""
