"""The webhook: tells a receiver of the caller's what became of a film, signed and in time."""

import base64
import binascii
import ipaddress
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from prefect.blocks.core import Block
from pydantic import ConfigDict, Field, SecretStr, field_validator

from film.errors import EngineBusy, EngineFailed

Event = Literal["film.completed", "film.failed", "film.crashed", "film.cancelled"]
PAUSES = (0.5, 1.5, 4.0)
"""Seconds between the attempts: a receiver that is started again is back by then."""
ANSWER_SECONDS = 5
"""Longest wait for one answer: all attempts together take under half a minute."""
LATER = (408, 425, 429)
"""Answers, besides the 5xx, after which the same message is worth another attempt."""
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret, as Standard Webhooks has it."""


class FirstcutWebhook(Block):
    """Where to tell what became of films, as Standard Webhooks (standardwebhooks.com) has it."""

    _block_type_name = "Firstcut Webhook"
    _block_type_slug = "firstcut-webhook"
    _description = (
        "Tells an address of yours, with a signature, when a film is done, failed, crashed or was "
        "cancelled. Saved under the name 'studio' it is told of every film."
    )

    model_config = ConfigDict(hide_input_in_errors=True)  # a refused secret is one all the same

    url: SecretStr = Field(
        description="Address that messages are POSTed to: https, or http on this machine. It is "
        "kept secret, since many receivers' addresses hold a token."
    )
    secret: SecretStr = Field(
        description="Secret that signs the messages: 'whsec_' and 24 to 64 random bytes in base64. "
        "The receiver has the same."
    )
    events: tuple[Event, ...] = Field(
        ("film.completed", "film.failed", "film.crashed", "film.cancelled"),
        description="What it is told of.",
    )

    @field_validator("url")
    @classmethod
    def _safe(cls, url: SecretStr) -> SecretStr:
        parts = urlsplit(url.get_secret_value())
        here = parts.scheme == "http" and _is_loopback(parts.hostname or "")
        if not parts.hostname or not (parts.scheme == "https" or here):
            raise ValueError("The address has to be https, or http on this machine")
        return url

    @field_validator("secret")
    @classmethod
    def _whole(cls, secret: SecretStr) -> SecretStr:
        text = secret.get_secret_value()
        try:
            size = len(base64.b64decode(text.removeprefix("whsec_"), validate=True))
        except binascii.Error:
            size = 0
        if not text.startswith("whsec_") or not SHORTEST <= size <= LONGEST:
            raise ValueError("The secret has to be 'whsec_' and 24 to 64 bytes in base64")
        return secret

    @property
    def host(self) -> str:
        """Whom it tells, without what may be secret in the address."""
        return urlsplit(self.url.get_secret_value()).hostname or ""

    def tell(self, event: Event, message_id: str, data: Mapping[str, Any]) -> None:
        """POST a message, a few times if need be; the id is the same however often it is told.

        EngineBusy when nobody takes it in time, EngineFailed when it is refused.
        """
        import httpx

        body = json.dumps(
            {"type": event, "timestamp": datetime.now(UTC).isoformat(), "data": data},
            ensure_ascii=False,
        )
        problem = ""
        with httpx.Client(timeout=ANSWER_SECONDS, follow_redirects=False) as http:
            for pause in (0.0, *PAUSES):
                time.sleep(pause)
                try:
                    status = self._post(http, message_id, body)
                except httpx.TransportError as error:
                    problem = type(error).__name__  # its text may hold the address
                    continue
                if 200 <= status < 300:
                    return
                problem = f"it answers {status}"
                if status < 500 and status not in LATER:
                    raise EngineFailed(f"The webhook at {self.host} refuses {event}: {problem}")
        raise EngineBusy(f"The webhook at {self.host} does not take {event}: {problem}")

    def _post(self, http: Any, message_id: str, body: str) -> int:
        from standardwebhooks import Webhook

        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret.get_secret_value()).sign(
                message_id, now, body
            ),
        }
        with http.stream(
            "POST", self.url.get_secret_value(), content=body.encode(), headers=headers
        ) as answer:
            return int(answer.status_code)  # what it says beyond that is not read


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
