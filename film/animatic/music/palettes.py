"""Palettes: who plays what, for every genre and family of moods."""

from dataclasses import dataclass

from film.animatic.music.moods import Family
from film.story import Genre


@dataclass(frozen=True, slots=True)
class Palette:
    """The players of a cue; ``instrument/pattern`` where a role can be played in several ways."""

    lead: str
    counter: str
    pad: str
    full: str
    """A second pad that enters when the energy is high."""
    bass: str
    figure: str
    colour: str
    kit: str = ""


TEMPO: dict[Genre, float] = {
    "drama": 1.0, "comedy": 1.06, "thriller": 1.04, "horror": 0.9, "science fiction": 0.96,
    "fantasy": 1.0, "romance": 0.94, "adventure": 1.06, "documentary": 1.02, "children": 1.05,
}  # fmt: skip
"""Tempo relative to the mood's own."""

HARMONY: dict[tuple[Genre, Family], tuple[str, ...]] = {
    ("science fiction", "gentle"): ("orbit", "gentle major"),
    ("science fiction", "dark"): ("orbit", "pulse"),
    ("science fiction", "grand"): ("far light",),
    ("fantasy", "gentle"): ("dorian", "wonder"),
    ("fantasy", "grand"): ("wonder", "banner"),
    ("adventure", "gentle"): ("open road", "hymn"),
    ("comedy", "dark"): ("riddle",),
    ("children", "dark"): ("riddle", "dorian"),
    ("documentary", "dark"): ("aeolian", "dorian"),
    ("documentary", "grand"): ("gentle major", "far light"),
    ("horror", "gentle"): ("riddle", "lament"),
    ("horror", "bright"): ("riddle",),
    ("thriller", "gentle"): ("aeolian", "riddle"),
    ("thriller", "bright"): ("pulse",),
}
"""Genres that bend a mood's harmony their own way."""

PALETTES: dict[tuple[Genre, Family], Palette] = {
    ("drama", "gentle"): Palette(
        "felt piano", "cello", "strings", "high strings", "low strings/hold",
        "felt piano/broken", "harp/roll",
    ),
    ("drama", "bright"): Palette(
        "clarinet", "flute", "strings", "horns", "contrabass/walk", "nylon guitar/arpeggio",
        "celesta/drops", "shaker",
    ),
    ("drama", "dark"): Palette(
        "cello", "clarinet", "low pad", "strings", "low strings/hold", "felt piano/toll",
        "bowed metal/swell", "frame",
    ),
    ("drama", "grand"): Palette(
        "violin", "horn", "strings", "brass", "low strings/steps", "piano/arpeggio",
        "harp/roll", "timpani",
    ),
    ("comedy", "gentle"): Palette(
        "clarinet", "bassoon", "warm pad", "strings", "contrabass/walk", "nylon guitar/strum",
        "vibraphone/drops", "brush",
    ),
    ("comedy", "bright"): Palette(
        "clarinet", "bassoon", "", "strings", "contrabass/walk", "pizzicato/oompah",
        "glockenspiel/drops", "brush",
    ),
    ("comedy", "dark"): Palette(
        "bassoon", "clarinet", "low pad", "strings", "contrabass/walk", "pizzicato/creep",
        "celesta/drops", "woodblock",
    ),
    ("comedy", "grand"): Palette(
        "trumpet", "flute", "strings", "brass", "contrabass/walk", "pizzicato/pulse",
        "glockenspiel/drops", "march",
    ),
    ("thriller", "gentle"): Palette(
        "vibraphone", "cello", "low pad", "strings", "sub/hold", "felt piano/toll", "bell/drops",
    ),
    ("thriller", "bright"): Palette(
        "clarinet", "vibraphone", "warm pad", "strings", "synth bass/pulse", "marimba/ostinato",
        "bell/drops", "ticks",
    ),
    ("thriller", "dark"): Palette(
        "vibraphone", "cello", "low pad", "tremolo strings", "synth bass/pulse",
        "spiccato/ostinato", "bowed metal/swell", "ticks",
    ),
    ("thriller", "grand"): Palette(
        "cello", "horn", "strings", "brass", "synth bass/pulse", "spiccato/ostinato",
        "bell/drops", "taiko",
    ),
    ("horror", "gentle"): Palette(
        "music box", "cello", "low pad", "choir", "sub/drone", "", "bowed metal/swell",
    ),
    ("horror", "bright"): Palette(
        "music box", "celesta", "glass pad", "choir", "contrabass/hold", "pizzicato/creep",
        "bell/drops",
    ),
    ("horror", "dark"): Palette(
        "music box", "cello", "cluster", "tremolo strings", "sub/drone", "piano/toll",
        "bowed metal/swell", "heart",
    ),
    ("horror", "grand"): Palette(
        "horn", "cello", "choir", "brass", "sub/drone", "low strings/pulse",
        "bowed metal/swell", "taiko",
    ),
    ("science fiction", "gentle"): Palette(
        "glass lead", "vibraphone", "warm pad", "glass pad", "sub/hold", "synth pluck/arpeggio",
        "bell/drops",
    ),
    ("science fiction", "bright"): Palette(
        "synth lead", "glass lead", "warm pad", "strings", "synth bass/pulse",
        "synth pluck/sequence", "bell/drops", "pulse",
    ),
    ("science fiction", "dark"): Palette(
        "glass lead", "cello", "low pad", "warm pad", "synth bass/pulse",
        "synth pluck/sequence", "bowed metal/swell", "pulse",
    ),
    ("science fiction", "grand"): Palette(
        "synth lead", "horn", "glass pad", "choir", "synth bass/hold", "synth pluck/sequence",
        "bell/drops", "pulse",
    ),
    ("fantasy", "gentle"): Palette(
        "flute", "cello", "strings", "choir", "low strings/hold", "harp/arpeggio",
        "celesta/drops",
    ),
    ("fantasy", "bright"): Palette(
        "whistle", "clarinet", "strings", "horns", "contrabass/walk", "nylon guitar/strum",
        "dulcimer/drops", "frame",
    ),
    ("fantasy", "dark"): Palette(
        "clarinet", "cello", "choir", "low strings", "low strings/drone", "harp/toll",
        "dulcimer/drops", "frame",
    ),
    ("fantasy", "grand"): Palette(
        "flute", "horn", "strings", "choir", "low strings/steps", "harp/arpeggio",
        "celesta/drops", "timpani",
    ),
    ("romance", "gentle"): Palette(
        "piano", "violin", "strings", "high strings", "low strings/hold", "piano/broken",
        "harp/roll",
    ),
    ("romance", "bright"): Palette(
        "violin", "flute", "strings", "high strings", "contrabass/walk", "nylon guitar/arpeggio",
        "glockenspiel/drops", "brush",
    ),
    ("romance", "dark"): Palette(
        "violin", "cello", "strings", "low strings", "low strings/hold", "piano/toll",
        "harp/roll",
    ),
    ("romance", "grand"): Palette(
        "piano", "violin", "strings", "high strings", "low strings/steps", "piano/arpeggio",
        "harp/roll", "timpani",
    ),
    ("adventure", "gentle"): Palette(
        "horn", "flute", "strings", "horns", "low strings/hold", "nylon guitar/arpeggio",
        "harp/roll",
    ),
    ("adventure", "bright"): Palette(
        "trumpet", "whistle", "strings", "horns", "contrabass/walk", "spiccato/pulse",
        "glockenspiel/drops", "march",
    ),
    ("adventure", "dark"): Palette(
        "horn", "cello", "low strings", "brass", "low strings/pulse", "spiccato/ostinato",
        "bowed metal/swell", "taiko",
    ),
    ("adventure", "grand"): Palette(
        "horn", "trumpet", "strings", "brass", "low strings/pulse", "spiccato/ostinato",
        "bell/drops", "taiko",
    ),
    ("documentary", "gentle"): Palette(
        "clarinet", "felt piano", "strings", "warm pad", "low strings/hold",
        "felt piano/arpeggio", "vibraphone/drops",
    ),
    ("documentary", "bright"): Palette(
        "marimba", "clarinet", "strings", "high strings", "contrabass/steps", "piano/pulse",
        "vibraphone/drops", "shaker",
    ),
    ("documentary", "dark"): Palette(
        "clarinet", "cello", "low pad", "strings", "sub/hold", "felt piano/ostinato",
        "bowed metal/swell", "ticks",
    ),
    ("documentary", "grand"): Palette(
        "cello", "horn", "strings", "horns", "low strings/steps", "piano/ostinato",
        "glockenspiel/drops", "frame",
    ),
    ("children", "gentle"): Palette(
        "music box", "flute", "warm pad", "strings", "contrabass/hold", "nylon guitar/arpeggio",
        "celesta/drops",
    ),
    ("children", "bright"): Palette(
        "glockenspiel", "whistle", "", "strings", "contrabass/walk", "ukulele/strum",
        "music box/drops", "shaker",
    ),
    ("children", "dark"): Palette(
        "flute", "bassoon", "glass pad", "choir", "contrabass/hold", "marimba/creep",
        "music box/drops", "woodblock",
    ),
    ("children", "grand"): Palette(
        "whistle", "glockenspiel", "strings", "horns", "contrabass/walk", "ukulele/strum",
        "celesta/drops", "march",
    ),
}  # fmt: skip

SINGING: dict[str, int] = {
    "felt piano": 72,
    "piano": 74,
    "cello": 58,
    "violin": 76,
    "clarinet": 68,
    "flute": 74,
    "bassoon": 53,
    "horn": 60,
    "trumpet": 69,
    "whistle": 79,
    "vibraphone": 72,
    "marimba": 69,
    "music box": 84,
    "celesta": 84,
    "glockenspiel": 86,
    "glass lead": 76,
    "synth lead": 71,
}
"""MIDI pitch around which a melody instrument sounds best."""
