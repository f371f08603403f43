"""What tests of films with vendors share: the stand-ins, and what these took from a film."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from blocks import home
from blocks.storage import storage_named
from film.ledger import Order
from flows.standins.server import StandIns

BUYS = ("create", "speech", "changer", "clone", "messages", "music", "effects")
"""Routes that buy something, at whichever vendor."""
_UPLOAD = re.compile(r"http://[^\s\"]+/v1/files/(\w+)")


@contextmanager
def standing_in() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with StandIns() as running, pytest.MonkeyPatch.context() as patch:
        for variable, value in running.environment.items():
            patch.setenv(variable, value)
        yield running


def taken(
    house: StandIns, vendor: str = "", where: str = "", since: int = 0
) -> list[dict[str, Any]]:
    """Return the calls that bought something, also those whose answer was lost on its way.

    ``where`` is part of the path or the body, such as a model's name; ``since`` leaves out so many
    calls, whoever was called.
    """
    return [
        call
        for call in house.calls()[since:]
        if call["route"] in BUYS
        and call["method"] == "POST"
        and vendor in ("", call["vendor"])
        and (call["job"] or (call["status"] or 999) < 300)
        and where in f"{call['path']} {call['body']}"
    ]


def bought(house: StandIns, vendor: str = "", where: str = "", since: int = 0) -> Counter[str]:
    """Count what vendors took, by what was asked for: what was uploaded counts by its content."""
    uploads = house.house.notes["replicate"]

    def content(address: re.Match[str]) -> str:
        return str(uploads[address[1]]["checksums"]["sha256"])

    return Counter(
        f"{call['vendor']} {call['path']} "
        + _UPLOAD.sub(content, json.dumps(call["body"], sort_keys=True))
        for call in taken(house, vendor, where, since)
    )


def orders(account: str) -> list[Order]:
    """Return what the tests' own ledger holds for a film."""
    return list(storage_named("local", home.assets()).ledger().orders(account))
