"""Calling Replicate: its SDK, made to tell the truth and to call once."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from blocks.credentials import ReplicateCredentials
from blocks.vendors.download import trust
from blocks.vendors.http import refusal
from blocks.vendors.jobs import Unanswered
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError

if TYPE_CHECKING:
    import httpx
    from replicate.client import Client

LABEL = "Replicate"
M = TypeVar("M", bound=BaseModel)


class Refused(Exception):  # noqa: N818  (what the vendor did)
    """The vendor's answer is none."""

    def __init__(self, answer: "httpx.Response") -> None:
        super().__init__(answer.status_code)
        self.status = answer.status_code
        self.headers = answer.headers
        self.detail = _detail(answer.text)


def _detail(body: str) -> str:
    try:
        told = json.loads(body)
    except ValueError:
        return body[:300] or "no reason"
    if not isinstance(told, dict):
        return "no reason"
    return str(told.get("detail") or told.get("title") or told.get("error") or "no reason")


@dataclass
class Line:
    """What the SDK's client sends through, in place of httpx's own transport.

    It keeps the last answer, whose headers and unknown states the SDK drops; stops refusals before
    the SDK's retries see them, which would sleep for as long as a Retry-After asks; and sets the
    time-outs, of which the SDK's calls have none.
    """

    seconds: float
    answer: "httpx.Response | None" = None
    _transport: Any = field(init=False)

    def __post_init__(self) -> None:
        import httpx

        self._transport = httpx.HTTPTransport(verify=trust())

    def handle_request(self, request: "httpx.Request") -> "httpx.Response":
        """Send one request and return its answer, read to the end."""
        times = dict.fromkeys(("read", "write", "pool"), self.seconds)
        request.extensions["timeout"] = {**times, "connect": min(10, self.seconds)}
        response: httpx.Response = self._transport.handle_request(request)
        response.read()
        if not response.is_success:
            raise Refused(response)
        self.answer = response
        return response

    def close(self) -> None:
        """Close its connections."""
        self._transport.close()


@dataclass(frozen=True)
class Caller:
    """Whoever calls with one token."""

    credentials: ReplicateCredentials
    seconds: float
    """In which the vendor has to answer."""

    def read(self, call: Callable[["Client"], object], kind: type[M]) -> M:
        """Return the answer to a call that buys nothing.

        Raises Refused, for whoever knows what a status means here; EngineBusy, EngineMissing.
        """
        with self._line(EngineBusy) as (client, line):
            return _told(line, client, call, kind, EngineBusy)

    def buy(self, call: Callable[["Client"], object], kind: type[M]) -> M:
        """Return the answer to a call that buys, made once.

        Unanswered when it may have been taken all the same; other errors say that it was not.
        """
        try:
            with self._line(Unanswered) as (client, line):
                return _told(line, client, call, kind, Unanswered)
        except Refused as no:
            error = self.refusal(no)
            if no.status >= 500:
                raise Unanswered(str(error), getattr(error, "retry_after", None)) from None
            raise error from None

    def refusal(self, no: Refused) -> FirstcutError:
        """Return what a refusal means where its status has no meaning of its own."""
        return refusal(LABEL, no.status, no.detail, no.headers, self.credentials.key)

    @contextmanager
    def _line(self, broken: type[EngineBusy]) -> Iterator[tuple["Client", Line]]:
        """Lend the SDK's client; ``broken`` is raised when the line breaks after the call is sent.

        Neither httpx's errors nor their texts are passed on: they may quote the key.
        """
        client_class = sdk()
        import httpx

        line = Line(self.seconds)
        try:
            key, address = self.credentials.key, self.credentials.address
            yield client_class(api_token=key, base_url=address, transport=line), line
        except (
            httpx.InvalidURL,
            httpx.UnsupportedProtocol,
            httpx.LocalProtocolError,
            UnicodeError,
        ):
            raise EngineMissing(
                f"{LABEL} cannot be called with this key at this address: check the credentials"
            ) from None
        except httpx.RequestError as cause:
            text = f"{LABEL} did not answer ({type(cause).__name__})"
            unsent = isinstance(
                cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
            )
            raise (EngineBusy(text) if unsent else broken(text)) from None
        finally:
            line.close()


def sdk() -> type["Client"]:
    """Return the SDK's client; EngineMissing where it cannot be imported."""
    if sys.version_info >= (3, 14):
        raise EngineMissing(
            "Replicate's SDK does not import on Python 3.14: run Firstcut with Python 3.11 to 3.13"
        )
    try:
        from replicate.client import Client
    except ImportError:
        raise EngineMissing("Replicate's SDK is missing: pip install replicate") from None
    return Client


def _told(
    line: Line,
    client: "Client",
    call: Callable[["Client"], object],
    kind: type[M],
    broken: type[EngineBusy],
) -> M:
    """Make a call and read its answer by our own lights.

    The SDK's classes refuse what they do not know, after the call is made.
    """
    try:
        call(client)
    except UnicodeError:
        raise
    except (ValueError, KeyError, TypeError):
        if line.answer is None:
            raise EngineFailed(f"{LABEL}'s SDK refused the call before it was made") from None
    assert line.answer is not None  # noqa: S101  (a call without an answer has raised)
    try:
        return kind.model_validate_json(line.answer.content)
    except ValidationError:
        raise broken(f"{LABEL} answered with something unreadable") from None
