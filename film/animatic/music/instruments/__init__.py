"""Instruments: the players that a score's tracks name, synthesised."""

from collections.abc import Callable

from film.animatic.music.instruments.drums import Drum, heart, kettle, noise, skin, snare, wood
from film.animatic.music.instruments.ensemble import (
    AH,
    GLASS,
    METAL,
    STRINGS,
    Ensemble,
    Timbre,
)
from film.animatic.music.instruments.instrument import Instrument, Seat
from film.animatic.music.instruments.solo import Reed, Solo, falling
from film.animatic.music.instruments.struck import (
    BELL,
    CELESTA,
    DULCIMER,
    GLOCKENSPIEL,
    MARIMBA,
    MUSIC_BOX,
    VIBRAPHONE,
    Struck,
    Touch,
    bars,
    filtered_saw,
    piano,
    plucked,
)

__all__ = ["Instrument", "hire"]

_PLAYERS: dict[str, Callable[[], Instrument]] = {
    "piano": lambda: Struck(piano(felt=False), Touch(0.004, 0.35, 6.0), Seat(0, -0.1, 0.28)),
    "felt piano": lambda: Struck(piano(felt=True), Touch(0.009, 0.4, 6.0), Seat(0, -0.1, 0.34)),
    "harp": lambda: Struck(
        plucked(0.3, 1500, 3.2, 0.3), Touch(0.005, 1.2, 4.0), Seat(-8, 0.35, 0.4)
    ),
    "nylon guitar": lambda: Struck(
        plucked(0.22, 1700, 3.0, 0.35), Touch(0.005, 0.3, 3.0), Seat(-3, -0.25, 0.22)
    ),
    "ukulele": lambda: Struck(
        plucked(0.28, 2000, 1.3, 0.4), Touch(0.005, 0.25, 1.6), Seat(-3, -0.2, 0.18)
    ),
    "pizzicato": lambda: Struck(
        plucked(0.3, 1300, 0.55, 0.5), Touch(0.006, 0.3, 1.0), Seat(0, 0.15, 0.35)
    ),
    "contrabass": lambda: Struck(
        plucked(0.25, 550, 2.2, 0.7), Touch(0.008, 0.15, 2.5), Seat(2, 0.05, 0.15)
    ),
    "dulcimer": lambda: Struck(bars(*DULCIMER, 2.2), Touch(0.005, 1.0, 2.5), Seat(-7, 0.3, 0.4)),
    "glockenspiel": lambda: Struck(
        bars(*GLOCKENSPIEL, 2.2, 0.8), Touch(0.005, 1.0, 2.5), Seat(-7, 0.3, 0.35)
    ),
    "celesta": lambda: Struck(bars(*CELESTA, 1.8, 0.6), Touch(0.006, 0.8, 2.4), Seat(-7, 0.3, 0.4)),
    "music box": lambda: Struck(
        bars(*MUSIC_BOX, 1.7, 0.7), Touch(0.005, 1.0, 2.4), Seat(-4, 0.15, 0.4)
    ),
    "vibraphone": lambda: Struck(
        bars(*VIBRAPHONE, 3.5, 0.8), Touch(0.007, 0.8, 4.0), Seat(-4, 0.25, 0.35)
    ),
    "marimba": lambda: Struck(
        bars(*MARIMBA, 0.9, 1.0), Touch(0.005, 0.4, 1.4), Seat(-2, -0.2, 0.25)
    ),
    "bell": lambda: Struck(bars(*BELL, 3.0, 0.7), Touch(0.008, 2.0, 4.0), Seat(-10, 0.3, 0.6)),
    "synth pluck": lambda: Struck(
        filtered_saw(0.25, 0.9, 1300), Touch(0.005, 0.15, 1.4), Seat(-1, -0.3, 0.3)
    ),
    "synth bass": lambda: Struck(
        filtered_saw(0.5, 7.0, 320), Touch(0.008, 0.08, 6.0), Seat(1, 0.0, 0.04)
    ),
    "strings": lambda: Ensemble(
        Timbre(1.15, 2000, 17, 0.35, 0.7, STRINGS, steady=0.3), Seat(-4, 0.0, 0.4)
    ),
    "high strings": lambda: Ensemble(
        Timbre(1.25, 2600, 15, 0.45, 0.8, STRINGS, steady=0.3), Seat(-9, -0.2, 0.5)
    ),
    "low strings": lambda: Ensemble(
        Timbre(1.1, 1100, 14, 0.14, 0.5, STRINGS, steady=0.5), Seat(0, 0.2, 0.3)
    ),
    "tremolo strings": lambda: Ensemble(
        Timbre(1.0, 2200, 15, 0.6, 0.5, STRINGS, tremolo=11.5, steady=0.3), Seat(-9, -0.1, 0.4)
    ),
    "spiccato": lambda: Ensemble(
        Timbre(1.0, 1900, 12, 0.012, 0.14, STRINGS, steady=0.5), Seat(0, -0.15, 0.35)
    ),
    "choir": lambda: Ensemble(
        Timbre(0.9, 2800, 24, 0.6, 0.9, AH, steady=0.25), Seat(-6, 0.0, 0.55)
    ),
    "brass": lambda: Ensemble(
        Timbre(0.8, 1100, 8, 0.18, 0.35, ((900.0, 500.0, 4.0),), steady=0.85), Seat(-6, 0.15, 0.4)
    ),
    "horns": lambda: Ensemble(
        Timbre(1.1, 750, 8, 0.2, 0.4, ((450.0, 250.0, 4.0),), steady=0.85), Seat(-6, -0.2, 0.45)
    ),
    "warm pad": lambda: Ensemble(Timbre(1.2, 900, 13, 0.7, 1.2, steady=0.45), Seat(-4, 0.0, 0.35)),
    "low pad": lambda: Ensemble(Timbre(1.3, 480, 13, 0.8, 1.2, steady=0.4), Seat(-2, 0.0, 0.4)),
    "glass pad": lambda: Ensemble(Timbre(1.4, 3200, 10, 0.9, 1.4, (), GLASS), Seat(-7, 0.0, 0.55)),
    "cluster": lambda: Ensemble(Timbre(1.3, 1500, 22, 1.2, 1.2, STRINGS), Seat(-5, 0.0, 0.55)),
    "bowed metal": lambda: Ensemble(Timbre(0.9, 2400, 9, 2.0, 1.5, (), METAL), Seat(-12, 0.3, 0.7)),
    "cello": lambda: Solo(
        Reed(falling(18, 1.05), 0.5, 0.09, 0.16, 14, 5.4, 0.12, 18), Seat(1, 0.25, 0.35)
    ),
    "violin": lambda: Solo(
        Reed(falling(12, 1.15), 0.5, 0.09, 0.16, 17, 5.7, 0.1, 20), Seat(-1, -0.25, 0.4)
    ),
    "clarinet": lambda: Solo(
        Reed(falling(14, 1.15, 0.12), 0.9, 0.045, 0.1, 4, 5.0, 0.1), Seat(0, 0.1, 0.35)
    ),
    "flute": lambda: Solo(
        Reed((1.0, 0.42, 0.2, 0.08, 0.03), 0.9, 0.06, 0.12, 10, 5.0, 0.4, 8), Seat(1, -0.1, 0.42)
    ),
    "whistle": lambda: Solo(
        Reed((1.0, 0.2, 0.1, 0.03), 0.8, 0.03, 0.09, 12, 5.6, 0.4, 25), Seat(-2, 0.1, 0.42)
    ),
    "bassoon": lambda: Solo(
        Reed((0.6, 1.0, 0.9, 0.7, 0.45, 0.3, 0.2, 0.12, 0.08), 0.7, 0.035, 0.08, 5, 5.0, 0.12),
        Seat(0, 0.2, 0.3),
    ),
    "horn": lambda: Solo(
        Reed(falling(12, 1.3), 0.9, 0.08, 0.16, 4, 4.8, 0.05, 15), Seat(2, -0.2, 0.45)
    ),
    "trumpet": lambda: Solo(
        Reed(falling(14, 0.9), 0.8, 0.04, 0.12, 6, 5.2, 0.05, 12), Seat(-1, 0.15, 0.42)
    ),
    "glass lead": lambda: Solo(
        Reed((1.0, 0.06, 0.16, 0.02, 0.05), 0.6, 0.12, 0.5, 10, 4.6, 0.05), Seat(0, 0.1, 0.5)
    ),
    "synth lead": lambda: Solo(
        Reed(falling(10, 1.4), 0.7, 0.05, 0.25, 9, 5.0, 0.0, 30), Seat(0, 0.0, 0.4)
    ),
    "sub": lambda: Solo(Reed((1.0, 0.3, 0.08), 0.8, 0.4, 0.8, 0), Seat(1, 0.0, 0.05)),
    "taiko": lambda: Drum(skin(58, 1.3), Seat(1, 0.0, 0.4)),
    "frame drum": lambda: Drum(skin(98, 0.5, 0.25, 0.35), Seat(1, 0.2, 0.35)),
    "kick": lambda: Drum(skin(52, 0.35, 1.2, 0.08), Seat(-1, 0.0, 0.08)),
    "timpani": lambda: Drum(kettle, Seat(1, -0.2, 0.4)),
    "heart": lambda: Drum(heart, Seat(2, 0.0, 0.1)),
    "snare": lambda: Drum(snare, Seat(-9, 0.1, 0.3)),
    "shaker": lambda: Drum(noise(4500, 11000, 0.035, 0.09), Seat(-17, 0.35, 0.15)),
    "tambourine": lambda: Drum(noise(6000, 13000, 0.008, 0.16), Seat(-18, -0.35, 0.25)),
    "brush": lambda: Drum(noise(1800, 7000, 0.03, 0.14), Seat(-11, -0.2, 0.15)),
    "cymbal": lambda: Drum(noise(2500, 12000, 0.5, 2.6), Seat(-11, 0.2, 0.4)),
    "woodblock": lambda: Drum(wood(820, 0.12), Seat(-5, 0.3, 0.3)),
    "tick": lambda: Drum(wood(1900, 0.05), Seat(-2, -0.3, 0.25)),
}


def hire(name: str) -> Instrument:
    """Return a fresh player; KeyError for an instrument that nobody here plays."""
    return _PLAYERS[name]()
