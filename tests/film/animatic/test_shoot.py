"""Takes are decoded and looked at: length, cuttability, sameness, weather, blinks and faces."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from film.animatic.actors import stature_of
from film.animatic.figure import Figure
from film.animatic.shoot import Stage, build_stage_set, shoot_take
from film.animatic.staging import stage_shot
from film.assets import LocalAssetStore
from film.faces import Faces
from film.media.mezzanine import read_gops
from film.story import Shot
from tests.film.animatic.assignments import assignment, luma


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path / "assets")


def test_a_take_has_exactly_the_frames_and_the_keyframes_asked_for(store: LocalAssetStore) -> None:
    wanted = assignment("wide", "push in", ("mara", "tom"), frames=31, keyframes=(0, 7, 20))
    take = shoot_take(wanted, store)
    pictures = luma(take, store)
    assert pictures.shape == (31, 360, 640)
    assert take.asset.info.frames == 31
    assert {0, 7, 20} <= {first for first, _ in read_gops(store.path(take.asset))}
    still = cv2.imread(str(store.path(take.still)))
    assert still.shape == (360, 640, 3)
    assert still.std() > 20


def test_the_same_assignment_gives_the_same_bytes(tmp_path: Path) -> None:
    wanted = assignment("two-shot", "handheld", ("mara", "tom"), weather="storm", frames=20)
    takes = [shoot_take(wanted, LocalAssetStore(tmp_path / name)) for name in ("one", "two")]
    assert takes[0] == takes[1]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "2.39:1"])
@pytest.mark.parametrize(
    ("size", "people"),
    [
        ("wide", ("mara", "tom")),
        ("medium", ("mara",)),
        ("close-up", ("tom",)),
        ("two-shot", ("mara", "tom")),
        ("over-the-shoulder", ("mara", "tom")),
    ],
)
def test_faces_are_inside_the_frame_and_above_the_captions(
    aspect: str, size: str, people: tuple[str, ...]
) -> None:
    wanted = assignment(size, "push in", people, aspect=aspect)
    stage = Stage(wanted)
    assert stage.actors
    for actor in stage.actors:
        for number in (0, len(actor.acting.poses) - 1):
            view = stage.shooting.views[2 * number]
            stand = actor.standing(number, stage.shooting.lens.place(1.0, view))
            head = actor.figure.mouth(actor.acting.poses[number])
            x, y = stand.then(head[2], head[5])
            reach = 0.45 * stand.scale
            assert reach <= x <= wanted.screen.width - reach
            assert y - 0.8 * stand.scale >= 0
            assert y + 0.2 * stand.scale <= 0.88 * wanted.screen.height


def test_a_close_up_shows_a_large_face_with_eyes_in_the_upper_part() -> None:
    stage = Stage(assignment("close-up", people=("mara",)))
    actor = stage.actors[0]
    stand = actor.standing(0, stage.shooting.lens.place(1.0, stage.shooting.views[0]))
    assert 0.42 <= stand.scale / 360 <= 0.52
    eyes = stand.then(*actor.figure.eyes(actor.acting.poses[0]))
    assert 0.28 * 360 < eyes[1] < 0.48 * 360


def test_two_people_never_stand_in_one_another() -> None:
    wanted = assignment("wide", people=("mara", "tom"))
    together = tuple(p.model_copy(update={"place": "centre"}) for p in wanted.shot.cast)
    shot = wanted.shot.model_copy(update={"cast": together})
    crowded = wanted.model_copy(update={"shot": shot})
    statures = tuple(stature_of(Figure(c, "storybook")) for c in wanted.characters)
    marks = stage_shot(crowded, build_stage_set(crowded), statures).marks
    assert abs(marks[0].x - marks[1].x) >= 2 * marks[0].head


def test_everybody_blinks_and_the_still_has_open_eyes() -> None:
    stage = Stage(assignment("medium", people=("tom",), frames=24 * 6))
    blinks = [pose.blink for pose in stage.actors[0].acting.poses]
    assert max(blinks) == 1.0
    assert 1 <= sum(a < 0.5 <= b for a, b in pairwise(blinks)) <= 5
    assert blinks[stage.best_frame() // 2] == 0


def test_rain_moves_over_a_still_camera_and_goes_on_over_cuts() -> None:
    def frames(first: int, count: int) -> list[np.ndarray]:
        wanted = assignment(
            "wide", people=(), weather="rain", frames=count, first_frame=first, time="day"
        )
        return [frame.y.copy() for frame in Stage(wanted).frames()]

    whole, later = frames(0, 12), frames(8, 4)
    assert np.abs(whole[2].astype(int) - whole[6]).max() > 20
    # Waves and leaves go on too: everything moves by the scene's clock.
    assert np.array_equal(whole[8], later[0])


def test_lightning_lights_the_set_in_a_storm() -> None:
    stage = Stage(assignment("wide", people=(), weather="storm", frames=24 * 4, time="night"))
    brightness = np.array([frame.y.mean() for frame in stage.frames()])
    assert brightness.max() > brightness[0] * 1.25
    calm = Stage(assignment("wide", people=(), weather="rain", frames=24 * 4, time="night"))
    steady = np.array([frame.y.mean() for frame in calm.frames()])
    assert steady.max() < steady.min() * 1.1


def test_speakers_faces_are_tracked_while_they_speak(store: LocalAssetStore) -> None:
    wanted = assignment(
        "two-shot", "push in", ("mara", "tom"), frames=40, speaking=(("tom", 10, 12),)
    )
    take = shoot_take(wanted, store)
    assert take.faces is not None
    faces = Faces.model_validate_json(store.path(take.faces).read_bytes())
    (track,) = faces.tracks
    assert track.character.id == "tom"
    assert [face.frame for face in track.frames] == list(range(6, 26))
    sizes = [face.matrix[0] for face in track.frames]
    assert sizes[-1] > sizes[0]  # the camera comes closer
    assert shoot_take(assignment(frames=4), store).faces is None


def test_an_insert_shows_the_thing_and_nobody(store: LocalAssetStore) -> None:
    stage = Stage(assignment("insert", people=("mara",), props=("lamp",), frames=2))
    assert not stage.actors
    with_lamp = next(stage.frames()).y.copy()
    other = next(Stage(assignment("insert", props=("book",), frames=2)).frames()).y
    assert np.abs(with_lamp.astype(int) - other).max() > 60


def test_a_shot_of_a_cast_and_no_props_is_never_empty() -> None:
    stage = Stage(assignment("insert", people=("mara",), frames=2))
    assert len(stage.actors) == 1
    assert isinstance(stage.assignment.shot, Shot)


def test_standing_things_are_in_the_wide_shot_and_clear_of_the_people() -> None:
    def picture(props: tuple[str, ...]) -> np.ndarray:
        wanted = assignment("wide", people=("mara",), props=props, frames=2)
        return next(Stage(wanted).frames()).y.astype(int)

    change = np.abs(picture(("chair",)) - picture(()))
    columns = np.flatnonzero(change.max(axis=0) > 40)
    assert columns.size > 10
    actor = Stage(assignment("wide", people=("mara",), frames=2)).actors[0]
    place = actor.standing(0, actor.shooting.lens.place(1.0, actor.shooting.views[0]))
    assert np.abs(columns - place.dx).min() > 0.5 * place.scale
    change = np.abs(picture(("letter",)) - picture(()))  # held, not standing
    columns = np.flatnonzero(change.max(axis=0) > 40)
    assert np.abs(columns - place.dx).max() < 2.5 * place.scale
