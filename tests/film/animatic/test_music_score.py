"""The composer on paper: form, harmony, motif and cadence, before a note is played."""

from fractions import Fraction
from itertools import pairwise
from typing import get_args

import pytest

from film.animatic.music.composer import compose
from film.animatic.music.harmony import lead_voices
from film.animatic.music.instruments import hire
from film.animatic.music.motif import Motif, make_motif, vary
from film.animatic.music.palettes import PALETTES, SINGING
from film.animatic.music.percussion import KITS
from film.animatic.music.score import Score
from film.animatic.music.theory import Key, chord, name, near
from film.clock import SAMPLE_RATE
from film.sound import Cue
from film.story import Genre, Mood

GENRES: tuple[Genre, ...] = get_args(Genre)
MOODS: tuple[Mood, ...] = get_args(Mood)


def cue(genre: Genre = "drama", mood: Mood = "warm", seconds: float = 40, **more: object) -> Cue:
    asked = {"intensity": 0.5, "seed": 7, **more}
    return Cue(id="m1", genre=genre, mood=mood, samples=round(seconds * SAMPLE_RATE), **asked)


def lead(score: Score) -> list[int]:
    track = score.track("lead")
    assert track is not None
    return [note.pitch for note in track.notes]


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("mood", MOODS)
def test_every_genre_and_mood_has_a_score(genre: Genre, mood: Mood) -> None:
    score = compose(cue(genre, mood))
    assert {track.role for track in score.tracks} >= {"lead", "bass"}
    assert score.statements
    for track in score.tracks:
        for note in track.notes:
            assert 0 <= note.start < score.form.beats
            assert note.length > 0
            assert 24 <= note.pitch <= 108
            assert 0 < note.velocity <= 1


@pytest.mark.parametrize("samples", [96_000, 96_001, 333_333, 2_880_017, 5_760_000])
def test_whole_bars_fill_the_exact_length(samples: int) -> None:
    for mood in MOODS:
        form = compose(cue(mood=mood, seconds=1).model_copy(update={"samples": samples})).form
        assert form.samples_per_beat * form.beats == Fraction(samples)
        assert 30 < form.tempo < 190
        if samples > 10 * SAMPLE_RATE:
            assert 45 < form.tempo < 150


def test_harmony_covers_the_cue_without_gaps() -> None:
    for mood in MOODS:
        score = compose(cue(mood=mood, closes=True))
        end = 0.0
        for span in score.harmony:
            assert span.start == end
            end += span.length
        assert end == score.form.beats


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("mood", MOODS)
def test_a_closing_cue_comes_home(genre: Genre, mood: Mood) -> None:
    score = compose(cue(genre, mood, closes=True, part=3))
    tonic = score.key.tonic
    assert score.harmony[-1].chord.root == tonic
    assert score.harmony[-1].chord.bass == tonic
    assert lead(score)[-1] % 12 == tonic
    bass = score.track("bass")
    assert bass is not None
    assert bass.notes[-1].pitch % 12 == tonic


def test_a_closing_cadence_is_authentic_where_the_key_has_one() -> None:
    score = compose(cue("romance", "warm", closes=True))
    *_, dominant, tonic = score.harmony
    assert dominant.chord.root == (tonic.chord.root + 7) % 12
    assert (dominant.chord.root + 4) % 12 in dominant.chord.tones


def test_a_cue_that_goes_on_does_not_end_on_the_tonic_chord() -> None:
    moods: tuple[Mood, ...] = ("warm", "sad", "joyful", "tender")
    for mood in moods:
        assert compose(cue(mood=mood)).harmony[-1].chord.root != compose(cue(mood=mood)).key.tonic


@pytest.mark.parametrize("genre", GENRES)
def test_the_motif_is_heard_in_every_cue_of_the_film(genre: Genre) -> None:
    for part, mood in enumerate(("calm", "tense", "sad", "wondrous", "playful")):
        score = compose(cue(genre, mood, part=part, seconds=30))
        track = score.track("lead")
        assert track is not None
        assert score.motif == make_motif(7, score.form.beats_per_bar)
        for statement in score.statements:
            expected = vary(score.motif, statement.variation)
            sung = [
                note
                for note in track.notes
                if statement.start <= note.start < statement.start + statement.beats
            ]
            assert tuple(note.length for note in sung) == expected.lengths
            _same_contour([note.pitch for note in sung], expected)


def _same_contour(pitches: list[int], motif: Motif) -> None:
    for (low, high), (step, after) in zip(pairwise(pitches), pairwise(motif.steps), strict=True):
        assert (high - low) * (after - step) >= 0


def test_parts_vary_the_motif() -> None:
    variations = {
        statement.variation for part in range(6) for statement in compose(cue(part=part)).statements
    }
    assert len(variations) >= 4


def test_variations_do_what_they_say() -> None:
    motif = Motif((0, 4, 3, 2), (1.0, 0.5, 0.5, 2.0))
    assert vary(motif, "inversion").steps == (0, -4, -3, -2)
    assert vary(motif, "retrograde") == Motif((0, 1, 2, -2), (2.0, 0.5, 0.5, 1.0))
    assert vary(motif, "augmentation").beats == 2 * motif.beats
    assert vary(motif, "fragment").beats == motif.beats


def test_another_film_has_another_motif() -> None:
    assert len({make_motif(seed, 4) for seed in range(40)}) > 20


def test_the_melody_breathes_and_stays_singable() -> None:
    for genre in GENRES:
        score = compose(cue(genre, "warm", seconds=60))
        track = score.track("lead")
        assert track is not None
        sounding = sum(note.length for note in track.notes)
        assert sounding < 0.95 * score.form.beats
        centre = SINGING[track.instrument]
        assert all(abs(pitch - centre) <= 16 for pitch in lead(score))
        assert all(abs(after - before) <= 14 for before, after in pairwise(lead(score)))


def test_the_melody_keeps_to_the_key() -> None:
    for mood in ("calm", "warm", "wistful", "sad", "heroic"):
        score = compose(cue(mood=mood, seconds=60))
        allowed = score.key.classes | {tone for span in score.harmony for tone in span.chord.tones}
        assert {pitch % 12 for pitch in lead(score)} <= allowed


def test_intensity_brings_in_players() -> None:
    still = compose(cue(mood="heroic", intensity=0.0))
    climax = compose(cue(mood="heroic", intensity=1.0))
    assert len(climax.tracks) > len(still.tracks)
    assert sum(len(t.notes) for t in climax.tracks) > 1.3 * sum(len(t.notes) for t in still.tracks)


def test_energy_rises_in_a_rising_mood() -> None:
    energy = compose(cue(mood="heroic", seconds=60)).form.energy
    assert max(energy[len(energy) // 2 :]) > 1.3 * energy[0]


def test_fear_holds_its_breath() -> None:
    score = compose(cue("horror", "frightening"))
    beats = score.form.beats_per_bar
    start = beats * (2 * score.form.bars // 3)
    for track in score.tracks:
        for note in track.notes:
            assert note.start >= start + beats or note.start + note.length <= start


def test_voices_move_little() -> None:
    chords = [chord(numeral, 0) for numeral in ("I", "vi", "IV", "V", "I")]
    voicings = lead_voices(chords, 52, 72, 3)
    for before, after in pairwise(voicings):
        assert sum(abs(b - a) for a, b in zip(before, after, strict=True)) <= 9
    for current, voicing in zip(chords, voicings, strict=True):
        assert {pitch % 12 for pitch in voicing} == set(current.tones)


def test_genres_have_their_own_players() -> None:
    bands = {genre: frozenset(t.instrument for t in compose(cue(genre)).tracks) for genre in GENRES}
    assert len(set(bands.values())) == len(GENRES)


def test_everybody_who_is_called_can_be_hired() -> None:
    called = {beat.drum for kit in KITS.values() for beat in kit}
    for palette in PALETTES.values():
        assert palette.lead in SINGING
        assert palette.counter in SINGING
        assert palette.kit in KITS or not palette.kit
        parts = (palette.lead, palette.counter, palette.pad, palette.full)
        called |= {part for part in parts if part}
        called |= {p.split("/")[0] for p in (palette.bass, palette.figure, palette.colour) if p}
    for player in sorted(called):
        hire(player)


def test_chords_and_names() -> None:
    assert chord("bVII", 0).tones == (10, 2, 5)
    assert chord("V7", 9).tones == (4, 8, 11, 2)
    assert chord("I/3", 0).bass == 4
    assert name(69) == "A4"
    assert near(0, 70) == 72
    assert Key(2, "dorian").pitch(7) == 74
    assert Key(2, "dorian").degree(74) == 7
    with pytest.raises(ValueError, match="numeral"):
        chord("hello", 0)
