"""A persona's head on a drawn body: where it belongs, as that person, talking, and nothing else."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from film.animatic.grade import to_bgr
from film.animatic.lead import LeadHead, play_lead
from film.animatic.mouths import sync_mouths
from film.animatic.shoot import shoot_take
from film.assets import Asset, LocalAssetStore
from film.errors import BadRequest
from film.faces import Faces, mesh
from film.faces.complexion import skin_of
from film.faces.find import Face, find_faces
from film.media.mezzanine import read_frames
from film.shots import Take
from tests.film.animatic.assignments import assignment, luma
from tests.film.animatic.test_mouths import say_ah
from tests.film.faces.clips import Pixels, background, portrait


def picture_of(rgb: Pixels, store: LocalAssetStore, folder: Path) -> Asset:
    path = folder / "selfie.png"
    cv2.imwrite(str(path), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    return store.put(path)


def seen(take: Take, store: LocalAssetStore, number: int) -> Face | None:
    """Return the largest face in one frame of a take, looked at twice as large."""
    for at, frame in enumerate(read_frames(store.path(take.asset))):
        if at == number:
            rgb = cv2.cvtColor(to_bgr(frame), cv2.COLOR_BGR2RGB)
            return next(iter(find_faces(cv2.resize(rgb, None, fx=2, fy=2))), None)
    raise AssertionError(f"no frame {number}")


def faces_of(take: Take, store: LocalAssetStore) -> Faces:
    assert take.faces is not None
    return Faces.model_validate_json(store.path(take.faces).read_bytes())


@pytest.fixture
def selfie(store: LocalAssetStore, tmp_path: Path) -> Asset:
    return picture_of(portrait("astronaut"), store, tmp_path)


def test_where_the_head_belongs_is_known_in_every_frame_and_nothing_is_drawn_there(
    store: LocalAssetStore,
) -> None:
    wanted = assignment("medium", frames=12, persona="mara")
    bodies, whole = (
        shoot_take(one, store) for one in (wanted, wanted.model_copy(update={"persona": ""}))
    )
    [track] = faces_of(bodies, store).tracks
    assert [face.frame for face in track.frames] == list(range(12))
    assert whole.faces is None, "nobody speaks"
    a, _, x, _, _, y = track.frames[0].matrix
    head = (slice(int(y - 0.7 * a), int(y)), slice(int(x - 0.2 * a), int(x + 0.2 * a)))
    differs = np.abs(luma(bodies, store)[0].astype(int) - luma(whole, store)[0].astype(int))
    assert differs[head].mean() > 10
    below = differs[int(y + 1.2 * a) :]
    assert (below > 12).mean() < 0.05, "the body is the same but for its shadows"


@pytest.mark.parametrize(("size", "move"), [("close-up", "push in"), ("medium", "handheld")])
def test_the_head_is_that_persons_and_stands_on_the_neck(
    store: LocalAssetStore, selfie: Asset, size: str, move: str
) -> None:
    wanted = assignment(size, move, frames=12, persona="mara", keyframes=(0, 6))
    take = shoot_take(wanted, store)
    played = play_lead(take, selfie, wanted.screen, wanted.keyframes, store)
    assert played.asset.info == take.asset.info
    [track] = faces_of(played, store).tracks
    assert track.picture == selfie
    matrix = track.frames[8].matrix
    face = seen(played, store, 8)
    assert face is not None
    mouth = face.landmarks[[mesh.UPPER_LIP, mesh.LOWER_LIP], :2].mean(axis=0) / 2
    assert abs(mouth[1] - matrix[5]) < 0.08 * matrix[0]
    assert abs(mouth[0] - matrix[2]) < 0.25 * matrix[0], "heads that are turned stay in the middle"
    assert seen(take, store, 8) is None, "a drawn body has no face"


def test_the_mouth_opens_while_something_is_said(store: LocalAssetStore, selfie: Asset) -> None:
    wanted = assignment(
        "close-up", frames=36, persona="mara", speaking=(("mara", 12, 12),), keyframes=(0, 12, 24)
    )
    played = play_lead(shoot_take(wanted, store), selfie, wanted.screen, (0, 12, 24), store)
    spoken = sync_mouths(played, [say_ah("mara", 12, 12)], wanted.screen, (0, 12, 24), store)
    gaps = {}
    for number in (4, 17, 33):
        face = seen(spoken, store, number)
        assert face is not None
        gaps[number] = mesh.opening(face.landmarks)
    assert gaps[17] > gaps[4] + 0.15
    assert abs(gaps[33] - gaps[4]) < 0.06
    before, after = luma(played, store), luma(spoken, store)
    silent = np.abs(before[2].astype(int) - after[2].astype(int))
    assert silent.max() < 12, "frames without speech are at most coded anew"


def test_whom_nobody_plays_stays_as_drawn(store: LocalAssetStore, selfie: Asset) -> None:
    wanted = assignment("insert", people=(), frames=6, props=("lantern",))
    take = shoot_take(wanted, store)
    assert play_lead(take, selfie, wanted.screen, wanted.keyframes, store) is take


def test_the_same_head_is_drawn_again_to_the_byte(store: LocalAssetStore, selfie: Asset) -> None:
    wanted = assignment("close-up", frames=6, persona="mara")
    take = shoot_take(wanted, store)
    first, second = (
        play_lead(take, selfie, wanted.screen, wanted.keyframes, store) for _ in range(2)
    )
    assert first == second


def test_a_picture_without_a_face_is_refused(store: LocalAssetStore, tmp_path: Path) -> None:
    wall = picture_of(background(300, 300), store, tmp_path)
    wanted = assignment("close-up", frames=6, persona="mara")
    with pytest.raises(BadRequest, match="No face is seen"):
        play_lead(shoot_take(wanted, store), wall, wanted.screen, wanted.keyframes, store)


def test_neither_the_collar_nor_what_lies_beside_the_neck_comes_along(
    store: LocalAssetStore, selfie: Asset
) -> None:
    head = LeadHead(store.path(selfie))
    drawn = head.shown * (head.puppet.still[..., 3] / 255)
    marks = head.puppet.face.landmarks
    y, x = np.mgrid[: drawn.shape[0], : drawn.shape[1]]
    width = float(np.ptp(marks[:, 0]))
    beside = (np.abs(x - head.chin[0]) > 0.6 * width) & (y > marks[13, 1])
    assert drawn[beside].max() < 0.05, "a ring of metal lies there"
    black = head.puppet.still[..., :3].max(axis=2) < 50
    neck = (y > head.chin[1] + 0.1 * width) & black
    assert neck.sum() > 100, "a collar is in the picture"
    assert drawn[neck].max() < 0.2
    above = (y < head.eyes[1]) & (head.puppet.still[..., 3] > 250)
    assert drawn[above].mean() > 0.99, "hair stays"


def test_the_skin_is_the_pictures() -> None:
    fair, dark = portrait("astronaut"), (portrait("astronaut") * 0.45).astype(np.uint8)
    for picture, low, high in ((fair, 150, 255), (dark, 40, 130)):
        red, green, blue = (int(skin_of(picture)[at : at + 2], 16) for at in (1, 3, 5))
        assert low < red < high
        assert red > green > blue
