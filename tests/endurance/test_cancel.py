"""A film is cancelled over HTTP, as the UI does it: all that works on it ends, and can go on."""

from film.ledger import LocalLedger
from flows.standins.faults import Fault
from tests.studio.cloud import Cloud, cloud, processes, retry, small
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

__all__ = ["cloud"]

SECONDS = 15
"""Longest that anything may work on after it was cancelled."""


def at_work(run: str, program: str) -> dict[int, str]:
    """Return a run's processes if the program is among them, or none."""
    found = processes(run)
    return found if any(program in command for command in found.values()) else {}


def cancel(studio: Studio, run: str) -> None:
    """Cancel a run as the UI does."""
    state = {"type": "CANCELLING", "name": "Cancelling"}
    studio.post(f"/flow_runs/{run}/set_state", {"state": state})


def test_cancelling_ends_ffmpeg_and_workers_and_a_retry_finishes_the_film(studio: Studio) -> None:
    request = small("Pier") | {"resolution": "720p", "captions": "burned"}
    run = studio.trigger("make-movie/animatic", {"request": request})["id"]
    working = wait_for("ffmpeg at work", lambda: at_work(run, "ffmpeg"), FILM_SECONDS, every=0.02)
    assert len(working) > 2, "the flow, its workers, and ffmpeg"
    cancel(studio, run)
    wait_for("the end of all of them", lambda: not set(working) & set(processes(run)), SECONDS)
    assert studio.wait(run, seconds=60)["state"]["name"] == "Cancelled"
    assert not studio.film(run).exists()
    assert processes(run) == {}
    retry(studio, run)
    ended = studio.wait(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert studio.film(run).exists()


def test_cancelling_stops_the_vendors_jobs_and_a_retry_orders_them_anew(cloud: Cloud) -> None:
    cloud.vendors.reset()
    cloud.vendors.misbehave("replicate", "create", Fault(name="never_ends", times=-1))
    run = cloud.film_with(small("Harbour"))
    wait_for("two jobs at the vendor", lambda: cloud.posted("create") >= 2, FILM_SECONDS)
    cancel(cloud.studio, run)
    wait_for("the jobs' end", lambda: cloud.posted("cancel") == 2, 60)
    assert cloud.studio.wait(run, seconds=60)["state"]["name"] == "Cancelled"
    assert processes(run) == {}
    ledger = LocalLedger(cloud.studio.home / "assets" / "ledger")
    orders = [
        order
        for account in ledger.accounts()
        for order in ledger.orders(account)
        if order.run == run
    ]
    assert [order.state for order in orders] == ["cancelled", "cancelled"]

    cloud.vendors.reset()
    retry(cloud.studio, run)
    ended = cloud.studio.wait(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["state"]["type"] == "COMPLETED", cloud.studio.logs(run)
    assert cloud.posted("create") == 2, "each is ordered anew, once"
