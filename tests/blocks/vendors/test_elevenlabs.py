"""ElevenLabs' session: one call, one answer, in time, and no key anywhere else."""

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from blocks.credentials import ElevenLabsCredentials
from blocks.vendors.elevenlabs import ONCE, credits_taken, request_id, session
from film.errors import EngineBusy, EngineFailed, EngineMissing, PaidInVain

KEY = "sk_secret_of_the_test"
Handler = http.server.BaseHTTPRequestHandler


class Server(http.server.ThreadingHTTPServer):
    """A vendor that does to each call what it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        outer = self
        self.calls: list[str | None] = []
        self.does: Callable[[Handler], None] = lambda handler: None

        class Told(Handler):
            def do_GET(self) -> None:  # noqa: N802  (as http.server calls it)
                outer.calls.append(self.headers.get("xi-api-key"))
                outer.does(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Told)

    def handle_error(self, *_: Any) -> None:
        """Let clients go."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.02,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def answers(status: int, body: bytes, **headers: str) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def ask(server: Server, seconds: float = 5.0, *, paid: bool = False, key: str = KEY) -> Any:
    """Ask for the plan."""
    address = f"http://127.0.0.1:{server.server_port}"
    credentials = ElevenLabsCredentials.model_validate({"api_key": key, "base_url": address})
    with session(credentials, seconds, paid=paid) as client:
        return client.user.subscription.with_raw_response.get(request_options=ONCE)


def test_an_answer_comes_with_what_it_took(server: Server) -> None:
    server.does = answers(200, b'{"tier": "pro"}', request_id="r1", character_cost="46")
    answer = ask(server)
    assert answer.data.tier == "pro"
    assert (request_id(answer.headers), credits_taken(answer.headers)) == ("r1", 46)
    assert server.calls == [KEY]
    assert (request_id({}), credits_taken({})) == ("", None)
    assert credits_taken({"character-cost": "4.5"}) is None


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("content-length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def test_an_answer_that_drips_is_too_late(server: Server) -> None:
    server.does = drip
    began = time.monotonic()
    with pytest.raises(EngineBusy, match="within 1 s"):
        ask(server, 0.6)
    assert time.monotonic() - began < 3
    with pytest.raises(PaidInVain, match="may have been paid for"):
        ask(server, 0.6, paid=True)
    assert len(server.calls) == 2


def test_the_key_goes_nowhere_else(server: Server) -> None:
    with Server() as other:
        server.does = answers(307, b"{}", location=f"http://127.0.0.1:{other.server_port}/v1/x")
        with pytest.raises(EngineFailed, match="307"):
            ask(server)
        assert not other.calls


@pytest.mark.parametrize(
    ("status", "detail", "error", "says"),
    [
        (401, {"status": "invalid_api_key", "message": f"No: {KEY}"}, EngineMissing, "No: …"),
        (401, {"status": "quota_exceeded", "message": "0 left"}, EngineMissing, "no credit"),
        (400, {"type": "x", "code": "quota_exceeded"}, EngineMissing, "no credit left"),
        (402, {"code": "paid_plan_required"}, EngineMissing, "plan or key"),
        (404, {"code": "voice_not_found", "message": "V"}, EngineFailed, "no such voice"),
        (400, "just words", EngineFailed, "just words"),
        (422, [{"loc": ["body"], "msg": "too long"}], EngineFailed, "too long"),
        (418, None, EngineFailed, "no reason given"),
        (503, {"message": "later"}, EngineBusy, "later"),
    ],
)
def test_refusals_say_what_to_do(
    server: Server, status: int, detail: Any, error: type, says: str
) -> None:
    server.does = answers(status, json.dumps({"detail": detail}).encode())
    for paid in (False, True):
        with pytest.raises(error, match=says) as caught:
            ask(server, paid=paid)
        assert KEY not in str(caught.value)


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe\x00", b"7", b'"x"'])
def test_what_is_no_answer(server: Server, body: bytes) -> None:
    server.does = answers(200, body)
    with pytest.raises(EngineBusy):
        ask(server)
    with pytest.raises(PaidInVain):
        ask(server, paid=True)


@pytest.mark.parametrize("key", ["", "two\nlines", "schlüssel"])
def test_what_cannot_be_a_key_is_not_sent(server: Server, key: str) -> None:
    with pytest.raises(EngineMissing, match="check the credentials") as caught:
        ask(server, key=key)
    assert not key or key not in str(caught.value)
    assert not server.calls


def test_a_mistake_of_ours_stays_one(server: Server) -> None:
    credentials = ElevenLabsCredentials.model_validate({"api_key": KEY, "base_url": "http://x"})
    with pytest.raises(TypeError), session(credentials, 1) as client:
        client.user.subscription.get(no_such_argument=1)
