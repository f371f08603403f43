"""Percussion: what each kit plays, bar by bar, on a grid of semiquavers."""

from dataclasses import dataclass

from film.animatic.music.score import Form, Note, Track


@dataclass(frozen=True, slots=True)
class Beat:
    """One drum's bar of sixteen semiquavers: ``X`` strong, ``x`` plain, ``.`` silent."""

    drum: str
    grid: str
    enters: float
    """The energy from which it plays."""
    turns: bool = False
    """Whether it plays only every fourth bar."""


KITS: dict[str, tuple[Beat, ...]] = {
    "shaker": (
        Beat("shaker", "x.x.X.x.x.x.X.x.", 0.3),
        Beat("kick", "X.......x.......", 0.65),
        Beat("tambourine", "....x.......x...", 0.7),
    ),
    "frame": (
        Beat("frame drum", "X.......x..x....", 0.3),
        Beat("shaker", "..x...x...x...x.", 0.5),
        Beat("frame drum", "......x.......x.", 0.65),
        Beat("taiko", "X...............", 0.8),
    ),
    "brush": (
        Beat("brush", "x...X..xx...X..x", 0.25),
        Beat("kick", "x.......x.......", 0.45),
        Beat("woodblock", "..........x..x..", 0.6, turns=True),
    ),
    "woodblock": (
        Beat("woodblock", "x.......x..x....", 0.25),
        Beat("tick", "....x.......x...", 0.4),
    ),
    "march": (
        Beat("timpani", "X.......x.......", 0.3),
        Beat("snare", "x...x.xxx...x.x.", 0.45),
        Beat("cymbal", "X...............", 0.6, turns=True),
    ),
    "ticks": (
        Beat("tick", "x...x...x...x...", 0.25),
        Beat("tick", "..x...x...x...x.", 0.6),
        Beat("kick", "X.........x.....", 0.5),
        Beat("taiko", "X..............x", 0.75),
    ),
    "heart": (
        Beat("heart", "X..x............", 0.3),
        Beat("taiko", "X...............", 0.8, turns=True),
    ),
    "taiko": (
        Beat("taiko", "X.....x.x.......", 0.35),
        Beat("frame drum", "..x.x...x.x.x.x.", 0.55),
        Beat("taiko", "............x.xx", 0.75),
        Beat("cymbal", "X...............", 0.7, turns=True),
    ),
    "timpani": (
        Beat("timpani", "X...............", 0.5),
        Beat("timpani", "............x.x.", 0.75, turns=True),
        Beat("cymbal", "X...............", 0.75, turns=True),
    ),
    "pulse": (
        Beat("kick", "X.......X.......", 0.4),
        Beat("shaker", "..x...x...x...x.", 0.5),
        Beat("snare", "....x.......x...", 0.8),
    ),
}
TUNED = frozenset({"timpani"})
"""Drums that are tuned to the tonic."""
_BIG = frozenset({"timpani", "taiko", "cymbal"})


_FINAL = 0.5
"""The energy from which drums join the last chord."""


def beat_kit(kit: str, form: Form, tonic: int, final: float | None) -> list[Track]:
    """Play a kit through a cue, sparing the intro and the last bars.

    ``final`` is the beat of a closing cue's last chord, which big drums strike.
    """
    tracks = []
    for beat in KITS.get(kit, ()):
        notes: list[Note] = []
        for bar in range(form.intro, form.bars - min(form.cadence, 2)):
            energy = form.energy[bar]
            if energy >= beat.enters and not (beat.turns and bar % 4 != 3):
                notes += _bar(beat, form, bar, _pitch(beat, tonic))
        if final is not None and beat.drum in _BIG and form.energy_at(final) >= _FINAL:
            notes.append(Note(final, 1.0, _pitch(beat, tonic), 0.7))
        if notes:
            tracks.append(Track("drums", beat.drum, tuple(notes)))
    return tracks


def _pitch(beat: Beat, tonic: int) -> int:
    return 41 + (tonic - 41) % 12 if beat.drum in TUNED else 60


def _bar(beat: Beat, form: Form, bar: int, pitch: int) -> list[Note]:
    start, force = bar * form.beats_per_bar, 0.5 + form.energy[bar] / 2
    loud = {"X": round(0.8 * force, 3), "x": round(0.5 * force, 3)}
    cells = beat.grid[: form.beats_per_bar * 4]
    return [
        Note(start + cell / 4, 0.25, pitch, loud[mark])
        for cell, mark in enumerate(cells)
        if mark != "."
    ]
