"""Cancelling: the hook of a cancelled run stops what vendors still work on for it."""

from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelled

from blocks import home
from blocks.storage import storage_named
from blocks.video.replicate import ReplicateVideo
from film.assets import Asset
from film.ledger import Order
from film.request import MovieRequest
from film.shots import Assignment
from film.story import Scene, Shot
from film.till import Till
from flows.cancelling import cancel_jobs
from flows.movie import make_movie
from flows.standins.faults import Fault
from flows.standins.server import StandIns
from tests.api import PrefectApi

REQUEST = MovieRequest(prompt="A storm that nobody waits for", length=15)


def ordered(vendors: StandIns, till: Till, picture: Asset) -> Order:
    """Have Replicate begin a shot that never ends."""
    vendors.misbehave("replicate", "create", Fault(name="never_ends"))
    scene = Scene(id="s1", slugline="EXT. COAST - DAY", setting="coast", shots=())
    assignment = Assignment(
        scene=scene,
        shot=Shot(id="s1-h1", size="wide", hold=2_000),
        characters=(),
        genre="drama",
        style="storybook",
        screen=REQUEST.screen,
        frames=48,
        keyframe=picture,
    )
    with till.paying("scenes", "s1-h1"):
        return ReplicateVideo().submit(assignment, till.store)


def test_a_cancelled_runs_jobs_are_cancelled_at_the_vendor_and_in_the_ledger(
    api: PrefectApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import cv2
    import numpy as np

    place = storage_named("local", home.assets())
    store = place.open()
    path = tmp_path / "first.png"
    cv2.imwrite(str(path), np.full((360, 640, 3), 90, np.uint8))
    picture = store.put(path)
    with StandIns() as vendors:
        for variable, value in vendors.environment.items():
            monkeypatch.setenv(variable, value)
        run = FlowRun(
            id=uuid4(),
            flow_id=uuid4(),
            parameters={
                "request": REQUEST.model_dump(mode="json"),
                "crew": {"video": "replicate"},
            },
        )
        till = Till(place.ledger(), store, REQUEST.account, run=str(run.id))
        order = ordered(vendors, till, picture)
        assert till.open_orders() == (order,)
        cancel_jobs(make_movie, run, Cancelled())
        assert till.open_orders() == ()
        now = till.ledger.find(order.account, order.key)
        assert now is not None
        assert (now.state, now.charge) == ("cancelled", order.estimate)
        [call] = vendors.calls("replicate", "cancel")
        assert order.job in call["path"]
        cancel_jobs(make_movie, run, Cancelled())
        assert len(vendors.calls("replicate", "cancel")) == 1, "what is stopped is left alone"
