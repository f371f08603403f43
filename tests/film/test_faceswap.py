"""A clip's swap: who is replaced, how many frames, and all others untouched."""

import numpy as np
import pytest

from film.assets import Asset
from film.faces.cast import FaceChoice, choose
from film.faces.donor import prepare_donor
from film.faceswap import Casting, Swapped, Tally, swap_clip
from tests.film.faces.clips import Path2D, background, moving, place, portrait


def test_only_frames_with_the_face_change_and_the_tally_says_so() -> None:
    empty = [background(640, 360)] * 3
    shown = [frame for frame, _ in moving("admiral", 8)]
    frames = [*empty, *shown, *empty]
    donor = prepare_donor([portrait("astronaut")])
    tally = Tally()
    casting = Casting(donor, choose(shown, 24), rate=24)
    out = list(swap_clip(frames, casting, tally))
    assert len(out) == len(frames)
    changed = [not np.array_equal(one, other) for one, other in zip(frames, out, strict=True)]
    assert changed == [False] * 3 + [True] * 8 + [False] * 3
    assert (tally.frames, tally.replaced) == (14, 8)
    assert 0 < tally.jitter < 1


def test_a_lead_is_looked_at_and_not_given_back() -> None:
    frames = [frame for frame, _ in moving("admiral", 10, Path2D(sway=0.04))]
    donor = prepare_donor([portrait("astronaut")])
    choice = choose(frames, 24)
    whole = list(swap_clip(frames, Casting(donor, choice, 24), Tally()))
    tally = Tally()
    tail = list(swap_clip(frames[3:], Casting(donor, choice, 24, first=3, lead=4), tally))
    assert len(tail) == tally.frames == 3
    for one, other in zip(whole[7:], tail, strict=True):
        assert np.abs(one.astype(int) - other).mean() < 0.6


def test_of_two_faces_only_the_chosen_one_changes() -> None:
    frames = []
    for number in range(5):
        wall = background(640, 360)
        for name, left in (("astronaut", 10), ("admiral", 340)):
            wall = place(wall, portrait(name), np.array([[0.6, 0, left + number], [0, 0.6, 20]]))
        frames.append(wall)
    donor = prepare_donor([portrait("astronaut")])
    choice = choose(frames, 24, (0.6, 0.1, 0.95, 0.9))
    for one, other in zip(
        frames, swap_clip(frames, Casting(donor, choice, 24), Tally()), strict=True
    ):
        assert (one[:, :320] == other[:, :320]).all()
        assert (one[:, 320:] != other[:, 320:]).any()


def test_what_came_of_it_travels_as_json() -> None:
    asset = Asset(sha256="0" * 64, media_type="video/mp4", size=1, suffix=".mp4")
    one = Swapped(clip=asset, frames=10, replaced=7, jitter=0.25)
    assert Swapped.model_validate_json(one.model_dump_json()) == one
    assert Tally().jitter == 0


def test_a_choice_is_checked() -> None:
    with pytest.raises(ValueError, match="frame"):
        FaceChoice(frame=-1, box=(0, 0, 1, 1))
