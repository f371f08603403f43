"""The camera moves the right way, by parallax, smoothly, to a fraction of a pixel."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from film.animatic.camera import Lens, View, plan_move
from film.animatic.compositor import Affine, Frame, blend, resample, to_sprite
from film.animatic.grade import plain_grade, to_bgr
from film.animatic.shoot import Stage
from film.screen import make_screen
from film.story import CameraMove
from tests.film.animatic.assignments import assignment

SCREEN = make_screen("16:9", "360p", "24")
REST = View(16 / 18, 0.5, 1.0)


def shift_between(one: np.ndarray, two: np.ndarray) -> tuple[float, float]:
    """Return how far the picture moved, in pixels to the right and down."""
    window = cv2.createHanningWindow((one.shape[1], one.shape[0]), cv2.CV_32F)
    (x, y), _ = cv2.phaseCorrelate(one.astype(np.float32), two.astype(np.float32), window)
    return x, y


@pytest.mark.parametrize(
    ("move", "axis", "sign"),
    [
        ("pan left", 0, 1),
        ("pan right", 0, -1),
        ("truck left", 0, 1),
        ("truck right", 0, -1),
        ("tilt up", 1, 1),
        ("tilt down", 1, -1),
    ],
)
def test_a_move_shifts_the_picture_the_other_way(move: CameraMove, axis: int, sign: int) -> None:
    stage = Stage(assignment("wide", move, people=(), setting="mountains", frames=24))
    frames = [frame.y.copy() for frame in stage.frames()]
    moved = shift_between(frames[8], frames[16])
    assert sign * moved[axis] > 2
    assert abs(moved[1 - axis]) < 1


@pytest.mark.parametrize(("move", "grows"), [("push in", True), ("pull out", False)])
def test_pushing_in_makes_things_larger_and_pulling_out_smaller(
    move: CameraMove, *, grows: bool
) -> None:
    views = plan_move(move, REST, 48, SCREEN, 1)
    zooms = [view.zoom for view in views]
    assert all((after > before) is grows for before, after in pairwise(zooms))
    tightest = views[-1] if grows else views[0]
    assert tightest.zoom == pytest.approx(1.0)


def test_near_layers_move_more_than_far_ones() -> None:
    lens = Lens(SCREEN)
    views = plan_move("truck right", REST, 48, SCREEN, 1)
    travelled = [
        lens.place(depth, views[0]).dx - lens.place(depth, views[-1]).dx
        for depth in (0.0, 0.4, 1.0, 1.5)
    ]
    assert travelled == sorted(travelled)
    assert travelled[-1] > 5 * travelled[0] > 0


def test_moves_start_and_stop_softly() -> None:
    pans = [view.pan for view in plan_move("pan right", REST, 96, SCREEN, 1)]
    speeds = [after - before for before, after in pairwise(pans)]
    assert max(speeds) > 5 * speeds[0]
    assert max(speeds) > 5 * speeds[-1]
    assert max(abs(b - a) for a, b in pairwise(speeds)) < 0.12 * max(speeds)


def test_static_is_still_and_handheld_is_not() -> None:
    assert len(set(plan_move("static", REST, 48, SCREEN, 1))) == 1
    held = plan_move("handheld", REST, 48, SCREEN, 1)
    assert len(set(held)) == 48
    assert held != plan_move("handheld", REST, 48, SCREEN, 2)


def test_a_low_camera_lowers_the_horizon_and_a_high_one_raises_it() -> None:
    heights = [
        Lens(SCREEN, angle).place(0.0, REST).then(0, 0.5)[1]
        for angle in ("high", "eye level", "low")
    ]
    assert heights == sorted(heights)
    feet = [Lens(SCREEN, angle).place(1.0, REST).then(0, 0.9) for angle in ("high", "low")]
    assert feet[0] == feet[1]


def displacement(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return how far ``two`` lies right of and below ``one``, to about a hundredth of a pixel."""
    shift = np.zeros(2)
    inner = (slice(8, -8), slice(8, -8))
    for _ in range(8):  # Gauss-Newton on the difference of brightness
        matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        warped = cv2.warpAffine(two.astype(np.float32), matrix, two.shape[::-1], flags=flags)
        down, right = (part[inner].ravel() for part in np.gradient(warped))
        error = (one.astype(np.float32) - warped)[inner].ravel()
        shift += np.linalg.lstsq(np.stack([right, down], 1), error, rcond=None)[0]
    return shift


def test_a_slow_push_does_not_jitter() -> None:
    """A texture off the centre of a push of 0.2 % a second keeps to its way to 1/50 pixel."""
    dice = np.random.default_rng(3)
    noise = cv2.GaussianBlur(dice.random((800, 1400), dtype=np.float32), (0, 0), 5)
    noise = ((noise - noise.min()) / np.ptp(noise) * 255).astype(np.uint8)
    sprite = to_sprite(np.dstack([noise] * 3 + [np.full_like(noise, 255)]), 0, 0, plain_grade())
    place = np.array([1100.0, 600.0])
    area = (slice(536, 664), slice(1036, 1164))
    frame, first = Frame(1280, 720), Frame(1280, 720)
    scales = [0.94 + 0.002 * step / 24 for step in range(25)]
    errors = []
    for scale in scales:
        offset = (1 - scale / scales[0]) * np.array([640.0, 360.0])
        moved = resample(sprite, Affine(scale, *offset), (0, 0, 1280, 720))
        assert moved is not None
        blend(frame, moved)
        if scale == scales[0]:
            first.copy_from(frame)
        expected = place * scale / scales[0] + offset - place
        errors.append(displacement(first.y[area], frame.y[area]) - expected)
    assert np.abs(errors).max() < 0.1
    assert np.sqrt((np.diff(np.array(errors), axis=0) ** 2).mean()) < 0.02


def test_planar_colours_come_back_as_they_went_in() -> None:
    colours = [(255, 255, 255), (0, 0, 0), (200, 40, 30), (30, 90, 200), (120, 200, 60)]
    for colour in colours:
        bgra = np.zeros((16, 16, 4), np.uint8)
        bgra[..., 2::-1], bgra[..., 3] = colour, 255
        frame = Frame(16, 16)
        blend(frame, to_sprite(bgra, 0, 0, plain_grade()))
        back = to_bgr(frame.data)[8, 8, ::-1]
        assert np.abs(back.astype(int) - colour).max() <= 3


def test_half_transparent_sprites_blend_half_way() -> None:
    bgra = np.zeros((16, 16, 4), np.uint8)
    bgra[..., 2], bgra[..., 3] = 128, 128  # premultiplied red at half
    frame = Frame(16, 16)
    white = np.full((16, 16, 4), 255, np.uint8)
    blend(frame, to_sprite(white, 0, 0, plain_grade()))
    blend(frame, to_sprite(bgra, 0, 0, plain_grade()))
    assert np.abs(to_bgr(frame.data)[8, 8, ::-1].astype(int) - (255, 127, 127)).max() <= 4
