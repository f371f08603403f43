"""What a shot names is seen in the hand of somebody in it, and takes no face away."""

import numpy as np
import pytest

from film.animatic.carried import carried_in
from film.animatic.shoot import Stage
from tests.film.animatic.assignments import assignment


def picture(gesture: str, props: tuple[str, ...], size: str = "medium") -> np.ndarray:
    shot = assignment(size, gesture=gesture, props=props, frames=4)
    return next(Stage(shot).frames()).data.astype(int)


@pytest.mark.parametrize("gesture", ["hold", "reach", "point", "rest", "think", "walk"])
def test_a_thing_that_can_be_held_is_seen_with_whoever_is_there(gesture: str) -> None:
    changed = np.abs(picture(gesture, ("egg",)) - picture(gesture, ())) > 24
    assert changed[: changed.shape[0] * 2 // 3].sum() > 200


def test_what_stands_or_is_unknown_is_in_nobodys_hand() -> None:
    for name in ("piano", "gruffle"):
        stage = Stage(assignment("medium", props=(name,), gesture="hold"))
        assert all(actor.carried is None for actor in stage.actors)


def test_whoever_holds_has_it_before_whoever_rests() -> None:
    shot = assignment("two-shot", people=("mara", "tom"), props=("lantern",))
    mara, tom = shot.shot.cast
    holding = shot.shot.model_copy(
        update={"cast": (mara, tom.model_copy(update={"gesture": "hold"}))}
    )
    stage = Stage(shot.model_copy(update={"shot": holding}))
    assert [a.mark.presence.character for a in stage.actors if a.carried] == ["tom"]


def test_the_hand_stays_the_same_as_a_head_turns() -> None:
    stage = Stage(assignment("medium", props=("torch",), gesture="talk", frames=48))
    (actor,) = stage.actors
    grips = {pose.grip for pose in actor.acting.poses}
    assert len(grips) == 1
    spots = [actor.figure.hand(pose)[0] for pose in actor.acting.poses]
    assert max(spots) - min(spots) < 0.3
    assert carried_in(stage.assignment, (actor.mark,))[0].name == "torch"


def test_a_lantern_lights_its_bearer_at_night_and_not_by_day() -> None:
    def warmth(time: str) -> float:
        lit, plain = (
            next(Stage(assignment("medium", props=(name,), time=time, frames=2)).frames())
            for name in ("lantern", "bucket")
        )
        return float((lit.v.astype(int) - plain.v > 4).mean())

    assert warmth("night") > warmth("day") + 0.01
