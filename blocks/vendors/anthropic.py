"""Anthropic: its SDK set up to send a paid call once, its answers, and its errors as ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from blocks.credentials import AnthropicCredentials
from blocks.vendors.http import refusal, short
from blocks.vendors.limits import turn
from film.errors import EngineBusy, EngineMissing, FirstcutError, PaidInVain

if TYPE_CHECKING:
    from ssl import SSLContext

    from anthropic import Anthropic

VENDOR = "anthropic"
LABEL = "Anthropic"
_GATEWAY_TIMEOUTS = {408, 504}
"""Somebody on the way gave up waiting: what the vendor did meanwhile, nobody can say."""


class Tokens(BaseModel):
    """What an answer was counted as: the vendor bills these."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int = Field(ge=0)
    """Neither written to the cache nor read from it."""
    output_tokens: int = Field(ge=0)
    cache_creation_input_tokens: int = Field(0, ge=0)
    cache_read_input_tokens: int = Field(0, ge=0)


class Reply(BaseModel):
    """An answer of the Messages API, as far as we read it; whatever else it holds is left."""

    model_config = ConfigDict(frozen=True)

    stop_reason: str
    """``end_turn``, ``max_tokens``, ``refusal``…"""
    content: tuple[dict[str, Any], ...]
    usage: Tokens
    stop_details: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The words of the answer: its text blocks, without any thinking."""
        blocks = (one.get("text") for one in self.content if one.get("type") == "text")
        return "".join(one for one in blocks if isinstance(one, str))

    @property
    def category(self) -> str:
        """What a refusal is about, in the vendor's one word for it; "" when it does not say."""
        found = (self.stop_details or {}).get("category")
        return short(found) if isinstance(found, str) else ""


@dataclass(frozen=True)
class Posted:
    """An answer, as it came."""

    data: bytes
    """The body: JSON that `read_reply` has read."""
    reply: Reply
    request_id: str


def post(credentials: AnthropicCredentials, body: Mapping[str, Any], seconds: float) -> Posted:
    """Send one paid message, once.

    EngineBusy when it surely was not served, PaidInVain when it may have been; never with the
    key in the text.
    """
    with turn(VENDOR), _session(credentials, seconds, paid=True) as client:
        answer = client.messages.with_raw_response.create(**body)
        data = answer.http_response.content
        request_id = answer.http_response.headers.get("request-id", "")
    try:
        return Posted(data, read_reply(data), request_id)
    except ValueError:
        raise _lost("answered with what cannot be read", paid=True) from None


def read_reply(data: bytes) -> Reply:
    """Read an answer's body; ValueError when it is none of the Messages API."""
    try:
        return Reply.model_validate_json(data)
    except ValidationError as wrong:
        raise ValueError(f"No answer of {LABEL}: {wrong.error_count()} errors in it") from None


def look_up(credentials: AnthropicCredentials, model: str, seconds: float) -> None:
    """Ask whether the key is taken and the model is there, at no cost.

    EngineMissing when either is not.
    """
    import anthropic

    with turn(VENDOR), _session(credentials, seconds) as client:
        try:
            client.models.retrieve(model)
        except anthropic.NotFoundError:
            raise EngineMissing(
                f"{LABEL} has no model '{short(model)}' for this key: choose another"
            ) from None


@contextmanager
def _session(
    credentials: AnthropicCredentials, seconds: float, *, paid: bool = False
) -> Iterator["Anthropic"]:
    """Lend the SDK for one call: without retries, and without redirects that carry the key on."""
    import anthropic
    import httpx2

    key = credentials.key
    if not (key.strip() and key.isascii() and key.isprintable()):
        raise EngineMissing(f"The key for {LABEL} holds what no key does: check the credentials")
    try:
        with anthropic.Anthropic(
            api_key=key,
            base_url=credentials.address,
            max_retries=0,
            timeout=seconds,
            http_client=anthropic.DefaultHttpxClient(
                follow_redirects=False, timeout=seconds, verify=_certificates()
            ),
        ) as client:
            yield client
    except anthropic.APIStatusError as error:
        if paid and error.status_code in _GATEWAY_TIMEOUTS:
            raise _lost(f"gave no answer in time ({error.status_code})", paid) from None
        words = error.api_message or error.message
        raise refusal(LABEL, error.status_code, words, error.response.headers, key) from None
    except anthropic.APIConnectionError as error:
        raise _cut_off(error.__cause__, seconds, paid) from None
    except httpx2.InvalidURL:
        raise _no_address() from None


@cache
def _certificates() -> "SSLContext":
    """Read the certificates once: it takes longer than a call to a local server."""
    import httpx2

    return httpx2.create_ssl_context()


def _cut_off(cause: BaseException | None, seconds: float, paid: bool) -> FirstcutError:
    import httpx2

    if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        return _no_address()
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return EngineBusy(f"{LABEL} cannot be reached: it was not asked, so try again later")
    if isinstance(cause, httpx2.TimeoutException):
        return _lost(f"gave no answer within {seconds:.0f} s", paid)
    return _lost(f"broke off its answer ({type(cause).__name__})", paid)


def _no_address() -> FirstcutError:
    return EngineMissing(f"{LABEL} has no such address: check the credentials' base_url")


def _lost(what: str, paid: bool) -> FirstcutError:
    """Return the error for a call of which nobody can say whether it was served."""
    if paid:
        return PaidInVain(
            f"{LABEL} {what}: the call may have been paid for, and running the film again buys "
            "it once more"
        )
    return EngineBusy(f"{LABEL} {what}: try again later")
