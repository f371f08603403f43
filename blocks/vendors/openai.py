"""OpenAI: its SDK set up to send a call once, and its errors as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blocks.credentials import OpenAICredentials
from blocks.vendors.http import refusal, short
from film.errors import EngineBusy, EngineMissing, FirstcutError

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

VENDOR = "openai"
LABEL = "OpenAI"
_SPENT = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
"""Codes of a 429 or 400 that waiting does not cure."""


@contextmanager
def session(credentials: OpenAICredentials, seconds: float) -> Iterator["OpenAI"]:
    """Lend the SDK for calls that each have to be answered within ``seconds``.

    Whatever goes wrong inside comes out as an error of ours, without the key in it. Nothing is
    sent twice: whether to try again is for the task to say.
    """
    import httpx2
    import openai

    key = credentials.key
    if not (key and key.isascii() and key.isprintable()):
        raise EngineMissing(f"The key for {LABEL} holds what no key does: check the credentials")
    try:
        with openai.OpenAI(
            api_key=key,
            base_url=credentials.address,
            max_retries=0,
            timeout=seconds,
            http_client=openai.DefaultHttpxClient(follow_redirects=False, timeout=seconds),
        ) as client:
            yield client
    except openai.APIStatusError as error:
        raise _refused(error, key) from None
    except openai.APIConnectionError as error:
        raise _cut_off(error.__cause__, seconds) from None
    except httpx2.InvalidURL:
        raise _no_address() from None


def _refused(error: "APIStatusError", key: str) -> FirstcutError:
    words = short(error.message, key)
    if error.code in _SPENT:
        return EngineMissing(f"{LABEL} has no credit left ({words}): add some there")
    return refusal(LABEL, error.status_code, words, error.response.headers, key)


def _cut_off(cause: BaseException | None, seconds: float) -> FirstcutError:
    import httpx2

    if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        return _no_address()
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return EngineBusy(f"{LABEL} cannot be reached: try again later")
    if isinstance(cause, httpx2.TimeoutException):
        return EngineBusy(f"{LABEL} gave no answer within {seconds:.0f} s: try again later")
    return EngineBusy(f"{LABEL} broke off its answer ({type(cause).__name__}): try again later")


def _no_address() -> FirstcutError:
    return EngineMissing(f"{LABEL} has no such address: check the credentials' base_url")
