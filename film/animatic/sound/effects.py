"""Spot effects: every name that a bed may ask for, its sound and how loud it is."""

from collections.abc import Callable
from dataclasses import dataclass

from film.animatic.sound import cinema, nature, things
from film.animatic.sound.waves import Dice, Wave, add, decibels, dice, pan
from film.errors import BadRequest
from film.sound import Effect


@dataclass(frozen=True, slots=True)
class _Spot:
    make: Callable[[Dice], Wave]
    level: float
    """Peak in dBFS at gain 1."""
    spread: float = 0.5
    """How far from the middle a mono sound may be placed."""


_SPOTS: dict[str, _Spot] = {
    "applause": _Spot(things.applause, -18),
    "beep": _Spot(things.beep, -27),
    "bell": _Spot(cinema.bell, -17),
    "birds": _Spot(nature.birds, -25),
    "chime": _Spot(cinema.chime, -22),
    "clock": _Spot(things.clock, -20),
    "creak": _Spot(things.creak, -18),
    "dog": _Spot(nature.dog, -24),
    "door": _Spot(things.door, -17, 0.3),
    "drop": _Spot(nature.drop, -26),
    "engine": _Spot(things.engine, -18),
    "fire": _Spot(nature.fire, -13),
    "footsteps": _Spot(things.footsteps, -13),
    "glass": _Spot(things.glass, -18),
    "gull": _Spot(nature.gull, -25, 0.7),
    "gust": _Spot(nature.gust, -18),
    "heartbeat": _Spot(cinema.heartbeat, -14, 0.0),
    "horn": _Spot(things.horn, -20),
    "impact": _Spot(cinema.impact, -12, 0.0),
    "knock": _Spot(things.knock, -17, 0.4),
    "owl": _Spot(nature.owl, -26, 0.7),
    "page": _Spot(things.page, -21),
    "phone": _Spot(things.phone, -25),
    "riser": _Spot(cinema.riser, -18, 0.0),
    "shimmer": _Spot(cinema.sparkle, -25),
    "sparkle": _Spot(cinema.sparkle, -25),
    "splash": _Spot(nature.splash, -10),
    "switch": _Spot(things.switch, -19, 0.3),
    "thunder": _Spot(nature.thunder, -10),
    "wave": _Spot(nature.wave, -16),
    "whoosh": _Spot(cinema.whoosh, -17),
    "wind": _Spot(nature.gust, -18),
}

EFFECT_NAMES: tuple[str, ...] = tuple(_SPOTS)
"""The spot effects that are known."""


def check_effects(effects: tuple[Effect, ...]) -> None:
    """Raise BadRequest for an effect that nobody can make, or that is no sound at all."""
    for effect in effects:
        if effect.name not in _SPOTS:
            known = ", ".join(EFFECT_NAMES)
            raise BadRequest(f"There is no sound effect {effect.name!r}; choose one of {known}.")


def place_effect(mix: Wave, effect: Effect, seed: int) -> None:
    """Add an effect to a stereo mix, in place; what lies outside the mix is not heard."""
    spot = _SPOTS[effect.name]
    rng = dice("effect", effect.name, seed, effect.at)
    wave = spot.make(rng) * decibels(spot.level) * max(0.0, effect.gain)
    if wave.ndim == 1:
        wave = pan(wave, float(rng.uniform(-spot.spread, spot.spread)))
    add(mix, wave.astype("float32"), effect.at)
