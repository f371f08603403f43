"""A mouth that speaks with an ElevenLabs recording is on its sound, in the picture."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.lipsync.embedded import EmbeddedLipsync
from blocks.video.embedded import EmbeddedVideo
from film.assets import LocalAssetStore
from film.clock import frames_to_hold
from film.faces import Faces
from film.media.mezzanine import read_frames
from film.media.sync import mouth_offset
from film.screen import Screen
from film.shots import Assignment, Speaking, Take, Utterance
from film.speech import Recording
from film.story import Presence, Scene, Shot
from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.blocks.contract.people import MARA

from .conftest import Speak

SCREEN = Screen(width=320, height=180, rate=Fraction(25))
FIRST, TAIL = 6, 6
"""Frames of silence before the line and after it."""
TEXT = "My baby may ask for a lamp, and so may I."

Change = npt.NDArray[np.int64]


def filmed(recording: Recording, store: LocalAssetStore) -> Take:
    """Film a close-up of somebody in which a recording has room."""
    spoken = frames_to_hold(recording.samples, SCREEN.rate)
    shot = Shot(id="s1-h1", size="close-up", cast=(Presence(character="mara"),), lines=("s1-l1",))
    scene = Scene(id="s1", slugline="EXT. FIELD - DAY", setting="field", shots=())
    speaking = Speaking(speaker="mara", on_screen=True, first_frame=FIRST, frames=spoken)
    asked = Assignment(
        scene=scene,
        shot=shot,
        characters=(MARA,),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=FIRST + spoken + TAIL,
        keyframes=(0, FIRST),
        speaking=(speaking,),
    )
    return EmbeddedVideo().shoot(asked, store)


def offset(recording: Recording, store: LocalAssetStore) -> float:
    """Return by how many milliseconds the mouth in the picture follows the sound."""
    take = filmed(recording, store)
    utterance = Utterance(recording=recording, first_frame=FIRST)
    synced = EmbeddedLipsync().sync(take, (utterance,), SCREEN, (0, FIRST), store)
    before, after = (_luma(one, store) for one in (take, synced))
    sound, rate = soundfile.read(store.path(recording.asset))
    per_frame = rate // int(SCREEN.rate)
    heard = np.concatenate([np.zeros(FIRST * per_frame), sound, np.zeros(TAIL * per_frame)])
    return mouth_offset(_opening(np.abs(after - before), take, store), heard, SCREEN.rate)


def _luma(take: Take, store: LocalAssetStore) -> Change:
    frames = np.stack(list(read_frames(store.path(take.asset))))
    return frames[:, : SCREEN.height].astype(np.int64)


def _opening(change: Change, take: Take, store: LocalAssetStore) -> list[float]:
    """Return how much of the picture about the mouth changed in each frame."""
    assert take.faces is not None
    faces = Faces.model_validate_json(store.path(take.faces).read_bytes())
    mouths = {face.frame: face.matrix for face in faces.tracks[0].frames}
    opening = []
    for number, picture in enumerate(change):
        if number not in mouths:
            opening.append(0.0)
            continue
        scale, _, x, _, _, y = mouths[number]
        reach = 0.25 * abs(scale)
        rows = slice(max(0, int(y - reach)), int(y + reach))
        columns = slice(max(0, int(x - reach)), int(x + reach))
        opening.append(float(np.maximum(picture[rows, columns] - 12, 0).mean()))
    return opening


@pytest.fixture
def say(house: StandIns, speak: Speak) -> Callable[[dict[str, None]], Recording]:
    def record(answer: dict[str, None]) -> Recording:
        house.misbehave("elevenlabs", "speech", fault("bad_answer", content=answer))
        return speak(TEXT)

    return record


@pytest.mark.parametrize("answer", [{}, {"alignment": None}], ids=["timed", "found by ear"])
def test_the_mouth_is_on_the_sound(
    say: Callable[[dict[str, None]], Recording], answer: dict[str, None], store: LocalAssetStore
) -> None:
    assert abs(offset(say(answer), store)) <= 40, "1 ms timed, 20 ms by ear were measured"
