"""Accidents with vendors at work: killed, cancelled, run twice; each job is ordered once."""

import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from blocks.vendors.limits import limit_name
from film.ledger import LocalLedger, Order
from flows.standins.faults import Fault
from flows.standins.server import StandIns
from tests.command import SECONDS, firstcut, kill, start
from tests.content import content_of
from tests.flows.conftest import ONE_LINE, make_film

pytestmark = pytest.mark.e2e

LONGEST = 120
SHOTS = 2
"""In the film of the screenplay."""
JOBS = {"luma": "create", "replicate": "create"}
"""The route that submits a job, by vendor."""
ASK = {"luma": "get", "replicate": "get"}
FILE = {"luma": "file", "replicate": "file"}


@pytest.fixture(scope="module")
def vendors() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with StandIns() as house, pytest.MonkeyPatch.context() as patch:
        for variable, value in house.environment.items():
            patch.setenv(variable, value)
        yield house


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.fountain"
    path.write_text(ONE_LINE)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Lend a home whose limits are wide: what a killed run held is taken back after a minute."""
    folder = tmp_path / "home"
    printed = firstcut("server", "start", home=folder).stdout
    url = printed.split("Running at ")[1].split()[0]
    for vendor in JOBS:
        wide = {"name": limit_name(vendor), "limit": 100, "active": True}
        httpx.post(f"{url}/v2/concurrency_limits/", json=wide).raise_for_status()
    yield folder
    firstcut("server", "stop", home=folder)


def command(script: Path, films: Path, *engines: str) -> tuple[str, ...]:
    return (
        *("make", "--script", str(script), "--resolution", "360p", "--out", str(films)),
        *engines,
    )


def seen(house: StandIns, vendor: str, route: str) -> int:
    return len(house.calls(vendor, route))


def submitted(house: StandIns) -> Counter[str]:
    """Count the jobs that vendors took, by what was asked."""
    return Counter(
        json.dumps([vendor, call["body"]], sort_keys=True)
        for vendor, route in JOBS.items()
        for call in house.calls(vendor, route)
        if call["job"]
    )


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it did not get there"
        time.sleep(0.01)


def orders(home: Path) -> list[Order]:
    ledger = LocalLedger(home / "assets" / "ledger")
    return [order for account in ledger.accounts() for order in ledger.orders(account)]


@pytest.mark.parametrize(
    ("vendor", "engines"),
    [
        ("luma", ("--video", "luma")),
        ("replicate", ("--lipsync", "replicate", "--video", "replicate")),
    ],
)
def test_killed_around_a_job_it_is_ordered_once_and_the_film_is_the_same(
    vendor: str,
    engines: tuple[str, ...],
    vendors: StandIns,
    script: Path,
    home: Path,
    tmp_path: Path,
) -> None:
    arguments = command(script, tmp_path / "films", *engines)

    def accepted() -> bool:
        """Say whether every job that a vendor took is known: Luma's cannot be looked up."""
        taken = sum(submitted(vendors).values())
        known = sum(bool(order.job) for order in orders(home))
        return known == taken >= (SHOTS if vendor == "luma" else 1)

    def asked() -> int:
        return seen(vendors, vendor, ASK[vendor])

    def fetched() -> int:
        return seen(vendors, vendor, FILE[vendor])

    def posted() -> int:
        return seen(vendors, vendor, JOBS[vendor])

    slow_job = Fault(name="slow_job", seconds=3, times=SHOTS)
    accidents: list[tuple[str, Fault, Callable[[], int]]] = [
        (JOBS[vendor], slow_job, accepted),
        (ASK[vendor], Fault(name="slow", seconds=2), asked),
        (FILE[vendor], Fault(name="slow", seconds=3), fetched),
    ]
    if vendor == "replicate":  # whose jobs can be looked up when their id never came
        accidents.append((JOBS[vendor], Fault(name="slow", seconds=3), posted))
    vendors.reset()
    for route, fault, moment in accidents:
        vendors.misbehave(vendor, route, fault)
        before = moment()
        process = start(*arguments, home=home)
        wait_for(lambda: moment() > before or process.poll() is not None)  # noqa: B023
        assert process.poll() is None, process.communicate()
        kill(process)
        process.communicate()
    made = make_film(script, tmp_path / "films", *engines, home=home)
    assert set(submitted(vendors).values()) == {1}
    assert {order.state for order in orders(home)} == {"settled"}
    vendors.reset()
    other = tmp_path / "other-home"
    try:
        calm = make_film(script, tmp_path / "calm", *engines, home=other)
    finally:
        firstcut("server", "stop", home=other)
    assert content_of(made.folder / "film.mp4") == content_of(calm.folder / "film.mp4")


def test_ctrl_c_cancels_the_jobs_at_the_vendor(
    vendors: StandIns, script: Path, home: Path, tmp_path: Path
) -> None:
    vendors.reset()
    vendors.misbehave("replicate", "create", Fault(name="never_ends", times=-1))
    process = start(*command(script, tmp_path / "films", "--video", "replicate"), home=home)
    wait_for(lambda: any(order.state == "accepted" for order in orders(home)))
    time.sleep(1)
    pressed = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, err
    assert time.monotonic() - pressed < 20
    jobs = {order.job for order in orders(home) if order.job}
    cancelled = {call["path"].split("/")[-2] for call in vendors.calls("replicate", "cancel")}
    assert jobs
    assert jobs == cancelled
    assert not any(order.state == "accepted" for order in orders(home))


def test_two_runs_of_one_film_at_once_order_each_job_once(
    vendors: StandIns, script: Path, home: Path, tmp_path: Path
) -> None:
    vendors.reset()
    failures: list[str] = []

    def run(number: int) -> None:
        done = firstcut(
            *command(script, tmp_path / f"films-{number}", "--video", "luma"), home=home
        )
        if done.returncode:
            failures.append(done.stdout + done.stderr)

    pair = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join(SECONDS)
    assert failures == []
    assert set(submitted(vendors).values()) == {1}
    films = [content_of(path) for path in tmp_path.glob("films-*/*/film.mp4")]
    assert len(films) == 2
    assert films[0] == films[1]


def test_a_vendor_that_asks_to_wait_is_waited_for_and_the_film_is_made(
    vendors: StandIns, script: Path, home: Path, tmp_path: Path
) -> None:
    vendors.reset()
    vendors.misbehave("elevenlabs", "speech", Fault(name="status", status=429, retry_after="5"))
    began = time.monotonic()
    film = make_film(script, tmp_path / "films", "--voice", "elevenlabs", home=home)
    assert time.monotonic() - began > 5
    calls = vendors.calls("elevenlabs", "speech")
    assert sum(call["status"] == 429 for call in calls) == 1
    assert sum(call["status"] == 200 for call in calls) == 1
    states = Counter(order.state for order in orders(home))
    assert states == {"failed": 1, "settled": 1}
    assert all(check["passed"] for check in film.report["checks"])


def test_two_runs_together_keep_to_a_vendors_limit(
    vendors: StandIns, home: Path, tmp_path: Path
) -> None:
    """One call at a time, each long: the second begins when the first has ended, whoever asks."""
    vendors.reset()
    printed = firstcut("server", "status", home=home).stdout
    url = printed.split("Running at ")[1].split()[0]
    alone = {"name": limit_name("elevenlabs"), "limit": 1, "active": True}
    httpx.post(f"{url}/v2/concurrency_limits/", json=alone).raise_for_status()
    vendors.misbehave("elevenlabs", "speech", Fault(name="slow", seconds=6, times=-1))
    failures: list[str] = []

    def run(number: int) -> None:
        script = tmp_path / f"lamp-{number}.fountain"
        script.write_text(ONE_LINE.replace("The Lamp", f"Lamp {number}"))
        films = tmp_path / f"films-{number}"
        done = firstcut(*command(script, films, "--voice", "elevenlabs"), home=home)
        if done.returncode:
            failures.append(done.stdout + done.stderr)

    pair = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join(SECONDS)
    assert failures == []
    began = sorted(call["at"] for call in vendors.calls("elevenlabs", "speech"))
    first, second = began
    assert second - first >= 6


def test_a_job_that_fails_for_good_fails_the_film_with_the_vendors_reason(
    vendors: StandIns, script: Path, home: Path, tmp_path: Path
) -> None:
    vendors.reset()
    vendors.misbehave(
        "luma", "create", Fault(name="job_fails", message="too dark to see", times=-1)
    )
    done = firstcut(*command(script, tmp_path / "films", "--video", "luma"), home=home)
    assert done.returncode == 1
    assert "too dark to see" in done.stderr
    assert "Traceback" not in done.stderr
    assert set(submitted(vendors).values()) == {1}, "a job that failed is not sent again by itself"
    assert not list((tmp_path / "films").glob("*/film.mp4"))
    vendors.reset()
    make_film(script, tmp_path / "films", "--video", "luma", home=home)
    assert set(submitted(vendors).values()) == {1}, "asked for again, it is ordered anew"
