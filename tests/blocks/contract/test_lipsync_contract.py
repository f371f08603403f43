"""Every lip-sync engine: takes as long and as cuttable, with mouths on the sound."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.lipsync.base import LipsyncEngine
from blocks.video.base import VideoEngine
from blocks.voice.base import VoiceEngine
from film.assets import AssetStore
from film.clock import frames_to_hold
from film.faces import Faces
from film.media.mezzanine import is_mezzanine, read_frames, read_gops
from film.media.sync import mouth_offset
from film.screen import Screen
from film.shots import Assignment, Speaking, Take, Utterance
from film.speech import Recording
from film.story import Line, Presence, Scene, Shot

from .engines import engines_of, first_of
from .people import MARA
from .test_voice_contract import STORY

engine = engines_of("lipsync")

SCREEN = Screen(width=320, height=180, rate=Fraction(25))
FIRST, TAIL = 8, 10
"""Frames of silence before the line and after it."""
OFFSET = 700
"""Samples of the first frame that pass before the line begins."""
SYNC = 40
"""Milliseconds: less than people notice."""


@dataclass(frozen=True)
class Scenario:
    """A close-up of somebody who says a line after a moment of silence."""

    asked: Assignment
    take: Take
    recording: Recording

    @property
    def utterance(self) -> Utterance:
        return Utterance(recording=self.recording, first_frame=FIRST, offset=OFFSET)


@pytest.fixture(scope="module")
def scenario(shelf: AssetStore) -> Scenario:
    actors = first_of("voice", VoiceEngine)
    line = Line(id="s1-l1", speaker="mara", text="My baby may ask for a lamp, and so may I.")
    recording = actors.speak(line, actors.cast(STORY, 0)["mara"], "en", shelf)
    spoken = frames_to_hold(recording.samples + OFFSET, SCREEN.rate)
    scene = Scene(id="s1", slugline="EXT. FIELD - DAY", setting="field", shots=())
    shot = Shot(id="s1-h1", size="close-up", cast=(Presence(character="mara"),), lines=("s1-l1",))
    asked = Assignment(
        scene=scene,
        shot=shot,
        characters=(MARA,),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=FIRST + spoken + TAIL,
        keyframes=(0, FIRST, FIRST + spoken),
        speaking=(
            Speaking(
                speaker="mara", on_screen=True, first_frame=FIRST, offset=OFFSET, frames=spoken
            ),
        ),
    )
    take = first_of("video", VideoEngine).shoot(asked, shelf)
    return Scenario(asked, take, recording)


def synced(engine: LipsyncEngine, scenario: Scenario, store: AssetStore) -> Take:
    """Make the scenario's take speak."""
    asked = scenario.asked
    return engine.sync(scenario.take, (scenario.utterance,), asked.screen, asked.keyframes, store)


def luma(take: Take, store: AssetStore) -> npt.NDArray[np.int64]:
    """Return the decoded luma: shape (frames, height, width)."""
    frames = np.stack(list(read_frames(store.path(take.asset))))
    return frames[:, : SCREEN.height].astype(np.int64)


def test_the_take_stays_a_take(
    engine: LipsyncEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    spoken = synced(engine, scenario, shelf)
    path, asked = shelf.path(spoken.asset), scenario.asked
    assert spoken.asset != scenario.take.asset
    assert spoken.shot == scenario.take.shot
    assert spoken.asset.info == scenario.take.asset.info
    assert is_mezzanine(path, SCREEN)
    assert len(list(read_frames(path))) == asked.frames
    assert set(asked.keyframes) <= {first for first, _ in read_gops(path)}


def test_only_frames_in_which_somebody_speaks_change(
    engine: LipsyncEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    before, after = (luma(take, shelf) for take in (scenario.take, synced(engine, scenario, shelf)))
    change = np.abs(after - before).max(axis=(1, 2))
    last = scenario.asked.frames - TAIL
    drawn = set(np.flatnonzero(change > 60))
    assert drawn <= set(range(FIRST - 3, last + 3)), "a mouth may open early and close late"
    assert len(drawn) > (last - FIRST) // 4
    assert change[-TAIL + 4 :].max() < 40, "what coding again may cost"


def test_the_mouth_is_on_the_sound(
    engine: LipsyncEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    """Measured on the picture: how far the mouth is from its rest, against what is heard."""
    take = synced(engine, scenario, shelf)
    before, after = (luma(one, shelf) for one in (scenario.take, take))
    opening = _opening(np.abs(after - before), scenario, shelf)
    sound, rate = soundfile.read(shelf.path(scenario.recording.asset))
    lead = FIRST * rate // int(SCREEN.rate) + OFFSET
    heard = np.concatenate([np.zeros(lead), sound, np.zeros(TAIL * rate // int(SCREEN.rate))])
    assert abs(mouth_offset(opening, heard, SCREEN.rate)) <= SYNC
    for late in (-4, 4):
        measured = mouth_offset(list(np.roll(opening, late)), heard, SCREEN.rate)
        assert abs(measured) > SYNC, "and this measure would notice"


def _opening(change: npt.NDArray[np.int64], scenario: Scenario, store: AssetStore) -> list[float]:
    """Return how much of the picture about the mouth changed in each frame."""
    assert scenario.take.faces is not None
    faces = Faces.model_validate_json(store.path(scenario.take.faces).read_bytes())
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


def test_a_take_in_which_nobody_is_seen_to_speak_stays_as_it_is(
    engine: LipsyncEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    take, asked = scenario.take, scenario.asked
    assert engine.sync(take, (), SCREEN, asked.keyframes, shelf).asset == take.asset


def test_the_same_speech_is_the_same_take(
    engine: LipsyncEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    assert synced(engine, scenario, shelf) == synced(engine, scenario, shelf)
