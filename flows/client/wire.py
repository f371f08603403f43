"""The wire to a studio: HTTP with patience, and sentences for what goes wrong."""

import os
import time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from film.errors import BadRequest, FirstcutError

USUAL_API = "http://127.0.0.1:4200/api"
"""Where a studio on this machine answers."""
PATIENCE = 60.0
"""Seconds for which a busy studio, or one that is started again, is asked once more."""
BUSY = (429, 502, 503, 504)
LONGEST_DETAIL = 600
"""Characters of a refusal that are told: it may repeat a whole screenplay."""


class NotThere(FirstcutError):  # noqa: N818  (as the film's other errors)
    """The studio knows nothing of that name."""


class Wire:
    """Asks one studio's API.

    Whatever it asks may be asked twice: runs are created with an idempotency key, and a state that
    is set already stays as it is. So a call that was cut off, or met a busy server, is repeated.
    """

    def __init__(self, api: str = "", auth: str = "", patience: float = PATIENCE) -> None:
        self.api = _address(api or os.environ.get("PREFECT_API_URL") or USUAL_API)
        self.auth = auth or os.environ.get("PREFECT_API_AUTH_STRING") or ""
        user, _, password = self.auth.partition(":")
        self._http = httpx.Client(
            auth=(user, password) if self.auth else None, timeout=httpx.Timeout(60, connect=5)
        )
        self._patience = patience
        self._answered = False
        self._csrf: dict[str, str] = {}

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str) -> Any:
        """GET; what call raises."""
        return self.call("GET", path).json()

    def post(self, path: str, body: Any) -> Any:
        """POST; what call raises."""
        return self.call("POST", path, body).json()

    def call(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Return the answer when it is a good one.

        NotThere for 404, BadRequest when the studio refuses what is asked, FirstcutError when it
        does not answer, does not let us in, or fails.
        """
        answer = self._patient(method, path, body)
        if answer.status_code == 403 and "CSRF" in answer.text:
            self._fetch_csrf()
            answer = self._patient(method, path, body)
        if answer.is_success:
            self._answered = True
            return answer
        raise _refused(self.api, answer)

    def _patient(self, method: str, path: str, body: Any) -> httpx.Response:
        deadline, pause = time.monotonic() + self._patience, 0.2
        while True:
            try:
                answer = self._http.request(
                    method, f"{self.api}{path}", json=body, headers=self._csrf
                )
            except httpx.ConnectError as cause:
                if not self._answered or time.monotonic() > deadline:
                    raise _silent(self.api) from cause
            except httpx.TransportError as cause:
                if time.monotonic() > deadline:
                    raise _silent(self.api) from cause
            else:
                if answer.status_code not in BUSY or time.monotonic() > deadline:
                    return answer
            time.sleep(pause)
            pause = min(2.0, pause * 1.5)

    def _fetch_csrf(self) -> None:
        client = str(uuid4())
        token = self._patient("GET", f"/csrf-token?client={client}", None)
        if not token.is_success:
            raise _refused(self.api, token)
        self._csrf = {"Prefect-Csrf-Token": token.json()["token"], "Prefect-Csrf-Client": client}


def _address(given: str) -> str:
    """Return the API's address for a studio's; BadRequest when it is none."""
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadRequest(f"'{given}' is no studio's address: give one such as {USUAL_API}")
    if parts.username or parts.password:
        raise BadRequest(
            "A studio's address holds no password: set PREFECT_API_AUTH_STRING to user:password"
        )
    path = parts.path.rstrip("/") or "/api"
    return f"{parts.scheme}://{parts.netloc}{path}"


def _silent(api: str) -> FirstcutError:
    return FirstcutError(
        f"No studio answers at {api}: start one with `firstcut studio`, or say where it is with "
        "--api or PREFECT_API_URL"
    )


def _refused(api: str, answer: httpx.Response) -> FirstcutError:
    if answer.status_code in (401, 403):
        return FirstcutError(
            f"The studio at {api} does not let you in: set PREFECT_API_AUTH_STRING to user:password"
        )
    detail = _detail(answer)
    if answer.status_code == 404:
        return NotThere(detail)
    if answer.status_code in (400, 409, 422):
        return BadRequest(f"The studio refuses this: {detail}")
    return FirstcutError(
        f"The studio at {api} failed with {answer.status_code}: its log says why ({detail})"
    )


def _detail(answer: httpx.Response) -> str:
    """Return what an answer says went wrong, on one line and not too long."""
    try:
        body = answer.json()
    except ValueError:
        body = None
    said: Any = answer.text
    if isinstance(body, dict):
        said = body.get("detail") or body.get("exception_detail") or answer.text
    if isinstance(said, list):
        said = "; ".join(str(one.get("msg", one)) for one in said if isinstance(one, dict))
    line = " ".join(str(said).split())
    line = line.removeprefix("Error creating flow run: ")
    return line if len(line) <= LONGEST_DETAIL else f"{line[:LONGEST_DETAIL]} …"
