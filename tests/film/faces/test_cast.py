"""The right face is chosen, and found again in another segment."""

from collections.abc import Iterable

import cv2
import numpy as np
import pytest

from film.errors import BadRequest
from film.faces.cast import Caster, FaceChoice, alike, choose, look_of
from film.faces.find import find_faces
from film.faces.track import track_faces
from tests.film.faces.clips import Pixels, background, lit, place, portrait

Layout = tuple[tuple[str, float, float], ...]
"""Portraits with their scale and their left edge."""


def shot(layout: Layout, frames: int = 6) -> list[Pixels]:
    made = []
    for number in range(frames):
        frame = background(640, 360)
        for name, scale, left in layout:
            frame = place(
                frame, portrait(name), np.array([[scale, 0, left + number], [0, scale, 20]])
            )
        made.append(frame)
    return made


def picked(frames: Iterable[Pixels], choice: FaceChoice, first: int) -> list[float | None]:
    """Return the middles of the faces that are picked."""
    caster = Caster(choice)
    frames = list(frames)
    places: list[float | None] = []
    for number, faces in enumerate(track_faces(frames, 24)):
        one = caster.pick(frames[number], faces, first + number)
        places.append(None if one is None else float(one.face.landmarks[:, 0].mean()))
    return places


BOTH: Layout = (("astronaut", 0.9, 0), ("admiral", 0.35, 430))
SWAPPED: Layout = (("admiral", 0.6, 10), ("astronaut", 0.6, 330))


def test_the_face_most_seen_and_largest_is_chosen() -> None:
    choice = choose(shot(BOTH), 24)
    assert choice.box[2] < 0.5
    assert len(choice.look) == 15
    assert FaceChoice.model_validate_json(choice.model_dump_json()) == choice


def test_a_box_chooses_the_face_in_it() -> None:
    choice = choose(shot(BOTH), 24, (0.7, 0.1, 0.95, 0.6))
    assert choice.box[0] > 0.6
    assert choice.frame == 0


@pytest.mark.parametrize(
    ("box", "left"), [((0.3, 0.1, 0.5, 0.4), False), ((0.7, 0.1, 0.95, 0.6), True)]
)
def test_the_chosen_one_is_picked_in_a_later_segment(
    box: tuple[float, float, float, float], left: bool
) -> None:
    choice = choose(shot(BOTH), 24, box)
    later = [lit(frame, 0.4) for frame in shot(SWAPPED)]
    places = picked(later, choice, first=480)
    assert None not in places
    assert all((x is not None and x < 320) == left for x in places)


def test_of_two_that_look_alike_the_place_in_the_chosen_frame_decides() -> None:
    twins: Layout = (("astronaut", 0.6, 0), ("astronaut", 0.6, 330))
    frames = shot(twins)
    for box, right in (((0.1, 0.1, 0.35, 0.5), False), ((0.6, 0.1, 0.9, 0.5), True)):
        places = picked(frames, choose(frames, 24, box), first=0)
        assert all((x is not None and x > 320) == right for x in places)


def test_somebody_else_is_not_picked() -> None:
    choice = choose(shot((("astronaut", 0.9, 60),)), 24)
    assert picked(shot((("admiral", 0.6, 200),)), choice, first=99) == [None] * 6


def test_a_clip_without_a_face_is_refused() -> None:
    with pytest.raises(BadRequest, match="No face is seen"):
        choose([background(640, 360)] * 3, 24)
    with pytest.raises(BadRequest, match="where the box is"):
        choose(shot(BOTH, 2), 24, (0.0, 0.8, 0.1, 1.0))


def test_looks_tell_people_apart_and_not_sizes_or_light() -> None:
    one, other = portrait("astronaut"), portrait("admiral")
    looks = {}
    for name, picture in {
        "one": one,
        "small": np.asarray(cv2.resize(one, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)),
        "dim": (one * 0.8).astype(np.uint8),
        "other": other,
    }.items():
        looks[name] = look_of(picture, find_faces(picture)[0])
    assert alike(looks["one"], looks["small"]) > 0.8
    assert alike(looks["one"], looks["dim"]) > 0.5
    assert alike(looks["one"], looks["other"]) < 0.3
    assert alike((), looks["one"]) == 0.5
