"""Pictures are judged by what film needs, and the advice names the fault."""

import cv2
import numpy as np
import pytest
from skimage import data

from film.faces.judge import PictureVerdict, judge_picture
from tests.film.faces.clips import Pixels, portrait, turned


@pytest.mark.parametrize("name", ["astronaut", "admiral"])
def test_a_good_portrait_passes(name: str) -> None:
    verdict = judge_picture(portrait(name))
    assert verdict.ok
    assert verdict.faces == 1
    assert verdict.size_px > 100
    assert PictureVerdict.model_validate_json(verdict.model_dump_json()) == verdict


FAULTS = {
    "blurred": lambda one: cv2.GaussianBlur(one, (0, 0), 2.5),
    "dark": lambda one: (one * 0.25).astype(np.uint8),
    "overexposed": lambda one: np.clip(one * 2.0 + 60, 0, 255).astype(np.uint8),
    "pixels large: come closer": lambda one: cv2.resize(
        one, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA
    ),
    "faces are seen": lambda one: np.hstack([one, one]),
    "cut off": lambda one: np.ascontiguousarray(one[:, 200:]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(fault: str) -> None:
    verdict = judge_picture(np.asarray(FAULTS[fault](portrait("admiral")), np.uint8))
    assert not verdict.ok
    assert any(fault in advice for advice in verdict.advice)


def test_a_face_that_looks_away_is_sent_back() -> None:
    verdict = judge_picture(turned("admiral", 45))
    assert not verdict.ok
    assert any("straight into the camera" in advice for advice in verdict.advice)


def test_a_picture_without_a_face_is_told_so() -> None:
    verdict = judge_picture(data.chelsea())
    assert (verdict.ok, verdict.faces) == (False, 0)
    assert "No face" in verdict.advice[0]


def test_sharpness_falls_with_blur_and_not_with_size() -> None:
    def sharpness(picture: Pixels) -> float:
        return judge_picture(picture).sharpness

    one = portrait("admiral")
    blurs = [sharpness(np.asarray(cv2.GaussianBlur(one, (0, 0), s), np.uint8)) for s in (1, 2, 3)]
    assert sharpness(one) > blurs[0] > blurs[1] > blurs[2]
    large = cv2.resize(one, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    assert sharpness(np.asarray(large, np.uint8)) == pytest.approx(sharpness(one), rel=0.35)


def test_light_from_one_side_is_advised_against() -> None:
    one = portrait("admiral")
    side = np.ones(one.shape[1], np.float32)
    side[:230], side[230:300] = 0.35, np.linspace(0.35, 1, 70)
    verdict = judge_picture((one * side[None, :, None]).astype(np.uint8))
    assert any("one side" in advice for advice in verdict.advice)
