"""The client against servers that are busy, shut or break off; downloads are whole or not there."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from film.errors import BadRequest, FirstcutError
from flows.client import Deliverable, Studio
from flows.client.fetching import fetch_all
from flows.client.wire import NotThere, Wire

FILM = bytes(range(256)) * 4_000


@dataclass
class House:
    """A server that answers as it is told, and remembers how it was asked."""

    port: int = 0
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    """What it answers, one after the other; the last one for ever."""
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    cut_after: int = 0
    """Bytes after which a download breaks off, as long as there are any left to bring."""
    shut: tuple[str, ...] = ()
    """Paths that are no longer open."""

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.port}"

    def api(self) -> tuple[int, bytes]:
        """Return what the API answers next."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Handler(BaseHTTPRequestHandler):
    """Answers for the house."""

    house: House

    def _answer(self) -> None:
        sent = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(sent.get("content-length", 0)))
        self.house.asked.append((self.command, self.path, sent, body))
        if not self.path.startswith("/api"):
            self._bring(sent)
            return
        status, answer = self.house.api()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _bring(self, sent: dict[str, str]) -> None:
        if self.path in self.house.shut:
            self.send_error(403)
            return
        begin = int(sent["range"].removeprefix("bytes=").rstrip("-")) if "range" in sent else 0
        rest = FILM[begin:]
        self.send_response(206 if begin else 200)
        self.send_header("content-length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest[: self.house.cut_after or None])

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def house() -> Iterator[House]:
    known = House()

    class Here(Handler):
        house = known

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        known.port = server.server_address[1]
        yield known
        server.shutdown()
        thread.join()


def told(status: int, **body: Any) -> tuple[int, bytes]:
    return status, json.dumps(body).encode()


@pytest.fixture
def wire(house: House) -> Iterator[Wire]:
    lent = Wire(house.url, "ana:hidden-word", patience=2)
    yield lent
    lent.close()


def test_a_busy_studio_is_asked_again(house: House, wire: Wire) -> None:
    house.answers = [told(503, detail="busy"), told(503, detail="busy"), told(200, id="x")]
    assert wire.post("/flow_runs/filter", {"limit": 1}) == {"id": "x"}
    bodies = [body for _, _, _, body in house.asked]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1, "the same, with the same idempotency key"


def test_a_studio_that_stays_busy_is_not_asked_for_ever(house: House, wire: Wire) -> None:
    house.answers = [told(503, detail="busy")]
    with pytest.raises(FirstcutError, match="failed with 503"):
        wire.get("/health")


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (told(401, detail="Unauthorized"), FirstcutError, "set PREFECT_API_AUTH_STRING"),
        (told(404, detail="Flow run not found"), NotThere, "Flow run not found"),
        (told(409, detail="Error creating flow run: No."), BadRequest, "refuses this: No"),
        (
            told(422, exception_detail=[{"msg": "Field required"}]),
            BadRequest,
            "refuses this: Field required",
        ),
        ((500, b"<html>Oops</html>"), FirstcutError, "failed with 500"),
    ],
    ids=["unauthorised", "not there", "refused", "invalid", "broken"],
)
def test_what_a_studio_refuses_is_said_in_a_sentence(
    house: House, wire: Wire, answer: tuple[int, bytes], kind: type[Exception], sentence: str
) -> None:
    house.answers = [answer]
    with pytest.raises(kind, match=sentence) as raised:
        wire.post("/x", {})
    assert "hidden-word" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_studio_with_csrf_protection_is_given_its_token(house: House, wire: Wire) -> None:
    house.answers = [
        told(403, detail="Missing CSRF token."),
        (200, b'{"token": "abc"}'),
        told(200, done=True),
    ]
    assert wire.post("/x", {}) == {"done": True}
    assert house.asked[-1][2]["prefect-csrf-token"] == "abc"
    assert house.asked[1][1].endswith(house.asked[-1][2]["prefect-csrf-client"])


def test_nobody_there_is_said_at_once(house: House) -> None:
    with (
        Studio("http://127.0.0.1:9/api") as studio,
        pytest.raises(FirstcutError, match="No studio answers at http"),
    ):
        studio.runs()


@pytest.mark.parametrize(
    "address", ["studio", "ftp://studio/api", "http://", "http://[", "http://ana:pw@studio/api"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadRequest) as raised:
        Wire(address)
    assert "pw" not in str(raised.value).replace("password", "")


def test_an_address_needs_no_api(house: House) -> None:
    assert Wire(f"{house.url}/").api == f"{house.url}/api"
    assert Wire(f"{house.url}/team/api/").api == f"{house.url}/team/api"


def film(house: House, **other: Any) -> Deliverable:
    """Return the film as the house has it."""
    known = {
        "file": "film.mp4",
        "bytes": len(FILM),
        "sha256": hashlib.sha256(FILM).hexdigest(),
        "link": f"{house.url}/film.mp4?expires=1",
    }
    return Deliverable(**(known | other))


def none() -> dict[str, str]:
    return {}


def test_a_download_that_is_cut_off_is_gone_on_with(house: House, tmp_path: Path) -> None:
    house.cut_after = len(FILM) * 2 // 5
    came: list[int] = []
    [place] = fetch_all([film(house)], tmp_path / "out", none, lambda _, now: came.append(now))
    assert place.read_bytes() == FILM
    begun = [sent.get("range") for _, _, sent, _ in house.asked]
    assert begun == [None, f"bytes={house.cut_after}-", f"bytes={2 * house.cut_after}-"]
    assert came[-1] == len(FILM)
    assert came == sorted(came)
    assert [path.name for path in place.parent.iterdir()] == ["film.mp4"]


def test_what_an_earlier_command_began_is_gone_on_with(house: House, tmp_path: Path) -> None:
    (tmp_path / ".film.mp4.part").write_bytes(FILM[:1000])
    fetch_all([film(house)], tmp_path, none)
    assert house.asked[0][2]["range"] == "bytes=1000-"
    assert (tmp_path / "film.mp4").read_bytes() == FILM
    fetch_all([film(house)], tmp_path, none)
    assert len(house.asked) == 1, "what is whole is not asked for again"


def spoilt_before(folder: Path, house: House) -> Deliverable:
    (folder / ".film.mp4.part").write_bytes(b"x" * 1000)
    return film(house)


def another(folder: Path, house: House) -> Deliverable:
    return film(house, sha256="0" * 64)


def longer(folder: Path, house: House) -> Deliverable:
    return film(house, bytes=1000)


@pytest.mark.parametrize("spoil", [spoilt_before, another, longer])
def test_what_is_not_what_was_delivered_never_stands_there(
    house: House, tmp_path: Path, spoil: Callable[[Path, House], Deliverable]
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"an earlier film")
    with pytest.raises(FirstcutError, match="its SHA-256 differs"):
        fetch_all([spoil(tmp_path, house)], tmp_path, none)
    assert (tmp_path / "film.mp4").read_bytes() == b"an earlier film"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_a_link_that_is_too_old_is_made_anew(house: House, tmp_path: Path) -> None:
    old = film(house)
    house.shut = ("/film.mp4?expires=1",)
    fresh = {"film.mp4": f"{house.url}/film.mp4?expires=2"}
    fetch_all([old], tmp_path, lambda: fresh)
    assert (tmp_path / "film.mp4").read_bytes() == FILM
    (tmp_path / "film.mp4").unlink()
    with pytest.raises(FirstcutError, match="this machine can make no new one"):
        fetch_all([old], tmp_path, none)


def test_a_film_on_this_machine_is_copied(house: House, tmp_path: Path) -> None:
    there = tmp_path / "a film's folder" / "film.mp4"
    there.parent.mkdir()
    there.write_bytes(FILM)
    fetch_all([film(house, link=there.as_uri())], tmp_path / "here", none)
    assert (tmp_path / "here" / "film.mp4").read_bytes() == FILM
    assert house.asked == []


@pytest.mark.parametrize("file", ["../x", "/etc/x", "a/../../x", "", "a//b", ".x", "-x", "a\nb"])
def test_no_studio_makes_a_file_outside_the_folder(house: House, file: str) -> None:
    with pytest.raises(ValueError, match="is no path within a folder"):
        film(house, file=file)
