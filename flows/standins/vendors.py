"""The vendors' manners: where each stands, how it takes a key, and how it says no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def _anthropic(status: int, reason: str, code: str) -> dict[str, Any]:
    kinds = {
        400: "invalid_request_error", 401: "authentication_error", 402: "billing_error",
        403: "permission_error", 404: "not_found_error", 413: "request_too_large",
        422: "invalid_request_error", 429: "rate_limit_error", 529: "overloaded_error",
    }  # fmt: skip
    return {
        "type": "error",
        "error": {"type": code or kinds.get(status, "api_error"), "message": reason},
        "request_id": "req_standin",
    }


def _openai(status: int, reason: str, code: str) -> dict[str, Any]:
    codes = {401: "invalid_api_key", 402: "insufficient_quota", 429: "rate_limit_exceeded"}
    kind = "server_error" if status >= 500 else "invalid_request_error"
    error = {"message": reason, "type": kind, "param": None, "code": code or codes.get(status)}
    return {"error": error}


def _elevenlabs(status: int, reason: str, code: str) -> dict[str, Any]:
    if status == 422:
        return {"detail": [{"loc": ["body"], "msg": reason, "type": code or "value_error"}]}
    codes = {
        400: "bad_request", 401: "invalid_api_key", 402: "quota_exceeded",
        403: "missing_permissions", 404: "not_found", 429: "too_many_concurrent_requests",
    }  # fmt: skip
    word = code or codes.get(status, "internal_error")
    return {"detail": {"status": word, "message": reason}}


def _replicate(status: int, reason: str, code: str) -> dict[str, Any]:
    titles = {
        401: "Unauthenticated", 402: "Insufficient credit", 403: "Forbidden",
        404: "Not found", 422: "Input validation failed", 429: "Too many requests",
    }  # fmt: skip
    title = code or titles.get(status, "Server error" if status >= 500 else "Bad request")
    return {"title": title, "detail": reason, "status": status}


def _luma(status: int, reason: str, code: str) -> dict[str, Any]:
    return {"detail": reason, "code": code} if code else {"detail": reason}


def _bearer(headers: Mapping[str, str]) -> str:
    return headers.get("authorization", "").removeprefix("Bearer ").removeprefix("Token ")


@dataclass(frozen=True)
class Vendor:
    """A vendor: its address below the server's, its one valid key, its error body."""

    name: str
    base: str
    """What its SDK's ``base_url`` has after ``{url}/<name>``."""
    variable: str
    """The environment variable of its key."""
    address_variable: str
    says_no: Callable[[int, str, str], dict[str, Any]]
    """The error body for a status, a reason and a code (empty for the usual one)."""
    key_header: str = "authorization"

    @property
    def key(self) -> str:
        """The key that is accepted: every other one is refused."""
        return f"standin-{self.name}-key-not-a-real-one"

    def shown(self, headers: Mapping[str, str]) -> str:
        """Return the key that a call came with."""
        if self.key_header != "authorization" and self.key_header in headers:
            return headers[self.key_header]
        return _bearer(headers)


VENDORS = {
    vendor.name: vendor
    for vendor in (
        Vendor("anthropic", "", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", _anthropic, "x-api-key"),
        Vendor("openai", "/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", _openai),
        Vendor(
            "elevenlabs", "", "ELEVENLABS_API_KEY", "ELEVENLABS_BASE_URL", _elevenlabs, "xi-api-key"
        ),
        Vendor("replicate", "", "REPLICATE_API_TOKEN", "REPLICATE_BASE_URL", _replicate),
        Vendor("luma", "/v1", "LUMA_AGENTS_API_KEY", "LUMA_BASE_URL", _luma),
    )
}
WRONG_KEY = {
    "anthropic": "invalid x-api-key",
    "openai": "Incorrect API key provided.",
    "elevenlabs": "Invalid API key",
    "replicate": "You did not pass a valid authentication token",
    "luma": "Not authenticated",
}
