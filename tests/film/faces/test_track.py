"""Faces are followed without lag or trembling, and keep their ids."""

import numpy as np
import pytest

from film.faces.find import find_faces
from film.faces.steady import OneEuro, jitter, shape_only
from film.faces.track import Tracked, track_faces
from tests.film.faces.clips import Path2D, Pixels, background, moving, place, portrait, with_hand


def noisy(frame: Pixels, seed: int) -> Pixels:
    grain = np.random.default_rng(seed).normal(0, 4, frame.shape)
    return np.clip(frame + grain, 0, 255).astype(np.uint8)


def only(frames: list[tuple[Tracked, ...]]) -> list[Tracked]:
    assert {len(faces) for faces in frames} == {1}
    return [faces[0] for faces in frames]


def test_a_still_face_in_a_noisy_picture_hardly_trembles() -> None:
    frame = next(moving("admiral", 1))[0]
    frames = [noisy(frame, seed) for seed in range(12)]
    raw = [find_faces(one)[0].landmarks for one in frames]
    steady = [one.face.landmarks for one in only(list(track_faces(frames, 24)))][2:]
    assert jitter(steady) < 0.12
    assert jitter(steady) < 0.6 * jitter(raw)


def test_a_moving_face_is_followed_where_it_goes() -> None:
    clip = list(moving("admiral", 20, Path2D(sway=0.2, lean=12)))
    tracked = only(list(track_faces((frame for frame, _ in clip), 24)))
    still = find_faces(portrait("admiral"))[0]
    for one, (_, matrix) in zip(tracked, clip, strict=True):
        wanted = still.landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
        errors = np.linalg.norm(one.face.landmarks[:, :2] - wanted, axis=1) / one.face.size
        assert np.median(errors) < 0.02
        lag = (one.face.landmarks[:, :2] - wanted).mean(0) / one.face.size
        assert np.hypot(*lag) < 0.015
    shape = shape_only([one.face.landmarks for one in tracked])
    assert jitter(shape) < 0.25
    assert {one.id for one in tracked} == {0}


def test_an_id_survives_a_hand_before_the_whole_face() -> None:
    frames = []
    for number, (frame, matrix) in enumerate(moving("astronaut", 34, Path2D(sway=0.03))):
        x, y = matrix[:, :2] @ (225, 110) + matrix[:, 2]
        frames.append(with_hand(frame, x, y - 60, 90) if 10 <= number < 20 else frame)
    tracked = list(track_faces(frames, 24))
    assert tracked[5][0].seen
    hidden = [faces for faces in tracked[11:20] if not faces or not faces[0].seen]
    assert len(hidden) >= 6
    assert tracked[-1][0].seen
    assert {one.id for faces in tracked for one in faces} == {0}


def test_two_faces_are_two_and_stay_themselves() -> None:
    frames = []
    for number in range(8):
        wall = background(640, 360)
        for name, x in (("astronaut", 60 + 3 * number), ("admiral", 380 - 2 * number)):
            wall = place(wall, portrait(name), np.array([[0.5, 0, x], [0, 0.5, 40]]))
        frames.append(wall)
    tracked = list(track_faces(frames, 24))
    by_id: dict[int, list[float]] = {}
    for faces in tracked:
        for one in faces:
            by_id.setdefault(one.id, []).append(float(one.face.landmarks[:, 0].mean()))
    assert sorted(len(places) for places in by_id.values()) == [8, 8]
    for places in by_id.values():
        assert np.abs(np.diff(places)).max() < 6


def test_after_a_cut_a_face_is_another_until_the_first_comes_back() -> None:
    one = [frame for frame, _ in moving("astronaut", 4)]
    wall = np.full_like(background(640, 360), 20)
    dark = [place(wall, portrait("admiral"), np.array([[0.5, 0, 190], [0, 0.5, 40]]))] * 4
    tracked = only(list(track_faces([*one, *dark, *one], 24)))
    ids = [face.id for face in tracked]
    assert ids == [0] * 4 + [1] * 4 + [0] * 4
    assert [number for number, face in enumerate(tracked) if face.sudden and not face.run] == [
        0,
        4,
        8,
    ]


def test_nobody_is_followed_where_nobody_is() -> None:
    assert list(track_faces([background(640, 360)] * 8, 24)) == [()] * 8


def test_jitter_is_that_of_white_noise_and_none_of_steady_motion() -> None:
    dice = np.random.default_rng(3)
    drift = [np.full((468, 2), 3.0 * k, np.float32) for k in range(60)]
    assert jitter(drift) == pytest.approx(0, abs=1e-4)
    noise = [one + dice.normal(0, 0.5, (468, 2)).astype(np.float32) for one in drift]
    assert jitter(noise) == pytest.approx(0.5 * np.sqrt(2), rel=0.03)
    assert jitter(noise[:2]) == 0


def test_the_one_euro_filter_is_calm_at_rest_and_quick_in_motion() -> None:
    rest, fast = OneEuro(24, 1.0, 5.0), OneEuro(24, 1.0, 5.0)
    for _ in range(10):
        calm = rest.blend(np.array([[0.001, 0.0]]))
        quick = fast.blend(np.array([[0.2, 0.0]]))
    assert 0.15 < calm[0, 0] < 0.3
    assert quick[0, 0] > 0.8
