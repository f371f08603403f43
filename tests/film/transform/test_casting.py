"""Casting: the face that is asked for is chosen, and known again elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from film.errors import BadRequest
from film.transform.casting import Chosen, choose_face, may_show
from film.transform.request import WhoseFace
from film.transform.segments import cut_segment, plan_segments
from film.transform.source import probe_source
from tests.film.faces.clips import Path2D, background, place, portrait

from .uploads import Rgb16, Upload, upload

ASTRONAUT = (0.2, 0.1, 0.4, 0.5)
ADMIRAL = (0.6, 0.2, 0.9, 0.65)


def two_and_then_one(number: int, size: tuple[int, int]) -> Rgb16:
    """Return the astronaut on the left, with the admiral beside her for two thirds of the time."""
    frame = background(*size)
    people = [("astronaut", Path2D(x=0.28, size=0.9, sway=0.02))]
    people += [("admiral", Path2D(x=0.74, size=0.95, sway=0.02))] if number < 48 else []
    for name, path in people:
        frame = place(frame, portrait(name), path.matrix(number / 12, portrait(name), *size))
    return frame.astype(np.uint16) * 257


TWO = Upload(size=(640, 360), rate=12, frames=72, gop=12, scene=two_and_then_one)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return upload(tmp_path_factory.mktemp("two") / "two", TWO)


@pytest.fixture(scope="module")
def choose(source: Path) -> Callable[..., Chosen]:
    video = probe_source(source).video

    def chosen(**whose: Any) -> Chosen:
        return choose_face(source, video, WhoseFace.model_validate(whose))

    return chosen


def lies_in(chosen: Chosen, place: tuple[float, float, float, float]) -> bool:
    assert chosen.choice
    left, top, right, bottom = chosen.choice.box
    x, y = (left + right) / 2, (top + bottom) / 2
    return place[0] < x < place[2] and place[1] < y < place[3]


def test_whose_face_it_is(choose: Callable[..., Chosen]) -> None:
    largest = choose()
    assert largest.people == 2
    assert lies_in(largest, ADMIRAL), "hers is larger, and there for most of the time"
    assert lies_in(choose(by="from the left", place=1), ASTRONAUT)
    assert lies_in(choose(by="from the left", place=2), ADMIRAL)
    near = choose(by="near a point", x=25, y=30, seconds=1)
    assert lies_in(near, ASTRONAUT)
    assert near.choice
    assert 12 <= near.choice.frame <= 24
    assert lies_in(choose(by="near a point", x=90, y=90, seconds=2), ADMIRAL)
    assert lies_in(choose(by="near a point", x=90, y=90, seconds=5), ASTRONAUT), "she is alone then"


@pytest.mark.parametrize(
    ("whose", "says"),
    [
        ({"by": "from the left", "place": 3}, "Face 3 from the left .*, and 2 are seen at once"),
        ({"by": "near a point", "seconds": 6}, "ends before second 6"),
    ],
)
def test_a_face_that_is_not_there_is_refused(
    whose: dict[str, Any], says: str, choose: Callable[..., Chosen]
) -> None:
    with pytest.raises(BadRequest, match=says):
        choose(**whose)


def test_only_clips_in_which_the_face_may_be_are_worth_a_swap(
    choose: Callable[..., Chosen], source: Path, tmp_path: Path
) -> None:
    video = probe_source(source)
    first, last = plan_segments(source, video)
    choice = choose().choice
    assert choice
    for segment in (first, last):
        cut_segment(source, video, segment, tmp_path / f"{segment.number}.mp4")
    assert may_show(tmp_path / "0.mp4", choice)
    assert not may_show(tmp_path / "1.mp4", choice), "there is somebody else"
