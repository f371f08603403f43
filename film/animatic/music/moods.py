"""Moods: how each one moves (tempo, metre, shape) and the harmony that it likes."""

from dataclasses import dataclass
from typing import Literal

from film.story import Mood

Shape = Literal["arch", "rise", "steady", "fall"]
Family = Literal["gentle", "bright", "dark", "grand"]


@dataclass(frozen=True, slots=True)
class Harmony:
    """A mode and the progressions that show it; one numeral a bar, four bars a phrase."""

    mode: str
    phrases: tuple[tuple[str, str, str, str], ...]
    turn: tuple[str, str]
    """Open ending of a cue that goes on in the next."""
    home: tuple[str, str, str]
    """Full cadence: the last one is the tonic."""
    colour: str = ""
    """Mode of the melody when it is a smaller scale within the harmony's."""


HARMONIES: dict[str, Harmony] = {
    "gentle major": Harmony(
        "ionian",
        (
            ("Iadd9", "vi7", "IVmaj7", "Vsus4"), ("I", "V/3", "vi7", "IVadd9"),
            ("IVmaj7", "I/3", "ii7", "Vsus4"), ("vi7", "IVmaj7", "I/3", "ii7"),
        ),
        ("IVmaj7", "Vsus4"), ("ii7", "V7", "Iadd9"),
    ),
    "hymn": Harmony(
        "ionian",
        (
            ("I", "IV", "I/3", "V"), ("vi", "iii", "IV", "V"), ("IV", "I/3", "ii7", "V"),
            ("I", "vi", "ii7", "V7"),
        ),
        ("ii7", "V"), ("IV", "V7", "I"),
    ),
    "bright major": Harmony(
        "ionian",
        (
            ("I", "vi", "IV", "V"), ("I", "IV", "ii7", "V7"), ("IV", "V", "iii7", "vi"),
            ("I", "I/3", "IV", "V7"),
        ),
        ("IV", "V"), ("ii7", "V7", "I6"), "major pentatonic",
    ),
    "impish": Harmony(
        "ionian",
        (
            ("I", "I6", "ii7", "V7"), ("I", "bVI", "I/5", "V7"), ("vi", "II7", "ii7", "V7"),
            ("I", "#i°7", "ii7", "V7"),
        ),
        ("ii7", "V7"), ("ii7", "V7", "I6"),
    ),
    "open road": Harmony(
        "mixolydian",
        (
            ("I", "bVII", "IV", "I"), ("I", "v7", "IV", "bVII"), ("bVII", "IV", "I", "Isus4"),
            ("IV", "bVII", "I/3", "bVII"),
        ),
        ("IV", "bVII"), ("IV", "V7", "I"),
    ),
    "banner": Harmony(
        "mixolydian",
        (
            ("I", "bVII", "IV", "I"), ("I", "bIII", "bVII", "IV"), ("bVI", "bVII", "I", "I/3"),
            ("IV", "I/3", "bVII", "V"),
        ),
        ("bVI", "bVII"), ("bVI", "bVII", "I"),
    ),
    "wonder": Harmony(
        "lydian",
        (
            ("Iadd9", "II", "Imaj7", "II/3"), ("Imaj7", "iii7", "II", "vi7"),
            ("vi7", "II", "iii7", "Imaj7"), ("Iadd9", "vii7", "II", "Imaj7"),
        ),
        ("vi7", "II"), ("II", "V", "Imaj7"),
    ),
    "far light": Harmony(
        "lydian",
        (
            ("Iadd9", "bVI", "Iadd9", "bIII"), ("vi7", "I/5", "II", "Imaj7"),
            ("I", "bIII", "bVI", "II"), ("iii7", "Imaj7", "vi7", "II"),
        ),
        ("bVI", "II"), ("bVI", "V", "Iadd9"),
    ),
    "dorian": Harmony(
        "dorian",
        (
            ("i7", "IV", "i7", "IV"), ("iadd9", "bIII", "IV", "i7"), ("bVII", "IV", "i", "ii7"),
            ("i", "v7", "bVII", "IV"),
        ),
        ("bIII", "IV"), ("IV", "V7", "i6"),
    ),
    "aeolian": Harmony(
        "aeolian",
        (
            ("iadd9", "bVI", "bIII", "bVII"), ("i", "v7", "bVImaj7", "iv7"),
            ("bVImaj7", "bIII/3", "iv7", "v7"), ("iv7", "bVII", "bIIImaj7", "bVI"),
        ),
        ("bVImaj7", "v7"), ("iv7", "V7", "iadd9"),
    ),
    "lament": Harmony(
        "harmonic minor",
        (
            ("i", "V/3", "bVI", "iv"), ("i", "iv/3", "V", "i"), ("bVI", "iv", "i/5", "V"),
            ("iv", "i/3", "iiø7", "V"),
        ),
        ("iv", "V"), ("iv", "V7", "i"),
    ),
    "pulse": Harmony(
        "aeolian",
        (
            ("i", "i", "bVI", "bVI"), ("i", "bVI", "iv", "v"), ("i", "bIII", "bVI", "iv"),
            ("i", "i", "iv", "bVI"),
        ),
        ("bVI", "iv"), ("iv", "V", "i5"),
    ),
    "shadow": Harmony(
        "phrygian",
        (
            ("i", "bII", "i", "bvii"), ("i", "bVI", "bII", "i"), ("i5", "bIImaj7", "iv", "bII"),
            ("bVI", "iv", "bII", "i"),
        ),
        ("iv", "bII"), ("bII", "V", "i5"),
    ),
    "dread": Harmony(
        "phrygian",
        (
            ("i5", "i5", "icluster", "icluster"), ("i", "bvi", "icluster", "bII"),
            ("i5", "icrush", "bII", "icluster"), ("i", "biii", "i", "bvi"),
        ),
        ("icluster", "bII"), ("bvi", "bII", "i5"),
    ),
    "riddle": Harmony(
        "harmonic minor",
        (
            ("i", "bVI", "i", "V+"), ("imaj7", "iv6", "i", "bVI"), ("i", "bvi", "i", "iv6"),
            ("iv", "i/3", "bVI", "V"),
        ),
        ("bVI", "V"), ("iv6", "V7", "i"),
    ),
    "orbit": Harmony(
        "dorian",
        (
            ("isus2", "bVImaj7", "isus2", "IV"), ("i", "bIIImaj7", "bVIIsus2", "IV"),
            ("iadd9", "IV", "bVImaj7", "bVII"), ("bVImaj7", "bVII", "iadd9", "v7"),
        ),
        ("bVImaj7", "bVII"), ("bVImaj7", "V7", "iadd9"),
    ),
    "saga": Harmony(
        "aeolian",
        (
            ("i", "bVII", "bVI", "bVII"), ("i", "bVI", "bIII", "bVII"), ("iv", "bVI", "i", "bVII"),
            ("bVI", "bVII", "i", "v"),
        ),
        ("bVI", "bVII"), ("iv", "V", "I"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a mood carries itself."""

    family: Family
    tempo: int
    metre: int
    harmonies: tuple[str, ...]
    shape: Shape
    breath: float
    """How much of the melody is silence, 0–1."""
    energy: float
    """Added to the scene's intensity."""


BEARINGS: dict[Mood, Bearing] = {
    "calm": Bearing("gentle", 66, 4, ("gentle major", "wonder"), "steady", 0.5, -0.15),
    "warm": Bearing("gentle", 72, 4, ("gentle major", "hymn"), "arch", 0.3, 0.0),
    "joyful": Bearing("bright", 112, 4, ("bright major", "open road"), "rise", 0.15, 0.1),
    "playful": Bearing("bright", 116, 4, ("impish", "bright major"), "steady", 0.25, 0.05),
    "tender": Bearing("gentle", 66, 3, ("hymn", "gentle major"), "arch", 0.35, -0.1),
    "wistful": Bearing("gentle", 70, 3, ("dorian", "aeolian"), "arch", 0.35, -0.05),
    "sad": Bearing("gentle", 58, 4, ("lament", "aeolian"), "fall", 0.4, -0.1),
    "tense": Bearing("dark", 100, 4, ("pulse", "riddle"), "rise", 0.5, 0.1),
    "ominous": Bearing("dark", 62, 4, ("shadow", "saga"), "rise", 0.55, 0.0),
    "frightening": Bearing("dark", 76, 4, ("dread",), "rise", 0.6, 0.15),
    "mysterious": Bearing("dark", 70, 4, ("riddle", "dorian"), "steady", 0.45, -0.05),
    "wondrous": Bearing("grand", 80, 4, ("wonder", "far light"), "rise", 0.3, 0.1),
    "heroic": Bearing("grand", 104, 4, ("saga", "banner"), "rise", 0.15, 0.25),
    "triumphant": Bearing("grand", 112, 4, ("banner", "open road"), "rise", 0.1, 0.3),
}
