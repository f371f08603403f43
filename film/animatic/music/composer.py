"""The composer: a cue asked for becomes a score, the same one every time."""

from dataclasses import dataclass, replace
from random import Random

from film.animatic.music.form import plan_form
from film.animatic.music.harmony import Voicing, lead_voices, progress
from film.animatic.music.melody import Brief, Melodist
from film.animatic.music.moods import BEARINGS, HARMONIES, Bearing, Harmony
from film.animatic.music.motif import make_motif
from film.animatic.music.palettes import HARMONY, PALETTES, SINGING, TEMPO, Palette
from film.animatic.music.patterns import BASS, PATTERNS, Moment, roll
from film.animatic.music.percussion import beat_kit
from film.animatic.music.score import Form, Note, Role, Score, Span, Track, span_at
from film.animatic.music.theory import Key, near, within
from film.sound import Cue

_JOURNEY = (0, 0, 5, 0, 7, 5)
"""Semitones from home for the cues between a film's first and last."""

_ENTERS = {"counter": 0.6, "full": 0.62, "double": 0.85, "figure": 0.0, "colour": 0.15}
"""Energy from which a layer plays."""


_TREBLE = 66
"""A melody that lies lower is doubled an octave above."""

_LONG_ENOUGH = 6
"""Bars that a cue needs before it can afford a silence."""


def compose(cue: Cue) -> Score:
    """Compose a cue: form, harmony, melody on the film's motif, and every player's notes."""
    bearing = BEARINGS[cue.mood]
    palette = PALETTES[cue.genre, bearing.family]
    rng = Random(f"{cue.seed}:{cue.part}:{cue.genre}:{cue.mood}")
    harmony = _choose_harmony(cue, bearing)
    key = Key(_tonic(cue), harmony.mode)
    form = plan_form(cue, bearing, bearing.tempo * TEMPO[cue.genre])
    spans = progress(harmony, form, key, rng, cue.closes)
    motif = make_motif(cue.seed, form.beats_per_bar)
    brief = Brief(
        Key(key.tonic, harmony.colour or harmony.mode),
        form, spans, SINGING[palette.lead], bearing.breath, cue.closes, cue.part,
    )  # fmt: skip
    melody, statements = Melodist(brief, motif, rng).write()
    band = _Band(cue, form, spans, key, palette, rng)
    tracks = [Track("lead", palette.lead, melody), *band.play(melody)]
    if cue.mood == "frightening" and form.bars >= _LONG_ENOUGH:
        tracks = [_hold_breath(track, form) for track in tracks]
    return Score(key, form, spans, motif, statements, tuple(t for t in tracks if t.notes))


def _hold_breath(track: Track, form: Form) -> Track:
    """Cut a bar of silence into a track two thirds of the way: nothing frightens more."""
    start = float(form.beats_per_bar * (2 * form.bars // 3))
    end = start + form.beats_per_bar
    notes: list[Note] = []
    for note in track.notes:
        if note.start < start:
            notes.append(replace(note, length=min(note.length, start - note.start)))
        elif note.start >= end:
            notes.append(note)
        elif _ends(note) > end + 0.5:
            notes.append(replace(note, start=end, length=_ends(note) - end))
    return replace(track, notes=tuple(notes))


def _tonic(cue: Cue) -> int:
    home = Random(f"{cue.seed}:key").choice((0, 2, 3, 5, 7, 9, 10))
    away = 0 if cue.opens or cue.closes else _JOURNEY[cue.part % len(_JOURNEY)]
    return (home + away) % 12


def _choose_harmony(cue: Cue, bearing: Bearing) -> Harmony:
    options = HARMONY.get((cue.genre, bearing.family), bearing.harmonies)
    return HARMONIES[Random(f"{cue.seed}:{cue.part}:harmony").choice(options)]


@dataclass(frozen=True, slots=True)
class _Band:
    """Everybody but the lead."""

    cue: Cue
    form: Form
    harmony: tuple[Span, ...]
    key: Key
    palette: Palette
    rng: Random

    def play(self, melody: tuple[Note, ...]) -> list[Track]:
        """Return the tracks of pads, bass, figure, colour, counter-melody and drums."""
        palette = self.palette
        tracks = [
            self._pad(palette.pad, 0.0, 52, 72, 3),
            self._pad(palette.full, _ENTERS["full"], 55, 79, 4),
            self._bass(palette.bass),
            self._pattern("figure", palette.figure),
            self._pattern("colour", palette.colour),
            self._counter(melody),
            self._double(melody),
        ]
        return [track for track in tracks if track] + beat_kit(
            palette.kit,
            self.form,
            self.key.tonic,
            self.harmony[-1].start if self.cue.closes else None,
        )

    def _moments(self, low: int, high: int, voices: int) -> list[Moment]:
        voicings = lead_voices([span.chord for span in self.harmony], low, high, voices)
        return self._with(voicings)

    def _with(self, voicings: list[Voicing]) -> list[Moment]:
        last = len(voicings) - 1
        return [
            Moment(span, voicing, self.form, index == last, self.rng)
            for index, (span, voicing) in enumerate(zip(self.harmony, voicings, strict=True))
        ]

    def _pad(
        self, instrument: str, enters: float, low: int, high: int, voices: int
    ) -> Track | None:
        """Sustained chords; a note that stays in the next chord is not struck again."""
        if not instrument:
            return None
        notes: list[Note] = []
        sounding: dict[int, int] = {}
        for moment in self._moments(low, high, voices):
            if moment.energy < enters:
                continue
            kept: dict[int, int] = {}
            for note in PATTERNS["hold"](moment):
                tied = sounding.get(note.pitch)
                if tied is not None and _ends(notes[tied]) == note.start and notes[tied].length < 9:
                    old = notes[tied]
                    notes[tied] = Note(old.start, old.length + note.length, old.pitch, old.velocity)
                    kept[note.pitch] = tied
                else:
                    kept[note.pitch] = len(notes)
                    notes.append(note)
            sounding = kept
        return Track("pad", instrument, tuple(notes))

    def _bass(self, part: str) -> Track:
        instrument, pattern = part.split("/")
        low, high = (28, 40) if instrument == "sub" else (33, 48)
        notes: list[Note] = []
        voicings: list[Voicing] = []
        before = 40
        for span in self.harmony:
            tone = self.key.tonic if pattern == "drone" else span.chord.bass
            before = within(near(tone, before), low, high)
            voicings.append((before,))
        for moment in self._with(voicings):
            notes += BASS[pattern](moment)
        return Track("bass", instrument, tuple(notes))

    def _pattern(self, role: Role, part: str) -> Track | None:
        if not part:
            return None
        instrument, pattern = part.split("/")
        low, high, voices = _SEATS.get(pattern, (55, 74, 4))
        low, high = (low + _LIFT.get(instrument, 0), high + _LIFT.get(instrument, 0))
        notes: list[Note] = []
        for index, moment in enumerate(self._moments(low, high, voices)):
            if role == "colour" and index == 0 and self.cue.opens:
                notes += roll(moment)
            elif moment.energy >= _ENTERS[role] or moment.last:
                notes += PATTERNS[pattern](moment)
        return Track(role, instrument, tuple(notes))

    def _double(self, melody: tuple[Note, ...]) -> Track | None:
        """Join in with the melody where the energy is at its height."""
        if not self.palette.full:
            return None
        lift = 12 if SINGING[self.palette.lead] < _TREBLE else 0
        notes = [
            replace(note, pitch=note.pitch + lift)
            for note in melody
            if self.form.energy_at(note.start) >= _ENTERS["double"]
        ]
        return Track("lead", self.palette.full, tuple(notes))

    def _counter(self, melody: tuple[Note, ...]) -> Track:
        """Return a second voice in long notes that moves when the melody holds, and against it."""
        notes: list[Note] = []
        before = SINGING[self.palette.counter]
        for span in self.harmony[:-1]:
            if self.form.energy_at(span.start) < _ENTERS["counter"]:
                continue
            half = span.length / 2
            for at in (span.start, span.start + half):
                above = [n.pitch for n in melody if n.start <= at < _ends(n)]
                tones = span_at(self.harmony, at).chord.tones
                options = [near(tone, before + by) for tone in tones for by in (-3, 0, 3)]
                free = [p for p in options if p != before and all(abs(p - a) > 2 for a in above)]
                home = SINGING[self.palette.counter]
                before = min(free or options, key=lambda p: abs(p - before) + 0.3 * abs(p - home))
                notes.append(Note(at, half, before, 0.5))
        return Track("counter", self.palette.counter, tuple(notes))


_SEATS: dict[str, tuple[int, int, int]] = {
    "broken": (45, 66, 4), "arpeggio": (50, 70, 4), "ostinato": (50, 70, 4),
    "sequence": (55, 76, 4), "pulse": (55, 74, 3), "oompah": (57, 74, 3), "creep": (48, 67, 3),
    "strum": (52, 72, 4), "toll": (36, 52, 3), "drops": (76, 96, 4), "swell": (60, 76, 3),
    "roll": (48, 79, 5),
}  # fmt: skip
"""Where each pattern lies: lowest and highest pitch, and how many notes it has to choose from."""

_LIFT = {"ukulele": 10, "felt piano": 0, "harp": 3, "low strings": -12, "synth pluck": 3}


def _ends(note: Note) -> float:
    return note.start + note.length
