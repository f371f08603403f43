"""ElevenLabs: its SDK set up to send a paid call once, and its errors as ours."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from blocks.credentials import ElevenLabsCredentials
from blocks.vendors.http import refusal, short
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain

if TYPE_CHECKING:
    from ssl import SSLContext

    from elevenlabs.client import ElevenLabs
    from elevenlabs.core.request_options import RequestOptions

VENDOR = "elevenlabs"
LABEL = "ElevenLabs"
ONCE: "RequestOptions" = {"max_retries": 0}
"""``request_options`` of every call: whether it is sent again is for the task to say."""
MOST_BYTES = 256 * 2**20
"""Of one answer; ten minutes of the widest sound it sells are 115 MB."""

_SPENT = {"quota_exceeded", "insufficient_credits", "payment_required"}
_PLAN = {
    "subscription_required", "output_format_not_allowed", "only_for_creator+",
    "paid_plan_required", "feature_not_available", "missing_permissions",
    "insufficient_permissions", "voice_access_denied", "model_access_denied",
}  # fmt: skip
_VOICE = {"voice_not_found", "invalid_voice_id"}
_POLICY = {"content_against_policy", "content_policy_violation", "bad_prompt", "unsafe_content"}
_GATEWAY_TIMEOUTS = {408, 504, 524}
"""Somebody on the way gave up waiting: what the vendor did meanwhile, nobody can say."""


@contextmanager
def session(
    credentials: ElevenLabsCredentials, seconds: float, *, paid: bool = False
) -> Iterator["ElevenLabs"]:
    """Lend the SDK for one call, which has to be over after ``seconds``; pass it ONCE.

    Whatever goes wrong inside comes out as an error of ours, without the key in it. A ``paid``
    call that the vendor may have begun to serve, without a usable answer, is PaidInVain. An
    answer that comes as a stream has to be read inside.
    """
    import httpx
    from elevenlabs.client import ElevenLabs
    from elevenlabs.core.api_error import ApiError
    from elevenlabs.core.parse_error import ParsingError

    key = credentials.key
    if not (key.isascii() and key.isprintable() and key):
        raise EngineMissing(f"The key for {LABEL} holds what no key does: check the credentials")
    answers: list[httpx.Response] = []
    hooks = [answers.append, _limits(time.monotonic() + seconds)]
    with httpx.Client(
        timeout=seconds, event_hooks={"response": hooks}, verify=_authorities()
    ) as connection:
        try:
            yield ElevenLabs(
                api_key=key,
                base_url=credentials.address,
                timeout=seconds,
                httpx_client=connection,
            )
        except ApiError as error:
            raise _refused(error.status_code or 0, error.body, error.headers, key, paid) from None
        except (ParsingError, UnicodeDecodeError):
            raise _lost("answered with what cannot be read", paid) from None
        except TypeError:  # the SDK's own, at an answer of another shape
            if not answers:
                raise
            raise _lost("answered with what it never did before", paid) from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError):
            raise EngineMissing(
                f"{LABEL} has no such address: check the credentials' base_url"
            ) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            words = short(str(error), key)
            raise EngineBusy(f"{LABEL} cannot be reached ({words}): it was not asked") from None
        except httpx.TimeoutException:
            raise _lost(f"gave no answer within {seconds:.0f} s", paid) from None
        except (httpx.RequestError, httpx.StreamError) as error:
            raise _lost(f"broke off its answer ({type(error).__name__})", paid) from None


@cache
def _authorities() -> "SSLContext":
    """Read the certificates of those we trust: it takes longer than many a call."""
    import httpx

    return httpx.create_ssl_context()


def request_id(headers: Mapping[str, str]) -> str:
    """Return the vendor's id of an answered call; "" when it gave none."""
    return headers.get("request-id", "")


def credits_taken(headers: Mapping[str, str]) -> int | None:
    """Return the credits that a call took, as the vendor says; None when it does not."""
    said = headers.get("character-cost", "")
    return int(said) if said.isascii() and said.isdigit() else None


def _refused(
    status: int, body: Any, headers: Mapping[str, str] | None, key: str, paid: bool
) -> FirstcutError:
    codes, words = _explained(body)
    words = short(words, key)
    if 200 <= status < 300:
        return _lost("answered with what is no JSON", paid)
    if codes & _PLAN:
        return EngineMissing(f"{LABEL}' plan or key does not allow this ({words}): change either")
    if codes & _SPENT:
        return EngineMissing(f"{LABEL} has no credit left ({words}): add some there")
    if codes & _VOICE:
        return EngineFailed(f"{LABEL} has no such voice ({words}): name another in `voices`")
    if codes & _POLICY:
        return EngineFailed(f"{LABEL} refuses this content ({words}): change what it is given")
    if paid and status in _GATEWAY_TIMEOUTS:
        return _lost(f"gave no answer in time ({status})", paid)
    return refusal(LABEL, status, words, headers or {}, key)


def _lost(what: str, paid: bool) -> FirstcutError:
    """Return the error for a call of which nobody can say whether it was served."""
    if paid:
        return PaidInVain(
            f"{LABEL} {what}: the call may have been paid for, and running the film again buys "
            "it once more"
        )
    return EngineBusy(f"{LABEL} {what}")


def _explained(body: Any) -> tuple[set[str], str]:
    """Return an error's codes and message: they come as an object, as a list, or as plain text."""
    detail = body.get("detail", body) if isinstance(body, dict) else body
    if isinstance(detail, dict):
        codes = {str(detail[field]) for field in ("code", "status", "type") if detail.get(field)}
        return codes, str(detail.get("message") or ", ".join(sorted(codes)) or "no reason given")
    if isinstance(detail, list) and detail and isinstance(detail[0], dict):
        return set(), f"{detail[0].get('msg', '')}: {detail[0].get('loc', '')}"
    return set(), str(detail or "no reason given")


def _limits(deadline: float) -> Any:
    """Return a hook that stops an answer that grows too long, in bytes or in time."""
    import httpx

    class Limited(httpx.SyncByteStream):
        def __init__(self, stream: httpx.SyncByteStream) -> None:
            self.stream = stream

        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for part in self.stream:
                size += len(part)
                if size > MOST_BYTES:
                    raise httpx.ReadError("the answer is too long")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the answer takes too long")
                yield part

        def close(self) -> None:
            self.stream.close()

    def limit(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = Limited(response.stream)

    return limit
