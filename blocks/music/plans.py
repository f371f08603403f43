"""Plans: what composers are told of a cue, in ElevenLabs' terms, and no word of a request."""

import zlib
from dataclasses import dataclass
from typing import Any

from film.clock import SAMPLE_RATE
from film.sound import Cue
from film.story import Genre, Mood

SHORTEST = 10_000
"""Milliseconds of the shortest piece that is bought: in less, music says nothing."""
LEAST, MOST = 3_000, 120_000
"""Milliseconds of one section."""
STEP = 1_000
OVERLAP = 6_000
"""Milliseconds in which one piece of a long cue gives way to the next."""

_PLAYERS: dict[Genre, str] = {
    "drama": "intimate string ensemble, felt piano, solo cello",
    "comedy": "light chamber orchestra, pizzicato strings, clarinet, bassoon",
    "thriller": "low strings, pulsing synthesizer bass, muted percussion",
    "horror": "dissonant strings, bowed metal, low drones, prepared piano",
    "science fiction": "analogue synthesizers, wide pads, sparse orchestra",
    "fantasy": "full orchestra, harp, French horns, celesta",
    "romance": "warm strings, piano, oboe",
    "adventure": "full orchestra, brass fanfares, galloping strings, timpani",
    "documentary": "acoustic guitar, soft piano, light strings, subtle electronics",
    "children": "glockenspiel, ukulele, flute, toy piano, light strings",
}
_MOODS: dict[Mood, tuple[str, int, str]] = {
    "calm": ("calm, unhurried, spacious", 66, "major"),
    "warm": ("warm, tender harmonies, comforting", 72, "major"),
    "joyful": ("joyful, bright, dancing", 112, "major"),
    "playful": ("playful, mischievous, staccato", 116, "major"),
    "tender": ("tender, fragile, in three-four time", 66, "major"),
    "wistful": ("wistful, nostalgic, in three-four time", 70, "minor"),
    "sad": ("sad, mourning, slow descending lines", 58, "minor"),
    "tense": ("tense, restless ostinato, unresolved", 100, "minor"),
    "ominous": ("ominous, dark, slow approaching threat", 62, "minor"),
    "frightening": ("frightening, sudden silences, clusters", 76, "minor"),
    "mysterious": ("mysterious, questioning, veiled", 70, "minor"),
    "wondrous": ("wondrous, rising, shimmering, lydian", 80, "major"),
    "heroic": ("heroic, resolute, driving", 104, "minor"),
    "triumphant": ("triumphant, soaring, victorious", 112, "major"),
}
"""How a mood sounds, its beats a minute, and its mode."""
_HOMES = ("C", "D", "E flat", "F", "G", "A", "B flat")
_FORCE = ((0.25, "very sparse and soft"), (0.5, "restrained"), (0.75, "full, with momentum"))
_WILDEST = "powerful, at full intensity"
_UNWANTED = ("vocals", "singing", "choir with words", "spoken word", "sound effects", "applause")
_QUALITY = ("instrumental film score", "cinematic", "great production quality")


@dataclass(frozen=True)
class Piece:
    """A part of a cue that is bought as one: nearly always the whole of it."""

    start: int
    """Sample of the cue where it begins."""
    samples: int
    milliseconds: int
    """What is bought: whole seconds, no less than needed."""
    number: int
    of: int


def pieces(cue: Cue, longest: int) -> tuple[Piece, ...]:
    """Divide a cue into pieces of at most ``longest`` seconds, which overlap by OVERLAP."""
    most, overlap = longest * SAMPLE_RATE, OVERLAP * SAMPLE_RATE // 1000
    count = 1
    while count * most - (count - 1) * overlap < cue.samples:
        count += 1
    share = -(-(cue.samples + (count - 1) * overlap) // count)
    found = []
    for number in range(count):
        start = number * (share - overlap)
        samples = min(share, cue.samples - start)
        found.append(Piece(start, samples, _bought(samples), number, count))
    return tuple(found)


def _bought(samples: int) -> int:
    seconds = -(-samples // SAMPLE_RATE)
    return max(SHORTEST, seconds * STEP)


def sections(milliseconds: int) -> tuple[int, ...]:
    """Divide a length into one, three or more sections, each of a length that is sold."""
    if milliseconds < 4 * LEAST:
        return (milliseconds,)
    ends = max(LEAST, milliseconds * 15 // 100 // STEP * STEP)
    middle = milliseconds - 2 * ends
    count = -(-middle // (MOST // 2))
    inner = [middle * (n + 1) // count - middle * n // count for n in range(count)]
    return (ends, *inner, ends)


def plan_for(cue: Cue, piece: Piece, model: str) -> dict[str, Any]:
    """Return the composition plan, as the model wants it: JSON."""
    lengths = sections(piece.milliseconds)
    parts = [
        (name, length, _local(cue, piece, index, len(lengths)))
        for index, (name, length) in enumerate(zip(_names(len(lengths)), lengths, strict=True))
    ]
    return (_prompt if model == "music_v1" else _chunks)(cue, parts)


def seed_for(cue: Cue, piece: Piece) -> int:
    """Return the seed: a film's cues share their home, and are not the same piece."""
    return zlib.crc32(f"{cue.seed}:{cue.part}:{piece.number}".encode()) & 0x7FFFFFFF


def _names(count: int) -> list[str]:
    if count == 1:
        return ["Theme"]
    return ["Opening", *(f"Theme {number}" for number in range(1, count - 1)), "Ending"]


def _global(cue: Cue) -> list[str]:
    mood, tempo, mode = _MOODS[cue.mood]
    home = _HOMES[zlib.crc32(f"home:{cue.seed}".encode()) % len(_HOMES)]
    force = next((words for below, words in _FORCE if cue.intensity < below), _WILDEST)
    return [
        *_QUALITY,
        f"{cue.genre} film",
        *_PLAYERS[cue.genre].split(", "),
        *mood.split(", "),
        force,
        f"{tempo} bpm",
        f"{home} {mode}",
    ]


def _local(cue: Cue, piece: Piece, index: int, count: int) -> list[str]:
    """Return what a section does in the piece, and the piece in the film."""
    first, last = piece.number == 0 and index == 0, piece.number == piece.of - 1
    styles = []
    if first and cue.opens:
        styles.append("states the film's main theme for the first time")
    elif first:
        styles.append(f"variation {cue.part + 1} on the film's main theme, begins softly")
    else:
        styles.append("develops the theme")
    if index == count - 1:
        if cue.closes and last:
            styles.append("full final cadence, last chord left to ring, ends in silence")
        else:
            styles.append("goes on without an ending, sustained")
    elif index > 0:
        styles.append("builds" if cue.intensity >= 0.5 else "stays gentle")
    return styles


def _prompt(cue: Cue, parts: list[tuple[str, int, list[str]]]) -> dict[str, Any]:
    return {
        "positive_global_styles": _global(cue),
        "negative_global_styles": list(_UNWANTED),
        "sections": [
            {
                "section_name": name,
                "positive_local_styles": local,
                "negative_local_styles": [],
                "duration_ms": length,
                "lines": [],
            }
            for name, length, local in parts
        ],
    }


def _chunks(cue: Cue, parts: list[tuple[str, int, list[str]]]) -> dict[str, Any]:
    return {
        "chunks": [
            {
                "text": f"[{name}]\n{{instrumental}}",
                "duration_ms": length,
                "positive_styles": [*(_global(cue) if index == 0 else ()), *local, "instrumental"],
                "negative_styles": list(_UNWANTED),
                "context_adherence": "high",
            }
            for index, (name, length, local) in enumerate(parts)
        ]
    }
