"""Luma's camera through its real SDK: what it sends, what it costs, and every way to misbehave."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from blocks.credentials import LumaCredentials
from blocks.vendors.http import LONGEST_WAIT
from blocks.vendors.jobs import Patience
from blocks.video.luma import LumaVideo, fitting_resolution, nearest_aspect
from blocks.video.prompts import motion_prompt
from film.assets import LocalAssetStore
from film.errors import (
    BudgetSpent,
    EngineBusy,
    EngineFailed,
    EngineMissing,
    FirstcutError,
    PaidInVain,
)
from film.ledger import LocalLedger
from film.media.mezzanine import read_frames
from film.screen import Screen, make_screen
from film.till import Till
from flows.standins.faults import Fault, fault, http_date, slow, status
from flows.standins.server import StandIns

from .conftest import orders_of
from .shooting import QUICK, asked_of, camera_at

FIVE_SECONDS = Fraction(6, 100)
"""US dollars for five seconds at 360p by the list."""


def posts(standins: StandIns) -> list[dict[str, Any]]:
    return standins.calls("luma", "create")


def test_a_clip_is_ordered_with_all_that_the_shot_asks_for(
    camera: LumaVideo, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    asked = asked_of(store)
    take = camera.shoot(asked, store)
    assert take.shot == "s1-h1"
    assert len(list(read_frames(store.path(take.asset)))) == 24
    [call] = posts(standins)
    body = call["body"]
    assert body["prompt"] == motion_prompt(asked)
    assert (body["model"], body["type"], body["aspect_ratio"]) == ("ray-3.2", "video", "16:9")
    assert (body["video"]["duration"], body["video"]["resolution"]) == ("5s", "360p")
    assert body["video"]["start_frame"]["media_type"] == "image/png"
    [order] = orders_of(till)
    assert (order.state, order.dollars, order.estimate) == ("settled", FIVE_SECONDS, FIVE_SECONDS)
    assert order.usage == {"generation": order.job}
    assert camera.estimate(asked).dollars == FIVE_SECONDS


def test_ten_seconds_start_from_a_keyframe_at_their_beginning(
    camera: LumaVideo, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    order = camera.submit(asked_of(store, frames=200), store)
    [call] = posts(standins)
    video = call["body"]["video"]
    assert video["duration"] == "10s"
    assert "start_frame" not in video
    assert (len(video["keyframes"]), video["keyframe_indexes"]) == (1, [0])
    assert order.estimate == 2 * FIVE_SECONDS


def test_the_same_shot_is_bought_once_and_another_seed_is_another_take(
    camera: LumaVideo, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    asked = asked_of(store)
    assert camera.shoot(asked, store) == camera.shoot(asked, store)
    assert len(posts(standins)) == 1
    camera.shoot(asked.model_copy(update={"seed": 7}), store)
    assert len(posts(standins)) == 2


@dataclass(frozen=True)
class Row:
    """A misbehaviour and what must come of it."""

    route: str
    faults: tuple[Fault, ...]
    error: type[FirstcutError] | None
    says: str = ""
    retryable: bool = False
    posts: int = 1
    state: str = "failed"
    dollars: Fraction = Fraction(0)
    wait: float | None = None
    patience: Patience = QUICK


SHORT = QUICK.model_copy(update={"answer": 0.5})
HASTY = QUICK.model_copy(update={"deadline": 0.6})
LOST = "may have been paid for"
WELL: dict[str, Any] = {"error": None, "state": "settled", "dollars": FIVE_SECONDS}
VAIN: dict[str, Any] = {"error": PaidInVain, "dollars": FIVE_SECONDS}
BUSY: dict[str, Any] = {"error": EngineBusy, "retryable": True}

TABLE = {
    "429, wait 3 s": Row("create", (status(429, "3"),), **BUSY, says="429", wait=3),
    "429, wait until a date": Row("create", (status(429, http_date(86_400)),), **BUSY,
                                  wait=LONGEST_WAIT),
    "429, wait for years": Row("create", (status(429, "99999999"),), **BUSY, wait=LONGEST_WAIT),
    "429 without a word": Row("create", (status(429),), **BUSY),
    "500": Row("create", (status(500),), **BUSY, says="cannot serve now"),
    "502": Row("create", (status(502),), **BUSY),
    "503": Row("create", (status(503),), **BUSY),
    "529": Row("create", (status(529),), **BUSY),
    "504": Row("create", (status(504),), **VAIN, says=LOST),
    "wrong key": Row("create", (status(401),), EngineMissing, says="check the credentials"),
    "no funds": Row("create", (status(402),), EngineMissing, says="no credit left"),
    "refused request": Row("create", (status(422, message="video: no"),), EngineFailed,
                           says="video: no"),
    "too large": Row("create", (status(413),), EngineFailed, says="413"),
    "reset": Row("create", (fault("reset"),), **VAIN, says=LOST),
    "reset after it was taken": Row("create", (fault("reset_after_acceptance"),), **VAIN,
                                    says=LOST),
    "answer breaks off": Row("create", (fault("cut_body"),), **VAIN, says=LOST),
    "answer too late": Row("create", (slow(2),), **VAIN, says=LOST, patience=SHORT),
    "answer unreadable": Row("create", (fault("malformed_json"),), **VAIN, says=LOST),
    "moderated": Row("create", (fault("job_fails", code="content_moderated", message="No."),),
                     EngineFailed, says="content_moderated: No.; change the action"),
    "generation fails": Row("create", (fault("job_fails"),), EngineFailed, says="run it again"),
    "never ends": Row("create", (fault("never_ends"),), **VAIN, says="did not end",
                      patience=HASTY),
    "black": Row("create", (fault("black"),), **VAIN, says="black throughout"),
    "too short": Row("create", (fault("too_short"),), **VAIN, says="too short"),
    "a page for a clip": Row("create", (fault("wrong_media_type"),), **VAIN, says="no media"),
    "half a clip": Row("create", (fault("truncated_media"),), **VAIN, says="breaks off"),
    "address expired once": Row("create", (fault("output_expired"),), **WELL),
    "every address expired": Row("create", (fault("output_expired", addresses=-1),), **VAIN,
                                 says="no longer"),
    "slow job": Row("create", (fault("slow_job", seconds=1),), **WELL),
    "polls: 429, 500, reset": Row("get", (status(429, "0"), status(500), fault("reset")), **WELL),
    "polls: cut, unreadable": Row("get", (fault("cut_body"), fault("malformed_json")), **WELL),
    "polls: key revoked": Row("get", (status(401, times=9),), EngineMissing, state="accepted",
                              dollars=FIVE_SECONDS, says="check the credentials"),
    "polls: never an answer": Row("get", (status(503, times=9),), **BUSY | {"state": "accepted",
                                  "dollars": FIVE_SECONDS}),
    "job forgotten": Row("get", (status(404),), **VAIN, says="no longer knows"),
    "download cut": Row("file", (fault("cut_body"),), **WELL),
    "download 500": Row("file", (status(500),), **WELL),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_misbehaviour(
    row: Row, standins: StandIns, till: Till, store: LocalAssetStore, tmp_path: Path
) -> None:
    key = standins.keys["luma"]
    camera = camera_at(standins.addresses["luma"], key, row.patience)
    standins.misbehave("luma", row.route, *row.faults)
    error = filmed(camera, store)
    assert type(error) is (row.error or type(None)), error
    if error is not None:
        assert row.says in str(error)
        assert error.retryable == row.retryable
        assert error.retry_after == row.wait
        assert key not in f"{error!r} {error.__cause__!r}"
    assert len(posts(standins)) == row.posts
    [order] = orders_of(till)
    assert (order.state, order.charge) == (row.state, row.dollars)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and holds(path, key)]
    assert not list((store.root / "scratch").glob("*"))


def filmed(camera: LumaVideo, store: LocalAssetStore) -> FirstcutError | None:
    """Film a shot and return what came in between."""
    try:
        camera.shoot(asked_of(store), store)
    except FirstcutError as error:
        return error
    return None


def holds(path: Path, secret: str) -> bool:
    return secret.encode() in path.read_bytes()


@pytest.mark.parametrize("name", ["500", "504", "moderated", "black", "polls: key revoked"])
def test_run_again_it_goes_on_where_it_can_and_orders_anew_where_it_must(
    name: str, camera: LumaVideo, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    row = TABLE[name]
    standins.misbehave("luma", row.route, *row.faults)
    assert filmed(camera, store) is not None
    drain(standins, row)
    assert filmed(camera, store) is None
    anew = row.state == "failed"
    assert len(posts(standins)) == 1 + anew
    assert till.spent == (row.dollars if anew else 0) + FIVE_SECONDS


def drain(standins: StandIns, row: Row) -> None:
    """Let the faults that wait still be met by somebody else."""
    while standins.house.faults.take("luma", row.route):
        pass


def test_a_connection_refused_was_no_order(till: Till, store: LocalAssetStore) -> None:
    camera = camera_at("http://127.0.0.1:1/v1", "a-key")
    with pytest.raises(EngineBusy, match="was not asked"):
        camera.shoot(asked_of(store), store)
    assert [order.charge for order in orders_of(till)] == [0]


@pytest.mark.parametrize("key", ["", "ä key\n", "wrong"])
def test_a_key_that_is_none_is_told_so(
    key: str, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    camera = camera_at(standins.addresses["luma"], key)
    with pytest.raises(EngineMissing, match="check"):
        camera.check()
    with pytest.raises(EngineMissing, match="check"):
        camera.shoot(asked_of(store), store)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/v1", "http://", "nowhere"])
def test_an_address_that_is_none_is_told_so(
    address: str, till: Till, store: LocalAssetStore
) -> None:
    with pytest.raises(EngineMissing, match="base_url"):
        camera_at(address, "a-key").shoot(asked_of(store), store)


def test_a_good_key_is_found_good_for_free(camera: LumaVideo, standins: StandIns) -> None:
    camera.ready()
    camera.check()
    assert [call["method"] for call in standins.calls("luma")] == ["GET"]


def test_without_a_keyframe_it_says_what_to_do(
    camera: LumaVideo, till: Till, store: LocalAssetStore
) -> None:
    asked = asked_of(store).model_copy(update={"keyframe": None})
    with pytest.raises(EngineFailed, match="choose an image engine"):
        camera.shoot(asked, store)


def test_the_budget_holds_before_anything_is_sent(
    camera: LumaVideo, standins: StandIns, tmp_path: Path, store: LocalAssetStore
) -> None:
    ledger = LocalLedger(tmp_path / "ledger")
    poor = Till(ledger, store, "a film", budget=FIVE_SECONDS / 2)
    with poor.paying("scenes", "s1-h1"), pytest.raises(BudgetSpent):
        camera.shoot(asked_of(store), store)
    assert not posts(standins)


def test_a_job_that_cannot_be_stopped_stays_open_and_is_collected_later(
    camera: LumaVideo, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    order = camera.submit(asked_of(store), store)
    with pytest.raises(EngineFailed, match="the next run collects it"):
        camera.cancel(order)
    assert filmed(camera, store) is None
    assert len(posts(standins)) == 1
    camera.cancel(orders_of(till)[0])


@pytest.mark.parametrize(
    ("screen", "resolution", "aspect"),
    [
        (make_screen("16:9", "360p", "24"), "360p", "16:9"),
        (make_screen("16:9", "480p", "24"), "540p", "16:9"),
        (make_screen("16:9", "1080p", "24"), "1080p", "16:9"),
        (make_screen("9:16", "720p", "24"), "720p", "9:16"),
        (make_screen("1:1", "540p", "24"), "540p", "1:1"),
        (make_screen("2.39:1", "720p", "24"), "720p", "21:9"),
        (Screen(width=4096, height=3072, rate=Fraction(24)), "1080p", "4:3"),
    ],
)
def test_clips_are_ordered_as_large_as_the_screen(
    screen: Screen, resolution: str, aspect: str
) -> None:
    assert (fitting_resolution(screen), nearest_aspect(screen)) == (resolution, aspect)


def test_the_key_is_no_part_of_what_it_is() -> None:
    secret = LumaCredentials(api_key="luma-api-secret")
    camera = LumaVideo(credentials=secret)
    assert camera.fingerprint() == LumaVideo().fingerprint()
    assert camera.fingerprint() != LumaVideo(resolution="720p").fingerprint()
    assert "secret" not in f"{camera!r} {camera.model_dump_json()}"


CHAIN = 300
"""Frames of a shot of ten and of five seconds' clips."""


def start(root: Path, standins: StandIns) -> "subprocess.Popen[bytes]":
    address, key = standins.addresses["luma"], standins.keys["luma"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.blocks.video.shooting", str(root), address, key, str(CHAIN)],
        stdout=subprocess.PIPE,
    )


def kill_when(process: "subprocess.Popen[bytes]", condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline, "it did not get there"
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_killed_in_both_clips_of_a_shot_again_and_again_it_orders_nothing_twice(
    standins: StandIns, till: Till, store: LocalAssetStore, tmp_path: Path
) -> None:
    def arrived(route: str) -> int:
        return len(standins.calls("luma", route))

    for number in (1, 2):
        kill_when(start(tmp_path, standins), lambda least=number: accepted(till) >= least)
        for route in ("get", "file"):
            standins.misbehave("luma", route, slow(30))
            before = arrived(route)
            process = start(tmp_path, standins)
            kill_when(process, lambda most=before, route=route: arrived(route) > most)
        assert len(posts(standins)) == number
        assert [order.state for order in orders_of(till)] == ["settled"] * (number - 1) + [
            "accepted"
        ]
    camera = camera_at(standins.addresses["luma"], standins.keys["luma"])
    asked = asked_of(store, CHAIN)
    take = camera.shoot(asked, store)
    assert take.asset.info.frames == CHAIN
    assert take == camera.shoot(asked, store)
    assert len(posts(standins)) == 2
    assert till.spent == 3 * FIVE_SECONDS
    assert {order.state for order in orders_of(till)} == {"settled"}


def accepted(till: Till) -> int:
    return sum(bool(order.job) for order in orders_of(till))


def test_killed_while_it_submits_the_order_counts_as_paid_and_is_not_sent_blindly(
    standins: StandIns, tmp_path: Path, till: Till, store: LocalAssetStore
) -> None:
    standins.misbehave("luma", "create", slow(5))
    kill_when(start(tmp_path, standins), lambda: bool(posts(standins)))
    camera = camera_at(standins.addresses["luma"], standins.keys["luma"])
    asked = asked_of(store, CHAIN)
    with pytest.raises(PaidInVain, match="look on Luma's platform"):
        camera.submit(asked, store)
    assert len(posts(standins)) == 1
    assert [(order.state, order.charge) for order in orders_of(till)] == [
        ("failed", 2 * FIVE_SECONDS)
    ]
    camera.submit(asked, store)
    assert len(posts(standins)) == 2, "ordered anew, because somebody ran it again"
