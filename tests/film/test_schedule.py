"""The schedule: exact frames and samples, nothing spoken lost, the length that was asked for."""

import itertools
from collections.abc import Mapping
from fractions import Fraction

import pytest

from film.assets import Asset
from film.clock import frame_to_sample
from film.plan import Plan
from film.schedule import plan_timeline
from film.screen import Screen
from film.speech import Recording
from film.story import Character, Line, Presence, Scene, Shot, Story

SOUND = Asset(sha256="0" * 64, media_type="audio/flac", size=1, suffix=".flac")


def recording(line: str, samples: int = 96_001, speaker: str = "mara") -> Recording:
    return Recording(
        line=line, speaker=speaker, asset=SOUND, samples=samples, words=(), phonemes=()
    )


def story(transitions: tuple[str, ...] = ("cut", "dissolve", "fade to black", "wipe")) -> Story:
    scenes = []
    for number, transition in enumerate(transitions, start=1):
        lines = (
            Line(id=f"s{number}-l1", speaker="narrator", text="It was late."),
            Line(id=f"s{number}-l2", speaker="mara", text="Who is there?"),
            Line(id=f"s{number}-l3", speaker="storm", text="Me…", together=number == 3),
        )
        cast = (Presence(character="mara"), Presence(character="storm"))
        shots = (
            Shot(id=f"s{number}-h1", size="wide", lines=(lines[0].id,), hold=400),
            Shot(id=f"s{number}-h2", size="insert", hold=2000, action="She opens the door."),
            Shot(
                id=f"s{number}-h3", size="two-shot", cast=cast, hold=800,
                lines=(lines[1].id, lines[2].id),
            ),
        )  # fmt: skip
        scenes.append(
            Scene(
                id=f"s{number}", slugline=f"EXT. COAST {number} - NIGHT", setting="coast",
                weather="storm", lines=lines, shots=shots, transition=transition,
                mood="calm" if number < 3 else "tense",
            )
        )  # fmt: skip
    people = (Character(id="mara", name="Mara"), Character(id="storm", name="Storm"))
    return Story(title="T", logline="L", genre="drama", characters=people, scenes=tuple(scenes))


def plan(
    rate: Fraction = Fraction(24),
    length: int | None = None,
    lines: Mapping[str, int] | None = None,
    **extra: object,
) -> Plan:
    film = story()
    samples = {line.id: 96_001 for scene in film.scenes for line in scene.lines} | (lines or {})
    recordings = {line: recording(line, length) for line, length in samples.items()}
    screen = Screen(width=128, height=72, rate=rate)
    return plan_timeline(film, recordings, screen, length=length, **extra)


RATES = [Fraction(24), Fraction(25), Fraction(30), Fraction(30000, 1001)]


@pytest.mark.parametrize("rate", RATES)
def test_takes_cover_every_frame_and_overlap_only_in_transitions(rate: Fraction) -> None:
    made = plan(rate).timeline
    covered = 0
    for shot in made.shots:
        shared = shot.overlap if shot.transition in ("dissolve", "wipe") else 0
        assert shot.start == covered - shared
        covered = shot.start + shot.frames
    assert covered == made.frames
    assert {shot.transition for shot in made.shots} == {
        "cut", "fade", "dissolve", "fade to black", "wipe",
    }  # fmt: skip


def test_a_transition_does_not_shorten_the_film() -> None:
    film = story(("cut", "cut", "cut"))
    recordings = {line.id: recording(line.id) for scene in film.scenes for line in scene.lines}
    screen = Screen(width=128, height=72, rate=Fraction(24))
    wiped = story(("cut", "wipe", "dissolve"))
    plain = plan_timeline(film, recordings, screen).timeline
    joined = plan_timeline(wiped, recordings, screen).timeline
    # A dissolve's first line waits a quarter second for the picture; nothing is taken away.
    assert 0 <= joined.frames - plain.frames <= 2 * 6


def test_every_line_is_heard_once_in_order_and_apart() -> None:
    made = plan()
    lines = [line for shot in made.timeline.shots for line in shot.lines]
    assert [line.line for line in lines] == [f"s{s}-l{n}" for s in range(1, 5) for n in (1, 2, 3)]
    for before, after in itertools.pairwise(lines):
        if after.line == "s3-l3":
            assert after.start == before.start, "dual dialogue starts together"
        else:
            gap = after.start - before.start - before.samples
            assert gap >= 0.1 * 48_000, (before, after)
    assert not lines[0].on_screen
    assert lines[1].on_screen


def test_narration_may_run_over_its_shot_but_not_into_the_next_voice() -> None:
    made = plan()
    narrated, silent, spoken = made.timeline.shots[1:4]
    end = narrated.lines[0].start + narrated.lines[0].samples
    assert end > frame_to_sample(silent.start, Fraction(24))
    assert end < frame_to_sample(spoken.start, Fraction(24))


@pytest.mark.parametrize("rate", RATES)
def test_utterances_point_at_the_sample_the_mix_plays(rate: Fraction) -> None:
    made = plan(rate)
    for place in made.timeline.shots:
        seen = [line for line in place.lines if line.on_screen]
        for line, utterance in zip(seen, made.utterances(place.shot), strict=True):
            frame = place.start + utterance.first_frame
            # a shot's own clock rounds by itself at 30000/1001, so that it can move as a whole
            assert abs(frame_to_sample(frame, rate) + utterance.offset - line.start) <= 1
            assert 0 <= utterance.offset <= frame_to_sample(1, rate)
            assert utterance.first_frame >= 0


def test_keyframes_lie_where_takes_are_cut_and_spoken_in() -> None:
    made = plan()
    for number, (place, shot) in enumerate(zip(made.timeline.shots, made.shots, strict=True)):
        assert shot.frames == place.frames
        assert 0 in shot.keyframes
        assert max(shot.keyframes) < shot.frames
        assert place.overlap in shot.keyframes
        if place.fade_out:
            assert place.frames - place.fade_out in shot.keyframes
        following = made.timeline.shots[number + 1 : number + 2]
        if following and following[0].transition in ("dissolve", "wipe"):
            assert following[0].start - place.start in shot.keyframes


@pytest.mark.parametrize("length", [60, 75, 90])
def test_the_film_is_as_long_as_asked(length: int) -> None:
    frames = plan(length=length).timeline.frames
    assert abs(frames - length * 24) <= 24


def test_speech_is_never_cut_for_a_length() -> None:
    made = plan(length=15).timeline
    spoken = sum(line.samples for shot in made.shots for line in shot.lines)
    assert made.frames * 2000 > spoken - 96_001
    assert len([line for shot in made.shots for line in shot.lines]) == 12


def test_cues_cover_the_film_and_share_moods() -> None:
    made = plan(length=90)
    assert [cue.mood for cue in made.cues] == ["calm", "tense"]
    assert made.cues[0].opens
    assert made.cues[-1].closes
    places = made.timeline.cues
    assert places[0].start == 0
    assert places[-1].start + places[-1].samples == frame_to_sample(
        made.timeline.frames, Fraction(24)
    )
    assert places[0].start + places[0].samples - places[1].start == places[1].fade_in
    assert [cue.samples for cue in made.cues] == [place.samples for place in places]


def test_beds_have_thunder_and_what_the_action_names() -> None:
    made = plan(length=90)
    assert [bed.id for bed in made.beds] == [place.id for place in made.timeline.beds]
    for bed in made.beds:
        names = {effect.name for effect in bed.effects}
        assert {"thunder", "door"} <= names
        assert all(0 <= effect.at < bed.samples for effect in bed.effects)


def test_chapters_cover_the_film() -> None:
    made = plan().timeline
    assert made.chapters[0].start == 0
    assert sum(chapter.frames for chapter in made.chapters) == made.frames
    assert len(made.chapters) == 4


def test_a_line_nobody_asked_for_is_still_spoken() -> None:
    film = story(("cut",))
    orphan = Line(id="s1-l9", speaker="mara", text="Hello")
    scene = film.scenes[0].model_copy(update={"lines": (*film.scenes[0].lines, orphan)})
    film = film.model_copy(update={"scenes": (scene,)})
    recordings = {line.id: recording(line.id) for line in scene.lines}
    made = plan_timeline(film, recordings, Screen(width=128, height=72, rate=Fraction(24)))
    assert made.timeline.shots[3].lines[-1].line == "s1-l9"


def test_plans_travel_as_json() -> None:
    made = plan(Fraction(30000, 1001))
    assert Plan.model_validate_json(made.model_dump_json()) == made


def test_thunder_follows_the_lightning_that_is_drawn() -> None:
    from film.weather import THUNDER_DELAY, lightning

    made = plan(length=90)
    scene = story().scenes[1]
    strikes = lightning(scene, 60)
    take = made.timeline.shots[4]
    assert (take.scene, made.shots[4].first_frame) == ("s2", 0)
    heard = [effect.at for effect in made.beds[1].effects if effect.name == "thunder"]
    clock = frame_to_sample(take.start, Fraction(24)) - made.timeline.beds[1].start
    assert heard[0] == clock + round((strikes[0] + THUNDER_DELAY) * 48_000)


def test_every_spot_effect_can_be_made() -> None:
    from film.animatic.sound.effects import EFFECT_NAMES
    from film.cueing import SPOT_WORDS

    assert {name for _, name in SPOT_WORDS} | {"thunder", "impact", "whoosh"} <= set(EFFECT_NAMES)


@pytest.mark.parametrize("rate", RATES)
def test_a_longer_line_changes_its_own_shot_and_its_own_sounds_only(rate: Fraction) -> None:
    before = plan(rate, length=70)
    longer = plan(rate, lines={"s2-l2": 140_000}, pace=before.pace)
    pairs = zip(longer.shots, before.shots, strict=True)
    assert [shot.shot for shot, was in pairs if shot != was] == ["s2-h3"]
    cues = zip(longer.cues, before.cues, strict=True)
    assert sum(cue != was for cue, was in cues) <= 1
    beds = zip(longer.beds, before.beds, strict=True)
    assert {bed.id for bed, was in beds if bed != was} <= {"b2"}


def test_some_frames_more_change_no_sound_that_is_recorded() -> None:
    before = plan()
    longer = plan(lines={"s2-l3": 97_000})
    assert longer.timeline.frames >= before.timeline.frames
    assert [cue for cue in longer.cues if not cue.closes] == [
        cue for cue in before.cues if not cue.closes
    ]
    assert longer.beds == before.beds


def test_a_place_never_asks_for_more_sound_than_is_recorded() -> None:
    made = plan()
    for places, sounds in ((made.timeline.cues, made.cues), (made.timeline.beds, made.beds)):
        for place, sound in zip(places, sounds, strict=True):
            assert 0 <= sound.samples - place.samples < 48_000
