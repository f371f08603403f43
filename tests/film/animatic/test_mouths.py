"""Lip-sync changes the mouths, in the frames in which somebody is seen to speak, and no more."""

from pathlib import Path

import numpy as np
import pytest

from film.animatic.mouths import sync_mouths
from film.animatic.shoot import shoot_take
from film.assets import Asset, LocalAssetStore
from film.faces import Faces
from film.media.mezzanine import read_packets
from film.shots import Take, Utterance
from film.speech import Phoneme, Recording
from tests.film.animatic.assignments import assignment, luma

FRAME = 2000
"""Samples a frame at 24 frames a second."""


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path / "assets")


def say_ah(speaker: str, first_frame: int, frames: int) -> Utterance:
    """Return an utterance of one long open vowel."""
    sound = Asset(sha256="0" * 64, media_type="audio/flac", size=1, suffix=".flac")
    recording = Recording(
        line="s1-l1",
        speaker=speaker,
        asset=sound,
        samples=frames * FRAME,
        words=(),
        phonemes=(Phoneme(symbol="ɑː", start=0, end=frames * FRAME),),
    )
    return Utterance(recording=recording, first_frame=first_frame)


def mouth_box(take: Take, store: LocalAssetStore, who: str, frame: int) -> tuple[slice, slice]:
    """Return the pixels about a tracked mouth: half a head wide and high."""
    assert take.faces is not None
    faces = Faces.model_validate_json(store.path(take.faces).read_bytes())
    track = next(track for track in faces.tracks if track.character.id == who)
    matrix = next(face.matrix for face in track.frames if face.frame == frame)
    x, y, reach = matrix[2], matrix[5], 0.3 * abs(matrix[0])
    return (
        slice(max(0, int(y - reach)), int(y + reach) + 1),
        slice(max(0, int(x - reach)), int(x + reach) + 1),
    )


@pytest.mark.parametrize(
    ("size", "move", "weather"),
    [
        ("close-up", "push in", "clear"),
        ("medium", "handheld", "storm"),
        ("close-up", "static", "fog"),
    ],
)
def test_only_the_mouth_changes_and_only_while_speaking(
    store: LocalAssetStore, size: str, move: str, weather: str
) -> None:
    wanted = assignment(
        size,
        move,
        frames=48,
        weather=weather,
        speaking=(("mara", 16, 12),),
        keyframes=(0, 12, 36),
    )
    take = shoot_take(wanted, store)
    said = [say_ah("mara", 16, 12)]
    spoken = sync_mouths(take, said, wanted.screen, wanted.keyframes, store)
    assert spoken.asset != take.asset
    assert spoken.asset.info == take.asset.info
    before, after = (luma(t, store).astype(int) for t in (take, spoken))
    assert before.shape == after.shape
    box = mouth_box(take, store, "mara", 22)
    change = np.abs(after - before)
    assert change[22][box].max() > 40  # the mouth is open
    elsewhere = change[22].copy()
    elsewhere[box] = 0
    assert np.percentile(elsewhere, 99.5) <= 8  # what coding again costs, and no seam
    assert (elsewhere > 40).sum() < 30
    for quiet in (0, 5, 11, 36, 47):  # GOPs without speech are the same packets
        assert change[quiet].max() == 0


def test_gops_without_speech_are_copied(store: LocalAssetStore) -> None:
    wanted = assignment(
        "medium", "static", frames=40, speaking=(("mara", 24, 8),), keyframes=(0, 10, 20)
    )
    take = shoot_take(wanted, store)
    spoken = sync_mouths(take, [say_ah("mara", 24, 8)], wanted.screen, wanted.keyframes, store)
    old, new = ([p.data for p in read_packets(store.path(t.asset))] for t in (take, spoken))
    assert old[:20] == new[:20]
    assert old[24:] != new[24:]


def test_two_can_speak_at_once(store: LocalAssetStore) -> None:
    wanted = assignment(
        "two-shot", people=("mara", "tom"), frames=24, speaking=(("mara", 4, 14), ("tom", 4, 14))
    )
    take = shoot_take(wanted, store)
    said = [say_ah("mara", 4, 14), say_ah("tom", 4, 14)]
    spoken = sync_mouths(take, said, wanted.screen, wanted.keyframes, store)
    change = np.abs(luma(spoken, store)[12].astype(int) - luma(take, store)[12])
    for who in ("mara", "tom"):
        assert change[mouth_box(take, store, who, 12)].max() > 30


def test_nobody_seen_to_speak_leaves_the_take_as_it_is(store: LocalAssetStore) -> None:
    wanted = assignment("medium", frames=12, speaking=(("mara", 2, 6),))
    take = shoot_take(wanted, store)
    assert sync_mouths(take, [], wanted.screen, (0,), store) is take
    assert sync_mouths(take, [say_ah("narrator", 2, 6)], wanted.screen, (0,), store) is take
    silent = shoot_take(assignment("medium", frames=4), store)
    assert sync_mouths(silent, [say_ah("mara", 0, 3)], wanted.screen, (0,), store) is silent


def test_lip_sync_is_repeatable(store: LocalAssetStore) -> None:
    wanted = assignment("close-up", frames=16, speaking=(("mara", 2, 10),))
    take = shoot_take(wanted, store)
    one, two = (
        sync_mouths(take, [say_ah("mara", 2, 10)], wanted.screen, (0,), store) for _ in range(2)
    )
    assert one == two
