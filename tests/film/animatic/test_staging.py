"""Blocking: who is in the shot, who it is about, and which way people look."""

import pytest

from film.animatic.performance import others_of, perform
from film.animatic.shoot import build_stage_set
from film.animatic.staging import Stature, stage_shot
from tests.film.animatic.assignments import assignment

TALL = (Stature(5.1, 0.1), Stature(5.3, 0.05))


@pytest.mark.parametrize(
    ("size", "people", "speaking", "effective", "shown"),
    [
        ("close-up", ("mara", "tom"), (("tom", 0, 9),), "close-up", {1}),
        ("close-up", ("mara", "tom"), (("tom", 0, 9), ("mara", 9, 9)), "two-shot", {0, 1}),
        ("over-the-shoulder", ("mara", "tom"), (("tom", 0, 9),), "over-the-shoulder", {1}),
        ("over-the-shoulder", ("mara",), (), "medium", {0}),
        ("two-shot", ("mara", "tom"), (), "two-shot", {0, 1}),
        ("medium", (), (), "wide", set()),
    ],
)
def test_whoever_speaks_is_seen(
    size: str,
    people: tuple[str, ...],
    speaking: tuple[tuple[str, int, int], ...],
    effective: str,
    shown: set[int],
) -> None:
    wanted = assignment(size, people=people, speaking=speaking)
    staging = stage_shot(wanted, build_stage_set(wanted), TALL[: len(people)])
    assert staging.size == effective
    assert {mark.index for mark in staging.marks} == shown


def test_over_the_shoulder_the_listener_is_in_front() -> None:
    wanted = assignment("over-the-shoulder", people=("mara", "tom"), speaking=(("mara", 0, 9),))
    staging = stage_shot(wanted, build_stage_set(wanted), TALL)
    assert staging.shoulder is not None
    assert staging.shoulder.index == 1
    assert staging.marks[0].turn > 0  # Mara, on the left, looks to Tom on the right


def test_people_stand_left_and_right_as_the_story_says() -> None:
    wanted = assignment("two-shot", people=("tom", "mara"))
    staging = stage_shot(wanted, build_stage_set(wanted), TALL)
    tom, mara = staging.marks
    assert tom.x > mara.x
    assert tom.turn < 0 < mara.turn


def test_a_listener_looks_at_who_speaks_and_a_speaker_moves() -> None:
    wanted = assignment("two-shot", people=("mara", "tom"), frames=96, speaking=(("tom", 40, 40),))
    marks = stage_shot(wanted, build_stage_set(wanted), TALL).marks
    mara, tom = (perform(wanted, mark, others_of(mark, marks)) for mark in marks)
    listening = mara.poses[26:38]
    assert sum(pose.gaze[0] for pose in listening) / len(listening) > 0.3
    assert max(pose.speaking for pose in tom.poses[:17]) == 0
    assert max(pose.speaking for pose in tom.poses[22:38]) > 0.8
    assert max(pose.speaking for pose in mara.poses) == 0
    assert max(p.nod for p in tom.poses) - min(p.nod for p in tom.poses) > 0.1


def test_somebody_who_walks_gets_somewhere() -> None:
    wanted = assignment("wide", people=("mara",), gesture="walk", frames=48)
    mark = stage_shot(wanted, build_stage_set(wanted), TALL[:1]).marks[0]
    shifts = perform(wanted, mark, others_of(mark, ())).shifts
    assert shifts[-1] - shifts[0] > 1.5  # heads, to the right, where she faces
