"""ElevenLabs' music against its stand-in: what is asked, bought once, fitted and heard."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from pydantic import SecretStr

from blocks.credentials import ElevenLabsCredentials
from blocks.music.elevenlabs import ElevenLabsMusic
from blocks.music.plans import LEAST, MOST, pieces, plan_for, sections
from blocks.music.sounds import EFFECTS, place_sound
from film.animatic.sound.effects import EFFECT_NAMES
from film.animatic.sound.loudness import loudness
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import BadRequest, BudgetSpent, EngineMissing
from film.ledger import LocalLedger
from film.sound import Bed, Cue, Effect, Music
from film.story import Genre, Mood, Setting, TimeOfDay, Weather
from film.till import Till
from flows.standins.server import StandIns

CUE = Cue(id="m1", genre="drama", mood="tense", intensity=0.6, samples=21 * SAMPLE_RATE)
BED = Bed(
    id="b1", setting="harbour", interior=False, time="night", weather="rain", mood="calm",
    samples=4 * SAMPLE_RATE,
)  # fmt: skip


def heard(music: Music, store: AssetStore) -> npt.NDArray[np.float64]:
    sound, _ = soundfile.read(store.path(music.asset), always_2d=True)
    assert sound.shape == (music.samples, 2)
    return np.asarray(sound, np.float64)


def changed(engine: ElevenLabsMusic, **settings: Any) -> ElevenLabsMusic:
    return ElevenLabsMusic(credentials=engine.credentials, **settings)


def plans(house: StandIns) -> list[dict[str, Any]]:
    return [call["body"] for call in house.calls("elevenlabs", "music")]


def sounds(house: StandIns) -> list[str]:
    return [call["body"]["text"] for call in house.calls("elevenlabs", "effects")]


@pytest.mark.parametrize("model", ["music_v1", "music_v2"])
def test_the_plan_is_sent_as_the_model_wants_it_and_instrumental(
    engine: ElevenLabsMusic, house: StandIns, till: Till, model: str
) -> None:
    other = changed(engine, model_id=model)
    other.score(CUE, till.store)
    [body] = plans(house)
    plan, field = body["composition_plan"], "sections" if model == "music_v1" else "chunks"
    assert set(body) - {"respect_sections_durations"} == {"composition_plan", "seed", "model_id"}
    assert body.get("respect_sections_durations") == (True if model == "music_v1" else None)
    assert sum(part["duration_ms"] for part in plan[field]) == 21_000
    assert "vocals" in str(plan)
    assert "tense" in str(plan)
    if model == "music_v1":
        assert all(part["lines"] == [] for part in plan["sections"])
        assert "positive_global_styles" in plan
    else:
        assert all("{instrumental}" in part["text"] for part in plan["chunks"])


def test_sections_add_up_and_can_be_bought() -> None:
    for length in [*range(10_000, 60_000, 1_000), 75_000, 120_000, 299_000, 300_000, 600_000]:
        found = sections(length)
        assert sum(found) == length
        assert all(LEAST <= one <= MOST for one in found), (length, found)


@pytest.mark.parametrize("model", ["music_v1", "music_v2"])
def test_every_genre_and_mood_has_a_plan_of_its_own(model: str) -> None:
    told = set()
    for genre in get_args(Genre):
        for mood in get_args(Mood):
            cue = CUE.model_copy(update={"genre": genre, "mood": mood})
            told.add(str(plan_for(cue, pieces(cue, 300)[0], model)))
    assert len(told) == len(get_args(Genre)) * len(get_args(Mood))


def test_a_films_cues_share_their_home_and_differ(house: StandIns) -> None:
    cues = [CUE.model_copy(update={"part": part, "seed": 7}) for part in range(3)]
    told = [str(plan_for(cue, pieces(cue, 300)[0], "music_v2")) for cue in cues]
    homes = {word for one in told for word in one.split("'") if word.endswith(" minor")}
    assert len(homes) == 1
    assert len(set(told)) == 3
    last = CUE.model_copy(update={"closes": True})
    assert "final cadence" in str(plan_for(last, pieces(last, 300)[0], "music_v2"))


def test_a_cue_is_bought_once_and_costs_what_was_estimated(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    first = engine.score(CUE, till.store)
    again = engine.score(CUE, till.store)
    shorter = engine.score(CUE.model_copy(update={"samples": CUE.samples - 4_801}), till.store)
    assert first == again
    assert shorter.samples == CUE.samples - 4_801
    assert len(plans(house)) == 1, "and a cut of some frames buys nothing"
    [order] = till.ledger.orders("film")
    assert (order.state, order.dollars) == ("settled", Fraction("0.30") * Fraction(21, 60))
    assert order.dollars == engine.estimate(CUE).dollars == till.spent
    assert order.usage["milliseconds"] == 21_000
    assert str(order.usage["request"]).startswith("req-")
    assert order.usage["credits"] == 350


def test_two_that_want_the_same_at_once_buy_it_once(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    with ThreadPoolExecutor(2) as hands:
        works = [hands.submit(copy_context().run, engine.score, CUE, till.store) for _ in range(2)]
        one, other = (work.result() for work in works)
    assert one == other
    assert len(plans(house)) == 1


def test_the_shortest_cues_are_cut_from_one_longer_piece(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    for samples in (1, 4_801, SAMPLE_RATE, 300_301):
        cue = CUE.model_copy(update={"samples": samples})
        assert engine.score(cue, till.store).samples == samples
    assert len(plans(house)) == 1
    assert (
        sum(one["duration_ms"] for one in plans(house)[0]["composition_plan"]["chunks"]) == 10_000
    )


@pytest.mark.parametrize("intensity", [0.0, 0.5, 1.0])
def test_a_cue_is_as_loud_as_a_score_should_be(
    engine: ElevenLabsMusic, till: Till, intensity: float
) -> None:
    cue = CUE.model_copy(update={"intensity": intensity})
    wave = heard(engine.score(cue, till.store), till.store).T.astype(np.float32)
    assert loudness(wave) == pytest.approx(-20 + 2 * (intensity - 0.5), abs=0.7)
    assert np.abs(wave).max() < 10 ** (-3 / 20)


def test_a_long_cue_is_made_of_pieces_that_overlap(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    small = changed(engine, longest=15)
    cue = CUE.model_copy(update={"samples": 40 * SAMPLE_RATE + 11, "closes": True})
    wave = heard(small.score(cue, till.store), till.store)
    assert len(wave) == cue.samples
    assert len(plans(house)) == len(pieces(cue, 15)) == 4
    assert len({body["seed"] for body in plans(house)}) == 4
    block = 4 * SAMPLE_RATE
    power = np.square(wave[: len(wave) // block * block]).reshape(-1, block * 2).mean(axis=1)
    assert 10 * np.log10(power[:-1].max() / power[:-1].min()) < 6, "nowhere a gap or a swell"
    assert till.spent == small.estimate(cue).dollars
    assert "final cadence" in str(plans(house)[-1])
    assert all("final cadence" not in str(body) for body in plans(house)[:-1])


def test_pieces_cover_a_cue_to_the_sample() -> None:
    for samples in (1, 15 * SAMPLE_RATE, 15 * SAMPLE_RATE + 1, 100 * SAMPLE_RATE + 17):
        found = pieces(CUE.model_copy(update={"samples": samples}), 15)
        assert found[0].start == 0
        assert found[-1].start + found[-1].samples == samples
        assert all(one.milliseconds <= 15_000 for one in found)
        assert all(one.milliseconds * 48 >= one.samples for one in found)


def test_an_ending_is_heard_to_its_end(engine: ElevenLabsMusic, till: Till) -> None:
    cue = CUE.model_copy(update={"closes": True, "samples": 20 * SAMPLE_RATE + 333})
    wave = heard(engine.score(cue, till.store), till.store)
    assert np.abs(wave[-240:]).max() < 0.01
    assert np.sqrt(np.square(wave[-SAMPLE_RATE : -SAMPLE_RATE // 2]).mean()) > 0.004


def test_every_effect_and_place_can_be_asked_for() -> None:
    assert set(EFFECTS) == set(EFFECT_NAMES)
    assert all(500 <= sound.milliseconds <= 30_000 for sound in EFFECTS.values())
    told = set()
    for setting in get_args(Setting):
        for interior in (False, True):
            for time in get_args(TimeOfDay):
                for weather in get_args(Weather):
                    update = {"setting": setting, "interior": interior, "time": time}
                    bed = BED.model_copy(update=update | {"weather": weather})
                    told.add(place_sound(bed).text)
    assert len(told) > 15 * len(get_args(Setting))
    assert max(len(text) for text in told) < 300


def test_a_sound_is_bought_once_for_the_film(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    effects = tuple(Effect(name="door", at=at, gain=gain) for at, gain in ((0, 1.0), (48_000, 0.3)))
    first = BED.model_copy(update={"effects": effects})
    second = first.model_copy(update={"id": "b2", "samples": 30 * SAMPLE_RATE})
    one, other = (heard(engine.lay_bed(bed, till.store), till.store) for bed in (first, second))
    assert sounds(house) == [place_sound(BED).text, EFFECTS["door"].text]
    assert till.spent == engine.estimate(first).dollars == Fraction("0.24")
    both = min(len(one), len(other))
    assert np.abs(one[:both] - other[:both]).max() > 0.001, "the place is heard at another moment"


def test_what_is_not_heard_is_not_bought(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    effects = (Effect(name="owl", at=BED.samples), Effect(name="dog", at=0, gain=0.0))
    engine.lay_bed(BED.model_copy(update={"effects": effects}), till.store)
    assert sounds(house) == [place_sound(BED).text]


def test_an_effect_that_nobody_knows_buys_nothing(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    effects = (Effect(name="door", at=0), Effect(name="<speak>", at=0))
    with pytest.raises(BadRequest, match="<speak>"):
        engine.lay_bed(BED.model_copy(update={"effects": effects}), till.store)
    assert house.calls("elevenlabs") == []


@pytest.mark.parametrize("name", ["door", "thunder"])
def test_an_effect_sets_in_on_its_sample_at_its_gain(
    engine: ElevenLabsMusic, till: Till, name: str
) -> None:
    at = 2 * SAMPLE_RATE + 1_234
    beds = [
        BED.model_copy(update={"effects": (Effect(name=name, at=at, gain=gain),)})
        for gain in (1.0, 0.5)
    ]
    plain = heard(engine.lay_bed(BED, till.store), till.store)
    loud, soft = (heard(engine.lay_bed(bed, till.store), till.store) - plain for bed in beds)
    assert np.abs(loud[: at - 480]).max() < 0.002, "nothing before"
    size = np.abs(loud).max(axis=1)
    sets_in = int(np.argmax(size > 0.08 * size.max()))
    assert abs(sets_in - at) <= 480, "within a hundredth of a second"
    assert np.abs(loud).max() / np.abs(soft).max() == pytest.approx(2, rel=0.15)


def test_a_bed_has_no_seam_and_the_level_of_its_place(engine: ElevenLabsMusic, till: Till) -> None:
    long = BED.model_copy(update={"samples": 70 * SAMPLE_RATE + 5})
    wave = heard(engine.lay_bed(long, till.store), till.store)
    block = SAMPLE_RATE * 2
    power = np.square(wave[: len(wave) // block * block]).reshape(-1, block * 2).mean(axis=1)
    decibels = 10 * np.log10(power)
    assert decibels.max() - decibels.min() < 6
    assert -39 < loudness(wave.T.astype(np.float32)) < -27
    assert np.abs(np.diff(wave, axis=0)).max() < 0.05


def test_a_budget_stops_it_before_the_call(
    engine: ElevenLabsMusic, house: StandIns, till: Till, tmp_path: Path
) -> None:
    poor = Till(LocalLedger(tmp_path / "poor"), till.store, "film", budget=Fraction(1, 100))
    with poor.paying("music", "m1"), pytest.raises(BudgetSpent):
        engine.score(CUE, till.store)
    assert house.calls("elevenlabs") == []


def test_what_changes_the_sound_is_in_its_fingerprint_and_the_key_is_not(
    engine: ElevenLabsMusic,
) -> None:
    usual = engine.fingerprint()
    assert usual == ElevenLabsMusic().fingerprint()
    settings: list[dict[str, Any]] = [
        {"model_id": "music_v1"}, {"output_format": "mp3_44100_128"}, {"prompt_influence": 0.1},
        {"sound_format": "wav_48000"}, {"longest": 60},
    ]  # fmt: skip
    for one in settings:
        assert changed(engine, **one).fingerprint() != usual, one
    assert changed(engine, seconds=9).fingerprint() == usual


@pytest.mark.parametrize("form", ["mp3_44100_128", "mp3_48000_320"])
def test_other_formats_are_decoded_too(engine: ElevenLabsMusic, till: Till, form: str) -> None:
    wave = heard(changed(engine, output_format=form).score(CUE, till.store), till.store)
    assert np.abs(wave).max() > 0.05


def test_it_is_tried_for_nothing(engine: ElevenLabsMusic, house: StandIns, till: Till) -> None:
    engine.ready()
    engine.check()
    assert [call["route"] for call in house.calls("elevenlabs")] == ["subscription"]
    assert till.ledger.orders("film") == ()
    house.house.notes["elevenlabs"]["credits"] = 10**9
    with pytest.raises(EngineMissing, match="credit"):
        engine.check()


def test_a_wrong_key_is_said_and_not_shown(house: StandIns, till: Till) -> None:
    planted = f"xi-planted-{till.account}-0123456789"
    wrong = ElevenLabsMusic(
        credentials=ElevenLabsCredentials(
            api_key=SecretStr(planted), base_url=house.addresses["elevenlabs"]
        )
    )
    for work in (wrong.check, lambda: wrong.score(CUE, till.store)):
        with pytest.raises(EngineMissing, match="key") as raised:
            work()
        assert planted not in str(raised.value)
    [order] = till.ledger.orders("film")
    assert (order.state, order.dollars) == ("failed", 0)
    assert planted not in order.model_dump_json()
