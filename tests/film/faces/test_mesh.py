"""The mesh is whole, symmetric, and tells how a head is held."""

import numpy as np
import pytest

from film.faces import mesh
from film.faces.expression import RINGS
from film.faces.warp import Window, lay_out, window_around
from tests.film.faces.clips import portrait


def edges(triangles: mesh.Indices) -> set[frozenset[int]]:
    return {
        frozenset((int(one[a]), int(one[b])))
        for one in triangles
        for a, b in ((0, 1), (1, 2), (2, 0))
    }


@pytest.mark.parametrize("rings", [(mesh.RING,), RINGS])
def test_the_edges_of_lids_lips_and_face_are_edges_of_the_mesh(rings: tuple[float, ...]) -> None:
    known = edges(mesh.face_mesh(rings).triangles)
    for outline in (mesh.LIPS_INNER, mesh.OVAL, *mesh.EYELIDS):
        for one, other in zip(outline, outline[1:] + outline[:1], strict=True):
            assert frozenset((one, other)) in known


@pytest.mark.parametrize("rings", [(mesh.RING,), RINGS])
def test_mouth_and_eyes_are_filled_and_every_landmark_is_used(rings: tuple[float, ...]) -> None:
    made = mesh.face_mesh(rings)
    assert made.mouth.sum() == len(mesh.LIPS_INNER) - 2
    assert made.eyes.sum() == sum(len(eye) - 2 for eye in mesh.EYELIDS)
    assert set(made.triangles.ravel()) == set(range(468 + 36 * len(rings)))


def test_the_neutral_face_is_symmetric_and_level() -> None:
    twins = mesh.twins()
    assert (twins[twins] == np.arange(468)).all()
    assert mesh.canonical()[twins] * (-1, 1, 1) == pytest.approx(mesh.canonical(), abs=2e-4)
    eyes = [mesh.canonical()[list(eye)].mean(0) for eye in mesh.EYES]
    assert np.linalg.norm(eyes[1] - eyes[0]) == pytest.approx(1, abs=1e-3)


def turn(yaw: float, pitch: float, roll: float) -> np.ndarray:
    a, b, c = np.radians((yaw, pitch, roll))
    about_y = np.array([[np.cos(a), 0, -np.sin(a)], [0, 1, 0], [np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


@pytest.mark.parametrize("pose", [(0, 0, 0), (30, 0, 0), (-50, 0, 0), (0, 20, 0), (0, 0, 35)])
def test_a_turned_neutral_face_has_the_pose_it_was_turned_to(pose: tuple[int, int, int]) -> None:
    shown = 120 * mesh.canonical() @ turn(*pose).T + (300, 200, 0)
    assert mesh.pose_of(shown.astype(np.float32)) == pytest.approx(pose, abs=0.2)


def test_alignment_finds_rotation_scale_and_shift() -> None:
    points = mesh.canonical()
    rotation, scale, shift = mesh.align(points, 3.5 * points @ turn(10, -20, 30).T + (4, 5, 6))
    assert rotation == pytest.approx(turn(10, -20, 30), abs=1e-6)
    assert scale == pytest.approx(3.5)
    assert shift == pytest.approx([4, 5, 6])


def test_a_layout_carries_positions_to_themselves() -> None:
    vertices = mesh.with_ring(120 * mesh.canonical() + (320, 250, 0))
    window = window_around(vertices, np.zeros((600, 640, 3), np.uint8))
    assert window
    layout = lay_out(vertices, window)
    where = window.spread(layout.carry(vertices[:, :2]))
    inside = window.spread(layout.covered(np.ones(len(layout.mesh.triangles), bool))) > 0.999
    y, x = np.mgrid[0 : window.height, 0 : window.width]
    away = np.hypot(where[..., 0] - x - window.left, where[..., 1] - y - window.top)[inside]
    assert inside.mean() > 0.6
    assert away.mean() < 0.05
    assert away.max() < 1.0


def test_triangles_that_face_away_are_left_out() -> None:
    vertices = mesh.with_ring(120 * mesh.canonical() @ turn(60, 0, 0).T + (320, 250, 0))
    window = Window(100, 50, 420, 480)
    shown = set(np.unique(lay_out(vertices, window).triangle)) - {-1}
    corners = vertices[:, :2][mesh.face_mesh().triangles]
    along, across = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    away = along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0] < 0
    assert away.any()
    assert not shown & set(np.flatnonzero(away))


def test_a_window_beyond_the_picture_is_none() -> None:
    assert window_around(mesh.with_ring(mesh.canonical() - 900), portrait("astronaut")) is None
