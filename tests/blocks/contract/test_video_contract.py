"""Every video engine: takes in the mezzanine format, exactly as long as asked, cuttable."""

from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from blocks.image.base import ImageEngine
from blocks.video.base import VideoEngine
from film.assets import AssetStore
from film.faces import Faces
from film.look import Look
from film.media.mezzanine import is_mezzanine, read_frames, read_gops
from film.screen import Screen
from film.shots import Assignment, CharacterSheet, Speaking, Take
from film.story import Presence, Scene, Shot

from .engines import engines_of, first_of
from .people import MARA, TOM

engine = engines_of("video")

WIDE = Screen(width=320, height=180, rate=Fraction(24))
TALL = Screen(width=180, height=320, rate=Fraction(30000, 1001))
LETTERBOXED = Screen(width=320, height=134, rate=Fraction(25))
BT709, LIMITED = 1, 1


@pytest.fixture(scope="module")
def sheets(shelf: AssetStore) -> tuple[CharacterSheet, ...]:
    artist = first_of("image", ImageEngine)
    return tuple(artist.draw_sheet(who, Look(style="storybook"), shelf) for who in (MARA, TOM))


def assignment(sheets: tuple[CharacterSheet, ...], **changes: object) -> Assignment:
    """Return a two-shot of one second on a rainy quay; keywords change its fields."""
    scene = Scene(
        id="s1",
        slugline="EXT. QUAY - DUSK",
        setting="harbour",
        place="the quay",
        time="dusk",
        weather="rain",
        shots=(),
    )
    shot = Shot(
        id="s1-h1",
        size="two-shot",
        move="push in",
        action="They wait.",
        cast=(
            Presence(character="mara", place="centre left", facing="right"),
            Presence(character="tom", place="centre right", facing="left", emotion="happy"),
        ),
        props=("lantern", "no such thing"),
        lines=("s1-l1",),
    )
    asked = Assignment(
        scene=scene,
        shot=shot,
        characters=(MARA, TOM),
        sheets=sheets,
        genre="drama",
        style="storybook",
        screen=WIDE,
        frames=24,
        keyframes=(0, 5, 17),
        speaking=(Speaking(speaker="mara", on_screen=True, first_frame=5, frames=12),),
    )
    return asked.model_copy(update=changes)


def filmed(engine: VideoEngine, asked: Assignment, store: AssetStore) -> Take:
    """Have a shot filmed as the flow does: a camera that starts from a keyframe is given one."""
    if engine.starts_from_keyframe:
        first = first_of("image", ImageEngine).draw_keyframe(asked, store)
        asked = asked.model_copy(update={"keyframe": first})
    return engine.shoot(asked, store)


def check_take(take: Take, asked: Assignment, store: AssetStore) -> None:
    """Check what is promised of every take."""
    assert take.shot == asked.shot.id
    path, screen, info = store.path(take.asset), asked.screen, take.asset.info
    assert (info.frames, info.width, info.height) == (asked.frames, screen.width, screen.height)
    assert info.rate == screen.rate
    assert is_mezzanine(path, screen)
    assert len(list(read_frames(path))) == asked.frames
    with av.open(str(path)) as file:
        assert [stream.type for stream in file.streams] == ["video"], "picture only"
        stream = file.streams.video[0]
        coded = stream.codec_context
        assert (coded.width, coded.height, coded.pix_fmt) == (
            *(screen.width, screen.height),
            "yuv420p",
        )
        assert coded.color_primaries == coded.color_trc == coded.colorspace == BT709
        assert coded.color_range == LIMITED
        assert stream.start_time == 0
        assert (stream.duration or 0) * (stream.time_base or 0) == asked.frames / screen.rate
    starts = {first for first, _ in read_gops(path)}
    assert {key for key in asked.keyframes if key < asked.frames} <= starts
    still = cv2.imdecode(np.frombuffer(store.path(take.still).read_bytes(), np.uint8), 1)
    assert still is not None
    shape = still.shape[1] / still.shape[0]
    assert shape == pytest.approx(screen.width / screen.height, rel=0.02)


@pytest.mark.parametrize(
    ("screen", "frames", "keyframes"),
    [(WIDE, 24, (0, 5, 17)), (TALL, 31, (0, 30)), (LETTERBOXED, 1, (0,)), (WIDE, 53, (0,))],
    ids=["wide", "tall 30000/1001", "2.39:1 of one frame", "longer than a GOP"],
)
def test_a_take_is_in_the_mezzanine_format_and_of_exact_length(
    engine: VideoEngine,
    sheets: tuple[CharacterSheet, ...],
    shelf: AssetStore,
    screen: Screen,
    frames: int,
    keyframes: tuple[int, ...],
) -> None:
    asked = assignment(sheets, screen=screen, frames=frames, keyframes=keyframes)
    check_take(filmed(engine, asked, shelf), asked, shelf)


EMPTY = Shot(id="s1-h9", size="wide", move="pan right", action="<b>%{pts}</b> nobody: 'nothing'")
INSERT = Shot(id="s1-h8", size="insert", props=("letter",))


@pytest.mark.parametrize("shot", [EMPTY, INSERT], ids=["nobody in it", "an insert"])
def test_a_shot_without_people_can_be_filmed(
    engine: VideoEngine, shelf: AssetStore, shot: Shot
) -> None:
    asked = assignment((), shot=shot, characters=(), speaking=(), frames=6, keyframes=(0,))
    check_take(filmed(engine, asked, shelf), asked, shelf)


def test_the_picture_moves_and_is_not_black(
    engine: VideoEngine, sheets: tuple[CharacterSheet, ...], shelf: AssetStore
) -> None:
    take = filmed(engine, assignment(sheets), shelf)
    frames = np.stack(list(read_frames(shelf.path(take.asset)))).astype(int)
    luma = frames[:, : WIDE.height]
    assert 24 < luma.mean() < 225
    assert luma.std() > 10
    assert np.abs(luma[-1] - luma[0]).mean() > 0.5


def test_known_faces_are_those_who_speak_where_they_speak(
    engine: VideoEngine, sheets: tuple[CharacterSheet, ...], shelf: AssetStore
) -> None:
    asked = assignment(sheets)
    take = filmed(engine, asked, shelf)
    if take.faces is None:
        pytest.skip(f"{engine.label} does not say where faces are")
    faces = Faces.model_validate_json(shelf.path(take.faces).read_bytes())
    assert [track.character.id for track in faces.tracks] == ["mara"]
    frames = [face.frame for face in faces.tracks[0].frames]
    assert set(range(5, 17)) <= set(frames)
    assert all(0 <= frame < asked.frames for frame in frames)
    for face in faces.tracks[0].frames:
        assert -WIDE.width < face.matrix[2] < 2 * WIDE.width
        assert -WIDE.height < face.matrix[5] < 2 * WIDE.height


def test_the_same_assignment_is_the_same_take_and_any_seed_is_one(
    engine: VideoEngine, sheets: tuple[CharacterSheet, ...], shelf: AssetStore
) -> None:
    asked = assignment(sheets, frames=8, keyframes=(0,))
    assert filmed(engine, asked, shelf) == filmed(engine, asked, shelf)
    for seed in (1, 2**32 - 1):
        other = asked.model_copy(update={"seed": seed})
        check_take(filmed(engine, other, shelf), other, shelf)
