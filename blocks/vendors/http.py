"""HTTP answers as errors of ours: what a status means, and how long a vendor asks to wait."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError

LONGEST_WAIT = 120.0
"""Seconds: whoever asks for more waits this long, and is asked again."""
MOST_WORDS = 300
"""Characters of a vendor's own message that are passed on."""
REFUSED_KEY = {401, 403}
NO_MONEY = 402
PASSING = {408, 409, 425, 429}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After asks for, as seconds or as a date (RFC 9110 10.2.3).

    From 0 to LONGEST_WAIT; None when there is none or it makes no sense.
    """
    value = next((text for name, text in headers.items() if name.lower() == "retry-after"), "")
    value = value.strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return min(float(value), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)


def refusal(
    label: str, status: int, detail: str, headers: Mapping[str, str], secret: str = ""
) -> FirstcutError:
    """Return the error for an answer that is none: its type says whether to ask again.

    ``detail`` is the vendor's own message; ``secret`` is taken out of it.
    """
    words = short(detail, secret)
    if status in REFUSED_KEY:
        return EngineMissing(f"{label} refused the key ({status}: {words}): check the credentials")
    if status == NO_MONEY:
        return EngineMissing(f"{label} has no credit left ({words}): add some there")
    if status in PASSING or status >= 500:
        return EngineBusy(f"{label} cannot serve now ({status}: {words})", retry_after(headers))
    return EngineFailed(f"{label} refused the call ({status}: {words})")


def short(detail: str, secret: str = "") -> str:
    """Return a vendor's message as one short line that holds no secret."""
    line = " ".join(detail.split())
    if secret:
        line = line.replace(secret, "…")
    return line if len(line) <= MOST_WORDS else f"{line[:MOST_WORDS]}…"
