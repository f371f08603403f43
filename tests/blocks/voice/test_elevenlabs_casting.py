"""Casting ElevenLabs' voices: everybody fits, nobody is mistaken for somebody else."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from blocks.voice.elevenlabs import ElevenLabsVoice
from blocks.voice.elevenlabs_voices import Actor, CatalogueVoice, age_of, catalogue
from film.story import NARRATOR, Character, Scene, Shot, Story, VoiceProfile

VOICES = {voice.id: voice for voice in catalogue()}
SHOT = Shot(id="s1-h1", size="wide")
SCENE = Scene(id="s1", slugline="EXT. COAST - DAY", setting="coast", shots=(SHOT,))


def story(*characters: Character, language: str = "en") -> Story:
    return Story(
        title="The Lamp",
        logline="",
        genre="drama",
        language=language,
        characters=characters,
        scenes=(SCENE,),
    )


def somebody(name: str, **traits: Any) -> Character:
    return Character(id=name.lower(), name=name, **traits)


def cast(told: Story, seed: int = 0, **settings: Any) -> Mapping[str, Actor]:
    actors = ElevenLabsVoice(**settings).cast(told, seed)
    return {who: actor for who, actor in actors.items() if isinstance(actor, Actor)}


def voice_of(character: Character, language: str = "en", **settings: Any) -> CatalogueVoice:
    told = story(character, language=language)
    return VOICES[cast(told, **settings)[character.id].voice_id]


def test_the_catalogue_covers_age_sex_accent_and_language() -> None:
    assert len(VOICES) == len(catalogue()) >= 25
    assert {voice.age for voice in catalogue()} == {"child", "young", "middle", "old"}
    assert {voice.sex for voice in catalogue()} == {"female", "male", "neutral"}
    assert {"american", "british", "australian", "irish"} <= {v.accent for v in catalogue()}
    spoken = Counter(language for voice in catalogue() for language in voice.languages)
    assert set(spoken) == {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"}
    assert min(spoken.values()) >= 4
    assert sum(voice.shelf == "default" for voice in catalogue()) >= 20


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [20, 40, 60, 75])
def test_sex_and_age_fit(sex: str, age: int) -> None:
    for seed in range(6):
        who = somebody("Mara", sex=sex, age=age)
        voice = VOICES[cast(story(who), seed)["mara"].voice_id]
        assert voice.sex in (sex, "neutral")
        order = ("child", "young", "middle", "old")
        assert abs(order.index(voice.age) - order.index(age_of(who))) <= 1


def test_children_are_no_baritones() -> None:
    for sex in ("female", "male"):
        voice = voice_of(somebody("Tom", sex=sex, age=8))
        assert voice.age in ("child", "young")
        assert "deep" not in voice.words


def test_accents_timbre_and_pitch_are_heard() -> None:
    man = {"sex": "male", "age": 45}
    assert "british" in voice_of(somebody("A", **man, voice=VoiceProfile(accent="RP"))).accent
    irish = voice_of(somebody("B", sex="male", age=70, voice=VoiceProfile(accent="irish")))
    assert irish.name == "Fin"
    rough = voice_of(somebody("C", **man, voice=VoiceProfile(timbre="rough", pitch=0.1)))
    assert {"husky", "gruff"} & set(rough.words.split())
    low, high = (
        voice_of(somebody("D", **man, voice=VoiceProfile(pitch=pitch))) for pitch in (0.0, 1.0)
    )
    assert {"deep", "resonant"} & set(low.words.split())
    assert {"tenor", "bright"} & set(high.words.split())


def test_the_narrator_tells_stories_and_contrasts_with_the_leads() -> None:
    for sex, other in (("female", "male"), ("male", "female")):
        told = story(somebody("A", sex=sex), somebody("B", sex=sex))
        voice = VOICES[cast(told)[NARRATOR].voice_id]
        assert "storyteller" in voice.words
        assert voice.sex == other


def test_the_same_seed_is_the_same_cast_and_another_is_another() -> None:
    told = story(*(somebody(f"P{n}", sex=("female", "male")[n % 2], age=30) for n in range(6)))
    assert cast(told, 3) == cast(told, 3)
    assert len({tuple(a.voice_id for a in cast(told, s).values()) for s in range(5)}) > 1


def test_whoever_comes_later_leaves_the_others_their_voices() -> None:
    first = story(somebody("Mara", sex="female"), somebody("Tom", sex="male"))
    more = story(*first.characters, somebody("Zoe", sex="female", age=20))
    before, after = cast(first), cast(more)
    assert {who: after[who] for who in before} == before


def test_voices_are_shared_only_when_they_run_out_and_never_sound_the_same() -> None:
    told = story(*(somebody(f"P{n}", sex="female", age=25 + n) for n in range(25)))
    actors = cast(told, shelf="default").values()
    uses = Counter(actor.voice_id for actor in actors)
    women = [v for v in catalogue() if v.shelf == "default" and v.sex != "male"]
    assert len(uses) >= len(women)
    assert max(uses.values()) - min(uses[voice.id] for voice in women) <= 2
    settings = {(a.voice_id, a.speed, a.stability, a.style) for a in actors}
    assert len(settings) == len(actors) == 26
    few = cast(story(*told.characters[:6]), shelf="default").values()
    assert len({actor.voice_id for actor in few}) == 7, "while there are enough, each has one"


def test_voices_are_native_where_the_shelf_has_them() -> None:
    for language in ("de", "fr", "es", "it", "pt", "nl", "sv", "pl"):
        for sex in ("female", "male"):
            who = somebody("Mara", sex=sex, age=40)
            assert language in voice_of(who, language, shelf="library").languages
            assert voice_of(who, language, shelf="premade").shelf != "library"


def test_voices_can_be_given_by_name_role_and_to_the_narrator() -> None:
    told = story(
        somebody("Mara", sex="female"),
        somebody("Tom", sex="male", role="Lighthouse Keeper"),
        somebody("Zoe", sex="female"),
    )
    given = {"mara": "ownvoice1", "lighthouse keeper": "ownvoice2", "narrator": "ownvoice3"}
    actors = cast(told, voices=given)
    assert [actors[who].voice_id for who in ("mara", "tom", NARRATOR)] == list(given.values())
    assert actors["zoe"].voice_id in VOICES
    [zoe] = (actors["zoe"],)
    again = cast(told, voices={"mara": zoe.voice_id})
    assert again["zoe"].voice_id != zoe.voice_id, "what was given is taken"


@pytest.mark.parametrize("voice", ["../../user", "a/b", "", "x?y=1", "ein name"])
def test_a_voice_is_an_id_and_no_path(voice: str) -> None:
    with pytest.raises(ValueError, match="should match pattern"):
        ElevenLabsVoice(voices={"mara": voice})


def test_pace_and_age_show() -> None:
    slow, old = (
        somebody("A", voice=VoiceProfile(pace=0.8)),
        somebody("B", sex="female", age=82),
    )
    actors = cast(story(slow, old))
    assert actors["a"].speed == pytest.approx(0.8)
    assert actors["b"].speed == pytest.approx(0.95)
    quick = cast(story(somebody("C", voice=VoiceProfile(pace=1.6))))["c"]
    assert quick.speed == pytest.approx(1.2), "the vendor's fastest"
