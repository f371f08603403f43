"""Lip-sync on Replicate: what is sent, what comes back into the take, and what goes wrong."""

import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.lipsync.replicate import MARGIN, LipsModel, ReplicateLipsync, put_speech, spoken
from blocks.vendors.replicate_models import Tariff
from film.assets import AssetStore, MediaInfo
from film.clock import SAMPLE_RATE, frame_to_sample, frames_to_hold
from film.errors import EngineFailed, PaidInVain
from film.ledger import LocalLedger
from film.media.mezzanine import MezzanineWriter, is_mezzanine, read_frames, read_gops
from film.media.picture import put_picture
from film.screen import Screen
from film.shots import Take, Utterance
from film.speech import Recording
from film.till import Till
from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.blocks.vendors.replicate_house import failing, hired, inputs, states

SCREEN = Screen(width=192, height=108, rate=Fraction(25))
NTSC = Screen(width=192, height=108, rate=Fraction(30000, 1001))
FRAMES = 75
SECOND = Fraction(5, 100)


@pytest.fixture(scope="module")
def served() -> Iterator[StandIns]:
    with StandIns() as house:
        yield house


@pytest.fixture
def house(served: StandIns) -> StandIns:
    served.reset()
    return served


@pytest.fixture
def till(tmp_path: Path, store: AssetStore) -> Iterator[Till]:
    till = Till(LocalLedger(tmp_path / "ledger"), store, "film")
    with till.paying("lipsync", "s1-h1"):
        yield till


def a_take(store: AssetStore, screen: Screen = SCREEN, frames: int = FRAMES) -> Take:
    """Return a take in which a soft stripe moves."""
    rows = np.linspace(60, 180, screen.height).astype(np.uint8)
    picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    with store.scratch() as folder:
        path = folder / "take.mp4"
        with MezzanineWriter(path, screen, (0, 20)) as writer:
            for number in range(frames):
                picture[: screen.height] = rows[:, None]
                picture[: screen.height, number : number + 8] += 20
                writer.write(picture)
        info = MediaInfo(frames=frames, rate=screen.rate, width=screen.width, height=screen.height)
        asset = store.put(path, info)
    still = put_picture(np.full((54, 96, 3), 90, np.uint8), store, ".png")
    return Take(shot="s1-h1", asset=asset, still=still)


def said(store: AssetStore, first_frame: int, seconds: float, offset: int = 0) -> Utterance:
    """Return somebody saying «aaa» from a frame on."""
    samples = round(seconds * SAMPLE_RATE)
    sound = 0.5 * np.sin(np.arange(samples) * 0.03)
    with store.scratch() as folder:
        path = folder / "line.flac"
        soundfile.write(path, sound, SAMPLE_RATE)
        asset = store.put(path)
    recording = Recording(
        line="s1-l1", speaker="mara", asset=asset, samples=samples, words=(), phonemes=()
    )
    return Utterance(recording=recording, first_frame=first_frame, offset=offset)


def lumas(take: Take, store: AssetStore, screen: Screen = SCREEN) -> npt.NDArray[np.int64]:
    frames = np.stack(list(read_frames(store.path(take.asset))))
    return frames[:, : screen.height].astype(np.int64)


@pytest.mark.parametrize("screen", [SCREEN, NTSC], ids=["25", "30000/1001"])
def test_only_the_speaking_frames_are_the_vendors(
    house: StandIns, till: Till, store: AssetStore, screen: Screen
) -> None:
    engine, take = hired(ReplicateLipsync, house), a_take(store, screen)
    line = said(store, 30, 0.8, 500)
    spoke = engine.sync(take, [line], screen, (0, 20, 30), store)
    assert (spoke.shot, spoke.asset.info, spoke.still) == (take.shot, take.asset.info, take.still)
    path = store.path(spoke.asset)
    assert is_mezzanine(path, screen)
    assert {0, 20, 30} <= {first for first, _ in read_gops(path)}
    change = np.abs(lumas(spoke, store, screen) - lumas(take, store, screen)).max(axis=(1, 2))
    [(first, stop)] = spoken([line], FRAMES, screen)
    mouths = set(np.flatnonzero(change > 50))
    assert mouths
    assert mouths <= set(range(first, stop))
    assert change[:20].max() == 0, "a GOP in which nobody speaks is the same bytes"
    assert change[stop:].max() < 40


def test_the_take_and_one_sound_as_long_are_sent(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    engine, take = hired(ReplicateLipsync, house), a_take(store)
    engine.sync(take, [said(store, 10, 1)], SCREEN, (0,), store)
    [sent] = inputs(house)
    assert take.asset.sha256[:12] in sent["video"]
    assert sent["video"].startswith("data:video/mp4")
    assert sent["audio"].startswith(house.url), "it is too large to go inside the call"
    assert len(house.calls("replicate", "upload")) == 1
    assert sent["sync_mode"] == "cut_off"
    assert till.spent == FRAMES / SCREEN.rate * SECOND


@pytest.mark.parametrize("screen", [SCREEN, NTSC], ids=["25", "30000/1001"])
def test_recordings_start_at_their_exact_samples(store: AssetStore, screen: Screen) -> None:
    lines = [said(store, 3, 0.25, 111), said(store, 40, 0.1), said(store, 41, 0.2, 7)]
    speech = put_speech(lines, FRAMES, screen, store)
    sound, rate = soundfile.read(io.BytesIO(store.path(speech).read_bytes()), dtype="int16")
    assert (rate, sound.shape) == (SAMPLE_RATE, (frame_to_sample(FRAMES, screen.rate),))
    expected = np.zeros(len(sound), np.int64)
    for line in lines:
        start = frame_to_sample(line.first_frame, screen.rate) + line.offset
        path = store.path(line.recording.asset)
        expected[start : start + line.recording.samples] += soundfile.read(path, dtype="int16")[0]
    assert np.array_equal(sound, expected.clip(-32768, 32767))
    assert put_speech(lines, FRAMES, screen, store) == speech


def test_speech_that_goes_on_into_the_next_shot_is_cut(store: AssetStore) -> None:
    line = said(store, FRAMES - 5, 2)
    speech = put_speech([line], FRAMES, SCREEN, store)
    assert len(soundfile.read(store.path(speech))[0]) == FRAMES * SAMPLE_RATE // 25
    assert spoken([line], FRAMES, SCREEN) == [(FRAMES - 5 - MARGIN, FRAMES)]


def test_spans_that_touch_are_one(store: AssetStore) -> None:
    one, two, far = said(store, 10, 0.4), said(store, 22, 0.4), said(store, 60, 0.2, 3)
    held = frames_to_hold(far.recording.samples + 3, SCREEN.rate)
    assert spoken([far, two, one], FRAMES, SCREEN) == [(7, 35), (57, 60 + held + MARGIN)]
    assert spoken([said(store, 0, 0.1)], FRAMES, SCREEN)[0][0] == 0


def test_two_who_speak_one_after_the_other(house: StandIns, till: Till, store: AssetStore) -> None:
    take = a_take(store)
    lines = [said(store, 5, 0.4), said(store, 50, 0.4)]
    spoke = hired(ReplicateLipsync, house).sync(take, lines, SCREEN, (0,), store)
    change = np.abs(lumas(spoke, store) - lumas(take, store)).max(axis=(1, 2))
    mouths = set(np.flatnonzero(change > 50))
    assert mouths & set(range(5, 15))
    assert mouths & set(range(50, 60))
    assert not mouths & set(range(20, 46))


def test_another_model_is_a_matter_of_settings(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    model = LipsModel(
        model="bytedance/latentsync",
        version="b" * 64,
        extra={"guidance_scale": 1.5},
        tariff=Tariff(unit="call"),
    )
    engine = hired(ReplicateLipsync, house, lips=model)
    engine.sync(a_take(store), [said(store, 10, 1)], SCREEN, (0,), store)
    [call] = house.calls("replicate", "create")
    assert call["body"]["version"] == f"bytedance/latentsync:{'b' * 64}"
    assert set(call["body"]["input"]) == {"guidance_scale", "video", "audio"}
    assert till.spent == Fraction("0.09")


WRONG: dict[str, tuple[type[EngineFailed], str, Fraction]] = {
    "too_short": (PaidInVain, "before the last word", 3 * SECOND),
    "black": (PaidInVain, "black", 3 * SECOND),
    "truncated_media": (PaidInVain, "used", 3 * SECOND),
    "wrong_media_type": (PaidInVain, "no media", 3 * SECOND),
    "job_fails": (EngineFailed, "failed job", Fraction(0)),
    "job_aborted": (EngineFailed, "aborted", Fraction(0)),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_told_and_paid_as_it_should_be(
    house: StandIns, till: Till, store: AssetStore, name: Any
) -> None:
    kind, says, dollars = WRONG[name]
    engine, take = hired(ReplicateLipsync, house), a_take(store)
    lines = [said(store, 30, 0.8)]
    house.misbehave("replicate", "create", fault(name))
    with failing(kind, says):
        engine.sync(take, lines, SCREEN, (0,), store)
    assert (states(till), till.spent, len(inputs(house))) == (["failed"], dollars, 1)
    engine.sync(take, lines, SCREEN, (0,), store)
    assert (states(till), len(inputs(house))) == (["failed", "settled"], 2)


def test_nobody_speaking_is_not_sent(house: StandIns, till: Till, store: AssetStore) -> None:
    take = a_take(store)
    assert hired(ReplicateLipsync, house).sync(take, [], SCREEN, (0,), store) is take
    assert not inputs(house)


def test_its_fingerprint_and_settings(house: StandIns) -> None:
    plain = ReplicateLipsync()
    assert hired(ReplicateLipsync, house).fingerprint() == plain.fingerprint()
    assert house.keys["replicate"] not in json.dumps(plain.fingerprint())
    pro = plain.lips.model_copy(update={"model": "sync/lipsync-2-pro"})
    assert ReplicateLipsync(lips=pro).fingerprint() != plain.fingerprint()
    assert "sync/lipsync-2" in plain.terms()
