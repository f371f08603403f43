"""Theory: modes, keys and chords, as semitones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMES = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")

MODES: dict[str, tuple[int, ...]] = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
}

_DEGREES = {"i": 0, "ii": 2, "iii": 4, "iv": 5, "v": 7, "vi": 9, "vii": 11}
_SHAPES: dict[str, tuple[int, ...]] = {
    "M": (0, 4, 7), "m": (0, 3, 7), "M7": (0, 4, 7, 10), "m7": (0, 3, 7, 10),
    "Mmaj7": (0, 4, 7, 11), "mmaj7": (0, 3, 7, 11), "Madd9": (0, 4, 7, 2), "madd9": (0, 3, 7, 2),
    "Msus4": (0, 5, 7), "msus4": (0, 5, 7), "Msus2": (0, 2, 7), "msus2": (0, 2, 7),
    "M6": (0, 4, 7, 9), "m6": (0, 3, 7, 9), "m°": (0, 3, 6), "mø7": (0, 3, 6, 10),
    "m°7": (0, 3, 6, 9), "M+": (0, 4, 8), "M5": (0, 7), "m5": (0, 7),
    "mcluster": (0, 1, 6, 7), "mcrush": (0, 3, 4, 11),
}  # fmt: skip
_NUMERAL = re.compile(r"(?P<shift>[b#]?)(?P<degree>[ivIV]+)(?P<shape>[^/]*)(?:/(?P<bass>[35]))?")


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord: its pitch classes, root first, and the one in the bass."""

    numeral: str
    tones: tuple[int, ...]
    bass: int

    @property
    def root(self) -> int:
        """The root's pitch class."""
        return self.tones[0]


def chord(numeral: str, tonic: int) -> Chord:
    """Read a roman numeral such as ``bVII``, ``iv7`` or ``I/3`` against a tonic pitch class.

    Numerals count from the major scale whatever the mode; capitals are major. ``/3`` and ``/5``
    put that tone in the bass. Raises ValueError for anything else.
    """
    found = _NUMERAL.fullmatch(numeral)
    if found is None:
        raise ValueError(f"{numeral!r} is not a roman numeral")
    degree = found["degree"]
    quality = ("M" if degree[0].isupper() else "m") + found["shape"]
    shift = {"b": -1, "#": 1, "": 0}[found["shift"]]
    root = tonic + _DEGREES[degree.lower()] + shift
    tones = tuple((root + step) % 12 for step in _SHAPES[quality])
    bass = {None: 0, "3": 1, "5": 2}[found["bass"]]
    return Chord(numeral, tones, tones[bass])


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic pitch class and a mode."""

    tonic: int
    mode: str

    @property
    def scale(self) -> tuple[int, ...]:
        """Semitones above the tonic."""
        return MODES[self.mode]

    @property
    def classes(self) -> frozenset[int]:
        """The key's pitch classes."""
        return frozenset((self.tonic + step) % 12 for step in self.scale)

    def pitch(self, degree: int) -> int:
        """MIDI pitch of a scale degree: 0 is the tonic in the octave from middle C."""
        octave, step = divmod(degree, len(self.scale))
        return 60 + self.tonic + 12 * octave + self.scale[step]

    def degree(self, pitch: int) -> int:
        """Scale degree at, or next below, a MIDI pitch."""
        octave, offset = divmod(pitch - 60 - self.tonic, 12)
        step = sum(1 for semitone in self.scale if semitone <= offset) - 1
        return octave * len(self.scale) + step

    @property
    def minor(self) -> bool:
        """Whether its third is minor."""
        return 3 in self.scale


def near(pitch_class: int, pitch: int) -> int:
    """Return the MIDI pitch of a pitch class that lies nearest to a pitch."""
    return pitch + (pitch_class - pitch + 6) % 12 - 6


def within(pitch: int, low: int, high: int) -> int:
    """Return the pitch moved by octaves into a range of at least an octave."""
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch


def name(pitch: int) -> str:
    """Scientific name of a MIDI pitch, ``A4`` for 69."""
    return f"{NAMES[pitch % 12]}{pitch // 12 - 1}"


def names(pitches: Iterable[int]) -> str:
    """Names of several pitches, for people."""
    return " ".join(name(pitch) for pitch in pitches)
