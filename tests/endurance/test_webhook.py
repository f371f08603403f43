"""A receiver of the caller's is told what became of films, signed, once, and in time."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook

from flows.client import Studio as Client
from tests.studio.cloud import small
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio, wait_for

WHSEC = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
MARK = "a-word-in-the-address"


@dataclass
class Receiver:
    """What a caller runs to be told: it takes only what is signed with its secret."""

    answers: list[int] = field(default_factory=list)
    """What it answers first; then 204."""
    came: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)
    """Message ids, messages, and what was answered."""
    port: int = 0

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """Return the answer to a message; WebhookVerificationError for a forged one."""
        message = Webhook(WHSEC).verify(body, headers)
        answer = self.answers.pop(0) if self.answers else 204
        self.came.append((headers["webhook-id"], message, answer))
        return answer

    def told(self, run: str) -> list[tuple[str, dict[str, Any], int]]:
        """Return what it was told of a run."""
        return [one for one in self.came if one[1]["data"]["run"] == run]


@pytest.fixture
def receiver(studio: Studio) -> Iterator[Receiver]:
    """Run a receiver, and save the studio's webhook that names it."""
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            sent = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(known.take(body, sent))
            self.end_headers()

        def log_message(self, *said: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        known.port = server.server_address[1]
        document = save(studio, f"http://127.0.0.1:{known.port}/told?token={MARK}")
        yield known
        studio.call("DELETE", f"/block_documents/{document}")
        server.shutdown()


def save(studio: Studio, url: str) -> str:
    """Save the studio's webhook over HTTP, as the UI does; return the block's id."""
    [kind] = studio.post(
        "/block_types/filter", {"block_types": {"slug": {"any_": ["firstcut-webhook"]}}}
    )
    [schema, *_] = studio.post(
        "/block_schemas/filter",
        {"block_schemas": {"block_type_id": {"any_": [kind["id"]]}}},
    )
    document = studio.post(
        "/block_documents/",
        {
            "name": "studio",
            "data": {"url": url, "secret": WHSEC},
            "block_type_id": kind["id"],
            "block_schema_id": schema["id"],
        },
    )
    return str(document["id"])


def test_it_is_told_of_a_film_that_is_done_and_again_if_it_was_busy(
    studio: Studio, receiver: Receiver
) -> None:
    receiver.answers = [500, 503]
    run = studio.trigger("make-movie/animatic", {"request": SMALL})["id"]
    assert studio.wait(run)["state"]["type"] == "COMPLETED", studio.logs(run)
    wait_for("the message to be taken", lambda: len(receiver.told(run)) == 3, 30)
    (first, message, _), *others = receiver.told(run)
    assert [answer for _, _, answer in receiver.told(run)] == [500, 503, 204]
    assert {one for one, _, _ in others} == {first} == {f"{run}.film.completed.1"}
    assert all(same == message for _, same, _ in others)
    assert message["type"] == "film.completed"
    data = message["data"]
    assert (data["run"], data["name"], data["state"]) == (run, "The Lamp", "COMPLETED")
    assert data["film"] == str(studio.film(run).parent)
    assert {"film.mp4", "index.html", "report.json"} <= set(data["links"])
    assert data["links"]["film.mp4"].endswith("/film.mp4")
    assert data["cost_usd"] == "0.00"


def test_it_is_told_why_a_film_failed_and_nothing_secret_is_logged(
    studio: Studio, receiver: Receiver
) -> None:
    receiver.answers = [400]
    request = {"screenplay": "Title: Nothing\n\n"}
    run = studio.trigger("make-movie/animatic", {"request": request})["id"]
    assert studio.wait(run)["state"]["type"] == "FAILED", studio.logs(run)
    [(message_id, message, _)] = wait_for("the message", lambda: receiver.told(run), 30)
    assert message_id == f"{run}.film.failed.1"
    assert message["type"] == "film.failed"
    assert "nothing to film" in message["data"]["message"]
    assert (message["data"]["film"], message["data"]["links"]) == (None, {})
    reason = "refuses film.failed: it answers 400"
    wait_for("what the log says of it", lambda: reason in studio.logs(run), 30)
    logged = studio.logs(run) + "".join(one.log.read_text() for one in studio.workers)
    for secret in (MARK, WHSEC, WHSEC.removeprefix("whsec_")):
        assert secret not in logged


def test_it_is_told_of_a_cancelled_film(studio: Studio, receiver: Receiver) -> None:
    run = studio.trigger("make-movie/animatic", {"request": small("Lock")})["id"]
    studio.wait(run, "RUNNING")
    state = {"type": "CANCELLING", "name": "Cancelling"}
    studio.post(f"/flow_runs/{run}/set_state", {"state": state})
    assert studio.wait(run)["state"]["name"] == "Cancelled"
    [(message_id, message, _)] = wait_for("the message", lambda: receiver.told(run), 30)
    assert message_id == f"{run}.film.cancelled.1"
    assert (message["type"], message["data"]["state"]) == ("film.cancelled", "CANCELLED")


def test_it_is_told_of_a_rejected_film(studio: Studio, receiver: Receiver) -> None:
    run = studio.trigger("make-movie/animatic", {"request": SMALL | {"approval": True}})["id"]
    studio.wait(run, "Suspended")
    with Client(studio.url) as client:
        client.reject(run, "too dark")
    assert studio.wait(run)["state"]["name"] == "Rejected", studio.logs(run)
    [(message_id, message, _)] = wait_for("the message", lambda: receiver.told(run), 30)
    assert message_id == f"{run}.film.cancelled.1", "to resume is no further attempt"
    assert (message["type"], message["data"]["state"]) == ("film.cancelled", "CANCELLED")
    assert message["data"]["message"] == "The storyboard was rejected: too dark"


def test_a_receiver_that_is_away_costs_a_film_nothing_but_seconds(
    studio: Studio, receiver: Receiver
) -> None:
    receiver.answers = [503] * 100
    run = studio.trigger("make-movie/animatic", {"request": SMALL})["id"]
    assert studio.wait(run)["state"]["type"] == "COMPLETED", studio.logs(run)
    wait_for("the last attempt", lambda: len(receiver.told(run)) == 4, 30)
    reason = "does not take film.completed: it answers 503"
    wait_for("what the log says of it", lambda: reason in studio.logs(run), 30)
