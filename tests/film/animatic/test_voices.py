"""Casting: voices that fit, stay, and are told apart by ear."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from film.animatic.voices import NEAREST, Voice, cast_voices, distance
from film.assets import LocalAssetStore
from film.story import NARRATOR, Appearance, Character, Scene, Shot, Story, VoiceProfile
from tests.film.animatic.ear import centroid, median_pitch, speak


def character(name: str, sex: str, age: int, kind: str = "human", **more: object) -> Character:
    return Character.model_validate(
        {"id": name, "name": name, "sex": sex, "age": age, "appearance": {"kind": kind}, **more}
    )


def story(*characters: Character) -> Story:
    scene = Scene(
        id="s1",
        slugline="EXT. COAST - DAY",
        setting="coast",
        shots=(Shot(id="s1-h1", size="wide"),),
    )
    return Story(title="T", logline="", genre="drama", characters=characters, scenes=(scene,))


EIGHT = (
    character("mara", "female", 34),
    character("tess", "female", 36),
    character("tom", "male", 40),
    character("ned", "male", 41),
    character("ada", "female", 8),
    character("gus", "male", 80),
    character("rx7", "neutral", 20, "robot"),
    character("ghost", "female", 50, "spirit"),
)


@pytest.fixture(scope="module")
def cast() -> dict[str, Voice]:
    return cast_voices(story(*EIGHT), 7)


def test_everybody_and_the_narrator_has_a_voice(cast: dict[str, Voice]) -> None:
    assert set(cast) == {NARRATOR, *(each.id for each in EIGHT)}
    assert all(voice.speaker == name for name, voice in cast.items())
    assert cast == cast_voices(story(*EIGHT), 7)


def test_no_two_voices_are_alike(cast: dict[str, Voice]) -> None:
    assert min(distance(a, b) for a, b in combinations(cast.values(), 2)) >= NEAREST


def test_no_two_voices_sound_alike(cast: dict[str, Voice], tmp_path: Path) -> None:
    store = LocalAssetStore(tmp_path)
    ear = {}
    for name, voice in cast.items():
        recording, sound = speak("The old keeper lit the lamp against the storm.", voice, store)
        spectrum = np.log(np.abs(np.fft.rfft(sound, 1 << 18))[600:54_000].reshape(-1, 600).mean(1))
        ear[name] = np.log2(median_pitch(sound)), spectrum - spectrum.mean(), recording.samples
    for one, other in combinations(ear.values(), 2):
        pitch = abs(one[0] - other[0]) / 0.08
        timbre = np.sqrt(np.square(one[1] - other[1]).mean()) / 0.35
        pace = abs(np.log2(one[2] / other[2])) / 0.1
        assert np.sqrt(pitch**2 + timbre**2 + pace**2) > 1


def test_sex_and_age_are_heard(cast: dict[str, Voice], tmp_path: Path) -> None:
    store = LocalAssetStore(tmp_path)
    heard = {name: speak("We are all rowing on.", cast[name], store)[1] for name in cast}
    pitch = {name: median_pitch(sound) for name, sound in heard.items()}
    assert 85 < pitch["tom"] < 150 < pitch["mara"] < 260 < pitch["ada"] < 380
    assert pitch["tom"] < pitch["rx7"] < pitch["mara"]
    assert centroid(heard["tom"]) < centroid(heard["ada"])
    assert cast["gus"].pace < cast["tom"].pace
    assert cast["gus"].booth.tremor > 0 == cast["tom"].booth.tremor


def test_kinds_differ_in_nature() -> None:
    kinds = ("human", "animal", "robot", "spirit", "alien", "creature")
    voices = cast_voices(story(*(character(kind, "male", 40, kind) for kind in kinds)))
    assert voices["robot"].liveliness < 0.5 < voices["human"].liveliness
    assert voices["robot"].booth.space == "metal"
    assert voices["spirit"].booth.space == "hall"
    assert voices["spirit"].booth.breath > 2 * voices["human"].booth.breath
    assert voices["creature"].tract < voices["human"].tract < voices["animal"].tract
    mouse = character("m", "male", 30, appearance=Appearance(kind="animal", species="mouse"))
    whale = character("w", "male", 30, appearance=Appearance(kind="animal", species="blue whale"))
    small, large = (cast_voices(story(one))[one.id] for one in (mouse, whale))
    assert small.tract > large.tract * 1.2
    assert small.pitch > large.pitch * 1.4


def test_a_profile_is_followed() -> None:
    high = character("a", "male", 40, voice=VoiceProfile(pitch=0.9, pace=1.3, accent="Scottish"))
    low = character("a", "male", 40, voice=VoiceProfile(pitch=0.1, timbre="breathy"))
    one, other = (cast_voices(story(each))["a"] for each in (high, low))
    assert one.pitch > 1.25 * other.pitch
    assert one.pace > 1.2 * other.pace
    assert one.accent == "en-gb-scotland"
    assert other.booth.breath > one.booth.breath


def test_the_voice_stays_when_the_story_goes_on() -> None:
    before, after = cast_voices(story(*EIGHT[:4])), cast_voices(story(*EIGHT))
    assert all(before[each.id] == after[each.id] for each in EIGHT[:4])


def test_a_crowd_of_sixty_is_cast() -> None:
    crowd = [character(f"c{n}", ("male", "female")[n % 2], 20 + n) for n in range(60)]
    voices = cast_voices(story(*crowd))
    assert len(voices) == 61
    assert min(distance(a, b) for a, b in combinations(voices.values(), 2)) > 0.4
