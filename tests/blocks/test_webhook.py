"""The webhook block: what it takes, how it signs, how long it tries, and what it never says."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from blocks.webhook import FirstcutWebhook
from film.errors import EngineBusy, EngineFailed

SIGNED_WITH = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
MARK = "a-word-in-the-address"


@pytest.mark.parametrize(
    "bad",
    [
        {"url": f"http://example.org/?token={MARK}", "secret": SIGNED_WITH},
        {"url": "https://example.org", "secret": f"{MARK}-which-is-no-secret"},
    ],
    ids=["address", "secret"],
)
def test_what_is_refused_is_not_shown(bad: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        FirstcutWebhook.model_validate(bad)
    assert MARK not in str(refused.value)


@dataclass
class Receiver:
    """Takes messages, and answers as it is told first."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def block(self) -> FirstcutWebhook:
        """The webhook that tells it."""
        url = f"http://127.0.0.1:{self.port}/told?token={MARK}"
        return FirstcutWebhook(url=SecretStr(url), secret=SecretStr(SIGNED_WITH))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            known.came.append(({name.lower(): one for name, one in self.headers.items()}, body))
            status = known.answers.pop(0) if known.answers else 204
            self.send_response(status)
            self.send_header("location", f"http://127.0.0.1:{known.port}/elsewhere")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        known.port = server.server_address[1]
        yield known
        server.shutdown()
        thread.join()


def test_a_message_is_signed_as_the_standard_says(receiver: Receiver) -> None:
    receiver.block.tell("film.completed", "run-1.film.completed.1", {"run": "run-1", "name": "Ü"})
    [(headers, body)] = receiver.came
    message = Webhook(SIGNED_WITH).verify(body, headers)
    assert message["type"] == "film.completed"
    assert message["data"] == {"run": "run-1", "name": "Ü"}
    assert headers["webhook-id"] == "run-1.film.completed.1"
    assert headers["content-type"] == "application/json"
    for forged in (body.replace(b"run-1", b"run-2"), body + b" "):
        with pytest.raises(WebhookVerificationError):
            Webhook(SIGNED_WITH).verify(forged, headers)


def test_a_busy_receiver_is_told_again_the_same_under_the_same_id(receiver: Receiver) -> None:
    receiver.answers = [500, 429]
    receiver.block.tell("film.failed", "run-1.film.failed.1", {"run": "run-1"})
    assert len(receiver.came) == 3
    assert len({body for _, body in receiver.came}) == 1
    assert {headers["webhook-id"] for headers, _ in receiver.came} == {"run-1.film.failed.1"}
    for headers, body in receiver.came:
        Webhook(SIGNED_WITH).verify(body, headers)


@pytest.mark.parametrize("status", [302, 400, 401, 404, 410])
def test_a_refusal_is_final_and_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    receiver.answers = [status]
    with pytest.raises(EngineFailed, match=f"it answers {status}") as raised:
        receiver.block.tell("film.failed", "x", {})
    assert len(receiver.came) == 1
    assert MARK not in str(raised.value)


def test_a_receiver_that_stays_away_costs_half_a_minute_at_most(receiver: Receiver) -> None:
    receiver.answers = [503] * 9
    begun = time.monotonic()
    with pytest.raises(EngineBusy, match="it answers 503") as raised:
        receiver.block.tell("film.failed", "x", {})
    assert time.monotonic() - begun < 30
    assert len(receiver.came) == 4
    assert MARK not in str(raised.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://example.org/told"},
        {"url": "http://127.0.0.1.example.org/told"},
        {"url": "http://10.0.0.1/told"},
        {"url": "ftp://example.org"},
        {"url": "told"},
        {"secret": "whsec_c2hvcnQ="},
        {"secret": "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"},
        {"secret": "whsec_not base64 at all, is it?"},
        {"events": ["film.sold"]},
    ],
    ids=lambda wrong: " ".join(f"{name} {value}" for name, value in wrong.items()),
)
def test_what_would_not_be_safe_is_refused(wrong: dict[str, Any]) -> None:
    right = {"url": "https://example.org/told", "secret": SIGNED_WITH}
    assert FirstcutWebhook(**right)
    with pytest.raises(ValidationError):
        FirstcutWebhook(**(right | wrong))


def test_what_is_secret_shows_nowhere(receiver: Receiver) -> None:
    shown = repr(receiver.block) + str(receiver.block) + receiver.block.model_dump_json()
    for secret in (MARK, SIGNED_WITH, SIGNED_WITH.removeprefix("whsec_")):
        assert secret not in shown
