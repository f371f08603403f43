"""What tests of films with vendors share: the stand-ins, and what these took from a film."""

import json
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from blocks import home
from blocks.storage import storage_named
from film.ledger import Order
from flows.standins.jobs import Job
from flows.standins.server import StandIns
from tests.command import SECONDS, start

LONGEST = 240
"""Seconds in which a film has to get somewhere."""
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


def jobs(house: StandIns, since: int = 0) -> list[Job]:
    """Return the jobs that Replicate took."""
    return [house.house.jobs[one["job"]] for one in taken(house, "replicate", since=since)]


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not get there"
        time.sleep(0.02)


def interrupt(account: str, pieces: int, *command: str) -> None:
    """Press Ctrl-C while a vendor works on so many pieces for the film of a command."""
    process = start(*command)

    def accepted() -> int:
        return sum(one.state == "accepted" for one in orders(account))

    wait_for(lambda: accepted() == pieces or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, said
