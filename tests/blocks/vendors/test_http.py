"""HTTP answers as errors: the type says whether to ask again, and nobody waits for ever."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from blocks.vendors.http import LONGEST_WAIT, refusal, retry_after
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("1000000000", LONGEST_WAIT),
        ("-4", None),
        ("soon", None),
        ("", None),
        ("Wed, 21 Oct 2099 07:28:00 GMT", LONGEST_WAIT),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date_and_capped(
    value: str, seconds: float | None
) -> None:
    assert retry_after({"Retry-After": value}) == seconds
    assert retry_after({"retry-after": value}) == seconds


def test_a_date_soon_is_waited_for() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert retry_after({"RETRY-AFTER": soon}) == pytest.approx(29.5, abs=1)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, EngineFailed),
        (401, EngineMissing),
        (402, EngineMissing),
        (403, EngineMissing),
        (404, EngineFailed),
        (408, EngineBusy),
        (422, EngineFailed),
        (429, EngineBusy),
        (500, EngineBusy),
        (502, EngineBusy),
        (529, EngineBusy),
    ],
)
def test_the_status_decides_what_it_is(status: int, kind: type[FirstcutError]) -> None:
    error = refusal("Acme", status, "no\n  way", {"retry-after": "7"})
    assert type(error) is kind
    assert "Acme" in str(error)
    assert "no way" in str(error)
    assert error.retry_after == (7 if kind is EngineBusy else None)


def test_no_key_and_no_novel_gets_into_a_message() -> None:
    key = "sk-hidden"
    error = refusal("Acme", 401, f"Bad key {key} " + "x" * 5_000, {}, key)
    assert key not in str(error)
    assert len(str(error)) < 500
