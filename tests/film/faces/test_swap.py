"""A swapped face is the donor's, sits still, keeps the target's mien, and touches nothing else."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from skimage.feature import local_binary_pattern

from film.errors import BadRequest
from film.faces import mesh
from film.faces.donor import DonorFace, prepare_donor
from film.faces.find import Face, Region, cut, find_faces
from film.faces.puppet import Puppet, lay
from film.faces.steady import jitter
from film.faces.swap import FaceSwapper
from film.faces.texture import bare, to_lab, unroll
from film.faces.track import Tracked, track_faces
from film.visemes import Mouth
from tests.film.faces.clips import (
    Path2D,
    Pixels,
    background,
    moving,
    portrait,
    turned,
    with_hand,
)

PAIRS = [("astronaut", "admiral"), ("admiral", "astronaut")]


def swapped(frames: list[Pixels], donor: DonorFace) -> Iterator[tuple[Pixels, Tracked | None]]:
    swapper = FaceSwapper(donor)
    for frame, faces in zip(frames, track_faces(frames, 24), strict=True):
        one = faces[0] if faces else None
        yield swapper.swap(frame, one), one


def of(name: str) -> DonorFace:
    return prepare_donor([portrait(name)])


def patterns(picture: Pixels, face: Face) -> np.ndarray:
    """Return a face's local binary patterns in 6 × 6 fields, upright and of one size.

    What tells faces apart by texture alone, whatever their light and colour (T. Ahonen, A. Hadid,
    M. Pietikäinen, "Face description with local binary patterns", 2006): a swap takes the target's
    light and colour on purpose.
    """
    eyes = face.eyes
    middle = face.landmarks[:, :2].mean(0)
    across = eyes[1] - eyes[0]
    roll = float(np.arctan2(across[1], across[0]))
    side = 2.1 * float(np.hypot(*across))
    square = cut(picture, Region((float(middle[0]), float(middle[1])), side, roll), 96)
    grey = cv2.GaussianBlur(cv2.cvtColor(square, cv2.COLOR_RGB2GRAY), (0, 0), 1.2)
    codes = local_binary_pattern(grey, 8, 2, "uniform").astype(int)
    fields = [
        np.bincount(part.ravel(), minlength=10) / part.size
        for row in np.split(codes, 6)
        for part in np.split(row, 6, axis=1)
    ]
    return np.array(fields)


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the chi-square distance of two faces' patterns."""
    return float((((one - other) ** 2) / (one + other + 1e-6)).sum())


@pytest.mark.parametrize(("donor", "target"), PAIRS)
def test_the_result_is_nearer_to_the_donor_than_to_the_target(donor: str, target: str) -> None:
    face = find_faces(portrait(target))[0]
    result = FaceSwapper(of(donor)).swap(portrait(target), Tracked(0, face, True, 0, True))
    (shown,) = find_faces(result)
    looks = patterns(result, shown)
    to_donor, to_target = (
        distance(looks, patterns(portrait(name), find_faces(portrait(name))[0]))
        for name in (donor, target)
    )
    assert to_donor < 0.8 * to_target


@pytest.mark.parametrize(("donor", "target"), PAIRS)
def test_it_stands_in_the_targets_light(donor: str, target: str) -> None:
    dim = (portrait(target) * np.array([0.75, 0.65, 0.55])).astype(np.uint8)
    face = find_faces(dim)[0]
    result = FaceSwapper(of(donor)).swap(dim, Tracked(0, face, True, 0, True))

    def skin(picture: Pixels, seen: Face) -> np.ndarray:
        return np.median(
            to_lab(unroll(picture, mesh.with_ring(seen.landmarks)))[bare() > 0.5], axis=0
        )

    before = skin(portrait(donor), find_faces(portrait(donor))[0])
    aim, after = skin(dim, face), skin(result, face)
    assert np.linalg.norm(after - aim) < 6 < np.linalg.norm(before - aim)


def test_nothing_but_the_face_changes() -> None:
    picture = portrait("admiral")
    face = find_faces(picture)[0]
    result = FaceSwapper(of("astronaut")).swap(picture, Tracked(0, face, True, 0, True))
    oval = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(oval, [face.landmarks[list(mesh.OVAL), :2].astype(np.int32)], 1)
    beyond = cv2.dilate(oval, np.ones((7, 7), np.uint8)) == 0
    assert (result[beyond] == picture[beyond]).all()
    assert (result[oval > 0] != picture[oval > 0]).any(axis=1).mean() > 0.7


def test_there_is_no_seam() -> None:
    picture = portrait("admiral")
    face = find_faces(picture)[0]
    result = FaceSwapper(of("astronaut")).swap(picture, Tracked(0, face, True, 0, True))
    change = cv2.GaussianBlur(result.astype(np.float32) - picture, (0, 0), 1.5)
    steps = np.abs(np.diff(change, axis=0))[:, :-1].max(2) + np.abs(np.diff(change, axis=1))[
        :-1
    ].max(2)
    rim = np.zeros(picture.shape[:2], np.uint8)
    cv2.polylines(rim, [face.landmarks[list(mesh.OVAL), :2].astype(np.int32)], True, 1, 5)
    assert np.percentile(steps[rim[:-1, :-1] > 0], 99) < 14


def test_frames_without_a_face_are_the_same_frames() -> None:
    swapper = FaceSwapper(of("astronaut"))
    wall = background(640, 360)
    assert swapper.swap(wall, None) is wall
    profile = Face(find_faces(portrait("admiral"))[0].landmarks, 1.0, 70.0, 0.0, 0.0)
    picture = portrait("admiral")
    assert swapper.swap(picture, Tracked(0, profile, True, 0, True)) is picture


def test_profile_views_fade_out() -> None:
    donor = of("astronaut")
    changes = []
    for yaw in (0, 30, 60):
        picture = turned("admiral", yaw)
        face = find_faces(picture)[0]
        result = FaceSwapper(donor).swap(picture, Tracked(0, face, True, 0, True))
        changes.append(float(np.abs(result.astype(int) - picture).mean()))
    assert changes[0] > 0
    assert changes[2] < 0.4 * changes[0]


def test_the_swapped_face_sits_still() -> None:
    dice = np.random.default_rng(5)
    still = next(moving("admiral", 1, Path2D(size=1.2)))[0]
    frames = [
        np.clip(still + dice.normal(0, 3, still.shape), 0, 255).astype(np.uint8) for _ in range(10)
    ]
    out = [frame for frame, _ in swapped(frames, of("astronaut"))]
    assert jitter([find_faces(frame)[0].landmarks for frame in out][2:]) < 0.3
    inner = [frame[90:230, 250:390].astype(float) for frame in out[2:]]
    flicker = np.sqrt(np.mean(np.diff(inner, n=2, axis=0) ** 2) / 6)
    assert flicker < 3


def test_a_hand_before_the_face_stays_before_it() -> None:
    clean, frames, hands = [], [], []
    for number, (frame, matrix) in enumerate(moving("admiral", 14, Path2D(size=1.3, sway=0.02))):
        x, y = matrix[:, :2] @ (265, 240) + matrix[:, 2]
        clean.append(frame)
        frames.append(with_hand(frame, x - 150 + 15 * number, y, 40) if number > 2 else frame)
        hands.append(np.abs(frames[-1].astype(int) - frame).max(2) > 25)
    out = [frame for frame, _ in swapped(frames, of("astronaut"))]
    kept = []
    for number in (8, 10, 12):
        inner = cv2.erode(hands[number].astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
        change = np.abs(out[number].astype(int) - frames[number]).max(2)
        kept.append(float((change[inner] < 20).mean()))
        elsewhere = (np.abs(out[number].astype(int) - frames[number]).max(2) > 12) & ~hands[number]
        assert elsewhere.sum() > 1500
    assert np.mean(kept) > 0.8


def test_the_mouth_opens_when_the_targets_does() -> None:
    puppet = Puppet(portrait("admiral"))
    wall = np.full((360, 480, 3), 110, np.uint8)
    scale = 340 / puppet.size[1]
    place = np.array([[scale, 0, 80], [0, scale, 20]])
    openings = [0.0, 0.2, 0.6, 0.9, 0.4, 0.0]
    frames = [
        lay(wall, puppet.draw(Mouth(opening=opening), number / 24), place)
        for number, opening in enumerate(openings)
    ]
    target = [mesh.opening(find_faces(frame)[0].landmarks) for frame in frames]
    shown = [
        mesh.opening(find_faces(frame)[0].landmarks)
        for frame, _ in swapped(frames, of("astronaut"))
    ]
    assert np.corrcoef(target, shown)[0, 1] > 0.95
    assert max(shown) > min(shown) + 0.6 * (max(target) - min(target))


def test_a_donor_is_the_picture_that_looks_at_us() -> None:
    donor = prepare_donor([turned("admiral", 40), portrait("admiral"), background(300, 300)])
    assert abs(donor.face.yaw) < 6
    with pytest.raises(BadRequest, match="No face"):
        prepare_donor([background(300, 300)])
