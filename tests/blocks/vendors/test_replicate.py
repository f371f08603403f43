"""Replicate through its own SDK: what goes wrong, how often it is posted, and what it costs."""

import json
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from blocks.credentials import ReplicateCredentials
from blocks.image.replicate import PictureModel, ReplicateImage
from blocks.vendors.http import LONGEST_WAIT
from blocks.vendors.replicate_models import Tariff
from film.assets import Asset, AssetStore
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain
from film.ledger import LocalLedger, Order
from film.media.picture import put_picture
from film.screen import Screen
from film.shots import Assignment, CharacterSheet
from film.story import Character, Scene, Shot
from film.till import Till
from flows.standins.faults import ALWAYS, Fault, fault, http_date, slow, status
from flows.standins.server import StandIns

from .replicate_house import QUICK, hired

WRONG = "r8-secret-and-wrong"
PICTURE = Fraction(4, 100)
SCREEN = Screen(width=320, height=180, rate=Fraction(24))
SCENE = Scene(id="s1", slugline="EXT. QUAY - DAY", setting="harbour", shots=())


def asked(seed: int = 0) -> Assignment:
    """Return an empty quay; another seed is another picture."""
    shot = Shot(id="s1-h1", size="wide", action="Nobody is here.")
    return Assignment(
        scene=SCENE,
        shot=shot,
        characters=(),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=24,
        seed=seed,
    )


def noise(till: Till, size: int = 64) -> CharacterSheet:
    """Return a sheet of noise, which no format makes small."""
    picture = np.random.default_rng(1).integers(0, 255, (size, size, 3), np.uint8)
    portrait = put_picture(picture, till.store, ".png")
    return CharacterSheet(character="mara", picture=portrait, portrait=portrait)


def with_portrait(sheet: CharacterSheet) -> Assignment:
    """Return a shot of somebody whose portrait is known."""
    who = Character(id="mara", name="Mara")
    return asked().model_copy(update={"characters": (who,), "sheets": (sheet,)})


@pytest.fixture(scope="module")
def standins() -> Iterator[StandIns]:
    with StandIns() as house:
        yield house


@pytest.fixture
def house(standins: StandIns) -> StandIns:
    standins.reset()
    return standins


@pytest.fixture
def till(tmp_path: Path, store: AssetStore) -> Till:
    return Till(LocalLedger(tmp_path / "ledger"), store, "film")


def artist(house: StandIns, key: str = "", **settings: object) -> ReplicateImage:
    """Return an artist with a key for the stand-in."""
    return hired(ReplicateImage, house, key, **settings)


def draw(engine: ReplicateImage, till: Till, seed: int = 0) -> Asset:
    """Draw a keyframe, as a task does."""
    with till.paying("keyframes", "s1-h1"):
        return engine.draw_keyframe(asked(seed), till.store)


def only(till: Till) -> Order:
    [order] = till.ledger.orders("film")
    return order


def posts(house: StandIns) -> int:
    return len(house.calls("replicate", "create"))


@dataclass(frozen=True)
class Row:
    """What goes wrong, and what must come of it."""

    faults: dict[str, list[Fault]]
    kind: type[FirstcutError] | None = None
    """The error, exactly; None when the picture comes all the same."""
    says: str = ""
    posts: int = 1
    state: str = "settled"
    dollars: Fraction = PICTURE
    again: int = 1
    """Predictions created after a second run, without faults."""
    waits: float | None = field(default=None)


FREE = Fraction(0)
ENDLESS = QUICK.model_copy(update={"deadline": 0.5})
SHORT = QUICK.model_copy(update={"answer": 0.5})

TABLE = {
    # posting: refused for sure
    "429 in seconds": Row(
        {"create": [status(429, "7")]}, EngineBusy, "429", 1, "failed", FREE, 2, 7
    ),
    "429 by date": Row(
        {"create": [status(429, http_date(86_400))]},
        EngineBusy,
        "429",
        1,
        "failed",
        FREE,
        2,
        LONGEST_WAIT,
    ),
    "429 absurd": Row(
        {"create": [status(429, "999999")]},
        *(EngineBusy, "429", 1, "failed", FREE, 2, LONGEST_WAIT),
    ),
    "429 without": Row({"create": [status(429)]}, EngineBusy, "429", 1, "failed", FREE, 2),
    "wrong key": Row({"create": [status(401)]}, EngineMissing, "credentials", 1, "failed", FREE, 2),
    "no credit": Row({"create": [status(402)]}, EngineMissing, "credit", 1, "failed", FREE, 2),
    "refused": Row(
        {"create": [status(422, message="- prompt is bad")]},
        *(EngineFailed, "prompt is bad", 1, "failed", FREE, 2),
    ),
    # posting: who knows
    "500": Row({"create": [status(500)]}, EngineBusy, "500", 1, "called", PICTURE, 2),
    "502": Row({"create": [status(502)]}, EngineBusy, "502", 1, "called", PICTURE, 2),
    "529": Row({"create": [status(529, "3")]}, EngineBusy, "529", 1, "called", PICTURE, 2, 3),
    "reset": Row({"create": [fault("reset")]}, EngineBusy, "answer", 1, "called", PICTURE, 2),
    "reset when taken": Row({"create": [fault("reset_after_acceptance")]}),
    "answer cut": Row({"create": [fault("cut_body")]}),
    "answer malformed": Row({"create": [fault("malformed_json")]}),
    "answer late": Row({"create": [slow(1.0)]}),
    "reset when taken, list down": Row(
        {"create": [fault("reset_after_acceptance")], "list": [status(503)]},
        *(EngineBusy, "503", 1, "called", PICTURE, 1),
    ),
    # the job
    "fails": Row(
        {"create": [fault("job_fails", message="NSFW content detected")]},
        *(EngineFailed, "NSFW", 1, "failed", FREE, 2),
    ),
    "aborted": Row(
        {"create": [fault("job_aborted")]}, EngineFailed, "aborted", 1, "failed", FREE, 2
    ),
    "canceled there": Row(
        {"create": [fault("job_canceled")]}, PaidInVain, "canceled", 1, "failed", PICTURE, 2
    ),
    "never ends": Row(
        {"create": [fault("never_ends")]}, PaidInVain, "deadline", 1, "failed", PICTURE, 2
    ),
    # asking
    "get 429": Row({"get": [status(429, "0")]}),
    "get 500": Row({"get": [status(500), status(502), status(503, "0")]}),
    "get reset": Row({"get": [fault("reset"), fault("cut_body")]}),
    "get malformed": Row({"get": [fault("malformed_json")]}),
    "get down": Row(
        {"get": [status(500, times=ALWAYS)]}, EngineBusy, "500", 1, "accepted", PICTURE, 1
    ),
    "get wrong key": Row(
        {"get": [status(401)]}, EngineMissing, "credentials", 1, "accepted", PICTURE, 1
    ),
    "get gone": Row({"get": [status(404)]}, PaidInVain, "no longer knows", 1, "failed", PICTURE, 2),
    # fetching
    "file 500": Row({"file": [status(500), status(503)]}),
    "file reset": Row({"file": [fault("reset"), fault("cut_body")]}),
    "file gone": Row(
        {"file": [status(404, times=ALWAYS)]}, PaidInVain, "no longer", 1, "failed", PICTURE, 2
    ),
    "expired": Row(
        {"create": [fault("output_expired", seconds=0)]},
        *(PaidInVain, "no longer", 1, "failed", PICTURE, 2),
    ),
    # the picture
    "wrong type": Row(
        {"create": [fault("wrong_media_type")]}, PaidInVain, "no media", 1, "failed", PICTURE, 2
    ),
    "truncated": Row(
        {"create": [fault("truncated_media")]}, PaidInVain, "used", 1, "failed", PICTURE, 2
    ),
    "black": Row({"create": [fault("black")]}, PaidInVain, "black", 1, "failed", PICTURE, 2),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_goes_wrong_is_told_paid_and_posted_as_it_should_be(
    house: StandIns, till: Till, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    row = TABLE[name]
    for route, faults in row.faults.items():
        house.misbehave("replicate", route, *faults)
    patience = {"never ends": ENDLESS, "answer late": SHORT}.get(name, QUICK)
    engine = artist(house, patience=patience)
    told = ""
    if row.kind is None:
        draw(engine, till)
    else:
        with pytest.raises(row.kind, match=row.says) as caught:
            draw(engine, till)
        error = caught.value
        assert type(error) is row.kind or row.kind is EngineBusy, "Unanswered is one"
        assert error.retryable == issubclass(row.kind, EngineBusy)
        if row.waits is not None:
            assert isinstance(error, EngineBusy)
            assert error.retry_after == pytest.approx(row.waits, abs=2)
        assert "\n" not in str(error)
        told = "".join(traceback.format_exception(error))
    assert posts(house) == row.posts
    order = only(till)
    assert (order.state, order.charge) == (row.state, row.dollars)
    if name == "never ends":
        assert house.calls("replicate", "cancel")

    house.house.faults.clear()
    draw(artist(house), till)
    assert posts(house) == row.again
    assert till.ledger.orders("film")[-1].state == "settled"
    left = (
        told
        + caplog.text
        + "".join(
            file.read_text()
            for file in till.ledger.root.rglob("*.json")  # type: ignore[attr-defined]
        )
    )
    assert house.keys["replicate"] not in left


def test_a_wrong_key_is_told_and_never_repeated(house: StandIns, till: Till) -> None:
    engine = artist(house, key=WRONG)
    for call in (engine.check, lambda: draw(engine, till)):
        with pytest.raises(EngineMissing, match="credentials") as caught:
            call()
        assert WRONG not in "".join(traceback.format_exception(caught.value))
    artist(house).check()


@pytest.mark.parametrize("key", ["r8 secret\nwith a break", "r8-sécret"])
def test_a_key_that_no_header_can_hold_is_told_and_never_repeated(
    house: StandIns, till: Till, key: str
) -> None:
    with pytest.raises(EngineMissing, match="check the credentials") as caught:
        draw(artist(house, key=key), till)
    assert "cret" not in "".join(traceback.format_exception(caught.value))


def test_nobody_there_costs_nothing(house: StandIns, till: Till) -> None:
    credentials = ReplicateCredentials(api_key=SecretStr("x"), base_url="http://127.0.0.1:9")
    with pytest.raises(EngineBusy, match="ConnectError"):
        draw(ReplicateImage(credentials=credentials, patience=QUICK), till)
    assert (only(till).state, only(till).charge) == ("failed", 0)


def test_a_lost_job_is_found_among_many_others(house: StandIns, till: Till) -> None:
    engine = artist(house)
    house.misbehave("replicate", "create", fault("reset_after_acceptance"))
    house.misbehave("replicate", "list", status(500))
    with till.paying("keyframes", "s1-h1"):
        with pytest.raises(EngineBusy):
            engine.submit_keyframe(asked(), till.store)
        house.misbehave("replicate", "create", fault("job_aborted", seconds=0))
        others = [engine.submit_keyframe(asked(seed), till.store) for seed in (1, 2)]
        found = engine.submit_keyframe(asked(), till.store)
    assert posts(house) == 3
    jobs = [call["job"] for call in house.calls("replicate", "create")]
    assert [found.job, *(one.job for one in others)] == jobs


def test_uploads_are_made_of_large_files_and_recognised_when_a_job_was_lost(
    house: StandIns, till: Till
) -> None:
    work = with_portrait(noise(till, 512))
    house.misbehave("replicate", "create", fault("reset_after_acceptance"))
    with till.paying("keyframes", "s1-h1"):
        order = artist(house).submit_keyframe(work, till.store)
    assert (posts(house), len(house.calls("replicate", "upload"))) == (1, 1)
    [call] = house.calls("replicate", "create")
    assert call["body"]["input"]["input_image"].startswith(house.url)
    assert order.job == call["job"]


@contextmanager
def telling(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve a handler's answers on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_input_that_the_vendor_put_elsewhere_is_recognised_by_its_bytes(till: Till) -> None:
    """As if data: URIs came back as addresses of files; one job is of another picture."""
    portrait = noise(till)
    data = till.store.path(portrait.portrait).read_bytes()
    seen: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://{self.headers['host']}"
            pages = {
                "/v1/predictions": json.dumps(
                    {"results": [self.job(here, "other"), self.job(here, "same")]}
                ).encode(),
                "/other": b"another picture",
                "/same": data,
            }
            self.answer(200, pages[self.path])

        def job(self, here: str, name: str) -> dict[str, Any]:
            return {
                "id": name,
                "status": "aborted",
                "model": "black-forest-labs/flux-kontext-pro",
                "version": "hidden",
                "created_at": "2999-01-01T00:00:00Z",
                "input": {**seen[0], "input_image": f"{here}/{name}"},
            }

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            seen.append(body["input"])
            self.answer(502, b"")

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with telling(Handler) as address:
        credentials = ReplicateCredentials(api_key=SecretStr("x"), base_url=address)
        engine = ReplicateImage(credentials=credentials, patience=QUICK)
        with till.paying("keyframes", "s1-h1"):
            order = engine.submit_keyframe(with_portrait(portrait), till.store)
        assert (order.job, len(seen)) == ("same", 1)


def test_an_upload_that_fails_buys_nothing(house: StandIns, till: Till) -> None:
    work = with_portrait(noise(till, 512))
    for wrong in (fault("reset"), status(503), fault("malformed_json")):
        house.misbehave("replicate", "upload", wrong)
        with till.paying("keyframes", "s1-h1"), pytest.raises(EngineBusy):
            artist(house).submit_keyframe(work, till.store)
    assert posts(house) == 0
    assert till.spent == 0


RUN_TIME = PictureModel(
    model="somebody/pictures",
    version="a" * 64,
    extra={"output_format": "png"},
    tariff=Tariff(hardware="l40s", run_seconds=10),
)


@pytest.mark.parametrize(
    ("wrong", "dollars"),
    [
        (None, Fraction("2.5") * Fraction("0.000975")),
        (fault("job_fails"), Fraction("2.5") * Fraction("0.000975")),
        (fault("job_aborted"), Fraction(0)),
    ],
    ids=["done", "failed", "aborted"],
)
def test_a_community_model_is_pinned_and_paid_by_its_run_time(
    house: StandIns, till: Till, wrong: Fault | None, dollars: Fraction
) -> None:
    engine = artist(house, keyframe=RUN_TIME)
    assert engine.estimate(asked()).dollars == 10 * Fraction("0.000975")
    if wrong is None:
        draw(engine, till)
    else:
        house.misbehave("replicate", "create", wrong)
        with pytest.raises(EngineFailed):
            draw(engine, till)
    [call] = house.calls("replicate", "create")
    assert call["body"]["version"] == f"somebody/pictures:{'a' * 64}"
    assert only(till).dollars == dollars


def test_cancelling_an_order_cancels_its_prediction(house: StandIns, till: Till) -> None:
    engine = artist(house)
    house.misbehave("replicate", "create", fault("never_ends"))
    with till.paying("keyframes", "s1-h1"):
        order = engine.submit_keyframe(asked(), till.store)
    engine.cancel(order)
    engine.cancel(order)
    assert len(house.calls("replicate", "cancel")) == 2
    engine.cancel(order.model_copy(update={"job": "nobody-knows-it"}))
    engine.cancel(order.model_copy(update={"job": ""}))
    with pytest.raises(PaidInVain, match="canceled"):
        draw(engine, till)


def test_without_a_key_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, till: Till) -> None:
    monkeypatch.delenv("REPLICATE_API_TOKEN", raising=False)
    engine = ReplicateImage()
    assert engine.estimate(asked()).dollars == PICTURE
    for call in (engine.ready, engine.check, lambda: draw(engine, till)):
        with pytest.raises(EngineMissing, match="REPLICATE_API_TOKEN"):
            call()
    assert till.spent == 0
